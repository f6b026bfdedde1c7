//! Rules about the commands of `RUN`.

use super::package::commands;
use super::subject::{Run, Subject};
use super::{Check, Found, check};
use crate::dockerfile::Keyword;
use crate::dockerfile::shell::{Command, Word};
use crate::finding::Severity::{Error, Info, Warning};
use crate::text::check::run as say;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "bash-without-shell",
        Warning,
        say::check_bash_without_shell,
        say::fix_bash_without_shell,
        "droast:DF066 hadolint:SC2039",
        bash_without_shell,
    ),
    check("capability", Warning, say::check_capability, say::fix_capability, "cis:5.4", capability),
    check("chpasswd", Warning, say::check_chpasswd, say::fix_chpasswd, "checkov:CKV2_DOCKER_17 cis:4.10", chpasswd),
    check("run-cd", Warning, say::check_run_cd, say::fix_run_cd, "hadolint:DL3003 trivy:DS-0013", run_cd),
    check(
        "run-consecutive",
        Info,
        say::check_run_consecutive,
        say::fix_run_consecutive,
        "hadolint:DL3059",
        run_consecutive,
    ),
    check("run-insecure", Error, say::check_run_insecure, say::fix_run_insecure, "cis:5.4", run_insecure),
    check("run-secret", Error, say::check_run_secret, say::fix_run_secret, "droast:DF013 cis:4.10", run_secret),
    check("run-senseless", Info, say::check_run_senseless, say::fix_run_senseless, "hadolint:DL3001", run_senseless),
    check(
        "run-sudo",
        Error,
        say::check_run_sudo,
        say::fix_run_sudo,
        "hadolint:DL3004 checkov:CKV2_DOCKER_1 trivy:DS-0010 dockle:DKL-DI-0001",
        run_sudo,
    ),
    check("setuid", Warning, say::check_setuid, say::fix_setuid, "cis:4.8 dockle:CIS-DI-0008", setuid),
    check("shell-by-link", Warning, say::check_shell_by_link, say::fix_shell_by_link, "hadolint:DL4005", shell_by_link),
    check(
        "useradd-high-uid",
        Warning,
        say::check_useradd_high_uid,
        say::fix_useradd_high_uid,
        "hadolint:DL3046",
        useradd_high_uid,
    ),
    check(
        "world-writable",
        Warning,
        say::check_world_writable,
        say::fix_world_writable,
        "droast:DF034 cis:4.8",
        world_writable,
    ),
];

/// Tells the commands that something is wrong with, at their first word.
pub(super) fn tell(subject: &Subject<'_>, found: &mut Found, wrong: impl Fn(&Command) -> bool) {
    for (_, command) in commands(subject).filter(|(_, command)| wrong(command)) {
        if let Some(word) = command.words.first() {
            found.at(word.span.clone()).about(&word.text);
        }
    }
}

/// Tells the first argument that something is wrong with, a command each.
pub(super) fn tell_argument(subject: &Subject<'_>, found: &mut Found, wrong: impl Fn(&Command, &Word) -> bool) {
    for (_, command) in commands(subject) {
        if let Some(word) = command.arguments().iter().find(|word| wrong(command, word)) {
            found.at(word.span.clone()).about(&word.text);
        }
    }
}

/// The shell of a stage at an instruction: what `SHELL` last said.
pub(super) fn shell<'a>(subject: &Subject<'a>, run: &Run<'_>) -> Vec<&'a str> {
    let line = run.instruction.line;
    let set = subject
        .lineage(run.stage)
        .find_map(|scene| scene.body.iter().rev().find(|one| one.keyword == Keyword::Shell && one.line < line));
    set.map(|set| set.words().iter().map(|word| word.text.as_ref()).collect()).unwrap_or_default()
}

/// Whether the steps are for PowerShell or cmd.
pub(super) fn is_windows(shell: &[&str]) -> bool {
    shell.first().is_some_and(|name| {
        let name = name.to_ascii_lowercase();
        name.contains("powershell") || name.contains("pwsh") || name.ends_with("cmd") || name.ends_with("cmd.exe")
    })
}

