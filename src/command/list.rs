//! `list`: what this program knows, as a table for people and JSON for programs.

use super::{Session, known, print, print_json};
use crate::catalogue::{self, Component};
use crate::endpoint;
use crate::error::{Error, Kind, Result};
use crate::finding::Origin;
use crate::plan::rfc3339;
use crate::release::Era;
use crate::rule::{RULES, Rule};
use crate::selection::unknown_component;
use crate::text::{Language, Text, cli as say};
use crate::version::{Version, is_line};
use clap::{Arg, ArgMatches, Command};
use serde_json::{Value, json};

/// Rows, and the keys of them that a table shows.
struct Listing {
    columns: &'static [&'static str],
    rows: Vec<Value>,
}

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(told(help))
    };
    let what = ["releases", "components", "bases", "presets", "env", "rules"];
    Command::new("list")
        .about(told(say::list_about()))
        .arg(Arg::new("what").value_name("WHAT").help(told(say::list_what())).required(true).value_parser(what))
        .args(crate::cli::about_release(language))
        .arg(option("component", "COMPONENT", say::list_component()))
        .arg(option("search", "TEXT", say::list_search()))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let language = session.report.language;
    let what = crate::cli::one(matches, "what").unwrap_or_default();
    let mut listing = match what {
        "releases" => releases(matches)?,
        "components" => components(matches, language)?,
        "bases" => bases(language)?,
        "env" => env(session, matches)?,
        "rules" => rules(language),
        _ => presets(),
    };
    if let Some(wanted) = crate::cli::one(matches, "search") {
        let wanted = wanted.to_lowercase();
        let holds = |value: &Value| value.as_object().is_some_and(|row| row.values().any(|cell| has(cell, &wanted)));
        listing.rows.retain(holds);
    }
    if session.json {
        print_json(&Value::Array(listing.rows))?
    } else {
        print(&table(&listing))?
    }
    Ok(0)
}

/// Whether a text stands somewhere in a value, capital or small.
fn has(value: &Value, wanted: &str) -> bool {
    match value {
        Value::String(text) => text.to_lowercase().contains(wanted),
        Value::Array(values) => values.iter().any(|value| has(value, wanted)),
        _ => false,
    }
}

fn releases(matches: &ArgMatches) -> Result<Listing> {
    let wanted = match crate::cli::one(matches, "istio") {
        Some(line) if is_line(line) => Some(format!("{line}.")),
        Some(tag) => Some(known::tag(tag, false)?),
        None => None,
    };
    let is_wanted = |tag: &str| {
        wanted.as_ref().is_none_or(|wanted| tag == wanted || wanted.ends_with('.') && tag.starts_with(wanted.as_str()))
    };
    let keys = endpoint::signing_keys()?;
    let entries = catalogue::releases().iter().rev().filter(|entry| is_wanted(&entry.tag));
    let rows = entries.map(|entry| {
        let date = rfc3339(entry.date);
        json!({"tag": entry.tag, "date": date.get(..10), "commit": entry.commit, "context": entry.era == Era::Istiod,
            "signing_key": entry.tag.parse().ok().and_then(|tag| signing_key(&keys, &tag))})
    });
    Ok(Listing { columns: &["tag", "date", "context", "commit"], rows: rows.collect() })
}

/// The name of the key that signs the images of a release.
fn signing_key<'a>(keys: &'a [endpoint::SigningKey], tag: &Version) -> Option<&'a str> {
    keys.iter().rfind(|key| key.signs(tag)).map(|key| key.name.as_str())
}

fn components(matches: &ArgMatches, language: Language) -> Result<Listing> {
    let release = match crate::cli::one(matches, "istio") {
        Some(typed) => catalogue::release(&known::tag(typed, false)?),
        None => None,
    };
    let mut rows = Vec::new();
    for id in catalogue::COMPONENTS {
        let Some(component) = catalogue::component(id)? else { continue };
        let there = |component: &Component| {
            let image = component.slim.as_ref().map_or(&component.image, |slim| &slim.of);
            release.as_ref().is_none_or(|release| release.images.contains_key(image))
        };
        if there(&component) {
            rows.push(json!({"id": component.id, "image": component.image, "title": component.title.say(language)}));
        }
    }
    Ok(Listing { columns: &["id", "image", "title"], rows })
}

fn bases(language: Language) -> Result<Listing> {
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
    Ok(Listing { columns: &["id", "libc", "packages", "reference", "title"], rows })
}

fn presets() -> Listing {
    let row = |(name, text): (&str, &str)| {
        let (preset, _) = crate::preset::read(text, &Origin::Preset(name.to_owned()));
        let description = preset.text("description").map(|(text, _)| text.to_owned());
        json!({"name": name, "description": description})
    };
    Listing { columns: &["name", "description"], rows: catalogue::presets().into_iter().map(row).collect() }
}

