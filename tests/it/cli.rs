//! The command line: exit codes, what is said where, and that nothing is lost.

use crate::support::{Program, files, istio};

fn new<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    ["new", "x"].iter().chain(rest).copied().collect()
}

const MINIMAL: &[&str] = &["--preset", "minimal", "--no-input"];

#[test]
fn a_wrong_command_line_exits_with_2() {
    let program = Program::new();
    program.run(&["new", "--no-such-flag"]).exits(2);
    program.run(&["frobnicate"]).exits(2);
    program.run(&["new", "--binaries", "compiled"]).exits(2);
}

#[test]
fn without_a_terminal_all_that_is_missing_is_told_at_once() {
    let program = Program::new();
    program.run(&["new", "x"]).exits(3).says("`istio.tag` is missing").says("`components` is missing");
    assert!(!program.directory().join("x").exists());
}

#[test]
fn a_preset_with_five_mistakes_is_answered_with_all_five() {
    let program = Program::new();
    program.write(
        "bad.yaml",
        "schema: 1\nimgae: x\nextends: [minmal]\nistio: {tag: 1.30.3}\ncomponents: [pilot, proxyv3]\nbase: BASE_IMAGE\nplatforms: [linux/amd64, windows/amd64]\n",
    );
    let ran = program.run(&["new", "x", "--preset", "bad.yaml", "--no-input"]).exits(3);
    let ran = ran.says("bad.yaml:2:1").says("unknown key `imgae`").says("did you mean `minimal`?");
    let ran = ran.says("bad.yaml:5:21").says("bad.yaml:6:7").says("bad.yaml:7:26");
    ran.says("problems to solve: 5; nothing was written");
}

#[test]
fn unquoted_versions_keep_their_text() {
    let program = Program::new();
    program.write("p.yaml", "extends: [minimal]\nistio: {tag: 1.30}\n");
    program.run(&["new", "x", "--preset", "p.yaml", "--no-input"]).exits(3).says("`1.30`").says("`1.30.3`");
}

#[test]
fn tags_are_helped_or_refused_with_the_reason() {
    let program = Program::new();
    let istio = |tag| program.run(&new(&[MINIMAL, &["--istio", tag]].concat()));
    istio("1.28.99").exits(4).says("`1.28.10`");
    istio("latest").exits(3).says("moves");
    istio("1.4.10").exits(3);
    istio("v1.30.3").exits(0).says("no `v`");
}

#[test]
fn a_directory_that_is_not_empty_is_refused_and_with_force_nothing_is_lost() {
    let program = Program::new();
    program.write("x/Dockerfile", "FROM mine\n");
    program.write("x/notes.txt", "keep me\n");
    let before = files(&program.directory().join("x"));
    program.run(&new(MINIMAL)).exits(6).says("is not empty");
    assert_eq!(files(&program.directory().join("x")), before);

    program.run(&new(&[MINIMAL, &["--force"]].concat())).exits(0).says("`Dockerfile.orig`");
    assert_eq!(program.read("x/Dockerfile.orig"), "FROM mine\n");
    assert_eq!(program.read("x/notes.txt"), "keep me\n");
    assert!(program.read("x/Dockerfile").contains("AS pilot"));

    let after = files(&program.directory().join("x"));
    program.run(&new(&[MINIMAL, &["--force"]].concat())).exits(0);
    assert_eq!(files(&program.directory().join("x")), after, "what is the same already gives no copies");
}

#[test]
fn a_write_that_fails_leaves_everything_as_it_was() {
    let program = Program::new();
    program.write("x/env", "a file where a directory must be\n");
    let before = files(&program.directory().join("x"));
    program.run(&new(&[MINIMAL, &["--force"]].concat())).exits(6).says("in the way");
    assert_eq!(files(&program.directory().join("x")), before);
    program.write("file", "no directory\n");
    program.run(&["new", "file/x", "--preset", "minimal", "--no-input"]).exits(74).says("nothing was written");
    assert_eq!(program.read("file"), "no directory\n");
}

#[test]
fn dry_run_writes_nothing_and_tells_where_values_came_from() {
    let program = Program::new();
    let ran = program.run(&new(&[MINIMAL, &["--dry-run", "--hub", "registry.example.com/mesh"]].concat())).exits(0);
    assert!(ran.out().contains("hub = registry.example.com/mesh  (from --hub)"), "{}", ran.out());
    assert!(ran.out().contains("base = official  (from preset minimal)"), "{}", ran.out());
    assert!(!program.directory().join("x").exists());
}

