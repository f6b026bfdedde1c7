//! Writing the catalogue, from repositories that are made of the trees of the tests.

use crate::support::tree;
use git2::{Oid, Repository as Git, Signature, Time};
use istio_imgen::catalogue::build;
use istio_imgen::release::Repository;
use istio_imgen::tree::{Content, File, Mode, Tree, TreePath};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

/// Writes a commit with the files of a tree.
fn commit(git: &Git, tree: &Tree, time: i64, parents: &[Oid]) -> Oid {
    let mut index = git2::Index::new().unwrap();
    for (path, file) in tree.iter() {
        let Content::Bytes(bytes) = &file.content else { panic!("{path} is not in memory") };
        let mode = if file.mode == Mode::Executable { 0o100_755 } else { 0o100_644 };
        let id = git.blob(bytes).unwrap();
        let entry = git2::IndexEntry {
            ctime: git2::IndexTime::new(0, 0),
            mtime: git2::IndexTime::new(0, 0),
            dev: 0,
            ino: 0,
            mode,
            uid: 0,
            gid: 0,
            file_size: 0,
            id,
            flags: 0,
            flags_extended: 0,
            path: path.as_str().into(),
        };
        index.add(&entry).unwrap();
    }
    let tree = git.find_tree(index.write_tree_to(git).unwrap()).unwrap();
    let signature = Signature::new("A Tester", "tester@example.com", &Time::new(time, 0)).unwrap();
    let parents: Vec<git2::Commit<'_>> = parents.iter().map(|id| git.find_commit(*id).unwrap()).collect();
    git.commit(None, &signature, &signature, "a release", &tree, &parents.iter().collect::<Vec<_>>()).unwrap()
}

/// Istio's repository with the given tags: annotated, as most of Istio's are, or not.
fn istio(tags: &[(&str, Tree)]) -> (TempDir, Repository) {
    let directory = tempfile::tempdir().unwrap();
    let git = Git::init_bare(directory.path()).unwrap();
    for (number, (tag, tree)) in tags.iter().enumerate() {
        let time = 1_600_000_000 + 1_000 * i64::try_from(number).unwrap();
        let commit = git.find_object(commit(&git, tree, time, &[]), None).unwrap();
        let tagger = Signature::new("A Tester", "tester@example.com", &Time::new(9, 0)).unwrap();
        if number % 2 == 0 {
            git.tag(tag, &commit, &tagger, "a tag", false).unwrap();
        } else {
            git.tag_lightweight(tag, &commit, false).unwrap();
        }
    }
    let repository = Repository::open(directory.path()).unwrap();
    (directory, repository)
}

/// istio/tools: a branch whose build-tools image got a newer Go over time.
fn tools(branch: &str, versions: &[(i64, &str)]) -> (TempDir, Repository) {
    let directory = tempfile::tempdir().unwrap();
    let git = Git::init_bare(directory.path()).unwrap();
    let mut parents = Vec::new();
    for (time, version) in versions {
        let mut tree = Tree::new();
        let text = format!("ARG GOLANG_IMAGE=golang:{version}-bookworm\nFROM ${{GOLANG_IMAGE}}\n");
        let path = TreePath::new("docker/build-tools/Dockerfile").unwrap();
        tree.insert(path, File::plain(text.into_bytes()));
        parents = vec![commit(&git, &tree, *time, &parents)];
    }
    git.reference(&format!("refs/heads/{branch}"), parents[0], true, "").unwrap();
    let repository = Repository::open(directory.path()).unwrap();
    (directory, repository)
}

/// istio/api: a commit that a pseudo-version names, and a tag.
fn api() -> (TempDir, Repository, String) {
    let directory = tempfile::tempdir().unwrap();
    let git = Git::init_bare(directory.path()).unwrap();
    let declare = |fields: &str| -> Tree {
        let config = format!(
            "package istio.mesh.v1alpha1;\nimport \"mesh/v1alpha1/proxy.proto\";\nmessage MeshConfig {{ {fields} }}\n"
        );
        let proxy =
            "package istio.mesh.v1alpha1;\nmessage ProxyConfig { google.protobuf.Int32Value concurrency = 1; }\n";
        [("mesh/v1alpha1/config.proto", config), ("mesh/v1alpha1/proxy.proto", proxy.to_owned())]
            .map(|(path, text)| (TreePath::new(path).unwrap(), File::plain(text.into_bytes())))
            .into_iter()
            .collect()
    };
    let old = commit(&git, &declare("bool gone = 1; ProxyConfig default_config = 2;"), 1, &[]);
    let new = commit(&git, &declare("ProxyConfig default_config = 2; repeated string come = 3;"), 2, &[old]);
    git.reference("refs/heads/master", new, true, "").unwrap();
    git.tag_lightweight("v1.30.2", &git.find_object(new, None).unwrap(), false).unwrap();
    let repository = Repository::open(directory.path()).unwrap();
    (directory, repository, old.to_string())
}

