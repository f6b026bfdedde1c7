//! Looks at single files of the user, and puts a text in the place of one.

use super::beside::beside;
use super::{unreadable, write::cannot_write};
use crate::error::{Error, Kind, Result};
use crate::text::disk as say;
use camino::{Utf8Path, Utf8PathBuf};
use std::fs;
use std::io::{self, Read};

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// Nothing, or what cannot be looked at.
    Nothing,
    /// A directory.
    Directory,
    /// A file with its first bytes; of what is no plain file none.
    File(Vec<u8>),
}

/// What stands at a path, links followed. Of a file the first `most` bytes are read.
#[must_use]
pub fn glance(path: &Utf8Path, most: u64) -> Look {
    let Ok(metadata) = fs::metadata(path) else { return Look::Nothing };
    if metadata.is_dir() {
        return Look::Directory;
    }
    let mut head = Vec::new();
    if metadata.is_file() {
        // What is there and cannot be read is there.
        let _ = fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut head));
    }
    Look::File(head)
}

/// How many bytes a file has, links followed; `None` of what cannot be looked at.
#[must_use]
pub fn length(path: &Utf8Path) -> Option<u64> {
    fs::metadata(path).ok().map(|metadata| metadata.len())
}

/// The names in a directory, in order; none of what is no directory.
#[must_use]
pub fn names(directory: &Utf8Path) -> Vec<String> {
    let entries = directory.read_dir_utf8().into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_owned()).collect();
    names.sort();
    names
}

/// The plain files below a directory whose name is wanted, in order. Links are not followed, directories that start with
/// a dot are passed over.
///
/// # Errors
/// [`Kind::Interrupted`].
pub fn find(root: &Utf8Path, wanted: &dyn Fn(&str) -> bool, cancelled: &dyn Fn() -> bool) -> Result<Vec<Utf8PathBuf>> {
    let (mut found, mut waiting) = (Vec::new(), vec![root.to_owned()]);
    while let Some(directory) = waiting.pop() {
        if cancelled() {
            return Err(Error::new(Kind::Interrupted, say::write_interrupted()));
        }
        for entry in directory.read_dir_utf8().into_iter().flatten().flatten() {
            let Ok(kind) = entry.file_type() else { continue };
            let name = entry.file_name();
            if kind.is_dir() && !name.starts_with('.') {
                waiting.push(entry.path().to_owned());
            } else if kind.is_file() && wanted(name) {
                found.push(entry.path().to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Reads a file of the user as it is; `-` is standard input.
///
/// # Errors
/// [`Kind::Io`] when it cannot be read, [`Kind::Answers`] when it is larger than `limit` bytes.
pub fn read_bytes(path: &Utf8Path, limit: usize) -> Result<Vec<u8>> {
    let (mut bytes, bound) = (Vec::new(), limit as u64 + 1);
    let read = match path.as_str() {
        "-" => io::stdin().lock().take(bound).read_to_end(&mut bytes),
        _ => fs::File::open(path).and_then(|file| file.take(bound).read_to_end(&mut bytes)),
    };
    read.map_err(|error| unreadable(path, &error))?;
    match bytes.len() > limit {
        true => Err(Error::new(Kind::Answers, say::preset_file_too_large(path, limit / 1024))),
        false => Ok(bytes),
    }
}

/// Puts a text in the place of a file at once, with the file's mode; a link stays, and what it leads to changes. If the
/// file is no longer what was read, nothing is written.
///
/// # Errors
/// [`Kind::Io`] for the disk, [`Kind::WouldOverwrite`] when somebody changed the file meanwhile.
pub fn mend(path: &Utf8Path, before: &[u8], after: &[u8]) -> Result<()> {
    let failed = |error: io::Error| cannot_write(path, &error);
    let real = path.canonicalize_utf8().map_err(failed)?;
    let permissions = fs::metadata(&real).map_err(failed)?.permissions();
    let fresh = beside(&real, after, Some(permissions)).map_err(failed)?;
    if fs::read(&real).map_err(failed)? != before {
        return Err(Error::new(Kind::WouldOverwrite, say::changed_meanwhile(path)));
    }
    fresh.persist(&real).map_err(|error| failed(error.error))?;
    Ok(())
}
