//! FIPS 140 as a table by version: which build flags, Go, Envoy and run-time settings belong together, and which do not.
//!
//! Nothing here certifies anything: a validated module, used as its security policy says, is the user's to have and to
//! show. The data is `templates/compliance.yaml`.

mod check;

use crate::catalogue;
use crate::error::Result;
use crate::version::Version;
use serde::Deserialize;
use std::collections::BTreeMap;

pub use check::choose;

/// The variable that narrows TLS in Istio's programs (`pkg/features/security.go`).
pub const POLICY: &str = "COMPLIANCE_POLICY";

/// What belongs to a standard.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// `fips-140-2`, `fips-140-3`: as the preset and `COMPLIANCE_POLICY` name it.
    pub id: String,
    /// The first release of each line whose `COMPLIANCE_POLICY` knows it; the last one starts all that follow.
    pub policy: Vec<String>,
    /// The first Go that has the switch.
    pub go: String,
    /// What the go command is told, by environment variable.
    pub build: BTreeMap<String, String>,
    /// Whether that needs a C compiler, and so the target platform's own.
    pub cgo: bool,
    /// What the programs are told when they start, besides `COMPLIANCE_POLICY`.
    pub runtime: BTreeMap<String, String>,
    /// The month in which its validations ended, if they did: `2026-09`.
    #[serde(default)]
    pub ended: Option<String>,
}

impl Standard {
    /// Whether the release's `COMPLIANCE_POLICY` knows the standard.
    #[must_use]
    pub fn known_to(&self, tag: &Version) -> bool {
        let starts: Vec<Version> = self.policy.iter().filter_map(|tag| tag.parse().ok()).collect();
        let line = starts.iter().find(|start| start.line() == tag.line());
        match (line, starts.last()) {
            (Some(start), _) => start <= tag,
            (None, Some(last)) => last <= tag,
            (None, None) => false,
        }
    }
}

/// The standard of an id.
///
/// # Errors
/// A bug of ours: the data does not parse.
pub fn standard(id: &str) -> Result<Option<Standard>> {
    let standards: Vec<Standard> = catalogue::parse("compliance.yaml")?;
    Ok(standards.into_iter().find(|standard| standard.id == id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::key::COMPLIANCE;

    #[test]
    fn every_word_of_the_preset_has_its_row() {
        for id in COMPLIANCE {
            let standard = standard(id).unwrap().unwrap();
            assert!(!standard.policy.is_empty() && !standard.build.is_empty(), "{id}");
            assert!(standard.policy.iter().all(|tag| tag.parse::<Version>().is_ok()), "{id}");
        }
    }

    #[test]
    fn the_policy_came_to_old_lines_by_patches() {
        let known = |id: &str, tag: &str| standard(id).unwrap().unwrap().known_to(&tag.parse().unwrap());
        for (tag, expected) in [
            ("1.18.7", false),
            ("1.19.7", false),
            ("1.19.8", true),
            ("1.20.3", false),
            ("1.20.4", true),
            ("1.21.0", true),
        ] {
            assert_eq!(known("fips-140-2", tag), expected, "{tag}");
            // The catalogue knows when the variable itself came.
            let variables = crate::catalogue::variables(tag).unwrap();
            assert_eq!(variables.iter().any(|variable| variable.name == POLICY), expected, "{tag}");
        }
        assert!(!known("fips-140-3", "1.30.3"));
        assert!(known("fips-140-3", "1.31.0-rc.0") && known("fips-140-3", "1.32.1"));
    }
}
