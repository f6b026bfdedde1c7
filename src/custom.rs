//! What the user adds to images or changes in them: packages, files, authorities, extensions, users, instructions.
//!
//! Everything stands below `customize.SCOPE`, where the scope is a component or `all`. Lists of both add up; of texts and
//! named entries the component's own wins.

mod account;
mod authority;
mod file;
mod instruction;
mod package;
mod scope;
mod snippet;
mod value;

use crate::catalogue::{Base, Component};
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::preset::Preset;
use crate::release::Release;
use crate::selection::{BaseChoice, Image, Platform, Prebuilt, PrebuiltFrom, named_base};
use crate::text::custom as text;
use crate::version::Version;
use scope::Scope;
use std::collections::BTreeMap;

pub use account::Account;
pub use authority::{Problem as AuthorityProblem, check as check_authorities, holds_private_key};
pub use instruction::{Healthcheck, Settings};
pub use package::Packages;
pub use snippet::Snippets;

/// The scope of what is said for every image.
pub const ALL: &str = "all";
/// The directory of the context that holds the user's files as they will lie in images, below the scope.
pub const ROOTFS: &str = "rootfs";
/// The directory of the context that holds archives to unpack.
pub const ARCHIVES: &str = "archives";
/// The directory of the context that holds the authorities to trust.
pub const CERTIFICATES: &str = "certificates";
/// The directory of the context that holds dynamic modules and the resources of extensions.
pub const EXTENSIONS: &str = "extensions";
/// Where an image has Wasm plugins: official proxies kept theirs there from 1.5 to 1.17.
const WASM: &str = "/etc/istio/extensions";
/// Where an image has dynamic modules.
pub const MODULES: &str = "/usr/local/lib/envoy";
/// Where an image has the wrapper of its entrypoint.
const WRAPPER: &str = "/usr/local/bin/entrypoint-wrapper";
/// The template that `pilot-agent` fills in.
const BOOTSTRAP: &str = "/var/lib/istio/envoy/envoy_bootstrap_tmpl.json";

/// What the user changes in one image.
#[derive(Clone, Debug, Default)]
pub struct Custom {
    /// The packages to install.
    pub packages: Option<Packages>,
    /// The backend that `iptables` means, when it has to be chosen.
    pub iptables: Option<String>,
    /// The base image that prepares what the image gets, when something has to be prepared.
    pub builder: Option<Base>,
    /// The files to add.
    pub files: Vec<Added>,
    /// The dynamic modules of Envoy.
    pub modules: Vec<Module>,
    /// The authorities to trust besides those of the base image.
    pub authorities: Vec<Authority>,
    /// `USER`.
    pub user: Option<String>,
    /// Whether the image runs under any user id in group 0.
    pub openshift: bool,
    /// Users and groups that the image knows by name.
    pub users: Vec<Account>,
    /// Directories that its user may write.
    pub writable: Vec<String>,
    /// Labels of this image.
    pub labels: BTreeMap<String, String>,
    /// Annotations of its manifests.
    pub annotations: BTreeMap<String, String>,
    /// What single instructions say.
    pub settings: Settings,
    /// The user's own instructions.
    pub snippets: Snippets,
}

/// What a file is for: what is asked of its content, and how it gets into the image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// Whatever it is.
    Plain,
    /// A tar archive to unpack at its target.
    Archive,
    /// A template of Envoy's bootstrap.
    Bootstrap,
    /// A script that starts the image's program.
    Wrapper,
    /// A Wasm plugin with its phase.
    Wasm(Option<String>),
}

/// A file to add to an image.
#[derive(Clone, Debug)]
pub struct Added {
    /// The scope that it was named in.
    pub scope: String,
    /// Its name in the preset.
    pub name: String,
    /// Where it is, and its checksum.
    pub source: Prebuilt,
    /// The absolute path in the image.
    pub target: String,
    /// Its mode, in octal digits.
    pub mode: String,
    /// Its owner, as `UID:GID`.
    pub owner: String,
    /// What it is for.
    pub purpose: Use,
}

