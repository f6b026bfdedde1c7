//! `doctor`: what this machine lacks, each with what to do about it.

use super::{Session, print, print_json};
use crate::doctor::{self, Checked, Status};
use crate::error::Result;
use crate::escape::visible;
use crate::text::{Language, Text, cli as cli_text, doctor as say};
use crate::{cli, world};
use clap::{Arg, ArgMatches, Command};
use console::Style;
use serde_json::{Value, json};
use std::fmt::Write;

/// The exit code of a machine that something keeps from fetching or building.
const UNFIT: u8 = 9;

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    let source = Arg::new("istio-source").long("istio-source").value_name("URL|DIR").help(told(say::doctor_source()));
    Command::new("doctor").about(told(say::doctor_about())).arg(source)
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let sources = super::sources::settings(session, cli::one(matches, "istio-source"))?;
    let checked = doctor::examine(&world::surroundings(), &sources)?;
    let code = if doctor::is_fit(&checked) { 0 } else { UNFIT };
    if session.json {
        let checks: Vec<Value> = checked.iter().map(document).collect();
        print_json(&json!({"schema": 1, "command": "doctor", "exit_code": code, "fit": code == 0, "checks": checks}))?;
    } else {
        let colour = world::colour_out(cli::one(matches, "color").unwrap_or("auto"));
        print(&table(&checked, session.report.language, colour))?;
        let unfit = checked.iter().filter(|one| one.status == Status::Unfit).count();
        session.report.note(&if unfit == 0 { say::doctor_fit() } else { say::doctor_unfit(unfit) });
    }
    Ok(code)
}

fn document(one: &Checked) -> Value {
    let english = |text: &Text| visible(&text.say(Language::English));
    json!({"id": one.id, "status": one.status, "message": english(&one.says), "hint": one.hint.as_ref().map(english)})
}

/// A line for each, with what to do below it.
fn table(checked: &[Checked], language: Language, colour: bool) -> String {
    let words = |status: Status| match status {
        Status::Ok => (say::doctor_ok(), Style::new().green()),
        Status::Note => (cli_text::label_info(), Style::new().dim()),
        Status::Warning => (cli_text::label_warning(), Style::new().yellow()),
        Status::Unfit => (say::doctor_stops(), Style::new().red().bold()),
    };
    let width = |text: String| text.chars().count();
    let first = checked.iter().map(|one| width(words(one.status).0.say(language))).max().unwrap_or(0);
    let second = checked.iter().map(|one| width(one.id.to_owned())).max().unwrap_or(0);
    let mut text = String::new();
    for one in checked {
        let (word, style) = words(one.status);
        // Padded before it is coloured: the codes of colours have no width.
        let word = format!("{:first$}", word.say(language));
        let word = style.force_styling(colour).apply_to(word);
        let _ = writeln!(text, "{word}  {:second$}  {}", one.id, visible(&one.says.say(language)));
        if let Some(hint) = &one.hint {
            let label = cli_text::label_help().say(language);
            let _ = writeln!(text, "{:first$}  {:second$}  {label}: {}", "", "", visible(&hint.say(language)));
        }
    }
    text
}
