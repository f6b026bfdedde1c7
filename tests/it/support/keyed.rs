//! Each key of the table that takes a text, and what a hostile value at it may do to a context: nothing but stand there.
#![allow(dead_code, reason = "each of the fuzzers uses a part")]

use super::leaves::{self, Leaves};
use super::readers::{layers, of_preset};
use istio_imgen::finding::{Finding, Origin, Severity};
use istio_imgen::preset::key::{KEYS, Key, Kind};
use istio_imgen::preset::{Preset, Setting, Value};
use istio_imgen::reference::Reference;
use istio_imgen::tree::Tree;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A key of the table with the names that the user chooses, and what a context needs to show it.
#[derive(Clone)]
pub(crate) struct Slot {
    pub(crate) key: &'static Key,
    /// The path of the setting.
    pub(crate) path: Vec<String>,
    /// A preset in which the setting counts.
    over: &'static str,
    /// A value that is taken there, which nothing else in the context has.
    pub(crate) harmless: &'static str,
    shown: Shown,
}

/// Where a context shows the value of a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// In a rendered file.
    Rendered,
    /// As instructions of its own.
    Instructions,
    /// Nowhere but in the selection: it names a file or is used before.
    Selection,
}

const FILES: &str = "
base: debian
platforms: [linux/amd64]
env: {pilot: {MINE: {value: a, unchecked: true}}}
component: {proxy: {binaries: prebuilt, prebuilt: {envoy: {linux/amd64: {path: a}}}}}
customize:
  pilot: {files: {mine: {path: a.tar, target: /a}}, writable: [/b]}
  proxy: {wasm: {mine: {path: a}}, modules: {mine: {linux/amd64: {path: a}}}}
";

const URLS: &str = "
base: debian
platforms: [linux/amd64]
component:
  proxy:
    binaries: prebuilt
    prebuilt: {envoy: {linux/amd64: {url: 'https://a.example.com/a', sha256: &s 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03}}}
customize:
  pilot: {files: {mine: {url: 'https://a.example.com/b', sha256: 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03, target: /a}}}
  proxy:
    wasm: {mine: {url: 'https://a.example.com/c', sha256: 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03}}
    modules: {mine: {linux/amd64: {url: 'https://a.example.com/d', sha256: 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03}}}
";

const OWN_BASE: &str = "
base: quux
bases:
  quux: {reference: docker.io/library/debian:13, libc: glibc, libc_version: '2.41', packages: apt, shell: true, iptables: true, ca: true}
customize: {all: {ca: [a.pem], builder: debian}}
";

const BUILDER: &str = "
components: [pilot]
base: distroless
customize: {pilot: {packages: [procps]}}
";

const SOURCES: &str = "
base: debian
binaries: source
platforms: [linux/amd64]
";

const SUM: &str = "471147114711471147114711471147114711471147114711471147114711aaaa";

