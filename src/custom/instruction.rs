//! What single instructions of a Dockerfile say, in place of what the release or the component has them say.

use super::Host;
use super::scope::Scope;
use super::value::{self, is_duration, is_path, is_port, is_variable, words};
use crate::finding::Finding;
use crate::selection::refuse_value;
use crate::text::{Text, custom_instruction as text};
use serde::Serialize;
use std::collections::BTreeMap;

/// The words of single instructions; what is not there stays as the release has it.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `ARG` with the defaults.
    pub args: BTreeMap<String, String>,
    /// `ENTRYPOINT`.
    pub entrypoint: Option<Vec<String>>,
    /// `CMD`.
    pub cmd: Option<Vec<String>>,
    /// `EXPOSE`.
    pub expose: Option<Vec<String>>,
    /// `HEALTHCHECK`.
    pub healthcheck: Healthcheck,
    /// `ONBUILD`, each an instruction.
    pub onbuild: Vec<String>,
    /// `SHELL`.
    pub shell: Vec<String>,
    /// `STOPSIGNAL`.
    pub stopsignal: Option<String>,
    /// `VOLUME`.
    pub volumes: Vec<String>,
    /// `WORKDIR`.
    pub workdir: Option<String>,
}

/// The words of `HEALTHCHECK`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Healthcheck {
    /// The probe in exec form, or nothing at all for `NONE`.
    #[serde(skip)]
    pub command: Option<Vec<String>>,
    /// The flags as they stand there: `--interval=30s`.
    pub flags: Vec<String>,
}

/// Reads the instructions of an image, and says where one does harm.
pub(super) fn settings(scope: &Scope<'_>, host: &Host<'_>, findings: &mut Vec<Finding>) -> Settings {
    let mut settings = Settings {
        args: args(scope, findings),
        healthcheck: healthcheck(scope, host, findings),
        volumes: value::paths(scope, "volumes", findings),
        ..Settings::default()
    };
    for (word, held) in [("entrypoint", &mut settings.entrypoint), ("cmd", &mut settings.cmd)] {
        let Some(list) = scope.list(word) else { continue };
        *held = Some(words(list, findings));
        if let (Some((_, origin)), "entrypoint") = (list.first(), word) {
            let finding = Finding::warning("entrypoint-replaced", origin, text::entrypoint_replaced());
            findings.push(finding.hint(text::entrypoint_replaced_hint()));
        }
    }
    if let Some((_, _, origin)) = scope.items("volumes").first() {
        let finding = Finding::warning("volume-in-image", origin, text::volume_in_image());
        findings.push(finding.hint(text::volume_in_image_hint()));
    }
    if let Some(list) = scope.list("shell") {
        settings.shell = words(list, findings);
        if let Some((_, origin)) = list.first() {
            let message =
                if host.shell == Some(false) { text::shell_without_one(host.name) } else { text::shell_form() };
            findings.push(Finding::warning("shell-in-image", origin, message));
        }
    }
    let ports = scope.items("expose");
    for (_, port, origin) in &ports {
        if !is_port(port) {
            findings.push(value::refuse(origin, text::no_port(port)));
        }
    }
    if !ports.is_empty() {
        settings.expose = Some(ports.iter().map(|(_, port, _)| (*port).to_owned()).collect());
    }
    for (_, instruction, origin) in scope.items("onbuild") {
        match super::snippet::onbuild(instruction) {
            Ok(()) => {
                let finding = Finding::warning("onbuild-in-image", origin, text::onbuild_in_image());
                findings.push(finding.hint(text::onbuild_in_image_hint()));
                settings.onbuild.push(instruction.to_owned());
            }
            Err(message) => findings.push(Finding::error("snippet", origin, message)),
        }
    }
    if let Some((signal, origin)) = scope.text("stopsignal") {
        match check_signal(signal) {
            Some(message) => findings.push(value::refuse(origin, message)),
            None => {
                if !matches!(signal, "SIGTERM" | "15") {
                    findings.push(Finding::warning("stop-signal", origin, text::stop_signal(signal)));
                }
                settings.stopsignal = Some(signal.to_owned());
            }
        }
    }
    if let Some((directory, origin)) = scope.text("workdir") {
        if directory == "/" || is_path(directory) {
            if directory != "/" {
                findings.push(Finding::warning("workdir-moved", origin, text::workdir_moved(directory)));
            }
            settings.workdir = Some(directory.to_owned());
        } else {
            findings.push(value::refuse(origin, crate::text::custom::no_path(directory)));
        }
    }
    settings
}

fn args(scope: &Scope<'_>, findings: &mut Vec<Finding>) -> BTreeMap<String, String> {
    let mut args = BTreeMap::new();
    for (name, (default, origin)) in scope.texts("args") {
        if !is_variable(&name) {
            findings.push(value::refuse(origin, text::no_argument(name)));
        } else if let Some(message) = refuse_value(default) {
            findings.push(value::refuse(origin, message));
        } else {
            args.insert(name, default.to_owned());
        }
    }
    args
}

fn healthcheck(scope: &Scope<'_>, host: &Host<'_>, findings: &mut Vec<Finding>) -> Healthcheck {
    let mut check = Healthcheck::default();
    for (word, flag) in [("interval", "interval"), ("timeout", "timeout"), ("start_period", "start-period")] {
        let Some((duration, origin)) = scope.text(&format!("healthcheck.{word}")) else { continue };
        if is_duration(duration) {
            check.flags.push(format!("--{flag}={duration}"));
        } else {
            findings.push(value::refuse(origin, text::no_duration(duration)));
        }
    }
    if let Some((count, origin)) = scope.text("healthcheck.retries") {
        match count.parse::<u8>() {
            Ok(number) if number > 0 && number.to_string() == count => check.flags.push(format!("--retries={count}")),
            _ => findings.push(value::refuse(origin, text::no_count(count))),
        }
    }
    if let Some(list) = scope.list("healthcheck.command") {
        let command = words(list, findings);
        let program = command.first().map(String::as_str);
        if let (Some((_, origin)), Some(program)) = (list.first(), program) {
            if program != "none" && !program.starts_with('/') && host.is_bare() {
                let message = text::healthcheck_without_path(program, host.name);
                findings.push(Finding::warning("healthcheck-program", origin, message));
            }
            findings.push(Finding::info("healthcheck-oci", origin, text::healthcheck_oci()));
        }
        check.command = Some(if command == ["none"] { Vec::new() } else { command });
    }
    check
}

/// The signals of Linux on the platforms of Istio (`signal(7)`), but for those that no program can handle.
fn check_signal(signal: &str) -> Option<Text> {
    const SIGNALS: &[&str] = &[
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
        "STKFLT", "CHLD", "CONT", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",
        "PWR", "SYS",
    ];
    let number = signal.parse::<u8>().ok().filter(|number| number.to_string() == signal);
    match (signal, number) {
        ("SIGKILL" | "SIGSTOP" | "9" | "19", _) => Some(text::signal_unhandled(signal)),
        (_, Some(1..=31 | 34..=64)) => None,
        _ if signal.strip_prefix("SIG").is_some_and(|name| SIGNALS.contains(&name)) => None,
        _ => Some(text::no_signal(signal)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_is_one_that_a_program_can_handle() {
        for good in ["SIGTERM", "SIGQUIT", "15", "34"] {
            assert!(check_signal(good).is_none(), "{good}");
        }
        for bad in ["SIGKILL", "9", "TERM", "SIGTERM\nUSER 0", "0", "65", "015", "SIGRTMIN+99", ""] {
            assert!(check_signal(bad).is_some(), "{bad}");
        }
    }
}
