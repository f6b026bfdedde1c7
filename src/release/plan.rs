//! Which programs a release compiles, which images it makes, and what stands in the build directory of each.

use super::dockerfile::words;
use super::make::Makefile;
use super::reading::{Problem, Sources};
use crate::dockerfile::expand::expand;
use crate::text::release as say;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Where the Makefile puts what it compiles or downloads; no path of the sources starts like this.
pub(super) const OUT: &str = "@out";
/// The root of the sources, where the Makefile names it.
pub(super) const ROOT: &str = "@root";

/// The plan of the images from 1.14 on.
const PLAN: &str = "tools/docker.yaml";

/// A program that the release compiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Program {
    /// Its main package relative to the root.
    pub(super) package: String,
    pub(super) build_tags: Vec<String>,
}

/// What the build of the programs says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Programs {
    /// By the name of the binary.
    pub(super) by_name: BTreeMap<String, Program>,
    /// What is given to the linker by the first command, unless static linking is switched off, which drops it all.
    pub(super) linker: Option<String>,
}

/// An image before its Dockerfile is read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Planned {
    pub(super) name: String,
    pub(super) dockerfile: String,
    /// What stands in the build directory, by its name there.
    pub(super) staged: BTreeMap<String, Origin>,
}

/// Where a file of the build directory comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Compiled(Program),
    /// A file or, with a final `/`, a directory of the sources.
    Source(String),
    Downloaded,
}

/// Reads the commands of `build-linux`: `LDFLAGS=… common/scripts/gobuild.sh OUT/ -tags=… ./package…`.
pub(super) fn programs(make: &Makefile) -> Programs {
    let mut programs = Programs::default();
    let commands = make.rule("build-linux").map(|rule| rule.commands).unwrap_or_default();
    for words in commands.iter().map(|command| words(command)) {
        let Some(script) = words.iter().position(|word| word.ends_with("gobuild.sh")) else { continue };
        let setting = |name: &str| {
            words[..script].iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
        };
        if programs.linker.is_none() {
            let dropped = setting("STATIC").is_some_and(|value| value != "1");
            programs.linker = if dropped { Some(String::new()) } else { setting("LDFLAGS") };
        }
        let build_tags: Vec<String> = words[script..]
            .iter()
            .find_map(|word| word.strip_prefix("-tags="))
            .map(|tags| tags.split([',', ' ']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect())
            .unwrap_or_default();
        for package in words[script..].iter().filter_map(|word| word.strip_prefix("./")) {
            let name = package.rsplit('/').next().unwrap_or_default();
            let program = Program { package: package.to_owned(), build_tags: build_tags.clone() };
            programs.by_name.insert(name.to_owned(), program);
        }
    }
    programs
}

/// The images of the release that hold programs, in the order in which Istio plans them; not its bases and test images.
pub(super) fn images(sources: &Sources<'_>, make: &Makefile, programs: &Programs) -> Result<Vec<Planned>, Problem> {
    let drafts = if sources.tree.get(PLAN).is_some() { drafts_of_plan(sources, make)? } else { drafts_of_rules(make) };
    let stage = |path: String| -> (String, Origin) {
        // Makefiles join directories that end in a slash: `tools/packaging/common//envoy_bootstrap.json`.
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        let name = parts.last().copied().unwrap_or_default().to_owned();
        let origin = if parts.first() == Some(&OUT) {
            programs.by_name.get(&name).map_or(Origin::Downloaded, |program| Origin::Compiled(program.clone()))
        } else {
            let path = parts.strip_prefix(&[ROOT]).unwrap_or(&parts).join("/");
            let slash = if sources.has_directory(&path) { "/" } else { "" };
            Origin::Source(format!("{path}{slash}"))
        };
        (name, origin)
    };
    let planned = drafts.into_iter().filter(is_component).map(|draft| Planned {
        name: draft.name,
        dockerfile: draft.dockerfile,
        staged: draft.inputs.into_iter().map(stage).collect(),
    });
    Ok(planned.collect())
}

struct Draft {
    name: String,
    dockerfile: String,
    inputs: Vec<String>,
}

/// An image of Istio itself: not one of the bases (`docker/`), of the tests or of the samples.
fn is_component(draft: &Draft) -> bool {
    let elsewhere = ["docker/", "pkg/test/", "samples/"].iter().any(|place| draft.dockerfile.starts_with(place));
    !elsewhere && !draft.name.starts_with("test_") && !draft.inputs.is_empty() && !draft.dockerfile.is_empty()
}

#[derive(Deserialize)]
struct PlanFile {
    images: Vec<PlanImage>,
}

#[derive(Deserialize)]
struct PlanImage {
    name: String,
    dockerfile: String,
    #[serde(default)]
    files: Vec<String>,
    #[serde(default)]
    targets: Vec<String>,
}

fn drafts_of_plan(sources: &Sources<'_>, make: &Makefile) -> Result<Vec<Draft>, Problem> {
    let text = sources.text(PLAN)?;
    let plan: PlanFile = serde_yaml::from_str(&text)
        .map_err(|error| Problem { path: PLAN.to_owned(), text: say::file_malformed(PLAN, error) })?;
    let value = |name: &str| match name {
        "TARGET_OUT_LINUX" | "TARGET_OUT" => Some(OUT.to_owned()),
        "RELEASE_MODE" => Some("release".to_owned()),
        "SIDECAR" => make.variable(name).or(Some("envoy".to_owned())),
        _ => make.variable(name),
    };
    let drafts = plan.images.into_iter().map(|image| Draft {
        name: image.name,
        dockerfile: image.dockerfile,
        inputs: image.files.iter().chain(&image.targets).map(|input| expand(input, &value)).collect(),
    });
    Ok(drafts.collect())
}

/// Up to 1.13 an image was a rule: `docker.pilot: pilot/docker/Dockerfile.pilot $(OUT)/pilot-discovery`.
fn drafts_of_rules(make: &Makefile) -> Vec<Draft> {
    let targets = make.variable("DOCKER_TARGETS").unwrap_or_default();
    let drafts = targets.split_whitespace().filter_map(|target| {
        let rule = make.rule(target)?;
        let is_dockerfile = |path: &String| path.rsplit('/').next().is_some_and(|name| name.starts_with("Dockerfile"));
        let (dockerfiles, inputs) = rule.prerequisites.into_iter().partition::<Vec<String>, _>(is_dockerfile);
        let name = target.strip_prefix("docker.")?.to_owned();
        Some(Draft { name, dockerfile: dockerfiles.into_iter().next()?, inputs })
    });
    drafts.collect()
}
