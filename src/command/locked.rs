//! Whether a context is what its selection gives: rendered again in memory, without the network, and compared.

use super::context::{self, Context};
use super::decide::{Means, decide};
use super::update::split;
use super::{Session, diff, load, print, print_json};
use crate::difference::{Difference, differs};
use crate::disk;
use crate::error::{Error, Kind, Result};
use crate::finding;
use crate::merge::{Ancestor, Known};
use crate::preset::Preset;
use crate::state::{DIRECTORY, LOCK, PRISTINE};
use crate::text::{Text, cli as cli_text, locked as say};
use crate::tree::{Content, Digest, File, Tree, TreePath};
use serde_json::{Value, json};

/// What a context differs in from what its selection gives.
struct Drift {
    /// The files that differ, in the order of their paths.
    files: Vec<Difference>,
    /// The files that are generated and that the selection leaves to the user (`keep`).
    kept: Vec<TreePath>,
    /// The files that nobody generated.
    others: Vec<TreePath>,
    /// The version of the program that wrote the context, where it is another one.
    tool: Option<String>,
}

/// Compares contexts with what their selections give; the exit code is 8 when one differs.
///
/// # Errors
/// As for making a context.
pub(super) fn run(session: &mut Session, directories: &[&str]) -> Result<u8> {
    let mut code = 0;
    for directory in directories {
        let context = context::open_at(directory)?;
        let drift = drift(session, &context)?;
        code = code.max(drift.code());
        match session.json {
            true => print_json(&document(&context, &drift))?,
            false => tell(session, &drift)?,
        }
    }
    Ok(code)
}

impl Drift {
    /// The exit code: 8 when anything differs.
    fn code(&self) -> u8 {
        if self.files.is_empty() { 0 } else { diff::DIFFERS }
    }
}

/// Renders the selection of a context again, offline, and compares each generated and copied file with what is there.
///
/// # Errors
/// As for making the context; a source that is not in the cache is one, as nothing is asked of the network.
fn drift(session: &mut Session, context: &Context) -> Result<Drift> {
    let (preset, mut findings) = load::of_file(session, &context.selection())?;
    let offline = std::mem::replace(&mut session.offline, true);
    let decided = decide(session, preset, Means { refresh: false, pin: None }, &mut findings);
    session.offline = offline;
    finding::sort(&mut findings);
    if finding::forbids(&findings) {
        session.report.findings(&findings);
    }
    let count = findings.iter().filter(|found| found.severity == finding::Severity::Error).count();
    let decided = decided?.ok_or_else(|| Error::new(Kind::Answers, cli_text::findings_stop(count)))?;
    let (new, history) = split(&decided.tree);
    let held = context.held(&new)?;
    let kept = kept(&decided.preset, &new);
    let mut files = Vec::new();
    for (path, file) in new.iter().filter(|(path, _)| !kept.contains(path)) {
        files.extend(differs(path, &ancestor(file), held.tree.get(path.as_str()), ["locked", "here"]));
    }
    for (path, was) in &context.history.pristine {
        if let (None, Some(there)) = (new.get(path.as_str()), held.tree.get(path.as_str()))
            && was.is(there)
        {
            files.push(Difference::told(path, say::locked_not_generated(path)));
        }
    }
    let own = |name: &str| format!("{DIRECTORY}/{name}");
    let there = disk::read(&context.directory.join(DIRECTORY), "update", &|_| Some(None))?;
    for (path, file) in
        history.iter().filter(|(path, _)| [own(LOCK), own(PRISTINE)].contains(&path.as_str().to_owned()))
    {
        if let Some(found) = differs(path, &ancestor(file), there.tree.get(path.name()), ["locked", "here"]) {
            // The lines that matter stand in the files themselves.
            files.push(Difference { diff: None, ..found }.and(say::locked_history(path)));
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let tool = Some(context.history.tool.clone()).filter(|tool| tool != env!("CARGO_PKG_VERSION"));
    Ok(Drift { files, kept, others: held.others.into_iter().collect(), tool })
}

/// The generated files that a selection leaves to the user: named themselves, or by a directory above them.
pub(super) fn kept(preset: &Preset, new: &Tree) -> Vec<TreePath> {
    let named = preset.list("keep").unwrap_or_default();
    let is_named = |path: &TreePath| {
        named.iter().any(|(name, _)| {
            let name = name.trim_start_matches("./").trim_end_matches('/');
            let rest = path.as_str().strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    new.iter().map(|(path, _)| path).filter(|path| is_named(path)).cloned().collect()
}

fn ancestor(file: &File) -> Ancestor {
    let content = match &file.content {
        Content::Bytes(bytes) => Known::Bytes(bytes.clone()),
        other => Known::Digest(Digest::of(other)),
    };
    Ancestor { mode: file.mode, content }
}

/// Tells a drift to a person: the differing lines on standard output, what they mean beside it.
fn tell(session: &Session, drift: &Drift) -> Result<()> {
    let language = session.report.language;
    print(&drift.files.iter().map(|file| diff::text(file, false, language)).collect::<String>())?;
    let told: Text = match drift.files.len() {
        0 => say::locked_same(),
        count => say::locked_differs(count),
    };
    session.report.note(&told);
    if drift.files.is_empty() {
        return Ok(());
    }
    if let Some(tool) = &drift.tool {
        session.report.note(&say::locked_tool(tool, env!("CARGO_PKG_VERSION")));
    }
    session.report.note(&say::locked_how());
    Ok(())
}

/// The same for a program.
fn document(context: &Context, drift: &Drift) -> Value {
    let names = |paths: &[TreePath]| paths.iter().map(|path| path.as_str().to_owned()).collect::<Vec<_>>();
    json!({
        "schema": 1, "command": "check", "locked": true,
        "status": if drift.files.is_empty() { "same" } else { "differs" }, "exit_code": drift.code(),
        "dir": context.directory, "istio": {"tag": context.history.tag, "commit": context.history.commit},
        "tool": {"lock": context.history.tool, "this": env!("CARGO_PKG_VERSION")},
        "files": drift.files.iter().map(diff::document).collect::<Vec<_>>(),
        "kept": names(&drift.kept), "others": names(&drift.others),
    })
}
