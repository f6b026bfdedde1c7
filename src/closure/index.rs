//! The directories of a [`Tree`], which itself knows only paths of files.

use crate::tree::{File, Mode, Tree, TreePath};
use std::collections::BTreeMap;

/// What stands in one directory.
#[derive(Debug, Default)]
pub(super) struct Directory<'a> {
    /// Its files in the order of their paths.
    pub(super) files: Vec<(&'a TreePath, &'a File)>,
    /// The full paths of its directories, in their order.
    pub(super) directories: Vec<&'a str>,
    /// Whether it holds a `go.mod`: below the root that begins another module.
    pub(super) is_module: bool,
}

/// All directories of a tree by their path; the root is `""`.
#[derive(Debug)]
pub(super) struct Index<'a>(BTreeMap<&'a str, Directory<'a>>);

impl<'a> Index<'a> {
    pub(super) fn new(tree: &'a Tree) -> Index<'a> {
        let mut directories: BTreeMap<&'a str, Directory<'a>> = BTreeMap::new();
        directories.insert("", Directory::default());
        let mut current: Option<(&'a str, Directory<'a>)> = None;
        for (path, file) in tree.iter() {
            let name = path.directory();
            // Neighbours in a tree mostly share their directory: look it up only when it changes.
            if current.as_ref().is_none_or(|(directory, _)| *directory != name) {
                put_back(&mut directories, current.take());
                register(&mut directories, name);
                current = directories.get_mut(name).map(|directory| (name, std::mem::take(directory)));
            }
            if let Some((_, directory)) = &mut current {
                directory.is_module |= path.name() == "go.mod";
                directory.files.push((path, file));
            }
        }
        put_back(&mut directories, current);
        directories.values_mut().for_each(|directory| directory.directories.sort_unstable());
        Index(directories)
    }

    /// A directory and its path as the tree holds it.
    pub(super) fn directory(&self, path: &str) -> Option<(&'a str, &Directory<'a>)> {
        self.0.get_key_value(path).map(|(path, directory)| (*path, directory))
    }

    /// A file and its path as the tree holds it.
    pub(super) fn file(&self, path: &str) -> Option<(&'a TreePath, &'a File)> {
        let (_, directory) = self.directory(parent(path))?;
        let found = directory.files.binary_search_by(|(known, _)| known.as_str().cmp(path)).ok()?;
        Some(directory.files[found])
    }

    /// Whether a path below the root belongs to another module: a directory on the way to it, or itself, begins one.
    pub(super) fn is_in_other_module(&self, path: &str) -> bool {
        let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
        ends.filter(|end| *end > 0).any(|end| self.0.get(&path[..end]).is_some_and(|found| found.is_module))
    }

    /// The links and, last, the file that a symbolic link leads to, if all of them are in the tree.
    pub(super) fn follow(
        &self,
        link: &'a TreePath,
        read: impl Fn(&File) -> Option<Vec<u8>>,
    ) -> Option<Vec<&'a TreePath>> {
        /// More links in a row than any honest tree has.
        const MAX_LINKS: usize = 8;
        let mut passed: Vec<&'a TreePath> = Vec::new();
        while passed.len() < MAX_LINKS {
            let (path, file) = self.file(passed.last().unwrap_or(&link).as_str())?;
            if file.mode != Mode::Link {
                return Some(passed);
            }
            let target = String::from_utf8(read(file)?).ok()?;
            passed.push(self.file(&joined(path.directory(), &target)?)?.0);
        }
        None
    }
}

fn put_back<'a>(directories: &mut BTreeMap<&'a str, Directory<'a>>, filled: Option<(&'a str, Directory<'a>)>) {
    if let Some((path, directory)) = filled {
        directories.insert(path, directory);
    }
}

/// Enters a directory and those above it, down from the first that is known.
fn register<'a>(directories: &mut BTreeMap<&'a str, Directory<'a>>, mut path: &'a str) {
    let mut missing = Vec::new();
    while !directories.contains_key(path) {
        missing.push(path);
        path = parent(path);
    }
    for path in missing.into_iter().rev() {
        directories.entry(parent(path)).or_default().directories.push(path);
        directories.insert(path, Directory::default());
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// A relative link target seen from a directory; `None` if it leaves the root.
fn joined(directory: &str, target: &str) -> Option<String> {
    if target.starts_with('/') || target.len() > 4096 {
        return None;
    }
    let mut parts: Vec<&str> = directory.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
