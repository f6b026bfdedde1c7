# Always name this file: docker buildx bake -f docker-bake.hcl

variable "DEBIAN_HUB" {
  default = "docker.io/library"
}

variable "DISTROLESS_CC_HUB" {
  default = "gcr.io/distroless"
}

variable "ISTIO_HUB" {
  default = "docker.io/istio"
}

variable "HUB" {
  default = "localhost/istio"
}

variable "TAG" {
  default = "1.30.3-custom"
}

# For a quick local build: PLATFORMS=linux/amd64
variable "PLATFORMS" {
  default = "linux/amd64,linux/arm64"
}

# The date of the commit of the release: builds repeat to the byte
variable "SOURCE_DATE_EPOCH" {
  default = "1783961794"
}

group "default" {
  targets = ["pilot", "proxy", "init"]
}

target "_common" {
  context    = "."
  dockerfile = "Dockerfile"
  platforms  = split(",", PLATFORMS)
  args = {
    DEBIAN_HUB = DEBIAN_HUB
    DISTROLESS_CC_HUB = DISTROLESS_CC_HUB
    ISTIO_HUB = ISTIO_HUB
    SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH
  }
}

target "pilot" {
  inherits = ["_common"]
  target   = "pilot"
  tags     = ["${HUB}/pilot:${TAG}"]
  labels = {
    "org.opencontainers.image.ref.name" = "${HUB}/pilot:${TAG}"
  }
  # An index is there for several platforms only
  annotations = [for annotation in [
    "com.example.team=platform",
  ] : length(split(",", PLATFORMS)) > 1 ? "index,manifest:${annotation}" : "manifest:${annotation}"]
}

target "proxy" {
  inherits = ["_common"]
  target   = "proxy"
  tags     = ["${HUB}/proxyv2:${TAG}"]
  labels = {
    "org.opencontainers.image.ref.name" = "${HUB}/proxyv2:${TAG}"
  }
  # An index is there for several platforms only
  annotations = [for annotation in [
    "com.example.team=platform",
  ] : length(split(",", PLATFORMS)) > 1 ? "index,manifest:${annotation}" : "manifest:${annotation}"]
}

target "init" {
  inherits = ["_common"]
  target   = "init"
  tags     = ["${HUB}/init:${TAG}"]
  labels = {
    "org.opencontainers.image.ref.name" = "${HUB}/init:${TAG}"
  }
  # An index is there for several platforms only
  annotations = [for annotation in [
    "com.example.team=platform",
  ] : length(split(",", PLATFORMS)) > 1 ? "index,manifest:${annotation}" : "manifest:${annotation}"]
}
