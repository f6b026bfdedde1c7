//! Packages of the operating system: into the image by its own package manager, or apart into a root of their own that is
//! copied onto an image without one.

use super::Host;
use super::scope::Scope;
use super::value;
use crate::catalogue::Base;
use crate::finding::{Finding, Origin};
use crate::selection::BaseChoice;
use crate::text::custom as text;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// Packages to install.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Packages {
    /// `apt`, `dnf`, `microdnf`, `apk`.
    pub manager: String,
    /// Their names as that manager reads them, sorted.
    pub names: Vec<String>,
    /// Whether one of them is of one version.
    pub pinned: bool,
    /// Whether they are installed in a stage of their own, as the image has no package manager.
    pub apart: bool,
}

/// What helps to look into a running container, by the package manager.
fn debug_tools(manager: &str) -> &'static [&'static str] {
    match manager {
        "apt" => &["curl", "iproute2", "iputils-ping", "netcat-openbsd", "procps", "tcpdump"],
        "apk" => &["curl", "iproute2", "iputils", "procps", "tcpdump"],
        // What Red Hat's universal base image has without a subscription.
        _ => &["iproute", "iputils", "procps-ng"],
    }
}

/// The packages of an image. A base image without a package manager gets them from `builder`, if the user names one.
pub(super) fn packages(
    scope: &Scope<'_>,
    host: &Host<'_>,
    builder: Option<&(Base, Option<Origin>)>,
    findings: &mut Vec<Finding>,
) -> Option<Packages> {
    let items = scope.items("packages");
    let switches = ["debug_tools", "timezones"].map(|name| scope.text(name).filter(|(value, _)| *value == "true"));
    let origin = items
        .first()
        .map(|(_, _, origin)| *origin)
        .or_else(|| switches.iter().flatten().map(|(_, origin)| *origin).next())?;
    let (manager, apart) = match (host.manager, builder) {
        (Some(manager), _) if manager != "none" => (manager, false),
        (_, Some((base, Some(said)))) => match base.packages.as_deref() {
            Some(manager) if manager != "none" => (manager, true),
            _ => {
                findings.push(Finding::error("custom-builder", said, text::builder_without_packages(&base.id)));
                return None;
            }
        },
        (Some(_), _) => {
            let finding = Finding::error("packages-bare-base", origin, text::packages_bare(host.name));
            findings.push(finding.hint(text::packages_bare_hint(&host.component.id, fitting(host.base))));
            return None;
        }
        (None, _) => {
            let finding = Finding::error("packages-bare-base", origin, text::packages_unknown(host.name));
            findings.push(finding.hint(text::packages_unknown_hint(host.name, &host.component.id)));
            return None;
        }
    };
    let mut names = BTreeSet::new();
    for (_, item, origin) in &items {
        match package(item, manager) {
            Some(name) => {
                if item.contains('=') {
                    let finding = Finding::info("package-pinned", origin, text::package_pinned(item));
                    findings.push(finding.hint(text::package_pinned_hint()));
                }
                names.insert(name);
            }
            None => findings.push(value::refuse(origin, text::no_package(item))),
        }
    }
    if let Some((_, origin)) = switches[0] {
        findings.push(
            Finding::warning("debug-tools", origin, text::debug_tools(&host.component.id))
                .hint(text::debug_tools_hint()),
        );
        names.extend(debug_tools(manager).iter().map(|name| (*name).to_owned()));
    }
    if let Some((_, origin)) = switches[1] {
        findings.push(Finding::info("time-zones", origin, text::time_zones()));
        names.insert("tzdata".to_owned());
    }
    let scripted = names.iter().any(|name| name.starts_with("ca-certificates") || name.starts_with("iptables"));
    if apart && scripted {
        let finding = Finding::warning("packages-without-scripts", origin, text::packages_without_scripts());
        findings.push(finding.hint(text::packages_without_scripts_hint()));
    }
    let manager = manager.to_owned();
    let pinned = items.iter().any(|(_, item, _)| item.contains('='));
    (!names.is_empty()).then(|| Packages { manager, names: names.into_iter().collect(), pinned, apart })
}

/// A package as a manager reads it: `name=version` for apt and apk, `name-version` for dnf.
fn package(item: &str, manager: &str) -> Option<String> {
    let (name, version) = item.split_once('=').map_or((item, None), |(name, version)| (name, Some(version)));
    let first = |text: &str| text.starts_with(|c: char| c.is_ascii_alphanumeric());
    let plain =
        |text: &str| text.len() <= 128 && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-._:~".contains(c));
    if !first(name) || !plain(name) || version.is_some_and(|version| !first(version) || !plain(version)) {
        return None;
    }
    let joint = if manager.ends_with("dnf") { '-' } else { '=' };
    Some(version.map_or_else(|| name.to_owned(), |version| format!("{name}{joint}{version}")))
}

/// The base image whose packages fit one without a package manager: what it was made from.
pub(super) fn fitting(base: &BaseChoice) -> &'static str {
    match base {
        BaseChoice::Image(base) if base.libc.as_deref() == Some("glibc") => "debian",
        BaseChoice::Image(base) if base.id.starts_with("distroless") => "debian",
        _ => "wolfi",
    }
}

/// The backend of iptables, for images that run it and where it can be chosen.
pub(super) fn backend(scope: &Scope<'_>, host: &Host<'_>, findings: &mut Vec<Finding>) -> Option<String> {
    let (backend, origin) = scope.text("iptables")?;
    if !host.component.iptables {
        let scoped = scope.scope_of("iptables") == super::ALL;
        if !scoped {
            findings.push(Finding::warning("iptables-unused", origin, text::iptables_unused(&host.component.id)));
        }
        return None;
    }
    match host.manager {
        Some("apt") => Some(backend.to_owned()),
        // Elsewhere `iptables` is the nft one.
        Some("apk" | "dnf" | "microdnf") if backend == "nft" => None,
        _ => {
            let message = text::iptables_backend(host.name, backend);
            findings.push(Finding::error("iptables-backend", origin, message).hint(text::iptables_backend_hint()));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_a_word_of_its_manager_and_never_an_option() {
        assert_eq!(package("curl", "apt").as_deref(), Some("curl"));
        assert_eq!(package("libstdc++6=14.2.0-19", "apt").as_deref(), Some("libstdc++6=14.2.0-19"));
        assert_eq!(package("curl=8.5.0", "microdnf").as_deref(), Some("curl-8.5.0"));
        for bad in
            ["", "-o", "--allow-unauthenticated", "a b", "a;b", "$(id)", "a=", "a=-x", "./x.deb", "a/b", "http://x"]
        {
            assert_eq!(package(bad, "apt"), None, "{bad}");
        }
    }
}
