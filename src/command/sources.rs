//! What a context copies: the part of Istio's sources that its build needs, and the user's own binaries.

use super::patched::{self, Patched};
use super::progress::Fetching;
use super::{Session, mentioned, stamped, vendor};
use crate::closure::{self, Closure, Target};
use crate::disk::{self, Inspected};
use crate::error::{Error, Kind, Result};
use crate::finding::{Finding, Origin};
use crate::plan::{SOURCES, prebuilt_path};
use crate::release::{self, Refusal, Release, Variable};
use crate::selection::{BaseChoice, Image, Place, PrebuiltFrom, Selection, Vendor, of_component};
use crate::source::{self, ISTIO, Location, Settings, Snapshot};
use crate::text::{cli as say, select, usage as say_usage};
use crate::tree::{BlobId, Blobs, Content, File, Mode, Tree, TreePath};
use crate::{catalogue, elf, legacy, state, world};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A tag of the sources with its facts.
pub(super) struct Opened {
    pub(super) snapshot: Snapshot,
    pub(super) tree: Tree,
    pub(super) release: Release,
    /// What the sources do not state, as findings: an image that one concerns is missing.
    pub(super) problems: Vec<Finding>,
    /// Whether the sources are a clone on this machine, whose path is nobody's business.
    pub(super) local: bool,
    /// Where they came from.
    pub(super) settings: Settings,
}

/// Opens the sources of a tag and derives the facts of the release.
///
/// # Errors
/// Whatever keeps the tag from being fetched; a release too old for a context.
pub(super) fn open(
    session: &Session,
    location: Option<&str>,
    tag: &str,
    pinned: Option<&str>,
    refresh: bool,
) -> Result<Opened> {
    let settings = Settings { refresh, expected_commit: pinned.map(str::to_owned), ..settings(session, location)? };
    let local = matches!(settings.location, Location::Local(_));
    world::watch_signals();
    let shown = say_usage::told_sources(tag, &settings.location, &settings.cache);
    session.report.detail(1, &shown);
    let progress = Fetching::new(tag, &session.report);
    let snapshot = source::open(&settings, tag, &progress)?;
    drop(progress);
    let tree = snapshot.tree()?;
    let (release, problems) = facts(&snapshot, &tree)?;
    Ok(Opened { snapshot, tree, release, problems, local, settings })
}

/// How the sources are reached.
pub(super) fn settings(session: &Session, location: Option<&str>) -> Result<Settings> {
    Ok(Settings {
        location: Location::parse(location.unwrap_or(ISTIO))?,
        cache: world::cache(session.cache_dir.as_deref())?,
        cache_bytes: super::cache::bound()?,
        offline: session.offline,
        refresh: false,
        network: world::network(session.ca_file.as_deref()),
        expected_commit: None,
    })
}

/// The variables that the programs of the sources register, with their descriptions.
///
/// # Errors
/// Sources that cannot be read.
pub(super) fn variables(opened: &Opened) -> Result<Vec<Variable>> {
    let (closures, memo) = (closure::Memo::default(), release::VariableMemo::default());
    release::variables(&opened.release, &opened.tree, &opened.snapshot, &closures, &memo)
}

/// The facts of the sources, with the Go that built the release where the catalogue knows it.
fn facts(snapshot: &Snapshot, tree: &Tree) -> Result<(Release, Vec<Finding>)> {
    let tag = snapshot.tag();
    match release::derive(tag, snapshot.commit(), snapshot.date(), tree, snapshot) {
        Ok(derived) => {
            let mut release = derived.release;
            if release.go.toolchain.is_none() {
                release.go.toolchain = catalogue::release(tag).and_then(|known| known.go.toolchain);
            }
            let origin = crate::finding::Origin::Default;
            let problem = |problem: release::Problem| Finding::warning("source-problem", &origin, problem.text);
            Ok((release, derived.problems.into_iter().map(problem).collect()))
        }
        Err(Refusal::Older { text, hint, .. }) => Err(Error::new(Kind::Answers, text).hint(hint)),
        Err(Refusal::Unreadable(problems)) => {
            let paths: BTreeSet<String> = problems.into_iter().map(|problem| problem.path).collect();
            let paths = paths.into_iter().collect::<Vec<_>>().join(", ");
            Err(Error::new(Kind::Source, say::facts_incomplete(paths)))
        }
    }
}

/// The sources that a context holds, and why.
pub(super) struct Sourced {
    /// The files, by their paths in the context.
    pub(super) tree: Tree,
    /// What the build needs of them.
    pub(super) closure: Closure,
    /// The main packages that each component is compiled from.
    pub(super) targets: BTreeMap<String, BTreeSet<String>>,
    /// The patches with what they did.
    pub(super) patched: Patched,
    /// The files whose hub and tag were set, with the names that git has for their own content.
    pub(super) stamped: BTreeMap<TreePath, BlobId>,
    /// Whether the whole tree is taken.
    pub(super) whole: bool,
}

