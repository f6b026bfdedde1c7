//! The narrow waist: an ordered map from path to file. Upstream files arrive as a [`Tree`], rendering makes one, the
//! disk is read as one, and tests compare them.
//!
//! A file's content is either in memory or a blob of the fetched repository that is read when it is written: a tree of
//! Istio's whole sources costs no more memory than its list of names.

mod digest;

use crate::error::{Error, Kind, Result};
use camino::Utf8PathBuf;
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use digest::{Digest, same_content};

/// Why a text is no path in a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathProblem {
    /// The path or one of its parts is empty.
    #[error("empty path or path part")]
    Empty,
    /// It starts at a root: `/`, `C:`.
    #[error("absolute path")]
    Absolute,
    /// It has a `.` or `..` part.
    #[error("`.` or `..` in a path")]
    Dots,
    /// It has a `.git` part (in any case, or as Windows and macOS fold names).
    #[error("`.git` in a path")]
    GitDirectory,
    /// It has a control character, a backslash, a bidirectional control or another character that no file of ours has.
    #[error("a character that is not allowed in a path")]
    Character,
    /// A part is a device name of Windows, or ends in a dot or space.
    #[error("a name that Windows reserves")]
    Reserved,
    /// Longer than common file systems allow (255 bytes a part, 4,096 in all).
    #[error("too long a path")]
    TooLong,
}

/// A relative path with `/` between its parts: no `..`, no root, nothing that a file system would take as special.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct TreePath(String);

impl TreePath {
    /// Checks a path.
    ///
    /// # Errors
    /// The first [`PathProblem`] found: nothing that fails here may ever be joined to a directory.
    pub fn new(path: impl Into<String>) -> std::result::Result<TreePath, PathProblem> {
        let path = path.into();
        if path.starts_with('/') || path.as_bytes().get(1) == Some(&b':') {
            return Err(PathProblem::Absolute);
        }
        if path.len() > 4096 {
            return Err(PathProblem::TooLong);
        }
        path.split('/').try_for_each(check_part)?;
        Ok(TreePath(path))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// This path below a directory of the tree.
    #[must_use]
    pub fn below(&self, directory: &TreePath) -> TreePath {
        TreePath(format!("{}/{}", directory.0, self.0))
    }

    /// The last part.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// All but the last part; empty for a path at the root.
    #[must_use]
    pub fn directory(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(directory, _)| directory)
    }
}

fn check_part(part: &str) -> std::result::Result<(), PathProblem> {
    if part.is_empty() {
        return Err(PathProblem::Empty);
    }
    if part == "." || part == ".." {
        return Err(PathProblem::Dots);
    }
    if part.len() > 255 {
        return Err(PathProblem::TooLong);
    }
    if part.chars().any(is_forbidden) {
        return Err(PathProblem::Character);
    }
    let folded = part.to_ascii_lowercase();
    if folded == ".git" || folded == "git~1" || folded.trim_end_matches(['.', ' ']) == ".git" {
        return Err(PathProblem::GitDirectory);
    }
    if part.ends_with(['.', ' ']) || is_device(&folded) {
        return Err(PathProblem::Reserved);
    }
    Ok(())
}

/// Control characters, what Windows forbids in names, line ends of Unicode, bidirectional and zero-width characters.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_device(folded: &str) -> bool {
    let stem = folded.split('.').next().unwrap_or_default();
    matches!(stem, "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.as_bytes()[3].is_ascii_digit())
}

impl fmt::Display for TreePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for TreePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Borrow<str> for TreePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// The name of a blob in git's object store: the SHA-1 of its header and content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobId(pub [u8; 20]);

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What git and a build context know of a file's mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// `0644`
    Plain,
    /// `0755`
    Executable,
    /// A symbolic link; its content is the target.
    Link,
}

impl Mode {
    /// As the lock of a context writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Plain => "0644",
            Mode::Executable => "0755",
            Mode::Link => "link",
        }
    }
}

/// Where a file's bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// In memory.
    Bytes(Arc<[u8]>),
    /// In the object store of the fetched repository.
    Blob(BlobId),
    /// A file of the user, such as an Envoy of 100 MB, which is copied when the tree is written.
    Disk {
        /// Where it is.
        path: Utf8PathBuf,
        /// Its SHA-256 when it was looked at; writing anything else is an error.
        sha256: [u8; 32],
    },
}

