//! Pins: the digests that image references stand for, so that the same context is made whatever a registry says later.

use crate::finding::{Finding, Origin};
use crate::preset::{Preset, Value};
use crate::reference::{Reference, check_digest};
use crate::text::pin as say;
use std::collections::BTreeMap;

/// Digests by reference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    digests: BTreeMap<String, (String, Origin)>,
}

impl Pins {
    /// The pins of a preset; those of what is no reference, and those that are no digest, are findings.
    #[must_use]
    pub fn of(preset: &Preset, findings: &mut Vec<Finding>) -> Pins {
        let mut pins = Pins::default();
        for (rest, setting) in preset.below(&["pins"]) {
            let ([name], Value::Text(digest)) = (rest, &setting.value) else { continue };
            let mut refuse =
                |message| findings.push(Finding::error("pin", &setting.origin, message).hint(say::pin_how()));
            match Reference::parse(name) {
                Ok(reference) if reference.digest.is_none() => match check_digest(digest) {
                    Ok(digest) => pins.set(&reference, digest, &setting.origin),
                    Err(_) => refuse(say::pin_no_digest(name, digest)),
                },
                Ok(_) => refuse(say::pin_has_digest(name)),
                Err(_) => refuse(say::pin_no_reference(name)),
            }
        }
        pins
    }

    /// Pins a reference.
    pub fn set(&mut self, reference: &Reference, digest: String, origin: &Origin) {
        self.digests.insert(key(reference), (digest, origin.clone()));
    }

    /// The digest that a reference is pinned to.
    #[must_use]
    pub fn of_reference(&self, reference: &Reference) -> Option<&str> {
        self.digests.get(&key(reference)).map(|(digest, _)| digest.as_str())
    }

    /// A reference with the digest that it is pinned to; one that has a digest already keeps it.
    #[must_use]
    pub fn pin(&self, reference: Reference) -> Reference {
        match self.digests.get(&key(&reference)) {
            Some((digest, _)) if reference.digest.is_none() => Reference { digest: Some(digest.clone()), ..reference },
            _ => reference,
        }
    }

    /// Tells of pins that no reference of the context has, and of references without one where others have.
    pub fn check<'a>(&self, named: impl Iterator<Item = &'a str>, findings: &mut Vec<Finding>) {
        let named: Vec<Reference> = named.filter_map(|name| Reference::parse(name).ok()).collect();
        for (name, (_, origin)) in &self.digests {
            if !named.iter().any(|reference| key(reference) == *name) {
                findings.push(Finding::warning("pin-unused", origin, say::pin_unused(name)).hint(say::pin_again()));
            }
        }
        if !self.digests.is_empty() {
            for reference in named.iter().filter(|reference| reference.digest.is_none()) {
                let finding = Finding::warning("pin-missing", &Origin::Default, say::pin_missing(reference));
                findings.push(finding.hint(say::pin_again()));
            }
        }
    }
}

/// What a reference is called without its digest.
fn key(reference: &Reference) -> String {
    Reference { digest: None, ..reference.clone() }.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset;

    fn pins(text: &str) -> (Pins, Vec<&'static str>) {
        let (preset, findings) = preset::read(text, &Origin::Preset("test".into()));
        assert_eq!(findings, []);
        let mut findings = Vec::new();
        let pins = Pins::of(&preset, &mut findings);
        (pins, findings.iter().map(|finding| finding.rule).collect())
    }

    #[test]
    fn a_reference_is_pinned_by_whatever_docker_takes_for_the_same() {
        let digest = format!("sha256:{}", "a".repeat(64));
        let (pins, findings) = pins(&format!("pins: {{'debian:trixie': '{digest}', r.example.com/x: '{digest}'}}\n"));
        assert_eq!(findings, [""; 0]);
        let pinned = |text: &str| pins.pin(Reference::parse(text).unwrap()).to_string();
        assert_eq!(pinned("docker.io/library/debian:trixie"), format!("docker.io/library/debian:trixie@{digest}"));
        assert_eq!(pinned("debian:bookworm"), "docker.io/library/debian:bookworm");
        let other = format!("debian:trixie@sha256:{}", "b".repeat(64));
        assert_eq!(pinned(&other), format!("docker.io/library/{other}"));
        let mut findings = Vec::new();
        pins.check(["debian:trixie@sha256:x", "debian:trixie", "debian:sid"].into_iter(), &mut findings);
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["pin-unused", "pin-missing", "pin-missing"]);
    }

    #[test]
    fn what_pins_nothing_is_refused() {
        let digest = format!("sha256:{}", "a".repeat(64));
        let (pins, findings) =
            pins(&format!("pins: {{'debian:trixie': latest, UPPER: '{digest}', 'a/b@{digest}': '{digest}'}}\n"));
        assert_eq!((pins, findings), (Pins::default(), vec!["pin"; 3]));
    }
}
