//! `list`: what this program knows, as a table for people and JSON for programs.

use super::{Session, print, print_json};
use crate::catalogue;
use crate::error::Result;
use crate::finding::Origin;
use crate::plan::rfc3339;
use crate::release::Era;
use crate::text::Language;
use clap::ArgMatches;
use serde_json::{Value, json};

/// Runs the command.
pub(super) fn run(session: &Session, matches: &ArgMatches) -> Result<()> {
    let rows = match crate::cli::one(matches, "what").unwrap_or_default() {
        "releases" => releases(),
        "components" => components(session.report.language)?,
        "bases" => bases(session.report.language)?,
        _ => presets(),
    };
    if session.json { print_json(&Value::Array(rows)) } else { print(&table(&rows)) }
}

fn releases() -> Vec<Value> {
    let entries = catalogue::releases().iter().rev();
    entries
        .map(|entry| {
            let date = rfc3339(entry.date);
            json!({"tag": entry.tag, "date": date.get(..10), "commit": entry.commit, "context": entry.era == Era::Istiod})
        })
        .collect()
}

fn components(language: Language) -> Result<Vec<Value>> {
    let mut rows = Vec::new();
    for id in catalogue::COMPONENTS {
        if let Some(component) = catalogue::component(id)? {
            rows.push(json!({"id": component.id, "image": component.image, "title": component.title.say(language)}));
        }
    }
    Ok(rows)
}

fn bases(language: Language) -> Result<Vec<Value>> {
    let mut rows = Vec::new();
    for id in catalogue::base_ids() {
        if let Some(base) = catalogue::base(id)? {
            let title = base.title.as_ref().map(|title| title.say(language));
            let libc = [base.libc.unwrap_or_default(), base.libc_version.unwrap_or_default()].join(" ");
            rows.push(json!({
                "id": base.id, "libc": libc.trim_end(), "packages": base.packages,
                "reference": base.reference, "title": title,
            }));
        }
    }
    Ok(rows)
}

fn presets() -> Vec<Value> {
    let row = |(name, text): (&str, &str)| {
        let (preset, _) = crate::preset::read(text, &Origin::Preset(name.to_owned()));
        let description = preset.text("description").map(|(text, _)| text.to_owned());
        json!({"name": name, "description": description})
    };
    catalogue::presets().into_iter().map(row).collect()
}

/// Rows of equal keys as columns, wide enough for what they hold.
fn table(rows: &[Value]) -> String {
    let cell = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let Some(Value::Object(first)) = rows.first() else { return String::new() };
    let names: Vec<&String> = first.keys().collect();
    let mut lines: Vec<Vec<String>> = vec![names.iter().map(|name| name.to_uppercase()).collect()];
    lines.extend(rows.iter().map(|row| names.iter().map(|name| cell(&row[name.as_str()])).collect()));
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..names.len()).map(width).collect();
    let mut text = String::new();
    for line in &lines {
        let padded = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        text.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}
