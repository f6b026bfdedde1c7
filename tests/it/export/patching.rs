//! Patches of the sources.

use super::{TAG, from_clone, sources, with_clone};
use crate::support::files;
use git2::{Repository, Signature, Time};

const VERSION: &str = "pkg/version/version.go";

/// A change of one line, as `diff -u` writes it.
fn change(old: &str, new: &str) -> String {
    format!("--- a/{VERSION}\n+++ b/{VERSION}\n@@ -8,3 +8,3 @@\n \n var (\n-\t{old}\n+\t{new}\n")
}

const OLD: &str = "buildVersion     = \"unknown\"";

#[test]
fn a_patch_changes_the_sources_and_stands_in_the_context_and_the_lock() {
    let program = with_clone();
    program.write("presets/mine.yaml", "extends: [source-distroless]\npatches: [fixes/version.diff]\n");
    program.write("presets/fixes/version.diff", &change(OLD, "buildVersion     = \"mine\""));
    let arguments = ["new", "x", "--preset", "presets/mine.yaml", "--no-input", "--istio-source", "istio.git"];
    program.run(&arguments).exits(0);
    assert!(program.read(&format!("x/src/{VERSION}")).contains("\"mine\""));
    let lock: serde_json::Value = serde_json::from_str(&program.read("x/.istio-imgen/lock.json")).unwrap();
    assert_eq!(lock["patches"][0]["path"], "patches/0001-version.patch");
    assert_eq!(lock["patches"][0]["touched"], serde_json::json!([VERSION]));
    assert!(lock["files"]["patches/0001-version.patch"]["digest"].as_str().unwrap().starts_with("sha256:"));
    assert_eq!(lock["files"][format!("src/{VERSION}")]["origin"], "patched");
    assert_eq!(lock["files"]["src/go.mod"]["origin"], "istio");
    assert!(program.read("x/README.md").contains("patches/0001-version.patch"));

    // The context can be made again from itself, wherever the patch has gone.
    std::fs::remove_dir_all(program.directory().join("presets")).unwrap();
    let again = ["new", "y", "--preset", "x/.istio-imgen/selection.yaml", "--no-input", "--istio-source", "istio.git"];
    program.run(&again).exits(0);
    assert_eq!(files(&program.directory().join("x")), files(&program.directory().join("y")));
}

#[test]
fn a_patch_with_a_secret_is_refused_as_a_file_is() {
    let program = with_clone();
    let token = format!("gh{}_{}", 'p', "0123456789abcdefghijklmnopqrstuvwxyz");
    program.write("secret.patch", &change(OLD, &format!("buildVersion     = \"{token}\"")));
    let ran = program.run(&from_clone("x", &["--patch", "secret.patch"])).exits(3).says("secret-file");
    assert!(ran.err().contains("secret.patch") && !ran.err().contains(&token), "{}", ran.err());
    assert!(!program.directory().join("x").exists());
}

#[test]
fn a_patch_that_does_not_fit_says_where_and_nothing_is_written() {
    let program = with_clone();
    program.write("bad.patch", &change("buildVersion     = \"other\"", "buildVersion     = \"mine\""));
    let ran = program.run(&from_clone("x", &["--patch", "bad.patch"])).exits(3);
    let ran = ran.says("`bad.patch` does not fit `pkg/version/version.go`: hunk 1, at line 8");
    ran.says("line 10 should be `\\tbuildVersion     = \"other\"` and is `\\tbuildVersion     = \"unknown\"`");
    assert!(!program.directory().join("x").exists());
    program.run(&from_clone("x", &["--patch", "gone.patch"])).exits(74).says("gone.patch");
}

#[test]
fn what_a_patch_adds_and_imports_becomes_part_of_the_build() {
    let program = with_clone();
    program.write(
        "add.patch",
        "diff --git a/pilot/cmd/pilot-discovery/extra.go b/pilot/cmd/pilot-discovery/extra.go\nnew file mode 100644\n\
         --- /dev/null\n+++ b/pilot/cmd/pilot-discovery/extra.go\n@@ -0,0 +1,3 @@\n+package main\n+\n\
         +import _ \"istio.io/istio/manifests\"\n",
    );
    program.run(&from_clone("plain", &[])).exits(0);
    program.run(&from_clone("x", &["--patch", "add.patch"])).exits(0);
    let more: Vec<String> = sources(&program, "x").difference(&sources(&program, "plain")).cloned().collect();
    assert!(more.contains(&"pilot/cmd/pilot-discovery/extra.go".to_owned()), "{more:?}");
    assert!(more.contains(&"manifests/manifest.go".to_owned()), "{more:?}");
    assert!(more.iter().any(|path| path.starts_with("manifests/charts/")), "what it embeds comes too: {more:?}");
}