fn rules(language: Language) -> Listing {
    let row = |rule: &Rule, links: &str| {
        let same: Vec<&str> = links.split_whitespace().filter_map(|link| Some(link.split_once(':')?.1)).collect();
        json!({"id": rule.id, "severity": rule.severity, "title": (rule.says)().say(language), "same_as": same})
    };
    let of_findings = RULES.iter().map(|rule| row(rule, ""));
    let of_check = crate::check::checks().map(|check| row(&check.rule, check.links));
    let mut rows: Vec<Value> = of_findings.chain(of_check).collect();
    rows.sort_by(|a, b| a["id"].as_str().cmp(&b["id"].as_str()));
    Listing { columns: &["id", "severity", "title"], rows }
}

/// The variables of a release: what each holds, its default, who reads it, when it lived, the defaults that it had before.
fn env(session: &Session, matches: &ArgMatches) -> Result<Listing> {
    let component = match crate::cli::one(matches, "component") {
        Some(word) => Some(catalogue::component(word)?.ok_or_else(|| unknown(word))?),
        None => None,
    };
    if component.as_ref().is_some_and(|component| component.id == "ztunnel") {
        return ztunnel(matches);
    }
    let known = known::known(session, matches)?;
    let described = crate::cli::one(matches, "istio-source").is_some();
    let (histories, readers) = (catalogue::histories(), known::Readers::of(&known.release)?);
    let mut rows = Vec::new();
    for variable in &known.variables {
        let ours = |component: &Component| readers.reads(&component.id, &variable.components);
        if !component.as_ref().is_none_or(ours) {
            continue;
        }
        let lives = histories.get(&variable.name).map(Vec::as_slice).unwrap_or_default();
        let others = lives.iter().filter(|life| life.default != variable.default);
        let mut row = json!({
            "name": variable.name, "type": variable.kind, "default": known::shown(&variable.default),
            "default_value": known::default(&variable.default),
            "with_ambient": variable.with_ambient.as_ref().map(known::default),
            "components": readers.components(&variable.components),
            "programs": variable.components, "since": variable.since, "until": variable.until,
            "other_defaults": known::defaults(others),
        });
        if let (true, Some(row)) = (described, row.as_object_mut()) {
            row.insert("description".to_owned(), json!(variable.description));
        }
        rows.push(row);
    }
    let columns: &[&str] = match described {
        true => &["name", "type", "default", "components", "since", "until", "other_defaults", "description"],
        false => &["name", "type", "default", "components", "since", "until", "other_defaults"],
    };
    Ok(Listing { columns, rows })
}

/// ztunnel is not among Istio's sources: a table of ours knows its variables.
fn ztunnel(matches: &ArgMatches) -> Result<Listing> {
    let tag = known::tag(crate::cli::one(matches, "istio").unwrap_or("newest"), true)?;
    let living = crate::env::ztunnel().iter().filter(|variable| variable.lives_at(&tag));
    let row = |variable: &crate::env::ZtunnelVariable| {
        let (since, until) = (variable.since(), variable.until());
        json!({"name": variable.name, "type": variable.kind, "components": ["ztunnel"], "since": since, "until": until})
    };
    Ok(Listing { columns: &["name", "type", "since", "until", "components"], rows: living.map(row).collect() })
}

fn unknown(word: &str) -> Error {
    let finding = unknown_component(word, &Origin::Flag("--component".to_owned()));
    let error = Error::new(Kind::Answers, finding.message);
    match finding.hint {
        Some(hint) => error.hint(hint),
        None => error,
    }
}

/// One of several values in a cell: a text, or a default with the releases that had it.
fn item(value: &Value) -> String {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    if let Some(word) = text(value) {
        return word;
    }
    let default = &value["default"];
    let shown = text(&default["text"]).or_else(|| text(&default["expression"])).unwrap_or_default();
    let spans = value["spans"].as_array().into_iter().flatten().map(|span| {
        let since = crate::env::or_before(span["since"].as_str().unwrap_or_default());
        format!("{since} – {}", span["until"].as_str().unwrap_or_default()).trim_end().to_owned()
    });
    format!("{} ({})", if shown.is_empty() { "\"\"" } else { &shown }, spans.collect::<Vec<_>>().join(", "))
}

/// Rows as columns, wide enough for what they hold; a long cell is cut in all but the last column.
fn table(listing: &Listing) -> String {
    const WIDEST: usize = 48;
    let cell = |column: usize, value: &Value| {
        let text = match value {
            Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Value::Null => String::new(),
            Value::Array(values) => values.iter().map(item).collect::<Vec<_>>().join(", "),
            other => other.to_string(),
        };
        let long = column + 1 < listing.columns.len() && text.chars().count() > WIDEST;
        if long { text.chars().take(WIDEST - 1).chain(['…']).collect() } else { text }
    };
    let mut lines: Vec<Vec<String>> =
        vec![listing.columns.iter().map(|name| name.replace('_', " ").to_uppercase()).collect()];
    for row in &listing.rows {
        lines.push(listing.columns.iter().enumerate().map(|(index, name)| cell(index, &row[*name])).collect());
    }
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..listing.columns.len()).map(width).collect();
    let mut text = String::new();
    for line in &lines {
        let padded = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        text.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}
