//! The schema of presets, from the table of their keys.

use super::DIALECT;
use crate::catalogue;
use crate::preset::key::{KEYS, Key, Kind};
use crate::release::Era;
use crate::text::{Language, schema as say};
use serde_json::{Map, Value, json};

/// How many releases an editor offers, the newest ones.
const OFFERED_RELEASES: usize = 12;

/// The schema, with the meaning of each key in a language.
pub(super) fn schema(language: Language) -> Value {
    let mut root = Branch::default();
    for key in KEYS {
        root.put(&key.path.split('.').collect::<Vec<_>>(), key);
    }
    let mut writer = Writer { language, definitions: Map::new() };
    writer.definitions.insert("text".to_owned(), json!({"type": ["string", "number", "boolean", "null"]}));
    let mut schema = writer.schema(&root, &mut Vec::new());
    schema["$schema"] = json!(DIALECT);
    schema["title"] = json!("istio-imgen preset");
    schema["description"] = json!(say::schema_of_preset().say(language));
    schema["definitions"] = Value::Object(writer.definitions);
    schema
}

/// What stands at a path: a value, names below it, or both (the long form of a value).
#[derive(Default)]
struct Branch {
    key: Option<&'static Key>,
    below: Vec<(&'static str, Branch)>,
}

impl Branch {
    fn put(&mut self, path: &[&'static str], key: &'static Key) {
        let Some((first, rest)) = path.split_first() else {
            self.key = Some(key);
            return;
        };
        let index = self.below.iter().position(|(name, _)| name == first).unwrap_or_else(|| {
            self.below.push((first, Branch::default()));
            self.below.len() - 1
        });
        self.below[index].1.put(rest, key);
    }
}

/// Writes branches as schemas.
struct Writer {
    language: Language,
    /// What several places refer to.
    definitions: Map<String, Value>,
}

impl Writer {
    fn schema(&mut self, branch: &Branch, path: &mut Vec<&'static str>) -> Value {
        let language = self.language;
        match (branch.key, branch.below.is_empty()) {
            (Some(key), true) => leaf(key, language),
            (Some(key), false) => json!({
                "description": (key.help)().say(language),
                "anyOf": [leaf(key, language), self.mapping(branch, path)],
            }),
            (None, _) => self.mapping(branch, path),
        }
    }

    /// A mapping; a null in its place takes back what a lower layer says there.
    fn mapping(&mut self, branch: &Branch, path: &mut Vec<&'static str>) -> Value {
        let mut properties = Map::new();
        let mut further = json!(false);
        for (name, branch) in &branch.below {
            path.push(name);
            match *name {
                "*" => {
                    further = self.schema(branch, path);
                    // The words that are known: an editor offers them, others are names of the user's or aliases.
                    if path.len() == 2 && matches!(path[0], "component" | "customize" | "env") {
                        // Written once, as it is the same for each of them.
                        let one = format!("{}-of-one", path[0]);
                        let reference = json!({"$ref": format!("#/definitions/{one}")});
                        self.definitions.insert(one, std::mem::replace(&mut further, reference.clone()));
                        let ids = catalogue::COMPONENTS.iter();
                        properties.extend(ids.map(|id| ((*id).to_owned(), reference.clone())));
                    }
                }
                "**" => further = leaf_below(branch, self.language),
                _ => {
                    properties.insert((*name).to_owned(), self.schema(branch, path));
                }
            }
            path.pop();
        }
        json!({"type": ["object", "null"], "properties": properties, "additionalProperties": further})
    }
}

/// What stands below `**`: anything for configuration that is passed on, else one text.
fn leaf_below(branch: &Branch, language: Language) -> Value {
    branch.key.map_or(json!(true), |key| leaf(key, language))
}

fn leaf(key: &Key, language: Language) -> Value {
    let text = json!({"$ref": "#/definitions/text"});
    let mut schema = match key.kind {
        Kind::Text => match offered(key.path) {
            offered if offered.is_empty() => json!({"type": ["string", "number", "boolean", "null"]}),
            offered => json!({"anyOf": [{"enum": offered}, text]}),
        },
        Kind::Bool => json!({"enum": [true, false, "true", "false", null]}),
        Kind::Choice(words) => {
            let numbers = words.iter().filter_map(|word| word.parse::<u64>().ok()).map(Value::from);
            let words = words.iter().map(|word| json!(word)).chain(numbers).chain([Value::Null]);
            json!({"enum": words.collect::<Vec<_>>()})
        }
        Kind::List => {
            let scalar = json!({"type": ["string", "number", "boolean"]});
            let item = match offered(key.path) {
                offered if offered.is_empty() => scalar,
                offered => json!({"anyOf": [{"enum": offered}, scalar]}),
            };
            json!({"anyOf": [{"type": "array", "items": item}, text]})
        }
        Kind::Yaml => json!({}),
    };
    schema["description"] = json!((key.help)().say(language));
    schema
}

/// What an editor offers for a value that may also be something else.
fn offered(path: &str) -> Vec<String> {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match path {
        "istio.tag" => {
            let made = catalogue::releases().iter().rev().filter(|entry| entry.era == Era::Istiod);
            made.take(OFFERED_RELEASES).map(|entry| entry.tag.clone()).collect()
        }
        "components" => owned(catalogue::COMPONENTS),
        "base" | "component.*.base" => {
            std::iter::once("official").chain(catalogue::base_ids()).map(str::to_owned).collect()
        }
        "extends" => catalogue::preset_names().map(str::to_owned).collect(),
        "platforms" => owned(&crate::selection::Platform::ALL.map(crate::selection::Platform::name)),
        _ => Vec::new(),
    }
}
