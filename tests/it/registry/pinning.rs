//! What a pinned context looks like.

use super::*;
use crate::support::{authority, files};

#[test]
fn every_reference_is_named_by_the_digest_of_its_index() {
    let program = Program::new();
    let mut images = istio();
    images.index("library/debian", "trixie-slim", BOTH);
    images.index("library/golang", "1.26.5", BOTH);
    let server = RegistryServer::of(images.clone());
    let host = server.host();
    crate::support::istio("1.30.3", program.directory());
    program.write(
        "p.yaml",
        &format!(
            "istio: {{tag: 1.30.3, source: istio.git}}\ncomponents: [pilot, proxy]\ncomponent: {{pilot: {{base: debian, \
             binaries: source}}}}\nmirrors: {{docker.io: '{host}'}}\n"
        ),
    );
    let ran = program.run(&new(&["--format", "json", "--verify", "never"])).exits(0);
    let document = ran.json();
    let named = |name: &str| {
        let found = document["pins"].as_array().unwrap().iter();
        let mut found = found.filter(|pin| pin["reference"].as_str().unwrap().contains(name));
        let pin = found.next().unwrap_or_else(|| panic!("{name} in {document:#}"));
        assert_eq!(pin["platforms"].as_object().unwrap().len(), 2, "{pin:#}");
        pin["digest"].as_str().unwrap().to_owned()
    };
    let dockerfile = program.read("x/Dockerfile");
    for (argument, name) in
        [("ISTIO_HUB", "proxyv2:1.30.3-distroless"), ("DEBIAN_HUB", "debian:trixie-slim"), ("GO_HUB", "golang:1.26.5")]
    {
        let line = format!("FROM ${{{argument}}}/{name}@{}", named(name));
        let line = line.replace("FROM ${GO_HUB}", "FROM --platform=$BUILDPLATFORM ${GO_HUB}");
        assert!(dockerfile.contains(&line), "{line} in {dockerfile}");
    }
    let label = format!("org.opencontainers.image.base.digest=\"{}\"", named("debian"));
    assert!(dockerfile.contains(&label), "{dockerfile}");
    for reference in lock(&program)["references"].as_object().unwrap().values() {
        assert!(reference.as_str().unwrap().contains("@sha256:"), "{reference}");
    }
}

#[test]
fn a_pinned_context_is_made_again_without_any_registry() {
    let program = Program::new();
    let server = RegistryServer::of(istio());
    pin(&program, &server, &[]).exits(0).says("pinned `127.0.0.1");
    drop(server);
    let again = ["new", "y", "--preset", "x/.istio-imgen/selection.yaml", "--no-input", "--offline"];
    program.run(&again).exits(0);
    assert_eq!(files(&program.directory().join("x")), files(&program.directory().join("y")));
    // Another release has other images: the old pins are told, and the new images are named by their tags.
    let newer = [&again[..], &["--istio", "1.30.2", "--force"]].concat();
    let ran = program.run(&newer).exits(0).says("[pin-unused]").says("[pin-missing]").says("istio-imgen pin");
    assert!(ran.err().contains("pilot:1.30.3-distroless` has no effect"), "{}", ran.err());
}

#[test]
fn pinning_again_follows_the_tag() {
    let program = Program::new();
    let first = istio();
    let mut second = istio();
    let moved = second.index("istio/pilot", "1.30.3-distroless", &["linux/amd64", "linux/arm64", "linux/s390x"]);
    let server = RegistryServer::of(first);
    pin(&program, &server, &[]).exits(0);
    let before = program.read("x/Dockerfile");
    assert!(!before.contains(&moved));
    let now = RegistryServer::of(second);
    let text = program.read("x/.istio-imgen/selection.yaml").replace(&server.host(), &now.host());
    program.write("p.yaml", &text);
    program.run(&new(&["--force"])).exits(0);
    assert!(program.read("x/Dockerfile").contains(&moved));
}

