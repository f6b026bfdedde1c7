//! Machines that the tests make up, below a directory that stands for the root.

use super::*;
use crate::source::{GitConfig, Location, Network};
use crate::text::Language;
use std::io::{Read, Write};
use std::os::unix::net::UnixListener;

struct Machine {
    directory: tempfile::TempDir,
    around: Surroundings,
}

impl Machine {
    fn new() -> Machine {
        let directory = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(directory.path().to_owned()).unwrap();
        let around = Surroundings {
            home: Some(root.join("home")),
            runtime: Some(root.join("run/user")),
            path: vec![root.join("bin")],
            root,
            ..Surroundings::default()
        };
        Machine { directory, around }
    }

    fn write(&self, path: &str, text: &str) -> Utf8PathBuf {
        let path = self.around.at(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    fn program(&self, path: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt;
        let path = self.write(path, text);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// An engine that gives one answer to whatever it is asked, as often as it is.
    fn listen(&self, path: &str, answer: &'static str) {
        let path = self.around.at(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let listener = UnixListener::bind(path).unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut buffer = [0; 1024];
                let _ = stream.read(&mut buffer);
                let _ = stream.write_all(answer.as_bytes());
            }
        });
    }

    fn checked(&self, network: Network) -> Vec<Checked> {
        let sources = Settings {
            location: Location::parse("https://git.invalid/istio").unwrap(),
            cache: self.around.at("/home/.cache/istio-imgen"),
            cache_bytes: crate::source::CACHE_BYTES,
            offline: true,
            refresh: false,
            network: Network { git_config: GitConfig::None, ..network },
            expected_commit: None,
        };
        examine(&self.around, &sources).unwrap()
    }

    /// `id status message | hint`, a line each.
    fn told(&self) -> String {
        let line = |one: &Checked| {
            let hint = one.hint.as_ref().map(|hint| hint.say(Language::English)).unwrap_or_default();
            format!("{} {:?} {} | {hint}\n", one.id, one.status, one.says.say(Language::English))
        };
        let told: String = self.checked(Network::default()).iter().map(line).collect();
        told.replace(self.directory.path().to_str().unwrap(), "")
    }
}

const DOCKER: &str = "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{\"Version\": \"28.5.2\", \"DockerRootDir\": \"/nowhere\"}";

#[test]
fn a_machine_without_an_engine_is_unfit() {
    let told = Machine::new().told();
    assert!(told.contains("engine Unfit there is no engine"), "{told}");
    assert!(told.contains("login Note no login"), "{told}");
    assert!(told.contains("cache Ok"), "{told}");
    assert!(!told.contains("\nbuildx "), "{told}");
}

#[test]
fn docker_needs_buildx_and_is_asked_for_versions() {
    let machine = Machine::new();
    machine.listen("/var/run/docker.sock", DOCKER);
    let told = machine.told();
    assert!(told.contains("engine Ok Docker 28.5.2 answers at unix:///var/run/docker.sock"), "{told}");
    assert!(told.contains("buildx Unfit Docker has no buildx"), "{told}");
    machine.program(
        "/home/.docker/cli-plugins/docker-buildx",
        "#!/bin/sh\n[ \"$1\" = docker-cli-plugin-metadata ] && echo '{\"SchemaVersion\":\"0.1.0\",\"Version\":\"v0.29.1\"}'\n",
    );
    let told = machine.told();
    assert!(told.contains("buildx Ok buildx v0.29.1: /home/.docker/cli-plugins/docker-buildx"), "{told}");
    assert!(!told.contains("Unfit"), "{told}");
    machine.program("/home/.docker/cli-plugins/docker-buildx", "#!/bin/sh\necho '{\"Version\":\"v0.9.1-3\"}'\n");
    let told = machine.told();
    assert!(told.contains("buildx Warning buildx v0.9.1-3 is older than 0.13.0"), "{told}");
    machine.program("/home/.docker/cli-plugins/docker-buildx", "#!/bin/sh\nexit 1\n");
    assert!(machine.told().contains("buildx Warning buildx does not tell its version"));
}

#[test]
fn other_engines_will_do() {
    let machine = Machine::new();
    machine.program("/bin/buildah", "");
    assert!(machine.told().contains("engine Ok buildah builds without a daemon: /bin/buildah"));
    let machine = Machine::new();
    machine.listen("/run/user/podman/podman.sock", "HTTP/1.0 200 OK\r\n\r\n{\"Version\":\"5.4.2\"}");
    machine.listen("/run/containerd/containerd.sock", "");
    let told = machine.told();
    assert!(told.contains("engine Ok Podman 5.4.2 answers at unix:///run/user/podman/podman.sock"), "{told}");
    assert!(told.contains("engine Note containerd listens"), "{told}");
    assert!(!told.contains("Unfit"), "{told}");
    let machine = Machine::new();
    machine.listen("/run/buildkit/buildkitd.sock", "");
    assert!(machine.told().contains("engine Ok BuildKit listens"));
}

#[test]
fn an_engine_that_is_named_and_does_not_answer_is_told() {
    let mut machine = Machine::new();
    machine.around.docker_host = Some("unix:///nowhere/docker.sock".to_owned());
    machine.program("/bin/buildah", "");
    let told = machine.told();
    assert!(
        told.contains("engine Warning Docker does not answer at unix:///nowhere/docker.sock; No such file"),
        "{told}"
    );
    machine.around.docker_host = Some("ssh://me:secret@build.example.com".to_owned());
    let told = machine.told();
    assert!(told.contains("engine Note Docker at ssh://build.example.com was not asked"), "{told}");
    // Something else than an engine stands there.
    machine.listen("/odd.sock", "HTTP/1.1 403 Forbidden\u{1b}[31m\r\n\r\n");
    machine.around.docker_host = Some(format!("unix://{}", machine.around.at("/odd.sock")));
    let told = machine.told();
    assert!(told.contains("engine Warning Docker does not answer") && told.contains("403"), "{told}");
    assert!(!told.contains('\u{1b}'), "{told}");
}

#[test]
fn docker_s_configuration_is_read_and_its_secrets_are_not_told() {
    let machine = Machine::new();
    let meta = "/home/.docker/contexts/meta";
    // The directory of a context is the SHA-256 of its name.
    let id = "2b0cd05dbe5ef08b8a5ed9b7e7d2f4e5ce2e4cde2a1a3bd2d0c6a5de1f2a5a29";
    machine.write(&format!("{meta}/{id}/meta.json"), "{}");
    machine.write(
        "/home/.docker/config.json",
        r#"{"auths": {"https://index.docker.io/v1/": {"auth": "c2VjcmV0"}, "gcr.io/istio-release": {}},
            "credHelpers": {"registry.example.com": "vault"}, "currentContext": "remote",
            "proxies": {"default": {"httpProxy": "http://me:secret@proxy.example.com:3128"}}}"#,
    );
    machine.write("/etc/docker/daemon.json", r#"{"registry-mirrors": ["https://gcr.io/istio-release/mirror"]}"#);
    machine.write(
        "/etc/containers/registries.conf",
        "# location = \"registry.istio.io/release\"\n[[registry]]\nlocation = \"gcr.io/istio-release\"\n",
    );
    let told = machine.told();
    for words in [
        "login Ok logged in: gcr.io/istio-release, https://index.docker.io/v1/, registry.example.com",
        "login Note the login is kept without encryption: https://index.docker.io/v1/",
        "login Warning the credential helper `docker-credential-vault` is not on PATH",
        "configuration Warning Docker's context `remote` is configured, and does not exist",
        "proxy Note Docker hands the proxy http://proxy.example.com:3128 to every build (default)",
        "retired-host Warning `gcr.io/istio-release` in /home/.docker/config.json closes in 2026-12",
        "retired-host Warning `gcr.io/istio-release` in /etc/docker/daemon.json closes",
        "retired-host Warning `gcr.io/istio-release` in /etc/containers/registries.conf closes",
    ] {
        assert!(told.contains(words), "{words} in\n{told}");
    }
    assert!(!told.contains("secret") && !told.contains("c2VjcmV0"), "{told}");
    assert!(!told.contains("registry.istio.io"), "what is commented out is not used\n{told}");
    machine.write("/home/.docker/config.json", "{\"auths\": {\"x\": {\"auth\": \"c2VjcmV0\"");
    let told = machine.told();
    assert!(told.contains("configuration Warning not JSON: /home/.docker/config.json:1:"), "{told}");
    assert!(!told.contains("c2VjcmV0"), "{told}");
}

#[test]
fn the_context_in_use_names_the_engine() {
    let machine = Machine::new();
    machine.listen("/elsewhere.sock", DOCKER);
    machine.write("/home/.docker/config.json", r#"{"currentContext": "mine"}"#);
    let id = crate::state::hex(&<sha2::Sha256 as sha2::Digest>::digest("mine"));
    let host = format!("unix://{}", machine.around.at("/elsewhere.sock"));
    let meta = format!(r#"{{"Name": "mine", "Endpoints": {{"docker": {{"Host": "{host}"}}}}}}"#);
    machine.write(&format!("/home/.docker/contexts/meta/{id}/meta.json"), &meta);
    let told = machine.told();
    assert!(told.contains("engine Ok Docker 28.5.2 answers at unix:///elsewhere.sock"), "{told}");
}

#[test]
fn what_is_configured_wrongly_on_the_way_to_the_sources_is_in_the_way() {
    let machine = Machine::new();
    machine.program("/bin/buildah", "");
    let file = machine.write("/ca.pem", "no certificate");
    let network = |proxy: &str| Network {
        https_proxy: Some(proxy.to_owned()),
        // Several variables often name the same file.
        ca_files: vec![file.clone(), machine.around.at("/gone.pem"), file.clone()],
        ..Network::default()
    };
    let unfit = |network: Network| -> Vec<&str> {
        machine.checked(network).iter().filter(|one| one.status == Status::Unfit).map(|one| one.id).collect()
    };
    assert_eq!(unfit(network("ftp://me:secret@proxy")), ["proxy", "certificates", "certificates"]);
    assert_eq!(unfit(network("http://proxy:3128")), ["certificates", "certificates"]);
    assert_eq!(unfit(Network::default()), Vec::<&str>::new());
    let told = format!("{:?}", machine.checked(network("ftp://me:secret@proxy")));
    assert!(!told.contains("secret"), "{told}");
}
