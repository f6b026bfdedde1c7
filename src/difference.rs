//! How what stands in a context differs from what was generated.

use crate::merge::{Ancestor, Known};
use crate::text::{Text, update as say};
use crate::tree::{BlobId, Content, Digest, File, TreePath};

/// How a file differs from another.
pub struct Difference {
    /// The file.
    pub path: TreePath,
    /// A unified diff, or nothing where it cannot be told in lines.
    pub diff: Option<String>,
    /// What differs besides lines.
    pub told: Vec<Text>,
    /// Lines that only the second has.
    pub added: usize,
    /// Lines that only the first has.
    pub removed: usize,
}

/// Tells how a file that stands at a path differs from what was generated there.
#[must_use]
pub fn differs(path: &TreePath, was: &Ancestor, now: Option<&File>, names: [&str; 2]) -> Option<Difference> {
    let mut found = Difference { path: path.clone(), diff: None, told: Vec::new(), added: 0, removed: 0 };
    let Some(now) = now else {
        found.told.push(say::diff_deleted(path));
        if let Known::Bytes(bytes) = &was.content {
            found.removed = count(bytes);
        }
        return Some(found);
    };
    if was.is(now) {
        return None;
    }
    if was.mode != now.mode {
        found.told.push(say::diff_mode(path, was.mode.as_str(), now.mode.as_str()));
    }
    if !was.has_content_of(now) {
        match (&was.content, &now.content) {
            (Known::Bytes(old), Content::Bytes(new)) if !old.contains(&0) && !new.contains(&0) => {
                let (text, added, removed) = lines(path, old, new, names);
                (found.diff, found.added, found.removed) = (Some(text), added, removed);
            }
            (old, new) => {
                let old = match old {
                    Known::Bytes(bytes) => Digest::of(&Content::Bytes(bytes.clone())),
                    Known::Digest(digest) => *digest,
                };
                let new = match (old, new) {
                    (Digest::Blob(_), Content::Bytes(bytes)) => BlobId::of(bytes).map(Digest::Blob),
                    _ => None,
                }
                .unwrap_or_else(|| Digest::of(new));
                found.told.push(say::diff_whole(path, old, new));
            }
        }
    }
    Some(found)
}

/// A unified diff with the numbers of lines that came and went.
#[must_use]
pub fn lines(path: &TreePath, old: &[u8], new: &[u8], names: [&str; 2]) -> (String, usize, usize) {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let mut options = diffy::DiffOptions::new();
    options.set_original_filename(format!("{}/{path}", names[0])).set_modified_filename(format!("{}/{path}", names[1]));
    let patch = options.create_patch(&old, &new);
    let all = || patch.hunks().iter().flat_map(|hunk| hunk.lines());
    let added = all().filter(|line| matches!(line, diffy::Line::Insert(_))).count();
    let removed = all().filter(|line| matches!(line, diffy::Line::Delete(_))).count();
    (patch.to_string(), added, removed)
}

fn count(bytes: &[u8]) -> usize {
    bytes.split_inclusive(|byte| *byte == b'\n').count()
}
