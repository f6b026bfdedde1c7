//! The way from a merged preset to a tree that is ready to be written or compared: every command that renders goes it.

use super::pinned::{self, Pinned, Pinning};
use super::{Session, brought, overlay, sources, tags};
use crate::error::{Error, Kind, Result};
use crate::finding::{self, Finding, Origin, Severity};
use crate::plan::{AppliedPatch, Plan, SOURCES, UserTemplate, plan, prebuilt_path};
use crate::preset::{self, Preset, Setting, Value};
use crate::release::{Era, Release, Variable};
use crate::selection::{Completed, Platform, Selection, TagChoice, choose_tag, complete, needs_sources, unknown_tag};
use crate::text::{cli as say, secret as secret_text, template as template_text, usage};
use crate::tree::{Content, Tree};
use crate::{catalogue, disk, render, secret, state};

/// Everything that was decided, ready to be written.
pub(super) struct Decided {
    /// What is to be rendered.
    pub(super) plan: Plan,
    /// The merged preset with the tag resolved: what `.istio-imgen/selection.yaml` says.
    pub(super) preset: Preset,
    /// Every file of the context.
    pub(super) tree: Tree,
    /// The sources, when they were needed.
    pub(super) opened: Option<sources::Opened>,
    /// What the build needs of them.
    pub(super) sourced: Option<sources::Sourced>,
    /// The images whose digests were looked up.
    pub(super) pinned: Vec<Pinned>,
}

/// How to go through the phases.
#[derive(Clone, Copy)]
pub(super) struct Means {
    /// A cached tag is compared with the repository's.
    pub(super) refresh: bool,
    /// The digests of images are looked up.
    pub(super) pin: Option<Pinning>,
}

/// Goes through the phases with a merged preset; `None` when the findings forbid going on.
///
/// # Errors
/// Whatever the world refuses: sources, files, the terminal.
pub(super) fn decide(
    session: &mut Session,
    mut preset: Preset,
    means: Means,
    findings: &mut Vec<Finding>,
) -> Result<Option<Decided>> {
    let overlay = overlay::of_preset(session, &preset, findings)?;
    templates_hold(findings)?;
    pinned::take_in_keys(&mut preset, findings)?;
    let known = known_tags();
    let Some((release, mut opened)) = release(session, means, &preset, &known, findings)? else {
        findings.extend(whatever_the_release(session, &preset, &known)?);
        return Ok(None);
    };
    session.report.detail(1, &usage::told_release(&release.tag, &release.commit));
    let variables = variables(&preset, &release, opened.as_ref())?;
    let selection = select(session, &preset, &release, variables.as_deref(), findings)?;
    let Some(selection) = selection else { return Ok(None) };
    if opened.is_none() && needs_sources(&selection.images) {
        opened = Some(open(session, means, &preset, &release.tag)?);
    }
    findings.extend(opened.iter_mut().flat_map(|opened| std::mem::take(&mut opened.problems)));
    let release = opened.as_ref().map_or(&release, |opened| &opened.release);
    let sourced = match &opened {
        Some(opened) if needs_sources(&selection.images) => Some(sources::needed(&selection, opened, findings)?),
        _ => None,
    };
    let mut copied = sourced.as_ref().map_or_else(Tree::new, |sourced| sourced.tree.clone());
    sources::prebuilt(&selection, release, &mut copied, findings)?;
    brought::bring(&selection, &mut copied, findings)?;
    refuse_secrets(&copied, findings)?;
    if finding::forbids(findings) {
        return Ok(None);
    }
    let local = opened.as_ref().is_some_and(|opened| opened.local);
    let mut selection = Selection { source: selection.source.filter(|_| !local), ..selection };
    let pinned = match means.pin {
        Some(pinning) => {
            let planned = |selection: &Selection| plan(selection, release, &copied);
            pinned::pin(session, pinning, (&mut selection, release), &mut preset, planned, findings)?
        }
        None => Vec::new(),
    };
    let mut plan = plan(&selection, release, &copied)?;
    selection.pins.check(state::references(&plan).values().map(String::as_str), findings);
    if finding::forbids(findings) {
        return Ok(None);
    }
    plan.stamped = sourced.as_ref().is_some_and(|sourced| !sourced.stamped.is_empty());
    plan.patches = sourced.as_ref().map(|sourced| sourced.patched.planned()).unwrap_or_default();
    plan.templates = overlay.digests().into_iter().map(|(name, sha256)| UserTemplate { name, sha256 }).collect();
    settle(&mut preset, &plan, local);
    brought::settle(&mut preset, &selection);
    let mut problems = Vec::new();
    let rendered = render::render_over(&plan, &overlay, selection.language, &mut problems)?;
    findings.extend(problems.iter().map(|problem| overlay.finding(problem)));
    templates_hold(findings)?;
    let stamped = sourced.as_ref().map(|sourced| sourced.stamped.clone()).unwrap_or_default();
    let history = state::files(&plan, &preset, &rendered, &copied, &stamped)?;
    let tree: Tree = [rendered, copied, history, state::templates(&overlay)?]
        .iter()
        .flat_map(|tree| tree.iter().map(|(path, file)| (path.clone(), file.clone())))
        .collect();
    session.report.detail(1, &usage::told_plan(plan.images.len(), tree.len()));
    Ok(Some(Decided { plan, preset, tree, opened, sourced, pinned }))
}

