//! Rules about what an image holds besides its program: users, volumes, needless files.

use super::copy::copies;
use super::install::installs;
use super::package::commands;
use super::subject::{Base, Scene, Subject};
use super::text::variables;
use super::{Check, Found, check, rare};
use crate::dockerfile::expand::unquote;
use crate::dockerfile::shell::Command;
use crate::dockerfile::{Instruction, Keyword, Part};
use crate::finding::Severity::{Error, Info, Warning};
use crate::text::check::system as say;
use std::collections::BTreeMap;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "copy-from-empty-stage",
        Error,
        say::check_copy_from_empty_stage,
        say::fix_copy_from_empty_stage,
        "tally:copy-from-empty-scratch-stage",
        copy_from_empty_stage,
    ),
    check("copy-needless", Info, say::check_copy_needless, say::fix_copy_needless, "dockle:DKL-LI-0003", copy_needless),
    check("copy-vex", Info, say::check_copy_vex, say::fix_copy_vex, "tally:prefer-vex-attestation", copy_vex),
    rare(
        "image-name-variable",
        Info,
        say::check_image_name_variable,
        say::fix_image_name_variable,
        "own:IMG001 checkov:CKV_DOCKER_7",
        image_name_variable,
    ),
    rare(
        "packages-unsorted",
        Info,
        say::check_packages_unsorted,
        say::fix_packages_unsorted,
        "tally:sort-packages",
        packages_unsorted,
    ),
    check(
        "password-empty",
        Error,
        say::check_password_empty,
        say::fix_password_empty,
        "dockle:DKL-LI-0001 cis:4.10",
        password_empty,
    ),
    check(
        "shell-in-distroless",
        Error,
        say::check_shell_in_distroless,
        say::fix_shell_in_distroless,
        "own:IMG007",
        shell_in_distroless,
    ),
    check(
        "stopsignal-form",
        Info,
        say::check_stopsignal_form,
        say::fix_stopsignal_form,
        "tally:prefer-canonical-stopsignal",
        stopsignal_form,
    ),
    check("user-twice", Warning, say::check_user_twice, say::fix_user_twice, "dockle:DKL-LI-0002", user_twice),
    rare(
        "user-unused",
        Info,
        say::check_user_unused,
        say::fix_user_unused,
        "tally:user-created-but-never-used",
        user_unused,
    ),
    check(
        "volume-as-root",
        Info,
        say::check_volume_as_root,
        say::fix_volume_as_root,
        "tally:stateful-root-runtime",
        volume_as_root,
    ),
    check(
        "volume-system",
        Warning,
        say::check_volume_system,
        say::fix_volume_system,
        "dockle:DKL-DI-0002",
        volume_system,
    ),
];

fn copy_from_empty_stage(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject) {
        let flag = copied.instruction.flags.iter().find(|flag| flag.name.text == "from");
        let Some(name) = flag.and_then(|flag| flag.value.as_ref()) else { continue };
        let number = name.text.parse::<usize>().ok().filter(|number| *number < copied.stage);
        let named = subject.stages[..copied.stage].iter().rposition(|scene| scene.stage.is_named(&name.text));
        let Some(index) = named.or(number) else { continue };
        let fills = |one: &Instruction<'_>| {
            let workdir = one.keyword == Keyword::Workdir && one.rest.text != "/";
            matches!(one.keyword, Keyword::Copy | Keyword::Add | Keyword::Run) || workdir
        };
        // A build argument may choose between a full stage and an empty one.
        let chosen = subject.lineage(index).any(|scene| scene.stage.image.text.contains('$'));
        let empty = !chosen && !subject.lineage(index).any(|scene| scene.body.iter().any(fills));
        if empty && matches!(subject.root(index), Some(Base::Scratch)) {
            found.at(name.span.clone()).about(name.text.as_ref());
        }
    }
}

/// Files of a repository or of the build itself.
fn copy_needless(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject).filter(|copied| subject.stages[copied.stage].is_target) {
        for source in copied.local_sources() {
            let name = unquote(&source.text).trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            let whole =
                ["Dockerfile", "Containerfile", ".dockerignore", ".git", ".gitignore", ".github", ".gitlab-ci.yml"];
            let compose =
                ["docker-compose.yml", "docker-compose.yaml", "compose.yaml", "docker-bake.hcl", "Jenkinsfile"];
            if whole.contains(&name) || compose.contains(&name) || name.starts_with("Dockerfile.") {
                found.at(source.span.clone()).about(source.text.as_ref());
            }
        }
    }
}

