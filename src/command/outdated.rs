//! `outdated`: what a context is behind in.

use super::{Session, context, diff, load, print, print_json, sources};
use crate::endpoint;
use crate::error::{Error, Kind, Result};
use crate::support::{self, End};
use crate::text::{Language, Text, locked as say, update as update_text};
use crate::version::Version;
use crate::{catalogue, world};
use clap::{ArgMatches, Command};
use serde_json::{Value, json};

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    Command::new("outdated")
        .about(say::outdated_about().say(language))
        .after_help(say::outdated_after().say(language))
        .arg(context::argument(language))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let context = context::open(matches)?;
    let history = &context.history;
    let unreadable = || Error::new(Kind::Answers, update_text::update_tag_unreadable(&history.tag));
    let now: Version = history.tag.parse().map_err(|()| unreadable())?;
    let (preset, _) = load::of_file(session, &context.selection())?;
    let known = || catalogue::releases().iter().map(|entry| entry.tag.clone());
    let tags: Vec<String> = match session.offline {
        true => known().collect(),
        false => {
            let source = preset.text("istio.source").map(|(source, origin)| match source.contains("://") {
                true => source.to_owned(),
                false => world::beside(origin, source).into_string(),
            });
            sources::tags(session, source.as_deref())?
        }
    };
    let tags: Vec<Version> = tags.iter().filter_map(|tag| tag.parse().ok()).collect();
    let newer = support::newer(&now, &tags);
    let end = support::end(&now, &tags)?;
    let closing = endpoint::endpoints()?;
    let retired: Vec<(&String, &String, &endpoint::Endpoint)> = history
        .references
        .iter()
        .filter_map(|(stage, name)| Some((stage, name, endpoint::retired_in(name, &closing)?)))
        .collect();

    let mut told: Vec<Text> = Vec::new();
    told.extend(newer.patch.as_ref().map(|tag| say::outdated_patch(&now, tag)));
    told.extend(newer.minor.as_ref().map(|tag| say::outdated_minor(&now, tag)));
    told.extend(end.as_ref().map(|end| match end {
        End::Announced { date } | End::ByPolicy { date } => say::outdated_end(now.line(), date),
        End::Counting { newer } => say::outdated_end_soon(now.line(), newer),
    }));
    for (stage, _, found) in &retired {
        told.push(say::outdated_endpoint(stage, &found.name, &found.closes, &found.successor));
    }
    let code = if told.is_empty() { 0 } else { diff::DIFFERS };
    if session.json {
        let endpoint = |(stage, reference, found): &(&String, &String, &endpoint::Endpoint)| -> Value {
            json!({
                "stage": stage, "reference": reference, "name": found.name, "closes": found.closes,
                "successor": found.successor,
            })
        };
        print_json(&json!({
            "schema": 1, "command": "outdated", "status": if code == 0 { "current" } else { "outdated" },
            "exit_code": code, "dir": context.directory,
            "istio": {
                "tag": history.tag, "line": now.line(), "newer": newer,
                "known_from": if session.offline { "catalogue" } else { "source" },
            },
            "support": end, "endpoints": retired.iter().map(endpoint).collect::<Vec<_>>(),
        }))?;
        return Ok(code);
    }
    let language = session.report.language;
    print(&told.iter().map(|text| text.say(language) + "\n").collect::<String>())?;
    if told.is_empty() {
        session.report.note(&say::outdated_nothing(&now));
    }
    if session.offline {
        session.report.note(&say::outdated_catalogue(known().next_back().unwrap_or_default()));
    }
    if newer != support::Newer::default() {
        session.report.note(&say::outdated_how());
    }
    Ok(code)
}