/// How much of a file of the user is read for secrets: those that hold them are small.
const LOOKED_AT: usize = 256 * 1024;

/// Finds what no context may hold among the files of the user. Istio's own sources have keys for their tests, which
/// everybody knows.
fn refuse_secrets(copied: &Tree, findings: &mut Vec<Finding>) -> Result<()> {
    for (path, file) in copied.iter() {
        let upstream = path.as_str().strip_prefix(SOURCES).is_some_and(|rest| rest.starts_with('/'));
        let (shown, what) = match &file.content {
            Content::Disk { path: own, .. } if upstream => (own.as_str(), secret::of_name(own.as_str())),
            Content::Disk { path: own, .. } => {
                (own.as_str(), secret::of_file(own.as_str(), &disk::look(own, LOOKED_AT)?))
            }
            Content::Bytes(bytes) if !upstream => (path.as_str(), secret::of_file(path.as_str(), bytes)),
            _ => continue,
        };
        if let Some(what) = what {
            let place = Origin::File { path: shown.to_owned(), line: 0, column: 0 };
            let finding = Finding::error("secret-file", &place, secret_text::secret_file(shown, what));
            findings.push(finding.hint(secret_text::secret_way()));
        }
    }
    Ok(())
}

/// What is wrong in templates ends the command with their exit code.
fn templates_hold(findings: &[Finding]) -> Result<()> {
    let wrong = |found: &&Finding| found.severity == Severity::Error && found.rule.starts_with("template");
    match findings.iter().filter(wrong).count() {
        0 => Ok(()),
        count => Err(Error::new(Kind::Template, template_text::templates_stop(count))),
    }
}

/// The tags that the catalogue knows and that a context can be made for, in the order of their versions.
pub(super) fn known_tags() -> Vec<String> {
    let entries = catalogue::releases().iter();
    entries.filter(|entry| entry.era == Era::Istiod).map(|entry| entry.tag.clone()).collect()
}

/// The facts of the chosen tag: from the catalogue, or from the sources for a tag that it does not know.
///
/// # Errors
/// A tag that neither knows, and whatever keeps the sources from being opened.
pub(super) fn release(
    session: &Session,
    means: Means,
    preset: &Preset,
    known: &[String],
    findings: &mut Vec<Finding>,
) -> Result<Option<(Release, Option<sources::Opened>)>> {
    match choose_tag(preset, known, findings) {
        TagChoice::Known(tag) => {
            let facts = catalogue::release(&tag);
            let facts = facts.ok_or_else(|| Error::new(Kind::Bug, crate::text::core::bad_data(tag)))?;
            Ok(Some((facts, None)))
        }
        TagChoice::Unlisted(tag) => {
            if let Some(older) = catalogue::older(&tag)
                && let Some(text) = older.entry.era.refusal(&tag, &older.images)
            {
                return Err(Error::new(Kind::Answers, text));
            }
            if preset.get("istio.source").is_none() {
                let unknown = unknown_tag(&tag, &Origin::Default, known);
                let error = Error::new(Kind::Source, unknown.message);
                return Err(match unknown.hint {
                    Some(hint) => error.hint(hint),
                    None => error,
                });
            }
            let opened = open(session, means, preset, &tag)?;
            Ok(Some((opened.release.clone(), Some(opened))))
        }
        TagChoice::Open => {
            findings.push(missing("istio.tag", "--istio"));
            Ok(None)
        }
        TagChoice::Refused => Ok(None),
    }
}

