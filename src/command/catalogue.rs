//! `catalogue build`: writes the embedded catalogue anew, so that a new Istio release means running one command.

use super::{Session, print_json};
use crate::catalogue;
use crate::disk::{self, Existing};
use crate::error::{Error, Kind, Result};
use crate::release::Repository;
use crate::text::{cli as say, core as text};
use camino::Utf8Path;
use clap::ArgMatches;
use serde_json::json;
use std::ffi::OsString;
use std::path::Path;

/// Runs the command.
pub(super) fn run(session: &Session, matches: &ArgMatches) -> Result<()> {
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
    Ok(())
}
