//! Tells what was found: to people, and in the forms that programs read.

use super::{Checked, Place, counts};
use crate::check::{Hit, checks};
use crate::command::{Session, print as write, print_json};
use crate::error::Result;
use crate::finding::Severity;
use crate::text::{Language, check as say};
use crate::world;
use clap::ArgMatches;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Prints in the form that was asked for.
pub(super) fn print(session: &mut Session, matches: &ArgMatches, all: &[Checked], code: u8) -> Result<()> {
    match crate::cli::one(matches, "format").unwrap_or_default() {
        "json" => print_json(&document(matches, all, code)),
        "sarif" => print_json(&sarif(all)),
        "gitlab" => print_json(&gitlab(all)),
        "github" => write(&github(all)),
        _ => text(session, matches, all),
    }
}

fn hits(all: &[Checked]) -> impl Iterator<Item = &(Hit, Place)> {
    all.iter().flat_map(|checked| &checked.hits)
}

fn english(hit: &Hit) -> String {
    hit.message().say(Language::English)
}

fn text(session: &mut Session, matches: &ArgMatches, all: &[Checked]) -> Result<()> {
    // Findings are the result, so they go to standard output: its own nature decides on colours.
    session.report.colour &= crate::cli::one(matches, "color") == Some("always") || world::output_is_terminal();
    let mut out = String::new();
    for checked in all {
        if let Some(mended) = &checked.file.mended {
            let before = checked.file.before.as_ref().unwrap_or(&checked.file.text);
            let patch = diffy::DiffOptions::new()
                .set_original_filename(format!("a/{}", checked.file.path))
                .set_modified_filename(format!("b/{}", checked.file.path))
                .create_patch(before, mended)
                .to_string();
            out.push_str(&patch);
        }
        session.report.texts.insert(checked.file.path.clone(), checked.file.text.clone());
    }
    for (hit, place) in hits(all) {
        let hidden = match session.report.quiet {
            0 => false,
            1 => hit.severity == Severity::Info,
            _ => hit.severity != Severity::Error,
        };
        if !hidden {
            let _ = writeln!(out, "{}", session.report.finding(&hit.finding(&place.origin())));
        }
    }
    write(&out)?;
    let [errors, warnings, notices] = counts(all);
    let mended: usize = all.iter().map(|checked| checked.mended).sum();
    if mended > 0 {
        let text = if matches.get_flag("dry-run") { say::check_would_mend(mended) } else { say::check_mended(mended) };
        session.report.note(&text);
    }
    session.report.note(&say::check_summary(errors, warnings, notices, all.len()));
    Ok(())
}

fn document(matches: &ArgMatches, all: &[Checked], code: u8) -> Value {
    let [errors, warnings, notices] = counts(all);
    let finding = |(hit, place): &(Hit, Place)| {
        let links: Vec<Value> = hit.check.linked().map(|(checker, id)| json!({"checker": checker, "id": id})).collect();
        json!({
            "rule": hit.check.rule.id, "severity": hit.severity, "message": english(hit),
            "hint": (hit.check.way_out)().say(Language::English), "place": place.origin().to_string(),
            "path": place.path, "line": place.start.0, "column": place.start.1,
            "end_line": place.end.0, "end_column": place.end.1, "about": hit.about, "links": links,
            "fixable": !hit.edits.is_empty(),
        })
    };
    let file = |checked: &Checked| json!({"path": checked.file.path, "findings": checked.hits.len(), "mended": checked.mended});
    json!({
        "schema": 1, "command": "check", "status": if code == 0 { "passed" } else { "failed" }, "exit_code": code,
        "profile": crate::cli::one(matches, "profile"), "threshold": crate::cli::one(matches, "threshold"),
        "errors": errors, "warnings": warnings, "notices": notices,
        "files": all.iter().map(file).collect::<Vec<_>>(),
        "findings": hits(all).map(finding).collect::<Vec<_>>(),
    })
}

/// A name for a finding that stays when lines move: of the file, the rule, what it is about, and how many came before.
fn fingerprints(all: &[Checked]) -> Vec<String> {
    let mut seen = std::collections::BTreeMap::new();
    hits(all)
        .map(|(hit, place)| {
            let key = format!("{}\0{}\0{}", place.path, hit.check.rule.id, hit.about.as_deref().unwrap_or_default());
            let count = seen.entry(key.clone()).and_modify(|count| *count += 1).or_insert(0_usize);
            crate::state::hex(&Sha256::digest(format!("{key}\0{count}")))
        })
        .collect()
}

/// SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0).
fn sarif(all: &[Checked]) -> Value {
    let level = |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let rules: Vec<Value> = checks()
        .map(|check| {
            let tags: Vec<String> = check.linked().map(|(checker, id)| format!("{checker}/{id}")).collect();
            json!({
                "id": check.rule.id, "shortDescription": {"text": (check.rule.says)().say(Language::English)},
                "help": {"text": (check.way_out)().say(Language::English)},
                "defaultConfiguration": {"level": level(check.rule.severity), "enabled": !check.rare},
                "properties": {"tags": tags},
            })
        })
        .collect();
    let index = |hit: &Hit| checks().position(|check| check.rule.id == hit.check.rule.id);
    let results: Vec<Value> = hits(all)
        .zip(fingerprints(all))
        .map(|((hit, place), fingerprint)| {
            json!({
                "ruleId": hit.check.rule.id, "ruleIndex": index(hit), "level": level(hit.severity),
                "message": {"text": english(hit)},
                "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": uri(&place.path)},
                    "region": {
                        "startLine": place.start.0, "startColumn": place.start.1,
                        "endLine": place.end.0, "endColumn": place.end.1,
                    },
                }}],
                "partialFingerprints": {"istioImgen/v1": fingerprint},
            })
        })
        .collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "istio-imgen", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Workflow commands (docs.github.com, "Workflow commands for GitHub Actions").
fn github(all: &[Checked]) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut out = String::new();
    for (hit, place) in hits(all) {
        let command = match hit.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let message = format!("{}; {}", english(hit), (hit.check.way_out)().say(Language::English));
        let _ = writeln!(
            out,
            "::{command} file={},line={},col={},endLine={},endColumn={},title={}::{}",
            property(&place.path),
            place.start.0,
            place.start.1,
            place.end.0,
            place.end.1,
            property(hit.check.rule.id),
            data(&message)
        );
    }
    out
}

/// GitLab's code quality report (docs.gitlab.com, "Code Quality report format").
fn gitlab(all: &[Checked]) -> Value {
    let severity = |severity| match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Info => "info",
    };
    hits(all)
        .zip(fingerprints(all))
        .map(|((hit, place), fingerprint)| {
            json!({
                "description": english(hit), "check_name": hit.check.rule.id, "fingerprint": fingerprint,
                "severity": severity(hit.severity),
                "location": {"path": place.path, "lines": {"begin": place.start.0, "end": place.end.0}},
            })
        })
        .collect()
}
