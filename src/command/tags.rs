//! The releases that there are: those of the repository's tags, of the last time it was asked, or of the catalogue.

use super::{Session, sources};
use crate::error::{Kind, Result};
use crate::preset::Preset;
use crate::source::{self, Location, Quiet};
use crate::support::KnownFrom;
use crate::text::{Text, locked as say};
use crate::version::Version;
use crate::{catalogue, world};

/// The releases that there are.
pub(super) struct Tags {
    pub(super) all: Vec<Version>,
    pub(super) from: KnownFrom,
    /// The repository.
    location: String,
}

impl Tags {
    /// Where they are from, for people.
    pub(super) fn note(&self) -> Text {
        match self.from {
            KnownFrom::Source => say::tags_of_source(&self.location),
            KnownFrom::Cache => say::tags_of_cache(&self.location),
            KnownFrom::Catalogue => {
                let newest = self.all.iter().max().map(Version::to_string).unwrap_or_default();
                say::tags_of_catalogue(newest)
            }
        }
    }
}

/// The repository that a preset names: a URL, or the path of a clone; `None` for Istio's own.
pub(super) fn location(preset: &Preset) -> Option<String> {
    preset.text("istio.source").map(|(source, origin)| match source.contains("://") {
        true => source.to_owned(),
        false => world::beside(origin, source).into_string(),
    })
}

/// The releases that there are for the context of a preset. Offline they are those of the cache and the catalogue; a clone
/// on this machine is asked either way.
///
/// # Errors
/// Whatever keeps the repository from being asked.
pub(super) fn tags(session: &Session, preset: &Preset) -> Result<Tags> {
    let settings = sources::settings(session, location(preset).as_deref())?;
    let location = settings.location.to_string();
    let versions = |tags: Vec<String>| tags.iter().filter_map(|tag| tag.parse().ok()).collect();
    world::watch_signals();
    let asked = source::tags(&settings, &Quiet);
    if !session.offline || matches!(settings.location, Location::Local(_)) {
        return Ok(Tags { all: versions(asked?), from: KnownFrom::Source, location });
    }
    match asked {
        Ok(tags) => {
            let all = versions(tags).into_iter().chain(known().all).collect();
            Ok(Tags { all, from: KnownFrom::Cache, location })
        }
        Err(error) if error.kind == Kind::Source => Ok(known()),
        Err(error) => Err(error),
    }
}

/// The releases of the catalogue.
pub(super) fn known() -> Tags {
    let all = catalogue::releases().iter().filter_map(|entry| entry.tag.parse().ok()).collect();
    Tags { all, from: KnownFrom::Catalogue, location: String::new() }
}
