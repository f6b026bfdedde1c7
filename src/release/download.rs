//! Where Istio takes what it does not compile from: Envoy and ztunnel, as the scripts of the tag name them.

use super::make::Makefile;
use super::reading::Sources;
use crate::dockerfile::expand::{expand, unquote};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A program that Istio downloads instead of compiling it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Download {
    /// The name in `istio.deps` whose value is the version: `PROXY_REPO_SHA`.
    pub dep: String,
    /// What stands before the file's name, without the last `/`.
    pub base: String,
    /// The file's name by architecture as in `GOARCH`, `{version}` standing for the version: for backwards compatibility
    /// Envoy's has no suffix at amd64, and before 1.15 there is no other.
    pub names: BTreeMap<String, String>,
}

impl Download {
    /// The URL for an architecture; `None` where Istio publishes none.
    #[must_use]
    pub fn url(&self, deps: &BTreeMap<String, String>, architecture: &str) -> Option<String> {
        let name = self.names.get(architecture)?.replace(VERSION, deps.get(&self.dep)?);
        Some(format!("{}/{name}", self.base))
    }
}

/// What stands for the version in a name.
const VERSION: &str = "{version}";
/// The architectures that Istio builds for.
const ARCHITECTURES: [&str; 2] = ["amd64", "arm64"];
/// Program, its version in `istio.deps`, the script that downloads it, and the variables there that hold the URL, the
/// first that is set.
const PROGRAMS: [(&str, &str, &str, &[&str]); 2] = [
    ("envoy", "PROXY_REPO_SHA", "bin/init.sh", &["ISTIO_ENVOY_LINUX_RELEASE_URL", "ISTIO_ENVOY_RELEASE_URL"]),
    ("ztunnel", "ZTUNNEL_REPO_SHA", "bin/build_ztunnel.sh", &["ISTIO_ZTUNNEL_RELEASE_URL"]),
];

/// What Istio downloads, by program. The URLs stand in scripts (1.5 to 1.7, 1.15 on), or the Makefile exports them to
/// those scripts (1.5 to 1.14).
pub(super) fn downloads(
    sources: &Sources<'_>,
    make: &Makefile,
    deps: &BTreeMap<String, String>,
) -> BTreeMap<String, Download> {
    let mut found = BTreeMap::new();
    for (program, dep, script, variables) in PROGRAMS {
        let (Some(version), Ok(text)) = (deps.get(dep), sources.text(script)) else { continue };
        let mut download = Download { dep: dep.to_owned(), base: String::new(), names: BTreeMap::new() };
        for architecture in ARCHITECTURES {
            let script = Script::read(&text, make, &[("TARGET_ARCH", architecture), (dep, VERSION)]);
            let url = variables.iter().find_map(|name| script.value(name)).filter(|url| !url.contains('$'));
            let Some((base, name)) = url.as_deref().and_then(|url| url.rsplit_once('/')) else { continue };
            // What the Makefile exports has the version itself.
            let name = name.replace(version, VERSION);
            if name.contains(VERSION) && !download.names.values().any(|known| *known == name) {
                base.clone_into(&mut download.base);
                download.names.insert(architecture.to_owned(), name);
            }
        }
        if !download.names.is_empty() {
            found.insert(program.to_owned(), download);
        }
    }
    found
}

/// The variables of a shell script: what it is given, and its own assignments.
struct Script<'a> {
    given: BTreeMap<&'a str, &'a str>,
    make: &'a Makefile,
    assigned: BTreeMap<&'a str, &'a str>,
    /// The names that are being expanded: `X="${X:-default}"` speaks of the `X` that was given.
    open: RefCell<BTreeSet<String>>,
}

