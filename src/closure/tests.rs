//! Closures of small trees, and what the tests of the other files share.

mod go_list;

use super::*;
use crate::error::{Error, Kind};
use crate::tree::{BlobId, Content, File};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A tree of files with texts.
pub(super) fn tree(files: &[(&str, &str)]) -> Tree {
    files.iter().map(|(path, text)| (TreePath::new(*path).unwrap(), File::plain(text.as_bytes()))).collect()
}

/// A tree whose files are blobs, and a store of them that counts how often it is asked.
struct Store {
    tree: Tree,
    blobs: BTreeMap<BlobId, std::result::Result<Vec<u8>, Kind>>,
    reads: AtomicUsize,
}

impl Store {
    fn new(files: &[(&str, &str)]) -> Store {
        let mut store = Store { tree: Tree::new(), blobs: BTreeMap::new(), reads: AtomicUsize::new(0) };
        for (path, text) in files {
            let mut id = [0; 20];
            let known = store.blobs.iter().find(|(_, blob)| blob.as_deref() == Ok(text.as_bytes())).map(|(id, _)| *id);
            id[..8].copy_from_slice(&store.blobs.len().to_be_bytes());
            let id = known.unwrap_or(BlobId(id));
            store.blobs.insert(id, Ok(text.as_bytes().to_vec()));
            store.tree.insert(TreePath::new(*path).unwrap(), File { content: Content::Blob(id), ..File::plain(*b"") });
        }
        store
    }

    /// Makes reading a file fail.
    fn breaks(mut self, path: &str, kind: Kind) -> Store {
        let Content::Blob(id) = self.tree.get(path).unwrap().content else { panic!("no blob") };
        self.blobs.insert(id, Err(kind));
        self
    }
}

impl Blobs for Store {
    fn read(&self, id: BlobId) -> crate::error::Result<Vec<u8>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.blobs[&id].clone().map_err(|kind| Error::new(kind, crate::text::source::blob_missing(id)))
    }
}

/// For trees whose files are all in memory.
struct NoBlobs;

impl Blobs for NoBlobs {
    fn read(&self, id: BlobId) -> crate::error::Result<Vec<u8>> {
        panic!("no tree of this test has the blob {id}")
    }
}

fn target(package: &str, tags: &[&str]) -> Target {
    Target { package: package.to_owned(), build_tags: tags.iter().map(|tag| (*tag).to_owned()).collect() }
}

fn linux() -> Vec<Platform> {
    vec![Platform::new("linux", "amd64"), Platform::new("linux", "arm64")]
}

fn closure(files: &[(&str, &str)], targets: &[Target]) -> Closure {
    compute(&tree(files), &NoBlobs, targets, &linux()).unwrap()
}

fn texts<'a>(paths: impl IntoIterator<Item = &'a TreePath>) -> Vec<&'a str> {
    paths.into_iter().map(TreePath::as_str).collect()
}

const MODULE: (&str, &str) = ("go.mod", "module m.org/m\n");

#[test]
fn two_targets_and_platforms_are_joined_and_can_be_told_apart() {
    let closure = closure(
        &[
            MODULE,
            ("go.sum", ""),
            ("README.md", ""),
            ("a/main.go", "package main\nimport _ \"m.org/m/lib\"\n"),
            ("b/main.go", "package main\nimport _ \"m.org/m/lib\"\nimport _ \"m.org/m/b/own\"\n"),
            ("b/own/own.go", "package own\nimport _ \"other.org/x\"\n"),
            ("lib/agent.go", "//go:build agent\n\npackage lib\n"),
            ("lib/full.go", "//go:build !agent\n\npackage lib\nimport _ \"m.org/m/full\"\n"),
            ("lib/lib_arm64.go", "package lib\nimport _ \"m.org/m/arm\"\n"),
            ("full/full.go", "package full\n"),
            ("arm/arm.go", "package arm\n"),
            ("unused/unused.go", "package unused\n"),
        ],
        &[target("a", &["agent"]), target("b", &[])],
    );
    assert_eq!(closure.problems, []);
    assert_eq!(closure.module, "m.org/m");
    assert_eq!(closure.external, BTreeSet::from(["other.org/x".to_owned()]));
    assert_eq!(
        texts(&closure.files),
        [
            "a/main.go",
            "arm/arm.go",
            "b/main.go",
            "b/own/own.go",
            "full/full.go",
            "go.mod",
            "go.sum",
            "lib/agent.go",
            "lib/full.go",
            "lib/lib_arm64.go",
        ]
    );
    let of_a: Vec<&str> = closure.packages_of("a").map(|(directory, _)| directory).collect();
    assert_eq!(of_a, ["a", "arm", "lib"]);
    assert_eq!(texts(closure.go_files_of("a")), ["a/main.go", "arm/arm.go", "lib/agent.go", "lib/lib_arm64.go"]);
    assert!(!texts(closure.go_files_of("b")).contains(&"lib/agent.go"));
    assert_eq!(closure.packages["lib"].needed_by, BTreeSet::from(["a".to_owned(), "b".to_owned()]));
}

