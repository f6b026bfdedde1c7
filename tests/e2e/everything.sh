#!/usr/bin/env bash
# Everything that a preset can add to images or change in them, on a Debian with a shell and on a base image made from scratch:
# both engines build it, and the running containers show it. Sourced by run.sh.
# shellcheck disable=SC2153 # `on` sets ENGINE, CASE, COMPONENT

EVERYTHING=$REPO/examples/presets

# The preset of the example; what it downloads is a file here, as Buildah 1.28 knows no checksum of ADD and no server is asked.
everything_context() {
  cat >"$WORK/everything.yaml" <<P
extends: [$EVERYTHING/everything.yaml]
customize:
  pilot:
    files:
      release-notes: {url: ~, sha256: ~, path: $EVERYTHING/motd}
P
  quiet "$WORK/new.everything.log" env -i PATH="$PATH" HOME="$WORK/home" XDG_CACHE_HOME="$WORK/home/cache" \
    "$IMGEN" new "$(context everything)" --no-input --preset "$WORK/everything.yaml" --platform linux/amd64 --hub "$HUB" --tag "$TAG"
}

# A program in the image, without its entrypoint.
inside() { # PROGRAM ARGUMENTS…
  if [ "$ENGINE" = buildkit ]; then
    docker run --rm --network none --read-only --cap-drop ALL --security-opt no-new-privileges \
      --entrypoint "$1" "e2e/$CASE-$COMPONENT:latest" "${@:2}" </dev/null 2>&1
  else
    buildah run "$(cat "$AT.container")" -- "$@" </dev/null 2>&1
  fi
}
prints() { # EXPECTED-PART PROGRAM ARGUMENTS…
  local part=$1
  shift
  contains "$part" "$(inside "$@")"
}
starts() { # EXPECTED-PART ARGUMENTS…: the entrypoint, with what it says on either stream
  local part=$1
  shift
  contains "$part" "$("${ENGINE}_run" "$CASE" "$COMPONENT" "$@" 2>&1)"
}
joined() { # the certificates of the base image and, behind them, our own
  local own=$EVERYTHING/corporate.pem bundle=$AT.root/etc/ssl/certs/ca-certificates.crt
  tail -n "$(wc -l <"$own")" "$bundle" | cmp - "$own" && [ "$(grep -c 'BEGIN CERTIFICATE' "$bundle")" -gt 1 ]
}
annotated() { # the manifest in the archive has the annotation
  local oci=$WORK/annotated manifest
  rm -rf "$oci" && mkdir -p "$oci" && tar -C "$oci" -xf "$AT.1.tar"
  manifest=$(jq -r '.manifests[0].digest' "$oci/index.json")
  equal platform "$(jq -r '.annotations["com.example.team"]' "$oci/blobs/${manifest/:/\/}")"
}
# `docker stop` must end what the wrapper started by the signal, in the program's own way.
signalled() {
  local container status
  # shellcheck disable=SC2016 # the shell in the container fills it in
  container=$(docker run -d --network none --entrypoint /usr/local/bin/entrypoint-wrapper "e2e/$CASE-$COMPONENT:latest" \
    /bin/sh -c 'trap "exit 42" TERM; echo ready; while :; do sleep 0.1; done')
  until docker logs "$container" 2>/dev/null | grep -q ready; do sleep 0.1; done
  docker stop -t 30 "$container" >/dev/null
  status=$(docker inspect --format '{{.State.ExitCode}}' "$container")
  docker rm "$container" >/dev/null
  equal 42 "$status"
}

# The engine runs the probe in the running container: unhealthy while the program does not answer, healthy once it does. A script
# stands for the program, and knows what it was asked.
probed() {
  local container state='' wanted answers=$WORK/answers
  cat >"$answers" <<'S'
#!/bin/sh
case $* in
  discovery) while :; do sleep 0.2; done ;;
  'request GET /version') [ -e /tmp/answers ] ;;
  *) exit 64 ;;
esac
S
  chmod 0755 "$answers"
  container=$(docker run -d --network none --health-interval 1s --health-timeout 5s --health-start-period 0s --health-retries 1 \
    --volume "$answers:/usr/local/bin/pilot-discovery:ro" "e2e/$CASE-$COMPONENT:latest")
  for wanted in unhealthy healthy; do
    for _ in $(seq 300); do
      state=$(docker inspect --format '{{.State.Health.Status}}' "$container")
      [ "$state" = "$wanted" ] && break
      sleep 0.2
    done
    [ "$state" = "$wanted" ] || break
    docker exec "$container" touch /tmp/answers
  done
  docker rm -f "$container" >/dev/null
  equal healthy "$state"
}
# What the probe of the image says where nothing answers: the words of the program, and no success.
unanswered() { # PROGRAM ARGUMENTS…
  ! inside "$@"
}

