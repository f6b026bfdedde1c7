//! How a release was built, as far as it decides whether a context can be made for it.

use super::make::Makefile;
use super::reading::Sources;
use crate::text::{Text, release as say};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How a release was built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Era {
    /// 0.1 and 0.2: installation files only.
    Manifests,
    /// 0.3 and 0.4: Bazel.
    Bazel,
    /// 0.5 to 1.1: make, in a GOPATH without Go modules.
    Gopath,
    /// 1.2 and 1.3: a `go.mod`, and the modules in `vendor`.
    Vendor,
    /// 1.4: Go modules; the control plane is still pilot, mixer, galley, citadel and more.
    Modules,
    /// From 1.5 on: the control plane is istiod, in the image `pilot`.
    Istiod,
}

/// The oldest release that a context is made for.
pub(super) const OLDEST: &str = "1.5.0";

impl Era {
    /// Tells the era from what the sources hold. The number of a tag decides between 1.4 and 1.5, where it has one.
    pub(super) fn of(sources: &Sources<'_>) -> Era {
        let has = |path: &str| sources.has(path);
        if has("Makefile.core.mk") && has("go.mod") && !has("vendor/modules.txt") {
            let istiod = match minor(sources.tag) {
                Some(number) => number >= (1, 5),
                None => has("operator/cmd") || has("istioctl/docker"),
            };
            return if istiod { Era::Istiod } else { Era::Modules };
        }
        if has("go.mod") {
            Era::Vendor
        } else if has("WORKSPACE") && !has("tools/istio-docker.mk") && has("pilot/docker") {
            if has("Makefile") && has("Gopkg.toml") && has("bin/gobuild.sh") { Era::Gopath } else { Era::Bazel }
        } else if has("pilot/docker") {
            Era::Gopath
        } else {
            Era::Manifests
        }
    }

    /// Why no context is made for a release of this era; `None` if one is made.
    #[must_use]
    pub fn refusal(self, tag: &str, images: &[String]) -> Option<Text> {
        let images = images.join(", ");
        match self {
            Era::Manifests => Some(say::older_manifests(tag)),
            Era::Bazel => Some(say::older_bazel(tag, images)),
            Era::Gopath => Some(say::older_gopath(tag, images)),
            Era::Vendor => Some(say::older_vendor(tag, images)),
            Era::Modules => Some(say::older_modules(tag, images)),
            Era::Istiod => None,
        }
    }
}

/// The first two numbers of a tag such as `1.30.3` or `1.15-beta.0`.
pub(super) fn minor(tag: &str) -> Option<(u32, u32)> {
    let mut numbers = tag.split(['.', '-']).map(str::parse::<u32>);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// The names of the images that the sources of an older release build, in alphabetical order.
pub(super) fn older_images(sources: &Sources<'_>, make: &Makefile) -> Vec<String> {
    let targets = make.variable("DOCKER_TARGETS").unwrap_or_default();
    let mut names: BTreeSet<String> =
        targets.split_whitespace().filter_map(|target| target.strip_prefix("docker.")).map(str::to_owned).collect();
    if names.is_empty() {
        let dockerfiles = sources.tree.iter().filter_map(|(path, _)| {
            let directory = path.directory();
            let own = !["vendor/", "samples/", "tests/"].iter().any(|place| path.as_str().starts_with(place));
            // `docker/` at the root holds what the images are made from.
            (own && directory.ends_with("/docker")).then(|| path.name().strip_prefix("Dockerfile."))?
        });
        names = dockerfiles.map(str::to_owned).collect();
    }
    names.retain(|name| !name.starts_with("app") && !name.contains("test") && !name.starts_with("eurekamirror"));
    names.into_iter().collect()
}
