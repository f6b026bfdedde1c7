# Every image that the cases start from, in one graph: the bases are built once, and all are pushed to the loopback registry.

variable "REGISTRY" {}
variable "ISTIO_TAG" {}
variable "ISTIO_TREE" {}
variable "GO_VERSION" {}
variable "PROXY_SHA" {}

group "default" {
  targets = ["foundation", "official"]
}

target "foundation" {
  name = item.target
  matrix = {
    item = [
      { target = "debian", tags = ["library/debian:trixie-slim", "library/debian:bookworm-slim", "library/ubuntu:24.04"] },
      { target = "golang", tags = ["library/golang:${GO_VERSION}", "library/golang:${GO_VERSION}-bookworm"] },
      { target = "static", tags = ["distroless/static-debian12:latest", "distroless/static-debian12:nonroot", "distroless/cc-debian12:nonroot"] },
      { target = "base", tags = [] },
      { target = "distroless", tags = [] },
      { target = "iptables", tags = [] },
    ]
  }
  target     = item.target
  dockerfile = "Dockerfile"
  network    = "none"
  platforms  = contains(["static", "distroless", "iptables"], item.target) ? ["linux/amd64", "linux/arm64"] : ["linux/amd64"]
  tags       = [for tag in item.tags : "${REGISTRY}/${tag}"]
  output     = length(item.tags) == 0 ? ["type=cacheonly"] : ["type=registry,compression=uncompressed"]
}

target "official" {
  name = "${item.image}-${variant}"
  matrix = {
    item = [
      { image = "pilot", dockerfile = "pilot/docker/Dockerfile.pilot" },
      { image = "proxyv2", dockerfile = "pilot/docker/Dockerfile.proxyv2" },
      { image = "ztunnel", dockerfile = "pilot/docker/Dockerfile.ztunnel" },
      { image = "install-cni", dockerfile = "cni/deployments/kubernetes/Dockerfile.install-cni" },
      { image = "istioctl", dockerfile = "istioctl/docker/Dockerfile.istioctl" },
    ]
    variant = ["debug", "distroless"]
  }
  context    = "staged"
  network    = "none"
  dockerfile = "${ISTIO_TREE}/${item.dockerfile}"
  contexts = {
    "bases.invalid/base:e2e"       = "target:base"
    "bases.invalid/distroless:e2e" = "target:distroless"
    "bases.invalid/iptables:e2e"   = "target:iptables"
  }
  args = {
    ISTIO_BASE_REGISTRY = "bases.invalid"
    BASE_VERSION        = "e2e"
    BASE_DISTRIBUTION   = variant
    proxy_version       = "istio-proxy:${PROXY_SHA}"
    istio_version       = ISTIO_TAG
  }
  # Nothing runs in the distroless images, so they are made for another processor, too.
  platforms = variant == "distroless" ? ["linux/amd64", "linux/arm64"] : ["linux/amd64"]
  tags   = [for suffix in(variant == "debug" ? ["", "-debug"] : ["-distroless"]) : "${REGISTRY}/istio/${item.image}:${ISTIO_TAG}${suffix}"]
  output = ["type=registry,compression=uncompressed"]
}
