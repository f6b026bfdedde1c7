//! Day 400 of a pinned context: tags that moved, releases with other images, and who was asked.

use super::*;
use std::sync::{Arc, Mutex};

/// A pinned context of 1.30.2 and the registry of its images, which can change.
fn pinned() -> (Program, RegistryServer, Arc<Mutex<Images>>) {
    let (program, mut images) = (Program::new(), Images::default());
    for (name, tag) in [("pilot", "1.30.2"), ("proxyv2", "1.30.2"), ("pilot", "1.30.3"), ("proxyv2", "1.30.3")] {
        images.index(&format!("istio/{name}"), &format!("{tag}-distroless"), BOTH);
    }
    let images = Arc::new(Mutex::new(images));
    let held = Arc::clone(&images);
    let server = RegistryServer::start(move |request| held.lock().unwrap().answer(request));
    preset(&program, &server.host(), "");
    program.run(&new(&["--istio", "1.30.2"])).exits(0);
    (program, server, images)
}

/// Another image under the tag.
fn move_tag(images: &Mutex<Images>, name: &str, tag: &str) -> String {
    images.lock().unwrap().index(&format!("istio/{name}"), tag, &["linux/amd64", "linux/arm64", "linux/s390x"])
}

fn digest_of(text: &str, image: &str) -> String {
    let (_, rest) = text.split_once(&format!("{image}@")).unwrap_or_else(|| panic!("no {image}@ in {text}"));
    rest[..71].to_owned()
}

#[test]
fn the_digests_of_moved_tags_are_taken_over_and_nothing_else_changes() {
    let (program, server, images) = pinned();
    let edited = program.read("x/Dockerfile").replace("EXPOSE 8080", "EXPOSE 9090 8080");
    program.write("x/Dockerfile", &edited);
    let was = digest_of(&edited, "pilot:1.30.2-distroless");
    let proxy = digest_of(&edited, "proxyv2:1.30.2-distroless");
    program.run(&["update", "x", "--base"]).exits(0).says("up to date");
    let now = move_tag(&images, "pilot", "1.30.2-distroless");
    let line = format!("{}/istio/pilot:1.30.2-distroless: {was} → {now}\n", server.host());
    let ran = program.run(&["update", "x", "--base", "--dry-run"]).exits(0);
    assert!(ran.out().contains(&line), "{}", ran.out());
    assert_eq!(program.read("x/Dockerfile"), edited);
    let ran = program.run(&["update", "x", "--base", "--templates"]).exits(0);
    assert!(ran.out().contains(&line) && !ran.out().contains(&proxy), "{}", ran.out());
    assert_eq!(program.read("x/Dockerfile"), edited.replace(&was, &now));
    let pinned = program.read("x/.istio-imgen/selection.yaml");
    assert!(pinned.contains(&now) && pinned.contains(&proxy) && !pinned.contains(&was), "{pinned}");
    program.run(&["check", "x", "--locked"]).exits(8);
    program.run(&["update", "x", "--base", "--offline"]).exits(4).says("leave out `--offline`");
}

#[test]
fn moved_digests_and_another_release_come_in_one_update() {
    let (program, _server, _images) = pinned();
    let document = program.run(&["update", "x", "--base", "--istio", "1.30.3", "--format", "json"]).exits(0).json();
    let pins = document["pins"].as_array().unwrap();
    assert_eq!(pins.len(), 2, "{document:#}");
    for pin in pins {
        assert!(pin["reference"].as_str().unwrap().ends_with(":1.30.3-distroless"), "{pin}");
        assert!(pin["was"].is_null() && pin["digest"].as_str().unwrap().starts_with("sha256:"), "{pin}");
    }
}

#[test]
fn where_nothing_is_pinned_nothing_is_renewed_and_the_way_to_pins_is_told() {
    let (program, server) = (Program::new(), RegistryServer::of(istio()));
    preset(&program, &server.host(), "");
    program.run(&["new", "x", "--preset", "p.yaml", "--no-input"]).exits(0);
    let ran = program.run(&["update", "x", "--base"]).exits(0).says("[nothing-pinned]").says("`istio-imgen pin`");
    ran.says("up to date");
    assert!(server.requests().is_empty());
    assert!(!program.read("x/Dockerfile").contains("@sha256"));
}

