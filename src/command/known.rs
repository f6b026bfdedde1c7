//! What is known of the variables of a release, for `list env` and `explain`.

use super::{Session, sources};
use crate::catalogue::{self, COMPONENTS, Life, Span};
use crate::error::{Error, Kind, Result};
use crate::finding::Origin;
use crate::preset::{self, Preset};
use crate::release::{Era, Release, Variable, VariableDefault};
use crate::selection::{TagChoice, choose_tag, of_component, unknown_tag};
use crate::text::env as env_text;
use crate::version::Version;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A release with its variables.
pub(super) struct Known {
    pub(super) release: Release,
    pub(super) variables: Vec<Variable>,
}

/// The release that a command line names, the newest one that the catalogue knows when it names none. With sources, the
/// variables have descriptions.
///
/// # Errors
/// A tag that is none, or that nobody knows.
pub(super) fn known(session: &Session, matches: &ArgMatches) -> Result<Known> {
    let source = crate::cli::one(matches, "istio-source");
    let tag = tag(crate::cli::one(matches, "istio").unwrap_or("newest"), source.is_some())?;
    if let Some(source) = source {
        let opened = sources::open(session, Some(source), &tag, None, false)?;
        let mut variables = sources::variables(&opened)?;
        let histories = catalogue::histories();
        for variable in &mut variables {
            if let Some((since, until)) = histories.get(&variable.name).and_then(|lives| crate::env::life_of(lives)) {
                (variable.since, variable.until) = (Some(since), Some(until).filter(|until| *until != tag));
            }
        }
        return Ok(Known { release: opened.release, variables });
    }
    let unknown = || Error::new(Kind::Answers, env_text::env_no_facts(&tag));
    let release = catalogue::release(&tag).ok_or_else(unknown)?;
    let variables = catalogue::variables(&tag).ok_or_else(unknown)?;
    Ok(Known { release, variables })
}

/// The tag that was meant, whatever the way it was written.
///
/// # Errors
/// One that is no tag of Istio, or, without sources, that the catalogue does not know.
pub(super) fn tag(typed: &str, sources: bool) -> Result<String> {
    let mut preset = Preset::default();
    let origin = Origin::Flag("--istio".to_owned());
    let _ = preset::set(&mut preset, "istio.tag", typed, &origin);
    let all: Vec<String> = catalogue::releases().iter().map(|entry| entry.tag.clone()).collect();
    let mut findings = Vec::new();
    let finding = match choose_tag(&preset, &all, &mut findings) {
        TagChoice::Known(tag) => return Ok(tag),
        TagChoice::Unlisted(tag) if sources => return Ok(tag),
        TagChoice::Unlisted(tag) => Some(unknown_tag(&tag, &origin, &all)),
        TagChoice::Open | TagChoice::Refused => findings.pop(),
    };
    let Some(finding) = finding else { return Err(Error::new(Kind::Answers, env_text::env_no_facts(typed))) };
    let error = Error::new(Kind::Answers, finding.message);
    Err(match finding.hint {
        Some(hint) => error.hint(hint),
        None => error,
    })
}

/// The releases that a context is made for, the newest last.
pub(super) fn newest() -> String {
    let made = catalogue::releases().iter().rev().find(|entry| entry.era == Era::Istiod);
    made.map(|entry| entry.tag.clone()).unwrap_or_default()
}

/// The components and the programs in their images, in the order of the catalogue.
pub(super) struct Readers(Vec<(String, BTreeSet<String>)>);

impl Readers {
    /// Those of a release.
    ///
    /// # Errors
    /// A bug of ours in the embedded data.
    pub(super) fn of(release: &Release) -> Result<Readers> {
        let mut readers = Vec::new();
        for id in COMPONENTS {
            if let Some(component) = catalogue::component(id)? {
                let programs = of_component(&component, release).into_iter().map(|binary| binary.name.clone());
                readers.push((component.id.clone(), programs.collect()));
            }
        }
        Ok(Readers(readers))
    }

    /// The components that hold one of the programs; `init` holds what `proxy` holds.
    pub(super) fn components(&self, programs: &BTreeSet<String>) -> Vec<&str> {
        let holds = |(id, own): &&(String, BTreeSet<String>)| id != "init" && !own.is_disjoint(programs);
        self.0.iter().filter(holds).map(|(id, _)| id.as_str()).collect()
    }

    /// Whether a component holds one of the programs.
    pub(super) fn reads(&self, component: &str, programs: &BTreeSet<String>) -> bool {
        self.0.iter().any(|(id, own)| id == component && !own.is_disjoint(programs))
    }
}

/// A default as it is shown: a constant, or the Go expression that computes it.
pub(super) fn default(default: &VariableDefault) -> Value {
    match default {
        VariableDefault::Text(text) => json!({"text": text}),
        VariableDefault::Expression(expression) => json!({"expression": expression}),
    }
}

/// The same for a person.
pub(super) fn shown(default: &VariableDefault) -> String {
    match default {
        VariableDefault::Text(text) if text.is_empty() => "\"\"".to_owned(),
        VariableDefault::Text(text) => text.clone(),
        VariableDefault::Expression(expression) => {
            format!("({})", expression.split_whitespace().collect::<Vec<_>>().join(" "))
        }
    }
}

/// When a default lived in any program: spans of programs that overlap are one.
pub(super) fn spans(life: &Life) -> Vec<Span> {
    let version = |tag: &str| tag.parse::<Version>().ok();
    let mut all: Vec<&Span> = life.spans.iter().map(|(span, _)| span).collect();
    all.sort_by_key(|span| version(&span.since));
    let mut merged: Vec<Span> = Vec::new();
    for span in all {
        match merged.last_mut() {
            Some(last) if last.until.is_none() => {}
            Some(last) if last.until.as_ref().is_some_and(|until| version(until) >= version(&span.since)) => {
                if span.until.is_none() || span.until.as_deref().map(version) > last.until.as_deref().map(version) {
                    last.until.clone_from(&span.until);
                }
            }
            _ => merged.push(span.clone()),
        }
    }
    merged
}

/// Every default that a variable ever had with the first and the last release that had it, the oldest first.
pub(super) fn defaults<'a>(lives: impl IntoIterator<Item = &'a Life>) -> Vec<Value> {
    lives
        .into_iter()
        .map(|life| {
            let spans: Vec<Value> =
                spans(life).iter().map(|span| json!({"since": span.since, "until": span.until})).collect();
            json!({"default": default(&life.default), "type": life.kind, "spans": spans})
        })
        .collect()
}
