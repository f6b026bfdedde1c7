//! Whether the tags of pinned images still name what they were pinned to.

use crate::command::{Session, registries};
use crate::error::{Error, Kind, Result};
use crate::reference::Reference;
use serde::Serialize;
use std::collections::BTreeMap;

/// A pinned image whose registry was asked.
#[derive(Serialize)]
pub(super) struct ImageNow {
    /// The reference without its digest.
    pub(super) reference: String,
    /// The stages that start from it.
    pub(super) stages: Vec<String>,
    /// The digest in the lock.
    pub(super) pinned: String,
    /// The digest that the tag has now.
    pub(super) now: String,
    /// Whether they are two.
    pub(super) moved: bool,
}

/// Why nobody was asked for an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Skipped {
    /// It is named by a digest alone: that never moves.
    NoTag,
    /// It is named by a tag alone: there is nothing to compare.
    NotPinned,
    /// The network may not be used.
    Offline,
}

/// What is known of the images of a context.
#[derive(Default)]
pub(super) struct Digests {
    pub(super) images: Vec<ImageNow>,
    /// The images that nobody was asked for, by their references.
    pub(super) skipped: BTreeMap<String, Skipped>,
}

impl Digests {
    /// The images whose tags moved.
    pub(super) fn moved(&self) -> impl Iterator<Item = &ImageNow> {
        self.images.iter().filter(|image| image.moved)
    }
}

/// Asks registries for the references of a lock, which are by stage. What one does not answer is among what was not
/// answered.
///
/// # Errors
/// Logins that cannot be read, [`Kind::Interrupted`]; that a registry fails is none.
pub(super) fn look(
    session: &Session,
    references: &BTreeMap<String, String>,
    unanswered: &mut Vec<Error>,
) -> Result<Digests> {
    let mut found = Digests::default();
    let mut asked: BTreeMap<Reference, (String, Vec<String>)> = BTreeMap::new();
    for (stage, name) in references {
        let Ok(reference) = Reference::parse(name) else { continue };
        let skipped = match (&reference.tag, &reference.digest) {
            (_, None) => Skipped::NotPinned,
            (None, Some(_)) => Skipped::NoTag,
            (Some(_), Some(_)) if session.offline => Skipped::Offline,
            (Some(_), Some(digest)) => {
                let tagged = Reference { digest: None, ..reference.clone() };
                asked.entry(tagged).or_insert_with(|| (digest.clone(), Vec::new())).1.push(stage.clone());
                continue;
            }
        };
        found.skipped.insert(name.clone(), skipped);
    }
    if asked.is_empty() {
        return Ok(found);
    }
    let logins = registries::logins()?;
    let mut registry = registries::client(session, &logins);
    for (reference, (pinned, stages)) in asked {
        match registry.digest(&reference) {
            Ok(now) => {
                let moved = now != pinned;
                found.images.push(ImageNow { reference: reference.to_string(), stages, pinned, now, moved });
            }
            Err(error) if error.kind == Kind::Interrupted => return Err(error),
            Err(error) => unanswered.push(error),
        }
    }
    Ok(found)
}
