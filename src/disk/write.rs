//! Writes a tree into a directory, all or nothing.

use super::journal::{self, Step};
use crate::error::{Error, Kind, Result};
use crate::text::disk as say;
use crate::tree::{Blobs, Content, File, Mode, Tree, TreePath};
use camino::{Utf8Path, Utf8PathBuf};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;

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
    cancelled: &dyn Fn() -> bool,
) -> Result<Outcome> {
    let failed = |error: io::Error| cannot_write(target, &error);
    match fs::symlink_metadata(target) {
        Ok(found) if !found.is_dir() && !fs::metadata(target).is_ok_and(|followed| followed.is_dir()) => {
            Err(Error::new(Kind::WouldOverwrite, say::target_not_directory(target)))
        }
        Ok(_) => {
            journal::recover(target).map_err(failed)?;
            let empty = fs::read_dir(target).map_err(failed)?.next().is_none();
            if !empty && existing == Existing::Refuse {
                let error = Error::new(Kind::WouldOverwrite, say::target_not_empty(target));
                return Err(error.hint(say::target_force()));
            }
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
        for directory in Utf8Path::new(path.as_str()).ancestors().skip(1).filter(|part| *part != "") {
            let metadata = fs::symlink_metadata(target.join(directory));
            if metadata.is_ok_and(|metadata| !metadata.is_dir()) {
                return Err(Error::new(Kind::WouldOverwrite, say::in_the_way(target.join(directory))));
            }
        }
        let held = target.join(path.as_str());
        if let Ok(metadata) = fs::symlink_metadata(&held) {
            if metadata.is_dir() {
                return Err(Error::new(Kind::WouldOverwrite, say::in_the_way(held)));
            }
            let fresh = stage.path().join(path.as_str());
            if same_file(held.as_std_path(), &fresh).map_err(failed)? {
                continue;
            }
            let aside = free_name(target, path);
            steps.push(Step { from: path.as_str().to_owned(), to: aside.clone() });
            outcome.kept.push((path.clone(), aside));
        }
        steps.push(Step { from: format!("{staged}/{path}"), to: path.as_str().to_owned() });
    }
    journal::run(target, &steps).map_err(failed)?;
    Ok(outcome)
}

/// `NAME.orig`, or `NAME.orig2` and so on where those are taken.
fn free_name(target: &Utf8Path, path: &TreePath) -> String {
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

/// Writes the whole tree into a temporary directory beside or in the target; dropping it takes it away.
fn stage(
    parent: &Utf8Path,
    tree: &Tree,
    blobs: Option<&dyn Blobs>,
    cancelled: &dyn Fn() -> bool,
) -> Result<tempfile::TempDir> {
    check_names(tree)?;
    let failed = |error: io::Error| cannot_write(parent, &error);
    let stage = tempfile::Builder::new().prefix(journal::STAGE).tempdir_in(parent).map_err(failed)?;
    fs::set_permissions(stage.path(), fs::Permissions::from_mode(0o755)).map_err(failed)?;
    let Some(root) = Utf8Path::from_path(stage.path()) else {
        return Err(failed(io::ErrorKind::InvalidInput.into()));
    };
    let mut made = "";
    for (path, file) in tree.iter() {
        if cancelled() {
            return Err(Error::new(Kind::Interrupted, say::write_interrupted()));
        }
        if path.directory() != made {
            fs::create_dir_all(root.join(path.directory())).map_err(failed)?;
            made = path.directory();
        }
        write_file(&root.join(path.as_str()), file, blobs)?;
    }
    Ok(stage)
}

/// Two names that differ in case only are one file on Windows and macOS: one would be lost on a user's laptop.
fn check_names(tree: &Tree) -> Result<()> {
    let mut seen: BTreeMap<String, &TreePath> = BTreeMap::new();
    for (path, _) in tree.iter() {
        if let Some(other) = seen.insert(path.as_str().to_lowercase(), path) {
            return Err(Error::new(Kind::Source, say::case_clash(other, path)));
        }
    }
    Ok(())
}

fn write_file(path: &Utf8Path, file: &File, blobs: Option<&dyn Blobs>) -> Result<()> {
    let failed = |error: io::Error| cannot_write(path, &error);
    let bytes = match (&file.content, blobs) {
        (Content::Bytes(bytes), _) => bytes.to_vec(),
        (Content::Blob(id), Some(blobs)) => blobs.read(*id)?,
        (Content::Blob(id), None) => return Err(Error::new(Kind::Bug, crate::text::source::blob_missing(id))),
        (Content::Disk { path: source, sha256 }, _) => return copy(source, path, sha256, file.mode),
    };
    if file.mode == Mode::Link {
        return make_link(path, &bytes);
    }
    let mut new = fs::File::create_new(path).map_err(failed)?;
    new.write_all(&bytes).map_err(failed)?;
    set_mode(&new, file.mode).map_err(failed)
}

/// A link may point within its own tree only: nothing that we write leads out of the context.
fn make_link(path: &Utf8Path, target: &[u8]) -> Result<()> {
    let text = std::str::from_utf8(target).unwrap_or_default();
    let leads_out = text.is_empty() || text.starts_with('/') || text.split('/').any(|part| part == "..");
    if leads_out || text.contains(['\\', ':']) || text.chars().any(char::is_control) {
        return Err(Error::new(Kind::Source, say::link_leads_out(path)));
    }
    std::os::unix::fs::symlink(text, path).map_err(|error| cannot_write(path, &error))
}

fn copy(source: &Utf8Path, path: &Utf8Path, expected: &[u8; 32], mode: Mode) -> Result<()> {
    let mut from = fs::File::open(source).map_err(|error| super::unreadable(source, &error))?;
    let failed = |error: io::Error| cannot_write(path, &error);
    let mut to = fs::File::create_new(path).map_err(failed)?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        let count = from.read(&mut buffer).map_err(|error| super::unreadable(source, &error))?;
        if count == 0 {
            break;
        }
        hash.update(&buffer[..count]);
        to.write_all(&buffer[..count]).map_err(failed)?;
    }
    if <[u8; 32]>::from(hash.finalize()) != *expected {
        return Err(Error::new(Kind::Verification, say::file_changed(source)));
    }
    set_mode(&to, mode).map_err(failed)
}

fn set_mode(file: &fs::File, mode: Mode) -> io::Result<()> {
    let bits = if mode == Mode::Executable { 0o755 } else { 0o644 };
    file.set_permissions(fs::Permissions::from_mode(bits))
}

fn cannot_write(path: &Utf8Path, error: &io::Error) -> Error {
    let full = error.kind() == io::ErrorKind::StorageFull;
    let said = Error::new(Kind::Io, say::cannot_write(path)).because(error);
    if full { said.hint(say::target_disk_full()) } else { said.hint(say::nothing_written()) }
}