/// One file of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its mode.
    pub mode: Mode,
    /// Its bytes, or where they are.
    pub content: Content,
}

impl File {
    /// A plain file with bytes in memory.
    #[must_use]
    pub fn plain(bytes: impl Into<Arc<[u8]>>) -> File {
        File { mode: Mode::Plain, content: Content::Bytes(bytes.into()) }
    }

    /// The bytes of an upstream or rendered file.
    ///
    /// # Errors
    /// As [`Blobs::read`]; a bug of ours for a file of the user, which only `disk` reads.
    pub fn read(&self, blobs: &dyn Blobs) -> Result<Vec<u8>> {
        match &self.content {
            Content::Bytes(bytes) => Ok(bytes.to_vec()),
            Content::Blob(id) => blobs.read(*id),
            Content::Disk { path, .. } => Err(Error::new(Kind::Bug, crate::text::disk::cannot_read(path))),
        }
    }
}

/// Reads blobs by their id: the object store of one repository, or a map in a test.
pub trait Blobs: Sync {
    /// The bytes of a blob.
    ///
    /// # Errors
    /// When the store does not hold the blob or its pack is damaged.
    fn read(&self, id: BlobId) -> Result<Vec<u8>>;

    /// How many bytes a blob has.
    ///
    /// # Errors
    /// As [`Blobs::read`].
    fn size(&self, id: BlobId) -> Result<u64> {
        self.read(id).map(|bytes| bytes.len() as u64)
    }
}

/// Files by path, in the order of their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<TreePath, File>,
}

impl Tree {
    /// An empty tree.
    #[must_use]
    pub fn new() -> Tree {
        Tree::default()
    }

    /// Puts a file at a path and returns the one that stood there.
    pub fn insert(&mut self, path: TreePath, file: File) -> Option<File> {
        self.files.insert(path, file)
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) -> Option<File> {
        self.files.remove(path)
    }

    /// The file at a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&TreePath, &File)> {
        self.files.iter()
    }

    /// The files below a directory (given without a final `/`), with their full paths; `""` is the whole tree.
    pub fn below<'a>(&'a self, directory: &'a str) -> impl Iterator<Item = (&'a TreePath, &'a File)> {
        let start = if directory.is_empty() { String::new() } else { format!("{directory}/") };
        let prefix = start.clone();
        self.files
            .range::<str, _>((std::ops::Bound::Included(start.as_str()), std::ops::Bound::Unbounded))
            .take_while(move |(path, _)| path.as_str().starts_with(&prefix))
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl FromIterator<(TreePath, File)> for Tree {
    fn from_iter<I: IntoIterator<Item = (TreePath, File)>>(files: I) -> Tree {
        Tree { files: files.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_the_root_or_name_a_device() {
        for (path, problem) in [
            ("", PathProblem::Empty),
            ("a//b", PathProblem::Empty),
            ("/etc/passwd", PathProblem::Absolute),
            ("C:evil", PathProblem::Absolute),
            ("a/../b", PathProblem::Dots),
            ("./a", PathProblem::Dots),
            ("a/.GIT/config", PathProblem::GitDirectory),
            ("a\\b", PathProblem::Character),
            ("a\nb", PathProblem::Character),
            ("a\u{202e}b", PathProblem::Character),
            ("aux.txt", PathProblem::Reserved),
            ("name.", PathProblem::Reserved),
        ] {
            assert_eq!(TreePath::new(path), Err(problem), "{path:?}");
        }
        assert_eq!(TreePath::new("x".repeat(256)), Err(PathProblem::TooLong));
        assert!(TreePath::new("pilot/docker/Dockerfile.pilot").is_ok());
    }

    #[test]
    fn below_takes_the_directory_and_not_its_namesakes() {
        let tree: Tree = ["a/b", "a/b/c", "a/b-d", "a/bc"]
            .into_iter()
            .map(|path| (TreePath::new(path).unwrap(), File::plain(*b"")))
            .collect();
        let names: Vec<&str> = tree.below("a/b").map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, ["a/b/c"]);
        assert_eq!(tree.below("").count(), 4);
    }
}
