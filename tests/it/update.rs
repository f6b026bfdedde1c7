//! `update` and `diff`: a context that a person has edited, brought to another release and back.

use crate::support::{Program, Ran, files, istio};

/// A context of an old release with a user's edits in three files, and their git configuration against us.
fn edited() -> Program {
    let program = Program::new();
    let hostile = "[merge]\n\tdefault = union\n\tconflictStyle = merge\n[core]\n\tautocrlf = true\n";
    program.write("home/.gitconfig", hostile);
    program.write("home/.config/git/attributes", "* merge=union eol=crlf\n");
    let flags = ["--set", "mesh.accessLogFile=/dev/stdout", "--set", "env.pilot.PILOT_TRACE_SAMPLING=10"];
    let new = ["new", "x", "-p", "hardened", "--istio", "1.28.10", "--no-input"];
    program.run(&[&new[..], &flags].concat()).exits(0);
    edit(&program, "x/Dockerfile", "EXPOSE ", "# Ours\nEXPOSE ");
    edit(&program, "x/env/pilot.env", "PILOT_TRACE_SAMPLING=10\n", "PILOT_TRACE_SAMPLING=10\nOURS=1\n");
    edit(&program, "x/config-files/mesh.yaml", "accessLogFile: /dev/stdout\n", "accessLogFile: /dev/stdout\n# ours\n");
    program.write("x/notes.txt", "mine\n");
    program
}

fn edit(program: &Program, path: &str, from: &str, to: &str) {
    let text = program.read(path);
    assert!(text.contains(from), "no {from:?} in {path}:\n{text}");
    program.write(path, &text.replacen(from, to, 1));
}

/// A change of a line that every release writes otherwise.
fn insist(program: &Program) {
    edit(program, "x/docker-bake.hcl", "default = \"1.28.10-custom\"", "default = \"1.28.10-ours\"");
}

fn actions(ran: &Ran) -> Vec<(String, String)> {
    let document = ran.json();
    let rows = document["files"].as_array().unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    rows.iter().map(|row| (text(&row["path"]), text(&row["action"]))).collect()
}

#[test]
fn edits_are_kept_over_two_minor_releases() {
    let program = edited();
    let ran = program.run(&["update", "x", "--istio", "1.30.3"]).exits(0);
    assert!(ran.out().contains("Istio 1.28.10 → 1.30.3") && ran.out().contains("compiled with Go"), "{}", ran.out());
    let dockerfile = program.read("x/Dockerfile");
    assert!(dockerfile.contains("# Ours\nEXPOSE ") && dockerfile.contains("pilot:1.30.3"), "{dockerfile}");
    assert!(!dockerfile.contains("1.28.10"), "{dockerfile}");
    assert!(program.read("x/env/pilot.env").contains("OURS=1\n"));
    assert!(program.read("x/config-files/mesh.yaml").contains("# ours\n"));
    assert_eq!(program.read("x/notes.txt"), "mine\n");
    assert!(program.read("x/.istio-imgen/selection.yaml").contains("tag: 1.30.3\n"));
    assert!(!program.directory().join("x/.istio-imgen/update").exists());

    // Once more: nothing to do, and nothing is written.
    let before = files(&program.directory().join("x"));
    let written = |path: &str| program.directory().join(path).metadata().unwrap().modified().unwrap();
    let stamp = written("x/Dockerfile");
    program.run(&["update", "x", "--istio", "1.30.3"]).exits(0).says("up to date");
    assert_eq!(files(&program.directory().join("x")), before);
    assert_eq!(written("x/Dockerfile"), stamp);
    // But for the edits it is what `new` makes.
    let ran = program.run(&["diff", "x", "--exit-code", "--format", "json"]).exits(8);
    assert_eq!(ran.json()["files"].as_array().unwrap().len(), 3, "{}", ran.out());
    assert_eq!(ran.json()["others"], serde_json::json!(["notes.txt"]));
}

