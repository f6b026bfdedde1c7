//! The interview of `new`: asks what is open, one question after the other, holds each answer against the release while it
//! can still be changed, and goes back as far as the user likes.

use super::Session;
use super::brought;
use super::decide::{Means, known_tags, release, variables};
use crate::error::{Error, Kind, Result};
use crate::finding::{Finding, Origin, Severity};
use crate::preset::key::{KEYS, Key, Kind as KeyKind};
use crate::preset::{self, Preset, Value};
use crate::prompt::{self, Answer, Look, Refusal};
use crate::release::Release;
use crate::selection::{Platform, Question, Selection, complete, extra};
use crate::text::{Language, Text, core as core_text, interview as say, select as select_text};
use crate::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// What was given, what was answered, and what is to be asked even so.
pub(super) struct Interview {
    given: Preset,
    /// The answers in the order in which they were given; a later one to the same question counts.
    answers: Vec<(&'static str, String)>,
    /// Keys that are asked although they have a value.
    asked: BTreeSet<&'static str>,
    /// Answers that were taken back: what their questions start from when they are asked again.
    taken_back: BTreeMap<&'static str, String>,
    /// How many answers stand on the screen, right above the next question.
    shown: usize,
}

impl Interview {
    /// An interview about what a preset leaves open, and about the keys of `--ask`.
    pub(super) fn new(given: Preset, asked: BTreeSet<&'static str>) -> Interview {
        Interview { given, answers: Vec::new(), asked, taken_back: BTreeMap::new(), shown: 0 }
    }

    /// Whether anything was asked.
    pub(super) fn answered(&self) -> bool {
        !self.answers.is_empty()
    }

    /// What was given, with the answers. Whoever talks to the program in a language gets the generated texts in it too:
    /// that is an answer like the others, which the review shows and the saved preset holds.
    pub(super) fn preset(&self, language: Language) -> Preset {
        let mut preset = self.given.clone();
        if self.answered() && language != Language::English && preset.get("language").is_none() {
            let _ = put(&mut preset, "language", language.tag());
        }
        for (path, answer) in &self.answers {
            // What was checked when it was answered cannot be refused now.
            let _ = put(&mut preset, path, answer);
        }
        preset
    }

    /// The paths that can be asked about once more: the keys, and what else the images get.
    pub(super) fn editable(&self) -> Vec<&'static str> {
        let answered = self.answers.iter().map(|(path, _)| *path).filter(|path| extra::is_extra(path));
        let extras: BTreeSet<&'static str> = answered.chain([extra::TOPICS]).collect();
        keys().map(|key| key.path).chain(extras).collect()
    }

    /// Takes an answer in. Topics that are not chosen any more are asked about again when they are once more.
    fn take(&mut self, path: &'static str, answer: String) {
        if path == extra::TOPICS {
            let kept = extra::follow_ups(&answer, true);
            self.answers.retain(|(path, _)| !extra::is_extra(path) || kept.contains(path));
        }
        self.answers.push((path, answer));
    }

    /// The topics that were chosen, once they were asked for.
    fn topics(&self) -> Option<&str> {
        let last = self.answers.iter().rfind(|(path, _)| *path == extra::TOPICS);
        last.map(|(_, topics)| topics.as_str())
    }

    /// Asks until nothing is open. What is wrong with what was given is not asked about: going on finds and tells it.
    ///
    /// # Errors
    /// [`Kind::Interrupted`] when the user stops, or goes back behind the first question.
    pub(super) fn ask(&mut self, session: &Session, means: Means) -> Result<()> {
        self.shown = 0;
        while let Some(question) = self.next(session, means)? {
            match self.put(session, means, &question)? {
                Answer::Given(answer) => {
                    self.take(question.path, answer);
                    self.shown += 1;
                }
                Answer::Back => {
                    self.back()?;
                    if self.shown > 0 {
                        prompt::take_back()?;
                        self.shown -= 1;
                    }
                }
            }
        }
        Ok(())
    }

    /// Takes the last answer back.
    ///
    /// # Errors
    /// [`Kind::Interrupted`] when there is none.
    pub(super) fn back(&mut self) -> Result<()> {
        let (path, answer) = self.answers.pop().ok_or_else(prompt::interrupted)?;
        self.taken_back.insert(path, answer);
        Ok(())
    }

    /// Asks one question again, or one that was never asked.
    ///
    /// # Errors
    /// [`Kind::Interrupted`] when the user stops.
    pub(super) fn edit(&mut self, session: &Session, means: Means, path: &str) -> Result<()> {
        let Some(question) = self.question(session, means, path)? else { return Ok(()) };
        if let Answer::Given(answer) = self.put(session, means, &question)? {
            self.take(question.path, answer);
        }
        Ok(())
    }

    fn wants(&self, path: &str, open: bool) -> bool {
        let answered = self.answers.iter().any(|(answered, _)| *answered == path);
        !answered && (open || self.asked.contains(path))
    }

