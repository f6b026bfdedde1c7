//! Istio's sources: one tag fetched into a shared cache, or a local repository opened; blobs read, never a work tree.
//!
//! The conversation with a server is our own (`protocol`), over HTTP (`http`) or git's daemon (`daemon`); libgit2
//! indexes the pack that comes of it and reads the objects. libgit2's own client was measured and left aside: it
//! speaks protocol version 0 alone, which downloads the list of all 40,000 references of Istio's repository for each
//! tag, it cannot be interrupted while a server is silent, and it loses what kind of problem occurred.

pub mod cache;
mod carry;
mod daemon;
mod errors;
mod fetch;
mod gitconfig;
mod http;
mod local;
mod location;
mod network;
mod packet;
mod pick;
mod progress;
mod protocol;
mod slot;
mod store;
mod tags;

pub use carry::take_in;
pub use gitconfig::GitConfig;
pub(crate) use http::agent;
pub(crate) use location::clean;
pub use location::{Credential, Location, Scheme, Url, without_login};
pub use network::{Login, Network};
pub(crate) use network::{Stop, told, told_io};
pub use pick::{Picked, pick};
pub use progress::{Numbers, Phase, Progress, Quiet};

use crate::error::{Error, Kind, Result};
use crate::text::source as say;
use crate::tree::{BlobId, Blobs, Tree};
use camino::Utf8PathBuf;
use fetch::Fetch;
use slot::Slot;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::sync::{Mutex, PoisonError, RwLock};
use store::{Commit, Damage, Store};

/// Istio's own repository.
pub const ISTIO: &str = "https://github.com/istio/istio";

/// All that the world says about where the sources are and how they are reached.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the repository is.
    pub location: Location,
    /// The root of the cache.
    pub cache: Utf8PathBuf,
    /// How many bytes the cache may have: whoever fetches keeps it so, and removes what was used longest ago.
    pub cache_bytes: u64,
    /// Nothing is asked of the network: what is not in the cache is an error.
    pub offline: bool,
    /// A tag in the cache is compared with the server's.
    pub refresh: bool,
    /// How the network is reached.
    pub network: Network,
    /// The commit that the tag must name: 40 hexadecimal digits in lower case.
    pub expected_commit: Option<String>,
}

/// The size of the cache where nobody says another: hundreds of Istio's tags.
pub const CACHE_BYTES: u64 = 4 << 30;

/// One tag of Istio's repository, whole and readable from any number of threads.
pub struct Snapshot {
    settings: Settings,
    tag: String,
    commit: Commit,
    store: RwLock<Opened>,
    kept: Mutex<Kept>,
}

/// Blobs that were read: whoever looks for what a build needs reads most of what is written afterwards.
#[derive(Default)]
struct Kept {
    blobs: BTreeMap<BlobId, Vec<u8>>,
    bytes: usize,
}

impl Kept {
    /// Keeps a blob while there is room.
    fn put(&mut self, id: BlobId, bytes: &[u8]) {
        let room = self.bytes + bytes.len() <= MOST_KEPT;
        if room && let Entry::Vacant(place) = self.blobs.entry(id) {
            self.bytes += bytes.len();
            place.insert(bytes.to_vec());
        }
    }
}

/// Pilot and proxy need 7 MB: what does not fit is read again by whoever looks at it again.
const MOST_KEPT: usize = 16 << 20;

struct Opened {
    /// None when it was damaged and could not be had anew.
    store: Option<Store>,
    healed: bool,
}

