//! What the user changes in an image, as stages, copies and instructions.

use super::copy::{CopyStep, FILES, StagedFile, Staging};
use super::image::Pair;
use super::stage::{Arguments, split_prefix};
use crate::catalogue::{self, Base};
use crate::custom::{Account, Custom, MODULES, Module, Packages as Wanted, Snippets, Use};
use crate::error::{Error, Kind, Result};
use crate::reference::Reference;
use crate::selection::{BaseChoice, Image, PrebuiltFrom, Selection};
use crate::text::core as text;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Where certificates are in one file: Debian's place, which Alpine, Wolfi and distroless images share.
pub(super) const BUNDLE: &str = "/etc/ssl/certs/ca-certificates.crt";
/// The variable that tells Envoy where dynamic modules are (Envoy's documentation, "Dynamic modules").
const SEARCH_PATH: &str = "ENVOY_DYNAMIC_MODULES_SEARCH_PATH";

/// The instructions of an image that are there because the user asked for them.
#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
pub struct Changes {
    /// The stage that makes ready what the image gets.
    pub prepare: Option<Prepare>,
    /// Whether what the image starts from may not run as root, which installing needs.
    pub become_root: bool,
    /// The backend of iptables, when it is chosen.
    pub backend: Option<String>,
    /// `ARG`.
    pub args: Vec<Pair>,
    /// `EXPOSE` in place of the documented ports.
    pub expose: Vec<String>,
    /// The flags of `HEALTHCHECK`.
    pub healthcheck_flags: Vec<String>,
    /// `ONBUILD`.
    pub onbuild: Vec<String>,
    /// `SHELL` in exec form.
    pub shell: Vec<String>,
    /// `STOPSIGNAL`; empty for the default.
    pub stopsignal: String,
    /// `VOLUME`.
    pub volumes: Vec<String>,
    /// Annotations of the manifests.
    pub annotations: Vec<Pair>,
    /// The user's own instructions.
    pub snippets: Snippets,
}

/// A stage on the build platform that makes ready what an image gets, so that nothing has to run in the image.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Prepare {
    /// Its name.
    pub stage: String,
    /// What it starts from.
    pub from: String,
    /// Whether it runs on the build platform: package managers that know one platform only do not.
    pub anywhere: bool,
    /// The name of the stage that holds the image's base image, when its files are looked at.
    pub base: Option<String>,
    /// The certificates to join.
    pub authorities: Option<Authorities>,
    /// The users and groups to add.
    pub users: Vec<Account>,
    /// The directories to make, and who may write there.
    pub writable: Vec<String>,
    /// The owner of these directories.
    pub owner: String,
    /// The packages to install into a root of their own.
    pub packages: Option<Wanted>,
}

/// Certificates to join into one file.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Authorities {
    /// The stage that has those that everybody trusts.
    pub stage: String,
    /// Where it has them.
    pub path: String,
    /// The user's own in the context.
    pub files: Vec<String>,
    /// Where the image has them.
    pub target: String,
}

/// The stage that holds the base image of an image which is prepared.
fn base_stage(image: &Image) -> String {
    format!("base-{}", image.component.id)
}

/// Plans the changes of an image. `trusted` is where the certificates come from that the base image lacks; it is taken
/// when the user's are joined to them.
pub(super) fn changes(
    selection: &Selection,
    image: &Image,
    user: &str,
    trusted: &mut Option<CopyStep>,
    arguments: &mut Arguments,
) -> Result<Changes> {
    let custom = &image.custom;
    let settings = &custom.settings;
    let snippets = custom.snippets.clone();
    let runs = custom.packages.as_ref().is_some_and(|packages| !packages.apart)
        || custom.iptables.is_some()
        || [&snippets.before_packages, &snippets.before_copy, &snippets.before_user]
            .iter()
            .any(|text| !text.is_empty());
    let unknown_user = match &image.base {
        BaseChoice::Official { .. } => true,
        BaseChoice::Image(base) => base.title.is_none(),
    };
    Ok(Changes {
        prepare: prepare(selection, image, user, trusted, arguments)?,
        become_root: runs && unknown_user,
        backend: custom.iptables.clone(),
        args: super::image::pairs(&settings.args),
        expose: settings.expose.clone().unwrap_or_default(),
        healthcheck_flags: settings.healthcheck.flags.clone(),
        onbuild: settings.onbuild.clone(),
        shell: settings.shell.clone(),
        stopsignal: settings.stopsignal.clone().unwrap_or_default(),
        volumes: settings.volumes.clone(),
        annotations: super::image::pairs(&custom.annotations),
        snippets,
    })
}

