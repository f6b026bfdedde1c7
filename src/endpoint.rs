//! Hosts that Istio's images, files and charts come from, with the month in which they close.
//!
//! There is no clock here: a host with a closing date counts as retired, and the date is told. The data is
//! `templates/endpoints.yaml`.

mod check;
mod mention;
mod mirror;

use crate::catalogue;
use crate::error::Result;
use crate::text::{Text, endpoint as say};
use crate::version::Version;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

pub use check::check;
pub use mention::mentions;
pub use mirror::Mirrors;

/// A host, or a part of one, that closes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    /// The host and the beginning of a path: `gcr.io/istio-release`.
    pub name: String,
    /// What comes from it.
    pub kind: Serves,
    /// The month in which it closes: `2026-12`.
    pub closes: String,
    /// What takes its place.
    pub successor: String,
}

/// What comes from a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Serves {
    /// Images.
    Images,
    /// Helm charts.
    Charts,
    /// Files of releases.
    Files,
    /// Files of builds, such as Envoy by its commit: old ones did not move to the successor.
    Builds,
}

impl Endpoint {
    /// What to write instead; for who has not insisted, how to insist too.
    #[must_use]
    pub fn hint(&self, insisted: bool) -> Text {
        match (self.kind, insisted) {
            (Serves::Builds, true) => say::endpoint_builds(&self.successor),
            (Serves::Builds, false) => say::endpoint_builds_or_allow(&self.successor, &self.name),
            (_, true) => say::endpoint_successor(&self.successor),
            (_, false) => say::endpoint_successor_or_allow(&self.successor, &self.name),
        }
    }
}

impl SigningKey {
    /// Whether it was in use when a release was made; a later key may have taken its place.
    #[must_use]
    pub fn signs(&self, tag: &Version) -> bool {
        self.since.parse::<Version>().is_ok_and(|since| since <= *tag)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    endpoints: Vec<Endpoint>,
    keys: Vec<SigningKey>,
}

/// A public key that Istio signs images with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SigningKey {
    /// The first release that it signed.
    pub since: String,
    /// Its name: `istio-key.pub`.
    #[serde(rename = "key")]
    pub name: String,
    /// Where it is published.
    pub url: String,
}

/// Read once: most commands ask for hosts and for keys several times.
fn data() -> Result<&'static Data> {
    static DATA: OnceLock<Data> = OnceLock::new();
    match DATA.get() {
        Some(data) => Ok(data),
        None => catalogue::parse("endpoints.yaml").map(|data| DATA.get_or_init(|| data)),
    }
}

/// All hosts that close, in the order of the data.
///
/// # Errors
/// A bug of ours: the data does not parse.
pub fn endpoints() -> Result<Vec<Endpoint>> {
    data().map(|data| data.endpoints.clone())
}

/// All keys that Istio signs images with, the oldest first.
///
/// # Errors
/// A bug of ours: the data does not parse.
pub fn signing_keys() -> Result<Vec<SigningKey>> {
    data().map(|data| data.keys.clone())
}

/// The public key that Istio signs the images of a release with; `None` before 1.18, of which no key is known.
///
/// # Errors
/// A bug of ours: the data does not parse.
pub fn signing_key(tag: &Version) -> Result<Option<SigningKey>> {
    Ok(signing_keys()?.into_iter().rfind(|key| key.signs(tag)))
}

/// Whether a registry prefix is one that Istio itself publishes images under, open or closing.
///
/// # Errors
/// A bug of ours: the data does not parse.
pub fn is_official(hub: &str) -> Result<bool> {
    let images = |endpoint: &Endpoint| endpoint.kind == Serves::Images;
    Ok(endpoints()?.iter().filter(|endpoint| images(endpoint)).any(|held| hub == held.name || hub == held.successor))
}

/// The retired host that a text names anywhere, the longest name first; the host may stand in a URL, in a reference, or in
/// the middle of other words, but not as a path of another host, as in a pull-through cache.
#[must_use]
pub fn retired_in<'a>(text: &str, endpoints: &'a [Endpoint]) -> Option<&'a Endpoint> {
    let text = text.to_ascii_lowercase().replace(":443/", "/");
    endpoints.iter().filter(|endpoint| names(&text, &endpoint.name)).max_by_key(|endpoint| endpoint.name.len())
}

fn names(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(index, _)| starts_there(&text[..index]) && ends_there(&text[index + name.len()..]))
}

fn starts_there(before: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if before.ends_with('/') { before.ends_with("//") } else { !before.ends_with(word) }
}

fn ends_there(after: &str) -> bool {
    let mut rest = after.chars();
    match rest.next() {
        None => true,
        Some('.') => !rest.next().is_some_and(|c| c.is_ascii_alphanumeric()),
        Some(c) => !c.is_ascii_alphanumeric() && c != '-' && c != '_',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::check_prefix;

    #[test]
    fn the_data_is_well_formed_and_no_successor_closes_itself() {
        let endpoints = endpoints().unwrap();
        for endpoint in &endpoints {
            assert_eq!(check_prefix(&endpoint.name), Ok(()), "{}", endpoint.name);
            assert_eq!(check_prefix(&endpoint.successor), Ok(()), "{}", endpoint.successor);
            assert!(retired_in(&endpoint.successor, &endpoints).is_none(), "{}", endpoint.successor);
            let (year, month) = endpoint.closes.split_once('-').unwrap();
            assert!(year.len() == 4 && (1..=12).contains(&month.parse::<u8>().unwrap()), "{}", endpoint.closes);
        }
        let data = data().unwrap();
        assert!(data.keys.is_sorted_by_key(|key| key.since.parse::<Version>().unwrap()));
    }

    #[test]
    fn a_retired_host_is_found_where_it_is_meant_and_nowhere_else() {
        let endpoints = endpoints().unwrap();
        let found = |text: &str| retired_in(text, &endpoints).map(|endpoint| endpoint.name.as_str());
        for (text, name) in [
            ("gcr.io/istio-release", "gcr.io/istio-release"),
            ("gcr.io/istio-release/pilot:1.30.3", "gcr.io/istio-release"),
            ("GCR.io:443/istio-release/pilot", "gcr.io/istio-release"),
            ("oci://gcr.io/istio-release/charts/base", "gcr.io/istio-release/charts"),
            ("https://istio-release.storage.googleapis.com/x", "istio-release.storage.googleapis.com"),
            ("from https://storage.googleapis.com/istio-build.", "storage.googleapis.com/istio-build"),
            ("{\"image\":\"registry.istio.io/release/proxyv2\"}", "registry.istio.io/release"),
        ] {
            assert_eq!(found(text), Some(name), "{text}");
        }
        for text in [
            "docker.io/istio",
            "gcr.io/distroless/static",
            "gcr.io/istio-release-mirror/pilot",
            "us.gcr.io/istio-release",
            "registry.example.com/gcr.io/istio-release/pilot",
            "ghcr.io/istio/release/charts",
            "blob.istio.io/istio-release",
            "",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn the_key_depends_on_the_release() {
        let key = |tag: &str| signing_key(&tag.parse().unwrap()).unwrap().map(|key| key.name);
        assert_eq!(key("1.17.8"), None);
        assert_eq!(key("1.18.0").as_deref(), Some("istio-key.pub"));
        assert_eq!(key("1.31.0").as_deref(), Some("istio-key.pub"));
        assert_eq!(key("1.31.1").as_deref(), Some("istio-key-v2.pub"));
    }
}
