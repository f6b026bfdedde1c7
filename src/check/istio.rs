//! Rules about images of Istio, which no other checker has: what their charts need of them. They speak only where the
//! component is certain, and are exact where the lock tells the release.

use super::part::Part;
use super::subject::{Subject, is_shell_form};
use super::{Check, Found, check};
use crate::catalogue::Component;
use crate::dockerfile::{Instruction, Keyword};
use crate::finding::Severity::{Error, Info, Warning};
use crate::release::Variant;
use crate::text::check::istio as say;
use crate::version::Version;
use std::ops::Range;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "istio-ca-missing",
        Warning,
        say::check_istio_ca_missing,
        say::fix_istio_ca_missing,
        "own:IMG009",
        ca_missing,
    ),
    check(
        "istio-command-differs",
        Error,
        say::check_istio_command_differs,
        say::fix_istio_command_differs,
        "own:IMG004",
        command_differs,
    ),
    check(
        "istio-healthcheck-differs",
        Info,
        say::check_istio_healthcheck_differs,
        say::fix_istio_healthcheck_differs,
        "own:IMG006",
        healthcheck_differs,
    ),
    check(
        "istio-iptables-missing",
        Error,
        say::check_istio_iptables_missing,
        say::fix_istio_iptables_missing,
        "own:IMG008",
        iptables_missing,
    ),
    check(
        "istio-path-missing",
        Error,
        say::check_istio_path_missing,
        say::fix_istio_path_missing,
        "own:IMG003",
        path_missing,
    ),
    check(
        "istio-user-differs",
        Warning,
        say::check_istio_user_differs,
        say::fix_istio_user_differs,
        "own:IMG005",
        user_differs,
    ),
    check(
        "istio-user-refused",
        Error,
        say::check_istio_user_refused,
        say::fix_istio_user_refused,
        "own:IMG005 cis:4.1",
        user_refused,
    ),
];

/// The name of a stage, or its `FROM`: the place of what a stage lacks.
fn head(subject: &Subject<'_>, part: &Part) -> Range<usize> {
    part.scene(subject)
        .stage
        .name
        .as_ref()
        .map_or_else(|| part.scene(subject).from.name.span.clone(), |name| name.span.clone())
}

fn path_missing(subject: &Subject<'_>, found: &mut Found) {
    for part in subject.parts.iter().filter(|part| !part.official) {
        let Some(image) = part.image() else { continue };
        let slim = part.component.slim.as_ref();
        let wanted = |name: &String| slim.is_none_or(|slim| slim.binaries.contains(name));
        let programs = image.binaries.iter().filter(|binary| wanted(&binary.name)).map(|binary| &binary.target);
        // Envoy's bootstrap is made from this template, by pilot-agent.
        let template =
            |target: &&String| part.component.id == "proxy" && target.ends_with("/envoy_bootstrap_tmpl.json");
        for path in programs.chain(image.files.iter().map(|file| &file.target).filter(template)) {
            if part.lacks(subject, path) {
                found.at(head(subject, part)).about(format!("{}: {path}", part.component.image));
            }
        }
    }
}

/// What runs: `ENTRYPOINT` where the official image has one, else `CMD`. The charts give arguments and no command
/// (manifests/charts at 1.5.0 to 1.30.3).
fn command_differs(subject: &Subject<'_>, found: &mut Found) {
    for part in &subject.parts {
        let Some(image) = part.image() else { continue };
        let of = |keyword| subject.last(part.index, keyword);
        let (entrypoint, cmd) = (of(Keyword::Entrypoint), of(Keyword::Cmd));
        let changed = ["entrypoint", "wrapper", "dockerfile"].iter().any(|key| part.customizes(subject, key));
        let said = entrypoint.or(cmd);
        // A script of others may run it; what is told is a command that has the program and more. Ours are exact.
        let names = |one: &&Instruction<'_>| {
            one.words().iter().any(|word| image.binaries.iter().any(|binary| word.text.ends_with(&binary.name)))
        };
        if !part.ours && !said.as_ref().is_some_and(names) {
            continue;
        }
        // One in shell form is told by a rule of its own, and what is not said comes from the official image.
        if changed || said.is_some_and(is_shell_form) || part.official && said.is_none() {
            continue;
        }
        let words = |one: Option<&Instruction<'_>>| -> Vec<String> {
            one.into_iter().flat_map(Instruction::words).map(|word| word.text.to_string()).collect()
        };
        let (entry, command) = (words(entrypoint), words(cmd));
        let fits = |variant: &Variant| match (variant.entrypoint.is_empty(), part.official && entrypoint.is_none()) {
            // A wrapper may stand before it.
            (false, false) => entry.ends_with(&variant.entrypoint),
            (false, true) => true,
            (true, _) => entry.iter().chain(&command).eq(&variant.cmd) || entry.ends_with(&variant.cmd),
        };
        if let Some(first) = image.variants.values().next().filter(|_| !image.variants.values().any(fits)) {
            let wanted = if first.entrypoint.is_empty() { &first.cmd } else { &first.entrypoint };
            let place = said.map_or_else(|| head(subject, part), |one| one.whole().span);
            found.at(place).about(format!("{}: {}", part.component.image, wanted.join(" ")));
        }
    }
}

