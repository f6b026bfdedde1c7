//! Whether a program will run where it is put, and is what it is taken for: findings, not surprises at run time.

use super::{BuildInfo, Facts};
use crate::catalogue::Base;
use crate::finding::{Finding, Origin};
use crate::text::elf as say;
use crate::version::compare_dotted;
use std::cmp::Ordering;

/// What Istio's own Envoy holds from 1.4 on and a plain one does not: the protocol by which its filters exchange metadata
/// (istio/proxy, `extensions/common/…/metadata_exchange`; istio/istio, `pilot/pkg/networking/util`, "istio-peer-exchange").
pub const ENVOY_MARK: &str = "istio-peer-exchange";

/// What is asked of a program.
pub struct Asked<'a> {
    /// The name of the binary that it stands for: `envoy`, `pilot-agent`.
    pub binary: &'a str,
    /// Its main package in Istio's sources.
    pub package: Option<&'a str>,
    /// The release's tag.
    pub tag: &'a str,
    /// What the image starts from; nothing for an official image, whose C library is glibc.
    pub base: Option<&'a Base>,
    /// Where the user named the file.
    pub origin: &'a Origin,
    /// Whether the file holds the tag anywhere.
    pub holds_tag: bool,
    /// Whether it holds the revision of Istio's Envoy of this release.
    pub holds_revision: bool,
    /// Whether it holds [`ENVOY_MARK`].
    pub holds_mark: bool,
}

/// All that is to be said of a program.
#[must_use]
pub fn judge(facts: &Facts, asked: &Asked<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    linked(facts, asked, &mut findings);
    match (&facts.go, asked.package) {
        (Some(go), Some(package)) => go_program(go, package, asked, &mut findings),
        (None, Some(_)) => {
            findings.push(Finding::warning("prebuilt-other", asked.origin, say::elf_no_go(asked.binary)));
        }
        (Some(go), None) => {
            findings.push(Finding::error("prebuilt-other", asked.origin, say::elf_is_go(asked.binary, &go.package)));
        }
        (None, None) => {}
    }
    if asked.binary == "envoy" && !asked.holds_revision {
        findings.push(match asked.holds_mark {
            true => Finding::info("prebuilt-envoy", asked.origin, say::elf_other_envoy(asked.tag)),
            false => {
                let finding = Finding::warning("prebuilt-envoy", asked.origin, say::elf_plain_envoy());
                finding.hint(say::elf_plain_envoy_hint())
            }
        });
    }
    findings
}

/// The C library and the others.
fn linked(facts: &Facts, asked: &Asked<'_>, findings: &mut Vec<Finding>) {
    let Some(interpreter) = &facts.interpreter else { return };
    let error = |message| Finding::error("prebuilt-libc", asked.origin, message).hint(say::elf_static_hint());
    let musl = facts.is_musl();
    let base = asked.base.map_or("official", |base| base.id.as_str());
    let libc = asked.base.map_or(Some("glibc"), |base| base.libc.as_deref());
    match libc {
        Some("none") => findings.push(error(say::elf_no_libc(asked.binary, interpreter, base))),
        Some("musl") if !musl => findings.push(error(say::elf_glibc_on_musl(asked.binary, base))),
        Some("glibc") if musl => findings.push(error(say::elf_musl_on_glibc(asked.binary, base))),
        None => {
            let libc = if musl { "musl" } else { "glibc" };
            findings.push(Finding::warning(
                "prebuilt-libc",
                asked.origin,
                say::elf_unknown_libc(asked.binary, libc, base),
            ));
        }
        _ => {}
    }
    let has = asked.base.and_then(|base| base.libc_version.as_deref()).filter(|_| libc == Some("glibc"));
    if let (Some(needed), Some(has)) = (&facts.glibc, has)
        && compare_dotted(has, needed) == Ordering::Less
    {
        findings.push(error(say::elf_old_glibc(asked.binary, needed, base, has)));
    }
    // What comes with the C library itself, and what the base is known to have.
    let with_libc = [
        "libc.",
        "libm.",
        "libdl.",
        "libpthread.",
        "librt.",
        "libresolv.",
        "libutil.",
        "ld-linux",
        "ld-musl",
        "linux-vdso",
    ];
    let known = |library: &str| {
        let name = library.split('.').next().unwrap_or_default().trim_end_matches("_s");
        asked.base.and_then(|base| base.libraries.as_ref()).is_some_and(|has| has.iter().any(|held| held == name))
    };
    let others: Vec<&str> = facts.libraries.iter().map(String::as_str).collect();
    let missing =
        others.into_iter().filter(|library| !with_libc.iter().any(|own| library.starts_with(own)) && !known(library));
    let missing: Vec<String> = missing.map(|library| format!("`{library}`")).collect();
    if !missing.is_empty() {
        let message = say::elf_libraries(asked.binary, missing.join(", "), base);
        findings.push(Finding::warning("prebuilt-library", asked.origin, message));
    }
}

/// The main package and the version stamp of a program of Istio's sources.
fn go_program(go: &BuildInfo, package: &str, asked: &Asked<'_>, findings: &mut Vec<Finding>) {
    let found = go.package.strip_prefix("istio.io/istio/").unwrap_or(&go.package);
    if !found.is_empty() && found != package && found != "command-line-arguments" {
        let message = say::elf_other_package(asked.binary, found, package);
        findings.push(Finding::error("prebuilt-other", asked.origin, message));
        return;
    }
    match &go.stamp {
        Some(stamp) if stamp == asked.tag => {}
        Some(stamp) if stamp.is_empty() || stamp == "unknown" => {
            findings.push(Finding::warning(
                "prebuilt-version",
                asked.origin,
                say::elf_no_stamp(asked.binary, asked.tag),
            ));
        }
        Some(stamp) => {
            let message = say::elf_other_stamp(asked.binary, stamp, asked.tag);
            findings.push(Finding::warning("prebuilt-version", asked.origin, message));
        }
        None if asked.holds_tag => {}
        None => {
            findings.push(Finding::warning(
                "prebuilt-version",
                asked.origin,
                say::elf_no_stamp(asked.binary, asked.tag),
            ));
        }
    }
}