#[test]
fn a_real_conflict_is_marked_and_told_and_nothing_else_is_lost() {
    let program = edited();
    insist(&program);
    let ran = program.run(&["update", "x", "--istio", "minor", "--offline", "--format", "json"]).exits(7);
    assert_eq!(ran.json()["status"], "conflicts");
    let rows = actions(&ran);
    assert!(rows.contains(&("docker-bake.hcl".into(), "conflict".into())), "{rows:?}");
    assert!(rows.contains(&("Dockerfile".into(), "merge".into())), "{rows:?}");
    assert!(rows.contains(&("env/pilot.env".into(), "keep".into())), "{rows:?}");
    let bake = program.read("x/docker-bake.hcl");
    let marked = "<<<<<<< yours\n  default = \"1.28.10-ours\"\n||||||| generated 1.28.10\n  default = \"1.28.10-custom\"\n=======\n  default = \"1.30.3-custom\"\n>>>>>>> generated 1.30.3\n";
    assert!(bake.contains(marked), "{bake}");
    assert!(program.read("x/Dockerfile").contains("# Ours\n"));

    // Not before the conflict is solved.
    program.run(&["update", "x"]).exits(6).says("under way");
    program.run(&["update", "x", "--continue"]).exits(7).says("`docker-bake.hcl`").says("in lines");
    edit(&program, "x/docker-bake.hcl", marked, "  default = \"1.30.3-ours\"\n");
    program.run(&["update", "x", "--continue"]).exits(0);
    assert!(!program.directory().join("x/.istio-imgen/update").exists());
    program.run(&["update", "x"]).exits(0).says("up to date");
    assert!(program.read("x/docker-bake.hcl").contains("1.30.3-ours"));
    program.run(&["update", "x", "--continue"]).exits(3).says("no update");
}

#[test]
fn an_update_is_taken_back_to_the_byte() {
    let program = edited();
    insist(&program);
    let before = files(&program.directory().join("x"));
    program.run(&["update", "x", "--istio", "1.30.3"]).exits(7);
    assert_ne!(files(&program.directory().join("x")), before);
    program.run(&["update", "x", "--abort"]).exits(0);
    assert_eq!(files(&program.directory().join("x")), before);
    assert!(!program.directory().join("x/.istio-imgen/update").exists());
    program.run(&["update", "x", "--abort"]).exits(3);

    // What was edited in between is kept aside.
    program.run(&["update", "x", "--istio", "1.30.3"]).exits(7);
    program.write("x/docker-bake.hcl", "half solved\n");
    program.run(&["update", "x", "--abort"]).exits(0).says("`docker-bake.hcl.orig`");
    let mut expected = before;
    expected.insert("docker-bake.hcl.orig".into(), (b"half solved\n".to_vec(), false));
    assert_eq!(files(&program.directory().join("x")), expected);
}

#[test]
fn a_dry_run_shows_each_file_and_writes_nothing() {
    let program = edited();
    insist(&program);
    let before = files(&program.directory().join("x"));
    let ran = program.run(&["update", "x", "--istio", "1.30.3", "--dry-run"]).exits(0).says("exit with 7");
    let out = ran.out();
    for words in ["--- now/Dockerfile\n", "+FROM ${ISTIO_HUB}/pilot:1.30.3", "conflict", "+<<<<<<< yours"] {
        assert!(out.contains(words), "no {words:?} in {out}");
    }
    assert_eq!(files(&program.directory().join("x")), before);
    let document = program.run(&["update", "x", "--istio", "1.30.3", "-n", "--format", "json"]).exits(0).json();
    assert_eq!((&document["status"], &document["would_exit"]), (&"planned".into(), &7.into()));
    assert_eq!(document["changes"]["skipped"], 1);
}

#[test]
fn the_selection_is_a_preset_that_people_edit_and_comment() {
    let program = Program::new();
    program.run(&["new", "x", "-p", "minimal", "--istio", "1.30.2", "--no-input"]).exits(0);
    let selection = "x/.istio-imgen/selection.yaml";
    let text = program.read(selection);
    program.write(
        selection,
        &format!("# why we have this\n{text}env:\n  pilot:\n    PILOT_HTTP10: 'true' # old clients\n"),
    );
    program.run(&["update", "x", "--istio", "patch", "--offline"]).exits(0);
    assert!(program.read("x/env/pilot.env").contains("PILOT_HTTP10=true\n"));
    let text = program.read(selection);
    assert!(text.starts_with("# why we have this\n") && text.contains("# old clients"), "{text}");
    assert!(text.contains("tag: 1.30.3\n"), "{text}");
    program.run(&["update", "x", "--templates"]).exits(0).says("up to date");
    assert_eq!(program.read(selection), text);
    program.run(&["update", "x", "--set", "tag=other"]).exits(0);
    assert!(program.read("x/docker-bake.hcl").contains("\"other\""));
    assert!(program.read(selection).contains("# old clients"));
}

