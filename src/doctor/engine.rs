//! The engines that could build: Docker and Podman answer in words, of BuildKit and containerd it is seen that they listen.

use super::{Checked, Docker, Status, Surroundings};
use crate::escape::visible;
use crate::source::without_login;
use crate::text::{Text, doctor as say};
use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;
use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::sync::mpsc;
use std::time::Duration;

/// An engine that says nothing for so long is not there.
const PATIENCE: Duration = Duration::from_secs(4);
/// The first release of Docker Engine that builds with BuildKit unless told otherwise (docs.docker.com/engine/release-notes/23.0).
const DOCKER_SINCE: u64 = 23;

/// What was found of engines.
#[derive(Debug, Default)]
pub(super) struct Engines {
    pub(super) checked: Vec<Checked>,
    /// Docker answered.
    pub(super) docker: bool,
    /// Something else can build.
    pub(super) other: bool,
    /// Where Docker keeps its images, on this machine.
    pub(super) data: Option<Utf8PathBuf>,
}

/// Where an engine listens.
enum Address {
    Unix(Utf8PathBuf),
    Tcp(String),
    /// ssh, a named pipe, TLS: nothing that could be asked from here.
    Else,
}

fn address(host: &str) -> Address {
    match host.split_once("://") {
        Some(("unix", path)) => Address::Unix(path.into()),
        Some(("tcp" | "http", rest)) => Address::Tcp(rest.trim_end_matches('/').to_owned()),
        _ => Address::Else,
    }
}

/// Looks for engines where their clients would.
pub(super) fn examine(around: &Surroundings, docker: &Docker, offline: bool) -> Engines {
    let mut engines = Engines::default();
    docker_engine(around, docker, offline, &mut engines);
    let sockets =
        [around.runtime.as_ref().map(|at| at.join("podman/podman.sock")), Some(around.at("/run/podman/podman.sock"))];
    if let Some(host) = named_or_there(around.container_host.as_deref(), sockets.into_iter().flatten()) {
        match ask(&host, "/version", offline) {
            Ok(answer) => {
                engines.other = true;
                engines.checked.push(good(say::doctor_podman(version(&answer), without_login(&host))));
            }
            Err(reason) => engines.checked.push(silent("Podman", &host, &reason)),
        }
    }
    let sockets = [
        around.runtime.as_ref().map(|at| at.join("buildkit/buildkitd.sock")),
        Some(around.at("/run/buildkit/buildkitd.sock")),
    ];
    if let Some(host) = named_or_there(around.buildkit_host.as_deref(), sockets.into_iter().flatten()) {
        match listen(&host, offline) {
            Ok(()) => {
                engines.other = true;
                engines.checked.push(good(say::doctor_listens("BuildKit", without_login(&host))));
            }
            Err(reason) => engines.checked.push(silent("BuildKit", &host, &reason)),
        }
    }
    let containerd = around.at("/run/containerd/containerd.sock");
    if containerd.exists() && listen(&format!("unix://{containerd}"), offline).is_ok() {
        let found = Checked::new("engine", Status::Note, say::doctor_listens("containerd", &containerd));
        engines.checked.push(found.hint(say::doctor_containerd_how()));
    }
    for name in ["buildah", "podman"] {
        if let Some(path) = around.program(name) {
            engines.other = true;
            engines.checked.push(good(say::doctor_program(name, path)));
        }
    }
    if !engines.docker && !engines.other {
        let none = Checked::new("engine", Status::Unfit, say::doctor_no_engine());
        engines.checked.push(none.hint(say::doctor_no_engine_how()));
    }
    engines
}

fn docker_engine(around: &Surroundings, docker: &Docker, offline: bool, engines: &mut Engines) {
    let named = around.docker_host.clone().or_else(|| docker.context.as_ref().map(|(_, host)| host.clone()));
    let sockets = [
        Some(around.at("/var/run/docker.sock")),
        around.runtime.as_ref().map(|at| at.join("docker.sock")),
        around.at_home(".docker/run/docker.sock"),
        around.at_home(".docker/desktop/docker.sock"),
    ];
    let Some(host) = named_or_there(named.as_deref(), sockets.into_iter().flatten()) else { return };
    let answer = match ask(&host, "/version", offline) {
        Ok(answer) => answer,
        Err(reason) => return engines.checked.push(silent("Docker", &host, &reason)),
    };
    engines.docker = true;
    let found = version(&answer);
    let major = found.split('.').next().and_then(|major| major.parse::<u64>().ok());
    if major.is_some_and(|major| major < DOCKER_SINCE) {
        let old = Checked::new("engine", Status::Warning, say::doctor_docker_old(&found, without_login(&host)));
        engines.checked.push(old.hint(say::doctor_docker_old_how()));
    } else {
        engines.checked.push(good(say::doctor_docker(&found, without_login(&host))));
    }
    // Its disk is ours only if it is on this machine.
    if matches!(address(&host), Address::Unix(_)) {
        let info = ask(&host, "/info", offline).ok();
        engines.data = info.and_then(|info| info["DockerRootDir"].as_str().map(Utf8PathBuf::from));
    }
}

