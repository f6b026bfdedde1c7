//! `annotate`: a Dockerfile with a reason above each instruction, or without them again.

use super::{Session, print, print_json};
use crate::annotate::{annotate, strip};
use crate::disk;
use crate::error::Result;
use crate::text::{Language, Text, manual as say};
use camino::Utf8Path;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

/// The largest Dockerfile that is read, in bytes.
pub(super) const LIMIT: usize = 4 * 1024 * 1024;

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    let file = Arg::new("file").value_name("FILE").help(told(say::annotate_file())).default_value("Dockerfile");
    let strip = Arg::new("strip").long("strip").help(told(say::annotate_strip())).action(ArgAction::SetTrue);
    Command::new("annotate").about(told(say::annotate_about())).arg(file).arg(strip)
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let path = Utf8Path::new(crate::cli::one(matches, "file").unwrap_or("Dockerfile"));
    let text = disk::read_text(path, LIMIT)?;
    let text = match matches.get_flag("strip") {
        true => strip(&text),
        false => annotate(&text, session.report.language),
    };
    match session.json {
        true => print_json(&json!({"schema": 1, "command": "annotate", "text": text}))?,
        false => print(&text)?,
    }
    Ok(0)
}
