//! The cache as a whole: what is in it, how much, and how to make it smaller or sound again.
#![allow(clippy::disallowed_methods, reason = "the cache is a directory")]

use super::slot::unwritable;
use super::store::{Damage, Store};
use crate::error::Result;
use camino::{Utf8Path, Utf8PathBuf};
use std::fs::{self, File};
use std::io;
use std::time::SystemTime;

/// One repository in the cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it came from, without a login.
    pub url: String,
    /// Its directory, a bare repository.
    pub path: Utf8PathBuf,
    /// The tags in it, oldest version first.
    pub tags: Vec<String>,
    /// How many bytes its files have.
    pub bytes: u64,
    /// When it was used last.
    pub used: SystemTime,
}

/// What [`verify`] found out about an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The entry as it was.
    pub entry: Entry,
    /// What is wrong, in libgit2's words; the entry was removed then, and the next run fetches anew.
    pub damage: Option<String>,
}

/// The directory that holds the entries, below the root of the cache.
#[must_use]
pub fn directory(cache: &Utf8Path) -> Utf8PathBuf {
    cache.join("sources")
}

/// The entries, in the order of their names. A cache that does not exist is empty.
///
/// # Errors
/// [`crate::error::Kind::Io`] when the directory cannot be read.
pub fn list(cache: &Utf8Path) -> Result<Vec<Entry>> {
    Ok(entries(cache)?.into_iter().map(|path| entry(&path)).collect())
}

/// Removes the entries that were used longest ago until the rest has no more than `most` bytes, and what interrupted
/// fetches left. Returns the removed ones. An entry into which somebody fetches at the moment is kept.
///
/// # Errors
/// [`crate::error::Kind::Io`] when something cannot be read or removed.
pub fn prune(cache: &Utf8Path, most: u64) -> Result<Vec<Entry>> {
    shrink(cache, most, None)
}

/// Removes the entries that were used longest ago, but for one, until all together have no more than `most` bytes.
pub(super) fn bound(cache: &Utf8Path, most: u64, kept: &Utf8Path) -> Result<()> {
    shrink(cache, most, Some(kept)).map(drop)
}

fn shrink(cache: &Utf8Path, most: u64, in_use: Option<&Utf8Path>) -> Result<Vec<Entry>> {
    for path in entries_named(cache, |name| name.contains(TRASH))? {
        _ = fs::remove_dir_all(path);
    }
    let mut entries = list(cache)?;
    entries.sort_by(|a, b| b.used.cmp(&a.used).then_with(|| a.path.cmp(&b.path)));
    let (used, entries): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| Some(entry.path.as_path()) == in_use);
    let mut kept: u64 = used.iter().map(|entry| entry.bytes).sum();
    let mut removed = Vec::new();
    for entry in entries {
        if kept + entry.bytes <= most {
            kept += entry.bytes;
        } else if let Some(_lock) = try_lock(&entry.path)? {
            remove(&entry.path)?;
            removed.push(entry);
        } else {
            kept += entry.bytes;
        }
    }
    Ok(removed)
}

/// Reads every byte of every tag; removes the entries that are damaged.
///
/// # Errors
/// [`crate::error::Kind::Io`] when the cache cannot be read, or a damaged entry cannot be removed.
pub fn verify(cache: &Utf8Path) -> Result<Vec<Verified>> {
    let mut verified = Vec::new();
    for entry in list(cache)? {
        let Some(_lock) = try_lock(&entry.path)? else { continue };
        let damage = damage_of(&entry);
        if damage.is_some() {
            remove(&entry.path)?;
        }
        verified.push(Verified { entry, damage });
    }
    Ok(verified)
}

fn damage_of(entry: &Entry) -> Option<String> {
    let sound = || -> std::result::Result<(), Damage> {
        let store = Store::open(&entry.path.join("objects"))?;
        for tag in &entry.tags {
            let id = fs::read_to_string(entry.path.join("refs/tags").join(tag)).unwrap_or_default();
            let commit = store.peel(id.trim_end())?;
            store.check(&commit.id, true)?;
        }
        Ok(())
    };
    match sound() {
        Ok(()) => None,
        Err(Damage::Object(reason) | Damage::TooMuch(reason) | Damage::Name(reason, _)) => Some(reason),
    }
}

