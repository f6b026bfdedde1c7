#!/bin/bash
# Prints one symbol and its value a line.

BUILD_GIT_REVISION=$(git rev-parse HEAD 2> /dev/null || echo unknown)
GIT_DESCRIBE_TAG=$(git describe --tags --always)
tree_status="Clean"
HUB=${HUB:-"docker.io/istio"}

echo "istio.io/pkg/version.buildVersion=${VERSION:-$BUILD_GIT_REVISION}"
echo "istio.io/pkg/version.buildGitRevision=${BUILD_GIT_REVISION}"
echo "istio.io/pkg/version.buildStatus=${tree_status}"
echo "istio.io/pkg/version.buildTag=${GIT_DESCRIBE_TAG}"
echo "istio.io/pkg/version.buildHub=${HUB}"
echo "istio.io/pkg/version.buildOS=${BUILD_GOOS}"
echo "istio.io/pkg/version.buildArch=${BUILD_GOARCH}"
