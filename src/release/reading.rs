//! Reading the files of a tag that state facts.

use crate::text::{Text, release as say};
use crate::tree::{Blobs, Tree};

/// Files that state facts are small; a larger one is none of Istio's.
const LIMIT: usize = 2 << 20;

/// A fact that cannot be read, and where it was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path in the sources.
    pub path: String,
    /// What is wrong with it.
    pub text: Text,
}

/// The sources of one tag.
#[derive(Clone, Copy)]
pub(super) struct Sources<'a> {
    pub(super) tag: &'a str,
    pub(super) tree: &'a Tree,
    pub(super) blobs: &'a dyn Blobs,
}

impl Sources<'_> {
    /// The text of a file.
    pub(super) fn text(&self, path: &str) -> Result<String, Problem> {
        let problem = |text| Problem { path: path.to_owned(), text };
        let Some(file) = self.tree.get(path) else {
            return Err(problem(say::file_missing_at_tag(path, self.tag)));
        };
        let unreadable = |_| problem(say::file_unreadable_at_tag(path, self.tag));
        let bytes = file.read(self.blobs).map_err(unreadable)?;
        if bytes.len() > LIMIT {
            return Err(problem(say::file_too_large(path, bytes.len(), LIMIT)));
        }
        String::from_utf8(bytes).map_err(|_| problem(say::file_not_text(path)))
    }

    /// Whether there is a file or a directory at a path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.tree.get(path).is_some() || self.has_directory(path)
    }

    /// Whether there is a directory at a path.
    pub(super) fn has_directory(&self, path: &str) -> bool {
        self.tree.below(path).next().is_some()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::error::{Error, Kind, Result};
    use crate::tree::{BlobId, File, TreePath};

    /// An object store without objects.
    pub(crate) struct NoBlobs;

    impl Blobs for NoBlobs {
        fn read(&self, id: BlobId) -> Result<Vec<u8>> {
            Err(Error::new(Kind::Source, crate::text::source::blob_missing(id)))
        }
    }

    /// Runs with sources that are in memory.
    pub(crate) fn sources<T>(files: &[(&str, &str)], run: impl FnOnce(&Sources<'_>) -> T) -> T {
        let tree: Tree =
            files.iter().map(|(path, text)| (TreePath::new(*path).unwrap(), File::plain(text.as_bytes()))).collect();
        run(&Sources { tag: "1.30.3", tree: &tree, blobs: &NoBlobs })
    }

    #[test]
    fn a_file_that_cannot_be_read_is_a_problem_with_its_path() {
        let mut tree = Tree::new();
        let at = |path: &str| TreePath::new(path).unwrap();
        tree.insert(at("binary"), File::plain(*b"\xff\xfe"));
        tree.insert(at("large"), File::plain(vec![b' '; LIMIT + 1]));
        tree.insert(
            at("lost"),
            File { mode: crate::tree::Mode::Plain, content: crate::tree::Content::Blob(BlobId([7; 20])) },
        );
        let sources = Sources { tag: "1.30.3", tree: &tree, blobs: &NoBlobs };
        for (path, id) in [
            ("binary", "file_not_text"),
            ("large", "file_too_large"),
            ("lost", "file_unreadable_at_tag"),
            ("absent", "file_missing_at_tag"),
        ] {
            let problem = sources.text(path).unwrap_err();
            assert_eq!((problem.path.as_str(), problem.text.id()), (path, id));
        }
    }
}
