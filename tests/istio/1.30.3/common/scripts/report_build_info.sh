#!/bin/bash
# Prints one symbol and its value a line.

BUILD_GIT_REVISION=$(git rev-parse HEAD 2> /dev/null || echo unknown)
GIT_DESCRIBE_TAG=$(git describe --tags --always)
tree_status="Clean"
HUB=${HUB:-"registry.istio.io/release"}

echo "istio.io/istio/pkg/version.buildVersion=${VERSION:-$BUILD_GIT_REVISION}"
echo "istio.io/istio/pkg/version.buildGitRevision=${BUILD_GIT_REVISION}"
echo "istio.io/istio/pkg/version.buildStatus=${tree_status}"
echo "istio.io/istio/pkg/version.buildTag=${GIT_DESCRIBE_TAG}"
echo "istio.io/istio/pkg/version.buildHub=${HUB}"
echo "istio.io/istio/pkg/version.buildOS=${BUILD_GOOS}"
echo "istio.io/istio/pkg/version.buildArch=${BUILD_GOARCH}"
