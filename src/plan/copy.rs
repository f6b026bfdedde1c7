//! What an image copies, and out of which stage.

use super::custom::BUNDLE;
use super::stage::{Arguments, Upstream, mirrored};
use super::{SOURCES, prebuilt_path};
use crate::release::{Binary, Image as Facts, Release};
use crate::selection::{BaseChoice, Image, Place, Platform, Prebuilt, PrebuiltFrom, Selection};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A `COPY`.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct CopyStep {
    /// The stage; nothing for a file of the context.
    pub from: Option<String>,
    /// The path there; `${TARGETARCH}` may stand in it.
    pub source: String,
    /// The absolute path in the image.
    pub target: String,
    /// The mode of a program; nothing for a file whose mode is right where it comes from. BuildKit gives the mode of
    /// `--chmod` to the directories that it makes on the way too, and `0644` would close them (moby/buildkit#5943).
    pub mode: Option<&'static str>,
    /// Whether it is an `ADD`, which unpacks a local archive.
    pub add: bool,
    /// How it goes through the stage [`FILES`].
    #[serde(skip)]
    pub(super) staging: Option<Staging>,
}

/// What the stage [`FILES`] gives to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Staging {
    /// Its mode, in octal digits.
    pub(super) mode: String,
    /// Its owner, when it is not root.
    pub(super) owner: Option<String>,
    /// The SHA-256 of a file that is downloaded there: then the source is a URL.
    pub(super) sha256: Option<String>,
}

impl CopyStep {
    /// A file as it is where it comes from.
    pub(super) fn plain(from: Option<String>, source: &str, target: &str) -> CopyStep {
        let (source, target) = (source.to_owned(), target.to_owned());
        CopyStep { from, source, target, mode: None, add: false, staging: None }
    }

    /// A plain file of the context, by way of the stage [`FILES`].
    pub(super) fn file(source: &str, target: &str) -> CopyStep {
        CopyStep::staged(source, target, Staging { mode: "0644".to_owned(), owner: None, sha256: None })
    }

    /// A file of the context, or of a URL, by way of the stage [`FILES`].
    pub(super) fn staged(source: &str, target: &str, staging: Staging) -> CopyStep {
        CopyStep { staging: Some(staging), ..CopyStep::plain(Some(FILES.to_owned()), source, target) }
    }

    /// A file of another image, with the mode that it has there.
    fn upstream(stage: String, path: &str) -> CopyStep {
        CopyStep::plain(Some(stage), path, path)
    }
}

/// The stage that gives the files of the context their mode, whatever a checkout made of it.
pub(super) const FILES: &str = "files";

/// A file in the stage `files`. It lies at the root there, which exists: no directory is made.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct StagedFile {
    /// Its path in the context, or its URL.
    pub source: String,
    /// Its path in the stage.
    pub path: String,
    /// Its mode, in octal digits.
    pub mode: String,
    /// Its owner, when it is not root.
    pub owner: Option<String>,
    /// The SHA-256 of what a URL gives.
    pub sha256: Option<String>,
}

/// Sends the copies of context files through the stage [`FILES`], and tells what that stage holds besides what it has.
pub(super) fn stage_files<'a>(
    mut staged: Vec<StagedFile>,
    copies: impl Iterator<Item = &'a mut CopyStep>,
) -> Vec<StagedFile> {
    for copy in copies {
        let Some(staging) = &copy.staging else { continue };
        let owner = staging.owner.clone().filter(|owner| owner != "0:0");
        let same = |file: &StagedFile| file.source == copy.source && file.mode == staging.mode && file.owner == owner;
        let path = match staged.iter().find(|file| same(file)) {
            Some(file) => file.path.clone(),
            None => {
                // A URL may hold anything: the target is what tells its file from others.
                let name = if staging.sha256.is_some() { copy.target.trim_start_matches('/') } else { &copy.source };
                let wish = format!("/{}", name.replace('/', "-"));
                let mut path = wish.clone();
                for number in 2.. {
                    if !staged.iter().any(|file| file.path == path) {
                        break;
                    }
                    path = format!("{wish}-{number}");
                }
                let (source, mode) = (copy.source.clone(), staging.mode.clone());
                let sha256 = staging.sha256.clone();
                staged.push(StagedFile { source, path: path.clone(), mode, owner, sha256 });
                path
            }
        };
        copy.source = path;
    }
    staged.sort_by(|a, b| a.path.cmp(&b.path));
    staged
}

