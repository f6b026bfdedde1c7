//! Contexts that hold sources: what is in them and why, patched, whole or vendored; and what goes wrong on the way.

mod failing;
mod patching;
mod vendoring;

use crate::support::git_server::{GitServer, Reply};
use crate::support::{Program, files, istio};
use std::collections::BTreeSet;

/// A tag that the catalogue knows, so that nothing but the sources is fetched.
const TAG: &str = "1.30.3";

/// The arguments of `new` for a context that compiles pilot and proxy from a clone beside it.
fn from_clone<'a>(directory: &'a str, rest: &[&'a str]) -> Vec<&'a str> {
    let start = ["new", directory, "--preset", "source-distroless", "--no-input", "--istio-source", "istio.git"];
    start.into_iter().chain(rest.iter().copied()).collect()
}

/// A program with such a clone in its directory.
fn with_clone() -> Program {
    let program = Program::new();
    istio(TAG, program.directory());
    program
}

fn sources(program: &Program, directory: &str) -> BTreeSet<String> {
    let files = files(&program.directory().join(directory).join("src"));
    files.into_keys().collect()
}

#[test]
fn the_plan_says_what_each_package_is_needed_by_and_what_each_component_costs() {
    let program = with_clone();
    let planned = program.run(&from_clone("x", &["--dry-run", "--format", "json"])).exits(0).json();
    let sources = &planned["sources"];
    let package = |name: &str| {
        let all = sources["packages"].as_array().unwrap();
        all.iter().find(|package| package["package"] == name).unwrap_or_else(|| panic!("no {name} in {all:#?}")).clone()
    };
    let features = package("pilot/pkg/features");
    assert_eq!(features["needed_by"], serde_json::json!(["pilot/cmd/pilot-discovery"]));
    assert_eq!(features["imported_by"], "pilot/cmd/pilot-discovery/app");
    assert!(features["bytes"].as_u64().unwrap() > 0);
    let both = package("pkg/version")["needed_by"].as_array().unwrap().len();
    assert_eq!(both, 2, "pkg/version is stored once for both");
    let files = |component: &str| sources["components"][component]["files"].as_u64().unwrap();
    let all = sources["files"].as_u64().unwrap();
    assert!(files("pilot") < all && files("proxy") < all && files("pilot") + files("proxy") > 0);
    assert!(!program.directory().join("x").exists());

    let text = program.run(&from_clone("x", &["--dry-run"])).exits(0).out();
    assert!(text.contains(&format!("pilot: {} files", files("pilot"))), "{text}");
}

#[test]
fn the_whole_tree_is_taken_when_it_is_asked_for() {
    let program = with_clone();
    program.run(&from_clone("trimmed", &[])).exits(0);
    program.run(&from_clone("whole", &["--full-source"])).exits(0);
    let trimmed = sources(&program, "trimmed");
    let whole = sources(&program, "whole");
    assert!(trimmed.is_subset(&whole));
    assert!(whole.contains("Makefile.core.mk") && !trimmed.contains("Makefile.core.mk"));
    let upstream = crate::support::root().join("tests/istio").join(TAG);
    assert_eq!(whole, files(&upstream).into_keys().collect());
    assert!(program.read("whole/.istio-imgen/selection.yaml").contains("full_source: 'true'"));
}

#[test]
fn a_switch_without_sources_is_told_to_change_nothing() {
    let program = Program::new();
    let arguments = ["new", "x", "--preset", "minimal", "--no-input", "--full-source"];
    program.run(&arguments).exits(0).says("changes nothing").says("binaries: source");
}

#[test]
fn a_cached_tag_is_exported_without_a_connection_and_the_cache_is_looked_after() {
    let program = with_clone();
    let server = GitServer::start(program.directory(), |_| Reply::Git);
    let url = server.url("istio.git");
    let new = |directory: &str| {
        let arguments = [
            "new",
            directory,
            "--preset",
            "source-distroless",
            "--no-input",
            "--istio-source",
            &url,
            "--cache-dir",
            "c",
        ];
        program.run(&arguments).exits(0);
    };
    new("one");
    let connections = server.connections();
    assert!(connections > 0);
    new("two");
    assert_eq!(server.connections(), connections, "the second run asked the server");
    let one = files(&program.directory().join("one"));
    assert_eq!(one, files(&program.directory().join("two")));

    let cache = |rest: &[&str]| program.run(&[&["cache"], rest, &["--cache-dir", "c"]].concat());
    let listed = cache(&["list", "--format", "json"]).exits(0).json();
    assert_eq!(listed["entries"][0]["url"], url);
    assert_eq!(listed["entries"][0]["tags"], serde_json::json!([TAG]));
    let bytes = listed["entries"][0]["bytes"].as_u64().unwrap();
    assert!(cache(&["list"]).exits(0).out().contains(TAG));
    let path = cache(&["path"]).exits(0).out();
    let entry = listed["entries"][0]["path"].as_str().unwrap().to_owned();
    assert!(entry.starts_with(path.trim_end()), "{entry} in {path}");
    cache(&["verify"]).exits(0);

    // A byte in the middle of the pack.
    let pack = std::fs::read_dir(program.directory().join(&entry).join("objects/pack")).unwrap();
    let pack =
        pack.map(|file| file.unwrap().path()).find(|path| path.extension().is_some_and(|e| e == "pack")).unwrap();
    let mut content = std::fs::read(&pack).unwrap();
    let middle = content.len() / 2;
    content[middle] ^= 0x55;
    std::fs::remove_file(&pack).unwrap();
    std::fs::write(&pack, content).unwrap();
    cache(&["verify"]).exits(10).says("damaged");
    assert_eq!(cache(&["list", "--format", "json"]).exits(0).json()["entries"], serde_json::json!([]));
    new("three");
    assert_eq!(one, files(&program.directory().join("three")));

    assert_eq!(
        cache(&["prune", "--max-size", "1G", "--format", "json"]).exits(0).json()["removed"],
        serde_json::json!([])
    );
    let pruned = cache(&["prune", "--max-size", &(bytes / 2).to_string()]).exits(0);
    assert!(pruned.out().contains(&url));
    assert_eq!(cache(&["list"]).exits(0).out(), "");
    cache(&["prune", "--max-size", "some"]).exits(2).says("`some` is no size");
    cache(&["prune"]).exits(2);
}
