//! What changed in Istio between two releases that matters to one context: from the catalogue alone, or from the facts of
//! sources where those are given.

use crate::catalogue::{self, MESH_CONFIG, Schema, holds};
use crate::endpoint;
use crate::error::Result;
use crate::preset::{Preset, Value};
use crate::release::{Release, Variable, VariableDefault};
use crate::selection::of_component;
use crate::version::Version;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Something that was one thing and is another.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Turn {
    /// What it is about: a stage, a variable; empty where only one thing can be meant.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What it was; empty for what there was not.
    pub was: String,
    /// What it is; empty for what is gone.
    pub now: String,
}

/// What changed between two releases.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema, Serialize)]
#[schemars(rename = "ReleaseChanges")]
pub struct Changes {
    /// The Go that the release is compiled with.
    pub go: Option<Turn>,
    /// Istio's own base images.
    pub base: Option<Turn>,
    /// How many minor lines are skipped on the way.
    pub skipped: u32,
    /// The images that only one of the releases has.
    pub images: Vec<Turn>,
    /// The images that the context starts from, by stage.
    pub references: Vec<Turn>,
    /// The variables that the programs of this context read.
    pub variables: Variables,
    /// The fields of mesh configurations.
    pub mesh: Fields,
    /// The hosts that close and that the context still names.
    pub endpoints: Vec<Closing>,
}

/// What changed among variables.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Variables {
    /// The names that are new.
    pub new: Vec<String>,
    /// The names that are gone.
    pub gone: Vec<String>,
    /// The names that are gone and that the context sets, as `component.NAME`.
    pub gone_set: Vec<String>,
    /// The defaults that changed.
    pub defaults: Vec<Turn>,
    /// The names whose default changed and that the context sets.
    pub defaults_set: Vec<String>,
}

/// What changed among the fields of mesh configurations.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Fields {
    /// The fields of `MeshConfig` itself that are new.
    pub new: Vec<String>,
    /// Those that are gone.
    pub gone: Vec<String>,
    /// Those that are gone and that the context sets.
    pub gone_set: Vec<String>,
}

/// A host that closes.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Closing {
    /// The host and the beginning of a path.
    pub name: String,
    /// The month: `2026-12`.
    pub closes: String,
    /// What takes its place.
    pub successor: String,
}

/// One side of a comparison.
pub struct Side<'a> {
    /// The facts of the release.
    pub release: &'a Release,
    /// Its variables, where they are known.
    pub variables: Option<&'a [Variable]>,
    /// The images that the context starts from, by stage.
    pub references: &'a BTreeMap<String, String>,
}

impl Changes {
    /// Compares two releases in the eyes of a context that is made from a preset.
    ///
    /// # Errors
    /// A bug of ours in the embedded data.
    pub fn between(old: &Side<'_>, new: &Side<'_>, preset: &Preset) -> Result<Changes> {
        let turn = |was: String, now: String| (was != now).then(|| Turn { name: String::new(), was, now });
        let base = |release: &Release| format!("{}/base:{}", release.base.registry, release.base.version);
        let images = |release: &Release| release.images.keys().map(|name| (name.clone(), name.clone())).collect();
        let mut endpoints = Vec::new();
        let closing = endpoint::endpoints()?;
        for reference in new.references.values() {
            if let Some(found) = endpoint::retired_in(reference, &closing) {
                let (name, closes, successor) = (found.name.clone(), found.closes.clone(), found.successor.clone());
                endpoints.push(Closing { name, closes, successor });
            }
        }
        endpoints.dedup();
        Ok(Changes {
            go: turn(old.release.go.version(), new.release.go.version()),
            base: turn(base(old.release), base(new.release)),
            skipped: skipped(&old.release.tag, &new.release.tag),
            images: turns(&images(old.release), &images(new.release)),
            references: turns(old.references, new.references),
            variables: variables(old, new, preset)?,
            mesh: fields(&old.release.tag, &new.release.tag, preset),
            endpoints,
        })
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }
}

/// The minor lines between two tags, without those of the tags.
fn skipped(old: &str, new: &str) -> u32 {
    let minor = |tag: &str| tag.parse::<Version>().map(|version| version.minor).unwrap_or_default();
    minor(new).saturating_sub(minor(old)).saturating_sub(1)
}

fn turns(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<Turn> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let of = |side: &BTreeMap<String, String>, name: &String| side.get(name).cloned().unwrap_or_default();
    let all = names.into_iter().map(|name| Turn { name: name.clone(), was: of(old, name), now: of(new, name) });
    all.filter(|turn| turn.was != turn.now).collect()
}

/// The variables by name that the programs of the context's images read, with their default.
fn of_context(side: &Side<'_>, preset: &Preset) -> Result<BTreeMap<String, String>> {
    let mut programs = BTreeSet::new();
    for (word, _) in preset.list("components").unwrap_or_default() {
        if let Some(component) = catalogue::component(word)? {
            programs.extend(of_component(&component, side.release).into_iter().map(|binary| binary.name.clone()));
        }
    }
    let known = catalogue::variables(&side.release.tag);
    let variables = side.variables.or(known.as_deref()).unwrap_or_default();
    let read = variables.iter().filter(|variable| !variable.components.is_disjoint(&programs));
    Ok(read.map(|variable| (variable.name.clone(), shown(&variable.default))).collect())
}