/// What differs from key to key: the beginning of its path, a preset, a value and where it is shown. The first row that
/// fits counts; a key that none names takes any text.
const ROWS: &[(&str, &str, &str, Shown)] = &[
    ("extends", "{}", "quux", Shown::Selection),
    ("description", "{}", "quux", Shown::Selection),
    ("istio.commit", "{}", "4711471147114711471147114711471147114711", Shown::Selection),
    ("istio.source", "{}", "https://quux.example.com/istio.git", Shown::Rendered),
    ("istio.hub", "{}", "quux.example.com/istio", Shown::Rendered),
    ("components", "{}", "istioctl", Shown::Rendered),
    ("base", "{}", "quux.example.com/base:13", Shown::Rendered),
    ("component.*.base", "{}", "quux.example.com/base:13", Shown::Rendered),
    ("hub", "{}", "quux.example.com/mesh", Shown::Rendered),
    ("platforms", "{}", "linux/arm64", Shown::Rendered),
    ("patches", SOURCES, "quux.patch", Shown::Selection),
    ("vendor", SOURCES, "quux", Shown::Selection),
    ("templates", "{}", "quux", Shown::Selection),
    ("go.hub", SOURCES, "quux.example.com/go", Shown::Rendered),
    ("go.image", SOURCES, "golang:1.26-quux", Shown::Rendered),
    ("component.*.prebuilt.*.*.path", FILES, "quux", Shown::Selection),
    ("component.*.prebuilt.*.*.url", URLS, "https://quux.example.com/x", Shown::Rendered),
    ("component.*.prebuilt.*.*.sha256", URLS, SUM, Shown::Rendered),
    ("bases.*.reference", OWN_BASE, "quux.example.com/base:13", Shown::Rendered),
    ("bases.*.libc_version", OWN_BASE, "2.4711", Shown::Selection),
    ("bases.*.ca_bundle", OWN_BASE, "/etc/quux.pem", Shown::Rendered),
    ("env.", FILES, "quux", Shown::Rendered),
    ("mirrors.*", "{}", "quux.example.com/mirror", Shown::Rendered),
    ("pins.*", "{}", "sha256:471147114711471147114711471147114711471147114711471147114711aaaa", Shown::Rendered),
    ("signing_keys.*", "{}", "quux.pub", Shown::Selection),
    ("endpoints.allow", "{}", "quux.example.com", Shown::Selection),
    ("customize.*.packages", FILES, "quux", Shown::Rendered),
    ("customize.*.builder", BUILDER, "ubi9", Shown::Rendered),
    ("customize.*.ca", FILES, "quux.pem", Shown::Selection),
    ("customize.*.files.*.url", URLS, "https://quux.example.com/x", Shown::Rendered),
    ("customize.*.files.*.sha256", URLS, SUM, Shown::Rendered),
    ("customize.*.files.*.path", FILES, "quux.tar", Shown::Selection),
    ("customize.*.files.*.target", FILES, "/quux", Shown::Rendered),
    ("customize.*.files.*.mode", FILES, "0471", Shown::Rendered),
    ("customize.*.files.*.owner", FILES, "4711:4712", Shown::Rendered),
    ("customize.*.wasm.*.url", URLS, "https://quux.example.com/x", Shown::Rendered),
    ("customize.*.wasm.*.sha256", URLS, SUM, Shown::Rendered),
    ("customize.*.wasm.*.path", FILES, "quux", Shown::Selection),
    ("customize.*.modules.*.*.url", URLS, "https://quux.example.com/x", Shown::Rendered),
    ("customize.*.modules.*.*.sha256", URLS, SUM, Shown::Rendered),
    ("customize.*.modules.*.*.path", FILES, "quux", Shown::Selection),
    ("customize.*.bootstrap", FILES, "quux", Shown::Selection),
    ("customize.*.wrapper", FILES, "quux", Shown::Selection),
    ("customize.*.user", FILES, "4711:4712", Shown::Rendered),
    ("customize.*.users.*", FILES, "4711:4712", Shown::Rendered),
    ("customize.*.writable", FILES, "/quux", Shown::Rendered),
    ("customize.*.expose", FILES, "4711", Shown::Rendered),
    ("customize.*.healthcheck.command", FILES, "/quux", Shown::Rendered),
    ("customize.*.healthcheck.retries", FILES, "211", Shown::Rendered),
    ("customize.*.healthcheck.", FILES, "4711s", Shown::Rendered),
    ("customize.*.onbuild", FILES, "LABEL a=\"quux\"", Shown::Instructions),
    ("customize.*.stopsignal", FILES, "SIGUSR2", Shown::Rendered),
    ("customize.*.volumes", FILES, "/quux", Shown::Rendered),
    ("customize.*.workdir", FILES, "/quux", Shown::Rendered),
    ("customize.*.dockerfile.stages", FILES, "FROM scratch AS quux", Shown::Instructions),
    ("customize.*.dockerfile.", FILES, "LABEL a=\"quux\"", Shown::Instructions),
    ("keep", "{}", "quux", Shown::Selection),
    ("", FILES, "quux", Shown::Rendered),
];

/// Every key of the table that takes a text: a new key is among them by itself.
pub(crate) fn slots() -> Vec<Slot> {
    // The tag is chosen from those that there are before anything is rendered.
    let takes_text = |key: &&Key| matches!(key.kind, Kind::Text | Kind::List | Kind::Yaml) && key.path != "istio.tag";
    let slot = |key: &'static Key| {
        let (_, over, harmless, shown) = ROWS
            .iter()
            .find(|(path, ..)| {
                key.path == *path || (path.ends_with('.') || path.is_empty()) && key.path.starts_with(path)
            })
            .unwrap();
        Slot { key, path: path(key.path), over, harmless, shown: *shown }
    };
    KEYS.iter().filter(takes_text).map(slot).collect()
}

