//! Signatures as cosign stores them.

use super::*;
use crate::support::registry::{INDEX, MANIFEST};
use base64::Engine as _;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

pub(crate) struct Signer {
    pair: EcdsaKeyPair,
    pub(crate) pem: String,
}

pub(crate) fn signer() -> Signer {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap();
    let head = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE";
    let point = base64::prelude::BASE64_STANDARD.decode(head).unwrap();
    let der = [&point[..26], pair.public_key().as_ref()].concat();
    let body = base64::prelude::BASE64_STANDARD.encode(der);
    Signer { pair, pem: format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n") }
}

impl Signer {
    /// Signs `signed` and stores it as a signature of `image`.
    pub(crate) fn sign(&self, images: &mut Images, name: &str, image: &str, signed: &str) {
        let payload = serde_json::json!({"critical": {"identity": {"docker-reference": name},
            "image": {"docker-manifest-digest": signed}, "type": "cosign container image signature"}, "optional": null});
        let payload = payload.to_string();
        let signature = self.pair.sign(&SystemRandom::new(), payload.as_bytes()).unwrap();
        let mut layer = images.blob(name, payload.as_bytes());
        layer["annotations"] = serde_json::json!({
            "dev.cosignproject.cosign/signature": base64::prelude::BASE64_STANDARD.encode(signature)});
        let config = images.blob(name, b"{}");
        let document =
            serde_json::json!({"schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": [layer]});
        images.manifest(name, &format!("{}.sig", image.replace(':', "-")), MANIFEST, &document);
    }
}

/// A signature as cosign 3 stores it: a bundle in an image that refers to the signed one.
pub(crate) fn bundle(signer: &Signer, images: &mut Images, name: &str, image: &str, list: &str) {
    let hex = image.strip_prefix("sha256:").unwrap();
    let statement =
        serde_json::json!({"_type": "https://in-toto.io/Statement/v1", "subject": [{"digest": {"sha256": hex}}],
        "predicateType": "https://sigstore.dev/cosign/sign/v1", "predicate": {}})
        .to_string();
    let kind = "application/vnd.in-toto+json";
    let signed = format!("DSSEv1 {} {kind} {} {statement}", kind.len(), statement.len());
    let encode = |bytes: &[u8]| base64::prelude::BASE64_STANDARD.encode(bytes);
    let signature = signer.pair.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
    let document = serde_json::json!({"dsseEnvelope": {"payload": encode(statement.as_bytes()), "payloadType": kind,
        "signatures": [{"sig": encode(signature.as_ref())}]}});
    let mut layer = images.blob(name, document.to_string().as_bytes());
    layer["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.3+json".into();
    let config = images.blob(name, b"{}");
    let referrer = serde_json::json!({"schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": [layer]});
    let digest = images.manifest(name, "unnamed", MANIFEST, &referrer);
    let entry = serde_json::json!({"mediaType": MANIFEST, "digest": digest, "size": referrer.to_string().len()});
    let index = serde_json::json!({"schemaVersion": 2, "mediaType": INDEX, "manifests": [entry]});
    match list {
        "tag" => drop(images.manifest(name, &image.replace(':', "-"), INDEX, &index)),
        _ => images.referrers(name, image, &index),
    }
}

#[test]
fn a_signature_of_the_newer_kind_is_found_wherever_the_registry_lists_it() {
    let program = Program::new();
    let (signer, stranger) = (self::signer(), self::signer());
    for list in ["tag", "referrers"] {
        let mut images = istio();
        let pilot = images.index("istio/pilot", "1.30.3-distroless", BOTH);
        bundle(&signer, &mut images, "istio/pilot", &pilot, list);
        let server = RegistryServer::of(images);
        keyed(&program, &server, &signer.pem, &["--verify", "always"]).exits(0).says("its signature fits");
        keyed(&program, &server, &stranger.pem, &[]).exits(10).says("no signature of");
    }
}

const PILOT: &[&str] = &["--component", "pilot", "--force"];

fn keyed(program: &Program, server: &RegistryServer, key: &str, rest: &[&str]) -> Ran {
    program.write("keys/cosign.pub", key);
    preset(program, &server.host(), &format!("signing_keys: {{'{}/istio': keys/cosign.pub}}\n", server.host()));
    program.run(&new(&[PILOT, rest].concat()))
}

#[test]
fn a_signature_must_fit_the_key_of_the_user() {
    let program = Program::new();
    let (signer, stranger) = (self::signer(), self::signer());
    let mut images = istio();
    let pilot = images.index("istio/pilot", "1.30.3-distroless", BOTH);
    let unsigned = RegistryServer::of(images.clone());
    keyed(&program, &unsigned, &signer.pem, &[]).exits(10).says("has no signature").says("istio/pilot:1.30.3");
    keyed(&program, &unsigned, &signer.pem, &["--verify", "never"]).exits(0);
    signer.sign(&mut images, "istio/pilot", &pilot, &pilot);
    let signed = RegistryServer::of(images.clone());
    let ran = keyed(&program, &signed, &signer.pem, &["--verify", "always"]).exits(0);
    ran.says("its signature fits the key `signing_keys.127.0.0.1");
    // The key goes into the context, its place on this machine does not.
    let selection = program.read("x/.istio-imgen/selection.yaml");
    assert!(selection.contains("BEGIN PUBLIC KEY") && !selection.contains("cosign.pub"), "{selection}");
    program.write("p.yaml", &selection);
    program.run(&new(&["--force"])).exits(0).says("its signature fits");
    let ran = keyed(&program, &signed, &stranger.pem, &[]).exits(10).says("no signature of");
    assert!(ran.err().contains("do not use it"), "{}", ran.err());
    // A good signature of another image is none of this one.
    let other = format!("sha256:{}", "e".repeat(64));
    signer.sign(&mut images, "istio/pilot", &pilot, &other);
    let moved = RegistryServer::of(images);
    keyed(&program, &moved, &signer.pem, &[]).exits(10).says("no signature of");
}

#[test]
fn a_key_that_is_none_is_refused_with_its_place() {
    let (program, server) = (Program::new(), RegistryServer::of(istio()));
    keyed(&program, &server, "-----BEGIN PRIVATE KEY-----\n", &[]).exits(3).says("[signing-key]").says("p.yaml:3:");
    program.run(&new(&["--set", "signing_keys.docker.io=gone.pub"])).exits(74).says("gone.pub");
    pin(&program, &server, &["--verify", "always"])
        .exits(10)
        .says("no key is known that signs")
        .says("signing_keys.127");
}

/// The key is at istio.io: without a way there it is said that nothing was verified.
#[test]
fn istios_own_key_is_asked_for_where_its_images_are_meant() {
    let (program, server) = (Program::new(), RegistryServer::of(istio()));
    program.write(
        "p.yaml",
        &format!("extends: [minimal]\nistio: {{tag: 1.30.3}}\nmirrors: {{docker.io: '{}'}}\n", server.host()),
    );
    let run = |rest: &[&str]| {
        let mut command = program.command(&new(&[PILOT, rest].concat()));
        Ran::of(command.env("https_proxy", "http://127.0.0.1:1").env("no_proxy", "127.0.0.1").output().unwrap())
    };
    run(&[]).exits(0).says("[signature-unchecked]").says("https://istio.io/misc/istio-key.pub");
    let refused = run(&["--verify", "always"]).exits(10).says("https://istio.io/misc/istio-key.pub");
    // The way out is a key that is here.
    refused.says("`signing_keys.127.0.0.1");
    run(&[]).says("`signing_keys.127.0.0.1");
    let ran = run(&["--verify", "never"]).exits(0);
    assert!(!ran.err().contains("istio.io/misc"), "{}", ran.err());
}

#[test]
fn the_keys_of_releases_can_be_asked_for() {
    let program = Program::new();
    let ran = program.run(&["explain", "istio-key.pub"]).exits(0);
    assert!(ran.out().contains("https://istio.io/misc/istio-key.pub") && ran.out().contains("1.18.0"), "{}", ran.out());
    let ran = program.run(&["explain", "signing-key", "--format", "json"]).exits(0).json();
    let topics = ran["topics"].as_array().unwrap().iter().filter(|topic| topic["kind"] == "signing-key");
    let names: Vec<&str> = topics.map(|key| key["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["istio-key.pub", "istio-key-v2.pub"]);
    let rows = program.run(&["list", "releases", "--format", "json"]).exits(0).json();
    let key = |tag: &str| {
        let row = rows.as_array().unwrap().iter().find(|row| row["tag"] == tag).unwrap();
        row["signing_key"].as_str().map(str::to_owned)
    };
    assert_eq!((key("1.30.3").as_deref(), key("1.17.8")), (Some("istio-key.pub"), None));
    program.run(&["new", "x", "--preset", "minimal", "--no-input"]).exits(0);
    let readme = program.read("x/README.md");
    assert!(
        readme.contains("cosign verify --key https://istio.io/misc/istio-key.pub docker.io/istio/pilot:"),
        "{readme}"
    );
}