/// Opens a tag: from the cache without any connection, else by fetching it alone, without its history.
///
/// # Errors
/// [`Kind::Source`] when the tag or the repository cannot be had, [`Kind::Verification`] when the tag names another
/// commit than expected or than the cache, [`Kind::Io`] when the cache cannot be written, [`Kind::Interrupted`].
pub fn open(settings: &Settings, tag: &str, progress: &dyn Progress) -> Result<Snapshot> {
    if !is_tag_name(tag) {
        return Err(Error::new(Kind::Usage, say::tag_invalid(location::clean(tag))));
    }
    let (store, commit) = match resolve(settings)? {
        Place::Local(path) => local::open(&path, tag)?,
        Place::Remote { slot, url } => {
            let fetch = Fetch { settings, url: &url, slot: &slot, progress };
            let cached = if settings.refresh && !settings.offline { None } else { fetch.present(tag) };
            let commit = match cached {
                Some(commit) => commit,
                None if settings.offline => return Err(not_cached(&slot, tag, settings)),
                None => fetch.tag(tag)?,
            };
            slot.touch();
            let unreadable = |damage| errors::unreadable(&settings.location, tag, damage);
            (Store::open(&slot.objects()).map_err(unreadable)?, commit)
        }
    };
    if let Some(expected) = settings.expected_commit.as_ref().filter(|expected| **expected != commit.id) {
        return Err(errors::tag_moved(tag, &settings.location, expected, &commit.id, None));
    }
    let store = RwLock::new(Opened { store: Some(store), healed: false });
    Ok(Snapshot { settings: settings.clone(), tag: tag.to_owned(), commit, store, kept: Mutex::default() })
}

/// The names of all tags, oldest version first: the server's, the remembered ones when offline, or those of the local
/// repository.
///
/// # Errors
/// As [`open`].
pub fn tags(settings: &Settings, progress: &dyn Progress) -> Result<Vec<String>> {
    let mut tags = match resolve(settings)? {
        Place::Local(path) => local::tags(&path)?,
        Place::Remote { slot, .. } if settings.offline => match slot.known_tags().unwrap_or_else(|| slot.tags()) {
            tags if tags.is_empty() => {
                return Err(Error::new(Kind::Source, say::tags_not_cached(&settings.location)).hint(say::offline_how()));
            }
            tags => tags,
        },
        Place::Remote { slot, url } => Fetch { settings, url: &url, slot: &slot, progress }.tags()?,
    };
    tags.retain(|tag| is_tag_name(tag));
    tags.sort_by(|a, b| self::tags::by_version(a, b));
    Ok(tags)
}

impl Snapshot {
    /// The tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The commit that the tag names in the end: 40 hexadecimal digits.
    #[must_use]
    pub fn commit(&self) -> &str {
        &self.commit.id
    }

    /// The committer date of the commit, in seconds since 1970-01-01 UTC.
    #[must_use]
    pub fn date(&self) -> i64 {
        self.commit.date
    }

    /// All files of the tag; their bytes stay in the repository. Submodules are left out.
    ///
    /// # Errors
    /// [`Kind::Source`] when the repository is damaged, or when a file has a name that must not be written anywhere.
    pub fn tree(&self) -> Result<Tree> {
        self.healing(|store| store.tree(&self.commit.id))
    }

    /// Reads; on damage in the cache fetches anew, once.
    fn healing<T>(&self, read: impl Fn(&Store) -> std::result::Result<T, Damage>) -> Result<T> {
        let attempt = |opened: &Opened| match &opened.store {
            Some(store) => read(store),
            None => Err(Damage::Object("it could not be fetched anew".to_owned())),
        };
        let damage = match attempt(&self.store.read().unwrap_or_else(PoisonError::into_inner)) {
            Err(damage @ Damage::Object(_)) => damage,
            result => return result.map_err(|damage| self.unreadable(damage)),
        };
        let mut opened = self.store.write().unwrap_or_else(PoisonError::into_inner);
        if !opened.healed {
            opened.healed = true;
            self.heal(&mut opened)?;
        }
        attempt(&opened).map_err(|_| self.unreadable(damage))
    }

