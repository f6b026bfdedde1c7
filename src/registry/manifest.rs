//! Manifests and indexes (OCI Image Specification 1.1, and Docker's image manifest version 2, schema 2).

use crate::state::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256, Sha512};
use std::collections::BTreeMap;

/// What we ask for, in the order of preference.
pub(super) const ACCEPTED: &str = "application/vnd.oci.image.index.v1+json, \
    application/vnd.docker.distribution.manifest.list.v2+json, \
    application/vnd.oci.image.manifest.v1+json, \
    application/vnd.docker.distribution.manifest.v2+json";

/// A manifest whose bytes were held against its digest.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// `sha256:…`
    pub digest: String,
    /// The media type, as the document itself or the registry says.
    pub media_type: String,
    /// The document as it was sent.
    pub bytes: Vec<u8>,
    /// What it lists.
    pub content: Content,
}

/// What a manifest lists.
#[derive(Clone, Debug)]
pub enum Content {
    /// The images of several platforms.
    Index(Vec<Descriptor>),
    /// One image.
    Image {
        /// Its configuration, which says its platform.
        config: Descriptor,
        /// Its layers.
        layers: Vec<Descriptor>,
    },
}

/// What names a blob or a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Descriptor {
    /// Its media type.
    pub media_type: String,
    /// Its digest.
    pub digest: String,
    /// How many bytes it has.
    pub size: u64,
    /// In an index, what the image runs on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    /// What else is said of it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub annotations: BTreeMap<String, String>,
}

/// What an image runs on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Platform {
    os: String,
    architecture: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<String>,
}

impl Platform {
    /// As Docker writes it, without the one variant that every arm64 machine is.
    #[must_use]
    pub fn name(&self) -> String {
        let variant = self.variant.as_deref().filter(|variant| !variant.is_empty());
        match variant.filter(|variant| (self.architecture.as_str(), *variant) != ("arm64", "v8")) {
            Some(variant) => format!("{}/{}/{variant}", self.os, self.architecture),
            None => format!("{}/{}", self.os, self.architecture),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    schema_version: u32,
    #[serde(default)]
    media_type: Option<String>,
    manifests: Option<Vec<Descriptor>>,
    config: Option<Descriptor>,
    #[serde(default)]
    layers: Vec<Descriptor>,
}

impl Manifest {
    /// Reads a document; `None` for what is neither an index nor an image. `told` is the media type of the answer.
    #[must_use]
    pub fn parse(bytes: Vec<u8>, told: &str) -> Option<Manifest> {
        let document: Document =
            serde_json::from_slice(&bytes).ok().filter(|found: &Document| found.schema_version == 2)?;
        // A document that is both could mean one thing to us and another to an engine.
        let content = match (document.manifests, document.config) {
            (Some(manifests), None) => Content::Index(manifests),
            (None, Some(config)) => Content::Image { config, layers: document.layers },
            _ => return None,
        };
        let media_type = document.media_type.unwrap_or_else(|| told.to_owned());
        let listed = media_type.contains("index") || media_type.contains("manifest.list");
        let fits = listed == matches!(content, Content::Index(_));
        let digest = format!("sha256:{}", hex(&Sha256::digest(&bytes)));
        fits.then_some(Manifest { digest, media_type, bytes, content })
    }

    /// The layers of an image; none of an index.
    #[must_use]
    pub fn layers(&self) -> &[Descriptor] {
        match &self.content {
            Content::Image { layers, .. } => layers,
            Content::Index(_) => &[],
        }
    }

    /// The digest of each platform's image in an index; attestations are none.
    #[must_use]
    pub fn platforms(&self) -> BTreeMap<String, String> {
        let Content::Index(manifests) = &self.content else { return BTreeMap::new() };
        let images = manifests.iter().filter_map(|image| Some((image.platform.as_ref()?.name(), image.digest.clone())));
        images.filter(|(name, _)| !name.contains("unknown")).collect()
    }
}

/// Counts and hashes bytes on their way, to hold them against a digest.
pub(crate) enum Verifier {
    Sha256(Sha256),
    Sha512(Sha512),
}

impl Verifier {
    /// For a digest of a kind that we know.
    pub(crate) fn of(digest: &str) -> Option<Verifier> {
        match digest.split_once(':')?.0 {
            "sha256" => Some(Verifier::Sha256(Sha256::new())),
            "sha512" => Some(Verifier::Sha512(Sha512::new())),
            _ => None,
        }
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Verifier::Sha256(hash) => hash.update(bytes),
            Verifier::Sha512(hash) => hash.update(bytes),
        }
    }

    /// The digest of all bytes.
    pub(crate) fn digest(self) -> String {
        match self {
            Verifier::Sha256(hash) => format!("sha256:{}", hex(&hash.finalize())),
            Verifier::Sha512(hash) => format!("sha512:{}", hex(&hash.finalize())),
        }
    }
}

/// The digest of some bytes, of the kind of another one.
pub(crate) fn digest_like(digest: &str, bytes: &[u8]) -> Option<String> {
    let mut verifier = Verifier::of(digest)?;
    verifier.update(bytes);
    Some(verifier.digest())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_tells_its_platforms_and_leaves_attestations_out() {
        let digest = |c: char| format!("sha256:{}", c.to_string().repeat(64));
        let entry = |c, os: &str, architecture: &str, rest: &str| {
            format!(
                r#"{{"mediaType": "m", "digest": "{}", "size": 1, "platform": {{"os": "{os}", "architecture": "{architecture}"{rest}}}}}"#,
                digest(c)
            )
        };
        let entries = [
            entry('a', "linux", "amd64", ""),
            entry('b', "linux", "arm64", r#", "variant": "v8""#),
            entry('c', "linux", "arm", r#", "variant": "v7""#),
            entry('d', "unknown", "unknown", ""),
        ];
        let text = format!(r#"{{"schemaVersion": 2, "manifests": [{}]}}"#, entries.join(","));
        let index = Manifest::parse(text.into_bytes(), "application/vnd.oci.image.index.v1+json").unwrap();
        let platforms = index.platforms();
        assert_eq!(platforms.keys().collect::<Vec<_>>(), ["linux/amd64", "linux/arm/v7", "linux/arm64"]);
        assert_eq!(platforms["linux/arm64"], digest('b'));
    }

    #[test]
    fn a_document_that_is_no_manifest_or_two_things_at_once_is_refused() {
        let oci = "application/vnd.oci.image.manifest.v1+json";
        let config = r#""config": {"mediaType": "c", "digest": "d", "size": 1}"#;
        for text in [
            "",
            "{}",
            "[]",
            "<html>",
            r#"{"schemaVersion": 1, "name": "x", "fsLayers": []}"#,
            &format!(r#"{{"schemaVersion": 2, "manifests": [], {config}}}"#),
            &format!(r#"{{"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", {config}}}"#),
            r#"{"schemaVersion": 2, "config": {"mediaType": "c", "digest": "d", "size": -1}}"#,
        ] {
            assert!(Manifest::parse(text.as_bytes().to_vec(), oci).is_none(), "{text}");
        }
        assert!(Manifest::parse(format!(r#"{{"schemaVersion": 2, {config}}}"#).into_bytes(), oci).is_some());
    }

    #[test]
    fn digests_of_both_kinds_are_known() {
        let zero = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest_like(zero, b"").as_deref(), Some(zero));
        assert!(digest_like("sha512:x", b"").unwrap().starts_with("sha512:cf83e1357eefb8bd"));
        assert_eq!(digest_like("md5:x", b""), None);
    }
}
