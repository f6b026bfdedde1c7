//! The trees of `tests/istio/<tag>` as values.

use istio_imgen::error::{Error, Kind, Result};
use istio_imgen::release::{Derived, Refusal, derive};
use istio_imgen::text::source::blob_missing;
use istio_imgen::tree::{BlobId, Blobs, File, Tree, TreePath};
use std::path::{Path, PathBuf};

/// An object store without objects: the trees of the tests are in memory.
pub(crate) struct NoBlobs;

impl Blobs for NoBlobs {
    fn read(&self, id: BlobId) -> Result<Vec<u8>> {
        Err(Error::new(Kind::Source, blob_missing(id)))
    }
}

/// The directory of a tree.
pub(crate) fn directory(tag: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/istio").join(tag)
}

/// The tags that there are trees of.
pub(crate) fn tags() -> Vec<String> {
    let entries = std::fs::read_dir(directory("")).unwrap();
    let mut tags: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    tags.sort();
    tags
}

/// The tree of a tag.
pub(crate) fn tree(tag: &str) -> Tree {
    let root = directory(tag);
    let mut tree = Tree::new();
    let mut open = vec![root.clone()];
    while let Some(directory) = open.pop() {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                tree.insert(TreePath::new(name).unwrap(), File::plain(std::fs::read(&path).unwrap()));
            }
        }
    }
    tree
}

/// The facts of a tree.
pub(crate) fn derived(tag: &str, tree: &Tree) -> std::result::Result<Derived, Refusal> {
    derive(tag, "0123456789abcdef0123456789abcdef01234567", 1_700_000_000, tree, &NoBlobs)
}
