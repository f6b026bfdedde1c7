//! What was read from a blob once need not be read again.

use super::syntax::{Syntax, may_register, parse};
use crate::error::Result;
use crate::tree::{BlobId, Blobs, Content, File};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// How many files are remembered; more are read again. Istio has about 12,000 from 1.5 to 1.30.
const FILES: usize = 100_000;
/// Larger files declare no constants that a person wrote.
const LIMIT: usize = 1 << 20;

/// Keeps what Go files say of variables, for many tags of a repository: most files are the same from tag to tag.
/// Threads may share it.
#[derive(Debug, Default)]
pub struct VariableMemo(RwLock<Known>);

#[derive(Debug, Default)]
struct Known {
    /// Files that may register variables; `None` for those that do not.
    registering: BTreeMap<BlobId, Option<Arc<Syntax>>>,
    /// Files whose constants were asked for.
    constants: BTreeMap<BlobId, Option<Arc<Syntax>>>,
}

impl VariableMemo {
    /// An empty memo.
    #[must_use]
    pub fn new() -> VariableMemo {
        VariableMemo::default()
    }

    fn learn(&self, id: BlobId, bytes: &[u8]) -> Option<Arc<Syntax>> {
        let syntax = registering(bytes);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.registering.len() < FILES {
            known.registering.insert(id, syntax.clone());
        }
        syntax
    }
}

fn registering(bytes: &[u8]) -> Option<Arc<Syntax>> {
    let text = go_text(bytes)?;
    if !may_register(text) {
        return None;
    }
    let syntax = parse(text);
    (!syntax.registrations.is_empty()).then(|| Arc::new(syntax))
}

fn go_text(bytes: &[u8]) -> Option<&str> {
    if bytes.len() > LIMIT { None } else { std::str::from_utf8(bytes).ok() }
}

/// Blobs that are looked at on the way: what computes the closure reads every file, and so none is read twice.
pub(super) struct Observed<'a> {
    pub(super) blobs: &'a dyn Blobs,
    pub(super) memo: &'a VariableMemo,
}

impl Blobs for Observed<'_> {
    fn read(&self, id: BlobId) -> Result<Vec<u8>> {
        let bytes = self.blobs.read(id)?;
        self.memo.learn(id, &bytes);
        Ok(bytes)
    }
}

impl Observed<'_> {
    /// What a file says, if it registers variables.
    pub(super) fn registering(&self, file: &File) -> Option<Arc<Syntax>> {
        let id = match &file.content {
            Content::Bytes(bytes) => return registering(bytes),
            Content::Blob(id) => *id,
            Content::Disk { .. } => return None,
        };
        let known = self.memo.0.read().unwrap_or_else(PoisonError::into_inner).registering.get(&id).cloned();
        known.unwrap_or_else(|| self.memo.learn(id, &self.blobs.read(id).ok()?))
    }

    /// What a file says.
    pub(super) fn syntax(&self, file: &File) -> Option<Arc<Syntax>> {
        let id = match &file.content {
            Content::Bytes(bytes) => return Some(Arc::new(parse(go_text(bytes)?))),
            Content::Blob(id) => *id,
            Content::Disk { .. } => return None,
        };
        let known = self.memo.0.read().unwrap_or_else(PoisonError::into_inner).constants.get(&id).cloned();
        known.unwrap_or_else(|| {
            let bytes = self.blobs.read(id).ok()?;
            let syntax = go_text(&bytes).map(|text| Arc::new(parse(text)));
            let mut known = self.memo.0.write().unwrap_or_else(PoisonError::into_inner);
            if known.constants.len() < FILES {
                known.constants.insert(id, syntax.clone());
            }
            syntax
        })
    }
}
