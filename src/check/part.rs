//! Which stages become images of Istio: the component, its release, and what is known of the image that a stage starts
//! from. A component is known where the lock says so, where a stage starts from its official image, or where its programs
//! are copied; elsewhere nothing is said.

use super::copy::copied;
use super::subject::{Base, Scene, Subject};
use crate::catalogue::{self, Component};
use crate::dockerfile::expand::unquote;
use crate::dockerfile::{Instruction, Keyword, Part as Word};
use crate::reference::Reference;
use crate::release::{Image, Release};
use std::sync::OnceLock;

/// A stage that becomes the image of a component.
pub(super) struct Part {
    /// The index of the stage.
    pub(super) index: usize,
    pub(super) component: &'static Component,
    /// The release, where the lock or an official image tells it.
    pub(super) release: Option<&'static Release>,
    /// It stands in a context of ours, whose lock names it.
    pub(super) ours: bool,
    /// It starts from the official image of the component.
    pub(super) official: bool,
}

impl Part {
    /// Its stage.
    pub(super) fn scene<'s, 'a>(&self, subject: &'s Subject<'a>) -> &'s Scene<'a> {
        &subject.stages[self.index]
    }

    /// What Istio's own image of the component is, at its release or the newest one: at all releases from 1.5 on the
    /// programs, their places and the entrypoints are the same.
    pub(super) fn image(&self) -> Option<&'static Image> {
        let release = self.release.or_else(newest)?;
        release.images.get(self.component.slim.as_ref().map_or(&self.component.image, |slim| &slim.of))
    }

    /// Whether the preset of a context of ours changes something of the image.
    pub(super) fn customizes(&self, subject: &Subject<'_>, key: &str) -> bool {
        subject.context.is_some_and(|context| context.customizes(&self.component.id, key))
    }

    /// Whether the image lacks a file for certain: nothing puts it there, and the base image has it not.
    pub(super) fn lacks(&self, subject: &Subject<'_>, path: &str) -> bool {
        let bare = self.ours && !self.official || self.base(subject).is_some();
        bare && !subject.lineage(self.index).any(|scene| scene.body.iter().any(|one| may_put(one, scene, path)))
    }

    /// The base image, if it is one that we know: without anything of Istio's.
    pub(super) fn base(&self, subject: &Subject<'_>) -> Option<Known> {
        known(subject.root(self.index)?)
    }
}

/// What is known of a base image.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// Whether it has a shell.
    pub(super) shell: Option<bool>,
    pub(super) iptables: Option<bool>,
    /// Whether it has CA certificates.
    pub(super) ca: Option<bool>,
}

/// What is known of an image that comes from others; nothing of one that may hold anything.
pub(super) fn known(base: &Base) -> Option<Known> {
    static BASES: OnceLock<Vec<(String, Known)>> = OnceLock::new();
    let image = match base {
        Base::Scratch => return Some(Known { shell: Some(false), iptables: Some(false), ca: Some(false) }),
        Base::Image(image) => image,
        Base::Stage(_) | Base::Other => return None,
    };
    let bases = BASES.get_or_init(|| {
        let bases = catalogue::base_ids().filter_map(|id| catalogue::base(id).ok()?);
        let row = |base: catalogue::Base| {
            let known = Known { shell: base.shell, iptables: base.iptables, ca: base.ca };
            Some((Reference::parse(&base.reference).ok()?.repository, known))
        };
        bases.filter_map(row).collect()
    });
    let (_, name) = image.repository.rsplit_once('/').unwrap_or(("", &image.repository));
    let debug = image.tag.as_ref().is_some_and(|tag| tag.contains("debug"));
    // Variants of Debian's images differ in what they hold; the distroless ones have no shell but for `debug`.
    if let Some((_, known)) = bases.iter().find(|(repository, _)| *repository == image.repository) {
        let shell = if debug { None } else { known.shell };
        return Some(Known { shell, ..*known });
    }
    let bare = Known { shell: Some(false).filter(|_| !debug), iptables: Some(false), ca: None };
    if image.registry == "gcr.io" && image.repository.starts_with("distroless/") {
        return Some(bare);
    }
    if image.repository.starts_with("library/") && matches!(name, "busybox" | "fedora" | "rockylinux" | "almalinux") {
        return Some(Known { shell: Some(true), iptables: Some(false), ca: None });
    }
    // docker/Dockerfile.base, docker/Dockerfile.distroless and docker/iptables.yaml of Istio.
    match name {
        "base" if is_istio(image) => Some(Known { shell: Some(true), iptables: Some(true), ca: Some(true) }),
        "iptables" if is_istio(image) => Some(Known { shell: Some(false), iptables: Some(true), ca: Some(true) }),
        "distroless" if is_istio(image) => Some(Known { shell: Some(false), iptables: None, ca: Some(true) }),
        _ => None,
    }
}

/// Whether an image lies under a prefix that Istio publishes to.
fn is_istio(image: &Reference) -> bool {
    let prefix = image.repository.rsplit_once('/').map_or("", |(prefix, _)| prefix);
    let last = prefix.rsplit('/').next().unwrap_or_default();
    matches!(last, "istio" | "istio-release" | "istio-testing") || image.registry == "registry.istio.io"
}

/// The components, each parsed once.
fn components() -> &'static [Component] {
    static COMPONENTS: OnceLock<Vec<Component>> = OnceLock::new();
    COMPONENTS.get_or_init(|| catalogue::COMPONENTS.iter().filter_map(|id| catalogue::component(id).ok()?).collect())
}

