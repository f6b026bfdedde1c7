#!/usr/bin/env bash
# Makes the images that generated contexts start from and pushes them to the loopback registry, which plays the official ones.
# Usage: eval "$(engine.sh start)"; images.sh
# What a second run may use again (the Debian base, the Go tree) stays in the cache.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

: "${REGISTRY:?run engine.sh start first}"
ISTIO_TAG=${ISTIO_TAG:-1.30.3}
GO_VERSION=${GO_VERSION:-1.26.5}
ISTIO_TREE=$REPO/tests/istio/$ISTIO_TAG
CONTEXT=$CACHE/images
DEBIAN=$CACHE/debian.tar
GO_TAR=$CACHE/go.tar

# A minimal Debian from the archive that this system's apt knows. The merge of /usr is done by a hook: the package for it brings Perl.
debian_base() {
  local -a options=()
  local kind
  for kind in man locale doc info; do options+=("--dpkgopt=path-exclude=/usr/share/$kind/*"); done
  [ ! -d /usr/share/mmdebstrap/hooks/merged-usr ] || options+=(--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr)
  host_targets | sed 's/^/deb /' >"$CACHE/host.list"
  # shellcheck disable=SC2016 # the hook's shell fills in $1
  quiet "$CACHE/debian.log" retry 2 mmdebstrap --quiet --mode=root --variant=apt --include=usr-is-merged "${options[@]}" \
    --dpkgopt=force-unsafe-io --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Retries "3"' \
    --customize-hook='rm -f "$1/etc/hostname" "$1/etc/resolv.conf"' \
    "$(host_suite)" "$DEBIAN.part.tar" "$CACHE/host.list"
  mv "$DEBIAN.part.tar" "$DEBIAN"
}

