//! What documents say of images: pinned ones, and those of a bundle.

use crate::bundle;
use crate::signature::Standing;
use crate::support::{KnownFrom, Newer};
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
pub(super) struct PinnedImage {
    reference: String,
    /// What it was pinned to before.
    was: Option<String>,
    /// The digest of the index, or of the image where there is no index.
    digest: String,
    /// The digest of each platform's image.
    platforms: BTreeMap<String, String>,
    signature: Standing,
    /// The key that should have signed it, where one is known.
    key: Option<String>,
    /// The key that its signature fits.
    signed_by: Option<String>,
}

/// The releases that are newer than that of a context.
#[derive(JsonSchema, Serialize)]
pub(super) struct NewerReleases {
    tag: String,
    /// The minor line of the tag.
    line: String,
    newer: Newer,
    known_from: KnownFrom,
}

/// An image whose host closes.
#[derive(JsonSchema, Serialize)]
pub(super) struct ClosingImage {
    stage: String,
    reference: String,
    /// The host and the beginning of a path.
    name: String,
    /// The month: `2026-12`.
    closes: String,
    successor: String,
}

/// A pinned image whose registry was asked.
#[derive(JsonSchema, Serialize)]
pub(super) struct ImageNow {
    /// Without its digest.
    reference: String,
    /// The stages that start from it.
    stages: Vec<String>,
    /// The digest in the lock.
    pinned: String,
    /// The digest that the tag has now.
    now: String,
    moved: bool,
}

/// An image that nobody was asked for.
#[derive(JsonSchema, Serialize)]
pub(super) struct SkippedImage {
    reference: String,
    #[schemars(extend("enum" = ["no-tag", "not-pinned", "offline"]))]
    reason: String,
}
