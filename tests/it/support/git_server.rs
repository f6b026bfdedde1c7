//! A real git server on the loopback interface: smart HTTP in front of `git upload-pack`, and whatever can go wrong
//! on the way. It ends when it is dropped.

use super::loopback::{Loopback, Stream};
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// With its query.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// How many requests came before.
    pub(crate) number: usize,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether it asks for a pack.
    pub(crate) fn is_fetch(&self) -> bool {
        self.method == "POST" && self.text().contains("want ")
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// What a server does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// Answers as git does.
    Git,
    /// Answers as git does, in protocol version 0 whatever is asked for.
    GitZero,
    /// Answers as git does, from another repository than the one that the URL names.
    Other(PathBuf),
    /// A status with headers and a body.
    Status(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// So many bytes of git's answer, then the connection ends.
    Cut(usize),
    /// So many bytes of git's answer, then nothing more.
    Stall(usize),
    /// These bytes instead of HTTP.
    Raw(&'static [u8]),
}

type Decide = dyn Fn(&Request) -> Reply + Send + Sync;

struct Shared {
    root: PathBuf,
    decide: Box<Decide>,
    requests: Mutex<Vec<Request>>,
    sent: AtomicUsize,
}

/// A running server.
pub(crate) struct GitServer {
    server: Loopback,
    shared: Arc<Shared>,
}

impl GitServer {
    /// Serves the repositories below `root`; `decide` says what to do with each request.
    pub(crate) fn start(root: &Path, decide: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> GitServer {
        GitServer::start_with(root, None, decide)
    }

    /// The same over TLS when a configuration is given.
    pub(crate) fn start_with(
        root: &Path,
        tls: Option<Arc<rustls::ServerConfig>>,
        decide: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    ) -> GitServer {
        let shared = Arc::new(Shared {
            root: root.to_owned(),
            decide: Box::new(decide),
            requests: Mutex::default(),
            sent: AtomicUsize::new(0),
        });
        let served = Arc::clone(&shared);
        let server = Loopback::start(tls, move |stream, stopped| connection(stream, stopped, &served));
        GitServer { server, shared }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The URL of a repository below the root.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address())
    }

    /// The requests so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap().clone()
    }

    /// The bytes of git's answers so far.
    pub(crate) fn sent(&self) -> usize {
        self.shared.sent.load(SeqCst)
    }

    /// The connections so far.
    pub(crate) fn connections(&self) -> usize {
        self.server.connections()
    }
}

fn connection(stream: &mut dyn Stream, stopped: &AtomicBool, shared: &Shared) {
    while let Some(mut request) = read_request(stream) {
        let reply = {
            let mut requests = shared.requests.lock().unwrap();
            request.number = requests.len();
            requests.push(request.clone());
            (shared.decide)(&request)
        };
        if answer(stream, stopped, shared, &request, reply).is_err() {
            break;
        }
    }
}

pub(crate) fn read_request(stream: &mut dyn Stream) -> Option<Request> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
        if !head[0].is_ascii_alphabetic() {
            // TLS, say.
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            return None;
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut lines = head.split("\r\n");
    let mut words = lines.next()?.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let mut request = Request { method, target, headers, body: Vec::new(), number: 0 };
    request.body = vec![0; request.header("content-length").map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut request.body).ok()?;
    Some(request)
}

/// An error ends the connection.
fn answer(
    stream: &mut dyn Stream,
    stopped: &AtomicBool,
    shared: &Shared,
    request: &Request,
    reply: Reply,
) -> std::io::Result<()> {
    let end = || Err(std::io::Error::other("the end"));
    match reply {
        Reply::Git => git(stream, shared, request, None, "version=2", usize::MAX),
        Reply::GitZero => git(stream, shared, request, None, "", usize::MAX),
        Reply::Other(repository) => git(stream, shared, request, Some(&repository), "version=2", usize::MAX),
        Reply::Status(status, headers, body) => {
            let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
            let length = body.len();
            write!(stream, "HTTP/1.1 {status} X\r\n{headers}Content-Length: {length}\r\n\r\n")?;
            stream.write_all(&body)?;
            stream.flush()
        }
        Reply::Cut(most) => {
            git(stream, shared, request, None, "version=2", most)?;
            end()
        }
        Reply::Stall(most) => {
            if most > 0 {
                git(stream, shared, request, None, "version=2", most)?;
            }
            while !stopped.load(SeqCst) {
                thread::sleep(Duration::from_millis(20));
            }
            end()
        }
        Reply::Raw(bytes) => {
            stream.write_all(bytes)?;
            stream.flush()?;
            end()
        }
    }
}

/// Git's own answer, at most so many bytes of it.
fn git(
    stream: &mut dyn Stream,
    shared: &Shared,
    request: &Request,
    other: Option<&Path>,
    version: &str,
    most: usize,
) -> std::io::Result<()> {
    let path = request.target.split('?').next().unwrap().trim_start_matches('/');
    let refs = path.strip_suffix("/info/refs");
    let repository = refs.or_else(|| path.strip_suffix("/git-upload-pack")).unwrap();
    let repository = other.map_or_else(|| shared.root.join(repository), Path::to_owned);
    let mut git = Command::new("git");
    git.args(["-c", "safe.directory=*", "upload-pack", "--stateless-rpc"]).env("GIT_PROTOCOL", version);
    git.args(refs.map(|_| "--advertise-refs")).arg(repository);
    let mut child = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut input = child.stdin.take().unwrap();
    let body = request.body.clone();
    let writer = thread::spawn(move || input.write_all(&body));
    let start: &[u8] = if refs.is_some() && version.is_empty() { b"001e# service=git-upload-pack\n0000" } else { b"" };
    let kind = if refs.is_some() { "advertisement" } else { "result" };
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-{kind}\r\n")?;
    stream.write_all(b"Transfer-Encoding: chunked\r\n\r\n")?;
    let mut output = start.chain(child.stdout.take().unwrap()).take(most as u64);
    let mut buffer = vec![0; 65_536];
    loop {
        match output.read(&mut buffer)? {
            0 if output.limit() == 0 => break,
            0 => {
                stream.write_all(b"0\r\n\r\n")?;
                break;
            }
            count => {
                shared.sent.fetch_add(count, SeqCst);
                write!(stream, "{count:x}\r\n")?;
                stream.write_all(&buffer[..count])?;
                stream.write_all(b"\r\n")?;
            }
        }
    }
    drop(output);
    let _ = writer.join();
    child.wait()?;
    stream.flush()
}
