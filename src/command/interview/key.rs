//! The keys that the interview asks about: which there are, their questions, and how answers go into a preset and come out of it.

use super::super::decide::known_tags;
use crate::finding::{Finding, Origin};
use crate::preset::key::{KEYS, Key, Kind};
use crate::preset::{self, Preset, Value};
use crate::selection::{Platform, Question, Selection, extra};
use crate::text::{Language, Text, core as core_text, interview as say, select as select_text};
use std::collections::BTreeSet;

/// The keys that can be asked for: those without a name of the user's in their path.
pub(super) fn keys() -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(|key| !key.path.contains('*') && !matches!(key.path, "schema" | "extends" | "description"))
}

/// What `--ask` can name.
fn askable() -> impl Iterator<Item = &'static str> {
    keys().map(|key| key.path).chain([extra::TOPICS])
}

/// The keys that the patterns of `--ask` name, and a finding for each pattern that names none.
pub(in crate::command) fn asked(patterns: &[&str], findings: &mut Vec<Finding>) -> BTreeSet<&'static str> {
    let mut asked = BTreeSet::new();
    for pattern in patterns {
        let fits = |path: &str| match pattern.strip_suffix('*') {
            Some(start) => path.starts_with(start) || format!("{path}.") == start,
            None => path == *pattern,
        };
        let before = asked.len();
        asked.extend(askable().filter(|path| fits(path)));
        if asked.len() == before && !asked.iter().any(|path| fits(path)) {
            let origin = Origin::Flag("--ask".to_owned());
            let finding = Finding::error("preset-unknown-key", &origin, say::cannot_be_asked(pattern));
            let near = crate::nearest::nearest(pattern, askable(), 1);
            findings.push(match near.first() {
                Some(near) => finding.hint(core_text::did_you_mean(format!("`{near}`"))),
                None => finding.hint(say::set_instead()),
            });
        }
    }
    asked
}

/// The question that the table of keys has for a key.
pub(super) fn question(key: &Key, default: Option<String>, language: Language) -> Question {
    let (mut choices, several): (Vec<(&str, Option<Text>)>, bool) = match key.kind {
        Kind::Choice(words) => (words.iter().map(|word| (*word, meaning(key.path, word))).collect(), false),
        Kind::Bool => (["true", "false"].map(|word| (word, None)).to_vec(), false),
        _ if key.path == "platforms" => (Platform::ALL.map(|platform| (platform.name(), None)).to_vec(), true),
        _ => (Vec::new(), false),
    };
    if !choices.is_empty() && !several && default.is_none() {
        choices.insert(0, ("", Some(say::left_open())));
    }
    let said = |text: Option<Text>| text.map(|text| text.say(language)).unwrap_or_default();
    let choices = choices.into_iter().map(|(word, text)| (word.to_owned(), said(text))).collect();
    Question { path: key.path, text: (key.help)(), choices, several, default }
}

/// The question for the release.
pub(super) fn tag_question() -> Question {
    let choices = known_tags().into_iter().rev().map(|tag| (tag, String::new())).collect();
    Question { path: "istio.tag", text: select_text::ask_tag(), choices, several: false, default: None }
}

/// A value as somebody would type it.
pub(in crate::command) fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::List(items) => items.iter().map(|(item, _)| item.as_str()).collect::<Vec<_>>().join(","),
        Value::Yaml(value) => serde_yaml::to_string(value).unwrap_or_default().trim_end().to_owned(),
        Value::Unset => String::new(),
    }
}

/// What a key comes to without an answer.
pub(super) fn default_of(selection: &Selection, path: &str) -> Option<String> {
    Some(match path {
        "language" => selection.language.tag().to_owned(),
        "istio.hub" => selection.istio_hub.clone(),
        "hub" => selection.hub.clone(),
        "tag" => selection.tag.clone(),
        "platforms" => selection.platforms.iter().map(|platform| platform.name()).collect::<Vec<_>>().join(","),
        "go.hub" => selection.go_hub.clone(),
        "go.image" => selection.go_image.clone(),
        "variant" => "distroless".to_owned(),
        "binaries" => "release".to_owned(),
        "full_source" => selection.full_source.to_string(),
        _ => return None,
    })
}

fn meaning(path: &str, word: &str) -> Option<Text> {
    Some(match (path, word) {
        ("variant", "default") => say::means_variant_default(),
        ("variant", "debug") => say::means_variant_debug(),
        ("variant", "distroless") => say::means_variant_distroless(),
        ("binaries", "release") => say::means_binaries_release(),
        ("binaries", "source") => say::means_binaries_source(),
        ("binaries", "prebuilt") => say::means_binaries_prebuilt(),
        ("language", "en") => say::means_language_en(),
        ("language", "pt-BR") => say::means_language_pt(),
        _ => return None,
    })
}

/// An empty answer leaves a key to its default.
pub(super) fn put(preset: &mut Preset, path: &str, answer: &str) -> std::result::Result<(), Finding> {
    if extra::is_extra(path) {
        return extra::put(preset, path, answer);
    }
    preset.remove(path);
    if answer.is_empty() { Ok(()) } else { preset::set(preset, path, answer, &Origin::Prompt) }
}

/// What a preset says at a path, as it would be answered.
pub(in crate::command) fn now(preset: &Preset, path: &str) -> Option<String> {
    extra::written(preset, path).or_else(|| preset.get(path).map(|setting| written(&setting.value)))
}
