//! An update that left conflicts: what was there before lies in `.istio-imgen/update/` until it is finished or taken back.

use super::{CONFLICTS, Update};
use crate::command::context::Context;
use crate::command::{Session, print_json};
use crate::disk::{self, Change};
use crate::error::{Error, Kind, Result};
use crate::merge::{Kept, marks_left};
use crate::state::DIRECTORY;
use crate::text::{Language, Text, core as core_text, update as say};
use crate::tree::{Content, Digest, File, Tree, TreePath};
use crate::world;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The directory, below that of the history.
const UPDATE: &str = "update";
/// More than a record of the largest context has.
const MOST: usize = 256 << 20;

/// What is remembered of an update.
#[derive(Serialize, Deserialize)]
struct Record {
    schema: u32,
    from: String,
    to: String,
    conflicts: Vec<Open>,
    files: Vec<Touched>,
}

/// A conflict to solve.
#[derive(Serialize, Deserialize)]
struct Open {
    path: String,
    /// How many characters a mark has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    width: Option<usize>,
    /// The file that lies beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    beside: Option<String>,
}

/// A file that the update touched.
#[derive(Serialize, Deserialize)]
struct Touched {
    path: String,
    /// Where it lies as it was; nothing for a file that was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    /// What was written; nothing for a file that went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wrote: Option<String>,
}

fn record_path() -> String {
    format!("{DIRECTORY}/{UPDATE}/update.json")
}

/// Where the n-th file that gives way is kept. Numbers, so that nobody takes one for a second `Dockerfile`.
pub(super) fn before(number: usize) -> String {
    format!("{DIRECTORY}/{UPDATE}/before/{number}")
}

/// Whether an update of the context is under way.
pub(super) fn is_under_way(context: &Context) -> bool {
    disk::exists(&context.directory.join(record_path()))
}

/// The file that remembers an update.
///
/// # Errors
/// A bug of ours.
pub(super) fn file(update: &Update) -> Result<(TreePath, File)> {
    let bug = |cause: String| Error::new(Kind::Bug, core_text::bad_data(record_path())).because(cause);
    let conflicts = update.merged.conflicts.iter().map(|conflict| {
        let path = conflict.path.as_str().to_owned();
        match &conflict.kept {
            Kept::Marked { width, .. } => Open { path, width: Some(*width), beside: None },
            Kept::Beside(name) => Open { path, width: None, beside: Some(name.as_str().to_owned()) },
        }
    });
    let wrote = |path: &TreePath| update.writes.get(path.as_str()).map(|file| Digest::of(&file.content).to_string());
    let mut files: Vec<Touched> = update
        .replaced
        .iter()
        .enumerate()
        .map(|(number, path)| Touched {
            path: path.as_str().to_owned(),
            before: Some(before(number)),
            wrote: wrote(path),
        })
        .collect();
    let fresh = update.writes.iter().filter(|(path, _)| !update.replaced.contains(*path));
    files.extend(fresh.map(|(path, _)| Touched { path: path.as_str().to_owned(), before: None, wrote: wrote(path) }));
    let record = Record {
        schema: 1,
        from: update.context.history.tag.clone(),
        to: update.decided.plan.istio.tag.clone(),
        conflicts: conflicts.collect(),
        files,
    };
    let text = serde_json::to_string_pretty(&record).map_err(|error| bug(error.to_string()))? + "\n";
    let path = TreePath::new(record_path()).map_err(|problem| bug(problem.to_string()))?;
    Ok((path, File::plain(text.into_bytes())))
}

fn read(context: &Context) -> Result<Record> {
    if !is_under_way(context) {
        return Err(Error::new(Kind::Answers, say::update_none_under_way(&context.directory)));
    }
    let text = disk::read_text(&context.directory.join(record_path()), MOST)?;
    let damaged = || Error::new(Kind::Answers, say::history_damaged(record_path())).hint(say::history_restore());
    let record: Record = serde_json::from_str(&text).map_err(|error| damaged().because(error))?;
    let kept = format!("{DIRECTORY}/{UPDATE}/before/");
    let inside = |path: &str| TreePath::new(path).is_ok();
    let honest = record.files.iter().all(|file| {
        inside(&file.path) && file.before.as_ref().is_none_or(|before| inside(before) && before.starts_with(&kept))
    });
    if record.schema == 1 && honest { Ok(record) } else { Err(damaged()) }
}

