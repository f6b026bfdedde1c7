//! buildx: where Docker's client would find it, and what it says of itself.
//!
//! Its version stands nowhere but in the program. It is asked as Docker asks every plugin, by `docker-cli-plugin-metadata`, which
//! does nothing else (github.com/docker/cli, `cli-plugins/metadata`).
#![allow(clippy::disallowed_methods, reason = "asks a plugin of Docker for its version, as Docker does at each start")]

use super::engine::Engines;
use super::{Checked, Docker, Status, Surroundings};
use crate::escape::visible;
use crate::text::doctor as say;
use crate::version::Version;
use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;
use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The first version that hands `rewrite-timestamp` to the builder, which builds that repeat need
/// (github.com/moby/buildkit, release notes of v0.13.0).
const SINCE: &str = "0.13.0";
const PATIENCE: Duration = Duration::from_secs(5);

/// Looks for buildx where there is Docker.
pub(super) fn examine(around: &Surroundings, docker: &Docker, engines: &Engines) -> Option<Checked> {
    let found = places(around, docker).into_iter().find(|path| path.is_file());
    let Some(path) = found else {
        if !engines.docker {
            return None;
        }
        let status = if engines.other { Status::Warning } else { Status::Unfit };
        return Some(Checked::new("buildx", status, say::doctor_no_buildx()).hint(say::doctor_no_buildx_how()));
    };
    let Some(version) = ask(&path) else {
        let broken = Checked::new("buildx", Status::Warning, say::doctor_buildx_silent(path));
        return Some(broken.hint(say::doctor_no_buildx_how()));
    };
    let number = |text: &str| text.trim_start_matches('v').split(['-', '+']).next()?.parse::<Version>().ok();
    let old = number(&version).zip(number(SINCE)).is_some_and(|(found, since)| found < since);
    Some(if old {
        let says = say::doctor_buildx_old(visible(&version), path, SINCE);
        Checked::new("buildx", Status::Warning, says).hint(say::doctor_no_buildx_how())
    } else {
        Checked::new("buildx", Status::Ok, say::doctor_buildx(visible(&version), path))
    })
}

/// Where Docker's client looks for plugins, in its order.
fn places(around: &Surroundings, docker: &Docker) -> Vec<Utf8PathBuf> {
    let extra = docker.config["cliPluginsExtraDirs"].as_array().into_iter().flatten();
    let own = docker.directory.iter().map(|directory| directory.join("cli-plugins"));
    let system = ["/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec"];
    let system = system.into_iter().map(|directory| around.at(&format!("{directory}/docker/cli-plugins")));
    let extra = extra.filter_map(|path| path.as_str().map(Utf8PathBuf::from));
    extra.chain(own).chain(system).map(|directory| directory.join("docker-buildx")).collect()
}

/// The version that the plugin tells.
fn ask(path: &Utf8Path) -> Option<String> {
    let mut child = Command::new(path)
        .arg("docker-cli-plugin-metadata")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let out = child.stdout.take()?;
    let (tell, hear) = mpsc::channel();
    std::thread::spawn(move || {
        let mut text = String::new();
        let read = out.take(64 * 1024).read_to_string(&mut text);
        tell.send(read.map(|_| text))
    });
    let text = hear.recv_timeout(PATIENCE);
    // One that has answered has ended, or has nothing more to say.
    let _ = child.kill();
    let _ = child.wait();
    let answer: Value = serde_json::from_str(&text.ok()?.ok()?).ok()?;
    answer["Version"].as_str().map(str::to_owned)
}