/// What is wrong or missing besides the tag: what the oldest and the newest release say alike. A text about one release
/// names it, so that it is not among them.
fn whatever_the_release(session: &Session, preset: &Preset, known: &[String]) -> Result<Vec<Finding>> {
    let mut alike: Option<Vec<Finding>> = None;
    for tag in known.first().into_iter().chain(known.last()) {
        let Some(release) = catalogue::release(tag) else { continue };
        let variables = variables(preset, &release, None)?;
        let mut found = Vec::new();
        select(session, preset, &release, variables.as_deref(), &mut found)?;
        alike = Some(match alike {
            Some(alike) => alike.into_iter().filter(|finding| found.contains(finding)).collect(),
            None => found,
        });
    }
    Ok(alike.unwrap_or_default())
}

fn open(session: &Session, means: Means, preset: &Preset, tag: &str) -> Result<sources::Opened> {
    let source = tags::location(preset);
    let pinned = preset.text("istio.commit").map(|(commit, _)| commit);
    sources::open(session, source.as_deref(), tag, pinned, means.refresh)
}

/// The variables that the release registers: from the catalogue, or from sources that are open; only if the preset sets any.
///
/// # Errors
/// Sources that cannot be read.
pub(super) fn variables(
    preset: &Preset,
    release: &Release,
    opened: Option<&sources::Opened>,
) -> Result<Option<Vec<Variable>>> {
    if preset.below(&["env"]).next().is_none() {
        return Ok(None);
    }
    match (catalogue::variables(&release.tag), opened) {
        (None, Some(opened)) => sources::variables(opened).map(Some),
        (known, _) => Ok(known),
    }
}

/// Completes the preset; what is missing is among the findings, all of it.
fn select(
    session: &Session,
    preset: &Preset,
    release: &Release,
    variables: Option<&[Variable]>,
    findings: &mut Vec<Finding>,
) -> Result<Option<Selection>> {
    let Completed { selection, questions, findings: found } =
        complete(preset, release, variables, session.report.language)?;
    findings.extend(found);
    let missing_answers = questions.iter().filter(|question| question.default.is_none());
    findings.extend(missing_answers.map(|question| missing(question.path, flag_of(question.path))));
    Ok(selection.filter(|_| !finding::forbids(findings)))
}

fn flag_of(path: &str) -> &'static str {
    match path {
        "istio.tag" => "--istio",
        "components" => "--component",
        _ => "--set",
    }
}

fn missing(path: &str, flag: &str) -> Finding {
    Finding::error("missing-answer", &Origin::Default, say::missing_value(path))
        .hint(say::missing_hint_flag(flag, path))
}

/// What goes into the context's own selection: the tag that was meant, and no path of this machine.
fn settle(preset: &mut Preset, plan: &Plan, local: bool) {
    let origin = preset.text("istio.tag").map_or(Origin::Default, |(_, origin)| origin.clone());
    let _ = preset::set(preset, "istio.tag", &plan.istio.tag, &origin);
    if preset.get("patches").is_some() && plan.builder.is_some() {
        // The context holds its patches, picked commits too: it can be made again from itself.
        let own = |patch: &AppliedPatch| (format!("../{}", patch.path), Origin::Default);
        let value = Value::List(plan.patches.iter().map(own).collect());
        preset.insert(vec!["patches".to_owned()], Setting { value, origin: Origin::Default });
    }
    if preset.text("vendor").is_some_and(|(value, _)| !matches!(value, "true" | "false")) {
        let _ = preset::set(preset, "vendor", &format!("../{SOURCES}/vendor"), &Origin::Default);
    }
    if preset.get("templates").is_some() {
        // The context holds its templates beside the selection.
        let _ = preset::set(preset, "templates", state::TEMPLATES, &Origin::Default);
    }
    let platform = |name: &str| Platform::ALL.into_iter().find(|platform| platform.name() == name);
    let own: Vec<(String, String)> = preset
        .below(&["component"])
        .filter_map(|(rest, _)| match rest {
            [component, word, binary, at, last] if word == "prebuilt" && last == "path" => {
                let key = format!("component.{component}.prebuilt.{binary}.{at}.path");
                Some((key, format!("../{}", prebuilt_path(binary, platform(at)?.architecture()))))
            }
            _ => None,
        })
        .collect();
    for (key, path) in own {
        let _ = preset::set(preset, &key, &path, &Origin::Default);
    }
    if preset.get("schema").is_none() {
        let _ = preset::set(preset, "schema", "1", &Origin::Default);
    }
    let shown = preset.text("istio.source").map(|(source, _)| crate::source::without_login(source));
    preset.remove("istio.source");
    preset.remove("extends");
    preset.remove("description");
    if let (Some(source), false) = (shown, local) {
        let _ = preset::set(preset, "istio.source", &source, &Origin::Default);
    }
}
