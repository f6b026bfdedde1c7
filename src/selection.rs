//! From a partial preset to a selection: every field set, ids exist, the combination is allowed.
//!
//! [`complete`] is the one question engine. Interactive use is "ask, fold in, again"; without a terminal the open
//! questions are what is missing, all at once.

mod base;
mod binaries;
mod env;
pub mod extra;
mod fit;
mod hidden;
mod istio;
mod pins;
mod values;

use crate::catalogue::{self, Base, Component};
use crate::custom::{self, Custom};
use crate::endpoint::{self, Mirrors};
use crate::error::Result;
use crate::finding::{Finding, Origin, Severity, forbids};
use crate::fips::{self, Standard};
use crate::mesh;
use crate::preset::Preset;
use crate::reference::Reference;
use crate::release::{Release, Variable};
use crate::secret;
use crate::text::{Language, Text, select as text};
use std::collections::{BTreeMap, BTreeSet};

pub use base::named as named_base;
pub use binaries::{brought, of_component};
pub use fit::needs_sources;
pub use istio::{TagChoice, choose_tag, unknown_tag};
pub use pins::Pins;
pub use values::{is_label, refuse_platform, refuse_value, unknown_component};

/// Every decision of the user, or the default that stands for it.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The language of generated texts.
    pub language: Language,
    /// Where sources come from, as the user wrote it; shown without a password.
    pub source: Option<String>,
    /// The commit that the user pinned.
    pub pinned_commit: Option<String>,
    /// Registry prefix of the official images.
    pub istio_hub: String,
    /// Registry prefix of the images to build.
    pub hub: String,
    /// Image tag of the images to build.
    pub tag: String,
    /// The platforms to build for.
    pub platforms: Vec<Platform>,
    /// Registry prefix of the Go image.
    pub go_hub: String,
    /// Name and tag of the Go image.
    pub go_image: String,
    /// Whether the context holds the whole source tree.
    pub full_source: bool,
    /// Whether the Dockerfile tells the reason of each instruction.
    pub annotate: bool,
    /// The patches of the sources, in the order in which they are applied: files, or `commit:SHA`.
    pub patches: Vec<(String, Origin)>,
    /// Whether modules come from `src/vendor`, and the directory to copy there unless the user does so.
    pub vendor: Option<Vendor>,
    /// The images to build, in the order of the catalogue.
    pub images: Vec<Image>,
    /// Whether proxyv2 also serves as init container, as the user asked for `init`.
    pub init_is_proxy: bool,
    /// What stands in for registries in every reference.
    pub mirrors: Mirrors,
    /// The digests that references stand for.
    pub pins: Pins,
    /// The standard of FIPS that the context is put together for.
    pub compliance: Option<Standard>,
    /// The mesh configuration to bake in.
    pub mesh: Option<serde_yaml::Mapping>,
    /// Labels of every image.
    pub labels: BTreeMap<String, String>,
}

impl Selection {
    /// A reference as the context names it: as the user's mirror has it, with the digest that it is pinned to.
    #[must_use]
    pub fn named(&self, reference: Reference) -> Reference {
        self.pins.pin(self.mirrors.reference(reference))
    }
}

/// Modules that come with the sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vendor {
    /// The user puts them there.
    Expected,
    /// A directory that `go mod vendor` made.
    Directory(String, Origin),
}

/// A platform that Istio publishes images for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Platform {
    /// `linux/amd64`
    Amd64,
    /// `linux/arm64`
    Arm64,
}

impl Platform {
    /// All platforms.
    pub const ALL: [Platform; 2] = [Platform::Amd64, Platform::Arm64];

    /// As Docker and OCI write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Platform::Amd64 => "linux/amd64",
            Platform::Arm64 => "linux/arm64",
        }
    }

    /// `TARGETARCH`, which is Go's name of the architecture.
    #[must_use]
    pub fn architecture(self) -> &'static str {
        match self {
            Platform::Amd64 => "amd64",
            Platform::Arm64 => "arm64",
        }
    }
}

/// One image to build.
#[derive(Clone, Debug)]
pub struct Image {
    /// The component.
    pub component: Component,
    /// What its image starts from.
    pub base: BaseChoice,
    /// Where the user chose it.
    pub base_origin: Origin,
    /// Where each of its binaries comes from, by the binary's name.
    pub binaries: BTreeMap<String, Place>,
    /// Environment variables that the image sets.
    pub env: BTreeMap<String, String>,
    /// Those of them that the user insists on.
    pub unchecked: BTreeSet<String>,
    /// What the user adds to it or changes in it.
    pub custom: Custom,
}

