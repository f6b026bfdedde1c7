//! The environment variables of the catalogue: kept by their lives, since most stay the same for many releases.

use super::build::numbers;
use super::releases::{read, releases};
use crate::release::{Era, Kind, Variable, VariableDefault};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The file of all variables.
pub(super) const VARIABLES: &str = "variables.json";
/// How similar a name must be to be offered, from 0 to 1.
const SIMILAR: f64 = 0.85;

/// A variable with one default, and the releases that it had it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// What the variable holds; `None` if that is not written where it is registered.
    pub kind: Option<Kind>,
    /// What it is when it is not set.
    pub default: VariableDefault,
    /// Its default with `PILOT_ENABLE_AMBIENT=true`, for a variable that is ignored without that.
    pub with_ambient: Option<VariableDefault>,
    /// The spans of releases, in the order of their versions, and the programs that registered it so.
    pub spans: Vec<(Span, BTreeSet<String>)>,
}

/// Releases in the order of their versions, both ends included. A variable that came to two lines by patches has a span in
/// each: `1.19.8..1.19.10` and `1.20.4..`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first release.
    pub since: String,
    /// The last release; `None` for the newest of the catalogue.
    pub until: Option<String>,
}

/// A row of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<Kind>,
    pub(super) default: VariableDefault,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) with_ambient: Option<VariableDefault>,
    /// Programs by their spans: `1.5.0..1.18.7 1.20.1..`.
    pub(super) life: BTreeMap<String, Vec<String>>,
}

/// The variables that the programs of a release register, in the order of their names and without descriptions; `None` for
/// a release that the catalogue does not have, or before 1.5. `since` and `until` are those of the name, whatever its
/// default was and whichever program registered it.
#[must_use]
pub fn variables(tag: &str) -> Option<Vec<Variable>> {
    releases().iter().find(|entry| entry.tag == tag && entry.era == Era::Istiod)?;
    let version = numbers(tag)?;
    let rows: Vec<Row> = read(VARIABLES)?;
    let mut lives: BTreeMap<String, (Bound, Option<Bound>)> = BTreeMap::new();
    for (name, span) in rows.iter().flat_map(|row| row.life.keys().map(|spans| (&row.name, spans))) {
        for (since, until) in bounds(span) {
            let life = lives.entry(name.clone()).or_insert_with(|| (since.clone(), until.clone()));
            if since.0 < life.0.0 {
                life.0 = since;
            }
            if let Some(known) = &life.1
                && until.as_ref().is_none_or(|until| until.0 > known.0)
            {
                life.1 = until;
            }
        }
    }
    let variables = rows.into_iter().filter_map(|row| {
        let alive = |spans: &String| {
            bounds(spans).any(|(since, until)| since.0 <= version && until.is_none_or(|until| version <= until.0))
        };
        let components: BTreeSet<String> =
            row.life.into_iter().filter(|(spans, _)| alive(spans)).flat_map(|(_, programs)| programs).collect();
        let (since, until) = lives.get(&row.name).cloned()?;
        (!components.is_empty()).then(|| Variable {
            name: row.name,
            kind: row.kind,
            default: row.default,
            with_ambient: row.with_ambient,
            components,
            since: Some(since.1),
            until: until.map(|until| until.1),
            description: None,
        })
    });
    Some(variables.collect())
}

/// The lives of a variable, the oldest first: one for each default that it ever had. Empty for a name that no release from
/// 1.5 on registers.
#[must_use]
pub fn history(name: &str) -> Vec<Life> {
    let rows: Vec<Row> = read(VARIABLES).unwrap_or_default();
    let mut lives: Vec<([u32; 3], Life)> = Vec::new();
    for row in rows.into_iter().filter(|row| row.name == name) {
        let mut spans = Vec::new();
        for (text, programs) in row.life {
            let programs: BTreeSet<String> = programs.into_iter().collect();
            for (since, until) in bounds(&text) {
                let span = Span { since: since.1, until: until.map(|until| until.1) };
                spans.push((since.0, span, programs.clone()));
            }
        }
        spans.sort_by(|left, right| (left.0, &left.1.until, &left.2).cmp(&(right.0, &right.1.until, &right.2)));
        let Some((first, ..)) = spans.first() else { continue };
        let first = *first;
        let spans = spans.into_iter().map(|(_, span, programs)| (span, programs)).collect();
        lives.push((first, Life { kind: row.kind, default: row.default, with_ambient: row.with_ambient, spans }));
    }
    lives.sort_by_key(|(first, _)| *first);
    lives.into_iter().map(|(_, life)| life).collect()
}

