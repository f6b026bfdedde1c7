//! What the program knows without the network: components, base images, presets, and every final release of Istio.
//!
//! Each is data in a directory; a new one is a new file. Entries are parsed when they are asked for and not before.

mod build;
mod lives;
mod mesh;
mod releases;
mod toolchain;
mod variables;

use crate::error::{Error, Kind, Result};
use crate::text::{Language, core as text};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::collections::BTreeMap;

pub use build::{Built, build};
pub use mesh::{Field, ROOT as MESH_CONFIG, Schema, holds};
pub use releases::{Entry, Older, older, release, releases};
pub use variables::{Life, Span, histories, history, nearest, variables};

/// The templates and the data of components and bases.
pub static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static PRESETS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/presets");

/// The components in the order in which people name them and files list them.
pub const COMPONENTS: &[&str] = &["pilot", "proxy", "init", "cni", "ztunnel", "istioctl"];

/// A text in each language, as data files write it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    en: String,
    #[serde(rename = "pt-BR")]
    pt: String,
}

impl Title {
    /// The text in a language.
    #[must_use]
    pub fn say(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Portuguese => &self.pt,
        }
    }
}

/// A component: what the user calls it, and what its image needs whatever the release.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// The id, which is the name of its directory.
    #[serde(skip)]
    pub id: String,
    /// A line that says what it is.
    pub title: Title,
    /// The name of its image in a registry.
    pub image: String,
    /// Other words that people use for it.
    pub names: Vec<String>,
    /// `USER` of its image, numeric so that `runAsNonRoot` can be decided by the kubelet.
    pub user: String,
    /// Whether it runs iptables or nft.
    pub iptables: bool,
    /// The libraries that its binaries which are not static need: `glibc`, `libgcc`.
    pub libraries: Vec<String>,
    /// Whether it verifies TLS servers outside the mesh.
    pub ca: bool,
    /// The honest probe, in exec form; empty where the component has no such command.
    #[serde(default)]
    pub healthcheck: Vec<String>,
    /// The first minor release that has the probe.
    #[serde(default)]
    pub healthcheck_since: Option<String>,
    /// The ports that its documentation names.
    pub ports: Vec<u16>,
    /// Where it reads the mesh configuration, if it does.
    #[serde(default)]
    pub mesh: Option<String>,
    /// The first minor release whose sources make this image.
    #[serde(default)]
    pub since: Option<String>,
    /// The Helm chart that installs it.
    #[serde(default)]
    pub chart: Option<String>,
    /// For a component without an image of its own: what a slim one is made of.
    #[serde(default)]
    pub slim: Option<Slim>,
}

/// What a slim image is made of.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slim {
    /// The image that has the programs.
    pub of: String,
    /// The programs to take.
    pub binaries: Vec<String>,
}

/// A base image as data.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// The id, which is the name of its file; the reference itself for a base that only a preset names.
    #[serde(skip)]
    pub id: String,
    /// A line that says what it is.
    #[serde(default)]
    pub title: Option<Title>,
    /// The image reference.
    pub reference: String,
    /// `glibc`, `musl`, `none`; nothing when it is not known.
    #[serde(default)]
    pub libc: Option<String>,
    /// The version of the C library.
    #[serde(default)]
    pub libc_version: Option<String>,
    /// `apt`, `dnf`, `microdnf`, `apk`, `none`; nothing when it is not known.
    #[serde(default)]
    pub packages: Option<String>,
    /// Whether it has a shell.
    #[serde(default)]
    pub shell: Option<bool>,
    /// Whether it has iptables.
    #[serde(default)]
    pub iptables: Option<bool>,
    /// Whether it has CA certificates.
    #[serde(default)]
    pub ca: Option<bool>,
    /// The shared libraries that it has, of those that components ask for.
    #[serde(default)]
    pub libraries: Option<Vec<String>>,
    /// Where its CA certificates are in one file, when that is not where Debian has them.
    #[serde(default)]
    pub bundle: Option<String>,
}

