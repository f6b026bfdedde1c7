#!/usr/bin/env bash
# Names the image that the release is built in.

PROJECT_ID=${PROJECT_ID:-testing}
if [[ "${IMAGE_VERSION:-}" == "" ]]; then
  IMAGE_VERSION=release-1.18-ae25a72a1c15cc0b7e2f4667128c4852bae982f7
fi
if [[ "${IMAGE_NAME:-}" == "" ]]; then
  IMAGE_NAME=build-tools
fi
export PROJECT_ID IMAGE_VERSION IMAGE_NAME
