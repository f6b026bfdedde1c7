//! The facts of a release, read from the files of its tag.

use super::dockerfile::{self, Built, Defect, Recipe};
use super::download::downloads;
use super::era::{Era, OLDEST, older_images};
use super::make::Makefile;
use super::plan::{self, OUT, Origin, Planned, Programs, ROOT};
use super::reading::{Problem, Sources};
use super::{Base, Binary, Extra, Go, Image, Release, Stamp, Variant};
use crate::dockerfile::expand::{expand, unquote};
use crate::text::{Text, release as say};
use crate::tree::{Blobs, Tree};
use serde::Deserialize;
use std::collections::BTreeMap;

const MAKEFILE: &str = "Makefile.core.mk";
const BUILD_INFO: &str = "common/scripts/report_build_info.sh";
const GO_BUILD: &str = "common/scripts/gobuild.sh";

/// What could be read of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The facts.
    pub release: Release,
    /// What could not be read, each with its path. An image that a problem concerns is missing or incomplete; a release
    /// of Istio has none.
    pub problems: Vec<Problem>,
}

/// Why there are no facts of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is too old: its control plane is not istiod.
    Older {
        /// How it was built.
        era: Era,
        /// The images that its sources build.
        images: Vec<String>,
        /// What existed and why no context is made.
        text: Text,
        /// What to do about it.
        hint: Text,
    },
    /// Facts that nothing goes without cannot be read: all of them at once.
    Unreadable(Vec<Problem>),
}

/// Derives the facts of a release from the sources of its tag: `commit` is the peeled commit, `date` its committer date
/// in seconds since 1970-01-01 UTC. Nothing but the given blobs is read, and no table of releases is kept.
///
/// # Errors
/// A [`Refusal`] for a release before 1.5, and for sources that do not state the least that every release states.
pub fn derive(tag: &str, commit: &str, date: i64, tree: &Tree, blobs: &dyn Blobs) -> Result<Derived, Refusal> {
    let sources = Sources { tag, tree, blobs };
    let fixed = [
        ("TARGET_OUT_LINUX", OUT),
        ("TARGET_OUT", OUT),
        ("TARGET_ARCH", "amd64"),
        ("TARGET_OS", "linux"),
        ("ISTIO_GO", ROOT),
        ("GOBIN", OUT),
    ];
    let era = Era::of(&sources);
    if era != Era::Istiod {
        let path = if sources.has(MAKEFILE) { MAKEFILE } else { "Makefile" };
        let images = older_images(&sources, &Makefile::read(path, &sources, &fixed));
        if let Some(text) = era.refusal(tag, &images) {
            return Err(Refusal::Older { era, images, text, hint: say::older_hint(OLDEST) });
        }
    }
    let mut problems = Vec::new();
    let deps = keep(deps(&sources), &mut problems);
    // The Makefile reads them with a shell command, which nobody runs here.
    let versions = deps.iter().flatten().map(|(name, version)| (name.as_str(), version.as_str()));
    let fixed: Vec<(&str, &str)> = fixed.into_iter().chain(versions).collect();
    let make = Makefile::read(MAKEFILE, &sources, &fixed);
    let programs = plan::programs(&make);
    let go = keep(go(&sources), &mut problems);
    let stamp = keep(stamp(&sources, &programs), &mut problems);
    let version = keep(base_version(&make), &mut problems);
    let planned = keep(plan::images(&sources, &make, &programs), &mut problems);
    let (Some(go), Some(deps), Some(stamp), Some(version), Some(planned)) = (go, deps, stamp, version, planned) else {
        return Err(Refusal::Unreadable(problems));
    };
    let recipes = recipes(&sources, &make, &version, planned, &mut problems);
    let Some(registry) = registry(&make, &recipes) else {
        problems.push(Problem { path: MAKEFILE.into(), text: say::fact_missing(MAKEFILE, "ISTIO_BASE_REGISTRY") });
        return Err(Refusal::Unreadable(problems));
    };
    let base = Base { registry, version };
    let plain = recipes.iter().find_map(|(_, recipe)| recipe.default.clone()).unwrap_or_else(|| "debug".into());
    let images = recipes
        .into_iter()
        .map(|(planned, recipe)| {
            (planned.name.clone(), image(&sources, &planned, recipe, (&base, &plain), &mut problems))
        })
        .collect();
    let (tag, commit) = (tag.to_owned(), commit.to_owned());
    let downloads = downloads(&sources, &make, &deps);
    Ok(Derived { release: Release { tag, commit, date, go, base, deps, downloads, stamp, images }, problems })
}