#[test]
fn an_update_that_cannot_be_made_changes_nothing() {
    let program = edited();
    let before = files(&program.directory().join("x"));
    program.run(&["update", "x", "--istio", "1.30.99"]).exits(4);
    program.run(&["update", "x", "--set", "env.pilot.NO_SUCH_VARIABLE_AT_ALL=1"]).exits(3).says("NO_SUCH_VARIABLE");
    program.run(&["update", "x", "--set", "component.proxy.base=alpine"]).exits(3);
    program.run(&["update", "nowhere"]).exits(3).says("no build context");
    assert_eq!(files(&program.directory().join("x")), before);
    program.write("x/.istio-imgen/pristine.json", "<<<<<<< HEAD\n");
    program.run(&["update", "x"]).exits(3).says("`.istio-imgen/pristine.json` is damaged");
    program.run(&["diff", "x"]).exits(3).says("damaged");
}

#[test]
fn what_was_not_chosen_any_more_goes_and_what_was_edited_stays() {
    let program = edited();
    edit(&program, "x/Dockerfile", "# Ours\n", "");
    let ran = program.run(&["update", "x", "--set", "components=proxy", "--format", "json"]).exits(0);
    let rows = actions(&ran);
    assert!(rows.contains(&("env/pilot.env".into(), "yours".into())), "{rows:?}");
    assert!(program.read("x/env/pilot.env").contains("OURS=1"));
    assert!(!program.read("x/Dockerfile").contains("AS pilot"));
}

#[test]
fn sources_are_updated_by_their_digests() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    let source = ["--istio-source", "istio.git"];
    let new = ["new", "x", "-p", "source-distroless", "--no-input"];
    program.run(&[&new[..], &source].concat()).exits(0);
    let set = ["--set", "istio.source=istio.git"];
    program.run(&[&["update", "x"], &set[..]].concat()).exits(0).says("up to date");
    // An edit of a source is kept; what upstream has is not changed by it.
    program.write("x/src/pilot/cmd/pilot-agent/main.go", "package main // ours\n");
    std::fs::remove_file(program.directory().join("x/src/LICENSE")).unwrap();
    let ran = program.run(&[&["update", "x", "--set", "tag=other", "--format", "json"], &set[..]].concat()).exits(0);
    let rows = actions(&ran);
    assert!(rows.contains(&("src/pilot/cmd/pilot-agent/main.go".into(), "keep".into())), "{rows:?}");
    assert!(rows.contains(&("src/LICENSE".into(), "stays-deleted".into())), "{rows:?}");
    assert_eq!(program.read("x/src/pilot/cmd/pilot-agent/main.go"), "package main // ours\n");
    let ran = program.run(&["diff", "x", "--exit-code"]).exits(8);
    assert!(ran.out().contains("gitoid:blob:sha1:"), "{}", ran.out());
}

#[test]
fn a_context_with_programs_of_the_user_is_made_again_from_itself() {
    if !cfg!(target_arch = "x86_64") {
        return;
    }
    let program = Program::new();
    std::fs::copy(env!("CARGO_BIN_EXE_istio-imgen"), program.directory().join("envoy")).unwrap();
    let path = "component.proxy.prebuilt.envoy.linux/amd64.path=./envoy";
    program.run(&["new", "x", "-p", "overlay-envoy", "--set", path, "--no-input"]).exits(0);
    std::fs::remove_file(program.directory().join("envoy")).unwrap();
    program.run(&["update", "x"]).exits(0).says("up to date");
}