    /// The next question, if any is left.
    fn next(&self, session: &Session, means: Means) -> Result<Option<Question>> {
        let preset = self.preset(session.report.language);
        if self.wants("istio.tag", preset.get("istio.tag").is_none()) {
            return Ok(Some(tag_question()));
        }
        let Some(release) = release(session, means, &preset, &known_tags(), &mut Vec::new())?.map(|found| found.0)
        else {
            return Ok(None);
        };
        // What a topic lacks is asked for before anybody is told that it does.
        if self.topics().is_some()
            && let Some(question) = self.next_extra(&preset, &release, session.report.language)?
        {
            return Ok(Some(question));
        }
        let completed = complete(&preset, &release, None, session.report.language)?;
        if completed.forbidding().next().is_some() {
            return Ok(None);
        }
        let open = |path: &str| completed.questions.iter().any(|question| question.path == path);
        match keys().find(|key| self.wants(key.path, open(key.path))) {
            Some(key) => self.question(session, means, key.path),
            None => self.next_extra(&preset, &release, session.report.language),
        }
    }

    /// The next question about what else the images get: who was asked anything is asked for that too.
    fn next_extra(&self, preset: &Preset, release: &Release, language: Language) -> Result<Option<Question>> {
        let untouched = self.given.below(&[extra::TOPICS]).next().is_none();
        let topics = match self.topics() {
            Some(topics) => topics,
            None if self.wants(extra::TOPICS, untouched && self.answered()) => {
                return extra_question(extra::TOPICS, preset, release, language);
            }
            None => return Ok(None),
        };
        let Some(selection) = plain(preset, release, language)? else { return Ok(None) };
        let bare = extra::bare(&selection, release).is_some();
        match extra::follow_ups(topics, bare).into_iter().find(|path| self.wants(path, true)) {
            Some(path) => extra::question(path, preset, &selection, release, language),
            None => Ok(None),
        }
    }

    /// The question for a key: that of the one question engine where it has one, else one from the table of keys.
    fn question(&self, session: &Session, means: Means, path: &str) -> Result<Option<Question>> {
        let language = session.report.language;
        if path == "istio.tag" {
            return Ok(Some(tag_question()));
        }
        let preset = self.preset(language);
        let Some((release, _)) = release(session, means, &preset, &known_tags(), &mut Vec::new())? else {
            return Ok(None);
        };
        if extra::is_extra(path) {
            return extra_question(path, &preset, &release, language);
        }
        let Some(key) = keys().find(|key| key.path == path) else { return Ok(None) };
        let mut without = preset.clone();
        without.remove(path);
        let engine = complete(&without, &release, None, language)?.questions;
        if let Some(question) = engine.into_iter().find(|question| question.path == path) {
            return Ok(Some(question));
        }
        let default =
            complete(&preset, &release, None, language)?.selection.and_then(|chosen| default_of(&chosen, path));
        let (mut choices, several): (Vec<(&str, Option<Text>)>, bool) = match key.kind {
            KeyKind::Choice(words) => (words.iter().map(|word| (*word, meaning(path, word))).collect(), false),
            KeyKind::Bool => (["true", "false"].map(|word| (word, None)).to_vec(), false),
            _ if path == "platforms" => (Platform::ALL.map(|platform| (platform.name(), None)).to_vec(), true),
            _ => (Vec::new(), false),
        };
        if !choices.is_empty() && !several && default.is_none() {
            choices.insert(0, ("", Some(say::left_open())));
        }
        let said = |text: Option<Text>| text.map(|text| text.say(language)).unwrap_or_default();
        let choices = choices.into_iter().map(|(word, text)| (word.to_owned(), said(text))).collect();
        Ok(Some(Question { path: key.path, text: (key.help)(), choices, several, default }))
    }