#[test]
fn the_fields_of_mesh_configurations_come_from_the_api_that_go_mod_names() {
    let (_api, api, old) = api();
    let with_api = |tag: &str, version: &str| {
        let mut tree = tree(tag);
        let text = format!("module istio.io/istio\n\ngo 1.25.0\n\nrequire (\n\tistio.io/api {version}\n)\n");
        tree.insert(TreePath::new("go.mod").unwrap(), File::plain(text.into_bytes()));
        tree
    };
    let pseudo = format!("v0.0.0-20220628132934-{}", &old[..12]);
    let (_istio, repository) = istio(&[
        ("1.12.9", with_api("1.12.9", &pseudo)),
        ("1.28.10", with_api("1.28.10", &pseudo)),
        ("1.30.3", with_api("1.30.3", "v1.30.2")),
    ]);
    let built = build(&repository, None, Some(&api)).unwrap();
    assert_eq!(
        json(&built.files, "mesh.json"),
        serde_json::json!([
            {"name": "istio.mesh.v1alpha1.MeshConfig", "fields": [
                ["come", "[]string", "1.30.3.."],
                ["default_config", "istio.mesh.v1alpha1.ProxyConfig", "1.12.9.."],
                ["gone", "bool", "1.12.9..1.28.10"],
            ]},
            {"name": "istio.mesh.v1alpha1.ProxyConfig", "fields": [["concurrency", "int32", "1.12.9.."]]},
        ])
    );
    let without = build(&repository, None, None).unwrap();
    assert!(without.files.get("src/catalogue/data/mesh.json").is_none());
}

fn json(files: &Tree, name: &str) -> Value {
    let path = format!("src/catalogue/data/{name}");
    match files.get(&path).map(|file| &file.content) {
        Some(Content::Bytes(bytes)) => serde_json::from_slice(bytes).unwrap(),
        _ => panic!("no {path}"),
    }
}

#[test]
fn final_releases_are_written_the_same_way_every_time() {
    let older: Tree = [
        ("Makefile.core.mk", "include tools/istio-docker.mk\n"),
        ("tools/istio-docker.mk", "DOCKER_TARGETS ?= docker.pilot docker.mixer\n"),
        ("go.mod", "module istio.io/istio\n"),
    ]
    .map(|(path, text)| (TreePath::new(path).unwrap(), File::plain(text.as_bytes())))
    .into_iter()
    .collect();
    let mut broken = tree("1.30.3");
    broken.insert(TreePath::new("istio.deps").unwrap(), File::plain(*b"{"));
    let (_istio, repository) = istio(&[
        ("1.28.10", tree("1.28.10")),
        ("1.30.3", tree("1.30.3")),
        ("1.30.4-rc.0", tree("1.30.3")),
        ("1.9.0", broken),
        ("1.12.9", tree("1.12.9")),
        ("1.4.10", older.clone()),
        ("0.8.0", older),
        ("docs", tree("1.30.3")),
    ]);
    // The image of 1.12.9 was built between the two commits, 2022-06-28T09:02:11.
    let (_tools, tools) = tools("release-1.12", &[(1_656_000_000, "1.17.11"), (1_657_000_000, "1.17.12")]);
    let built = build(&repository, Some(&tools), None).unwrap();
    let again = build(&repository, Some(&tools), None).unwrap();
    assert_eq!(built.files, again.files);

    // In the order of versions, without pre-releases, what is older than 1.0, and what is no version.
    let index = json(&built.files, "releases.json");
    let told: Vec<(&str, &str)> = index
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["tag"].as_str().unwrap(), entry["era"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("1.4.10", "modules"), ("1.12.9", "istiod"), ("1.28.10", "istiod"), ("1.30.3", "istiod")]);
    // The committer's date of the commit, not the tagger's.
    assert_eq!(index[2]["date"], 1_600_000_000);
    assert_eq!(json(&built.files, "1.12.json")["releases"][0]["go"]["toolchain"], "1.17.11");
    // A release whose facts cannot be read is reported and left out; one whose Go is unknown is reported and stays.
    let problems: Vec<(&str, &str)> = built
        .problems
        .iter()
        .map(|(tag, problems)| (tag.as_str(), problems.iter().map(|problem| problem.text.id()).next().unwrap()))
        .collect();
    let unknown = "toolchain_unknown";
    assert_eq!(problems, [("1.28.10", unknown), ("1.30.3", unknown), ("1.9.0", "file_malformed")]);
    assert_eq!(json(&built.files, "1.30.json")["releases"][0]["go"]["toolchain"], Value::Null);
    assert_eq!(json(&built.files, "1.4.json")["older"][0]["images"], serde_json::json!(["mixer", "pilot"]));

    let variables = json(&built.files, "variables.json");
    let of = |name: &str| -> Vec<&Value> {
        variables.as_array().unwrap().iter().filter(|row| row["name"] == name).collect()
    };
    // Gone after 1.12.9, and with another default later.
    let sniffing = of("PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_OUTBOUND");
    assert_eq!(sniffing[0]["life"], serde_json::json!([["1.12.9..1.12.9", ["pilot-discovery"]]]));
    let throttle = of("PILOT_PUSH_THROTTLE");
    assert_eq!(throttle[0]["default"]["text"], "0");
    assert_eq!(throttle[0]["life"], serde_json::json!([["1.28.10..", ["pilot-discovery"]]]));
    assert_eq!(throttle[1]["default"]["text"], "100");
    // Flags of install-cni are variables.
    assert_eq!(of("CNI_NET_DIR")[0]["default"]["text"], "/etc/cni/net.d");
    // Not a sentence of Istio's is kept.
    assert!(!variables.to_string().contains("networks are configured"));
}

#[test]
fn a_directory_that_is_no_repository_is_an_error() {
    let directory = tempfile::tempdir().unwrap();
    assert!(Repository::open(directory.path()).is_err());
    assert!(Repository::open(Path::new("/nonexistent")).is_err());
}
