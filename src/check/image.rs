//! Rules about how the image runs: its user, commands, ports, health.

use super::subject::{Base, Subject, is_shell_form};
use super::{Check, Found, check};
use crate::dockerfile::expand::expand;
use crate::dockerfile::{Instruction, Keyword};
use crate::finding::Severity::{Error, Info, Warning};
use crate::text::check::image as say;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "cmd-twice",
        Warning,
        say::check_cmd_twice,
        say::fix_cmd_twice,
        "hadolint:DL4003 buildkit:MultipleInstructionsDisallowed trivy:DS-0016",
        cmd_twice,
    ),
    check(
        "entrypoint-twice",
        Error,
        say::check_entrypoint_twice,
        say::fix_entrypoint_twice,
        "hadolint:DL4004 buildkit:MultipleInstructionsDisallowed trivy:DS-0007",
        entrypoint_twice,
    ),
    check(
        "exec-form",
        Warning,
        say::check_exec_form,
        say::fix_exec_form,
        "hadolint:DL3025 buildkit:JSONArgsRecommended",
        exec_form,
    ),
    check(
        "healthcheck-lies",
        Warning,
        say::check_healthcheck_lies,
        say::fix_healthcheck_lies,
        "own:IMG006",
        healthcheck_lies,
    ),
    check(
        "healthcheck-missing",
        Info,
        say::check_healthcheck_missing,
        say::fix_healthcheck_missing,
        "cis:4.6 hadolint:DL3057 checkov:CKV_DOCKER_2 trivy:DS-0026 dockle:CIS-DI-0006",
        healthcheck_missing,
    ),
    check(
        "healthcheck-twice",
        Error,
        say::check_healthcheck_twice,
        say::fix_healthcheck_twice,
        "hadolint:DL3012 buildkit:MultipleInstructionsDisallowed trivy:DS-0023",
        healthcheck_twice,
    ),
    check("json-form", Warning, say::check_json_form, say::fix_json_form, "tally:invalid-json-form", json_form),
    check(
        "shell-in-scratch",
        Error,
        say::check_shell_in_scratch,
        say::fix_shell_in_scratch,
        "tally:shell-run-in-scratch own:IMG007",
        shell_in_scratch,
    ),
    check(
        "stopsignal-ungraceful",
        Warning,
        say::check_stopsignal_ungraceful,
        say::fix_stopsignal_ungraceful,
        "tally:no-ungraceful-stopsignal",
        stopsignal_ungraceful,
    ),
    check(
        "user-missing",
        Warning,
        say::check_user_missing,
        say::fix_user_missing,
        "cis:4.1 checkov:CKV_DOCKER_3 trivy:DS-0002 dockle:CIS-DI-0001",
        user_missing,
    ),
    check(
        "user-not-allowed",
        Error,
        say::check_user_not_allowed,
        say::fix_user_not_allowed,
        "cis:4.1",
        user_not_allowed,
    ),
    check(
        "user-not-numeric",
        Info,
        say::check_user_not_numeric,
        say::fix_user_not_numeric,
        "hadolint:DL3066 own:IMG005",
        user_not_numeric,
    ),
    check(
        "user-root",
        Warning,
        say::check_user_root,
        say::fix_user_root,
        "hadolint:DL3002 cis:4.1 checkov:CKV_DOCKER_8 trivy:DS-0002",
        user_root,
    ),
    check(
        "user-unknown",
        Error,
        say::check_user_unknown,
        say::fix_user_unknown,
        "tally:named-identity-in-passwdless-stage",
        user_unknown,
    ),
    check(
        "workdir-relative",
        Error,
        say::check_workdir_relative,
        say::fix_workdir_relative,
        "hadolint:DL3000 buildkit:WorkdirRelativePath checkov:CKV_DOCKER_10 trivy:DS-0009",
        workdir_relative,
    ),
    check(
        "workdir-system",
        Warning,
        say::check_workdir_system,
        say::fix_workdir_system,
        "trivy:DS-0030",
        workdir_system,
    ),
];

/// Tells every instruction of a kind in a stage but the last one.
fn all_but_last(subject: &Subject<'_>, found: &mut Found, keyword: Keyword) {
    for scene in &subject.stages {
        let mut of_kind: Vec<_> = scene.body.iter().filter(|one| one.keyword == keyword).collect();
        of_kind.pop();
        for instruction in of_kind {
            found.at(instruction.name.span.clone());
        }
    }
}

fn cmd_twice(subject: &Subject<'_>, found: &mut Found) {
    all_but_last(subject, found, Keyword::Cmd);
}

