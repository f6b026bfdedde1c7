//! A repository on this machine: opened and read, never changed or fetched.
#![allow(clippy::disallowed_methods, reason = "makes the path absolute")]

use super::errors;
use super::location::{Location, clean};
use super::store::{Commit, Damage, Store};
use crate::error::{Error, Kind, Result};
use crate::text::source as say;
use camino::{Utf8Path, Utf8PathBuf};
use git2::{ErrorCode, Repository};

/// The objects of a repository, and the commit of one of its tags.
pub(super) fn open(path: &Utf8Path, tag: &str) -> Result<(Store, Commit)> {
    let repository = repository(path)?;
    let found = match repository.find_reference(&format!("refs/tags/{tag}")) {
        Ok(found) => found,
        Err(error) if error.code() == ErrorCode::NotFound => {
            let tags = tags_of(&repository, path)?;
            return Err(errors::tag_unknown(tag, path, tags.iter().map(String::as_str)));
        }
        Err(error) => return Err(unopened(path, &error)),
    };
    let unreadable = |damage| errors::unreadable(&Location::Local(path.to_owned()), tag, damage);
    let commit = found.peel_to_commit().map_err(|error| unreadable(Damage::from(error)))?;
    let objects = Utf8PathBuf::from_path_buf(repository.commondir().join("objects"))
        .map_err(|path| Error::new(Kind::Usage, say::path_not_text(path.to_string_lossy())))?;
    let store = Store::open(&objects).map_err(unreadable)?;
    Ok((store, Commit { id: commit.id().to_string(), date: commit.committer().when().seconds() }))
}

/// The names of the tags.
pub(super) fn tags(path: &Utf8Path) -> Result<Vec<String>> {
    tags_of(&repository(path)?, path)
}

fn tags_of(repository: &Repository, path: &Utf8Path) -> Result<Vec<String>> {
    let mut tags = Vec::new();
    let each = |_, name: &[u8]| {
        // Names that are no text are no tags of Istio's.
        let name = std::str::from_utf8(name).ok();
        tags.extend(name.and_then(|name| name.strip_prefix("refs/tags/")).map(str::to_owned));
        true
    };
    repository.tag_foreach(each).map_err(|error| unopened(path, &error))?;
    Ok(tags)
}

pub(super) fn repository(path: &Utf8Path) -> Result<Repository> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.as_std_path().to_owned());
    Repository::open(absolute).map_err(|error| unopened(path, &error))
}

fn unopened(path: &Utf8Path, error: &git2::Error) -> Error {
    let text = match error.code() {
        ErrorCode::NotFound => say::no_repository(path),
        _ => say::repository_unreadable(path),
    };
    let told = Error::new(Kind::Source, text).because(clean(error.message()));
    match error.code() {
        ErrorCode::Owner => told.hint(say::owner_how(path)),
        ErrorCode::NotFound => told.hint(say::no_repository_how()),
        _ => told.hint(say::local_damaged_how()),
    }
}
