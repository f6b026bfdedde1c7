//! Rules about downloads and pipes in `RUN`.

use super::package::commands;
use super::run::{is_windows, shell, tell, tell_argument};
use super::subject::Subject;
use super::{Check, Found, check};
use crate::dockerfile::shell::{Command, Joint};
use crate::finding::Severity::{Error, Info, Warning};
use crate::text::check::run as say;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "download-pipe-shell",
        Error,
        say::check_download_pipe_shell,
        say::fix_download_pipe_shell,
        "droast:DF021 cis:4.12",
        download_pipe_shell,
    ),
    check(
        "download-unchecked",
        Info,
        say::check_download_unchecked,
        say::fix_download_unchecked,
        "cis:4.12",
        download_unchecked,
    ),
    check("pipefail", Warning, say::check_pipefail, say::fix_pipefail, "hadolint:DL4006", pipefail),
    check(
        "tls-off",
        Error,
        say::check_tls_off,
        say::fix_tls_off,
        "checkov:CKV2_DOCKER_2 checkov:CKV2_DOCKER_3 checkov:CKV2_DOCKER_4 checkov:CKV2_DOCKER_13 cis:4.12",
        tls_off,
    ),
    check(
        "wget-and-curl",
        Warning,
        say::check_wget_and_curl,
        say::fix_wget_and_curl,
        "hadolint:DL4001 trivy:DS-0014",
        wget_and_curl,
    ),
    check("wget-progress", Info, say::check_wget_progress, say::fix_wget_progress, "hadolint:DL3047", wget_progress),
];

fn is_download(command: &Command) -> bool {
    matches!(command.program(), "curl" | "wget")
}

fn is_shell(command: &Command) -> bool {
    let programs = ["sh", "bash", "ash", "dash", "zsh", "python", "python3", "perl", "ruby", "node"];
    // A script that is named gets the download as its input, not as its text.
    programs.contains(&command.program()) && command.operands().all(|word| word.text == "-" || word.text == "-s")
}

fn download_pipe_shell(subject: &Subject<'_>, found: &mut Found) {
    for run in &subject.runs {
        for (index, command) in run.commands.iter().enumerate().filter(|(_, command)| command.joint == Joint::Pipe) {
            let piped = run.commands[..index].iter().rev();
            let mut from = Vec::new();
            for earlier in piped {
                from.push(earlier);
                if earlier.joint != Joint::Pipe {
                    break;
                }
            }
            if let (true, Some(word)) =
                (is_shell(command) && from.iter().any(|one| is_download(one)), command.words.first())
            {
                found.at(word.span.clone()).about(&word.text);
            }
        }
        // `sh -c "$(curl …)"`
        let runs_text = run.commands.iter().find(|one| {
            let text = one.arguments().iter().any(|word| word.text.contains("$(curl") || word.text.contains("$(wget"));
            matches!(one.program(), "sh" | "bash" | "eval" | "source") && text
        });
        if let Some(word) = runs_text.and_then(|command| command.words.first()) {
            found.at(word.span.clone()).about(&word.text);
        }
    }
}

fn download_unchecked(subject: &Subject<'_>, found: &mut Found) {
    for run in &subject.runs {
        let verifies = |command: &Command| {
            let program = command.program();
            program.ends_with("sum") || matches!(program, "gpg" | "gpgv" | "cosign" | "minisign" | "openssl" | "rpm")
        };
        let kept = |command: &&Command| {
            let words = command.arguments();
            let shown = words.iter().any(|word| matches!(word.text.as_str(), "-O-" | "-qO-" | "-nvO-"))
                || words.windows(2).any(|pair| pair[0].text.ends_with(['O', 'o']) && pair[1].text == "-");
            let named = command.has_flag(Some('o'), &["output", "remote-name"]) || command.has_flag(Some('O'), &[]);
            let redirected = command.redirections.iter().any(|(operator, _)| operator == ">");
            let written = !shown && (command.program() == "wget" || named) || redirected;
            is_download(command) && written
        };
        if run.commands.iter().any(verifies) {
            continue;
        }
        for word in run.commands.iter().filter(kept).filter_map(|command| command.words.first()) {
            found.at(word.span.clone()).about(&word.text);
        }
    }
}

fn pipefail(subject: &Subject<'_>, found: &mut Found) {
    for run in subject.runs.iter().filter(|run| !run.instruction.is_exec()) {
        let shell = shell(subject, run);
        let set = |words: &[&str]| {
            words.contains(&"pipefail")
                || words.iter().any(|word| word.starts_with('-') && word.ends_with("o pipefail"))
        };
        let here = run
            .commands
            .iter()
            .any(|one| one.program() == "set" && one.arguments().iter().any(|word| word.text == "pipefail"));
        // ash of BusyBox is no shell with pipefail for hadolint either.
        let other = shell
            .first()
            .is_some_and(|name| !["sh", "bash", "ash", "zsh", "dash"].iter().any(|one| name.ends_with(one)));
        if set(&shell) || here || other || is_windows(&shell) {
            continue;
        }
        let first = run.commands.iter().find(|command| command.joint == Joint::Pipe && !command.substituted);
        if let Some(word) = first.and_then(|command| command.words.first()) {
            found.at(word.span.clone());
        }
    }
}

fn tls_off(subject: &Subject<'_>, found: &mut Found) {
    tell_argument(subject, found, |command, word| {
        let text = word.text.as_str();
        match command.program() {
            "curl" => {
                let letters = text.strip_prefix('-').filter(|rest| !rest.starts_with('-'));
                text == "--insecure"
                    || text == "--proxy-insecure"
                    || letters.is_some_and(|letters| letters.contains('k'))
            }
            "wget" => text == "--no-check-certificate",
            "git" => {
                text.eq_ignore_ascii_case("http.sslverify=false")
                    || text.eq_ignore_ascii_case("http.sslverify")
                        && command.arguments().iter().any(|word| word.text == "false")
            }
            "npm" => matches!(text, "--strict-ssl=false" | "--no-strict-ssl" | "strict-ssl=false"),
            program => program.starts_with("pip") && text.starts_with("--trusted-host"),
        }
    });
    for (_, command) in commands(subject).filter(|(_, command)| command.is("npm", "config")) {
        let mut rest = command.operands().skip_while(|word| word.text != "strict-ssl");
        if let (Some(word), Some("false")) = (rest.next(), rest.next().map(|word| word.text.as_str())) {
            found.at(word.span.clone()).about("strict-ssl false");
        }
    }
}

fn wget_and_curl(subject: &Subject<'_>, found: &mut Found) {
    for index in 0..subject.stages.len() {
        let in_stage = |program: &str| {
            let of_stage = commands(subject).filter(|(run, _)| run.stage == index);
            of_stage.map(|(_, command)| command).filter(|command| command.program() == program).collect::<Vec<_>>()
        };
        let (wget, curl) = (in_stage("wget"), in_stage("curl"));
        if let (Some(wget), Some(curl)) = (wget.first(), curl.first()) {
            let place = |command: &Command| command.words.first().map_or(0..0, |word| word.span.clone());
            let (wget, curl) = (place(wget), place(curl));
            found.at(if wget.start > curl.start { wget } else { curl });
        }
    }
}

fn wget_progress(subject: &Subject<'_>, found: &mut Found) {
    tell(subject, found, |command| {
        let quiet = command.has_flag(Some('q'), &["progress", "quiet", "no-verbose", "output-file", "append-output"]);
        let logs = command.arguments().iter().any(|word| matches!(word.text.as_str(), "-nv" | "-o" | "-a"));
        command.program() == "wget" && !quiet && !logs
    });
}
