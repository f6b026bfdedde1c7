//! What an update tells: a table of files, the changes of Istio, and for programs one document.

use super::{Report, Update};
use crate::change::{Changes, Turn};
use crate::command::pinned::Pinned;
use crate::command::show;
use crate::difference::lines;
use crate::finding::Finding;
use crate::merge::{Action, Kept, Merged, Row};
use crate::plan::SOURCES;
use crate::support::KnownFrom;
use crate::text::{Language, Text, update as say};
use crate::tree::{Content, File};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// More sources than this are told as a number.
const MOST_ROWS: usize = 8;
/// More changes of one kind than this are told as a number.
const MOST_CHANGES: usize = 12;

fn name(action: Action) -> Text {
    match action {
        Action::Create => say::action_create(),
        Action::Update => say::action_update(),
        Action::Merge => say::action_merge(),
        Action::Keep => say::action_keep(),
        Action::Conflict => say::action_conflict(),
        Action::Beside => say::action_beside(),
        Action::StaysDeleted => say::action_stays_deleted(),
        Action::Delete => say::action_delete(),
        Action::Yours => say::action_yours(),
    }
}

fn reason(row: &Row, merged: &Merged) -> Option<Text> {
    let kept = merged.conflicts.iter().find(|conflict| conflict.path == row.path).map(|conflict| &conflict.kept);
    let told = match (row.action, kept) {
        (_, Some(Kept::Marked { hunks, .. })) => Some(say::told_conflict(hunks)),
        (_, Some(Kept::Beside(beside))) => Some(say::told_beside(beside)),
        (Action::Merge, _) => Some(say::told_merge()),
        (Action::Keep, _) => Some(say::told_keep()),
        (Action::StaysDeleted, _) => Some(say::told_stays_deleted()),
        (Action::Delete, _) => Some(say::told_delete()),
        (Action::Yours, _) => Some(say::told_yours()),
        _ => None,
    };
    match (told, &row.from) {
        (Some(told), Some(from)) => Some(told.then(say::told_renamed(from))),
        (None, Some(from)) => Some(say::told_renamed(from)),
        (told, None) => told,
    }
}

/// A line for each file that does not stay as it was; many sources with the same fate are one line.
pub(super) fn table(merged: &Merged, language: Language) -> String {
    let below = format!("{SOURCES}/");
    let mut many: BTreeMap<Action, usize> = BTreeMap::new();
    let bulk =
        |row: &Row| row.path.as_str().starts_with(&below) && !matches!(row.action, Action::Conflict | Action::Beside);
    for row in merged.report.iter().filter(|row| bulk(row)) {
        *many.entry(row.action).or_default() += 1;
    }
    many.retain(|_, count| *count > MOST_ROWS);
    let mut rows: Vec<(String, String, String)> = Vec::new();
    for row in &merged.report {
        if bulk(row) && many.contains_key(&row.action) {
            continue;
        }
        let told = reason(row, merged).map(|told| told.say(language)).unwrap_or_default();
        rows.push((name(row.action).say(language), row.path.as_str().to_owned(), told));
    }
    for (action, count) in many {
        rows.push((name(action).say(language), say::action_files(&below, count).say(language), String::new()));
    }
    let width = |cell: fn(&(String, String, String)) -> &str| {
        rows.iter().map(|row| cell(row).chars().count()).max().unwrap_or_default()
    };
    let (first, second) = (width(|row| &row.0), width(|row| &row.1).min(48));
    let line = |(action, path, told): &(String, String, String)| {
        format!("  {}\n", format!("{action:first$}  {path:second$}  {told}").trim_end())
    };
    rows.iter().map(line).collect()
}

/// What changed in Istio; nothing where nothing did.
pub(super) fn changes(changes: &Changes, was: &str, now: &str, language: Language) -> String {
    let mut told: Vec<Text> = Vec::new();
    let turn = |turn: &Option<Turn>, say: fn(&str, &str) -> Text| turn.as_ref().map(|turn| say(&turn.was, &turn.now));
    told.extend(turn(&changes.go, |was, now| say::change_go(was, now)));
    told.extend(turn(&changes.base, |was, now| say::change_base(was, now)));
    told.extend((changes.skipped > 0).then(|| say::change_skipped(changes.skipped)));
    for image in &changes.images {
        let gone = image.now.is_empty();
        told.push(if gone { say::change_image_gone(&image.was) } else { say::change_image_new(&image.now) });
    }
    let named = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    // Where a digest alone is another one, the image is told.
    let name = |reference: &str| reference.split('@').next().unwrap_or_default().to_owned();
    for turn in changes.references.iter().filter(|turn| name(&turn.was) != name(&turn.now)) {
        told.push(say::change_reference(&turn.name, named(&turn.was), named(&turn.now)));
    }
    let variables = &changes.variables;
    if *variables != crate::change::Variables::default() {
        let numbers = (variables.new.len(), variables.gone.len(), variables.defaults.len());
        told.push(say::change_variables(numbers.0, numbers.1, numbers.2));
    }
    told.extend(variables.gone_set.iter().map(say::change_variable_gone));
    told.extend(variables.defaults_set.iter().map(say::change_variable_default));
    for turn in variables.defaults.iter().take(MOST_CHANGES) {
        told.push(say::change_default(&turn.name, &turn.was, &turn.now));
    }
    let more = variables.defaults.len().saturating_sub(MOST_CHANGES);
    told.extend((more > 0).then(|| say::change_more(more)));
    if !(changes.mesh.new.is_empty() && changes.mesh.gone.is_empty()) {
        told.push(say::change_mesh(changes.mesh.new.len(), changes.mesh.gone.len()));
    }
    told.extend(changes.mesh.gone_set.iter().map(say::change_mesh_gone));
    let closing = |found: &crate::change::Closing| say::change_endpoint(&found.name, &found.closes, &found.successor);
    told.extend(changes.endpoints.iter().map(closing));
    if told.is_empty() {
        return String::new();
    }
    let mut text = say::change_heading(was, now).say(language) + "\n";
    for line in told {
        let _ = writeln!(text, "  {}", line.say(language));
    }
    text
}

