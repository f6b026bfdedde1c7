//! A context on the disk: its history and what stands in it now.

use crate::disk::{self, Held};
use crate::error::{Error, Kind, Result};
use crate::merge::{Ancestor, Known};
use crate::state::{self, DIRECTORY, History, LOCK, PRISTINE, SELECTION};
use crate::text::{Language, update as say};
use crate::tree::{Digest, Tree, TreePath};
use camino::Utf8PathBuf;
use clap::{Arg, ArgMatches};

/// No history is so large.
const MOST: usize = 64 << 20;

/// A context that was opened.
pub(super) struct Context {
    /// Where it is.
    pub(super) directory: Utf8PathBuf,
    /// What it remembers.
    pub(super) history: History,
}

/// The argument that names a context.
pub(super) fn argument(language: Language) -> Arg {
    Arg::new("dir").value_name("DIR").help(say::context_dir().say(language)).default_value(".")
}

/// Opens the context that a command line names, after taking back what a run that died left in it.
///
/// # Errors
/// [`Kind::Answers`] when it is none or its history is damaged, [`Kind::Io`].
pub(super) fn open(matches: &ArgMatches) -> Result<Context> {
    let directory = Utf8PathBuf::from(crate::cli::one(matches, "dir").unwrap_or("."));
    let read = |name: &str| disk::read_text(&directory.join(DIRECTORY).join(name), MOST);
    if !disk::exists(&directory.join(DIRECTORY)) {
        return Err(Error::new(Kind::Answers, say::no_context(&directory)).hint(say::no_context_how()));
    }
    disk::recover(&directory)?;
    if !disk::exists(&directory.join(DIRECTORY).join(LOCK)) {
        return Err(Error::new(Kind::Answers, say::no_context(&directory)).hint(say::no_context_how()));
    }
    let history = state::read(&read(LOCK)?, &read(PRISTINE)?)?;
    Ok(Context { directory, history })
}

impl Context {
    /// The file of its selection.
    pub(super) fn selection(&self) -> Utf8PathBuf {
        self.directory.join(DIRECTORY).join(SELECTION)
    }

    /// What stands at the paths of its history and of another tree, and what else is there.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub(super) fn held(&self, also: &Tree) -> Result<Held> {
        let wanted = |path: &TreePath| match self.history.pristine.get(path) {
            Some(Ancestor { content: Known::Digest(digest), .. }) => Some(Some(*digest)),
            Some(_) => Some(None),
            None => also.get(path.as_str()).map(|file| Some(Digest::of(&file.content))),
        };
        disk::read(&self.directory, DIRECTORY, &wanted)
    }
}
