//! Pins the references of a plan: looks up what they name now, for the platforms of the context, and who signed it.

mod keys;

use super::{Session, registries};
use crate::bundle::Held;
use crate::error::{Error, Kind, Result};
use crate::finding::{Finding, Origin};
use crate::plan::Plan;
use crate::preset::{Preset, Setting, Value};
use crate::reference::Reference;
use crate::registry::{Logins, Registry, Resolved};
use crate::release::Release;
use crate::selection::{Pins, Selection};
use crate::signature::{Signature, Standing};
use crate::state;
use crate::text::{Language, Text, pin as say};
use clap::{Arg, ArgMatches};
use keys::Keys;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

pub(super) use keys::take_in_keys;

/// When signatures are verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verify {
    /// Where the key is known; that there is no signature by a key of Istio's is told, and does no harm.
    Auto,
    /// Always: an image without a signature is refused.
    Always,
    /// Never.
    Never,
}

impl Pinning {
    /// Of every image, verified as a command line says.
    pub(super) fn all(matches: &ArgMatches) -> Pinning {
        Pinning { verify: Verify::parse(crate::cli::one(matches, "verify")), which: Which::All }
    }
}

impl Verify {
    /// Its words on the command line.
    const WORDS: [&'static str; 3] = ["auto", "always", "never"];

    fn parse(word: Option<&str>) -> Verify {
        match word {
            Some("always") => Verify::Always,
            Some("never") => Verify::Never,
            _ => Verify::Auto,
        }
    }
}

/// The flag that says when.
pub(super) fn verify_argument(language: Language) -> Arg {
    let help = say::pin_verify().say(language);
    Arg::new("verify").long("verify").value_name("WHEN").help(help).value_parser(Verify::WORDS)
}

/// How images are pinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pinning {
    pub(super) verify: Verify,
    pub(super) which: Which,
}

/// Which images are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Every one: what a tag named before is forgotten.
    All,
    /// Those that have no pin yet; the others keep theirs.
    New,
}

/// A reference with what it names.
pub(super) struct Pinned {
    pub(super) reference: Reference,
    pub(super) resolved: Resolved,
    /// What it was pinned to before.
    pub(super) was: Option<String>,
    /// Whether it is signed.
    pub(super) signature: Standing,
    /// The key that its signature was held against.
    pub(super) key: Option<String>,
}

impl Pinned {
    /// For people.
    pub(super) fn note(&self) -> Text {
        let named = Reference { digest: Some(self.resolved.digest.clone()), ..self.reference.clone() };
        match &self.key {
            Some(key) if self.signature == Standing::Verified => say::pinned_signed(named, key),
            _ => say::pinned(named),
        }
    }

    /// Where the tag was and where it is, if it moved.
    pub(super) fn moved(&self) -> Option<(&str, &str)> {
        let was = self.was.as_deref().filter(|was| *was != self.resolved.digest)?;
        Some((was, self.resolved.digest.as_str()))
    }

    /// For programs.
    pub(super) fn document(&self) -> Json {
        let signed_by = self.key.as_ref().filter(|_| self.signature == Standing::Verified);
        json!({
            "reference": self.reference.to_string(), "was": self.was, "digest": self.resolved.digest,
            "platforms": self.resolved.platforms, "signature": self.signature, "key": self.key, "signed_by": signed_by,
        })
    }
}

