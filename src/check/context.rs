//! Rules about the files of a context that must agree: what is copied, what is ignored, the lock.

use super::bake::Bake;
use super::copy::copies;
use super::ignore::Ignore;
use super::subject::{Base, Subject};
use super::{Check, Found, check};
use crate::dockerfile::{Dockerfile, Instruction, Keyword, Part};
use crate::finding::Severity::{Error, Info, Warning};
use crate::reference::Reference;
use crate::state::Locked;
use crate::text::check::context as say;
use crate::yaml::{self, Kind, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "copy-ignored",
        Error,
        say::check_copy_ignored,
        say::fix_copy_ignored,
        "buildkit:CopyIgnoredFile droast:DF077 own:IMG015",
        copy_ignored,
    ),
    check("copy-missing", Error, say::check_copy_missing, say::fix_copy_missing, "own:IMG015", copy_missing),
    check(
        "copy-private-key",
        Error,
        say::check_copy_private_key,
        say::fix_copy_private_key,
        "own:IMG009 trivy:secret cis:4.10",
        copy_private_key,
    ),
    check(
        "ignore-file-missing",
        Info,
        say::check_ignore_file_missing,
        say::fix_ignore_file_missing,
        "droast:DF033",
        ignore_file_missing,
    ),
    check(
        "ignore-file-open",
        Info,
        say::check_ignore_file_open,
        say::fix_ignore_file_open,
        "own:IMG015",
        ignore_file_open,
    ),
    check(
        "lock-image-differs",
        Warning,
        say::check_lock_image_differs,
        say::fix_lock_image_differs,
        "own:IMG016",
        lock_image_differs,
    ),
    check(
        "lock-stage-missing",
        Warning,
        say::check_lock_stage_missing,
        say::fix_lock_stage_missing,
        "own:IMG016",
        lock_stage_missing,
    ),
    check("wasm-damaged", Error, say::check_wasm_damaged, say::fix_wasm_damaged, "own:IMG010", wasm_damaged),
];

/// The name of the bake file that contexts have.
pub const BAKE: &str = "docker-bake.hcl";
/// The file that keeps others out of the build.
pub const IGNORE: &str = ".dockerignore";

/// What is known of the directory around a Dockerfile.
#[derive(Clone, Debug, Default)]
pub struct Context {
    ignore: Option<Ignore>,
    pub(super) bake: Option<Bake>,
    /// The images that the lock names, by stage.
    pub(super) lock: BTreeMap<String, String>,
    /// The release that the lock names.
    pub(super) istio: Option<String>,
    /// What the preset says: each key with dots, `customize.pilot.entrypoint`.
    said: BTreeSet<String>,
    pub(super) readme: Option<String>,
    pub(super) trivy: Option<String>,
    /// What is copied: whether it is there, and how it starts.
    sources: BTreeMap<String, Option<Vec<u8>>>,
}

/// The texts of the files of a context that matter, each `None` if it is not there.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// `.dockerignore`, or `Dockerfile.dockerignore`, which wins.
    pub ignore: Option<String>,
    /// The bake file.
    pub bake: Option<String>,
    /// The lock of a context of ours.
    pub lock: Option<String>,
    /// The selection of a context of ours.
    pub selection: Option<String>,
    /// The README of a context of ours.
    pub readme: Option<String>,
    /// `.trivyignore`.
    pub trivy: Option<String>,
}

impl Context {
    /// Reads the texts; what cannot be read says nothing.
    #[must_use]
    pub fn new(texts: Texts) -> Context {
        // A lock that cannot be read is told by whoever needs it.
        let lock = texts.lock.and_then(|text| Locked::read(&text).ok()).unwrap_or_default();
        let mut said = BTreeSet::new();
        if let Some(node) = texts.selection.and_then(|text| yaml::parse(&text).ok()) {
            keys(&node, "", &mut said);
        }
        Context {
            ignore: texts.ignore.as_deref().map(Ignore::parse),
            bake: texts.bake.as_deref().map(Bake::parse),
            lock: lock.references,
            istio: lock.tag,
            said,
            readme: texts.readme,
            trivy: texts.trivy,
            sources: BTreeMap::new(),
        }
    }

    /// Whether the preset says something of a key, or of one below it.
    pub(super) fn says(&self, key: &str) -> bool {
        let below = |one: &String| one.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.said.range(key.to_owned()..).next().is_some_and(below)
    }

    /// Whether the preset changes something of a component's image, or of all.
    pub(super) fn customizes(&self, component: &str, key: &str) -> bool {
        [component, "all"].iter().any(|scope| self.says(&format!("customize.{scope}.{key}")))
    }

    /// Tells what is known of a path that is copied: how it starts, or that it is not there.
    pub fn source(&mut self, path: String, head: Option<Vec<u8>>) {
        self.sources.insert(path, head);
    }

    /// The stages that the bake file builds.
    pub(super) fn bake_targets(&self) -> BTreeSet<String> {
        let stages = self.bake.iter().flat_map(|bake| &bake.stages);
        stages.map(|(stage, _)| stage.clone()).collect()
    }
}

/// The keys of a mapping with dots, those of inner mappings too.
fn keys(node: &Node, prefix: &str, found: &mut BTreeSet<String>) {
    if let Kind::Map(entries) = &node.kind {
        for (name, _, inner) in entries {
            let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            keys(inner, &key, found);
            found.insert(key);
        }
    }
}