/// The chart of istiod sets `runAsNonRoot: true` and no `runAsUser` (manifests/charts/istio-control/istio-discovery,
/// templates/deployment.yaml).
fn user_refused(subject: &Subject<'_>, found: &mut Found) {
    for part in subject.parts.iter().filter(|part| part.component.id == "pilot") {
        match super::image::user(subject, part.index) {
            Some((instruction, user)) => {
                let name = user.split(':').next().unwrap_or_default();
                let number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
                let open = name.contains('$') || name.is_empty();
                if !open && (!number || super::image::is_root(&user)) {
                    found.at(instruction.whole().span).about(user);
                }
            }
            // `nonroot` is a number in distroless images.
            None if part.official || part.base(subject).is_none() => {}
            None if part.scene(subject).image.contains("nonroot") || is_bare_of_istio(subject, part) => {}
            None => {
                found.at(head(subject, part)).about(&part.component.image);
            }
        }
    }
}

/// The final stage may be one of several that a build argument chooses: what stands before it is not all of it.
fn is_bare_of_istio(subject: &Subject<'_>, part: &Part) -> bool {
    part.scene(subject).stage.image.text.contains('$') && !part.ours && part.scene(subject).stage.name.is_none()
}

fn user_differs(subject: &Subject<'_>, found: &mut Found) {
    for part in subject.parts.iter().filter(|part| part.ours) {
        let changed = ["user", "openshift", "dockerfile"].iter().any(|key| part.customizes(subject, key));
        let wanted = &part.component.user;
        let said = super::image::user(subject, part.index).filter(|_| !changed);
        if let Some((instruction, user)) = said.filter(|(_, user)| user != wanted && !user.contains('$')) {
            found.at(instruction.whole().span).about(format!("{user}, {wanted}"));
        }
    }
}

/// The probe that a component has at a release; empty where it has none.
fn probe<'c>(component: &'c Component, part: &Part) -> &'c [String] {
    let since = component.healthcheck_since.as_deref();
    let version = part.release.and_then(|release| release.tag.parse::<Version>().ok());
    let has = since.is_none_or(|since| version.is_none_or(|version| version.at_least(since)));
    if has { &component.healthcheck } else { &[] }
}

fn healthcheck_differs(subject: &Subject<'_>, found: &mut Found) {
    for part in subject.parts.iter().filter(|part| part.ours) {
        let Some(instruction) = subject.last(part.index, Keyword::Healthcheck) else { continue };
        let changed = ["healthcheck", "dockerfile"].iter().any(|key| part.customizes(subject, key));
        let words: Vec<&str> = instruction.words().iter().map(|word| word.text.as_ref()).collect();
        let said: &[&str] =
            if words.first().is_some_and(|word| word.eq_ignore_ascii_case("none")) { &[] } else { &words };
        let wanted = probe(part.component, part);
        if !changed && !said.iter().eq(wanted.iter()) {
            let wanted = if wanted.is_empty() { "NONE".to_owned() } else { wanted.join(" ") };
            found.at(instruction.whole().span).about(format!("{}: {wanted}", part.component.image));
        }
    }
}

/// Whether something of a stage or of those it starts from speaks of a word: what it installs or copies.
fn speaks(subject: &Subject<'_>, part: &Part, words: &[&str]) -> bool {
    subject.lineage(part.index).flat_map(|scene| scene.body).any(|one| {
        let whole = matches!(one.keyword, Keyword::Copy | Keyword::Add)
            && one
                .words()
                .last()
                .is_some_and(|target| matches!(target.text.as_ref(), "/" | "/usr" | "/usr/" | "/etc" | "/etc/"));
        let builds = matches!(one.keyword, Keyword::Run | Keyword::Copy | Keyword::Add);
        let body = || one.heredocs.iter().map(|heredoc| subject.text(heredoc.body.clone()));
        let mut texts = std::iter::once(one.rest.text.as_ref()).chain(body());
        whole || builds && texts.any(|text| words.iter().any(|word| text.contains(word)))
    })
}

/// `proxyv2` is the image of istio-init too; the node programs change the network of pods.
fn iptables_missing(subject: &Subject<'_>, found: &mut Found) {
    for part in subject.parts.iter().filter(|part| part.component.iptables && !part.official) {
        let lacks = part.base(subject).is_some_and(|base| base.iptables == Some(false));
        if lacks && !speaks(subject, part, &["iptables", "nftables", "xtables"]) {
            found.at(head(subject, part)).about(format!("{}, {}", part.component.image, root_image(subject, part)));
        }
    }
}

fn ca_missing(subject: &Subject<'_>, found: &mut Found) {
    for part in subject.parts.iter().filter(|part| part.component.ca && !part.official) {
        let lacks = part.base(subject).is_some_and(|base| base.ca == Some(false));
        if lacks && !speaks(subject, part, &["ca-certificates", "/etc/ssl", "cacert", "/pki/"]) {
            found.at(head(subject, part)).about(format!("{}, {}", part.component.image, root_image(subject, part)));
        }
    }
}

/// The image that a stage starts from in the end.
fn root_image(subject: &Subject<'_>, part: &Part) -> String {
    subject.lineage(part.index).last().map_or_else(String::new, |scene| scene.image.clone())
}
