#!/usr/bin/env bash
# Builds generated contexts with real engines and looks into the images.
# Usage: run.sh [CASE…]      all cases when none is named; the binary is $IMGEN (default: target/debug/istio-imgen)
# E2E_CONTEXTS=DIR takes the contexts from DIR/CASE instead of generating them.
# E2E_KEEP=1 leaves engines and work directory for a look, until `engine.sh stop`.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

IMGEN=${IMGEN:-$REPO/target/debug/istio-imgen}
ISTIO_TAG=1.30.3

finish() {
  local status=$?
  trap - EXIT
  if [ "${E2E_KEEP:-0}" = 1 ]; then
    say "kept: ${WORK:-nothing}; end the engines by $E2E_DIR/engine.sh stop"
  else
    "$E2E_DIR/engine.sh" stop
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

began=$SECONDS
say 'engines'
started=$("$E2E_DIR/engine.sh" start)
eval "$started"
WORK=$(mktemp -d "$(readlink "$CACHE/state")/work.XXXXXX")
ISTIO_TAG=$ISTIO_TAG "$E2E_DIR/images.sh"
UPSTREAM=$CACHE/istio.git
REVISION=$(commit_of "$UPSTREAM" "$ISTIO_TAG")
# shellcheck source-path=SCRIPTDIR source=build.sh
. "$E2E_DIR/build.sh"
# shellcheck source-path=SCRIPTDIR source=checks.sh
. "$E2E_DIR/checks.sh"
say "ready after $((SECONDS - began)) s"

# --- the cases --------------------------------------------------------------------------------------------------------

CASES=(release rebase source prebuilt)

# What `istio-imgen new` is told.
flags() { # CASE
  case $1 in
    release) printf '%s\n' --binaries release --component pilot,proxy,init,cni,ztunnel,istioctl ;;
    rebase) printf '%s\n' --binaries release --base debian --component pilot,proxy ;;
    source) printf '%s\n' --binaries source --component pilot ;;
    prebuilt) printf '%s\n' --binaries prebuilt --component proxy --set "proxy.envoy=$WORK/own-envoy" ;;
  esac
}

# What each component promises, however it was made: user, what it runs, working directory.
promises() { # prints USER ENTRYPOINT CMD WORKDIR
  case $1 in
    pilot) printf '%s\n' 1337:1337 '["/usr/local/bin/pilot-discovery"]' ;;
    proxy) printf '%s\n' '' '["/usr/local/bin/pilot-agent"]' ;;
    init) printf '%s\n' 0:0 '["/usr/local/bin/pilot-agent"]' ;;
    cni) printf '%s\n' '' '' ;;
    ztunnel) printf '%s\n' '' '["/usr/local/bin/ztunnel"]' ;;
    istioctl) printf '%s\n' 1000:1000 '["/usr/local/bin/istioctl"]' ;;
  esac
}

verify_component() {
  local -a p
  mapfile -t p < <(promises "$COMPONENT")
  check "user is \`${p[0]}\`" config .User "${p[0]}"
  check "entrypoint is \`${p[1]}\`" config .Entrypoint "${p[1]}"
  check 'every directory lets its user pass' passable
  check 'label of the version' label org.opencontainers.image.version "$ISTIO_TAG"
  case $COMPONENT in
    pilot | istioctl | proxy | init)
      check 'stamp of the version' says "version=$ISTIO_TAG revision=$REVISION status=Clean tag=$ISTIO_TAG" version
      ;;
  esac
  case $COMPONENT in
    pilot) check 'binary' file /usr/local/bin/pilot-discovery 755 0:0 ;;
    proxy | init)
      check 'agent' file /usr/local/bin/pilot-agent 755 0:0
      check 'envoy' file /usr/local/bin/envoy 755 0:0
      check 'bootstrap template' file /var/lib/istio/envoy/envoy_bootstrap_tmpl.json 644 0:0
      check 'bootstrap template is byte for byte upstream' same_bytes /var/lib/istio/envoy/envoy_bootstrap_tmpl.json \
        "$REPO/tests/istio/$ISTIO_TAG/tools/packaging/common/envoy_bootstrap.json"
      check 'works in /' config .WorkingDir /
      ;;
    cni)
      check 'plug-in' file /opt/cni/bin/istio-cni 755 0:0
      check 'installer' file /usr/local/bin/install-cni 755 0:0
      check 'command' config .Cmd '["/usr/local/bin/install-cni"]'
      ;;
    ztunnel)
      check 'binary' file /usr/local/bin/ztunnel 755 0:0
      check 'answers' says 'ztunnel  version: ' version
      ;;
    istioctl) check 'binary' file /usr/local/bin/istioctl 755 0:0 ;;
  esac
}

