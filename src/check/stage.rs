//! Rules about stages and the images that they start from.

use super::policy::allows;
use super::subject::{Base, PLATFORM, PREDEFINED, Scene, Subject};
use super::text::variables;
use super::{Check, Found, check};
use crate::dockerfile::{Keyword, Part};
use crate::finding::Severity::{Error, Info, Warning};
use crate::reference::Reference;
use crate::text::check::stage as say;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "from-undeclared-arg",
        Error,
        say::check_from_undeclared_arg,
        say::fix_from_undeclared_arg,
        "buildkit:UndefinedArgInFrom",
        from_undeclared_arg,
    ),
    check(
        "image-latest",
        Warning,
        say::check_image_latest,
        say::fix_image_latest,
        "hadolint:DL3007 trivy:DS-0001 checkov:CKV_DOCKER_7 dockle:DKL-DI-0006",
        image_latest,
    ),
    check(
        "image-not-allowed",
        Error,
        say::check_image_not_allowed,
        say::fix_image_not_allowed,
        "cis:4.2",
        image_not_allowed,
    ),
    check(
        "image-not-pinned",
        Info,
        say::check_image_not_pinned,
        say::fix_image_not_pinned,
        "cis:4.2 own:IMG001",
        image_not_pinned,
    ),
    check(
        "image-reference",
        Error,
        say::check_image_reference,
        say::fix_image_reference,
        "buildkit:InvalidDefaultArgInFrom",
        image_reference,
    ),
    check(
        "image-registry",
        Error,
        say::check_image_registry,
        say::fix_image_registry,
        "hadolint:DL3026 cis:4.2",
        image_registry,
    ),
    check(
        "image-retired-host",
        Error,
        say::check_image_retired_host,
        say::fix_image_retired_host,
        "",
        image_retired_host,
    ),
    check(
        "image-untagged",
        Warning,
        say::check_image_untagged,
        say::fix_image_untagged,
        "hadolint:DL3006 checkov:CKV_DOCKER_7 trivy:DS-0001",
        image_untagged,
    ),
    check(
        "istio-binary-on-musl",
        Error,
        say::check_istio_binary_on_musl,
        say::fix_istio_binary_on_musl,
        "own:IMG007",
        istio_binary_on_musl,
    ),
    check(
        "platform-constant",
        Warning,
        say::check_platform_constant,
        say::fix_platform_constant,
        "hadolint:DL3029 buildkit:FromPlatformFlagConstDisallowed",
        platform_constant,
    ),
    check(
        "platform-redundant",
        Warning,
        say::check_platform_redundant,
        say::fix_platform_redundant,
        "hadolint:DL3065 buildkit:RedundantTargetPlatform",
        platform_redundant,
    ),
    check(
        "stage-as-case",
        Info,
        say::check_stage_as_case,
        say::fix_stage_as_case,
        "buildkit:FromAsCasing",
        stage_as_case,
    ),
    check(
        "stage-name-case",
        Info,
        say::check_stage_name_case,
        say::fix_stage_name_case,
        "buildkit:StageNameCasing",
        stage_name_case,
    ),
    check(
        "stage-name-duplicate",
        Error,
        say::check_stage_name_duplicate,
        say::fix_stage_name_duplicate,
        "hadolint:DL3024 buildkit:DuplicateStageName checkov:CKV_DOCKER_11 trivy:DS-0012",
        stage_name_duplicate,
    ),
    check(
        "stage-name-reserved",
        Warning,
        say::check_stage_name_reserved,
        say::fix_stage_name_reserved,
        "hadolint:DL3063 buildkit:ReservedStageName",
        stage_name_reserved,
    ),
    check(
        "stage-unreachable",
        Info,
        say::check_stage_unreachable,
        say::fix_stage_unreachable,
        "tally:no-unreachable-stages",
        stage_unreachable,
    ),
];

/// The stages that start from an image, with the image.
pub(super) fn images<'s, 'a>(subject: &'s Subject<'a>) -> impl Iterator<Item = (&'s Scene<'a>, &'s Reference)> {
    subject.stages.iter().filter_map(|scene| match &scene.base {
        Base::Image(reference) => Some((scene, reference)),
        _ => None,
    })
}

