//! Blobs on their way into a bundle. They wait in the cache until the bundle is whole: what was cut off or interrupted is
//! continued by the next run.
#![allow(clippy::disallowed_methods, reason = "blobs wait in a directory of the cache")]

use super::Entry;
use crate::error::{Error, Kind, Result};
use crate::reference::Reference;
use crate::registry::{Descriptor, Registry, Verifier};
use crate::text::{bundle as say, registry as registry_text};
use camino::{Utf8Path, Utf8PathBuf};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};

/// The waiting room.
pub struct Downloads {
    directory: Utf8PathBuf,
}

impl Downloads {
    /// The one in a cache.
    #[must_use]
    pub fn of(cache: &Utf8Path) -> Downloads {
        Downloads { directory: cache.join(crate::source::cache::DOWNLOADS) }
    }

    /// How many bytes of a blob are here already.
    #[must_use]
    pub fn held(&self, blob: &Descriptor) -> u64 {
        let length = |path: Utf8PathBuf| fs::metadata(path).map_or(0, |metadata| metadata.len());
        length(self.whole(&blob.digest)).max(length(self.part(&blob.digest))).min(blob.size)
    }

    /// Brings a blob, continuing where an earlier run ended.
    ///
    /// # Errors
    /// Those of [`Registry::blob`]; [`Kind::Verification`] when the bytes do not have the digest, which are removed then.
    pub fn bring(&self, registry: &mut Registry<'_>, reference: &Reference, blob: &Descriptor) -> Result<()> {
        let (whole, part) = (self.whole(&blob.digest), self.part(&blob.digest));
        let failed = |error: io::Error| unwritable(&part, &error);
        if fs::metadata(&whole).is_ok_and(|metadata| metadata.len() == blob.size) {
            return Ok(());
        }
        fs::create_dir_all(&self.directory).map_err(failed)?;
        let mut file = File::options().create(true).append(true).read(true).open(&part).map_err(failed)?;
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(Error::new(Kind::Io, say::download_locked(&part)));
        }
        let mut from = file.metadata().map_err(failed)?.len();
        if from > blob.size {
            file.set_len(0).map_err(failed)?;
            from = 0;
        }
        registry.blob(reference, blob, from, &mut |piece| file.write_all(piece).map_err(failed))?;
        file.sync_all().map_err(failed)?;
        let found = digest(&part, &blob.digest).map_err(failed)?;
        if found != blob.digest {
            fs::remove_file(&part).map_err(failed)?;
            let error = Error::new(Kind::Verification, registry_text::digest_wrong(reference, &blob.digest));
            return Err(error.because(found).hint(registry_text::digest_wrong_how(&reference.registry)));
        }
        fs::rename(&part, &whole).map_err(failed)
    }

    /// The bytes of a blob that was brought.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub fn open(&self, entry: &Entry) -> Result<Box<dyn Read>> {
        let path = self.whole(&entry.digest);
        let file = File::open(&path).map_err(|error| unwritable(&path, &error))?;
        Ok(Box::new(io::BufReader::new(file)))
    }

    /// Removes blobs that are in a bundle now. What cannot be removed is only waste.
    pub fn discard<'a>(&self, digests: impl Iterator<Item = &'a str>) {
        for digest in digests {
            _ = fs::remove_file(self.whole(digest));
        }
        _ = fs::remove_dir(&self.directory);
    }

    fn whole(&self, digest: &str) -> Utf8PathBuf {
        self.directory.join(digest.replace(':', "-"))
    }

    fn part(&self, digest: &str) -> Utf8PathBuf {
        self.directory.join(format!("{}.part", digest.replace(':', "-")))
    }
}

fn digest(path: &Utf8Path, like: &str) -> io::Result<String> {
    let mut file = File::open(path)?;
    let Some(mut verifier) = Verifier::of(like) else { return Ok(String::new()) };
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(verifier.digest()),
            count => verifier.update(&buffer[..count]),
        }
    }
}

fn unwritable(path: &Utf8Path, error: &io::Error) -> Error {
    let full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
    let text = if full { crate::text::source::disk_full(path) } else { crate::text::source::cache_unwritable(path) };
    Error::new(Kind::Io, text).hint(crate::text::source::cache_unwritable_how()).because(error)
}