fn bash_without_shell(subject: &Subject<'_>, found: &mut Found) {
    for run in subject.runs.iter().filter(|run| !run.instruction.is_exec()) {
        // Whoever hands the script to a shell by name, or sets one, has chosen.
        let told = run.instruction.heredocs.is_empty() && shell(subject, run).is_empty();
        let known = |command: &&Command| {
            let pipefail = command.program() == "set" && command.arguments().iter().any(|word| word.text == "pipefail");
            matches!(command.program(), "[[" | "source" | "shopt" | "declare" | "pushd" | "popd") || pipefail
        };
        if let Some(word) = run.commands.iter().filter(|_| told).find(known).and_then(|command| command.words.first()) {
            found.at(word.span.clone()).about(&word.text);
        }
    }
}

fn capability(subject: &Subject<'_>, found: &mut Found) {
    for (_, command) in commands(subject).filter(|(_, command)| command.program() == "setcap") {
        let Some(word) = command.operands().next() else { continue };
        let names = word.text.split(['=', '+', '-']).next().unwrap_or_default().to_ascii_lowercase();
        let allowed = |name: &str| {
            subject.policy.capabilities.iter().any(|one| {
                let one = one.to_ascii_lowercase();
                one.trim_start_matches("cap_") == name.trim_start_matches("cap_")
            })
        };
        if names.split(',').any(|name| !allowed(name)) && word.text != "-r" {
            found.at(word.span.clone()).about(&word.text);
        }
    }
}

fn chpasswd(subject: &Subject<'_>, found: &mut Found) {
    tell(subject, found, |command| {
        matches!(command.program(), "chpasswd" | "passwd") && !command.has_flag(Some('l'), &["lock"])
    });
}

fn run_cd(subject: &Subject<'_>, found: &mut Found) {
    for run in &subject.runs {
        if let Some(command) = run.commands.iter().find(|one| one.program() == "cd" && !one.substituted) {
            let to = command.operands().next().map_or("", |word| &word.text);
            if let Some(word) = command.words.first() {
                found.at(word.span.clone()).about(format!("cd {to}"));
            }
        }
    }
}

fn run_consecutive(subject: &Subject<'_>, found: &mut Found) {
    for scene in &subject.stages {
        for pair in scene.body.windows(2) {
            let both = pair[0].keyword == Keyword::Run && pair[1].keyword == Keyword::Run;
            // Other flags make another step of it; heredocs and chains are steps of their own.
            let small = |index: usize| {
                let run = subject.runs.iter().find(|run| std::ptr::eq(run.instruction, &pair[index]));
                pair[index].heredocs.is_empty() && run.is_some_and(|run| run.commands.len() <= 1)
            };
            let same = |index: usize| {
                pair[index]
                    .flags
                    .iter()
                    .map(|flag| (&flag.name.text, flag.value.as_ref().map(|v| &v.text)))
                    .collect::<Vec<_>>()
            };
            if both && small(0) && small(1) && same(0) == same(1) {
                found.at(pair[1].name.span.clone());
            }
        }
    }
}

fn run_insecure(subject: &Subject<'_>, found: &mut Found) {
    for flag in subject.all(Keyword::Run).flat_map(|one| &one.flags).filter(|flag| flag.name.text == "security") {
        if let Some(value) = flag.value.as_ref().filter(|value| value.text == "insecure") {
            found.at(value.span.clone()).about(value.text.as_ref());
        }
    }
}

