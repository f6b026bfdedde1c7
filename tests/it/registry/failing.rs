//! Registries that are busy, broken, or lie.

use super::*;
use crate::support::registry::Answer;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// Pins against a registry that does something else with manifests of pilot.
fn with(change: impl Fn(usize, Answer) -> Answer + Send + Sync + 'static) -> (Program, RegistryServer, Ran) {
    let program = Program::new();
    let (images, asked) = (istio(), AtomicUsize::new(0));
    let server = RegistryServer::start(move |request| {
        let answer = images.answer(request);
        match request.target.contains("/pilot/manifests/1.30.3") {
            true => change(asked.fetch_add(1, SeqCst), answer),
            false => answer,
        }
    });
    let ran = pin(&program, &server, &[]);
    (program, server, ran)
}

#[track_caller]
fn refused(outcome: (Program, RegistryServer, Ran), code: i32, words: &[&str]) {
    let (program, _server, ran) = outcome;
    let ran = ran.exits(code);
    words.iter().for_each(|words| assert!(ran.err().contains(words), "{words} in {}", ran.err()));
    assert!(ran.err().contains("istio/pilot:1.30.3-distroless"), "{}", ran.err());
    assert!(!program.directory().join("x").exists(), "nothing is written");
}

#[test]
fn an_image_that_is_not_there_is_told_with_its_registry() {
    refused(with(|_, _| Answer::new(404, "")), 4, &["has no image", "check the name and tag"]);
}

#[test]
fn what_does_not_fit_its_digest_is_refused() {
    let announced = format!("sha256:{}", "d".repeat(64));
    refused(
        with(move |_, answer| answer.header("Docker-Content-Digest", announced.clone())),
        10,
        &["does not have the digest `sha256:dddd", "do not use it"],
    );
    refused(
        with(|_, answer| {
            let body = String::from_utf8(answer.body).unwrap().replace("linux", "plan9");
            Answer { body: body.into_bytes(), headers: answer.headers, status: 200, cut: None }
        }),
        10,
        &["does not have the digest"],
    );
}

#[test]
fn a_configuration_that_was_changed_on_the_way_is_refused() {
    let program = Program::new();
    let mut images = istio();
    images.image("istio/pilot", "1.30.3-distroless", "linux/amd64");
    let server = RegistryServer::start(move |request| {
        let answer = images.answer(request);
        match request.target.contains("/blobs/") {
            true => Answer {
                body: String::from_utf8(answer.body).unwrap().replace("amd64", "arm64").into_bytes(),
                ..answer
            },
            false => answer,
        }
    });
    pin(&program, &server, &["--component", "pilot", "--platform", "linux/arm64"])
        .exits(10)
        .says("does not have the digest");
}

#[test]
fn a_registry_that_is_busy_is_asked_again_and_not_for_ever() {
    let busy = |answer: &str| {
        Answer::new(429, r#"{"errors": [{"message": "too many\u001b[31m requests"}]}"#).header("Retry-After", answer)
    };
    let (_, _, ran) = with(move |number, answer| if number < 3 { busy("0") } else { answer });
    ran.exits(0);
    refused(with(move |_, _| busy("0")), 4, &["answered 429", "too many[31m requests", "docker login 127.0.0.1"]);
    let (_, server, ran) = with(move |_, _| busy("86400"));
    ran.exits(4).says("answered 429");
    assert_eq!(server.requests().iter().filter(|request| request.target.contains("pilot")).count(), 1);
    refused(with(|_, _| Answer::new(500, "oops")), 4, &["answered 500"]);
}

#[test]
fn an_answer_that_is_cut_or_nonsense_is_no_answer() {
    refused(with(|_, answer| Answer { cut: Some(100), ..answer }), 4, &["could not be looked up"]);
    for body in ["<html>", "{}", r#"{"schemaVersion": 2, "manifests": [{"mediaType": 1}]}"#] {
        refused(with(move |_, _| Answer::new(200, body)), 4, &["no image that this program understands"]);
    }
    refused(with(|_, _| Answer::new(200, vec![b' '; 5 << 20])), 4, &["no image that this program understands"]);
}

#[test]
fn redirects_end_and_do_not_leave_the_web() {
    refused(with(|_, _| Answer::new(307, "").header("Location", "file:///etc/passwd")), 4, &["no https URL"]);
    let (_, server, ran) =
        with(|_, _| Answer::new(307, "").header("Location", "/v2/istio/pilot/manifests/1.30.3-distroless"));
    ran.exits(4).says("answered 307");
    assert!(server.requests().len() < 12, "{}", server.requests().len());
}

#[test]
fn a_registry_that_is_not_there_is_told() {
    let program = Program::new();
    let server = RegistryServer::of(Images::default());
    let host = server.host();
    drop(server);
    preset(&program, &host, "");
    program.run(&new(&[])).exits(4).says("could not be looked up").says(&host).says("istio/pilot");
}
