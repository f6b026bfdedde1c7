//! A small repository with tags of all kinds, made by git itself.

use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The repository is `istio` below [`Upstream::root`], bare.
pub(crate) struct Upstream {
    root: TempDir,
}

impl Upstream {
    /// `1.28.0` (annotated) and `1.28.1` with files, `1.28.0-rc.0` (lightweight) on the same commit as `1.28.0`, and
    /// history that nobody asks for.
    pub(crate) fn new() -> Upstream {
        let upstream = Upstream { root: tempfile::tempdir().unwrap() };
        upstream.run(upstream.root(), &["init", "--quiet", "--bare", "istio"], "");
        let large = |seed: u32| -> String {
            // Does not compress, so that sizes tell what was sent.
            let mut state = seed;
            let mut next = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                char::from(b'!' + (state >> 24) as u8 % 90)
            };
            (0..40_000).map(|_| next()).collect()
        };
        let large = large(1);
        // A single process makes everything.
        let mut stream = String::from("commit refs/heads/main\n");
        let who = "Someone <someone@example.com> 1700000000 +0000";
        stream += &format!("committer {who}\ndata 7\nhistory\nM 100644 inline old.txt\ndata 7\nhistory\n");
        for (mark, version) in ["1.28.0", "1.28.1", "1.29.0"].iter().enumerate().map(|(at, version)| (at + 1, version))
        {
            stream += &format!("commit refs/heads/main\nmark :{mark}\ncommitter {who}\ndata 6\n{version}\ndeleteall\n");
            for (mode, path, content) in [
                ("100644", "VERSION", *version),
                ("100755", "tools/build.sh", "#!/bin/sh\n"),
                ("120000", "link", "VERSION"),
                ("100644", "pilot/docker/Dockerfile.pilot", "FROM scratch\n"),
                ("100644", "large.txt", large.as_str()),
            ] {
                stream += &format!("M {mode} inline {path}\ndata {}\n{content}\n", content.len());
            }
            stream += "M 160000 0123456789012345678901234567890123456789 submodule\n";
        }
        for (tag, mark) in [("1.28.0", 1), ("1.28.1", 2)] {
            stream += &format!("tag {tag}\nfrom :{mark}\ntagger {who}\ndata 3\ntag\n");
        }
        for (tag, mark) in [("1.28.0-rc.0", 1), ("1.29.0", 3)] {
            stream += &format!("reset refs/tags/{tag}\nfrom :{mark}\n\n");
        }
        upstream.git_with(&["fast-import", "--quiet"], &stream);
        upstream
    }

    /// The directory that servers serve.
    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    /// The repository as a path.
    pub(crate) fn path(&self) -> String {
        self.root().join("istio").to_str().unwrap().to_owned()
    }

    /// A commit on a branch with exactly these files.
    pub(crate) fn commit(&self, branch: &str, files: &[(&str, &str, &str)]) -> String {
        let index = self.root().join("index");
        let _ = std::fs::remove_file(&index);
        for (mode, path, content) in files {
            let id = match *mode {
                "160000" => (*content).to_owned(),
                _ => self.git_with(&["hash-object", "-w", "--stdin"], content),
            };
            self.git(&["update-index", "--add", "--cacheinfo", &format!("{mode},{id},{path}")]);
        }
        let tree = self.git(&["write-tree"]);
        self.commit_tree(branch, &tree)
    }

    /// A commit of a tree that exists already.
    pub(crate) fn commit_tree(&self, branch: &str, tree: &str) -> String {
        let branch = format!("refs/heads/{branch}");
        let parent = self.git(&["for-each-ref", "--format=%(objectname)", &branch]);
        let mut arguments = vec!["commit-tree", "-m", "a commit", tree];
        if !parent.is_empty() {
            arguments.extend(["-p", &parent]);
        }
        let commit = self.git(&arguments);
        self.git(&["update-ref", &branch, &commit]);
        commit
    }

    /// The commit that something names.
    pub(crate) fn commit_of(&self, name: &str) -> String {
        self.git(&["rev-parse", &format!("{name}^{{commit}}")])
    }

    /// Runs git in the repository.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_with(arguments, "")
    }

    /// Runs git in the repository with something to read.
    pub(crate) fn git_with(&self, arguments: &[&str], input: &str) -> String {
        self.run(&self.root().join("istio"), arguments, input)
    }

    /// Runs git in a directory, with no configuration but its own.
    pub(crate) fn run(&self, directory: &Path, arguments: &[&str], input: &str) -> String {
        use std::io::Write;
        let mut git = Command::new("git");
        git.args(arguments).current_dir(directory);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        if directory == self.root().join("istio") {
            git.env("GIT_INDEX_FILE", self.root().join("index"));
        }
        for who in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{who}_NAME"), "Someone").env(format!("GIT_{who}_EMAIL"), "someone@example.com");
            git.env(format!("GIT_{who}_DATE"), "1700000000 +0000");
        }
        let mut child = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {stderr}");
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }
}