fn from_undeclared_arg(subject: &Subject<'_>, found: &mut Found) {
    for scene in &subject.stages {
        let platform = scene.from.flags.iter().filter_map(|flag| flag.value.as_ref());
        for part in platform.chain([&scene.stage.image]) {
            for (offset, name, defaulted) in variables(&part.text, subject.file.escape) {
                let known =
                    subject.globals.contains_key(name) || PLATFORM.contains(&name) || PREDEFINED.contains(&name);
                if !known && !defaulted {
                    found.at(inside(part, offset, name.len())).about(name);
                }
            }
        }
    }
}

fn image_latest(subject: &Subject<'_>, found: &mut Found) {
    for (scene, reference) in images(subject) {
        if reference.tag.as_deref() == Some("latest") && reference.digest.is_none() {
            found.at(scene.stage.image.span.clone()).about(&scene.image);
        }
    }
}

fn image_untagged(subject: &Subject<'_>, found: &mut Found) {
    for (scene, reference) in images(subject) {
        if reference.tag.is_none() && reference.digest.is_none() {
            found.at(scene.stage.image.span.clone()).about(&scene.image);
        }
    }
}

fn image_not_pinned(subject: &Subject<'_>, found: &mut Found) {
    for (scene, reference) in images(subject) {
        let moves = matches!(reference.tag.as_deref(), None | Some("latest"));
        if reference.digest.is_none() && !moves {
            found.at(scene.stage.image.span.clone()).about(&scene.image);
        }
    }
}

fn image_registry(subject: &Subject<'_>, found: &mut Found) {
    let allowed = &subject.policy.registries;
    for (scene, reference) in images(subject) {
        let name = reference.name();
        let is_under = |registry: &String| {
            let rest = name.strip_prefix(registry.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.starts_with('/'))
        };
        if !allowed.is_empty() && !allowed.iter().any(is_under) {
            found.at(scene.stage.image.span.clone()).about(name);
        }
    }
}

fn image_not_allowed(subject: &Subject<'_>, found: &mut Found) {
    let allowed = &subject.policy.bases;
    for (scene, reference) in images(subject) {
        let name = reference.name();
        let tagged = reference.tag.as_ref().map(|tag| format!("{name}:{tag}"));
        let fits = |pattern: &String| {
            allows(pattern, &name)
                || allows(pattern, &scene.image)
                || tagged.as_ref().is_some_and(|text| allows(pattern, text))
        };
        if !allowed.is_empty() && !allowed.iter().any(fits) {
            found.at(scene.stage.image.span.clone()).about(&scene.image);
        }
    }
}

fn image_reference(subject: &Subject<'_>, found: &mut Found) {
    for scene in &subject.stages {
        if matches!(scene.base, Base::Other) {
            let names = variables(&scene.image, subject.file.escape);
            // What nobody declared is told by a rule of its own; `latest` of an image without default is the user's to say.
            let undeclared = names.iter().any(|(_, name, _)| !subject.globals.contains_key(*name));
            if !undeclared && !scene.image.is_empty() {
                found.at(scene.stage.image.span.clone()).about(&scene.image);
            }
        }
    }
}

fn image_retired_host(subject: &Subject<'_>, found: &mut Found) {
    static ENDPOINTS: OnceLock<Vec<crate::endpoint::Endpoint>> = OnceLock::new();
    let endpoints = ENDPOINTS.get_or_init(|| crate::endpoint::endpoints().unwrap_or_default());
    for (scene, _) in images(subject) {
        if let Some(endpoint) = crate::endpoint::retired_in(&scene.image, endpoints) {
            found.at(scene.stage.image.span.clone()).about(&endpoint.name);
        }
    }
}

fn istio_binary_on_musl(subject: &Subject<'_>, found: &mut Found) {
    for (index, instruction) in subject.placed().filter(|(_, one)| matches!(one.keyword, Keyword::Copy | Keyword::Add))
    {
        let Some(Base::Image(base)) = subject.root(index) else { continue };
        let is_musl =
            base.repository.ends_with("/alpine") || base.tag.as_ref().is_some_and(|tag| tag.contains("alpine"));
        let Some((target, sources)) = instruction.words().split_last() else { continue };
        for word in sources.iter().chain([target]).take(sources.len() + 1) {
            let name = word.text.rsplit('/').next().unwrap_or_default();
            if is_musl && matches!(name, "envoy" | "ztunnel") {
                found.at(word.span.clone()).about(format!("{name}, {}", base.repository));
                break;
            }
        }
    }
}

