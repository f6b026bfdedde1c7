//! Writes a text where none may be in its place.

use super::beside::beside;
use super::write::cannot_write;
use crate::error::{Error, Kind, Result};
use crate::text::interview as say;
use camino::Utf8Path;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;

/// What may happen to a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It stays, and nothing is written.
    Refuse,
    /// It gives way.
    Replace,
}

/// Writes a text file, and the directories above it.
///
/// # Errors
/// [`Kind::WouldOverwrite`] for a file that is there and must stay, [`Kind::Io`] for the disk.
pub fn save(path: &Utf8Path, text: &str, held: Taken) -> Result<()> {
    let failed = |error: io::Error| cannot_write(path, &error);
    if held == Taken::Refuse {
        check_new(path)?;
    }
    fs::create_dir_all(path.parent().unwrap_or(Utf8Path::new(""))).map_err(failed)?;
    let file = beside(path, text.as_bytes(), Some(fs::Permissions::from_mode(0o644))).map_err(failed)?;
    match held {
        Taken::Replace => file.persist(path).map(drop).map_err(|error| failed(error.error)),
        Taken::Refuse => file.persist_noclobber(path).map(drop).map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => exists(path),
            _ => failed(error.error),
        }),
    }
}

/// Whether a file can be new.
///
/// # Errors
/// [`Kind::WouldOverwrite`] when something stands there.
pub fn check_new(path: &Utf8Path) -> Result<()> {
    if fs::symlink_metadata(path).is_ok() { Err(exists(path)) } else { Ok(()) }
}

fn exists(path: &Utf8Path) -> Error {
    Error::new(Kind::WouldOverwrite, say::save_exists(path)).hint(say::save_other())
}
