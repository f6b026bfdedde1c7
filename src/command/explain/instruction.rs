//! Dockerfiles as a topic: an instruction, a newer way of writing one, a line of a file; and the exit codes.

use super::super::annotate::LIMIT;
use super::json;
use super::topic::{Asked, Topic};
use crate::annotate::reason;
use crate::disk;
use crate::dockerfile::Dockerfile;
use crate::error::{Error, Kind, Result};
use crate::exit;
use crate::instruction::{self, Form, Instruction, in_every_language};
use crate::text::{cli as cli_text, instruction_form as say, manual as manual_text};
use camino::Utf8Path;

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
    topic.plain(say::instruction_rules(), row.rules.join(", "));
    topic.plain(say::instruction_checkers(), row.checkers.join(", "));
    topic.plain(say::instruction_forms(), row.forms.join(", "));
    topic.json = json!({
        "instruction": row.name, "emitted": row.emitted, "good": row.good, "bad": row.bad, "rules": row.rules,
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
    topic.plain(manual_text::explain_written(), indented(whole.trim_end()));
    let stage = file.stages.iter().find(|stage| stage.from <= index && index < stage.end);
    let stage = stage.and_then(|stage| stage.name.as_ref()).map(|name| name.text.clone().into_owned());
    topic.plain(manual_text::explain_stage(), stage.clone().unwrap_or_default());
    for problem in file.problems.iter().filter(|problem| instruction.span.contains(&problem.span.start)) {
        topic.plain(cli_text::label_error(), format!("{:?}", problem.kind));
    }
    if let Some(row) = instruction::of_keyword(instruction.keyword) {
        topic.fact(manual_text::explain_does(row.name), (row.what)());
        topic.fact(say::instruction_here(), (row.here)());
        for claim in row.claims {
            topic.fact(say::instruction_claim(), claim());
        }
        topic.plain(say::instruction_rules(), row.rules.join(", "));
        topic.plain(say::instruction_checkers(), row.checkers.join(", "));
    }
    topic.json = json!({
        "path": path, "line": instruction.line, "last_line": instruction.last_line, "stage": stage,
        "instruction": instruction.name.text.to_ascii_uppercase(), "reason": in_every_language(&reason(&file, index)),
    });
    Ok(Some(topic))
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
