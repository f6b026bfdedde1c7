//! Reads a preset file, or one `path=value`, against the table of keys: all problems at once, each with its place.

use super::key::{self, Key, Kind, Shape};
use super::{Path, Preset, Setting, Value, origin_at};
use crate::finding::{Finding, Origin};
use crate::legacy;
use crate::text::{Text, core as text};
use crate::yaml::{self, Node};

/// How many findings one file gives at most: a file that is not a preset at all needs no thousand.
const MAX_FINDINGS: usize = 100;

/// Reads a preset. `source` names the file or the preset in the box.
#[must_use]
pub fn read(text: &str, source: &Origin) -> (Preset, Vec<Finding>) {
    let mut reader = Reader { source, preset: Preset::default(), findings: Vec::new() };
    match yaml::parse(text) {
        Ok(root) => reader.branch(&mut Vec::new(), &root),
        Err((place, problem)) => {
            let message = yaml_problem(&problem);
            reader.findings.push(Finding::error("preset-yaml", &origin_at(source, place), message));
        }
    }
    (reader.preset, reader.findings)
}

/// Why a text is no document that is read, in words.
pub(crate) fn yaml_problem(problem: &yaml::Problem) -> Text {
    match problem {
        yaml::Problem::Syntax(words) => syntax(words),
        yaml::Problem::TooLarge => text::yaml_too_large(yaml::MAX_BYTES / 1024),
        yaml::Problem::TooDeep => text::yaml_too_deep(),
        yaml::Problem::TooMany => text::yaml_too_many(),
        yaml::Problem::SeveralDocuments => text::yaml_several_documents(),
        yaml::Problem::KeyForm => text::yaml_key_form(),
        yaml::Problem::Alias => text::yaml_alias(),
        yaml::Problem::Character(c) => text::yaml_character(format!("U+{:04X}", u32::from(*c))),
    }
}

/// What a person can do about a syntax error, by the words of the parser, which are English and about its own inside:
/// none of them is said.
fn syntax(words: &str) -> Text {
    let speaks_of = |signs: &[&str]| signs.iter().any(|sign| words.contains(sign));
    if speaks_of(&["recursion limit"]) {
        text::yaml_too_deep()
    } else if speaks_of(&["tab "]) || speaks_of(&["tabs "]) || words.ends_with("tab") {
        text::yaml_tab()
    } else if speaks_of(&["unknown anchor"]) {
        text::yaml_alias()
    } else if speaks_of(&["anchor"]) {
        text::yaml_anchor()
    } else if speaks_of(&["a tag", "verbatim tag", "global tag", "handle"]) {
        text::yaml_tag()
    } else if speaks_of(&["directive", "scanning TAG", "document", "byte order mark"]) && !speaks_of(&["quoted"]) {
        text::yaml_marker()
    } else if speaks_of(&["escape", "hexadecimal"]) {
        text::yaml_escape()
    } else if speaks_of(&["after double-quoted", "unexpected character", "plain scalar cannot start"]) {
        text::yaml_needs_quotes()
    } else if speaks_of(&["quoted scalar", "end of stream", "unexpected eof"]) {
        text::yaml_open_quote()
    } else if speaks_of(&["flow", "bracket", "illegal placement"]) {
        text::yaml_open_bracket()
    } else if speaks_of(&["indent", "block", "simple key", "mapping values", "mapping keys", "multiline"]) {
        text::yaml_structure()
    } else {
        text::yaml_syntax()
    }
}

/// Reads one `path=value` of a flag into a preset.
///
/// # Errors
/// The finding, placed at the flag.
pub fn set(preset: &mut Preset, path: &str, value: &str, origin: &Origin) -> Result<(), Finding> {
    let parts = key::split(path);
    let Shape::Leaf(key) = key::shape(&parts) else {
        return Err(unknown(&parts, origin));
    };
    if parts.iter().any(String::is_empty) {
        return Err(unknown(&parts, origin));
    }
    let value = match key.kind {
        Kind::Text => Value::Text(value.to_owned()),
        Kind::Bool | Kind::Choice(_) => Value::Text(check_word(key, value, &parts, origin)?),
        Kind::List => Value::List(
            value.split(',').filter(|item| !item.is_empty()).map(|item| (item.to_owned(), origin.clone())).collect(),
        ),
        Kind::Yaml => Value::Yaml(yaml::scalar_value(value)),
    };
    match (key.kind, &value, preset.settings.get_mut(&parts)) {
        // A repeated list flag adds to what the same flag said before, and replaces what a preset said.
        (Kind::List, Value::List(more), Some(Setting { value: Value::List(items), origin: held }))
            if held == origin =>
        {
            items.extend(more.iter().cloned());
        }
        _ => preset.insert(key::home(parts), Setting { value, origin: origin.clone() }),
    }
    Ok(())
}

