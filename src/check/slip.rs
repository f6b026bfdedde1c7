//! Slips of shell scripts in `RUN` that a reader of words can be certain of. Whatever needs more of the shell's grammar or of
//! what variables hold is left to ShellCheck, whose numbers these rules are linked to.

use super::package::commands;
use super::run::{is_windows, shell};
use super::subject::{Run, Subject};
use super::{Check, Found, check, rare};
use crate::dockerfile::Instruction;
use crate::dockerfile::shell::{Command, Joint};
use crate::finding::Severity::{Error, Info, Warning};
use crate::text::check::system as say;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "shell-cd-unchecked",
        Warning,
        say::check_shell_cd_unchecked,
        say::fix_shell_cd_unchecked,
        "hadolint:SC2164",
        cd_unchecked,
    ),
    check("shell-glob-dash", Info, say::check_shell_glob_dash, say::fix_shell_glob_dash, "hadolint:SC2035", glob_dash),
    rare(
        "shell-needless-cat",
        Info,
        say::check_shell_needless_cat,
        say::fix_shell_needless_cat,
        "hadolint:SC2002",
        needless_cat,
    ),
    check(
        "shell-remove-root",
        Error,
        say::check_shell_remove_root,
        say::fix_shell_remove_root,
        "hadolint:SC2115",
        remove_root,
    ),
    check(
        "shell-status-masked",
        Warning,
        say::check_shell_status_masked,
        say::fix_shell_status_masked,
        "hadolint:SC2155",
        status_masked,
    ),
    rare(
        "shell-unquoted",
        Info,
        say::check_shell_unquoted,
        say::fix_shell_unquoted,
        "hadolint:SC2086 hadolint:SC2046",
        unquoted,
    ),
];

/// Whether a `RUN` stops at the first command that fails.
fn stops(subject: &Subject<'_>, run: &Run<'_>) -> bool {
    let is_set =
        |word: &str| word.starts_with('-') && !word.starts_with("--") && word.contains('e') || word == "errexit";
    let shell = shell(subject, run);
    let here = run.commands.iter().filter(|command| command.program() == "set");
    shell.iter().skip(1).any(|word| is_set(word))
        || is_windows(&shell)
        || here.flat_map(Command::arguments).any(|word| is_set(&word.text))
}

fn cd_unchecked(subject: &Subject<'_>, found: &mut Found) {
    for run in subject.runs.iter().filter(|run| !run.instruction.is_exec()) {
        for pair in run.commands.windows(2) {
            let goes_on = pair[1].joint == Joint::Next && !pair[1].substituted && !pair[0].substituted;
            let guarded = pair[1].joint == Joint::Or || pair[0].joint == Joint::Or;
            if let (true, true, false, Some(word)) =
                (pair[0].program() == "cd", goes_on, guarded, pair[0].words.first())
            {
                // `cd -` goes back to where the script was.
                let back =
                    pair[0].operands().next().is_none() || pair[0].arguments().iter().any(|word| word.text == "-");
                if !back && !stops(subject, run) {
                    found.at(word.span.clone());
                }
            }
        }
    }
}

/// A file whose name starts with `-` would be taken for an option.
fn glob_dash(subject: &Subject<'_>, found: &mut Found) {
    for (_, command) in commands(subject) {
        if !matches!(command.program(), "rm" | "cp" | "mv" | "chmod" | "chown" | "tar" | "ls" | "gzip") {
            continue;
        }
        let ended = command.arguments().iter().any(|word| word.text == "--");
        let open = command.arguments().iter().find(|word| word.text.starts_with('*') && !word.quoted);
        if let (false, Some(word)) = (ended, open) {
            found.at(word.span.clone()).about(&word.text);
        }
    }
}

fn needless_cat(subject: &Subject<'_>, found: &mut Found) {
    for run in &subject.runs {
        for pair in run.commands.windows(2) {
            let one_file =
                pair[0].program() == "cat" && pair[0].arguments().len() == 1 && pair[0].redirections.is_empty();
            let plain = pair[0]
                .arguments()
                .first()
                .is_some_and(|word| !word.text.starts_with('-') && !word.splits && !word.text.contains('*'));
            let piped = pair[1].joint == Joint::Pipe && pair[0].joint != Joint::Pipe;
            if let (true, Some(word)) = (one_file && plain && piped, pair[0].words.first()) {
                found.at(word.span.clone());
            }
        }
    }
}

/// `rm -r "$DIR/"*` removes everything when the variable is empty.
fn remove_root(subject: &Subject<'_>, found: &mut Found) {
    for (run, command) in commands(subject).filter(|(_, command)| command.program() == "rm") {
        let recursive = command.has_flag(Some('r'), &["recursive"]) || command.has_flag(Some('R'), &[]);
        let shell = shell(subject, run);
        let set =
            |word: &str| word.starts_with('-') && !word.starts_with("--") && word.contains('u') || word == "nounset";
        let here = run.commands.iter().filter(|one| one.program() == "set").flat_map(Command::arguments);
        let stops_at_unset = shell.iter().any(|word| set(word)) || here.into_iter().any(|word| set(&word.text));
        let empties = |text: &str| {
            let Some(rest) = text.strip_prefix('$') else { return false };
            let (name, after) = match rest.strip_prefix('{') {
                Some(inner) => inner.split_once('}').unwrap_or_default(),
                None => {
                    rest.split_at(rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len()))
                }
            };
            let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            // Only what would then be a directory of the system: `/`, `/*`, `/lib`, `/usr/…`.
            let system = ["/", "/*", "/bin", "/etc", "/home", "/lib", "/usr", "/var", "/root", "/opt", "/*/"];
            is_name && system.contains(&after)
        };
        let set_before = |text: &str| {
            let name = text.trim_start_matches(['$', '{']);
            let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len())];
            let starts = |word: &str| word.split_once('=').is_some_and(|(key, value)| key == name && !value.is_empty());
            let in_file =
                subject.file.instructions.iter().flat_map(Instruction::pairs).any(|pair| pair.name.text == name);
            in_file
                || run
                    .commands
                    .iter()
                    .flat_map(|one| one.settings.iter().chain(&one.words))
                    .any(|word| starts(&word.text))
        };
        let word = command.operands().find(|word| empties(&word.text) && !set_before(&word.text));
        if let (true, false, Some(word)) = (recursive, stops_at_unset, word) {
            found.at(word.span.clone()).about(&word.text);
        }
    }
}

/// `export A="$(…)"` succeeds whatever the command in it did.
fn status_masked(subject: &Subject<'_>, found: &mut Found) {
    for (_, command) in commands(subject) {
        if !matches!(command.program(), "export" | "declare" | "local" | "readonly" | "typeset") {
            continue;
        }
        let masks = |text: &str| {
            text.split_once('=')
                .is_some_and(|(_, value)| value.contains("$(") && !value.contains("$((") || value.contains('`'))
        };
        if let Some(word) = command.arguments().iter().find(|word| masks(&word.text)) {
            found.at(word.span.clone()).about(word.text.split('=').next().unwrap_or_default());
        }
    }
}

/// What stands unquoted is split at spaces and expanded as a pattern.
fn unquoted(subject: &Subject<'_>, found: &mut Found) {
    for (run, command) in commands(subject) {
        if is_windows(&shell(subject, run)) || matches!(command.program(), "[[" | "export" | "local" | "for") {
            continue;
        }
        if let Some(word) = command.arguments().iter().find(|word| word.splits) {
            found.at(word.span.clone()).about(&word.text);
        }
    }
}
