//! Writes a whole tree into a temporary directory, with as many threads as help.

use super::journal;
use super::write::cannot_write;
use crate::error::{Error, Kind, Result};
use crate::text::disk as say;
use crate::tree::{Blobs, Content, File, Mode, Tree, TreePath};
use camino::Utf8Path;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::num::NonZero;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Fewer files than this are written sooner than threads are started.
const WORTH_THREADS: usize = 64;
/// More threads than this only wait for one another: they create files in the same few directories.
const MOST_THREADS: usize = 4;

/// Writes the whole tree into a temporary directory beside or in the target; dropping it takes it away.
pub(super) fn stage(
    parent: &Utf8Path,
    tree: &Tree,
    blobs: Option<&dyn Blobs>,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Result<tempfile::TempDir> {
    check_names(tree)?;
    let failed = |error: io::Error| cannot_write(parent, &error);
    let stage = tempfile::Builder::new().prefix(journal::STAGE).tempdir_in(parent).map_err(failed)?;
    fs::set_permissions(stage.path(), fs::Permissions::from_mode(0o755)).map_err(failed)?;
    let Some(root) = Utf8Path::from_path(stage.path()) else {
        return Err(failed(io::ErrorKind::InvalidInput.into()));
    };
    let mut made = "";
    for (path, _) in tree.iter() {
        if path.directory() != made {
            fs::create_dir_all(root.join(path.directory())).map_err(failed)?;
            made = path.directory();
        }
    }
    let files: Vec<(&TreePath, &File)> = tree.iter().collect();
    let work = Work {
        root,
        files: &files,
        blobs,
        cancelled,
        next: AtomicUsize::new(0),
        stop: AtomicBool::new(false),
        failure: Mutex::new(None),
    };
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let threads = if files.len() < WORTH_THREADS { 1 } else { cores.min(MOST_THREADS) };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // Where no thread can be started, this one does it all.
            let _ = std::thread::Builder::new().spawn_scoped(scope, || work.run());
        }
        work.run();
    });
    match work.failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some((_, error)) => Err(error),
        None => Ok(stage),
    }
}

/// Files to write, taken one by one by whoever is free.
struct Work<'a> {
    root: &'a Utf8Path,
    files: &'a [(&'a TreePath, &'a File)],
    blobs: Option<&'a dyn Blobs>,
    cancelled: &'a (dyn Fn() -> bool + Sync),
    next: AtomicUsize,
    stop: AtomicBool,
    /// The failure of the first file, in the order of the tree, that any thread has met.
    failure: Mutex<Option<(usize, Error)>>,
}

impl Work<'_> {
    fn run(&self) {
        while !self.stop.load(Ordering::Relaxed) {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some((path, file)) = self.files.get(index) else { return };
            let written = match (self.cancelled)() {
                true => Err(Error::new(Kind::Interrupted, say::write_interrupted())),
                false => write_file(&self.root.join(path.as_str()), file, self.blobs),
            };
            if let Err(error) = written {
                self.stop.store(true, Ordering::Relaxed);
                let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
                if failure.as_ref().is_none_or(|(earlier, _)| index < *earlier) {
                    *failure = Some((index, error));
                }
            }
        }
    }
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
    let read;
    let bytes: &[u8] = match (&file.content, blobs) {
        (Content::Bytes(bytes), _) => bytes,
        (Content::Blob(id), Some(blobs)) => {
            read = blobs.read(*id)?;
            &read
        }
        (Content::Blob(id), None) => return Err(Error::new(Kind::Bug, crate::text::source::blob_missing(id))),
        (Content::Disk { path: source, sha256 }, _) => return copy(source, path, sha256, file.mode),
    };
    if file.mode == Mode::Link {
        return make_link(path, bytes);
    }
    let mut new = create(path, file.mode).map_err(failed)?;
    new.write_all(bytes).map_err(failed)
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
    let mut to = create(path, mode).map_err(failed)?;
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
    Ok(())
}

/// A new file of exactly this mode, whatever the umask; mostly the umask leaves it as it is asked for.
fn create(path: &Utf8Path, mode: Mode) -> io::Result<fs::File> {
    let bits = if mode == Mode::Executable { 0o755 } else { 0o644 };
    let file = fs::OpenOptions::new().write(true).create_new(true).mode(bits).open(path)?;
    if file.metadata()?.permissions().mode() & 0o7777 != bits {
        file.set_permissions(fs::Permissions::from_mode(bits))?;
    }
    Ok(file)
}
