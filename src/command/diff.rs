//! `diff`: the user's edits against what was generated.

use super::{Session, context, print, print_json};
use crate::difference::{Difference, differs};
use crate::error::Result;
use crate::text::{Language, Text, update as say};
use crate::tree::Tree;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

/// The exit code for what differs.
pub(super) const DIFFERS: u8 = 8;

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let flag =
        |name: &'static str, help: Text| Arg::new(name).long(name).help(help.say(language)).action(ArgAction::SetTrue);
    Command::new("diff")
        .about(say::diff_about().say(language))
        .arg(context::argument(language))
        .arg(flag("exit-code", say::diff_exit_code()))
        .arg(flag("stat", say::diff_stat()))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let context = context::open(matches)?;
    let held = context.held(&Tree::new())?;
    let files: Vec<Difference> = context
        .history
        .pristine
        .iter()
        .filter_map(|(path, was)| differs(path, was, held.tree.get(path.as_str()), ["generated", "yours"]))
        .collect();
    let code = if files.is_empty() || !matches.get_flag("exit-code") { 0 } else { DIFFERS };
    if session.json {
        let others: Vec<&str> = held.others.iter().map(|path| path.as_str()).collect();
        print_json(&json!({
            "schema": 1, "command": "diff", "status": if files.is_empty() { "same" } else { "differs" },
            "exit_code": code, "dir": context.directory, "istio": {"tag": context.history.tag},
            "files": files.iter().map(document).collect::<Vec<_>>(), "others": others,
        }))?;
        return Ok(code);
    }
    let language = session.report.language;
    print(&files.iter().map(|file| text(file, matches.get_flag("stat"), language)).collect::<String>())?;
    if files.is_empty() {
        session.report.note(&say::diff_none());
    } else {
        let sum = |number: fn(&Difference) -> usize| files.iter().map(number).sum::<usize>();
        let summary = say::diff_summary(files.len(), sum(|file| file.added), sum(|file| file.removed));
        session.report.note(&summary);
    }
    if !held.others.is_empty() {
        session.report.note(&say::diff_others(held.others.len()));
    }
    Ok(code)
}

/// A difference for a person: what cannot be told in lines first.
pub(super) fn text(file: &Difference, short: bool, language: Language) -> String {
    if short {
        return format!("{:>5} {:>5}  {}\n", format!("+{}", file.added), format!("-{}", file.removed), file.path);
    }
    let told = file.told.iter().map(|told| format!("{}\n", told.say(language)));
    told.chain(file.diff.clone()).collect()
}

/// The same for a program.
pub(super) fn document(file: &Difference) -> serde_json::Value {
    let told: Vec<String> = file.told.iter().map(|told| told.say(Language::English)).collect();
    json!({"path": file.path.as_str(), "added": file.added, "removed": file.removed, "told": told, "diff": file.diff})
}