fn shown(default: &VariableDefault) -> String {
    match default {
        VariableDefault::Text(text) => format!("\"{text}\""),
        VariableDefault::Expression(expression) => expression.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn variables(old: &Side<'_>, new: &Side<'_>, preset: &Preset) -> Result<Variables> {
    let mut found = Variables::default();
    if old.release.tag == new.release.tag {
        return Ok(found);
    }
    let (old, new) = (of_context(old, preset)?, of_context(new, preset)?);
    let set: Vec<(&str, &str)> =
        preset.below(&["env"]).filter_map(|(rest, _)| Some((rest.first()?.as_str(), rest.get(1)?.as_str()))).collect();
    for turn in turns(&old, &new) {
        let setters = set.iter().filter(|(_, name)| *name == turn.name);
        let setters = setters.map(|(component, name)| format!("{component}.{name}"));
        match (turn.was.is_empty(), turn.now.is_empty()) {
            (true, _) => found.new.push(turn.name),
            (_, true) => {
                found.gone_set.extend(setters);
                found.gone.push(turn.name);
            }
            _ => {
                found.defaults_set.extend(setters);
                found.defaults.push(turn);
            }
        }
    }
    found.gone_set.dedup();
    found.defaults_set.dedup();
    Ok(found)
}

fn fields(old: &str, new: &str, preset: &Preset) -> Fields {
    let numbers = |tag: &str| tag.parse::<Version>().map(|tag| [tag.major, tag.minor, tag.patch]).ok();
    let (Some(was), Some(now)) = (numbers(old), numbers(new)) else { return Fields::default() };
    let mut found = Fields::default();
    if was == now {
        return found;
    }
    let schema = Schema::embedded();
    let of = |version: [u32; 3]| -> BTreeSet<&str> {
        schema.fields(MESH_CONFIG).filter(|field| holds(field.releases, version)).map(|field| field.name).collect()
    };
    let (was, now) = (of(was), of(now));
    found.new = now.difference(&was).map(|name| (*name).to_owned()).collect();
    found.gone = was.difference(&now).map(|name| (*name).to_owned()).collect();
    let plain = |name: &str| name.replace('_', "").to_ascii_lowercase();
    for (rest, setting) in preset.below(&["mesh"]) {
        let name = rest.first().map(|name| plain(name)).unwrap_or_default();
        let gone = found.gone.iter().find(|gone| plain(gone) == name && setting.value != Value::Unset);
        found.gone_set.extend(gone.cloned());
    }
    found.gone_set.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Origin;

    fn between(old: &str, new: &str, preset: &str) -> Changes {
        let (preset, findings) = crate::preset::read(preset, &Origin::Default);
        assert_eq!(findings, []);
        let (old, new) = (catalogue::release(old).unwrap(), catalogue::release(new).unwrap());
        let named = |reference: &str| BTreeMap::from([("pilot".to_owned(), reference.to_owned())]);
        let old = Side { release: &old, variables: None, references: &named("docker.io/istio/pilot:1.28.10") };
        let new = Side { release: &new, variables: None, references: &named("gcr.io/istio-release/pilot:1.30.3") };
        Changes::between(&old, &new, &preset).unwrap()
    }

    #[test]
    fn what_matters_to_a_context_is_told_and_nothing_else() {
        let gone = {
            let names = |tag: &str| -> BTreeSet<String> {
                let of_pilot = |variable: &Variable| variable.components.contains("pilot-discovery");
                catalogue::variables(tag).unwrap().into_iter().filter(of_pilot).map(|found| found.name).collect()
            };
            names("1.28.10").difference(&names("1.30.3")).cloned().collect::<Vec<_>>()
        };
        let name = gone.first().expect("a variable of pilot went between these releases");
        let changes = between("1.28.10", "1.30.3", &format!("components: [pilot]\nenv: {{pilot: {{{name}: x}}}}\n"));
        assert_eq!(changes.variables.gone, gone);
        assert_eq!(changes.variables.gone_set, [format!("pilot.{name}")]);
        assert!(!changes.variables.new.is_empty() && changes.go.is_some() && changes.base.is_some());
        assert_eq!(changes.skipped, 1);
        assert_eq!(changes.references.len(), 1);
        assert_eq!(changes.endpoints[0].closes, "2026-12");
        let ztunnel = between("1.28.10", "1.30.3", "components: [ztunnel]\n");
        assert_eq!(ztunnel.variables, Variables::default(), "ztunnel reads none of them");
    }

    #[test]
    fn a_release_against_itself_has_only_what_the_context_itself_changed() {
        let changes = between("1.30.3", "1.30.3", "components: [pilot]\n");
        let only = Changes {
            references: changes.references.clone(),
            endpoints: changes.endpoints.clone(),
            ..Changes::default()
        };
        assert_eq!(changes, only);
    }
}
