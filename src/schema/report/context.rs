//! What documents say of a context: its files, its settings, its sources, its images.

use crate::bundle;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// An image of a bundle.
#[derive(JsonSchema, Serialize)]
pub(super) struct BundledImage {
    #[serde(flatten)]
    image: bundle::Image,
    /// The size of all its parts.
    bytes: u64,
}

/// An image with what its reference names.
#[derive(JsonSchema, Serialize)]
pub(super) struct Pin {
    reference: String,
    /// The digest of the index, or of the image where there is no index.
    digest: String,
    /// The digest of each platform's image.
    platforms: BTreeMap<String, String>,
    /// The key that its signature fits.
    signed_by: Option<String>,
}

/// A file of a context: rendered, Istio's own, or the user's.
#[derive(JsonSchema, Serialize)]
pub(super) struct NewFile {
    path: String,
    /// The size of a rendered file.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<usize>,
    /// The name in git of a file of Istio's sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    blob: Option<String>,
    /// The digest of a file of the user's.
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

/// A setting and where it came from.
#[derive(JsonSchema, Serialize)]
pub(super) struct Answer {
    /// A text, a list of texts, or configuration with its types.
    value: Value,
    origin: String,
}

/// What the build needs of Istio's sources.
#[derive(JsonSchema, Serialize)]
pub(super) struct Sources {
    /// Whether the whole tree is in the context.
    whole: bool,
    files: usize,
    bytes: u64,
    /// The path of the Go module.
    module: String,
    components: BTreeMap<String, SourcesOfComponent>,
    packages: Vec<SourcePackage>,
    patches: Vec<SourcePatch>,
    /// How many packages of other modules are imported.
    external_packages: usize,
}

#[derive(JsonSchema, Serialize)]
struct SourcesOfComponent {
    binaries: Vec<String>,
    files: usize,
    bytes: u64,
    packages: usize,
}

#[derive(JsonSchema, Serialize)]
struct SourcePackage {
    package: String,
    files: usize,
    embeds: usize,
    bytes: u64,
    needed_by: Vec<String>,
    imported_by: Value,
}

#[derive(JsonSchema, Serialize)]
struct SourcePatch {
    file: String,
    commit: Option<String>,
    touched: Value,
}
