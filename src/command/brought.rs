//! What the user brings for images (files, authorities, extensions): looked at, and put into the context.

use super::sources::unseen;
use crate::custom::{Added, AuthorityProblem, Use, check_authorities, holds_private_key};
use crate::disk::{self, Inspected};
use crate::elf;
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::preset::{Preset, Setting, Value};
use crate::selection::{PrebuiltFrom, Selection};
use crate::text::{Text, custom as text};
use crate::tree::{Content, File, Mode, Tree, TreePath};
use crate::{state, world};
use camino::Utf8Path;
use std::collections::BTreeMap;

/// How much of a file is looked into, in bytes: scripts, certificates and keys are smaller.
const LOOK: usize = 1024 * 1024;

/// Looks at everything that the user brings and puts it into the context.
///
/// # Errors
/// A file that cannot be read; one that is not what it should be is a finding.
pub(super) fn bring(selection: &Selection, copied: &mut Tree, findings: &mut Vec<Finding>) -> Result<()> {
    for custom in selection.images.iter().map(|image| &image.custom) {
        for file in &custom.files {
            bring_file(file, copied, findings)?;
        }
        for module in &custom.modules {
            for (platform, file) in &module.files {
                let PrebuiltFrom::Path(path) = &file.from else {
                    findings.push(unseen(&format!("{} ({})", module.name, platform.name()), &file.origin));
                    continue;
                };
                let inspected = disk::inspect(&world::beside(&file.origin, path))?;
                let problem = match elf::check(&inspected.head, *platform) {
                    Ok(()) => other_sum(&inspected, file.sha256.as_deref()),
                    Err(elf::Problem::Machine(machine)) => {
                        Some(text::module_machine(path, machine, platform.architecture()))
                    }
                    Err(_) => Some(text::module_not_elf(path)),
                };
                findings.extend(problem.map(|problem| Finding::error("dynamic-module", &file.origin, problem)));
                put(copied, module.path(platform.architecture()), inspected, Mode::Executable);
            }
        }
        for authority in &custom.authorities {
            let path = world::beside(&authority.origin, &authority.path);
            let mut bytes = disk::look(&path, LOOK)?;
            for problem in check_authorities(&bytes, world::now()) {
                findings.push(authority_finding(&authority.path, problem, &authority.origin));
            }
            // Files are joined: one without a line end would spoil the next.
            if bytes.last() != Some(&b'\n') {
                bytes.push(b'\n');
            }
            if let Ok(target) = TreePath::new(authority.copy.clone()) {
                copied.insert(target, File::plain(bytes));
            }
        }
    }
    Ok(())
}

fn bring_file(file: &Added, copied: &mut Tree, findings: &mut Vec<Finding>) -> Result<()> {
    let (PrebuiltFrom::Path(path), Some(target)) = (&file.source.from, file.path()) else { return Ok(()) };
    let origin = &file.source.origin;
    let found = world::beside(origin, path);
    let inspected = disk::inspect(&found)?;
    if let Some(message) = other_sum(&inspected, file.source.sha256.as_deref()) {
        findings.push(Finding::error("added-file", origin, message));
    }
    match &file.purpose {
        Use::Plain => {
            if holds_private_key(&disk::look(&found, LOOK)?) {
                findings.push(key_finding(path, origin));
            }
        }
        Use::Archive => {
            if !is_archive(path, &inspected.head) {
                findings.push(Finding::error("added-file", origin, text::archive_content(path)));
            }
        }
        Use::Wasm(_) => findings.extend(wasm(path, &inspected.head, origin)),
        Use::Bootstrap => findings.extend(bootstrap(path, &disk::look(&found, LOOK)?, &file.target, origin)),
        Use::Wrapper => {
            let script = disk::look(&found, LOOK)?;
            if holds_private_key(&script) {
                findings.push(key_finding(path, origin));
            }
            findings.extend(wrapper(path, &script).map(|message| Finding::error("wrapper", origin, message)));
        }
    }
    let mode = if file.mode.contains(['1', '3', '5', '7']) { Mode::Executable } else { Mode::Plain };
    put(copied, target, inspected, mode);
    Ok(())
}

fn put(copied: &mut Tree, target: String, inspected: Inspected, mode: Mode) {
    if let Ok(target) = TreePath::new(target) {
        let content = Content::Disk { path: inspected.path, sha256: inspected.sha256 };
        copied.insert(target, File { mode, content });
    }
}

fn other_sum(inspected: &Inspected, wanted: Option<&str>) -> Option<Text> {
    let found = state::hex(&inspected.sha256);
    wanted.is_some_and(|wanted| wanted != found).then(|| text::file_sum(&inspected.path, found))
}

fn key_finding(path: &str, origin: &Origin) -> Finding {
    Finding::error("added-private-key", origin, text::file_key(path)).hint(text::file_key_hint())
}

fn authority_finding(path: &str, problem: AuthorityProblem, origin: &Origin) -> Finding {
    let broken = |message| Finding::error("ca-certificate", origin, message);
    let validity = |message| Finding::warning("ca-validity", origin, message);
    match problem {
        AuthorityProblem::Empty => broken(text::ca_empty(path)).hint(text::ca_empty_hint()),
        AuthorityProblem::PrivateKey => {
            Finding::error("added-private-key", origin, text::ca_key(path)).hint(text::ca_key_hint())
        }
        AuthorityProblem::Other(label) => broken(text::ca_other(path, label)).hint(text::ca_key_hint()),
        AuthorityProblem::Broken(number) => broken(text::ca_broken(path, number)),
        AuthorityProblem::NotAuthority(subject) => validity(text::ca_not_authority(path, subject)),
        AuthorityProblem::Expired(subject, day) => validity(text::ca_expired(path, subject, day)),
        AuthorityProblem::NotYet(subject, day) => validity(text::ca_not_yet(path, subject, day)),
    }
}