#[test]
fn a_package_names_an_importer_on_a_shortest_way() {
    let closure = closure(
        &[
            MODULE,
            ("a/main.go", "package main\nimport (\n_ \"m.org/m/far\"\n_ \"m.org/m/near\"\n)\n"),
            ("far/x.go", "package far\nimport _ \"m.org/m/further\"\n"),
            ("further/x.go", "package further\nimport _ \"m.org/m/goal\"\nimport _ \"m.org/m/a\"\n"),
            ("near/x.go", "package near\nimport _ \"m.org/m/goal\"\n"),
            ("goal/x.go", "package goal\n"),
        ],
        &[target("a", &[])],
    );
    let importer = |package: &str| closure.packages[package].imported_by.as_deref();
    assert_eq!((importer("a"), importer("near"), importer("goal")), (None, Some("a"), Some("near")));
}

#[test]
fn a_memo_spares_reading_what_another_tag_has_too() {
    let old = Store::new(&[
        MODULE,
        ("a/main.go", "package main\nimport _ \"m.org/m/lib\"\n"),
        ("lib/same.go", "package lib\n"),
        ("lib/changed.go", "package lib // before\n"),
    ]);
    let new = Store::new(&[
        ("go.mod", "module m.org/m\n"),
        ("a/main.go", "package main\nimport _ \"m.org/m/lib\"\n"),
        ("lib/same.go", "package lib\n"),
        ("lib/changed.go", "package lib // before\n"),
        ("lib/zzz_new.go", "package lib // new\nimport _ \"other.org/x\"\n"),
    ]);
    let memo = Memo::new();
    let targets = [target("a", &[])];
    let alone = compute(&new.tree, &new, &targets, &linux()).unwrap();
    compute_with(&memo, &old.tree, &old, &targets, &linux()).unwrap();
    assert_eq!((old.reads.load(Ordering::Relaxed), memo.len()), (4, 3));
    new.reads.store(0, Ordering::Relaxed);
    let with_memo = compute_with(&memo, &new.tree, &new, &targets, &linux()).unwrap();
    assert_eq!(new.reads.load(Ordering::Relaxed), 2, "`go.mod` and the new file");
    assert_eq!(with_memo, alone);
}

