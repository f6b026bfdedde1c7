//! What an update is asked for: which images are looked up, and which release `patch` and `minor` mean.

use crate::command::pinned::{Pinning, Verify, Which};
use crate::command::{Session, tags};
use crate::error::{Error, Kind, Result};
use crate::finding::{Finding, Origin};
use crate::preset::{self, Preset};
use crate::source::ISTIO;
use crate::state::History;
use crate::text::{pin as pin_text, update as say};
use crate::version::Version;
use crate::{
    catalogue,
    support::{self, KnownFrom},
};

/// Which images are to be named by what their tags name now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::command) enum Images {
    /// Every one.
    All,
    /// Every one of a context that is pinned: `--base`.
    Moved,
    /// Those that a pinned context did not start from before.
    New,
}

impl Images {
    /// The way to them; nothing for a context that is not pinned, which is told to who asked for its pins.
    pub(super) fn pinning(
        self,
        verify: Verify,
        preset: &Preset,
        history: &History,
        findings: &mut Vec<Finding>,
    ) -> Option<Pinning> {
        let pinned = preset.below(&["pins"]).next().is_some();
        let which = match self {
            Images::All => Which::All,
            Images::Moved if pinned => Which::All,
            Images::Moved => {
                let finding = Finding::warning("nothing-pinned", &Origin::Default, pin_text::nothing_pinned());
                findings.push(finding.hint(pin_text::nothing_pinned_how()));
                return None;
            }
            // A context in which some images have no pin was made so.
            Images::New if pinned && history.references.values().all(|name| name.contains('@')) => Which::New,
            Images::New => return None,
        };
        Some(Pinning { verify, which })
    }
}

/// Puts the release that `patch` or `minor` means into a preset, from what the context is made for; who told of it.
///
/// # Errors
/// Whatever keeps the repository from being asked for its tags.
pub(super) fn choose(session: &Session, preset: &mut Preset, held: &str) -> Result<Option<KnownFrom>> {
    let Some((word @ ("patch" | "minor"), origin)) = preset.text("istio.tag") else { return Ok(None) };
    let (minor, origin) = (word == "minor", origin.clone());
    let now: Version = held.parse().map_err(|()| Error::new(Kind::Answers, say::update_tag_unreadable(held)))?;
    let tags = tags::tags(session, preset).map_err(|mut error| match (error.kind, error.hint.take()) {
        (Kind::Source, Some(hint)) => error.hint(hint.then(say::update_tags_unasked_how())),
        (Kind::Source, None) => error.hint(say::update_tags_unasked_how()),
        (_, hint) => Error { hint, ..error },
    })?;
    let newer = support::newer(&now, &tags.all);
    let newest = newer.minor.filter(|_| minor).or(newer.patch);
    session.report.note(&tags.note());
    if let Some(tag) = &newest
        && catalogue::release(tag).is_none()
        && preset.get("istio.source").is_none()
    {
        // Newer than this program: its facts are in the sources that it was found in.
        let _ = preset::set(preset, "istio.source", ISTIO, &Origin::Default);
    }
    // The table takes every text for a tag.
    let _ = preset::set(preset, "istio.tag", newest.as_deref().unwrap_or(held), &origin);
    Ok(Some(tags.from))
}