/// The endpoint that the user named, or the first socket that is there.
fn named_or_there(named: Option<&str>, sockets: impl Iterator<Item = Utf8PathBuf>) -> Option<String> {
    let mut sockets = sockets;
    named.map(str::to_owned).or_else(|| sockets.find(|path| path.exists()).map(|path| format!("unix://{path}")))
}

fn good(says: Text) -> Checked {
    Checked::new("engine", Status::Ok, says)
}

/// What keeps an engine from answering.
enum Silence {
    /// The operating system or the engine says so.
    Said(io::Error),
    /// Asking it would need the network, which the user forbids, or what this program does not speak.
    NotAsked,
}

fn silent(name: &str, host: &str, reason: &Silence) -> Checked {
    let shown = visible(&without_login(host));
    let Silence::Said(error) = reason else {
        let unasked = Checked::new("engine", Status::Note, say::doctor_not_asked(name, shown));
        return unasked.hint(say::doctor_not_asked_how());
    };
    let says = say::doctor_silent(name, shown).then(say::doctor_because(error));
    let silent = Checked::new("engine", Status::Warning, says);
    match error.kind() {
        io::ErrorKind::PermissionDenied => silent.hint(say::doctor_forbidden_how()),
        _ => silent.hint(say::doctor_silent_how()),
    }
}

fn version(answer: &Value) -> String {
    visible(answer["Version"].as_str().unwrap_or("?"))
}

/// One question to an engine that speaks HTTP, answered with JSON.
fn ask(host: &str, path: &str, offline: bool) -> Result<Value, Silence> {
    let request = format!("GET {path} HTTP/1.0\r\nHost: localhost\r\nUser-Agent: istio-imgen\r\n\r\n");
    match address(host) {
        Address::Unix(socket) => patiently(move || answer(connect_unix(&socket)?, &request)),
        Address::Tcp(address) if !offline => patiently(move || answer(connect_tcp(&address)?, &request)),
        _ => Err(Silence::NotAsked),
    }
}

fn listen(host: &str, offline: bool) -> Result<(), Silence> {
    match address(host) {
        Address::Unix(socket) => patiently(move || connect_unix(&socket).map(drop)),
        Address::Tcp(address) if !offline => patiently(move || connect_tcp(&address).map(drop)),
        _ => Err(Silence::NotAsked),
    }
}

/// Does something that may hang, for as long as patience lasts.
fn patiently<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, Silence> {
    let (tell, hear) = mpsc::channel();
    std::thread::spawn(move || tell.send(work()));
    let late = || Err(io::Error::from(io::ErrorKind::TimedOut));
    hear.recv_timeout(PATIENCE).unwrap_or_else(|_| late()).map_err(Silence::Said)
}

fn connect_unix(path: &Utf8Path) -> io::Result<UnixStream> {
    let stream = UnixStream::connect(path)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

fn connect_tcp(address: &str) -> io::Result<TcpStream> {
    let address = if address.contains(':') { address.to_owned() } else { format!("{address}:2375") };
    let found = address.to_socket_addrs()?.next().ok_or(io::ErrorKind::NotFound)?;
    let stream = TcpStream::connect_timeout(&found, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

fn answer(mut stream: impl Read + Write, request: &str) -> io::Result<Value> {
    stream.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    stream.take(1 << 20).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").ok_or(io::ErrorKind::InvalidData)?;
    let first = head.lines().next().unwrap_or_default();
    if !first.starts_with("HTTP/1.") || !first.contains(" 200") {
        return Err(io::Error::other(crate::escape::visible(first)));
    }
    // One that answers in chunks all the same has its JSON between their lengths.
    let json = body.find('{').zip(body.rfind('}')).and_then(|(start, end)| body.get(start..=end)).unwrap_or_default();
    serde_json::from_str(json).map_err(|_| io::ErrorKind::InvalidData.into())
}
