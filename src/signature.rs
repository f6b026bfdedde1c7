//! Signatures that cosign makes with a key: ECDSA over P-256 and SHA-256, over a document which names the digest of an image.
//! Up to cosign 2 that is a "simple signing" document (sigstore/cosign, `specs/SIGNATURE_SPEC.md`), from cosign 3 on a
//! statement of in-toto in a bundle of Sigstore's (sigstore/protobuf-specs, `sigstore_bundle.proto`; secure-systems-lab/dsse,
//! `protocol.md`).
//!
//! The transparency log is not asked: that the key is the right one is what counts here, and the log needs a network.

use base64::Engine as _;
use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    point: Vec<u8>,
}

/// A signature as it is stored beside an image.
#[derive(Clone, Debug)]
pub enum Signature {
    /// A "simple signing" document.
    Simple {
        /// What was signed.
        payload: Vec<u8>,
        /// The signature in base64.
        signature: String,
    },
    /// A bundle of Sigstore's.
    Bundle(Vec<u8>),
}

/// What of a signature does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Another key made it, or what was signed was changed.
    Signature,
    /// It is a good signature of another image.
    Digest,
    /// It is no signature of an image at all.
    Form,
}

/// What is known of the signature of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// A signature fits the key.
    Verified,
    /// The key is known, and there is no signature.
    Missing,
    /// The key cannot be had, so nothing was verified.
    Unchecked,
    /// No key is known that signs the image.
    NoKey,
    /// Nobody asked for signatures.
    NotAsked,
}

/// A `SubjectPublicKeyInfo` of a point on P-256 up to the point itself, which is 65 bytes (RFC 5480, section 2).
const P256: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

#[derive(Deserialize)]
struct Payload {
    critical: Critical,
}

#[derive(Deserialize)]
struct Critical {
    image: Image,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct Image {
    #[serde(rename = "docker-manifest-digest")]
    digest: String,
}

#[derive(Deserialize)]
struct Bundle {
    #[serde(rename = "dsseEnvelope")]
    envelope: Envelope,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope {
    payload: String,
    payload_type: String,
    signatures: Vec<Signed>,
}

#[derive(Deserialize)]
struct Signed {
    sig: String,
}

/// An in-toto statement (in-toto/attestation, `spec/v1/statement.md`).
#[derive(Deserialize)]
struct Statement {
    #[serde(rename = "_type")]
    kind: String,
    #[serde(rename = "predicateType")]
    predicate: String,
    subject: Vec<Subject>,
}

#[derive(Deserialize)]
struct Subject {
    digest: BTreeMap<String, String>,
}

impl Key {
    /// Reads a public key as cosign writes it (PEM); `None` for any other text, and for a key that is not on P-256.
    #[must_use]
    pub fn parse(text: &str) -> Option<Key> {
        let (_, rest) = text.split_once("-----BEGIN PUBLIC KEY-----")?;
        let (body, _) = rest.split_once("-----END PUBLIC KEY-----")?;
        let body: String = body.split_ascii_whitespace().collect();
        let der = base64::prelude::BASE64_STANDARD.decode(body).ok()?;
        let point = der.strip_prefix(&P256)?;
        (point.len() == 65 && point[0] == 4).then(|| Key { point: point.to_vec() })
    }

    /// Holds a signature against this key and the digest of an image.
    ///
    /// # Errors
    /// The first [`Problem`].
    pub fn verify(&self, signature: &Signature, digest: &str) -> Result<(), Problem> {
        match signature {
            Signature::Simple { payload, signature } => self.simple(payload, signature, digest),
            Signature::Bundle(bundle) => self.bundle(bundle, digest),
        }
    }

    fn simple(&self, payload: &[u8], signature: &str, digest: &str) -> Result<(), Problem> {
        self.holds(payload, signature)?;
        let payload: Payload = serde_json::from_slice(payload).map_err(|_| Problem::Form)?;
        if payload.critical.kind != "cosign container image signature" {
            return Err(Problem::Form);
        }
        if payload.critical.image.digest == digest { Ok(()) } else { Err(Problem::Digest) }
    }

    fn bundle(&self, bundle: &[u8], digest: &str) -> Result<(), Problem> {
        let Bundle { envelope } = serde_json::from_slice(bundle).map_err(|_| Problem::Form)?;
        let body = decoded(&envelope.payload).ok_or(Problem::Form)?;
        let kind = &envelope.payload_type;
        let statement: Statement = serde_json::from_slice(&body).map_err(|_| Problem::Form)?;
        // The same key, and others, sign further statements of an image, such as what is in it: they do not vouch for it.
        if statement.kind != "https://in-toto.io/Statement/v1"
            || statement.predicate != "https://sigstore.dev/cosign/sign/v1"
            || kind != "application/vnd.in-toto+json"
        {
            return Err(Problem::Form);
        }
        let mut signed = format!("DSSEv1 {} {kind} {} ", kind.len(), body.len()).into_bytes();
        signed.extend_from_slice(&body);
        if !envelope.signatures.iter().any(|signature| self.holds(&signed, &signature.sig).is_ok()) {
            return Err(Problem::Signature);
        }
        let named = |(kind, hex): (&String, &String)| format!("{kind}:{hex}") == digest;
        if statement.subject.iter().any(|subject| subject.digest.iter().any(named)) {
            Ok(())
        } else {
            Err(Problem::Digest)
        }
    }

