//! The facts of one Istio release: what its images hold, how its binaries are built, what it is made of.
//!
//! They come from the sources of the tag ([`derive()`]) or from the embedded catalogue; both give the same [`Release`].

mod derive;
mod dockerfile;
mod download;
mod era;

mod make;
mod plan;
mod reading;
mod repository;
mod variables;

pub use derive::{Derived, Refusal, derive};
pub use download::Download;
pub use era::Era;
pub use reading::Problem;
pub use repository::{Repository, Tag};
pub use variables::{Kind, Variable, VariableDefault, VariableMemo, variables};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The facts of one Istio release tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// The git tag, as Istio writes it: `1.30.3`.
    pub tag: String,
    /// The commit that the tag names after peeling, 40 hexadecimal digits.
    pub commit: String,
    /// The committer date of that commit, in seconds since 1970-01-01 UTC.
    pub date: i64,
    /// The Go versions of the release.
    pub go: Go,
    /// The base images that Istio builds its own images on (`BASE_VERSION`, `ISTIO_BASE_REGISTRY`).
    pub base: Base,
    /// What Istio does not compile itself, by name in `istio.deps` (`PROXY_REPO_SHA`, `ZTUNNEL_REPO_SHA`, …).
    pub deps: BTreeMap<String, String>,
    /// Where it takes that from, by program: `envoy`, `ztunnel`.
    pub downloads: BTreeMap<String, Download>,
    /// How a binary tells its version.
    pub stamp: Stamp,
    /// The images of the release by their name in a registry: `pilot`, `proxyv2`, `install-cni`, `ztunnel`, `istioctl`.
    pub images: BTreeMap<String, Image>,
}

/// The Go versions of a release.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Go {
    /// The `go` line of `go.mod`: the least version that compiles the sources.
    pub module: String,
    /// The Go that really built the release (that of the pinned build-tools image), where it is known: the sources of
    /// the tag alone do not say it, the catalogue does.
    pub toolchain: Option<String>,
    /// The tag of the build-tools image that built the release (`IMAGE_VERSION` in `common/scripts/setup_env.sh`; at 1.5
    /// the image that `Makefile` names).
    pub build_tools: Option<String>,
}

impl Go {
    /// The Go to compile the release with: the one that built it, else the first release that satisfies `go.mod`.
    ///
    /// `toolchain` tells which of the two it is. Up to 1.20 the first release of a line has two numbers (`1.20`), from
    /// 1.21 on three (`1.21.0`).
    #[must_use]
    pub fn version(&self) -> String {
        if let Some(toolchain) = &self.toolchain {
            return toolchain.clone();
        }
        let mut numbers = self.module.split('.');
        let three = numbers.nth(1).and_then(|minor| minor.parse().ok()).is_some_and(|minor: u32| minor >= 21);
        if three && numbers.next().is_none() { format!("{}.0", self.module) } else { self.module.clone() }
    }
}

/// The base images of the release.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// The registry prefix, as the Makefile passes it.
    pub registry: String,
    /// The image tag (`BASE_VERSION` in `Makefile.core.mk`).
    pub version: String,
}

/// How a binary tells its version: `-X <package>.<symbol>=<value>`. A wrong package is silently ignored by the linker.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// The import path of the package that holds the variables.
    pub package: String,
    /// The variables that the release's build script sets (`buildVersion`, `buildGitRevision`, …).
    pub symbols: Vec<String>,
    /// The linker flags of a release build besides `-X` (`-extldflags -static`, `-s`, `-w`). Empty where the build
    /// drops them again (`STATIC=0`, for most binaries up to 1.8).
    pub ldflags: Vec<String>,
    /// The registry prefix that the build script stamps as `buildHub` when none is given: where the images are published.
    pub hub: Option<String>,
}

/// One image of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// The programs in the image.
    pub binaries: Vec<Binary>,
    /// Other files in the image that come from the sources.
    pub files: Vec<Extra>,
    /// Absolute paths in the image of what is downloaded and no program: the WebAssembly filters of 1.5 to 1.17.
    pub downloads: Vec<String>,
    /// The variants as Istio tags them: `debug` and `distroless` (before 1.12 `default` stands for `debug`).
    pub variants: BTreeMap<String, Variant>,
}

/// A program in an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binary {
    /// Its name: `pilot-discovery`, `pilot-agent`, `envoy`.
    pub name: String,
    /// Its absolute path in the image.
    pub target: String,
    /// Its main package relative to the root of the sources (`pilot/cmd/pilot-discovery`); `None` when Istio downloads it.
    pub package: Option<String>,
    /// The Go build tags that Istio compiles it with.
    pub build_tags: Vec<String>,
}

/// A file of the sources that an image holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extra {
    /// Its path in the sources; a directory when it ends in `/`.
    pub source: String,
    /// Its absolute path in the image.
    pub target: String,
}

/// What differs between the variants of an image.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// The image it starts from, without registry and tag: `base`, `distroless`, `iptables`; a full reference elsewhere.
    pub base: String,
    /// `USER` of the final stage, if it sets one.
    pub user: Option<String>,
    /// `WORKDIR` of the final stage, if it sets one.
    pub workdir: Option<String>,
    /// `ENTRYPOINT` in exec form.
    pub entrypoint: Vec<String>,
    /// `CMD` in exec form.
    pub cmd: Vec<String>,
    /// `ENV` with build arguments left as they are written (`$proxy_version`).
    pub env: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::Go;

    #[test]
    fn the_go_of_the_module_is_rounded_to_a_release() {
        let version = |module: &str, toolchain: Option<&str>| {
            Go { module: module.into(), toolchain: toolchain.map(str::to_owned), build_tools: None }.version()
        };
        assert_eq!(version("1.20", None), "1.20");
        assert_eq!(version("1.21", None), "1.21.0");
        assert_eq!(version("1.25.9", None), "1.25.9");
        assert_eq!(version("1.25.9", Some("1.26.5")), "1.26.5");
        assert_eq!(version("odd", None), "odd");
    }
}

/// For the fuzzers: a text as what is read of a tag's sources.
#[cfg(fuzzing)]
pub fn fuzz(text: &str) {
    let _ = dockerfile::read(text, &std::collections::BTreeMap::new());
    variables::fuzz(text);
}
