//! Brings one tag into its cache entry: one conversation, one pack, and the tag becomes visible last.

use super::daemon::Daemon;
use super::http::Http;
use super::location::{Scheme, Url, clean};
use super::network::{self, Stop};
use super::packet::Fault;
use super::progress::{Numbers, Phase, Progress};
use super::protocol::{Conversation, Pack, RemoteTag, RemoteTags, Wanted, Wire};
use super::slot::{Slot, unwritable};
use super::store::{Commit, Damage, Store};
use super::{Settings, errors};
use crate::error::{Error, Kind, Result};
use crate::text::source as say;
use git2::{ErrorClass, Indexer, Odb};
use std::io::Write;
use std::sync::Arc;

/// What a fetch is about.
pub(super) struct Fetch<'a> {
    /// How.
    pub(super) settings: &'a Settings,
    /// From where, after `insteadOf`.
    pub(super) url: &'a Url,
    /// Into what.
    pub(super) slot: &'a Slot,
    /// Who looks on.
    pub(super) progress: &'a dyn Progress,
}

/// How many of the commits in the cache a server is told of.
const MOST_HELD: usize = 256;

/// Why an attempt failed.
enum Trouble {
    /// It would fail again.
    World(Error),
    /// What came does not fit what we hold: without that it may go well.
    Misfit(Error),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        Trouble::World(error)
    }
}

