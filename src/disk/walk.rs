//! Lists a directory of the user.

use super::{Inspected, inspect, unreadable};
use crate::error::{Error, Kind, Result};
use crate::text::patch as say;
use crate::tree::{Mode, TreePath};
use camino::{Utf8Path, Utf8PathBuf};
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// More files than any vendor directory has.
const MOST: usize = 200_000;

/// All files below a directory with their mode, each read once, in the order of their paths. Links and devices are
/// refused: what is copied into a context must be what it seems.
///
/// # Errors
/// [`Kind::Io`] when something cannot be read, [`Kind::Answers`] for what is no plain file, for a name that no context
/// may have, and for too many files.
pub fn walk(root: &Utf8Path, cancelled: &dyn Fn() -> bool) -> Result<Vec<(TreePath, Mode, Inspected)>> {
    let mut found = Vec::new();
    let mut waiting = vec![Utf8PathBuf::new()];
    while let Some(directory) = waiting.pop() {
        let path = root.join(&directory);
        let entries = path.read_dir_utf8().map_err(|error| unreadable(&path, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&path, &error))?;
            if cancelled() {
                return Err(Error::new(Kind::Interrupted, crate::text::disk::write_interrupted()));
            }
            let below = directory.join(entry.file_name());
            let metadata = fs::symlink_metadata(entry.path()).map_err(|error| unreadable(entry.path(), &error))?;
            let refused = || Error::new(Kind::Answers, say::vendor_not_plain(entry.path()));
            if metadata.is_dir() {
                waiting.push(below);
            } else if metadata.is_file() && found.len() < MOST {
                let name = TreePath::new(below.as_str()).map_err(|problem| refused().because(problem))?;
                let executable = metadata.permissions().mode() & 0o111 != 0;
                let mode = if executable { Mode::Executable } else { Mode::Plain };
                found.push((name, mode, inspect(entry.path())?));
            } else {
                return Err(refused());
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}
