//! Reads the files of packages and finds out where their imports lead.

use super::context::Context;
use super::index::{Index, Place};
use super::memo::Memo;
use super::module::Module;
use super::scan::{self, Source};
use super::{Problem, ProblemKind};
use crate::error::{Error, Kind, Result};
use crate::tree::{Blobs, Content, File, Mode, TreePath};
use std::num::NonZero;
use std::sync::Arc;

/// A file that may take part in the build of its package.
#[derive(Debug)]
pub(super) struct Loaded<'a> {
    /// The place of its directory.
    pub(super) place: Place,
    pub(super) path: &'a TreePath,
    /// The links and the file that a symbolic link leads to.
    pub(super) linked: Vec<&'a TreePath>,
    pub(super) is_go: bool,
    pub(super) source: Arc<Source>,
    /// Its imports outside of the standard library, in their order.
    pub(super) imports: Vec<Import>,
}

/// Where an import leads.
#[derive(Debug)]
pub(super) enum Import {
    /// To a directory of this module.
    Inside(Place),
    /// To another module.
    Outside(Box<str>),
    /// To a directory of this module that is not there or has no Go file.
    Missing(Box<str>),
}

/// What is the same for all packages.
pub(super) struct Loader<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) module: &'a Module,
    pub(super) blobs: &'a dyn Blobs,
    pub(super) memo: &'a Memo,
    pub(super) contexts: &'a [Context],
}

struct Job<'a> {
    place: Place,
    path: &'a TreePath,
    linked: Vec<&'a TreePath>,
    file: &'a File,
    is_go: bool,
}