#[test]
fn a_context_is_pinned_where_it_lies_and_edits_stay() {
    let program = Program::new();
    let mut images = istio();
    let server = RegistryServer::of(images.clone());
    preset(&program, &server.host(), "");
    program.run(&["new", "x", "--preset", "p.yaml", "--no-input"]).exits(0);
    let edited = format!("# mine\n{}", program.read("x/Dockerfile").replace("EXPOSE 8080", "EXPOSE 9090 8080"));
    program.write("x/Dockerfile", &edited);
    program.run(&["pin", "x", "--dry-run"]).exits(0);
    assert_eq!(program.read("x/Dockerfile"), edited);
    let ran = program.run(&["pin", "x"]).exits(0);
    ran.says("pinned `127.0.0.1");
    let pinned = program.read("x/Dockerfile");
    // Nothing but the digests is new: in FROM, and as a label.
    let plain = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.contains("base.digest"));
        let without = |line: &str| match line.split_once("@sha256:") {
            Some((name, rest)) => format!("{name}{}", &rest[64..]),
            None => line.replace("LABEL ", "").trim().to_owned(),
        };
        lines.map(without).collect()
    };
    assert_eq!(plain(&pinned), plain(&edited));
    assert_eq!(pinned.matches("@sha256:").count(), 2, "{pinned}");
    assert!(program.read("x/.istio-imgen/selection.yaml").contains("pins:"));
    // Nothing to do the second time; and the tag is followed when it moved.
    program.run(&["pin", "x"]).exits(0);
    assert_eq!(program.read("x/Dockerfile"), pinned);
    let moved = images.index("istio/pilot", "1.30.3-distroless", &["linux/amd64", "linux/arm64", "linux/s390x"]);
    let now = RegistryServer::of(images);
    let selection = program.read("x/.istio-imgen/selection.yaml").replace(&server.host(), &now.host());
    program.write("x/.istio-imgen/selection.yaml", &selection);
    program.run(&["update", "x", "--pin"]).exits(0);
    assert!(program.read("x/Dockerfile").contains(&moved) && program.read("x/Dockerfile").starts_with("# mine\n"));
    program.run(&["pin", "x", "--offline"]).exits(4);
    program.run(&["pin", "nowhere"]).exits(3);
}

#[test]
fn an_image_that_lacks_a_platform_of_the_context_is_refused() {
    let program = Program::new();
    let mut images = istio();
    images.index("istio/pilot", "1.30.3-distroless", &["linux/amd64", "linux/ppc64le"]);
    images.image("istio/proxyv2", "1.30.3-distroless", "linux/amd64");
    let server = RegistryServer::of(images);
    let ran = pin(&program, &server, &[]).exits(3).says("[pin-platform]").says("linux/amd64, linux/ppc64le");
    assert!(ran.err().contains("proxyv2:1.30.3-distroless` has no image for `linux/arm64`"), "{}", ran.err());
    assert!(!program.directory().join("x").exists());
    // One image without an index tells its platform by its configuration.
    pin(&program, &server, &["--platform", "linux/amd64"]).exits(0);
}

#[test]
fn a_digest_of_the_users_stays_and_must_be_there() {
    let program = Program::new();
    let mut images = istio();
    let held = images.index("own/base", "1", BOTH);
    let server = RegistryServer::of(images);
    let base = format!("{}/own/base@{held}", server.host());
    pin(&program, &server, &["--component", "pilot", "--base", &base]).exits(0);
    assert!(program.read("x/Dockerfile").contains(&format!("/base@{held} AS pilot")));
    assert!(!program.read("x/.istio-imgen/selection.yaml").contains("own/base:"));
    let gone = format!("{}/own/base@sha256:{}", server.host(), "0".repeat(64));
    pin(&program, &server, &["--component", "pilot", "--base", &gone, "--force"]).exits(4).says("has no image");
}

#[test]
fn without_the_network_pins_stay_as_they_are_and_new_ones_cannot_be_had() {
    let program = Program::new();
    let server = RegistryServer::of(istio());
    pin(&program, &server, &["--offline"]).exits(4).says("leave out `--offline`");
    assert!(server.requests().is_empty());
    let bad = ["new", "x", "--preset", "p.yaml", "--no-input", "--set", "pins.a/b:1=sha256:12"];
    program.run(&bad).exits(3).says("[pin]").says("`sha256:12` is no digest");
    program.run(&["new", "x", "--preset", "minimal", "--verify", "always"]).exits(2);
}

#[test]
fn a_registry_on_this_machine_may_have_a_certificate() {
    let program = Program::new();
    let (pem, config) = authority("127.0.0.1");
    let images = istio();
    let server = RegistryServer::start_with(Some(config), move |request| images.answer(request));
    pin(&program, &server, &[]).exits(4).says("certificate");
    program.write("ca.pem", &pem);
    pin(&program, &server, &["--ca-file", "ca.pem"]).exits(0);
}

#[test]
fn pins_are_told_in_portuguese_too() {
    let program = Program::new();
    let server = RegistryServer::of(istio());
    pin(&program, &server, &["--lang", "pt-BR"]).exits(0).says("fixada `127.0.0.1");
}
