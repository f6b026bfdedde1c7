//! Closures of small trees, and what tests of the other files share.

use crate::tree::{File, Tree, TreePath};

/// A tree of files with texts.
pub(super) fn tree(files: &[(&str, &str)]) -> Tree {
    files.iter().map(|(path, text)| (TreePath::new(*path).unwrap(), File::plain(text.as_bytes()))).collect()
}
