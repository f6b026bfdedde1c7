//! `outdated`: what a context is behind in.

mod digest;

use super::tags::{self, Tags};
use super::{Session, context, diff, load, print, print_json, show};
use crate::endpoint;
use crate::error::{Error, Kind, Result};
use crate::support::{self, End, KnownFrom, Newer};
use crate::text::{Language, Text, locked as say, update as update_text};
use crate::version::Version;
use clap::{ArgMatches, Command};
use digest::{Digests, Skipped};
use serde_json::{Value, json};

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    Command::new("outdated")
        .about(say::outdated_about().say(language))
        .after_help(say::outdated_after().say(language))
        .arg(context::argument(language))
}

/// What was found out.
struct Found {
    now: Version,
    /// Who told of the releases.
    known_from: KnownFrom,
    newer: Newer,
    end: Option<End>,
    /// Stage and reference of images whose host closes.
    closing: Vec<(String, String, endpoint::Endpoint)>,
    digests: Digests,
    /// What was asked and not answered.
    unanswered: Vec<Error>,
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let context = context::open(matches)?;
    let history = &context.history;
    let unreadable = || Error::new(Kind::Answers, update_text::update_tag_unreadable(&history.tag));
    let now: Version = history.tag.parse().map_err(|()| unreadable())?;
    let (preset, _) = load::of_file(session, &context.selection())?;
    let mut unanswered = Vec::new();
    let tags = match tags::tags(session, &preset) {
        Err(error) if error.kind == Kind::Source => {
            unanswered.push(error);
            tags::known()
        }
        tags => tags?,
    };
    let digests = digest::look(session, &history.references, &mut unanswered)?;
    let endpoints = endpoint::endpoints()?;
    let closing = history.references.iter().filter_map(|(stage, name)| {
        let found = endpoint::retired_in(name, &endpoints)?;
        Some((stage.clone(), name.clone(), found.clone()))
    });
    let found = Found {
        known_from: tags.from,
        newer: support::newer(&now, &tags.all),
        end: support::end(&now, &tags.all)?,
        closing: closing.collect(),
        digests,
        unanswered,
        now,
    };
    let told = found.told();
    let code = match (told.is_empty(), found.unanswered.first()) {
        (false, _) => diff::DIFFERS,
        (true, Some(error)) => error.kind.exit_code(),
        (true, None) => 0,
    };
    if session.json {
        print_json(&found.document(context.directory.as_str(), code))?;
        return Ok(code);
    }
    let language = session.report.language;
    print(&told.iter().map(|text| text.say(language) + "\n").collect::<String>())?;
    found.notes(session, &tags);
    Ok(code)
}

impl Found {
    /// What is outdated, a line for each.
    fn told(&self) -> Vec<Text> {
        let mut told: Vec<Text> = Vec::new();
        told.extend(self.newer.patch.as_ref().map(|tag| say::outdated_patch(&self.now, tag)));
        told.extend(self.newer.minor.as_ref().map(|tag| say::outdated_minor(&self.now, tag)));
        told.extend(
            self.digests.moved().map(|image| say::outdated_digest(&image.reference, &image.pinned, &image.now)),
        );
        told.extend(self.end.as_ref().map(|end| match end {
            End::Announced { date } | End::ByPolicy { date } => say::outdated_end(self.now.line(), date),
            End::Counting { newer } => say::outdated_end_soon(self.now.line(), newer),
        }));
        let closing = self.closing.iter();
        told.extend(
            closing
                .map(|(stage, _, found)| say::outdated_endpoint(stage, &found.name, &found.closes, &found.successor)),
        );
        told
    }

    /// What else a person has to know: who was asked, who was not, and what to do.
    fn notes(&self, session: &Session, tags: &Tags) {
        let note = |text: &Text| session.report.note(text);
        let skipped = |reason: Skipped| self.digests.skipped.iter().filter(move |(_, why)| **why == reason);
        for error in &self.unanswered {
            session.report.error(error);
        }
        note(&tags.note());
        for (name, _) in skipped(Skipped::NoTag) {
            note(&say::outdated_no_tag(name));
        }
        let (not_pinned, offline) = (skipped(Skipped::NotPinned).count(), skipped(Skipped::Offline).count());
        if not_pinned > 0 {
            note(&say::outdated_not_pinned(not_pinned));
        }
        if offline > 0 {
            note(&say::outdated_offline(offline));
        }
        if !self.unanswered.is_empty() {
            note(&say::outdated_unknown(self.unanswered.len()));
        } else if self.told().is_empty() {
            note(&say::outdated_nothing(&self.now));
        }
        if self.newer != Newer::default() {
            note(&say::outdated_how());
        }
        if self.digests.moved().next().is_some() {
            note(&say::outdated_digest_how());
        }
    }

    /// The document on standard output.
    fn document(&self, directory: &str, code: u8) -> Value {
        let status = match (code, self.unanswered.is_empty()) {
            (diff::DIFFERS, _) => "outdated",
            (_, true) => "current",
            (_, false) => "unknown",
        };
        let endpoint = |(stage, reference, found): &(String, String, endpoint::Endpoint)| -> Value {
            json!({
                "stage": stage, "reference": reference, "name": found.name, "closes": found.closes,
                "successor": found.successor,
            })
        };
        let skipped = |(reference, reason): (&String, &Skipped)| json!({"reference": reference, "reason": reason});
        json!({
            "schema": 1, "command": "outdated", "status": status, "exit_code": code, "dir": directory,
            "istio": {
                "tag": self.now.to_string(), "line": self.now.line(), "newer": self.newer, "known_from": self.known_from,
            },
            "support": self.end, "endpoints": self.closing.iter().map(endpoint).collect::<Vec<_>>(),
            "digests": self.digests.images,
            "skipped": self.digests.skipped.iter().map(skipped).collect::<Vec<_>>(),
            "unanswered": self.unanswered.iter().map(show::problem).collect::<Vec<_>>(),
        })
    }
}
