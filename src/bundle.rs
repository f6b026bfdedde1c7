//! A bundle: one file with all that a context needs of the outside, for places without a network.
//!
//! It is a tar archive. `bundle.json` comes first, then its own digest, and lists what follows, in that order and with digests:
//!
//! - `sources.pack`: a git pack with one commit and all its files;
//! - `images/`: an OCI image layout (OCI Image Specification 1.1, `image-layout.md`) with the images of some platforms and the
//!   signatures that were stored beside them, whose manifests come before what they name.
//!
//! The same input gives the same bytes. A bundle of somebody else's is hostile input: nothing is taken out of it but what
//! the list names, under the few names that there can be, as long as it says and with the digest that it says.

mod archive;
mod downloads;
mod layout;
mod signed;

use crate::reference::{Reference, check_digest};
use crate::registry::{Beside, Content, Descriptor, Manifest, Resolved};
use crate::signature::Signature;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

pub use archive::{Reader, write};
pub use downloads::Downloads;
pub use layout::Layout;
pub use signed::Signatures;

/// The list of a bundle, its first file.
pub const LIST: &str = "bundle.json";
/// The digest of the list, as `sha256sum` writes it; the second file.
pub const SUM: &str = "bundle.json.sha256";
/// The git pack.
pub const PACK: &str = "sources.pack";
/// The directory of the OCI image layout.
pub const IMAGES: &str = "images";
/// The file of an OCI image layout that says which version of it is meant.
pub const LAYOUT: &[u8] = b"{\"imageLayoutVersion\": \"1.0.0\"}";

/// What a bundle holds.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Contents {
    /// The version of the format.
    pub schema: u32,
    /// Istio's sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources: Option<Sources>,
    /// The images, in the order of their references.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<Image>,
    /// Every file but this one, in the order of the archive.
    pub files: Vec<Entry>,
}

/// The sources of one tag.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Sources {
    /// The tag.
    pub tag: String,
    /// The commit that it names.
    pub commit: String,
}

/// One image.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// The reference, without a digest unless the user gave one.
    pub reference: String,
    /// What it named when the bundle was made.
    pub digest: String,
    /// The digest of each platform's image that is here.
    pub platforms: BTreeMap<String, String>,
    /// The digests of the manifests that hold its signatures.
    #[serde(default)]
    pub signatures: Vec<String>,
}

/// An image of a bundle as others see it: what its reference names, and its signatures.
#[derive(Clone, Debug)]
pub struct Held {
    /// What its reference names.
    pub resolved: Resolved,
    /// The signatures that were stored beside it.
    pub signatures: Vec<Signature>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its name in the archive.
    pub path: String,
    /// How many bytes it has.
    pub size: u64,
    /// Its digest.
    pub digest: String,
}

/// What of a list cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A version of the format that we do not know.
    Schema(u32),
    /// A name, a digest or a number that makes no sense: it names what.
    Entry(String),
    /// An image whose parts are not all there.
    Incomplete(String),
}

impl Contents {
    /// Whether the list makes sense: known names, each once, digests that name their blobs.
    ///
    /// # Errors
    /// The first [`Problem`].
    pub fn check(&self) -> Result<(), Problem> {
        if self.schema != 1 {
            return Err(Problem::Schema(self.schema));
        }
        let mut seen = BTreeSet::new();
        for entry in &self.files {
            if check_digest(&entry.digest).is_err() || !entry.is_known() || !seen.insert(entry.path.as_str()) {
                return Err(Problem::Entry(entry.path.clone()));
            }
        }
        if let Some(sources) = &self.sources {
            let commit = sources.commit.len() == 40 && crate::reference::is_hex(&sources.commit);
            if !commit || !crate::source::is_tag_name(&sources.tag) || !seen.contains(PACK) {
                return Err(Problem::Entry(sources.tag.clone()));
            }
        }
        for image in &self.images {
            let digests = image.platforms.values().chain([&image.digest]).chain(&image.signatures);
            let mut missing =
                digests.filter(|digest| !blob_path(digest).is_some_and(|path| seen.contains(path.as_str())));
            if Reference::parse(&image.reference).is_err() || missing.next().is_some() {
                return Err(Problem::Incomplete(image.reference.clone()));
            }
        }
        Ok(())
    }

    /// How many bytes all files have.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.files.iter().map(|entry| entry.size).fold(0, u64::saturating_add)
    }
}

impl Entry {
    /// Whether a bundle can have a file of that name.
    fn is_known(&self) -> bool {
        let named = [PACK, "images/oci-layout", "images/index.json"].contains(&self.path.as_str());
        named || blob_path(&self.digest).is_some_and(|path| path == self.path)
    }

    /// Whether it belongs to the image layout; then its path there.
    #[must_use]
    pub fn in_layout(&self) -> Option<&str> {
        self.path.strip_prefix(IMAGES)?.strip_prefix('/')
    }
}

/// Where a blob lies in a bundle.
#[must_use]
pub fn blob_path(digest: &str) -> Option<String> {
    check_digest(digest).ok()?;
    digest.split_once(':').map(|(kind, hex)| format!("{IMAGES}/blobs/{kind}/{hex}"))
}

/// The blobs that a manifest of one image names: its configuration and its layers.
#[must_use]
pub fn blobs(manifest: &Manifest) -> Vec<&Descriptor> {
    match &manifest.content {
        Content::Image { config, layers } => std::iter::once(config).chain(layers).collect(),
        Content::Index(_) => Vec::new(),
    }
}

/// The index of an image layout: each image with its reference as a name, and its signatures, those that have a tag with
/// their own.
#[must_use]
pub fn index(images: &[(&Image, &Manifest, &[Beside])]) -> Vec<u8> {
    let entry = |manifest: &Manifest, digest: &str, name: Option<String>| {
        let mut entry = serde_json::json!({
            "mediaType": manifest.media_type, "digest": digest, "size": manifest.bytes.len(),
        });
        if let Some(name) = name {
            entry["annotations"] = serde_json::json!({"org.opencontainers.image.ref.name": name});
        }
        entry
    };
    let mut entries = Vec::new();
    for (image, manifest, beside) in images {
        entries.push(entry(manifest, &image.digest, Some(image.reference.clone())));
        for signed in *beside {
            let name = Reference::parse(&image.reference).ok().map(|reference| reference.name());
            let name = signed.tag.as_ref().zip(name).map(|(tag, name)| format!("{name}:{tag}"));
            entries.push(entry(&signed.manifest, &signed.manifest.digest, name));
        }
    }
    let index = serde_json::json!({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": entries,
    });
    index.to_string().into_bytes()
}
