//! Whether a component can run on its base image: C library, iptables, packages.

use super::{BaseChoice, Image, Place, Prebuilt, PrebuiltFrom, Selection};
use crate::catalogue::Base;
use crate::finding::{Finding, Origin};
use crate::preset::Preset;
use crate::reference::Reference;
use crate::release::Release;
use crate::text::{patch as patch_text, select as text};
use crate::version::{Version, compare_dotted};
use std::cmp::Ordering;

/// The glibc that Istio's Envoy needs: istio/proxy builds it against this version and checks the result
/// (`scripts/release-binary.sh`).
const ENVOY_GLIBC: &str = "2.28";

/// Checks all images of a selection.
pub fn check(selection: &Selection, release: &Release, findings: &mut Vec<Finding>) {
    let init_elsewhere = selection.images.iter().any(|image| matches!(image.component.id.as_str(), "init" | "cni"));
    for image in &selection.images {
        let BaseChoice::Image(base) = &image.base else { continue };
        check_libraries(image, base, findings);
        check_iptables(image, base, init_elsewhere, findings);
        let moves =
            |reference: Reference| reference.digest.is_none() && reference.tag.is_none_or(|tag| tag == "latest");
        if Reference::parse(&base.reference).is_ok_and(moves) && !is_pinned(selection, base) {
            let finding =
                Finding::warning("base-floating-tag", &image.base_origin, text::floating_tag(&base.reference));
            findings.push(finding.hint(text::pin_digest()));
        }
    }
    check_mesh(selection, release, findings);
}

/// What the binaries that are not static need of the base image.
fn check_libraries(image: &Image, base: &Base, findings: &mut Vec<Finding>) {
    let component = &image.component;
    let Some(dynamic) = component.libraries.first() else { return };
    let program = if component.id == "ztunnel" { "ztunnel" } else { "envoy" };
    // A file of the user's is asked itself, once it is read.
    let file = |held: &Prebuilt| matches!(held.from, PrebuiltFrom::Path(_));
    if matches!(image.binaries.get(program), Some(Place::Prebuilt(files)) if files.values().all(file)) {
        return;
    }
    let error = |rule, message| Finding::error(rule, &image.base_origin, message).hint(text::glibc_bases());
    match base.libc.as_deref() {
        Some("glibc") => {}
        Some("musl") => {
            findings.push(error("base-musl", text::musl(program, &base.id)));
            return;
        }
        Some(_) => {
            findings.push(error("base-without-libc", text::no_libc(program, dynamic, &base.id)));
            return;
        }
        None => {
            let finding =
                Finding::warning("base-unknown-libc", &image.base_origin, text::unknown_libc(program, &base.id));
            findings.push(finding.hint(text::describe_base()));
        }
    }
    if let Some(version) = &base.libc_version
        && compare_dotted(version, ENVOY_GLIBC) == Ordering::Less
    {
        findings.push(error("base-old-glibc", text::old_glibc(program, ENVOY_GLIBC, &base.id, version)));
    }
    let lacks = |library: &&String| base.libraries.as_ref().is_some_and(|has| !has.contains(library));
    if let Some(missing) = component.libraries.iter().find(lacks)
        && !has_packages(base)
    {
        findings.push(error("base-without-library", text::no_library(program, missing, &base.id)));
    }
}

/// iptables for what redirects traffic. A proxy needs it only where it also serves as init container.
fn check_iptables(image: &Image, base: &Base, init_elsewhere: bool, findings: &mut Vec<Finding>) {
    let component = &image.component;
    if !component.iptables || base.iptables == Some(true) || has_packages(base) {
        return;
    }
    if component.id == "proxy" && init_elsewhere {
        let message = text::proxy_without_iptables(&base.id);
        findings.push(Finding::info("base-without-iptables", &image.base_origin, message));
        return;
    }
    if base.iptables.is_none() {
        let message = text::unknown_iptables(&component.id, &base.id);
        let finding = Finding::warning("base-unknown-iptables", &image.base_origin, message);
        findings.push(finding.hint(text::describe_base()));
        return;
    }
    let finding =
        Finding::error("base-without-iptables", &image.base_origin, text::no_iptables(&component.id, &base.id));
    findings.push(finding.hint(if component.id == "proxy" { text::iptables_proxy() } else { text::iptables_bases() }));
}

fn is_pinned(selection: &Selection, base: &Base) -> bool {
    let pinned = |reference| selection.named(reference).digest.is_some();
    Reference::parse(&base.reference).is_ok_and(pinned)
}

fn has_packages(base: &Base) -> bool {
    base.packages.as_deref().is_some_and(|manager| manager != "none")
}

/// A mesh configuration in an image wins over the ConfigMap, or is hidden by a mount: neither is what people expect.
fn check_mesh(selection: &Selection, release: &Release, findings: &mut Vec<Finding>) {
    if selection.mesh.is_none() {
        return;
    }
    let readers: Vec<&Image> = selection.images.iter().filter(|image| image.component.mesh.is_some()).collect();
    if readers.is_empty() {
        findings.push(Finding::warning("mesh-unread", &Origin::Default, text::mesh_unread()));
        return;
    }
    let mounted = !release.tag.parse::<Version>().is_ok_and(|version| version.at_least("1.10"));
    let message = if mounted { text::mesh_hidden(&release.tag) } else { text::mesh_wins(&release.tag) };
    findings.push(Finding::warning("mesh-in-image", &Origin::Default, message).hint(text::mesh_deploy()));
}

/// What is said of sources means nothing where nothing is compiled.
pub fn check_sources(selection: &Selection, preset: &Preset, findings: &mut Vec<Finding>) {
    if needs_sources(&selection.images) {
        return;
    }
    for key in ["full_source", "patches", "vendor"] {
        let Some(setting) = preset.get(key) else { continue };
        let finding = Finding::warning("sources-unused", &setting.origin, patch_text::sources_unused(key));
        findings.push(finding.hint(patch_text::sources_unused_how()));
    }
}

/// Whether any binary is compiled from sources.
#[must_use]
pub fn needs_sources(images: &[Image]) -> bool {
    images.iter().any(|image| image.binaries.values().any(|place| *place == Place::Source))
}
