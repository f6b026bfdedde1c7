//! What images can get besides, as far as it is asked for at a terminal: topics to choose from, and a line of text for those that
//! need one. An answer becomes settings of the preset like any other.

use super::{Question, Selection, base};
use crate::custom;
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::preset::{self, Preset, Value};
use crate::release::Release;
use crate::text::{Language, Text, extra as text};
use camino::Utf8Path;
use std::collections::BTreeSet;

/// Where the topics are asked for; no key of a preset by itself.
pub const TOPICS: &str = "customize";
/// The base image that packages come from where the image's own has no package manager.
pub const BUILDER: &str = "customize.all.builder";

/// What the answer to a topic becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `true`: nothing more is asked.
    Switch,
    /// A list.
    List,
    /// Files, each `FILE:TARGET` or `FILE:TARGET:MODE`.
    Files,
    /// Wasm plugins, each a file.
    Plugins,
    /// Labels, each `NAME=VALUE`.
    Labels,
}

struct Topic {
    /// Its name in the list.
    id: &'static str,
    /// Where its settings stand, or below which.
    path: &'static str,
    form: Form,
    /// Whether it needs a package manager.
    packages: bool,
    meaning: fn() -> Text,
    /// What is asked for when it was chosen.
    ask: fn() -> Text,
}

const fn topic(id: &'static str, path: &'static str, form: Form, meaning: fn() -> Text, ask: fn() -> Text) -> Topic {
    let packages = matches!(id.as_bytes(), b"packages" | b"debug-tools" | b"time-zones");
    Topic { id, path, form, packages, meaning, ask }
}

const ALL: &[Topic] = &[
    topic("packages", "customize.all.packages", Form::List, text::means_packages, text::ask_packages),
    topic("ca", "customize.all.ca", Form::List, text::means_ca, text::ask_ca),
    topic("files", "customize.all.files", Form::Files, text::means_files, text::ask_files),
    topic("debug-tools", "customize.all.debug_tools", Form::Switch, text::means_debug_tools, text::ask_topics),
    topic("time-zones", "customize.all.timezones", Form::Switch, text::means_time_zones, text::ask_topics),
    topic("wasm", "customize.proxy.wasm", Form::Plugins, text::means_wasm, text::ask_wasm),
    topic("openshift", "customize.all.openshift", Form::Switch, text::means_openshift, text::ask_topics),
    topic("labels", "labels", Form::Labels, text::means_labels, text::ask_labels),
];

/// Whether a path is asked about here.
#[must_use]
pub fn is_extra(path: &str) -> bool {
    matches!(path, TOPICS | BUILDER) || ALL.iter().any(|topic| topic.path == path)
}

/// What is asked about after topics were chosen, in order; `bare` says that an image has no package manager.
#[must_use]
pub fn follow_ups(topics: &str, bare: bool) -> Vec<&'static str> {
    let chosen = || ALL.iter().filter(|topic| topics.split(',').any(|id| id == topic.id));
    let builder = (bare && chosen().any(|topic| topic.packages)).then_some(BUILDER);
    let asked = chosen().filter(|topic| topic.form != Form::Switch).map(|topic| topic.path);
    builder.into_iter().chain(asked).collect()
}

/// The first image that gets packages from a builder only: what its base is called, and the builder that fits it.
#[must_use]
pub fn bare<'a>(selection: &'a Selection, release: &'a Release) -> Option<(&'a str, &'static str)> {
    selection.images.iter().find_map(|image| custom::builder_for(image, release))
}

/// The question about a path; `None` when there is nothing to choose. `selection` is what is chosen without any of this.
///
/// # Errors
/// A bug of ours in the embedded data.
pub fn question(
    path: &str,
    preset: &Preset,
    selection: &Selection,
    release: &Release,
    language: Language,
) -> Result<Option<Question>> {
    if path == BUILDER {
        let Some((name, fitting)) = bare(selection, release) else { return Ok(None) };
        let mut question = base::question(language)?;
        question.choices.retain(|(id, _)| is_builder(id));
        return Ok(Some(Question {
            path: BUILDER,
            text: text::ask_builder(name),
            default: Some(fitting.to_owned()),
            ..question
        }));
    }
    if path == TOPICS {
        let has_proxy = selection.images.iter().any(|image| image.component.id == "proxy");
        let offered = ALL.iter().filter(|topic| !set_elsewhere(preset, topic.path));
        let offered = offered.filter(|topic| topic.form != Form::Plugins || has_proxy);
        let choices: Vec<_> = offered.map(|topic| (topic.id.to_owned(), (topic.meaning)().say(language))).collect();
        let question =
            Question { path: TOPICS, text: text::ask_topics(), choices, several: true, default: Some(String::new()) };
        return Ok((!question.choices.is_empty()).then_some(question));
    }
    let topic = ALL.iter().find(|topic| topic.path == path);
    Ok(topic.map(|topic| Question {
        path: topic.path,
        text: (topic.ask)(),
        choices: Vec::new(),
        several: false,
        default: Some(String::new()),
    }))
}

/// Whether a base image in the box installs packages.
fn is_builder(id: &str) -> bool {
    let base = crate::catalogue::base(id).ok().flatten();
    base.is_some_and(|base| base.packages.as_deref().is_some_and(|manager| manager != "none"))
}

/// Whether a preset or a flag speaks of it: what it says is not asked about, as not all of it can be said in a line.
fn set_elsewhere(preset: &Preset, path: &str) -> bool {
    held(preset, path).any(|(_, origin)| *origin != Origin::Prompt)
}

