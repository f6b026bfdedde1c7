//! A small registry on the loopback interface: images in memory, logins and tokens, and whatever can go wrong on the way.
//! It ends when it is dropped.

use super::git_server::{Request, read_request};
use super::loopback::{Loopback, Stream};
use base64::Engine as _;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

pub(crate) const INDEX: &str = "application/vnd.oci.image.index.v1+json";
pub(crate) const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// The connection ends after so many bytes of the body.
    pub(crate) cut: Option<usize>,
}

impl Answer {
    pub(crate) fn new(status: u16, body: impl Into<Vec<u8>>) -> Answer {
        Answer { status, headers: Vec::new(), body: body.into(), cut: None }
    }

    pub(crate) fn header(mut self, name: &str, value: impl Into<String>) -> Answer {
        self.headers.retain(|(held, _)| !held.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}

/// What a registry holds: documents by `NAME/manifests/TAG-OR-DIGEST` and `NAME/blobs/DIGEST`, with their media types.
#[derive(Clone, Default)]
pub(crate) struct Images {
    held: BTreeMap<String, (String, Vec<u8>)>,
}

pub(crate) fn digest(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

impl Images {
    pub(crate) fn blob(&mut self, name: &str, bytes: &[u8]) -> serde_json::Value {
        let digest = digest(bytes);
        self.held.insert(format!("{name}/blobs/{digest}"), ("application/octet-stream".into(), bytes.to_vec()));
        serde_json::json!({"mediaType": "application/octet-stream", "digest": digest, "size": bytes.len()})
    }

    pub(crate) fn manifest(&mut self, name: &str, tag: &str, kind: &str, document: &serde_json::Value) -> String {
        let bytes = serde_json::to_vec(document).unwrap();
        let digest = digest(&bytes);
        for reference in [tag, &digest] {
            self.held.insert(format!("{name}/manifests/{reference}"), (kind.to_owned(), bytes.clone()));
        }
        digest
    }

    /// The list of what refers to an image.
    pub(crate) fn referrers(&mut self, name: &str, image: &str, index: &serde_json::Value) {
        self.held.insert(format!("{name}/referrers/{image}"), (INDEX.to_owned(), index.to_string().into_bytes()));
    }

    /// One image of a platform, with a layer; its digest and size.
    pub(crate) fn image(&mut self, name: &str, tag: &str, platform: &str) -> (String, usize) {
        let architecture = platform.rsplit('/').next().unwrap();
        let config = serde_json::json!({"os": "linux", "architecture": architecture, "rootfs": {"type": "layers", "diff_ids": []}});
        let config = self.blob(name, config.to_string().as_bytes());
        let layer = self.blob(name, format!("the layer of {name}:{tag} for {platform}\n").repeat(50).as_bytes());
        let document =
            serde_json::json!({"schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": [layer]});
        let size = serde_json::to_vec(&document).unwrap().len();
        (self.manifest(name, tag, MANIFEST, &document), size)
    }

    /// An index of images; its digest.
    pub(crate) fn index(&mut self, name: &str, tag: &str, platforms: &[&str]) -> String {
        let mut manifests = Vec::new();
        for platform in platforms {
            let (digest, size) = self.image(name, &format!("{tag}-{}", platform.replace('/', "-")), platform);
            let (os, architecture) = platform.split_once('/').unwrap();
            manifests.push(serde_json::json!({"mediaType": MANIFEST, "digest": digest, "size": size,
                "platform": {"os": os, "architecture": architecture}}));
        }
        let document = serde_json::json!({"schemaVersion": 2, "mediaType": INDEX, "manifests": manifests});
        self.manifest(name, tag, INDEX, &document)
    }

    /// Sends everything to another registry.
    pub(crate) fn push(&self, host: &str, login: &str) {
        let agent = ureq::Agent::new_with_defaults();
        let (blobs, documents): (Vec<_>, Vec<_>) = self.held.iter().partition(|(path, _)| path.contains("/blobs/"));
        for (path, (_, bytes)) in blobs {
            let (name, digest) = path.split_once("/blobs/").unwrap();
            let begin = agent.post(format!("http://{host}/v2/{name}/blobs/uploads/"));
            let begun = begin.header("Authorization", basic(login)).send_empty().unwrap();
            let place = begun.headers()["location"].to_str().unwrap();
            let put = agent.put(format!("{place}&digest={digest}")).header("Authorization", basic(login));
            put.header("Content-Type", "application/octet-stream").send(&bytes[..]).unwrap();
        }
        // An index names images that must be there.
        let (indexes, images): (Vec<_>, Vec<_>) = documents.into_iter().partition(|(_, (kind, _))| kind == INDEX);
        for (path, (kind, bytes)) in images.into_iter().chain(indexes) {
            let put = agent.put(format!("http://{host}/v2/{path}")).header("Authorization", basic(login));
            put.header("Content-Type", kind).send(&bytes[..]).unwrap();
        }
    }

    /// What a registry without any login answers.
    pub(crate) fn answer(&self, request: &Request) -> Answer {
        let path = request.target.split('?').next().unwrap();
        let Some(held) = path.strip_prefix("/v2/").and_then(|path| self.held.get(path)) else {
            return match path {
                "/v2/" => Answer::new(200, "{}"),
                _ => Answer::new(404, r#"{"errors": [{"code": "MANIFEST_UNKNOWN", "message": "manifest unknown"}]}"#),
            };
        };
        let (kind, bytes) = held;
        let answer = Answer::new(200, bytes.clone()).header("Content-Type", kind.as_str());
        let answer = answer.header("Docker-Content-Digest", digest(bytes));
        match request.header("range").and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()) {
            Some(from) if from < bytes.len() => {
                let range = format!("bytes {from}-{}/{}", bytes.len() - 1, bytes.len());
                Answer { status: 206, body: bytes[from..].to_vec(), ..answer }.header("Content-Range", range)
            }
            _ => answer,
        }
    }
}

/// The header that a name and a password make.
pub(crate) fn basic(login: &str) -> String {
    format!("Basic {}", base64::prelude::BASE64_STANDARD.encode(login))
}

struct Shared {
    decide: Box<dyn Fn(&Request) -> Answer + Send + Sync>,
    requests: Mutex<Vec<Request>>,
}

/// A running server.
pub(crate) struct RegistryServer {
    server: Loopback,
    shared: Arc<Shared>,
}

impl RegistryServer {
    /// Serves what `decide` says.
    pub(crate) fn start(decide: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> RegistryServer {
        RegistryServer::start_with(None, decide)
    }

    /// Serves images to anybody.
    pub(crate) fn of(images: Images) -> RegistryServer {
        RegistryServer::start(move |request| images.answer(request))
    }

    /// The same over TLS when a configuration is given.
    pub(crate) fn start_with(
        tls: Option<Arc<rustls::ServerConfig>>,
        decide: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    ) -> RegistryServer {
        let shared = Arc::new(Shared { decide: Box::new(decide), requests: Mutex::default() });
        let served = Arc::clone(&shared);
        let server = Loopback::start(tls, move |stream, _| connection(stream, &served));
        RegistryServer { server, shared }
    }

    /// `127.0.0.1:PORT`
    pub(crate) fn host(&self) -> String {
        self.server.address().to_string()
    }

    /// The requests so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap().clone()
    }
}

fn connection(stream: &mut dyn Stream, shared: &Shared) {
    while let Some(mut request) = read_request(stream) {
        let answer = {
            let mut requests = shared.requests.lock().unwrap();
            request.number = requests.len();
            requests.push(request.clone());
            (shared.decide)(&request)
        };
        let headers: String = answer.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = answer.body.len();
        let head = format!("HTTP/1.1 {} X\r\n{headers}Content-Length: {length}\r\n\r\n", answer.status);
        let body = &answer.body[..answer.cut.unwrap_or(length).min(length)];
        let body = if request.method == "HEAD" { &[] } else { body };
        let sent =
            stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).and_then(|()| stream.flush());
        if sent.is_err() || answer.cut.is_some() {
            break;
        }
    }
}
