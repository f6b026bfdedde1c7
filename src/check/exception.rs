//! Exceptions in comments: ours with a reason, and those that other checkers read.
//!
//! `# istio-imgen ignore=RULE[,RULE] reason=WHY` counts for the instruction below it, or for the one that it stands in;
//! `# istio-imgen global ignore=…` for the file. `hadolint`, `tally`, `trivy` and `checkov` comments and `BuildKit`'s
//! `# check=skip=` are respected where a rule of ours is linked to what they name.

use super::{Check, Found, Hit, Settings, Subject, checks};
use crate::dockerfile::Comment;
use std::ops::Range;

/// One exception.
struct Exception {
    /// What it names, with the place of each name.
    ids: Vec<(String, Range<usize>)>,
    /// The bytes that it counts for.
    scope: Range<usize>,
    /// It is written in our words.
    ours: bool,
    reason: bool,
    span: Range<usize>,
    used: bool,
}

/// Takes away what is excepted, and tells what is wrong with the exceptions.
pub(super) fn apply(subject: &Subject<'_>, settings: &Settings, hits: Vec<Hit>) -> Vec<Hit> {
    let mut exceptions = read(subject);
    if exceptions.is_empty() {
        return hits;
    }
    let mut left = Vec::with_capacity(hits.len());
    for hit in hits {
        let covers = |exception: &Exception| {
            let in_scope = exception.scope.contains(&hit.span.start) || exception.scope == (0..subject.file.text.len());
            in_scope && exception.ids.iter().any(|(id, _)| hit.check.is_called(id) || is_family(hit.check, id))
        };
        let mut excepted = false;
        for exception in exceptions.iter_mut().filter(|exception| covers(exception)) {
            exception.used = true;
            excepted = true;
        }
        if !excepted {
            left.push(hit);
        }
    }
    for exception in exceptions.iter().filter(|exception| exception.ours) {
        let unknown = exception.ids.iter().find(|(id, _)| !checks().any(|check| check.is_called(id)));
        if let Some((id, span)) = unknown {
            tell("ignore-unknown-rule", settings, &mut left, span.clone(), id);
        } else if !exception.used {
            let names: Vec<&str> = exception.ids.iter().map(|(id, _)| id.as_str()).collect();
            tell("ignore-unused", settings, &mut left, exception.span.clone(), &names.join(","));
        }
        if !exception.reason {
            let names: Vec<&str> = exception.ids.iter().map(|(id, _)| id.as_str()).collect();
            tell("ignore-without-reason", settings, &mut left, exception.span.clone(), &names.join(","));
        }
    }
    left
}

/// Whether a name stands for all ids of a checker: `all`, or `hadolint/DL3002` as tally writes it.
fn is_family(check: &Check, id: &str) -> bool {
    id.eq_ignore_ascii_case("all") || id.rsplit_once('/').is_some_and(|(_, last)| check.is_called(last))
}

fn tell(id: &str, settings: &Settings, hits: &mut Vec<Hit>, span: Range<usize>, about: &str) {
    let Some(check) = checks().find(|check| check.rule.id == id) else { return };
    let Some(severity) = settings.severity(check) else { return };
    let mut found = Found { check, severity, hits: std::mem::take(hits) };
    found.at(span).about(about);
    *hits = found.hits;
}

fn read(subject: &Subject<'_>) -> Vec<Exception> {
    let file = subject.file;
    let everything = 0..file.text.len();
    let mut found = Vec::new();
    for directive in &file.directives {
        if directive.name.eq_ignore_ascii_case("check") {
            for part in directive.value.split(';') {
                if let Some(ids) = part.trim().strip_prefix("skip=") {
                    found.push(exception(ids, directive.span.clone(), everything.clone(), false, true));
                }
            }
        }
    }
    for comment in &file.comments {
        if !comment.text.contains(['=', ':']) {
            continue;
        }
        let scope = || scope(subject, comment);
        for (is_global, ours, ids, reason) in statements(comment.text) {
            let scope = if is_global { everything.clone() } else { scope() };
            found.push(exception(ids, comment.span.clone(), scope, ours, reason));
        }
    }
    found
}

/// The exceptions in a comment: whether for the file, whether in our words, the ids, whether with a reason.
fn statements(text: &str) -> Vec<(bool, bool, &str, bool)> {
    let mut found = Vec::new();
    // Several checkers may share a line, each after a `#`.
    for part in text.split('#').map(str::trim) {
        let reason = part.split_once("reason=").is_some_and(|(_, reason)| !reason.trim().is_empty());
        for (checker, ours) in [("istio-imgen", true), ("hadolint", false), ("tally", false)] {
            let Some(rest) = part.strip_prefix(checker).filter(|rest| rest.starts_with([' ', '\t', ':'])) else {
                continue;
            };
            let rest = rest.trim_start_matches([':', ' ', '\t']);
            let (is_global, rest) = match rest.strip_prefix("global") {
                Some(rest) => (true, rest.trim_start()),
                None => (false, rest),
            };
            if let Some(ids) = rest.strip_prefix("ignore").map(str::trim_start).and_then(|rest| rest.strip_prefix('='))
            {
                // The list goes on after a comma, with or without spaces.
                let ids = ids.split_once(" reason=").map_or(ids, |(ids, _)| ids);
                found.push((is_global, ours, ids.split(';').next().unwrap_or_default(), reason));
            }
        }
        if let Some(ids) = part.strip_prefix("trivy:ignore:") {
            found.push((false, false, ids, true));
        }
        if let Some(ids) = part.strip_prefix("checkov:skip=") {
            found.push((true, false, ids.split(':').next().unwrap_or_default(), true));
        }
    }
    found
}

fn exception(ids: &str, span: Range<usize>, scope: Range<usize>, ours: bool, reason: bool) -> Exception {
    let ids = ids.split([',', ' ', '\t']).map(str::trim).filter(|id| !id.is_empty());
    let ids = ids.map(|id| (id.to_owned(), span.clone())).collect();
    Exception { ids, scope, ours, reason, span, used: false }
}

/// The instruction that a comment speaks of: the one it stands in, or the one below the comments that it is among.
fn scope(subject: &Subject<'_>, comment: &Comment<'_>) -> Range<usize> {
    let instructions = &subject.file.instructions;
    let next = instructions.partition_point(|one| one.last_line < comment.line);
    match instructions.get(next) {
        Some(one) if one.line < comment.line => one.span.clone(),
        Some(one) if subject.file.comments_above(one).iter().any(|above| above.line == comment.line) => {
            one.span.clone()
        }
        _ => 0..0,
    }
}
