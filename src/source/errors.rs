//! The errors that several parts tell alike.

use super::location::{Location, Url};
use super::slot::Slot;
use super::store::Damage;
use crate::error::{Error, Kind};
use crate::text::source as say;
use std::fmt::Display;

/// A tag that does not exist, with the nearest ones that do.
pub(super) fn tag_unknown<'a>(tag: &str, place: impl Display, tags: impl Iterator<Item = &'a str> + Clone) -> Error {
    let near = super::tags::nearest(tag, tags);
    let error = Error::new(Kind::Source, say::tag_unknown(tag, place));
    if near.is_empty() { error.hint(say::tags_how()) } else { error.hint(say::tags_near(quoted(&near))) }
}

fn quoted(tags: &[&str]) -> String {
    tags.iter().map(|tag| format!("`{}`", super::location::clean(tag))).collect::<Vec<_>>().join(", ")
}

/// A tag that names another commit than it should; `cached` is where the other one is kept.
pub(super) fn tag_moved(tag: &str, place: impl Display, expected: &str, found: &str, cached: Option<&Slot>) -> Error {
    let error = Error::new(Kind::Verification, say::tag_moved(tag, place, expected, found));
    match cached {
        Some(slot) => error.hint(say::tag_moved_how(slot.directory())),
        None => error.hint(say::tag_pinned_how()),
    }
}

/// A pack that is not what was asked for.
pub(super) fn bad_pack(url: &Url, cause: &str) -> Error {
    Error::new(Kind::Source, say::bad_pack(url)).hint(say::try_again()).because(cause)
}

/// A tag that does not come with all its files.
pub(super) fn incomplete(url: &Url, tag: &str, damage: Damage) -> Error {
    match damage {
        Damage::Object(cause) => {
            Error::new(Kind::Source, say::incomplete(tag, url)).hint(say::try_again()).because(cause)
        }
        other => unreadable(&Location::Remote(url.clone()), tag, other),
    }
}

/// Something of a tag that cannot be read.
pub(super) fn unreadable(place: &Location, tag: &str, damage: Damage) -> Error {
    let source = |text| Error::new(Kind::Source, text);
    match (damage, place) {
        (Damage::Name(name, problem), _) => source(say::hostile_name(tag, place, name)).because(problem),
        (Damage::TooMuch(what), _) => source(say::tree_too_large(tag, place)).because(what),
        (Damage::Object(cause), Location::Local(_)) => {
            source(say::local_damaged(tag, place)).hint(say::local_damaged_how()).because(cause)
        }
        (Damage::Object(cause), Location::Remote(_)) => {
            source(say::cache_damaged(tag, place)).hint(say::cache_damaged_how()).because(cause)
        }
    }
}
