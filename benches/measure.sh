#!/usr/bin/env bash
# Measures what the project promises, side by side with git in one run, and prints a table of medians.
# Usage: measure.sh [ISTIO_REPO]      a bare clone of istio/istio with its tags; default: $ISTIO_REPO
# RUNS (default 5) is how often each thing is done; IMGEN is the program (default: target/release/istio-imgen).
# Needs bash 5, git, tar, python3 and GNU time. Exit 1 when a promise is not kept.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ISTIO_REPO=${1:-${ISTIO_REPO:?name a bare clone of istio/istio}}
ISTIO_REPO=$(cd "$ISTIO_REPO" && pwd)
IMGEN=${IMGEN:-${CARGO_TARGET_DIR:-$here/../target}/release/istio-imgen}
RUNS=${RUNS:-5}
TAG=1.30.3
EARLIER=1.30.2

for tool in git tar python3 /usr/bin/time "$IMGEN"; do
  command -v "$tool" >/dev/null || {
    printf 'measure.sh: no %s\n' "$tool" >&2
    exit 2
  }
done

work=$(mktemp -d)
export HOME=$work/home GIT_CONFIG_NOSYSTEM=1
mkdir -p "$HOME" "$work/root"
git config --global --add safe.directory '*'
ln -s "$ISTIO_REPO" "$work/root/istio.git"
: >"$work/log"
coproc SERVER { exec python3 "$here/server.py" "$work/root" "$work/log"; }
server=$SERVER_PID
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
read -r port <&"${SERVER[0]}"
url=http://127.0.0.1:$port/istio.git