/// The component of an id or of another word that people use for it.
///
/// # Errors
/// A bug of ours: the data does not parse.
pub fn component(word: &str) -> Result<Option<Component>> {
    if COMPONENTS.contains(&word) {
        return read_component(word).map(Some);
    }
    let folded = word.to_ascii_lowercase();
    for id in COMPONENTS {
        let component = read_component(id)?;
        if component.id == folded || component.image == folded || component.names.contains(&folded) {
            return Ok(Some(component));
        }
    }
    Ok(None)
}

fn read_component(id: &str) -> Result<Component> {
    let mut component: Component = parse(&format!("components/{id}/component.yaml"))?;
    id.clone_into(&mut component.id);
    Ok(component)
}

/// The ids of the base images in the box, in order.
pub fn base_ids() -> impl Iterator<Item = &'static str> {
    TEMPLATES
        .get_dir("bases")
        .into_iter()
        .flat_map(Dir::files)
        .filter_map(|file| file.path().file_stem().and_then(|stem| stem.to_str()))
}

/// The base image of an id.
///
/// # Errors
/// A bug of ours: the data does not parse.
pub fn base(id: &str) -> Result<Option<Base>> {
    if !base_ids().any(|known| known == id) {
        return Ok(None);
    }
    let mut base: Base = parse(&format!("bases/{id}.yaml"))?;
    id.clone_into(&mut base.id);
    Ok(Some(base))
}

/// The names of the presets in the box, in order.
pub fn preset_names() -> impl Iterator<Item = &'static str> {
    PRESETS.files().filter_map(|file| file.path().file_stem().and_then(|stem| stem.to_str()))
}

/// The text of a preset in the box.
#[must_use]
pub fn preset(name: &str) -> Option<&'static str> {
    PRESETS.get_file(format!("{name}.yaml")).and_then(|file| file.contents_utf8())
}

/// All presets in the box by name.
#[must_use]
pub fn presets() -> BTreeMap<&'static str, &'static str> {
    preset_names().filter_map(|name| preset(name).map(|text| (name, text))).collect()
}

/// Data of ours by its path below `templates`.
///
/// # Errors
/// A bug of ours: there is no such file, or it does not parse.
pub(crate) fn parse<T: for<'de> Deserialize<'de>>(path: &str) -> Result<T> {
    let bug = |cause: String| Error::new(Kind::Bug, text::bad_data(path)).because(cause);
    let file = TEMPLATES.get_file(path).and_then(|file| file.contents_utf8());
    serde_yaml::from_str(file.ok_or_else(|| bug("no such file".to_owned()))?).map_err(|error| bug(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Origin;
    use crate::reference::Reference;

    #[test]
    fn every_component_and_base_is_well_formed() {
        let directories: Vec<_> = TEMPLATES.get_dir("components").unwrap().dirs().collect();
        assert_eq!(directories.len(), COMPONENTS.len());
        for id in COMPONENTS {
            let component = component(id).unwrap().unwrap();
            assert_eq!(component.id, *id);
            let (user, group) = component.user.split_once(':').unwrap();
            assert!(user.parse::<u32>().is_ok() && group.parse::<u32>().is_ok(), "{id} has a named user");
        }
        for id in base_ids() {
            let base = base(id).unwrap().unwrap();
            let reference = Reference::parse(&base.reference).unwrap();
            assert_eq!(reference.to_string(), base.reference, "{id} writes its reference in full");
            assert!(base.libc.is_some() && base.packages.is_some() && base.libraries.is_some(), "{id}");
        }
    }

    #[test]
    fn people_find_components_by_their_own_words() {
        for (word, id) in [("proxyv2", "proxy"), ("Istiod", "pilot"), ("install-cni", "cni"), ("proxy_init", "init")] {
            assert_eq!(component(word).unwrap().unwrap().id, id, "{word}");
        }
        assert!(component("mixer").unwrap().is_none());
    }

    #[test]
    fn every_preset_in_the_box_reads_without_a_finding() {
        for (name, text) in presets() {
            let (preset, findings) = crate::preset::read(text, &Origin::Preset(name.to_owned()));
            assert_eq!(findings, [], "{name}");
            assert!(preset.text("description").is_some(), "{name} says what it is for");
        }
    }
}