/// The key by which YAML 1.1 merges one mapping into another; YAML 1.2 has no such thing.
const MERGE: &str = "<<";

fn merge_key(place: &Origin) -> Finding {
    Finding::error("preset-yaml", place, text::yaml_merge()).hint(text::yaml_merge_hint())
}

struct Reader<'a> {
    source: &'a Origin,
    preset: Preset,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn find(&mut self, finding: Finding) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(finding);
        }
    }

    /// Reads a mapping whose keys stand below `path`.
    fn branch(&mut self, path: &mut Path, node: &Node) {
        let yaml::Kind::Map(map) = &node.kind else {
            if !node.is_null() {
                let place = origin_at(self.source, node.place);
                let message = if path.is_empty() { text::preset_root() } else { text::wants_mapping(path.join(".")) };
                self.find(Finding::error("preset-type", &place, message));
            } else if !path.is_empty() && matches!(&node.kind, yaml::Kind::Scalar { text, .. } if !text.is_empty()) {
                // `~` takes back all that a lower layer has there; a key with nothing behind it, whose lines somebody
                // made comments, says nothing.
                let origin = origin_at(self.source, node.place);
                self.preset.insert(path.clone(), Setting { value: Value::Unset, origin });
            }
            return;
        };
        for (index, (name, place, value)) in map.iter().enumerate() {
            let place = origin_at(self.source, *place);
            path.push(name.clone());
            if map[..index].iter().any(|(earlier, _, _)| earlier == name) {
                self.find(Finding::error("preset-duplicate-key", &place, text::duplicate_key(path.join("."))));
            } else if name == MERGE {
                self.find(merge_key(&place));
            } else {
                match key::shape(path) {
                    Shape::Branch(_) => self.branch(path, value),
                    Shape::Leaf(_) if key::has_long_form(path) && matches!(value.kind, yaml::Kind::Map(_)) => {
                        self.branch(path, value);
                    }
                    Shape::Leaf(key) => self.leaf(key, path, value),
                    Shape::Nothing => {
                        let finding = unknown(path, &place);
                        self.find(finding);
                    }
                }
            }
            path.pop();
        }
    }

    fn leaf(&mut self, key: &Key, path: &mut Path, node: &Node) {
        let origin = origin_at(self.source, node.place);
        if node.is_null() {
            self.preset.insert(key::home(path.clone()), Setting { value: Value::Unset, origin });
            return;
        }
        let value = match (&node.kind, key.kind) {
            (yaml::Kind::Map(map), Kind::Yaml) if !map.is_empty() => {
                for (index, (name, place, below)) in map.iter().enumerate() {
                    let place = origin_at(self.source, *place);
                    if name == MERGE {
                        self.find(merge_key(&place));
                        continue;
                    }
                    path.push(name.clone());
                    if map[..index].iter().any(|(earlier, _, _)| earlier == name) {
                        self.find(Finding::error("preset-duplicate-key", &place, text::duplicate_key(path.join("."))));
                        path.pop();
                        continue;
                    }
                    self.leaf(key, path, below);
                    path.pop();
                }
                return;
            }
            (_, Kind::Yaml) => Ok(Value::Yaml(yaml::to_value(node))),
            (yaml::Kind::Scalar { text, .. }, Kind::Text) => Ok(Value::Text(text.clone())),
            (yaml::Kind::Scalar { text, .. }, Kind::Bool | Kind::Choice(_)) => {
                check_word(key, text, path, &origin).map(Value::Text)
            }
            (yaml::Kind::Scalar { text, .. }, Kind::List) => Ok(Value::List(vec![(text.clone(), origin.clone())])),
            (yaml::Kind::List(items), Kind::List) => self.items(path, items),
            (_, Kind::List) => Err(Finding::error("preset-type", &origin, text::wants_list(path.join(".")))),
            (_, Kind::Text | Kind::Bool | Kind::Choice(_)) => {
                Err(Finding::error("preset-type", &origin, text::wants_text(path.join("."))))
            }
        };
        match value {
            Ok(value) => self.preset.insert(key::home(path.clone()), Setting { value, origin }),
            Err(finding) => self.find(finding),
        }
    }

    fn items(&self, path: &[String], items: &[Node]) -> Result<Value, Finding> {
        let mut list = Vec::with_capacity(items.len());
        for item in items {
            let origin = origin_at(self.source, item.place);
            match &item.kind {
                yaml::Kind::Scalar { text, .. } if !item.is_null() => list.push((text.clone(), origin)),
                _ => return Err(Finding::error("preset-type", &origin, text::wants_text(path.join(".")))),
            }
        }
        Ok(Value::List(list))
    }
}

