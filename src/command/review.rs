//! The interview of `new` with its review: before anything is written, everything that will be can be looked at and changed.

use super::Session;
use super::decide::{Decided, Means, decide};
use super::interview::{Interview, now, written};
use super::progress::human;
use super::saved;
use crate::disk::{self, Taken};
use crate::error::Result;
use crate::finding::{self, Finding};
use crate::preset::{Preset, Value};
use crate::prompt::{self, Answer, Look};
use crate::selection::{Question, extra};
use crate::text::{Language, Text, extra as extra_text, interview as say};
use crate::tree::{Blobs, Content, File, Tree};
use crate::world;
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What came of it.
pub(super) struct Talked {
    /// What is to be written; `None` when the findings forbid it.
    pub(super) decided: Option<Decided>,
    /// The preset that was saved on the way.
    pub(super) saved: Option<Utf8PathBuf>,
}

/// What the user wants next.
enum Wish {
    Write,
    Edit(&'static str),
    Look,
    Save,
    Back,
}

/// Asks what is open, decides, and shows what would be written until the user agrees. Where nothing was open nothing is
/// shown either, and telling the findings is left to the caller.
///
/// # Errors
/// [`crate::error::Kind::Interrupted`] when the user stops; whatever the world refuses.
pub(super) fn talk(
    session: &mut Session,
    interview: &mut Interview,
    means: Means,
    directory: &Utf8Path,
    findings: &mut Vec<Finding>,
) -> Result<Talked> {
    let _keys = world::take_keys(true);
    let language = session.report.language;
    let given = std::mem::take(findings);
    let mut told: Vec<Finding> = Vec::new();
    let mut saved = None;
    loop {
        interview.ask(session, means)?;
        findings.clone_from(&given);
        let outcome = decide(session, interview.preset(language), means, findings);
        finding::sort(findings);
        if !interview.answered() {
            return Ok(Talked { decided: outcome?, saved });
        }
        let new: Vec<Finding> = findings.iter().filter(|finding| !told.contains(finding)).cloned().collect();
        session.report.findings(&new);
        told.extend(new);
        let decided = outcome?;
        if let Some(decided) = &decided {
            session.report.block(&shown(decided, &interview.preset(language), directory, language));
        }
        loop {
            match wish(session, interview, decided.as_ref(), directory)? {
                Wish::Write => return Ok(Talked { decided, saved }),
                Wish::Edit(path) => interview.edit(session, means, path)?,
                Wish::Back => interview.back()?,
                Wish::Look => {
                    if let Some(decided) = &decided {
                        look(session, decided)?;
                    }
                    continue;
                }
                Wish::Save => {
                    saved = save(session, interview, directory)?.or(saved);
                    continue;
                }
            }
            break;
        }
    }
}

/// A prompt that is no key of a preset: its choices, whose number is the answer.
fn choose(session: &Session, text: Text, choices: Vec<(String, String)>) -> Result<Option<usize>> {
    let question = Question { path: "", text, choices, several: false, default: None };
    let look = Look { language: session.report.language, colour: session.report.colour };
    Ok(match prompt::ask(&question, None, look, &mut |_| Ok(None))? {
        Answer::Given(name) => question.choices.iter().position(|(choice, _)| *choice == name),
        Answer::Back => None,
    })
}

fn wish(session: &Session, interview: &Interview, decided: Option<&Decided>, directory: &Utf8Path) -> Result<Wish> {
    let language = session.report.language;
    let said = |name: Text, meaning: Text| (name.say(language), meaning.say(language));
    loop {
        let count = decided.map_or(0, |decided| decided.tree.len());
        let menu = [
            said(say::review_write(), say::review_write_means(count, directory)),
            said(say::review_edit(), say::review_edit_means()),
            said(say::review_files(), say::review_files_means()),
            said(say::review_save(), say::review_save_means()),
            said(say::review_quit(), say::review_quit_means()),
        ];
        // What cannot be decided can be changed, kept or left.
        let offered: Vec<usize> =
            (0..menu.len()).filter(|index| decided.is_some() || matches!(index, 1 | 3 | 4)).collect();
        let choices = offered.iter().map(|index| menu[*index].clone()).collect();
        let Some(chosen) = choose(session, say::review_next(), choices)? else { return Ok(Wish::Back) };
        match offered[chosen] {
            0 => return Ok(Wish::Write),
            1 => {
                let preset = interview.preset(language);
                let keys = interview.editable();
                let now = |path: &str| now(&preset, path);
                let helped = crate::preset::key::KEYS;
                let meaning = |path: &str| {
                    let help = helped.iter().find(|key| key.path == path).map(|key| (key.help)());
                    let help =
                        help.or((path == extra::TOPICS).then(extra_text::ask_topics)).map(|text| text.say(language));
                    now(path).map_or_else(|| help.unwrap_or_default(), |value| format!("= {value}"))
                };
                let mut rows: Vec<(String, String)> =
                    keys.iter().map(|path| ((*path).to_owned(), meaning(path))).collect();
                // What has a value stands first: that is what one comes to change.
                rows.sort_by_key(|(path, _)| now(path).is_none());
                let name = |index: usize| rows.get(index).and_then(|(name, _)| keys.iter().find(|key| *key == name));
                let chosen = choose(session, say::review_which_answer(), rows.clone())?;
                if let Some(path) = chosen.and_then(name) {
                    return Ok(Wish::Edit(path));
                }
            }
            2 => return Ok(Wish::Look),
            3 => return Ok(Wish::Save),
            _ => return Err(prompt::interrupted()),
        }
    }
}

/// Shows one file after another, as the user chooses them.
fn look(session: &Session, decided: &Decided) -> Result<()> {
    let language = session.report.language;
    let blobs = super::sources::blobs(decided.opened.as_ref());
    let files: Vec<(String, String)> =
        decided.tree.iter().map(|(path, file)| (path.to_string(), size(file, blobs, language))).collect();
    while let Some(chosen) = choose(session, say::review_which_file(), files.clone())? {
        let Some((path, file)) = decided.tree.iter().nth(chosen) else { break };
        match read(file, blobs)? {
            Some(text) => session.report.block(&text),
            None => session.report.block(&say::not_shown(path).say(language)),
        }
    }
    Ok(())
}

/// The longest file of the user that is shown whole, in bytes.
const MOST_SHOWN: u64 = 1 << 20;

/// The text of a file, with no character that a terminal would obey.
fn read(file: &File, blobs: Option<&dyn Blobs>) -> Result<Option<String>> {
    let bytes = match (&file.content, blobs) {
        (Content::Bytes(bytes), _) => bytes.to_vec(),
        (Content::Blob(id), Some(blobs)) => blobs.read(*id)?,
        (Content::Disk { path, .. }, _) if disk::length(path).is_some_and(|bytes| bytes <= MOST_SHOWN) => {
            disk::look(path, usize::MAX)?
        }
        _ => return Ok(None),
    };
    Ok(String::from_utf8(bytes).ok().map(|text| crate::report::harmless(&text)))
}

/// Saves the answers where the user says; `None` when they go back.
fn save(session: &Session, interview: &Interview, directory: &Utf8Path) -> Result<Option<Utf8PathBuf>> {
    let language = session.report.language;
    let look = Look { language, colour: session.report.colour };
    let default = Some("istio-imgen.yaml".to_owned());
    let question = Question { path: "", text: say::save_where(), choices: Vec::new(), several: false, default };
    let preset = interview.preset(language);
    let answer = prompt::ask(&question, None, look, &mut |name| {
        if name.is_empty() {
            return Ok(Some((say::save_name_needed(), None)));
        }
        let path = Utf8Path::new(name);
        let written = disk::save(path, &saved::text(&preset, path, Some(directory)), Taken::Refuse);
        Ok(written.err().map(|error| (error.text, error.hint)))
    })?;
    Ok(match answer {
        Answer::Given(name) => {
            session.report.note(&say::saved(&name));
            Some(Utf8PathBuf::from(name))
        }
        Answer::Back => None,
    })
}

/// The answers, the images, and the tree that would be written. Files that go into the context are told by the names that the user
/// gave them.
fn shown(decided: &Decided, own: &Preset, directory: &Utf8Path, language: Language) -> String {
    let plan = &decided.plan;
    let mut text = String::new();
    let mut line = |words: String| {
        let _ = writeln!(text, "{}", words.trim_end());
    };
    line(format!("\n{}\n", say::review().say(language)));
    let mut rows: BTreeMap<String, String> = BTreeMap::new();
    for (path, setting) in decided.preset.iter().filter(|(path, _)| path.iter().all(|part| part != "schema")) {
        let path = path.join(".");
        let own = own.get(&path).filter(|_| path.starts_with("customize."));
        let value = match &own.unwrap_or(setting).value {
            Value::Text(value) => value.clone(),
            other => written(other).replace(',', ", "),
        };
        rows.insert(path, value);
    }
    rows.entry("hub".to_owned()).or_insert_with(|| plan.hub.clone());
    rows.entry("tag".to_owned()).or_insert_with(|| plan.tag.clone());
    rows.entry("platforms".to_owned()).or_insert_with(|| plan.platforms.join(", "));
    rows.entry("language".to_owned()).or_insert_with(|| plan.language.to_owned());
    let width = rows.keys().map(|key| key.chars().count()).max().unwrap_or(0);
    for (key, value) in &rows {
        line(format!("  {key:width$}  {}", crate::report::harmless(value)));
    }
    line(String::new());
    for image in &plan.images {
        line(format!("  {}/{}:{}  FROM {}", plan.hub, image.image, plan.tag, image.base));
    }
    line(format!("\n  {directory}/"));
    let blobs = super::sources::blobs(decided.opened.as_ref());
    for (name, meaning) in summary(&decided.tree, blobs, language) {
        line(format!("    {name:20}  {meaning}"));
    }
    text
}

/// The tree as somebody who opens the directory sees it: files, and directories with what they hold.
fn summary(tree: &Tree, blobs: Option<&dyn Blobs>, language: Language) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut directories: BTreeMap<String, (usize, u64)> = BTreeMap::new();
    for (path, file) in tree.iter() {
        match path.as_str().split_once('/') {
            None => files.push((path.to_string(), size(file, blobs, language))),
            Some((top, _)) => {
                let held = directories.entry(format!("{top}/")).or_default();
                held.0 += 1;
                held.1 += bytes(file, blobs).unwrap_or(0);
            }
        }
    }
    let told = |(count, bytes): (usize, u64)| say::review_more(count, human(bytes, language)).say(language);
    let directories = directories.into_iter().map(|(name, held)| (name, told(held)));
    files.into_iter().chain(directories).collect()
}

/// How many bytes a file has, as far as somebody knows.
fn bytes(file: &File, blobs: Option<&dyn Blobs>) -> Option<u64> {
    match &file.content {
        Content::Bytes(bytes) => Some(bytes.len() as u64),
        Content::Blob(id) => blobs?.size(*id).ok(),
        Content::Disk { path, .. } => disk::length(path),
    }
}

fn size(file: &File, blobs: Option<&dyn Blobs>, language: Language) -> String {
    bytes(file, blobs).map(|bytes| human(bytes, language)).unwrap_or_default()
}