/// Looks up the references of a plan, and pins them in the selection and the preset.
///
/// # Errors
/// A registry that does not answer as it should, [`Kind::Verification`] for a signature that does not fit; a platform
/// that an image does not have is a finding.
pub(super) fn pin(
    session: &Session,
    pinning: Pinning,
    (selection, release): (&mut Selection, &Release),
    preset: &mut Preset,
    plan: impl Fn(&Selection) -> Result<Plan>,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Pinned>> {
    let before = std::mem::take(&mut selection.pins);
    let plan = plan(selection)?;
    preset.remove("pins");
    // A compiler runs on the machine that builds, unless it links C.
    let compiles = plan.builder.as_ref().is_some_and(|builder| !builder.cgo);
    let prepares =
        plan.images.iter().filter_map(|image| image.custom.prepare.as_ref()).filter(|prepare| prepare.anywhere);
    let anywhere: BTreeSet<&str> =
        prepares.map(|prepare| prepare.stage.as_str()).chain(compiles.then_some("build")).collect();
    let mut wanted: BTreeMap<String, bool> = BTreeMap::new();
    for (stage, name) in state::references(&plan) {
        *wanted.entry(name).or_default() |= !anywhere.contains(stage);
    }
    let mut named = Vec::new();
    for (name, every_platform) in wanted {
        let bug = |_| Error::new(Kind::Bug, crate::text::core::bad_data(&name));
        let reference = Reference::parse(&name).map_err(bug)?;
        let was = before.of_reference(&reference).filter(|_| reference.digest.is_none()).map(str::to_owned);
        match (was, pinning.which) {
            (Some(digest), Which::New) => settle(&reference, &digest, &mut selection.pins, preset),
            (None, Which::New) if reference.digest.is_some() => {}
            (was, _) => named.push((name, reference, was, every_platform)),
        }
    }
    if named.is_empty() {
        return Ok(Vec::new());
    }
    if session.offline && session.bundle.is_none() {
        return Err(match pinning.which {
            Which::All => Error::new(Kind::Source, say::pin_offline()).hint(say::pin_offline_how()),
            Which::New => {
                let names = named.iter().map(|(name, ..)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                Error::new(Kind::Source, say::pin_new_offline(names)).hint(say::pin_new_offline_how())
            }
        });
    }
    let logins = registries::logins()?;
    let mut images = Images::new(session, &logins);
    let keys = Keys::new(pinning.verify, selection, release, preset)?;
    let mut pinned = Vec::new();
    for (name, reference, was, every_platform) in named {
        let Some(resolved) = images.resolve(&name, &reference)? else {
            // What a bundle does not hold stays as it is; without a pin it is told.
            was.iter().for_each(|was| settle(&reference, was, &mut selection.pins, preset));
            continue;
        };
        for platform in plan.platforms.iter().filter(|platform| !resolved.platforms.contains_key(**platform)) {
            if every_platform {
                let has = resolved.platforms.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
                let finding = Finding::error("pin-platform", &Origin::Default, say::pin_platform(&reference, platform));
                findings.push(finding.hint(say::pin_platforms_are(has)));
            }
        }
        let (signature, key) = keys.check(&mut images, &reference, &resolved.digest, findings)?;
        if reference.digest.is_none() {
            settle(&reference, &resolved.digest, &mut selection.pins, preset);
        }
        pinned.push(Pinned { reference, resolved, was, signature, key });
    }
    Ok(pinned)
}

/// Pins a reference in the selection and in the preset that tells of it.
fn settle(reference: &Reference, digest: &str, pins: &mut Pins, preset: &mut Preset) {
    pins.set(reference, digest.to_owned(), &Origin::Default);
    let setting = Setting { value: Value::Text(digest.to_owned()), origin: Origin::Default };
    preset.insert(vec!["pins".to_owned(), reference.to_string()], setting);
}

/// Where images are asked for: registries, or a bundle that stands for all of them.
struct Images<'a> {
    registry: Registry<'a>,
    bundle: Option<&'a BTreeMap<String, Held>>,
    offline: bool,
}

impl<'a> Images<'a> {
    fn new(session: &'a Session, logins: &'a Logins) -> Images<'a> {
        let registry = registries::client(session, logins);
        Images { registry, bundle: session.bundle.as_ref(), offline: session.offline }
    }

    fn are_of_a_bundle(&self) -> bool {
        self.bundle.is_some()
    }

    /// What a reference names; `None` when the bundle does not hold it.
    fn resolve(&mut self, name: &str, reference: &Reference) -> Result<Option<Resolved>> {
        match self.bundle {
            None => self.registry.resolve(reference).map(Some),
            Some(held) => Ok(held.get(name).map(|held| held.resolved.clone())),
        }
    }

    fn signatures(&mut self, reference: &Reference, digest: &str) -> Result<Vec<Signature>> {
        match self.bundle {
            None => self.registry.signatures(reference, digest),
            Some(held) => Ok(held.get(&reference.to_string()).map(|held| held.signatures.clone()).unwrap_or_default()),
        }
    }

    /// The text of a key that is published somewhere.
    fn key(&mut self, url: &str) -> Result<String> {
        match self.offline {
            true => Err(Error::new(Kind::Source, say::key_offline())),
            false => self.registry.text(url),
        }
    }
}
