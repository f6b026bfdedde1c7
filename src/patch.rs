//! Patches: unified diffs laid over the tree of a tag before its closure is computed, so that a file or an import that a
//! patch adds is part of the build like any other.
//!
//! Nothing is guessed: a hunk goes where its context stands, or the report says what was expected there and what was
//! found. What does not apply to a file that no build needs (a test, a release note) is no reason to stop.

mod place;

use crate::error::Result;
use crate::finding::Origin;
use crate::reference::is_hex;
use crate::text::{Text, patch as say};
use crate::tree::{Blobs, Content, File, Mode, Tree, TreePath};
use diffy::patch_set::{FileMode, FileOperation, FilePatch, ParseOptions, PatchKind, PatchSet};
use std::collections::BTreeSet;

/// The largest patch, in bytes.
pub const MAX_BYTES: usize = 16 << 20;
/// The most patches of one context.
pub const MAX_PATCHES: usize = 500;

/// A patch to apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Its name, for reports and for the file in the context.
    pub name: String,
    /// The unified diff, in git's form or in that of `diff -u`.
    pub text: String,
    /// Where the user asked for it.
    pub origin: Origin,
}

impl Patch {
    /// The commit that it says to be: `git format-patch` begins with it, and so do picked commits.
    #[must_use]
    pub fn commit(&self) -> Option<&str> {
        let id = self.text.strip_prefix("From ")?.split([' ', '\n']).next()?;
        (id.len() == 40 && is_hex(id)).then_some(id)
    }

    /// The name of the file in the context that holds the n-th patch, from 1: `0001-fix-of-x.patch`.
    #[must_use]
    pub fn file_name(&self, number: usize) -> String {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = name.strip_suffix(".patch").or(name.strip_suffix(".diff")).unwrap_or(name);
        // One that comes out of a context has its number already.
        let bare = match name.split_once('-') {
            Some((digits, rest)) if digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) => rest,
            _ => name,
        };
        let plain = bare.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' });
        let plain: String = plain.take(60).collect();
        let plain = plain.trim_matches('-');
        format!("{number:04}-{}.patch", if plain.is_empty() { "patch" } else { plain })
    }
}

/// What a patch did to a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The files that it speaks of, after the patch.
    pub touched: BTreeSet<String>,
    /// Those among them that are gone.
    pub removed: BTreeSet<String>,
    /// What did not go, in the order of the patch.
    pub problems: Vec<Problem>,
}

/// Why a patch, or its part for one file, does not apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file; none when the patch as a whole cannot be read.
    pub path: Option<String>,
    /// What is wrong.
    pub text: Text,
    /// What stands where something else was expected, or a way out.
    pub hint: Option<Text>,
    /// The change is in the sources already.
    pub already: bool,
}

/// Applies a patch to a tree, file by file: a file whose part does not apply stays as it is.
///
/// # Errors
/// When a blob cannot be read; all that is wrong with the patch is among the problems.
pub fn apply(tree: &mut Tree, blobs: &dyn Blobs, patch: &Patch) -> Result<Applied> {
    let mut applied = Applied::default();
    // Mails and archives of mails end lines by CR LF; Istio's sources do not.
    let text = patch.text.replace("\r\n", "\n");
    let is_git = text.starts_with("diff --git ") || text.contains("\ndiff --git ");
    let options = if is_git { ParseOptions::gitdiff() } else { ParseOptions::unidiff() };
    for part in PatchSet::parse(&text, options) {
        match part {
            Ok(part) => one_file(tree, blobs, &patch.name, &part, &mut applied)?,
            Err(error) => {
                let text = say::patch_unreadable(&patch.name, error);
                applied.problems.push(Problem { path: None, text, hint: None, already: false });
                break;
            }
        }
    }
    Ok(applied)
}

/// What a part of a patch does, with paths as they stand in the tree.
enum Operation {
    Create(String),
    Delete(String),
    Modify(String),
    Rename(String, String),
    Copy(String, String),
}