/// Packages, authorities, files, a wrapper, extensions and instructions of the user's, with edits in what they brought.
#[test]
fn all_that_a_user_brought_stays_over_two_minor_releases() {
    let program = Program::new();
    let everything = crate::support::root().join("examples/presets/everything.yaml");
    let new = ["new", "x", "-p", everything.to_str().unwrap(), "--istio", "1.28.10", "--no-input", "--offline"];
    program.run(&new).exits(0);
    let brought = files(&program.directory().join("x"));
    edit(&program, "x/Dockerfile", "EXPOSE 15020", "# Ours\nEXPOSE 15020");
    edit(&program, "x/rootfs/all/etc/motd", "platform team", "platform team and us");
    let wrapper = "x/rootfs/pilot/usr/local/bin/entrypoint-wrapper";
    edit(&program, wrapper, "exec \"$@\"", "exec nice \"$@\"");
    let update = |rest: &[&str]| program.run(&[&["update", "x", "--offline"], rest].concat());
    update(&["--istio", "1.30.3"]).exits(0);
    let dockerfile = program.read("x/Dockerfile");
    assert!(dockerfile.contains("# Ours\nEXPOSE 15020") && dockerfile.contains("pilot:1.30.3"), "{dockerfile}");
    for (words, place) in [
        ("--no-install-recommends procps", "packages"),
        ("certificates/all", "authorities"),
        ("EXAMPLE_STEP=\"before packages\"", "instructions"),
        ("ENTRYPOINT [\"/usr/local/bin/entrypoint-wrapper\"", "wrapper"),
    ] {
        assert!(dockerfile.contains(words), "{place}: no {words:?} in {dockerfile}");
    }
    assert!(program.read("x/rootfs/all/etc/motd").contains("and us"));
    assert!(program.read(wrapper).contains("exec nice"));
    let now = files(&program.directory().join("x"));
    for (path, held) in brought.iter().filter(|(path, _)| {
        ["certificates/", "archives/", "extensions/", "rootfs/proxy/"].iter().any(|place| path.starts_with(place))
    }) {
        assert_eq!(now.get(path), Some(held), "{path}");
    }
    // The context is made again from what it holds, edits and all, and it is the one that `new` makes but for the Dockerfile's.
    update(&[]).exits(0).says("up to date");
    let drift = program.run(&["check", "x", "--locked", "--offline", "--format", "json"]).exits(8).json();
    let drifted: Vec<&str> =
        drift["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert_eq!(drifted, ["Dockerfile"]);
    // A file that is brought anew does not overwrite an edit.
    program.write("motd", "Another one.\n");
    edit(&program, "x/rootfs/all/etc/motd", "and us", "and us, too");
    let now = files(&program.directory().join("x"));
    update(&["--set", "customize.all.files.motd.path=./motd"]).exits(7).says("conflicts to solve: 1");
    assert!(program.read("x/rootfs/all/etc/motd").contains("and us"));
    assert_eq!(program.read("x/rootfs/all/etc/motd.new"), "Another one.\n");
    update(&["--abort"]).exits(0);
    assert_eq!(files(&program.directory().join("x")), now);
}

#[test]
fn a_run_that_died_on_the_way_is_taken_back_before_the_next_one() {
    let program = edited();
    let before = files(&program.directory().join("x"));
    // As a run leaves it that dies between two renames.
    let stage = "x/.istio-imgen-stage-Ab12Cd";
    program.write(&format!("{stage}/0"), &program.read("x/Dockerfile"));
    program.write("x/Dockerfile", "half an update\n");
    let steps = r#"{"steps": [{"from": "Dockerfile", "to": ".istio-imgen-stage-Ab12Cd/0"}, {"from": ".istio-imgen-stage-Ef34Gh/Dockerfile", "to": "Dockerfile"}]}"#;
    program.write("x/.istio-imgen-journal", steps);
    program.write("x/.istio-imgen-stage-Ef34Gh/other", "");
    program.run(&["diff", "x"]).exits(0);
    assert_eq!(files(&program.directory().join("x")), before);
}

#[test]
fn a_context_that_is_not_what_its_selection_gives_is_told_line_by_line() {
    let program = edited();
    let locked = || program.run(&["check", "x", "--locked"]);
    let ran = locked().exits(8);
    assert!(ran.out().contains("+# Ours\n") && ran.out().contains("+OURS=1\n"), "{}", ran.out());
    assert!(!ran.out().contains("notes.txt"), "a file of the user is no drift: {}", ran.out());

    // What the selection leaves to the user is not compared and not updated.
    let keep = ["update", "x", "--set", "keep=env/pilot.env,config-files,Dockerfile"];
    program.run(&keep).exits(0);
    locked().exits(0).says("is what its selection gives");
    program.run(&["update", "x", "--istio", "1.30.3"]).exits(0);
    assert!(program.read("x/Dockerfile").contains("pilot:1.28.10"), "kept as it is");
    locked().exits(0);

    // A selection that was edited and not rendered is drift too, and so is a file that went.
    edit(&program, "x/.istio-imgen/selection.yaml", "tag: 1.30.3", "tag: 1.30.2");
    std::fs::remove_file(program.directory().join("x/.dockerignore")).unwrap();
    let ran = program.run(&["check", "x", "--locked", "--format", "json"]).exits(8);
    let document = ran.json();
    let paths: Vec<&str> =
        document["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert!(paths.contains(&".dockerignore") && paths.contains(&"docker-bake.hcl"), "{paths:?}");
    assert_eq!(document["kept"].as_array().unwrap().len(), 4, "{document}");
    assert_eq!(document["others"], serde_json::json!(["notes.txt"]));
}

#[test]
fn what_a_context_is_behind_in_is_told() {
    let program = Program::new();
    program.run(&["new", "x", "-p", "minimal", "--istio", "1.28.3", "--no-input"]).exits(0);
    let ran = program.run(&["outdated", "x", "--offline"]).exits(8);
    for words in ["1.28.3 → 1.28.10", "1.28.3 → 1.30.3", "2026-07-01"] {
        assert!(ran.out().contains(words), "no {words:?} in {}", ran.out());
    }
    program.run(&["update", "x", "--istio", "patch", "--offline"]).exits(0);
    let document = program.run(&["outdated", "x", "--offline", "--format", "json"]).exits(8).json();
    assert_eq!(document["istio"]["newer"]["patch"], serde_json::Value::Null);
    assert_eq!(document["istio"]["newer"]["minor"], "1.30.3");
    program.run(&["update", "x", "--istio", "minor", "--offline"]).exits(0);
    program.run(&["outdated", "x", "--offline"]).exits(0).says("nothing is outdated");

    // Hosts that close are told of the images that the context really starts from.
    let allow = ["--set", "endpoints.allow=gcr.io", "--istio-hub", "gcr.io/istio-release"];
    let new = ["new", "y", "-p", "minimal", "--istio", "1.30.3", "--no-input"];
    program.run(&[&new[..], &allow].concat()).exits(0);
    let ran = program.run(&["outdated", "y", "--offline"]).exits(8);
    assert!(ran.out().contains("gcr.io/istio-release closes in 2026-12"), "{}", ran.out());
}

#[test]
fn newer_releases_come_from_the_tags_of_the_source() {
    let program = Program::new();
    let repository = istio("1.30.3", program.directory());
    program.run(&["new", "x", "-p", "minimal", "--istio", "1.30.3", "--no-input"]).exits(0);
    let repository = git2::Repository::open(repository).unwrap();
    let commit = repository.revparse_single("refs/heads/master").unwrap();
    for tag in ["1.30.4", "1.31.0-rc.1", "1.32.1"] {
        repository.tag_lightweight(tag, &commit, false).unwrap();
    }
    let text = program.read("x/.istio-imgen/selection.yaml");
    let source = format!("  source: {}\n", program.directory().join("istio.git").display());
    program.write(
        "x/.istio-imgen/selection.yaml",
        &text.replacen("  tag: 1.30.3\n", &format!("  tag: 1.30.3\n{source}"), 1),
    );
    let ran = program.run(&["outdated", "x"]).exits(8);
    assert!(ran.out().contains("→ 1.30.4") && ran.out().contains("→ 1.32.1"), "{}", ran.out());
    assert!(ran.out().contains("six weeks after 1.32.0"), "{}", ran.out());
}

/// The patterns of `renovate.json` find each image and each mention of the release in the files that lie beside it.
#[test]
fn the_bot_finds_every_reference() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    let new = ["new", "x", "-p", "source-distroless", "--istio-source", "istio.git", "--no-input"];
    program.run(&[&new[..], &["--set", "component.pilot.base=debian"]].concat()).exits(0);
    let config: serde_json::Value = serde_json::from_str(&program.read("x/renovate.json")).unwrap();
    let rules = config["packageRules"].as_array().unwrap();
    let of_sources = |rule: &&serde_json::Value| rule["matchFileNames"] == serde_json::json!(["**/src/**"]);
    assert!(rules.iter().any(|rule| of_sources(&rule) && rule["enabled"] == false), "Istio's go.mod is none of ours");
    let found = found_by_bot(&program);
    assert_eq!(
        found,
        [
            ".istio-imgen/selection.yaml: istio/istio 1.30.3",
            "Dockerfile: docker.io/istio/proxyv2 1.30.3-distroless",
            "Dockerfile: docker.io/library/debian trixie-slim",
            "Dockerfile: docker.io/library/golang 1.26.5",
            "docker-bake.hcl: istio/istio 1.30.3",
        ]
    );
}

/// What the patterns of `renovate.json` find: package, version and digest, in the files that lie beside it.
fn found_by_bot(program: &Program) -> Vec<String> {
    let config: serde_json::Value = serde_json::from_str(&program.read("x/renovate.json")).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let mut found = Vec::new();
    for manager in config["customManagers"].as_array().unwrap() {
        let files: Vec<regex::Regex> = manager["managerFilePatterns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|pattern| regex::Regex::new(text(pattern).trim_matches('/')).unwrap())
            .collect();
        for (path, (bytes, _)) in files_of(program) {
            if !files.iter().any(|pattern| pattern.is_match(&path)) {
                continue;
            }
            let content = String::from_utf8(bytes).unwrap();
            for pattern in manager["matchStrings"].as_array().unwrap() {
                for captured in regex::Regex::new(&text(pattern)).unwrap().captures_iter(&content) {
                    let name = captured
                        .name("depName")
                        .map_or_else(|| text(&manager["depNameTemplate"]), |name| name.as_str().to_owned());
                    let package = manager["packageNameTemplate"]
                        .as_str()
                        .map(|template| template.replace("{{{depName}}}", &name))
                        .or_else(|| Some(captured.name("packageName")?.as_str().to_owned()));
                    let digest = captured.name("currentDigest").map_or("", |digest| &digest.as_str()[..12]);
                    let row = format!("{path}: {} {} {digest}", package.unwrap_or(name), &captured["currentValue"]);
                    found.push(row.trim_end().to_owned());
                }
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_bot_finds_every_pin_in_both_of_its_places() {
    let program = Program::new();
    let pin = |image: &str, letter: &str| {
        format!("pins.docker.io/istio/{image}:1.30.3-distroless=sha256:{}", letter.repeat(64))
    };
    let (pilot, proxy) = (pin("pilot", "a"), pin("proxyv2", "b"));
    program.run(&["new", "x", "-p", "minimal", "--no-input", "--set", &pilot, "--set", &proxy]).exits(0);
    let found = found_by_bot(&program);
    for (image, digest) in [("pilot", "sha256:aaaaa"), ("proxyv2", "sha256:bbbbb")] {
        for file in ["Dockerfile", ".istio-imgen/selection.yaml"] {
            let row = format!("{file}: docker.io/istio/{image} 1.30.3-distroless {digest}");
            assert_eq!(found.iter().filter(|found| **found == row).count(), 1, "{row} in {found:#?}");
        }
    }
    assert_eq!(found.len(), 6, "{found:#?}");
    // A bot that changes both places leaves a context that is what its selection gives.
    for file in ["x/Dockerfile", "x/.istio-imgen/selection.yaml"] {
        program.write(file, &program.read(file).replace(&"a".repeat(64), &"c".repeat(64)));
    }
    program.run(&["update", "x", "--offline"]).exits(0);
    program.run(&["check", "x", "--locked"]).exits(0);
}

fn files_of(program: &Program) -> std::collections::BTreeMap<String, (Vec<u8>, bool)> {
    files(&program.directory().join("x"))
}
