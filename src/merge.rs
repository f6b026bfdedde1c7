//! Brings a new render into a context that a person has edited: pristine, disk and new become what the disk should hold.
//!
//! Nothing of the user's is lost, and nothing is guessed: a change on one side is taken, the same change on both sides is one
//! change, and where the sides cannot be brought together both are kept and the conflict is told. Files that were copied
//! (Istio's sources, programs of the user) have no ancestor in the context, only its digest: they are merged whole.

mod rename;
mod text;

use crate::tree::{Content, Digest, File, Mode, Tree, TreePath, same_content};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use text::Labels;

/// A file as it was generated: the common ancestor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ancestor {
    /// Its mode.
    pub mode: Mode,
    /// Its bytes, or what vouches for them.
    pub content: Known,
}

/// What is known of an ancestor's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// All of them.
    Bytes(Arc<[u8]>),
    /// Their digest: the file was copied and not rendered.
    Digest(Digest),
}

impl Ancestor {
    /// Whether a file has these bytes.
    #[must_use]
    pub fn has_content_of(&self, file: &File) -> bool {
        match &self.content {
            Known::Bytes(bytes) => {
                same_content(&File { mode: self.mode, content: Content::Bytes(bytes.clone()) }, file)
            }
            Known::Digest(digest) => digest.is_of(&file.content),
        }
    }

    /// Whether a file is this one: bytes and mode.
    #[must_use]
    pub fn is(&self, file: &File) -> bool {
        self.mode == file.mode && self.has_content_of(file)
    }
}

/// What is merged.
#[derive(Clone, Copy)]
pub struct Sides<'a> {
    /// What was generated last time.
    pub pristine: &'a BTreeMap<TreePath, Ancestor>,
    /// What stands on the disk at the paths of the other two.
    pub disk: &'a Tree,
    /// Everything else on the disk: files of the user that nobody generated.
    pub others: &'a BTreeSet<TreePath>,
    /// What is generated now.
    pub new: &'a Tree,
    /// What marks of conflicts call the sides.
    pub labels: &'a Labels,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// What the disk should hold, without the files that nobody generated. A file that the disk has and this tree has not
    /// is to be deleted.
    pub tree: Tree,
    /// What a person has to decide, in the order of paths.
    pub conflicts: Vec<Conflict>,
    /// What was done with each file that did not stay as it was generated, in the order of paths.
    pub report: Vec<Row>,
}

/// A file on which both sides insist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The file.
    pub path: TreePath,
    /// How both sides are kept.
    pub kept: Kept,
}

/// How both sides of a conflict are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In the file, between marks.
    Marked {
        /// How many places.
        hunks: usize,
        /// How many characters a mark has.
        width: usize,
    },
    /// The user's in its place, the generated one under this name.
    Beside(TreePath),
}

/// One file of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The file.
    pub path: TreePath,
    /// What was done with it.
    pub action: Action,
    /// The name that it had before, for a file that was renamed.
    pub from: Option<TreePath>,
}

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It is new.
    Create,
    /// The user has not touched it, and it is generated otherwise now.
    Update,
    /// The user's edits stand in the new one.
    Merge,
    /// The user edited it, and it is generated as before.
    Keep,
    /// Both sides changed it in one place: the file holds marks.
    Conflict,
    /// Both sides changed it and it cannot be marked: the generated one lies beside it.
    Beside,
    /// The user deleted it: it stays deleted.
    StaysDeleted,
    /// It is not generated any more, and the user has not touched it.
    Delete,
    /// It is not generated any more, but the user edited it: it is the user's now.
    Yours,
}

impl Action {
    /// Whether the disk changes by it.
    #[must_use]
    pub fn writes(self) -> bool {
        !matches!(self, Action::Keep | Action::StaysDeleted | Action::Yours)
    }
}

/// Merges three trees.
#[must_use]
pub fn merge(sides: Sides<'_>) -> Merged {
    let renames = rename::find(sides);
    let gone: BTreeSet<&TreePath> = renames.values().collect();
    let paths: BTreeSet<&TreePath> = sides.pristine.keys().chain(sides.new.iter().map(|(path, _)| path)).collect();
    let mut merged = Merged::default();
    for path in paths {
        if gone.contains(path) {
            continue;
        }
        let from = renames.get(path);
        let origin = from.unwrap_or(path);
        let (pristine, disk) = (sides.pristine.get(origin), sides.disk.get(origin.as_str()));
        let held = one_file(&mut merged, sides, path, Three { pristine, disk, new: sides.new.get(path.as_str()) });
        let stayed = from.is_none() && disk.is_some_and(|disk| merged.tree.get(path.as_str()) == Some(disk));
        let action = match (held, from) {
            // The user has made the same change already.
            (None, Some(_)) => Some(Action::Update),
            (Some(Action::Keep), Some(_)) => Some(Action::Merge),
            (Some(Action::Merge), None) if stayed => Some(Action::Keep),
            (action, _) => action,
        };
        if let Some(action) = action {
            merged.report.push(Row { path: path.clone(), action, from: from.cloned() });
        }
    }
    merged
}

