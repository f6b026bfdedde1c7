#!/bin/bash
# Where the downloaded binaries come from.

ISTIO_ENVOY_BASE_URL="${ISTIO_ENVOY_BASE_URL:-https://storage.googleapis.com/istio-build/proxy}"
export ISTIO_ENVOY_BASE_URL
