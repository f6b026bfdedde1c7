//! What documents say of images: pinned ones, and those of a bundle.

use crate::bundle;
use schemars::JsonSchema;
use serde::Serialize;
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
