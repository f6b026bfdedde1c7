//! The cases of merging, one directory each in `tests/update`: `pristine`, `disk` and `new` become `merged`, and `report`
//! says what was done. What `copied` names has no ancestor but its digest.

use crate::support::root;
use istio_imgen::merge::{Action, Ancestor, Kept, Known, Labels, Merged, Sides, merge};
use istio_imgen::tree::{BlobId, Content, Digest, File, Mode, Tree, TreePath};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn read(directory: &Path) -> Tree {
    fn walk(root: &Path, directory: &Path, tree: &mut Tree) {
        let Ok(entries) = std::fs::read_dir(directory) else { return };
        for entry in entries {
            use std::os::unix::ffi::OsStrExt;
            use std::os::unix::fs::PermissionsExt;
            let path = entry.unwrap().path();
            let metadata = path.symlink_metadata().unwrap();
            let (mode, bytes) = if metadata.is_dir() {
                walk(root, &path, tree);
                continue;
            } else if metadata.is_symlink() {
                (Mode::Link, std::fs::read_link(&path).unwrap().as_os_str().as_bytes().to_vec())
            } else if metadata.permissions().mode() & 0o111 != 0 {
                (Mode::Executable, std::fs::read(&path).unwrap())
            } else {
                (Mode::Plain, std::fs::read(&path).unwrap())
            };
            let name = TreePath::new(path.strip_prefix(root).unwrap().to_str().unwrap()).unwrap();
            tree.insert(name, File { mode, content: Content::Bytes(bytes.into()) });
        }
    }
    let mut tree = Tree::new();
    walk(directory, directory, &mut tree);
    tree
}

fn ancestors(tree: &Tree, copied: &str) -> BTreeMap<TreePath, Ancestor> {
    let ancestor = |(path, file): (&TreePath, &File)| {
        let Content::Bytes(bytes) = &file.content else { unreachable!() };
        let known = match copied.lines().any(|line| line == path.as_str()) {
            true => Known::Digest(Digest::Blob(BlobId::of(bytes).unwrap())),
            false => Known::Bytes(bytes.clone()),
        };
        (path.clone(), Ancestor { mode: file.mode, content: known })
    };
    tree.iter().map(ancestor).collect()
}

struct Case {
    pristine: BTreeMap<TreePath, Ancestor>,
    /// What stands at the paths of the other two trees.
    disk: Tree,
    others: BTreeSet<TreePath>,
    new: Tree,
    merged: Tree,
    report: String,
}

impl Case {
    fn read(path: &Path) -> Case {
        let copied = std::fs::read_to_string(path.join("copied")).unwrap_or_default();
        let pristine = ancestors(&read(&path.join("pristine")), &copied);
        let new = read(&path.join("new"));
        let known = |path: &TreePath| pristine.contains_key(path) || new.get(path.as_str()).is_some();
        let all = read(&path.join("disk"));
        let of = |wanted: bool| all.iter().filter(move |(path, _)| known(path) == wanted);
        let disk = of(true).map(|(path, file)| (path.clone(), file.clone())).collect();
        let others = of(false).map(|(path, _)| path.clone()).collect();
        let report = std::fs::read_to_string(path.join("report")).unwrap();
        Case { disk, others, merged: read(&path.join("merged")), report, pristine, new }
    }

    fn run(&self, disk: &Tree) -> Merged {
        let labels = Labels {
            yours: "yours".to_owned(),
            pristine: "generated 1.28.10".to_owned(),
            new: "generated 1.30.3".to_owned(),
        };
        let sides = Sides { pristine: &self.pristine, disk, others: &self.others, new: &self.new, labels: &labels };
        merge(sides)
    }
}

fn told(merged: &Merged) -> String {
    let mut text = String::new();
    for row in &merged.report {
        let action = serde_json::to_value(row.action).unwrap();
        text.push_str(&format!("{} {}", action.as_str().unwrap(), row.path));
        let conflict = merged.conflicts.iter().find(|conflict| conflict.path == row.path);
        match conflict.map(|conflict| &conflict.kept) {
            Some(Kept::Marked { hunks, width: 7 }) => text.push_str(&format!(" hunks={hunks}")),
            Some(Kept::Marked { hunks, width }) => text.push_str(&format!(" hunks={hunks} width={width}")),
            Some(Kept::Beside(name)) => text.push_str(&format!(" as={name}")),
            None => {}
        }
        if let Some(from) = &row.from {
            text.push_str(&format!(" from={from}"));
        }
        text.push('\n');
    }
    text
}