verify_everything() {
  check 'a file' same_bytes /etc/motd "$EVERYTHING/motd"
  check 'its mode' file /etc/motd 644 0:0
  check 'a label' label com.example.team platform
  check 'certificates joined' joined
  check 'every directory lets its user pass' passable
  check 'a user by name' grep -qx 'istio-proxy:x:1337:1337:istio-proxy:/:/sbin/nologin' "$AT.root/etc/passwd"
  [ "$ENGINE" = buildah ] || check 'annotation' annotated
  case $COMPONENT in
    pilot)
      check 'runs as any user of group 0' config .User 1337:0
      check 'knows its user' prints 'uid=1337(istio-proxy) gid=0(root)' /usr/bin/id
      check 'a user of OpenShift reads it' file /etc/example/policy.txt 660 1337:0
      check 'wrapper, then program' starts 'starting in / as 1337' version
      check 'program behind the wrapper' starts "version=$ISTIO_TAG" version
      check 'package' prints procps /usr/bin/ps --version
      check 'time zones' test -s "$AT.root/usr/share/zoneinfo/America/Sao_Paulo"
      check 'archive unpacked' prints 'one file of an archive' /usr/bin/cat /usr/share/extra/extra/README
      check 'directory to write' equal '775 1337:0' "$(stat -c '%a %u:%g' "$AT.root/var/lib/example")"
      check 'stage of our own' prints 'run by the platform team' /usr/bin/cat /etc/example/notes.txt
      check 'RUN of our own was root' prints 'built as 0' /usr/bin/cat /etc/example/build
      check 'ENV of our own' variable EXAMPLE_PLACE 'before copy'
      check 'ARG with its default' label com.example.build 0
      check 'ports' config '.ExposedPorts | keys | length' 6
      check 'volume' config '.Volumes | keys | join(" ")' /var/lib/example/data
      check 'command' config .Cmd '["discovery"]'
      check 'probe fails where nothing answers' unanswered /usr/local/bin/pilot-discovery request GET /version
      [ "$ENGINE" = buildkit ] || check 'no probe in the OCI format' config .Healthcheck ''
      if [ "$ENGINE" = buildkit ]; then
        check 'probe' config '.Healthcheck.Test' '["CMD","/usr/local/bin/pilot-discovery","request","GET","/version"]'
        check 'probe runs and tells the truth' probed
        check 'probe every 30 s' config '.Healthcheck.Interval' 30000000000
        check 'shell' config .Shell '["/bin/sh","-eu","-c"]'
        check 'instruction for heirs' config .OnBuild '["LABEL com.example.derived=\"true\""]'
        check 'signals reach the program' signalled
      fi
      ;;
    proxy)
      check 'no shell of its base image' absent /bin/sh
      check 'package with its libraries' prints jq- /usr/bin/jq --version
      check 'scanners see it' test -s "$AT.root/var/lib/dpkg/status.d/jq"
      check 'Wasm plugin' same_bytes /etc/istio/extensions/headers.wasm "$EVERYTHING/headers.wasm"
      check 'dynamic module' same_bytes /usr/local/lib/envoy/libratelimit.so "$EVERYTHING/ratelimit-amd64.so"
      check 'where Envoy finds it' variable ENVOY_DYNAMIC_MODULES_SEARCH_PATH /usr/local/lib/envoy
      check 'bootstrap of our own' same_bytes /var/lib/istio/envoy/envoy_bootstrap_tmpl.json "$EVERYTHING/envoy_bootstrap.json"
      check 'program' says "version=$ISTIO_TAG" version
      ;;
    init)
      check 'iptables of the backend' equal /usr/sbin/xtables-legacy-multi "$(inside /usr/bin/readlink -f /usr/sbin/iptables)"
      check 'package' prints iproute2 /usr/sbin/ip -V
      ;;
  esac
}

run_everything() { # CASE
  local at=$SECONDS component engine
  everything_context
  for engine in buildkit buildah; do
    "${engine}_build" everything 1
  done
  for component in pilot proxy init; do
    for engine in buildkit buildah; do
      "${engine}_open" everything "$component"
      on "$engine" everything "$component"
      verify_everything
    done
    for engine in buildkit buildah; do "${engine}_close" everything "$component"; done
  done
  say "everything: $((SECONDS - at)) s"
}