/// The paths of the context that a Dockerfile copies or mounts.
#[must_use]
pub fn wanted(file: &Dockerfile<'_>) -> BTreeSet<String> {
    let instructions = file.instructions.iter();
    instructions.flat_map(paths).map(|(path, _)| path).collect()
}

/// The paths of the context that an instruction copies or mounts, each with its bytes.
fn paths(instruction: &Instruction<'_>) -> Vec<(String, Range<usize>)> {
    let clean = |path: &str| {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        parts.join("/")
    };
    let known = |path: &str| {
        !path.is_empty() && !path.contains(['$', '<', '\\']) && !path.contains("://") && !path.contains("..")
    };
    let mut found = Vec::new();
    match instruction.keyword {
        Keyword::Copy | Keyword::Add if instruction.flag("from").is_none() => {
            if let Some((_, sources)) = instruction.words().split_last() {
                let local = |part: &&Part<'_>| known(&part.text) && !part.text.starts_with("git@");
                found.extend(sources.iter().filter(local).map(|part| (clean(&part.text), part.span.clone())));
            }
        }
        Keyword::Run => {
            for value in
                instruction.flags.iter().filter(|flag| flag.name.text == "mount").filter_map(|flag| flag.value.as_ref())
            {
                let parts: BTreeMap<&str, &str> =
                    value.text.split(',').filter_map(|part| part.split_once('=')).collect();
                let bound = parts.get("type").is_none_or(|kind| *kind == "bind") && !parts.contains_key("from");
                let source = parts.get("source").or_else(|| parts.get("src")).filter(|path| known(path));
                if let (true, Some(source)) = (bound, source) {
                    found.push((clean(source), value.span.clone()));
                }
            }
        }
        _ => {}
    }
    found.retain(|(path, _)| !path.is_empty());
    found
}

/// What is known of a path: nothing, or how it starts if it is there.
type Known<'s> = Option<&'s Option<Vec<u8>>>;

/// The paths that are copied, with what is known of each.
fn sources<'s>(subject: &'s Subject<'_>) -> Vec<(String, Range<usize>, Known<'s>)> {
    let Some(context) = subject.context else { return Vec::new() };
    let all = subject.file.instructions.iter().flat_map(paths);
    all.map(|(path, span)| {
        let known = context.sources.get(&path);
        (path, span, known)
    })
    .collect()
}

fn copy_missing(subject: &Subject<'_>, found: &mut Found) {
    for (path, span, known) in sources(subject) {
        if matches!(known, Some(None)) {
            found.at(span).about(path);
        }
    }
}

fn copy_ignored(subject: &Subject<'_>, found: &mut Found) {
    let Some(ignore) = subject.context.and_then(|context| context.ignore.as_ref()) else { return };
    for (path, span, known) in sources(subject) {
        if !path.contains(['*', '?', '[']) && !matches!(known, Some(None)) && ignore.keeps_out(&path) {
            found.at(span).about(path);
        }
    }
}

fn copy_private_key(subject: &Subject<'_>, found: &mut Found) {
    for (path, span, known) in sources(subject) {
        let is_key = |head: &Vec<u8>| head.windows(16).any(|window| window == b"PRIVATE KEY-----");
        if known.is_some_and(|known| known.as_ref().is_some_and(is_key)) {
            found.at(span).about(path);
        }
    }
}

fn wasm_damaged(subject: &Subject<'_>, found: &mut Found) {
    for (path, span, known) in sources(subject) {
        let head = known.and_then(|known| known.as_ref()).filter(|_| path.ends_with(".wasm"));
        if head.is_some_and(|head| !head.starts_with(b"\0asm")) {
            found.at(span).about(path);
        }
    }
}

fn ignore_file_missing(subject: &Subject<'_>, found: &mut Found) {
    let sends = copies(subject).any(|copied| copied.local_sources().next().is_some());
    if let (Some(None), true) = (subject.context.map(|context| &context.ignore), sends) {
        found.at(0..0);
    }
}

fn ignore_file_open(subject: &Subject<'_>, found: &mut Found) {
    let ignore = subject.context.and_then(|context| context.ignore.as_ref());
    if ignore.is_some_and(|ignore| !ignore.is_allow_list()) {
        found.at(0..0).within(IGNORE, 1, 1);
    }
}

fn lock_stage_missing(subject: &Subject<'_>, found: &mut Found) {
    for stage in subject.context.into_iter().flat_map(|context| context.lock.keys()) {
        if !subject.stages.iter().any(|scene| scene.stage.is_named(stage)) {
            found.at(0..0).about(stage);
        }
    }
}

fn lock_image_differs(subject: &Subject<'_>, found: &mut Found) {
    let Some(context) = subject.context else { return };
    for scene in &subject.stages {
        let Some(name) = &scene.stage.name else { continue };
        let Some(locked) = context.lock.get(name.text.as_ref()) else { continue };
        let differs = match (&scene.base, Reference::parse(locked)) {
            (Base::Image(image), Ok(locked)) => {
                let digests = image.digest.is_some() && locked.digest.is_some() && image.digest != locked.digest;
                image.name() != locked.name() || image.tag != locked.tag || digests
            }
            (Base::Scratch, _) => locked != "scratch",
            (Base::Stage(_) | Base::Image(_) | Base::Other, _) => false,
        };
        if differs {
            found.at(scene.stage.image.span.clone()).about(format!("{}, {locked}", scene.image));
        }
    }
}
