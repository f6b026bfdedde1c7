use super::*;
use crate::text::Language;
use crate::tree::BlobId;

struct None_;

impl Blobs for None_ {
    fn read(&self, _: BlobId) -> Result<Vec<u8>> {
        Ok(Vec::new())
    }
}

fn tree(files: &[(&str, &str)]) -> Tree {
    files.iter().map(|(path, text)| (TreePath::new(*path).unwrap(), File::plain(text.as_bytes().to_vec()))).collect()
}

fn patched(tree: &mut Tree, text: &str) -> Applied {
    let patch = Patch { name: "x.patch".into(), text: text.into(), origin: Origin::Default };
    apply(tree, &None_, &patch).unwrap()
}

fn text(tree: &Tree, path: &str) -> Option<String> {
    tree.get(path).map(|file| String::from_utf8(file.read(&None_).unwrap()).unwrap())
}

fn said(applied: &Applied) -> Vec<String> {
    let say = |text: &Text| text.say(Language::English);
    let line = |problem: &Problem| [Some(say(&problem.text)), problem.hint.as_ref().map(say)];
    applied.problems.iter().map(|problem| line(problem).into_iter().flatten().collect::<Vec<_>>().join("; ")).collect()
}

const SEVERAL: &str = "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\nFrom: A <a@example.com>\n\
Subject: [PATCH] several\n\n---\n a/x.go | 2 +-\n\ndiff --git a/a/x.go b/a/x.go\nindex 1..2 100644\n--- a/a/x.go\n+++ b/a/x.go\n\
@@ -1,3 +1,3 @@\n package a\n-var X = 1\n+var X = 2\n // end\n\
diff --git a/a/new.go b/a/new.go\nnew file mode 100755\nindex 0..3\n--- /dev/null\n+++ b/a/new.go\n@@ -0,0 +1 @@\n+package a\n\
diff --git a/gone.go b/gone.go\ndeleted file mode 100644\nindex 4..0\n--- a/gone.go\n+++ /dev/null\n@@ -1 +0,0 @@\n-package gone\n\
diff --git a/old.go b/b/moved.go\nsimilarity index 100%\nrename from old.go\nrename to b/moved.go\n\
diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n-- \n2.39.5\n";

#[test]
fn a_mailed_patch_of_several_files_does_all_that_git_does() {
    let mut tree = tree(&[
        ("a/x.go", "package a\nvar X = 1\n// end\n"),
        ("gone.go", "package gone\n"),
        ("old.go", "package b\n"),
        ("run.sh", "#!/bin/sh\n"),
    ]);
    let applied = patched(&mut tree, SEVERAL);
    assert_eq!(said(&applied), [""; 0]);
    assert_eq!(text(&tree, "a/x.go").unwrap(), "package a\nvar X = 2\n// end\n");
    assert_eq!(tree.get("a/new.go").unwrap().mode, Mode::Executable);
    assert_eq!(text(&tree, "gone.go"), None);
    assert_eq!(text(&tree, "b/moved.go").unwrap(), "package b\n");
    assert_eq!(text(&tree, "old.go"), None);
    assert_eq!(tree.get("run.sh").unwrap().mode, Mode::Executable);
    let touched: Vec<&str> = applied.touched.iter().map(String::as_str).collect();
    assert_eq!(touched, ["a/new.go", "a/x.go", "b/moved.go", "gone.go", "old.go", "run.sh"]);
}

#[test]
fn a_plain_diff_works_with_and_without_prefix_and_finds_moved_lines() {
    for (old, new) in [("a/p/x.go", "b/p/x.go"), ("p/x.go", "p/x.go"), ("istio.orig/p/x.go", "istio/p/x.go")] {
        let mut tree = tree(&[("p/x.go", "// new line above\n// and one more\none\ntwo\nthree\n")]);
        let applied = patched(&mut tree, &format!("--- {old}\n+++ {new}\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n"));
        assert_eq!(said(&applied), [""; 0], "{old}");
        assert!(text(&tree, "p/x.go").unwrap().ends_with("one\n2\nthree\n"), "{old}");
    }
}

#[test]
fn a_hunk_that_does_not_fit_tells_what_was_expected_and_found() {
    let mut tree = tree(&[("x.go", "one\ntwo\nthree\nfour\nFIVE\nsix\n")]);
    let before = tree.clone();
    let applied = patched(
        &mut tree,
        "--- a/x.go\n+++ b/x.go\n@@ -1,2 +1,2 @@\n-one\n+1\n two\n@@ -4,3 +4,3 @@\n four\n-five\n+5\n six\n",
    );
    assert_eq!(
        said(&applied),
        ["`x.patch` does not fit `x.go`: hunk 2, at line 4; line 5 should be `five` and is `FIVE`"]
    );
    assert_eq!(tree, before, "a file is patched whole or not at all");
}

#[test]
fn what_is_there_already_is_told_and_not_done_twice() {
    let mut tree = tree(&[("x.go", "one\n2\nthree\n")]);
    let applied = patched(&mut tree, "--- a/x.go\n+++ b/x.go\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n");
    assert!(applied.problems[0].already);
    assert_eq!(said(&applied), ["`x.go` has the change of `x.patch` already"]);
}

#[test]
fn hostile_patches_touch_nothing() {
    let mut tree = tree(&[("x.go", "one\n")]);
    let before = tree.clone();
    for (patch, words) in [
        ("--- /dev/null\n+++ b/../../etc/cron\n@@ -0,0 +1 @@\n+x\n", "no context may have"),
        ("--- /dev/null\n+++ /etc/cron\n@@ -0,0 +1 @@\n+x\n", "no context may have"),
        ("diff --git a/l b/l\nnew file mode 120000\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+/etc\n", "symbolic link"),
        ("diff --git a/x.go b/x.go\nBinary files a/x.go and b/x.go differ\n", "binary"),
        ("+++ /\n", "no context may have"),
        ("nothing of the kind\n", "no unified diff"),
        ("--- a/x.go\n+++ b/x.go\n@@ -1,99999999999999999999 +1 @@\n-one\n", "no unified diff"),
        ("--- a/y.go\n+++ b/y.go\n@@ -1 +1 @@\n-one\n+two\n", "does not have"),
    ] {
        let applied = patched(&mut tree, patch);
        assert!(said(&applied).concat().contains(words), "{patch}: {:?}", said(&applied));
        assert_eq!(tree, before, "{patch}");
        assert!(applied.touched.iter().all(|path| TreePath::new(path.as_str()).is_ok()), "{patch}: {applied:?}");
    }
}

#[test]
fn names_of_patch_files_are_plain_and_stay_the_same_when_used_again() {
    let name = |name: &str| Patch { name: name.into(), text: String::new(), origin: Origin::Default }.file_name(7);
    assert_eq!(name("../fixes/Größe of x.diff"), "0007-Gr--e-of-x.patch");
    assert_eq!(name("0003-fix.patch"), "0007-fix.patch");
    assert_eq!(name("..."), "0007-patch.patch");
}