/// The facts of a release, each parsed once.
pub(super) fn release(tag: &str) -> Option<&'static Release> {
    static RELEASES: OnceLock<Vec<OnceLock<Option<Release>>>> = OnceLock::new();
    let index = catalogue::releases().iter().position(|entry| entry.tag == tag)?;
    let all = RELEASES.get_or_init(|| catalogue::releases().iter().map(|_| OnceLock::new()).collect());
    all.get(index)?.get_or_init(|| catalogue::release(tag)).as_ref()
}

fn newest() -> Option<&'static Release> {
    release(&catalogue::releases().last()?.tag)
}

/// The release that a Dockerfile is about: the lock says it, else all official images that it names.
pub(super) fn release_of(subject: &Subject<'_>) -> Option<&'static Release> {
    if let Some(tag) = subject.context.and_then(|context| context.istio.as_deref()) {
        return release(tag);
    }
    let mut tags = super::stage::images(subject).filter_map(|(_, image)| super::pin::istio_version(image));
    let first = tags.next()?;
    tags.all(|tag| tag == first).then(|| release(first)).flatten()
}

/// The stages that become images of Istio.
pub(super) fn parts(subject: &Subject<'_>) -> Vec<Part> {
    // No other word names a program of Istio's, and most files speak of none.
    let words = ["istio", "pilot", "ztunnel", "envoy", "install-cni"];
    let speaks = |word: &&str| memchr::memmem::find(subject.file.text.as_bytes(), word.as_bytes()).is_some();
    if !words.iter().any(speaks) {
        return Vec::new();
    }
    let release = release_of(subject);
    let part = |(index, scene): (usize, &Scene<'_>)| {
        let (component, ours) = component(subject, index, scene)?;
        let official = match subject.root(index) {
            Some(Base::Image(image)) => is_named(image, component) && (ours || is_istio(image)),
            _ => false,
        };
        Some(Part { index, component, release, ours, official })
    };
    subject.targets().filter_map(part).collect()
}

fn is_named(image: &Reference, component: &Component) -> bool {
    image.repository.rsplit('/').next() == Some(component.image.as_str())
}

/// The component of a stage, and whether the lock says so.
fn component(subject: &Subject<'_>, index: usize, scene: &Scene<'_>) -> Option<(&'static Component, bool)> {
    let name = scene.stage.name.as_ref().map(|name| name.text.as_ref());
    let locked = subject
        .context
        .is_some_and(|context| context.istio.is_some() && name.is_some_and(|name| context.lock.contains_key(name)));
    if locked {
        return components().iter().find(|one| Some(one.id.as_str()) == name).map(|one| (one, true));
    }
    if let Some(Base::Image(image)) = subject.root(index)
        && let Some(component) = components().iter().find(|one| is_named(image, one) && is_istio(image))
    {
        return Some((component, false));
    }
    // What is copied tells it, when it speaks of one alone: tools for debugging hold several programs.
    let all: Vec<_> =
        subject.lineage(index).flat_map(|scene| scene.body).filter_map(|one| copied(index, one)).collect();
    let holds = |program: &str| {
        let is_program = |source: &Word<'_>| unquote(&source.text).rsplit('/').next() == Some(program);
        all.iter().any(|one| one.sources.iter().any(is_program))
    };
    let marks =
        [("pilot", "pilot-discovery"), ("cni", "install-cni"), ("ztunnel", "ztunnel"), ("proxy", "pilot-agent")];
    let mut found = marks.iter().filter(|(_, program)| holds(program)).map(|(id, _)| *id);
    let id = found.next().filter(|id| *id != "proxy" || holds("envoy"))?;
    if found.next().is_some() {
        return None;
    }
    components().iter().find(|one| one.id == id).map(|one| (one, false))
}

/// Whether an instruction may put a file at a path: it does, or what it puts somewhere above is not known.
fn may_put(one: &Instruction<'_>, scene: &Scene<'_>, path: &str) -> bool {
    let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
    match one.keyword {
        Keyword::Run => {
            let speaks = |text: &str| text.contains(name) || text.contains(directory);
            speaks(&one.rest.text) || !one.heredocs.is_empty()
        }
        Keyword::Copy | Keyword::Add => {
            let Some((target, sources)) = one.words().split_last() else { return false };
            let target = unquote(&target.text);
            let before = |other: &&Instruction<'_>| other.keyword == Keyword::Workdir && other.line < one.line;
            let workdir = scene.body.iter().rev().find(before).map_or("/", |workdir| &workdir.rest.text);
            let absolute =
                if target.starts_with(['/', '$']) { target.to_owned() } else { format!("{workdir}/{target}") };
            if absolute.contains('$') || absolute == path {
                return true;
            }
            let into = absolute.trim_end_matches(['/', '.']);
            sources.iter().any(|source| {
                let source = unquote(&source.text);
                let own = source.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
                let is_open = own.is_empty() || own.contains(['*', '?', '[', '$', '<']) || own == ".";
                // A name with an ending is a file; another may be a directory whose content is copied.
                let is_file = own.contains('.') && one.keyword == Keyword::Copy
                    || PROGRAMS.contains(&own) && !source.ends_with('/') && !source.contains("/lib/");
                let above = path.strip_prefix(into).is_some_and(|rest| rest.starts_with('/'));
                above && (is_open || !is_file || directory == into && own == name)
            })
        }
        _ => false,
    }
}

/// Programs of Istio's: what is copied under such a name is no directory.
const PROGRAMS: &[&str] =
    &["pilot-discovery", "pilot-agent", "envoy", "ztunnel", "install-cni", "istio-cni", "istioctl"];
