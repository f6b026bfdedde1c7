#!/usr/bin/env bash
# What the end-to-end scripts share: where things lie, how they speak, and packages that are unpacked instead of installed.
# Sourced, never run. The caller has set `set -euo pipefail`.

# Two directories: downloads and images that a second run may use again, and what one run leaves behind.
E2E_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
REPO=$(cd "$E2E_DIR/../.." && pwd)
CACHE=${E2E_CACHE:-$REPO/.cache/e2e}
TOOLS=$CACHE/tools
mkdir -p "$CACHE"

export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

say() { printf '   %s\n' "$*"; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Runs a command with its output in a file, which is shown when the command fails.
quiet() { # LOG COMMAND...
  local log=$1
  shift
  if ! "$@" >"$log" 2>&1 </dev/null; then
    printf 'error: failed: %s\n' "$*" >&2
    tail -n 60 "$log" >&2
    return 1
  fi
}

# Tries a command again: package servers have bad seconds.
retry() { # TIMES COMMAND...
  local n=$1 i
  shift
  for ((i = 1; i <= n; i++)); do
    "$@" && return 0
    sleep $((i * 3))
  done
  return 1
}

# Installs what is missing. dpkg is asked first: a second run needs no network here.
apt_install() { # PACKAGE...
  local -a missing=()
  local p
  for p in "$@"; do
    dpkg-query -W -f '${Status}\n' "$p" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$p")
  done
  [ ${#missing[@]} = 0 ] && return 0
  local -a apt=(apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  quiet "$CACHE/apt-update.log" retry 3 "${apt[@]}" update
  quiet "$CACHE/apt-install.log" retry 2 "${apt[@]}" --no-install-recommends install "${missing[@]}"
}

# The distribution's archive as this system already addresses it (a mirror, maybe), and its own suite.
# shellcheck disable=SC2016 # apt fills these in
host_targets() { apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null | sort -u; }
host_suite() { (. /etc/os-release && printf '%s\n' "$VERSION_CODENAME"); }
host_archive() {
  local uri
  uri=$(host_targets | awk -v s="$(host_suite)" '$2 == s && $3 == "main" { print $1; exit }')
  [ -n "$uri" ] || die 'apt knows no archive of this Debian release (run apt-get update)'
  printf '%s\n' "$uri"
}

# An apt of its own beside the system's: other suites are read there and nothing is installed from them.
# Debian testing's engine is Go and runs on the stable release's libc; stable's own engine is too old to rewrite timestamps.
second_apt() { # SUITE: prints the configuration file
  local suite=$1 a=$CACHE/apt-$1
  mkdir -p "$a/lists/partial" "$a/cache/archives/partial" "$a/none"
  : >"$a/status"
  printf 'deb %s %s main\n' "$(host_archive)" "$suite" >"$a/sources.list"
  cat >"$a/apt.conf" <<C
Dir::Etc::sourcelist "$a/sources.list";
Dir::Etc::sourceparts "$a/none";
Dir::Etc::preferencesparts "$a/none";
Dir::State::lists "$a/lists";
Dir::State::status "$a/status";
Dir::Cache "$a/cache";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::Retries "3";
C
  printf '%s\n' "$a/apt.conf"
}

# Downloads packages of a suite and unpacks them below a directory.
unpack() { # SUITE DIRECTORY PACKAGE...
  local suite=$1 dir=$2 conf part=$2.part
  shift 2
  conf=$(second_apt "$suite")
  rm -rf "$part"
  mkdir -p "$part/debs"
  (
    cd "$part/debs"
    export APT_CONFIG=$conf
    retry 3 apt-get -q update
    retry 3 apt-get -q download "$@"
  ) >"$CACHE/unpack-$suite.log" 2>&1 </dev/null || return 1
  local deb
  for deb in "$part"/debs/*.deb; do dpkg-deb -x "$deb" "$part"; done
  rm -rf "$part/debs" "$dir"
  mv "$part" "$dir"
}

# A TCP port of the loopback interface that nobody listens on.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  printf '%s\n' "$port"
}

# Ends a process that we started and waits for it.
stop_pid() { # PID
  local pid=$1 i
  kill "$pid" 2>/dev/null || return 0
  for ((i = 0; i < 150; i++)); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null || true
}

# The Go that was unpacked (its place names its version), and a build by it that depends on nothing of this user's settings.
toolchain() {
  local go
  for go in "$TOOLS"/usr/lib/go-*; do [ -x "$go/bin/go" ] && printf '%s\n' "$go" && return 0; done
  die 'no Go: run engine.sh install'
}
go_build() { # ARGUMENTS of `go build`
  local go
  go=$(toolchain)
  GOROOT=$go GOENV=off GOFLAGS='' GOTOOLCHAIN=local GOPROXY=off GOWORK=off CGO_ENABLED=0 GOOS=linux GOARCH=${GOARCH:-amd64} \
    GOCACHE=$CACHE/go-build GOPATH=$CACHE/go-path "$go/bin/go" build -trimpath -buildvcs=false "$@"
}

# The commit of Istio's real tag 1.30.3: what the official programs say they were made of, and what the catalogue knows.
OFFICIAL_COMMIT=56df41f63e513f834c9a3af33d8aed82d1d961f2
export OFFICIAL_COMMIT

# A repository shaped like istio/istio: one commit and one annotated tag for each tree below tests/istio.
# Dates and names are given, so that the commit is the same everywhere and every time.
upstream() { # prints the path of the bare repository
  local repo=$CACHE/istio.git tree tag id
  rm -rf "$repo"
  (
    export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_DIR=$repo GIT_INDEX_FILE=$CACHE/istio.index
    export GIT_AUTHOR_NAME=Istio GIT_AUTHOR_EMAIL=istio@example.com GIT_AUTHOR_DATE='2026-08-01T12:00:00Z'
    export GIT_COMMITTER_NAME=Istio GIT_COMMITTER_EMAIL=istio@example.com GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE
    git init -q --bare "$repo"
    for tree in "$REPO"/tests/istio/*/; do
      tag=$(basename "$tree")
      rm -f "$GIT_INDEX_FILE"
      git --work-tree="$tree" add --force --all .
      id=$(git commit-tree -m "Istio $tag" "$(git write-tree)")
      git tag -a -m "Istio release $tag" "$tag" "$id"
      git update-ref refs/heads/master "$id"
    done
    rm -f "$GIT_INDEX_FILE"
  )
  printf '%s\n' "$repo"
}
commit_of() { git --git-dir="$1" rev-parse "refs/tags/$2^{commit}"; } # REPOSITORY TAG
