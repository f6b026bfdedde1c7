//! A real registry (the Distribution project's, as Debian packages it) with a real login, where it is installed.

use super::*;
use crate::support::registry::basic;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A registry process that ends when it is dropped.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the registry with a login; `None` where it is not installed.
fn start(program: &Program, user: &str, password: &str) -> Option<(Process, String)> {
    let htpasswd = Command::new("htpasswd").args(["-Bbn", user, password]).output().ok()?;
    Command::new("docker-registry").arg("--version").output().ok()?;
    let host = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let root = program.directory().join("registry");
    program.write("htpasswd", &String::from_utf8(htpasswd.stdout).unwrap());
    program.write(
        "registry.yml",
        &format!(
            "version: 0.1\nlog: {{level: error}}\nstorage: {{filesystem: {{rootdirectory: {}}}}}\nhttp: {{addr: '{host}'}}\n\
             auth: {{htpasswd: {{realm: mesh, path: {}}}}}\n",
            root.display(),
            program.directory().join("htpasswd").display()
        ),
    );
    let mut command = Command::new("docker-registry");
    command.arg("serve").arg(program.directory().join("registry.yml")).stdout(Stdio::null()).stderr(Stdio::null());
    let process = Process(command.spawn().unwrap());
    let began = Instant::now();
    while std::net::TcpStream::connect(&host).is_err() {
        assert!(began.elapsed() < Duration::from_secs(60), "the registry does not start");
        std::thread::sleep(Duration::from_millis(20));
    }
    Some((process, host))
}

#[test]
fn a_real_registry_is_asked_with_a_real_login() {
    let program = Program::new();
    let Some((_process, host)) = start(&program, "me", "secret") else { return };
    let mut images = istio();
    let moved = images.index("istio/pilot", "1.30.3-distroless", BOTH);
    images.push(&host, "me:secret");
    preset(&program, &host, "");
    program.run(&new(&[])).exits(4).says("wants a login");
    let auth = basic("me:secret").replace("Basic ", "");
    program.write("home/.docker/config.json", &format!(r#"{{"auths": {{"{host}": {{"auth": "{auth}"}}}}}}"#));
    program.run(&new(&[])).exits(0);
    assert!(program.read("x/Dockerfile").contains(&format!("pilot:1.30.3-distroless@{moved} AS pilot")));
    program.run(&new(&["--istio", "1.30.2", "--force"])).exits(4).says("has no image").says("pilot:1.30.2");
}
