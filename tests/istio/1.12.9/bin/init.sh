#!/bin/bash
# Downloads what the Makefile names.

echo "Downloading ${ISTIO_ENVOY_LINUX_RELEASE_URL}"