/// One file as the three trees have it.
struct Three<'a> {
    pristine: Option<&'a Ancestor>,
    disk: Option<&'a File>,
    new: Option<&'a File>,
}

/// Puts what is to stand at a path into the merged tree and says what was done; `None` for nothing.
fn one_file(merged: &mut Merged, sides: Sides<'_>, path: &TreePath, three: Three<'_>) -> Option<Action> {
    let mut put = |file: &File| drop(merged.tree.insert(path.clone(), file.clone()));
    match (three.pristine, three.disk, three.new) {
        (_, None, None) => None,
        (None, None, Some(new)) => {
            put(new);
            Some(Action::Create)
        }
        (Some(_), None, Some(_)) => Some(Action::StaysDeleted),
        (Some(pristine), Some(disk), None) if pristine.is(disk) => Some(Action::Delete),
        (_, Some(disk), None) => {
            put(disk);
            Some(Action::Yours)
        }
        (_, Some(disk), Some(new)) if disk.mode == new.mode && same_content(disk, new) => {
            put(disk);
            None
        }
        (Some(pristine), Some(disk), Some(new)) if pristine.is(disk) => {
            put(new);
            Some(Action::Update)
        }
        (Some(pristine), Some(disk), Some(new)) if pristine.is(new) => {
            put(disk);
            Some(Action::Keep)
        }
        (pristine, Some(disk), Some(new)) => Some(both_changed(merged, sides, path, pristine, disk, new)),
    }
}

/// Both sides changed a file, each in its own way; or the user has a file where a new one is generated.
fn both_changed(
    merged: &mut Merged,
    sides: Sides<'_>,
    path: &TreePath,
    pristine: Option<&Ancestor>,
    disk: &File,
    new: &File,
) -> Action {
    let links = disk.mode == Mode::Link || new.mode == Mode::Link || pristine.is_some_and(|old| old.mode == Mode::Link);
    if links {
        return beside(merged, sides, path, disk, new);
    }
    // What is executable is changed on one side only, or on both to the same.
    let mode = if pristine.is_some_and(|pristine| pristine.mode == disk.mode) { new.mode } else { disk.mode };
    let mut put = |content: Content| drop(merged.tree.insert(path.clone(), File { mode, content }));
    if pristine.is_some_and(|pristine| pristine.has_content_of(disk)) || same_content(disk, new) {
        put(new.content.clone());
        return Action::Merge;
    }
    if pristine.is_some_and(|pristine| pristine.has_content_of(new)) {
        put(disk.content.clone());
        return Action::Merge;
    }
    let ancestor: &[u8] = match pristine.map(|pristine| &pristine.content) {
        Some(Known::Bytes(bytes)) => bytes,
        None => &[],
        Some(Known::Digest(_)) => return beside(merged, sides, path, disk, new),
    };
    let (Content::Bytes(yours), Content::Bytes(theirs)) = (&disk.content, &new.content) else {
        return beside(merged, sides, path, disk, new);
    };
    match text::merge(ancestor, yours, theirs, sides.labels) {
        text::Outcome::Clean(bytes) => {
            put(Content::Bytes(bytes.into()));
            Action::Merge
        }
        text::Outcome::Marked { bytes, hunks, width } => {
            put(Content::Bytes(bytes.into()));
            merged.conflicts.push(Conflict { path: path.clone(), kept: Kept::Marked { hunks, width } });
            Action::Conflict
        }
        text::Outcome::Binary => beside(merged, sides, path, disk, new),
    }
}

/// The user's file stays, the generated one lies beside it.
fn beside(merged: &mut Merged, sides: Sides<'_>, path: &TreePath, disk: &File, new: &File) -> Action {
    merged.tree.insert(path.clone(), disk.clone());
    let taken = |name: &TreePath| {
        sides.others.contains(name)
            || [sides.disk, sides.new, &merged.tree].iter().any(|tree| tree.get(name.as_str()).is_some())
    };
    let plain = TreePath::new(format!("{path}.new"));
    let numbered = (2..1000).map(|number| TreePath::new(format!("{path}.new{number}")));
    // A name of 255 bytes takes no ending.
    let short = (1..).map(|number| TreePath::new(format!("generated-{number}.new")));
    if let Some(name) = std::iter::once(plain).chain(numbered).chain(short).flatten().find(|name| !taken(name)) {
        merged.tree.insert(name.clone(), new.clone());
        merged.conflicts.push(Conflict { path: path.clone(), kept: Kept::Beside(name) });
    }
    Action::Beside
}

/// The numbers of the lines, from 1, that still are marks of a conflict of this width. A line of `=` counts unless the
/// file is Markdown, which underlines headings by it.
#[must_use]
pub fn marks_left(path: &TreePath, text: &[u8], width: usize) -> Vec<usize> {
    text::marks(text, width, !path.name().ends_with(".md"))
}
