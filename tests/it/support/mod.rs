//! What several tests use.

pub(crate) mod git_server;
pub(crate) mod keyed;
pub(crate) mod leaves;
pub(crate) mod loopback;
pub(crate) mod readers;
pub(crate) mod registry;
pub(crate) mod terminal;

use git2::{Repository, Signature, Time};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;

/// The program under test in a clean environment: no locale, no configuration, no cache of the user.
pub(crate) struct Program {
    home: tempfile::TempDir,
}

impl Program {
    pub(crate) fn new() -> Program {
        Program { home: tempfile::tempdir().unwrap() }
    }

    /// The directory that it is run in.
    pub(crate) fn directory(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> assert_cmd::Command {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_istio-imgen"));
        command.env_clear().env("HOME", self.home.path().join("home")).current_dir(self.home.path()).args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran(self.command(arguments).output().unwrap())
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.home.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.home.path().join(name)).unwrap()
    }
}

/// What a run came to.
pub(crate) struct Ran(pub(crate) Output);

impl Ran {
    pub(crate) fn of(output: Output) -> Ran {
        Ran(output)
    }

    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Ran {
        assert_eq!(self.0.status.code(), Some(code), "{}{}", self.out(), self.err());
        self
    }

    pub(crate) fn code(&self) -> i32 {
        self.0.status.code().unwrap()
    }

    pub(crate) fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    pub(crate) fn err(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Ran {
        assert!(self.err().contains(words), "no {words:?} in:\n{}", self.err());
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out()).unwrap()
    }
}

/// The files below a directory, as paths with `/`, with their bytes and whether they are executable.
pub(crate) fn files(root: &Path) -> BTreeMap<String, (Vec<u8>, bool)> {
    fn walk(root: &Path, directory: &Path, found: &mut BTreeMap<String, (Vec<u8>, bool)>) {
        use std::os::unix::fs::PermissionsExt;
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                let executable = path.metadata().unwrap().permissions().mode() & 0o111 != 0;
                found.insert(name, (std::fs::read(&path).unwrap(), executable));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(root, root, &mut found);
    found
}

/// A bare repository whose one tag holds a source tree of `tests/istio`. The same commit every time.
pub(crate) fn istio(tag: &str, parent: &Path) -> PathBuf {
    let path = parent.join("istio.git");
    let repository = Repository::init_bare(&path).unwrap();
    let tree = write_tree(&repository, &root().join("tests/istio").join(tag));
    let signature = Signature::new("Fixture", "fixture@example.com", &Time::new(1_750_000_000, 0)).unwrap();
    let tree = repository.find_tree(tree).unwrap();
    let commit = repository.commit(Some("refs/heads/master"), &signature, &signature, tag, &tree, &[]).unwrap();
    let commit = repository.find_object(commit, None).unwrap();
    repository.tag(tag, &commit, &signature, "a release", false).unwrap();
    path
}

fn write_tree(repository: &Repository, directory: &Path) -> git2::Oid {
    let mut builder = repository.treebuilder(None).unwrap();
    for entry in std::fs::read_dir(directory).unwrap() {
        use std::os::unix::fs::PermissionsExt;
        let entry = entry.unwrap();
        let (oid, mode) = if entry.path().is_dir() {
            (write_tree(repository, &entry.path()), 0o040_000)
        } else {
            let executable = entry.metadata().unwrap().permissions().mode() & 0o111 != 0;
            let blob = repository.blob(&std::fs::read(entry.path()).unwrap()).unwrap();
            (blob, if executable { 0o100_755 } else { 0o100_644 })
        };
        builder.insert(entry.file_name(), oid, mode).unwrap();
    }
    builder.write().unwrap()
}

/// The contexts among the examples, in the order of their names; beside them lie the presets of ours that made some.
pub(crate) fn examples() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("examples")).unwrap();
    let mut contexts: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    contexts.retain(|path| path.file_name().unwrap() != "presets");
    contexts.sort();
    contexts
}

/// The root of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A certificate authority that is made for one test, and a server that it vouches for.
pub(crate) fn authority(host: &str) -> (String, Arc<rustls::ServerConfig>) {
    let authority_key = rcgen::KeyPair::generate().unwrap();
    let mut authority = rcgen::CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let pem = authority.self_signed(&authority_key).unwrap().pem();
    let issuer = rcgen::Issuer::new(authority, authority_key);
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = rcgen::CertificateParams::new(vec![host.to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    (pem, Arc::new(config))
}
