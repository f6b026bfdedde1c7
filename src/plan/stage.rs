//! The stages that an image is made from: build arguments, the builder, official images, downloads.

use super::image::Pair;
use crate::reference::Reference;
use crate::release::Release;
use crate::selection::{Place, PrebuiltFrom, Selection, of_component};
use crate::version::Version;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A build argument before the first `FROM`.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Argument {
    /// Its name: `ISTIO_HUB`.
    pub name: String,
    /// Its default.
    pub value: String,
}

/// The build arguments, each registry prefix once.
#[derive(Default)]
pub(super) struct Arguments {
    names: BTreeMap<String, String>,
}

impl Arguments {
    /// The name of the argument that holds a registry prefix; `wish` is taken when it is free.
    pub(super) fn name(&mut self, prefix: &str, wish: &str) -> String {
        let taken = |name: &str, names: &BTreeMap<String, String>| names.get(name).is_some_and(|held| held != prefix);
        let mut name = wish.to_owned();
        let mut count = 2;
        while taken(&name, &self.names) {
            name = format!("{wish}_{count}");
            count += 1;
        }
        self.names.insert(name.clone(), prefix.to_owned());
        name
    }

    pub(super) fn into_list(self) -> Vec<Argument> {
        self.names.into_iter().map(|(name, value)| Argument { name, value }).collect()
    }
}

/// Splits a reference into the prefix that becomes an argument and what stays literal, so that tools which update
/// versions still see name, tag and digest.
pub(super) fn split_prefix(reference: &Reference) -> (String, String) {
    let text = reference.to_string();
    let slash = text[..reference.name().len()].rfind('/').unwrap_or_default();
    (text[..slash].to_owned(), text[slash + 1..].to_owned())
}

/// A registry prefix and what follows it, as the user's mirror has them.
pub(super) fn mirrored(selection: &Selection, prefix: &str, rest: &str) -> (String, String) {
    if let Ok(reference) = Reference::parse(&format!("{prefix}/{rest}")) {
        let mirrored = selection.mirrors.reference(reference.clone());
        if mirrored != reference {
            return split_prefix(&mirrored);
        }
    }
    (prefix.to_owned(), rest.to_owned())
}

/// The stage that compiles all Go binaries, on the build platform.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Builder {
    /// What it starts from: `${GO_HUB}/golang:1.26.5`.
    pub from: String,
    /// What it compiles.
    pub programs: Vec<Program>,
    /// The version stamp, `-X` by `-X`, but for the architecture.
    pub stamp: Vec<Pair>,
    /// The symbol that takes the architecture, if the release has one.
    pub architecture_symbol: Option<String>,
    /// The linker flags besides `-X`.
    pub ldflags: String,
    /// Whether it links C: then it runs on the target platform, whose C compiler the Go image has.
    pub cgo: bool,
    /// What the go command is told besides, by environment variable.
    pub environment: Vec<Pair>,
    /// Whether modules come from `src/vendor` and from nowhere else.
    pub vendor: bool,
}

/// A program to compile.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Its main package, relative to the root of the sources.
    pub package: String,
    /// Its build tags with commas.
    pub tags: String,
}

