//! The logins that `docker login`, `buildah login` and their like left behind (`~/.docker/config.json`).

use super::helper;
use crate::error::{Error, Kind, Result};
use crate::source::Credential;
use crate::text::registry as say;
use base64::Engine as _;
use camino::Utf8Path;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The configurations that logins are looked for in, the first that knows a registry counts.
#[derive(Default)]
pub struct Logins {
    files: Vec<File>,
}

/// One configuration file, as far as it is about logins.
#[derive(Default, Deserialize)]
struct File {
    #[serde(default)]
    auths: BTreeMap<String, Entry>,
    #[serde(default, rename = "credHelpers")]
    helpers: BTreeMap<String, String>,
    #[serde(default, rename = "credsStore")]
    store: Option<String>,
}

#[derive(Default, Deserialize)]
struct Entry {
    #[serde(default)]
    auth: String,
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    identitytoken: String,
    #[serde(default)]
    registrytoken: String,
}

/// What opens a registry. It has no `Display`, and its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Secret {
    /// For the registry, or for the server that gives its tokens.
    Plain(Credential),
    /// An identity token, which is changed for a token (OAuth 2's refresh token).
    Identity(String),
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a secret")
    }
}

/// What Docker Hub is called in configurations and by helpers.
const DOCKER_HUB: &str = "https://index.docker.io/v1/";

impl Logins {
    /// Adds a configuration file that was read.
    ///
    /// # Errors
    /// [`Kind::Source`] when it is not what Docker writes.
    pub fn add(&mut self, path: &Utf8Path, text: &str) -> Result<()> {
        // What the parser would quote of it may be a secret.
        let wrong = |error: serde_json::Error| {
            let place = format!("{}:{}", error.line(), error.column());
            Error::new(Kind::Source, say::docker_config_invalid(path)).hint(say::docker_config_how()).because(place)
        };
        self.files.push(serde_json::from_str(text).map_err(wrong)?);
        Ok(())
    }

    /// The login of a repository. A credential helper that the configuration names is run for it.
    ///
    /// # Errors
    /// [`Kind::Source`] when a helper cannot be run or fails.
    pub(super) fn find(&self, registry: &str, repository: &str) -> Result<Option<Secret>> {
        let server = if registry == "docker.io" { DOCKER_HUB } else { registry };
        for file in &self.files {
            let own = file.helpers.iter().find(|(key, _)| host(key) == registry).map(|(_, program)| program);
            if let Some(program) = own.or(file.store.as_ref()).filter(|program| !program.is_empty())
                && let Some(secret) = helper::get(program, server)?
            {
                return Ok(Some(secret));
            }
            if let Some(secret) = file.inline(registry, repository) {
                return Ok(Some(secret));
            }
        }
        Ok(None)
    }
}

impl File {
    /// The entry of the registry, or of the longest beginning of the repository's name (which Podman writes).
    fn inline(&self, registry: &str, repository: &str) -> Option<Secret> {
        let full = format!("{registry}/{repository}");
        let fitting = self.auths.iter().filter_map(|(key, entry)| {
            let key = place(key);
            let fits = full.strip_prefix(&key).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            entry.secret().filter(|_| fits).map(|secret| (key.len(), secret))
        });
        fitting.max_by_key(|(length, _)| *length).map(|(_, secret)| secret)
    }
}

impl Entry {
    fn secret(&self) -> Option<Secret> {
        if !self.identitytoken.is_empty() {
            return Some(Secret::Identity(self.identitytoken.clone()));
        }
        if !self.registrytoken.is_empty() {
            return Some(Secret::Plain(Credential::Bearer(self.registrytoken.clone())));
        }
        let decoded = base64::prelude::BASE64_STANDARD.decode(self.auth.trim()).ok();
        let decoded = decoded.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let (user, password) = match decoded.trim_end_matches('\0').split_once(':') {
            Some((user, password)) => (user.to_owned(), password.to_owned()),
            None => (self.username.clone(), self.password.clone()),
        };
        (!user.is_empty()).then_some(Secret::Plain(Credential::Basic { user, password }))
    }
}

/// The registry, or the beginning of a repository's name, that a key of `auths` means.
fn place(key: &str) -> String {
    let bare = key.split_once("://").map_or(key, |(_, rest)| rest).trim_end_matches('/');
    let bare = bare.strip_suffix("/v1").or(bare.strip_suffix("/v2")).unwrap_or(bare);
    let (host, rest) = bare.split_at(bare.find('/').unwrap_or(bare.len()));
    match host {
        "index.docker.io" | "registry-1.docker.io" | "docker.io" => format!("docker.io{rest}"),
        host => format!("{}{rest}", host.to_ascii_lowercase()),
    }
}

fn host(key: &str) -> String {
    let place = place(key);
    place.split('/').next().unwrap_or_default().to_owned()
}

/// For the fuzzers: a text as a configuration; no helper is run.
#[cfg(fuzzing)]
pub(super) fn fuzz(text: &str) {
    if let Ok(file) = serde_json::from_str::<File>(text) {
        let _ = file.inline("registry.example.com", "mesh/pilot");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str, registry: &str, repository: &str) -> Option<Secret> {
        let mut logins = Logins::default();
        logins.add(Utf8Path::new("config.json"), text).unwrap();
        logins.find(registry, repository).unwrap()
    }

    fn basic(user: &str, password: &str) -> Option<Secret> {
        Some(Secret::Plain(Credential::Basic { user: user.into(), password: password.into() }))
    }

    #[test]
    fn logins_are_found_by_whatever_docker_and_podman_call_a_registry() {
        // "me:p:w" and "you:pw"
        let text = r#"{"auths": {"https://index.docker.io/v1/": {"auth": "bWU6cDp3"},
            "r.example.com:5000": {"auth": "eW91OnB3"}, "r.example.com:5000/mesh": {"username": "mesh", "password": "x"},
            "https://old.example.com/v1/": {"identitytoken": "long"}, "empty.example.com": {}}, "HttpHeaders": {"a": "b"}}"#;
        assert_eq!(find(text, "docker.io", "istio/pilot"), basic("me", "p:w"));
        assert_eq!(find(text, "r.example.com:5000", "other/x"), basic("you", "pw"));
        assert_eq!(find(text, "r.example.com:5000", "mesh/x"), basic("mesh", "x"));
        assert_eq!(find(text, "r.example.com:5000", "meshes/x"), basic("you", "pw"));
        assert_eq!(find(text, "old.example.com", "x"), Some(Secret::Identity("long".into())));
        for other in ["r.example.com", "empty.example.com", "example.com:5000"] {
            assert_eq!(find(text, other, "x"), None, "{other}");
        }
    }

    #[test]
    fn a_broken_configuration_is_told_without_its_secrets() {
        let mut logins = Logins::default();
        let error = logins.add(Utf8Path::new("c.json"), r#"{"auths": {"x": {"auth": ["secret"]}}}"#).unwrap_err();
        assert!(error.to_string().contains("c.json") && !format!("{error:?}").contains("secret"), "{error:?}");
        assert!(!format!("{:?}", basic("me", "hidden")).contains("hidden"));
    }
}
