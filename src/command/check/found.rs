//! What the rules find in one Dockerfile, with places.

use super::files;
use crate::check::{self, Check, Hit, Policy, Settings, Subject};
use crate::dockerfile::Dockerfile;
use crate::finding::{Finding, Origin, Severity};
use camino::Utf8Path;

/// What is kept of a finding: there may be many.
pub(super) struct Row {
    pub(super) check: &'static Check,
    pub(super) severity: Severity,
    pub(super) about: Option<Box<str>>,
    /// The file that it stands in, if it is another than the Dockerfile.
    pub(super) elsewhere: Option<Box<str>>,
    /// Where it starts: line and column from 1.
    pub(super) start: (u32, u32),
    /// Where it ends, alike.
    pub(super) end: (u32, u32),
    pub(super) fixable: bool,
}

impl Row {
    /// It as a finding, in a Dockerfile that is shown as `path`.
    pub(super) fn finding(&self, path: &str) -> Finding {
        Finding {
            rule: self.check.rule.id,
            severity: self.severity,
            place: self.origin(path),
            message: self.check.message(self.about.as_deref()),
            hint: Some((self.check.way_out)()),
        }
    }

    /// Its place.
    pub(super) fn origin(&self, path: &str) -> Origin {
        let path = self.elsewhere.as_deref().unwrap_or(path);
        Origin::File { path: path.to_owned(), line: self.start.0 as usize, column: self.start.1 as usize }
    }
}

/// What is found in a file that is shown as `path`, to be told and to be mended; other files of its context are shown as
/// they lie beside it.
pub(super) fn found(
    path: &str,
    text: &str,
    root: Option<&Utf8Path>,
    settings: &Settings,
    policy: &Policy,
) -> (Vec<Row>, Vec<Hit>) {
    let parsed = Dockerfile::parse(text);
    let context = root.map(|root| files::context(root, &parsed));
    let subject = Subject::new(&parsed, policy, context.as_ref());
    let hits = check::find(&subject, settings);
    let small = |(line, column): (usize, usize)| {
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    };
    let row = |hit: &Hit| {
        let (elsewhere, start, end) = match &hit.elsewhere {
            Some((name, line, column)) => {
                let beside = Utf8Path::new(path).parent().unwrap_or(Utf8Path::new("")).join(name);
                (Some(beside.into_string().into_boxed_str()), (*line, *column), (*line, *column))
            }
            None => (None, parsed.place(hit.span.start), parsed.place(hit.span.end)),
        };
        Row {
            check: hit.check,
            severity: hit.severity,
            about: hit.about.as_deref().map(Box::from),
            elsewhere,
            start: small(start),
            end: small(end),
            fixable: !hit.edits.is_empty(),
        }
    };
    (hits.iter().map(row).collect(), hits)
}

/// What `check` finds when nothing else is asked of it, for the commands that tell of a Dockerfile in other ways.
pub(in crate::command) fn findings(path: &str, text: &str, root: Option<&Utf8Path>) -> Vec<Finding> {
    let (rows, _) = found(path, text, root, &Settings::default(), &Policy::default());
    rows.iter().map(|row| row.finding(path)).collect()
}
