//! Sets the hub and tag of the charts that programs carry in themselves: at a tag they are those of development.

use super::sources::Opened;
use crate::endpoint;
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::manifest;
use crate::plan::SOURCES;
use crate::selection::Selection;
use crate::text::endpoint as text;
use crate::tree::{BlobId, Content, Tree, TreePath};
use std::collections::{BTreeMap, BTreeSet};

/// Sets hub and tag in the sources of a context, as Istio's own release process does, and returns the files that were
/// changed with the names that git has for their own content.
///
/// # Errors
/// Sources that cannot be read.
pub(super) fn stamp(
    selection: &Selection,
    opened: &Opened,
    tree: &mut Tree,
    findings: &mut Vec<Finding>,
) -> Result<BTreeMap<TreePath, BlobId>> {
    let (mut changed, mut hubs) = (BTreeMap::new(), BTreeSet::new());
    for (path, upstream) in opened.tree.iter().filter(|(path, _)| manifest::is_stamped(path.as_str())) {
        let Ok(below) = TreePath::new(format!("{SOURCES}/{path}")) else { continue };
        let (Some(file), Content::Blob(id)) = (tree.get(below.as_str()), &upstream.content) else { continue };
        let Ok(text) = String::from_utf8(file.read(&opened.snapshot)?) else { continue };
        if let Some(stamped) = manifest::stamp(&text, &selection.hub, &selection.tag) {
            hubs.extend(stamped.hub);
            let mut file = file.clone();
            file.content = Content::Bytes(stamped.text.into_bytes().into());
            tree.insert(below.clone(), file);
            changed.insert(below, *id);
        }
    }
    let generated = tree.get(&format!("{SOURCES}/{}", manifest::GENERATED)).is_some();
    let built_in = selection.images.iter().any(|image| image.component.id == "istioctl");
    if generated && built_in && selection.tag != opened.release.tag {
        let would = format!("{}/IMAGE:{}", selection.hub, opened.release.tag);
        let message = text::manifests_generated(&opened.release.tag, would);
        let finding = Finding::warning("manifests-generated", &Origin::Default, message);
        findings.push(finding.hint(text::manifests_say(&selection.hub, &selection.tag)));
    }
    if !changed.is_empty() {
        let endpoints = endpoint::endpoints()?;
        let closing = hubs.iter().filter_map(|hub| endpoint::retired_in(hub, &endpoints));
        let month = closing.map(|endpoint| endpoint.closes.as_str()).max().unwrap_or_default().to_owned();
        let hubs = hubs.into_iter().map(|hub| format!("`{hub}`")).collect::<Vec<_>>().join(", ");
        let image = format!("{}:{}", selection.hub, selection.tag);
        let message = text::manifests_stamped(changed.len(), hubs, month, image);
        findings.push(Finding::info("manifests-stamped", &Origin::Default, message).hint(text::manifests_lock()));
    }
    Ok(changed)
}
