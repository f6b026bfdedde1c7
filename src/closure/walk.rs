//! Walks from the targets along the imports, in waves, so that the first importer of a package is on a shortest way.

use super::constraint::Context;
use super::embed::{self, Budget};
use super::load::{Import, Loaded, Loader};
use super::{Closure, Package, Problem, ProblemKind, Target};
use crate::error::Result;
use std::collections::{BTreeMap, BTreeSet};

/// One target on one platform.
pub(super) struct Run<'a> {
    pub(super) target: &'a Target,
    /// The index of its context.
    pub(super) context: usize,
}

/// What a context takes of a package.
struct Selected<'a> {
    /// The places of its files among those loaded.
    files: Vec<usize>,
    /// What they import inside the module.
    imports: BTreeSet<&'a str>,
}

pub(super) struct Walk<'a> {
    loader: &'a Loader<'a>,
    runs: &'a [Run<'a>],
    loaded: BTreeMap<&'a str, Vec<Loaded<'a>>>,
    selected: BTreeMap<(&'a str, usize), Selected<'a>>,
    budget: Budget,
    closure: Closure,
    problems: Vec<Problem>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(loader: &'a Loader<'a>, runs: &'a [Run<'a>]) -> Walk<'a> {
        Walk {
            loader,
            runs,
            loaded: BTreeMap::new(),
            selected: BTreeMap::new(),
            budget: Budget::new(),
            closure: Closure::default(),
            problems: Vec::new(),
        }
    }

    /// Walks until no run reaches a new package.
    pub(super) fn walk(mut self) -> Result<Closure> {
        let mut reached: BTreeSet<(usize, &'a str)> = BTreeSet::new();
        // The runs that reach a package for the first time, and who led there.
        let mut wave: BTreeMap<&'a str, (Option<&'a str>, Vec<usize>)> = BTreeMap::new();
        for (run, Run { target, .. }) in self.runs.iter().enumerate() {
            match self.loader.package(&target.package) {
                Some(path) => {
                    reached.insert((run, path));
                    wave.entry(path).or_default().1.push(run);
                }
                None => self.problem(&target.package, ProblemKind::NoSuchTarget),
            }
        }
        while !wave.is_empty() {
            self.load(wave.keys())?;
            let mut next: BTreeMap<&'a str, (Option<&'a str>, Vec<usize>)> = BTreeMap::new();
            for (path, (importer, runs)) in wave {
                for run in runs {
                    for import in self.visit(path, importer, run) {
                        if reached.insert((run, import)) {
                            next.entry(import).or_insert((Some(path), Vec::new())).1.push(run);
                        }
                    }
                }
            }
            wave = next;
        }
        self.problems.sort_unstable();
        self.problems.dedup();
        self.closure.problems = self.problems;
        Ok(self.closure)
    }

    fn problem(&mut self, path: &str, kind: ProblemKind) {
        self.problems.push(Problem { path: path.to_owned(), kind });
    }

    fn load<'b>(&mut self, wave: impl Iterator<Item = &'b &'a str>) -> Result<()>
    where
        'a: 'b,
    {
        let new: Vec<&'a str> = wave.copied().filter(|path| !self.loaded.contains_key(path)).collect();
        for file in self.loader.load(&new, &mut self.problems)? {
            self.loaded.entry(file.path.directory()).or_default().push(file);
        }
        for path in new {
            self.loaded.entry(path).or_default();
        }
        Ok(())
    }

    /// Enters what one run takes of a package, and returns what it imports there.
    fn visit(&mut self, path: &'a str, importer: Option<&'a str>, run: usize) -> BTreeSet<&'a str> {
        let Run { target, context } = &self.runs[run];
        if !self.selected.contains_key(&(path, *context)) {
            let selected = self.select(path, *context);
            self.selected.insert((path, *context), selected);
        }
        let Some(Selected { files, imports }) = self.selected.get(&(path, *context)) else { return BTreeSet::new() };
        let package = self
            .closure
            .packages
            .entry(path.to_owned())
            .or_insert_with(|| Package { imported_by: importer.map(str::to_owned), ..Package::default() });
        package.needed_by.insert(target.package.clone());
        let all = self.loaded.get(path).map_or(&[][..], Vec::as_slice);
        for file in files.iter().filter_map(|file| all.get(*file)) {
            package.taken_by.entry(target.package.clone()).or_default().insert(file.path.clone());
            // What follows is the same in whatever build the file takes part.
            if !package.files.insert(file.path.clone()) {
                continue;
            }
            self.closure.files.insert(file.path.clone());
            self.closure.files.extend(file.linked.iter().map(|path| (*path).clone()));
            for import in &file.imports {
                match import {
                    Import::Inside(_) => {}
                    Import::Outside(import) => drop(self.closure.external.insert(import.to_string())),
                    Import::Missing(import) => {
                        let kind = ProblemKind::NoSuchPackage(import.to_string());
                        self.problems.push(Problem { path: file.path.to_string(), kind });
                    }
                }
            }
            let patterns = file.source.body.as_ref().map_or(&[][..], |body| &body.embeds);
            for pattern in patterns {
                match embed::resolve(self.loader.index, path, pattern, &mut self.budget) {
                    Ok(files) => {
                        self.closure.files.extend(files.iter().map(|path| (*path).clone()));
                        package.embeds.extend(files.into_iter().cloned());
                    }
                    Err(flaw) => {
                        let kind = ProblemKind::Embed { pattern: pattern.to_string(), flaw };
                        self.problems.push(Problem { path: file.path.to_string(), kind });
                    }
                }
            }
        }
        imports.clone()
    }

    /// The files of a package that a context takes, and their imports inside the module.
    fn select(&mut self, path: &'a str, context: usize) -> Selected<'a> {
        let context: &Context = &self.loader.contexts[context];
        let (mut files, mut imports) = (Vec::new(), BTreeSet::new());
        let mut name: Option<&str> = None;
        let mut has_go = false;
        let mut problems = Vec::new();
        let all = self.loaded.get(path).map_or(&[][..], Vec::as_slice);
        for (place, file) in all.iter().enumerate().filter(|(_, file)| context.takes_name(file.path.name())) {
            let flawed = |kind| Problem { path: file.path.to_string(), kind };
            match &file.source.constraint {
                Ok(constraint) if context.takes(constraint) => {}
                Ok(_) => continue,
                Err(flaw) => {
                    problems.push(flawed(ProblemKind::Syntax { line: flaw.line, flaw: flaw.kind }));
                    continue;
                }
            }
            match &file.source.body {
                Ok(_) if !file.is_go => {}
                // A package clause of old that is not meant for a build.
                Ok(body) if &*body.package == "documentation" => continue,
                Ok(body) => {
                    if *name.get_or_insert(&body.package) != &*body.package {
                        problems.push(flawed(ProblemKind::OtherPackageName(body.package.to_string())));
                    }
                    if body.cgo {
                        continue;
                    }
                    has_go = true;
                    imports.extend(file.imports.iter().filter_map(|import| match import {
                        Import::Inside(path) => Some(*path),
                        _ => None,
                    }));
                }
                Err(flaw) => {
                    has_go = true;
                    problems.push(flawed(ProblemKind::Syntax { line: flaw.line, flaw: flaw.kind }));
                }
            }
            files.push(place);
        }
        if !has_go {
            problems.push(Problem { path: path.to_owned(), kind: ProblemKind::NoGoFiles(context.platform.clone()) });
        }
        self.problems.append(&mut problems);
        Selected { files, imports }
    }
}
