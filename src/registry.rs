//! Images in registries (OCI Distribution Specification 1.1): what a reference names now, for which platforms, its
//! blobs, and its signatures.
//!
//! Nothing that a registry says is believed: every document and blob is held against its digest, and a tag against the
//! digest that the registry announces.

mod beside;
mod challenge;
mod helper;
mod login;
mod manifest;
mod wire;

use crate::error::{Error, Kind, Result};
use crate::reference::{Reference, check_digest};
use crate::signature::Signature;
use crate::source::{self, Network, Stop, clean};
use crate::text::registry as say;
use beside::MOST_SIGNATURES;
use manifest::{ACCEPTED, digest_like};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::sync::Arc;
use wire::{Ask, Wire};

pub(crate) use beside::MOST_SIGNATURE;
pub use beside::{Beside, signature, signature_layers};
pub use login::Logins;
pub(crate) use manifest::Verifier;
pub use manifest::{Content, Descriptor, Manifest, Platform};

/// The largest manifest that registries take (OCI Distribution Specification, "Pushing Manifests").
const MOST_MANIFEST: u64 = 4 << 20;
/// A configuration has some thousand bytes, a signature less.
const MOST_DOCUMENT: u64 = MOST_SIGNATURE;
/// How often a blob that was cut off is continued.
const MOST_CUTS: u32 = 5;

/// A client of registries.
pub struct Registry<'a> {
    wire: Wire<'a>,
}

/// What a reference names now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The digest of the index, or of the image where there is no index.
    pub digest: String,
    /// The digest of each platform's image, by the platform as Docker writes it.
    pub platforms: BTreeMap<String, String>,
}

