//! Why an instruction stands where it does, as far as the file tells.

use crate::dockerfile::{Dockerfile, Instruction, Keyword, Stage};
use crate::text::{Text, annotation as say};

/// The architecture and its like, which `BuildKit` itself gives to every build.
const GIVEN: &[&str] = &[
    "BUILDARCH",
    "BUILDOS",
    "BUILDPLATFORM",
    "BUILDVARIANT",
    "TARGETARCH",
    "TARGETOS",
    "TARGETPLATFORM",
    "TARGETVARIANT",
];

/// The reason for the instruction at an index of a file.
///
/// # Panics
/// Never for an index of the file's instructions.
#[must_use]
pub fn reason(file: &Dockerfile<'_>, index: usize) -> Text {
    let instruction = &file.instructions[index];
    let stage = file.stages.iter().position(|stage| stage.from <= index && index < stage.end);
    let place = Place { file, stage };
    match instruction.keyword {
        Keyword::From => place.from(instruction),
        Keyword::Arg => place.arg(instruction),
        Keyword::Run => run(instruction),
        Keyword::Copy => place.copy(instruction),
        Keyword::Add => add(instruction),
        Keyword::Env => {
            if place.is_copied_from() {
                say::why_env_of_build()
            } else {
                say::why_env()
            }
        }
        Keyword::Label => label(instruction),
        Keyword::User => user(instruction),
        Keyword::Workdir => say::why_workdir(instruction.whole().text),
        Keyword::Expose => say::why_expose(),
        Keyword::Healthcheck => healthcheck(instruction),
        Keyword::Entrypoint => form(instruction, say::why_entrypoint, say::why_entrypoint_shell),
        Keyword::Cmd => match (instruction.is_exec(), place.has_entrypoint()) {
            (_, true) => say::why_cmd_arguments(),
            (true, false) => say::why_cmd(),
            (false, false) => say::why_cmd_shell(),
        },
        Keyword::Volume => say::why_volume(),
        Keyword::Onbuild => say::why_onbuild(),
        Keyword::Shell => say::why_shell(),
        Keyword::Stopsignal => say::why_stopsignal(instruction.whole().text),
        Keyword::Maintainer => say::why_maintainer(),
        Keyword::Unknown => say::why_unknown(),
    }
}

fn form(instruction: &Instruction<'_>, exec: fn() -> Text, shell: fn() -> Text) -> Text {
    if instruction.is_exec() { exec() } else { shell() }
}

/// Where an instruction stands.
struct Place<'f, 't> {
    file: &'f Dockerfile<'t>,
    /// The index of its stage; none before the first `FROM`.
    stage: Option<usize>,
}

impl Place<'_, '_> {
    fn from(&self, instruction: &Instruction<'_>) -> Text {
        let Some(stage) = self.stage.map(|index| &self.file.stages[index]) else { return say::why_unknown() };
        let image = stage.image.text.as_ref();
        let copied = self.is_copied_from();
        let text = match (image, copied) {
            ("scratch", true) => say::why_from_scratch_copied(),
            ("scratch", false) => say::why_from_scratch(),
            (_, true) if self.runs(stage) => say::why_from_builder(),
            (image, true) => say::why_from_copied(image),
            (image, false) => say::why_from_base(image),
        };
        match instruction.flag("platform") {
            Some(platform) if platform.trim_start_matches('$').trim_matches(['{', '}']) == "BUILDPLATFORM" => {
                text.then(say::why_from_build_platform())
            }
            _ => text,
        }
    }

    fn runs(&self, stage: &Stage<'_>) -> bool {
        self.file.body(stage).iter().any(|instruction| instruction.keyword == Keyword::Run)
    }

    fn arg(&self, instruction: &Instruction<'_>) -> Text {
        let names = || instruction.pairs().iter().map(|pair| pair.name.text.as_ref());
        if self.stage.is_none() {
            return say::why_arg_global();
        }
        if names().all(|name| GIVEN.contains(&name)) {
            return say::why_arg_given();
        }
        let global = |name: &str| {
            let mut pairs = self.file.globals().iter().flat_map(Instruction::pairs);
            pairs.any(|pair| pair.name.text == name)
        };
        if names().all(global) { say::why_arg_again() } else { say::why_arg() }
    }

