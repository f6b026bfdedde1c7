//! Rules about what goes into images of Istio: how its programs are compiled, whose Envoy it is, words of FIPS, and steps that
//! need emulation.

use super::package::commands;
use super::part::release_of;
use super::subject::{Base, Subject};
use super::{Check, Found, check};
use crate::dockerfile::expand::unquote;
use crate::dockerfile::shell::Command;
use crate::dockerfile::{Instruction, Keyword};
use crate::finding::Severity::{Error, Info, Warning};
use crate::release::{Binary, Release};
use crate::text::check::istio as say;
use crate::version::compare_dotted;
use memchr::memmem;
use std::cmp::Ordering;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "istio-build-differs",
        Warning,
        say::check_istio_build_differs,
        say::fix_istio_build_differs,
        "own:IMG013",
        build_differs,
    ),
    check(
        "istio-envoy-differs",
        Warning,
        say::check_istio_envoy_differs,
        say::fix_istio_envoy_differs,
        "own:IMG014",
        envoy_differs,
    ),
    check(
        "istio-fips-words",
        Warning,
        say::check_istio_fips_words,
        say::fix_istio_fips_words,
        "own:IMG018",
        fips_words,
    ),
    check("istio-go-too-old", Error, say::check_istio_go_too_old, say::fix_istio_go_too_old, "own:IMG014", go_too_old),
    check("run-emulated", Info, say::check_run_emulated, say::fix_run_emulated, "own:IMG011", run_emulated),
];

/// The program of Istio's that a command compiles.
fn compiled<'r>(command: &Command, release: &'r Release) -> Option<&'r Binary> {
    if !command.is("go", "build") && !command.is("go", "install") {
        return None;
    }
    let is_package = |package: &str, word: &str| {
        let rest = word.trim_end_matches('/').strip_suffix(package);
        rest.is_some_and(|before| matches!(before, "" | "./" | "istio.io/istio/"))
    };
    let binaries = release.images.values().flat_map(|image| &image.binaries);
    let mut of_command = binaries.filter(|binary| {
        let package = binary.package.as_deref();
        package.is_some_and(|package| command.operands().any(|word| is_package(package, &word.text)))
    });
    of_command.next()
}

/// The value of a flag of the go command: `-tags=a,b` or `-tags a,b`.
fn value<'c>(command: &'c Command, flag: &str) -> Option<&'c str> {
    let words = command.arguments();
    words.iter().enumerate().find_map(|(index, word)| {
        let rest = word.text.trim_start_matches('-').strip_prefix(flag).filter(|_| word.text.starts_with('-'))?;
        match rest.strip_prefix('=') {
            Some(value) => Some(value),
            None if rest.is_empty() => words.get(index + 1).map(|next| next.text.as_str()),
            None => None,
        }
    })
}

/// `common/scripts/gobuild.sh` and `Makefile.core.mk` at the tag: build tags, `-trimpath`, the stamp of the version.
fn build_differs(subject: &Subject<'_>, found: &mut Found) {
    let Some(release) = release_of(subject) else { return };
    for (run, command) in commands(subject) {
        let Some(binary) = compiled(command, release) else { continue };
        let bodies = run.instruction.heredocs.iter().map(|heredoc| subject.text(heredoc.body.clone()));
        let texts: Vec<&str> = std::iter::once(run.instruction.rest.text.as_ref()).chain(bodies).collect();
        let tags = value(command, "tags").unwrap_or_default();
        let flags = value(command, "ldflags").unwrap_or_default();
        let has = |tag: &str| tags.contains('$') || tags.split([',', ' ']).any(|one| one == tag);
        let mut lacks: Vec<String> = Vec::new();
        lacks.extend(binary.build_tags.iter().filter(|tag| !has(tag)).map(|tag| format!("-tags={tag}")));
        let goflags =
            subject.lineage(run.stage).flat_map(|scene| scene.body).any(|one| one.rest.text.contains("-trimpath"));
        if !goflags {
            lacks.push("-trimpath".to_owned());
        }
        // What a variable from outside of the step holds is not known.
        let name = flags.trim_start_matches("${").trim_start_matches('$').trim_end_matches('}');
        let inside = |text: &&str| text.contains(&format!("{name}=")) || !flags.contains('$');
        let stamp = format!("{}.{}", release.stamp.package, release.stamp.symbols.first().map_or("", String::as_str));
        if texts.iter().any(inside) && !texts.iter().any(|text| text.contains(&stamp)) {
            lacks.push(format!("-ldflags=-X={stamp}"));
        }
        if let (false, Some(word)) = (lacks.is_empty(), command.words.first()) {
            found.at(word.span.clone()).about(format!("{}: {}", binary.name, lacks.join(" ")));
        }
    }
}

