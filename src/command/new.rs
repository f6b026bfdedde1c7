//! `new`: from what was typed to a written context.

use super::decide::{Decided, Means, decide};
use super::{Session, load, print, print_json, sources};
use crate::disk::{self, Existing};
use crate::error::{Error, Kind, Result};
use crate::finding::{self, Finding};
use crate::preset::key::{KEYS, Kind as KeyKind};
use crate::text::{Language, Text, cli as say};
use crate::tree::Content;
use crate::{state, world};
use camino::Utf8Path;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    let flag = |name: &'static str, help: Text| Arg::new(name).long(name).help(told(help)).action(ArgAction::SetTrue);
    Command::new("new")
        .about(told(say::new_about()))
        .after_help(told(say::precedence()))
        .arg(Arg::new("dir").value_name("DIR").help(told(say::new_dir())).default_value("istio-image"))
        .arg(
            Arg::new("preset")
                .short('p')
                .long("preset")
                .value_name("NAME|FILE")
                .help(told(say::preset()))
                .action(ArgAction::Append),
        )
        .args(KEYS.iter().filter_map(|key| {
            let name = key.flag?;
            let action = if key.kind == KeyKind::List { ArgAction::Append } else { ArgAction::Set };
            let arg = Arg::new(name).long(name).value_name(key.value).help(told((key.help)())).action(action);
            Some(match key.kind {
                KeyKind::Choice(words) => arg.value_parser(words.to_vec()),
                // A switch: `--full-source`, and `--full-source=false` over a preset that says otherwise.
                KeyKind::Bool => arg
                    .value_parser(["true", "false"])
                    .num_args(0..=1)
                    .require_equals(true)
                    .default_missing_value("true"),
                _ => arg,
            })
        }))
        .arg(
            Arg::new("set")
                .short('s')
                .long("set")
                .value_name("PATH=VALUE")
                .help(told(say::set()))
                .action(ArgAction::Append),
        )
        .arg(flag("no-input", say::no_input()))
        .arg(flag("dry-run", say::dry_run()).short('n'))
        .arg(flag("force", say::force()).short('f'))
        .arg(flag("refresh", say::refresh()))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let directory = Utf8Path::new(crate::cli::one(matches, "dir").unwrap_or("istio-image"));
    let mut findings = Vec::new();
    let (preset, found) = load::load(session, matches)?;
    findings.extend(found);
    let asking = world::can_ask() && !matches.get_flag("no-input");
    if asking {
        world::watch_signals();
    }
    let means = Means { asking, refresh: matches.get_flag("refresh") };
    let outcome = decide(session, preset, means, &mut findings);
    finding::sort(&mut findings);
    session.report.findings(&findings);
    let decided = match outcome {
        Ok(Some(decided)) => decided,
        Ok(None) => {
            let count = findings.iter().filter(|found| found.severity == finding::Severity::Error).count();
            return fail(session, Error::new(Kind::Answers, say::findings_stop(count)), &findings);
        }
        Err(error) => return fail(session, error, &findings),
    };
    let dry_run = matches.get_flag("dry-run");
    let existing = if matches.get_flag("force") { Existing::Keep } else { Existing::Refuse };
    if !dry_run {
        let blobs = sources::blobs(decided.opened.as_ref());
        world::watch_signals();
        match disk::write(directory, &decided.tree, blobs, existing, &world::interrupted) {
            Ok(outcome) => {
                for (path, aside) in &outcome.kept {
                    session.report.note(&say::kept_aside(path, aside));
                }
            }
            Err(error) => return fail(session, error, &findings),
        }
    }
    if session.json {
        print_json(&document(&decided, &findings, directory, dry_run)?)?;
    } else if dry_run {
        print(&super::show::plan(&decided.plan, &decided.preset, &decided.tree, session.report.language))?;
        if let (Some(sourced), Some(opened)) = (&decided.sourced, &decided.opened) {
            print(&format!("\n{}", super::needs::text(sourced, opened, session.report.language)?))?;
        }
        session.report.note(&say::would_write(decided.tree.len(), directory));
    } else {
        session.report.note(&say::wrote(decided.tree.len(), directory));
        session.report.note(&say::next_step(crate::escape::shell(directory.as_str())));
    }
    Ok(0)
}

fn fail(session: &Session, error: Error, findings: &[Finding]) -> Result<u8> {
    if session.json {
        print_json(&super::show::failure("new", &error, findings))?;
    }
    Err(error)
}

/// The document on standard output.
fn document(decided: &Decided, findings: &[Finding], directory: &Utf8Path, dry_run: bool) -> Result<serde_json::Value> {
    let sources = match (&decided.sourced, &decided.opened) {
        (Some(sourced), Some(opened)) => super::needs::document(sourced, opened)?,
        _ => serde_json::Value::Null,
    };
    let files: Vec<_> = decided
        .tree
        .iter()
        .map(|(path, file)| match &file.content {
            Content::Bytes(bytes) => json!({"path": path.as_str(), "bytes": bytes.len()}),
            Content::Blob(id) => json!({"path": path.as_str(), "blob": id.to_string()}),
            Content::Disk { sha256, .. } => json!({"path": path.as_str(), "sha256": state::hex(sha256)}),
        })
        .collect();
    Ok(json!({
        "schema": 1, "command": "new", "status": if dry_run { "planned" } else { "written" }, "exit_code": 0,
        "dir": directory.as_str(), "plan": decided.plan, "files": files,
        "answers": super::show::answers(&decided.preset), "sources": sources,
        "findings": findings.iter().map(super::show::finding).collect::<Vec<_>>(),
    }))
}
