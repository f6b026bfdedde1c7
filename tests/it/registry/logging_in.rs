//! Logins: where they come from, and where they go.

use super::*;
use crate::support::git_server::Request;
use crate::support::registry::{Answer, basic};
use std::os::unix::fs::PermissionsExt;

fn authorization(request: &Request) -> &str {
    request.header("authorization").unwrap_or_default()
}

/// A registry that wants a name and a password.
fn closed() -> RegistryServer {
    let images = istio();
    RegistryServer::start(move |request| match authorization(request) == basic("me:secret") {
        true => images.answer(request),
        false => Answer::new(401, "").header("WWW-Authenticate", "Basic realm=\"mesh\""),
    })
}

fn run(program: &Program, server: &RegistryServer, variables: &[(&str, &str)]) -> Ran {
    preset(program, &server.host(), "");
    let mut command = program.command(&new(&["--force"]));
    Ran::of(command.envs(variables.iter().copied()).output().unwrap())
}

fn config(program: &Program, name: &str, host: &str, login: &str) {
    let auth = basic(login);
    let auth = auth.strip_prefix("Basic ").unwrap();
    program.write(name, &format!(r#"{{"auths": {{"{host}": {{"auth": "{auth}"}}}}}}"#));
}

#[test]
fn a_login_is_taken_from_docker_s_configuration() {
    let (program, server) = (Program::new(), closed());
    run(&program, &server, &[]).exits(4).says("wants a login").says("docker login 127.0.0.1");
    config(&program, "home/.docker/config.json", &server.host(), "me:secret");
    run(&program, &server, &[]).exits(0);
    config(&program, "other/config.json", &server.host(), "me:wrong");
    let directory = program.directory().join("other");
    let ran = run(&program, &server, &[("DOCKER_CONFIG", directory.to_str().unwrap())]).exits(4);
    assert!(ran.err().contains("refuses the login") && !ran.err().contains("wrong"), "{}", ran.err());
    // Podman, Buildah and Skopeo keep theirs elsewhere.
    config(&program, "auth.json", &format!("{}/istio", server.host()), "me:secret");
    let (empty, file) = (program.directory().join("none"), program.directory().join("auth.json"));
    let podman = [("DOCKER_CONFIG", empty.to_str().unwrap()), ("REGISTRY_AUTH_FILE", file.to_str().unwrap())];
    run(&program, &server, &podman).exits(0);
    program.write("home/.docker/config.json", "{\"auths\": \"secret\"}");
    let ran = run(&program, &server, &[]).exits(4).says("is not a Docker configuration");
    assert!(!ran.err().contains("secret"), "{}", ran.err());
    for file in ["x/.istio-imgen/selection.yaml", "x/.istio-imgen/lock.json", "x/Dockerfile"] {
        assert!(!program.read(file).contains("secret"));
    }
}

fn helper(program: &Program, name: &str, script: &str) {
    let path = format!("bin/docker-credential-{name}");
    program.write(&path, &format!("#!/bin/sh\n{script}\n"));
    let path = program.directory().join(path);
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_login_is_asked_of_a_credential_helper() {
    let (program, server) = (Program::new(), closed());
    let host = server.host();
    let path = format!("{}:/bin:/usr/bin", program.directory().join("bin").display());
    let run = || run(&program, &server, &[("PATH", path.as_str())]);
    let answer = r#"test "$1" = get && read -r server; test "$server" = "HOST" || exit 1; echo '{"Username": "me", "Secret": "secret"}'"#;
    helper(&program, "keys", &answer.replace("HOST", &host));
    program.write("home/.docker/config.json", r#"{"credsStore": "keys"}"#);
    run().exits(0);
    program.write(
        "home/.docker/config.json",
        &format!(r#"{{"credsStore": "gone", "credHelpers": {{"{host}": "keys"}}}}"#),
    );
    run().exits(0);
    helper(&program, "keys", "echo 'credentials not found in native keychain'; exit 1");
    run().exits(4).says("wants a login");
    helper(&program, "keys", "echo 'the keychain is locked'; exit 1");
    run().exits(4).says("docker-credential-keys").says("the keychain is locked");
    helper(&program, "keys", "echo '{\"Username\": \"me\", \"Sec'");
    run().exits(4).says("gave no login");
    for name in ["gone", "../bin/docker-credential-keys", "a b"] {
        program.write("home/.docker/config.json", &format!(r#"{{"credsStore": "{name}"}}"#));
        run().exits(4).says("gave no login");
    }
}

/// A registry that wants tokens, with the server that gives them.
fn tokens(known: &'static str) -> (RegistryServer, RegistryServer) {
    let giver = RegistryServer::start(move |request| {
        let asked = request.target.starts_with("/token?") || request.method == "POST";
        let allowed = authorization(request) == basic(known) || request.text().contains("refresh_token=long-term");
        match asked {
            true if allowed => Answer::new(200, r#"{"token": "opens-it"}"#),
            true => Answer::new(200, r#"{"access_token": "anonymous"}"#),
            false => Answer::new(404, ""),
        }
    });
    let (images, realm) = (istio(), format!("http://{}/token?account=x", giver.host()));
    let registry = RegistryServer::start(move |request| match authorization(request) {
        "Bearer opens-it" => images.answer(request),
        _ => Answer::new(401, "{}").header(
            "WWW-Authenticate",
            format!(r#"Bearer realm="{realm}",service="the mesh & more",scope="repository:istio/x:pull""#),
        ),
    });
    (giver, registry)
}

#[test]
fn a_token_is_asked_for_where_the_registry_says() {
    let program = Program::new();
    let (giver, registry) = tokens("me:secret");
    run(&program, &registry, &[]).exits(4).says("or has no such repository");
    config(&program, "home/.docker/config.json", &registry.host(), "me:secret");
    run(&program, &registry, &[]).exits(0);
    let asked = &giver.requests()[0];
    let query = "account=x&scope=repository%3Aistio%2Fx%3Apull&service=the%20mesh%20%26%20more";
    assert_eq!(asked.target, format!("/token?{query}"));
    // The password is for the server that gives tokens, and the token for the registry.
    assert!(registry.requests().iter().all(|request| !authorization(request).starts_with("Basic")));
    program.write(
        "home/.docker/config.json",
        &format!(r#"{{"auths": {{"{}": {{"identitytoken": "long-term"}}}}}}"#, registry.host()),
    );
    run(&program, &registry, &[]).exits(0);
    let ran = run(&program, &registry, &[]).exits(0);
    assert!(!ran.err().contains("long-term"));
}

#[test]
fn a_token_that_cannot_be_had_is_told_and_never_asked_for_in_the_open() {
    let program = Program::new();
    for (realm, words) in [
        ("http://tokens.example.com/token", "https alone"),
        ("file:///etc/passwd", "gave no token"),
        ("nonsense", "gave no token"),
    ] {
        let server = RegistryServer::start(move |_| {
            Answer::new(401, "").header("WWW-Authenticate", format!("Bearer realm=\"{realm}\""))
        });
        config(&program, "home/.docker/config.json", &server.host(), "me:secret");
        run(&program, &server, &[]).exits(4).says(words);
    }
    for body in ["{}", "nonsense", r#"{"token": "two\r\nlines"}"#] {
        let giver = RegistryServer::start(move |_| Answer::new(200, body));
        let realm = format!("http://{}/token", giver.host());
        let server = RegistryServer::start(move |_| {
            Answer::new(401, "").header("WWW-Authenticate", format!("Bearer realm=\"{realm}\""))
        });
        run(&program, &server, &[]).exits(4).says("gave no token");
    }
}

#[test]
fn what_opens_a_registry_is_not_told_where_it_sends_us() {
    let program = Program::new();
    let mut images = istio();
    for name in ["pilot", "proxyv2"] {
        images.image(&format!("istio/{name}"), "1.30.3-distroless", "linux/amd64");
    }
    let store = RegistryServer::of(images.clone());
    let elsewhere = store.host();
    let server = RegistryServer::start(move |request| match authorization(request) == basic("me:secret") {
        true if request.target.contains("/blobs/") => {
            Answer::new(307, "").header("Location", format!("http://{elsewhere}{}?signed=yes", request.target))
        }
        true => images.answer(request),
        false => Answer::new(401, "").header("WWW-Authenticate", "Basic realm=x"),
    });
    config(&program, "home/.docker/config.json", &server.host(), "me:secret");
    preset(&program, &server.host(), "platforms: [linux/amd64]\n");
    program.run(&new(&[])).exits(0);
    let sent = store.requests();
    assert!(sent.iter().any(|request| request.target.ends_with("?signed=yes")), "{sent:?}");
    assert!(sent.iter().all(|request| request.header("authorization").is_none()), "{sent:?}");
}
