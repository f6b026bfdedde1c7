//! What comes from others: a bundle that was changed anywhere, manifests, challenges, logins and keys of any text. What is
//! taken from a bundle has the digest and a name that its list gives; nothing else is taken.
#![no_main]

use istio_imgen::bundle::{Contents, Entry, PACK, Reader, blob_path, write};
use istio_imgen::custom::check_authorities;
use istio_imgen::registry;
use istio_imgen::signature::{Key, Signature};
use camino::Utf8PathBuf;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};
use std::io::Read;

/// A key whose private half nobody has kept.
const KEY: &str = "-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMN9lk1i0K/+HXWQkAqgELeTFYNEC
t+6ymCiVqOJCNIZJfxHJBKsQTFDld+Zrz7k5S84t7xB14VMiTgxWI/U0qQ==
-----END PUBLIC KEY-----";

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    /// The files of a bundle that is made.
    files: Vec<&'a [u8]>,
    /// What is changed in it: the place and the new byte.
    changes: Vec<(u16, u8)>,
    /// Where it is cut off.
    length: Option<u16>,
    /// A bundle that somebody else made.
    raw: Option<&'a [u8]>,
    text: &'a str,
}

fuzz_target!(|input: Input| {
    let directory = directory();
    let path = directory.join("b");
    let digest = |bytes: &[u8]| format!("sha256:{}", Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    let mut contents = Contents { schema: 1, ..Contents::default() };
    for (index, bytes) in input.files.iter().take(4).enumerate() {
        let digest = digest(bytes);
        let path = if index == 0 { PACK.to_owned() } else { blob_path(&digest).unwrap() };
        contents.files.push(Entry { path, size: bytes.len() as u64, digest });
    }
    let held = |entry: &Entry| input.files.iter().find(|bytes| digest(bytes) == entry.digest).copied().unwrap_or_default();
    write(&path, &contents, |entry| Ok(Box::new(std::io::Cursor::new(held(entry).to_vec()))), &|| false).unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    if let Some(raw) = input.raw {
        bytes = raw.to_vec();
    }
    for (at, byte) in &input.changes {
        let length = bytes.len().max(1);
        if let Some(held) = bytes.get_mut(usize::from(*at) % length) {
            *held = *byte;
        }
    }
    if let Some(length) = input.length {
        bytes.truncate(usize::from(length));
    }
    std::fs::write(&path, &bytes).unwrap();
    if let Ok(reader) = Reader::open(&path) {
        let listed: Vec<String> = reader.contents.files.iter().map(|entry| entry.path.clone()).collect();
        let mut taken = Vec::new();
        let whole = reader.each(&|| false, &mut |entry, data| {
            let mut bytes = Vec::new();
            data.read_to_end(&mut bytes).unwrap_or_default();
            taken.push((entry.path.clone(), entry.digest.clone(), bytes));
            Ok(())
        });
        for (path, _, _) in &taken {
            assert!(!path.starts_with('/') && path.split('/').all(|part| part != ".." && !part.is_empty()), "{path}");
        }
        if whole.is_ok() {
            assert_eq!(listed, taken.iter().map(|(path, ..)| path.clone()).collect::<Vec<_>>());
            assert!(taken.iter().all(|(_, told, bytes)| !told.starts_with("sha256:") || *told == digest(bytes)));
        }
    }
    registry::fuzz(input.text);
    if let Some(key) = Key::parse(KEY) {
        let signature = Signature::Simple { payload: input.text.into(), signature: input.text.into() };
        assert!(key.verify(&signature, "sha256:0").is_err());
        assert!(key.verify(&Signature::Bundle(input.text.into()), "sha256:0").is_err());
    }
    let _ = Key::parse(input.text);
    let _ = check_authorities(input.text.as_bytes(), 0);
});

/// One directory for all inputs: in memory where there is one.
fn directory() -> Utf8PathBuf {
    thread_local! {
        static DIRECTORY: Utf8PathBuf = {
            let memory = Utf8PathBuf::from("/dev/shm");
            let root = if memory.is_dir() { memory } else { Utf8PathBuf::from("/tmp") };
            let directory = root.join(format!("istio-imgen-fuzz-{}", std::process::id()));
            std::fs::create_dir_all(&directory).unwrap();
            directory
        };
    }
    DIRECTORY.with(Clone::clone)
}
