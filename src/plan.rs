//! The decision: every stage, file and value of the context, nothing left open. It can be printed.
//!
//! Templates see a plan and nothing else, and every field is always there: in Tera an undefined name inside
//! `{% if %}` is false without a word.

mod copy;
mod custom;
mod extension;
mod image;
mod stage;

use crate::custom::{ARCHIVES, CERTIFICATES, EXTENSIONS, ROOTFS};
use crate::endpoint::{self, SigningKey};
use crate::error::Result;
use crate::release::Release;
use crate::selection::{Pins, Selection, needs_sources};
use crate::tree::Tree;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

pub use copy::{CopyStep, StagedFile};
pub use custom::{Authorities, Changes, Prepare};
pub use extension::Resource;
pub use image::{ImagePlan, Packages, Pair};
pub use stage::{Argument, Builder, Download, DownloadFile, Program, Upstream};

/// The directory of the context that holds Istio's sources.
pub const SOURCES: &str = "src";
/// The directory of the context that holds the user's own binaries.
pub const PREBUILT: &str = "prebuilt";
/// The directory of the context that holds the patches of the sources, for whoever audits it.
pub const PATCHES: &str = "patches";
/// The mesh configuration in the context.
pub const MESH: &str = "config-files/mesh.yaml";

/// Everything that rendering needs.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Plan {
    /// The program that makes the context.
    pub tool: Tool,
    /// The BCP 47 tag of the generated texts' language.
    pub language: &'static str,
    /// The release.
    pub istio: Istio,
    /// Registry prefix of the images to build.
    pub hub: String,
    /// Image tag of the images to build.
    pub tag: String,
    /// The platforms, as Docker writes them.
    pub platforms: Vec<&'static str>,
    /// `SOURCE_DATE_EPOCH`: the date of the release's commit.
    pub epoch: i64,
    /// The build arguments that come before the first `FROM`: registry prefixes, so that a mirror needs no edit.
    pub arguments: Vec<Argument>,
    /// The stage that compiles sources.
    pub builder: Option<Builder>,
    /// Stages that binaries are copied out of.
    pub upstreams: Vec<Upstream>,
    /// Stages that download the user's own binaries.
    pub downloads: Vec<Download>,
    /// The files of the context that images carry, in the stage that gives them their mode.
    pub files: Vec<StagedFile>,
    /// The user's own stages, each once.
    pub stages: Vec<String>,
    /// The resources that make proxies use what images carry.
    pub resources: Vec<Resource>,
    /// The images to build.
    pub images: Vec<ImagePlan>,
    /// Whether proxyv2 also serves as init container, as the user asked for `init`.
    pub init_is_proxy: bool,
    /// The standard of FIPS that the context is put together for.
    pub compliance: Option<String>,
    /// Whether images are named by digests that the selection holds below `pins`.
    pub pinned: bool,
    /// Whether charts among the sources have the user's hub and tag instead of Istio's development ones.
    pub stamped: bool,
    /// The mesh configuration that images carry, as YAML text.
    pub mesh: Option<String>,
    /// Whether the context holds the whole source tree.
    pub full_source: bool,
    /// Whether the Dockerfile tells the reason of each instruction.
    pub annotate: bool,
    /// The patches in [`PATCHES`], in the order in which the sources were changed by them.
    pub patches: Vec<AppliedPatch>,
    /// The user's templates that stood before ours or beside them.
    pub templates: Vec<UserTemplate>,
    /// How to verify the official images that the context starts from.
    pub signing: Option<Signing>,
    /// What the Dockerfile copies from the context: the allow-list of `.dockerignore`.
    pub copied: Vec<String>,
}

/// Official images and the key that signs them.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Signing {
    /// The key.
    pub key: SigningKey,
    /// The images in full, sorted.
    pub images: Vec<String>,
}

/// A patch that the sources were changed by.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct AppliedPatch {
    /// Its path in the context.
    pub path: String,
    /// The commit that it was picked from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// The files that it speaks of, by their paths in Istio's repository.
    pub touched: Vec<String>,
}

/// A template of the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UserTemplate {
    /// Its name: the path of what it makes, with `.tera`.
    pub name: String,
    /// The SHA-256 of its text, in hexadecimal digits.
    pub sha256: String,
}

/// The program that makes the context.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// The release of a context.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Istio {
    /// The git tag.
    pub tag: String,
    /// The peeled commit.
    pub commit: String,
    /// The date of the commit, as RFC 3339 writes it.
    pub created: String,
    /// Registry prefix of the official images.
    pub hub: String,
    /// Where the sources come from, without a password.
    pub source: Option<String>,
}