impl Fetch<'_> {
    /// Brings a tag, or compares it with the server's where it is here already.
    pub(super) fn tag(&self, tag: &str) -> Result<Commit> {
        self.watched(|stop| {
            let _lock = self.slot.lock(self.progress)?;
            // Another process may have brought it while we waited.
            let here = self.present(tag);
            if let (Some(commit), false) = (&here, self.settings.refresh) {
                return Ok(commit.clone());
            }
            // One entry alone can outgrow the cache, as it keeps every tag that was ever fetched: then it begins anew.
            if here.is_none() && super::cache::bytes_below(self.slot.directory()) > self.settings.cache_bytes {
                self.slot.discard()?;
            }
            self.slot.prepare()?;
            match self.attempt(tag, here.as_ref(), stop) {
                Ok(commit) => {
                    if here.is_none() {
                        super::cache::bound(&self.settings.cache, self.settings.cache_bytes, self.slot.directory())?;
                    }
                    Ok(commit)
                }
                Err(Trouble::Misfit(_)) if !self.slot.held().is_empty() && !self.progress.cancelled() => {
                    self.slot.discard()?;
                    self.slot.prepare()?;
                    self.attempt(tag, None, stop).map_err(Trouble::error)
                }
                Err(trouble) => Err(trouble.error()),
            }
        })
    }

    /// Brings a commit with its one parent, so that what it changed can be told, and returns its id. It is named by its
    /// whole id, which needs no connection once it is here, or by a branch or a tag; `None` when the server knows none.
    pub(super) fn commit(&self, revision: &str) -> Result<Option<String>> {
        let here = |id: &str| Store::open(&self.slot.objects()).and_then(|store| store.pair(id)).ok();
        let whole = is_id(revision);
        if let Some(pair) = here(revision).filter(|_| whole) {
            return Ok(Some(pair.0));
        }
        if self.settings.offline {
            return Err(Error::new(Kind::Source, say::not_cached(revision, self.url)).hint(say::offline_how()));
        }
        self.watched(|stop| {
            let _lock = self.slot.lock(self.progress)?;
            self.slot.prepare()?;
            let brought = self.converse(stop, |conversation| {
                let named = if whole { None } else { conversation.named(revision).map_err(|f| told(f, self.url))? };
                let Some(id) = named.or(whole.then(|| revision.to_owned())) else { return Ok(None) };
                if let Some(pair) = here(&id) {
                    return Ok(Some(pair));
                }
                let held = self.slot.held();
                let latest = &held[held.len().saturating_sub(MOST_HELD)..];
                match conversation.pack(&Wanted { id: &id, held: latest, depth: 2 }) {
                    // It is how a server says that it has no such commit.
                    Err(Fault::Refused(_)) => return Ok(None),
                    Err(fault) => return Err(misfit(fault, self.url)),
                    Ok(mut pack) => self.receive(&mut pack)?,
                }
                let store = Store::open(&self.slot.objects());
                let damage = |damage| Trouble::Misfit(errors::incomplete(self.url, revision, damage));
                store.and_then(|store| store.pair(&id)).map_err(damage).map(Some)
            });
            let Some((commit, parent)) = brought.map_err(Trouble::error)? else { return Ok(None) };
            if let Some(parent) = parent {
                self.slot.hold(&parent)?;
            }
            self.slot.touch();
            Ok(Some(commit))
        })
    }

    /// Asks for the names of all tags, and remembers them.
    pub(super) fn tags(&self) -> Result<Vec<String>> {
        let tags = self.watched(|stop| {
            self.converse(stop, |conversation| conversation.tags("").map_err(|fault| told(fault, self.url)))
        })?;
        let _lock = self.slot.lock(self.progress)?;
        self.slot.prepare()?;
        self.remember(&tags)?;
        Ok(tags.into_keys().collect())
    }

    /// A tag that is here, whole as far as its index tells.
    pub(super) fn present(&self, tag: &str) -> Option<Commit> {
        let id = self.slot.tag(tag)?;
        Store::open(&self.slot.objects()).and_then(|store| store.peel(&id)).ok()
    }

    /// Does work that ends quickly once somebody cancels it.
    fn watched<T>(&self, work: impl FnOnce(&Arc<Stop>) -> Result<T>) -> Result<T> {
        let stop = Arc::new(Stop::default());
        let result = stop.watch(|| self.progress.cancelled(), || work(&stop));
        // Whatever failed then failed because of it.
        result.map_err(|error| {
            if self.progress.cancelled() { Error::new(Kind::Interrupted, say::interrupted()) } else { error }
        })
    }

    fn converse<T, E: From<Error>>(
        &self,
        stop: &Arc<Stop>,
        work: impl FnOnce(&mut Conversation<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.progress.update(Numbers::default());
        let network = &self.settings.network;
        let mut wire: Box<dyn Wire + '_> = match self.url.scheme {
            Scheme::Http | Scheme::Https => Box::new(Http::new(network, self.url, Arc::clone(stop))?),
            Scheme::Git => Box::new(Daemon::new(network, self.url, Arc::clone(stop))),
        };
        let begun = Conversation::begin(wire.as_mut(), network.idle_timeout * 4);
        work(&mut begun.map_err(|fault| told(fault, self.url))?)
    }

    fn attempt(&self, tag: &str, here: Option<&Commit>, stop: &Arc<Stop>) -> std::result::Result<Commit, Trouble> {
        self.converse(stop, |conversation| {
            let told = |fault| told(fault, self.url);
            let Some(remote) = conversation.tags(tag).map_err(told)?.remove(tag) else {
                let all = conversation.tags("").map_err(told)?;
                self.remember(&all)?;
                return Err(errors::tag_unknown(tag, self.url, all.keys().map(String::as_str)).into());
            };
            if let Some(expected) = here.map(|commit| &commit.id).or(self.settings.expected_commit.as_ref())
                && remote.commit() != expected
            {
                return Err(errors::tag_moved(tag, self.url, expected, remote.commit(), here.map(|_| self.slot)).into());
            }
            if let Some(commit) = here {
                return Ok(commit.clone());
            }
            if !self.slot.holds_whole(&remote) {
                let held = self.slot.held();
                let latest = &held[held.len().saturating_sub(MOST_HELD)..];
                let wanted = Wanted { id: &remote.id, held: latest, depth: 1 };
                let mut pack = conversation.pack(&wanted).map_err(|fault| misfit(fault, self.url))?;
                self.receive(&mut pack)?;
            }
            self.finish(tag, &remote)
        })
    }

    /// Takes a pack in.
    fn receive(&self, pack: &mut Pack<'_>) -> std::result::Result<(), Trouble> {
        let incoming = self.slot.incoming()?;
        let indexing = |error: git2::Error| self.indexing(&error);
        let odb = Odb::new().map_err(indexing)?;
        odb.add_disk_alternate(self.slot.objects().as_str()).map_err(indexing)?;
        let mut objects = 0;
        let name = {
            let mut indexer = Indexer::new(Some(&odb), incoming.path(), 0o644, false).map_err(indexing)?;
            indexer.progress(|state| {
                objects = state.total_objects();
                let received = state.received_objects();
                self.progress.update(Numbers {
                    phase: if received < objects { Phase::Receiving } else { Phase::Checking },
                    objects: if received < objects { received } else { state.indexed_objects() },
                    total: objects,
                    bytes: state.received_bytes(),
                });
                !self.progress.cancelled()
            });
            while let Some(piece) = pack.next().map_err(|fault| misfit(fault, self.url))? {
                indexer.write_all(piece).map_err(|error| match error.get_ref().and_then(|e| e.downcast_ref()) {
                    Some(error) => self.indexing(error),
                    None => Trouble::World(unwritable(self.slot.directory(), &error)),
                })?;
            }
            indexer.commit().map_err(indexing)?
        };
        if objects > 0 {
            self.slot.take_in(&incoming, &name)?;
        }
        Ok(())
    }

    /// libgit2 writes the pack and reads it: the disk may be full, or the pack may be wrong.
    fn indexing(&self, error: &git2::Error) -> Trouble {
        match error.class() {
            ErrorClass::Os | ErrorClass::Filesystem => {
                let full = error.message().to_ascii_lowercase().contains("no space left");
                let directory = self.slot.directory();
                let text = if full { say::disk_full(directory) } else { say::cache_unwritable(directory) };
                let cause = clean(error.message());
                Trouble::World(Error::new(Kind::Io, text).hint(say::cache_unwritable_how()).because(cause))
            }
            _ => Trouble::Misfit(errors::bad_pack(self.url, &clean(error.message()))),
        }
    }

    /// Believes nothing: every file must be there before the tag becomes visible.
    fn finish(&self, tag: &str, remote: &RemoteTag) -> std::result::Result<Commit, Trouble> {
        let damage = |damage: Damage| Trouble::Misfit(errors::incomplete(self.url, tag, damage));
        let store = Store::open(&self.slot.objects()).map_err(damage)?;
        let commit = store.peel(&remote.id).map_err(damage)?;
        store.check(&commit.id, false).map_err(damage)?;
        if commit.id != remote.commit() {
            return Err(errors::bad_pack(self.url, "another commit than the one that was announced").into());
        }
        self.slot.record(tag, &remote.id, &commit.id)?;
        Ok(commit)
    }

    fn remember(&self, tags: &RemoteTags) -> Result<()> {
        let mut names: Vec<&str> = tags.keys().map(String::as_str).filter(|tag| super::is_tag_name(tag)).collect();
        names.sort_by(|a, b| super::tags::by_version(a, b));
        self.slot.remember_tags(names.into_iter())
    }
}