#[test]
fn json_is_alone_on_standard_output() {
    let program = Program::new();
    let ran = program.run(&new(&[MINIMAL, &["--format", "json"]].concat())).exits(0);
    let document = ran.json();
    assert_eq!(document["status"], "written");
    assert_eq!(document["answers"]["istio.tag"]["value"], "1.30.3");
    assert!(document["files"].as_array().unwrap().iter().any(|file| file["path"] == "Dockerfile"));
    let ran = program.run(&new(&[MINIMAL, &["--format", "json"]].concat())).exits(6);
    assert_eq!(ran.json()["exit_code"], 6);
}

#[test]
fn later_layers_win_and_the_selection_says_it_all() {
    let program = Program::new();
    program
        .write("base.yaml", "extends: [minimal]\nhub: registry.example.com/a\nenv: {pilot: {PILOT_HTTP10: 'true'}}\n");
    program.write("sub/top.yaml", "extends: [../base.yaml]\ntag: t1\nenv: {pilot: {PILOT_HTTP10: ~}}\n");
    program.run(&["new", "x", "-p", "sub/top.yaml", "--set", "tag=t2", "--no-input"]).exits(0);
    let selection = program.read("x/.istio-imgen/selection.yaml");
    assert!(selection.contains("hub: registry.example.com/a\n") && selection.contains("tag: t2\n"), "{selection}");
    assert!(!selection.contains("PILOT_HTTP10") && !selection.contains("newest"), "{selection}");
    // The selection is itself a preset that gives the same context.
    program.run(&["new", "again", "-p", "x/.istio-imgen/selection.yaml", "--no-input"]).exits(0);
    assert_eq!(files(&program.directory().join("x")), files(&program.directory().join("again")));
}

#[test]
fn presets_that_extend_themselves_end_in_a_finding() {
    let program = Program::new();
    program.write("a.yaml", "extends: [b.yaml]\n");
    program.write("b.yaml", "extends: [a.yaml]\n");
    program.run(&["new", "x", "-p", "a.yaml", "--no-input"]).exits(3).says("extends itself");
}

#[test]
fn combinations_that_cannot_run_are_findings_with_a_way_out() {
    let program = Program::new();
    let with = |flags: &[&str]| program.run(&new(&[MINIMAL, flags].concat()));
    with(&["--base", "alpine"]).exits(3).says("musl").says("these work");
    with(&["--base", "distroless-cc"]).exits(3).says("iptables");
    with(&["--component", "ztunnel", "--istio", "1.17.8"]).exits(3).says("has no image `ztunnel`").says("since 1.18");
    with(&["--platform", "linux/s390x"]).exits(3).says("linux/s390x");
    with(&["--component", "init", "--set", "component.init.slim=true"]).exits(3).says("component.init.base");
}

#[test]
fn a_slim_init_image_has_the_agent_and_no_envoy() {
    let program = Program::new();
    let flags = ["--component", "init", "--set", "component.init.slim=true", "--base", "debian"];
    program.run(&new(&[MINIMAL, &flags].concat())).exits(0);
    let dockerfile = program.read("x/Dockerfile");
    assert!(dockerfile.contains("AS init") && dockerfile.contains("/usr/local/bin/pilot-agent"), "{dockerfile}");
    assert!(!dockerfile.contains("envoy") && dockerfile.contains("iptables"), "{dockerfile}");
    assert!(program.read("x/README.md").contains("proxy_init"));
}

#[test]
fn init_of_a_modern_release_is_proxyv2_and_told_so() {
    let program = Program::new();
    program.run(&new(&[MINIMAL, &["--component", "init"]].concat())).exits(0).says("has no init image");
    assert!(program.read("x/Dockerfile").contains("AS proxy"));
}

#[test]
fn prebuilt_binaries_are_looked_at() {
    let program = Program::new();
    let path = "component.proxy.prebuilt.envoy.linux/amd64.path=./envoy";
    let run = || program.run(&["new", "x", "-p", "overlay-envoy", "--set", path, "--no-input"]);
    run().exits(74).says("cannot read `./envoy`");
    program.write("envoy", "#!/bin/sh\n");
    run().exits(3).says("no ELF program");
    let program_of_this_machine = std::fs::read(env!("CARGO_BIN_EXE_istio-imgen")).unwrap();
    std::fs::write(program.directory().join("envoy"), &program_of_this_machine).unwrap();
    if cfg!(target_arch = "x86_64") {
        run().exits(0);
        let context = files(&program.directory().join("x"));
        assert_eq!(context["prebuilt/envoy/amd64"], (program_of_this_machine, true));
        assert!(program.read("x/Dockerfile").contains("COPY --chmod=0755 prebuilt/envoy/amd64 /usr/local/bin/envoy"));
        let arm = "component.proxy.prebuilt.envoy.linux/arm64.path=./envoy";
        let flags = ["--platform", "linux/arm64", "--set", arm];
        program.run(&[&["new", "y", "-p", "overlay-envoy", "--no-input"], &flags[..]].concat()).exits(3).says("arm64");
    }
}

