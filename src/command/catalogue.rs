//! `catalogue build`: writes the embedded catalogue anew, so that a new Istio release means running one command.

use super::{Session, print_json};
use crate::catalogue;
use crate::disk::{self, Existing};
use crate::error::{Error, Kind, Result};
use crate::release::Repository;
use crate::text::{Language, Text, cli as say, core as text};
use camino::Utf8Path;
use clap::{Arg, ArgMatches, Command, value_parser};
use serde_json::json;
use std::ffi::OsString;
use std::path::Path;

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    let path = |name: &'static str, help: Text| {
        Arg::new(name).long(name).value_name("DIR").help(told(help)).value_parser(value_parser!(OsString))
    };
    Command::new("catalogue").about(told(say::catalogue_about())).subcommand_required(true).subcommand(
        Command::new("build")
            .about(told(say::catalogue_build()))
            .arg(path("istio-source", say::catalogue_source()).required(true))
            .arg(path("tools-source", say::catalogue_tools()))
            .arg(path("api-source", say::catalogue_api()))
            .arg(path("output", say::catalogue_output()).required(true)),
    )
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let Some(("build", matches)) = matches.subcommand() else {
        return Err(Error::new(Kind::Usage, text::bad_data("catalogue")));
    };
    let path = |name: &str| matches.get_one::<OsString>(name).map(Path::new);
    let istio = Repository::open(path("istio-source").unwrap_or(Path::new(".")))?;
    let tools = path("tools-source").map(Repository::open).transpose()?;
    let api = path("api-source").map(Repository::open).transpose()?;
    let built = catalogue::build(&istio, tools.as_ref(), api.as_ref())?;
    let output = path("output").and_then(Utf8Path::from_path).unwrap_or(Utf8Path::new("catalogue"));
    let outcome = disk::write(output, &built.files, None, Existing::Refuse, &|| false)?;
    if session.json {
        let problems: Vec<_> =
            built.problems.iter().map(|(tag, found)| json!({"tag": tag, "count": found.len()})).collect();
        print_json(
            &json!({"schema": 1, "command": "catalogue build", "files": built.files.len(), "problems": problems}),
        )?;
    }
    for (path, aside) in &outcome.kept {
        session.report.note(&say::kept_aside(path, aside));
    }
    session.report.note(&say::wrote(built.files.len(), output));
    Ok(0)
}
