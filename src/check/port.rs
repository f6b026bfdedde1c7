//! Rules about the ports that an image exposes.

use super::subject::Subject;
use super::{Check, Found, check};
use crate::dockerfile::{Instruction, Keyword, Part};
use crate::finding::Severity::{Error, Info, Warning};
use crate::text::check::image as say;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check("expose-case", Info, say::check_expose_case, say::fix_expose_case, "buildkit:ExposeProtoCasing", expose_case),
    check(
        "expose-form",
        Warning,
        say::check_expose_form,
        say::fix_expose_form,
        "buildkit:ExposeInvalidFormat",
        expose_form,
    ),
    check(
        "expose-range",
        Error,
        say::check_expose_range,
        say::fix_expose_range,
        "hadolint:DL3011 trivy:DS-0008",
        expose_range,
    ),
    check(
        "expose-ssh",
        Warning,
        say::check_expose_ssh,
        say::fix_expose_ssh,
        "checkov:CKV_DOCKER_1 trivy:DS-0004",
        expose_ssh,
    ),
];

fn expose_case(subject: &Subject<'_>, found: &mut Found) {
    for word in subject.all(Keyword::Expose).flat_map(Instruction::words) {
        let small = word.text.to_ascii_lowercase();
        if word.text.contains('/') && small != word.text && !word.text.contains('$') {
            found.at(word.span.clone()).about(word.text.as_ref()).edit(word.span.clone(), small);
        }
    }
}

fn expose_form(subject: &Subject<'_>, found: &mut Found) {
    for word in subject.all(Keyword::Expose).flat_map(Instruction::words).filter(|word| !word.text.contains('$')) {
        let (ports, protocol) = word.text.split_once('/').unwrap_or((&word.text, "tcp"));
        let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let ports_ok = ports.split_once('-').map_or(number(ports), |(from, to)| number(from) && number(to));
        if !ports_ok || !matches!(protocol.to_ascii_lowercase().as_str(), "tcp" | "udp" | "sctp") {
            found.at(word.span.clone()).about(word.text.as_ref());
        }
    }
}

/// The ports that an instruction exposes.
fn ports<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (&'a Part<'a>, Vec<u64>)> {
    subject.all(Keyword::Expose).flat_map(Instruction::words).map(|word| {
        let ports = word.text.split('/').next().unwrap_or_default();
        (word, ports.split('-').filter_map(|port| port.parse().ok()).collect())
    })
}

fn expose_range(subject: &Subject<'_>, found: &mut Found) {
    for (word, ports) in ports(subject) {
        if ports.iter().any(|port| *port > 65_535) {
            found.at(word.span.clone()).about(word.text.as_ref());
        }
    }
}

fn expose_ssh(subject: &Subject<'_>, found: &mut Found) {
    for (word, ports) in ports(subject) {
        if matches!(ports.as_slice(), [22]) || matches!(ports.as_slice(), [from, to] if (*from..=*to).contains(&22)) {
            found.at(word.span.clone()).about(word.text.as_ref());
        }
    }
}
