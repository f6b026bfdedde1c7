//! A local repository with many tags: what the catalogue is built from.

use crate::error::{Error, Kind, Result};
use crate::text::release as say;
use crate::tree::{BlobId, Blobs, Content, File, Mode, Tree, TreePath};
use git2::{FileMode, ObjectType, Oid, Repository as Git, TreeWalkMode, TreeWalkResult};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A local repository, opened once per thread that reads it.
pub struct Repository {
    path: PathBuf,
    /// Opened repositories that no thread uses at the moment: libgit2's handles must not be shared, but may move.
    idle: Mutex<Vec<Git>>,
}

/// A tag and the commit that it names after peeling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The name without `refs/tags/`.
    pub name: String,
    /// The commit, 40 hexadecimal digits.
    pub commit: String,
    /// The committer date in seconds since 1970-01-01 UTC.
    pub date: i64,
}

impl Repository {
    /// Opens a local repository, bare or not.
    ///
    /// # Errors
    /// When there is none at the path.
    pub fn open(path: &Path) -> Result<Repository> {
        let repository = Repository { path: path.to_owned(), idle: Mutex::new(Vec::new()) };
        repository.with(|_| Ok(()))?;
        Ok(repository)
    }

    /// All tags that name a commit, in the order of their names.
    ///
    /// # Errors
    /// When the repository cannot be read.
    pub fn tags(&self) -> Result<Vec<Tag>> {
        self.with(|git| {
            let mut tags = Vec::new();
            for reference in git.references_glob("refs/tags/*")? {
                let reference = reference?;
                let (Ok(name), Ok(commit)) = (reference.shorthand(), reference.peel_to_commit()) else { continue };
                let date = commit.committer().when().seconds();
                tags.push(Tag { name: name.to_owned(), commit: commit.id().to_string(), date });
            }
            tags.sort_by(|left, right| left.name.cmp(&right.name));
            Ok(tags)
        })
    }

    /// The files of a commit (40 hexadecimal digits). Submodules and names that no tree may hold are left out.
    ///
    /// # Errors
    /// When the commit or one of its directories cannot be read.
    pub fn tree(&self, commit: &str) -> Result<Tree> {
        self.with(|git| {
            let mut files = Vec::new();
            git.find_commit(Oid::from_str(commit)?)?.tree()?.walk(TreeWalkMode::PreOrder, |directory, entry| {
                let path = entry.name().ok().and_then(|name| TreePath::new(format!("{directory}{name}")).ok());
                if let (Some(ObjectType::Blob), Some(path)) = (entry.kind(), path) {
                    let mode = match entry.filemode() {
                        mode if mode == i32::from(FileMode::BlobExecutable) => Mode::Executable,
                        mode if mode == i32::from(FileMode::Link) => Mode::Link,
                        _ => Mode::Plain,
                    };
                    let mut id = [0; 20];
                    id.copy_from_slice(entry.id().as_bytes());
                    files.push((path, File { mode, content: Content::Blob(BlobId(id)) }));
                }
                TreeWalkResult::Ok
            })?;
            Ok(files.into_iter().collect())
        })
    }

    /// One file of a commit; `None` when there is no such commit, or the commit does not have the file.
    ///
    /// # Errors
    /// When the repository cannot be read.
    pub fn file(&self, commit: &str, path: &str) -> Result<Option<Vec<u8>>> {
        self.with(|git| {
            let read = || -> std::result::Result<Vec<u8>, git2::Error> {
                let entry = git.find_commit(Oid::from_str(commit)?)?.tree()?.get_path(Path::new(path))?;
                Ok(git.find_blob(entry.id())?.content().to_vec())
            };
            match read() {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
                Err(error) => Err(error),
            }
        })
    }

    /// The commit that a reference or the beginning of its own name means; `None` when there is none such.
    ///
    /// # Errors
    /// When the repository cannot be read.
    pub fn commit(&self, name: &str) -> Result<Option<String>> {
        self.with(|git| match git.revparse_single(name).and_then(|object| object.peel_to_commit()) {
            Ok(commit) => Ok(Some(commit.id().to_string())),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error),
        })
    }

    /// The commit that a branch named at a time (seconds since 1970-01-01 UTC), along the first parents; `None` when
    /// there is no such branch or it is younger.
    ///
    /// # Errors
    /// When the repository cannot be read.
    pub fn branch_at(&self, branch: &str, time: i64) -> Result<Option<String>> {
        self.with(|git| {
            let names = [format!("refs/heads/{branch}"), format!("refs/remotes/origin/{branch}")];
            let reference = names.iter().find_map(|name| git.find_reference(name).ok());
            let Some(reference) = reference else { return Ok(None) };
            let mut commit = reference.peel_to_commit()?;
            while commit.committer().when().seconds() > time {
                match commit.parent(0) {
                    Ok(parent) => commit = parent,
                    Err(_) => return Ok(None),
                }
            }
            Ok(Some(commit.id().to_string()))
        })
    }

    /// Closes what is open but idle: libgit2 keeps all that it read of a pack in memory while it is open.
    pub fn rest(&self) {
        if let Ok(mut idle) = self.idle.lock() {
            idle.clear();
        }
    }

    fn with<T>(&self, run: impl FnOnce(&Git) -> std::result::Result<T, git2::Error>) -> Result<T> {
        let unreadable = |error: git2::Error| {
            Error::new(Kind::Source, say::repository_of_tags_unreadable(self.path.display())).because(error.message())
        };
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let git = match idle {
            Some(git) => git,
            None => Git::open_bare(&self.path).or_else(|_| Git::open(&self.path)).map_err(unreadable)?,
        };
        let result = run(&git).map_err(unreadable);
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(git);
        }
        result
    }
}

impl Blobs for Repository {
    fn read(&self, id: BlobId) -> Result<Vec<u8>> {
        self.with(|git| Ok(git.find_blob(Oid::from_bytes(&id.0)?)?.content().to_vec()))
    }
}
