//! Looks at a directory of the user as it is: whatever lies there is told, nothing is refused and no link is followed.

use super::unreadable;
use crate::error::{Error, Kind, Result};
use crate::text::{disk as say, picture as picture_text};
use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// More files than any context has: Istio's whole tree has 7,000.
const MOST: usize = 100_000;

/// One file as it lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its path below the root, with `/`. A name that is no UTF-8 has replacement characters.
    pub path: String,
    /// What it is.
    pub kind: FoundKind,
    /// Its size in bytes; of a link, that of its target's name.
    pub bytes: u64,
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundKind {
    /// A plain file.
    Plain,
    /// A file that may be run.
    Executable,
    /// A symbolic link, with what it says.
    Link(String),
    /// A pipe, socket or device.
    Special,
}

/// All files below a directory in the order of their paths; a repository's own `.git` is left out.
///
/// # Errors
/// [`Kind::Io`] when the directory cannot be read, [`Kind::Answers`] when it holds more files than any context,
/// [`Kind::Interrupted`].
pub fn survey(root: &Utf8Path, cancelled: &dyn Fn() -> bool) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    let mut waiting = vec![(PathBuf::from(root.as_std_path()), String::new())];
    while let Some((directory, prefix)) = waiting.pop() {
        let shown = Utf8PathBuf::from(directory.to_string_lossy().into_owned());
        let failed = |error: std::io::Error| unreadable(&shown, &error);
        for entry in fs::read_dir(&directory).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if cancelled() {
                return Err(Error::new(Kind::Interrupted, say::write_interrupted()));
            }
            let name = entry.file_name().to_string_lossy().into_owned();
            if prefix.is_empty() && name == ".git" {
                continue;
            }
            let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
            let metadata = fs::symlink_metadata(entry.path()).map_err(failed)?;
            if metadata.is_dir() {
                waiting.push((entry.path(), path));
                continue;
            }
            if found.len() >= MOST {
                return Err(Error::new(Kind::Answers, picture_text::picture_too_many_files(root, MOST)));
            }
            let kind = if metadata.is_symlink() {
                let target = fs::read_link(entry.path()).map_err(failed)?;
                FoundKind::Link(target.to_string_lossy().into_owned())
            } else if !metadata.is_file() {
                FoundKind::Special
            } else if metadata.permissions().mode() & 0o111 != 0 {
                FoundKind::Executable
            } else {
                FoundKind::Plain
            };
            found.push(Found { path, kind, bytes: metadata.len() });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// The digest of a file in the notation of another one: `sha256:…`, or git's name of a blob (`gitoid:blob:sha1:…`);
/// `None` for a notation that the lock does not have.
///
/// # Errors
/// [`Kind::Io`] when the file cannot be read.
pub fn digest(path: &Utf8Path, like: &str) -> Result<Option<String>> {
    let failed = |error: std::io::Error| unreadable(path, &error);
    if like.starts_with("sha256:") {
        let mut file = fs::File::open(path).map_err(failed)?;
        let (mut hash, mut buffer) = (Sha256::new(), vec![0; 64 * 1024]);
        loop {
            match file.read(&mut buffer).map_err(failed)? {
                0 => break,
                count => hash.update(&buffer[..count]),
            }
        }
        return Ok(Some(format!("sha256:{}", crate::state::hex(&hash.finalize()))));
    }
    if like.starts_with("gitoid:blob:sha1:") {
        let unreadable = |error: git2::Error| Error::new(Kind::Io, say::cannot_read(path)).because(error.message());
        let id = git2::Oid::hash_file(git2::ObjectType::Blob, path.as_std_path()).map_err(unreadable)?;
        return Ok(Some(format!("gitoid:blob:sha1:{id}")));
    }
    Ok(None)
}
