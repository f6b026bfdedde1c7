//! One image: what it starts from, what it copies, what it sets.

use super::copy::{self, CopyStep};
use super::custom::{self, Changes};
use super::stage::{Arguments, Upstream, mirrored};
use super::{MESH, rfc3339};
use crate::catalogue::Base;
use crate::error::{Error, Kind, Result};
use crate::reference::Reference;
use crate::release::{Binary, Image as Facts, Release, Variant};
use crate::selection::{BaseChoice, Image, Place, Selection, of_component};
use crate::text::core as text;
use crate::version::Version;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A name and a value.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Pair {
    /// The name.
    pub name: String,
    /// The value, not yet escaped for any format.
    pub value: String,
}

/// Packages to install.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Packages {
    /// `apt`, `dnf`, `microdnf`, `apk`.
    pub manager: String,
    /// Their names as it reads them, sorted.
    pub names: Vec<String>,
    /// Whether one of them is of one version.
    pub pinned: bool,
}

/// One image of the context.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct ImagePlan {
    /// The component's id, which is also the name of stage and bake target.
    pub component: String,
    /// The name of the image in a registry.
    pub image: String,
    /// What it is, in the language of the generated texts.
    pub title: String,
    /// What the final stage starts from, with the registry prefix as an argument.
    pub from: String,
    /// The same in full.
    pub base: String,
    /// Whether that has no other tag than `latest`, and no digest.
    pub floating: bool,
    /// Whether it starts from the component's own official image.
    pub official: bool,
    /// Packages to install in the target platform's stage: the one `RUN` there, where nothing else will do.
    pub packages: Option<Packages>,
    /// What is copied, in order.
    pub copies: Vec<CopyStep>,
    /// Whether a copy needs `TARGETARCH`.
    pub uses_architecture: bool,
    /// The labels, sorted.
    pub labels: Vec<Pair>,
    /// The environment of the image: what the official image sets, then the user's.
    pub env: Vec<Pair>,
    /// The user's own part of the environment, for the env file.
    pub settings: Vec<Pair>,
    /// The names of that part that the user insists on, which nobody checked.
    pub unchecked: Vec<String>,
    /// `WORKDIR`: Istio's default paths are relative from 1.7 on.
    pub workdir: String,
    /// `USER`, numeric.
    pub user: String,
    /// Whether that is root.
    pub root: bool,
    /// `ENTRYPOINT` in exec form.
    pub entrypoint: Vec<String>,
    /// `CMD` in exec form.
    pub cmd: Vec<String>,
    /// The probe in exec form; empty for none.
    pub healthcheck: Vec<String>,
    /// The documented ports.
    pub ports: Vec<u16>,
    /// Whether it carries the mesh configuration.
    pub mesh: bool,
    /// Where each binary comes from, for people: `pilot-discovery` → `release`.
    pub binaries: Vec<Pair>,
    /// The program that tells its version, for the test commands of the README.
    pub version_command: Vec<String>,
    /// The Helm chart that installs it.
    pub chart: Option<String>,
    /// What the user adds to it or changes in it.
    pub custom: Changes,
}

