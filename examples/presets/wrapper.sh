#!/bin/sh
# Tells where the program starts, then gives way to it: signals reach the program itself.
set -eu
echo "starting in $(pwd) as $(id -u)" >&2
exec "$@"
