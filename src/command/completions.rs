//! `completions`: the script by which a shell completes our command line.

use super::{Session, print, print_json};
use crate::complete::{SHELLS, script};
use crate::error::{Error, Kind, Result};
use crate::text::{Language, core as core_text, manual as say};
use clap::{Arg, ArgMatches, Command};
use serde_json::json;

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let shell = Arg::new("shell").value_name("SHELL").help(say::completions_shell().say(language));
    Command::new("completions")
        .about(say::completions_about().say(language))
        .after_help(say::completions_how().say(language))
        .arg(shell.required(true).value_parser(SHELLS.to_vec()))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let shell = crate::cli::one(matches, "shell").unwrap_or_default();
    let language = session.report.language;
    let script = script(shell, language).ok_or_else(|| Error::new(Kind::Bug, core_text::bad_data(shell)))?;
    match session.json {
        true => print_json(&json!({"schema": 1, "command": "completions", "shell": shell, "script": script}))?,
        false => print(&script)?,
    }
    Ok(0)
}