#[test]
fn all_problems_are_found_and_the_rest_of_the_closure_stands() {
    let store = Store::new(&[
        ("go.mod", "module m.org/m\nreplace other.org/x => ../x\n"),
        (
            "a/main.go",
            "package main\nimport (\n\"m.org/m/none\"\n\"m.org/m/only\"\n\"m.org/m/bad\"\n\"m.org/m/mixed\"\n\"m.org/m/lost\"\n)\n",
        ),
        ("a/embed.go", "package main\nimport _ \"embed\"\n//go:embed none.txt\nvar x string\n"),
        ("only/only_windows.go", "package only\n"),
        ("bad/bad.go", "package bad\nimport \"unfinished\n"),
        ("bad/twice.go", "//go:build linux\n//go:build linux\n\npackage bad\n"),
        ("bad/constraint.go", "\n//go:build linux &&\n\npackage bad\n"),
        ("mixed/one.go", "package one\n"),
        ("mixed/two.go", "package two\n"),
        ("lost/lost.go", "package lost // damaged\n"),
        ("lost/there.go", "package lost\nimport _ \"m.org/m/behind\"\n"),
        ("behind/behind.go", "package behind\n"),
    ])
    .breaks("lost/lost.go", Kind::Source);
    let targets = [target("a", &[]), target("nowhere", &[]), target("../a", &[])];
    let closure = compute(&store.tree, &store, &targets, &linux()).unwrap();
    let problems: Vec<(&str, &str)> = closure.problems.iter().map(|p| (p.path.as_str(), p.text().id())).collect();
    assert_eq!(
        problems,
        [
            ("../a", "no_such_target"),
            ("a/embed.go", "embed_no_match"),
            ("a/main.go", "no_such_package"),
            ("bad/bad.go", "bad_literal"),
            ("bad/constraint.go", "bad_constraint"),
            ("bad/twice.go", "two_constraints"),
            ("go.mod", "local_replace"),
            ("lost/lost.go", "unreadable"),
            ("mixed/two.go", "other_package_name"),
            ("nowhere", "no_such_target"),
            ("only", "no_go_files"),
            ("only", "no_go_files"),
        ]
    );
    assert!(closure.files.contains("behind/behind.go"), "what a readable file imports is found");
}

#[test]
fn without_a_module_nothing_can_be_said_and_an_interruption_ends_it() {
    for files in [&[("a/main.go", "package main\n")][..], &[("go.mod", "go 1.21\n"), ("a/main.go", "package main\n")]] {
        let error = compute(&tree(files), &NoBlobs, &[target("a", &[])], &linux()).unwrap_err();
        assert_eq!(error.kind, Kind::Source);
    }
    let store = Store::new(&[MODULE, ("a/main.go", "package main\n")]).breaks("a/main.go", Kind::Interrupted);
    let error = compute(&store.tree, &store, &[target("a", &[])], &linux()).unwrap_err();
    assert_eq!(error.kind, Kind::Interrupted);
}

#[test]
fn a_linked_file_comes_with_what_it_links_to() {
    let mut tree =
        tree(&[MODULE, ("a/main.go", "package main\n"), ("shared/x.txt", "package main\nimport _ \"other.org/x\"\n")]);
    let link = |target: &str| File { mode: crate::tree::Mode::Link, ..File::plain(target.as_bytes()) };
    tree.insert(TreePath::new("a/x.go").unwrap(), link("../shared/x.txt"));
    tree.insert(TreePath::new("a/broken.go").unwrap(), link("../shared/none"));
    let closure = compute(&tree, &NoBlobs, &[target("a", &[])], &linux()).unwrap();
    assert_eq!(texts(&closure.files), ["a/main.go", "a/x.go", "go.mod", "shared/x.txt"]);
    assert!(closure.external.contains("other.org/x"));
    let problems: Vec<_> = closure.problems.iter().map(|p| (p.path.as_str(), p.text().id())).collect();
    assert_eq!(problems, [("a/broken.go", "bad_link")]);
}

#[test]
fn a_deep_and_wide_tree_neither_overflows_nor_gets_slow() {
    let deep: String = (0..1500).map(|_| "d/").collect();
    let chain: Vec<(String, String)> = (0..3000)
        .map(|n| (format!("p{n}/x.go"), format!("package p\nimport _ \"m.org/m/p{}\"\n", n + 1)))
        .chain([("p3000/x.go".to_owned(), format!("package p\nimport _ \"m.org/m/{}\"\n", deep.trim_end_matches('/')))])
        .chain([(format!("{deep}x.go"), "/* no end\npackage d\n".to_owned())])
        .collect();
    let mut files: Vec<(&str, &str)> = chain.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let nested = format!("//go:build {}linux{}\n\npackage p\n", "(".repeat(100_000), ")".repeat(100_000));
    files.extend([MODULE, ("p0/nested.go", nested.as_str())]);
    let closure = closure(&files, &[target("p0", &[])]);
    assert_eq!(closure.packages.len(), 3002);
    let problems: Vec<_> = closure.problems.iter().map(|p| p.text().id()).collect();
    assert_eq!(problems, ["bad_literal", "bad_constraint"]);
}
