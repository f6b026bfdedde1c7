//! Istio's charts and profiles name a development hub and tag in git. Its release process sets both before it compiles,
//! as istioctl (1.10 on), the operator and pilot-discovery (1.11 to 1.23) have the charts built in: a binary compiled
//! without that installs the development images.
//!
//! The rule is that of istio/release-builder (`pkg/build/helm.go`, `updateValues`): the values of the charts and the
//! profiles, known hubs and tags only, nothing else of a file.

use std::fmt::Write as _;

/// The hubs that Istio's git names in charts and profiles, as the release process knows them.
const HUBS: &[&str] = &["gcr.io/istio-testing", "gcr.io/istio-release", "registry.istio.io/testing"];

/// Up to 1.9 istioctl has the charts built in as generated code, packed: their hub and tag cannot be set in the sources.
pub const GENERATED: &str = "operator/pkg/vfs/assets.gen.go";

/// Whether the release process sets hub and tag in a file of Istio's sources.
#[must_use]
pub fn is_stamped(path: &str) -> bool {
    match path.strip_prefix("manifests/") {
        Some(rest) if rest.starts_with("charts/") => rest.ends_with("/values.yaml"),
        Some(rest) => rest.starts_with("profiles/") && rest.ends_with(".yaml"),
        None => false,
    }
}

/// A file with the user's hub and tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamped {
    /// The new text: the lines that name a development hub or tag differ, all others are the same bytes.
    pub text: String,
    /// The hub that it named, if it named one.
    pub hub: Option<&'static str>,
}

/// Sets hub and tag; `None` for a file that names no development hub or tag.
#[must_use]
pub fn stamp(text: &str, hub: &str, tag: &str) -> Option<Stamped> {
    let mut stamped = Stamped { text: String::with_capacity(text.len() + 64), hub: None };
    let mut changed = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        let start = content.len() - content.trim_start().len();
        let (indent, rest) = content.split_at(start);
        let ending = &line[content.len()..];
        let new = match rest.split_once(": ") {
            Some(("hub", value)) => HUBS.iter().find(|known| **known == value).map(|known| {
                stamped.hub = Some(known);
                ("hub", hub)
            }),
            Some(("tag", value)) if is_development(value) => Some(("tag", tag)),
            _ => None,
        };
        match new {
            Some((key, value)) => {
                changed = true;
                let _ = write!(stamped.text, "{indent}{key}: {}{ending}", scalar(value));
            }
            None => stamped.text.push_str(line),
        }
    }
    changed.then_some(stamped)
}

/// `latest`, `release-1.3-latest-daily`, `1.6-dev`
fn is_development(tag: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    tag == "latest"
        || tag.ends_with("-latest-daily")
        || tag.strip_prefix("1.").and_then(|rest| rest.strip_suffix("-dev")).is_some_and(digits)
}

/// A hub or tag as a YAML scalar: plain as in Istio's files, but for one that YAML would read as no text (`1.30`).
fn scalar(value: &str) -> String {
    match serde_yaml::from_str::<serde_yaml::Value>(value) {
        Ok(serde_yaml::Value::String(read)) if read == value => value.to_owned(),
        _ => format!("\"{value}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_of_charts_and_the_profiles_are_stamped_and_nothing_else() {
        for path in ["manifests/charts/istio-control/istio-discovery/values.yaml", "manifests/profiles/default.yaml"] {
            assert!(is_stamped(path), "{path}");
        }
        for path in [
            "manifests/charts/README.md",
            "manifests/charts/base/Chart.yaml",
            "manifests/charts/istio-control/istio-discovery/templates/values.yaml.tpl",
            "operator/values.yaml",
            "manifests/manifest.go",
        ] {
            assert!(!is_stamped(path), "{path}");
        }
    }

    #[test]
    fn the_data_tells_when_each_development_hub_closes() {
        let endpoints = crate::endpoint::endpoints().unwrap();
        for hub in HUBS {
            assert!(crate::endpoint::retired_in(hub, &endpoints).is_some(), "{hub}");
        }
    }

    #[test]
    fn development_hub_and_tag_become_the_users_and_all_other_bytes_stay() {
        let upstream = "# Dev builds are on registry.istio.io/testing.\n  hub: registry.istio.io/testing\r\n\n  tag: latest\n\
                        variant: \"\"\nimage:\n    hub: gcr.io/istio-testing-other\n    tag: 1.2.3\nmytag: latest\n";
        let stamped = stamp(upstream, "localhost:5000/mesh", "1.30.3-custom").unwrap();
        assert_eq!(stamped.hub, Some("registry.istio.io/testing"));
        assert_eq!(
            stamped.text,
            "# Dev builds are on registry.istio.io/testing.\n  hub: localhost:5000/mesh\r\n\n  tag: 1.30.3-custom\n\
             variant: \"\"\nimage:\n    hub: gcr.io/istio-testing-other\n    tag: 1.2.3\nmytag: latest\n"
        );
        assert_eq!(stamp(&stamped.text, "x", "y"), None);
        assert_eq!(stamp("hub: docker.io/istio\ntag: 1.30.3", "x", "y"), None);
        assert_eq!(stamp("tag: 1.6-dev\n", "x", "1.30").unwrap().text, "tag: \"1.30\"\n");
        assert_eq!(stamp("tag: release-1.3-latest-daily", "x", "y").unwrap().text, "tag: y");
    }
}
