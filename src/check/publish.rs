//! Rules about the bake file: what it builds, gives and names must be what the Dockerfile has and the charts ask for.

use super::bake::Bake;
use super::subject::{PLATFORM, PREDEFINED, Subject};
use super::{BAKE, Check, Found, check};
use crate::dockerfile::expand::unquote;
use crate::dockerfile::{Instruction, Keyword};
use crate::finding::Severity::{Error, Info, Warning};
use crate::reference::Reference;
use crate::text::check::{context as say, istio};
use std::collections::{BTreeMap, BTreeSet};

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "bake-argument-differs",
        Warning,
        say::check_bake_argument_differs,
        say::fix_bake_argument_differs,
        "own:IMG016",
        bake_argument_differs,
    ),
    check(
        "bake-argument-unknown",
        Warning,
        say::check_bake_argument_unknown,
        say::fix_bake_argument_unknown,
        "own:IMG016",
        bake_argument_unknown,
    ),
    check(
        "bake-file-unnamed",
        Warning,
        say::check_bake_file_unnamed,
        say::fix_bake_file_unnamed,
        "own:IMG019",
        bake_file_unnamed,
    ),
    check(
        "bake-label-twice",
        Info,
        istio::check_bake_label_twice,
        istio::fix_bake_label_twice,
        "tally:labels/no-buildx-git-overlap",
        bake_label_twice,
    ),
    check("bake-no-epoch", Info, say::check_bake_no_epoch, say::fix_bake_no_epoch, "own:IMG012", bake_no_epoch),
    check(
        "bake-tag-unlike-chart",
        Warning,
        istio::check_bake_tag_unlike_chart,
        istio::fix_bake_tag_unlike_chart,
        "own:IMG020",
        bake_tag_unlike_chart,
    ),
    check(
        "bake-target-unknown",
        Error,
        say::check_bake_target_unknown,
        say::fix_bake_target_unknown,
        "own:IMG016",
        bake_target_unknown,
    ),
    check(
        "trivy-ignore-undated",
        Warning,
        istio::check_trivy_ignore_undated,
        istio::fix_trivy_ignore_undated,
        "own:IMG017",
        trivy_ignore_undated,
    ),
];

fn bake<'a>(subject: &Subject<'a>) -> Option<&'a Bake> {
    subject.context.and_then(|context| context.bake.as_ref())
}

fn bake_target_unknown(subject: &Subject<'_>, found: &mut Found) {
    for (stage, (line, column)) in bake(subject).into_iter().flat_map(|bake| &bake.stages) {
        if !subject.stages.iter().any(|scene| scene.stage.is_named(stage)) {
            found.at(0..0).about(stage).within(BAKE, *line, *column);
        }
    }
}

/// The build arguments that a Dockerfile declares anywhere, with the default of those at its top.
fn declared(subject: &Subject<'_>) -> BTreeMap<String, Option<String>> {
    let all = subject.all(Keyword::Arg).flat_map(Instruction::pairs);
    let mut declared: BTreeMap<String, Option<String>> = all.map(|pair| (pair.name.text.to_string(), None)).collect();
    declared.extend(subject.globals.clone());
    declared
}

fn bake_argument_unknown(subject: &Subject<'_>, found: &mut Found) {
    let declared = declared(subject);
    for (name, _, (line, column)) in bake(subject).into_iter().flat_map(|bake| &bake.arguments) {
        let own = PREDEFINED.contains(&name.as_str()) || PLATFORM.contains(&name.as_str());
        let of_builder = name == "SOURCE_DATE_EPOCH" || name.starts_with("BUILDKIT_");
        if !declared.contains_key(name) && !own && !of_builder {
            found.at(0..0).about(name).within(BAKE, *line, *column);
        }
    }
}

fn bake_argument_differs(subject: &Subject<'_>, found: &mut Found) {
    let Some(bake) = bake(subject) else { return };
    for (name, value, (line, column)) in &bake.arguments {
        let given = match value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(text) => Some(text),
            None => bake.variables.get(value.as_str()).map(String::as_str),
        };
        let Some(Some(default)) = subject.globals.get(name) else { continue };
        if let Some(given) = given.filter(|given| given != default && !given.contains("${")) {
            found.at(0..0).about(format!("{name}: {given}, {default}")).within(BAKE, *line, *column);
        }
    }
}

