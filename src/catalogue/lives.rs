//! Gathering the variables of many releases into lives.

use super::variables::Row;
use crate::release::{Kind, Variable, VariableDefault};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What makes a variable one: its name, kind and defaults.
pub(super) type Key = (String, Option<Kind>, VariableDefault, Option<VariableDefault>);

/// Variables of releases that are counted in the order of their versions. Threads may add releases in any order.
#[derive(Debug, Default)]
pub(super) struct Lives(Mutex<BTreeMap<Key, BTreeMap<String, Vec<usize>>>>);

impl Lives {
    /// Adds the variables of a release by its number.
    pub(super) fn add(&self, release: usize, variables: Vec<Variable>) {
        let mut lives = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for variable in variables {
            let key = (variable.name, variable.kind, variable.default, variable.with_ambient);
            let programs = lives.entry(key).or_default();
            for program in variable.components {
                programs.entry(program).or_default().push(release);
            }
        }
    }

    /// The lives by variable: the spans of releases and the programs that registered it then. `tags` are the releases in
    /// the order of their versions.
    pub(super) fn told(self, tags: &[&str]) -> BTreeMap<Key, BTreeMap<String, Vec<String>>> {
        let lives = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let told = lives.into_iter().map(|(key, programs)| {
            let mut life: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (program, mut releases) in programs {
                releases.sort_unstable();
                life.entry(spans(&releases, tags)).or_default().push(program);
            }
            (key, life)
        });
        told.collect()
    }
}

/// The rows of the catalogue, in the order of names and defaults.
pub(super) fn rows(told: &BTreeMap<Key, BTreeMap<String, Vec<String>>>) -> Vec<Row<'_>> {
    let rows = told.iter().map(|((name, kind, default, with_ambient), life)| Row {
        name,
        kind: *kind,
        default: default.clone(),
        with_ambient: with_ambient.clone(),
        life: life
            .iter()
            .map(|(spans, programs)| (spans.as_str(), programs.iter().map(String::as_str).collect()))
            .collect(),
    });
    rows.collect()
}

/// `1.5.0..1.18.7 1.20.1..`
pub(super) fn spans(releases: &[usize], tags: &[&str]) -> String {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for &release in releases {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 >= release => *last = release,
            _ => spans.push((release, release)),
        }
    }
    let tag = |index: usize| tags.get(index).copied().unwrap_or_default();
    let written = spans.into_iter().map(|(first, last)| {
        let until = if last + 1 == tags.len() { "" } else { tag(last) };
        format!("{}..{until}", tag(first))
    });
    written.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_gather_into_spans() {
        let tags = ["1.5.0", "1.5.1", "1.6.0", "1.6.1", "1.7.0"];
        for (releases, expected) in [
            (&[0, 1, 2, 3, 4][..], "1.5.0.."),
            (&[1, 3, 4], "1.5.1..1.5.1 1.6.1.."),
            (&[0, 1, 3], "1.5.0..1.5.1 1.6.1..1.6.1"),
        ] {
            assert_eq!(spans(releases, &tags), expected);
        }
    }
}
