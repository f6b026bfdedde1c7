//! Rules about the age of pinned images, and that releases agree.

use super::stage::images;
use super::subject::{Scene, Subject};
use super::{Check, Found, check};
use crate::dockerfile::expand::unquote;
use crate::dockerfile::{Instruction, Keyword};
use crate::finding::Severity::{Info, Warning};
use crate::reference::Reference;
use crate::text::check::stage as say;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check("image-pin-old", Warning, say::check_image_pin_old, say::fix_image_pin_old, "cis:4.4", image_pin_old),
    check(
        "image-pin-undated",
        Info,
        say::check_image_pin_undated,
        say::fix_image_pin_undated,
        "cis:4.4",
        image_pin_undated,
    ),
    check(
        "istio-versions-differ",
        Warning,
        say::check_istio_versions_differ,
        say::fix_istio_versions_differ,
        "own:IMG002",
        istio_versions_differ,
    ),
];

/// The label that tells the version of what an image holds.
const VERSION: &str = "org.opencontainers.image.version";

/// The day on which a pinned image was made, if something says so: a comment, a date in its tag, a release of Istio.
fn pinned_on(subject: &Subject<'_>, scene: &Scene<'_>, reference: &Reference) -> Option<i64> {
    let comments = subject.file.comments_above(scene.from);
    let noted = comments.iter().find_map(|comment| comment.text.strip_prefix("istio-imgen pinned="));
    if let Some(day) = noted.and_then(|text| super::text::day(text.trim())) {
        return Some(day);
    }
    let tag = reference.tag.as_deref()?;
    if let Some(day) = tag.split(['-', '_', '.']).find_map(super::text::day).or_else(|| super::text::day(tag)) {
        return Some(day);
    }
    let version = istio_version(reference)?;
    let entry = crate::catalogue::releases().iter().find(|entry| entry.tag == version)?;
    Some(entry.date.div_euclid(86_400))
}

fn image_pin_old(subject: &Subject<'_>, found: &mut Found) {
    let (Some(most), Some(today)) = (subject.policy.pin_age, subject.policy.today) else { return };
    for (scene, reference) in images(subject) {
        if let Some(age) = pinned_on(subject, scene, reference).map(|day| today - day).filter(|age| *age > most) {
            found.at(scene.stage.image.span.clone()).about(format!("{age} > {most}"));
        }
    }
}

fn image_pin_undated(subject: &Subject<'_>, found: &mut Found) {
    for (scene, reference) in images(subject) {
        let asked = subject.policy.pin_age.is_some() && subject.policy.today.is_some();
        if asked && pinned_on(subject, scene, reference).is_none() {
            found.at(scene.stage.image.span.clone()).about(&scene.image);
        }
    }
}

/// The release in the tag of one of Istio's images, without its variant.
pub(super) fn istio_version(reference: &Reference) -> Option<&str> {
    let (_, image) = reference.repository.rsplit_once('/')?;
    if !["pilot", "proxyv2", "install-cni", "ztunnel", "istioctl", "operator"].contains(&image) {
        return None;
    }
    let tag = reference.tag.as_deref()?;
    let version =
        ["-distroless", "-debug", "-slim"].iter().find_map(|variant| tag.strip_suffix(variant)).unwrap_or(tag);
    version.starts_with(|c: char| c.is_ascii_digit()).then_some(version)
}

/// Images of one context, and the labels that tell their release.
fn istio_versions_differ(subject: &Subject<'_>, found: &mut Found) {
    for part in &subject.parts {
        let Some(release) = part.release else { continue };
        let labels =
            subject.lineage(part.index).flat_map(|scene| scene.body).filter(|one| one.keyword == Keyword::Label);
        for pair in labels.flat_map(Instruction::pairs) {
            let Some(value) = pair.value.as_ref().filter(|_| unquote(&pair.name.text) == VERSION) else { continue };
            let told = unquote(&value.text);
            // A version of the user's own is theirs to choose; the number of another release is a mistake.
            if told != release.tag && crate::catalogue::releases().iter().any(|entry| entry.tag == told) {
                found.at(value.span.clone()).about(format!("{}, {told}", release.tag));
            }
        }
    }
    let mut first = None;
    for (scene, reference) in images(subject) {
        if let Some(version) = istio_version(reference) {
            let first = *first.get_or_insert(version);
            if first != version {
                found.at(scene.stage.image.span.clone()).about(format!("{first}, {version}"));
            }
        }
    }
}
