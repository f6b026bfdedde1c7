//! What else the images get, asked for at a real pseudo-terminal.

use crate::support::terminal::Terminal;
use crate::support::{Program, files, root};

const ENTER: &str = "\r";
const ESCAPE: &str = "\u{1b}";
const CLEAR: &str = "\u{15}";
const DOWN: &str = "\u{1b}[B";
const UP: &str = "\u{1b}[A";
const EDIT: &str = "\u{1b}[B\r";

/// A certificate that ended long ago, or one that is no authority's.
fn certificate(authority: bool, last_year: i32) -> String {
    let mut parameters = rcgen::CertificateParams::new(vec!["mesh.example".to_owned()]).unwrap();
    let no = rcgen::IsCa::ExplicitNoCa;
    parameters.is_ca = if authority { rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained) } else { no };
    parameters.not_before = rcgen::date_time_ymd(2001, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(last_year, 1, 1);
    parameters.self_signed(&rcgen::KeyPair::generate().unwrap()).unwrap().pem()
}

fn program() -> Program {
    let program = Program::new();
    std::fs::copy(root().join("examples/presets/corporate.pem"), program.directory().join("ca.pem")).unwrap();
    program.write("old.pem", &certificate(true, 2002));
    program.write("leaf.pem", &certificate(false, 4000));
    program.write("motd", "hello\n");
    program.write("run.sh", "#!/bin/sh\n");
    program.write("limit.wasm", "\0asm\u{1}\0\0\0");
    program
}

/// Asks for a topic after the other: the list of them is open, the first one selected.
fn choose(terminal: &mut Terminal, topics: usize) {
    for _ in 0..topics {
        terminal.types(" ").types(DOWN);
    }
    terminal.types(ENTER);
}

#[test]
fn every_topic_is_asked_about_and_refused_on_the_spot_and_ends_in_preset_and_command() {
    let program = program();
    let given = ["new", "x", "--istio", "1.28.10", "--component", "pilot,proxy", "--lang", "en"];
    let mut terminal = Terminal::sized(&program, &given, 50, 500, &[]);
    terminal.shows("Ubuntu 24.04").types("debian\r").shows("? What else").shows("[ ] labels");
    choose(&mut terminal, 8);
    let refused = [
        ("? Packages (curl, jq=1.7.1): \n", "curl, -o", "`-o` is not a package", "curl, jq=1.7.1"),
        ("? PEM files", "gone.pem", "cannot read `gone.pem`", "old.pem"),
        ("old.pem\n", "", "2002-01-01", "leaf.pem"),
        ("leaf.pem\n", "", "x `leaf.pem`", "motd"),
        ("motd\n", "", "x `motd`", "ca.pem"),
        ("? Files", "motd", "does not say where the file goes", "motd:/etc/../motd"),
        ("motd:/etc/../motd\n", "", "x `/etc/../motd`", "gone:/etc/motd"),
        ("gone:/etc/motd\n", "", "cannot read `gone`", "motd:/etc/motd, run.sh:/opt/run.sh:0755"),
        ("? Files of Wasm", "motd", "x `motd`", "limit.wasm"),
        ("? Labels", "team", "`team` is no label", "TEAM=mesh"),
        ("TEAM=mesh\n", "", "x ", "org.example.team=mesh, org.example.tier=one two"),
    ];
    for (question, wrong, reason, right) in refused {
        terminal.shows(question);
        if !wrong.is_empty() {
            terminal.types(wrong).types(ENTER);
        }
        terminal.shows(reason).types(CLEAR).types(right).types(ENTER);
    }
    terminal.shows("files: 3, 24 B").shows("? Next:").shows("  quit ");
    terminal.types(ENTER).shows("same again: ");
    assert!(terminal.end().success());
    let dockerfile = program.read("x/Dockerfile");
    for words in ["curl", "jq=1.7.1", "tcpdump", "tzdata", "USER 1337:0", "org.example.tier=\"one two\"", "/opt/run.sh"]
    {
        assert!(dockerfile.contains(words), "no {words} in:\n{dockerfile}");
    }
    let selection = program.read("x/.istio-imgen/selection.yaml");
    assert!(selection.contains("limit:") && selection.contains("mode: '0755'"), "{selection}");
    let text = terminal.text();
    let command = text.lines().find_map(|line| line.split_once("same again: istio-imgen ")).unwrap().1.to_owned();
    std::fs::rename(program.directory().join("x"), program.directory().join("first")).unwrap();
    let script =
        format!("exec {} {command} --no-input --save-preset deep/again.yaml", env!("CARGO_BIN_EXE_istio-imgen"));
    let mut shell = assert_cmd::Command::new("sh");
    shell.env_clear().env("HOME", program.directory()).current_dir(program.directory()).args(["-c", &script]);
    shell.assert().success();
    let first = files(&program.directory().join("first"));
    assert_eq!(files(&program.directory().join("x")), first, "{command}");
    program.run(&["new", "z", "--preset", "deep/again.yaml", "--no-input"]).exits(0);
    assert_eq!(files(&program.directory().join("z")), first);
}