/// What an image starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaseChoice {
    /// The component's own official image in a variant.
    Official {
        /// `default`, `debug` or `distroless`.
        variant: String,
    },
    /// A base image.
    Image(Base),
}

/// Where a binary comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Copied out of the official image, or left there when the image starts from it.
    Release,
    /// Compiled from the sources.
    Source,
    /// The user's own files, one for each platform.
    Prebuilt(BTreeMap<Platform, Prebuilt>),
}

/// The user's own binary for one platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prebuilt {
    /// A file, or a URL that the build downloads.
    pub from: PrebuiltFrom,
    /// Its SHA-256, 64 hexadecimal digits; always there for a URL.
    pub sha256: Option<String>,
    /// Where the user said so.
    pub origin: Origin,
}

/// Where a prebuilt binary is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrebuiltFrom {
    /// A file of the user, as written; relative to the file that says so, or to the working directory.
    Path(String),
    /// An http or https URL without credentials.
    Url(String),
}

/// What is still open.
#[derive(Clone, Debug)]
pub struct Question {
    /// The path of the preset that the answer goes to.
    pub path: &'static str,
    /// The question.
    pub text: Text,
    /// What can be chosen, each with a line of meaning; empty for free text.
    pub choices: Vec<(String, String)>,
    /// Whether several choices can be made.
    pub several: bool,
    /// What is taken without an answer; `None` when an answer is needed.
    pub default: Option<String>,
}

/// What completing a preset came to.
#[derive(Debug, Default)]
pub struct Completed {
    /// The selection, when nothing is missing and nothing forbids it.
    pub selection: Option<Selection>,
    /// What is still open, in the order in which a person is asked.
    pub questions: Vec<Question>,
    /// All problems and notices.
    pub findings: Vec<Finding>,
}

impl Completed {
    /// What forbids going on with the answers so far: a default that does not fit may still be answered otherwise.
    pub fn forbidding(&self) -> impl Iterator<Item = &Finding> {
        let settled = self.questions.is_empty();
        let counts = move |finding: &&Finding| settled || finding.place != Origin::Default;
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).filter(counts)
    }
}

/// Completes a preset for a release, whose environment variables are held against `variables` where they are known.
///
/// # Errors
/// A bug of ours in the embedded data; problems of the preset are findings.
pub fn complete(
    preset: &Preset,
    release: &Release,
    variables: Option<&[Variable]>,
    language: Language,
) -> Result<Completed> {
    let mut findings = Vec::new();
    let mut questions = Vec::new();
    let chosen = choose_components(preset, release, language, &mut questions, &mut findings)?;
    if preset.get("base").is_none() {
        questions.push(base::question(language)?);
    }
    let platforms = values::platforms(preset, release, &mut findings);
    if chosen.is_empty() {
        check_mentioned(preset, release, variables, &platforms, &mut findings)?;
    }
    let (mut images, init_is_proxy) = images(preset, chosen, release, variables, &platforms, &mut findings)?;
    let mirrors = Mirrors::of(preset, &mut findings);
    endpoint::check(preset, &mirrors, &mut findings)?;
    let go_image = values::go_image(preset, release, &mut findings);
    let compliance = fips::choose(preset, release, &go_image, &mut images, &mut findings)?;
    let selection = Selection {
        language: values::language(preset),
        source: preset.text("istio.source").map(|(source, _)| source.to_owned()),
        pinned_commit: values::commit(preset, &mut findings),
        istio_hub: values::hub(preset, "istio.hub", "docker.io/istio", &mut findings),
        hub: values::hub(preset, "hub", "localhost/istio", &mut findings),
        tag: values::tag(preset, release, &mut findings),
        platforms,
        go_hub: values::hub(preset, "go.hub", "docker.io/library", &mut findings),
        go_image,
        annotate: preset.text("annotate").is_some_and(|(value, _)| value == "true"),
        full_source: preset.text("full_source").is_some_and(|(value, _)| value == "true"),
        patches: preset.list("patches").unwrap_or_default().to_vec(),
        vendor: values::vendor(preset),
        images,
        init_is_proxy,
        mirrors,
        pins: Pins::of(preset, &mut findings),
        compliance,
        mesh: preset.mapping("mesh"),
        labels: values::labels(preset, &mut findings),
    };
    mesh::check(preset, release, &mut findings);
    secret::check(preset, &mut findings);
    hidden::check(preset, &mut findings);
    values::strangers(preset, &mut findings)?;
    fit::check(&selection, release, &mut findings);
    fit::check_sources(&selection, preset, &mut findings);
    crate::finding::sort(&mut findings);
    let missing = questions.iter().any(|question| question.default.is_none());
    let selection = (!missing && !forbids(&findings)).then_some(selection);
    Ok(Completed { selection, questions, findings })
}

