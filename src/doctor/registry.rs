//! Logins to registries, of which only the hosts are told, and hosts that close.

use super::files::{json, text};
use super::{Checked, Docker, Status, Surroundings};
use crate::endpoint::{endpoints, retired_in};
use crate::error::Result;
use crate::escape::visible;
use crate::text::doctor as say;
use camino::Utf8PathBuf;
use serde_json::Value;
use std::collections::BTreeSet;

/// Tells for which registries there is a login, and whether the helpers that keep them are there.
pub(super) fn logins(around: &Surroundings, docker: &Docker) -> Vec<Checked> {
    let mut checked = Vec::new();
    let (mut hosts, mut open, mut helpers) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let podman = auth_file(around).map_or(Value::Null, |path| json(&path, &mut checked));
    for config in [&docker.config, &podman] {
        for (host, login) in config["auths"].as_object().into_iter().flatten() {
            let secret = |key: &str| login[key].as_str().is_some_and(|text| !text.is_empty());
            hosts.insert(visible(host));
            if ["auth", "password", "identitytoken"].into_iter().any(secret) {
                open.insert(visible(host));
            }
        }
        for (host, helper) in config["credHelpers"].as_object().into_iter().flatten() {
            hosts.insert(visible(host));
            helpers.extend(helper.as_str().map(str::to_owned));
        }
        helpers.extend(config["credsStore"].as_str().filter(|name| !name.is_empty()).map(str::to_owned));
    }
    let list = |hosts: &BTreeSet<String>| hosts.iter().cloned().collect::<Vec<_>>().join(", ");
    checked.push(if hosts.is_empty() {
        Checked::new("login", Status::Note, say::doctor_no_login()).hint(say::doctor_no_login_how())
    } else {
        Checked::new("login", Status::Ok, say::doctor_login(list(&hosts)))
    });
    if !open.is_empty() {
        let note = Checked::new("login", Status::Note, say::doctor_login_open(list(&open)));
        checked.push(note.hint(say::doctor_login_open_how()));
    }
    for helper in helpers {
        let program = format!("docker-credential-{helper}");
        // A name with a slash would be no program of PATH.
        if helper.contains('/') || around.program(&program).is_none() {
            let missing = Checked::new("login", Status::Warning, say::doctor_no_helper(visible(&program)));
            checked.push(missing.hint(say::doctor_no_helper_how()));
        }
    }
    checked
}

/// Where Podman and Buildah keep logins (containers-auth.json(5)).
fn auth_file(around: &Surroundings) -> Option<Utf8PathBuf> {
    let runtime = around.runtime.as_ref().map(|at| at.join("containers/auth.json"));
    let own = around.at_home(".config/containers/auth.json");
    around.auth_file.clone().or_else(|| [runtime, own].into_iter().flatten().find(|path| path.is_file()))
}

/// Tells every host that closes in the configuration of engines.
///
/// # Errors
/// A bug of ours in the embedded data.
pub(super) fn retired(around: &Surroundings, docker: &Docker) -> Result<Vec<Checked>> {
    let endpoints = endpoints()?;
    let (mut checked, mut told) = (Vec::new(), BTreeSet::new());
    let mut named: Vec<(Utf8PathBuf, String)> = Vec::new();
    for part in ["auths", "credHelpers"] {
        let hosts = docker.config[part].as_object().into_iter().flatten();
        named.extend(hosts.map(|(host, _)| (docker.path(), host.clone())));
    }
    let daemon = [Some(around.at("/etc/docker/daemon.json")), around.at_home(".config/docker/daemon.json")];
    let tables = [
        Some(around.at("/etc/buildkit/buildkitd.toml")),
        around.at_home(".config/buildkit/buildkitd.toml"),
        docker.directory.as_ref().map(|directory| directory.join("buildx/buildkitd.default.toml")),
        Some(around.at("/etc/containers/registries.conf")),
        around.at_home(".config/containers/registries.conf"),
    ];
    for path in daemon.into_iter().chain(tables).flatten() {
        // What is commented out is not used.
        let lines = text(&path, &mut checked).unwrap_or_default();
        let lines = lines.lines().filter(|line| !line.trim_start().starts_with('#'));
        named.extend(lines.flat_map(|line| line.split(['"', '\''])).map(|word| (path.clone(), word.to_owned())));
    }
    for (path, name) in named {
        if let Some(endpoint) = retired_in(&name, &endpoints)
            && told.insert((path.clone(), endpoint.name.clone()))
        {
            let says = say::doctor_retired(&endpoint.name, path, &endpoint.closes);
            checked.push(Checked::new("retired-host", Status::Warning, says).hint(endpoint.hint(true)));
        }
    }
    Ok(checked)
}
