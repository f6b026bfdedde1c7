//! `schema`: the JSON Schemas of what is read and written for programs.

use super::{Session, print_json};
use crate::error::{Error, Kind, Result};
use crate::schema::{SCHEMAS, schema};
use crate::text::{Language, core as core_text, schema as say};
use clap::builder::PossibleValue;
use clap::{Arg, ArgMatches, Command};

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let names = SCHEMAS.iter().map(|schema| PossibleValue::new(schema.name).help((schema.says)().say(language)));
    let names: Vec<PossibleValue> = names.collect();
    let name = Arg::new("name").value_name("NAME").help(say::schema_name().say(language));
    Command::new("schema").about(say::schema_about().say(language)).arg(name.required(true).value_parser(names))
}

/// Runs the command and returns its exit code. A schema is a JSON document of its own kind, with any `--format`.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let name = crate::cli::one(matches, "name").unwrap_or_default();
    let schema = schema(name, session.report.language);
    print_json(&schema.ok_or_else(|| Error::new(Kind::Bug, core_text::bad_data(name)))?)?;
    Ok(0)
}
