//! `doctor`: what a machine lacks, as people and programs are told it.

use crate::support::git_server::{GitServer, Reply};
use crate::support::{Program, Ran, istio};
use std::io::{Read, Write};
use std::os::unix::net::UnixListener;

/// A machine with an engine that answers, and nothing else that would be known.
fn doctor(program: &Program, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    let socket = program.directory().join("docker.sock");
    if !socket.exists() {
        let listener = UnixListener::bind(&socket).unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut buffer = [0; 1024];
                let _ = stream.read(&mut buffer);
                let _ = stream.write_all(b"HTTP/1.0 200 OK\r\n\r\n{\"Version\": \"28.5.2\"}");
            }
        });
        program.write("home/.docker/cli-plugins/docker-buildx", "#!/bin/sh\necho '{\"Version\": \"v0.29.1\"}'\n");
        let plugin = program.directory().join("home/.docker/cli-plugins/docker-buildx");
        std::fs::set_permissions(plugin, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
    let mut command = program.command(&[&["doctor"], arguments].concat());
    command.env("DOCKER_HOST", format!("unix://{}", socket.display())).envs(variables.iter().copied());
    Ran(command.output().unwrap())
}

fn status(document: &serde_json::Value, id: &str) -> Vec<String> {
    let checks = document["checks"].as_array().unwrap().iter().filter(|check| check["id"] == id);
    checks.map(|check| check["status"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_machine_that_can_all_is_fit() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    let server = GitServer::start(program.directory(), |_| Reply::Git);
    let url = format!("http://{}/istio.git", server.address());
    let ran = doctor(&program, &["--istio-source", &url, "--format", "json"], &[]).exits(0);
    let document = ran.json();
    assert_eq!((&document["schema"], &document["fit"], &document["exit_code"]), (&1.into(), &true.into(), &0.into()));
    assert_eq!(status(&document, "sources"), ["ok"]);
    assert_eq!(status(&document, "buildx"), ["ok"]);
    let said = doctor(&program, &["--istio-source", &url, "--lang", "pt-BR"], &[]).exits(0);
    assert!(said.out().contains("responde: 1 tags, 1.30.3 a mais recente"), "{}", said.out());
    assert!(said.err().contains("nada impede o uso"), "{}", said.err());
    assert!(!program.directory().join("home/.cache").exists() || status(&document, "cache") == ["ok"]);
}

#[test]
fn what_is_in_the_way_is_named_with_what_to_do_and_exits_9() {
    let program = Program::new();
    let arguments = ["--istio-source", "http://127.0.0.1:1/istio.git", "--format", "json"];
    let document = doctor(&program, &arguments, &[]).exits(9).json();
    assert_eq!((&document["fit"], &document["exit_code"]), (&false.into(), &9.into()));
    assert_eq!(status(&document, "sources"), ["unfit"]);
    for check in document["checks"].as_array().unwrap() {
        let wants = check["status"] == "unfit" || check["status"] == "warning";
        assert!(!wants || check["hint"].is_string(), "{check}");
    }
    let proxy = [("HTTPS_PROXY", "ftp://me:secret@proxy.example.com")];
    let ran = doctor(&program, &["--offline"], &proxy).exits(9);
    assert!(ran.out().contains("ftp://proxy.example.com") && !ran.out().contains("secret"), "{}", ran.out());
    let ca = [("SSL_CERT_FILE", "gone.pem")];
    let ran = doctor(&program, &["--offline"], &ca).exits(9);
    assert!(ran.out().contains("gone.pem") && ran.out().contains("--ca-file"), "{}", ran.out());
    program.write("cache-file", "");
    doctor(&program, &["--offline", "--cache-dir", "cache-file/below"], &[]).exits(9).says("in the way: 1");
}

#[test]
fn without_the_network_nothing_is_asked_of_it() {
    let program = Program::new();
    let server = GitServer::start(program.directory(), |_| Reply::Git);
    let url = format!("http://{}/istio.git", server.address());
    let document = doctor(&program, &["--offline", "--istio-source", &url, "--format", "json"], &[]).exits(0).json();
    assert_eq!(status(&document, "sources"), ["note"]);
    assert_eq!(server.connections(), 0);
}