# The files that the images get, laid out as archives: `COPY --chmod` would give its mode to the directories on the way, too.
layers() { # writes NAME.tar into the context for each directory below NAME
  local t=$CONTEXT/layers name
  # What this system's apt knows of proxies and mirrors, and what the official slim image tells apt.
  mkdir -p "$t/apt/etc/apt/apt.conf.d"
  {
    apt-config dump | grep -E '^Acquire::(https?|ftp|socks|Check-[A-Za-z-]+|Retries|ForceIPv[46])(::| )' || true
    [ -z "${http_proxy:-}" ] || printf 'Acquire::http::Proxy "%s";\n' "$http_proxy"
    [ -z "${https_proxy:-}" ] || printf 'Acquire::https::Proxy "%s";\n' "$https_proxy"
  } >"$t/apt/etc/apt/apt.conf.d/99host"
  cat >"$t/apt/etc/apt/apt.conf.d/docker-clean" <<'C'
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
C

  mkdir -p "$t/certificates/etc/ssl/certs"
  cp -L /etc/ssl/certs/ca-certificates.crt "$t/certificates/etc/ssl/certs/"

  mkdir -p "$t/iptables/usr/sbin"
  for name in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore nft; do
    printf '#!/bin/sh\necho "iptables v1.8.9 (legacy)"\n' >"$t/iptables/usr/sbin/$name"
    chmod 0755 "$t/iptables/usr/sbin/$name"
  done

  mkdir -p "$t/static/etc" "$t/static/tmp" "$t/static/root" "$t/static/home/nonroot" "$t/distroless/etc"
  chmod 1777 "$t/static/tmp"
  chmod 0700 "$t/static/root" "$t/static/home/nonroot"
  chown 65532:65532 "$t/static/home/nonroot"
  printf 'hosts: files dns\n' >"$t/static/etc/nsswitch.conf"
  printf '%s\n' 'root:x:0:0:root:/root:/sbin/nologin' 'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin' >"$t/static/etc/passwd"
  printf '%s\n' 'root:x:0:' 'nonroot:x:65532:' >"$t/static/etc/group"
  (cat "$t/static/etc/passwd" && echo 'istio-proxy:x:1337:1337:istio-proxy:/home/istio-proxy:/sbin/nologin') >"$t/distroless/etc/passwd"
  (cat "$t/static/etc/group" && echo 'istio-proxy:x:1337:') >"$t/distroless/etc/group"

  for name in "$t"/*; do tar -C "$name" -cf "$CONTEXT/$(basename "$name").tar" --no-recursion -T <(cd "$name" && find . -mindepth 1 | LC_ALL=C sort); done
  rm -rf "$t"
}

# The Go tree at /usr/local/go, without what no build reads.
go_tree() {
  local go t=$CACHE/go.tmp
  go=$(toolchain)
  rm -rf "$t" && mkdir -p "$t/go/pkg/tool"
  cp -a "$go/VERSION" "$go/go.env" "$go/bin" "$t/go/"
  cp -a "$go/pkg/tool/." "$t/go/pkg/tool/"
  cp -aL "$go/pkg/include" "$t/go/pkg/"
  cp -aL "$go/src" "$t/go/"
  find "$t/go/src" \( -name testdata -o -name '*_test.go' \) -prune -exec rm -rf {} +
  rm -rf "$t/go/src/cmd"
  tar -C "$t" --owner=0 --group=0 -cf "$GO_TAR.part" go
  mv "$GO_TAR.part" "$GO_TAR"
  rm -rf "$t"
}

compile() { # ARCHITECTURE TAGS PACKAGES…: as Istio's release build does it
  local arch=$1 tags=$2 p=istio.io/istio/pkg/version
  shift 2
  local ldflags="-extldflags -static -s -w -X $p.buildVersion=$ISTIO_TAG -X $p.buildGitRevision=$OFFICIAL_COMMIT -X $p.buildStatus=Clean"
  ldflags+=" -X $p.buildTag=$ISTIO_TAG -X $p.buildHub=docker.io/istio -X $p.buildOS=linux -X $p.buildArch=$arch"
  (cd "$ISTIO_TREE" && GOARCH=$arch go_build -tags "$tags" -ldflags "$ldflags" -o "$CONTEXT/staged/$arch/" "$@")
}
standin() { # ARCHITECTURE NAME VERSION
  (cd "$E2E_DIR/official" && GOARCH=$1 go_build -ldflags "-s -w -X main.name=$2 -X main.version=$3" -o "$CONTEXT/staged/$1/$2" ./standin)
}
dependency() { jq -r --arg n "$1" '.[] | select(.name == $n) | .lastStableSHA' "$ISTIO_TREE/istio.deps"; }

stage() {
  umask 022
  rm -rf "$CONTEXT" && mkdir -p "$CONTEXT/staged"
  cp "$E2E_DIR/official/Dockerfile" "$E2E_DIR/official/docker-bake.hcl" "$CONTEXT/"
  ln "$DEBIAN" "$CONTEXT/debian.tar"
  ln "$GO_TAR" "$CONTEXT/go.tar"
  layers

  local arch
  for arch in amd64 arm64; do
    mkdir -p "$CONTEXT/staged/$arch"
    compile "$arch" vtprotobuf,disable_pgv ./pilot/cmd/pilot-discovery ./istioctl/cmd/istioctl
    compile "$arch" agent,disable_pgv,grpcnotrace,retrynotrace ./pilot/cmd/pilot-agent ./cni/cmd/istio-cni ./cni/cmd/install-cni
    standin "$arch" envoy "$(dependency PROXY_REPO_SHA)"
    standin "$arch" ztunnel "$(dependency ZTUNNEL_REPO_SHA)"
  done
  cp "$ISTIO_TREE/tools/packaging/common/envoy_bootstrap.json" "$CONTEXT/staged/"
}

[ -f "$DEBIAN" ] || {
  say 'Debian base'
  debian_base
}
[ -f "$GO_TAR" ] || go_tree
say 'programs'
stage
say 'images'
export REGISTRY ISTIO_TAG ISTIO_TREE GO_VERSION
PROXY_SHA=$(dependency PROXY_REPO_SHA)
export PROXY_SHA
cd "$CONTEXT"
quiet "$CACHE/images.log" docker buildx bake --allow "fs.read=$ISTIO_TREE" -f docker-bake.hcl "${@:-default}"
