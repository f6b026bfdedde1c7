//! Rules about the file itself: what no builder takes, and how it is written.

use super::subject::Subject;
use super::{Check, Found, check, rare};
use crate::dockerfile::{Keyword, ProblemKind};
use crate::finding::Severity::{Error, Info, Warning};
use crate::text::check::syntax as say;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    rare(
        "comment-names-other",
        Info,
        say::check_comment_names_other,
        say::fix_comment_names_other,
        "buildkit:InvalidDefinitionDescription",
        comment_names_other,
    ),
    check("conflict-marker", Error, say::check_conflict_marker, say::fix_conflict_marker, "", conflict_marker),
    check(
        "directive-typo",
        Warning,
        say::check_directive_typo,
        say::fix_directive_typo,
        "tally:syntax-directive-typo",
        directive_typo,
    ),
    check(
        "dockerfile-syntax",
        Error,
        say::check_dockerfile_syntax,
        say::fix_dockerfile_syntax,
        "tally:unknown-instruction hadolint:DL1000 hadolint:DL3061",
        dockerfile_syntax,
    ),
    check(
        "empty-continuation",
        Warning,
        say::check_empty_continuation,
        say::fix_empty_continuation,
        "buildkit:NoEmptyContinuation",
        empty_continuation,
    ),
    check(
        "ignore-unknown-rule",
        Warning,
        say::check_ignore_unknown_rule,
        say::fix_ignore_unknown_rule,
        "",
        ignore_unknown_rule,
    ),
    check("ignore-unused", Info, say::check_ignore_unused, say::fix_ignore_unused, "", ignore_unused),
    check(
        "ignore-without-reason",
        Warning,
        say::check_ignore_without_reason,
        say::fix_ignore_without_reason,
        "hadolint:DL1001 own:IMG017",
        ignore_without_reason,
    ),
    check(
        "instruction-case",
        Info,
        say::check_instruction_case,
        say::fix_instruction_case,
        "buildkit:ConsistentInstructionCasing",
        instruction_case,
    ),
    check(
        "maintainer",
        Error,
        say::check_maintainer,
        say::fix_maintainer,
        "hadolint:DL4000 buildkit:MaintainerDeprecated checkov:CKV_DOCKER_6 trivy:DS-0022",
        maintainer,
    ),
    check(
        "onbuild-forbidden",
        Error,
        say::check_onbuild_forbidden,
        say::fix_onbuild_forbidden,
        "hadolint:DL3043",
        onbuild_forbidden,
    ),
];

/// The first letters of the lines that git puts around a conflict.
const MARKERS: [&str; 2] = ["<<<<<<<", ">>>>>>>"];

fn conflict_marker(subject: &Subject<'_>, found: &mut Found) {
    for instruction in subject.all(Keyword::Unknown) {
        if MARKERS.contains(&instruction.name.text.as_ref()) {
            found.at(instruction.name.span.clone());
        }
    }
}

fn dockerfile_syntax(subject: &Subject<'_>, found: &mut Found) {
    for problem in &subject.file.problems {
        let literal = subject.text(problem.span.clone());
        let is_marker =
            problem.kind == ProblemKind::UnknownInstruction && (MARKERS.contains(&literal) || literal == "=======");
        if !is_marker {
            found.at(problem.span.clone()).about(super::text::problem(problem.kind, literal));
        }
    }
}

fn directive_typo(subject: &Subject<'_>, found: &mut Found) {
    let known = ["syntax", "escape", "check"];
    for (index, comment) in subject.file.comments.iter().enumerate() {
        // Only what stands at the very top can be meant as one.
        if comment.line > index + 1 + subject.file.directives.len() || comment.inside {
            return;
        }
        let Some((name, value)) = comment.text.split_once('=') else { return };
        let name = name.trim();
        let is_word = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
        let is_own = known.contains(&name.to_ascii_lowercase().as_str());
        let near = crate::nearest::nearest(name, known, 1);
        if let (true, false, false, Some(near)) = (is_word, value.trim().is_empty(), is_own, near.first()) {
            let start = comment.span.end - comment.text.len();
            found.at(start..start + name.len()).about(format!("{name} → {near}"));
        }
    }
}

fn empty_continuation(subject: &Subject<'_>, found: &mut Found) {
    for instruction in &subject.file.instructions {
        for line in &instruction.empty_lines {
            let span = subject.file.line(*line);
            found.at(span.clone()).edit(span, "");
        }
    }
}

fn instruction_case(subject: &Subject<'_>, found: &mut Found) {
    let known = || subject.file.instructions.iter().filter(|one| one.keyword != Keyword::Unknown);
    let capitals = known().filter(|one| !one.name.text.contains(char::is_lowercase)).count();
    let small = known().filter(|one| !one.name.text.contains(char::is_uppercase)).count();
    let wants_small = small > capitals;
    for one in known() {
        let name = &one.name;
        let wanted = if wants_small { name.text.to_ascii_lowercase() } else { name.text.to_ascii_uppercase() };
        if *name.text != wanted {
            let hit = found.at(name.span.clone()).about(name.text.as_ref());
            if subject.text(name.span.clone()) == name.text {
                hit.edit(name.span.clone(), wanted);
            }
        }
    }
}

fn maintainer(subject: &Subject<'_>, found: &mut Found) {
    for instruction in subject.all(Keyword::Maintainer) {
        let hit = found.at(instruction.name.span.clone());
        let text = instruction.rest.text.trim_matches('"');
        if !text.contains(['"', '\\', '$', '\n']) && instruction.line == instruction.last_line {
            hit.edit(instruction.span.clone(), format!("LABEL org.opencontainers.image.authors=\"{text}\""));
        }
    }
}

fn onbuild_forbidden(subject: &Subject<'_>, found: &mut Found) {
    for trigger in subject.all(Keyword::Onbuild).filter_map(|one| one.trigger.as_ref()) {
        if matches!(trigger.keyword, Keyword::Onbuild | Keyword::From | Keyword::Maintainer) {
            found.at(trigger.name.span.clone()).about(trigger.name.text.as_ref());
        }
    }
}

/// `BuildKit` takes the comment directly above for a description (`docker build --call=outline`).
fn comment_names_other(subject: &Subject<'_>, found: &mut Found) {
    for instruction in &subject.file.instructions {
        let name = match instruction.keyword {
            Keyword::Arg => instruction.pairs().first().map(|pair| &pair.name),
            Keyword::From => instruction.words().get(2),
            _ => None,
        };
        let comment = subject.file.comments_above(instruction).last();
        if let (Some(name), Some(comment)) = (name, comment) {
            let is_exception = ["hadolint", "istio-imgen", "tally", "trivy", "checkov"]
                .iter()
                .any(|checker| comment.text.starts_with(checker));
            if !is_exception && comment.text.split_whitespace().next() != Some(&name.text) {
                found.at(comment.span.clone()).about(name.text.as_ref());
            }
        }
    }
}

/// These are found where exceptions are applied.
fn ignore_unknown_rule(_: &Subject<'_>, _: &mut Found) {}
fn ignore_unused(_: &Subject<'_>, _: &mut Found) {}
fn ignore_without_reason(_: &Subject<'_>, _: &mut Found) {}
