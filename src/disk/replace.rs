//! One file of the user's choice: looked at before it is replaced, and replaced all at once.

use super::unreadable;
use super::write::cannot_write;
use crate::error::{Error, Kind, Result};
use crate::text::disk as say;
use camino::Utf8Path;
use std::fs;
use std::io::{self, Read, Write};

/// How a file begins, as far as it is text; `None` where there is none.
///
/// # Errors
/// [`Kind::Io`] when something is there that is no plain file, or cannot be read.
pub fn beginning(path: &Utf8Path, most: u64) -> Result<Option<String>> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(path, &error)),
        Ok(metadata) if !metadata.is_file() => return Err(Error::new(Kind::Io, say::not_a_file(path))),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    file.map_err(|error| unreadable(path, &error))?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Writes a file beside its place and renames it there: a reader sees the old one or the new one.
///
/// # Errors
/// [`Kind::Io`]: nothing was written.
pub fn replace(path: &Utf8Path, bytes: &[u8]) -> Result<()> {
    let failed = |error: &io::Error| cannot_write(path, error);
    // A link stays a link: what it points at is replaced.
    let path = path.canonicalize_utf8().unwrap_or_else(|_| path.to_owned());
    let directory = path.parent().filter(|parent| *parent != "").unwrap_or(Utf8Path::new("."));
    let mut builder = tempfile::Builder::new();
    // As a file that an editor saves; the user's umask takes off what it takes off.
    let permissions: fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    let mut file = builder.prefix(".imgen-").permissions(permissions).tempfile_in(directory).map_err(|e| failed(&e))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|e| failed(&e))?;
    file.persist(&path).map_err(|error| failed(&error.error))?;
    Ok(())
}