    fn copy(&self, instruction: &Instruction<'_>) -> Text {
        let text = match instruction.flag("from") {
            Some(from) if self.stage_of(from).is_some() => say::why_copy_stage(from),
            Some(from) => say::why_copy_image(from),
            None if !instruction.heredocs.is_empty() => say::why_copy_heredoc(),
            None => say::why_copy_context(),
        };
        let holds = |part: &str| instruction.words().last().is_some_and(|word| word.text.to_lowercase().contains(part));
        let license = holds("license");
        let text = if holds("/etc/ssl/") { text.then(say::why_copy_ca()) } else { text };
        let text = if license { text.then(say::why_copy_license()) } else { text };
        let text = if instruction.flag("chmod").is_some() { text.then(say::why_copy_chmod()) } else { text };
        if instruction.flag("link").is_some() { text.then(say::why_copy_link()) } else { text }
    }

    /// The stage that a word of `--from` means: its name, or its number.
    fn stage_of(&self, word: &str) -> Option<usize> {
        let named = self.file.stages.iter().rposition(|stage| stage.is_named(word));
        named.or_else(|| word.parse().ok().filter(|index| *index < self.file.stages.len()))
    }

    /// Whether another stage takes files of this one: then it ends in no image itself, as far as the file tells.
    fn is_copied_from(&self) -> bool {
        let Some(stage) = self.stage else { return false };
        let from = |instruction: &Instruction<'_>| {
            instruction.flag("from").is_some_and(|word| self.stage_of(word) == Some(stage))
        };
        let bind = |instruction: &Instruction<'_>| {
            let mounts = mounts(instruction);
            mounts.iter().any(|mount| option(mount, "from").is_some_and(|word| self.stage_of(word) == Some(stage)))
        };
        self.file.instructions.iter().any(|instruction| from(instruction) || bind(instruction))
    }

    fn has_entrypoint(&self) -> bool {
        let stage = self.stage.and_then(|index| self.file.stages.get(index));
        stage.is_some_and(|stage| self.file.body(stage).iter().any(|found| found.keyword == Keyword::Entrypoint))
    }
}

/// The values of all `--mount` of a RUN.
fn mounts<'i>(instruction: &'i Instruction<'_>) -> Vec<&'i str> {
    let flags = instruction.flags.iter().filter(|flag| flag.name.text == "mount");
    flags.filter_map(|flag| flag.value.as_ref().map(|value| value.text.as_ref())).collect()
}

/// A setting of a mount: `type` in `type=cache,target=/x`.
fn option<'m>(mount: &'m str, name: &str) -> Option<&'m str> {
    mount.split(',').find_map(|setting| setting.split_once('=').filter(|(key, _)| *key == name)).map(|(_, value)| value)
}

fn run(instruction: &Instruction<'_>) -> Text {
    let command = instruction.rest.text.as_ref();
    let holds = |words: &[&str]| words.iter().any(|word| command.contains(word));
    let text = if holds(&["apt-get install", "apk add", "dnf install", "yum install", "zypper install"]) {
        say::why_run_packages()
    } else if holds(&["go build", "cargo build", "bazel build", "make "]) {
        say::why_run_compile()
    } else {
        say::why_run()
    };
    let mounts = mounts(instruction);
    let has = |kind: &str| mounts.iter().any(|mount| option(mount, "type").unwrap_or("bind") == kind);
    let text = if has("bind") { text.then(say::why_run_bind()) } else { text };
    let text = if has("cache") { text.then(say::why_run_cache()) } else { text };
    if has("secret") || has("ssh") { text.then(say::why_run_secret()) } else { text }
}

fn add(instruction: &Instruction<'_>) -> Text {
    let remote = |word: &str| word.contains("://") || word.starts_with("git@");
    let remote =
        instruction.words().split_last().is_some_and(|(_, sources)| sources.iter().any(|word| remote(&word.text)));
    match (remote, instruction.flag("checksum")) {
        (true, Some(_)) => say::why_add_checksum(),
        (true, None) => say::why_add_url(),
        (false, _) => say::why_add_local(),
    }
}

fn label(instruction: &Instruction<'_>) -> Text {
    let agreed =
        instruction.pairs().iter().any(|pair| pair.name.text.trim_matches('"').starts_with("org.opencontainers."));
    if agreed { say::why_label() } else { say::why_label_own() }
}

fn user(instruction: &Instruction<'_>) -> Text {
    let whole = instruction.whole();
    let user = whole.text.split(':').next().unwrap_or_default();
    match user {
        "0" | "root" => say::why_user_root(),
        user if !user.is_empty() && user.bytes().all(|byte| byte.is_ascii_digit()) => say::why_user_numeric(),
        _ => say::why_user_name(),
    }
}

fn healthcheck(instruction: &Instruction<'_>) -> Text {
    let none = instruction.words().first().is_some_and(|word| word.text.eq_ignore_ascii_case("none"))
        && !instruction.is_exec();
    if none { say::why_healthcheck_none() } else { form(instruction, say::why_healthcheck, say::why_healthcheck_shell) }
}
