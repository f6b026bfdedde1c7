//! The commands, one file a verb: they string the phases together.

mod annotate;
mod brought;
mod bundle;
mod cache;
mod catalogue;
mod check;
mod completions;
mod context;
mod decide;
mod diff;
mod doctor;
mod explain;
mod interview;
mod known;
mod list;
mod load;
mod locked;
mod man;
mod mentioned;
mod needs;
mod new;
mod outdated;
mod overlay;
mod patched;
mod picture;
mod pin;
mod pinned;
mod progress;
mod registries;
mod review;
mod saved;
mod schema;
mod show;
mod sources;
mod stamped;
mod tags;
mod template;
mod update;
mod vendor;

use crate::bundle::Held;
use crate::error::{Error, Kind, Result};
use crate::report::Report;
use crate::text::Language;
use crate::{cli, complete, world};
use clap::{ArgMatches, Command};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

/// What every command is given.
struct Session {
    report: Report,
    /// Data on standard output is JSON.
    json: bool,
    offline: bool,
    cache_dir: Option<String>,
    ca_file: Option<String>,
    /// The images of a bundle, by their references: nobody else is asked for their digests and signatures.
    bundle: Option<BTreeMap<String, Held>>,
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
    Verb { name: "pin", define: pin::define, run: pin::run },
    Verb { name: "update", define: update::define, run: update::run },
    Verb { name: "diff", define: diff::define, run: diff::run },
    Verb { name: "outdated", define: outdated::define, run: outdated::run },
    Verb { name: "check", define: check::define, run: check::run },
    Verb { name: "list", define: list::define, run: list::run },
    Verb { name: "show", define: picture::define, run: picture::run },
    Verb { name: "explain", define: explain::define, run: explain::run },
    Verb { name: "annotate", define: annotate::define, run: annotate::run },
    Verb { name: "schema", define: schema::define, run: schema::run },
    Verb { name: "template", define: template::define, run: template::run },
    Verb { name: "bundle", define: bundle::define, run: bundle::run },
    Verb { name: "doctor", define: doctor::define, run: doctor::run },
    Verb { name: "completions", define: completions::define, run: completions::run },
    Verb { name: "man", define: man::define, run: man::run },
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
    let json = cli::asks_for_json(&arguments);
    let colour = cli::find(&arguments, "--color").unwrap_or("auto").to_owned();
    if let Some(code) = complete::answer(&arguments, world::directory().as_deref(), language) {
        return code;
    }
    let matches = match cli::parse(&arguments, language) {
        Ok(matches) => matches,
        Err(error) => return refused(&error, language, world::colour(&colour), json),
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
            if session.json && !DOCUMENT_PRINTED.load(Ordering::Relaxed) {
                let _ = print_json(&show::failure(&path_of(&matches), &error, &[]));
            }
            session.report.error(&error);
            exit_code(&error)
        }
    }
}

/// The exit code of an error; that of an interrupted run names the signal.
fn exit_code(error: &Error) -> u8 {
    match error.kind {
        Kind::Interrupted => world::signal_code().unwrap_or(error.kind.exit_code()),
        kind => kind.exit_code(),
    }
}

/// What a command line that cannot be read comes to; help and version are no mistakes, but a bare program is.
fn refused(error: &clap::Error, language: Language, colour: bool, json: bool) -> u8 {
    use clap::error::ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
    match error.kind() {
        DisplayHelp | DisplayVersion => {
            let _ = print(&error.render().to_string());
            return 0;
        }
        DisplayHelpOnMissingArgumentOrSubcommand if !json => {
            let _ = error.print();
            return Kind::Usage.exit_code();
        }
        _ => {}
    }
    let (problem, usage) = cli::problem(error);
    if json {
        let (english, hint) = (Language::English, problem.hint.as_ref());
        let _ = print_json(&serde_json::json!({
            "schema": 1, "command": null, "status": "error", "exit_code": problem.kind.exit_code(),
            "error": {
                "id": "usage", "message": problem.text.say(english), "cause": null,
                "hint": hint.map(|hint| hint.say(english)),
            },
            "findings": [],
        }));
    }
    let report = Report { language, colour, quiet: 0, verbose: 0, texts: BTreeMap::new() };
    report.error(&problem);
    if let Some(usage) = usage {
        report.block(&format!("{} {usage}", crate::text::usage::usage_label().say(language)));
    }
    problem.kind.exit_code()
}

/// The words of the command that runs: `cache list`.
fn path_of(matches: &ArgMatches) -> String {
    let mut words = Vec::new();
    let mut level = matches;
    while let Some((name, below)) = level.subcommand() {
        words.push(name);
        level = below;
    }
    words.join(" ")
}

fn session(matches: &ArgMatches, language: Language, asked: Option<Language>) -> Session {
    let matches = matches.subcommand().map_or(matches, |(_, matches)| matches);
    Session {
        report: Report {
            language,
            colour: world::colour(cli::one(matches, "color").unwrap_or("auto")),
            quiet: matches.get_count("quiet"),
            verbose: matches.get_count("verbose"),
            texts: BTreeMap::new(),
        },
        json: cli::one(matches, "format") == Some("json"),
        offline: matches.get_flag("offline"),
        cache_dir: cli::one(matches, "cache-dir").map(str::to_owned),
        ca_file: cli::one(matches, "ca-file").map(str::to_owned),
        bundle: None,
        language_asked: asked,
    }
}

/// Writes data to standard output. A reader that went away (`| head`) is no error.
fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    whole(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// A program that reads the output gets one document: once there is one, an error only says itself to people.
static DOCUMENT_PRINTED: AtomicBool = AtomicBool::new(false);

/// Writes one JSON document to standard output, as it is made: a long one is never whole in memory.
fn print_json(value: &impl serde::Serialize) -> Result<()> {
    DOCUMENT_PRINTED.store(true, Ordering::Relaxed);
    let mut out = std::io::BufWriter::with_capacity(64 << 10, std::io::stdout().lock());
    let written = serde_json::to_writer_pretty(&mut out, value).map_err(std::io::Error::from);
    whole(written.and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush()))
}

/// Whether a text was written; nobody is wronged when a reader has read enough.
fn whole(written: std::io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::new(Kind::Io, crate::text::disk::cannot_write("stdout")).because(error))
        }
        _ => Ok(()),
    }
}
