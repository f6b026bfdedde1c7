//! What was read from a blob once need not be read again.

use super::scan::Source;
use crate::tree::BlobId;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Keeps what each blob says about builds, for computing the closures of many targets and many tags of a repository:
/// most files are the same from tag to tag. Threads may share it.
///
/// It keeps what it learned of about 64 MiB and then learns no more, so that a scan of all tags of a hostile repository
/// becomes slower, not larger. (All Go files of Istio 1.12 to 1.30 take about a third of that.)
#[derive(Debug, Default)]
pub struct Memo(RwLock<Known>);

#[derive(Debug, Default)]
struct Known {
    sources: BTreeMap<(BlobId, bool), Arc<Source>>,
    weight: usize,
}

const MAX_WEIGHT: usize = 64 << 20;

impl Memo {
    /// An empty memo.
    #[must_use]
    pub fn new() -> Memo {
        Memo::default()
    }

    /// How many blobs it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.read().unwrap_or_else(PoisonError::into_inner).sources.len()
    }

    /// Whether it knows nothing yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a blob says, read as Go or as a file of another language.
    pub(super) fn get(&self, id: BlobId, is_go: bool) -> Option<Arc<Source>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).sources.get(&(id, is_go)).cloned()
    }

    pub(super) fn put(&self, id: BlobId, is_go: bool, source: &Arc<Source>) {
        let weight = source.weight();
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.weight + weight <= MAX_WEIGHT && known.sources.insert((id, is_go), Arc::clone(source)).is_none() {
            known.weight += weight;
        }
    }
}
