//! The commands, one file a verb: they string the phases together.

mod cache;
mod catalogue;
mod decide;
mod explain;
mod interview;
mod known;
mod list;
mod load;
mod mentioned;
mod needs;
mod new;
mod patched;
mod review;
mod saved;
mod show;
mod sources;
mod stamped;
mod vendor;

use crate::error::{Error, Kind, Result};
use crate::report::Report;
use crate::text::Language;
use crate::{cli, world};
use clap::{ArgMatches, Command};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;

/// What every command is given.
struct Session {
    report: Report,
    /// Data on standard output is JSON.
    json: bool,
    offline: bool,
    cache_dir: Option<String>,
    ca_file: Option<String>,
    /// `--lang` was given: then generated texts are in that language too.
    language_asked: Option<Language>,
}

/// One command: its name, its command line, and what runs it and returns the exit code.
struct Verb {
    name: &'static str,
    define: fn(Language) -> Command,
    run: fn(&mut Session, &ArgMatches) -> Result<u8>,
}

/// All commands, in the order in which help names them. A new one is a file and a row.
const COMMANDS: &[Verb] = &[
    Verb { name: "new", define: new::define, run: new::run },
    Verb { name: "list", define: list::define, run: list::run },
    Verb { name: "explain", define: explain::define, run: explain::run },
    Verb { name: "cache", define: cache::define, run: cache::run },
    Verb { name: "catalogue", define: catalogue::define, run: catalogue::run },
];

/// The command lines of all commands.
pub(crate) fn define(language: Language) -> Vec<Command> {
    COMMANDS.iter().map(|command| (command.define)(language)).collect()
}

/// Runs a command line, program name first, and returns the exit code.
#[must_use]
pub fn run(arguments: Vec<OsString>) -> u8 {
    let asked = cli::find_language(&arguments);
    let language = asked.unwrap_or_else(world::language);
    let matches = match cli::command(language).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { Kind::Usage.exit_code() } else { 0 };
        }
    };
    let mut session = session(&matches, language, asked);
    let code = match matches.subcommand() {
        Some((name, matches)) => match COMMANDS.iter().find(|command| command.name == name) {
            Some(command) => (command.run)(&mut session, matches),
            None => Ok(Kind::Usage.exit_code()),
        },
        None => Ok(Kind::Usage.exit_code()),
    };
    match code {
        Ok(code) => code,
        Err(error) => {
            session.report.error(&error);
            error.kind.exit_code()
        }
    }
}

fn session(matches: &ArgMatches, language: Language, asked: Option<Language>) -> Session {
    let matches = matches.subcommand().map_or(matches, |(_, matches)| matches);
    Session {
        report: Report {
            language,
            colour: world::colour(cli::one(matches, "color").unwrap_or("auto")),
            quiet: matches.get_count("quiet"),
            texts: BTreeMap::new(),
        },
        json: cli::one(matches, "format") == Some("json"),
        offline: matches.get_flag("offline"),
        cache_dir: cli::one(matches, "cache-dir").map(str::to_owned),
        ca_file: cli::one(matches, "ca-file").map(str::to_owned),
        language_asked: asked,
    }
}

/// Writes data to standard output. A reader that went away (`| head`) is no error.
fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::new(Kind::Io, crate::text::disk::cannot_write("stdout")).because(error))
        }
        _ => Ok(()),
    }
}

/// Writes one JSON document to standard output.
fn print_json(value: &serde_json::Value) -> Result<()> {
    print(&format!("{value:#}\n"))
}
