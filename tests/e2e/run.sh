#!/usr/bin/env bash
# Builds generated contexts with real engines and looks into the images.
# Usage: run.sh [CASE…]      all cases when none is named; the binary is $IMGEN (default: what `cargo build` made)
# E2E_CONTEXTS=DIR takes the contexts from DIR/CASE instead of generating them.
# E2E_KEEP=1 leaves engines and work directory for a look, until `engine.sh stop`.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

IMGEN=${IMGEN:-${CARGO_TARGET_DIR:-$REPO/target}/debug/istio-imgen}
ISTIO_TAG=1.30.3

# One run at a time: the cache and the engines are shared. The engines must not inherit the lock.
exec 9>"$CACHE/lock"
flock -n 9 || {
  say 'waiting for another run to end'
  flock 9
}

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
started=$("$E2E_DIR/engine.sh" start 9>&-)
eval "$started"
WORK=$(mktemp -d "$(readlink "$CACHE/state")/work.XXXXXX")
ISTIO_TAG=$ISTIO_TAG "$E2E_DIR/images.sh"
UPSTREAM=$(upstream)
SOURCE_COMMIT=$(commit_of "$UPSTREAM" "$ISTIO_TAG")
RELEASED=$CACHE/images/staged/amd64
# shellcheck source-path=SCRIPTDIR source=build.sh
. "$E2E_DIR/build.sh"
# shellcheck source-path=SCRIPTDIR source=checks.sh
. "$E2E_DIR/checks.sh"
# shellcheck source-path=SCRIPTDIR source=layers.sh
. "$E2E_DIR/layers.sh"
# shellcheck source-path=SCRIPTDIR source=everything.sh
. "$E2E_DIR/everything.sh"
say "ready after $((SECONDS - began)) s"

# --- the cases --------------------------------------------------------------------------------------------------------

CASES=(release rebase source prebuilt platforms layers everything)
HUB=registry.example.com/mesh
TAG=$ISTIO_TAG-e2e
# What an unescaped template would let through: quotes, a variable, a command, a backslash, a template, letters beyond ASCII.
# shellcheck disable=SC2016
ODD='"a" '"'b'"' $HOME ${TAG} $(id) `id` \n %{ if } {{ x }} #é'

# What `istio-imgen new` is told.
flags() { # CASE
  printf '%s\n' --hub "$HUB" --tag "$TAG" --set "labels.com.example.odd=$ODD"
  [ "$1" = platforms ] && printf '%s\n' --platform linux/amd64,linux/arm64 || printf '%s\n' --platform linux/amd64
  case $1 in
    release) printf '%s\n' --binaries release --base official --component pilot,proxy,cni,ztunnel,istioctl ;;
    rebase)
      printf '%s\n' --binaries release --base debian --component pilot,proxy,init --set component.init.slim=true \
        --set "env.pilot.ODD=$ODD" --set env.pilot.ODD.unchecked=true --set mesh.defaultConfig.drainDuration=45s
      ;;
    source)
      printf '%s\n' --binaries source --base distroless --component pilot,proxy,istioctl --set component.proxy.base=official
      ;;
    prebuilt)
      printf '%s\n' --component proxy --set component.proxy.binaries=prebuilt \
        --set "component.proxy.prebuilt.envoy.linux/amd64.path=$WORK/own-envoy"
      ;;
    platforms) printf '%s\n' --base official --component proxy,istioctl --binaries release --set component.istioctl.binaries=source ;;
  esac
}

# What each component promises, however it was made: user, what it runs, where. Empty is nothing set.
promises() { # COMPONENT: prints USER ENTRYPOINT CMD WORKDIR, a line each
  case $1 in
    pilot) printf '%s\n' 1337:1337 '["/usr/local/bin/pilot-discovery"]' '' / ;;
    proxy) printf '%s\n' 1337:1337 '["/usr/local/bin/pilot-agent"]' '' / ;;
    init) printf '%s\n' 0:0 '["/usr/local/bin/pilot-agent"]' '' / ;;
    cni) printf '%s\n' 0:0 '' '["/usr/local/bin/install-cni"]' /opt/cni/bin ;;
    ztunnel) printf '%s\n' 0:0 '["/usr/local/bin/ztunnel"]' '' / ;;
    istioctl) printf '%s\n' 1000:1000 '["/usr/local/bin/istioctl"]' '' / ;;
  esac
}

