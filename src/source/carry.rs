//! A tag as one pack, to be carried to a place without a network, and taken in there.

use super::store::{Damage, Store};
use super::{Place, Progress, Settings, Snapshot, errors, is_tag_name, resolve};
use crate::error::{Error, Kind, Result};
use crate::text::{bundle as text, source as say};
use git2::{Indexer, Oid};
use std::io::{Read, Write};
use std::sync::PoisonError;

impl Snapshot {
    /// The commit with all its files, in git's pack format; the same bytes each time.
    ///
    /// # Errors
    /// [`Kind::Source`] when the repository is damaged.
    pub fn pack(&self) -> Result<Vec<u8>> {
        let opened = self.store.read().unwrap_or_else(PoisonError::into_inner);
        let gone = || Damage::Object("it could not be fetched anew".to_owned());
        let packed = opened.store.as_ref().ok_or_else(gone).and_then(|store| store.pack(&self.commit.id));
        packed.map_err(|damage| self.unreadable(damage))
    }
}

impl Store {
    /// One commit and what it holds as a pack, without the history. More threads would share the work out differently
    /// each time.
    fn pack(&self, commit: &str) -> std::result::Result<Vec<u8>, Damage> {
        let repository = self.repository()?;
        let mut builder = repository.packbuilder()?;
        builder.set_threads(1);
        builder.insert_commit(Oid::from_str(commit)?)?;
        let mut pack = git2::Buf::new();
        builder.write_buf(&mut pack)?;
        Ok(pack.to_vec())
    }
}

/// Takes a pack into the cache as a tag of the repository that the settings name. A tag that is here already stays as it is.
///
/// # Errors
/// [`Kind::Verification`] when the tag is here and names another commit, when the settings expect another one, or when the
/// pack does not hold the whole commit; [`Kind::Io`], [`Kind::Interrupted`].
pub fn take_in(
    settings: &Settings,
    (tag, commit): (&str, &str),
    pack: &mut dyn Read,
    progress: &dyn Progress,
) -> Result<()> {
    let Place::Remote { slot, url } = resolve(settings)? else {
        return Err(Error::new(Kind::Usage, text::bundle_local(&settings.location)));
    };
    if !is_tag_name(tag) {
        return Err(Error::new(Kind::Usage, say::tag_invalid(super::clean(tag))));
    }
    if let Some(expected) = settings.expected_commit.as_ref().filter(|expected| *expected != commit) {
        return Err(errors::tag_moved(tag, &url, expected, commit, None));
    }
    let _lock = slot.lock(progress)?;
    let present = |id: &String| Store::open(&slot.objects()).and_then(|store| store.peel(id)).ok();
    if let Some(here) = slot.tag(tag).as_ref().and_then(present) {
        return match here.id == commit {
            true => Ok(()),
            false => Err(errors::tag_moved(tag, &url, &here.id, commit, Some(&slot))),
        };
    }
    slot.prepare()?;
    let wrong = |cause: String| Error::new(Kind::Verification, text::bundle_pack(tag)).because(super::clean(&cause));
    let incoming = slot.incoming()?;
    let name = {
        let bad = |error: git2::Error| wrong(error.message().to_owned());
        let mut indexer = Indexer::new(None, incoming.path(), 0o644, true).map_err(bad)?;
        let mut buffer = vec![0; 64 << 10];
        loop {
            let count = pack.read(&mut buffer).map_err(|error| wrong(error.to_string()))?;
            if count == 0 {
                break;
            }
            indexer.write_all(&buffer[..count]).map_err(|error| wrong(error.to_string()))?;
        }
        indexer.commit().map_err(bad)?
    };
    slot.take_in(&incoming, &name)?;
    let damage = |damage| match damage {
        Damage::Object(cause) | Damage::TooMuch(cause) => wrong(cause),
        Damage::Name(name, problem) => wrong(name).because(problem),
    };
    let store = Store::open(&slot.objects()).map_err(damage)?;
    let found = store.peel(commit).map_err(damage)?;
    store.check(&found.id, true).map_err(damage)?;
    slot.record(tag, commit, commit)
}
