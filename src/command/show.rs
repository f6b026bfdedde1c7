//! Shows a plan, findings and answers, to people and to programs.

use crate::error::Error;
use crate::finding::Finding;
use crate::plan::Plan;
use crate::preset::{Preset, Value};
use crate::secret::mask;
use crate::text::{Language, cli as say};
use crate::tree::Tree;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A plan for a person: what is built from what, where each value came from, and the files.
pub(super) fn plan(plan: &Plan, preset: &Preset, tree: &Tree, language: Language) -> String {
    let mut text = String::new();
    let mut line = |words: String| {
        let _ = writeln!(text, "{words}");
    };
    line(say::plan_release(&plan.istio.tag, &plan.istio.commit).say(language));
    for image in &plan.images {
        line(format!("\n{} = {}/{}:{}", image.component, plan.hub, image.image, plan.tag));
        line(format!("  FROM {}", image.base));
        if let Some(packages) = &image.packages {
            line(format!("  RUN {} {}", packages.manager, packages.names.join(" ")));
        }
        for copy in &image.copies {
            let from = copy.from.as_ref().map(|stage| format!("{stage}:")).unwrap_or_default();
            line(format!("  COPY {from}{} {}", copy.source, copy.target));
        }
        for variable in &image.env {
            line(format!("  ENV {}={}", variable.name, variable.value));
        }
        line(format!("  USER {}", image.user));
    }
    line(String::new());
    for (path, setting) in preset.iter() {
        let value = &setting.value;
        line(format!(
            "{} = {value}  ({} {})",
            path.join("."),
            say::plan_from().say(language),
            setting.origin.say(language)
        ));
    }
    line(String::new());
    let mut directories: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, _) in tree.iter() {
        match path.as_str().split_once('/') {
            Some((top, _)) => *directories.entry(top).or_default() += 1,
            None => line(path.to_string()),
        }
    }
    for (directory, count) in directories {
        line(say::plan_files(count, format!("{directory}/")).say(language));
    }
    text
}

/// A finding for programs: always English, with the stable ids.
pub(super) fn finding(finding: &Finding) -> Json {
    json!({
        "rule": finding.rule,
        "severity": finding.severity,
        "message": mask(&finding.message.say(Language::English)),
        "hint": finding.hint.as_ref().map(|hint| mask(&hint.say(Language::English))),
        "place": mask(&finding.place.to_string()),
    })
}

/// An error for programs.
pub(super) fn problem(error: &Error) -> Json {
    let english = Language::English;
    json!({
        "id": error.text.id(), "message": mask(&error.text.say(english)), "cause": error.cause.as_deref().map(mask),
        "hint": error.hint.as_ref().map(|hint| mask(&hint.say(english))),
    })
}

/// The error that ended a command, with the findings that led to it.
pub(super) fn failure(command: &str, error: &Error, findings: &[Finding]) -> Json {
    json!({
        "schema": 1, "command": command, "status": "error", "exit_code": super::exit_code(error),
        "error": problem(error), "findings": findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

/// Every value with where it came from.
pub(super) fn answers(preset: &Preset) -> Json {
    let answer = |value: &Value| match value {
        Value::Text(text) => json!(text),
        Value::List(items) => json!(items.iter().map(|(item, _)| item).collect::<Vec<_>>()),
        Value::Yaml(value) => serde_json::to_value(value).unwrap_or(Json::Null),
        Value::Unset => Json::Null,
    };
    preset
        .iter()
        .map(|(path, setting)| {
            (path.join("."), json!({"value": answer(&setting.value), "origin": setting.origin.to_string()}))
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
}
