//! Tells of hosts that close which the sources of a context name: a program compiled from them goes on naming them.

use super::sources::Opened;
use crate::endpoint::{self, Endpoint};
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::plan::SOURCES;
use crate::text::endpoint as say;
use crate::tree::Tree;
use std::collections::BTreeMap;

/// How many places a finding names.
const MOST: usize = 5;

/// One finding for each retired host that files of the sources name outside comments and documents.
///
/// # Errors
/// Sources that cannot be read.
pub(super) fn tell(opened: &Opened, tree: &Tree, findings: &mut Vec<Finding>) -> Result<()> {
    let endpoints = endpoint::endpoints()?;
    let mut places: BTreeMap<&str, (&Endpoint, Vec<String>)> = BTreeMap::new();
    for (path, file) in tree.below(SOURCES) {
        let content = file.read(&opened.snapshot)?;
        for (line, found) in endpoint::mentions(path.as_str(), &content, &endpoints) {
            places.entry(&found.name).or_insert((found, Vec::new())).1.push(format!("`{path}:{line}`"));
        }
    }
    for (host, (endpoint, places)) in places {
        let (count, mut shown) = (places.len(), places);
        shown.truncate(MOST);
        let message = say::source_names_retired(host, &endpoint.closes, count, shown.join(", "));
        let finding = Finding::warning("source-endpoint", &Origin::Default, message);
        findings.push(finding.hint(say::source_names_retired_hint(&endpoint.successor)));
    }
    Ok(())
}
