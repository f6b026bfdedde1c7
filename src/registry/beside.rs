//! What cosign stores beside an image: manifests whose layers are signatures. Up to cosign 2 they have the tag `sha256-….sig`
//! (sigstore/cosign, `specs/SIGNATURE_SPEC.md`), from cosign 3 on they refer to the image (OCI Distribution Specification 1.1,
//! "Listing Referrers"; for older registries the tag `sha256-…` of an index).

use super::manifest::{Content, Descriptor, Manifest};
use crate::signature::Signature;

/// Nobody signs an image more often.
pub(super) const MOST_SIGNATURES: usize = 64;
/// What cosign signs is a few hundred bytes, a bundle of Sigstore's some thousand.
pub(crate) const MOST_SIGNATURE: u64 = 1 << 20;
const SIGSTORE_BUNDLE: &str = "application/vnd.dev.sigstore.bundle";
const SIMPLE: &str = "dev.cosignproject.cosign/signature";

/// A manifest with signatures of an image.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The tag that it has; none for what refers to the image.
    pub tag: Option<String>,
    /// The manifest.
    pub manifest: Manifest,
}

impl Beside {
    /// The tag under which cosign keeps signatures of an image, or with an empty ending the list of its referrers.
    #[must_use]
    pub fn tag(digest: &str, ending: &str) -> String {
        format!("{}{ending}", digest.replace(':', "-"))
    }
}

/// The layers of a manifest that are signatures.
pub fn signature_layers(manifest: &Manifest) -> impl Iterator<Item = &Descriptor> {
    let layers = match &manifest.content {
        Content::Image { layers, .. } => layers.as_slice(),
        Content::Index(_) => &[],
    };
    let is_one = |layer: &&Descriptor| {
        layer.size <= MOST_SIGNATURE
            && (layer.annotations.contains_key(SIMPLE) || layer.media_type.starts_with(SIGSTORE_BUNDLE))
    };
    layers.iter().take(MOST_SIGNATURES).filter(is_one)
}

/// The signature that such a layer is, with its bytes.
#[must_use]
pub fn signature(layer: &Descriptor, bytes: Vec<u8>) -> Signature {
    match layer.annotations.get(SIMPLE) {
        Some(signature) => Signature::Simple { payload: bytes, signature: signature.clone() },
        None => Signature::Bundle(bytes),
    }
}