/// The path of a key with names of the user's where it leaves them open.
fn path(key: &str) -> Vec<String> {
    let envoy = ["wasm", "modules", "bootstrap", "iptables"].iter().any(|word| key.split('.').nth(2) == Some(word));
    let scope = if envoy { "proxy" } else { "pilot" };
    let mut path: Vec<String> = key.split('.').map(str::to_owned).collect();
    match path[0].as_str() {
        "component" => path[1] = "proxy".into(),
        "customize" => path[1] = scope.into(),
        "env" => (path[1], path[2]) = ("pilot".into(), "MINE".into()),
        "bases" => path[1] = "quux".into(),
        "mirrors" => path[1] = "docker.io".into(),
        "pins" => path[1] = "docker.io/istio/pilot:1.30.3-distroless".into(),
        _ => {}
    }
    if let Some(at) = path.iter().position(|part| part == "prebuilt") {
        (path[at + 1], path[at + 2]) = ("envoy".into(), "linux/amd64".into());
    }
    if let Some(at) = path.iter().position(|part| part == "modules") {
        path[at + 2] = "linux/amd64".into();
    }
    let name = |part: &mut String| match part.as_str() {
        "**" if key.starts_with("mesh") => *part = "accessLogFile".into(),
        "**" => *part = "my.own".into(),
        "*" if key.contains("args") => *part = "MINE".into(),
        "*" => *part = "mine".into(),
        _ => {}
    };
    path.iter_mut().for_each(name);
    path
}

impl std::fmt::Debug for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key.path)
    }
}