#[test]
fn a_patch_of_what_no_build_needs_is_told() {
    let program = with_clone();
    let outside = "--- /dev/null\n+++ b/releasenotes/notes/1.yaml\n@@ -0,0 +1 @@\n+a: b\n";
    program.write("both.patch", &(change(OLD, "buildVersion     = \"mine\"") + outside));
    program.write("none.patch", outside);
    let ran = program.run(&from_clone("x", &["--patch", "both.patch"])).exits(0);
    ran.says("note[patch-outside]").says("1 files (`releasenotes/notes/1.yaml`)").says("--full-source");
    assert!(!program.directory().join("x/src/releasenotes").exists());
    program.run(&from_clone("y", &["--patch", "none.patch"])).exits(0).says("warning[patch-no-effect]");
    let whole = program.run(&from_clone("z", &["--patch", "none.patch", "--full-source"])).exits(0);
    assert!(!whole.err().contains("patch-"), "{}", whole.err());
    assert!(program.directory().join("z/src/releasenotes/notes/1.yaml").exists());
}

#[test]
fn a_commit_is_picked_from_the_clone_or_from_the_server() {
    let program = with_clone();
    let repository = Repository::open(program.directory().join("istio.git")).unwrap();
    let base = repository.revparse_single(TAG).unwrap().peel_to_commit().unwrap();
    let tree = base.tree().unwrap();
    let old = tree.get_path(VERSION.as_ref()).unwrap().to_object(&repository).unwrap();
    let text = String::from_utf8(old.as_blob().unwrap().content().to_vec()).unwrap();
    let blob = repository.blob(text.replace(OLD, "buildVersion     = \"picked\"").as_bytes()).unwrap();
    let mut update = git2::build::TreeUpdateBuilder::new();
    let tree = update.upsert(VERSION, blob, git2::FileMode::Blob).create_updated(&repository, &tree).unwrap();
    let who = Signature::new("Somebody", "somebody@example.com", &Time::new(1_750_000_100, 0)).unwrap();
    let tree = repository.find_tree(tree).unwrap();
    let commit = repository.commit(Some("refs/heads/fix"), &who, &who, "A fix\n\nbody", &tree, &[&base]).unwrap();
    let merge = repository.find_commit(commit).unwrap();
    let merge = repository.commit(None, &who, &who, "merge", &tree, &[&merge, &base]).unwrap().to_string();

    let id = commit.to_string();
    for (directory, revision) in [("x", format!("commit:{}", &id[..10])), ("y", "commit:fix".to_owned())] {
        program.run(&from_clone(directory, &["--patch", &revision])).exits(0);
        assert!(program.read(&format!("{directory}/src/{VERSION}")).contains("\"picked\""));
        let lock: serde_json::Value =
            serde_json::from_str(&program.read(&format!("{directory}/.istio-imgen/lock.json"))).unwrap();
        assert_eq!(lock["patches"][0]["commit"], id);
        assert!(!program.read(&format!("{directory}/patches/0001-{}.patch", &id[..12])).contains("example.com"));
    }
    let refused = |revision: &str| program.run(&from_clone("z", &["--patch", revision])).exits(4);
    refused("commit:nothing-like-it").says("there is no commit `nothing-like-it`");
    refused("commit:HEAD@{1}").says("there is no commit");
    refused(&format!("commit:{merge}")).says("has 2 parents");
    refused(&format!("commit:{}", base.id())).says("has 0 parents");
    let server = super::GitServer::start(program.directory(), |_| super::Reply::Git);
    let url = server.url("istio.git");
    let remote = |directory: &str, revision: &str| {
        let from = ["--preset", "source-distroless", "--no-input", "--istio-source", &url, "--patch", revision];
        program.run(&[&["new", directory][..], &from].concat())
    };
    for (directory, revision) in [("r", format!("commit:{id}")), ("s", "commit:fix".to_owned())] {
        remote(directory, &revision).exits(0);
        let (ours, clones) = (format!("{directory}/src/{VERSION}"), format!("x/src/{VERSION}"));
        assert_eq!(program.read(&ours), program.read(&clones));
    }
    // A commit that is here, named by its id, needs no connection; nor do its tag and the tag's own files suffer.
    let asked = server.requests().len();
    remote("t", &format!("commit:{id}")).exits(0);
    assert_eq!(server.requests().len(), asked);
    remote("u", "commit:0123456789012345678901234567890123456789").exits(4).says("there is no commit `0123");
    remote("u", "commit:nothing-like-it").exits(4).says("there is no commit").says("full SHA");
    remote("u", &format!("commit:{merge}")).exits(4).says("has 2 parents");
    assert!(!program.directory().join("u").exists() && !program.directory().join("z").exists());
    program.run(&["cache", "verify"]).exits(0);
}