/// The platform flags with their values.
fn platforms<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (&'s crate::dockerfile::Flag<'s>, &'s Part<'s>)> {
    let flags = subject.stages.iter().flat_map(|scene| &scene.from.flags);
    flags.filter(|flag| flag.name.text == "platform").filter_map(|flag| Some((flag, flag.value.as_ref()?)))
}

fn platform_constant(subject: &Subject<'_>, found: &mut Found) {
    for (_, value) in platforms(subject).filter(|(_, value)| !value.text.contains('$')) {
        found.at(value.span.clone()).about(value.text.as_ref());
    }
}

fn platform_redundant(subject: &Subject<'_>, found: &mut Found) {
    for (flag, value) in platforms(subject) {
        if matches!(value.text.as_ref(), "$TARGETPLATFORM" | "${TARGETPLATFORM}") {
            let start = flag.name.span.start.saturating_sub(2);
            let rest = subject.text(value.span.end..subject.file.text.len());
            let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            found.at(start..value.span.end).edit(start..value.span.end + blank, "");
        }
    }
}

fn stage_as_case(subject: &Subject<'_>, found: &mut Found) {
    for scene in &subject.stages {
        let Some(word) = scene.from.words().get(1) else { continue };
        let capitals = |text: &str| text.chars().all(|c| c.is_ascii_uppercase());
        let small = |text: &str| text.chars().all(|c| c.is_ascii_lowercase());
        let name = &scene.from.name.text;
        let fits = capitals(name) && capitals(&word.text) || small(name) && small(&word.text);
        if !fits && word.text.eq_ignore_ascii_case("as") {
            let wanted = if small(name) { "as" } else { "AS" };
            found.at(word.span.clone()).about(word.text.as_ref()).edit(word.span.clone(), wanted);
        }
    }
}

fn stage_name_case(subject: &Subject<'_>, found: &mut Found) {
    for name in subject.stages.iter().filter_map(|scene| scene.stage.name.as_ref()) {
        if name.text.contains(char::is_uppercase) {
            found.at(name.span.clone()).about(name.text.as_ref());
        }
    }
}

fn stage_name_duplicate(subject: &Subject<'_>, found: &mut Found) {
    let mut seen = BTreeSet::new();
    for name in subject.stages.iter().filter_map(|scene| scene.stage.name.as_ref()) {
        if !seen.insert(name.text.to_ascii_lowercase()) {
            found.at(name.span.clone()).about(name.text.as_ref());
        }
    }
}

fn stage_name_reserved(subject: &Subject<'_>, found: &mut Found) {
    for name in subject.stages.iter().filter_map(|scene| scene.stage.name.as_ref()) {
        if matches!(name.text.to_ascii_lowercase().as_str(), "scratch" | "context") {
            found.at(name.span.clone()).about(name.text.as_ref());
        }
    }
}

/// A stage with a name can be a target; one without is used by its number or not at all.
fn stage_unreachable(subject: &Subject<'_>, found: &mut Found) {
    if subject.stages.iter().all(|scene| scene.stage.name.is_some() || scene.is_target) {
        return;
    }
    let used: BTreeSet<String> = subject
        .placed()
        .flat_map(|(_, one)| one.flags.iter())
        .filter_map(|flag| flag.value.as_ref())
        .flat_map(|value| value.text.split(',').map(|part| part.trim_start_matches("from=").to_owned()))
        .collect();
    for (index, scene) in subject.stages.iter().enumerate() {
        if scene.stage.name.is_none() && !scene.is_target && !used.contains(&index.to_string()) {
            found.at(scene.from.name.span.clone()).about(&scene.image);
        }
    }
}

/// The bytes of a word inside of a part that is written in one piece; else the whole part.
pub(super) fn inside(part: &Part<'_>, offset: usize, length: usize) -> std::ops::Range<usize> {
    if part.span.len() == part.text.len() {
        part.span.start + offset..part.span.start + offset + length
    } else {
        part.span.clone()
    }
}
