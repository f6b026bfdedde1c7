//! Writes a tree into a directory, all or nothing.

use super::journal::{self, Step};
use super::stage::stage;
use crate::error::{Error, Kind, Result};
use crate::text::disk as say;
use crate::tree::{Blobs, Tree, TreePath};
use camino::{Utf8Path, Utf8PathBuf};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::fs;
use std::io::{self, Read};

/// What to do with a directory that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Refuse it.
    Refuse,
    /// Write into it. A file of the user that stands in the way is kept beside the new one as `NAME.orig`.
    Keep,
}

/// What was done.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Files of the user that gave way, with the name under which they were kept.
    pub kept: Vec<(TreePath, String)>,
}

/// Writes a tree. `cancelled` is asked between files: an interrupted write leaves the target as it was.
///
/// # Errors
/// [`Kind::WouldOverwrite`] for a target that is not empty, [`Kind::Io`] for the disk, [`Kind::Interrupted`].
pub fn write(
    target: &Utf8Path,
    tree: &Tree,
    blobs: Option<&dyn Blobs>,
    existing: Existing,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Result<Outcome> {
    let failed = |error: io::Error| cannot_write(target, &error);
    if fs::metadata(target).is_ok_and(|found| found.is_dir()) {
        journal::recover(target).map_err(failed)?;
    }
    check_target(target, existing)?;
    match fs::symlink_metadata(target) {
        Ok(_) => {
            let stage = stage(target, tree, blobs, cancelled)?;
            into_existing(target, tree, &stage)
        }
        Err(_) => {
            let parent = match target.parent() {
                Some(parent) if parent != "" => parent.to_owned(),
                _ => Utf8PathBuf::from("."),
            };
            // Directories above the target that did not exist are taken away again when the write fails.
            let made = make_parents(&parent).map_err(failed)?;
            let written = stage(&parent, tree, blobs, cancelled).and_then(|stage| new_directory(target, &stage));
            if written.is_err() {
                made.iter().rev().for_each(|directory| drop(fs::remove_dir(directory)));
            }
            written
        }
    }
}

/// Whether a tree may be written there: told before anybody is asked anything.
///
/// # Errors
/// [`Kind::WouldOverwrite`] for a target that is no directory or not empty, [`Kind::Io`] for the disk.
pub fn check_target(target: &Utf8Path, existing: Existing) -> Result<()> {
    if fs::symlink_metadata(target).is_err() {
        return Ok(());
    }
    if !fs::metadata(target).is_ok_and(|followed| followed.is_dir()) {
        return Err(Error::new(Kind::WouldOverwrite, say::target_not_directory(target)));
    }
    let mut entries = fs::read_dir(target).map_err(|error| cannot_write(target, &error))?;
    // What an interrupted write of ours left is taken away before the next one.
    let theirs = |entry: io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| !entry.file_name().to_str().is_some_and(journal::is_ours))
    };
    if existing == Existing::Refuse && entries.any(theirs) {
        return Err(Error::new(Kind::WouldOverwrite, say::target_not_empty(target)).hint(say::target_force()));
    }
    Ok(())
}

/// Makes the missing directories of a path and tells which they were, from the outside in.
fn make_parents(path: &Utf8Path) -> io::Result<Vec<Utf8PathBuf>> {
    let mut missing: Vec<Utf8PathBuf> =
        path.ancestors().filter(|ancestor| *ancestor != "" && !ancestor.exists()).map(Utf8Path::to_owned).collect();
    missing.reverse();
    for directory in &missing {
        match fs::create_dir(directory) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    Ok(missing)
}

/// Puts a staged tree in place as a directory that did not exist. Another process may have made it meanwhile.
fn new_directory(target: &Utf8Path, stage: &tempfile::TempDir) -> Result<Outcome> {
    match renameat_with(CWD, stage.path(), CWD, target.as_std_path(), RenameFlags::NOREPLACE) {
        Ok(()) => Ok(Outcome::default()),
        Err(rustix::io::Errno::EXIST) => {
            Err(Error::new(Kind::WouldOverwrite, say::target_appeared(target)).hint(say::target_force()))
        }
        // Some file systems cannot refuse to replace; a plain rename replaces an empty directory at most.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => {
            fs::rename(stage.path(), target).map_err(|error| cannot_write(target, &error))?;
            Ok(Outcome::default())
        }
        Err(error) => Err(cannot_write(target, &error.into())),
    }
}