/// The components by the user's words, in the order of the catalogue; `init` brings `proxy` with it.
fn choose_components(
    preset: &Preset,
    release: &Release,
    language: Language,
    questions: &mut Vec<Question>,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Component>> {
    let words = preset.list("components").unwrap_or_default();
    if words.is_empty() {
        questions.push(component_question(release, language)?);
    }
    let mut ids = BTreeSet::new();
    for (word, origin) in words {
        match catalogue::component(word)? {
            Some(component) => {
                if !values::flag(preset, "init", "slim") && component.id == "init" {
                    ids.insert("proxy".to_owned());
                    findings.push(
                        Finding::info("init-is-proxyv2", origin, text::init_is_proxyv2(&release.tag))
                            .hint(text::init_can_be_slim()),
                    );
                }
                check_available(&component, release, origin, findings);
                ids.insert(component.id);
            }
            None => {
                findings.push(values::unknown_component(word, origin));
            }
        }
    }
    let mut components = Vec::new();
    for id in catalogue::COMPONENTS.iter().filter(|id| ids.contains(**id)) {
        components.extend(catalogue::component(id)?);
    }
    Ok(components)
}

/// The image of each component, as far as nothing forbids it; and whether proxyv2 serves as the init container too.
fn images(
    preset: &Preset,
    components: Vec<Component>,
    release: &Release,
    variables: Option<&[Variable]>,
    platforms: &[Platform],
    findings: &mut Vec<Finding>,
) -> Result<(Vec<Image>, bool)> {
    let slim = values::flag(preset, "init", "slim");
    let (mut images, mut init_is_proxy) = (Vec::new(), false);
    for component in components {
        if component.id == "init" && !slim {
            init_is_proxy = true;
            env::of_init(preset, &component, findings)?;
            continue;
        }
        let base = base::choose(preset, &component, release, findings)?;
        let binaries = binaries::choose(preset, &component, release, platforms, findings);
        let (env, unchecked) = env::env(preset, &component, release, variables, findings)?;
        if let Some((base, base_origin)) = base {
            let custom = Custom::default();
            let mut image = Image { component, base, base_origin, binaries, env, unchecked, custom };
            image.custom = custom::choose(preset, &image, release, platforms, findings)?;
            images.push(image);
        }
    }
    Ok((images, init_is_proxy))
}

/// Before components are chosen, those that the preset speaks of are looked at: what the user wrote is wrong already, and
/// all of it is told at once. The control plane, which runs on every base image, stands for what is said of all.
fn check_mentioned(
    preset: &Preset,
    release: &Release,
    variables: Option<&[Variable]>,
    platforms: &[Platform],
    findings: &mut Vec<Finding>,
) -> Result<()> {
    let mentioned =
        |id: &str| ["component", "customize", "env"].iter().any(|root| preset.below(&[root, id]).next().is_some());
    let (mut components, mut found) = (Vec::new(), Vec::new());
    for id in catalogue::COMPONENTS.iter().filter(|id| **id == "pilot" || mentioned(id)) {
        components.extend(catalogue::component(id)?);
    }
    images(preset, components, release, variables, platforms, &mut found)?;
    findings.extend(found.into_iter().filter(|finding| finding.place != Origin::Default));
    Ok(())
}

/// A component whose image the release does not have.
fn check_available(component: &Component, release: &Release, origin: &Origin, findings: &mut Vec<Finding>) {
    if component.slim.is_some() || release.images.contains_key(&component.image) {
        return;
    }
    let finding =
        Finding::error("component-not-in-release", origin, text::no_image_in_release(&release.tag, &component.image));
    findings.push(match &component.since {
        Some(since) => finding.hint(text::component_since(&component.id, since)),
        None => finding,
    });
}

fn component_question(release: &Release, language: Language) -> Result<Question> {
    let mut choices = Vec::new();
    for id in catalogue::COMPONENTS {
        let component = catalogue::component(id)?;
        if let Some(component) =
            component.filter(|component| component.slim.is_some() || release.images.contains_key(&component.image))
        {
            choices.push((component.id.clone(), component.title.say(language).to_owned()));
        }
    }
    Ok(Question { path: "components", text: text::ask_components(), choices, several: true, default: None })
}
