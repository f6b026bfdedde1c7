//! What was read from a blob once need not be read again.

use super::scan::Source;
use crate::tree::BlobId;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Keeps what each blob says about builds, for computing the closures of many targets and many tags of a repository:
/// most files are the same from tag to tag. Threads may share it.
///
/// It keeps what it learned up to a bound and then learns no more, so that a scan of all tags of a hostile repository
/// becomes slower, not larger. (All 386 module tags of Istio to 1.31.0-rc.0 together, with five to seven targets each,
/// take 13 of them.)
#[derive(Debug)]
pub struct Memo {
    known: RwLock<Known>,
    bound: usize,
}

#[derive(Debug, Default)]
struct Known {
    sources: BTreeMap<(BlobId, bool), Arc<Source>>,
    weight: usize,
}

impl Memo {
    /// An empty memo that keeps about 64 MiB at most.
    #[must_use]
    pub fn new() -> Memo {
        Memo::bounded(64 << 20)
    }

    /// An empty memo that keeps about so many bytes at most.
    #[must_use]
    pub fn bounded(bound: usize) -> Memo {
        Memo { known: RwLock::default(), bound }
    }

    /// How many blobs it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.read().unwrap_or_else(PoisonError::into_inner).sources.len()
    }

    /// Whether it knows nothing yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a blob says, read as Go or as a file of another language.
    pub(super) fn get(&self, id: BlobId, is_go: bool) -> Option<Arc<Source>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).sources.get(&(id, is_go)).cloned()
    }

    pub(super) fn put(&self, id: BlobId, is_go: bool, source: &Arc<Source>) {
        let weight = source.weight();
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.weight + weight <= self.bound && known.sources.insert((id, is_go), Arc::clone(source)).is_none() {
            known.weight += weight;
        }
    }
}

impl Default for Memo {
    fn default() -> Memo {
        Memo::new()
    }
}
