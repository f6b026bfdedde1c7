#!/usr/bin/env bash
# Holds our reader of Dockerfiles against BuildKit's own parser: on the examples, the fixtures, and 600 contexts with hostile values.
# Needs Go and the Go module proxy, and takes about two minutes; the gate does not run it. Usage: parse.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/files"
DOCKERFILES=$work/files cargo test --locked --test it dockerfiles
(cd tests/e2e/parse && go build -o "$work/parse" .)
"$work/parse" "$work/files"
