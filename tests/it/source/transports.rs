//! The other ways to a repository: TLS, proxies, mirrors, git's daemon.

use super::*;
use crate::support::authority;
use istio_imgen::error::Kind;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;

#[test]
fn tls_is_trusted_through_the_given_certificates_alone() {
    let world = World::new();
    let (pem, config) = authority("127.0.0.1");
    let server = GitServer::start_with(world.upstream.root(), Some(config), |_| Reply::Git);
    let mut settings = world.settings(&server.url("istio").replace("http://", "https://"));
    let error = error_of(open(&settings, "1.28.0", &Quiet));
    assert_eq!((error.kind, error.text.id()), (Kind::Source, "tls_failed"), "{error:?}");

    let file = world.cache().with_file_name("ca.pem");
    std::fs::write(&file, pem).unwrap();
    settings.network.ca_files = vec![file.clone()];
    assert_eq!(content(&opened(&settings, "1.28.0"), "VERSION"), "1.28.0");

    settings.network.ca_files.clear();
    settings.network.git_config = world.git_config(&format!("[http]\n\tsslCAInfo = {file}\n"));
    opened(&settings, "1.28.1");

    for (content, id, kind) in
        [("no certificate", "ca_file_invalid", Kind::Source), ("", "ca_file_unreadable", Kind::Io)]
    {
        let path = world.cache().with_file_name("other.pem");
        let _ = std::fs::remove_file(&path);
        if !content.is_empty() {
            std::fs::write(&path, content).unwrap();
        }
        settings.network.ca_files = vec![path];
        let error = error_of(open(&settings, "1.29.0", &Quiet));
        assert_eq!((error.kind, error.text.id()), (kind, id));
    }
}

#[test]
fn a_certificate_for_another_host_is_refused() {
    let world = World::new();
    let (pem, config) = authority("other.example");
    let server = GitServer::start_with(world.upstream.root(), Some(config), |_| Reply::Git);
    let mut settings = world.settings(&server.url("istio").replace("http://", "https://"));
    let file = world.cache().with_file_name("ca.pem");
    std::fs::write(&file, pem).unwrap();
    settings.network.ca_files = vec![file];
    let error = error_of(open(&settings, "1.28.0", &Quiet));
    assert_eq!((error.kind, error.text.id()), (Kind::Source, "tls_failed"), "{error:?}");
    let plain = world.server();
    settings.location = Location::parse(&plain.url("istio").replace("http://", "https://")).unwrap();
    let error = error_of(open(&settings, "1.28.0", &Quiet));
    assert_eq!(error.text.id(), "tls_failed", "a server without TLS: {error:?}");
}

/// A proxy that connects to `target` whatever it is asked for, once it likes the login.
fn proxy(target: SocketAddr, login: Option<&'static str>) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    thread::spawn(move || {
        for client in listener.incoming() {
            let mut client = client.unwrap();
            let mut head = String::new();
            let mut reader = BufReader::new(client.try_clone().unwrap());
            while !head.ends_with("\r\n\r\n") {
                if reader.read_line(&mut head).unwrap() == 0 {
                    break;
                }
            }
            log.lock().unwrap().push(head.lines().next().unwrap_or_default().to_owned());
            if login.is_some_and(|login| !head.contains(login)) {
                client.write_all(b"HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n").unwrap();
                continue;
            }
            client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").unwrap();
            let server = TcpStream::connect(target).unwrap();
            pump(client.try_clone().unwrap(), server.try_clone().unwrap());
            pump(server, client);
        }
    });
    (address, asked)
}