fn run_secret(subject: &Subject<'_>, found: &mut Found) {
    let literal = |text: &str| !text.is_empty() && !text.contains(['$', '`']) && !text.starts_with('/');
    for (_, command) in commands(subject) {
        let exports = matches!(command.program(), "export" | "declare" | "typeset");
        let settings = command.settings.iter().chain(command.operands().filter(|_| exports));
        let named = settings.filter(|word| {
            word.text.split_once('=').is_some_and(|(name, value)| super::text::is_secret_name(name) && literal(value))
        });
        let in_url = command.arguments().iter().filter(|word| {
            word.text
                .split_once("://")
                .and_then(|(_, rest)| rest.split('/').next()?.rsplit_once('@'))
                .is_some_and(|(login, _)| login.split_once(':').is_some_and(|(_, password)| literal(password)))
        });
        let words = command.arguments();
        let after = words.windows(2).filter(|pair| match command.program() {
            "curl" => {
                matches!(pair[0].text.as_str(), "-u" | "--user")
                    && pair[1].text.split_once(':').is_some_and(|(_, p)| literal(p))
            }
            "docker" | "helm" | "podman" => {
                matches!(pair[0].text.as_str(), "-p" | "--password") && literal(&pair[1].text)
            }
            _ => false,
        });
        let option = words.iter().filter(|word| {
            let value =
                ["--password=", "--http-password=", "--token="].iter().find_map(|name| word.text.strip_prefix(name));
            value.is_some_and(literal)
        });
        for word in named.chain(in_url).chain(after.map(|pair| &pair[1])).chain(option) {
            // Never the value: only what it is given to.
            found.at(word.span.clone()).about(command.program().to_owned());
        }
    }
}

fn run_senseless(subject: &Subject<'_>, found: &mut Found) {
    let senseless =
        ["ssh", "vim", "shutdown", "service", "ps", "free", "top", "kill", "mount", "ifconfig", "nano", "systemctl"];
    tell(subject, found, |command| senseless.contains(&command.program()));
}

fn run_sudo(subject: &Subject<'_>, found: &mut Found) {
    tell(subject, found, |command| command.words.first().is_some_and(|word| word.text == "sudo"));
}

/// The digits of a mode with or without the bits before the owner's.
fn digits(mode: &str) -> Option<&str> {
    let is_mode = (3..=5).contains(&mode.len()) && mode.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    is_mode.then_some(mode)
}

/// Whether a mode lets everybody write.
pub(super) fn is_open_mode(mode: &str) -> bool {
    match digits(mode) {
        // With the sticky bit others cannot take files away: `/tmp`.
        Some(digits) => {
            let sticky = digits.len() > 3 && digits.as_bytes()[digits.len() - 4] & 1 == 1;
            digits.ends_with(['2', '3', '6', '7']) && !sticky
        }
        None => mode.split(',').any(|part| {
            part.split_once(['+', '=']).is_some_and(|(who, what)| {
                what.contains('w') && (who.contains(['a', 'o']) || who.is_empty() && part.contains('='))
            })
        }),
    }
}

/// Whether a mode runs a file as its owner or group.
pub(super) fn is_setuid_mode(mode: &str) -> bool {
    match digits(mode) {
        Some(digits) => digits.len() > 3 && matches!(digits.as_bytes()[digits.len() - 4], b'2'..=b'7'),
        None => mode.split(',').any(|part| part.split_once(['+', '=']).is_some_and(|(_, what)| what.contains('s'))),
    }
}

fn setuid(subject: &Subject<'_>, found: &mut Found) {
    tell_argument(subject, found, |command, word| command.program() == "chmod" && is_setuid_mode(&word.text));
}

fn world_writable(subject: &Subject<'_>, found: &mut Found) {
    tell_argument(subject, found, |command, word| command.program() == "chmod" && is_open_mode(&word.text));
}

fn shell_by_link(subject: &Subject<'_>, found: &mut Found) {
    tell_argument(subject, found, |command, word| command.program() == "ln" && word.text == "/bin/sh");
}

fn useradd_high_uid(subject: &Subject<'_>, found: &mut Found) {
    for (run, command) in commands(subject).filter(|(_, command)| command.program() == "useradd") {
        let high = |text: &str| text.len() > 5 && text.bytes().all(|byte| byte.is_ascii_digit());
        let words = command.arguments();
        let after = words.windows(2).any(|pair| matches!(pair[0].text.as_str(), "-u" | "--uid") && high(&pair[1].text));
        let joined = words.iter().any(|word| word.text.strip_prefix("--uid=").is_some_and(high));
        if let (true, Some(word)) =
            ((after || joined) && !command.has_flag(Some('l'), &["no-log-init"]), command.words.first())
        {
            let hit = found.at(word.span.clone());
            if !run.instruction.is_exec() {
                hit.edit(word.span.end..word.span.end, " -l");
            }
        }
    }
}