fn prepare(
    selection: &Selection,
    image: &Image,
    user: &str,
    trusted: &mut Option<CopyStep>,
    arguments: &mut Arguments,
) -> Result<Option<Prepare>> {
    let custom = &image.custom;
    let Some(builder) = &custom.builder else { return Ok(None) };
    let packages = custom.packages.clone().filter(|packages| packages.apart);
    let own = match &image.base {
        BaseChoice::Image(base) => base.bundle.clone(),
        BaseChoice::Official { .. } => None,
    };
    let target = own.unwrap_or_else(|| BUNDLE.to_owned());
    let authorities = (!custom.authorities.is_empty()).then(|| {
        let (stage, path) = match trusted.take() {
            Some(CopyStep { from: Some(stage), source, .. }) => (stage, source),
            _ => (base_stage(image), target.clone()),
        };
        let files = custom.authorities.iter().map(|authority| authority.copy.clone()).collect();
        Authorities { stage, path, files, target }
    });
    let looks = packages.is_some()
        || !custom.users.is_empty()
        || authorities.as_ref().is_some_and(|authorities| authorities.stage == base_stage(image));
    Ok(Some(Prepare {
        stage: format!("prepare-{}", image.component.id),
        from: from(selection, builder, arguments)?,
        anywhere: packages.as_ref().is_none_or(|packages| matches!(packages.manager.as_str(), "apt" | "apk")),
        base: looks.then(|| base_stage(image)),
        authorities,
        users: custom.users.clone(),
        writable: custom.writable.clone(),
        owner: if custom.openshift { format!("{}:0", user.split(':').next().unwrap_or("0")) } else { user.to_owned() },
        packages,
    }))
}

/// A base image with its registry prefix as an argument.
pub(super) fn from(selection: &Selection, base: &Base, arguments: &mut Arguments) -> Result<String> {
    let bug = |_| Error::new(Kind::Bug, text::bad_data(&base.reference));
    let reference = selection.mirrors.reference(Reference::parse(&base.reference).map_err(bug)?);
    let (prefix, rest) = split_prefix(&reference);
    let known = catalogue::base_ids().any(|id| id == base.id);
    let wish = format!("{}_HUB", if known { base.id.to_uppercase().replace('-', "_") } else { "BASE".into() });
    let hub = arguments.name(&prefix, &wish);
    Ok(format!("${{{hub}}}/{rest}"))
}

/// What is copied into the image besides what it is made of.
pub(super) fn copies(selection: &Selection, image: &Image, changes: &Changes) -> Vec<CopyStep> {
    let mut copies = Vec::new();
    if let Some(prepare) = &changes.prepare {
        let mut prepared = |source: &str, target: &str| {
            copies.push(CopyStep::plain(Some(prepare.stage.clone()), &format!("/prepared/{source}"), target));
        };
        if prepare.packages.is_some() || !prepare.writable.is_empty() {
            prepared("root/", "/");
        }
        if let Some(authorities) = &prepare.authorities {
            prepared("ca-bundle.crt", &authorities.target);
        }
        if !prepare.users.is_empty() {
            prepared("group", "/etc/group");
            prepared("passwd", "/etc/passwd");
        }
    }
    for file in &image.custom.files {
        let staging = Staging { mode: file.mode.clone(), owner: Some(file.owner.clone()), sha256: None };
        copies.push(match (&file.source.from, file.path()) {
            (_, Some(path)) if file.purpose == Use::Archive => {
                CopyStep { add: true, mode: None, ..CopyStep::plain(None, &path, &format!("{}/", file.target)) }
            }
            (PrebuiltFrom::Url(url), _) => CopyStep::staged(
                &selection.mirrors.url(url),
                &file.target,
                Staging { sha256: file.source.sha256.clone(), ..staging },
            ),
            (_, path) => CopyStep::staged(&path.unwrap_or_default(), &file.target, staging),
        });
    }
    for module in &image.custom.modules {
        let architecture = match module.files.keys().collect::<Vec<_>>()[..] {
            [only] => only.architecture(),
            _ => "${TARGETARCH}",
        };
        copies.push(CopyStep::plain(Some(FILES.to_owned()), &module_path(module, architecture), &module.target()));
    }
    copies
}

/// Where the stage of files has a dynamic module for a platform.
fn module_path(module: &Module, architecture: &str) -> String {
    format!("/module-{}-{}-{architecture}.so", module.scope, module.name)
}

/// The dynamic modules of every image and platform, for the stage of files.
pub(super) fn staged_modules(selection: &Selection) -> Vec<StagedFile> {
    let mut staged = Vec::new();
    for module in selection.images.iter().flat_map(|image| &image.custom.modules) {
        for (platform, file) in &module.files {
            let architecture = platform.architecture();
            let (source, sha256) = match &file.from {
                PrebuiltFrom::Url(url) => (selection.mirrors.url(url), file.sha256.clone()),
                PrebuiltFrom::Path(_) => (module.path(architecture), None),
            };
            let path = module_path(module, architecture);
            staged.push(StagedFile { source, path, mode: "0755".to_owned(), owner: None, sha256 });
        }
    }
    staged
}

/// What the changes add to the environment.
pub(super) fn env(custom: &Custom, env: &mut BTreeMap<String, String>) {
    if !custom.modules.is_empty() {
        env.entry(SEARCH_PATH.to_owned()).or_insert_with(|| MODULES.to_owned());
    }
}

/// The entrypoint: the user's or the release's, behind the wrapper.
pub(super) fn entrypoint(custom: &Custom, own: &[String]) -> Vec<String> {
    let program = custom.settings.entrypoint.clone().unwrap_or_else(|| own.to_vec());
    let wrapper = custom.files.iter().find(|file| file.purpose == Use::Wrapper).map(|file| file.target.clone());
    wrapper.into_iter().chain(program).collect()
}