/// The component's official image as a stage, which exists once something is copied out of it.
pub(super) struct Official<'a> {
    pub(super) selection: &'a Selection,
    pub(super) release: &'a Release,
    pub(super) name: &'a str,
    pub(super) facts: &'a Facts,
    pub(super) arguments: &'a mut Arguments,
    pub(super) upstreams: &'a mut BTreeMap<String, Upstream>,
}

impl Official<'_> {
    /// The name of the stage, in the image's smallest variant.
    fn stage(&mut self) -> String {
        let stage = format!("official-{}", self.name);
        let variant = if self.facts.variants.contains_key("distroless") { "distroless" } else { "default" };
        let image = format!("{}:{}{}", self.name, self.release.tag, suffix(variant));
        let (hub, image) = mirrored(self.selection, &self.selection.istio_hub, &image);
        let hub = self.arguments.name(&hub, "ISTIO_HUB");
        let from = format!("${{{hub}}}/{image}");
        self.upstreams.insert(stage.clone(), Upstream { stage: stage.clone(), from });
        stage
    }
}

/// Official images have no suffix for the default variant (Istio's `tools/docker-builder`).
pub(super) fn suffix(variant: &str) -> String {
    if variant == "default" { String::new() } else { format!("-{variant}") }
}

fn is_official(image: &Image) -> bool {
    matches!(image.base, BaseChoice::Official { .. })
}

/// The binaries that are not in the base image already.
pub(super) fn binaries(image: &Image, binaries: &[&Binary], official: &mut Official<'_>) -> Vec<CopyStep> {
    let mut copies = Vec::new();
    for binary in binaries {
        let (from, source) = match image.binaries.get(&binary.name) {
            Some(Place::Source) => (Some("build".to_owned()), format!("/out/{}", binary.name)),
            Some(Place::Prebuilt(files)) => prebuilt(&binary.name, files),
            _ if is_official(image) => continue,
            _ => (Some(official.stage()), binary.target.clone()),
        };
        copies.push(CopyStep { mode: Some("0755"), ..CopyStep::plain(from, &source, &binary.target) });
    }
    copies
}

fn prebuilt(binary: &str, files: &BTreeMap<Platform, Prebuilt>) -> (Option<String>, String) {
    let architecture = match files.keys().collect::<Vec<_>>()[..] {
        [only] => only.architecture(),
        _ => "${TARGETARCH}",
    };
    if files.values().any(|file| matches!(file.from, PrebuiltFrom::Url(_))) {
        return (Some(binary.to_owned()), format!("/{architecture}/{binary}"));
    }
    (None, prebuilt_path(binary, architecture))
}

/// The other files of the official image, such as Envoy's bootstrap template: from the sources where they are there.
pub(super) fn extras(image: &Image, official: &mut Official<'_>) -> Vec<CopyStep> {
    if is_official(image) || image.component.slim.is_some() {
        return Vec::new();
    }
    let from_sources = image.binaries.values().any(|place| *place == Place::Source);
    let mut copies = Vec::new();
    let facts = official.facts;
    for extra in &facts.files {
        let is_program = extra.target.contains("/bin/");
        copies.push(match (from_sources, is_program) {
            (false, _) => CopyStep::upstream(official.stage(), &extra.target),
            (true, false) => CopyStep::file(&format!("{SOURCES}/{}", extra.source), &extra.target),
            (true, true) => {
                let source = format!("{SOURCES}/{}", extra.source);
                CopyStep { mode: Some("0755"), ..CopyStep::plain(None, &source, &extra.target) }
            }
        });
    }
    for target in &facts.downloads {
        copies.push(CopyStep::upstream(official.stage(), target));
    }
    copies
}

/// CA certificates for a base image without them, copied so that no package manager runs on the target platform.
pub(super) fn ca(image: &Image, has_builder: bool, official: &mut Official<'_>) -> Option<CopyStep> {
    let BaseChoice::Image(base) = &image.base else { return None };
    let wanted = image.component.ca || !image.custom.authorities.is_empty();
    if !wanted || base.ca != Some(false) {
        return None;
    }
    let all_compiled = image.binaries.values().all(|place| *place == Place::Source);
    let stage = if has_builder && all_compiled { "build".to_owned() } else { official.stage() };
    Some(CopyStep::upstream(stage, BUNDLE))
}
