//! The user's files, Wasm plugins and dynamic modules: where they are, and where they lie in the image.

use super::scope::{Entry, Scope};
use super::value::{self, is_name, is_owner, is_path};
use super::{Added, BOOTSTRAP, Host, Module, Use, WASM, WRAPPER};
use crate::finding::{Finding, Origin};
use crate::selection::{Platform, Prebuilt, PrebuiltFrom, brought, refuse_platform};
use crate::text::custom as text;
use std::collections::BTreeMap;

/// The files of an image: those by name, then what has a fixed place there.
pub(super) fn files(scope: &Scope<'_>, host: &Host<'_>, openshift: bool, findings: &mut Vec<Finding>) -> Vec<Added> {
    let mut added: Vec<Added> = Vec::new();
    for entry in scope.entries("files") {
        added.extend(plain(scope, &entry, openshift, findings));
    }
    for entry in scope.entries("wasm") {
        if !has_envoy(host, &entry, findings) || !named_well(&entry, findings) {
            continue;
        }
        if let Some(source) = brought(scope.preset, &entry.path, entry.origin, findings) {
            let phase = scope.preset.text(&format!("{}.phase", entry.path)).map(|(phase, _)| phase.to_owned());
            let target = format!("{WASM}/{}.wasm", entry.name);
            added.push(fixed(entry.scope, entry.name, source, &target, "0644", Use::Wasm(phase)));
        }
    }
    let own = |word: &str| {
        scope.text(word).map(|(path, origin)| Prebuilt {
            from: PrebuiltFrom::Path(path.to_owned()),
            sha256: None,
            origin: origin.clone(),
        })
    };
    if let Some(source) = own("bootstrap") {
        let held = scope.scope_of("bootstrap");
        if host.has_envoy() {
            added.push(fixed(held, "bootstrap", source, BOOTSTRAP, "0644", Use::Bootstrap));
        } else if held != super::ALL {
            let message = text::needs_envoy("bootstrap", &host.component.id);
            findings.push(Finding::warning("extension-unread", &source.origin, message));
        }
    }
    if let Some(source) = own("wrapper") {
        check_wrapper(host, &source.origin, findings);
        added.push(fixed(scope.scope_of("wrapper"), "wrapper", source, WRAPPER, "0755", Use::Wrapper));
    }
    for (index, file) in added.iter().enumerate() {
        if added[..index].iter().any(|other| other.target == file.target && other.purpose != Use::Archive) {
            findings.push(Finding::error("added-file", &file.source.origin, text::target_twice(&file.target)));
        }
    }
    added
}

fn fixed(scope: &str, name: &str, source: Prebuilt, target: &str, mode: &str, purpose: Use) -> Added {
    Added {
        scope: scope.to_owned(),
        name: name.to_owned(),
        source,
        target: target.to_owned(),
        mode: mode.to_owned(),
        owner: "0:0".to_owned(),
        purpose,
    }
}

fn plain(scope: &Scope<'_>, entry: &Entry<'_>, openshift: bool, findings: &mut Vec<Finding>) -> Option<Added> {
    if !named_well(entry, findings) {
        return None;
    }
    let source = brought(scope.preset, &entry.path, entry.origin, findings)?;
    let field = |name: &str| scope.preset.text(&format!("{}.{name}", entry.path));
    let Some((target, said)) = field("target") else {
        findings.push(Finding::error("added-file", entry.origin, text::no_target(&entry.path)));
        return None;
    };
    if !is_path(target) {
        findings.push(value::refuse(said, text::no_path(target)));
        return None;
    }
    let (mode, said) = field("mode").unwrap_or(("0644", entry.origin));
    let Some(mut bits) = value::mode(mode) else {
        findings.push(value::refuse(said, text::no_mode(mode)));
        return None;
    };
    if bits & 0o002 != 0 {
        findings.push(Finding::warning("added-file-mode", said, text::world_writable(target, mode)));
    }
    let (owner, said) = field("owner").unwrap_or(("0:0", entry.origin));
    if !is_owner(owner) {
        findings.push(value::refuse(said, text::no_owner(owner)).hint(text::owner_form()));
        return None;
    }
    let mut owner = owner.to_owned();
    if let (true, Some((user, _))) = (openshift && !owner.starts_with("0:"), owner.clone().split_once(':')) {
        // Any user id is in group 0: it may do what the owner may. What is root's stays root's.
        bits |= (bits & 0o700) >> 3;
        owner = format!("{user}:0");
    }
    let purpose = match field("extract") {
        Some(("true", said)) => {
            let known = match &source.from {
                PrebuiltFrom::Path(path) => archive_ending(path).is_some(),
                PrebuiltFrom::Url(_) => false,
            };
            if !known {
                findings.push(Finding::error("added-file", said, text::no_archive(&entry.path)));
                return None;
            }
            Use::Archive
        }
        _ => Use::Plain,
    };
    let mode = format!("{bits:04o}");
    Some(Added { mode, owner, ..fixed(entry.scope, entry.name, source, target, "", purpose) })
}

