//! Dockerfiles as a topic: an instruction, a newer way of writing one, a line of a file; and the exit codes.

use super::super::annotate::LIMIT;
use super::super::check;
use super::json;
use super::topic::{Asked, Topic};
use crate::annotate::reason;
use crate::disk;
use crate::dockerfile::Dockerfile;
use crate::error::{Error, Kind, Result};
use crate::exit;
use crate::finding::{Finding, Origin};
use crate::instruction::{self, Form, Instruction, in_every_language};
use crate::secret::mask;
use crate::state;
use crate::text::{instruction_form as say, manual as manual_text};
use camino::Utf8Path;
use std::ops::RangeInclusive;

/// An instruction of Dockerfiles.
pub(super) fn instruction(name: &str) -> Option<Topic> {
    instruction::instruction(name).map(of)
}

fn of(row: &Instruction) -> Topic {
    let mut topic = Topic::new(row.name, "instruction", say::instruction_kind());
    topic.what((row.what)());
    topic.fact(say::instruction_here(), (row.here)());
    for claim in row.claims {
        topic.fact(say::instruction_claim(), claim());
    }
    topic.plain(say::instruction_good(), indented(row.good));
    topic.plain(say::instruction_bad(), indented(row.bad));
    let rules: Vec<&str> = row.rules().collect();
    topic.plain(say::instruction_rules(), rules.join(", "));
    topic.plain(say::instruction_checkers(), row.checkers.join(", "));
    topic.plain(say::instruction_forms(), row.forms.join(", "));
    topic.json = json!({
        "instruction": row.name, "emitted": row.emitted, "good": row.good, "bad": row.bad, "rules": rules,
        "checkers": row.checkers, "forms": row.forms, "what": in_every_language(&(row.what)()),
        "here": in_every_language(&(row.here)()),
        "claims": row.claims.iter().map(|claim| in_every_language(&claim())).collect::<Vec<_>>(),
    });
    topic
}

/// A newer way of writing.
pub(super) fn form(name: &str) -> Option<Topic> {
    let form: &Form = instruction::form_of(name)?;
    let mut topic = Topic::new(form.name, "form", say::instruction_form_kind());
    topic.what((form.what)());
    topic.fact(say::instruction_here(), (form.here)());
    topic.plain(say::instruction_good(), indented(form.good));
    topic.json = json!({
        "form": form.name, "names": form.names, "good": form.good, "what": in_every_language(&(form.what)()),
        "here": in_every_language(&(form.here)()),
    });
    Some(topic)
}

/// An exit code, by its number or id.
pub(super) fn exit_code(name: &str) -> Option<Topic> {
    let row = exit::exit_code(name)?;
    let mut topic = Topic::new(&row.code.to_string(), "exit-code", say::exit_kind());
    topic.what((row.says)());
    topic.fact(say::exit_remedy_label(), (row.remedy)());
    topic.json = json!({"code": row.code, "id": row.id});
    Some(topic)
}

/// A line of a Dockerfile, `FILE:LINE`: the instruction that stands there, or the next one for a comment above it.
///
/// # Errors
/// A file that cannot be read, a line that it does not have.
pub(super) fn line(asked: &Asked<'_>) -> Result<Option<Topic>> {
    let Some((path, number)) = place_of(asked.name) else { return Ok(None) };
    let text = disk::read_text(Utf8Path::new(path), LIMIT)?;
    let file = Dockerfile::parse(&text);
    let found = file.instructions.iter().position(|instruction| number <= instruction.last_line);
    let lines = text.lines().count();
    let Some(index) = found.filter(|_| number <= lines) else {
        return Err(Error::new(Kind::Answers, manual_text::explain_no_line(path, number)));
    };
    let instruction = &file.instructions[index];
    let whole = &text[file.line(instruction.line).start..file.line(instruction.last_line).end];
    let mut topic = Topic::new(&format!("{path}:{}", instruction.line), "line", manual_text::explain_line());
    topic.what(reason(&file, index));
    topic.plain(manual_text::explain_written(), indented(&mask(whole.trim_end())));
    let stage = file.stages.iter().find(|stage| stage.from <= index && index < stage.end);
    let stage = stage.and_then(|stage| stage.name.as_ref()).map(|name| name.text.clone().into_owned());
    topic.plain(manual_text::explain_stage(), stage.clone().unwrap_or_default());
    // What stands in the comments above it is about it, too.
    let after = index.checked_sub(1).map_or(0, |before| file.instructions[before].last_line);
    let found = found_at(path, &text, after + 1..=instruction.last_line);
    for finding in &found {
        topic.finding(finding);
    }
    if let Some(row) = instruction::of_keyword(instruction.keyword) {
        topic.fact(manual_text::explain_does(row.name), (row.what)());
        topic.fact(say::instruction_here(), (row.here)());
        for claim in row.claims {
            topic.fact(say::instruction_claim(), claim());
        }
    }
    topic.json = json!({
        "path": path, "line": instruction.line, "last_line": instruction.last_line, "stage": stage,
        "instruction": instruction.name.text.to_ascii_uppercase(), "reason": in_every_language(&reason(&file, index)),
        "findings": found.iter().map(super::super::show::finding).collect::<Vec<_>>(),
    });
    Ok(Some(topic))
}

/// What `check` finds at some lines of a file. What must agree around it is known of a context of this program.
fn found_at(path: &str, text: &str, lines: RangeInclusive<usize>) -> Vec<Finding> {
    let directory = Utf8Path::new(path).parent().map(|parent| if parent == "" { Utf8Path::new(".") } else { parent });
    let is_context = |directory: &&Utf8Path| {
        path.ends_with("Dockerfile") && disk::glance(&directory.join(state::DIRECTORY), 0) == disk::Look::Directory
    };
    let found = check::findings(path, text, directory.filter(is_context));
    let here = |finding: &Finding| matches!(&finding.place, Origin::File { path: file, line, .. } if file == path && lines.contains(line));
    found.into_iter().filter(here).collect()
}

/// `pilot/Dockerfile:14`, also with a column behind.
fn place_of(name: &str) -> Option<(&str, usize)> {
    let (before, last) = name.rsplit_once(':')?;
    let last: usize = last.parse().ok()?;
    match before.rsplit_once(':').map(|(path, line)| (path, line.parse::<usize>())) {
        Some((path, Ok(line))) if !path.is_empty() => Some((path, line)),
        _ => Some((before, last)).filter(|(path, _)| !path.is_empty()),
    }
}

/// A text of several lines below its label.
fn indented(text: &str) -> String {
    match text.contains('\n') {
        true => text.lines().map(|line| format!("\n    {line}")).collect(),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_from_names() {
        assert_eq!(place_of("Dockerfile:14"), Some(("Dockerfile", 14)));
        assert_eq!(place_of("x/Dockerfile:14:3"), Some(("x/Dockerfile", 14)));
        assert_eq!(place_of("C:\\x\\Dockerfile:2"), Some(("C:\\x\\Dockerfile", 2)));
        assert_eq!(place_of("docker.io/istio/pilot:1.30.3"), None);
        assert_eq!(place_of("ADD"), None);
        assert_eq!(place_of(":3"), None);
    }
}
