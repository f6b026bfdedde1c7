//! One file of the user's choice: looked at before it is replaced, and replaced all at once.

use super::beside::beside;
use super::look;
use super::write::cannot_write;
use crate::error::Result;
use camino::Utf8Path;
use std::fs;
use std::io;

/// How a file begins, as far as it is text; `None` where there is none.
///
/// # Errors
/// [`crate::error::Kind::Io`] when something is there that is no plain file, or cannot be read.
pub fn beginning(path: &Utf8Path, most: usize) -> Result<Option<String>> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        _ => look(path, most).map(|bytes| Some(String::from_utf8_lossy(&bytes).into_owned())),
    }
}

/// Writes a file beside its place and renames it there: a reader sees the old one or the new one.
///
/// # Errors
/// [`crate::error::Kind::Io`]: nothing was written.
pub fn replace(path: &Utf8Path, bytes: &[u8]) -> Result<()> {
    let failed = |error: io::Error| cannot_write(path, &error);
    // A link stays a link: what it points at is replaced.
    let real = path.canonicalize_utf8().unwrap_or_else(|_| path.to_owned());
    let file = beside(&real, bytes, None).map_err(failed)?;
    file.persist(&real).map(drop).map_err(|error| failed(error.error))
}
