//! The signatures of a bundle's images, gathered while the bundle is read once: manifests come before what they name.

use super::{Contents, Entry};
use crate::registry::{Descriptor, MOST_SIGNATURE, Manifest, signature, signature_layers};
use crate::signature::Signature;
use std::collections::BTreeMap;

/// What is gathered.
#[derive(Default)]
pub struct Signatures {
    /// The images whose signatures a manifest holds, by its digest.
    manifests: BTreeMap<String, Vec<String>>,
    /// The images that a layer signs, by its digest.
    layers: BTreeMap<String, Vec<(String, Descriptor)>>,
    /// The signatures of each image, by its reference.
    found: BTreeMap<String, Vec<Signature>>,
}

impl Signatures {
    /// Begins with what the list of a bundle names.
    #[must_use]
    pub fn of(contents: &Contents) -> Signatures {
        let mut gathered = Signatures::default();
        for image in &contents.images {
            for digest in &image.signatures {
                gathered.manifests.entry(digest.clone()).or_default().push(image.reference.clone());
            }
        }
        gathered
    }

    /// Whether a file belongs to a signature: then its bytes are to be [taken](Signatures::take).
    #[must_use]
    pub fn want(&self, entry: &Entry) -> bool {
        let named = self.manifests.contains_key(&entry.digest) || self.layers.contains_key(&entry.digest);
        named && entry.size <= MOST_SIGNATURE
    }

    /// Takes the bytes of a file, which have its digest.
    pub fn take(&mut self, entry: &Entry, bytes: Vec<u8>) {
        for (reference, layer) in self.layers.get(&entry.digest).into_iter().flatten() {
            self.found.entry(reference.clone()).or_default().push(signature(layer, bytes.clone()));
        }
        let Some(references) = self.manifests.get(&entry.digest) else { return };
        let Some(manifest) = Manifest::parse(bytes, "") else { return };
        for layer in signature_layers(&manifest) {
            let signed = references.iter().map(|reference| (reference.clone(), layer.clone()));
            self.layers.entry(layer.digest.clone()).or_default().extend(signed);
        }
    }

    /// The signatures of an image.
    #[must_use]
    pub fn of_image(&self, reference: &str) -> Vec<Signature> {
        self.found.get(reference).cloned().unwrap_or_default()
    }
}
