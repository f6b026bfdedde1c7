//! Reads git's objects: a tag's commit, its whole listing, its blobs. Never a work tree, never a configuration.

use super::location::clean;
use crate::tree::{BlobId, Content, File, Mode, PathProblem, Tree, TreePath};
use camino::{Utf8Path, Utf8PathBuf};
use git2::{ObjectType, Odb, Oid, Repository};
use std::collections::BTreeSet;

/// The objects of one repository. Any number of threads may read at once.
pub(super) struct Store {
    objects: Utf8PathBuf,
    odb: Odb<'static>,
}

/// Why something cannot be read.
#[derive(Debug)]
pub(super) enum Damage {
    /// An object is missing or broken; in the words of libgit2.
    Object(String),
    /// A file has a name that no build context may have.
    Name(String, PathProblem),
    /// More files than we are willing to take, or a larger one.
    TooMuch(String),
}

impl From<git2::Error> for Damage {
    fn from(error: git2::Error) -> Damage {
        Damage::Object(clean(error.message()))
    }
}

/// What a tag names in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Commit {
    /// 40 hexadecimal digits.
    pub(super) id: String,
    /// The committer date, in seconds since 1970-01-01 UTC.
    pub(super) date: i64,
}

/// Istio has about 6,000 files; a tree that unfolds to more entries than this is a bomb.
const MOST_ENTRIES: usize = 500_000;
/// Istio's largest file has about 10 MB.
const MOST_BLOB: usize = 512 << 20;

impl Store {
    /// Opens the `objects` directory of a repository, with its alternates.
    pub(super) fn open(objects: &Utf8Path) -> Result<Store, Damage> {
        Ok(Store { objects: objects.to_owned(), odb: open_odb(objects)? })
    }

    /// The commit behind the object that a tag names.
    pub(super) fn peel(&self, id: &str) -> Result<Commit, Damage> {
        let repository = self.repository()?;
        let commit = repository.find_object(Oid::from_str(id)?, None)?.peel_to_commit()?;
        Ok(Commit { id: commit.id().to_string(), date: commit.committer().when().seconds() })
    }

    /// The commit that an object names, and its parent if it has exactly one; every file of both is here.
    pub(super) fn pair(&self, id: &str) -> Result<(String, Option<String>), Damage> {
        let repository = self.repository()?;
        let commit = repository.find_object(Oid::from_str(id)?, None)?.peel_to_commit()?;
        self.check(&commit.id().to_string(), false)?;
        let parent = match commit.parent_count() {
            1 => Some(commit.parent_id(0)?.to_string()),
            _ => None,
        };
        if let Some(parent) = &parent {
            self.check(parent, false)?;
        }
        Ok((commit.id().to_string(), parent))
    }

    /// All files of a commit. Submodules are skipped: their files are in another repository.
    pub(super) fn tree(&self, commit: &str) -> Result<Tree, Damage> {
        let mut files = Tree::new();
        self.walk(commit, &mut |directory, entry| {
            let whole = [directory, entry.name_bytes()].concat();
            let shown = || clean(&whole.escape_ascii().to_string());
            let path = String::from_utf8(whole.clone()).map_err(|_| Damage::Name(shown(), PathProblem::Character))?;
            let path = TreePath::new(path).map_err(|problem| Damage::Name(shown(), problem))?;
            let mode = match entry.filemode() {
                0o120_000 => Mode::Link,
                0o100_755 => Mode::Executable,
                _ => Mode::Plain,
            };
            let mut id = BlobId([0; 20]);
            id.0.copy_from_slice(entry.id().as_bytes());
            match files.insert(path, File { mode, content: Content::Blob(id) }) {
                None => Ok(()),
                Some(_) => Err(Damage::Object(format!("two files are named {}", shown()))),
            }
        })?;
        Ok(files)
    }

    /// Whether every file of a commit is there; with `thorough`, whether every byte of them is right.
    pub(super) fn check(&self, commit: &str, thorough: bool) -> Result<(), Damage> {
        let mut seen = BTreeSet::new();
        self.walk(commit, &mut |_, entry| {
            let id = entry.id();
            if !seen.insert(id) {
                return Ok(());
            }
            if thorough {
                return self.object(id, ObjectType::Blob).map(drop);
            }
            if self.odb.exists(id) { Ok(()) } else { Err(Damage::Object(format!("no object {id}"))) }
        })
    }

    /// Whether an object is there; says nothing of its bytes.
    pub(super) fn holds(&self, id: &str) -> bool {
        Oid::from_str(id).is_ok_and(|id| self.odb.exists(id))
    }

    /// The bytes of a blob; libgit2 compares them with their name.
    pub(super) fn read(&self, id: BlobId) -> Result<Vec<u8>, Damage> {
        self.object(Oid::from_bytes(&id.0)?, ObjectType::Blob)
    }

    /// How many bytes a blob has, without reading them.
    pub(super) fn size(&self, id: BlobId) -> Result<u64, Damage> {
        Ok(self.odb.read_header(Oid::from_bytes(&id.0)?)?.0 as u64)
    }

    fn object(&self, id: Oid, wanted: ObjectType) -> Result<Vec<u8>, Damage> {
        let (size, kind) = self.odb.read_header(id)?;
        if kind != wanted {
            return Err(Damage::Object(format!("{id} is no blob")));
        }
        if size > MOST_BLOB {
            return Err(Damage::TooMuch(id.to_string()));
        }
        Ok(self.odb.read(id)?.data().to_vec())
    }

    /// Visits all files of a commit with their directories (empty or ending in `/`).
    fn walk(&self, commit: &str, visit: &mut Visit<'_>) -> Result<(), Damage> {
        let repository = self.repository()?;
        let root = repository.find_commit(Oid::from_str(commit)?)?.tree_id();
        let mut waiting = vec![(Vec::new(), root)];
        let mut entries = 0;
        while let Some((directory, id)) = waiting.pop() {
            let tree = repository.find_tree(id)?;
            for entry in tree.iter() {
                entries += 1;
                if entries > MOST_ENTRIES {
                    return Err(Damage::TooMuch(commit.to_owned()));
                }
                match entry.kind() {
                    Some(ObjectType::Tree) => {
                        let below = [&directory, entry.name_bytes(), b"/"].concat();
                        if below.len() > 4096 {
                            return Err(Damage::Name(clean(&below.escape_ascii().to_string()), PathProblem::TooLong));
                        }
                        waiting.push((below, entry.id()));
                    }
                    Some(ObjectType::Commit) => {}
                    _ => visit(&directory, &entry)?,
                }
            }
        }
        Ok(())
    }

    /// A repository around the same objects, for libgit2's parsers of commits and trees.
    pub(super) fn repository(&self) -> Result<Repository, Damage> {
        Ok(Repository::from_odb(open_odb(&self.objects)?)?)
    }
}

type Visit<'v> = dyn FnMut(&[u8], &git2::TreeEntry<'_>) -> Result<(), Damage> + 'v;

fn open_odb(objects: &Utf8Path) -> Result<Odb<'static>, Damage> {
    let odb = Odb::new()?;
    odb.add_disk_alternate(objects.as_str())?;
    Ok(odb)
}
