#!/bin/bash
# Builds and stamps: gobuild.sh OUT [-tags=…] PACKAGE…
set -e

OUT=${1:?"output path"}
shift

export BUILD_GOOS=${GOOS:-linux}
export BUILD_GOARCH=${GOARCH:-amd64}
STATIC=${STATIC:-1}
LDFLAGS=${LDFLAGS:--extldflags -static}
export CGO_ENABLED=${CGO_ENABLED:-0}

if [[ "${STATIC}" != "1" ]]; then
    LDFLAGS=""
fi

OPTIMIZATION_FLAGS=(-trimpath)
LD_EXTRAFLAGS=""
while read -r line; do
    LD_EXTRAFLAGS="${LD_EXTRAFLAGS} -X ${line}"
done < <("$(dirname "$0")/report_build_info.sh")

GOOS=${BUILD_GOOS} GOARCH=${BUILD_GOARCH} go build \
    -o "${OUT}" "${OPTIMIZATION_FLAGS[@]}" -ldflags "${LDFLAGS} ${LD_EXTRAFLAGS}" "${@}"
