//! One entry of the cache: a bare, shallow repository for one URL, which git itself can read too.
//!
//! Everything that becomes visible does so by a rename, objects first and the tag last: a tag that stands in an entry
//! is complete, whatever ended the process that fetched it. Writers hold an exclusive lock beside the entry.
#![allow(clippy::disallowed_methods, reason = "the cache is a directory, and waiting for its lock takes time")]

use super::location::Url;
use super::progress::{Numbers, Phase, Progress};
use crate::error::{Error, Kind, Result};
use crate::text::source as say;
use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest, Sha256};
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::time::{Duration, Instant};

/// The place of one repository in the cache; it need not exist.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    directory: Utf8PathBuf,
    url: String,
}

/// The right to write into an entry; ends when it is dropped.
pub(super) struct Lock {
    _file: File,
}

const INCOMING: &str = "incoming-";
const TAG_LIST: &str = "tags.list";
const USED: &str = "used";
/// Another process fetches one tag; it does not take longer than this.
const LONGEST_WAIT: Duration = Duration::from_secs(900);

impl Slot {
    /// The entry of a URL.
    pub(super) fn of(cache: &Utf8Path, url: &Url) -> Slot {
        Slot { directory: super::cache::directory(cache).join(name(url)), url: url.to_string() }
    }

    /// The directory of the entry.
    pub(super) fn directory(&self) -> &Utf8Path {
        &self.directory
    }

    /// Where the objects are.
    pub(super) fn objects(&self) -> Utf8PathBuf {
        self.directory.join("objects")
    }

    /// The object that a tag names, if the tag is here.
    pub(super) fn tag(&self, tag: &str) -> Option<String> {
        let id = fs::read_to_string(self.directory.join("refs/tags").join(tag)).ok()?;
        Some(id.trim_end().to_owned())
    }

    /// The tags that are here.
    pub(super) fn tags(&self) -> Vec<String> {
        super::cache::tags_of(&self.directory)
    }

    /// All tags of the server, as it listed them last.
    pub(super) fn known_tags(&self) -> Option<Vec<String>> {
        let list = fs::read_to_string(self.directory.join(TAG_LIST)).ok()?;
        Some(list.lines().map(str::to_owned).collect())
    }

