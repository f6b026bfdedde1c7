//! What vouches for a file's bytes.

use super::{BlobId, Content, File};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// A digest of a file, as the lock of a context writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Digest {
    /// `sha256:…`
    Sha256([u8; 32]),
    /// `gitoid:blob:sha1:…` (gitoid.org): its name in git, which the tag's own tree vouches for.
    Blob(BlobId),
}

impl Digest {
    /// The digest that is at hand without reading anything.
    #[must_use]
    pub fn of(content: &Content) -> Digest {
        match content {
            Content::Bytes(bytes) => Digest::Sha256(Sha256::digest(bytes).into()),
            Content::Disk { sha256, .. } => Digest::Sha256(*sha256),
            Content::Blob(id) => Digest::Blob(*id),
        }
    }

    /// Whether a file has this digest. A file of the user that is not in memory is known by its SHA-256 alone.
    #[must_use]
    pub fn is_of(self, content: &Content) -> bool {
        match (self, content) {
            (Digest::Blob(id), Content::Bytes(bytes)) => BlobId::of(bytes) == Some(id),
            _ => self == Digest::of(content),
        }
    }
}

impl BlobId {
    /// The name that git has for these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<BlobId> {
        let id = git2::Oid::hash_object(git2::ObjectType::Blob, bytes).ok()?;
        id.as_bytes().try_into().ok().map(BlobId)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Digest::Sha256(bytes) => write!(f, "sha256:{}", crate::state::hex(bytes)),
            Digest::Blob(id) => write!(f, "gitoid:blob:sha1:{id}"),
        }
    }
}

impl FromStr for Digest {
    type Err = ();

    fn from_str(text: &str) -> Result<Digest, ()> {
        if let Some(digits) = text.strip_prefix("sha256:") {
            return bytes(digits).map(Digest::Sha256);
        }
        bytes(text.strip_prefix("gitoid:blob:sha1:").ok_or(())?).map(|id| Digest::Blob(BlobId(id)))
    }
}

/// Exactly so many bytes from lower-case hexadecimal digits.
fn bytes<const N: usize>(digits: &str) -> Result<[u8; N], ()> {
    let hex = digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    if digits.len() != 2 * N || !hex {
        return Err(());
    }
    let mut bytes = [0; N];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * index..2 * index + 2], 16).map_err(|_| ())?;
    }
    Ok(bytes)
}

/// Whether two files hold the same bytes, as far as it can be told without reading: what cannot be told is not the same.
#[must_use]
pub fn same_content(one: &File, other: &File) -> bool {
    match (&one.content, &other.content) {
        (Content::Bytes(left), Content::Bytes(right)) => left == right,
        (Content::Blob(_), _) => Digest::of(&one.content).is_of(&other.content),
        _ => Digest::of(&other.content).is_of(&one.content),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_back_and_nothing_else_does() {
        let file = File::plain(*b"x\n");
        let sha = Digest::of(&file.content);
        assert_eq!(sha.to_string().parse(), Ok(sha));
        let blob: Digest = "gitoid:blob:sha1:587be6b4c3f93f93c489c0111bba5596147a26cb".parse().unwrap();
        assert!(blob.is_of(&file.content) && sha.is_of(&file.content), "git says 587be6b for this file");
        assert!(!blob.is_of(&File::plain(*b"y\n").content));
        for text in ["", "sha256:", "sha256:00", "sha1:587be6b4c3f93f93c489c0111bba5596147a26cb", "gitoid:blob:sha1:5G"]
        {
            assert!(text.parse::<Digest>().is_err(), "{text}");
        }
    }
}
