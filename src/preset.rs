//! Presets: partial settings by path, each knowing where it came from.
//!
//! A preset file, the presets that it extends, flags and answers are all layers of one map; the last layer that speaks
//! of a path wins. The table in [`key`] says which paths there are.

pub mod key;
mod read;

use crate::finding::Origin;
use crate::yaml;
use std::collections::BTreeMap;
use std::fmt;

pub(crate) use read::yaml_problem;
pub use read::{read, set};

/// A value as a layer gave it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A scalar's text, as written.
    Text(String),
    /// A list; each item knows its own place.
    List(Vec<(String, Origin)>),
    /// Configuration that is passed on with its types.
    Yaml(serde_yaml::Value),
    /// An explicit null: takes back what a lower layer said.
    Unset,
}

impl fmt::Display for Value {
    /// As a person would write it, in one line where that can be.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) => f.write_str(text),
            Value::List(items) => {
                f.write_str(&items.iter().map(|(item, _)| item.as_str()).collect::<Vec<_>>().join(", "))
            }
            Value::Yaml(value) => f.write_str(serde_yaml::to_string(value).unwrap_or_default().trim_end()),
            Value::Unset => f.write_str("~"),
        }
    }
}

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The value.
    pub value: Value,
    /// Where it came from.
    pub origin: Origin,
}

/// A path as its parts: `["env", "pilot", "PILOT_HTTP10"]`.
pub type Path = Vec<String>;

/// Settings by path, in the order of the paths. It may be partial.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preset {
    settings: BTreeMap<Path, Setting>,
}

impl Preset {
    /// Puts a value at a path.
    pub fn insert(&mut self, path: Path, setting: Setting) {
        self.settings.insert(path, setting);
    }

    /// Lays another preset over this one: what it says wins, what it unsets is gone.
    pub fn overlay(&mut self, above: Preset) {
        for (path, setting) in above.settings {
            if setting.value == Value::Unset {
                self.settings.retain(|held, _| !held.starts_with(&path));
            } else {
                self.settings.insert(path, setting);
            }
        }
    }

    /// Takes away what stands at a dotted path or below it.
    pub fn remove(&mut self, path: &str) {
        let path: Path = path.split('.').map(str::to_owned).collect();
        self.settings.retain(|held, _| !held.starts_with(&path));
    }

    /// The setting at a dotted path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Setting> {
        let path: Path = path.split('.').map(str::to_owned).collect();
        self.settings.get(&path)
    }

    /// The text at a dotted path, with its origin.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<(&str, &Origin)> {
        match self.get(path) {
            Some(Setting { value: Value::Text(text), origin }) => Some((text, origin)),
            _ => None,
        }
    }

    /// The items of the list at a dotted path.
    #[must_use]
    pub fn list(&self, path: &str) -> Option<&[(String, Origin)]> {
        match self.get(path) {
            Some(Setting { value: Value::List(items), .. }) => Some(items),
            _ => None,
        }
    }

    /// The settings below a path, with what follows that path.
    pub fn below<'a>(&'a self, path: &'a [&'a str]) -> impl Iterator<Item = (&'a [String], &'a Setting)> {
        self.settings
            .iter()
            .filter(move |(held, _)| held.len() > path.len() && held.iter().zip(path).all(|(held, part)| held == part))
            .map(move |(held, setting)| (&held[path.len()..], setting))
    }

    /// All settings in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Setting)> {
        self.settings.iter()
    }

    /// The mapping at a path, rebuilt from its leaves (`mesh`). `None` when nothing stands there.
    #[must_use]
    pub fn mapping(&self, path: &str) -> Option<serde_yaml::Mapping> {
        let mut root = serde_yaml::Mapping::new();
        for (rest, setting) in self.below(&[path]) {
            if let Value::Yaml(value) = &setting.value {
                put(&mut root, rest, value.clone());
            }
        }
        (!root.is_empty()).then_some(root)
    }
}

/// Puts a value below a mapping; a scalar that stands in the way of a longer path gives way to it.
fn put(mapping: &mut serde_yaml::Mapping, path: &[String], value: serde_yaml::Value) {
    let [first, rest @ ..] = path else { return };
    let slot = mapping.entry(serde_yaml::Value::String(first.clone())).or_insert(serde_yaml::Value::Null);
    if rest.is_empty() {
        *slot = value;
        return;
    }
    if !slot.is_mapping() {
        *slot = serde_yaml::Value::Mapping(serde_yaml::Mapping::new());
    }
    if let serde_yaml::Value::Mapping(below) = slot {
        put(below, rest, value);
    }
}

/// The comment by which editors find the schema of a preset; `schema` is a path relative to it.
#[must_use]
pub fn modeline(schema: &str) -> String {
    format!("# yaml-language-server: $schema={schema}\n")
}

