//! The rules of the house, held by the tests.

use crate::support::{Program, root};
use std::path::{Path, PathBuf};

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

fn below(directory: &str, ending: &str) -> Vec<PathBuf> {
    fn walk(directory: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.to_str().unwrap().ends_with(ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(directory), ending, &mut found);
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned()
}

#[test]
fn no_source_file_is_longer_than_a_person_can_hold() {
    for path in below("src", ".rs") {
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 400, "{} has {lines} lines", name(&path));
    }
}

#[test]
fn what_touches_the_world_is_named_in_the_architecture() {
    let architecture = read("ARCHITECTURE.md");
    for path in below("src", ".rs") {
        let text = std::fs::read_to_string(&path).unwrap();
        let outside_tests = text.split("#[cfg(test)]").next().unwrap();
        if outside_tests.contains("allow(clippy::disallowed_methods") {
            let name = name(&path);
            assert!(architecture.contains(&format!("`{name}`")), "ARCHITECTURE.md does not name {name}");
        }
    }
}

#[test]
fn no_test_is_switched_off_and_nothing_is_left_to_do() {
    for path in below("src", ".rs").into_iter().chain(below("tests/it", ".rs")) {
        if path.ends_with("house.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for sign in ["#[ignore", "todo!(", "unimplemented!(", "FIXME", "TODO"] {
            assert!(!text.contains(sign), "{sign} in {}", name(&path));
        }
    }
}

#[test]
fn the_two_commands_of_the_readme_are_those_of_the_gate() {
    let readme = read("README.md");
    let block = readme.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let commands: Vec<&str> = block.lines().collect();
    assert_eq!(commands.len(), 2, "{block}");
    assert!(commands[0].starts_with("cargo run --locked -- new "), "{block}");
    assert!(read(".ci/run").contains(commands[1]), "{}", commands[1]);
}

/// Every line of a shell block of the README that calls the program is run as it stands.
#[test]
fn the_commands_of_the_readme_work() {
    let program = Program::new();
    crate::support::istio("1.30.3", program.directory());
    std::fs::rename(program.directory().join("istio.git"), program.directory().join("istio")).unwrap();
    program.write("ci.yaml", "schema: 1\nextends: [minimal]\nhub: registry.example.com/mesh\n");
    let readme = read("README.md");
    let mut ran = 0;
    for block in readme.split("```sh\n").skip(1) {
        for line in block.split("```").next().unwrap().lines() {
            if let Some(arguments) = line.strip_prefix("istio-imgen ") {
                let words: Vec<&str> = arguments.split_whitespace().collect();
                program.run(&words).exits(0);
                ran += 1;
            }
        }
    }
    assert!(ran >= 6, "the README shows {ran} commands");
}

#[test]
fn the_readme_names_every_component_base_and_preset() {
    let program = Program::new();
    let readme = read("README.md");
    for (what, key) in [("components", "id"), ("bases", "id"), ("presets", "name")] {
        for row in program.run(&["list", what, "--format", "json"]).exits(0).json().as_array().unwrap() {
            let id = row[key].as_str().unwrap();
            assert!(readme.contains(&format!("| `{id}` |")), "README.md has no row for {what} `{id}`");
        }
    }
}

#[test]
fn the_changelog_knows_this_version() {
    assert!(read("CHANGELOG.md").contains(&format!("## {}", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn every_preset_renders_in_every_language() {
    let program = Program::new();
    crate::support::istio("1.30.3", program.directory());
    for path in below("presets", ".yaml") {
        let preset = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut arguments = vec!["new", preset.as_str(), "--preset", preset.as_str(), "--no-input", "--lang", "pt-BR"];
        arguments.extend(["--istio-source", "istio.git", "--set", "component.proxy.binaries=release"]);
        program.run(&arguments).exits(0);
        assert!(program.read(&format!("{preset}/Dockerfile")).contains("é a imagem"), "{preset}");
    }
}

/// Facts of a machine have no place in the project.
#[test]
fn the_project_speaks_of_itself_alone() {
    for path in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = read(path);
        for word in ["/work/", "/root/", "/tmp/", "/home/"] {
            assert!(!text.contains(word), "{word} in {path}");
        }
    }
}
