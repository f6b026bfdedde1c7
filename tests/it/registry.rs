//! Pins: what registries say, what can go wrong on the way, and what a context makes of it.

mod debian;
mod failing;
mod logging_in;
mod pinning;
mod renewing;
pub(crate) mod signing;

use crate::support::registry::{Images, RegistryServer};
use crate::support::{Program, Ran};
use serde_json::Value;

const BOTH: &[&str] = &["linux/amd64", "linux/arm64"];

/// The images that the preset `minimal` starts from.
pub(crate) fn istio() -> Images {
    let mut images = Images::default();
    for name in ["pilot", "proxyv2"] {
        images.index(&format!("istio/{name}"), "1.30.3-distroless", BOTH);
    }
    images
}

/// A preset whose images all come from a registry on this machine.
fn preset(program: &Program, host: &str, rest: &str) {
    program.write("p.yaml", &format!("extends: [minimal]\nistio: {{tag: 1.30.3, hub: '{host}/istio'}}\n{rest}"));
}

fn new<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    ["new", "x", "--preset", "p.yaml", "--no-input", "--pin"].iter().chain(rest).copied().collect()
}

fn pin(program: &Program, server: &RegistryServer, rest: &[&str]) -> Ran {
    preset(program, &server.host(), "");
    program.run(&new(rest))
}

fn lock(program: &Program) -> Value {
    serde_json::from_str(&program.read("x/.istio-imgen/lock.json")).unwrap()
}