kept=0
failed=0
row() { # WHAT VALUE LIMIT
  printf '%-66s %12s  %s\n' "$1" "$2" "${3:-}"
}
verdict() { # WHAT VALUE UNIT LIMIT: at most
  if awk -v value="$2" -v limit="$4" 'BEGIN { exit !(value <= limit) }'; then
    row "$1" "$2 $3" "kept (at most $4)"
    kept=$((kept + 1))
  else
    row "$1" "$2 $3" "NOT KEPT (at most $4)"
    failed=$((failed + 1))
  fi
}
median() { sort -n | awk '{ held[NR] = $1 } END { print NR % 2 ? held[(NR + 1) / 2] : (held[NR / 2] + held[NR / 2 + 1]) / 2 }'; }
of() { median <"$work/$1"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

# Runs a command and adds its wall time in milliseconds to NAME.ms and its peak memory in KiB to NAME.kib.
timed() { # NAME COMMAND…
  local name=$1 start end
  shift
  start=${EPOCHREALTIME/./}
  /usr/bin/time -q -o "$work/time" -f %M "$@" >"$work/out" 2>&1 || {
    printf 'measure.sh: failed: %s\n' "$*" >&2
    cat "$work/out" >&2
    exit 2
  }
  end=${EPOCHREALTIME/./}
  awk -v us=$((end - start)) 'BEGIN { printf "%.1f\n", us / 1000 }' >>"$work/$name.ms"
  cat "$work/time" >>"$work/$name.kib"
}
# Adds to NAME.bytes what the server has sent since the last `: >log`, and to NAME.connections how often it was asked.
counted() { # NAME
  awk '$1 != "CONNECTION" { sum += $4 } END { print sum + 0 }' "$work/log" >>"$work/$1.bytes"
  awk '$1 == "CONNECTION" { sum += 1 } END { print sum + 0 }' "$work/log" >>"$work/$1.connections"
}
new() { # DIRECTORY CACHE TAG FLAG…
  local directory=$1 cache=$2 tag=$3
  shift 3
  printf '%s\n' "$IMGEN" new "$directory" --preset source-distroless --istio "$tag" --istio-source "$url" \
    --cache-dir "$cache" --no-input --quiet "$@"
}
run_new() { # NAME DIRECTORY CACHE TAG FLAG…
  local name=$1
  local -a command
  shift
  mapfile -t command < <(new "$@")
  timed "$name" "${command[@]}"
}

# --- fetching ---------------------------------------------------------------------------------------------------------

for ((run = 0; run < RUNS; run++)); do
  : >"$work/log"
  timed clone git -c gc.auto=0 clone --quiet --bare --depth 1 --branch "$TAG" "$url" "$work/clone"
  counted clone
  : >"$work/log"
  run_new first "$work/x" "$work/cold" "$TAG" --dry-run
  counted first
  : >"$work/log"
  run_new second "$work/x" "$work/cold" "$EARLIER" --dry-run
  counted second
  : >"$work/log"
  run_new third "$work/x" "$work/cold" "$TAG" --dry-run
  counted third
  rm -rf "$work/clone" "$work/warm"
  mv "$work/cold" "$work/warm"
done

# --- exporting, all from the same warm cache --------------------------------------------------------------------------

bare=$(find "$work/warm/sources" -maxdepth 1 -name '*.git' | head -n 1)
for ((run = 0; run < RUNS; run++)); do
  mkdir "$work/tree"
  # shellcheck disable=SC2016
  timed archive bash -c 'git -C "$0" archive "$1" | tar -x -C "$2"' "$bare" "$TAG" "$work/tree"
  run_new export "$work/context" "$work/warm" "$TAG" --offline
  run_new plan "$work/x" "$work/warm" "$TAG" --offline --dry-run
  run_new all "$work/x" "$work/warm" "$TAG" --offline --dry-run --component pilot,proxy,cni,istioctl --set component.cni.base=official
  timed version "$IMGEN" --version
  timed minimal "$IMGEN" new "$work/minimal" --preset minimal --no-input --quiet
  [ "$run" = $((RUNS - 1)) ] || rm -rf "$work/tree" "$work/context"
  rm -rf "$work/minimal"
done

# --- how much of the tree a context holds -----------------------------------------------------------------------------

bytes() { find "$1" -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum + 0 }'; }
shares() {
  local minor tag whole part
  for minor in {18..30}; do
    tag=$(git -C "$ISTIO_REPO" tag --list "1.$minor.*" | grep -E '^[0-9]+\.[0-9]+\.[0-9]+$' | sort -V | tail -n 1)
    [ -n "$tag" ] || continue
    whole=$(git -C "$ISTIO_REPO" ls-tree -r --long "$tag" | awk '$2 == "blob" { sum += $4 } END { print sum }')
    "$IMGEN" new "$work/share" --preset source-distroless --istio "$tag" --istio-source "$ISTIO_REPO" --no-input -qq
    part=$(bytes "$work/share/src")
    printf '%s %s %s %s\n' "$tag" "$(find "$work/share/src" -type f | wc -l)" "$part" "$(awk -v a="$part" -v b="$whole" 'BEGIN { printf "%.1f", 100 * a / b }')"
    rm -rf "$work/share"
  done
}
shares >"$work/shares"

# --- the table --------------------------------------------------------------------------------------------------------

printf 'Istio %s, medians of %s runs, %s\n\n' "$TAG" "$RUNS" "$("$IMGEN" --version)"
row 'git archive | tar x' "$(of archive.ms) ms"
row 'trimmed export of pilot + proxy from a warm cache' "$(of export.ms) ms"
verdict '  its share of that time' "$(ratio "$(of export.ms)" "$(of archive.ms)")" '' 0.25
verdict '  its peak memory' "$(ratio "$(of export.kib)" 1024)" MiB 60
row 'plan of pilot + proxy, nothing written' "$(of plan.ms) ms"
verdict 'plan of all five binaries, closure and all' "$(of all.ms)" ms 300
row 'git clone --bare --depth 1: bytes' "$(of clone.bytes)"
row 'first run at a tag: bytes' "$(of first.bytes)"
verdict '  its share of those bytes' "$(ratio "$(of first.bytes)" "$(of clone.bytes)")" '' 1.1
row 'git clone --bare --depth 1: time' "$(of clone.ms) ms"
row 'first run at a tag, closure and all: time' "$(of first.ms) ms"
verdict '  its share of that time' "$(ratio "$(of first.ms)" "$(of clone.ms)")" '' 1.2
row 'second tag: bytes' "$(of second.bytes)"
verdict '  its share of the first' "$(ratio "$(of second.bytes)" "$(of first.bytes)")" '' 0.99
verdict 'cached tag: connections' "$(of third.connections)" '' 0
row 'start-up (--version)' "$(of version.ms) ms" "$(ratio "$(of version.kib)" 1024) MiB"
row 'new --preset minimal' "$(of minimal.ms) ms" "$(ratio "$(of minimal.kib)" 1024) MiB"
verdict 'largest share of the tree, 1.18 to 1.30' "$(awk '{ print $4 }' "$work/shares" | sort -n | tail -n 1)" % 25
printf '\n%-10s %8s %12s %8s\n' tag files bytes '% of tree'
awk '{ printf "%-10s %8d %12d %8s\n", $1, $2, $3, $4 }' "$work/shares"
printf '\npromises kept: %d, not kept: %d\n' "$kept" "$failed"
[ "$failed" = 0 ]
