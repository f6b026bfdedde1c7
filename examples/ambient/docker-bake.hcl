# Always name this file: docker buildx bake -f docker-bake.hcl

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
  targets = ["cni", "ztunnel"]
}

target "_common" {
  context    = "."
  dockerfile = "Dockerfile"
  platforms  = split(",", PLATFORMS)
  args = {
    ISTIO_HUB = ISTIO_HUB
    SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH
  }
}

target "cni" {
  inherits = ["_common"]
  target   = "cni"
  tags     = ["${HUB}/install-cni:${TAG}"]
  labels = {
    "org.opencontainers.image.ref.name" = "${HUB}/install-cni:${TAG}"
  }
}

target "ztunnel" {
  inherits = ["_common"]
  target   = "ztunnel"
  tags     = ["${HUB}/ztunnel:${TAG}"]
  labels = {
    "org.opencontainers.image.ref.name" = "${HUB}/ztunnel:${TAG}"
  }
}