/// Moves staged files into a directory that exists, file by file under a journal: its inode stays, as somebody's shell
/// may stand in it.
fn into_existing(target: &Utf8Path, tree: &Tree, stage: &tempfile::TempDir) -> Result<Outcome> {
    let failed = |error: io::Error| cannot_write(target, &error);
    let Some(staged) = stage.path().file_name().and_then(|name| name.to_str()) else {
        return Err(failed(io::ErrorKind::InvalidInput.into()));
    };
    let mut steps = Vec::new();
    let mut outcome = Outcome::default();
    for (path, _) in tree.iter() {
        clear_way(target, path.as_str(), &|held| held == path.as_str())?;
        let held = target.join(path.as_str());
        if fs::symlink_metadata(&held).is_ok() {
            let fresh = stage.path().join(path.as_str());
            if same_file(held.as_std_path(), &fresh).map_err(failed)? {
                continue;
            }
            let aside = free_name(target, path.as_str());
            steps.push(Step { from: path.as_str().to_owned(), to: aside.clone() });
            outcome.kept.push((path.clone(), aside));
        }
        steps.push(Step { from: format!("{staged}/{path}"), to: path.as_str().to_owned() });
    }
    journal::run(target, &steps).map_err(failed)?;
    Ok(outcome)
}

/// Refuses what is in the way of a file: a file where a directory must be, a directory where the file must be, or a file
/// there that does not `give_way`.
pub(super) fn clear_way(target: &Utf8Path, path: &str, gives_way: &dyn Fn(&str) -> bool) -> Result<()> {
    for part in Utf8Path::new(path).ancestors().filter(|part| *part != "") {
        let held = target.join(part);
        let Ok(metadata) = fs::symlink_metadata(&held) else { continue };
        let fits = if part == path { !metadata.is_dir() && gives_way(path) } else { metadata.is_dir() };
        if !fits && (metadata.is_dir() || !gives_way(part.as_str())) {
            return Err(Error::new(Kind::WouldOverwrite, say::in_the_way(held)));
        }
    }
    Ok(())
}

/// Takes back what a run that died left in a context.
///
/// # Errors
/// [`Kind::Io`].
pub fn recover(target: &Utf8Path) -> Result<()> {
    journal::recover(target).map_err(|error| cannot_write(target, &error))
}

/// `NAME.orig`, or `NAME.orig2` and so on where those are taken.
#[must_use]
pub fn free_name(target: &Utf8Path, path: &str) -> String {
    let plain = format!("{path}.orig");
    let numbered = (2..).map(|number| format!("{path}.orig{number}"));
    std::iter::once(plain.clone())
        .chain(numbered)
        .find(|name| fs::symlink_metadata(target.join(name)).is_err())
        .unwrap_or(plain)
}

fn same_file(a: &std::path::Path, b: &std::path::Path) -> io::Result<bool> {
    let (left, right) = (fs::symlink_metadata(a)?, fs::symlink_metadata(b)?);
    if left.file_type() != right.file_type() || left.len() != right.len() {
        return Ok(false);
    }
    if left.is_symlink() {
        return Ok(fs::read_link(a)? == fs::read_link(b)?);
    }
    let (mut left, mut right) = (io::BufReader::new(fs::File::open(a)?), io::BufReader::new(fs::File::open(b)?));
    let (mut one, mut two) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    loop {
        let count = left.read(&mut one)?;
        if count == 0 {
            return Ok(true);
        }
        right.read_exact(&mut two[..count])?;
        if one[..count] != two[..count] {
            return Ok(false);
        }
    }
}

pub(super) fn cannot_write(path: &Utf8Path, error: &io::Error) -> Error {
    let full = error.kind() == io::ErrorKind::StorageFull;
    let said = Error::new(Kind::Io, say::cannot_write(path)).because(error);
    if full { said.hint(say::target_disk_full()) } else { said.hint(say::nothing_written()) }
}
