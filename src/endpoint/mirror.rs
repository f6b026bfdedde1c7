//! Mirrors: every reference that a context names, rewritten for who cannot reach the registries themselves.

use crate::finding::{Finding, Origin};
use crate::preset::{Preset, Value};
use crate::reference::Reference;
use crate::text::{endpoint as say, select as select_text};
use std::collections::BTreeMap;

/// Registry prefixes and what stands in for them. The longest prefix that fits a reference counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mirrors {
    prefixes: BTreeMap<String, String>,
}

impl Mirrors {
    /// The mirrors of a preset; those that are no registry prefixes are findings.
    #[must_use]
    pub fn of(preset: &Preset, findings: &mut Vec<Finding>) -> Mirrors {
        let mut mirrors = Mirrors::default();
        for (rest, setting) in preset.below(&["mirrors"]) {
            let ([from], Value::Text(to)) = (rest, &setting.value) else { continue };
            let (from, to) = (from.trim_end_matches('/'), to.trim_end_matches('/'));
            if let Some(wrong) = [from, to].into_iter().find(|prefix| !is_mirror(prefix)) {
                findings.push(wrong_prefix(wrong, from, &setting.origin));
            } else {
                mirrors.prefixes.insert(from.to_owned(), to.to_owned());
            }
        }
        mirrors
    }

    /// A reference as the mirror has it.
    #[must_use]
    pub fn reference(&self, reference: Reference) -> Reference {
        let Some(name) = self.rewrite(&reference.name()) else { return reference };
        // A prefix and what followed another one make a name again: both were checked.
        match Reference::parse(&name) {
            Ok(mirrored) => Reference { tag: reference.tag, digest: reference.digest, ..mirrored },
            Err(_) => reference,
        }
    }

    /// A URL with the host, and the beginning of the path, of the mirror.
    #[must_use]
    pub fn url(&self, url: &str) -> String {
        let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
        self.rewrite(rest).map_or_else(|| url.to_owned(), |rest| format!("{scheme}://{rest}"))
    }

    fn rewrite(&self, name: &str) -> Option<String> {
        let rest = |prefix: &str| name.strip_prefix(prefix).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let fitting = self.prefixes.iter().filter_map(|(from, to)| Some((from, to, rest(from)?)));
        fitting.max_by_key(|(from, ..)| from.len()).map(|(_, to, rest)| format!("{to}{rest}"))
    }
}

/// A host, with a port and a path or without: what names no host would mean Docker Hub to one reader and a host to another.
fn is_mirror(prefix: &str) -> bool {
    let host = prefix.split('/').next().unwrap_or_default();
    // Two parts behind it: Docker Hub puts `library/` before a single one.
    let probe = format!("{prefix}/x/x");
    (host.contains(['.', ':']) || host == "localhost")
        && Reference::parse(&probe).is_ok_and(|reference| reference.to_string() == probe)
}

fn wrong_prefix(wrong: &str, from: &str, origin: &Origin) -> Finding {
    let message = select_text::no_hub(wrong, format!("mirrors.{from}"));
    Finding::error("mirror", origin, message).hint(say::mirror_example())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset;

    fn mirrors(text: &str) -> (Mirrors, Vec<Finding>) {
        let (preset, mut findings) = preset::read(text, &Origin::Preset("test".into()));
        let mirrors = Mirrors::of(&preset, &mut findings);
        (mirrors, findings)
    }

    #[test]
    fn the_longest_prefix_counts_and_ends_at_a_slash() {
        let (mirrors, findings) = mirrors(
            "mirrors:\n  docker.io: r.example.com/hub\n  docker.io/istio: r.example.com:5000/mesh/\n  \
             docker.io/istio/pilot: r.example.com/own-pilot\n  blob.example.com/a: r.example.com/files\n",
        );
        assert_eq!(findings, []);
        let name = |text: &str| mirrors.reference(Reference::parse(text).unwrap()).to_string();
        assert_eq!(name("debian:trixie"), "r.example.com/hub/library/debian:trixie");
        assert_eq!(name("istio/proxyv2:1.30.3"), "r.example.com:5000/mesh/proxyv2:1.30.3");
        assert_eq!(name("docker.io/istio/pilot:1.30.3"), "r.example.com/own-pilot:1.30.3");
        assert_eq!(name("docker.io/istio-other/pilot"), "r.example.com/hub/istio-other/pilot");
        assert_eq!(name("ghcr.io/x/y"), "ghcr.io/x/y");
        assert_eq!(mirrors.url("https://blob.example.com/a/b.tar"), "https://r.example.com/files/b.tar");
        assert_eq!(mirrors.url("https://blob.example.com/ab"), "https://blob.example.com/ab");
    }

    #[test]
    fn what_is_no_prefix_is_refused_and_null_takes_a_mirror_back() {
        for text in [
            "mirrors: {docker: r.example.com}",
            "mirrors: {docker.io: mirror}",
            "mirrors: {docker.io: 'https://r.example.com'}",
            "mirrors: {docker.io: 'r.example.com/a b'}",
        ] {
            let (mirrors, findings) = mirrors(text);
            assert_eq!((mirrors, findings.len()), (Mirrors::default(), 1), "{text}");
        }
        assert_eq!(mirrors("mirrors: {docker.io: ~}"), (Mirrors::default(), vec![]));
    }
}