impl Slot {
    /// Whether an object of the server is here with all that belongs to it, as the second tag of one commit is.
    fn holds_whole(&self, remote: &RemoteTag) -> bool {
        let whole = |store: Store| {
            store.holds(&remote.id) && store.peel(&remote.id).and_then(|commit| store.check(&commit.id, false)).is_ok()
        };
        Store::open(&self.objects()).is_ok_and(whole)
    }
}

impl Trouble {
    fn error(self) -> Error {
        match self {
            Trouble::World(error) | Trouble::Misfit(error) => error,
        }
    }
}

/// Whether a text is the whole id of an object.
fn is_id(text: &str) -> bool {
    text.len() == 40 && crate::reference::is_hex(text)
}

/// A fault after we said what we hold: a server that refuses or sends nonsense may do so because of that.
fn misfit(fault: Fault, url: &Url) -> Trouble {
    match fault {
        Fault::Refused(_) | Fault::Garbage(_) => Trouble::Misfit(told(fault, url)),
        fault => Trouble::World(told(fault, url)),
    }
}

fn told(fault: Fault, url: &Url) -> Error {
    let error = |text| Error::new(Kind::Source, text);
    match fault {
        Fault::Told(error) => error,
        Fault::Broken(cause) => network::told_io(&cause, &url.to_string()),
        Fault::Cut => error(say::cut(url)).hint(say::try_again()),
        Fault::Stalled => error(say::silent(url)).hint(say::try_again()),
        Fault::Garbage(what) => error(say::not_git(url)).hint(say::not_git_how()).because(clean(&what)),
        Fault::Refused(reason) => error(say::server_refused(url)).because(clean(&reason)),
        Fault::TooMuch => error(say::too_much(url)),
    }
}
