//! Where newer releases are known from: the tags of the repository, the last time it was asked, or the catalogue.

use crate::support::git_server::{GitServer, Reply};
use crate::support::{Program, istio};

/// A context of 1.30.3, and a repository in the place of Istio's own with releases that the catalogue does not know.
fn world() -> (Program, GitServer) {
    let program = Program::new();
    let path = istio("1.30.3", program.directory());
    program.run(&["new", "x", "-p", "minimal", "--istio", "1.30.3", "--no-input"]).exits(0);
    let repository = git2::Repository::open(path).unwrap();
    let commit = repository.revparse_single("refs/heads/master").unwrap();
    for tag in ["1.30.4", "1.31.0-rc.1", "1.32.1", "1.33.0-alpha.0", "2.0.0"] {
        repository.tag_lightweight(tag, &commit, false).unwrap();
    }
    let git = GitServer::start(program.directory(), |_| Reply::Git);
    let config = format!("[url \"{}\"]\n\tinsteadOf = https://github.com/istio/istio\n", git.url("istio.git"));
    program.write("home/.gitconfig", &config);
    (program, git)
}

#[test]
fn the_repository_is_asked_for_newer_releases() {
    let (program, git) = world();
    let ran = program.run(&["outdated", "x"]).exits(8).says("the tags of https://github.com/istio/istio");
    assert!(ran.out().contains("1.30.3 → 1.30.4\n") && ran.out().contains("1.30.3 → 1.32.1\n"), "{}", ran.out());
    // Offline it is what was heard last, and the catalogue.
    let asked = git.requests().len();
    let document = program.run(&["outdated", "x", "--offline", "--format", "json"]).exits(8).json();
    assert_eq!(
        (&document["istio"]["newer"]["patch"], &document["istio"]["known_from"]),
        (&"1.30.4".into(), &"cache".into())
    );
    assert_eq!(git.requests().len(), asked);
    let elsewhere = ["outdated", "x", "--offline", "--cache-dir", "empty", "--format", "json"];
    let document = program.run(&elsewhere).exits(0).json();
    assert_eq!(document["istio"]["known_from"], "catalogue");
    drop(git);
    let document = program.run(&["outdated", "x", "--format", "json"]).exits(4).json();
    assert_eq!((&document["status"], document["unanswered"].as_array().unwrap().len()), (&"unknown".into(), 1));
}

#[test]
fn an_update_goes_to_the_newest_tag_of_the_repository_and_takes_its_facts_from_there() {
    let (program, git) = world();
    let ran = program.run(&["update", "x", "--istio", "patch"]).exits(0);
    let ran = ran.says("the tags of https://github.com/istio/istio");
    assert!(ran.err().contains("Istio 1.30.3 → 1.30.4"), "{}", ran.err());
    assert!(program.read("x/Dockerfile").contains("pilot:1.30.4-distroless"));
    let selection = program.read("x/.istio-imgen/selection.yaml");
    assert!(selection.contains("source: https://github.com/istio/istio\n"), "{selection}");
    drop(git);
    // The tag is in the cache now: the context is made again without anybody.
    program.run(&["check", "x", "--locked", "--offline"]).exits(0);
    program.run(&["update", "x", "--istio", "minor"]).exits(4).says("`--offline` takes the newest release");
    let document = program.run(&["update", "x", "--istio", "patch", "--offline", "--format", "json"]).exits(0).json();
    assert_eq!((&document["to"]["tag"], &document["known_from"]), (&"1.30.4".into(), &"cache".into()));
}
