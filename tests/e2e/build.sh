#!/usr/bin/env bash
# Builds one case with both engines and opens the images, so that a check asks the same of either.
# Sourced by run.sh. An image is named by ENGINE CASE COMPONENT and lies in $WORK/ENGINE/CASE:
#   COMPONENT.root/    its files, and COMPONENT.files, a line for each
#   COMPONENT.config   its configuration
#   COMPONENT.id.N     the digest or id of build N

# Registries that the contexts name by an ARG, and who plays them. A context does not know all of them.
HUBS=(
  "ISTIO_HUB=$REGISTRY/istio"
  "GO_HUB=$REGISTRY/library"
  "DEBIAN_HUB=$REGISTRY/library"
  "UBUNTU_HUB=$REGISTRY/library"
  "DISTROLESS_HUB=$REGISTRY/distroless"
  "DISTROLESS_CC_HUB=$REGISTRY/distroless"
)

context() { printf '%s\n' "$WORK/contexts/$1"; }
image() { printf '%s\n' "$WORK/$1/$2/$3"; }
targets() { (cd "$(context "$1")" && bake "$1" --print 2>/dev/null | jq -r '.target | keys[]'); }
# The time that the context itself stamps its images with.
epoch() { (cd "$(context "$1")" && bake "$1" --print 2>/dev/null | jq -r '[.target[].args.SOURCE_DATE_EPOCH // empty] | .[0] // "0"'); }

# `docker buildx bake` as the user runs it, with the registries as bake variables of the same names.
bake() { # CASE ARGUMENTS…
  shift
  env "${HUBS[@]}" docker buildx bake -f docker-bake.hcl "$@"
}

# BuildKit writes OCI archives: its daemon's own store refuses rewritten timestamps. Loaded, they keep their digests.
buildkit_build() { # CASE NUMBER
  local case=$1 n=$2 dir out=$WORK/buildkit/$1 target
  dir=$(context "$case")
  mkdir -p "$out"
  # There is no bridge, so RUN gets the host's network; `--set` does not know that key, a second file does.
  (cd "$dir" && bake "$case" --print 2>/dev/null) \
    | jq '{target: (.target | map_values({network: "host"}))}' >"$out/network.json"
  local -a set=()
  while read -r target; do
    set+=(--set "$target.output=type=oci,dest=$out/$target.$n.tar,rewrite-timestamp=true")
  done < <(targets "$case")
  (
    cd "$dir"
    SOURCE_DATE_EPOCH=$(epoch "$case") quiet "$out/build.$n.log" bake "$case" -f "$out/network.json" --no-cache \
      --allow network.host --allow "fs.write=$out" --provenance=false --sbom=false --metadata-file "$out/$n.json" "${set[@]}"
  ) || return 1
  while read -r target; do
    jq -r --arg t "$target" '.[$t]["containerimage.digest"]' "$out/$n.json" >"$out/$target.id.$n"
  done < <(targets "$case")
}
buildkit_open() { # CASE COMPONENT
  local at ref container
  at=$(image buildkit "$1" "$2")
  ref=e2e/$1-$2:latest
  docker load -q -i "$at.1.tar" >"$at.load.log"
  docker tag "$(sed -n 's/^Loaded image\( ID\)\?: //p' "$at.load.log" | head -n 1)" "$ref"
  docker image inspect --format '{{json .Config}}' "$ref" >"$at.config"
  container=$(docker create --network none "$ref" x)
  rm -rf "$at.root" && mkdir "$at.root"
  docker export "$container" | tar -C "$at.root" -x --numeric-owner --same-owner --exclude=dev --exclude=proc --exclude=sys --exclude=.dockerenv
  docker rm "$container" >"$at.rm.log"
  listing "$at.root" >"$at.files"
}
buildkit_run() { # CASE COMPONENT ARGUMENTS…: with nothing that the image's program does not need
  local ref=e2e/$1-$2:latest
  shift 2
  docker run --rm --network none --read-only --cap-drop ALL --security-opt no-new-privileges "$ref" "$@" </dev/null
}

buildah_build() { # CASE NUMBER
  local case=$1 n=$2 dir out=$WORK/buildah/$1 hub target
  dir=$(context "$case")
  mkdir -p "$out/tmp"
  local -a args=()
  for hub in "${HUBS[@]}"; do args+=(--build-arg "$hub"); done
  # OCI's image format, the default: it has no HEALTHCHECK, but Docker's carries the id of the container, new in each build.
  while read -r target; do
    TMPDIR=$out/tmp quiet "$out/build.$target.$n.log" buildah build --tls-verify=false --no-cache \
      --timestamp "$(epoch "$case")" --target "$target" "${args[@]}" --iidfile "$out/$target.id.$n" "$dir" || return 1
  done < <(targets "$case")
}
buildah_open() { # CASE COMPONENT
  local at id container
  at=$(image buildah "$1" "$2")
  id=$(cat "$at.id.1")
  buildah inspect --type image "$id" | jq -c .OCIv1.config >"$at.config"
  container=$(buildah from --pull-never "$id")
  printf '%s\n' "$container" >"$at.container"
  ln -sfn "$(buildah mount "$container")" "$at.root"
  listing "$at.root" >"$at.files"
}
buildah_run() { # CASE COMPONENT ARGUMENTS…
  local at
  at=$(image buildah "$1" "$2")
  shift 2
  local -a program
  mapfile -t program < <(jq -r '(.Entrypoint // .Cmd // [])[]' "$at.config")
  buildah run "$(cat "$at.container")" -- "${program[@]}" "$@" </dev/null
}
buildah_close() { # CASE COMPONENT
  local at
  at=$(image buildah "$1" "$2")
  buildah rm "$(cat "$at.container")" >"$at.rm.log"
}
buildkit_close() { # CASE COMPONENT
  rm -rf "$(image buildkit "$1" "$2").root"
}

# The files that a platform's image has, from the layers of an archive with several.
unpack_platform() { # ARCHIVE ARCHITECTURE DIRECTORY
  local oci=$3.oci index manifest layer
  mkdir -p "$oci" "$3"
  tar -C "$oci" -xf "$1"
  blob() { printf '%s/blobs/%s\n' "$oci" "${1/://}"; }
  index=$(blob "$(jq -r '.manifests[0].digest' "$oci/index.json")")
  manifest=$(blob "$(jq -r --arg a "$2" '.manifests[] | select(.platform.architecture == $a) | .digest' "$index")")
  while read -r layer; do tar -C "$3" -xf "$(blob "$layer")"; done < <(jq -r '.layers[].digest' "$manifest")
  rm -rf "$oci"
}