/// The part of the sources that the chosen binaries are compiled from, below [`SOURCES`].
///
/// # Errors
/// Sources that cannot be read; what is wrong in them is among the findings.
pub(super) fn needed(selection: &Selection, opened: &Opened, findings: &mut Vec<Finding>) -> Result<Sourced> {
    let mut targets = BTreeSet::new();
    let mut of_components: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut extras: BTreeSet<&str> = BTreeSet::from(["LICENSE"]);
    for image in &selection.images {
        let mut compiled = false;
        for binary in of_component(&image.component, &opened.release) {
            if let (Some(Place::Source), Some(package)) = (image.binaries.get(&binary.name), &binary.package) {
                targets.insert(Target { package: package.clone(), build_tags: binary.build_tags.clone() });
                of_components.entry(image.component.id.clone()).or_default().insert(package.clone());
                compiled = true;
            }
        }
        if compiled && let Some(facts) = opened.release.images.get(&image.component.image) {
            extras.extend(facts.files.iter().map(|extra| extra.source.as_str()));
        }
    }
    let mut all = Cow::Borrowed(&opened.tree);
    let patched = match selection.patches.is_empty() {
        true => Patched::default(),
        false => patched::apply(selection, opened, all.to_mut())?,
    };
    let targets: Vec<Target> = targets.into_iter().collect();
    let platforms: Vec<closure::Platform> =
        selection.platforms.iter().map(|platform| closure::Platform::new("linux", platform.architecture())).collect();
    let closure = closure::compute(&all, &opened.snapshot, &targets, &platforms)?;
    for problem in &closure.problems {
        let origin = crate::finding::Origin::Default;
        findings.push(Finding::warning("source-problem", &origin, problem.text()));
    }
    let needed = |path: &str| {
        selection.full_source
            || closure.files.contains(path)
            || extras.iter().any(|extra| *extra == path || extra.ends_with('/') && path.starts_with(extra))
    };
    patched.report(&needed, findings);
    let mut tree = patched.files();
    for (path, file) in all.iter().filter(|(path, _)| needed(path.as_str())) {
        if let Ok(below) = TreePath::new(format!("{SOURCES}/{path}")) {
            tree.insert(below, file.clone());
        }
    }
    let stamped = stamped::stamp(selection, opened, &mut tree, findings)?;
    mentioned::tell(opened, &tree, findings)?;
    if let Some(Vendor::Directory(directory, origin)) = &selection.vendor {
        vendor::copy(directory, origin, &closure, &mut tree, findings)?;
    }
    Ok(Sourced { tree, closure, targets: of_components, patched, stamped, whole: selection.full_source })
}

/// The user's own binaries, looked at and found to be what they are said to be.
///
/// # Errors
/// A file that cannot be read; one that is not the right program is a finding.
pub(super) fn prebuilt(
    selection: &Selection,
    release: &Release,
    copied: &mut Tree,
    findings: &mut Vec<Finding>,
) -> Result<()> {
    let binaries = selection.images.iter().flat_map(|image| image.binaries.iter().map(move |held| (image, held)));
    for (image, (binary, place)) in binaries {
        let Place::Prebuilt(files) = place else { continue };
        for (platform, file) in files {
            let PrebuiltFrom::Path(path) = &file.from else {
                findings.push(unseen(&format!("{binary} ({})", platform.name()), &file.origin));
                continue;
            };
            let inspected = match (disk::inspect(&world::beside(&file.origin, path)), legacy::path(path)) {
                (Ok(inspected), _) => inspected,
                (Err(error), Some(told)) => {
                    let finding = Finding::error("legacy-path", &file.origin, error.text);
                    findings.push(legacy::or_told(finding, Some(told)));
                    continue;
                }
                (Err(error), None) => return Err(error),
            };
            let problem = match elf::check(&inspected.head, *platform) {
                Ok(()) => checksum(&inspected, file.sha256.as_deref()),
                Err(elf::Problem::NotElf) => Some(say::prebuilt_not_elf(path)),
                Err(elf::Problem::NotExecutable) => Some(say::prebuilt_not_executable(path)),
                Err(elf::Problem::Machine(machine)) => {
                    Some(say::prebuilt_machine(path, machine, platform.architecture()))
                }
            };
            match problem {
                Some(problem) => findings.push(Finding::error("prebuilt-program", &file.origin, problem)),
                None => findings.extend(judged(image, release, binary, &inspected.path, &file.origin)?),
            }
            if let Ok(target) = TreePath::new(prebuilt_path(binary, platform.architecture())) {
                let content = Content::Disk { path: inspected.path, sha256: inspected.sha256 };
                copied.insert(target, File { mode: Mode::Executable, content });
            }
        }
    }
    Ok(())
}

/// A program behind a URL is downloaded by the build: until then only its checksum vouches for it.
pub(super) fn unseen(what: &str, origin: &Origin) -> Finding {
    let finding = Finding::info("prebuilt-unseen", origin, select::prebuilt_unseen(what));
    finding.hint(select::prebuilt_unseen_hint())
}

/// What is to be said of a program of the user's: where it runs, and whether it is what it stands for.
fn judged(
    image: &Image,
    release: &Release,
    binary: &str,
    path: &camino::Utf8Path,
    origin: &Origin,
) -> Result<Vec<Finding>> {
    let known = of_component(&image.component, release);
    let revision = release.deps.get("PROXY_REPO_SHA").map_or("", String::as_str);
    let held = disk::holds(path, &[&release.tag, revision, elf::ENVOY_MARK])?;
    let asked = elf::Asked {
        binary,
        package: known.iter().find(|held| held.name == binary).and_then(|held| held.package.as_deref()),
        tag: &release.tag,
        base: match &image.base {
            BaseChoice::Image(base) => Some(base),
            BaseChoice::Official { .. } => None,
        },
        origin,
        holds_tag: held[0],
        holds_revision: held[1] && !revision.is_empty(),
        holds_mark: held[2],
    };
    Ok(elf::judge(&disk::program(path)?, &asked))
}

fn checksum(inspected: &Inspected, wanted: Option<&str>) -> Option<crate::text::Text> {
    let found = state::hex(&inspected.sha256);
    (wanted.is_some_and(|wanted| wanted != found)).then(|| say::prebuilt_sum(&inspected.path, found))
}

/// The object store of the sources, if any were opened.
pub(super) fn blobs(opened: Option<&Opened>) -> Option<&dyn Blobs> {
    opened.map(|opened| &opened.snapshot as &dyn Blobs)
}