fn bake_no_epoch(subject: &Subject<'_>, found: &mut Found) {
    let lacks = |bake: &Bake| !bake.arguments.iter().any(|(name, ..)| name == "SOURCE_DATE_EPOCH");
    if bake(subject).is_some_and(lacks) {
        found.at(0..0).within(BAKE, 1, 1);
    }
}

/// A command that starts a line of the context's own README.
fn bake_file_unnamed(subject: &Subject<'_>, found: &mut Found) {
    let readme = subject.context.and_then(|context| context.readme.as_deref());
    for (index, line) in readme.into_iter().flat_map(str::lines).enumerate() {
        let command = line.trim().trim_start_matches("$ ");
        let named = |word: &str| word == "-f" || word.starts_with("--file") || word.starts_with("-f");
        if command.starts_with("docker buildx bake") && !command.split_whitespace().skip(3).any(named) {
            found.at(0..0).about(command).within("README.md", index + 1, 1);
        }
    }
}

/// `docker build --label` wins over the Dockerfile without a word.
fn bake_label_twice(subject: &Subject<'_>, found: &mut Found) {
    let Some(bake) = bake(subject) else { return };
    let set: BTreeSet<&str> = subject
        .targets()
        .flat_map(|(index, _)| subject.lineage(index))
        .flat_map(|scene| scene.body.iter().filter(|one| one.keyword == Keyword::Label))
        .flat_map(Instruction::pairs)
        .map(|pair| unquote(&pair.name.text))
        .collect();
    for (_, name, (line, column)) in bake.labels.iter().filter(|(_, name, _)| set.contains(name.as_str())) {
        found.at(0..0).about(name).within(BAKE, *line, *column);
    }
}

/// The charts put `global.hub`, the name of the image and `global.tag` together, with `-` and `global.variant` behind
/// (manifests/charts/istio-control/istio-discovery/templates/deployment.yaml): names are Istio's, one tag holds for all.
fn bake_tag_unlike_chart(subject: &Subject<'_>, found: &mut Found) {
    let Some(bake) = bake(subject) else { return };
    let mut first = None;
    for (target, written, (line, column)) in &bake.tags {
        let stage = bake.targets.get(target);
        let part =
            subject.parts.iter().find(|part| stage.is_some_and(|stage| part.scene(subject).stage.is_named(stage)));
        let Some(part) = part.filter(|part| part.ours) else { continue };
        let image = bake.expand(written);
        let reference = Reference::parse(&image);
        let named =
            reference.as_ref().is_ok_and(|one| one.repository.rsplit('/').next() == Some(&part.component.image));
        let tag = reference.ok().and_then(|one| one.tag);
        let same = first.get_or_insert_with(|| tag.clone()) == &tag;
        if !image.contains('$') && (!named || !same || tag.is_none()) {
            found.at(0..0).about(format!("{image}, {}", part.component.image)).within(BAKE, *line, *column);
        }
    }
}

/// `exp:` is trivy's word for the day on which an exception ends.
fn trivy_ignore_undated(subject: &Subject<'_>, found: &mut Found) {
    let text = subject.context.and_then(|context| context.trivy.as_deref()).unwrap_or_default();
    let mut reason = false;
    for (index, line) in text.lines().map(str::trim).enumerate() {
        let is_comment = line.starts_with('#');
        let day = line.split_whitespace().find_map(|word| super::day(word.strip_prefix("exp:")?));
        let over = day.zip(subject.policy.today).is_some_and(|(day, today)| day < today);
        let is_exception = !line.is_empty() && !is_comment;
        if is_exception && (day.is_none() || over || !reason && !line.contains(" #")) {
            found.at(0..0).about(line.split_whitespace().next().unwrap_or_default()).within(
                ".trivyignore",
                index + 1,
                1,
            );
        }
        // A comment holds for all lines below it, up to an empty one.
        reason = is_comment && line.len() > 2 || reason && !line.is_empty();
    }
}