    /// Remembers what the server listed. Needs the lock.
    pub(super) fn remember_tags<'a>(&self, tags: impl Iterator<Item = &'a str>) -> Result<()> {
        let list: String = tags.flat_map(|tag| [tag, "\n"]).collect();
        self.write(TAG_LIST, list.as_bytes())
    }

    /// Waits for the right to write.
    pub(super) fn lock(&self, progress: &dyn Progress) -> Result<Lock> {
        let path = super::cache::lock_of(&self.directory);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| unwritable(parent, &error))?;
        }
        let open = File::options().create(true).truncate(false).write(true).open(&path);
        let file = open.map_err(|error| unwritable(&path, &error))?;
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock { _file: file }),
                Err(TryLockError::WouldBlock) => {}
                // A file system without locks: one process alone is the best that can be had.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                    return Ok(Lock { _file: file });
                }
                Err(TryLockError::Error(error)) => return Err(unwritable(&path, &error)),
            }
            if progress.cancelled() {
                return Err(Error::new(Kind::Interrupted, say::interrupted()));
            }
            if started.elapsed() > LONGEST_WAIT {
                return Err(Error::new(Kind::Io, say::cache_locked(&path)));
            }
            progress.update(Numbers { phase: Phase::Waiting, ..Numbers::default() });
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Makes the entry, or clears away what an interrupted fetch left in it. Needs the lock.
    pub(super) fn prepare(&self) -> Result<()> {
        for below in ["objects/pack", "objects/info", "refs/heads", "refs/tags"] {
            let path = self.directory.join(below);
            fs::create_dir_all(&path).map_err(|error| unwritable(&path, &error))?;
        }
        super::cache::mark(&self.directory);
        let config = format!(
            "[core]\n\trepositoryformatversion = 0\n\tfilemode = false\n\tbare = true\n[remote \"origin\"]\n\turl = \"{}\"\n",
            self.url
        );
        for (name, content) in [("HEAD", "ref: refs/heads/none\n"), ("config", &config)] {
            if !self.directory.join(name).exists() {
                self.write(name, content.as_bytes())?;
            }
        }
        self.sweep();
        Ok(())
    }

    /// What cannot be removed is only waste.
    fn sweep(&self) {
        let names = |directory: &Utf8Path| -> Vec<String> {
            let entries = directory.read_dir_utf8().into_iter().flatten().flatten();
            entries.map(|entry| entry.file_name().to_owned()).collect()
        };
        for name in names(&self.directory).into_iter().filter(|name| name.starts_with(INCOMING)) {
            let path = self.directory.join(name);
            _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
        }
        let packs = self.directory.join("objects/pack");
        for name in names(&packs).iter().filter(|name| name.ends_with(".pack")) {
            let pack = packs.join(name);
            if !pack.with_extension("idx").exists() {
                _ = fs::remove_file(pack);
            }
        }
    }

    /// The commits that are here, each without its history; the latest last.
    pub(super) fn held(&self) -> Vec<String> {
        let shallow = fs::read_to_string(self.directory.join("shallow")).unwrap_or_default();
        shallow.lines().filter(|line| line.len() == 40).map(str::to_owned).collect()
    }

    /// A directory for a pack that is being received.
    pub(super) fn incoming(&self) -> Result<tempfile::TempDir> {
        let made = tempfile::Builder::new().prefix(INCOMING).tempdir_in(&self.directory);
        made.map_err(|error| unwritable(&self.directory, &error))
    }

    /// Takes in a pack that was received whole. Needs the lock.
    pub(super) fn take_in(&self, incoming: &tempfile::TempDir, name: &str) -> Result<()> {
        // The index last: a pack without one is not looked at.
        for extension in ["pack", "idx"] {
            let file = format!("pack-{name}.{extension}");
            let to = self.directory.join("objects/pack").join(&file);
            fs::rename(incoming.path().join(&file), &to).map_err(|error| unwritable(&to, &error))?;
        }
        Ok(())
    }

    /// Makes a tag visible, after all that belongs to it is here. Needs the lock.
    pub(super) fn record(&self, tag: &str, id: &str, commit: &str) -> Result<()> {
        self.hold(commit)?;
        self.write(&format!("refs/tags/{tag}"), format!("{id}\n").as_bytes())?;
        self.touch();
        Ok(())
    }

    /// Notes that a commit is here without its history. Needs the lock.
    pub(super) fn hold(&self, commit: &str) -> Result<()> {
        let mut held = self.held();
        if !held.iter().any(|held| held == commit) {
            held.push(commit.to_owned());
            let lines: String = held.iter().flat_map(|commit| [commit, "\n"]).collect();
            self.write("shallow", lines.as_bytes())?;
        }
        Ok(())
    }

    /// Notes that the entry is used now; where the cache is read-only it is not noted.
    pub(super) fn touch(&self) {
        _ = fs::write(self.directory.join(USED), b"");
    }

    /// Removes the entry. Needs the lock.
    pub(super) fn discard(&self) -> Result<()> {
        super::cache::remove(&self.directory)
    }

    fn write(&self, name: &str, content: &[u8]) -> Result<()> {
        let path = self.directory.join(name);
        let written = || -> io::Result<()> {
            fs::create_dir_all(path.parent().unwrap_or(&path))?;
            let mut file = temporary().tempfile_in(&self.directory)?;
            file.write_all(content)?;
            file.persist(&path)?;
            Ok(())
        };
        written().map_err(|error| unwritable(&path, &error))
    }
}

/// A temporary file that becomes one of the entry: as readable for others as git makes its own.
fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(INCOMING);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// A readable and unique directory name for a URL.
fn name(url: &Url) -> String {
    let plain = |text: &str| -> String {
        let mapped = text.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' });
        mapped.take(80).collect::<String>().trim_matches(['-', '.']).to_owned()
    };
    let path = url.path.strip_suffix(".git").unwrap_or(&url.path);
    let hash: String = Sha256::digest(url.to_string()).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{hash}.git", plain(&format!("{}{path}", url.authority())))
}

/// The error of a cache that cannot be written.
pub(super) fn unwritable(path: &Utf8Path, error: &io::Error) -> Error {
    let full = matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
    let text = if full { say::disk_full(path) } else { say::cache_unwritable(path) };
    Error::new(Kind::Io, text).hint(say::cache_unwritable_how()).because(error)
}