fn cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("tests/update")).unwrap();
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

fn shown(tree: &Tree) -> String {
    let text = |(path, file): (&TreePath, &File)| match &file.content {
        Content::Bytes(bytes) => format!("--- {path} {:?}\n{}", file.mode, String::from_utf8_lossy(bytes)),
        other => format!("--- {path} {other:?}\n"),
    };
    tree.iter().map(text).collect()
}

#[test]
fn every_case_merges_as_it_says() {
    let cases = cases();
    assert!(cases.len() >= 40, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for path in cases {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let case = Case::read(&path);
        let merged = case.run(&case.disk);
        if merged.tree != case.merged {
            wrong.push(format!("{name}: found\n{}\nwanted\n{}", shown(&merged.tree), shown(&case.merged)));
        }
        if told(&merged) != case.report {
            wrong.push(format!("{name}: found\n{}\nwanted\n{}", told(&merged), case.report));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What was generated last becomes the ancestor: running again over what a merge left changes nothing.
#[test]
fn merging_again_changes_nothing() {
    for path in cases() {
        let mut case = Case::read(&path);
        let first = case.run(&case.disk);
        case.pristine = ancestors(&case.new, "");
        let beside = |name: &TreePath| {
            first.conflicts.iter().any(|conflict| matches!(&conflict.kept, Kept::Beside(held) if held == name))
        };
        let known = |name: &TreePath| case.new.get(name.as_str()).is_some() && !beside(name);
        let disk: Tree = first
            .tree
            .iter()
            .filter(|(name, _)| known(name))
            .map(|(name, file)| (name.clone(), file.clone()))
            .collect();
        let again = case.run(&disk);
        assert_eq!(again.tree, disk, "{}", path.display());
        assert!(again.conflicts.is_empty(), "{}", path.display());
        for row in again.report {
            assert!(matches!(row.action, Action::Keep | Action::StaysDeleted), "{}: {row:?}", path.display());
        }
    }
}

/// Nothing in the user's git configuration decides a merge: drivers, styles and attributes of a hostile home are not read.
#[test]
fn a_hostile_home_changes_no_merge() {
    let home = tempfile::tempdir().unwrap();
    let config = "[merge]\n\tdefault = union\n\tconflictStyle = merge\n[core]\n\tautocrlf = true\n\teol = crlf\n\tattributesFile = ~/attributes\n[merge \"union\"]\n\tdriver = true\n";
    std::fs::write(home.path().join(".gitconfig"), config).unwrap();
    std::fs::create_dir_all(home.path().join(".config/git")).unwrap();
    std::fs::write(home.path().join(".config/git/config"), config).unwrap();
    std::fs::write(home.path().join("attributes"), "* merge=union -text eol=crlf\n").unwrap();
    let ran = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "update_cases::every_case_merges_as_it_says"])
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path().join(".config"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
}

fn text_of(lines: &[u8]) -> Tree {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    [(TreePath::new("a").unwrap(), File::plain(text.into_bytes()))].into_iter().collect()
}

proptest::proptest! {
    /// Every line that the user wrote is in what the merge leaves, and so is every new line of the render.
    #[test]
    fn no_line_of_either_side_is_lost(
        pristine in proptest::collection::vec(0..6_u8, 0..12),
        yours in proptest::collection::vec(0..8_u8, 0..12),
        new in proptest::collection::vec(0..8_u8, 0..12),
    ) {
        let (disk, render) = (text_of(&yours), text_of(&new));
        let ancestors = ancestors(&text_of(&pristine), "");
        let labels = Labels { yours: "yours".into(), pristine: "old".into(), new: "new".into() };
        let others = BTreeSet::new();
        let merged = merge(Sides { pristine: &ancestors, disk: &disk, others: &others, new: &render, labels: &labels });
        let Some(Content::Bytes(bytes)) = merged.tree.get("a").map(|file| file.content.clone()) else { panic!() };
        let found: Vec<&str> = std::str::from_utf8(&bytes).unwrap().lines().collect();
        for line in yours.iter().chain(&new).filter(|line| !pristine.contains(line)) {
            proptest::prop_assert!(found.contains(&line.to_string().as_str()), "{line} is not in {found:?}");
        }
    }
}
