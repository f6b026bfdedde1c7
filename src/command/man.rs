//! `man`: the manual, from the tables of the program.

use super::{Session, print, print_json};
use crate::disk::{self, Existing};
use crate::error::{Error, Kind, Result};
use crate::manual;
use crate::text::{Language, Text, cli as cli_text, core as core_text, manual as say};
use crate::tree::{File, Tree, TreePath};
use camino::Utf8Path;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    let markdown = Arg::new("markdown").long("markdown").help(told(say::man_markdown())).action(ArgAction::SetTrue);
    Command::new("man")
        .about(told(say::man_about()))
        .arg(Arg::new("dir").value_name("DIR").help(told(say::man_dir())))
        .arg(markdown.conflicts_with("dir"))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let language = session.report.language;
    if matches.get_flag("markdown") {
        let text = manual::reference(language);
        match session.json {
            true => print_json(&json!({"schema": 1, "command": "man", "markdown": text}))?,
            false => print(&text)?,
        }
        return Ok(0);
    }
    let pages = manual::pages(language);
    let Some(directory) = crate::cli::one(matches, "dir").map(Utf8Path::new) else {
        match (session.json, pages.first()) {
            (true, _) => {
                let pages: Vec<_> = pages.iter().map(|page| json!({"path": page.path, "text": page.text})).collect();
                print_json(&json!({"schema": 1, "command": "man", "pages": pages}))?;
            }
            (false, first) => print(first.map_or("", |page| &page.text))?,
        }
        return Ok(0);
    };
    let mut tree = Tree::new();
    for page in pages {
        let path = TreePath::new(page.path.as_str());
        let path = path.map_err(|problem| Error::new(Kind::Bug, core_text::bad_data(page.path)).because(problem))?;
        tree.insert(path, File::plain(page.text.into_bytes()));
    }
    let outcome = disk::write(directory, &tree, None, Existing::Keep, &|| false)?;
    if session.json {
        let written: Vec<&str> = tree.iter().map(|(path, _)| path.as_str()).collect();
        print_json(&json!({"schema": 1, "command": "man", "dir": directory.as_str(), "written": written}))?;
    }
    for (path, aside) in &outcome.kept {
        session.report.note(&cli_text::kept_aside(path, aside));
    }
    session.report.note(&cli_text::wrote(tree.len(), directory));
    Ok(0)
}