fn copy_vex(subject: &Subject<'_>, found: &mut Found) {
    for copied in copies(subject).filter(|copied| subject.stages[copied.stage].is_target) {
        let is_vex = |source: &&Part<'_>| {
            let name = source.text.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
            name.ends_with(".vex.json") || name == "vex.json" || name.contains("openvex") && name.ends_with(".json")
        };
        for source in copied.sources.iter().filter(is_vex) {
            found.at(source.span.clone()).about(source.text.as_ref());
        }
    }
}

/// Bots and checkers read name, tag and digest where they stand; a registry prefix may be a variable.
fn image_name_variable(subject: &Subject<'_>, found: &mut Found) {
    for scene in &subject.stages {
        let image = &scene.stage.image;
        let last = image.text.rfind('/').map_or(0, |index| index + 1);
        let held = variables(&image.text, subject.file.escape);
        if let Some((_, name, _)) = held.iter().find(|(offset, ..)| *offset > last) {
            let stage = subject.globals.get(*name).cloned().flatten();
            let beginning = image.text.split('$').next().unwrap_or_default();
            let begins = |one: &Scene<'_>| {
                one.stage.name.as_ref().is_some_and(|name| !beginning.is_empty() && name.text.starts_with(beginning))
            };
            let is_stage = |stage: &String| subject.stages.iter().any(|one| one.stage.is_named(stage));
            let chooses = stage.as_ref().is_some_and(is_stage) || subject.stages.iter().any(begins);
            if !chooses && !matches!(scene.base, Base::Stage(_)) {
                found.at(image.span.clone()).about(image.text.as_ref());
            }
        }
    }
}

fn packages_unsorted(subject: &Subject<'_>, found: &mut Found) {
    for (_, command) in commands(subject).filter(|(_, command)| installs(command)) {
        let Some(install) = super::install::install(command) else { continue };
        let names: Vec<&str> = install.packages.iter().map(|word| word.text.as_str()).collect();
        let plain = names.iter().all(|name| !name.contains(['$', '/', '*', '`']));
        if let (true, false, [first, .., last]) = (plain, names.is_sorted(), install.packages.as_slice()) {
            found.at(first.span.start..last.span.end).about(names.join(" "));
        }
    }
}

/// The word after one of some flags, or behind their `=`.
fn value<'c>(command: &'c Command, flags: &[&str]) -> Option<&'c str> {
    let words = command.arguments();
    let next = words.windows(2).find(|pair| flags.contains(&pair[0].text.as_str())).map(|pair| pair[1].text.as_str());
    let joined = || {
        let pair = words.iter().find_map(|word| word.text.split_once('=').filter(|(flag, _)| flags.contains(flag)));
        pair.map(|(_, value)| value)
    };
    next.or_else(joined)
}

fn password_empty(subject: &Subject<'_>, found: &mut Found) {
    for (_, command) in commands(subject) {
        let empty = match command.program() {
            "useradd" | "usermod" => value(command, &["-p", "--password"]) == Some(""),
            "passwd" => command.has_flag(Some('d'), &["delete"]),
            _ => false,
        };
        if let (true, Some(word)) = (empty, command.words.first()) {
            found.at(word.span.clone()).about(&word.text);
        }
    }
}

/// Distroless images have programs and no shell; a `SHELL` of their own or a copied one says otherwise.
fn shell_in_distroless(subject: &Subject<'_>, found: &mut Found) {
    for (index, instruction) in subject.placed().filter(|(_, one)| one.keyword == Keyword::Run) {
        let Some(base) = subject.root(index).filter(|base| !matches!(base, Base::Scratch)) else { continue };
        let bare = super::part::known(base).is_some_and(|known| known.shell == Some(false));
        let copied = || {
            subject.lineage(index).flat_map(|scene| scene.body).any(|one| {
                let target = one.words().last().map(|word| word.text.as_ref());
                let broad = target
                    .is_some_and(|target| matches!(target, "/" | "/bin" | "/bin/" | "/usr" | "/usr/" | "/usr/bin/"));
                let shell = target.is_some_and(|target| target.ends_with("/sh") || target.ends_with("/busybox"));
                matches!(one.keyword, Keyword::Copy | Keyword::Add)
                    && (broad || shell || target.is_some_and(|one| one.contains("bash")))
            })
        };
        let mounted = instruction.flags.iter().any(|flag| flag.name.text == "mount");
        if bare && super::subject::is_shell_form(instruction) && !mounted && !copied() {
            let image = subject.lineage(index).last().map_or("", |scene| scene.image.as_str());
            if subject.last(index, Keyword::Shell).is_none() {
                found.at(instruction.name.span.clone()).about(image);
            }
        }
    }
}

