//! Each way in which a server can fail ends in its own error, and the cache is usable afterwards.

use super::*;
use istio_imgen::error::Kind;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

fn is_list(request: &Request) -> bool {
    request.text().contains("ls-refs")
}

fn page(status: u16) -> Reply {
    let body = "<!doctype html>\u{1b}[31m s3cret".as_bytes().to_vec();
    Reply::Status(status, vec![("Content-Type", "text/html".to_owned())], body)
}

fn git_says(text: &str) -> Reply {
    let kind = "application/x-git-upload-pack-advertisement".to_owned();
    Reply::Status(200, vec![("Content-Type", kind)], text.as_bytes().to_vec())
}

/// Which error comes of it, when the server does something, and what.
type Case = (&'static str, fn(&Request) -> bool, Reply);

fn cases() -> Vec<Case> {
    let always: fn(&Request) -> bool = |_| true;
    let listing: fn(&Request) -> bool = is_list;
    let packing: fn(&Request) -> bool = Request::is_fetch;
    vec![
        ("login_needed", always, page(401)),
        ("forbidden", always, page(403)),
        ("not_found", always, page(404)),
        ("proxy_login", always, page(407)),
        ("too_many_requests", always, page(429)),
        ("server_failed", always, page(500)),
        ("server_failed", always, page(503)),
        ("status", always, page(418)),
        ("html", always, page(200)),
        ("not_git", always, git_says("hello")),
        ("not_git", always, git_says("000bgarbage0000")),
        ("not_git", always, Reply::Status(200, vec![("Content-Type", "text/plain".to_owned())], b"x\ty\n".to_vec())),
        ("server_refused", always, git_says("0016ERR go \u{1b}[31maway!\n")),
        ("not_http", always, Reply::Raw(b"SSH-2.0-OpenSSH_9\r\n\r\n")),
        ("cut", always, Reply::Raw(b"")),
        ("cut", always, Reply::Cut(0)),
        ("cut", always, Reply::Cut(30)),
        ("cut", listing, Reply::Cut(70)),
        ("cut", packing, Reply::Cut(0)),
        ("cut", packing, Reply::Cut(20_000)),
        ("server_failed", packing, page(502)),
        ("html", packing, page(200)),
        ("silent", always, Reply::Stall(0)),
        ("silent", always, Reply::Stall(30)),
        ("silent", listing, Reply::Stall(70)),
        ("silent", packing, Reply::Stall(20_000)),
    ]
}

#[test]
fn every_failure_has_its_own_error_and_the_next_fetch_works() {
    let world = World::new();
    let (server, mood) = world.moody_server();
    let url = server.url("istio").replace("http://", "http://someone:s3cret@");
    for (id, when, reply) in cases() {
        let shown = format!("{id} {reply:?}");
        let patience = if matches!(reply, Reply::Stall(_)) { 300 } else { 20_000 };
        *mood.lock().unwrap() = Box::new(move |request| if when(request) { reply.clone() } else { Reply::Git });
        let mut settings = world.settings(&url);
        settings.network.idle_timeout = Duration::from_millis(patience);
        let error = error_of(open(&settings, "1.28.0", &Quiet));
        let id = if id == "login_needed" { "login_refused" } else { id };
        assert_eq!((error.kind, error.text.id()), (Kind::Source, id), "{shown}: {error:?}");
        assert!(error.text.say(Language::Portuguese).contains(&server.url("istio")), "{shown}: names the URL");

        *mood.lock().unwrap() = Box::new(|_| Reply::Git);
        let settings = world.settings(&url);
        assert_eq!(content(&opened(&settings, "1.28.0"), "VERSION"), "1.28.0", "{shown}");
        std::fs::remove_dir_all(world.cache()).unwrap();
    }
}

#[test]
fn a_failure_leaves_the_tags_that_are_there() {
    let world = World::new();
    let (server, mood) = world.moody_server();
    let settings = world.settings(&server.url("istio"));
    opened(&settings, "1.28.0");
    *mood.lock().unwrap() = Box::new(|request| if request.is_fetch() { Reply::Cut(300) } else { Reply::Git });
    assert_eq!(error_of(open(&settings, "1.28.1", &Quiet)).text.id(), "cut");
    assert_eq!(content(&opened(&settings, "1.28.0"), "VERSION"), "1.28.0");
    *mood.lock().unwrap() = Box::new(|_| Reply::Git);
    assert_eq!(content(&opened(&settings, "1.28.1"), "VERSION"), "1.28.1");
}

#[test]
fn a_host_that_does_not_exist_or_listen_is_told() {
    let world = World::new();
    let unknown = world.settings("http://someone:s3cret@no-such-host.invalid/istio");
    let error = error_of(open(&unknown, "1.28.0", &Quiet));
    assert_eq!(error.text.id(), "host_unknown", "{error:?}");
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    for scheme in ["http", "https", "git"] {
        let error = error_of(open(&world.settings(&format!("{scheme}://{closed}/istio")), "1.28.0", &Quiet));
        assert_eq!((error.kind, error.text.id()), (Kind::Source, "refused"), "{scheme}: {error:?}");
    }
}

#[test]
fn a_pack_without_all_files_does_not_become_a_tag() {
    let world = World::new();
    let (server, mood) = world.moody_server();
    let tag = world.upstream.git(&["rev-parse", "1.29.0"]);
    let tree = world.upstream.git(&["rev-parse", "1.29.0^{tree}"]);
    let pack = world.directory.path().join("half");
    let list = format!("{tag}\n{tree}\n");
    let name = world.upstream.git_with(&["pack-objects", "--quiet", pack.to_str().unwrap()], &list);
    let pack = std::fs::read(world.directory.path().join(format!("half-{name}.pack"))).unwrap();
    let mut answer = b"000dpackfile\n".to_vec();
    answer.extend(format!("{:04x}\u{1}", pack.len() + 5).into_bytes());
    answer.extend(pack);
    answer.extend(b"0000");
    *mood.lock().unwrap() = Box::new(move |request| match request.is_fetch() {
        true => {
            let kind = "application/x-git-upload-pack-result".to_owned();
            Reply::Status(200, vec![("Content-Type", kind)], answer.clone())
        }
        false => Reply::Git,
    });
    let settings = world.settings(&server.url("istio"));
    assert_eq!(error_of(open(&settings, "1.29.0", &Quiet)).text.id(), "incomplete");
    *mood.lock().unwrap() = Box::new(|_| Reply::Git);
    assert_eq!(content(&opened(&settings, "1.29.0"), "VERSION"), "1.29.0");
}

#[test]
fn a_pack_of_another_repository_is_refused() {
    let world = World::new();
    let (server, mood) = world.moody_server();
    let other = Upstream::new();
    other.commit("main", &[("100644", "VERSION", "other")]);
    other.git(&["tag", "-f", "1.28.0", "main"]);
    let elsewhere = std::path::PathBuf::from(other.path());
    *mood.lock().unwrap() = Box::new(move |request| match request.is_fetch() {
        true => Reply::Git,
        false => Reply::Other(elsewhere.clone()),
    });
    let error = error_of(open(&world.settings(&server.url("istio")), "1.28.0", &Quiet));
    assert_eq!((error.kind, error.text.id()), (Kind::Source, "server_refused"), "{error:?}");
}

#[test]
fn cancelling_ends_a_fetch_from_a_silent_server() {
    let world = World::new();
    let (server, mood) = world.moody_server();
    let settings = world.settings(&server.url("istio"));
    for when in [(|_| true) as fn(&Request) -> bool, is_list, Request::is_fetch] {
        let stalled = Arc::new(AtomicBool::new(false));
        let reached = Arc::clone(&stalled);
        *mood.lock().unwrap() = Box::new(move |request| match when(request) {
            true => {
                reached.store(true, SeqCst);
                Reply::Stall(20)
            }
            false => Reply::Git,
        });
        let started = std::time::Instant::now();
        let error = error_of(open(&settings, "1.28.0", &CancelWhen(|| stalled.load(SeqCst))));
        assert_eq!((error.kind, error.text.id()), (Kind::Interrupted, "interrupted"));
        assert!(started.elapsed() < settings.network.idle_timeout, "it waited for the timeout");
    }
    *mood.lock().unwrap() = Box::new(|_| Reply::Git);
    opened(&settings, "1.28.0");
}

#[test]
fn a_cache_that_cannot_be_written_is_an_io_error() {
    let world = World::new();
    let server = world.server();
    std::fs::write(world.cache(), "a file").unwrap();
    let error = error_of(open(&world.settings(&server.url("istio")), "1.28.0", &Quiet));
    assert_eq!((error.kind, error.text.id()), (Kind::Io, "cache_unwritable"), "{error:?}");
}
