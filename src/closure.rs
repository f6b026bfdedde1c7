//! The files of a Go module that a build needs: the closure of in-module packages, computed from blobs.
//!
//! [`compute`] answers what `go list -deps` would, from the [`Tree`] of a tag, without a checkout and without a Go
//! toolchain: the packages of the module that the targets link, the files of each that are compiled, and the files that
//! they embed. Builds are without cgo, as Istio's are; test files take no part. Constraints are read as Go 1.17 and later
//! read them (before, `//go:build` lines meant nothing; `gofmt` has kept both kinds alike).

mod constraint;
mod context;
mod embed;
mod glob;
mod index;
mod lexer;
mod load;
mod memo;
mod module;
mod problem;
mod scan;
#[cfg(test)]
mod tests;
mod walk;

pub use embed::EmbedFlaw;
pub use memo::Memo;
pub use problem::{Problem, ProblemKind};
pub use scan::FlawKind;

use crate::error::Result;
use crate::tree::{Blobs, Tree, TreePath};
use context::Context;
use index::Index;
use load::Loader;
use module::Module;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use walk::{Run, Walk};

/// A main package to build.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// Its directory relative to the root: `pilot/cmd/pilot-discovery`.
    pub package: String,
    /// The build tags given to its build: `agent`, `disable_pgv`.
    pub build_tags: Vec<String>,
}

/// An operating system and architecture as Go names them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Platform {
    /// `GOOS`: `linux`.
    pub os: String,
    /// `GOARCH`: `amd64`.
    pub arch: String,
}

impl Platform {
    /// A platform by its `GOOS` and `GOARCH`.
    #[must_use]
    pub fn new(os: impl Into<String>, arch: impl Into<String>) -> Platform {
        Platform { os: os.into(), arch: arch.into() }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.os, self.arch)
    }
}

/// What some targets need of their module, on all the given platforms together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closure {
    /// The path of the module: `istio.io/istio`.
    pub module: String,
    /// The packages that are linked, by their directory relative to the root; the root is `""`.
    pub packages: BTreeMap<String, Package>,
    /// Every file that the builds need: what is compiled and embedded, `go.mod`, `go.sum`, and the `default.pgo` of a
    /// target (Go 1.21 and later optimise by it).
    pub files: BTreeSet<TreePath>,
    /// The imported packages of other modules, without the standard library.
    pub external: BTreeSet<String>,
    /// What is wrong in the sources, in the order of the paths.
    pub problems: Vec<Problem>,
}

/// A package of the module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// Its files that some build takes: Go files, and assembly, its headers and objects where there are any.
    pub files: BTreeSet<TreePath>,
    /// The files that those embed.
    pub embeds: BTreeSet<TreePath>,
    /// The targets that link it.
    pub needed_by: BTreeSet<String>,
    /// A package that imports it, on a shortest way from a target; `None` for a target.
    pub imported_by: Option<String>,
    /// The files by the target that takes them: build tags make a difference.
    taken_by: BTreeMap<String, BTreeSet<TreePath>>,
}

impl Closure {
    /// The packages that a target links, with their directories.
    pub fn packages_of(&self, target: &str) -> impl Iterator<Item = (&str, &Package)> {
        self.packages
            .iter()
            .filter(move |(_, package)| package.needed_by.contains(target))
            .map(|(directory, package)| (directory.as_str(), package))
    }

    /// The Go files that are compiled for a target on some platform, package by package.
    pub fn go_files_of(&self, target: &str) -> impl Iterator<Item = &TreePath> {
        self.packages
            .values()
            .filter_map(move |package| package.taken_by.get(target))
            .flatten()
            .filter(|path| path.name().ends_with(".go"))
    }
}

/// The closure of some targets on all the given platforms, for a repository that is looked at once.
///
/// # Errors
/// As [`compute_with`].
pub fn compute(tree: &Tree, blobs: &dyn Blobs, targets: &[Target], platforms: &[Platform]) -> Result<Closure> {
    compute_with(&Memo::new(), tree, blobs, targets, platforms)
}

/// The closure of some targets on all the given platforms. Blobs that the memo knows are not read again.
///
/// # Errors
/// If the tree has no usable `go.mod`, or if reading was interrupted. A file that cannot be read is a [`Problem`].
pub fn compute_with(
    memo: &Memo,
    tree: &Tree,
    blobs: &dyn Blobs,
    targets: &[Target],
    platforms: &[Platform],
) -> Result<Closure> {
    let index = Index::new(tree);
    let module = Module::read(&index, blobs)?;
    let mut contexts = Vec::new();
    let mut runs = Vec::new();
    for (target, platform) in targets.iter().flat_map(|target| platforms.iter().map(move |platform| (target, platform)))
    {
        let context = Context { platform: platform.clone(), tags: target.build_tags.iter().cloned().collect() };
        let known = contexts.iter().position(|known| *known == context);
        runs.push(Run { target, context: known.unwrap_or(contexts.len()) });
        if known.is_none() {
            contexts.push(context);
        }
    }
    let loader = Loader { index: &index, module: &module, blobs, memo, contexts: &contexts };
    let mut closure = Walk::new(&loader, &runs).walk()?;
    for package in closure.packages.values() {
        closure.files.extend(package.files.iter().chain(&package.embeds).cloned());
    }
    let linked = targets.iter().filter(|target| closure.packages.contains_key(&target.package));
    let profiles = linked.map(|Target { package, .. }| format!("{package}/{PROFILE}")).collect::<Vec<_>>();
    for path in ["go.mod", "go.sum"].into_iter().chain(profiles.iter().map(|path| path.trim_start_matches('/'))) {
        closure.files.extend(index.file(path).map(|(path, _)| path.clone()));
    }
    for replaced in &module.local {
        let kind = ProblemKind::LocalReplace(replaced.clone());
        closure.problems.push(Problem { path: "go.mod".to_owned(), kind });
    }
    closure.problems.sort_unstable();
    closure.problems.dedup();
    closure.module = module.path;
    Ok(closure)
}

/// What Go 1.21 and later optimise a main package by, if it is there.
const PROFILE: &str = "default.pgo";

/// For the fuzzers: bytes as a file of a package.
#[cfg(fuzzing)]
pub fn fuzz(source: &[u8]) {
    let _ = scan::go_file(source);
    let _ = scan::other_file(source);
}