/// Writes settings as a preset file. The keys stand in the order of the table, so that a person finds them.
#[must_use]
pub fn write(preset: &Preset) -> String {
    let mut root = serde_yaml::Mapping::new();
    for key in key::KEYS {
        let first = key.path.split('.').next().unwrap_or_default();
        for (path, setting) in preset.iter().filter(|(path, _)| path.first().is_some_and(|part| part == first)) {
            let mut place = path.clone();
            if preset.below(&path.iter().map(String::as_str).collect::<Vec<_>>()).next().is_some()
                && key::has_long_form(path)
            {
                place.push("value".to_owned());
            }
            // The one number that a preset has by nature; all else is text, as `1.30` must stay.
            let number = match &setting.value {
                Value::Text(text) if first == "schema" => text.parse::<u64>().ok(),
                _ => None,
            };
            put(&mut root, &place, number.map_or_else(|| to_yaml(&setting.value), Into::into));
        }
    }
    serde_yaml::to_string(&root).unwrap_or_default()
}

fn to_yaml(value: &Value) -> serde_yaml::Value {
    let text = |text: &String| serde_yaml::Value::String(text.clone());
    match value {
        Value::Text(value) => text(value),
        Value::List(items) => serde_yaml::Value::Sequence(items.iter().map(|(item, _)| text(item)).collect()),
        Value::Yaml(value) => value.clone(),
        Value::Unset => serde_yaml::Value::Null,
    }
}

/// Whether a name in `extends` or `--preset` means a file and not a preset in the box.
#[must_use]
pub fn is_file(name: &str) -> bool {
    name == "-" || name.contains(['/', '\\']) || name.ends_with(".yaml") || name.ends_with(".yml")
}

/// The origin of a node of a preset: its place in a file of the user, or the name of a preset in the box.
pub(crate) fn origin_at(source: &Origin, place: yaml::Place) -> Origin {
    match source {
        Origin::File { path, .. } => Origin::File { path: path.clone(), line: place.line, column: place.column },
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(text: &str) -> Preset {
        let (preset, findings) = read(text, &Origin::Preset("test".into()));
        assert_eq!(findings, []);
        preset
    }

    #[test]
    fn the_last_layer_that_speaks_of_a_path_wins_and_null_takes_back() {
        let mut preset = layer("istio: {tag: 1.30}\nenv: {pilot: {A: x, B: y}}\ncomponents: [pilot, proxy]\n");
        preset.overlay(layer("env: {pilot: {A: z, B: ~}}\ncomponents: proxy\nmesh: {a: {b: 1}}\n"));
        preset.overlay(layer("mesh: {a: {c: true}}\n"));
        assert_eq!(preset.text("istio.tag").unwrap().0, "1.30");
        assert_eq!(preset.text("env.pilot.A").unwrap().0, "z");
        assert_eq!(preset.text("env.pilot.B"), None);
        assert_eq!(preset.list("components").unwrap().len(), 1);
        let mesh = serde_yaml::to_string(&preset.mapping("mesh").unwrap()).unwrap();
        assert_eq!(mesh, "a:\n  b: 1\n  c: true\n");
    }

    #[test]
    fn null_takes_back_a_whole_entry_and_an_empty_place_nothing() {
        let below =
            "customize: {pilot: {files: {a: {path: x, target: /x}, b: {path: y, target: /y}}, users: {u: '1:1'}}}\n";
        let over = |above: &str| {
            let mut preset = layer(&format!("{below}env: {{pilot: {{A: x}}}}\nbases: {{m: {{reference: r}}}}\n"));
            preset.overlay(layer(above));
            preset.iter().map(|(path, _)| path.join(".")).collect::<Vec<_>>().join(" ")
        };
        let all = over("{}");
        assert!(!over("customize: {pilot: {files: {a: ~}}}\n").contains("files.a"));
        assert!(over("customize: {pilot: {files: {a: ~}}}\n").contains("files.b.path"));
        assert!(!over("customize: {pilot: {files: null}}\n").contains("files"));
        assert_eq!(over("customize: ~\nenv: ~\nbases: {m: ~}\n"), "");
        assert_eq!(over("customize:\nenv:\n  pilot:\nbases: {m: }\n"), all);
        // What takes an entry back and gives a new one: the later layer speaks last.
        let mut preset = layer("labels: {a: x}\n");
        preset.overlay(layer("labels: ~\n"));
        preset.overlay(layer("labels: {b: y}\n"));
        assert_eq!((preset.text("labels.a"), preset.text("labels.b").map(|(text, _)| text)), (None, Some("y")));
    }

    #[test]
    fn a_written_preset_reads_back_the_same() {
        let preset =
            layer("istio: {tag: '1.30'}\nlabels: {a.b: 'yes'}\nmesh: {x: [1, two]}\nplatforms: [linux/amd64]\n");
        let again = layer(&write(&preset));
        assert_eq!(again, preset);
    }

    #[test]
    fn a_value_may_be_written_with_what_is_said_beside_it() {
        let mut preset = layer("env: {pilot: {A: x, B: {value: y, unchecked: true}}}\n");
        assert_eq!(preset.text("env.pilot.B").unwrap().0, "y");
        assert_eq!(preset.text("env.pilot.B.unchecked").unwrap().0, "true");
        assert_eq!(layer(&write(&preset)), preset);
        preset.overlay(layer("env: {pilot: {A: {unchecked: true}, B: z}}\n"));
        assert_eq!((preset.text("env.pilot.A").unwrap().0, preset.text("env.pilot.B").unwrap().0), ("x", "z"));
        assert_eq!(layer(&write(&preset)), preset);
        preset.overlay(layer("env: {pilot: {B: ~}}\n"));
        assert_eq!(preset.text("env.pilot.B.unchecked"), None);
    }
}
