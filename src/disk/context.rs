//! Reads what stands in a context, and replaces files in it all or nothing.

use super::journal::{self, Step};
use super::stage::stage;
use super::write::{cannot_write, clear_way};
use super::{inspect, unreadable};
use crate::error::{Error, Kind, Result};
use crate::text::disk as say;
use crate::tree::{BlobId, Blobs, Content, Digest, File, Mode, Tree, TreePath, same_content};
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;

/// Larger files are known by their digest and not held in memory.
const MOST_HELD: u64 = 16 << 20;
/// More files of the user than anybody keeps beside a context; the rest is not looked at.
const MOST_OTHERS: usize = 200_000;

/// What stands in a directory.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// The files that were asked for.
    pub tree: Tree,
    /// The other files, unread.
    pub others: BTreeSet<TreePath>,
}

/// Reads the files of a directory that `wanted` says some to, and lists the others. A file with the digest that is
/// expected of it, a name in git, stands for it. Links are not followed; `.git` and what `skipped` names are passed over.
///
/// # Errors
/// [`Kind::Io`] when something cannot be read.
pub fn read(root: &Utf8Path, skipped: &str, wanted: &dyn Fn(&TreePath) -> Option<Option<Digest>>) -> Result<Held> {
    let mut held = Held::default();
    let mut waiting = vec![Utf8PathBuf::new()];
    while let Some(directory) = waiting.pop() {
        let here = root.join(&directory);
        let entries = fs::read_dir(&here).map_err(|error| unreadable(&here, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&here, &error))?;
            // A name that no tree can have is a file of the user that we never touch.
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
            let below = directory.join(&name);
            if name == ".git" || below == skipped || name.starts_with(journal::STAGE) {
                continue;
            }
            let kind = entry.file_type().map_err(|error| unreadable(&here, &error))?;
            if kind.is_dir() {
                waiting.push(below);
                continue;
            }
            let Ok(path) = TreePath::new(below.as_str()) else { continue };
            match wanted(&path) {
                Some(expected) if kind.is_file() || kind.is_symlink() => {
                    let file = read_file(&root.join(&below), expected)?;
                    held.tree.insert(path, file);
                }
                _ if held.others.len() < MOST_OTHERS => drop(held.others.insert(path)),
                _ => {}
            }
        }
    }
    Ok(held)
}

fn read_file(path: &Utf8Path, expected: Option<Digest>) -> Result<File> {
    let failed = |error: io::Error| unreadable(path, &error);
    let metadata = fs::symlink_metadata(path).map_err(failed)?;
    if metadata.is_symlink() {
        let target = fs::read_link(path).map_err(failed)?;
        let content = Content::Bytes(target.as_os_str().as_bytes().into());
        return Ok(File { mode: Mode::Link, content: standing_for(content, expected) });
    }
    let mode = if metadata.permissions().mode() & 0o111 != 0 { Mode::Executable } else { Mode::Plain };
    let content = if metadata.len() > MOST_HELD {
        Content::Disk { path: path.to_owned(), sha256: inspect(path)?.sha256 }
    } else {
        standing_for(Content::Bytes(fs::read(path).map_err(failed)?.into()), expected)
    };
    Ok(File { mode, content })
}

/// A blob in place of bytes that have its name.
fn standing_for(content: Content, expected: Option<Digest>) -> Content {
    match (expected, &content) {
        (Some(Digest::Blob(id)), Content::Bytes(bytes)) if BlobId::of(bytes) == Some(id) => Content::Blob(id),
        _ => content,
    }
}

/// A change of a directory.
#[derive(Clone, Copy)]
pub struct Change<'a> {
    /// What moves first, in this order: a path in the directory, and the path in it where it goes; without one it is
    /// thrown away.
    pub moves: &'a [(String, Option<String>)],
    /// The files that are written then.
    pub writes: &'a Tree,
    /// What the change was decided on: a file that is another one by now stops it.
    pub seen: &'a Tree,
}

/// Makes a change to a directory, all or nothing.
///
/// # Errors
/// [`Kind::WouldOverwrite`] when a file changed meanwhile or something is in the way, [`Kind::Io`], [`Kind::Interrupted`].
pub fn change(
    target: &Utf8Path,
    change: Change<'_>,
    blobs: Option<&dyn Blobs>,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Result<()> {
    let failed = |error: io::Error| cannot_write(target, &error);
    let staged = stage(target, change.writes, blobs, cancelled)?;
    let thrown = tempfile::Builder::new().prefix(journal::STAGE).tempdir_in(target).map_err(failed)?;
    let name = |directory: &tempfile::TempDir| {
        let name = directory.path().file_name().and_then(|name| name.to_str()).map(str::to_owned);
        name.ok_or_else(|| failed(io::ErrorKind::InvalidInput.into()))
    };
    let (staged_name, thrown_name) = (name(&staged)?, name(&thrown)?);
    let mut steps = Vec::new();
    for (index, (from, to)) in change.moves.iter().enumerate() {
        let to = to.clone().unwrap_or_else(|| format!("{thrown_name}/{index}"));
        steps.push(Step { from: from.clone(), to });
    }
    for (path, _) in change.writes.iter() {
        clear_way(target, path.as_str(), &|held| change.moves.iter().any(|(from, _)| from == held))?;
        steps.push(Step { from: format!("{staged_name}/{path}"), to: path.as_str().to_owned() });
    }
    for (from, _) in change.moves {
        let path = target.join(from);
        let exists = fs::symlink_metadata(&path).is_ok();
        let same = match change.seen.get(from).filter(|_| exists) {
            Some(seen) => {
                let now = read_file(&path, None)?;
                seen.mode == now.mode && same_content(seen, &now)
            }
            None => exists,
        };
        if !same {
            return Err(Error::new(Kind::WouldOverwrite, say::changed_meanwhile(path)));
        }
    }
    if cancelled() {
        return Err(Error::new(Kind::Interrupted, say::write_interrupted()));
    }
    journal::run(target, &steps).map_err(failed)?;
    for (from, _) in change.moves {
        journal::remove_empty(target, &target.join(from));
    }
    Ok(())
}
