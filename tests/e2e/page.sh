#!/usr/bin/env bash
# Opens the page of `show --html` in a real browser: every example and a hostile context, in both languages.
# Nothing may be asked of the network, nothing may be complained about, the keyboard must reach everything in order, and
# what `check` finds must stand there.
# Usage: page.sh [DIR]      with DIR the pages and screenshots are kept there; the binary is $IMGEN
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

IMGEN=${IMGEN:-${CARGO_TARGET_DIR:-$REPO/target}/debug/istio-imgen}
apt_install chromium chromium-driver curl jq

WORK=$(mktemp -d "$CACHE/page.XXXXXX")
PAGES=${1:-$WORK/pages}
mkdir -p "$PAGES"
PAGES=$(cd "$PAGES" && pwd)
DRIVER=''
SESSION=''
finish() {
  local status=$?
  trap - EXIT
  [ -z "$SESSION" ] || curl -s -m 10 -X DELETE "$SESSION" >/dev/null || true
  if [ -n "$DRIVER" ]; then
    kill "$DRIVER" 2>/dev/null || true
    wait "$DRIVER" 2>/dev/null || true
  fi
  rm -rf "$WORK"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- the browser ------------------------------------------------------------------------------------------------------

chromedriver --port=0 >"$WORK/driver.log" 2>&1 </dev/null &
DRIVER=$!
port=''
for _ in $(seq 100); do
  port=$(sed -n 's/.*started successfully on port \([0-9]*\).*/\1/p' "$WORK/driver.log")
  [ -z "$port" ] || break
  sleep 0.1
done
[ -n "$port" ] || die "the driver of the browser does not start: $(cat "$WORK/driver.log")"

request() { # METHOD PATH [JSON]: prints the value of the answer
  local method=$1 path=$2 answer
  answer=$(curl -sS -m 60 -X "$method" -H 'Content-Type: application/json' ${3+-d "$3"} "$path") || die "no answer: $method $path"
  if jq -e '.value | objects | has("error")' >/dev/null <<<"$answer"; then
    die "$method $path: $(jq -r '.value.message' <<<"$answer" | head -n 3)"
  fi
  jq -c .value <<<"$answer"
}
run_js() { # SCRIPT: prints what it returns, as JSON
  request POST "$SESSION/execute/sync" "$(jq -n --arg script "$1" '{script: $script, args: []}')"
}
cdp() { # COMMAND PARAMETERS
  request POST "$SESSION/goog/cdp/execute" "$(jq -n --arg cmd "$1" --argjson params "$2" '{cmd: $cmd, params: $params}')"
}
log_of() { request POST "$SESSION/se/log" "{\"type\": \"$1\"}"; }
width() { request POST "$SESSION/window/rect" "{\"x\": 0, \"y\": 0, \"width\": $1, \"height\": 900}" >/dev/null; }
press() { # KEY: as WebDriver names it
  request POST "$SESSION/actions" "$(jq -n --arg key "$1" '{actions: [{type: "key", id: "keyboard",
    actions: [{type: "keyDown", value: $key}, {type: "keyUp", value: $key}]}]}')" >/dev/null
}

options=$(jq -n --arg data "$WORK/profile" '{capabilities: {alwaysMatch: {browserName: "chrome",
  "goog:loggingPrefs": {browser: "ALL", performance: "ALL"},
  "goog:chromeOptions": {args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\($data)", "--window-size=1280,900"]}}}}')
SESSION=http://127.0.0.1:$port/session
SESSION=$SESSION/$(request POST "$SESSION" "$options" | jq -r .sessionId)

# What the browser shows before the first page is not ours.
request POST "$SESSION/url" '{"url": "about:blank"}' >/dev/null
log_of browser >/dev/null
log_of performance >/dev/null

# --- the checks -------------------------------------------------------------------------------------------------------

PASSED=0
FAILED=0
NAME=''
check() { # WHAT WANTED FOUND
  if [ "$2" = "$3" ]; then
    PASSED=$((PASSED + 1))
  else
    FAILED=$((FAILED + 1))
    printf 'FAILED %s: %s\n   wanted: %s\n   found:  %s\n' "$NAME" "$1" "$2" "$3"
  fi
}

# Every element that the keyboard should reach, in the order of the document; closed details hide what is in them.
# shellcheck disable=SC2016
REACHABLE='
  const closed = element => { const d = element.closest("details:not([open])"); return d && element.tagName !== "SUMMARY"; };
  const name = e => (e.tagName + " " + (e.getAttribute("href") || e.getAttribute("aria-label") || e.textContent)).trim();
  window.nameOf = name;
  return [...document.querySelectorAll("a[href], summary, [tabindex=\"0\"]")].filter(e => !closed(e)).map(name);'

keyboard() {
  local wanted found=() index count
  wanted=$(run_js "$REACHABLE")
  count=$(jq length <<<"$wanted")
  run_js 'document.activeElement.blur(); window.getSelection().removeAllRanges(); window.scrollTo(0, 0)' >/dev/null
  for ((index = 0; index < count; index++)); do
    press $'\ue004' # Tab
    found+=("$(run_js 'return window.nameOf(document.activeElement)')")
  done
  check 'Tab goes through everything in the order of the page' "$wanted" "$(jq -cs . <<<"${found[*]}")"
  check 'what has the focus is marked' true "$(run_js 'return getComputedStyle(document.activeElement).outlineStyle !== "none"')"
}

visit() { # FILE
  request POST "$SESSION/url" "$(jq -n --arg url "file://$1" '{url: $url}')" >/dev/null
}

# What a page must be at any width, in one question: each is a name with what was found.
# shellcheck disable=SC2016
LOOK='
  const all = query => [...document.querySelectorAll(query)];
  const drawing = document.querySelector("svg.drawing");
  const texts = drawing ? drawing.getAttribute("aria-labelledby").split(" ").map(id => document.getElementById(id).textContent) : [];
  const leaves = node => { const box = node.querySelector("rect").getBBox();
    return [...node.querySelectorAll("text")].some(t => t.getBBox().x + t.getBBox().width > box.x + box.width); };
  return {
    "language": document.documentElement.lang,
    "headings of the first level": all("h1").length,
    "landmarks": all("header, nav, main, footer").map(e => e.tagName).join(" "),
    "words for the drawing": texts.every(text => text.length > 10),
    "a box for each stage": all("svg.drawing a").length === all("#stages tbody tr").length,
    "words that leave their box": all("svg.drawing .node").filter(leaves).map(node => node.textContent),
    "wider than the screen": document.documentElement.scrollWidth > window.innerWidth,
  };'

page() { # LANGUAGE FILE
  visit "$2"
  check 'what the page is' "$(jq -nc --arg language "$1" '{"language": $language, "headings of the first level": 1,
    "landmarks": "HEADER NAV MAIN FOOTER", "words for the drawing": true, "a box for each stage": true,
    "words that leave their box": [], "wider than the screen": false}' | jq -cS .)" "$(run_js "$LOOK" | jq -cS .)"
  check 'nothing is asked of the network' '[]' "$(log_of performance \
    | jq -c '[.[].message | fromjson.message | select(.method == "Network.requestWillBeSent") | .params.request.url
      | select(test("^(file|data):") | not)]')"
  check 'nothing is complained about' '[]' "$(log_of browser | jq -c '[.[].message]')"
}