/// `SIGTERM` is the form that every engine and tool reads.
fn stopsignal_form(subject: &Subject<'_>, found: &mut Found) {
    const NUMBERS: [(&str, &str); 6] =
        [("1", "SIGHUP"), ("2", "SIGINT"), ("3", "SIGQUIT"), ("10", "SIGUSR1"), ("12", "SIGUSR2"), ("15", "SIGTERM")];
    for instruction in subject.all(Keyword::Stopsignal) {
        let whole = instruction.whole();
        let text = whole.text.as_ref();
        let known = NUMBERS.iter().find(|(number, name)| {
            let short = name.trim_start_matches("SIG");
            text == *number || *name != text && (text.eq_ignore_ascii_case(name) || text.eq_ignore_ascii_case(short))
        });
        if let Some((_, name)) = known {
            found.at(whole.span.clone()).about(text).edit(whole.span, *name);
        }
    }
}

/// Commands that add users or groups, with the number that they give, by what it numbers.
fn accounts(command: &Command) -> Option<(&'static str, &str)> {
    let of_user = || value(command, &["-u", "--uid"]);
    match command.program() {
        "useradd" | "adduser" => of_user().map(|number| ("user", number)),
        "groupadd" | "addgroup" => value(command, &["-g", "--gid"]).map(|number| ("group", number)),
        _ => None,
    }
}

fn user_twice(subject: &Subject<'_>, found: &mut Found) {
    for index in 0..subject.stages.len() {
        let mut seen = BTreeMap::new();
        for (_, command) in commands(subject).filter(|(run, _)| run.stage == index) {
            let Some((kind, number)) = accounts(command) else { continue };
            let is_number = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty();
            // One of two branches runs: `groupadd … || addgroup …`.
            let other = command.joint == crate::dockerfile::shell::Joint::Or;
            let twice = is_number && !other && seen.insert((kind, number), ()).is_some();
            if let (true, Some(word)) = (twice, command.words.first()) {
                found.at(word.span.clone()).about(format!("{} {number}", word.text));
            }
        }
    }
}

/// A user that is added, while the image runs its program as root all the same. An image that runs nothing is a base for
/// others, and what starts a program may change to the user by itself.
fn user_unused(subject: &Subject<'_>, found: &mut Found) {
    for (index, _) in subject.targets() {
        let started = subject.last(index, Keyword::Entrypoint).or_else(|| subject.last(index, Keyword::Cmd));
        let program = started.and_then(|one| one.words().first()).map(|word| word.text.as_ref());
        let changes = ["entrypoint", ".sh", "su-exec", "gosu", "tini", "dumb-init", "sudo", "runuser", "init"];
        if program.is_none_or(|program| changes.iter().any(|word| program.contains(word))) {
            continue;
        }
        if subject.last(index, Keyword::User).is_some() {
            continue;
        }
        let of_lineage =
            |stage: usize| subject.lineage(index).any(|scene| std::ptr::eq(scene.stage, subject.stages[stage].stage));
        for (_, command) in commands(subject).filter(|(run, _)| of_lineage(run.stage)) {
            if !matches!(command.program(), "useradd" | "adduser") {
                continue;
            }
            let name = command.operands().last().map_or("", |word| &word.text);
            let owns = subject.placed().any(|(_, one)| one.flag("chown").is_some_and(|owner| owner.contains(name)));
            if let (false, Some(word)) = (owns, command.words.first()) {
                found.at(word.span.clone()).about(name);
            }
        }
    }
}

/// Each volume of an image with its place.
fn volumes<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (usize, &'a Part<'a>)> {
    let placed = subject.placed().filter(|(_, one)| one.keyword == Keyword::Volume);
    placed.flat_map(|(index, one)| one.words().iter().map(move |word| (index, word)))
}

fn volume_as_root(subject: &Subject<'_>, found: &mut Found) {
    for (index, word) in volumes(subject) {
        let of_root = super::image::user(subject, index).is_some_and(|(_, user)| super::image::is_root(&user));
        if of_root && subject.stages[index].is_target {
            found.at(word.span.clone()).about(word.text.as_ref());
        }
    }
}

fn volume_system(subject: &Subject<'_>, found: &mut Found) {
    const SYSTEM: [&str; 10] = ["/", "/boot", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr", "/bin", "/sbin"];
    for (_, word) in volumes(subject) {
        let path = unquote(&word.text);
        let clean = if path == "/" { path } else { path.trim_end_matches('/') };
        if SYSTEM.contains(&clean) {
            found.at(word.span.clone()).about(path);
        }
    }
}
