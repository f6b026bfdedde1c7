//! The disk: the only place that reads and writes the user's files.
//!
//! A tree is written all or nothing. Everything is staged on the target's file system first, where a full disk or an
//! interruption leaves nothing; only then it is put in place by renaming.
#![allow(clippy::disallowed_methods, reason = "this is the file that the gate sends everybody to")]

mod beside;
mod context;
mod journal;
mod look;
mod replace;
mod save;
mod stage;
mod survey;
mod walk;
mod write;

use crate::elf;
use crate::error::{Error, Kind, Result};
use crate::text::disk as say;
use camino::{Utf8Path, Utf8PathBuf};
use memchr::memmem::Finder;
use object::read::ReadCache;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, Read};

pub use context::{Change, Held, change, read};
pub use look::{Look, find, glance, length, mend, names, read_bytes};
pub use replace::{beginning, replace};
pub use save::{Taken, check_new, save};
pub use survey::{Found, FoundKind, digest, survey};
pub use walk::walk;
pub use write::{Existing, Outcome, check_target, free_name, recover, write};

/// Reads a text file of the user; `-` is standard input.
///
/// # Errors
/// [`Kind::Io`] when it cannot be read, [`Kind::Answers`] when it is larger than `limit` bytes or not UTF-8.
pub fn read_text(path: &Utf8Path, limit: usize) -> Result<String> {
    let mut bytes = Vec::new();
    let bound = limit as u64 + 1;
    let read = if path == "-" {
        io::stdin().lock().take(bound).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| file.take(bound).read_to_end(&mut bytes))
    };
    read.map_err(|error| unreadable(path, &error))?;
    if bytes.len() > limit {
        return Err(Error::new(Kind::Answers, say::preset_file_too_large(path, limit / 1024)));
    }
    match String::from_utf8(bytes) {
        // Editors on Windows put a byte order mark first, which is no part of the text.
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
            let utf16 = matches!(error.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
            let refused = Error::new(Kind::Answers, say::file_not_utf8(path, line));
            Err(refused.hint(if utf16 { say::file_utf16() } else { say::file_save_utf8() }))
        }
    }
}

/// Reads a text file that need not be there.
///
/// # Errors
/// As [`read_text`].
pub fn read_text_if_there(path: &Utf8Path, limit: usize) -> Result<Option<String>> {
    match fs::metadata(path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        _ => read_text(path, limit).map(Some),
    }
}

/// Whether anything stands at a path, even a link that leads nowhere.
#[must_use]
pub fn exists(path: &Utf8Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// A path from the root of the file system, whether anything is there or not; where even the working directory is not
/// known, the path as it is.
#[must_use]
pub fn absolute(path: &Utf8Path) -> Utf8PathBuf {
    camino::absolute_utf8(path).unwrap_or_else(|_| path.to_owned())
}

/// What is known of a file that will be copied.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// Where it is.
    pub path: Utf8PathBuf,
    /// Its SHA-256.
    pub sha256: [u8; 32],
    /// Its first bytes, enough for the header of an executable.
    pub head: Vec<u8>,
}

/// Reads a file once, from one end to the other, in constant memory.
///
/// # Errors
/// [`Kind::Io`] when it cannot be read or is no plain file.
pub fn inspect(path: &Utf8Path) -> Result<Inspected> {
    let unreadable = |error: io::Error| unreadable(path, &error);
    let mut file = fs::File::open(path).map_err(unreadable)?;
    if !file.metadata().map_err(unreadable)?.is_file() {
        return Err(Error::new(Kind::Io, say::not_a_file(path)));
    }
    let (mut head, mut hash, mut buffer) = (Vec::new(), Sha256::new(), vec![0; 64 * 1024]);
    loop {
        let count = file.read(&mut buffer).map_err(unreadable)?;
        if count == 0 {
            break;
        }
        hash.update(&buffer[..count]);
        let room = 4096_usize.saturating_sub(head.len()).min(count);
        head.extend_from_slice(&buffer[..room]);
    }
    Ok(Inspected { path: path.to_owned(), sha256: hash.finalize().into(), head })
}

/// What a program is linked against, reading only the parts that tell it.
///
/// # Errors
/// [`Kind::Io`] when it cannot be opened.
pub fn program(path: &Utf8Path) -> Result<elf::Facts> {
    let file = fs::File::open(path).map_err(|error| unreadable(path, &error))?;
    Ok(elf::facts(&ReadCache::new(file)))
}

/// Which of some texts a file holds anywhere, in constant memory.
///
/// # Errors
/// [`Kind::Io`] when it cannot be read.
pub fn holds(path: &Utf8Path, texts: &[&str]) -> Result<Vec<bool>> {
    let mut found = vec![false; texts.len()];
    let finders: Vec<Finder<'_>> = texts.iter().map(Finder::new).collect();
    let overlap = texts.iter().map(|text| text.len()).max().unwrap_or(0);
    let mut file = fs::File::open(path).map_err(|error| unreadable(path, &error))?;
    let (mut buffer, mut kept) = (vec![0; 1 << 20], 0);
    loop {
        let count = file.read(&mut buffer[kept..]).map_err(|error| unreadable(path, &error))?;
        if count == 0 {
            return Ok(found);
        }
        let end = kept + count;
        for (finder, found) in finders.iter().zip(&mut found) {
            *found = *found || finder.find(&buffer[..end]).is_some();
        }
        kept = overlap.min(end);
        buffer.copy_within(end - kept..end, 0);
    }
}

/// Reads the beginning of a file, at most `limit` bytes.
///
/// # Errors
/// [`Kind::Io`] when it cannot be read or is no plain file.
pub fn look(path: &Utf8Path, limit: usize) -> Result<Vec<u8>> {
    let unreadable = |error: io::Error| unreadable(path, &error);
    let file = fs::File::open(path).map_err(unreadable)?;
    if !file.metadata().map_err(unreadable)?.is_file() {
        return Err(Error::new(Kind::Io, say::not_a_file(path)));
    }
    let mut bytes = Vec::new();
    file.take(limit as u64).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn unreadable(path: &Utf8Path, error: &io::Error) -> Error {
    let error_text = Error::new(Kind::Io, say::cannot_read(path)).because(error);
    if error.kind() == io::ErrorKind::NotFound { error_text.hint(say::check_path()) } else { error_text }
}