/// Plans one image.
pub(super) fn plan(
    selection: &Selection,
    release: &Release,
    image: &Image,
    has_builder: bool,
    arguments: &mut Arguments,
    upstreams: &mut BTreeMap<String, Upstream>,
) -> Result<ImagePlan> {
    let component = &image.component;
    let (name, facts) = facts_of(image, release)?;
    let none = Variant::default();
    let variant = variant_of(facts, &image.base).unwrap_or(&none);
    let (from, base) = from(selection, release, image, arguments)?;
    let binaries = of_component(component, release);
    let mut official = copy::Official { selection, release, name, facts, arguments, upstreams };
    let mut copies = copy::binaries(image, &binaries, &mut official);
    copies.extend(copy::extras(image, &mut official));
    let mut trusted = copy::ca(image, has_builder, &mut official);
    let own_user = variant.user.clone().filter(|user| is_numeric(user)).unwrap_or_else(|| component.user.clone());
    let user = image.custom.user.clone().unwrap_or(own_user);
    let changes = custom::changes(selection, image, &user, &mut trusted, official.arguments)?;
    copies.extend(trusted);
    copies.extend(custom::copies(selection, image, &changes));
    let mesh = component.mesh.as_ref().filter(|_| selection.mesh.is_some());
    copies.extend(mesh.map(|target| CopyStep::file(MESH, target)));
    copies.push(CopyStep::file("licenses/LICENSE", "/licenses/istio/LICENSE"));
    let settings = &image.custom.settings;
    let probed = component
        .healthcheck_since
        .as_ref()
        .is_none_or(|since| release.tag.parse::<Version>().is_ok_and(|version| version.at_least(since)));
    Ok(ImagePlan {
        component: component.id.clone(),
        image: component.image.clone(),
        title: component.title.say(selection.language).to_owned(),
        from,
        floating: base.ends_with(":latest"),
        official: matches!(image.base, BaseChoice::Official { .. }),
        packages: packages(image),
        uses_architecture: copies.iter().any(|copy| copy.source.contains("${TARGETARCH}")),
        copies,
        labels: labels(selection, release, image, &base),
        base,
        settings: pairs(&image.env),
        unchecked: image.unchecked.iter().cloned().collect(),
        env: pairs(&env(image, release, variant)),
        workdir: settings.workdir.clone().or_else(|| variant.workdir.clone()).unwrap_or_else(|| "/".to_owned()),
        root: user.starts_with("0:"),
        user,
        entrypoint: custom::entrypoint(&image.custom, &variant.entrypoint),
        cmd: settings.cmd.clone().unwrap_or_else(|| variant.cmd.clone()),
        healthcheck: match &settings.healthcheck.command {
            Some(command) => command.clone(),
            None if probed => component.healthcheck.clone(),
            None => Vec::new(),
        },
        ports: component.ports.clone(),
        mesh: mesh.is_some(),
        binaries: image.binaries.iter().map(|(name, place)| pair(name, place_name(place))).collect(),
        version_command: version_command(&binaries),
        chart: component.chart.clone(),
        custom: changes,
    })
}

/// The facts of the image that a component is made from: its own, or that which a slim image takes its programs from.
fn facts_of<'a>(image: &'a Image, release: &'a Release) -> Result<(&'a str, &'a Facts)> {
    let name = image.component.slim.as_ref().map_or(&image.component.image, |slim| &slim.of);
    match release.images.get(name) {
        Some(facts) => Ok((name, facts)),
        None => Err(Error::new(Kind::Bug, text::bad_data(name))),
    }
}

/// The facts of the variant that an image starts from, or of the smallest one for another base image. Before 1.12 the
/// variant with tools is called `default`, since then `debug`, which is published without a suffix too.
fn variant_of<'a>(facts: &'a Facts, base: &BaseChoice) -> Option<&'a Variant> {
    let wanted = match base {
        BaseChoice::Official { variant } => variant.as_str(),
        BaseChoice::Image(_) => "distroless",
    };
    [wanted, "debug", "default", "distroless"].iter().find_map(|name| facts.variants.get(*name))
}

/// What the final stage starts from, with the registry prefix as an argument, and in full.
fn from(
    selection: &Selection,
    release: &Release,
    image: &Image,
    arguments: &mut Arguments,
) -> Result<(String, String)> {
    match &image.base {
        BaseChoice::Official { variant } => {
            let rest = format!("{}:{}{}", image.component.image, release.tag, copy::suffix(variant));
            let (prefix, rest) = mirrored(selection, &selection.istio_hub, &rest);
            let hub = arguments.name(&prefix, "ISTIO_HUB");
            Ok((format!("${{{hub}}}/{rest}"), format!("{prefix}/{rest}")))
        }
        BaseChoice::Image(base) => {
            let bug = |_| Error::new(Kind::Bug, text::bad_data(&base.reference));
            let reference = selection.mirrors.reference(Reference::parse(&base.reference).map_err(bug)?);
            Ok((custom::from(selection, base, arguments)?, reference.to_string()))
        }
    }
}

/// What the component needs of the base image's package manager, and what the user wants from it.
fn packages(image: &Image) -> Option<Packages> {
    let wanted = image.custom.packages.as_ref().filter(|packages| !packages.apart);
    let mut names: Vec<String> = wanted.map(|packages| packages.names.clone()).unwrap_or_default();
    let pinned = wanted.is_some_and(|packages| packages.pinned);
    let held = match &image.base {
        BaseChoice::Image(base) => base.packages.clone().filter(|manager| manager != "none"),
        BaseChoice::Official { .. } => None,
    };
    if let (BaseChoice::Image(base), Some(manager)) = (&image.base, &held) {
        if image.component.iptables && base.iptables != Some(true) {
            let needed: &[&str] = match manager.as_str() {
                "dnf" | "microdnf" => &["iptables-nft"],
                "apk" => &["ip6tables", "iptables"],
                _ => &["iptables"],
            };
            names.extend(needed.iter().map(|name| (*name).to_owned()));
        }
        if image.component.libraries.iter().any(|library| library == "libgcc" && lacks(base, library)) {
            names.push(if manager == "apt" { "libgcc-s1" } else { "libgcc" }.to_owned());
        }
    }
    let manager = held.or_else(|| wanted.map(|packages| packages.manager.clone()))?;
    names.sort_unstable();
    names.dedup();
    (!names.is_empty()).then_some(Packages { manager, names, pinned })
}

