#!/usr/bin/env bash
# What a check can ask of an image. Sourced by run.sh, which is strict; `on ENGINE CASE COMPONENT` says which image is meant.

PASSED=0 FAILED=0

on() {
  ENGINE=$1 CASE=$2 COMPONENT=$3
  AT=$(image "$1" "$2" "$3")
}

# Runs a check and counts it; what it printed is shown when it failed.
check() { # WORDS COMMAND…
  local words=$1 out
  shift
  if out=$("$@" 2>&1); then
    PASSED=$((PASSED + 1))
    printf '   ok    %s/%s/%s: %s\n' "$CASE" "$COMPONENT" "$ENGINE" "$words"
  else
    FAILED=$((FAILED + 1))
    printf '   FAIL  %s/%s/%s: %s\n' "$CASE" "$COMPONENT" "$ENGINE" "$words"
    printf '%s\n' "$out" | sed 's/^/         /' | head -n 40
  fi
}

equal() { # EXPECTED ACTUAL
  [ "$1" = "$2" ] || {
    printf 'expected: %s\nactual:   %s\n' "$1" "$2"
    return 1
  }
}
contains() { # EXPECTED-PART ACTUAL
  case $2 in
    *"$1"*) ;;
    *)
      printf 'expected to contain: %s\nactual:              %s\n' "$1" "$2"
      return 1
      ;;
  esac
}

config() { # JQ-FILTER EXPECTED: a value of the image's configuration, lists and maps as JSON; an absent one is an empty string
  equal "$2" "$(jq -cr "$1 | if . == null or . == [] then \"\" else . end" "$AT.config")"
}
variable() { # NAME EXPECTED
  equal "$2" "$(jq -r --arg n "$1" '(.Env // [])[] | select(startswith($n + "=")) | ltrimstr($n + "=")' "$AT.config")"
}
label() { # NAME EXPECTED
  equal "$2" "$(jq -r --arg n "$1" '.Labels[$n] // "(none)"' "$AT.config")"
}
file() { # PATH MODE OWNER: its mode in octal and its owner as UID:GID
  equal "$2 $3 regular file" "$(stat -c '%a %u:%g %F' "$AT.root$1" | sed 's/regular empty file/regular file/')"
}
absent() { # PATH
  if [ -e "$AT.root$1" ] || [ -L "$AT.root$1" ]; then
    printf 'is in the image: %s\n' "$1"
    return 1
  fi
}
same_bytes() { # PATH FILE
  cmp "$AT.root$1" "$2"
}
machine() { # PATH ARCHITECTURE: the processor that an ELF program is for (the field e_machine)
  local code
  case $2 in
    amd64) code=62 ;;
    arm64) code=183 ;;
  esac
  equal "$code" "$(od -A n -t u2 -j 18 -N 2 "$AT.root$1" | tr -d ' ')"
}
says() { # EXPECTED-PART ARGUMENTS…: the image's program, run with them
  local part=$1
  shift
  contains "$part" "$("${ENGINE}_run" "$CASE" "$COMPONENT" "$@")"
}
named() { # the archive carries the name that hub, image and tag make
  contains "$HUB/" "$(cat "$AT.load.log")" && contains ":$TAG" "$(cat "$AT.load.log")"
}
repeats() { # two builds without cache gave the same image
  local one two
  one=$(cat "$AT.id.1")
  two=$(cat "$AT.id.2")
  [ -n "$one" ] && [ "$one" != null ] && equal "$one" "$two"
}

# One line a file: mode, owner, size or link; then the hashes of all. Left out: the root itself, which is the container's, what the
# engines put in place of the host's files while RUN runs, and the directories under a cache mount, which Buildah 1.28 removes.
listing() { # ROOT
  (
    cd "$1/" || exit
    local -a prune=(-path ./dev -o -path ./proc -o -path ./sys -o -path ./run/secrets -o -path ./var/cache/apt -o -path ./var/lib/apt)
    local -a skip=(! -name . ! -path ./etc/hosts ! -path ./etc/hostname ! -path ./etc/resolv.conf ! -path ./etc/mtab)
    find . \( "${prune[@]}" \) -prune -o "${skip[@]}" \( -type f -printf '%p %m %U:%G %s\n' -o -type d -printf '%p %m %U:%G dir\n' \
      -o -printf '%p %m %U:%G -> %l\n' \) | LC_ALL=C sort
    find . \( "${prune[@]}" \) -prune -o "${skip[@]}" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum
  )
}
agree() { # the engines made the same files: both listings are taken when an image is opened
  diff "$(image buildkit "$CASE" "$COMPONENT").files" "$(image buildah "$CASE" "$COMPONENT").files"
}
passable() { # the image's user, whoever it is, gets through every directory that a system has
  local dirs
  dirs=$(find "$AT.root/" -mindepth 1 \( -path '*.root/proc' -o -path '*.root/sys' -o -path '*.root/dev' \) -prune -o \
    -type d ! -perm -005 -printf '/%P %m %U:%G\n' \
    | grep -v -E '^/(root|home/[^ ]+|var/(lib|cache)/apt[^ ]*|etc/ssl/private|var/cache/ldconfig) ' || true)
  equal '' "$dirs"
}
