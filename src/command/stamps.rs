//! The hub and tag of the user in the charts that istioctl has built in, as Istio's release process sets its own.

use super::sources::Opened;
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::manifest;
use crate::selection::Selection;
use crate::text::endpoint as say;
use crate::tree::{BlobId, Content, File, TreePath};
use std::collections::{BTreeMap, BTreeSet};

/// What was stamped.
#[derive(Default)]
pub(super) struct Stamps {
    /// The files of the context, with the names that git has for their own content.
    pub(super) files: BTreeMap<TreePath, BlobId>,
    hubs: BTreeSet<String>,
}

impl Stamps {
    /// A file of the sources as the context holds it at `below`.
    pub(super) fn apply(
        &mut self,
        selection: &Selection,
        opened: &Opened,
        path: &TreePath,
        below: &TreePath,
        file: &File,
    ) -> Result<File> {
        let mut file = file.clone();
        if !manifest::is_stamped(path.as_str()) {
            return Ok(file);
        }
        let text = String::from_utf8(file.read(&opened.snapshot)?).ok();
        let Some(stamped) = text.and_then(|text| manifest::stamp(&text, &selection.hub, &selection.tag)) else {
            return Ok(file);
        };
        self.hubs.extend(stamped.hub.map(str::to_owned));
        // A patched file has no name in git: the lock calls it patched.
        if let Content::Blob(id) = file.content {
            self.files.insert(below.clone(), id);
        }
        file.content = Content::Bytes(stamped.text.into_bytes().into());
        Ok(file)
    }

    /// What the user is told of it.
    pub(super) fn finding(&self, selection: &Selection) -> Option<Finding> {
        if self.files.is_empty() {
            return None;
        }
        let hubs = self.hubs.iter().map(|hub| format!("`{hub}`")).collect::<Vec<_>>().join(", ");
        let image = format!("{}:{}", selection.hub, selection.tag);
        let message = say::manifests_stamped(self.files.len(), hubs, image);
        Some(Finding::info("manifests-stamped", &Origin::Default, message).hint(say::manifests_lock()))
    }
}
