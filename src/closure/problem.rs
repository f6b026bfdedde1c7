//! What is wrong in the sources of a closure.

use super::Platform;
use super::embed::EmbedFlaw;
use super::scan::FlawKind;
use crate::text::Text;
use crate::text::closure as text;

/// Something in the sources that would stop a build, or that keeps the closure from being known. The closure goes on
/// without it, so that all problems are found at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, or the directory of a package, relative to the root; text, as a target need not be a valid path.
    pub path: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What is wrong with a file or package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// The file cannot be read; the cause in the words of who tried.
    Unreadable(String),
    /// The file is no Go source.
    Syntax {
        /// The line, from 1.
        line: u32,
        /// What is wrong there.
        flaw: FlawKind,
    },
    /// The file imports a package of this module that is not there.
    NoSuchPackage(String),
    /// The target is no package of this module.
    NoSuchTarget,
    /// The package has no Go file that is built for a platform.
    NoGoFiles(Platform),
    /// The file belongs to a package of this name, unlike other files of its directory.
    OtherPackageName(String),
    /// The file is a symbolic link that leads to no file of the tree.
    Link,
    /// `go.mod` replaces this module by a directory.
    LocalReplace(String),
    /// A `//go:embed` pattern of the file embeds nothing that a build would accept.
    Embed {
        /// The pattern.
        pattern: String,
        /// Why.
        flaw: EmbedFlaw,
    },
}

impl Problem {
    /// What is wrong, without the path.
    #[must_use]
    pub fn text(&self) -> Text {
        match &self.kind {
            ProblemKind::Unreadable(cause) => text::unreadable(cause),
            ProblemKind::Syntax { line, flaw } => match flaw {
                FlawKind::Constraint => text::bad_constraint(line),
                FlawKind::TwoConstraints => text::two_constraints(line),
                FlawKind::PackageClause => text::bad_package_clause(line),
                FlawKind::Import => text::bad_import(line),
                FlawKind::ImportPath => text::bad_import_path(line),
                FlawKind::Literal => text::bad_literal(line),
            },
            ProblemKind::NoSuchPackage(import) => text::no_such_package(import),
            ProblemKind::NoSuchTarget => text::no_such_target(),
            ProblemKind::NoGoFiles(platform) => text::no_go_files(platform),
            ProblemKind::OtherPackageName(name) => text::other_package_name(name),
            ProblemKind::Link => text::bad_link(),
            ProblemKind::LocalReplace(module) => text::local_replace(module),
            ProblemKind::Embed { pattern, flaw } => match flaw {
                EmbedFlaw::Syntax => text::embed_syntax(pattern),
                EmbedFlaw::NoMatch => text::embed_no_match(pattern),
                EmbedFlaw::OtherModule(path) => text::embed_other_module(pattern, path),
                EmbedFlaw::Name(path) => text::embed_name(pattern, path),
                EmbedFlaw::Link(path) => text::embed_link(pattern, path),
                EmbedFlaw::EmptyDirectory(path) => text::embed_empty_directory(pattern, path),
                EmbedFlaw::TooCostly => text::embed_too_costly(pattern),
            },
        }
    }
}