impl Added {
    /// Its path in the context; nothing for what the build downloads.
    #[must_use]
    pub fn path(&self) -> Option<String> {
        match (&self.source.from, &self.purpose) {
            (PrebuiltFrom::Url(_), _) => None,
            (PrebuiltFrom::Path(path), Use::Archive) => {
                let ending = file::archive_ending(path).unwrap_or("tar");
                Some(format!("{ARCHIVES}/{}/{}.{ending}", self.scope, self.name))
            }
            // It is no JSON before it is filled in, whatever its name in the image.
            (_, Use::Bootstrap) => Some(format!("{ROOTFS}/{}{}.tmpl", self.scope, self.target)),
            _ => Some(format!("{ROOTFS}/{}{}", self.scope, self.target)),
        }
    }

    /// Where the preset names it: `customize.proxy.files.motd.path`.
    #[must_use]
    pub fn key(&self) -> String {
        match self.purpose {
            Use::Plain | Use::Archive => format!("customize.{}.files.{}.path", self.scope, self.name),
            Use::Wasm(_) => format!("customize.{}.wasm.{}.path", self.scope, self.name),
            Use::Bootstrap => format!("customize.{}.bootstrap", self.scope),
            Use::Wrapper => format!("customize.{}.wrapper", self.scope),
        }
    }
}

/// A dynamic module of Envoy: one file for each platform.
#[derive(Clone, Debug)]
pub struct Module {
    /// The scope that it was named in.
    pub scope: String,
    /// Its name, by which Envoy's configuration asks for it.
    pub name: String,
    /// Where it is on each platform.
    pub files: BTreeMap<Platform, Prebuilt>,
}

impl Module {
    /// The absolute path in the image: Envoy looks for `lib<name>.so` on its search path.
    #[must_use]
    pub fn target(&self) -> String {
        format!("{MODULES}/lib{}.so", self.name)
    }

    /// Its path in the context; `architecture` as in `TARGETARCH`.
    #[must_use]
    pub fn path(&self, architecture: &str) -> String {
        format!("{EXTENSIONS}/{}/{architecture}/lib{}.so", self.scope, self.name)
    }

    /// Where the preset names it on a platform.
    #[must_use]
    pub fn key(&self, platform: Platform) -> String {
        format!("customize.{}.modules.{}.{}.path", self.scope, self.name, platform.name())
    }
}

/// A PEM file of authorities.
#[derive(Clone, Debug)]
pub struct Authority {
    /// The scope that it was named in.
    pub scope: String,
    /// The file, as written.
    pub path: String,
    /// Its path in the context.
    pub copy: String,
    /// Where the user said so.
    pub origin: Origin,
}

