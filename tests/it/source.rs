//! Fetching sources from real servers on the loopback interface, and what can go wrong on the way.

mod caching;
mod failing;
mod fetching;
mod logging_in;
mod transports;
mod upstream;

use crate::support::git_server::{GitServer, Reply, Request};
use camino::{Utf8Path, Utf8PathBuf};
use istio_imgen::error::{Error, Result};
use istio_imgen::source::{GitConfig, Location, Network, Progress, Quiet, Settings, Snapshot, open};
use istio_imgen::text::Language;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use upstream::Upstream;

/// An upstream, a cache, and settings that look at nothing of this machine.
struct World {
    upstream: Upstream,
    directory: TempDir,
}

impl World {
    fn new() -> World {
        World { upstream: Upstream::new(), directory: tempfile::tempdir().unwrap() }
    }

    fn cache(&self) -> Utf8PathBuf {
        Utf8Path::from_path(self.directory.path()).unwrap().join("cache")
    }

    fn settings(&self, location: &str) -> Settings {
        Settings {
            location: Location::parse(location).unwrap(),
            cache: self.cache(),
            cache_bytes: istio_imgen::source::CACHE_BYTES,
            offline: false,
            refresh: false,
            network: Network {
                git_config: GitConfig::None,
                connect_timeout: Duration::from_secs(20),
                idle_timeout: Duration::from_secs(20),
                ..Network::default()
            },
            expected_commit: None,
        }
    }

    /// A file of git configuration.
    fn git_config(&self, text: &str) -> GitConfig {
        let path = Utf8Path::from_path(self.directory.path()).unwrap().join("gitconfig");
        std::fs::write(&path, text).unwrap();
        GitConfig::File(path)
    }

    /// A server that answers as git does.
    fn server(&self) -> GitServer {
        GitServer::start(self.upstream.root(), |_| Reply::Git)
    }

    /// A server whose answers can be changed while it runs.
    fn moody_server(&self) -> (GitServer, Mood) {
        let mood: Mood = Arc::new(Mutex::new(Box::new(|_| Reply::Git)));
        let decide = Arc::clone(&mood);
        (GitServer::start(self.upstream.root(), move |request| decide.lock().unwrap()(request)), mood)
    }
}

type Mood = Arc<Mutex<Box<dyn Fn(&Request) -> Reply + Send>>>;

/// The error of a command that must fail, after a look at what every error owes to its reader.
fn error_of<T>(result: Result<T>) -> Error {
    let Err(error) = result else { panic!("no error") };
    for language in Language::ALL {
        let said = [Some(&error.text), error.hint.as_ref()].into_iter().flatten().map(|text| text.say(language));
        let said = said.chain(error.cause.clone()).collect::<Vec<_>>().join("\n");
        assert!(!said.contains("s3cret"), "a secret is shown: {said}");
        assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "control characters are shown: {said:?}");
    }
    error
}

/// The content of a file of a snapshot.
fn content(snapshot: &Snapshot, path: &str) -> String {
    use istio_imgen::tree::{Blobs, Content};
    let tree = snapshot.tree().unwrap();
    match &tree.get(path).unwrap().content {
        Content::Blob(id) => String::from_utf8(snapshot.read(*id).unwrap()).unwrap(),
        _ => panic!("{path} is no blob"),
    }
}

fn opened(settings: &Settings, tag: &str) -> Snapshot {
    open(settings, tag, &Quiet).unwrap()
}

/// Cancels as soon as a condition holds.
struct CancelWhen<F>(F);

impl<F: Fn() -> bool + Sync> Progress for CancelWhen<F> {
    fn update(&self, _: istio_imgen::source::Numbers) {}

    fn cancelled(&self) -> bool {
        self.0()
    }
}