    /// Fetches the same commit into an empty entry, if the cache is what is damaged.
    fn heal(&self, opened: &mut Opened) -> Result<()> {
        let Place::Remote { slot, url } = resolve(&self.settings)? else { return Ok(()) };
        let sound = |store: &Store| store.check(&self.commit.id, true).is_ok();
        if self.settings.offline || opened.store.as_ref().is_some_and(sound) {
            return Ok(());
        }
        // libgit2 shares what it has mapped of a pack with all who open the same path: nobody may still hold it.
        drop(opened.store.take());
        {
            let _lock = slot.lock(&Quiet)?;
            slot.discard()?;
        }
        let pinned = Some(self.commit.id.clone());
        let settings = Settings { refresh: false, expected_commit: pinned, ..self.settings.clone() };
        Fetch { settings: &settings, url: &url, slot: &slot, progress: &Quiet }.tag(&self.tag)?;
        opened.store = Some(Store::open(&slot.objects()).map_err(|damage| self.unreadable(damage))?);
        Ok(())
    }

    fn unreadable(&self, damage: Damage) -> Error {
        errors::unreadable(&self.settings.location, &self.tag, damage)
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Snapshot({} = {})", self.tag, self.commit.id)
    }
}

impl Blobs for Snapshot {
    fn read(&self, id: BlobId) -> Result<Vec<u8>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).blobs.get(&id).cloned();
        if let Some(bytes) = kept {
            return Ok(bytes);
        }
        let bytes = self.healing(|store| store.read(id))?;
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(id, &bytes);
        Ok(bytes)
    }

    fn size(&self, id: BlobId) -> Result<u64> {
        self.healing(|store| store.size(id))
    }
}

/// Where a location leads once git's `insteadOf` is applied.
enum Place {
    Local(Utf8PathBuf),
    Remote { slot: Slot, url: Url },
}

fn resolve(settings: &Settings) -> Result<Place> {
    let url = match &settings.location {
        Location::Local(path) => return Ok(Place::Local(path.clone())),
        Location::Remote(url) => url,
    };
    // The entry is named after what the user asked for: a mirror holds the same tags.
    let slot = Slot::of(&settings.cache, url);
    let Some(rewritten) = settings.network.git_config.instead_of(&url.to_string()) else {
        return Ok(Place::Remote { slot, url: url.clone() });
    };
    match Location::parse(&rewritten) {
        Ok(Location::Local(path)) => Ok(Place::Local(path)),
        Ok(Location::Remote(rewritten)) => Ok(Place::Remote { slot, url: rewritten }),
        // Many send all of GitHub over ssh, which is not built in: what was asked for works without it.
        Err(_) => Ok(Place::Remote { slot, url: url.clone() }),
    }
}

fn not_cached(slot: &Slot, tag: &str, settings: &Settings) -> Error {
    let cached = slot.tags();
    let error = Error::new(Kind::Source, say::not_cached(tag, &settings.location));
    if slot.tag(tag).is_some() {
        let damage = Damage::Object("no commit".to_owned());
        return errors::unreadable(&settings.location, tag, damage);
    }
    match cached.as_slice() {
        [] => error.hint(say::offline_how()),
        tags => error.hint(say::cached_are(tags.join(", "))),
    }
}

/// Whether a text can be the name of a tag: no path out of `refs/tags`, nothing that git forbids.
pub(crate) fn is_tag_name(tag: &str) -> bool {
    !tag.starts_with('-') && tag.len() <= 200 && git2::Reference::is_valid_name(&format!("refs/tags/{tag}"))
}

/// For the fuzzers: bytes as all that a git server says.
#[cfg(fuzzing)]
pub fn fuzz(bytes: &[u8]) {
    protocol::fuzz(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blobs_that_were_read_are_kept_within_a_bound() {
        let mut kept = Kept::default();
        let (first, second) = (BlobId([1; 20]), BlobId([2; 20]));
        let large = vec![7; MOST_KEPT - 1];
        kept.put(first, &large);
        kept.put(first, &large);
        kept.put(second, b"xy");
        assert_eq!((kept.bytes, kept.blobs.len()), (MOST_KEPT - 1, 1), "what does not fit is read again");
        assert!(kept.blobs.get(&first).is_some_and(|bytes| *bytes == large));
        kept.put(second, b"x");
        assert_eq!((kept.bytes, kept.blobs.len()), (MOST_KEPT, 2));
    }
}
