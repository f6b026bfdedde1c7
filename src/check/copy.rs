//! Rules about what is copied.

use super::subject::{Base, Subject};
use super::{Check, Found, check, rare};
use crate::dockerfile::{Instruction, Keyword, Part};
use crate::finding::Severity::{Error, Info, Warning};
use crate::text::check::copy as say;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "add-not-copy",
        Error,
        say::check_add_not_copy,
        say::fix_add_not_copy,
        "hadolint:DL3020 cis:4.9 checkov:CKV_DOCKER_4 trivy:DS-0005 dockle:CIS-DI-0009",
        add_not_copy,
    ),
    check("add-without-checksum", Warning, say::check_add_unchecked, say::fix_add_unchecked, "cis:4.12", add_unchecked),
    check("copy-archive", Info, say::check_copy_archive, say::fix_copy_archive, "hadolint:DL3010", copy_archive),
    check(
        "copy-before-packages",
        Info,
        say::check_copy_before_packages,
        say::fix_copy_before_packages,
        "droast:DF070",
        copy_before_packages,
    ),
    check(
        "copy-context-to-root",
        Warning,
        say::check_copy_context_to_root,
        say::fix_copy_context_to_root,
        "droast:DF026",
        copy_context_to_root,
    ),
    check(
        "copy-from-self",
        Error,
        say::check_copy_from_self,
        say::fix_copy_from_self,
        "hadolint:DL3023 trivy:DS-0006",
        copy_from_self,
    ),
    check(
        "copy-from-unknown",
        Warning,
        say::check_copy_from_unknown,
        say::fix_copy_from_unknown,
        "hadolint:DL3022 tally:circular-stage-deps",
        copy_from_unknown,
    ),
    check(
        "copy-many-sources",
        Error,
        say::check_copy_many_sources,
        say::fix_copy_many_sources,
        "hadolint:DL3021 trivy:DS-0011",
        copy_many_sources,
    ),
    rare(
        "copy-owner-after-user",
        Info,
        say::check_copy_owner_after_user,
        say::fix_copy_owner_after_user,
        "tally:copy-after-user-without-chown",
        copy_owner_after_user,
    ),
    check("copy-relative", Warning, say::check_copy_relative, say::fix_copy_relative, "hadolint:DL3045", copy_relative),
    check(
        "copy-secret",
        Error,
        say::check_copy_secret,
        say::fix_copy_secret,
        "cis:4.10 trivy:DS-0031 own:IMG009",
        copy_secret,
    ),
    check(
        "copy-whole-stage",
        Warning,
        say::check_copy_whole_stage,
        say::fix_copy_whole_stage,
        "hadolint:DL3067",
        copy_whole_stage,
    ),
    check(
        "copy-world-writable",
        Warning,
        say::check_copy_world_writable,
        say::fix_copy_world_writable,
        "droast:DF034 cis:4.8",
        copy_world_writable,
    ),
];

/// `COPY` and `ADD` with sources and destination.
pub(super) struct Copied<'a> {
    /// The index of its stage.
    pub(super) stage: usize,
    pub(super) instruction: &'a Instruction<'a>,
    pub(super) sources: &'a [Part<'a>],
    pub(super) target: &'a Part<'a>,
}

/// All `COPY` and `ADD` that have what they need.
pub(super) fn copies<'a>(subject: &Subject<'a>) -> impl Iterator<Item = Copied<'a>> {
    subject.placed().filter_map(|(stage, instruction)| copied(stage, instruction))
}

/// An instruction of a stage as a copy, if it is one that has what it needs.
pub(super) fn copied<'a>(stage: usize, instruction: &'a Instruction<'a>) -> Option<Copied<'a>> {
    if !matches!(instruction.keyword, Keyword::Copy | Keyword::Add) {
        return None;
    }
    let (target, sources) = instruction.words().split_last()?;
    (!sources.is_empty()).then_some(Copied { stage, instruction, sources, target })
}