verify_component() {
  local revision=$OFFICIAL_COMMIT
  local -a p
  [ "$CASE" != source ] || revision=$SOURCE_COMMIT
  mapfile -t p < <(promises "$COMPONENT")
  check "runs as ${p[0]}" config .User "${p[0]}"
  check 'entrypoint' config .Entrypoint "${p[1]}"
  check 'command' config .Cmd "${p[2]}"
  check "works in ${p[3]}" config .WorkingDir "${p[3]}"
  check 'label of the version' label org.opencontainers.image.version "$ISTIO_TAG"
  check 'label of the revision' label org.opencontainers.image.revision "$revision"
  check 'a label of odd characters arrives as typed' label com.example.odd "$ODD"
  check 'every directory lets its user pass' passable
  check 'license' file /licenses/istio/LICENSE 644 0:0
  check 'certificates' authorities
  case $COMPONENT in
    pilot | istioctl | proxy | init)
      check 'stamp' says "version=$ISTIO_TAG revision=$revision status=Clean tag=$ISTIO_TAG" version
      ;;
  esac
  case $COMPONENT in
    pilot) check 'program' file /usr/local/bin/pilot-discovery 755 0:0 ;;
    init) check 'program' file /usr/local/bin/pilot-agent 755 0:0 ;;
    proxy)
      check 'agent' file /usr/local/bin/pilot-agent 755 0:0
      check 'envoy' file /usr/local/bin/envoy 755 0:0
      check 'bootstrap template' file /var/lib/istio/envoy/envoy_bootstrap_tmpl.json 644 0:0
      check 'bootstrap template is upstream'"'"'s to the byte' same_bytes /var/lib/istio/envoy/envoy_bootstrap_tmpl.json \
        "$REPO/tests/istio/$ISTIO_TAG/tools/packaging/common/envoy_bootstrap.json"
      ;;
    cni)
      check 'plug-in' file /opt/cni/bin/istio-cni 755 0:0
      check 'installer' file /usr/local/bin/install-cni 755 0:0
      ;;
    ztunnel)
      check 'program' file /usr/local/bin/ztunnel 755 0:0
      check 'answers' says 'ztunnel  version: ' version
      ;;
    istioctl) check 'program' file /usr/local/bin/istioctl 755 0:0 ;;
  esac
}

# What only one case promises.
verify_case() {
  case $CASE/$COMPONENT in
    release/* | rebase/*) check 'program is the release'"'"'s' released ;;
    source/pilot) check 'program was compiled' differs /usr/local/bin/pilot-discovery "$RELEASED/pilot-discovery" ;;
    source/proxy) check 'envoy is the release'"'"'s' same_bytes /usr/local/bin/envoy "$RELEASED/envoy" ;;
    prebuilt/proxy) check 'envoy is our own' same_bytes /usr/local/bin/envoy "$WORK/own-envoy" ;;
  esac
  case $CASE/$COMPONENT in
    rebase/pilot)
      check 'variable of odd characters arrives as typed' variable ODD "$ODD"
      check 'mesh configuration' contains 'drainDuration: 45s' "$(cat "$AT.root/etc/istio/config/mesh" 2>&1)"
      ;;
    rebase/proxy | rebase/init)
      check 'has iptables' grep -qx 'Package: iptables' "$AT.root/var/lib/dpkg/status"
      check 'package lists are gone' lists_gone
      check 'no program gains rights by its mode' no_setuid
      ;;
  esac
}
released() {
  local path
  case $COMPONENT in
    pilot) path=/usr/local/bin/pilot-discovery ;;
    proxy) path=/usr/local/bin/envoy ;;
    init) path=/usr/local/bin/pilot-agent ;;
    cni) path=/opt/cni/bin/istio-cni ;;
    *) path=/usr/local/bin/$COMPONENT ;;
  esac
  same_bytes "$path" "$RELEASED/$(basename "$path")"
}
differs() { # PATH FILE
  [ -f "$AT.root$1" ] && ! same_bytes "$1" "$2" >/dev/null 2>&1
}
authorities() { # what init and cni run calls no one by TLS
  [ "$COMPONENT" = init ] || [ "$COMPONENT" = cni ] || grep -q 'BEGIN CERTIFICATE' "$AT.root/etc/ssl/certs/ca-certificates.crt"
}
lists_gone() { equal '' "$(find "$AT.root/var/lib/apt/lists" -type f ! -name lock 2>/dev/null)"; }
no_setuid() { equal '' "$(find "$AT.root/" -xdev -type f -perm /6000 -printf '/%P\n')"; }

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
    "$IMGEN" new "$dir" --no-input --istio "$ISTIO_TAG" --istio-source "$UPSTREAM" "${f[@]}"
  [ -f "$dir/Dockerfile" ] || die "no context: $dir"
}

# Two platforms from one build, on a machine that cannot run the programs of the second.
run_platforms() { # CASE
  local at=$SECONDS component arch path dir=$WORK/buildkit/$1
  generate "$1"
  buildkit_build "$1" 1
  for component in proxy istioctl; do
    for arch in amd64 arm64; do
      on buildkit "$1" "$component"
      AT=$dir/$component.$arch
      unpack_platform "$dir/$component.1.tar" "$arch" "$AT.root"
      path=/usr/local/bin/$component
      [ "$component" = istioctl ] || path=/usr/local/bin/envoy
      check "$arch: program is for it" machine "$path" "$arch"
      check "$arch: every directory lets its user pass" passable
      if [ "$component" = proxy ]; then
        check "$arch: program is the release's" same_bytes "$path" "$(dirname "$RELEASED")/$arch/envoy"
      else
        check "$arch: program was compiled" differs "$path" "$(dirname "$RELEASED")/$arch/istioctl"
      fi
    done
  done
  say "$1: $((SECONDS - at)) s"
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
      [ "$engine" = buildah ] || check 'named as asked' named
      verify_component
      verify_case
    done
    ENGINE=both
    check 'the engines made the same files' agree
    for engine in buildkit buildah; do "${engine}_close" "$1" "$component"; done
  done
  say "$1:$times checks $((SECONDS - at)) s"
}

cc -O2 -static -s -o "$WORK/own-envoy" "$E2E_DIR/own-envoy.c"

[ $# -gt 0 ] || set -- "${CASES[@]}"
for name in "$@"; do
  printf -- '-- %s\n' "$name"
  case $name in
    platforms | layers | everything) "run_$name" "$name" ;;
    *) run_case "$name" ;;
  esac
done

say "$((SECONDS - began)) s"
printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
[ "$FAILED" = 0 ]