const TRASH: &str = ".removed-";

/// Removes an entry: out of the way at once, then file by file.
pub(super) fn remove(path: &Utf8Path) -> Result<()> {
    let failed = |error: io::Error| unwritable(path, &error);
    let parent = path.parent().unwrap_or(path);
    let prefix = format!("{}{TRASH}", path.file_name().unwrap_or_default());
    let trash = tempfile::Builder::new().prefix(&prefix).tempdir_in(parent).map_err(failed)?;
    match fs::rename(path, trash.path().join("entry")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        moved => moved.and_then(|()| trash.close()).map_err(failed),
    }
}

/// The lock file of an entry stands beside it, so that it outlives the entry.
pub(super) fn lock_of(path: &Utf8Path) -> Utf8PathBuf {
    path.with_extension("lock")
}

/// Tells backup programs that everything in here can be fetched again (<https://bford.info/cachedir/>).
pub(super) fn mark(entry: &Utf8Path) {
    let Some(root) = entry.parent().and_then(Utf8Path::parent) else { return };
    let tag = root.join("CACHEDIR.TAG");
    if !tag.exists() {
        _ = fs::write(
            tag,
            "Signature: 8a477f597d28d172789f06886806bc55\n# This directory is a cache of istio-imgen.\n",
        );
    }
}

fn try_lock(path: &Utf8Path) -> Result<Option<File>> {
    let lock = lock_of(path);
    let open = File::options().create(true).truncate(false).write(true).open(&lock);
    let file = open.map_err(|error| unwritable(&lock, &error))?;
    match file.try_lock() {
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        _ => Ok(Some(file)),
    }
}

fn entries(cache: &Utf8Path) -> Result<Vec<Utf8PathBuf>> {
    entries_named(cache, |name| name.ends_with(".git"))
}

fn entries_named(cache: &Utf8Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<Utf8PathBuf>> {
    let directory = directory(cache);
    let listed = match directory.read_dir_utf8() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed.map_err(|error| unwritable(&directory, &error))?,
    };
    let mut paths: Vec<Utf8PathBuf> =
        listed.flatten().filter(|entry| wanted(entry.file_name())).map(|entry| entry.into_path()).collect();
    paths.sort();
    Ok(paths)
}

fn entry(path: &Utf8Path) -> Entry {
    let config = git2::Config::open(path.join("config").as_std_path());
    let url = config.and_then(|config| config.get_string("remote.origin.url")).unwrap_or_default();
    let used = fs::metadata(path.join("used")).or_else(|_| fs::metadata(path)).and_then(|metadata| metadata.modified());
    Entry {
        url: super::location::clean(&url),
        path: path.to_owned(),
        tags: tags_of(path),
        bytes: bytes_below(path),
        used: used.unwrap_or(SystemTime::UNIX_EPOCH),
    }
}

/// The tags of an entry, oldest version first.
pub(super) fn tags_of(path: &Utf8Path) -> Vec<String> {
    let root = path.join("refs/tags");
    let mut tags = Vec::new();
    let mut waiting = vec![root.clone()];
    while let Some(directory) = waiting.pop() {
        for found in directory.read_dir_utf8().into_iter().flatten().flatten() {
            if found.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(found.into_path());
            } else if let Ok(tag) = found.path().strip_prefix(&root) {
                tags.push(tag.as_str().replace('\\', "/"));
            }
        }
    }
    tags.retain(|tag| super::is_tag_name(tag));
    tags.sort_by(|a, b| super::tags::by_version(a, b));
    tags
}

/// How many bytes the files below a directory have.
pub(super) fn bytes_below(path: &Utf8Path) -> u64 {
    let mut bytes = 0;
    let mut waiting = vec![path.to_owned()];
    while let Some(directory) = waiting.pop() {
        for found in directory.read_dir_utf8().into_iter().flatten().flatten() {
            match found.metadata() {
                Ok(metadata) if metadata.is_dir() => waiting.push(found.into_path()),
                Ok(metadata) => bytes += metadata.len(),
                Err(_) => {}
            }
        }
    }
    bytes
}
