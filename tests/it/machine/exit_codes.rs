//! Each exit code that the interface promises, from a run that ends in it.

use super::*;
use std::io::Read;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

fn new<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    [&["new", "x", "--preset", "minimal", "--no-input"], rest].concat()
}

#[test]
fn it_is_0_when_done() {
    Program::new().run(&new(&[])).exits(0);
}

#[test]
fn it_is_1_for_findings_at_the_threshold() {
    let program = Program::new();
    program.write("Dockerfile", "FROM ubuntu:latest\nUSER 1000\nRUN sudo true\n");
    program.run(&["check", "Dockerfile"]).exits(1);
    program.run(&new(&[])).exits(0);
    program.run(&["check", "x"]).exits(0);
}

#[test]
fn it_is_9_for_a_machine_that_is_not_fit() {
    let program = Program::new();
    program.write("file", "");
    program.run(&["doctor", "--offline", "--cache-dir", "file/below"]).exits(9);
}

#[test]
fn it_is_2_for_a_wrong_command_line_in_json_too() {
    let ran = Program::new().run(&new(&["--no-such-flag", "--format=json"])).exits(2).says("--no-such-flag");
    assert_eq!(ran.json()["error"]["id"], "usage");
}

#[test]
fn it_is_3_for_missing_and_invalid_answers() {
    let program = Program::new();
    program.run(&["new", "x", "--no-input"]).exits(3).says("missing");
    program.run(&new(&["--base", "alpine"])).exits(3);
    program.run(&new(&["--component", "mixer"])).exits(3);
    program.run(&["explain", "no-such-thing"]).exits(3);
}

#[test]
fn it_is_4_for_sources_that_cannot_be_had() {
    let program = Program::new();
    program.run(&new(&["--istio", "1.28.99"])).exits(4);
    program.run(&new(&["--binaries", "source", "--offline"])).exits(4);
}

#[test]
fn it_is_5_for_a_template_that_is_broken() {
    let program = Program::new();
    program.write("templates/Dockerfile.tera", "FROM {{ no_such_name }}\n");
    program.run(&["template", "check", "templates"]).exits(5).says("no_such_name");
}

#[test]
fn it_is_6_for_what_would_be_overwritten() {
    let program = Program::new();
    program.write("x/Dockerfile", "FROM mine\n");
    program.run(&new(&[])).exits(6);
    assert_eq!(program.read("x/Dockerfile"), "FROM mine\n");
}

/// A context of an old release in which a line of ours is the user's.
fn edited(program: &Program) {
    program.run(&new(&["--istio", "1.28.10"])).exits(0);
    let bake = program.read("x/docker-bake.hcl");
    assert!(bake.contains("default = \"1.28.10-custom\""));
    program.write("x/docker-bake.hcl", &bake.replace("1.28.10-custom", "1.28.10-ours"));
}

#[test]
fn it_is_7_for_conflicts_that_are_left() {
    let program = Program::new();
    edited(&program);
    program.run(&["update", "x", "--istio", "1.30.3"]).exits(7);
    assert!(program.read("x/docker-bake.hcl").contains("<<<<<<<"));
}

#[test]
fn it_is_8_for_what_differs() {
    let program = Program::new();
    edited(&program);
    program.run(&["diff", "x", "--exit-code"]).exits(8);
    program.run(&["diff", "x"]).exits(0);
}

#[test]
fn it_is_10_for_a_pinned_commit_that_a_tag_does_not_name() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    let pin = format!("istio.commit={}", "0".repeat(40));
    program.run(&new(&["--binaries", "source", "--istio-source", "istio.git", "--set", &pin])).exits(10);
}

#[test]
fn it_is_74_for_a_disk_that_does_not_take_it() {
    let program = Program::new();
    program.write("file", "no directory\n");
    program.run(&["new", "file/x", "--preset", "minimal", "--no-input"]).exits(74);
}

/// A run that waits for a server which never answers.
fn waiting(program: &Program) -> (Child, TcpListener) {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let source = format!("http://{}/istio", server.local_addr().unwrap());
    let child = Command::new(env!("CARGO_BIN_EXE_istio-imgen"))
        .args(new(&["--binaries", "source", "--istio-source", &source, "--format", "json"]))
        .env_clear()
        .env("HOME", program.directory())
        .current_dir(program.directory())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    (child, server)
}

#[test]
fn it_is_128_and_the_number_of_the_signal_that_ended_it() {
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let program = Program::new();
        let (mut child, server) = waiting(&program);
        // Once it speaks to the server, it watches for signals.
        let connection = server.accept().unwrap();
        assert!(Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap().success());
        let mut document = String::new();
        child.stdout.take().unwrap().read_to_string(&mut document).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(code), "{document}");
        assert!(!program.directory().join("x").exists());
        drop(connection);
        if !document.is_empty() {
            assert_eq!(serde_json::from_str::<Value>(&document).unwrap()["exit_code"], code);
        }
    }
}

/// A bug cannot be had to order, so this very test has one, in a process of its own.
#[test]
fn it_is_101_for_a_bug_and_says_how_to_report_it() {
    const CHILD: &str = "ISTIO_IMGEN_TEST_OF_A_BUG";
    if std::env::var_os(CHILD).is_some() {
        istio_imgen::world::watch_panics();
        panic!("on purpose");
    }
    let ran = Command::new(std::env::current_exe().unwrap())
        .args(["machine::exit_codes::it_is_101_for_a_bug_and_says_how_to_report_it", "--exact", "--nocapture"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(101), "{said}");
    assert!(said.contains("on purpose") && said.contains("please report it"), "{said}");
}

#[test]
fn a_reader_that_went_away_is_silence() {
    let program = Program::new();
    for arguments in [&["list", "rules"][..], &["list", "env", "--format", "json"], &["--help"], &["schema", "report"]]
    {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = Command::new(env!("CARGO_BIN_EXE_istio-imgen"))
            .args(arguments)
            .env_clear()
            .current_dir(program.directory())
            .stdout(writer)
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8(ran.stderr).unwrap(), "", "{arguments:?}");
    }
}

#[test]
fn the_readme_tells_every_code() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    for row in istio_imgen::exit::EXIT_CODES {
        assert!(readme.contains(&format!("| {} |", row.code)), "{}", row.code);
    }
}