pub(super) fn builder(selection: &Selection, release: &Release, arguments: &mut Arguments) -> Builder {
    let standard = selection.compliance.as_ref();
    let cgo = standard.is_some_and(|standard| standard.cgo);
    // A static program cannot ask the C library for hosts and users: Go's own code does.
    let pure: &[&str] = if cgo { &["netgo", "osusergo"] } else { &[] };
    let mut ldflags = release.stamp.ldflags.clone();
    if cgo {
        // Without it Go links by itself, and passes by `-extldflags -static`.
        ldflags.insert(0, "-linkmode=external".to_owned());
    }
    let environment = standard.into_iter().flat_map(|standard| &standard.build);
    let mut programs: BTreeMap<String, Program> = BTreeMap::new();
    for image in &selection.images {
        for binary in of_component(&image.component, release) {
            let compiled = image.binaries.get(&binary.name) == Some(&Place::Source);
            if let (true, Some(package)) = (compiled, &binary.package) {
                let own = binary.build_tags.iter().map(String::as_str);
                let tags = own.chain(pure.iter().copied()).collect::<Vec<_>>().join(",");
                let program = Program { name: binary.name.clone(), package: package.clone(), tags };
                programs.insert(binary.name.clone(), program);
            }
        }
    }
    let value_of = |symbol: &str| match symbol {
        "buildVersion" | "buildTag" => Some(release.tag.clone()),
        "buildGitRevision" => Some(release.commit.clone()),
        "buildStatus" => Some("Clean".to_owned()),
        // istioctl installs `buildHub` and `buildVersion` over the hub and tag of the charts that it has built in
        // (`hubTagOverlay` in operator/pkg/render/manifest.go): with another image tag than the version, the charts,
        // which have the user's hub and tag, must stand. Up to 1.9 they cannot have them (`manifest::GENERATED`).
        "buildHub" | "buildDockerHub" => {
            let packed = !release.tag.parse::<Version>().is_ok_and(|version| version.at_least("1.10"));
            (packed || selection.tag == release.tag).then(|| selection.hub.clone())
        }
        "buildOS" => Some("linux".to_owned()),
        _ => None,
    };
    let full = |symbol: &String| format!("{}.{symbol}", release.stamp.package);
    let symbols = &release.stamp.symbols;
    let stamp =
        symbols.iter().filter_map(|symbol| value_of(symbol).map(|value| Pair { name: full(symbol), value })).collect();
    let (hub, image) = mirrored(selection, &selection.go_hub, &selection.go_image);
    let hub = arguments.name(&hub, "GO_HUB");
    Builder {
        from: format!("${{{hub}}}/{image}"),
        programs: programs.into_values().collect(),
        stamp,
        architecture_symbol: symbols.iter().find(|symbol| *symbol == "buildArch").map(full),
        ldflags: ldflags.join(" "),
        cgo,
        environment: environment.map(|(name, value)| Pair { name: name.clone(), value: value.clone() }).collect(),
        vendor: selection.vendor.is_some(),
    }
}

/// An official image that binaries are copied out of.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Upstream {
    /// The name of the stage.
    pub stage: String,
    /// What it starts from.
    pub from: String,
}

/// The user's own binary, downloaded by the build.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Download {
    /// The binary, which is also the name of the stage.
    pub binary: String,
    /// One file for each platform.
    pub files: Vec<DownloadFile>,
}

/// One file to download.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct DownloadFile {
    /// `TARGETARCH`.
    pub architecture: &'static str,
    /// The URL.
    pub url: String,
    /// Its SHA-256.
    pub sha256: String,
}

pub(super) fn downloads(selection: &Selection) -> Vec<Download> {
    let mut downloads: BTreeMap<String, Download> = BTreeMap::new();
    for (binary, place) in selection.images.iter().flat_map(|image| &image.binaries) {
        let Place::Prebuilt(files) = place else { continue };
        let mut found = Vec::new();
        for (platform, file) in files {
            if let (PrebuiltFrom::Url(url), Some(sha256)) = (&file.from, &file.sha256) {
                let architecture = platform.architecture();
                found.push(DownloadFile { architecture, url: selection.mirrors.url(url), sha256: sha256.clone() });
            }
        }
        if !found.is_empty() {
            downloads.insert(binary.clone(), Download { binary: binary.clone(), files: found });
        }
    }
    downloads.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_becomes_an_argument_once_and_the_rest_stays_literal() {
        let reference = Reference::parse("registry.example.com/a/b:1").unwrap();
        assert_eq!(split_prefix(&reference), ("registry.example.com/a".into(), "b:1".into()));
        let mut arguments = Arguments::default();
        assert_eq!(arguments.name("docker.io/library", "DEBIAN_HUB"), "DEBIAN_HUB");
        assert_eq!(arguments.name("x.example.com", "BASE_HUB"), "BASE_HUB");
        assert_eq!(arguments.name("y.example.com", "BASE_HUB"), "BASE_HUB_2");
        assert_eq!(arguments.name("x.example.com", "BASE_HUB"), "BASE_HUB");
        assert_eq!(arguments.into_list().len(), 3);
    }
}
