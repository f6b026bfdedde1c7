#!/usr/bin/env bash
# Names the image that the release is built in.

PROJECT_ID=${PROJECT_ID:-testing}
if [[ "${IMAGE_VERSION:-}" == "" ]]; then
  IMAGE_VERSION=release-1.28-879cab1fff4bf7578feb9973cac1e413b6e16147
fi
if [[ "${IMAGE_NAME:-}" == "" ]]; then
  IMAGE_NAME=build-tools
fi
export PROJECT_ID IMAGE_VERSION IMAGE_NAME