fn keep<T>(result: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|problem| problems.push(problem)).ok()
}

fn missing(path: &str, fact: &str) -> Problem {
    Problem { path: path.to_owned(), text: say::fact_missing(path, fact) }
}

fn go(sources: &Sources<'_>) -> Result<Go, Problem> {
    let text = sources.text("go.mod")?;
    let module = text.lines().find_map(|line| line.strip_prefix("go ")).ok_or_else(|| missing("go.mod", "go"))?;
    let module = module.split("//").next().unwrap_or_default().trim().to_owned();
    let build_tools = build_tools(sources);
    Ok(Go { module, toolchain: None, build_tools })
}

/// `IMAGE_VERSION` of a script, from 1.6 on; before, the image in the outer Makefile.
fn build_tools(sources: &Sources<'_>) -> Option<String> {
    let script = sources.text("common/scripts/setup_env.sh").ok();
    let version = script.and_then(|text| shell_value(&text, "IMAGE_VERSION"));
    version.or_else(|| {
        let text = sources.text("Makefile").ok()?;
        let (_, version) = text.lines().find_map(|line| line.split_once("/build-tools:"))?;
        let version = version.split_whitespace().next()?;
        (!version.contains('$')).then(|| version.to_owned())
    })
}

/// The value that a shell script assigns to a variable, with its defaults; the last assignment that is not empty wins.
fn shell_value(text: &str, name: &str) -> Option<String> {
    let mut values = text.lines().filter_map(|line| {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line);
        let value = line.strip_prefix(name)?.strip_prefix('=')?;
        let value = expand(unquote(value), &|_| None);
        (!value.is_empty() && !value.contains('$')).then_some(value)
    });
    values.next_back()
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    #[serde(rename = "lastStableSHA")]
    version: String,
}

fn deps(sources: &Sources<'_>) -> Result<BTreeMap<String, String>, Problem> {
    let path = "istio.deps";
    let text = sources.text(path)?;
    let dependencies: Vec<Dependency> = serde_json::from_str(&text)
        .map_err(|error| Problem { path: path.into(), text: say::file_malformed(path, error) })?;
    Ok(dependencies.into_iter().map(|dependency| (dependency.name, dependency.version)).collect())
}

/// `echo "istio.io/istio/pkg/version.buildVersion=…"`, one a line.
fn stamp(sources: &Sources<'_>, programs: &Programs) -> Result<Stamp, Problem> {
    let text = sources.text(BUILD_INFO)?;
    let names = text.lines().filter_map(|line| {
        let (name, _) = line.trim().strip_prefix("echo")?.trim().trim_start_matches(['"', '\'']).split_once('=')?;
        name.rsplit_once('.').filter(|(package, _)| package.contains('/'))
    });
    let mut package: Option<&str> = None;
    let mut symbols = Vec::new();
    for (of, symbol) in names {
        match package {
            Some(first) if first != of => {
                let text = say::stamp_in_two_packages(BUILD_INFO, first, of);
                return Err(Problem { path: BUILD_INFO.into(), text });
            }
            _ => package = Some(of),
        }
        symbols.push(symbol.to_owned());
    }
    let package = package.ok_or_else(|| missing(BUILD_INFO, "buildVersion"))?.to_owned();
    let linker = match &programs.linker {
        Some(flags) => flags.clone(),
        None => shell_value(&sources.text(GO_BUILD)?, "LDFLAGS").unwrap_or_default(),
    };
    Ok(Stamp { package, symbols, ldflags: linker_flags(&linker), hub: shell_value(&text, "HUB") })
}

/// The flags one by one; `-extldflags` keeps its argument.
fn linker_flags(text: &str) -> Vec<String> {
    let mut flags: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match flags.last_mut() {
            Some(last) if last == "-extldflags" => *last = format!("{last} {word}"),
            _ => flags.push(word.to_owned()),
        }
    }
    flags
}

fn base_version(make: &Makefile) -> Result<String, Problem> {
    let version = make.variable("BASE_VERSION").filter(|version| !version.is_empty());
    version.ok_or_else(|| missing(MAKEFILE, "BASE_VERSION"))
}