fn lacks(base: &Base, library: &String) -> bool {
    base.libraries.as_ref().is_some_and(|has| !has.contains(library))
}

/// What a base image without a `PATH` of its own gets, and what `$PATH` in Istio's Dockerfiles stands for.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// The environment: what the official image of the release sets, with its build arguments filled in, then the user's.
/// An image that starts from the official one has the former already.
fn env(image: &Image, release: &Release, variant: &Variant) -> BTreeMap<String, String> {
    let own_envoy = matches!(image.binaries.get("envoy"), Some(Place::Prebuilt(_)));
    let mut env = BTreeMap::new();
    if matches!(image.base, BaseChoice::Image(_)) && image.component.slim.is_none() {
        // docker-builder (1.13 on) passes the bare revision, tools/istio-docker.mk before it `istio-proxy:<revision>`.
        let bare = release.tag.parse::<Version>().is_ok_and(|version| version.at_least("1.13"));
        let proxy = release.deps.get("PROXY_REPO_SHA").cloned().unwrap_or_default();
        let proxy = if bare { proxy } else { format!("istio-proxy:{proxy}") };
        for (name, value) in &variant.env {
            // The revision is that of Istio's own Envoy, which this image may not hold.
            if !(own_envoy && value.contains("proxy_version")) {
                let filled = [("proxy_version", proxy.as_str()), ("istio_version", &release.tag), ("PATH", PATH)];
                let value = filled.iter().fold(value.clone(), |text, (argument, value)| fill(&text, argument, value));
                env.insert(name.clone(), value);
            }
        }
    }
    env.extend(image.env.clone());
    custom::env(&image.custom, &mut env);
    env
}

fn fill(text: &str, argument: &str, value: &str) -> String {
    text.replace(&format!("${{{argument}}}"), value).replace(&format!("${argument}"), value)
}

/// The labels of the OCI image specification ("Pre-Defined Annotation Keys"), then the user's.
fn labels(selection: &Selection, release: &Release, image: &Image, base: &str) -> Vec<Pair> {
    let (name, digest) = match base.split_once('@') {
        Some((name, digest)) => (name, Some(digest)),
        None => (base, None),
    };
    let key = |name: &str| format!("org.opencontainers.image.{name}");
    let mut labels = BTreeMap::from([
        (key("base.name"), name.to_owned()),
        (key("created"), rfc3339(release.date)),
        (key("licenses"), "Apache-2.0".to_owned()),
        (key("revision"), release.commit.clone()),
        (key("source"), "https://github.com/istio/istio".to_owned()),
        (key("title"), image.component.image.clone()),
        (key("version"), release.tag.clone()),
    ]);
    labels.extend(digest.map(|digest| (key("base.digest"), digest.to_owned())));
    labels.extend(selection.labels.clone());
    labels.extend(image.custom.labels.clone());
    pairs(&labels)
}

fn place_name(place: &Place) -> &'static str {
    match place {
        Place::Release => "release",
        Place::Source => "source",
        Place::Prebuilt(_) => "prebuilt",
    }
}

/// The main program with the words that make it tell its version without a cluster.
fn version_command(binaries: &[&Binary]) -> Vec<String> {
    const COMMANDS: &[(&str, &[&str])] = &[
        ("pilot-discovery", &["version"]),
        ("pilot-agent", &["version"]),
        ("istioctl", &["version", "--remote=false"]),
        ("ztunnel", &["version"]),
        ("install-cni", &["--help"]),
    ];
    let find = |name: &str| binaries.iter().find(|binary| binary.name == name);
    COMMANDS
        .iter()
        .find_map(|(name, words)| find(name).map(|binary| (binary, words)))
        .map(|(binary, words)| {
            std::iter::once(binary.target.clone()).chain(words.iter().map(|word| (*word).to_owned())).collect()
        })
        .unwrap_or_default()
}

fn is_numeric(user: &str) -> bool {
    user.split(':').count() == 2 && user.split(':').all(|part| part.parse::<u32>().is_ok())
}

fn pair(name: &str, value: &str) -> Pair {
    Pair { name: name.to_owned(), value: value.to_owned() }
}

pub(super) fn pairs(map: &BTreeMap<String, String>) -> Vec<Pair> {
    map.iter().map(|(name, value)| pair(name, value)).collect()
}
