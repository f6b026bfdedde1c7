//! `explain`: what a name is, in a release, and what replaced it. A name may be several things; all of them are told.

mod instruction;
mod release;
mod topic;

use super::{Session, print, print_json};
use crate::error::{Error, Kind, Result};
use crate::exit::EXIT_CODES;
use crate::instruction::{FORMS, INSTRUCTIONS};
use crate::preset::key::KEYS;
use crate::text::{Language, Text, cli as cli_text, core as core_text, explain as say, manual as manual_text};
use crate::{catalogue, legacy};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use topic::{Asked, Topic};

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    let name = Arg::new("name").value_name("NAME").help(told(cli_text::explain_name())).required_unless_present("all");
    let all = Arg::new("all").long("all").help(told(manual_text::explain_all())).action(ArgAction::SetTrue);
    Command::new("explain")
        .about(told(cli_text::explain_about()))
        .arg(name)
        .arg(all.conflicts_with("name"))
        .args(crate::cli::about_release(language))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let mut topics = Vec::new();
    if matches.get_flag("all") {
        for name in names()? {
            for topic in topics_of(&Asked { session, matches, name: &name })? {
                // A rule or a word of old tutorials may be named like an instruction.
                if !topics.iter().any(|held: &Topic| held.is(&topic)) {
                    topics.push(topic);
                }
            }
        }
    } else {
        let name = crate::cli::one(matches, "name").unwrap_or_default().trim();
        topics = topics_of(&Asked { session, matches, name })?;
        if topics.is_empty() {
            return Err(unknown(name)?);
        }
    }
    if session.json {
        let topics: Vec<_> = topics.iter().map(Topic::json).collect();
        print_json(&json!({"schema": 1, "command": "explain", "topics": topics}))?;
        return Ok(0);
    }
    let language = session.report.language;
    print(&topics.iter().map(|topic| topic.say(language)).collect::<Vec<_>>().join("\n"))?;
    Ok(0)
}

/// All that a name is.
fn topics_of(asked: &Asked<'_>) -> Result<Vec<Topic>> {
    if let Some(line) = instruction::line(asked)? {
        return Ok(vec![line]);
    }
    if asked.name == "exit-codes" {
        return Ok(EXIT_CODES.iter().filter_map(|row| instruction::exit_code(row.id)).collect());
    }
    let mut topics = Vec::new();
    topics.extend(instruction::instruction(asked.name));
    topics.extend(instruction::form(asked.name));
    topics.extend(instruction::exit_code(asked.name));
    topics.extend(topic::component(asked)?);
    topics.extend(topic::legacy(asked)?);
    topics.extend(topic::base(asked)?);
    topics.extend(topic::endpoint(asked)?);
    topics.extend(topic::signing_keys(asked)?);
    topics.extend(topic::standard(asked)?);
    topics.extend(topic::secrets(asked));
    topics.extend(topic::preset(asked));
    topics.extend(topic::rule(asked));
    topics.extend(topic::key(asked));
    topics.extend(release::release(asked)?);
    topics.extend(topic::variable(asked)?);
    Ok(topics)
}

/// All that can be asked for by name, but releases and variables, of which there are hundreds.
fn names() -> Result<BTreeSet<String>> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    names.extend(INSTRUCTIONS.iter().map(|row| row.name.to_owned()));
    names.extend(FORMS.iter().map(|form| form.name.to_owned()));
    names.extend(EXIT_CODES.iter().map(|row| row.code.to_string()));
    for id in catalogue::COMPONENTS {
        if let Some(component) = catalogue::component(id)? {
            names.extend([component.id, component.image].into_iter().chain(component.names));
        }
    }
    names.extend(catalogue::base_ids().map(str::to_owned));
    names.extend(catalogue::preset_names().map(str::to_owned));
    names.insert("secrets".to_owned());
    names.extend(crate::rule::all().map(|rule| rule.id.to_owned()));
    names.extend(KEYS.iter().map(|key| key.path.to_owned()));
    names.extend(legacy::ROWS.iter().flat_map(|row| row.words).map(|word| (*word).to_owned()));
    Ok(names)
}

/// Nothing has that name: the nearest ones of all that could be asked for.
fn unknown(name: &str) -> Result<Error> {
    let error = Error::new(Kind::Answers, say::explain_unknown(name));
    let variables = catalogue::nearest(name, None, 3);
    let names = names()?;
    let near = match variables.is_empty() {
        true => crate::nearest::nearest(name, names.iter().map(String::as_str), 3),
        false => variables.iter().map(String::as_str).collect(),
    };
    if near.is_empty() {
        return Ok(error.hint(say::explain_lists()));
    }
    let near = near.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    Ok(error.hint(core_text::did_you_mean(near)))
}