/// The golang image sets `GOTOOLCHAIN=local`: a Go that is older than `go.mod` wants compiles nothing.
fn go_too_old(subject: &Subject<'_>, found: &mut Found) {
    let Some(release) = release_of(subject) else { return };
    for (index, scene) in subject.stages.iter().enumerate() {
        let Some(Base::Image(image)) = subject.root(index) else { continue };
        let is_go = image.repository.rsplit('/').next() == Some("golang");
        let builds = commands(subject).any(|(run, command)| run.stage == index && compiled(command, release).is_some());
        let version = image.tag.as_deref().unwrap_or_default().split('-').next().unwrap_or_default();
        if !is_go || !builds || !version.starts_with("1.") {
            continue;
        }
        // `1.26` is its newest patch.
        let least = &release.go.module;
        let least: String = least.split('.').take(version.split('.').count()).collect::<Vec<_>>().join(".");
        if compare_dotted(version, &least) == Ordering::Less {
            found.at(scene.stage.image.span.clone()).about(format!("{version} < {}", release.go.module));
        }
    }
}

/// The commits that a text names behind a beginning such as `envoy-alpha-`.
fn commits<'t>(text: &'t str, beginning: &'t str) -> impl Iterator<Item = &'t str> {
    memmem::find_iter(text.as_bytes(), beginning).filter_map(move |index| {
        let rest = &text[index + beginning.len()..];
        rest.get(..40).filter(|commit| crate::reference::is_hex(commit))
    })
}

/// `istio.deps` names the commits that Envoy and ztunnel were built from; downloads have them in their names.
fn envoy_differs(subject: &Subject<'_>, found: &mut Found) {
    let Some(release) = release_of(subject) else { return };
    let wanted = |name: &str| release.deps.get(name).map(String::as_str);
    let kinds =
        [("PROXY_REPO_SHA", "envoy-alpha-"), ("PROXY_REPO_SHA", "envoy-debug-"), ("ZTUNNEL_REPO_SHA", "ztunnel-")];
    for (_, one) in subject.placed() {
        for pair in one.pairs().iter().filter(|pair| pair.name.text == "ISTIO_META_ISTIO_PROXY_SHA") {
            let Some(value) = &pair.value else { continue };
            let commit = unquote(&value.text);
            let commit = commit.strip_prefix("istio-proxy:").unwrap_or(commit);
            let differs = wanted("PROXY_REPO_SHA").is_some_and(|wanted| wanted != commit);
            if differs && commit.len() == 40 && crate::reference::is_hex(commit) {
                found.at(value.span.clone()).about(commit);
            }
        }
        if matches!(one.keyword, Keyword::Add | Keyword::Run | Keyword::Arg | Keyword::Env) {
            for (name, beginning) in kinds {
                let Some(wanted) = wanted(name) else { continue };
                for commit in commits(&one.rest.text, beginning).filter(|commit| *commit != wanted) {
                    found.at(one.name.span.clone()).about(format!("{beginning}{commit}"));
                }
            }
        }
    }
}

/// A base image or a label makes no program compliant: Go's programs bring their own cryptography, Envoy its BoringSSL.
fn fips_words(subject: &Subject<'_>, found: &mut Found) {
    let says = |text: &str| {
        ["fips", "FIPS", "Fips"].iter().any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some())
    };
    let inputs = ["GOFIPS140", "boringcrypto", "boringssl-fips", "boringssl_fips"];
    let text = subject.file.text;
    if subject.parts.is_empty() || !says(text) {
        return;
    }
    let given = inputs.iter().any(|input| text.contains(input))
        || super::stage::images(subject)
            .any(|(_, image)| says(&image.repository) || image.tag.as_deref().is_some_and(says))
        || subject.context.is_some_and(|context| context.says("compliance"));
    if given {
        return;
    }
    for pair in subject.all(Keyword::Label).flat_map(Instruction::pairs) {
        if says(&pair.name.text) || pair.value.as_ref().is_some_and(|value| says(&value.text)) {
            found.at(pair.name.span.clone()).about(pair.name.text.as_ref());
        }
    }
    for name in subject.stages.iter().filter_map(|scene| scene.stage.name.as_ref()).filter(|name| says(&name.text)) {
        found.at(name.span.clone()).about(name.text.as_ref());
    }
}

/// Steps of a stage for several architectures run under emulation on all but one; saying so is enough.
fn run_emulated(subject: &Subject<'_>, found: &mut Found) {
    let Some(context) = subject.context else { return };
    let architectures = context.bake.as_ref().map(super::bake::Bake::architectures).unwrap_or_default();
    let told = |text: &str| ["emula", "qemu"].iter().any(|word| text.to_ascii_lowercase().contains(word));
    if architectures.len() < 2 || context.readme.as_deref().is_some_and(told) {
        return;
    }
    let mut seen = std::collections::BTreeSet::new();
    for (index, _) in subject.targets() {
        for scene in subject.lineage(index).filter(|scene| scene.from.flag("platform").is_none()) {
            for run in scene.body.iter().filter(|one| one.keyword == Keyword::Run) {
                let commented = subject.file.comments_above(run).iter().any(|comment| told(comment.text));
                if !commented && seen.insert(run.span.start) {
                    found.at(run.name.span.clone()).about(architectures.iter().cloned().collect::<Vec<_>>().join(", "));
                }
            }
        }
    }
}