/// The names that a wrong name most likely means, the most similar first, at most `count`. With a tag, only what that
/// release registers is offered.
#[must_use]
pub fn nearest(name: &str, tag: Option<&str>, count: usize) -> Vec<String> {
    let names: BTreeSet<String> = match tag {
        Some(tag) => variables(tag).unwrap_or_default().into_iter().map(|variable| variable.name).collect(),
        None => read::<Vec<Row>>(VARIABLES).unwrap_or_default().into_iter().map(|row| row.name).collect(),
    };
    let name: String = name.chars().take(200).collect::<String>().to_uppercase();
    let mut scored: Vec<(f64, String)> = names
        .into_iter()
        .map(|known| (similarity(&name, &known), known))
        .filter(|(score, known)| *score >= SIMILAR && *known != name)
        .collect();
    scored.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.cmp(&right.1)));
    scored.into_iter().take(count).map(|(_, known)| known).collect()
}

/// From 0 to 1. Misspellings change few letters; a wrong prefix (`ISTIO_PILOT_…`) or a missing ending leaves most of the
/// words in a row.
fn similarity(typed: &str, known: &str) -> f64 {
    let letters = strsim::normalized_damerau_levenshtein(typed, known);
    let (typed, known): (Vec<&str>, Vec<&str>) = (typed.split('_').collect(), known.split('_').collect());
    let run = longest_run(&typed, &known);
    let tells = (run >= 3 && 2 * run > typed.len()) || (run >= 2 && run == typed.len().min(known.len()));
    #[allow(clippy::cast_precision_loss, reason = "names have few words")]
    let words = 2.0 * run as f64 / (typed.len() + known.len()) as f64;
    if tells { letters.max(SIMILAR + 0.1 * words) } else { letters }
}

/// How many words in a row two names share at most.
fn longest_run(left: &[&str], right: &[&str]) -> usize {
    let run = |(i, j): (usize, usize)| left[i..].iter().zip(&right[j..]).take_while(|(a, b)| a == b).count();
    (0..left.len()).flat_map(|i| (0..right.len()).map(move |j| (i, j))).map(run).max().unwrap_or_default()
}

/// A version as numbers and as it is written.
pub(super) type Bound = ([u32; 3], String);

pub(super) fn bounds(spans: &str) -> impl Iterator<Item = (Bound, Option<Bound>)> {
    let bound = |text: &str| Some((numbers(text)?, text.to_owned()));
    spans.split(' ').filter_map(move |span| {
        let (since, until) = span.split_once("..")?;
        Some((bound(since)?, bound(until)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read() {
        let read: Vec<String> = bounds("1.19.8..1.19.10 1.20.4..")
            .map(|(since, until)| format!("{}-{}", since.1, until.map_or("now".into(), |until| until.1)))
            .collect();
        assert_eq!(read, ["1.19.8-1.19.10", "1.20.4-now"]);
    }

    #[test]
    fn a_misspelt_or_longer_name_is_similar() {
        for (typed, known) in [
            ("ISTIO_GRPC_MAXSTREAMS", "ISTIO_GPRC_MAXSTREAMS"),
            ("ISTIO_PILOT_ENABLE_AMBIENT", "PILOT_ENABLE_AMBIENT"),
            ("PILOT_ENABLE_PROTOCOL_SNIFFING", "PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND"),
        ] {
            assert!(similarity(typed, known) >= SIMILAR, "{typed}: {}", similarity(typed, known));
        }
        assert!(similarity("PILOT_HTTP10", "PILOT_ENABLE_STATUS") < SIMILAR);
        assert!(similarity("", "PILOT_HTTP10") < SIMILAR);
    }
}