#[test]
fn a_base_without_a_package_manager_gets_its_packages_from_a_builder_that_is_asked_for() {
    for (language, lacks, question) in
        [("en", "has no package manager", "? Packages"), ("pt-BR", "não tem gerenciador de pacotes", "? Pacotes")]
    {
        let program = program();
        let given = ["new", "x", "--istio", "1.28.10", "--component", "pilot", "--lang", language];
        let mut terminal = Terminal::start(&program, &given);
        terminal.shows("Ubuntu 24.04").types("distroless\r").shows("[ ] labels");
        assert!(!terminal.text().contains("wasm"), "nothing here runs a plugin");
        terminal.types(" ").types(DOWN).types(DOWN).types(DOWN).types(" \r");
        terminal.shows(lacks).shows("> debian").types(ENTER).shows(question).types("curl\r");
        terminal.shows(if language == "en" { "  quit " } else { "  sair " }).types(ENTER);
        assert!(terminal.end().success());
        let selection = program.read("x/.istio-imgen/selection.yaml");
        assert!(selection.contains("builder: debian") && selection.contains("debug_tools: 'true'"), "{selection}");
    }
}

#[test]
fn topics_are_taken_back_changed_and_asked_for_again() {
    let program = program();
    let given = ["new", "x", "--istio", "1.28.10", "--component", "pilot", "--lang", "en"];
    let mut terminal = Terminal::start(&program, &given);
    terminal.shows("Ubuntu 24.04").types("debian\r").shows("[ ] labels").types(" \r");
    terminal.shows("? Packages").types("curl\r").shows("  quit ").types(ESCAPE);
    // What was answered is there again, and a step further back the topics are still marked.
    terminal
        .shows("? Packages (curl, jq=1.7.1): curl\nEnter: accept")
        .types(ESCAPE)
        .shows("> [x] packages")
        .types(ENTER);
    terminal.shows("? Packages (curl, jq=1.7.1): curl\nEnter: accept").types(ENTER).shows("  quit ");
    terminal.types(EDIT).shows("? Which answer").types("customize.all").shows("= curl").types(ENTER);
    terminal.shows("curl\nEnter: accept").types(", jq\r").shows("packages  curl, jq").shows("  quit ");
    // A base that cannot install them itself leads to the builder.
    terminal.types(EDIT).shows("? Which answer").types("base").shows("> base").types(ENTER);
    terminal
        .shows("> debian")
        .types("distroless\r")
        .shows("has no package manager")
        .shows("> debian ")
        .types(ENTER)
        .shows("builder   debian")
        .shows("  quit ");
    // A topic that is not wanted any more takes all of its settings with it.
    terminal.types(EDIT).shows("? Which answer").types("customize").shows("> customize ").types(ENTER);
    terminal.shows("> [x] packages").types(" ").shows("> [ ] packages").types(UP).types(" \r");
    terminal.shows("? Labels").types("a.b=c\r").shows("labels.a.b").shows("  quit ").types(ENTER);
    assert!(terminal.end().success());
    let selection = program.read("x/.istio-imgen/selection.yaml");
    assert!(selection.contains("a.b: c") && !selection.contains("customize"), "{selection}");
}

#[test]
fn what_is_customised_already_is_asked_about_only_when_told_to() {
    let program = program();
    program.write("own.yaml", "istio: {tag: 1.28.10}\nbase: debian\ncustomize: {all: {packages: [curl]}}\n");
    let mut terminal = Terminal::start(&program, &["new", "x", "--preset", "own.yaml", "--lang", "en"]);
    terminal.shows("[ ] pilot").types(" \r").shows("  quit ").types(ENTER);
    assert!(terminal.end().success());
    assert!(!terminal.text().contains("What else"), "{}", terminal.text());
    let given = ["new", "y", "--preset", "own.yaml", "--component", "pilot", "--lang", "en", "--ask", "customize.*"];
    let mut terminal = Terminal::start(&program, &given);
    terminal.shows("[ ] labels").types(" \r").shows("? PEM files").types("ca.pem\r").shows("  quit ").types(ENTER);
    assert!(terminal.end().success());
    assert!(!terminal.text().contains("packages of the operating system"), "what the preset says stays");
    let selection = program.read("y/.istio-imgen/selection.yaml");
    assert!(selection.contains("- curl") && selection.contains("certificates/all/1.pem"), "{selection}");
    program.run(&["new", "z", "--preset", "own.yaml", "--component", "pilot", "--no-input"]).exits(0);
}
