//! The directories of a [`Tree`], which itself knows only paths of files.

use crate::tree::{File, Mode, Tree, TreePath};
use std::collections::BTreeMap;

/// The place of a directory in an [`Index`]; in the order of the paths.
pub(super) type Place = usize;

/// What stands in one directory.
#[derive(Debug, Default)]
pub(super) struct Directory<'a> {
    /// Its path; the root is `""`.
    pub(super) path: &'a str,
    /// Its files in the order of their paths.
    pub(super) files: Vec<(&'a TreePath, &'a File)>,
    /// Its directories in the order of their paths.
    pub(super) directories: Vec<Place>,
    /// Whether it holds a `go.mod`: below the root that begins another module.
    pub(super) has_module: bool,
    /// Whether it belongs to another module than the root.
    pub(super) is_foreign: bool,
    /// Whether it holds a file that is called Go, so that Go takes it for a package.
    pub(super) has_go: bool,
}

impl Directory<'_> {
    /// The last part of its path.
    pub(super) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// All directories of a tree in the order of their paths, so that each stands after the one that holds it.
#[derive(Debug)]
pub(super) struct Index<'a>(Vec<Directory<'a>>);

impl<'a> Index<'a> {
    pub(super) fn new(tree: &'a Tree) -> Index<'a> {
        let mut files: BTreeMap<&'a str, Vec<(&'a TreePath, &'a File)>> = BTreeMap::from([("", Vec::new())]);
        for entry in tree.iter() {
            let mut path = entry.0.directory();
            if let Some(known) = files.get_mut(path) {
                known.push(entry);
                continue;
            }
            files.insert(path, vec![entry]);
            // Enter those above it too, up to the first that is known.
            while !path.is_empty() {
                path = parent(path);
                if files.contains_key(path) {
                    break;
                }
                files.insert(path, Vec::new());
            }
        }
        let mut index = Index(Vec::with_capacity(files.len()));
        for (path, files) in files {
            let has_module = files.iter().any(|(path, _)| path.name() == "go.mod");
            let has_go = files.iter().any(|(path, _)| path.name().ends_with(".go"));
            let mut directory = Directory { path, files, has_module, has_go, ..Directory::default() };
            if !path.is_empty()
                && let Some(parent) = index.find(parent(path))
            {
                directory.is_foreign = has_module || index.0[parent].is_foreign;
                let place = index.0.len();
                index.0[parent].directories.push(place);
            }
            index.0.push(directory);
        }
        index
    }

    /// How many directories there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The place of a directory.
    pub(super) fn find(&self, path: &str) -> Option<Place> {
        self.0.binary_search_by(|directory| directory.path.cmp(path)).ok()
    }

    /// A directory by its place.
    pub(super) fn at(&self, place: Place) -> &Directory<'a> {
        &self.0[place]
    }

    /// A file with its path as the tree holds it.
    pub(super) fn file(&self, path: &str) -> Option<(&'a TreePath, &'a File)> {
        let files = &self.at(self.find(parent(path))?).files;
        let found = files.binary_search_by(|(known, _)| known.as_str().cmp(path)).ok()?;
        Some(files[found])
    }

    /// Whether a path, there or not, would belong to another module than the root.
    pub(super) fn is_foreign(&self, mut path: &str) -> bool {
        while !path.is_empty() {
            if let Some(place) = self.find(path) {
                return self.at(place).is_foreign;
            }
            path = parent(path);
        }
        false
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
        while passed.len() <= MAX_LINKS {
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

#[cfg(test)]
mod tests {
    use super::super::tests::tree;
    use super::*;

    #[test]
    fn every_directory_is_found_with_what_stands_in_it() {
        let tree = tree(&[("a-b/x.go", ""), ("a/b/c/x.go", ""), ("a/b/y.txt", ""), ("go.mod", "")]);
        let index = Index::new(&tree);
        let paths: Vec<&str> = (0..index.len()).map(|place| index.at(place).path).collect();
        assert_eq!(paths, ["", "a", "a-b", "a/b", "a/b/c"]);
        let root: Vec<&str> = index.at(0).directories.iter().map(|place| index.at(*place).path).collect();
        assert_eq!(root, ["a", "a-b"]);
        assert_eq!(index.find("a/b/c").map(|place| index.at(place).has_go), Some(true));
        assert_eq!(index.find("a/b").map(|place| index.at(place).has_go), Some(false));
        assert!(index.file("a/b/y.txt").is_some() && index.file("a/b").is_none() && index.find("b").is_none());
    }

    #[test]
    fn a_nested_go_mod_begins_another_module_for_all_below_it() {
        let tree = tree(&[("go.mod", ""), ("a/x.go", ""), ("b/go.mod", ""), ("b/c/x.go", ""), ("b-d/x.go", "")]);
        let index = Index::new(&tree);
        for (path, foreign) in
            [("", false), ("a", false), ("b", true), ("b/c", true), ("b/none/at/all", true), ("b-d", false)]
        {
            assert_eq!(index.is_foreign(path), foreign, "{path}");
        }
    }

    #[test]
    fn links_are_followed_inside_the_tree_only() {
        let link = |target: &str| File { mode: Mode::Link, ..File::plain(target.as_bytes()) };
        let mut tree = tree(&[("real/x.go", "")]);
        for (path, target) in [
            ("a/good.go", "../real/./x.go"),
            ("a/twice.go", "good.go"),
            ("a/outside.go", "../../x.go"),
            ("a/root.go", "/real/x.go"),
            ("a/none.go", "none"),
            ("a/loop.go", "loop.go"),
            ("a/directory.go", "../real"),
        ] {
            tree.insert(TreePath::new(path).unwrap(), link(target));
        }
        let index = Index::new(&tree);
        let read = |file: &File| match &file.content {
            crate::tree::Content::Bytes(bytes) => Some(bytes.to_vec()),
            _ => None,
        };
        let follow = |path: &str| {
            let passed = index.follow(index.file(path)?.0, read)?;
            Some(passed.into_iter().map(TreePath::as_str).collect::<Vec<_>>())
        };
        assert_eq!(follow("a/good.go"), Some(vec!["real/x.go"]));
        assert_eq!(follow("a/twice.go"), Some(vec!["a/good.go", "real/x.go"]));
        for path in ["a/outside.go", "a/root.go", "a/none.go", "a/loop.go", "a/directory.go"] {
            assert_eq!(follow(path), None, "{path}");
        }
    }
}
