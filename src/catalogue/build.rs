//! Writing the catalogue from Istio's repository.

use super::lives::{Lives, rows};
use super::mesh::{MESH, Row as MeshRow, build as mesh};
use super::releases::{Entry, HOME, INDEX, Line, OlderRow, Row, file_name};
use super::toolchain::{DOCKERFILE, toolchain};
use super::variables::{Row as Variable, VARIABLES};
use crate::closure::Memo;
use crate::error::Result;
use crate::release::{Derived, Era, Problem, Refusal, Repository, Tag, VariableMemo, derive, variables};
use crate::text::release as say;
use crate::tree::{File, Tree, TreePath};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many releases are read at once before memory is given back: neighbours share most of their files.
const CHUNK: usize = 32;

/// A written catalogue.
#[derive(Debug, Default)]
pub struct Built {
    /// The files, with their paths in the sources of this program.
    pub files: Tree,
    /// The facts that could not be read, by tag. A release that is refused for them is not in the catalogue; one whose Go
    /// alone is unknown is.
    pub problems: BTreeMap<String, Vec<Problem>>,
}

/// Writes the catalogue of all final releases from 1.0 on: the same bytes for the same repositories. The Go that built
/// a release stands in the repository istio/tools; without it, no release has a toolchain. The fields of a mesh configuration
/// stand in istio/api; without it, the file of them is not written.
///
/// # Errors
/// When one of the repositories cannot be read.
pub fn build(istio: &Repository, tools: Option<&Repository>, api: Option<&Repository>) -> Result<Built> {
    let mut tags: Vec<([u32; 3], Tag)> =
        istio.tags()?.into_iter().filter_map(|tag| Some((numbers(&tag.name)?, tag))).collect();
    tags.sort_by_key(|(numbers, _)| *numbers);
    tags.retain(|(numbers, _)| *numbers >= [1, 0, 0]);
    let tags: Vec<Tag> = tags.into_iter().map(|(_, tag)| tag).collect();
    let lives = Lives::default();
    let mut derived = Vec::new();
    for chunk in tags.chunks(CHUNK) {
        let (closures, memo, first) = (Memo::new(), VariableMemo::new(), derived.len());
        derived.extend(in_parallel(chunk, |index, tag| {
            let tree = istio.tree(&tag.commit)?;
            let derived = derive(&tag.name, &tag.commit, tag.date, &tree, istio);
            if let Ok(derived) = &derived {
                lives.add(first + index, variables(&derived.release, &tree, istio, &closures, &memo)?);
            }
            Ok(derived)
        })?);
        istio.rest();
    }
    let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
    let told = lives.told(&names);
    let mesh = api.map(|api| mesh_rows(istio, api, &tags)).transpose()?;
    let mut writer = Writer { tools, ..Writer::default() };
    for (tag, facts) in tags.into_iter().zip(derived) {
        writer.add(tag, facts)?;
    }
    Ok(writer.finish(&rows(&told), mesh.as_deref()))
}

/// The schema of mesh configurations: each commit of the API is read once, whatever number of releases names it.
fn mesh_rows(istio: &Repository, api: &Repository, tags: &[Tag]) -> Result<Vec<MeshRow>> {
    let commits = in_parallel(tags, |_, tag| {
        if numbers(&tag.name).is_none_or(|numbers| numbers < [1, 5, 0]) {
            return Ok(None);
        }
        let go_mod = istio.file(&tag.commit, "go.mod")?.unwrap_or_default();
        match mesh::version(&String::from_utf8_lossy(&go_mod)) {
            Some(version) => mesh::commit(api, version),
            None => Ok(None),
        }
    })?;
    let distinct: BTreeSet<&String> = commits.iter().flatten().collect();
    let distinct: Vec<&String> = distinct.into_iter().collect();
    let read = in_parallel(&distinct, |_, commit| mesh::declared(api, commit))?;
    let by_commit: BTreeMap<&String, mesh::Declared> = distinct.into_iter().zip(read).collect();
    let found = commits.iter().enumerate();
    let declared =
        found.filter_map(|(index, commit)| Some((index, by_commit.get(commit.as_ref()?)?.clone()))).collect();
    let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
    Ok(mesh::rows(&declared, &names))
}

/// The three numbers of a final release; `None` for anything else.
pub(super) fn numbers(tag: &str) -> Option<[u32; 3]> {
    let mut parts = tag.split('.').map(|part| part.parse().ok());
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(numbers)
}

