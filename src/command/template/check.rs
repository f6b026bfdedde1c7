//! `template check`: whether a directory of templates is in order, before anybody needs it.

use super::{digest, ejected};
use crate::catalogue;
use crate::command::{Session, load, overlay, print_json, show};
use crate::error::{Error, Kind, Result};
use crate::finding::{self, Finding, Origin, Severity};
use crate::plan::{Plan, plan};
use crate::preset::{self, Preset};
use crate::readback::{self, Outline};
use crate::render;
use crate::selection::{TagChoice, choose_tag, complete};
use crate::template::Overlay;
use crate::text::{Language, template as say};
use crate::tree::{Content, Tree};
use camino::Utf8Path;
use serde_json::json;
use std::collections::BTreeSet;

/// A value that no format can hold without escaping: what templates do with it is compared with what they do with a word.
const HOSTILE: &str = "a\"b'c\\d$e`f#g\tEOF{{h}}%{i}${j} <k>&l;m|n --- ]: * !";

/// Answers for what some presets leave open: they are rendered and thrown away.
const ANSWERS: &[(&str, &str)] = &[
    ("component.proxy.prebuilt.envoy.linux/amd64.url", "https://downloads.example.com/envoy"),
    (
        "component.proxy.prebuilt.envoy.linux/amd64.sha256",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ),
];

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, directory: &Utf8Path) -> Result<u8> {
    let mut findings = Vec::new();
    let overlay = overlay::read(session, directory, &mut findings)?;
    findings.extend(overlay.check());
    findings.extend(drift(&overlay));
    let mut plans = Vec::new();
    if !finding::forbids(&findings) {
        for name in catalogue::preset_names() {
            for language in Language::ALL {
                let wrong = rendered(session, name, language, &overlay)?;
                if wrong.is_some() && language == Language::default() {
                    plans.push(name);
                }
                findings.extend(wrong.unwrap_or_else(|| {
                    vec![Finding::info(
                        "template-skipped",
                        &Origin::Preset(name.to_owned()),
                        say::template_skipped(name),
                    )]
                }));
            }
        }
    }
    finding::sort(&mut findings);
    session.report.findings(&findings);
    let wrong = findings.iter().filter(|found| found.severity == Severity::Error).count();
    let code = if wrong == 0 { 0 } else { Kind::Template.exit_code() };
    if session.json {
        print_json(&json!({
            "schema": 1, "command": "template check", "status": if wrong == 0 { "ok" } else { "error" },
            "exit_code": code, "dir": directory.as_str(), "templates": overlay.digests(), "presets": plans,
            "findings": findings.iter().map(show::finding).collect::<Vec<_>>(),
        }))?;
    }
    if wrong > 0 {
        return Err(Error::new(Kind::Template, say::templates_stop(wrong)));
    }
    session.report.note(&say::template_fine(overlay.iter().count(), plans.join(", ")));
    Ok(code)
}

/// What was ejected and has changed here since; what is the same as ours; what nothing is known of.
fn drift(overlay: &Overlay) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, text) in overlay.iter() {
        let Some(ours) = render::built_in(name) else { continue };
        let place = Origin::File { path: overlay.path(name), line: 1, column: 1 };
        let body = ejected(text).map_or(text, |(_, _, body)| body);
        if body == ours {
            findings.push(Finding::info("template-same", &place, say::template_the_same()));
            continue;
        }
        match ejected(text) {
            Some((_, from, _)) if from == digest(name) => {}
            Some((version, _, _)) => {
                let finding = Finding::warning("template-drift", &place, say::template_drifted(name, version));
                findings.push(finding.hint(say::template_drift_hint(name)));
            }
            None => findings.push(Finding::info("template-drift", &place, say::template_unknown_origin())),
        }
    }
    findings
}

/// What is wrong with what the templates make of a preset; `None` when the preset leaves something open.
fn rendered(session: &mut Session, name: &str, language: Language, overlay: &Overlay) -> Result<Option<Vec<Finding>>> {
    let (preset, _) = load::in_the_box(session, name)?;
    let Some(plan) = sample(preset, language)? else { return Ok(None) };
    let mut problems = Vec::new();
    let plainly = render::render_over(&plan, overlay, language, &mut problems)?;
    let hostilely = render::render_over(&hostile(&plan, HOSTILE), overlay, language, &mut problems)?;
    let harmlessly = render::render_over(&hostile(&plan, "word"), overlay, language, &mut problems)?;
    if !problems.is_empty() {
        return Ok(Some(problems.iter().map(|problem| overlay.finding(problem)).collect()));
    }
    let mut findings = Vec::new();
    let mut told = BTreeSet::new();
    for (path, file) in plainly.iter() {
        let template = template_of(path.as_str(), overlay);
        let place = Origin::File { path: overlay.path(&template), line: 0, column: 0 };
        if let Err(words) = outline(path.as_str(), &file.content) {
            if told.insert(template.clone()) {
                findings.push(Finding::error("template-output", &place, say::template_output(path, name, words)));
            }
            continue;
        }
        let of = |tree: &Tree| tree.get(path.as_str()).and_then(|file| outline(path.as_str(), &file.content).ok());
        if of(&hostilely) != of(&harmlessly) {
            let finding = Finding::error("template-injection", &place, say::template_injection(path, name));
            findings.push(finding.hint(say::template_injection_hint()));
        }
    }
    Ok(Some(findings))
}

fn outline(path: &str, content: &Content) -> std::result::Result<Option<Outline>, String> {
    match content {
        Content::Bytes(bytes) => readback::outline(path, &String::from_utf8_lossy(bytes)),
        _ => Ok(None),
    }
}

/// The template that made a file, as well as it can be told from its name.
fn template_of(path: &str, overlay: &Overlay) -> String {
    let own = |name: &&str| {
        let made = name.strip_suffix(crate::template::ENDING).unwrap_or(name).replace(".pt-BR", "");
        made == path || made.trim_start_matches('.') == path.trim_start_matches('.')
    };
    let found = overlay.iter().map(|(name, _)| name).find(own);
    found.map_or_else(
        || if path.starts_with("env/") { "env/env.tera".to_owned() } else { format!("{path}.tera") },
        str::to_owned,
    )
}

/// The plan of a preset without sources and files of the user; `None` when it leaves something open that [`ANSWERS`] do
/// not answer.
fn sample(mut preset: Preset, language: Language) -> Result<Option<Plan>> {
    let _ = preset::set(&mut preset, "language", language.tag(), &Origin::Default);
    let known: Vec<String> = catalogue::releases().iter().map(|entry| entry.tag.clone()).collect();
    let TagChoice::Known(tag) = choose_tag(&preset, &known, &mut Vec::new()) else { return Ok(None) };
    let Some(release) = catalogue::release(&tag) else { return Ok(None) };
    let mut completed = complete(&preset, &release, None, language)?;
    if completed.selection.is_none() {
        for (path, value) in ANSWERS {
            let _ = preset::set(&mut preset, path, value, &Origin::Default);
        }
        completed = complete(&preset, &release, None, language)?;
    }
    completed.selection.map(|selection| plan(&selection, &release, &Tree::new())).transpose()
}

/// A plan whose free texts are all one value.
fn hostile(plan: &Plan, value: &str) -> Plan {
    let mut plan = plan.clone();
    for image in &mut plan.images {
        for pair in image.env.iter_mut().chain(&mut image.settings).chain(&mut image.labels) {
            value.clone_into(&mut pair.value);
        }
    }
    plan
}