#[test]
fn offline_without_a_cache_says_what_to_do() {
    let program = Program::new();
    let flags = ["--binaries", "source", "--offline", "--istio-source", "https://git.example.com/istio"];
    program.run(&new(&[MINIMAL, &flags].concat())).exits(4);
    assert!(!program.directory().join("x").exists());
}

#[test]
fn a_pinned_commit_that_the_tag_does_not_name_is_refused() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    let pin = format!("istio.commit={}", "0".repeat(40));
    let flags = ["--binaries", "source", "--istio-source", "istio.git", "--set", pin.as_str()];
    program.run(&new(&[MINIMAL, &flags].concat())).exits(10).says(&"0".repeat(40));
}

#[test]
fn passwords_in_urls_are_never_written_or_said() {
    let program = Program::new();
    let url = "https://someone:hunter2@git.example.com/istio";
    let flags = ["--istio-source", url, "--offline"];
    program.run(&new(&[MINIMAL, &flags].concat())).exits(0);
    for (path, (bytes, _)) in files(&program.directory().join("x")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("hunter2"), "{path}");
    }
    let flags = ["--istio-source", url, "--offline", "--binaries", "source", "--format", "json"];
    let ran = program.run(&[&["new", "y", "--preset", "minimal", "--no-input"], &flags[..]].concat()).exits(4);
    assert!(!ran.out().contains("hunter2") && !ran.err().contains("hunter2"), "{}", ran.err());
}

#[test]
fn values_cannot_become_instructions() {
    let program = Program::new();
    program.write(
        "p.yaml",
        "extends: [minimal]\nenv: {pilot: {PILOT_TRACE_SAMPLING: \"1\\nRUN evil\"}}\nlabels: {'a b': x, ok: \"x\\u2028USER 0\"}\nhub: \"example.com/x\\\"]\\nUSER 0\"\ntag: 'x${HOME}'\n",
    );
    let ran = program.run(&["new", "x", "-p", "p.yaml", "--no-input"]).exits(3);
    ran.says("U+000A").says("no name of a label").says("U+2028").says("no registry prefix").says("no image tag");
}

#[test]
fn messages_are_said_in_portuguese_too() {
    let program = Program::new();
    program.run(&["--lang", "pt-BR", "new", "x"]).exits(3).says("falta `istio.tag`").says("ajuda");
    let ran = program.run(&["new", "--help", "--lang=pt-BR"]).exits(0);
    assert!(ran.out().contains("Opções:") && ran.out().contains("Uso:"), "{}", ran.out());
    program.run(&["new", "x", "--preset", "minimal", "--no-input", "--lang", "pt-BR"]).exits(0);
    assert!(program.read("x/README.md").contains("Imagens personalizadas"));
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    let program = Program::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_istio-imgen"))
        .args(["list", "releases"])
        .env_clear()
        .current_dir(program.directory())
        .stdout(writer)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn lists_know_every_release_component_base_and_preset() {
    let program = Program::new();
    let rows =
        |what: &str| program.run(&["list", what, "--format", "json"]).exits(0).json().as_array().unwrap().clone();
    assert!(rows("releases").len() >= 280);
    assert_eq!(rows("components").len(), 6);
    assert!(rows("bases").iter().any(|row| row["id"] == "ubi9"));
    assert!(rows("presets").iter().any(|row| row["name"] == "workshop"));
}

#[test]
fn an_image_on_another_base_has_all_that_the_official_one_has() {
    let program = Program::new();
    let flags = ["--istio", "1.12.9", "--component", "proxy,cni", "--base", "debian"];
    program.run(&new(&[MINIMAL, &flags].concat())).exits(0);
    let dockerfile = program.read("x/Dockerfile");
    for words in [
        "/etc/istio/extensions/stats-filter.compiled.wasm /etc/istio/extensions/stats-filter.compiled.wasm",
        "PATH=\"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/cni/bin\"",
        "ISTIO_META_ISTIO_PROXY_SHA=\"istio-proxy:",
        "WORKDIR /opt/cni/bin",
    ] {
        assert!(dockerfile.contains(words), "no {words} in {dockerfile}");
    }
    assert!(!dockerfile.contains("\\$PATH"), "{dockerfile}");
}