/// Runs for every item on a few threads; the results are in the order of the items, the first error in that order ends it.
fn in_parallel<T: Sync, R: Send>(items: &[T], run: impl Fn(usize, &T) -> Result<R> + Sync) -> Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((index, item)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|i| Some((i, items.get(i)?)))
        {
            done.push((index, run(index, item)));
        }
        done
    };
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get().min(4));
    let mut results: Vec<(usize, Result<R>)> = std::thread::scope(|scope| {
        let handles: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut results = work();
        for handle in handles {
            match handle.join() {
                Ok(done) => results.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[derive(Default)]
struct Writer<'a> {
    tools: Option<&'a Repository>,
    toolchains: BTreeMap<String, Option<String>>,
    entries: Vec<Entry>,
    lines: BTreeMap<String, Line>,
    problems: BTreeMap<String, Vec<Problem>>,
}

impl Writer<'_> {
    fn add(&mut self, tag: Tag, facts: std::result::Result<Derived, Refusal>) -> Result<()> {
        let Some(file) = file_name(&tag.name) else { return Ok(()) };
        let line = self.lines.entry(file).or_default();
        let era = match facts {
            Ok(Derived { release, mut problems }) => {
                let mut go = release.go;
                if let (Some(tools), Some(image)) = (self.tools, &go.build_tools) {
                    if !self.toolchains.contains_key(image) {
                        self.toolchains.insert(image.clone(), toolchain(tools, image)?);
                    }
                    go.toolchain = self.toolchains.get(image).cloned().flatten();
                    if go.toolchain.is_none() {
                        problems.push(Problem { path: DOCKERFILE.into(), text: say::toolchain_unknown(image) });
                    }
                }
                if !problems.is_empty() {
                    self.problems.insert(tag.name.clone(), problems);
                }
                let stamp = number(&mut line.stamps, release.stamp);
                let images =
                    release.images.into_iter().map(|(name, image)| (name, number(&mut line.images, image))).collect();
                let downloads = release.downloads.into_iter();
                let downloads = downloads.map(|(name, from)| (name, number(&mut line.downloads, from))).collect();
                let (base, deps) = (release.base, release.deps);
                line.releases.push(Row { tag: release.tag, go, base, deps, downloads, stamp, images });
                Era::Istiod
            }
            Err(Refusal::Older { era, images, .. }) => {
                line.older.push(OlderRow { tag: tag.name.clone(), images });
                era
            }
            Err(Refusal::Unreadable(problems)) => {
                self.problems.insert(tag.name, problems);
                return Ok(());
            }
        };
        self.entries.push(Entry { tag: tag.name, commit: tag.commit, date: tag.date, era });
        Ok(())
    }

    fn finish(self, variables: &[Variable<'_>], mesh: Option<&[MeshRow]>) -> Built {
        let mut files = Tree::new();
        let mut put = |name: &str, text: String| {
            if let Ok(path) = TreePath::new(format!("{HOME}/{name}")) {
                files.insert(path, File::plain(text.into_bytes()));
            }
        };
        put(INDEX, list(&self.entries, 0));
        put(VARIABLES, list(variables, 0));
        if let Some(mesh) = mesh {
            put(MESH, list(mesh, 0));
        }
        for (name, line) in self.lines {
            let fields = [
                ("stamps", list(&line.stamps, 1)),
                ("downloads", list(&line.downloads, 1)),
                ("images", list(&line.images, 1)),
                ("releases", list(&line.releases, 1)),
                ("older", list(&line.older, 1)),
            ];
            let fields = fields.into_iter().filter(|(_, list)| list.trim() != "[]");
            let fields: Vec<String> = fields.map(|(name, list)| format!(" \"{name}\": {}", list.trim())).collect();
            put(&name, format!("{{\n{}\n}}\n", fields.join(",\n")));
        }
        Built { files, problems: self.problems }
    }
}

/// The number of an item in a list of different ones.
fn number<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    list.iter().position(|known| *known == item).unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    })
}

/// A JSON list with an item a line: a change shows as a changed line.
fn list<T: Serialize>(items: &[T], depth: usize) -> String {
    let indent = " ".repeat(depth);
    let lines: Vec<String> =
        items.iter().map(|item| format!("{indent} {}", serde_json::to_string(item).unwrap_or_default())).collect();
    if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n{indent}]\n", lines.join(",\n")) }
}
