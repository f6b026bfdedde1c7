//! The environment variables that the programs of a release register.
//!
//! Istio registers a variable where it is used: `env.RegisterStringVar(…)` since 1.2, `env.Register(…)` since 1.16. A
//! program knows the variables of the packages that it links. What a program reads without registering it, or what its
//! dependencies read (gRPC, klog, `KUBECONFIG`), is not known here; ztunnel is not in this repository.

mod fold;
mod lexer;
mod memo;
mod parser;
mod syntax;

pub use memo::VariableMemo;

use super::Release;
use crate::closure::{Closure, Memo, Platform, Target, compute_with};
use crate::error::Result;
use crate::tree::{Blobs, Tree, TreePath};
use fold::{Value, fold, outcome, standard, typed};
use memo::Observed;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use syntax::{Expr, Registration, Syntax};

/// What a variable holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Any text.
    String,
    /// What Go's `ParseBool` reads: `true`, `false`, `1`, `0`, …
    Bool,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// What Go's `ParseDuration` reads: `100ms`, `1h30m`.
    Duration,
}

/// What a variable is when it is not set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VariableDefault {
    /// A constant, as it would be written in the environment.
    Text(String),
    /// The Go expression that computes it.
    Expression(String),
}

/// A registered variable. A name that programs register with different defaults stands once for each default.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Variable {
    /// Its name: `PILOT_TRACE_SAMPLING`.
    pub name: String,
    /// What it holds; `None` if that is not written where it is registered.
    pub kind: Option<Kind>,
    /// What it is when it is not set.
    pub default: VariableDefault,
    /// Its default with `PILOT_ENABLE_AMBIENT=true`, for a variable that is ignored without that (1.22 and later).
    pub with_ambient: Option<VariableDefault>,
    /// The programs that register it: `pilot-discovery`, `pilot-agent`.
    pub components: BTreeSet<String>,
    /// The first release that registers it, where it is known (the catalogue knows 1.5 and later).
    pub since: Option<String>,
    /// The last release that registers it; `None` if that is the newest, or unknown.
    pub until: Option<String>,
    /// What Istio says of it: only from the sources, never from the catalogue.
    pub description: Option<String>,
}

/// The images whose programs are looked at.
const IMAGES: [&str; 5] = ["pilot", "proxyv2", "install-cni", "istioctl", "operator"];
/// How deep constants may refer to each other.
const DEPTH: usize = 16;

/// The variables that the programs of a release register, in the order of their names, read from the sources of its tag.
/// The memos may be shared by many tags of a repository.
///
/// # Errors
/// When the sources have no usable `go.mod`, or when reading them was interrupted.
pub fn variables(
    release: &Release,
    tree: &Tree,
    blobs: &dyn Blobs,
    closures: &Memo,
    memo: &VariableMemo,
) -> Result<Vec<Variable>> {
    let observed = Observed { blobs, memo };
    let mut targets = BTreeMap::new();
    for binary in IMAGES.iter().filter_map(|name| release.images.get(*name)).flat_map(|image| &image.binaries) {
        if let Some(package) = &binary.package {
            let target = Target { package: package.clone(), build_tags: binary.build_tags.clone() };
            targets.insert(target, binary.name.clone());
        }
    }
    let platforms = ["amd64", "arm64"].map(|arch| Platform::new("linux", arch));
    let list: Vec<Target> = targets.keys().cloned().collect();
    let closure = compute_with(closures, tree, &observed, &list, &platforms)?;
    let packages = Packages { tree, observed: &observed, closure: &closure, tables: RefCell::default() };
    // Where each name is registered with which default, and by which programs.
    let mut found: BTreeMap<Key, Found> = BTreeMap::new();
    let mut known: BTreeMap<TreePath, Vec<(Key, Option<String>)>> = BTreeMap::new();
    for (target, component) in &targets {
        for path in closure.go_files_of(&target.package) {
            let registered = known.entry(path.clone()).or_insert_with(|| packages.registered(path));
            for (key, description) in registered.iter() {
                let entry = found.entry(key.clone()).or_default();
                entry.components.insert(component.clone());
                entry.description = entry.description.take().or_else(|| description.clone());
            }
        }
    }
    Ok(found.into_iter().map(|(key, found)| key.variable(found)).collect())
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    name: String,
    kind: Option<Kind>,
    default: VariableDefault,
    with_ambient: Option<VariableDefault>,
}

