//! How long a line of Istio is supported, and which releases are newer than one.
//!
//! There is no clock here: a line whose end has a date counts as ended, and the date is told. The data is
//! `templates/support.yaml`.

use crate::catalogue;
use crate::error::Result;
use crate::plan::rfc3339;
use crate::version::Version;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// When support of a line ends.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(tag = "known", rename_all = "kebab-case")]
pub enum End {
    /// The day was announced.
    Announced {
        /// The day: `2026-07-01`.
        date: String,
    },
    /// The policy gives the day, as the release that it counts from is in the catalogue.
    ByPolicy {
        /// The day.
        date: String,
    },
    /// The release that the policy counts from is there, and this program does not know since when.
    Counting {
        /// The line of that release: `1.31`.
        newer: String,
    },
}

/// Who told of the releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum KnownFrom {
    /// The repository, now.
    Source,
    /// The repository, when it was asked last, and the catalogue.
    Cache,
    /// The catalogue of this program alone.
    Catalogue,
}

/// The releases that are newer than one.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Newer {
    /// The newest of the same line.
    pub patch: Option<String>,
    /// The newest of all later lines.
    pub minor: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    weeks: i64,
    ended: BTreeMap<String, String>,
}

/// When support of the line of a tag ends; `None` while nothing that ends it is known. `tags` are all that there are.
///
/// # Errors
/// A bug of ours: the data does not parse.
pub fn end(tag: &Version, tags: &[Version]) -> Result<Option<End>> {
    let data: Data = catalogue::parse("support.yaml")?;
    if let Some(date) = data.ended.get(&tag.line()) {
        return Ok(Some(End::Announced { date: date.clone() }));
    }
    let newer = Version { minor: tag.minor + 2, patch: 0, ..tag.clone() };
    let first = catalogue::releases().iter().find(|entry| entry.tag == format!("{}.0", newer.line()));
    if let Some(first) = first {
        let day = rfc3339(first.date + data.weeks * 7 * 86_400);
        return Ok(Some(End::ByPolicy { date: day.get(..10).unwrap_or_default().to_owned() }));
    }
    let is_there = tags.iter().any(|tag| (tag.major, tag.minor) >= (newer.major, newer.minor) && tag.pre.is_none());
    Ok(is_there.then(|| End::Counting { newer: newer.line() }))
}

/// The final releases among all tags that are newer than one.
#[must_use]
pub fn newer(tag: &Version, tags: &[Version]) -> Newer {
    let finals = || tags.iter().filter(|other| other.pre.is_none() && *other > tag && other.major == tag.major);
    Newer {
        patch: finals().filter(|other| other.minor == tag.minor).max().map(Version::to_string),
        minor: finals().filter(|other| other.minor > tag.minor).max().map(Version::to_string),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(extra: &[&str]) -> Vec<Version> {
        let known = catalogue::releases().iter().map(|entry| entry.tag.as_str());
        known.chain(extra.iter().copied()).map(|tag| tag.parse().unwrap()).collect()
    }

    #[test]
    fn support_ends_as_announced_or_six_weeks_after_the_second_line_that_follows() {
        let end = |tag: &str, extra: &[&str]| end(&tag.parse().unwrap(), &all(extra)).unwrap();
        assert_eq!(end("1.28.10", &[]), Some(End::Announced { date: "2026-07-01".into() }));
        let Some(End::ByPolicy { date }) = end("1.24.6", &[]) else { panic!("1.26 is in the catalogue") };
        assert!(date.starts_with("2025-06"), "1.26.0 is of May 2025: {date}");
        assert_eq!(end("1.29.1", &[]), None);
        assert_eq!(end("1.29.1", &["1.31.0-rc.0"]), None, "a preview ends nothing");
        assert_eq!(end("1.29.1", &["1.31.0"]), Some(End::Counting { newer: "1.31".into() }));
        assert_eq!(end("1.30.3", &["1.31.0"]), None);
    }

    /// The policy and the announcements do not contradict each other: they are never two months apart.
    #[test]
    fn announced_days_are_near_those_of_the_policy() {
        let data: Data = catalogue::parse("support.yaml").unwrap();
        for (line, announced) in &data.ended {
            let first: Version = format!("{line}.0").parse().unwrap();
            let second = format!("{}.{}.0", first.major, first.minor + 2);
            let entry = catalogue::releases().iter().find(|entry| entry.tag == second).unwrap();
            let (early, late) = (rfc3339(entry.date), rfc3339(entry.date + 100 * 86_400));
            assert!(early[..10] < announced[..] && announced[..] < late[..10], "{line}: {announced}");
        }
    }

    #[test]
    fn newer_releases_are_final_ones() {
        let newer = |tag: &str, extra: &[&str]| newer(&tag.parse().unwrap(), &all(extra));
        assert_eq!(newer("1.30.2", &["1.31.0-rc.1"]), Newer { patch: Some("1.30.3".into()), minor: None });
        let both = newer("1.28.3", &["1.31.1"]);
        assert_eq!((both.patch.as_deref(), both.minor.as_deref()), (Some("1.28.10"), Some("1.31.1")));
        assert_eq!(newer("1.30.3", &[]), Newer::default());
    }
}