impl<'a> Script<'a> {
    /// Reads the assignments, the first of each name: those below a condition count when it can be decided and holds.
    fn read(text: &'a str, make: &'a Makefile, given: &[(&'a str, &'a str)]) -> Script<'a> {
        let given = given.iter().copied().collect();
        let mut script = Script { given, make, assigned: BTreeMap::new(), open: RefCell::default() };
        // One entry a nested `if`: whether its present branch runs, and whether the other would.
        let mut branches: Vec<(bool, bool)> = Vec::new();
        for line in text.lines().map(str::trim) {
            if let Some(condition) = line.strip_prefix("if ") {
                let holds = script.decide(condition);
                branches.push((holds == Some(true), holds == Some(false)));
            } else if line == "else" || line.starts_with("elif ") {
                if let Some((runs, other)) = branches.last_mut() {
                    (*runs, *other) = (*other && line == "else", false);
                }
            } else if line == "fi" || line.starts_with("fi;") {
                branches.pop();
            } else if branches.iter().all(|(runs, _)| *runs) {
                let line = line.strip_prefix("export ").unwrap_or(line);
                let assignment = line.split_once('=').filter(|(name, _)| is_name(name));
                if let Some((name, value)) = assignment {
                    script.assigned.entry(name).or_insert(unquote(value.trim()));
                }
            }
        }
        script
    }

    /// `[[ "${TARGET_ARCH}" == "amd64" ]]; then`, whose both sides are known; `None` for all else.
    fn decide(&self, condition: &str) -> Option<bool> {
        let inner = condition.strip_prefix("[[")?.split_once("]]")?.0.trim();
        let (left, right, equal) = match (inner.split_once("=="), inner.split_once("!=")) {
            (Some((left, right)), None) => (left, right, true),
            (None, Some((left, right))) => (left, right, false),
            _ => return None,
        };
        let side = |text: &str| {
            let said = expand(unquote(text.trim()), &|name| self.value(name));
            (!said.contains('$')).then_some(said)
        };
        Some((side(left)? == side(right)?) == equal)
    }

    fn value(&self, name: &str) -> Option<String> {
        if let Some(given) = self.given.get(name) {
            return Some((*given).to_owned());
        }
        let raw = self.assigned.get(name).copied();
        let first = self.open.borrow_mut().insert(name.to_owned());
        let own = raw.filter(|_| first).map(|raw| expand(raw, &|name| self.value(name)));
        if first {
            self.open.borrow_mut().remove(name);
        }
        own.or_else(|| self.make.variable(name).filter(|value| !value.is_empty()))
            .map(|value| expand(&value, &|name| self.given.get(name).map(|given| (*given).to_owned())))
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::super::reading::tests::sources;
    use super::*;

    fn names(makefile: &str, script: &str) -> (String, Vec<(String, String)>) {
        let deps = BTreeMap::from([("PROXY_REPO_SHA".to_owned(), "5eaf".to_owned())]);
        let files = [("Makefile.core.mk", makefile), ("bin/init.sh", script)];
        let mut found = sources(&files, |sources| {
            let make = Makefile::read("Makefile.core.mk", sources, &[("PROXY_REPO_SHA", "5eaf")]);
            downloads(sources, &make, &deps)
        });
        let envoy = found.remove("envoy");
        if let Some(envoy) = &envoy {
            let url = envoy.url(&deps, "amd64").unwrap();
            assert!(url.starts_with(&envoy.base) && url.contains("5eaf"), "{url}");
            assert_eq!(envoy.url(&deps, "riscv64"), None);
        }
        envoy.map(|envoy| (envoy.base, envoy.names.into_iter().collect())).unwrap_or_default()
    }

    #[test]
    fn a_script_names_the_file_of_each_architecture() {
        let script = "if [[ \"${TARGET_ARCH}\" == \"amd64\" ]]; then\n\tSUFFIX=\"\"\nelse\n\tSUFFIX=\"-${TARGET_ARCH}\"\nfi\n\
                      PROXY_REPO_SHA=\"${PROXY_REPO_SHA:-$(grep x istio.deps)}\"\nBASE=\"${BASE:-https://x.test/proxy}\"\n\
                      if [[ \"${BASE}\" != \"https://x.test/proxy\" ]]; then\n  BASE=never\nfi\n\
                      VERSION=\"${VERSION:-${PROXY_REPO_SHA}}\"\n\
                      ISTIO_ENVOY_RELEASE_URL=\"${ISTIO_ENVOY_RELEASE_URL:-${BASE}/envoy-alpha-${VERSION}${SUFFIX}.tar.gz}\"\n";
        let (base, names) = names("", script);
        assert_eq!(base, "https://x.test/proxy");
        let expected = [("amd64", "envoy-alpha-{version}.tar.gz"), ("arm64", "envoy-alpha-{version}-arm64.tar.gz")];
        assert_eq!(names, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }

    #[test]
    fn a_makefile_exports_the_name_and_there_is_one_architecture() {
        let makefile = "export BASE ?= https://x.test/proxy\nexport PROXY_REPO_SHA ?= $(shell grep x istio.deps)\n\
                        export VERSION ?= ${PROXY_REPO_SHA}\n\
                        export ISTIO_ENVOY_RELEASE_URL ?= $(BASE)/envoy-alpha-$(VERSION).tar.gz\n";
        let (_, names) = names(makefile, "echo hello\n");
        assert_eq!(names, [("amd64".to_owned(), "envoy-alpha-{version}.tar.gz".to_owned())]);
    }

    #[test]
    fn a_script_that_names_nothing_or_itself_has_no_downloads() {
        assert_eq!(names("", "ISTIO_ENVOY_RELEASE_URL=${ISTIO_ENVOY_RELEASE_URL:-$A/$A}\nA=$B\nB=$A\n").1, []);
        assert_eq!(names("", "fi\nelse\nif [[ x\n").1, []);
    }
}