#[test]
fn the_images_of_another_release_are_pinned_without_being_asked() {
    let (program, server, images) = pinned();
    let offline = program.run(&["update", "x", "--istio", "1.30.3", "--offline"]).exits(4).says("--from-bundle");
    assert!(offline.err().contains("pilot:1.30.3-distroless"), "{}", offline.err());
    assert!(program.read("x/Dockerfile").contains("1.30.2"));
    // A pin that stays is not asked for.
    let asked = server.requests().len();
    program.run(&["update", "x", "--set", "tag=other"]).exits(0);
    assert_eq!(server.requests().len(), asked);
    program.run(&["update", "x", "--istio", "1.30.3"]).exits(0).says("pinned `127.0.0.1");
    let dockerfile = program.read("x/Dockerfile");
    for name in ["pilot", "proxyv2"] {
        digest_of(&dockerfile, &format!("{name}:1.30.3-distroless"));
    }
    let selection = program.read("x/.istio-imgen/selection.yaml");
    assert!(!selection.contains(":1.30.2-distroless"), "what nothing names is no pin: {selection}");
    program.run(&["check", "x", "--locked", "--offline"]).exits(0);
    // Two images more, of which one is pinned already.
    images.lock().unwrap().index("own/base", "1", BOTH);
    let base = format!("component.pilot.base={}/own/base:1", server.host());
    let document = program.run(&["update", "x", "--set", &base, "--format", "json"]).exits(0).json();
    let names: Vec<&str> =
        document["pins"].as_array().unwrap().iter().map(|pin| pin["reference"].as_str().unwrap()).collect();
    assert_eq!(names, [format!("{}/own/base:1", server.host())]);
}

#[test]
fn pin_has_a_report_of_its_own() {
    let (program, server) = (Program::new(), RegistryServer::of(istio()));
    preset(&program, &server.host(), "");
    program.run(&["new", "x", "--preset", "p.yaml", "--no-input"]).exits(0);
    let json = |arguments: &[&str]| program.run(&[&["pin", "x", "--format", "json"], arguments].concat());
    let planned = json(&["--dry-run"]).exits(0).json();
    assert_eq!((&planned["command"], &planned["status"]), (&"pin".into(), &"planned".into()));
    let written = json(&[]).exits(0).json();
    assert_eq!((&written["status"], &written["images"]), (&"written".into(), &planned["images"]));
    let image = &written["images"][0];
    assert_eq!((&image["signature"], &image["signed_by"]), (&"no-key".into(), &Value::Null));
    assert_eq!(image["platforms"].as_object().unwrap().len(), 2);
    let again = json(&["--verify", "never"]).exits(0).json();
    assert_eq!((&again["status"], &again["images"][0]["signature"]), (&"unchanged".into(), &"not-asked".into()));
    assert_eq!(again["images"][0]["was"], image["digest"]);
    let failed = json(&["--offline"]).exits(4).json();
    assert_eq!(failed["command"], "pin");
}

#[test]
fn a_tag_that_moved_is_outdated() {
    let (program, server, images) = pinned();
    program.run(&["update", "x", "--istio", "1.30.3"]).exits(0);
    let path = crate::support::istio("1.30.3", program.directory());
    let source = format!("  source: {}\n", path.display());
    let selection = program.read("x/.istio-imgen/selection.yaml");
    program.write("x/.istio-imgen/selection.yaml", &selection.replacen("  tag: ", &format!("{source}  tag: "), 1));
    let asked = server.requests().len();
    program.run(&["outdated", "x"]).exits(0).says("nothing is outdated");
    // What would count as a pull is not done.
    assert!(server.requests()[asked..].iter().all(|request| request.method == "HEAD" || request.target == "/v2/"));
    let was = digest_of(&program.read("x/Dockerfile"), "proxyv2:1.30.3-distroless");
    let now = move_tag(&images, "proxyv2", "1.30.3-distroless");
    let ran = program.run(&["outdated", "x"]).exits(8);
    let line = format!("{}/istio/proxyv2:1.30.3-distroless moved: {was} → {now}\n", server.host());
    assert_eq!(ran.out(), line);
    ran.says("istio-imgen update --base");
    let document = program.run(&["outdated", "x", "--format", "json"]).exits(8).json();
    let digests = document["digests"].as_array().unwrap();
    assert_eq!(digests.len(), 2, "{document:#}");
    assert_eq!(digests.iter().filter(|image| image["moved"] == true).count(), 1);
    assert_eq!(digests[1]["stages"], serde_json::json!(["proxy"]));

    // Offline nobody is asked, and that is told.
    let asked = server.requests().len();
    program.run(&["outdated", "x", "--offline"]).exits(0).says("whether the tags of pinned images moved (2)");
    assert_eq!(server.requests().len(), asked);

    // What nobody answers is neither current nor outdated.
    drop(server);
    program.run(&["outdated", "x"]).exits(4).says("could not be looked up").says("questions that nobody answered: 2");
    let document = program.run(&["outdated", "x", "--format", "json"]).exits(4).json();
    assert_eq!((&document["status"], document["unanswered"].as_array().unwrap().len()), (&"unknown".into(), 2));
}

#[test]
fn an_image_without_a_tag_cannot_move() {
    let program = Program::new();
    let mut images = istio();
    let held = images.index("own/base", "1", BOTH);
    let server = RegistryServer::of(images);
    let base = format!("{}/own/base@{held}", server.host());
    pin(&program, &server, &["--component", "pilot", "--base", &base]).exits(0);
    let document = program.run(&["outdated", "x", "--offline", "--format", "json"]).exits(0).json();
    let skipped = document["skipped"].as_array().unwrap();
    assert!(skipped.contains(&serde_json::json!({"reference": base, "reason": "no-tag"})), "{document:#}");
    program.run(&["outdated", "x", "--offline"]).exits(0).says("has a digest and no tag");
}
