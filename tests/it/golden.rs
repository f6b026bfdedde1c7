//! The rendered context of each preset is an example in the repository, and the golden file of this test.
//!
//! `BLESS=1 cargo test --test it golden` writes them anew.

use crate::support::{Program, examples, files, istio, root};
use std::path::Path;

/// The same in every context, so in none of the examples: the tests of schemas look at it.
const SCHEMA: &str = ".istio-imgen/preset.schema.json";

/// What some presets leave open.
fn answers(preset: &str) -> Vec<String> {
    let prebuilt = "component.proxy.prebuilt.envoy.linux/amd64";
    match preset {
        "overlay-envoy" => vec![
            format!("--set={prebuilt}.url=https://downloads.example.com/envoy-linux-amd64"),
            format!("--set={prebuilt}.sha256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        ],
        "source-distroless" => vec!["--istio-source=istio.git".to_owned()],
        _ => Vec::new(),
    }
}

fn generate(program: &Program, preset: &str, directory: &str) {
    let answers = answers(preset);
    let own = root().join("examples/presets/everything.yaml");
    let preset = if preset == EVERYTHING { own.to_str().unwrap() } else { preset };
    let mut arguments = vec!["new", directory, "--preset", preset, "--no-input", "--offline"];
    arguments.extend(answers.iter().map(String::as_str));
    program.run(&arguments).exits(0);
}

fn presets() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(root().join("presets"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.push(EVERYTHING.to_owned());
    names.sort();
    names
}

/// The preset that is not in the box, as it brings files of its own.
const EVERYTHING: &str = "everything";

#[test]
fn examples_are_what_the_program_writes() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    let blessing = std::env::var_os("BLESS").is_some();
    let mut differing = Vec::new();
    for preset in presets() {
        generate(&program, &preset, &preset);
        let example = root().join("examples").join(&preset);
        if blessing {
            let _ = std::fs::remove_dir_all(&example);
            copy(&program.directory().join(&preset), &example);
            std::fs::remove_file(example.join(SCHEMA)).unwrap();
        }
        let (wanted, mut found) = (files(&example), files(&program.directory().join(&preset)));
        found.remove(SCHEMA);
        assert!(!wanted.is_empty(), "examples/{preset} is missing");
        let names = wanted.keys().chain(found.keys());
        differing
            .extend(names.filter(|name| wanted.get(*name) != found.get(*name)).map(|name| format!("{preset}/{name}")));
    }
    differing.sort();
    differing.dedup();
    assert!(differing.is_empty(), "these differ from examples/ (BLESS=1 writes them anew): {differing:#?}");
}

#[test]
fn every_example_has_a_preset() {
    let presets = presets();
    for example in examples() {
        let name = example.file_name().unwrap().to_str().unwrap();
        assert!(presets.iter().any(|preset| preset == name), "examples/{name} has no preset");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_wherever_and_whoever() {
    let program = Program::new();
    generate(&program, "minimal", "one");
    let elsewhere = Program::new();
    elsewhere
        .command(&["new", "deep/er/two", "--preset", "minimal", "--no-input"])
        .envs([("LANG", "pt_BR.UTF-8"), ("TZ", "Asia/Tokyo"), ("USER", "somebody"), ("SOURCE_DATE_EPOCH", "1")])
        .assert()
        .success();
    assert_eq!(files(&program.directory().join("one")), files(&elsewhere.directory().join("deep/er/two")));
}

#[test]
fn sources_in_a_context_are_upstreams_bytes_and_modes() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    generate(&program, "source-distroless", "context");
    let fixture = files(&root().join("tests/istio/1.30.3"));
    let copied = files(&program.directory().join("context/src"));
    assert!(copied.contains_key("pilot/cmd/pilot-agent/main.go"));
    assert!(copied.contains_key("tools/packaging/common/envoy_bootstrap.json"));
    assert!(!copied.contains_key("istioctl/cmd/istioctl/main.go"), "only what the build needs");
    for (path, file) in &copied {
        assert_eq!(fixture.get(path), Some(file), "{path}");
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
