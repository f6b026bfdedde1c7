//! Pins the references of a plan: looks up what they name now, for the platforms of the context, and who signed it.

use super::{Session, registries};
use crate::endpoint;
use crate::error::{Error, Kind, Result};
use crate::finding::{Finding, Origin};
use crate::plan::Plan;
use crate::preset::{Preset, Setting, Value};
use crate::reference::{Reference, check_prefix};
use crate::registry::{Registry, Resolved};
use crate::release::Release;
use crate::selection::{Pins, Selection};
use crate::signature::{Key, Problem};
use crate::text::{Language, Text, pin as say};
use crate::{disk, state, world};
use clap::Arg;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

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

impl Verify {
    /// Its words on the command line.
    const WORDS: [&'static str; 3] = ["auto", "always", "never"];

    pub(super) fn parse(word: Option<&str>) -> Verify {
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

/// A reference with what it names.
pub(super) struct Pinned {
    pub(super) reference: Reference,
    pub(super) resolved: Resolved,
    /// The key that its signature was held against.
    pub(super) signed_by: Option<String>,
}

impl Pinned {
    /// For people.
    pub(super) fn note(&self) -> Text {
        let named = Reference { digest: Some(self.resolved.digest.clone()), ..self.reference.clone() };
        match &self.signed_by {
            Some(key) => say::pinned_signed(named, key),
            None => say::pinned(named),
        }
    }

    /// For programs.
    pub(super) fn document(&self) -> Json {
        json!({
            "reference": self.reference.to_string(), "digest": self.resolved.digest,
            "platforms": self.resolved.platforms, "signed_by": self.signed_by,
        })
    }
}

/// A key with what it is called.
struct Named {
    name: String,
    key: Key,
    /// The user says that it signs these images.
    own: bool,
}

/// The largest file that is taken for a key.
const MOST_KEY: usize = 16 << 10;

/// Puts the keys that a preset names as files into the preset itself: it must not name a path of this machine.
///
/// # Errors
/// A file that cannot be read; one that is no key is a finding.
pub(super) fn take_in_keys(preset: &mut Preset, findings: &mut Vec<Finding>) -> Result<()> {
    let mut read = Vec::new();
    for (rest, setting) in preset.below(&["signing_keys"]) {
        let ([prefix], Value::Text(value)) = (rest, &setting.value) else { continue };
        let text = match value.contains("-----BEGIN") {
            true => value.clone(),
            false => disk::read_text(&world::beside(&setting.origin, value), MOST_KEY)?,
        };
        if Key::parse(&text).is_none() || check_prefix(prefix).is_err() {
            let finding = Finding::error("signing-key", &setting.origin, say::signing_key_invalid(prefix));
            findings.push(finding.hint(say::signing_key_how()));
        }
        read.push((prefix.clone(), Setting { value: Value::Text(text), origin: setting.origin.clone() }));
    }
    for (prefix, setting) in read {
        preset.insert(vec!["signing_keys".to_owned(), prefix], setting);
    }
    Ok(())
}

/// Looks up every reference of the plan that a selection without pins has, and pins them in the selection and the preset.
///
/// # Errors
/// A registry that does not answer as it should, [`Kind::Verification`] for a signature that does not fit; a platform
/// that an image does not have is a finding.
pub(super) fn pin(
    session: &Session,
    verify: Verify,
    (selection, release): (&mut Selection, &Release),
    preset: &mut Preset,
    plan: impl Fn(&Selection) -> Result<Plan>,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Pinned>> {
    if session.offline && session.bundle.is_none() {
        return Err(Error::new(Kind::Source, say::pin_offline()).hint(say::pin_offline_how()));
    }
    selection.pins = Pins::default();
    preset.remove("pins");
    let plan = plan(selection)?;
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
    let logins = registries::logins()?;
    let network = world::network(session.ca_file.as_deref());
    let mut registry = Registry::new(&network, &logins, world::interrupted);
    world::watch_signals();
    let keys = Keys::new(verify, selection, release, preset)?;
    let mut pinned = Vec::new();
    for (name, every_platform) in wanted {
        let bug = |_| Error::new(Kind::Bug, crate::text::core::bad_data(&name));
        let reference = Reference::parse(&name).map_err(bug)?;
        let resolved = match &session.bundle {
            None => registry.resolve(&reference)?,
            // What a bundle does not hold stays as it is, and is told as a reference without a pin.
            Some(held) => match held.get(&name) {
                Some(held) => held.clone(),
                None => continue,
            },
        };
        for platform in plan.platforms.iter().filter(|platform| !resolved.platforms.contains_key(**platform)) {
            if every_platform {
                let has = resolved.platforms.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
                let finding = Finding::error("pin-platform", &Origin::Default, say::pin_platform(&reference, platform));
                findings.push(finding.hint(say::pin_platforms_are(has)));
            }
        }
        let signed_by = if session.bundle.is_some() {
            None
        } else {
            keys.check(&mut registry, &reference, &resolved.digest, findings)?
        };
        if reference.digest.is_none() {
            selection.pins.set(&reference, resolved.digest.clone(), &Origin::Default);
            let setting = Setting { value: Value::Text(resolved.digest.clone()), origin: Origin::Default };
            preset.insert(vec!["pins".to_owned(), reference.to_string()], setting);
        }
        pinned.push(Pinned { reference, resolved, signed_by });
    }
    Ok(pinned)
}

/// Which key signs what.
struct Keys {
    verify: Verify,
    /// The user's, by registry prefix.
    own: BTreeMap<String, Key>,
    /// Istio's for this release, with the names of the images that it signs.
    istio: Option<(endpoint::SigningKey, BTreeSet<String>)>,
}

impl Keys {
    fn new(verify: Verify, selection: &Selection, release: &Release, preset: &Preset) -> Result<Keys> {
        let mut own = BTreeMap::new();
        for (rest, setting) in preset.below(&["signing_keys"]) {
            if let ([prefix], Value::Text(text)) = (rest, &setting.value) {
                own.extend(Key::parse(text).map(|key| (prefix.trim_end_matches('/').to_owned(), key)));
            }
        }
        let key = match release.tag.parse() {
            Ok(tag) if endpoint::is_official(&selection.istio_hub)? => endpoint::signing_key(&tag)?,
            _ => None,
        };
        let official = |image: &String| {
            let reference = Reference::parse(&format!("{}/{image}", selection.istio_hub)).ok()?;
            Some(selection.mirrors.reference(reference).name())
        };
        let istio = key.map(|key| (key, release.images.keys().filter_map(official).collect()));
        Ok(Keys { verify, own, istio })
    }

    /// Holds the signatures of an image against the key that is known for it; the name of the key when one fits.
    fn check(
        &self,
        registry: &mut Registry<'_>,
        reference: &Reference,
        digest: &str,
        findings: &mut Vec<Finding>,
    ) -> Result<Option<String>> {
        if self.verify == Verify::Never {
            return Ok(None);
        }
        let Some(key) = self.of(registry, reference, findings)? else { return Ok(None) };
        let signatures = registry.signatures(reference, digest)?;
        let mut problem = None;
        for signature in &signatures {
            match key.key.verify(signature, digest) {
                Ok(()) => return Ok(Some(key.name)),
                // What else is stored beside an image is no signature of it.
                Err(Problem::Form) => {}
                Err(found) => problem = Some(found),
            }
        }
        let error = |text, hint| Err(Error::new(Kind::Verification, text).hint(hint));
        match problem {
            Some(_) => error(say::signature_wrong(reference, key.name), say::signature_wrong_how()),
            None if key.own || self.verify == Verify::Always => {
                error(say::signature_missing(reference, key.name), say::signature_missing_how())
            }
            None => {
                let finding = Finding::warning(
                    "signature-missing",
                    &Origin::Default,
                    say::signature_missing(reference, key.name),
                );
                findings.push(finding.hint(say::signature_missing_how()));
                Ok(None)
            }
        }
    }

    fn of(
        &self,
        registry: &mut Registry<'_>,
        reference: &Reference,
        findings: &mut Vec<Finding>,
    ) -> Result<Option<Named>> {
        let name = reference.name();
        let below =
            |prefix: &str| name.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let own = self.own.iter().filter(|(prefix, _)| below(prefix)).max_by_key(|(prefix, _)| prefix.len());
        if let Some((prefix, key)) = own {
            return Ok(Some(Named { name: format!("signing_keys.{prefix}"), key: key.clone(), own: true }));
        }
        let istio = self.istio.as_ref().filter(|(_, images)| images.contains(&name)).map(|(key, _)| key);
        let Some(istio) = istio else {
            if self.verify == Verify::Always {
                let error = Error::new(Kind::Verification, say::signing_key_unknown(reference));
                return Err(error.hint(say::signing_key_unknown_how(&name)));
            }
            return Ok(None);
        };
        let fetched = registry.text(&istio.url).map(|text| Key::parse(&text));
        let cause = match fetched {
            Ok(Some(key)) => return Ok(Some(Named { name: istio.name.clone(), key, own: false })),
            Ok(None) => None,
            Err(error) if error.kind == Kind::Interrupted => return Err(error),
            Err(error) => Some(error),
        };
        let message = say::signature_unchecked(reference, &istio.url);
        if self.verify == Verify::Always {
            let error = Error::new(Kind::Verification, message).hint(say::signature_unchecked_how(&name));
            return Err(match cause {
                Some(cause) => error.because(cause),
                None => error,
            });
        }
        let finding = Finding::warning("signature-unchecked", &Origin::Default, message);
        findings.push(finding.hint(say::signature_unchecked_how(&name)));
        Ok(None)
    }
}