/// The values at a path and below it, by what follows the path.
fn held<'a>(preset: &'a Preset, path: &'a str) -> impl Iterator<Item = ((&'a [String], &'a Value), &'a Origin)> {
    let parts: Vec<&str> = path.split('.').collect();
    preset.iter().filter_map(move |(held, setting)| {
        let below = held.len() >= parts.len() && held.iter().zip(&parts).all(|(held, part)| held == part);
        below.then(|| ((&held[parts.len()..], &setting.value), &setting.origin))
    })
}

/// What a preset says at a path, as it would be answered; `None` for nothing.
#[must_use]
pub fn written(preset: &Preset, path: &str) -> Option<String> {
    if path == TOPICS {
        let set = |topic: &&Topic| !set_elsewhere(preset, topic.path) && held(preset, topic.path).next().is_some();
        let ids: Vec<&str> = ALL.iter().filter(set).map(|topic| topic.id).collect();
        return Some(ids.join(",")).filter(|ids| !ids.is_empty());
    }
    let topic = ALL.iter().find(|topic| topic.path == path)?;
    let items: Vec<String> = match topic.form {
        Form::Switch | Form::List => {
            let setting = preset.get(path)?;
            return Some(setting.value.to_string().replace(", ", ","));
        }
        Form::Labels => held(preset, path).map(|((rest, value), _)| format!("{}={value}", rest.join("."))).collect(),
        Form::Files | Form::Plugins => {
            let names: BTreeSet<&str> =
                held(preset, path).filter_map(|((rest, _), _)| rest.first().map(String::as_str)).collect();
            let field = |name: &str, field: &str| preset.text(&format!("{path}.{name}.{field}")).map(|(text, _)| text);
            let fields = |name: &str| ["path", "target", "mode"].map(|part| field(name, part));
            names.iter().map(|name| fields(name).into_iter().flatten().collect::<Vec<_>>().join(":")).collect()
        }
    };
    Some(items.join(",")).filter(|items| !items.is_empty())
}

/// Puts an answer into a preset, in place of an earlier one.
///
/// # Errors
/// What is wrong with the form of the answer.
pub fn put(preset: &mut Preset, path: &str, answer: &str) -> std::result::Result<(), Finding> {
    if path == TOPICS {
        return choose(preset, answer);
    }
    preset.remove(path);
    let set = |preset: &mut Preset, path: &str, value: &str| preset::set(preset, path, value, &Origin::Prompt);
    let items: Vec<&str> = answer.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
    let form = ALL.iter().find(|topic| topic.path == path).map_or(Form::List, |topic| topic.form);
    if items.is_empty() {
        return Ok(());
    }
    if form == Form::List || path == BUILDER {
        return set(preset, path, &items.join(","));
    }
    let mut names: BTreeSet<String> = BTreeSet::new();
    for item in items {
        match form {
            Form::Labels => {
                let (name, value) = item.split_once('=').ok_or_else(|| refuse(text::no_label(item)))?;
                set(preset, &format!("{path}.{}", name.trim()), value.trim())?;
            }
            Form::Files => {
                let (file, target, mode) = parts(item).ok_or_else(|| refuse(text::no_file(item)))?;
                let entry = format!("{path}.{}", name_of(file, &mut names));
                set(preset, &format!("{entry}.path"), file)?;
                set(preset, &format!("{entry}.target"), target)?;
                if let Some(mode) = mode {
                    set(preset, &format!("{entry}.mode"), mode)?;
                }
            }
            Form::Plugins => set(preset, &format!("{path}.{}.path", name_of(item, &mut names)), item)?,
            Form::Switch | Form::List => {}
        }
    }
    Ok(())
}

fn refuse(message: Text) -> Finding {
    Finding::error("custom-value", &Origin::Prompt, message)
}

/// What was chosen is on, or asked about next; what was not is as if it never had been.
fn choose(preset: &mut Preset, topics: &str) -> std::result::Result<(), Finding> {
    let is_chosen = |topic: &Topic| topics.split(',').any(|id| id == topic.id);
    for topic in ALL.iter().filter(|topic| !is_chosen(topic)) {
        if !set_elsewhere(preset, topic.path) {
            preset.remove(topic.path);
        }
    }
    let needs_packages = ALL.iter().any(|topic| topic.packages && is_chosen(topic));
    if !needs_packages && !set_elsewhere(preset, BUILDER) {
        preset.remove(BUILDER);
    }
    for topic in ALL.iter().filter(|topic| topic.form == Form::Switch && is_chosen(topic)) {
        preset::set(preset, topic.path, "true", &Origin::Prompt)?;
    }
    Ok(())
}

/// A file, its place in the image, and its mode. A path of Windows has a colon of its own.
fn parts(item: &str) -> Option<(&str, &str, Option<&str>)> {
    let (rest, last) = item.rsplit_once(':')?;
    let is_mode = !last.is_empty() && last.chars().all(|c| c.is_ascii_digit());
    match rest.rsplit_once(':') {
        Some((file, target)) if is_mode => Some((file, target, Some(last))),
        _ if is_mode => None,
        _ => Some((rest, last, None)),
    }
    .filter(|(file, target, _)| !file.is_empty() && target.starts_with('/'))
}

/// The name of an entry, after its file: a word as presets have it, each its own.
fn name_of(file: &str, taken: &mut BTreeSet<String>) -> String {
    let stem = Utf8Path::new(file).file_stem().unwrap_or_default().to_lowercase();
    let plain = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' { c } else { '-' };
    let mut word: String = stem.chars().map(plain).take(50).collect();
    if !word.starts_with(|c: char| c.is_ascii_lowercase()) {
        word.insert_str(0, "file-");
    }
    let mut name = word.clone();
    for number in 2.. {
        if taken.insert(name.clone()) {
            break;
        }
        name = format!("{word}-{number}");
    }
    name
}