/// Finishes an update if its conflicts are solved.
pub(super) fn go_on(session: &Session, context: &Context) -> Result<u8> {
    let record = read(context)?;
    let names = |path: &TreePath| {
        let named = |open: &Open| open.path == path.as_str() || open.beside.as_deref() == Some(path.as_str());
        record.conflicts.iter().any(named).then_some(None)
    };
    let held = disk::read(&context.directory, &format!("{DIRECTORY}/{UPDATE}"), &names)?;
    let mut left: Vec<(&str, Text)> = Vec::new();
    for open in &record.conflicts {
        if let Some(beside) = open.beside.as_deref().filter(|beside| held.tree.get(beside).is_some()) {
            left.push((&open.path, say::update_beside_left(&open.path, beside)));
        }
        let (Ok(path), Some(width)) = (TreePath::new(open.path.clone()), open.width) else { continue };
        if let Some(File { content: Content::Bytes(bytes), .. }) = held.tree.get(&open.path) {
            let lines = marks_left(&path, bytes, width);
            if !lines.is_empty() {
                let lines = lines.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
                left.push((&open.path, say::update_marks_left(&open.path, lines)));
            }
        }
    }
    let code = if left.is_empty() { 0 } else { CONFLICTS };
    if left.is_empty() {
        let moves = [(format!("{DIRECTORY}/{UPDATE}"), None)];
        let change = Change { moves: &moves, writes: &Tree::new(), seen: &Tree::new() };
        disk::change(&context.directory, change, None, &world::interrupted)?;
    }
    if session.json {
        let left: Vec<_> =
            left.iter().map(|(path, text)| json!({"path": path, "message": text.say(Language::English)})).collect();
        print_json(&json!({
            "schema": 1, "command": "update", "status": if code == 0 { "continued" } else { "conflicts" },
            "exit_code": code, "dir": context.directory, "from": {"tag": record.from}, "to": {"tag": record.to},
            "conflicts": left,
        }))?;
        return Ok(code);
    }
    for (_, text) in &left {
        session.report.note(text);
    }
    session.report.note(&if code == 0 { say::update_continued() } else { say::update_conflicts(left.len()) });
    Ok(code)
}

/// Takes an update back. What was edited since is kept aside.
pub(super) fn abort(session: &Session, context: &Context) -> Result<u8> {
    let record = read(context)?;
    let digest = |file: &Touched| file.wrote.as_ref().and_then(|digest| digest.parse::<Digest>().ok());
    let names = |path: &TreePath| record.files.iter().find(|file| file.path == path.as_str()).map(digest);
    let held = disk::read(&context.directory, &format!("{DIRECTORY}/{UPDATE}"), &names)?;
    let (mut moves, mut asides) = (Vec::new(), Vec::new());
    for file in &record.files {
        if let Some(there) = held.tree.get(&file.path) {
            let ours = digest(file).is_some_and(|digest| digest.is_of(&there.content));
            let aside = (!ours).then(|| disk::free_name(&context.directory, &file.path));
            asides.extend(aside.as_ref().map(|aside| (file.path.as_str(), aside.clone())));
            moves.push((file.path.clone(), aside));
        }
        moves.extend(file.before.as_ref().map(|before| (before.clone(), Some(file.path.clone()))));
    }
    moves.push((record_path(), None));
    let change = Change { moves: &moves, writes: &Tree::new(), seen: &held.tree };
    disk::change(&context.directory, change, None, &world::interrupted)?;
    for (path, aside) in &asides {
        session.report.note(&say::update_kept_aside(path, aside));
    }
    session.report.note(&say::update_aborted(record.files.len()));
    if session.json {
        print_json(&json!({
            "schema": 1, "command": "update", "status": "aborted", "exit_code": 0, "dir": context.directory,
            "from": {"tag": record.from}, "to": {"tag": record.to},
            "kept": asides.iter().map(|(path, aside)| json!({"path": path, "as": aside})).collect::<Vec<_>>(),
        }))?;
    }
    Ok(0)
}
