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

/// Real cosign, where it is installed, in both of its ways; cosign 3 knows the older one too.
#[test]
fn what_cosign_signs_is_verified_here_and_from_a_bundle() {
    let program = Program::new();
    if Command::new("cosign").arg("version").output().is_err() {
        return;
    }
    let Some((_process, host)) = start(&program, "me", "secret") else { return };
    let mut images = istio();
    let pilot = images.index("istio/pilot", "1.30.3-distroless", BOTH);
    let proxy = images.index("istio/proxyv2", "1.30.3-distroless", BOTH);
    images.push(&host, "me:secret");
    let auth = basic("me:secret").replace("Basic ", "");
    program.write("home/.docker/config.json", &format!(r#"{{"auths": {{"{host}": {{"auth": "{auth}"}}}}}}"#));
    let cosign = |arguments: &[&str]| {
        let mut command = Command::new("cosign");
        command.args(arguments).env("COSIGN_PASSWORD", "").env("HOME", program.directory().join("home"));
        let ran = command.current_dir(program.directory()).output().unwrap();
        (ran.status.success(), String::from_utf8_lossy(&ran.stderr).into_owned())
    };
    let (made, said) = cosign(&["generate-key-pair"]);
    assert!(made, "{said}");
    let sign = ["sign", "--key", "cosign.key", "--yes", "--allow-http-registry", "--tlog-upload=false"];
    let older = ["--use-signing-config=false", "--new-bundle-format=false"];
    for (image, way) in
        [(format!("{host}/istio/pilot@{pilot}"), &older[..]), (format!("{host}/istio/proxyv2@{proxy}"), &older[..1])]
    {
        let (signed, said) = cosign(&[&sign[..], way, &[&image]].concat());
        // A cosign that has no such flags knows the older way alone.
        let (signed, said) = if signed { (signed, said) } else { cosign(&[&sign[..], &[&image]].concat()) };
        assert!(signed, "{said}");
    }
    preset(&program, &host, &format!("signing_keys: {{'{host}/istio': cosign.pub}}\n"));
    let ran = program.run(&new(&["--verify", "always"])).exits(0);
    assert_eq!(ran.err().matches("its signature fits").count(), 2, "{}", ran.err());
    program.run(&["bundle", "create", "b.tar", "--preset", "p.yaml", "--no-sources"]).exits(0);
    let ran = program.run(&new(&["--verify", "always", "--offline", "--from-bundle", "b.tar", "--force"])).exits(0);
    assert_eq!(ran.err().matches("its signature fits").count(), 2, "{}", ran.err());
}