fn pump(mut from: TcpStream, mut to: TcpStream) {
    thread::spawn(move || {
        let mut buffer = [0; 8192];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            if to.write_all(&buffer[..count]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(std::net::Shutdown::Write);
    });
}

#[test]
fn a_proxy_is_used_and_its_login_is_its_own() {
    let world = World::new();
    let (pem, config) = authority("istio.example");
    let server = GitServer::start_with(world.upstream.root(), Some(config), |_| Reply::Git);
    let file = world.cache().with_file_name("ca.pem");
    std::fs::write(&file, pem).unwrap();
    let (address, asked) = proxy(server.address(), Some("Basic c29tZW9uZTpzM2NyZXQ="));
    let mut settings = world.settings("https://istio.example/istio");
    settings.network.ca_files = vec![file];
    settings.network.https_proxy = Some(format!("http://{address}"));
    let error = error_of(open(&settings, "1.28.0", &Quiet));
    assert_eq!((error.kind, error.text.id()), (Kind::Source, "proxy_login"), "{error:?}");
    settings.network.https_proxy = None;
    settings.network.all_proxy = Some(format!("http://someone:s3cret@{address}"));
    assert_eq!(content(&opened(&settings, "1.28.0"), "VERSION"), "1.28.0");
    assert!(asked.lock().unwrap().iter().all(|line| line == "CONNECT istio.example:443 HTTP/1.1"));
    assert!(server.requests().iter().all(|request| request.header("proxy-authorization").is_none()));

    let before = asked.lock().unwrap().len();
    settings.network.no_proxy = "istio.example".into();
    let error = error_of(open(&settings, "1.28.1", &Quiet));
    assert_eq!(error.text.id(), "host_unknown", "{error:?}");
    assert_eq!(asked.lock().unwrap().len(), before, "NO_PROXY was not honoured");
}

#[test]
fn a_proxy_that_is_not_there_is_told_without_its_login() {
    let world = World::new();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut settings = world.settings("https://istio.example/istio");
    settings.network.https_proxy = Some(format!("http://someone:s3cret@{closed}"));
    assert_eq!(error_of(open(&settings, "1.28.0", &Quiet)).text.id(), "refused");
}

#[test]
fn a_mirror_stands_in_for_the_url() {
    let world = World::new();
    let server = world.server();
    let mut settings = world.settings("https://github.com/istio/istio");
    settings.network.git_config =
        world.git_config(&format!("[url \"{}\"]\n\tinsteadOf = https://github.com/istio/istio\n", server.url("istio")));
    assert_eq!(content(&opened(&settings, "1.28.0"), "VERSION"), "1.28.0");
    let entry = istio_imgen::source::cache::list(&world.cache()).unwrap().remove(0);
    assert_eq!(entry.url, "https://github.com/istio/istio", "the cache is named after what was asked for");
    settings.network.git_config = world
        .git_config(&format!("[url \"{}\"]\n\tinsteadOf = https://github.com/istio/istio\n", world.upstream.path()));
    assert_eq!(content(&opened(&settings, "1.28.1"), "VERSION"), "1.28.1", "a mirror may be a directory");
}

#[test]
fn a_rewrite_to_ssh_is_passed_over() {
    let world = World::new();
    let server = world.server();
    let mut settings = world.settings(&server.url("istio"));
    let address = server.address();
    settings.network.git_config =
        world.git_config(&format!("[url \"git@{address}:\"]\n\tinsteadOf = http://{address}/\n"));
    opened(&settings, "1.28.0");
    let error = error_of(Location::parse("git@github.com:istio/istio.git"));
    assert_eq!((error.kind, error.text.id()), (Kind::Usage, "ssh_absent"));
    assert!(error.hint.unwrap().say(Language::Portuguese).contains("git clone"));
}

/// Git's own daemon; it ends when this is dropped.
struct Daemon(Child);

impl Drop for Daemon {
    fn drop(&mut self) {
        // `git daemon` may be two processes; the inner one ends with its parent's group.
        let _ = Command::new("kill").args(["--", &format!("-{}", self.0.id())]).status();
        let _ = self.0.wait();
    }
}

#[test]
fn the_daemon_of_git_does() {
    use std::os::unix::process::CommandExt;
    let world = World::new();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut git = Command::new("git");
    git.args(["daemon", "--reuseaddr", "--export-all", "--listen=127.0.0.1", &format!("--port={port}")]);
    git.arg(format!("--base-path={}", world.upstream.root().display()));
    git.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    let _daemon = Daemon(git.spawn().unwrap());
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        thread::sleep(Duration::from_millis(20));
    }
    let settings = world.settings(&format!("git://127.0.0.1:{port}/istio"));
    assert_eq!(content(&opened(&settings, "1.28.0"), "VERSION"), "1.28.0");
    assert_eq!(content(&opened(&settings, "1.28.1"), "VERSION"), "1.28.1");
    assert_eq!(error_of(open(&settings, "1.28.9", &Quiet)).text.id(), "tag_unknown");
    let missing = world.settings(&format!("git://127.0.0.1:{port}/none"));
    let error = error_of(open(&missing, "1.28.0", &Quiet));
    assert!(["server_refused", "cut"].contains(&error.text.id()), "{error:?}");
}
