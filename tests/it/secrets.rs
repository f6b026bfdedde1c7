//! Secrets never land: not in a context, not in what is said, not in a lock.

use crate::support::git_server::{GitServer, Reply};
use crate::support::{Program, files, istio};

const TOKEN: &str = "ghp_A2b3C4d5E6f7G2h3I4j5K6l7M2n3O4p5Q6r7";

/// All that a run said and wrote.
fn everything(program: &Program, directory: &str, out: &str, err: &str) -> String {
    let written = program.directory().join(directory);
    let files = if written.exists() { files(&written) } else { std::collections::BTreeMap::new() };
    let texts: String = files.values().map(|(bytes, _)| String::from_utf8_lossy(bytes).into_owned()).collect();
    format!("{out}{err}{texts}")
}

#[test]
fn the_login_of_a_source_is_used_and_told_nowhere() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    let server = GitServer::start(program.directory(), |request| match request.header("authorization") {
        Some("Basic c29tZW9uZTpodW50ZXIy") => Reply::Git, // someone:hunter2
        _ => Reply::Status(401, vec![("WWW-Authenticate", "Basic realm=\"x\"".to_owned())], Vec::new()),
    });
    let right = server.url("istio.git").replace("http://", "http://someone:hunter2@");
    let wrong = server.url("istio.git").replace("http://", "http://someone:hunter2wrong@");
    program.write("p.yaml", &format!("extends: [minimal]\nimgae: x\nistio: {{source: '{right}', tga: x}}\n"));
    for (index, (source, code, more)) in [
        (&right, 0, vec!["--binaries", "source", "--components", "pilot"]),
        (&right, 0, vec!["--binaries", "source", "--dry-run"]),
        (&right, 0, vec!["--binaries", "source", "--format", "json"]),
        (&right, 0, vec!["--binaries", "source", "--format", "json", "--dry-run"]),
        (&right, 4, vec!["--istio", "1.30.99"]),
        (&wrong, 4, vec!["--binaries", "source", "--refresh"]),
        (&wrong, 4, vec!["--binaries", "source", "--refresh", "--format", "json"]),
        (&right, 3, vec!["--preset", "p.yaml"]),
        (&right, 3, vec!["--set", "mirrors.docker.io=%", "--format", "json"]),
    ]
    .into_iter()
    .enumerate()
    {
        let directory = format!("x{index}");
        let mut arguments = vec!["new", &directory, "--preset", "minimal", "--no-input", "--istio-source", source];
        arguments.extend(more.iter().map(|word| if *word == "--components" { "--component" } else { *word }));
        let ran = program.run(&arguments).exits(code);
        let all = everything(&program, &directory, &ran.out(), &ran.err());
        assert!(!all.contains("hunter2") && !all.contains("someone"), "{arguments:?}\n{all}");
        if code == 0 && !more.contains(&"--dry-run") {
            assert!(
                program.read(&format!("{directory}/.istio-imgen/selection.yaml")).contains("source: http://127.0.0.1")
            );
        }
    }
}

#[test]
fn a_value_that_is_a_secret_is_refused_at_its_place_and_not_said() {
    let program = Program::new();
    let cases = [
        format!("env: {{pilot: {{MY: {{value: {TOKEN}, unchecked: true}}}}}}"),
        format!("labels: {{my.label: 'a {TOKEN}'}}"),
        format!("tag: {TOKEN}"),
        format!("hub: https://me:{TOKEN}@registry.example.com"),
        format!("hub: registry.example.com/{TOKEN}"),
        format!("mirrors: {{docker.io: '{TOKEN}'}}"),
        format!("mesh: {{accessLogFormat: {TOKEN}}}"),
        format!("labels: {{{TOKEN}: x}}"),
        "component: {proxy: {binaries: prebuilt, prebuilt: {envoy: {linux/amd64: {url: 'https://me:hunter2-ghp@h/x', sha256: 0}}}}}".to_owned(),
        "env: {pilot: {MY: \"-----BEGIN RSA PRIVATE KEY-----\\nMIIhunter2\"}}".to_owned(),
        "env: {pilot: {DB_PASSWORD: hunter2}}".to_owned(),
        format!("imgae: {TOKEN}"),
        format!("{TOKEN}: x"),
        format!("binaries: {TOKEN}"),
    ];
    for case in &cases {
        program.write("p.yaml", &format!("extends: [minimal]\n{case}\n"));
        for format in ["text", "json"] {
            let ran = program.run(&["new", "x", "--preset", "p.yaml", "--no-input", "--format", format]).exits(3);
            let all = everything(&program, "x", &ran.out(), &ran.err());
            assert!(all.contains("p.yaml:2:"), "{case}\n{all}");
            assert!(!all.contains("A2b3") && !all.contains("hunter2"), "{case}\n{all}");
        }
    }
    for case in &cases[..9] {
        program.write("p.yaml", &format!("extends: [minimal]\n{case}\n"));
        program.run(&["new", "x", "--preset", "p.yaml", "--no-input"]).exits(3).says("explain secrets");
    }
    let flag = format!("labels.a={TOKEN}");
    let ran = program.run(&["new", "x", "--preset", "minimal", "--no-input", "--set", &flag]).exits(3).says("secret");
    assert!(!ran.err().contains("A2b3"));
}

#[test]
fn a_user_who_insists_that_a_random_value_is_no_secret_is_let_through_visibly() {
    let program = Program::new();
    let set =
        ["--set", "env.pilot.MY_TOKEN=9f86d081884c7d659a2feaa0c55ad015", "--set", "env.pilot.MY_TOKEN.unchecked=true"];
    let base = ["new", "x", "--preset", "minimal", "--no-input"];
    program.run(&[&base[..], &set[..2]].concat()).exits(3).says("env.pilot.MY_TOKEN.unchecked=true");
    program.run(&[&base[..], &set[..]].concat()).exits(0).says("warning[secret-name]");
}

#[test]
fn files_that_hold_secrets_are_not_copied() {
    let program = Program::new();
    program.write("home/.docker/config.json", "{\"auths\": {}}");
    program.write("t/a.txt.tera", &format!("x {TOKEN}\n"));
    let path = "component.proxy.prebuilt.envoy.linux/amd64.path=home/.docker/config.json";
    let prebuilt = ["new", "x", "--preset", "overlay-envoy", "--no-input", "--set", path];
    program.run(&prebuilt).exits(3).says("secret-file").says("logins of Docker");
    let ran = program.run(&["new", "x", "--preset", "minimal", "--no-input", "--templates", "t"]).says("secret-file");
    assert!(!ran.err().contains("A2b3"));
    assert!(!program.directory().join("x").exists());
}

#[test]
fn the_way_of_build_secrets_is_told() {
    let program = Program::new();
    for language in ["en", "pt-BR"] {
        let told = program.run(&["explain", "secrets", "--lang", language]).exits(0).out();
        for word in ["--mount=type=secret", "vault kv get", "aws secretsmanager", "secretKeyRef", "target \"pilot\""] {
            assert!(told.contains(word), "{word} in {told}");
        }
    }
}