impl Copied<'_> {
    /// Its sources that come from the context: no heredoc, no URL, no other stage.
    pub(super) fn local_sources(&self) -> impl Iterator<Item = &Part<'_>> {
        let elsewhere = self.instruction.flag("from").is_some();
        self.sources.iter().filter(move |source| !elsewhere && !is_remote(&source.text) && !source.text.contains("<<"))
    }

    fn is_add(&self) -> bool {
        self.instruction.keyword == Keyword::Add
    }
}

fn is_remote(source: &str) -> bool {
    ["http://", "https://", "git@", "git://", "ssh://", "ftp://"].iter().any(|scheme| source.starts_with(scheme))
        || source.split(['#', '?']).next().is_some_and(|path| path.ends_with(".git"))
}

fn is_archive(source: &str) -> bool {
    let name = source.trim_matches('"').to_ascii_lowercase();
    let endings = [
        ".tar",
        ".tar.gz",
        ".tgz",
        ".tar.bz2",
        ".tbz2",
        ".tar.xz",
        ".txz",
        ".tar.zst",
        ".tar.z",
        ".tar.lzma",
        ".tlz",
        ".gz",
        ".bz2",
        ".xz",
        ".z",
        ".lz",
        ".lzma",
    ];
    endings.iter().any(|ending| name.ends_with(ending))
}

fn add_not_copy(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject).filter(Copied::is_add) {
        let plain =
            |source: &Part<'_>| !is_remote(&source.text) && !is_archive(&source.text) && !source.text.contains('$');
        if copied.sources.iter().all(plain) {
            let name = &copied.instruction.name;
            let wanted = if name.text.contains(char::is_lowercase) { "copy" } else { "COPY" };
            found.at(name.span.clone()).edit(name.span.clone(), wanted);
        }
    }
}

fn add_unchecked(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject).filter(|copied| copied.is_add() && copied.instruction.flag("checksum").is_none()) {
        let is_file = |source: &&Part<'_>| source.text.starts_with("http") && !source.text.contains(".git");
        for source in copied.sources.iter().filter(is_file) {
            found.at(source.span.clone()).about(source.text.as_ref());
        }
    }
}

fn copy_archive(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject).filter(|copied| !copied.is_add()) {
        for source in copied.local_sources().filter(|source| is_archive(&source.text)) {
            let name = source.text.rsplit('/').next().unwrap_or_default();
            let unpacked =
                subject.runs.iter().filter(|run| run.stage == copied.stage).flat_map(|run| &run.commands).any(|one| {
                    let unpacks =
                        matches!(one.program(), "tar" | "gunzip" | "bunzip2" | "unxz" | "unlzma" | "gzip" | "xz");
                    unpacks && one.arguments().iter().any(|word| word.text.ends_with(name))
                });
            if unpacked {
                found.at(source.span.clone()).about(source.text.as_ref());
            }
        }
    }
}

fn is_everything(source: &Part<'_>) -> bool {
    matches!(source.text.as_ref(), "." | "./" | "/" | "*" | "./*")
}

fn copy_before_packages(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject) {
        let broad = copied.local_sources().find(|source| is_everything(source));
        let later = subject
            .runs
            .iter()
            .filter(|run| run.stage == copied.stage && run.instruction.line > copied.instruction.line);
        if let (Some(source), true) = (broad, later.flat_map(|run| &run.commands).any(super::install::installs)) {
            found.at(source.span.clone()).about(source.text.as_ref());
        }
    }
}

fn copy_context_to_root(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject) {
        let broad = copied.local_sources().any(is_everything);
        if broad && copied.target.text == "/" && !matches!(subject.root(copied.stage), Some(Base::Scratch)) {
            found.at(copied.target.span.clone());
        }
    }
}

/// The `--from` of an instruction, with its place.
fn from<'a>(instruction: &'a Instruction<'_>) -> Option<&'a Part<'a>> {
    instruction.flags.iter().find(|flag| flag.name.text == "from")?.value.as_ref()
}

fn copy_from_self(subject: &Subject<'_>, found: &mut Found) {
    for (index, instruction) in subject.placed().filter(|(_, one)| one.keyword == Keyword::Copy) {
        let Some(name) = from(instruction) else { continue };
        let stage = &subject.stages[index].stage;
        if stage.is_named(&name.text) || name.text == index.to_string() {
            found.at(name.span.clone()).about(name.text.as_ref());
        }
    }
}