/// What an archive's name ends in, of those that `ADD` unpacks (Dockerfile reference, "ADD").
pub(super) fn archive_ending(path: &str) -> Option<&'static str> {
    ["tar.gz", "tar.xz", "tar.bz2", "tar", "tgz"].into_iter().find(|ending| path.ends_with(&format!(".{ending}")))
}

fn named_well(entry: &Entry<'_>, findings: &mut Vec<Finding>) -> bool {
    let good = is_name(entry.name);
    if !good {
        findings.push(value::refuse(entry.origin, text::no_name(entry.name)));
    }
    good
}

/// Whether an extension of Envoy has one to run in; what is said for all goes to the proxy alone.
fn has_envoy(host: &Host<'_>, entry: &Entry<'_>, findings: &mut Vec<Finding>) -> bool {
    if !host.has_envoy() && entry.scope != super::ALL {
        let message = text::needs_envoy(entry.path.trim_start_matches("customize."), &host.component.id);
        findings.push(Finding::warning("extension-unread", entry.origin, message));
    }
    host.has_envoy()
}

fn check_wrapper(host: &Host<'_>, origin: &Origin, findings: &mut Vec<Finding>) {
    if host.shell == Some(false) {
        let finding = Finding::error("wrapper", origin, text::wrapper_without_shell(host.name));
        findings.push(finding.hint(text::wrapper_shell_hint()));
    }
    if host.command_only {
        let finding = Finding::warning("wrapper-bypassed", origin, text::wrapper_bypassed(&host.component.id));
        findings.push(finding.hint(text::wrapper_bypassed_hint()));
    }
}

/// The dynamic modules of an image, each with a file for every platform.
pub(super) fn modules(
    scope: &Scope<'_>,
    host: &Host<'_>,
    platforms: &[Platform],
    findings: &mut Vec<Finding>,
) -> Vec<Module> {
    let mut modules = Vec::new();
    for entry in scope.entries("modules") {
        if !has_envoy(host, &entry, findings) || !named_well(&entry, findings) {
            continue;
        }
        let mut files: BTreeMap<Platform, Prebuilt> = BTreeMap::new();
        for (rest, setting) in scope.preset.below(&["customize", entry.scope, "modules", entry.name]) {
            let [word, _] = rest else { continue };
            let Some(platform) = Platform::ALL.into_iter().find(|platform| platform.name() == word) else {
                findings.push(refuse_platform(word, &setting.origin));
                continue;
            };
            if platforms.contains(&platform) && !files.contains_key(&platform) {
                let path = format!("{}.{word}", entry.path);
                if let Some(source) = brought(scope.preset, &path, &setting.origin, findings) {
                    files.insert(platform, source);
                }
            }
        }
        for platform in platforms.iter().filter(|platform| !files.contains_key(platform)) {
            let message = text::module_platform(entry.name, platform.name());
            let finding = Finding::error("dynamic-module", entry.origin, message);
            findings.push(finding.hint(text::module_say(format!("{}.{}.path", entry.path, platform.name()))));
        }
        let finding = Finding::info("dynamic-module-abi", entry.origin, text::module_abi(entry.name));
        findings.push(finding.hint(text::module_abi_hint()));
        modules.push(Module { scope: entry.scope.to_owned(), name: entry.name.to_owned(), files });
    }
    modules
}