fn entrypoint_twice(subject: &Subject<'_>, found: &mut Found) {
    all_but_last(subject, found, Keyword::Entrypoint);
}

fn healthcheck_twice(subject: &Subject<'_>, found: &mut Found) {
    all_but_last(subject, found, Keyword::Healthcheck);
}

/// `CMD`, `ENTRYPOINT` in shell form.
fn shell_forms<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (usize, &'a Instruction<'a>)> {
    let of_kind =
        |one: &Instruction<'_>| matches!(one.keyword, Keyword::Cmd | Keyword::Entrypoint) && is_shell_form(one);
    subject.placed().filter(move |(_, one)| of_kind(one))
}

/// Looks like a JSON list, though it is none.
fn is_broken_list(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(']') && text.contains(['"', '\'', ',']) && !text.starts_with("[[")
}

fn exec_form(subject: &Subject<'_>, found: &mut Found) {
    for (index, instruction) in shell_forms(subject) {
        // A `SHELL` of their own says that the shell is wanted.
        let own =
            subject.stages[index].body.iter().any(|one| one.keyword == Keyword::Shell && one.line < instruction.line);
        if !own && !is_broken_list(&instruction.rest.text) {
            found.at(instruction.name.span.clone()).about(instruction.rest.text.as_ref());
        }
    }
}

fn json_form(subject: &Subject<'_>, found: &mut Found) {
    let of_kind = |one: &&Instruction<'_>| {
        matches!(one.keyword, Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck | Keyword::Run)
    };
    for instruction in subject.file.instructions.iter().filter(of_kind) {
        // `RUN [ … ]` with spaces is a test of the shell.
        let is_test = instruction.rest.text.starts_with("[ ") && !instruction.rest.text.contains(',');
        if is_shell_form(instruction) && is_broken_list(&instruction.rest.text) && !is_test {
            found.at(instruction.whole().span).about(instruction.rest.text.as_ref());
        }
    }
}

/// At the tags 1.12.9 to 1.30.3, `pilot/cmd/pilot-discovery/app/request.go` takes a 404 for success, and the default
/// address serves `/version` and `/metrics` but not `/ready`.
fn healthcheck_lies(subject: &Subject<'_>, found: &mut Found) {
    for instruction in subject.all(Keyword::Healthcheck) {
        let text = instruction.words().iter().map(|word| word.text.as_ref()).collect::<Vec<_>>().join(" ");
        let text = if text.is_empty() { instruction.rest.text.to_string() } else { text };
        let asks =
            text.contains("pilot-discovery request") && ["/ready", "/healthz"].iter().any(|path| text.contains(path));
        if asks {
            found.at(instruction.whole().span).about(text);
        }
    }
}

fn healthcheck_missing(subject: &Subject<'_>, found: &mut Found) {
    for (index, scene) in subject.targets() {
        if subject.last(index, Keyword::Healthcheck).is_none() {
            found.at(scene.from.name.span.clone());
        }
    }
}

fn shell_in_scratch(subject: &Subject<'_>, found: &mut Found) {
    for (index, instruction) in subject.placed() {
        let wants = matches!(instruction.keyword, Keyword::Run | Keyword::Cmd | Keyword::Entrypoint);
        let wants = wants || instruction.keyword == Keyword::Healthcheck;
        if !wants || !is_shell_form(instruction) || !matches!(subject.root(index), Some(Base::Scratch)) {
            continue;
        }
        let shell = subject.last(index, Keyword::Shell).and_then(|shell| shell.words().first());
        let copied = |path: &str| {
            subject.lineage(index).flat_map(|scene| scene.body).any(|one| {
                matches!(one.keyword, Keyword::Copy | Keyword::Add)
                    && one
                        .words()
                        .last()
                        .is_some_and(|word| matches!(word.text.as_ref(), "/" | "/bin" | "/bin/") || word.text == path)
            })
        };
        if !copied(shell.map_or("/bin/sh", |shell| &shell.text)) {
            found.at(instruction.name.span.clone());
        }
    }
}

fn stopsignal_ungraceful(subject: &Subject<'_>, found: &mut Found) {
    for instruction in subject.all(Keyword::Stopsignal) {
        let text = instruction.rest.text.to_ascii_uppercase();
        if matches!(text.trim_start_matches("SIG"), "KILL" | "STOP" | "9" | "19") {
            found.at(instruction.whole().span).about(instruction.rest.text.as_ref());
        }
    }
}

