//! Walks from the targets along the imports, in waves, so that the first importer of a package is on a shortest way.

use super::context::Context;
use super::embed::{self, Budget};
use super::index::Place;
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
struct Selected {
    /// The indices of its files among those loaded.
    files: Vec<usize>,
    /// What they import inside the module.
    imports: Vec<Place>,
}

/// The packages that some runs reach in the same number of steps, each with its first importer and those runs.
type Wave = BTreeMap<Place, (Option<Place>, Vec<usize>)>;

pub(super) struct Walk<'a> {
    loader: &'a Loader<'a>,
    runs: &'a [Run<'a>],
    loaded: BTreeMap<Place, Vec<Loaded<'a>>>,
    selected: BTreeMap<(Place, usize), Selected>,
    budget: Budget,
    closure: Closure,
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
        }
    }

    /// Walks until no run reaches a new package. The problems come in no order and may come twice.
    pub(super) fn walk(mut self) -> Result<Closure> {
        // By run and place.
        let mut reached = vec![vec![false; self.loader.index.len()]; self.runs.len()];
        let mut wave = Wave::new();
        for (run, Run { target, .. }) in self.runs.iter().enumerate() {
            match self.loader.package(&target.package) {
                Some(place) => {
                    reached[run][place] = true;
                    wave.entry(place).or_default().1.push(run);
                }
                None => self.problem(&target.package, ProblemKind::NoSuchTarget),
            }
        }
        while !wave.is_empty() {
            self.load(&wave)?;
            let mut next = Wave::new();
            for (place, (importer, runs)) in wave {
                for run in runs {
                    for import in self.visit(place, importer, run) {
                        if !std::mem::replace(&mut reached[run][import], true) {
                            next.entry(import).or_insert((Some(place), Vec::new())).1.push(run);
                        }
                    }
                }
            }
            wave = next;
        }
        Ok(self.closure)
    }

    fn problem(&mut self, path: &str, kind: ProblemKind) {
        self.closure.problems.push(Problem { path: path.to_owned(), kind });
    }

    /// Loads the files of the packages that no wave before has reached.
    fn load(&mut self, wave: &Wave) -> Result<()> {
        let new: Vec<Place> = wave.keys().copied().filter(|place| !self.loaded.contains_key(place)).collect();
        self.loaded.extend(new.iter().map(|place| (*place, Vec::new())));
        for file in self.loader.load(&new, &mut self.closure.problems)? {
            self.loaded.entry(file.place).or_default().push(file);
        }
        Ok(())
    }

    /// Enters what one run takes of a package, and returns what it imports there.
    fn visit(&mut self, place: Place, importer: Option<Place>, run: usize) -> Vec<Place> {
        let Run { target, context } = &self.runs[run];
        let index = self.loader.index;
        let Closure { packages, external, problems, files, .. } = &mut self.closure;
        let all = self.loaded.get(&place).map_or(&[][..], Vec::as_slice);
        let selected = self.selected.entry((place, *context));
        let selected =
            selected.or_insert_with(|| select(all, index.at(place).path, &self.loader.contexts[*context], problems));
        let package = packages.entry(index.at(place).path.to_owned()).or_insert_with(|| Package {
            imported_by: importer.map(|importer| index.at(importer).path.to_owned()),
            ..Package::default()
        });
        package.needed_by.insert(target.package.clone());
        let taken = package.taken_by.entry(target.package.clone()).or_default();
        for file in selected.files.iter().map(|file| &all[*file]) {
            taken.insert(file.path.clone());
            // What a file brings along is the same in whatever build it takes part.
            if package.files.insert(file.path.clone()) {
                files.extend(file.linked.iter().map(|path| (*path).clone()));
                enter_imports(file, external, problems);
                for pattern in file.source.body.as_ref().map_or(&[][..], |body| &body.embeds) {
                    match embed::resolve(index, place, pattern, &mut self.budget) {
                        Ok(found) => package.embeds.extend(found.into_iter().cloned()),
                        Err(flaw) => {
                            let kind = ProblemKind::Embed { pattern: pattern.to_string(), flaw };
                            problems.push(Problem { path: file.path.to_string(), kind });
                        }
                    }
                }
            }
        }
        selected.imports.clone()
    }
}

/// Enters the imports of a file that lead out of the module or nowhere.
fn enter_imports(file: &Loaded, external: &mut BTreeSet<String>, problems: &mut Vec<Problem>) {
    for import in &file.imports {
        match import {
            Import::Inside(_) => {}
            Import::Outside(import) => drop(external.insert(import.to_string())),
            Import::Missing(import) => {
                let kind = ProblemKind::NoSuchPackage(import.to_string());
                problems.push(Problem { path: file.path.to_string(), kind });
            }
        }
    }
}

/// The files of a package that a context takes, and their imports inside the module.
fn select(files: &[Loaded], package: &str, context: &Context, problems: &mut Vec<Problem>) -> Selected {
    let mut selected = Selected { files: Vec::new(), imports: Vec::new() };
    let mut name: Option<&str> = None;
    let mut has_go = false;
    for (index, file) in files.iter().enumerate().filter(|(_, file)| context.takes_name(file.path.name())) {
        let mut problem = |kind| problems.push(Problem { path: file.path.to_string(), kind });
        match &file.source.constraint {
            Ok(constraint) if constraint.holds(context) => {}
            Ok(_) => continue,
            Err(flaw) => {
                problem(ProblemKind::Syntax { line: flaw.line, flaw: flaw.kind });
                continue;
            }
        }
        match &file.source.body {
            Ok(_) if !file.is_go => {}
            // A package clause of old for files that are not meant for a build.
            Ok(body) if &*body.package == "documentation" => continue,
            Ok(body) => {
                if *name.get_or_insert(&body.package) != &*body.package {
                    problem(ProblemKind::OtherPackageName(body.package.to_string()));
                }
                if body.cgo {
                    continue;
                }
                has_go = true;
                selected.imports.extend(file.imports.iter().filter_map(|import| match import {
                    Import::Inside(place) => Some(*place),
                    _ => None,
                }));
            }
            Err(flaw) => {
                has_go = true;
                problem(ProblemKind::Syntax { line: flaw.line, flaw: flaw.kind });
            }
        }
        selected.files.push(index);
    }
    if !has_go {
        let kind = ProblemKind::NoGoFiles(context.platform.clone());
        problems.push(Problem { path: package.to_owned(), kind });
    }
    selected.imports.sort_unstable();
    selected.imports.dedup();
    selected
}
