#!/usr/bin/env bash
# The engines of the end-to-end builds: a private dockerd (BuildKit, containerd's image store), Buildah and a registry.
# Usage: engine.sh install   bring the programs (nothing is started)
#        engine.sh start     start dockerd and the registry, print the environment that talks to them
#        engine.sh stop      end what `start` started, by process id, and remove its state
# RUN instructions that need the network: `--network host`; there is no bridge. Containers: `--network none` or `host`.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

STATE=$CACHE/state # a link to a short path: a socket's path has 107 bytes
# dockerd links libsystemd0; buildah comes with its policy files.
INSTALLED=(buildah ca-certificates curl git iptables jq libsystemd0 mmdebstrap runc)
UNPACKED=(docker.io docker-cli docker-buildx containerd docker-registry golang-1.26-go golang-1.26-src)

install_engine() {
  # Where the kernel has AppArmor, the daemon wants its parser.
  [ ! -d /sys/kernel/security/apparmor ] || INSTALLED+=(apparmor)
  apt_install "${INSTALLED[@]}"
  if [ ! -x "$TOOLS/usr/sbin/dockerd" ]; then
    # forky moves to stable some day and stays; sid is the second choice when a package is missing there.
    unpack forky "$TOOLS" "${UNPACKED[@]}" || unpack sid "$TOOLS" "${UNPACKED[@]}" || {
      tail -n 30 "$CACHE/unpack-sid.log" >&2
      die 'the container engine cannot be had from the Debian archive'
    }
    mkdir -p "$TOOLS/docker-config/cli-plugins"
    cp "$TOOLS"/usr/libexec/docker/cli-plugins/docker-buildx "$TOOLS/docker-config/cli-plugins/"
    # Buildah wants the file to be there when the variable names its directory.
    echo '{}' >"$TOOLS/docker-config/config.json"
  fi
}

environment() {
  cat <<E
export PATH=$TOOLS/usr/sbin:$TOOLS/usr/bin:\$PATH
export DOCKER_HOST=unix://$(readlink "$STATE")/docker.sock DOCKER_CONFIG=$TOOLS/docker-config
export BUILDX_NO_DEFAULT_ATTESTATIONS=1 BUILDKIT_PROGRESS=plain
export CONTAINERS_STORAGE_CONF=$(readlink "$STATE")/storage.conf BUILDAH_ISOLATION=chroot
export REGISTRY=127.0.0.1:$(cat "$STATE/registry.port")
E
}

# Overlay mounts do not work everywhere (a container's own root is one): ask the kernel, not a list.
overlay_works() { # DIRECTORY
  local d ok=1
  d=$(mktemp -d "$1/overlay.XXXXXX")
  mkdir "$d/l" "$d/u" "$d/w" "$d/m"
  if mount -t overlay overlay -o "lowerdir=$d/l,upperdir=$d/u,workdir=$d/w" "$d/m" 2>/dev/null; then
    umount "$d/m"
    ok=0
  fi
  rm -rf "$d"
  return $ok
}

start() {
  [ "$(id -u)" = 0 ] || die 'the engines need root'
  running && return 0
  stop
  local run snapshotter=native driver=vfs
  run=$(mktemp -d "${TMPDIR:-/tmp}/e2e.XXXXXX")
  ln -sfn "$run" "$STATE"
  # Engines sync every layer to the disk, which all else on this machine writes to as well: memory, when there is plenty.
  if [ "$(awk '$1 == "MemAvailable:" { print int($2 / 1048576) }' /proc/meminfo)" -ge 10 ]; then
    mount -t tmpfs -o size=6g,mode=0700 e2e "$run" 2>/dev/null || true
  fi
  if overlay_works "$run"; then snapshotter=overlayfs driver=overlay; fi
  cat >"$run/daemon.json" <<C
{"bridge": "none", "iptables": false, "ip6tables": false, "ip-forward": false,
 "features": {"containerd-snapshotter": true}, "storage-driver": "$snapshotter"}
C
  cat >"$run/storage.conf" <<C
[storage]
driver = "$driver"
graphroot = "$run/buildah"
runroot = "$run/buildah-run"
C
  PATH=$TOOLS/usr/sbin:$TOOLS/usr/bin:$PATH setsid dockerd --config-file "$run/daemon.json" --data-root "$run/docker" \
    --exec-root "$run/exec" --pidfile "$run/dockerd.pid" -H "unix://$run/docker.sock" >"$run/dockerd.log" 2>&1 </dev/null &
  printf '%s\n' $! >"$run/dockerd.started"

  local port
  port=$(free_port)
  cat >"$run/registry.yml" <<C
version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $run/registry}}
http: {addr: "127.0.0.1:$port"}
C
  setsid "$TOOLS/usr/bin/docker-registry" serve "$run/registry.yml" >"$run/registry.log" 2>&1 </dev/null &
  printf '%s\n' $! >"$run/registry.started"
  printf '%s\n' "$port" >"$run/registry.port"

  local i
  for ((i = 0; i < 240; i++)); do
    running && return 0
    kill -0 "$(cat "$run/dockerd.started")" 2>/dev/null || break
    sleep 0.25
  done
  tail -n 40 "$run/dockerd.log" "$run/registry.log" >&2
  die 'the engines did not start'
}

running() {
  [ -e "$STATE/registry.port" ] || return 1
  DOCKER_HOST=unix://$(readlink "$STATE")/docker.sock "$TOOLS/usr/bin/docker" version >/dev/null 2>&1 || return 1
  curl -fsS "http://127.0.0.1:$(cat "$STATE/registry.port")/v2/" >/dev/null 2>&1
}

stop() {
  local run pid
  run=$(readlink "$STATE" 2>/dev/null) || return 0
  for pid in "$run"/*.started; do
    [ -e "$pid" ] || continue
    # A number from a file may be another process by now: ours names its directory.
    ! grep -qsF "$run/" "/proc/$(cat "$pid")/cmdline" || stop_pid "$(cat "$pid")"
  done
  # Mounts of the image store outlive the daemon; only what lies below our own directory is undone.
  local target
  while read -r target; do umount -l "$target" 2>/dev/null || true; done \
    < <(awk -v r="$run/" 'index($2, r) == 1 { print $2 }' /proc/mounts | sort -r)
  umount -l "$run" 2>/dev/null || true
  rm -rf "$run" "$STATE"
}

case ${1:-} in
  install) install_engine ;;
  start)
    install_engine
    start
    environment
    ;;
  stop) stop ;;
  *) die 'say install, start or stop' ;;
esac
