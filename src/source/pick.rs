//! A commit as a patch: what it changes against its parent.

use super::fetch::Fetch;
use super::local::repository;
use super::location::{Location, clean};
use super::progress::Progress;
use super::store::Store;
use super::{Place, Settings, errors, resolve};
use crate::error::{Error, Kind, Result};
use crate::text::{Text, patch as say};
use git2::{Commit, DiffFormat, DiffOptions, ErrorCode, Repository};

/// A commit that was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Its id: 40 hexadecimal digits.
    pub commit: String,
    /// What it changes, in git's form of a unified diff.
    pub text: String,
}

/// Picks a commit: of a clone on this machine by its full or short id, or by a branch or tag; of a server by its full id,
/// which needs no connection once it is in the cache, or by a branch or tag.
///
/// # Errors
/// [`Kind::Source`] when the sources do not hold the commit and its one parent, or as [`super::open`].
pub fn pick(settings: &Settings, revision: &str, progress: &dyn Progress) -> Result<Picked> {
    let shown = clean(revision);
    let place = match &settings.location {
        Location::Remote(url) => super::without_login(&url.to_string()),
        Location::Local(path) => path.to_string(),
    };
    let missing = |how: Text| Error::new(Kind::Source, say::pick_unknown(&shown, &place)).hint(how);
    let (repository, commit, how) = match resolve(settings)? {
        Place::Local(path) => {
            let repository = repository(&path)?;
            let found = find(&repository, revision).map(|commit| commit.id());
            let unknown = |cause: git2::Error| missing(say::pick_unknown_how()).because(clean(cause.message()));
            (repository, found.map_err(unknown)?, say::pick_unknown_how())
        }
        Place::Remote { slot, url } => {
            if !super::is_tag_name(revision) {
                return Err(missing(say::pick_remote_how()));
            }
            let found = Fetch { settings, url: &url, slot: &slot, progress }.commit(revision)?;
            let unreadable = |damage| errors::unreadable(&settings.location, revision, damage);
            let repository = Store::open(&slot.objects()).and_then(|store| store.repository()).map_err(unreadable)?;
            let found = found.as_deref().and_then(|id| git2::Oid::from_str(id).ok());
            (repository, found.ok_or_else(|| missing(say::pick_remote_how()))?, say::pick_remote_how())
        }
    };
    let unknown = |cause: &git2::Error| missing(how.clone()).because(clean(cause.message()));
    let commit = repository.find_commit(commit).map_err(|error| unknown(&error))?;
    if commit.parent_count() != 1 {
        let error = Error::new(Kind::Source, say::pick_merge(&shown, commit.parent_count()));
        return Err(error.hint(say::pick_merge_how()));
    }
    let parent = commit.parent(0).map_err(|error| match error.code() {
        ErrorCode::NotFound => {
            Error::new(Kind::Source, say::pick_shallow(&shown, &place)).hint(say::pick_shallow_how())
        }
        _ => unknown(&error),
    })?;
    let text = diff(&repository, &parent, &commit).map_err(|error| unknown(&error))?;
    Ok(Picked { commit: commit.id().to_string(), text })
}

/// Names only: git's little language of revisions (`:/text`, `@{1}`) can ask for a walk over the whole history.
fn find<'r>(repository: &'r Repository, revision: &str) -> std::result::Result<Commit<'r>, git2::Error> {
    let is_id = revision.len() >= 7 && crate::reference::is_hex(revision);
    if !is_id && !super::is_tag_name(revision) {
        return Err(git2::Error::from_str("not a name"));
    }
    let named = |revision| repository.resolve_reference_from_short_name(revision)?.peel_to_commit();
    if is_id { repository.find_commit_by_prefix(revision).or_else(|_| named(revision)) } else { named(revision) }
}

fn diff(repository: &Repository, parent: &Commit<'_>, commit: &Commit<'_>) -> std::result::Result<String, git2::Error> {
    let mut options = DiffOptions::new();
    options.context_lines(3).show_binary(false).id_abbrev(40);
    let mut diff = repository.diff_tree_to_tree(Some(&parent.tree()?), Some(&commit.tree()?), Some(&mut options))?;
    diff.find_similar(None)?;
    // As `git format-patch` would begin it, without the names of people.
    let subject = clean(commit.summary().ok().flatten().unwrap_or_default());
    let mut text = format!("From {} Mon Sep 17 00:00:00 2001\nSubject: [PATCH] {subject}\n\n---\n", commit.id());
    let mut fits = true;
    diff.print(DiffFormat::Patch, |_, _, line| {
        if matches!(line.origin(), ' ' | '+' | '-') {
            text.push(line.origin());
        }
        // Lines that are no text cannot be patched anyway; what is said of them must be right nevertheless.
        match std::str::from_utf8(line.content()) {
            Ok(content) => text.push_str(content),
            Err(_) => text.push_str(&String::from_utf8_lossy(line.content())),
        }
        fits = text.len() <= crate::patch::MAX_BYTES;
        fits
    })?;
    Ok(text)
}
