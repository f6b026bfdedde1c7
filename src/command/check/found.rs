//! What the rules find in one Dockerfile, with places.

use super::files;
use crate::check::{self, Hit, Policy, Settings, Subject};
use crate::dockerfile::Dockerfile;
use crate::finding::{Finding, Origin};
use camino::Utf8Path;

/// The file of a finding, and where it starts and ends there: lines and columns from 1.
pub(in crate::command) struct Place {
    pub(in crate::command) path: String,
    pub(in crate::command) start: (usize, usize),
    pub(in crate::command) end: (usize, usize),
}

impl Place {
    /// It as the place of a finding.
    pub(in crate::command) fn origin(&self) -> Origin {
        Origin::File { path: self.path.clone(), line: self.start.0, column: self.start.1 }
    }
}

/// What is found in a file that is shown as `path`; other files of its context are shown as they lie beside it.
pub(super) fn found(
    path: &str,
    text: &str,
    root: Option<&Utf8Path>,
    settings: &Settings,
    policy: &Policy,
) -> Vec<(Hit, Place)> {
    let parsed = Dockerfile::parse(text);
    let context = root.map(|root| files::context(root, &parsed));
    let subject = Subject::new(&parsed, policy, context.as_ref());
    let placed = |hit: Hit| {
        let place = match &hit.elsewhere {
            Some((name, line, column)) => {
                let beside = Utf8Path::new(path).parent().unwrap_or(Utf8Path::new("")).join(name);
                Place { path: beside.into_string(), start: (*line, *column), end: (*line, *column) }
            }
            None => {
                let (start, end) = (parsed.place(hit.span.start), parsed.place(hit.span.end));
                Place { path: path.to_owned(), start, end }
            }
        };
        (hit, place)
    };
    check::find(&subject, settings).into_iter().map(placed).collect()
}

/// What `check` finds when nothing else is asked of it, for the commands that tell of a Dockerfile in other ways.
pub(in crate::command) fn findings(path: &str, text: &str, root: Option<&Utf8Path>) -> Vec<Finding> {
    let hits = found(path, text, root, &Settings::default(), &Policy::default());
    hits.iter().map(|(hit, place)| hit.finding(&place.origin())).collect()
}