impl<'a> Loader<'a> {
    /// Loads the files of some directories, those that some build may take by their name.
    ///
    /// # Errors
    /// Only if reading was interrupted: a file that cannot be read is a problem of the closure.
    pub(super) fn load(&self, places: &[Place], problems: &mut Vec<Problem>) -> Result<Vec<Loaded<'a>>> {
        let mut jobs = Vec::new();
        for (place, (path, file)) in
            places.iter().flat_map(|place| self.index.at(*place).files.iter().map(move |file| (*place, file)))
        {
            let Some(is_go) = takes_part(path.name()) else { continue };
            if !self.contexts.iter().any(|context| context.takes_name(path.name())) {
                continue;
            }
            let mut job = Job { place, path, linked: Vec::new(), file, is_go };
            if file.mode == Mode::Link {
                let Some(linked) = self.index.follow(path, |file| self.bytes(file).ok()) else {
                    problems.push(Problem { path: path.to_string(), kind: ProblemKind::Link });
                    continue;
                };
                job.file =
                    linked.last().and_then(|path| self.index.file(path.as_str())).map_or(*file, |(_, file)| file);
                job.linked = linked;
            }
            jobs.push(job);
        }
        let sources = self.read_all(&jobs);
        let mut loaded = Vec::with_capacity(jobs.len());
        for (job, source) in jobs.into_iter().zip(sources) {
            match source {
                Ok(source) => {
                    let imports = self.classify(&source);
                    let Job { place, path, linked, is_go, .. } = job;
                    loaded.push(Loaded { place, path, linked, is_go, source, imports });
                }
                Err(error) if error.kind == Kind::Interrupted => return Err(error),
                Err(error) => {
                    problems
                        .push(Problem { path: job.path.to_string(), kind: ProblemKind::Unreadable(error.to_string()) });
                }
            }
        }
        Ok(loaded)
    }

    /// Reads files in two threads if there are many of them.
    fn read_all(&self, jobs: &[Job<'a>]) -> Vec<Result<Arc<Source>>> {
        /// Fewer files than this are read sooner than a thread is started.
        const WORTH_A_THREAD: usize = 12;
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        if jobs.len() < WORTH_A_THREAD || cores < 2 {
            return jobs.iter().map(|job| self.read(job)).collect();
        }
        let mut sources = Vec::with_capacity(jobs.len());
        // Every second file for each: a directory of large generated files does not fall to one of them.
        let mut odd: Option<Vec<_>> = None;
        let mut even = Vec::new();
        std::thread::scope(|scope| {
            let read_odd = || jobs.iter().skip(1).step_by(2).map(|job| self.read(job)).collect::<Vec<_>>();
            let other = std::thread::Builder::new().spawn_scoped(scope, read_odd);
            even = jobs.iter().step_by(2).map(|job| self.read(job)).collect();
            odd = other.ok().and_then(|other| other.join().ok());
        });
        let mut odd = odd.map(Vec::into_iter);
        for (job, source) in jobs.chunks(2).zip(even) {
            sources.push(source);
            if let Some(second) = job.get(1) {
                sources.push(odd.as_mut().and_then(Iterator::next).unwrap_or_else(|| self.read(second)));
            }
        }
        sources
    }

    fn read(&self, job: &Job) -> Result<Arc<Source>> {
        let parse = |bytes: &[u8]| Arc::new(if job.is_go { scan::go_file(bytes) } else { scan::other_file(bytes) });
        if job.path.name().ends_with(".syso") {
            return Ok(parse(b""));
        }
        match &job.file.content {
            Content::Bytes(bytes) => Ok(parse(bytes)),
            Content::Blob(id) => {
                if let Some(source) = self.memo.get(*id, job.is_go) {
                    return Ok(source);
                }
                let source = parse(&self.blobs.read(*id)?);
                self.memo.put(*id, job.is_go, &source);
                Ok(source)
            }
        }
    }

    fn bytes(&self, file: &File) -> Result<Vec<u8>> {
        match &file.content {
            Content::Bytes(bytes) => Ok(bytes.to_vec()),
            Content::Blob(id) => self.blobs.read(*id),
        }
    }

    fn classify(&self, source: &Source) -> Vec<Import> {
        let imports = source.body.as_ref().map_or(&[][..], |body| &body.imports);
        imports.iter().filter_map(|import| self.lead(import)).collect()
    }

    /// Where an import leads; `None` for the standard library.
    fn lead(&self, import: &str) -> Option<Import> {
        let Some(directory) = self.module.directory(import) else {
            // The first part of a path has no dot in the standard library alone.
            let first = import.split('/').next().unwrap_or_default();
            return first.contains('.').then(|| Import::Outside(import.into()));
        };
        Some(match self.package(directory) {
            Some(place) => Import::Inside(place),
            None if self.index.is_foreign(directory) || self.module.is_inner(import) => Import::Outside(import.into()),
            None => Import::Missing(import.into()),
        })
    }

    /// The place of a directory, if it is a package of this module.
    pub(super) fn package(&self, directory: &str) -> Option<Place> {
        self.index.find(directory).filter(|place| {
            let found = self.index.at(*place);
            found.has_go && !found.is_foreign
        })
    }

    /// Reads the `go.mod` of the repository.
    ///
    /// # Errors
    /// If there is none, it cannot be read, or it has no `module` line: then nothing can be said about imports.
    pub(super) fn module(index: &Index, blobs: &dyn Blobs) -> Result<Module> {
        use crate::text::closure as text;
        let Some((_, file)) = index.file("go.mod") else {
            return Err(Error::new(Kind::Source, text::no_go_mod()));
        };
        let bytes = match &file.content {
            Content::Bytes(bytes) => bytes.to_vec(),
            Content::Blob(id) => blobs.read(*id)?,
        };
        let module = Module::parse(&String::from_utf8_lossy(&bytes));
        if module.path.is_empty() {
            return Err(Error::new(Kind::Source, text::go_mod_without_module()));
        }
        Ok(module)
    }
}

/// Whether a file of this name can be part of a package that is built without cgo, and if so, whether it is Go.
fn takes_part(name: &str) -> Option<bool> {
    if name.starts_with(['_', '.']) || name.ends_with("_test.go") {
        return None;
    }
    match name.rsplit_once('.')?.1 {
        "go" => Some(true),
        // What the assembler reads, and objects that the linker takes as they are.
        "s" | "h" | "hh" | "hpp" | "hxx" | "syso" => Some(false),
        _ => None,
    }
}