impl<'a> Registry<'a> {
    /// A client that ends what it does once `cancelled` says so.
    #[must_use]
    pub fn new(network: &Network, logins: &'a Logins, cancelled: fn() -> bool) -> Registry<'a> {
        Registry { wire: Wire::new(network, logins, cancelled) }
    }

    /// What a reference names now, and for which platforms.
    ///
    /// # Errors
    /// [`Kind::Source`] when it cannot be had, [`Kind::Verification`] when it is not what its digest says,
    /// [`Kind::Interrupted`].
    pub fn resolve(&mut self, reference: &Reference) -> Result<Resolved> {
        let manifest = self.manifest(reference)?;
        let mut platforms = manifest.platforms();
        if let Content::Image { config, .. } = &manifest.content {
            let bytes = self.document(reference, config)?;
            let told: Option<Platform> = serde_json::from_slice(&bytes).ok();
            platforms.extend(told.map(|platform| (platform.name(), manifest.digest.clone())));
        }
        Ok(Resolved { digest: manifest.digest, platforms })
    }

    /// The digest that the tag of a reference has now. Where the registry announces it, nothing is pulled: that counts
    /// against no limit.
    ///
    /// # Errors
    /// As [`Registry::resolve`].
    pub fn digest(&mut self, reference: &Reference) -> Result<String> {
        let tag = reference.tag.as_deref().unwrap_or("latest");
        let path = format!("manifests/{tag}");
        let ask = Ask { path: &path, accept: ACCEPTED, from: 0, head: true };
        let answered = self.watched(|registry| registry.wire.get(reference, ask))?;
        let announced = answered.as_ref().and_then(|response| response.headers().get("docker-content-digest"));
        match announced.and_then(|value| check_digest(value.to_str().ok()?).ok()) {
            Some(digest) => Ok(digest),
            None => Ok(self.manifest(&Reference { digest: None, ..reference.clone() })?.digest),
        }
    }

    /// The manifest or index that a reference names.
    ///
    /// # Errors
    /// As [`Registry::resolve`].
    pub fn manifest(&mut self, reference: &Reference) -> Result<Manifest> {
        let missing = || {
            Error::new(Kind::Source, say::image_unknown(reference, &reference.registry))
                .hint(say::image_unknown_how(&reference.registry))
        };
        self.watched(|registry| registry.manifest_if_there(reference))?.ok_or_else(missing)
    }

    /// The signatures of an image that cosign keeps beside it.
    ///
    /// # Errors
    /// As [`Registry::resolve`]; that there is none is no error.
    pub fn signatures(&mut self, reference: &Reference, digest: &str) -> Result<Vec<Signature>> {
        let mut signatures = Vec::new();
        for beside in self.beside(reference, digest)? {
            for layer in signature_layers(&beside.manifest) {
                signatures.push(signature(layer, self.document(reference, layer)?));
            }
        }
        Ok(signatures)
    }

    /// The manifests beside an image that hold signatures of it: under the tag `sha256-….sig`, and as referrers of the image.
    ///
    /// # Errors
    /// As [`Registry::resolve`]; that there is none is no error.
    pub fn beside(&mut self, reference: &Reference, digest: &str) -> Result<Vec<Beside>> {
        let tagged =
            |ending: &str| Reference { tag: Some(Beside::tag(digest, ending)), digest: None, ..reference.clone() };
        let simple = self.watched(|registry| registry.manifest_if_there(&tagged(".sig")))?;
        let mut found: Vec<Beside> =
            simple.map(|manifest| Beside { tag: Some(Beside::tag(digest, ".sig")), manifest }).into_iter().collect();
        let referrers =
            self.watched(|registry| match registry.document_at(reference, &format!("referrers/{digest}")) {
                Ok(Some(list)) => Ok(Some(list)),
                Err(error) if error.kind != Kind::Source => Err(error),
                // A registry older than version 1.1 of the specification, where the list is a tag.
                _ => registry.manifest_if_there(&tagged("")),
            })?;
        if let Some(Manifest { content: Content::Index(referrers), .. }) = referrers {
            for referrer in referrers.iter().take(MOST_SIGNATURES) {
                let Ok(digest) = check_digest(&referrer.digest) else { continue };
                let manifest = self.manifest(&Reference { digest: Some(digest), ..reference.clone() })?;
                found.push(Beside { tag: None, manifest });
            }
        }
        found.retain(|beside| signature_layers(&beside.manifest).next().is_some());
        Ok(found)
    }

    /// A short text from an https URL, such as a public key.
    ///
    /// # Errors
    /// [`Kind::Source`] when it cannot be had, [`Kind::Interrupted`].
    pub fn text(&mut self, url: &str) -> Result<String> {
        self.watched(|registry| registry.wire.text(url))
    }

    /// Writes a blob from the byte `from` on, continuing where a connection was cut. The caller holds the whole against
    /// the digest: what came before is the caller's.
    ///
    /// # Errors
    /// As [`Registry::resolve`]; [`Kind::Io`] when it cannot be written.
    pub fn blob(
        &mut self,
        reference: &Reference,
        blob: &Descriptor,
        from: u64,
        write: &mut dyn FnMut(&[u8]) -> Result<()>,
    ) -> Result<()> {
        if check_digest(&blob.digest).is_err() {
            return Err(Error::new(Kind::Source, say::manifest_unknown(reference)));
        }
        self.watched(|registry| {
            let (mut at, mut cuts) = (from, 0);
            while at < blob.size {
                let before = at;
                match registry.piece(reference, blob, &mut at, write) {
                    Ok(()) => {}
                    // Something came: the line is bad, not the registry.
                    Err(error) if error.kind == Kind::Source && at > before && cuts < MOST_CUTS => cuts += 1,
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })
    }

    /// One answer with bytes of a blob.
    fn piece(
        &mut self,
        reference: &Reference,
        blob: &Descriptor,
        at: &mut u64,
        write: &mut dyn FnMut(&[u8]) -> Result<()>,
    ) -> Result<()> {
        let path = format!("blobs/{}", blob.digest);
        let ask = Ask { path: &path, accept: "*/*", from: *at, head: false };
        let Some(response) = self.wire.get(reference, ask)? else {
            return Err(Error::new(Kind::Source, say::blob_unknown(reference, &blob.digest)));
        };
        // A server that does not know of ranges sends everything again.
        let mut skip = if response.status().as_u16() == 206 { 0 } else { *at };
        let mut reader = response.into_body().into_reader();
        let mut buffer = vec![0; 64 << 10];
        loop {
            let cut = |error: std::io::Error| {
                let told = source::told_io(&error, &reference.name());
                Error { text: say::registry_failed(reference).then(told.text), ..told }
            };
            let count = reader.read(&mut buffer).map_err(cut)?;
            if count == 0 {
                return if *at == blob.size { Ok(()) } else { Err(wrong_digest(reference, &blob.digest, "-")) };
            }
            let skipped = skip.min(count as u64);
            skip -= skipped;
            let piece = &buffer[usize::try_from(skipped).unwrap_or(count)..count];
            if piece.len() as u64 > blob.size - *at {
                return Err(wrong_digest(reference, &blob.digest, "-"));
            }
            write(piece)?;
            *at += piece.len() as u64;
        }
    }

    /// A short blob, held against its digest.
    fn document(&mut self, reference: &Reference, blob: &Descriptor) -> Result<Vec<u8>> {
        if blob.size > MOST_DOCUMENT {
            return Err(Error::new(Kind::Source, say::manifest_unknown(reference)));
        }
        let mut bytes = Vec::new();
        self.blob(reference, blob, 0, &mut |piece| bytes.write_all(piece).map_err(|error| buffer_full(&error)))?;
        match digest_like(&blob.digest, &bytes) {
            Some(found) if found == blob.digest => Ok(bytes),
            found => Err(wrong_digest(reference, &blob.digest, &found.unwrap_or_default())),
        }
    }

    fn manifest_if_there(&mut self, reference: &Reference) -> Result<Option<Manifest>> {
        let name = reference.digest.as_deref().or(reference.tag.as_deref()).unwrap_or("latest");
        self.document_at(reference, &format!("manifests/{name}"))
    }

    /// A manifest or an index at a path of a repository.
    fn document_at(&mut self, reference: &Reference, path: &str) -> Result<Option<Manifest>> {
        let ask = Ask { path, accept: ACCEPTED, from: 0, head: false };
        let Some(response) = self.wire.get(reference, ask)? else { return Ok(None) };
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let announced = header("docker-content-digest");
        let media_type = header("content-type").unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default().trim().to_owned();
        let mut bytes = Vec::new();
        let read = response.into_body().into_reader().take(MOST_MANIFEST + 1).read_to_end(&mut bytes);
        read.map_err(|error| {
            let told = source::told_io(&error, &reference.name());
            Error { text: say::registry_failed(reference).then(told.text), ..told }
        })?;
        let named = reference.digest.iter().filter(|_| path.starts_with("manifests/"));
        for expected in named.clone().chain(&announced) {
            let found = digest_like(expected, &bytes).unwrap_or_default();
            if found != *expected {
                return Err(wrong_digest(reference, &clean(expected), &found));
            }
        }
        let unknown = || Error::new(Kind::Source, say::manifest_unknown(reference)).because(clean(&media_type));
        if bytes.len() as u64 > MOST_MANIFEST {
            return Err(unknown());
        }
        let mut manifest = Manifest::parse(bytes, &media_type).ok_or_else(unknown)?;
        if let Some(digest) = named.clone().next() {
            manifest.digest.clone_from(digest);
        }
        Ok(Some(manifest))
    }

    /// Does work that ends quickly once somebody cancels it.
    fn watched<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let (stop, cancelled): (Arc<Stop>, _) = (Arc::clone(&self.wire.stop), self.wire.cancelled);
        let result = stop.watch(cancelled, || work(self));
        // Whatever failed then failed because of it.
        result.map_err(|error| {
            if cancelled() { Error::new(Kind::Interrupted, crate::text::source::interrupted()) } else { error }
        })
    }
}

fn wrong_digest(reference: &Reference, expected: &str, found: &str) -> Error {
    let error = Error::new(Kind::Verification, say::digest_wrong(reference, expected));
    let error = if found.len() > 1 { error.because(found) } else { error };
    error.hint(say::digest_wrong_how(&reference.registry))
}

fn buffer_full(error: &std::io::Error) -> Error {
    Error::new(Kind::Io, crate::text::disk::cannot_write("memory")).because(error)
}

/// For the fuzzers: a text as what a registry asks for, as a manifest, and as logins.
#[cfg(fuzzing)]
pub fn fuzz(text: &str) {
    assert!(challenge::parse(text).len() <= text.len());
    login::fuzz(text);
    for told in ["application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json"] {
        if let Some(manifest) = Manifest::parse(text.as_bytes().to_vec(), told) {
            assert!(matches!(manifest.content, Content::Index(_)) || manifest.platforms().is_empty());
            assert_eq!(digest_like(&manifest.digest, text.as_bytes()), Some(manifest.digest));
        }
    }
}
