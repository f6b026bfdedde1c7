//! Whether this machine can fetch sources, make contexts and build them: what was found, and what to do about the rest.
//!
//! Only looks, never changes: no file is left, nothing is logged in, no secret is read into what is said.

mod engine;
mod files;
mod network;
mod plugin;
mod registry;
mod room;

use crate::source::Settings;
use crate::text::Text;
use camino::Utf8PathBuf;

pub use files::Docker;

/// How it stands with something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, schemars::JsonSchema, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// As it should be.
    Ok,
    /// Worth knowing.
    Note,
    /// Will be in the way of some.
    Warning,
    /// In the way: nothing can be fetched, or nothing can be built.
    Unfit,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What it is: a stable word.
    pub id: &'static str,
    /// How it stands.
    pub status: Status,
    /// What was found.
    pub says: Text,
    /// What to do.
    pub hint: Option<Text>,
}

impl Checked {
    fn new(id: &'static str, status: Status, says: Text) -> Checked {
        Checked { id, status, says, hint: None }
    }

    fn hint(mut self, hint: Text) -> Checked {
        self.hint = Some(hint);
        self
    }
}

/// What the environment says of engines and their configuration.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Where absolute paths start: empty, or a directory that stands for the root.
    pub root: Utf8PathBuf,
    /// The user's home directory.
    pub home: Option<Utf8PathBuf>,
    /// `XDG_RUNTIME_DIR`: where sockets of the user's own engines are.
    pub runtime: Option<Utf8PathBuf>,
    /// `DOCKER_CONFIG`.
    pub docker_config: Option<Utf8PathBuf>,
    /// `DOCKER_HOST`.
    pub docker_host: Option<String>,
    /// `DOCKER_CONTEXT`.
    pub docker_context: Option<String>,
    /// `CONTAINER_HOST`: Podman's.
    pub container_host: Option<String>,
    /// `BUILDKIT_HOST`.
    pub buildkit_host: Option<String>,
    /// `REGISTRY_AUTH_FILE`: Podman's and Buildah's logins.
    pub auth_file: Option<Utf8PathBuf>,
    /// The directories of `PATH`.
    pub path: Vec<Utf8PathBuf>,
}

impl Surroundings {
    /// An absolute path below the root.
    fn at(&self, path: &str) -> Utf8PathBuf {
        self.root.join(if self.root == "" { path } else { path.trim_start_matches('/') })
    }

    /// A path below the home directory.
    fn at_home(&self, path: &str) -> Option<Utf8PathBuf> {
        self.home.as_ref().map(|home| home.join(path))
    }

    /// A program that the user's shell would find.
    fn program(&self, name: &str) -> Option<Utf8PathBuf> {
        self.path.iter().map(|directory| directory.join(name)).find(|path| path.is_file())
    }
}

/// Looks at everything, in the order in which it matters. `sources` says where Istio's sources are and how they are reached.
///
/// # Errors
/// A bug of ours in the embedded data.
pub fn examine(around: &Surroundings, sources: &Settings) -> crate::error::Result<Vec<Checked>> {
    let (docker, mut checked) = files::docker(around);
    let engines = engine::examine(around, &docker, sources.offline);
    checked.extend(plugin::examine(around, &docker, &engines));
    let mut all = engines.checked;
    all.append(&mut checked);
    all.extend(room::examine(&sources.cache, engines.data.as_deref()));
    all.extend(network::examine(&sources.network, &docker));
    all.push(network::git(sources));
    all.extend(registry::logins(around, &docker));
    all.extend(registry::retired(around, &docker)?);
    Ok(all)
}

/// Whether nothing is in the way.
#[must_use]
pub fn is_fit(checked: &[Checked]) -> bool {
    checked.iter().all(|one| one.status != Status::Unfit)
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test makes up a machine")]
mod tests;