/// Decides everything. `copied` holds what the caller fetched or read for this selection, by its path in the context:
/// sources below [`SOURCES`] and the user's binaries below [`PREBUILT`].
///
/// # Errors
/// A bug of ours: the selection was not checked against this release.
pub fn plan(selection: &Selection, release: &Release, copied: &Tree) -> Result<Plan> {
    let mut arguments = stage::Arguments::default();
    let builder = needs_sources(&selection.images).then(|| stage::builder(selection, release, &mut arguments));
    let mut upstreams = BTreeMap::new();
    let mut images = Vec::new();
    for image in &selection.images {
        images.push(image::plan(selection, release, image, builder.is_some(), &mut arguments, &mut upstreams)?);
    }
    let mesh = selection.mesh.as_ref().filter(|_| images.iter().any(|image| image.mesh));
    let mesh = mesh.map(|mesh| serde_yaml::to_string(mesh).unwrap_or_default());
    let mut allowed: Vec<String> = vec!["licenses/LICENSE".to_owned()];
    allowed.extend(mesh.as_ref().map(|_| MESH.to_owned()));
    for directory in [ARCHIVES, CERTIFICATES, PREBUILT, ROOTFS, SOURCES] {
        if copied.below(directory).next().is_some() {
            allowed.push(format!("{directory}/**"));
        }
    }
    // Beside dynamic modules lie the resources, which no image needs.
    let modules = selection.images.iter().flat_map(|image| &image.custom.modules);
    let scopes: BTreeSet<&str> = modules.map(|module| module.scope.as_str()).collect();
    allowed.extend(scopes.iter().map(|scope| format!("{EXTENSIONS}/{scope}/**")));
    let mut stages: Vec<String> = Vec::new();
    for image in &selection.images {
        let own = &image.custom.snippets.stages;
        if !own.is_empty() && !stages.contains(own) {
            stages.push(own.clone());
        }
    }
    let mut plan = Plan {
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        language: selection.language.tag(),
        istio: Istio {
            tag: release.tag.clone(),
            commit: release.commit.clone(),
            created: rfc3339(release.date),
            hub: selection.istio_hub.clone(),
            source: selection.source.as_deref().map(crate::source::without_login).filter(|shown| !shown.is_empty()),
        },
        hub: selection.hub.clone(),
        tag: selection.tag.clone(),
        platforms: selection.platforms.iter().map(|platform| platform.name()).collect(),
        epoch: release.date,
        arguments: arguments.into_list(),
        builder,
        upstreams: upstreams.into_values().collect(),
        files: copy::stage_files(
            custom::staged_modules(selection),
            images.iter_mut().flat_map(|image| &mut image.copies),
        ),
        downloads: stage::downloads(selection),
        stages,
        resources: extension::resources(selection.images.iter()),
        images,
        init_is_proxy: selection.init_is_proxy,
        compliance: selection.compliance.as_ref().map(|standard| standard.id.clone()),
        pinned: selection.pins != Pins::default(),
        stamped: false,
        mesh,
        annotate: selection.annotate,
        full_source: selection.full_source,
        patches: Vec::new(),
        templates: Vec::new(),
        signing: None,
        copied: allowed,
    };
    plan.signing = signing(selection, &plan)?;
    Ok(plan)
}

/// The official images of a plan with their key, if Istio signs what its release publishes under the chosen hub.
fn signing(selection: &Selection, plan: &Plan) -> Result<Option<Signing>> {
    let key = match plan.istio.tag.parse() {
        Ok(tag) if endpoint::is_official(&selection.istio_hub)? => endpoint::signing_key(&tag)?,
        _ => None,
    };
    let Some(key) = key else { return Ok(None) };
    let official = |stage: &str| {
        plan.upstreams.iter().any(|upstream| upstream.stage == stage)
            || plan.images.iter().any(|image| image.official && image.component == stage)
    };
    let references = crate::state::references(plan);
    let images: BTreeSet<String> =
        references.into_iter().filter(|(stage, _)| official(stage)).map(|(_, name)| name).collect();
    Ok((!images.is_empty()).then(|| Signing { key, images: images.into_iter().collect() }))
}

/// Where a prebuilt binary stands in the context; `architecture` as in `TARGETARCH`, or that very argument.
#[must_use]
pub fn prebuilt_path(binary: &str, architecture: &str) -> String {
    format!("{PREBUILT}/{binary}/{architecture}")
}

/// Seconds since 1970 as RFC 3339 writes them, in UTC (civil-from-days, Howard Hinnant, "chrono-Compatible Low-Level
/// Date Algorithms").
#[must_use]
pub fn rfc3339(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_rfc_3339_writes_them() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(rfc3339(1_785_542_399), "2026-07-31T23:59:59Z");
        assert_eq!(rfc3339(-1), "1969-12-31T23:59:59Z");
    }
}