fn operation(tree: &Tree, operation: &FileOperation<'_, str>) -> Operation {
    let existing = |path: &str| place::existing(tree, path).to_owned();
    match operation {
        FileOperation::Create(path) => Operation::Create(place::fresh(path).to_owned()),
        FileOperation::Delete(path) => Operation::Delete(existing(path)),
        FileOperation::Modify { original, .. } if tree.get(&existing(original)).is_some() => {
            Operation::Modify(existing(original))
        }
        FileOperation::Modify { modified, .. } => Operation::Modify(existing(modified)),
        FileOperation::Rename { from, to } => Operation::Rename(existing(from), to.to_string()),
        FileOperation::Copy { from, to } => Operation::Copy(existing(from), to.to_string()),
    }
}

fn one_file(
    tree: &mut Tree,
    blobs: &dyn Blobs,
    name: &str,
    part: &FilePatch<'_, str>,
    applied: &mut Applied,
) -> Result<()> {
    let operation = operation(tree, part.operation());
    let (from, to) = match &operation {
        Operation::Create(path) => (None, path),
        Operation::Delete(path) | Operation::Modify(path) => (Some(path), path),
        Operation::Rename(from, to) | Operation::Copy(from, to) => (Some(from), to),
    };
    // What cannot be the name of a file is told below, and stands in no list.
    applied.touched.extend(from.into_iter().chain([to]).filter(|path| TreePath::new(path.as_str()).is_ok()).cloned());
    let mut problem = |text, hint| {
        applied.problems.push(Problem { path: Some(to.clone()), text, hint, already: false });
    };
    let target = match TreePath::new(to.as_str()) {
        Ok(target) => target,
        Err(reason) => {
            // No file of the tree has such a name, so that nobody could say the build does without it.
            let text = say::patch_path(name, place::shown(to), reason);
            applied.problems.push(Problem { path: None, text, hint: None, already: false });
            return Ok(());
        }
    };
    let PatchKind::Text(hunks) = part.patch() else {
        problem(say::patch_binary(name, to), None);
        return Ok(());
    };
    let (old, mode) = match from {
        None => (String::new(), Mode::Plain),
        Some(from) => {
            let Some(file) = tree.get(from) else {
                problem(say::patch_no_file(name, from), None);
                return Ok(());
            };
            match (file.mode, String::from_utf8(file.read(blobs)?)) {
                (Mode::Link, _) => {
                    problem(say::patch_link(name, from), None);
                    return Ok(());
                }
                (mode, Ok(text)) => (text, mode),
                (_, Err(_)) => {
                    problem(say::patch_not_text(name, from), None);
                    return Ok(());
                }
            }
        }
    };
    if let (Operation::Create(path), Some(file)) = (&operation, tree.get(to)) {
        let same = String::from_utf8(file.read(blobs)?)
            .is_ok_and(|held| diffy::apply("", hunks).is_ok_and(|made| made == held));
        let text = if same { say::patch_already(name, path) } else { say::patch_exists(name, path) };
        applied.problems.push(Problem { path: Some(path.clone()), text, hint: None, already: same });
        return Ok(());
    }
    let new = match diffy::apply(&old, hunks) {
        Ok(new) => new,
        Err(_) if diffy::apply(&old, &hunks.reverse()).is_ok() => {
            let text = say::patch_already(name, to);
            applied.problems.push(Problem { path: Some(to.clone()), text, hint: None, already: true });
            return Ok(());
        }
        Err(_) => {
            let (text, hint) = place::misfit(name, from.unwrap_or(to), &old, hunks);
            problem(text, Some(hint));
            return Ok(());
        }
    };
    let mode = match part.new_mode() {
        Some(FileMode::Executable) => Mode::Executable,
        Some(FileMode::Regular) => Mode::Plain,
        None => mode,
        Some(FileMode::Symlink | FileMode::Gitlink) => {
            problem(say::patch_link(name, to), None);
            return Ok(());
        }
    };
    match &operation {
        Operation::Delete(gone) | Operation::Rename(gone, _) => {
            tree.remove(gone);
            applied.removed.insert(gone.clone());
        }
        _ => {}
    }
    if !matches!(operation, Operation::Delete(_)) {
        tree.insert(target, File { mode, content: Content::Bytes(new.into_bytes().into()) });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