/// Whether a file begins as the archive that its name says (the formats' own signatures; POSIX.1-2017, `ustar`).
fn is_archive(path: &str, head: &[u8]) -> bool {
    match Utf8Path::new(path).extension() {
        Some("gz" | "tgz") => head.starts_with(&[0x1f, 0x8b]),
        Some("xz") => head.starts_with(&[0xfd, b'7', b'z', b'X', b'Z']),
        Some("bz2") => head.starts_with(b"BZh"),
        _ => head.get(257..262) == Some(b"ustar"),
    }
}

/// A module of WebAssembly's core specification ("Binary Format", "Modules"): magic and version 1.
fn wasm(path: &str, head: &[u8], origin: &Origin) -> Option<Finding> {
    let message = match head.get(..8) {
        Some([0, b'a', b's', b'm', 1, 0, 0, 0]) => return None,
        Some([0, b'a', b's', b'm', _, _, 1, 0]) => text::wasm_component(path),
        _ => text::wasm_content(path),
    };
    Some(Finding::error("wasm-module", origin, message))
}

/// A template of Go with something to fill in.
fn bootstrap(path: &str, bytes: &[u8], target: &str, origin: &Origin) -> Option<Finding> {
    let script = String::from_utf8_lossy(bytes);
    let (open, closed) = (script.matches("{{").count(), script.matches("}}").count());
    if open == 0 {
        let finding = Finding::error("bootstrap", origin, text::bootstrap_static(path));
        return Some(finding.hint(text::bootstrap_static_hint(target)));
    }
    // A JSON object may end in more braces than an action of the template needs.
    (open > closed).then(|| Finding::error("bootstrap", origin, text::bootstrap_open(path)))
}

/// What keeps a script from starting the image's program in its own place.
fn wrapper(path: &str, bytes: &[u8]) -> Option<Text> {
    let script = String::from_utf8_lossy(bytes);
    if script.contains('\r') {
        return Some(text::wrapper_lines(path));
    }
    if !script.starts_with("#!/") && !script.starts_with("#! /") {
        return Some(text::wrapper_head(path));
    }
    let last = script.lines().map(str::trim).rfind(|line| !line.is_empty() && !line.starts_with('#'));
    let passes =
        last.is_some_and(|line| line.starts_with("exec ") && (line.ends_with("\"$@\"") || line.ends_with("\"${@}\"")));
    (!passes).then(|| text::wrapper_exec(path))
}

/// Names what was brought by its place in the context, so that the context can be made again from itself.
pub(super) fn settle(preset: &mut Preset, selection: &Selection) {
    let mut lists: BTreeMap<String, Vec<(String, Origin)>> = BTreeMap::new();
    let own = |path: &str| format!("../{path}");
    let mut settle = |key: String, value: Value| {
        let path = key.split('.').map(str::to_owned).collect();
        preset.insert(path, Setting { value, origin: Origin::Default });
    };
    for custom in selection.images.iter().map(|image| &image.custom) {
        for file in &custom.files {
            if let Some(path) = file.path() {
                settle(file.key(), Value::Text(own(&path)));
            }
        }
        for module in &custom.modules {
            for (platform, file) in &module.files {
                if matches!(file.from, PrebuiltFrom::Path(_)) {
                    settle(module.key(*platform), Value::Text(own(&module.path(platform.architecture()))));
                }
            }
        }
        for authority in &custom.authorities {
            let list = lists.entry(format!("customize.{}.ca", authority.scope)).or_default();
            let item = (own(&authority.copy), Origin::Default);
            if !list.contains(&item) {
                list.push(item);
            }
        }
    }
    for (key, list) in lists {
        settle(key, Value::List(list));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapper_gives_way_to_the_program() {
        for good in [
            "#!/bin/sh\nset -eu\nexec \"$@\"\n",
            "#!/bin/bash\nexec tini -- \"$@\"\n# done\n",
            "#! /bin/sh\nexec \"${@}\"",
        ] {
            assert_eq!(wrapper("x", good.as_bytes()), None, "{good}");
        }
        for bad in [
            "",
            "exec \"$@\"\n",
            "#!/bin/sh\n\"$@\"\n",
            "#!/bin/sh\nexec $@\n",
            "#!/bin/sh\r\nexec \"$@\"\r\n",
            "#!/bin/sh\n# exec \"$@\"\n",
            "#!/bin/sh\nexec \"$@\" &\n",
        ] {
            assert!(wrapper("x", bad.as_bytes()).is_some(), "{bad}");
        }
    }

    #[test]
    fn only_a_core_module_is_a_plugin() {
        let told = |head: &[u8]| wasm("x", head, &Origin::Default).map(|finding| finding.message.id());
        assert_eq!(told(b"\0asm\x01\0\0\0rest"), None);
        assert_eq!(told(b"\0asm\x0d\0\x01\0"), Some("wasm_component"));
        assert_eq!(told(b"\x7fELF\x02\x01\x01\0"), Some("wasm_content"));
        assert_eq!(told(b"\0asm"), Some("wasm_content"));
    }

    #[test]
    fn a_bootstrap_is_a_template() {
        let told =
            |text: &str| bootstrap("x", text.as_bytes(), "/y", &Origin::Default).map(|finding| finding.message.id());
        assert_eq!(told("{\"node\": {\"id\": \"{{ .nodeID }}\", \"x\": {\"y\": {}}}}"), None);
        assert_eq!(told("{\"node\": {\"id\": \"x\"}}"), Some("bootstrap_static"));
        assert_eq!(told("{{ .a }} {{ .b"), Some("bootstrap_open"));
    }
}
