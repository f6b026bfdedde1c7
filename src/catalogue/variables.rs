//! The environment variables of the catalogue: kept by their lives, since most stay the same for many releases.

use super::build::numbers;
use super::releases::{bytes, releases};
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

/// A row of the file: the texts that need no unescaping are not copied out of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row<'a> {
    pub(super) name: &'a str,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<Kind>,
    pub(super) default: VariableDefault,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) with_ambient: Option<VariableDefault>,
    /// The spans of releases (`1.5.0..1.18.7 1.20.1..`), and the programs that registered it then.
    #[serde(borrow)]
    pub(super) life: Vec<(&'a str, Vec<&'a str>)>,
}

fn rows() -> Option<Vec<Row<'static>>> {
    serde_json::from_slice(bytes(VARIABLES)?).ok()
}

/// The variables that the programs of a release register, in the order of their names and without descriptions; `None` for
/// a release that the catalogue does not have, or before 1.5. `since` and `until` are those of the name, whatever its
/// default was and whichever program registered it.
#[must_use]
pub fn variables(tag: &str) -> Option<Vec<Variable>> {
    releases().iter().find(|entry| entry.tag == tag && entry.era == Era::Istiod)?;
    let version = numbers(tag)?;
    let rows = rows()?;
    let mut variables = Vec::new();
    // The rows of a name stand together.
    for rows in rows.chunk_by(|left, right| left.name == right.name) {
        let (mut since, mut until) = (None::<Bound<'_>>, Some(Bound([0; 3], "")));
        let first = variables.len();
        for row in rows {
            let mut components = BTreeSet::new();
            for (spans, programs) in &row.life {
                for (start, end) in bounds(spans) {
                    since = since.filter(|since| since.0 <= start.0).or(Some(start));
                    until = until.and_then(|until| end.map(|end| if end.0 > until.0 { end } else { until }));
                    if start.0 <= version && end.is_none_or(|end| version <= end.0) {
                        components.extend(programs.iter().map(|&program| program.to_owned()));
                    }
                }
            }
            if !components.is_empty() {
                variables.push(Variable {
                    name: row.name.to_owned(),
                    kind: row.kind,
                    default: row.default.clone(),
                    with_ambient: row.with_ambient.clone(),
                    components,
                    since: None,
                    until: None,
                    description: None,
                });
            }
        }
        for variable in &mut variables[first..] {
            variable.since = since.map(Bound::written);
            variable.until = until.map(Bound::written);
        }
    }
    Some(variables)
}

/// The lives of a variable, the oldest first: one for each default that it ever had. Empty for a name that no release from
/// 1.5 on registers.
#[must_use]
pub fn history(name: &str) -> Vec<Life> {
    let rows = rows().unwrap_or_default();
    lives(rows.into_iter().filter(|row| row.name == name)).remove(name).unwrap_or_default()
}

/// The lives of all variables by their names, as [`history`] gives those of one.
#[must_use]
pub fn histories() -> BTreeMap<String, Vec<Life>> {
    lives(rows().unwrap_or_default())
}

fn lives<'a>(rows: impl IntoIterator<Item = Row<'a>>) -> BTreeMap<String, Vec<Life>> {
    let mut found: BTreeMap<String, Vec<([u32; 3], Life)>> = BTreeMap::new();
    for row in rows {
        let mut spans = Vec::new();
        for (text, programs) in &row.life {
            let programs: BTreeSet<String> = programs.iter().map(|&program| program.to_owned()).collect();
            spans.extend(bounds(text).map(|(since, until)| {
                let span = Span { since: since.written(), until: until.map(Bound::written) };
                ((since.0, until.map(|until| until.0)), span, programs.clone())
            }));
        }
        spans.sort_by(|left, right| (left.0, &left.2).cmp(&(right.0, &right.2)));
        let Some(((first, _), ..)) = spans.first() else { continue };
        let first = *first;
        let spans = spans.into_iter().map(|(_, span, programs)| (span, programs)).collect();
        let life = Life { kind: row.kind, default: row.default, with_ambient: row.with_ambient, spans };
        found.entry(row.name.to_owned()).or_default().push((first, life));
    }
    let in_order = |mut lives: Vec<([u32; 3], Life)>| {
        lives.sort_by_key(|(first, _)| *first);
        lives.into_iter().map(|(_, life)| life).collect()
    };
    found.into_iter().map(|(name, lives)| (name, in_order(lives))).collect()
}

/// The names that a wrong name most likely means, the most similar first, at most `count`. With a tag, only what that
/// release registers is offered.
#[must_use]
pub fn nearest(name: &str, tag: Option<&str>, count: usize) -> Vec<String> {
    let names: BTreeSet<String> = match tag {
        Some(tag) => variables(tag).unwrap_or_default().into_iter().map(|variable| variable.name).collect(),
        None => rows().unwrap_or_default().into_iter().map(|row| row.name.to_owned()).collect(),
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
#[derive(Clone, Copy)]
pub(super) struct Bound<'a>([u32; 3], &'a str);

impl Bound<'_> {
    pub(super) fn numbers(&self) -> [u32; 3] {
        self.0
    }

    fn written(self) -> String {
        self.1.to_owned()
    }
}

pub(super) fn bounds(spans: &str) -> impl Iterator<Item = (Bound<'_>, Option<Bound<'_>>)> {
    let bound = |text| Some(Bound(numbers(text)?, text));
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
            .map(|(since, until)| format!("{}-{}", since.1, until.map_or("now", |until| until.1)))
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