/// Whether a user is root, by name or number.
pub(super) fn is_root(user: &str) -> bool {
    let user = user.trim_matches('"').split(':').next().unwrap_or_default();
    user == "root" || !user.is_empty() && user.bytes().all(|byte| byte == b'0')
}

/// The user that a stage ends with: the instruction, and its text with the defaults put in.
pub(super) fn user<'a>(subject: &Subject<'a>, index: usize) -> Option<(&'a Instruction<'a>, String)> {
    let instruction = subject.last(index, Keyword::User)?;
    let lookup = |name: &str| {
        let body = || subject.lineage(index).flat_map(|scene| scene.body);
        let declared =
            body().filter(|one| matches!(one.keyword, Keyword::Arg | Keyword::Env)).flat_map(Instruction::pairs);
        let own = declared.filter(|pair| pair.name.text == name).find_map(|pair| pair.value.as_ref());
        own.map(|value| value.text.to_string()).or_else(|| subject.globals.get(name).cloned().flatten())
    };
    Some((instruction, expand(&instruction.rest.text, &lookup)))
}

fn user_missing(subject: &Subject<'_>, found: &mut Found) {
    for (index, scene) in subject.targets() {
        // The tag of distroless images says that they have a user.
        let told = match subject.root(index) {
            // Windows knows no root.
            Some(Base::Image(image)) => {
                let nonroot = image.tag.as_ref().is_some_and(|tag| tag.contains("nonroot"));
                nonroot || image.repository.starts_with("windows/")
            }
            Some(Base::Other) => true,
            _ => false,
        };
        if !told && subject.last(index, Keyword::User).is_none() {
            found.at(scene.from.name.span.clone());
        }
    }
}

fn user_root(subject: &Subject<'_>, found: &mut Found) {
    for (index, _) in subject.targets() {
        if let Some((instruction, user)) = user(subject, index).filter(|(_, user)| is_root(user)) {
            found.at(instruction.name.span.clone()).about(user);
        }
    }
}

fn user_not_numeric(subject: &Subject<'_>, found: &mut Found) {
    for (index, _) in subject.targets() {
        let Some((instruction, user)) = user(subject, index) else { continue };
        let name = user.split(':').next().unwrap_or_default();
        let named = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if named && !is_root(&user) && !matches!(subject.root(index), Some(Base::Scratch)) {
            found.at(instruction.whole().span).about(user);
        }
    }
}

fn user_not_allowed(subject: &Subject<'_>, found: &mut Found) {
    let allowed = &subject.policy.users;
    for (index, _) in subject.targets() {
        let Some((instruction, user)) = user(subject, index) else { continue };
        let fits = |one: &String| *one == user || Some(one.as_str()) == user.split(':').next();
        if !allowed.is_empty() && !allowed.iter().any(fits) {
            found.at(instruction.whole().span).about(user);
        }
    }
}

fn user_unknown(subject: &Subject<'_>, found: &mut Found) {
    for (index, instruction) in subject.placed().filter(|(_, one)| one.keyword == Keyword::User) {
        let name = instruction.rest.text.split(':').next().unwrap_or_default();
        let named = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let passwd = subject.lineage(index).flat_map(|scene| scene.body).any(|one| {
            matches!(one.keyword, Keyword::Copy | Keyword::Add)
                && one
                    .words()
                    .last()
                    .is_some_and(|word| matches!(word.text.as_ref(), "/" | "/etc" | "/etc/" | "/etc/passwd"))
        });
        if named && name != "root" && !passwd && matches!(subject.root(index), Some(Base::Scratch)) {
            found.at(instruction.whole().span).about(name);
        }
    }
}

fn workdir_relative(subject: &Subject<'_>, found: &mut Found) {
    for instruction in subject.all(Keyword::Workdir) {
        let path = instruction.rest.text.trim_matches(['"', '\'']);
        let drive = path.as_bytes().get(1) == Some(&b':');
        if !path.is_empty() && !path.starts_with(['/', '$', '\\', '%']) && !drive {
            found.at(instruction.whole().span).about(path);
        }
    }
}

fn workdir_system(subject: &Subject<'_>, found: &mut Found) {
    for instruction in subject.all(Keyword::Workdir) {
        let path = instruction.rest.text.trim_matches(['"', '\'']).trim_end_matches('/');
        let system =
            ["/proc", "/sys", "/dev", "/boot", "/etc", "/lib", "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/lib"];
        if system.iter().any(|directory| path == *directory || path.starts_with("/proc/") || path.starts_with("/sys/"))
        {
            found.at(instruction.whole().span).about(path);
        }
    }
}
