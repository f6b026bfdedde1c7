#!/usr/bin/env bash
# What is compiled stays compiled: a context whose env, labels and base image changed is built from the cache up to there.
# And secrets reach the step that compiles, and no layer. Sourced by run.sh.

layers_context() { # DIRECTORY FLAG…
  local dir=$1
  shift
  quiet "$WORK/new.layers.log" env -i PATH="$PATH" HOME="$WORK/home" XDG_CACHE_HOME="$WORK/home/cache" "$IMGEN" new "$dir" \
    --no-input --istio "$ISTIO_TAG" --istio-source "$UPSTREAM" --platform linux/amd64 --component pilot \
    --binaries source --base distroless --hub "$HUB" --tag "$TAG" "$@"
}
layers_buildkit() { # DIRECTORY LOG
  local out=$WORK/layers
  printf '{"target": {"pilot": {"network": "host"}}}\n' >"$out/network.json"
  (
    cd "$1" || return 1
    quiet "$2" bake layers -f "$out/network.json" --allow network.host --allow "fs.read=$out" --allow "fs.write=$out" \
      --provenance=false --set "pilot.secrets=id=netrc,src=$out/netrc" --set "pilot.output=type=oci,dest=$out/buildkit.tar" pilot
  )
}
layers_buildah() { # DIRECTORY LOG
  local hub
  local -a args=()
  for hub in "${HUBS[@]}"; do args+=(--build-arg "$hub"); done
  TMPDIR=$WORK/layers quiet "$2" buildah build --tls-verify=false --layers --target pilot --secret "id=netrc,src=$WORK/layers/netrc" \
    --timestamp 0 --iidfile "$WORK/layers/buildah.id" "${args[@]}" "$1"
}
# The step that compiles came from the cache, in the words of either engine.
compiled_before() { # ENGINE LOG
  if [ "$1" = buildkit ]; then
    local step
    step=$(sed -n 's/^\(#[0-9]*\) \[build .*RUN .*go build.*/\1/p' "$2" | head -n 1)
    [ -n "$step" ] && grep -qx "$step CACHED" "$2"
  else
    grep -A 1 'RUN .*go build' "$2" | grep -q 'Using cache'
  fi
}
secret_is_nowhere() { # ENGINE
  local dir
  dir=$(mktemp -d "$WORK/layers/look.XXXXXX")
  if [ "$1" = buildkit ]; then
    tar -C "$dir" -xf "$WORK/layers/buildkit.tar"
  else
    buildah push -q "$(cat "$WORK/layers/buildah.id")" "oci:$dir/image" >"$dir.log" 2>&1
  fi
  local blob
  while read -r blob; do
    ! { gzip -dcf "$blob" | grep -qaF of-nobody; } || return 1
  done < <(find "$dir" -type f)
}

run_layers() { # CASE
  local at=$SECONDS engine dir=$WORK/contexts/layers
  mkdir -p "$WORK/layers" "$WORK/contexts"
  printf 'machine proxy.example.com login me password of-nobody\n' >"$WORK/layers/netrc"
  layers_context "$dir.1"
  layers_context "$dir.2" --set env.pilot.PILOT_HTTP10=true --set labels.com.example.team=mesh --base debian
  for engine in buildkit buildah; do
    on "$engine" "$1" pilot
    "layers_$engine" "$dir.1" "$WORK/layers/$engine.1.log"
    check 'the first build compiles' not compiled_before "$engine" "$WORK/layers/$engine.1.log"
    "layers_$engine" "$dir.2" "$WORK/layers/$engine.2.log"
    check 'another env, label and base image compile nothing' compiled_before "$engine" "$WORK/layers/$engine.2.log"
    check 'the secret is in no layer' secret_is_nowhere "$engine"
  done
  say "$1: $((SECONDS - at)) s"
}
not() { ! "$@"; }