/// What the user changes in the image of a component, as far as the preset alone tells.
///
/// # Errors
/// A bug of ours in the embedded data.
pub fn choose(
    preset: &Preset,
    image: &Image,
    release: &Release,
    platforms: &[Platform],
    findings: &mut Vec<Finding>,
) -> Result<Custom> {
    let scope = Scope::new(preset, &image.component.id);
    if scope.is_empty() {
        return Ok(Custom::default());
    }
    let host = Host::new(image, release);
    let openshift = scope.flag("openshift");
    let mut custom = Custom {
        files: file::files(&scope, &host, openshift, findings),
        modules: file::modules(&scope, &host, platforms, findings),
        authorities: authority::named(&scope, &host, findings),
        user: account::user(&scope, &host, openshift, findings),
        openshift,
        users: account::accounts(&scope, findings),
        writable: account::writable(&scope, release, findings),
        labels: value::labels(&scope, "labels", findings),
        annotations: value::labels(&scope, "annotations", findings),
        settings: instruction::settings(&scope, &host, findings),
        snippets: snippet::snippets(&scope, &host, findings),
        ..Custom::default()
    };
    let builder = match scope.text("builder") {
        Some((word, origin)) => named_base(preset, word, origin, findings)?.map(|base| (base, Some(origin.clone()))),
        None => named_base(preset, "debian", &Origin::Default, findings)?.map(|base| (base, None)),
    };
    custom.packages = package::packages(&scope, &host, builder.as_ref(), findings);
    if let (BaseChoice::Image(Base { bundle: Some(bundle), .. }), false) = (&image.base, custom.authorities.is_empty())
        && !value::is_path(bundle)
    {
        let said = match &image.base {
            BaseChoice::Image(base) => preset.text(&format!("bases.{}.ca_bundle", base.id)),
            BaseChoice::Official { .. } => None,
        };
        findings.push(value::refuse(said.map_or(&image.base_origin, |(_, said)| said), text::no_path(bundle)));
    }
    custom.iptables = package::backend(&scope, &host, findings);
    let apart = custom.packages.as_ref().is_some_and(|packages| packages.apart);
    let prepared = apart || !custom.authorities.is_empty() || !custom.users.is_empty() || !custom.writable.is_empty();
    if prepared && let Some((base, origin)) = builder {
        if base.shell == Some(false) {
            let origin = origin.unwrap_or(Origin::Default);
            findings.push(Finding::error("custom-builder", &origin, text::builder_without_shell(&base.id)));
        }
        custom.builder = Some(base);
    }
    Ok(custom)
}

/// Whether an image gets packages from a builder only, as its base has no package manager or none that is known: what the base is
/// called, and the base in the box whose packages fit it.
#[must_use]
pub fn builder_for<'a>(image: &'a Image, release: &'a Release) -> Option<(&'a str, &'static str)> {
    let host = Host::new(image, release);
    matches!(host.manager, None | Some("none")).then(|| (host.name, package::fitting(host.base)))
}

/// What an image is before anything is changed in it.
struct Host<'a> {
    component: &'a Component,
    base: &'a BaseChoice,
    /// The package manager of its base image: `None` when nothing is known, `Some("none")` for none.
    manager: Option<&'a str>,
    /// Whether its base image has a shell, when that is known.
    shell: Option<bool>,
    /// What the base image is called.
    name: &'a str,
    /// What its user is without a word of the preset.
    user: &'a str,
    /// What it runs without a word of the preset: whether that is CMD alone.
    command_only: bool,
}

impl<'a> Host<'a> {
    fn new(image: &'a Image, release: &'a Release) -> Host<'a> {
        let component = &image.component;
        let (manager, shell, name) = match &image.base {
            BaseChoice::Image(base) => (base.packages.as_deref(), base.shell, base.id.as_str()),
            // Variants with tools are built on Ubuntu (`docker/Dockerfile.base`).
            BaseChoice::Official { variant } if variant != "distroless" => (Some("apt"), Some(true), "official"),
            BaseChoice::Official { .. } => (Some("none"), Some(false), "official"),
        };
        let variants = release.images.get(&component.image).map(|image| image.variants.values());
        let command_only =
            variants.into_iter().flatten().all(|variant| variant.entrypoint.is_empty()) && component.slim.is_none();
        Host { component, base: &image.base, manager, shell, name, user: &component.user, command_only }
    }

    /// Whether it is a proxy with Envoy.
    fn has_envoy(&self) -> bool {
        self.component.id == "proxy"
    }

    /// Whether something runs there that its own shell or package manager is needed for, and it has none.
    fn is_bare(&self) -> bool {
        matches!(self.manager, Some("none")) || self.shell == Some(false)
    }
}

/// Whether the charts of a release mount the root of the image's container read-only (the chart of istiod from 1.12 on).
fn reads_only(release: &Release) -> bool {
    release.tag.parse::<Version>().is_ok_and(|version| version.at_least("1.12"))
}