/// The difference that each file would see, where it is text.
pub(super) fn diffs(update: &Update) -> String {
    let mut text = String::new();
    let nothing = File::plain(*b"");
    for row in update.merged.report.iter().filter(|row| row.action.writes()) {
        let origin = row.from.as_ref().unwrap_or(&row.path);
        let was = update.held.tree.get(origin.as_str()).unwrap_or(&nothing);
        let now = update.merged.tree.get(row.path.as_str()).unwrap_or(&nothing);
        if let (Content::Bytes(was), Content::Bytes(now)) = (&was.content, &now.content)
            && was != now
            && !was.contains(&0)
            && !now.contains(&0)
        {
            text.push('\n');
            text.push_str(&lines(&row.path, was, now, ["now", "updated"]).0);
        }
    }
    text
}

/// The digests that moved, a line for each image.
pub(super) fn digests(pinned: &[Pinned], language: Language) -> String {
    let moved = pinned.iter().filter_map(|pinned| pinned.moved().map(|moved| (&pinned.reference, moved)));
    let lines: Vec<String> =
        moved.map(|(name, (was, now))| format!("  {}\n", say::moved_digest(name, was, now).say(language))).collect();
    match lines.is_empty() {
        true => String::new(),
        false => say::moved_heading().say(language) + "\n" + &lines.concat(),
    }
}

/// What a document says beside what was done.
pub(super) struct Outcome<'a> {
    pub(super) findings: &'a [Finding],
    /// Who told of the release that `patch` or `minor` means.
    pub(super) known_from: Option<KnownFrom>,
    pub(super) dry_run: bool,
    /// What a run that writes ends with.
    pub(super) code: u8,
}

/// The document on standard output.
pub(super) fn document(update: &Update, report: Report, outcome: &Outcome<'_>) -> Value {
    let Outcome { findings, known_from, dry_run, code } = outcome;
    let status = match (update.is_nothing(), dry_run, code) {
        (true, ..) => "unchanged",
        (_, true, _) => "planned",
        (_, _, 0) => "written",
        _ => "conflicts",
    };
    let images: Vec<Value> = update.decided.pinned.iter().map(Pinned::document).collect();
    let (was, now) = (&update.context.history, &update.decided.plan.istio);
    let mut document = json!({
        "schema": 1, "command": report.command(), "status": status, "exit_code": if *dry_run { 0 } else { *code },
        "would_exit": code, "dir": update.context.directory, "files": files(&update.merged),
        "findings": findings.iter().map(show::finding).collect::<Vec<_>>(),
    });
    let rest = match report {
        Report::Pin => json!({"istio": {"tag": now.tag}, "images": images}),
        Report::Update => json!({
            "from": {"tag": was.tag, "commit": was.commit, "tool": was.tool},
            "to": {"tag": now.tag, "commit": now.commit}, "known_from": known_from, "changes": update.changes,
            "pins": images,
        }),
    };
    if let (Some(document), Value::Object(rest)) = (document.as_object_mut(), rest) {
        document.extend(rest);
    }
    document
}

/// What became of each file.
fn files(merged: &Merged) -> Vec<Value> {
    let file = |row: &Row| {
        let kept = merged.conflicts.iter().find(|conflict| conflict.path == row.path);
        let (hunks, beside) = match kept.map(|conflict| &conflict.kept) {
            Some(Kept::Marked { hunks, .. }) => (Some(*hunks), None),
            Some(Kept::Beside(name)) => (None, Some(name.as_str())),
            None => (None, None),
        };
        json!({
            "path": row.path.as_str(), "action": row.action, "from": row.from.as_ref().map(|from| from.as_str()),
            "conflicts": hunks, "beside": beside,
        })
    };
    merged.report.iter().map(file).collect()
}
