//! `new`: from what was typed to a written context.

use super::decide::{Decided, Means, decide};
use super::interview::{self, Interview};
use super::pinned::{self, Pinned, Pinning};
use super::progress::Writing;
use super::review::{self, Talked};
use super::{Session, bundle, load, print, print_json, saved, sources};
use crate::disk::{self, Existing, Taken};
use crate::error::{Error, Kind, Result};
use crate::finding::{self, Finding};
use crate::prompt::{self, Look};
use crate::text::{Language, Text, cli as say, interview as interview_text, pin as pin_text, usage};
use crate::tree::Content;
use crate::{state, world};
use camino::{Utf8Path, Utf8PathBuf};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

/// How a target that holds something already is written to: the user decides before anything is asked.
fn target(session: &Session, directory: &Utf8Path, existing: Existing) -> Result<Existing> {
    let Err(error) = disk::check_target(directory, existing) else { return Ok(existing) };
    // What is no directory cannot be written into, whatever anybody says.
    disk::check_target(directory, Existing::Keep)?;
    let look = Look { language: session.report.language, colour: session.report.colour };
    let ways = [interview_text::target_stop(), interview_text::target_keep()];
    match prompt::choose(interview_text::target_holds(directory), &ways, look)? {
        1 => Ok(Existing::Keep),
        _ => Err(error),
    }
}

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    let flag = |name: &'static str, help: Text| Arg::new(name).long(name).help(told(help)).action(ArgAction::SetTrue);
    let told_value = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(told(help))
    };
    Command::new("new")
        .about(told(say::new_about()))
        .after_help(told(say::precedence()))
        .arg(Arg::new("dir").value_name("DIR").help(told(say::new_dir())).default_value("istio-image"))
        .args(load::arguments(language))
        .arg(told_value("ask", "KEY", interview_text::ask()).action(ArgAction::Append))
        .arg(flag("no-input", say::no_input()))
        .arg(told_value("save-preset", "FILE", interview_text::save_preset()))
        .arg(flag("dry-run", say::dry_run()).short('n'))
        .arg(flag("force", say::force()).short('f'))
        .arg(flag("refresh", say::refresh()))
        .arg(flag("pin", pin_text::pin_flag()))
        .arg(pinned::verify_argument(language).requires("pin"))
        .arg(bundle::from_argument(language))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let directory = Utf8Path::new(crate::cli::one(matches, "dir").unwrap_or("istio-image"));
    let dry_run = matches.get_flag("dry-run");
    let mut existing = if matches.get_flag("force") { Existing::Keep } else { Existing::Refuse };
    if let Some(file) = crate::cli::one(matches, "save-preset") {
        disk::check_new(Utf8Path::new(file))?;
    }
    let mut findings = Vec::new();
    let (mut preset, found) = load::load(session, matches)?;
    findings.extend(found);
    if let Some(path) = crate::cli::one(matches, "from-bundle")
        && let Err(error) = bundle::prepare(session, Utf8Path::new(path), &mut preset)
    {
        return fail(session, error, &findings);
    }
    let asked = interview::asked(&crate::cli::many(matches, "ask"), &mut findings);
    let pin = matches.get_flag("pin").then(|| Pinning::all(matches));
    let means = Means { refresh: matches.get_flag("refresh"), pin };
    let asking = world::can_ask() && !matches.get_flag("no-input") && !finding::forbids(&findings);
    let mut interview = Interview::new(preset, asked);
    let outcome = if asking {
        world::watch_signals();
        if !dry_run {
            existing = target(session, directory, existing)?;
        }
        review::talk(session, &mut interview, means, directory, &mut findings)
    } else {
        let decided = decide(session, interview.preset(session.report.language), means, &mut findings);
        decided.map(|decided| Talked { decided, saved: None })
    };
    finding::sort(&mut findings);
    if !interview.answered() {
        session.report.findings(&findings);
    }
    let (decided, saved) = match outcome {
        Ok(Talked { decided: Some(decided), saved }) => (decided, saved),
        Ok(Talked { decided: None, .. }) => {
            let count = findings.iter().filter(|found| found.severity == finding::Severity::Error).count();
            return fail(session, Error::new(Kind::Answers, say::findings_stop(count)), &findings);
        }
        Err(error) => {
            keep(session, &interview, directory);
            return fail(session, error, &findings);
        }
    };
    if !dry_run {
        let blobs = sources::blobs(decided.opened.as_ref());
        world::watch_signals();
        for (path, _) in decided.tree.iter() {
            session.report.detail(2, &usage::told_file(path));
        }
        let writing = Writing::new(decided.tree.len(), &session.report);
        let written = disk::write(directory, &decided.tree, blobs, existing, &|| writing.next());
        drop(writing);
        match written {
            Ok(outcome) => {
                for (path, aside) in &outcome.kept {
                    session.report.note(&say::kept_aside(path, aside));
                }
            }
            Err(error) => {
                keep(session, &interview, directory);
                return fail(session, error, &findings);
            }
        }
    }
    let saved = match crate::cli::one(matches, "save-preset") {
        Some(file) => Some(save(session, &interview, Utf8Path::new(file), directory, dry_run)?),
        None => saved,
    };
    if !session.json {
        decided.pinned.iter().for_each(|pinned| session.report.note(&pinned.note()));
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
    if interview.answered() {
        let command = match saved {
            Some(file) => saved::from_preset(&file, directory),
            None => saved::command(&interview.preset(session.report.language), matches, directory),
        };
        session.report.note(&interview_text::same_again(command));
    }
    Ok(0)
}

/// Saves the preset that equals the run, for `--save-preset`.
fn save(
    session: &Session,
    interview: &Interview,
    file: &Utf8Path,
    directory: &Utf8Path,
    dry_run: bool,
) -> Result<Utf8PathBuf> {
    if dry_run {
        session.report.note(&interview_text::would_save(file));
    } else {
        let text = saved::text(&interview.preset(session.report.language), file, Some(directory));
        disk::save(file, &text, Taken::Refuse)?;
        session.report.note(&interview_text::saved(file));
    }
    Ok(file.to_owned())
}

/// Keeps the answers of an interview that came to nothing, and says how to go on with them.
fn keep(session: &Session, interview: &Interview, directory: &Utf8Path) {
    let Some(file) = world::last_answers().filter(|_| interview.answered()) else { return };
    let text = saved::text(&interview.preset(session.report.language), &file, None);
    // Where they cannot be kept, the error that ended the run is what the user has to know.
    if disk::save(&file, &text, Taken::Replace).is_ok() {
        session.report.note(&interview_text::answers_kept(saved::from_preset(&file, directory)));
    }
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
        "pins": decided.pinned.iter().map(Pinned::document).collect::<Vec<_>>(),
        "findings": findings.iter().map(super::show::finding).collect::<Vec<_>>(),
    }))
}
