//! What is checked: a Dockerfile, read and followed as far as the rules need.

use super::part::{self, Part};
use super::{Context, Policy, script};
use crate::dockerfile::expand::{expand, unquote};
use crate::dockerfile::shell::Command;
use crate::dockerfile::{Dockerfile, Form, Instruction, Keyword, Stage};
use crate::reference::Reference;
use std::collections::BTreeMap;

/// Variables that builders declare by themselves (docs.docker.com/reference/dockerfile, "Predefined ARGs").
pub(super) const PREDEFINED: &[&str] = &[
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "FTP_PROXY",
    "ftp_proxy",
    "NO_PROXY",
    "no_proxy",
    "ALL_PROXY",
    "all_proxy",
];
/// Variables of platforms: global, and to be declared where a stage uses them.
pub(super) const PLATFORM: &[&str] = &[
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETARCH",
    "TARGETVARIANT",
    "TARGETSTAGE",
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDARCH",
    "BUILDVARIANT",
];

/// A Dockerfile with what is known around it.
pub struct Subject<'a> {
    /// The file.
    pub file: &'a Dockerfile<'a>,
    /// What is allowed.
    pub policy: &'a Policy,
    /// The directory around it, if it is a build context.
    pub context: Option<&'a Context>,
    /// The stages with what they start from.
    pub(super) stages: Vec<Scene<'a>>,
    /// The commands of each `RUN`.
    pub(super) runs: Vec<Run<'a>>,
    /// The global build arguments with their defaults.
    pub(super) globals: BTreeMap<String, Option<String>>,
    /// The stages that become images of Istio.
    pub(super) parts: Vec<Part>,
}

/// A stage and what it starts from.
pub(super) struct Scene<'a> {
    pub(super) stage: &'a Stage<'a>,
    pub(super) from: &'a Instruction<'a>,
    pub(super) body: &'a [Instruction<'a>],
    /// The image with the defaults of the build arguments put in.
    pub(super) image: String,
    pub(super) base: Base,
    /// It becomes an image: the last one, or one that the bake file builds.
    pub(super) is_target: bool,
}

/// What a stage starts from.
pub(super) enum Base {
    Scratch,
    /// An earlier stage, by its index.
    Stage(usize),
    Image(Reference),
    /// A text that is no reference: a variable without default, or a mistake.
    Other,
}

/// The commands of a `RUN`.
pub(super) struct Run<'a> {
    pub(super) instruction: &'a Instruction<'a>,
    /// The index of its stage.
    pub(super) stage: usize,
    pub(super) commands: Vec<Command>,
}

impl<'a> Subject<'a> {
    /// Follows a Dockerfile.
    #[must_use]
    pub fn new(file: &'a Dockerfile<'a>, policy: &'a Policy, context: Option<&'a Context>) -> Subject<'a> {
        let globals = globals(file);
        let mut stages: Vec<Scene<'a>> = Vec::with_capacity(file.stages.len());
        for stage in &file.stages {
            let lookup = |name: &str| globals.get(name).cloned().flatten();
            let image = expand(&stage.image.text, &lookup);
            let earlier = stages.iter().rposition(|scene| scene.stage.is_named(&image));
            let base = match (earlier, Reference::parse(&image)) {
                _ if image == "scratch" => Base::Scratch,
                (Some(index), _) => Base::Stage(index),
                (None, Ok(reference)) => Base::Image(reference),
                (None, Err(_)) => Base::Other,
            };
            let from = &file.instructions[stage.from];
            stages.push(Scene { stage, from, body: file.body(stage), image, base, is_target: false });
        }
        let mut subject = Subject { file, policy, context, stages, runs: Vec::new(), globals, parts: Vec::new() };
        subject.mark_targets();
        subject.runs = runs(file);
        subject.parts = part::parts(&subject);
        subject
    }

    /// All instructions that stand in a stage, with its index.
    pub(super) fn placed(&self) -> impl Iterator<Item = (usize, &'a Instruction<'a>)> {
        self.stages.iter().enumerate().flat_map(|(index, scene)| scene.body.iter().map(move |one| (index, one)))
    }

    /// The instructions of a kind, wherever they stand.
    pub(super) fn all(&self, keyword: Keyword) -> impl Iterator<Item = &'a Instruction<'a>> {
        self.file.instructions.iter().filter(move |instruction| instruction.keyword == keyword)
    }

    /// A stage and the earlier ones that it starts from, itself first.
    pub(super) fn lineage(&self, index: usize) -> impl Iterator<Item = &Scene<'a>> {
        std::iter::successors(self.stages.get(index), |scene| match scene.base {
            Base::Stage(earlier) => self.stages.get(earlier),
            _ => None,
        })
    }

    /// The last instruction of a kind that counts for a stage: its own, or that of a stage it starts from.
    pub(super) fn last(&self, index: usize, keyword: Keyword) -> Option<&'a Instruction<'a>> {
        self.lineage(index).find_map(|scene| scene.body.iter().rev().find(|one| one.keyword == keyword))
    }

    /// The image that a stage starts from in the end.
    pub(super) fn root(&self, index: usize) -> Option<&Base> {
        self.lineage(index).last().map(|scene| &scene.base)
    }

    /// The stages that become images.
    pub(super) fn targets(&self) -> impl Iterator<Item = (usize, &Scene<'a>)> {
        self.stages.iter().enumerate().filter(|(_, scene)| scene.is_target)
    }

    /// The text of a span.
    pub(super) fn text(&self, span: std::ops::Range<usize>) -> &'a str {
        self.file.text.get(span).unwrap_or_default()
    }

    fn mark_targets(&mut self) {
        let named = self.context.map(|context| context.bake_targets()).unwrap_or_default();
        for scene in &mut self.stages {
            scene.is_target = named.iter().any(|name| scene.stage.is_named(name));
        }
        if let (true, Some(last)) = (self.stages.iter().all(|scene| !scene.is_target), self.stages.last_mut()) {
            last.is_target = true;
        }
    }
}

fn globals(file: &Dockerfile<'_>) -> BTreeMap<String, Option<String>> {
    let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
    for pair in file.globals().iter().filter(|one| one.keyword == Keyword::Arg).flat_map(|one| one.pairs()) {
        let lookup = |name: &str| known.get(name).cloned().flatten();
        let value = pair.value.as_ref().map(|value| expand(unquote(&value.text), &lookup));
        known.insert(pair.name.text.clone().into_owned(), value);
    }
    known
}

fn runs<'a>(file: &'a Dockerfile<'a>) -> Vec<Run<'a>> {
    // The escape of Windows' Dockerfiles: what runs there is no shell that we know.
    if file.escape != '\\' {
        return Vec::new();
    }
    let mut runs = Vec::new();
    for (stage, scene) in file.stages.iter().enumerate() {
        for instruction in file.body(scene) {
            if instruction.keyword == Keyword::Run {
                runs.push(Run { instruction, stage, commands: script::commands(file, instruction) });
            }
        }
    }
    runs
}

/// Whether an instruction writes its command for the shell.
pub(super) fn is_shell_form(instruction: &Instruction<'_>) -> bool {
    instruction.form == Form::Text && !instruction.rest.text.is_empty()
}