/// Reads the Dockerfile of every image. One that cannot be read is a problem, and its image is left out.
fn recipes(
    sources: &Sources<'_>,
    make: &Makefile,
    version: &str,
    planned: Vec<Planned>,
    problems: &mut Vec<Problem>,
) -> Vec<(Planned, Recipe)> {
    let mut passed = BTreeMap::from([("BASE_VERSION".to_owned(), version.to_owned())]);
    for name in ["ISTIO_BASE_REGISTRY", "SIDECAR"] {
        passed.extend(make.variable(name).map(|value| (name.to_owned(), value)));
    }
    let mut recipes = Vec::new();
    for planned in planned {
        let path = planned.dockerfile.as_str();
        let recipe = sources.text(path).and_then(|text| {
            dockerfile::read(&text, &passed).map_err(|defect| Problem {
                path: path.to_owned(),
                text: match defect {
                    Defect::Syntax(cause) => say::file_malformed(path, cause),
                    Defect::Stage(name) => say::stage_unknown(path, name),
                },
            })
        });
        if let Some(recipe) = keep(recipe, problems) {
            recipes.push((planned, recipe));
        }
    }
    recipes
}

/// What the Makefile passes (from 1.17 on), else what the Dockerfile of the control plane names.
fn registry(make: &Makefile, recipes: &[(Planned, Recipe)]) -> Option<String> {
    let passed = make.variable("ISTIO_BASE_REGISTRY").filter(|registry| !registry.is_empty());
    passed.or_else(|| {
        let (_, recipe) = recipes.iter().find(|(planned, _)| planned.name == "pilot").or(recipes.first())?;
        let (_, built) = recipe.variants.iter().find(|(_, built)| built.base.contains("/base:"))?;
        built.base.rsplit_once("/base:").map(|(registry, _)| registry.to_owned())
    })
}

fn image(
    sources: &Sources<'_>,
    planned: &Planned,
    recipe: Recipe,
    (base, plain): (&Base, &str),
    problems: &mut Vec<Problem>,
) -> Image {
    let mut image = Image { binaries: Vec::new(), files: Vec::new(), downloads: Vec::new(), variants: BTreeMap::new() };
    for (name, built) in recipe.variants {
        for copy in &built.copies {
            if !place(planned, copy, &mut image) {
                let text = say::copied_from_nowhere(&planned.dockerfile, &copy.source, &planned.name);
                push_new(problems, Problem { path: planned.dockerfile.clone(), text });
            }
        }
        image.variants.insert(name.unwrap_or_else(|| plain.to_owned()), variant(built, base));
    }
    for path in image.files.iter().map(|file| file.source.trim_end_matches('/')).filter(|path| !sources.has(path)) {
        push_new(problems, Problem { path: path.to_owned(), text: say::file_missing_at_tag(path, sources.tag) });
    }
    image
}

/// Puts a copied file into the image; false if nothing in the build directory has its name.
fn place(planned: &Planned, copy: &dockerfile::Copy, image: &mut Image) -> bool {
    let source = copy.source.trim_end_matches('/');
    let name = source.rsplit('/').next().unwrap_or_default();
    let Some(origin) = planned.staged.get(source).or_else(|| planned.staged.get(name)) else { return false };
    let below = if copy.target.ends_with('/') { format!("{}{name}", copy.target) } else { copy.target.clone() };
    let (package, build_tags) = match origin {
        Origin::Source(path) => {
            // The content of a directory is copied, not the directory.
            let target = match path.ends_with('/') {
                true => format!("{}/", copy.target.trim_end_matches('/')),
                false => below,
            };
            push_new(&mut image.files, Extra { source: path.clone(), target });
            return true;
        }
        Origin::Downloaded if !below.contains("/bin/") => {
            push_new(&mut image.downloads, below);
            return true;
        }
        Origin::Downloaded => (None, Vec::new()),
        Origin::Compiled(program) => (Some(program.package.clone()), program.build_tags.clone()),
    };
    push_new(&mut image.binaries, Binary { name: name.to_owned(), target: below, package, build_tags });
    true
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

fn variant(built: Built, base: &Base) -> Variant {
    let name = built
        .base
        .strip_prefix(&format!("{}/", base.registry))
        .and_then(|rest| rest.strip_suffix(&format!(":{}", base.version)))
        .filter(|name| !name.contains('/'))
        .map(str::to_owned);
    Variant {
        base: name.unwrap_or(built.base),
        user: built.user,
        workdir: built.workdir,
        entrypoint: built.entrypoint,
        cmd: built.cmd,
        env: built.env,
    }
}
