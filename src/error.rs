//! World problems: the first one ends the command, with its place, its cause, a way out and an exit code.
//!
//! Data problems (a bad preset, an impossible plan) are not errors but [`crate::finding::Finding`]s, all at once.

use crate::text::{Language, Text};
use std::fmt;

/// The result of what touches the world.
pub type Result<T> = std::result::Result<T, Error>;

/// What kind of problem it is; each has one exit code of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Wrong command line.
    Usage,
    /// Answers missing or invalid, preset invalid, legacy input.
    Answers,
    /// Source or registry: tag unknown, network, login, not in the cache while offline.
    Source,
    /// Template: syntax, undefined name, overlay broken.
    Template,
    /// Would overwrite; nothing was written.
    WouldOverwrite,
    /// Verification failed: digest, checksum, signature, pinned commit.
    Verification,
    /// I/O: disk full, permission.
    Io,
    /// Interrupted by SIGINT: the tree is unchanged.
    Interrupted,
    /// A bug of ours.
    Bug,
}

impl Kind {
    /// The exit code that the command line documents.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Kind::Usage => 2,
            Kind::Answers => 3,
            Kind::Source => 4,
            Kind::Template => 5,
            Kind::WouldOverwrite => 6,
            Kind::Verification => 10,
            Kind::Io => 74,
            Kind::Bug => 101,
            Kind::Interrupted => 130,
        }
    }
}

/// A problem of the world, said in the user's language at the edge of the program.
#[derive(Debug)]
pub struct Error {
    /// Its kind, which decides the exit code.
    pub kind: Kind,
    /// What went wrong, naming the path or URL.
    pub text: Text,
    /// What to do about it.
    pub hint: Option<Text>,
    /// The cause, in the words of whoever found it (operating system, libgit2, TLS).
    pub cause: Option<String>,
}

impl Error {
    /// An error without hint and cause.
    #[must_use]
    pub fn new(kind: Kind, text: Text) -> Error {
        Error { kind, text, hint: None, cause: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: Text) -> Error {
        self.hint = Some(hint);
        self
    }

    /// Adds the cause, in the words of whoever found it.
    #[must_use]
    pub fn because(mut self, cause: impl fmt::Display) -> Error {
        self.cause = Some(cause.to_string());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text.say(Language::English))?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
