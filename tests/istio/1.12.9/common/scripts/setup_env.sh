#!/usr/bin/env bash
# Names the image that the release is built in.

PROJECT_ID=${PROJECT_ID:-testing}
if [[ "${IMAGE_VERSION:-}" == "" ]]; then
  export IMAGE_VERSION=release-1.12-2022-06-28T09-02-11
fi
if [[ "${IMAGE_NAME:-}" == "" ]]; then
  IMAGE_NAME=build-tools
fi
export PROJECT_ID IMAGE_VERSION IMAGE_NAME