impl Slot {
    /// A preset with a value at this key, and the place of the value.
    fn preset(&self, value: &str) -> (Preset, Origin) {
        thread_local!(static LAYERS: RefCell<BTreeMap<&'static str, Preset>> = const { RefCell::new(BTreeMap::new()) });
        let mut preset =
            LAYERS.with_borrow_mut(|held| held.entry(self.over).or_insert_with(|| layers(self.over)).clone());
        let origin = Origin::File { path: "hostile.yaml".into(), line: 7, column: 11 };
        let value = match self.key.kind {
            Kind::List => Value::List(vec![(value.to_owned(), origin.clone())]),
            Kind::Yaml => Value::Yaml(value.into()),
            _ => Value::Text(value.to_owned()),
        };
        preset.insert(istio_imgen::preset::key::home(self.path.clone()), Setting { value, origin: origin.clone() });
        (preset, origin)
    }

    /// Whether a context shows the value.
    pub(crate) fn is_rendered(&self) -> bool {
        self.shown != Shown::Selection
    }

    /// A context with a value at this key.
    ///
    /// # Errors
    /// What the program says to a person.
    pub(crate) fn context(&self, value: &str) -> Result<Tree, Vec<Finding>> {
        of_preset(self.preset(value).0).map(|(_, tree)| tree)
    }

    /// What the context with the harmless value holds.
    fn plain(&self) -> Leaves {
        thread_local!(static PLAIN: RefCell<BTreeMap<&'static str, Leaves>> = const { RefCell::new(BTreeMap::new()) });
        let held = PLAIN.with_borrow(|held| held.get(self.key.path).cloned());
        held.unwrap_or_else(|| {
            let (_, tree) =
                of_preset(self.preset(self.harmless).0).unwrap_or_else(|found| panic!("{}: {found:?}", self.key.path));
            let plain = leaves::of(&tree);
            let word = if self.shown == Shown::Instructions { "quux" } else { self.harmless };
            let holds = |path: &str| plain[path].iter().any(|(_, text)| text.contains(word));
            let shown: Vec<&String> =
                plain.keys().filter(|path| !path.starts_with(".istio-imgen/") && holds(path)).collect();
            assert_eq!(!shown.is_empty(), self.shown != Shown::Selection, "{} is shown in {shown:?}", self.key.path);
            assert!(holds(".istio-imgen/selection.yaml"), "{}", self.key.path);
            PLAIN.with_borrow_mut(|held| held.insert(self.key.path, plain.clone()));
            plain
        })
    }

    /// Puts a value at this key: it is refused at its place, or the context holds it where it held the harmless one, and
    /// is the same in all else. Whether it was taken.
    pub(crate) fn check(&self, value: &str) -> bool {
        if self.key.path == "istio.source" && istio_imgen::source::without_login(value).is_empty() {
            // As if there were none: the context has Istio's own in its place.
            return of_preset(self.preset(value).0).is_ok();
        }
        let plain = self.plain();
        let (preset, origin) = self.preset(value);
        match of_preset(preset) {
            Ok((_, tree)) => {
                self.compare(&plain, &tree, value);
                true
            }
            Err(findings) => {
                let here = |found: &&Finding| found.place == origin && found.severity == Severity::Error;
                assert!(findings.iter().any(|found| here(&found)), "{} = {value:?}: {findings:?}", self.key.path);
                false
            }
        }
    }

    /// What stands for the harmless value where another one is put: the value itself, or what is made of both of them.
    fn forms(&self, value: &str) -> Vec<Vec<(String, String)>> {
        let plain = (self.harmless.to_owned(), value.to_owned());
        let part = |by: fn(&str) -> Option<&str>| Some((by(self.harmless)?.to_owned(), by(value)?.to_owned()));
        match Reference::parse(value) {
            // A reference is written in full, and its registry is a build argument.
            Ok(full) if self.key.path.ends_with("base") || self.key.path.ends_with("reference") => {
                let full = full.to_string();
                let (hub, name) = full.rsplit_once('/').unwrap();
                let parts = [(self.harmless, full.as_str()), ("quux.example.com", hub), ("base:13", name)];
                let parts = parts.map(|(word, other)| (word.to_owned(), other.to_owned())).to_vec();
                vec![vec![plain], parts]
            }
            _ if self.key.path == "istio.source" => {
                let shown = istio_imgen::source::without_login(value);
                vec![vec![plain], vec![(self.harmless.to_owned(), shown)]]
            }
            _ if self.key.path.ends_with("target") => {
                vec![vec![plain, (self.harmless.replace('/', "-"), value.replace('/', "-"))]]
            }
            _ if self.harmless == "4711:4712" => {
                let user = part(|text| text.split_once(':').map(|(user, _)| user));
                let group = part(|text| text.split_once(':').map(|(_, group)| group));
                vec![[plain].into_iter().chain(user).chain(group).collect()]
            }
            _ => vec![vec![plain]],
        }
    }

    fn compare(&self, plain: &Leaves, tree: &Tree, value: &str) {
        let found = leaves::of(tree);
        let say = |file: &str| format!("{} = {value:?} in {file}", self.key.path);
        assert_eq!(found.keys().collect::<Vec<_>>(), plain.keys().collect::<Vec<_>>(), "{}", say("the context"));
        for (file, plain) in plain {
            let found = &found[file];
            if self.shown == Shown::Instructions && file == "Dockerfile" {
                // What is before and behind the instructions of the user's own is still there.
                let at = plain.iter().position(|(_, text)| text.contains("quux")).unwrap();
                assert!(found.len() >= plain.len() - 1, "{}", say(file));
                assert_eq!(found[..at], plain[..at], "{}", say(file));
                let behind = &plain[at + 1..];
                assert_eq!(&found[found.len() - behind.len()..], behind, "{}", say(file));
                continue;
            }
            assert_eq!(found.len(), plain.len(), "{}: {found:#?}", say(file));
            for ((found_at, found), (at, text)) in found.iter().zip(plain) {
                // Markdown makes one space of several.
                let same = |wanted: &str| match file.ends_with(".md") {
                    true => found.split_whitespace().eq(wanted.split_whitespace()),
                    false => found == wanted,
                };
                let forms = self.forms(value);
                assert!(
                    forms.iter().any(|forms| *found_at == replaced(at, forms) && same(&replaced(text, forms))),
                    "{}: {found_at} is {found:?}, not {:?}",
                    say(file),
                    replaced(text, &forms[0])
                );
            }
        }
    }
}

/// A text with every occurrence of some words replaced at once; the first word that fits counts.
fn replaced(text: &str, forms: &[(String, String)]) -> String {
    let (mut made, mut rest) = (String::new(), text);
    while let Some(first) = rest.chars().next() {
        match forms.iter().find(|(word, _)| rest.starts_with(word.as_str())) {
            Some((word, other)) => {
                made.push_str(other);
                rest = &rest[word.len()..];
            }
            None => {
                made.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    made
}