    /// Whether this key made a signature (base64) of some bytes.
    fn holds(&self, signed: &[u8], signature: &str) -> Result<(), Problem> {
        let bytes = decoded(signature.trim()).ok_or(Problem::Signature)?;
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &self.point);
        key.verify(signed, &bytes).map_err(|_| Problem::Signature)
    }
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    base64::prelude::BASE64_STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

    fn pair() -> (EcdsaKeyPair, Key) {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap();
        let der = [&P256[..], pair.public_key().as_ref()].concat();
        let body = base64::prelude::BASE64_STANDARD.encode(der);
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n{}\n-----END PUBLIC KEY-----\n", &body[..64], &body[64..]);
        (pair, Key::parse(&pem).unwrap())
    }

    fn sign(pair: &EcdsaKeyPair, payload: &str) -> String {
        let signature = pair.sign(&SystemRandom::new(), payload.as_bytes()).unwrap();
        base64::prelude::BASE64_STANDARD.encode(signature)
    }

    fn payload(kind: &str, digest: &str) -> String {
        format!(
            r#"{{"critical":{{"identity":{{"docker-reference":"r/x"}},"image":{{"docker-manifest-digest":"{digest}"}},"type":"{kind}"}},"optional":null}}"#
        )
    }

    fn simple(payload: &str, signature: &str) -> Signature {
        Signature::Simple { payload: payload.as_bytes().to_vec(), signature: signature.to_owned() }
    }

    #[test]
    fn a_signature_holds_for_its_key_its_document_and_its_image_alone() {
        let (pair, key) = pair();
        let good = payload("cosign container image signature", "sha256:a");
        let signature = sign(&pair, &good);
        assert_eq!(key.verify(&simple(&good, &signature), "sha256:a"), Ok(()));
        assert_eq!(key.verify(&simple(&good, &signature), "sha256:b"), Err(Problem::Digest));
        let changed = payload("cosign container image signature", "sha256:b");
        assert_eq!(key.verify(&simple(&changed, &signature), "sha256:b"), Err(Problem::Signature));
        let (_, other) = super::tests::pair();
        assert_eq!(other.verify(&simple(&good, &signature), "sha256:a"), Err(Problem::Signature));
        for nonsense in ["", "!", "AAAA"] {
            assert_eq!(key.verify(&simple(&good, nonsense), "sha256:a"), Err(Problem::Signature), "{nonsense}");
        }
        for signed in ["{}".to_owned(), payload("atomic container signature", "sha256:a")] {
            assert_eq!(key.verify(&simple(&signed, &sign(&pair, &signed)), "sha256:a"), Err(Problem::Form));
        }
    }

    fn bundle(pair: &EcdsaKeyPair, predicate: &str, digest: &str) -> String {
        let statement = format!(
            r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{{"digest":{{"sha256":"{digest}"}}}}],"predicateType":"{predicate}","predicate":{{}}}}"#
        );
        let kind = "application/vnd.in-toto+json";
        let signature = sign(pair, &format!("DSSEv1 {} {kind} {} {statement}", kind.len(), statement.len()));
        let payload = base64::prelude::BASE64_STANDARD.encode(statement);
        format!(
            r#"{{"dsseEnvelope":{{"payload":"{payload}","payloadType":"{kind}","signatures":[{{"sig":"{signature}"}}]}}}}"#
        )
    }

    #[test]
    fn a_bundle_holds_for_its_key_its_image_and_the_statement_that_the_image_was_signed() {
        let (pair, key) = pair();
        let (_, other) = super::tests::pair();
        let sign = "https://sigstore.dev/cosign/sign/v1";
        let good = bundle(&pair, sign, "aa");
        let verify = |key: &Key, text: &str, digest: &str| key.verify(&Signature::Bundle(text.into()), digest);
        assert_eq!(verify(&key, &good, "sha256:aa"), Ok(()));
        assert_eq!(verify(&key, &good, "sha256:bb"), Err(Problem::Digest));
        assert_eq!(verify(&other, &good, "sha256:aa"), Err(Problem::Signature));
        assert_eq!(verify(&key, &good.replace("in-toto+json", "in-toto+yaml"), "sha256:aa"), Err(Problem::Form));
        let contents = bundle(&pair, "https://spdx.dev/Document", "aa");
        assert_eq!(verify(&key, &contents, "sha256:aa"), Err(Problem::Form));
        assert_eq!(verify(&key, "{}", "sha256:aa"), Err(Problem::Form));
    }

    #[test]
    fn only_keys_that_cosign_makes_are_keys() {
        for text in [
            "",
            "-----BEGIN PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            // An Ed25519 key (RFC 8410, section 10.1).
            "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        ] {
            assert_eq!(Key::parse(text), None, "{text}");
        }
    }
}
