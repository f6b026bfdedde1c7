//! Logins: used where they belong, shown and sent nowhere else.

use super::*;
use istio_imgen::error::Kind;
use istio_imgen::source::{Credential, Login};

const RIGHT: &str = "Basic c29tZW9uZTpzM2NyZXQ="; // someone:s3cret

fn wants(authorization: &'static str) -> impl Fn(&Request) -> Reply + Send + Sync {
    move |request| match request.header("authorization") {
        Some(given) if given == authorization => Reply::Git,
        _ => Reply::Status(401, vec![("WWW-Authenticate", "Basic realm=\"x\"".to_owned())], Vec::new()),
    }
}

fn everything_below(directory: &std::path::Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        all.push_str(path.to_str().unwrap());
        if path.is_dir() {
            all.push_str(&everything_below(&path));
        } else {
            all.push_str(&String::from_utf8_lossy(&std::fs::read(&path).unwrap()));
        }
    }
    all
}

#[test]
fn the_login_of_the_url_is_used_and_not_kept() {
    let world = World::new();
    let server = GitServer::start(world.upstream.root(), wants(RIGHT));
    let settings = world.settings(&server.url("istio").replace("http://", "http://someone:s3cret@"));
    assert_eq!(content(&opened(&settings, "1.28.0"), "VERSION"), "1.28.0");
    assert!(server.requests()[0].header("authorization").is_none(), "it is sent only when it is asked for");
    let kept = everything_below(world.cache().as_std_path());
    assert!(!kept.contains("s3cret") && !kept.contains("someone"), "the cache holds the login");
    assert!(!format!("{settings:?}").contains("s3cret"));
    let error =
        error_of(open(&world.settings(&server.url("istio").replace("http://", "http://x:y@")), "1.28.1", &Quiet));
    assert_eq!((error.kind, error.text.id()), (Kind::Source, "login_refused"));
    let error = error_of(open(&world.settings(&server.url("istio")), "1.28.1", &Quiet));
    assert_eq!((error.kind, error.text.id()), (Kind::Source, "login_needed"));
}

#[test]
fn a_token_of_the_environment_is_offered_to_its_host_alone() {
    let world = World::new();
    let server = GitServer::start(world.upstream.root(), wants("Bearer s3cret"));
    let mut settings = world.settings(&server.url("istio"));
    let token = |host: String| Login { host, credential: Credential::Bearer("s3cret".into()) };
    settings.network.logins = vec![token("elsewhere.example".into())];
    assert_eq!(error_of(open(&settings, "1.28.0", &Quiet)).text.id(), "login_needed");
    assert!(server.requests().iter().all(|request| request.header("authorization").is_none()));
    settings.network.logins.push(token(server.address().to_string()));
    opened(&settings, "1.28.0");
}

#[test]
fn the_credential_helper_of_git_is_asked() {
    let world = World::new();
    let server = GitServer::start(world.upstream.root(), wants(RIGHT));
    let mut settings = world.settings(&server.url("istio"));
    let helper = "!f() { echo username=someone; echo password=s3cret; }; f";
    settings.network.git_config = world.git_config(&format!(
        "[credential \"http://{}\"]\n\thelper = \"{helper}\"\n\tuseHttpPath = true\n",
        server.address()
    ));
    opened(&settings, "1.28.0");
    settings.network.git_config = world.git_config("[credential]\n\thelper = \"!false\"\n");
    assert_eq!(error_of(open(&settings, "1.28.1", &Quiet)).text.id(), "login_needed");
}

#[test]
fn a_token_may_stand_in_the_url_alone() {
    let world = World::new();
    let server = GitServer::start(world.upstream.root(), wants("Basic czNjcmV0Og==")); // s3cret:
    let settings = world.settings(&server.url("istio").replace("http://", "http://s3cret@"));
    opened(&settings, "1.28.0");
    assert_eq!(
        error_of(open(&world.settings(&server.url("istio").replace("http://", "http://x@")), "1.28.1", &Quiet))
            .text
            .id(),
        "login_refused"
    );
}

#[test]
fn a_redirect_moves_all_that_follows() {
    let world = World::new();
    let server = GitServer::start(world.upstream.root(), |request| match request.target.strip_prefix("/old/") {
        Some(rest) => Reply::Status(301, vec![("Location", format!("/{rest}"))], Vec::new()),
        None => Reply::Git,
    });
    let settings = world.settings(&server.url("old/istio"));
    assert_eq!(content(&opened(&settings, "1.28.0"), "VERSION"), "1.28.0");
    assert_eq!(server.requests().iter().filter(|request| request.target.starts_with("/old/")).count(), 1);
}

#[test]
fn a_redirect_takes_no_login_to_another_host() {
    let world = World::new();
    let thief = GitServer::start(world.upstream.root(), wants("never"));
    let target = thief.url("istio/info/refs?service=git-upload-pack");
    let server = GitServer::start(world.upstream.root(), move |request| match request.header("authorization") {
        Some(_) => Reply::Status(302, vec![("Location", target.clone())], Vec::new()),
        None => Reply::Status(401, Vec::new(), Vec::new()),
    });
    let mut settings = world.settings(&server.url("istio").replace("http://", "http://someone:s3cret@"));
    let credential = Credential::Bearer("s3cret".into());
    settings.network.logins = vec![Login { host: server.address().to_string(), credential }];
    assert_eq!(error_of(open(&settings, "1.28.0", &Quiet)).text.id(), "login_needed");
    assert!(!thief.requests().is_empty());
    assert!(thief.requests().iter().all(|request| request.header("authorization").is_none()));
}

#[test]
fn a_redirect_to_no_repository_or_without_end_is_told() {
    let world = World::new();
    for (target, id) in [
        ("/login?next=s3cret", "redirected_elsewhere"),
        ("ssh://host/info/refs?service=git-upload-pack", "redirected_elsewhere"),
        ("file:///etc/info/refs?service=git-upload-pack", "redirected_elsewhere"),
        ("", "redirected_elsewhere"),
        ("/istio/info/refs?service=git-upload-pack", "redirected_for_ever"),
    ] {
        let server = GitServer::start(world.upstream.root(), move |_| {
            Reply::Status(302, vec![("Location", target.to_owned())], Vec::new())
        });
        let error = error_of(open(&world.settings(&server.url("istio")), "1.28.0", &Quiet));
        assert_eq!((error.kind, error.text.id()), (Kind::Source, id), "{target}: {error:?}");
    }
}