# What only one case promises.
verify_case() {
  case $CASE/$COMPONENT in
    release/*) check 'binary is the release image'"'"'s' released ;;
    rebase/proxy)
      check 'stands on the new base' file /etc/debian_version 644 0:0
      check 'has iptables' grep -qx 'Package: iptables' "$AT.root/var/lib/dpkg/status"
      check 'left no package lists' lists_gone
      ;;
    prebuilt/proxy) check 'carries the own Envoy' same_bytes /usr/local/bin/envoy "$WORK/own-envoy" ;;
  esac
}
released() {
  local path
  case $COMPONENT in
    pilot) path=/usr/local/bin/pilot-discovery ;;
    proxy | init) path=/usr/local/bin/envoy ;;
    cni) path=/opt/cni/bin/istio-cni ;;
    *) path=/usr/local/bin/$COMPONENT ;;
  esac
  same_bytes "$path" "$CACHE/images/staged/amd64/$(basename "$path")"
}
lists_gone() { [ -z "$(find "$AT.root/var/lib/apt/lists" -type f ! -name lock 2>/dev/null)" ]; }

# --- the run ----------------------------------------------------------------------------------------------------------

generate() { # CASE
  local dir
  dir=$(context "$1")
  mkdir -p "$(dirname "$dir")"
  if [ -n "${E2E_CONTEXTS:-}" ]; then
    cp -r "$E2E_CONTEXTS/$1" "$dir"
    return
  fi
  local -a f
  mapfile -t f < <(flags "$1")
  quiet "$WORK/new.$1.log" env -i PATH="$PATH" HOME="$WORK/home" XDG_CACHE_HOME="$WORK/home/cache" \
    "$IMGEN" new "$dir" --no-input --istio "$ISTIO_TAG" --istio-source "$UPSTREAM" --platform linux/amd64 "${f[@]}"
}

run_case() { # CASE
  local at=$SECONDS component engine times=''
  local -a components
  generate "$1"
  for engine in buildkit buildah; do
    "${engine}_build" "$1" 1
    "${engine}_build" "$1" 2
    times+=" $engine $((SECONDS - at)) s"
    at=$SECONDS
  done
  mapfile -t components < <(targets "$1")
  for component in "${components[@]}"; do
    for engine in buildkit buildah; do
      "${engine}_open" "$1" "$component"
      on "$engine" "$1" "$component"
      check 'two builds without cache give the same image' repeats
      verify_component
      verify_case
    done
    ENGINE=both
    check 'the engines made the same files' agree
    for engine in buildkit buildah; do "${engine}_close" "$1" "$component"; done
  done
  say "$1:$times checks $((SECONDS - at)) s"
}

(cd "$E2E_DIR/official" && go_build -ldflags "-s -w -X main.name=envoy -X main.version=own" -o "$WORK/own-envoy" ./standin)

[ $# -gt 0 ] || set -- "${CASES[@]}"
for name in "$@"; do
  printf -- '-- %s\n' "$name"
  run_case "$name"
done

say "$((SECONDS - began)) s"
printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
[ "$FAILED" = 0 ]