#[derive(Default)]
struct Found {
    components: BTreeSet<String>,
    description: Option<String>,
}

impl Key {
    fn variable(self, found: Found) -> Variable {
        Variable {
            name: self.name,
            kind: self.kind,
            default: self.default,
            with_ambient: self.with_ambient,
            components: found.components,
            since: None,
            until: None,
            description: found.description,
        }
    }
}

/// The constants of a package by their name: the file that declares each, and its place there.
type Table = BTreeMap<String, (Arc<Syntax>, usize)>;

/// The packages of a tag, looked at as constants need them.
struct Packages<'a> {
    tree: &'a Tree,
    observed: &'a Observed<'a>,
    closure: &'a Closure,
    tables: RefCell<BTreeMap<String, Arc<Table>>>,
}

impl Packages<'_> {
    /// What a file registers.
    fn registered(&self, path: &TreePath) -> Vec<(Key, Option<String>)> {
        let Some(syntax) = self.tree.get(path.as_str()).and_then(|file| self.observed.registering(file)) else {
            return Vec::new();
        };
        syntax
            .registrations
            .iter()
            .filter_map(|registration| self.registration(registration, path.directory(), &syntax))
            .collect()
    }

    fn registration(&self, said: &Registration, directory: &str, file: &Syntax) -> Option<(Key, Option<String>)> {
        let value = |expr: &Expr| self.fold(expr, directory, file, 0);
        // A function that registers what it is given has no name here: its callers do.
        let Some(Value::Text(name)) = value(&said.name) else { return None };
        let name = if said.from_flag { name.to_uppercase().replace('-', "_") } else { name };
        let of = said.of.as_deref();
        let (kind, default) = outcome(value(&said.default), of, &said.source);
        let with_ambient = said.with_ambient.as_ref().map(|expr| outcome(value(expr), of, "").1);
        let description = match value(&said.description) {
            Some(Value::Text(text)) if !text.is_empty() => Some(text),
            _ => None,
        };
        Some((Key { name, kind, default, with_ambient }, description))
    }

    fn fold(&self, expr: &Expr, directory: &str, file: &Syntax, depth: usize) -> Option<Value> {
        if depth > DEPTH {
            return None;
        }
        let name = |name: &str| self.constant(directory, name, depth);
        let member = |package: &str, name: &str| {
            let path = file.imports.get(package)?;
            match path.strip_prefix(&self.closure.module).and_then(|rest| rest.strip_prefix('/')) {
                Some(directory) => self.constant(directory, name, depth),
                None => standard(path, name),
            }
        };
        fold(expr, &name, &member)
    }

    fn constant(&self, directory: &str, name: &str, depth: usize) -> Option<Value> {
        let table = self.table(directory);
        let (file, index) = table.get(name)?;
        let declaration = file.declarations.get(*index)?;
        let value = self.fold(&declaration.value, directory, file, depth + 1)?;
        declaration.of.as_deref().map_or(Some(value.clone()), |of| typed(value, of))
    }

    fn table(&self, directory: &str) -> Arc<Table> {
        if let Some(table) = self.tables.borrow().get(directory) {
            return Arc::clone(table);
        }
        let mut table = Table::new();
        let files = self.closure.packages.get(directory).map(|package| &package.files);
        for file in files.into_iter().flatten().filter_map(|path| self.tree.get(path.as_str())) {
            let Some(syntax) = self.observed.syntax(file) else { continue };
            for (index, declaration) in syntax.declarations.iter().enumerate() {
                table.entry(declaration.name.clone()).or_insert_with(|| (Arc::clone(&syntax), index));
            }
        }
        let table = Arc::new(table);
        self.tables.borrow_mut().insert(directory.to_owned(), Arc::clone(&table));
        table
    }
}

/// For the fuzzers: a text as a Go file that may register variables.
#[cfg(fuzzing)]
pub(super) fn fuzz(text: &str) {
    let _ = syntax::parse(text);
}