fn copy_from_unknown(subject: &Subject<'_>, found: &mut Found) {
    for (index, instruction) in subject.placed().filter(|(_, one)| one.keyword == Keyword::Copy) {
        let Some(name) = from(instruction) else { continue };
        let known = subject.stages[..=index].iter().any(|scene| scene.stage.is_named(&name.text));
        let numbered = name.text.parse::<usize>().is_ok_and(|number| number <= index);
        if !known && !numbered && !name.text.contains('$') {
            found.at(name.span.clone()).about(name.text.as_ref());
        }
    }
}

fn copy_many_sources(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject) {
        let target = &copied.target.text;
        let is_directory = target.ends_with('/') || matches!(target.as_ref(), "." | "..") || target.contains('$');
        if copied.sources.len() > 1 && !is_directory {
            let hit = found.at(copied.target.span.clone()).about(target.as_ref());
            if !copied.instruction.is_exec() {
                hit.edit(copied.target.span.end..copied.target.span.end, "/");
            }
        }
    }
}

fn copy_owner_after_user(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject).filter(|copied| copied.instruction.flag("chown").is_none()) {
        let body = subject.stages[copied.stage].body;
        let before = body.iter().take_while(|one| one.line < copied.instruction.line);
        let user = before.filter(|one| one.keyword == Keyword::User).last();
        if let Some(user) = user.filter(|user| !super::image::is_root(&user.rest.text)) {
            found.at(copied.instruction.name.span.clone()).about(user.rest.text.as_ref());
        }
    }
}

fn copy_relative(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject) {
        let target = copied.target.text.trim_matches('"');
        let absolute = target.starts_with(['/', '$', '%', '\\']) || target.as_bytes().get(1) == Some(&b':');
        let line = copied.instruction.line;
        let set = subject
            .lineage(copied.stage)
            .any(|scene| scene.body.iter().any(|one| one.keyword == Keyword::Workdir && one.line < line));
        if !absolute && !set {
            found.at(copied.target.span.clone()).about(target);
        }
    }
}

/// Files that hold secrets by their usual names.
fn is_secret_file(source: &str) -> bool {
    let name = source.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let whole = [
        ".env",
        ".netrc",
        ".npmrc",
        ".pypirc",
        ".git-credentials",
        ".htpasswd",
        "id_rsa",
        "id_dsa",
        "id_ecdsa",
        "id_ed25519",
        "credentials",
        "credentials.json",
        "kubeconfig",
        ".dockerconfigjson",
        "service-account.json",
        ".pgpass",
    ];
    let endings = [".key", ".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".ppk"];
    whole.contains(&name.as_str())
        || endings.iter().any(|ending| name.ends_with(ending))
        || name.starts_with(".env.") && !name.contains("example")
        || [".ssh", ".aws", ".kube", ".gnupg"].iter().any(|part| source.split('/').any(|one| one == *part))
}

fn copy_secret(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject) {
        for source in copied.local_sources().filter(|source| is_secret_file(&source.text)) {
            found.at(source.span.clone()).about(source.text.as_ref());
        }
    }
}

fn copy_whole_stage(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject).filter(|copied| copied.instruction.flag("from").is_some()) {
        // From `scratch` there is only what was put there: collecting files in a stage is no whole system.
        let from = copied.instruction.flag("from").unwrap_or_default();
        let index = subject.stages.iter().position(|scene| scene.stage.is_named(from));
        let collected = index.is_some_and(|index| matches!(subject.root(index), Some(Base::Scratch)));
        let whole = copied.sources.iter().find(|source| matches!(source.text.as_ref(), "/" | "/." | "/*"));
        if let (Some(source), false) = (whole, collected) {
            found.at(source.span.clone()).about(source.text.as_ref());
        }
    }
}

fn copy_world_writable(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject) {
        let Some(flag) = copied.instruction.flags.iter().find(|flag| flag.name.text == "chmod") else { continue };
        let Some(value) = &flag.value else { continue };
        if super::run::is_open_mode(&value.text) || super::run::is_setuid_mode(&value.text) {
            found.at(value.span.clone()).about(value.text.as_ref());
        }
    }
}
