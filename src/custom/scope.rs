//! Reads what stands below `customize` for one component: its own words, and those for all.

use super::ALL;
use crate::finding::Origin;
use crate::preset::{Preset, Value};
use std::collections::BTreeMap;

/// The words for one component.
pub(super) struct Scope<'a> {
    pub(super) preset: &'a Preset,
    component: &'a str,
}

/// A named entry: `files.motd`.
pub(super) struct Entry<'a> {
    /// The scope that it stands in: a component or `all`.
    pub(super) scope: &'a str,
    /// Its name.
    pub(super) name: &'a str,
    /// Its path in the preset.
    pub(super) path: String,
    /// Where the user first spoke of it.
    pub(super) origin: &'a Origin,
}

impl<'a> Scope<'a> {
    pub(super) fn new(preset: &'a Preset, component: &'a str) -> Scope<'a> {
        Scope { preset, component }
    }

    /// The scopes, from the general to the special.
    fn scopes(&self) -> [&'a str; 2] {
        [ALL, self.component]
    }

    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        self.scopes().iter().all(|scope| self.preset.below(&["customize", scope]).next().is_none())
    }

    /// A text: the component's own, or that for all.
    pub(super) fn text(&self, name: &str) -> Option<(&'a str, &'a Origin)> {
        self.scopes().iter().rev().find_map(|scope| self.preset.text(&format!("customize.{scope}.{name}")))
    }

    /// The scope that a text stands in.
    pub(super) fn scope_of(&self, name: &str) -> &'a str {
        let own = self.preset.text(&format!("customize.{}.{name}", self.component)).is_some();
        if own { self.component } else { ALL }
    }

    /// Whether a switch is on.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.text(name).is_some_and(|(value, _)| value == "true")
    }

    /// The items for all and the component's own, each with the scope that it stands in.
    pub(super) fn items(&self, name: &str) -> Vec<(&'a str, &'a str, &'a Origin)> {
        let mut found = Vec::new();
        for scope in self.scopes() {
            let items = self.preset.list(&format!("customize.{scope}.{name}")).unwrap_or_default();
            found.extend(items.iter().map(|(item, origin)| (scope, item.as_str(), origin)));
        }
        found
    }

    /// A list that is one value: the component's own, or that for all.
    pub(super) fn list(&self, name: &str) -> Option<&'a [(String, Origin)]> {
        self.scopes().iter().rev().find_map(|scope| self.preset.list(&format!("customize.{scope}.{name}")))
    }

    /// Texts by names of the user's, which may have dots.
    pub(super) fn texts(&self, name: &str) -> BTreeMap<String, (&'a str, &'a Origin)> {
        let mut found = BTreeMap::new();
        for scope in self.scopes() {
            for (rest, setting) in self.preset.iter().filter_map(|(path, setting)| {
                let below = path.len() > 3 && path[0] == "customize" && path[1] == scope && path[2] == name;
                below.then(|| (&path[3..], setting))
            }) {
                if let Value::Text(text) = &setting.value {
                    found.insert(rest.join("."), (text.as_str(), &setting.origin));
                }
            }
        }
        found
    }

    /// The named entries below a word: an entry of the component's own stands for one of the same name for all.
    pub(super) fn entries(&self, word: &str) -> Vec<Entry<'a>> {
        let mut found: BTreeMap<&str, Entry<'a>> = BTreeMap::new();
        for scope in self.scopes() {
            for (path, setting) in self.preset.iter() {
                let [root, held, kind, name, ..] = path.as_slice() else { continue };
                if root != "customize" || held != scope || kind != word {
                    continue;
                }
                let known = found.get(name.as_str()).is_some_and(|entry| entry.scope == scope);
                if !known {
                    let path = format!("customize.{scope}.{word}.{name}");
                    found.insert(name, Entry { scope, name, path, origin: &setting.origin });
                }
            }
        }
        found.into_values().collect()
    }
}
