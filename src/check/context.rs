//! Rules about the files of a context that must agree: what is copied, what is ignored, the bake file, the lock.

use super::bake::Bake;
use super::copy::copies;
use super::ignore::Ignore;
use super::subject::{Base, PLATFORM, PREDEFINED, Subject};
use super::{Check, Found, check};
use crate::dockerfile::{Dockerfile, Instruction, Keyword, Part};
use crate::finding::Severity::{Error, Info, Warning};
use crate::reference::Reference;
use crate::state::Locked;
use crate::text::check::context as say;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "bake-argument-differs",
        Warning,
        say::check_bake_argument_differs,
        say::fix_bake_argument_differs,
        "own:IMG016",
        bake_argument_differs,
    ),
    check(
        "bake-argument-unknown",
        Warning,
        say::check_bake_argument_unknown,
        say::fix_bake_argument_unknown,
        "own:IMG016",
        bake_argument_unknown,
    ),
    check(
        "bake-file-unnamed",
        Warning,
        say::check_bake_file_unnamed,
        say::fix_bake_file_unnamed,
        "own:IMG019",
        bake_file_unnamed,
    ),
    check("bake-no-epoch", Info, say::check_bake_no_epoch, say::fix_bake_no_epoch, "own:IMG012", bake_no_epoch),
    check(
        "bake-target-unknown",
        Error,
        say::check_bake_target_unknown,
        say::fix_bake_target_unknown,
        "own:IMG016",
        bake_target_unknown,
    ),
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
    bake: Option<Bake>,
    /// The images that the lock names, by stage.
    lock: BTreeMap<String, String>,
    readme: Option<String>,
    /// What is copied: whether it is there, and how it starts.
    sources: BTreeMap<String, Option<Vec<u8>>>,
}

impl Context {
    /// Takes the texts of the files that matter: each `None` if it is not there.
    #[must_use]
    pub fn new(ignore: Option<&str>, bake: Option<&str>, lock: Option<&str>, readme: Option<String>) -> Context {
        // A lock that cannot be read is told by whoever needs it.
        let lock = lock.and_then(|text| Locked::read(text).ok()).unwrap_or_default();
        Context {
            ignore: ignore.map(Ignore::parse),
            bake: bake.map(Bake::parse),
            lock: lock.references,
            readme,
            sources: BTreeMap::new(),
        }
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

fn bake<'a>(subject: &Subject<'a>) -> Option<&'a Bake> {
    subject.context.and_then(|context| context.bake.as_ref())
}

fn bake_target_unknown(subject: &Subject<'_>, found: &mut Found) {
    for (stage, (line, column)) in bake(subject).into_iter().flat_map(|bake| &bake.stages) {
        if !subject.stages.iter().any(|scene| scene.stage.is_named(stage)) {
            found.at(0..0).about(stage).within(BAKE, *line, *column);
        }
    }
}

/// The build arguments that a Dockerfile declares anywhere, with the default of those at its top.
fn declared(subject: &Subject<'_>) -> BTreeMap<String, Option<String>> {
    let all = subject.all(Keyword::Arg).flat_map(Instruction::pairs);
    let mut declared: BTreeMap<String, Option<String>> = all.map(|pair| (pair.name.text.to_string(), None)).collect();
    declared.extend(subject.globals.clone());
    declared
}

fn bake_argument_unknown(subject: &Subject<'_>, found: &mut Found) {
    let declared = declared(subject);
    for (name, _, (line, column)) in bake(subject).into_iter().flat_map(|bake| &bake.arguments) {
        let own = PREDEFINED.contains(&name.as_str()) || PLATFORM.contains(&name.as_str());
        let of_builder = name == "SOURCE_DATE_EPOCH" || name.starts_with("BUILDKIT_");
        if !declared.contains_key(name) && !own && !of_builder {
            found.at(0..0).about(name).within(BAKE, *line, *column);
        }
    }
}

fn bake_argument_differs(subject: &Subject<'_>, found: &mut Found) {
    let Some(bake) = bake(subject) else { return };
    for (name, value, (line, column)) in &bake.arguments {
        let given = match value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(text) => Some(text),
            None => bake.variables.get(value.as_str()).map(String::as_str),
        };
        let Some(Some(default)) = subject.globals.get(name) else { continue };
        if let Some(given) = given.filter(|given| given != default && !given.contains("${")) {
            found.at(0..0).about(format!("{name}: {given}, {default}")).within(BAKE, *line, *column);
        }
    }
}

fn bake_no_epoch(subject: &Subject<'_>, found: &mut Found) {
    let lacks = |bake: &Bake| !bake.arguments.iter().any(|(name, ..)| name == "SOURCE_DATE_EPOCH");
    if bake(subject).is_some_and(lacks) {
        found.at(0..0).within(BAKE, 1, 1);
    }
}

/// A command that starts a line of the context's own README.
fn bake_file_unnamed(subject: &Subject<'_>, found: &mut Found) {
    let readme = subject.context.and_then(|context| context.readme.as_deref());
    for (index, line) in readme.into_iter().flat_map(str::lines).enumerate() {
        let command = line.trim().trim_start_matches("$ ");
        let named = |word: &str| word == "-f" || word.starts_with("--file") || word.starts_with("-f");
        if command.starts_with("docker buildx bake") && !command.split_whitespace().skip(3).any(named) {
            found.at(0..0).about(command).within("README.md", index + 1, 1);
        }
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
