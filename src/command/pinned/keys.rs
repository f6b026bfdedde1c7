//! Which key signs which image, and whether a signature holds: the keys of the user's, and Istio's for the release.

use super::{Images, Verify};
use crate::endpoint;
use crate::error::{Error, Kind, Result};
use crate::finding::{Finding, Origin};
use crate::preset::{Preset, Setting, Value};
use crate::reference::{Reference, check_prefix};
use crate::release::Release;
use crate::selection::Selection;
use crate::signature::{Key, Problem, Standing};
use crate::text::pin as say;
use crate::{disk, world};
use std::collections::{BTreeMap, BTreeSet};

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
pub(in crate::command) fn take_in_keys(preset: &mut Preset, findings: &mut Vec<Finding>) -> Result<()> {
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

/// Which key signs what.
pub(super) struct Keys {
    verify: Verify,
    /// The user's, by registry prefix.
    own: BTreeMap<String, Key>,
    /// Istio's for this release, with the names of the images that it signs.
    istio: Option<(endpoint::SigningKey, BTreeSet<String>)>,
}

impl Keys {
    pub(super) fn new(verify: Verify, selection: &Selection, release: &Release, preset: &Preset) -> Result<Keys> {
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

    /// Holds the signatures of an image against the key that is known for it; with the name of the key, where one is known.
    ///
    /// # Errors
    /// [`Kind::Verification`] for a signature that does not fit, and for what `verify` does not let pass.
    pub(super) fn check(
        &self,
        images: &mut Images<'_>,
        reference: &Reference,
        digest: &str,
        findings: &mut Vec<Finding>,
    ) -> Result<(Standing, Option<String>)> {
        if self.verify == Verify::Never {
            return Ok((Standing::NotAsked, None));
        }
        let key = match self.of(images, reference, findings)? {
            Found::Key(key) => key,
            Found::Nobody => return Ok((Standing::NoKey, None)),
            Found::NotHad(name) => return Ok((Standing::Unchecked, Some(name))),
        };
        let mut problem = None;
        for signature in &images.signatures(reference, digest)? {
            match key.key.verify(signature, digest) {
                Ok(()) => return Ok((Standing::Verified, Some(key.name))),
                // What else is stored beside an image is no signature of it.
                Err(Problem::Form) => {}
                Err(found) => problem = Some(found),
            }
        }
        let error = |text, hint| Err(Error::new(Kind::Verification, text).hint(hint));
        let missing = || match images.are_of_a_bundle() {
            true => say::signature_missing_in_bundle_how(),
            false => say::signature_missing_how(),
        };
        match problem {
            Some(_) => error(say::signature_wrong(reference, key.name), say::signature_wrong_how()),
            None if key.own || self.verify == Verify::Always => {
                error(say::signature_missing(reference, key.name), missing())
            }
            None => {
                let text = say::signature_missing(reference, &key.name);
                findings.push(Finding::warning("signature-missing", &Origin::Default, text).hint(missing()));
                Ok((Standing::Missing, Some(key.name)))
            }
        }
    }

    /// The key that should have signed an image.
    fn of(&self, images: &mut Images<'_>, reference: &Reference, findings: &mut Vec<Finding>) -> Result<Found> {
        let name = reference.name();
        let below =
            |prefix: &str| name.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let own = self.own.iter().filter(|(prefix, _)| below(prefix)).max_by_key(|(prefix, _)| prefix.len());
        if let Some((prefix, key)) = own {
            return Ok(Found::Key(Named { name: format!("signing_keys.{prefix}"), key: key.clone(), own: true }));
        }
        let istio = self.istio.as_ref().filter(|(_, images)| images.contains(&name)).map(|(key, _)| key);
        let Some(istio) = istio else {
            if self.verify == Verify::Always {
                let error = Error::new(Kind::Verification, say::signing_key_unknown(reference));
                return Err(error.hint(say::signing_key_unknown_how(&name)));
            }
            return Ok(Found::Nobody);
        };
        let fetched = images.key(&istio.url).map(|text| Key::parse(&text));
        let cause = match fetched {
            Ok(Some(key)) => return Ok(Found::Key(Named { name: istio.name.clone(), key, own: false })),
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
        Ok(Found::NotHad(istio.name.clone()))
    }
}

/// What is known of the key of an image.
enum Found {
    Key(Named),
    /// No key is known.
    Nobody,
    /// The key of this name cannot be had.
    NotHad(String),
}