fn check_word(key: &Key, word: &str, path: &[String], origin: &Origin) -> Result<String, Finding> {
    let words: &[&str] = match key.kind {
        Kind::Choice(words) => words,
        _ => &["true", "false"],
    };
    if words.contains(&word) {
        return Ok(word.to_owned());
    }
    let finding = Finding::error("preset-choice", origin, text::unknown_flag_value(word, path.join(".")));
    Err(finding.hint(text::one_of(quote(words))))
}

/// `a`, `b`, `c`
fn quote(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// A key that the table does not have, with the nearest ones that could stand there.
fn unknown(path: &[String], place: &Origin) -> Finding {
    let known = (0..path.len()).rev().find_map(|length| match key::shape(&path[..length]) {
        Shape::Branch(names) => Some((length, names)),
        _ => None,
    });
    let finding = Finding::error("preset-unknown-key", place, text::unknown_key(path.join(".")));
    let told = path.iter().skip(known.as_ref().map_or(0, |(length, _)| *length)).find_map(|name| legacy::word(name));
    if told.is_some() {
        return legacy::or_told(finding, told);
    }
    match known {
        Some((length, names)) if length < path.len() => finding.hint(suggest(&path[length], &names)),
        _ => finding,
    }
}

fn suggest(name: &str, names: &[&'static str]) -> Text {
    match crate::nearest::nearest(name, names.iter().copied(), 1).first() {
        Some(near) => text::did_you_mean(format!("`{near}`")),
        None => text::one_of(quote(names)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn all_mistakes_are_told_at_once_each_with_its_place() {
        let file = Origin::File { path: "bad.yaml".into(), line: 0, column: 0 };
        let (_, findings) = read(
            "imgae: x\nistio:\n  tga: 1.30\nbinaries: compiled\ncomponents: {pilot: 1}\nbase: [a]\nbase: b\n",
            &file,
        );
        let told: Vec<String> = findings
            .iter()
            .map(|finding| format!("{} {} {}", finding.place, finding.rule, finding.message.say(Language::English)))
            .collect();
        assert_eq!(
            told,
            [
                "bad.yaml:1:1 preset-unknown-key unknown key `imgae`",
                "bad.yaml:3:3 preset-unknown-key unknown key `istio.tga`",
                "bad.yaml:4:11 preset-choice `compiled` is not a value of `binaries`",
                "bad.yaml:5:13 preset-type `components` wants a list",
                "bad.yaml:6:7 preset-type `base` wants one text",
                "bad.yaml:7:1 preset-duplicate-key the key `base` stands twice",
            ]
        );
        let hint = findings[1].hint.as_ref().unwrap().say(Language::English);
        assert_eq!(hint, "did you mean `tag`?");
    }

    #[test]
    fn a_repeated_list_flag_adds_up_and_replaces_the_preset() {
        let flag = Origin::Flag("--component".into());
        let (mut preset, _) = read("components: [cni]\n", &Origin::Preset("x".into()));
        set(&mut preset, "components", "pilot", &flag).unwrap();
        set(&mut preset, "components", "proxy,init", &flag).unwrap();
        let names: Vec<&str> = preset.list("components").unwrap().iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["pilot", "proxy", "init"]);
        assert!(set(&mut preset, "env.pilot", "x", &flag).is_err());
        assert!(set(&mut preset, "env..X", "x", &flag).is_err());
    }
}