    /// Puts a question to the user, who hears at once when an answer does not go with the rest.
    fn put(&self, session: &Session, means: Means, question: &Question) -> Result<Answer> {
        let preset = self.preset(session.report.language);
        let look = Look { language: session.report.language, colour: session.report.colour };
        let taken_back = || self.taken_back.get(question.path).filter(|answer| !answer.is_empty()).cloned();
        let now = now(&preset, question.path).or_else(taken_back);
        let before = problems(session, means, &preset, question.path)?;
        // The builder that packages lack is asked for next.
        let follows = |found: &Finding| {
            found.rule == "packages-bare-base" && (question.path == extra::TOPICS || self.topics().is_some())
        };
        let mut tag = None;
        let answer = prompt::ask(question, now.as_deref(), look, &mut |answer| {
            let mut trial = preset.clone();
            if answer.is_empty() && question.several && question.default.as_deref() != Some("") {
                return Ok(Some((say::choose_one(), None)));
            }
            if let Err(finding) = put(&mut trial, question.path, answer) {
                return Ok(Some(refusal(finding)));
            }
            let found = match problems(session, means, &trial, question.path) {
                Ok((release, found)) => {
                    tag = release.map(|release| release.tag);
                    found
                }
                // The sources could not be reached, or do not have the tag: another answer may do.
                Err(error) if matches!(error.kind, Kind::Source | Kind::Answers | Kind::Verification) => {
                    return Ok(Some(because(error)));
                }
                Err(error) if error.kind == Kind::Io && extra::is_extra(question.path) => {
                    return Ok(Some(because(error)));
                }
                Err(error) => return Err(error),
            };
            let known = |new: &Finding| before.1.iter().any(|old| old.rule == new.rule && old.place == new.place);
            Ok(found.into_iter().find(|finding| !known(finding) && !follows(finding)).map(refusal))
        })?;
        Ok(match (answer, tag) {
            // A default that was only looked at stays a default, which may change with other answers.
            (Answer::Given(answer), _)
                if question.default.as_ref() == Some(&answer)
                    && now.is_none()
                    && !matches!(question.path, "base" | extra::BUILDER) =>
            {
                Answer::Given(String::new())
            }
            // What was meant by `newest` or `v1.30.3`, so that the record of the answers says it.
            (Answer::Given(_), Some(tag)) if question.path == "istio.tag" => Answer::Given(tag),
            (answer, _) => answer,
        })
    }
}

/// The keys that can be asked for: those without a name of the user's in their path.
pub(super) fn keys() -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(|key| !key.path.contains('*') && !matches!(key.path, "schema" | "extends" | "description"))
}

/// What `--ask` can name.
fn askable() -> impl Iterator<Item = &'static str> {
    keys().map(|key| key.path).chain([extra::TOPICS])
}

/// The keys that the patterns of `--ask` name, and a finding for each pattern that names none.
pub(super) fn asked(patterns: &[&str], findings: &mut Vec<Finding>) -> BTreeSet<&'static str> {
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

/// An empty answer leaves a key to its default.
fn put(preset: &mut Preset, path: &str, answer: &str) -> std::result::Result<(), Finding> {
    if extra::is_extra(path) {
        return extra::put(preset, path, answer);
    }
    preset.remove(path);
    if answer.is_empty() { Ok(()) } else { preset::set(preset, path, answer, &Origin::Prompt) }
}

/// What a preset says at a path, as it would be answered.
pub(super) fn now(preset: &Preset, path: &str) -> Option<String> {
    extra::written(preset, path).or_else(|| preset.get(path).map(|setting| written(&setting.value)))
}

/// What is chosen without what else the images get.
fn plain(preset: &Preset, release: &Release, language: Language) -> Result<Option<Selection>> {
    let mut without = preset.clone();
    without.remove(extra::TOPICS);
    Ok(complete(&without, release, None, language)?.selection)
}

fn extra_question(path: &str, preset: &Preset, release: &Release, language: Language) -> Result<Option<Question>> {
    match plain(preset, release, language)? {
        Some(selection) => extra::question(path, preset, &selection, release, language),
        None => Ok(None),
    }
}

fn tag_question() -> Question {
    let choices = known_tags().into_iter().rev().map(|tag| (tag, String::new())).collect();
    Question { path: "istio.tag", text: select_text::ask_tag(), choices, several: false, default: None }
}

/// A value as somebody would type it.
pub(super) fn written(value: &Value) -> String {
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

/// The release that a preset means, if it says one, and what forbids going on with it. Files that an answer names are looked at.
fn problems(session: &Session, means: Means, preset: &Preset, path: &str) -> Result<(Option<Release>, Vec<Finding>)> {
    let known = known_tags();
    let mut found = Vec::new();
    // Before a tag is chosen, the newest one tells what is wrong whatever the tag.
    let mut trial = preset.clone();
    if let (None, Some(newest)) = (preset.get("istio.tag"), known.last()) {
        let _ = put(&mut trial, "istio.tag", newest);
    }
    let opened = release(session, means, &trial, &known, &mut found)?;
    found.retain(|finding| finding.severity == Severity::Error);
    let Some((release, opened)) = opened else { return Ok((None, found)) };
    let variables = variables(&trial, &release, opened.as_ref())?;
    let completed = complete(&trial, &release, variables.as_deref(), session.report.language)?;
    found.extend(completed.forbidding().cloned());
    if let (true, Some(selection)) = (extra::is_extra(path), &completed.selection) {
        brought::bring(selection, &mut Tree::new(), &mut found)?;
        // Who is asked for authorities means such as are trusted today.
        found.retain(|finding| finding.severity == Severity::Error || finding.rule == "ca-validity");
    }
    Ok((Some(release), found))
}

fn refusal(finding: Finding) -> Refusal {
    (finding.message, finding.hint)
}

fn because(error: Error) -> Refusal {
    (error.text, error.hint)
}
