#!/usr/bin/env bash
# Names the image that the release is built in.

PROJECT_ID=${PROJECT_ID:-testing}
if [[ "${IMAGE_VERSION:-}" == "" ]]; then
  IMAGE_VERSION=release-1.24-bccd228953b7abf90170da1419699d38e95329fb
fi
if [[ "${IMAGE_NAME:-}" == "" ]]; then
  IMAGE_NAME=build-tools
fi
export PROJECT_ID IMAGE_VERSION IMAGE_NAME