# Every finding with its place and a way out, the worst first: [severity, rule, place], and those without a way out.
# shellcheck disable=SC2016
FOUND='
  const text = (li, query) => { const e = li.querySelector(query); return e ? e.textContent : ""; };
  const items = [...document.querySelectorAll("#findings li")];
  return {
    "found": items.map(li => [li.className, text(li, ".rule"), text(li, ".place")]),
    "without a way out": items.filter(li => !text(li, ".hint").trim()).map(li => text(li, ".rule")),
    "places that lead nowhere": items.flatMap(li => [...li.querySelectorAll("a")])
      .filter(a => !document.querySelector(a.getAttribute("href"))).map(a => a.textContent),
    "in words of the language": items.every(li => li.querySelectorAll("p").length > 2),
  };'

findings() { # CONTEXT: what `check` finds there stands on the page
  local found wanted
  found=$(run_js "$FOUND")
  wanted=$(cd "$1" && { "$IMGEN" check --format json --threshold none -qq; } | jq -c '[.findings[] | [.severity, .rule, .place]] | sort')
  check 'the findings of check' "$wanted" "$(jq -c --argjson all "$wanted" '[.found[] | select(. as $one | $all | index([$one]))] | sort' <<<"$found")"
  check 'the worst stands first' true "$(jq '[.found[][0] | {error: 0, warning: 1, info: 2}[.]] | . == sort' <<<"$found")"
  check 'each finding has a way out, and its place leads somewhere' '[[],[],true]' \
    "$(jq -c '[.["without a way out"], .["places that lead nowhere"], .["in words of the language"]]' <<<"$found")"
}

appearance() {
  local light dark
  light=$(run_js 'return getComputedStyle(document.body).backgroundColor')
  cdp Emulation.setEmulatedMedia '{"features": [{"name": "prefers-color-scheme", "value": "dark"}]}' >/dev/null
  dark=$(run_js 'return getComputedStyle(document.body).backgroundColor')
  cdp Emulation.setEmulatedMedia '{"features": []}' >/dev/null
  check 'dark where the user wants it dark' true "$([ "$light" != "$dark" ] && echo true || echo "$light $dark")"
  check 'prints' '"JVBERi0"' "$(request POST "$SESSION/print" '{}' | jq -c '.[0:7]')"
}

shot() { # FILE
  [ "$PAGES" = "$WORK/pages" ] || request GET "$SESSION/screenshot" | jq -r . | base64 -d >"$1"
}

HOSTILE=$WORK/hostile
cp -r "$REPO/examples/workshop" "$HOSTILE"
: >"$HOSTILE/<img src=x onerror=document.title=1>.txt"
# shellcheck disable=SC2016
printf '%s\n' '' 'FROM "><script>document.title=1</script>" AS odd' 'ENV A="</style><link rel=stylesheet href=https://x.example/>"' \
  'COPY --from=https://y.example/"><image href=z> /a /b' >>"$HOSTILE/Dockerfile"

began=$SECONDS
for context in "$REPO"/examples/*/.istio-imgen "$HOSTILE/.istio-imgen"; do
  context=${context%/.istio-imgen}
  # One language on a small screen, the other one on a large one.
  for language in en pt-BR; do
    width "$([ "$language" = en ] && echo 400 || echo 1280)"
    NAME="$(basename "$context") $language"
    file="$PAGES/$(basename "$context").$language.html"
    "$IMGEN" show "$context" --html "$file" --force --lang "$language" -qq 2>"$WORK/show.log" || die "$(cat "$WORK/show.log")"
    page "$language" "$file"
    findings "$context"
    shot "${file%.html}.png"
  done
  case $(basename "$context") in source-distroless | hostile) keyboard && appearance ;; esac
done
check 'no value of a stranger is run' false "$(run_js 'return document.title === "1"')"

say "$((SECONDS - began)) s"
printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
[ "$FAILED" = 0 ]
