//! Istio's version numbers, as its git tags write them: `1.30.3`, `1.31.0-rc.0`, without a `v`.

use std::fmt;
use std::str::FromStr;

/// A version, ordered as releases follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// `1` in every tag that there is.
    pub major: u32,
    /// The line: `30` in `1.30.3`.
    pub minor: u32,
    /// The patch release.
    pub patch: u32,
    /// What follows the dash of a pre-release: `rc.0`.
    pub pre: Option<String>,
}

impl Version {
    /// Whether this version belongs to a minor line (`1.30`) or one after it.
    #[must_use]
    pub fn at_least(&self, line: &str) -> bool {
        line.parse::<Line>().is_ok_and(|line| (self.major, self.minor) >= (line.0, line.1))
    }

    /// The minor line: `1.30`.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{}.{}", self.major, self.minor)
    }

    fn key(&self) -> (u32, u32, u32, bool, Vec<Part>) {
        let parts = self.pre.iter().flat_map(|pre| pre.split('.')).map(Part::of).collect();
        (self.major, self.minor, self.patch, self.pre.is_none(), parts)
    }
}

/// A part of a pre-release: numbers come before words and are ordered as numbers.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Word(String),
}

impl Part {
    fn of(text: &str) -> Part {
        text.parse().map_or_else(|_| Part::Word(text.to_owned()), Part::Number)
    }
}

/// A minor line.
struct Line(u32, u32);

impl FromStr for Line {
    type Err = ();

    fn from_str(text: &str) -> Result<Line, ()> {
        let (major, minor) = text.split_once('.').ok_or(())?;
        Ok(Line(number(major)?, number(minor)?))
    }
}

fn number(text: &str) -> Result<u32, ()> {
    let canonical = text == "0" || !text.starts_with('0');
    if canonical && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        text.parse().map_err(|_| ())
    } else {
        Err(())
    }
}

/// Whether a text is a minor line without a patch number: `1.30`.
#[must_use]
pub fn is_line(text: &str) -> bool {
    text.parse::<Line>().is_ok()
}

impl FromStr for Version {
    type Err = ();

    fn from_str(text: &str) -> Result<Version, ()> {
        let (numbers, pre) = match text.split_once('-') {
            Some((numbers, pre)) => (numbers, Some(pre)),
            None => (text, None),
        };
        let ok = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if pre.is_some_and(|pre| !pre.split('.').all(ok)) {
            return Err(());
        }
        let mut parts = numbers.split('.');
        let mut next = || parts.next().ok_or(()).and_then(number);
        let version = Version { major: next()?, minor: next()?, patch: next()?, pre: pre.map(str::to_owned) };
        if parts.next().is_some() { Err(()) } else { Ok(version) }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)?;
        match &self.pre {
            Some(pre) => write!(f, "-{pre}"),
            None => Ok(()),
        }
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Version) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Version) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// Compares dotted numbers such as versions of a C library; what is no number counts as zero.
#[must_use]
pub fn compare_dotted(a: &str, b: &str) -> std::cmp::Ordering {
    let parts = |text: &str| text.split('.').map(|part| part.parse::<u64>().unwrap_or(0)).collect::<Vec<_>>();
    parts(a).cmp(&parts(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_follow_one_another() {
        let mut tags = ["1.30.10", "1.30.0", "1.30.0-rc.1", "1.30.0-beta.10", "1.30.0-beta.2", "1.9.0", "1.30.9"];
        tags.sort_by_key(|tag| tag.parse::<Version>().unwrap());
        assert_eq!(tags, ["1.9.0", "1.30.0-beta.2", "1.30.0-beta.10", "1.30.0-rc.1", "1.30.0", "1.30.9", "1.30.10"]);
    }

    #[test]
    fn what_is_no_tag_of_istio_does_not_parse() {
        for text in ["", "1", "1.30", "v1.30.3", "1.30.3.1", "1.030.3", "1.30.x", "latest", "1.30.3-", "1.30.3-rc..0"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
        assert!(is_line("1.30") && !is_line("1.30.3"));
        assert!("1.30.3".parse::<Version>().unwrap().at_least("1.9"));
    }
}
