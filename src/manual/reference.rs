//! The reference of the command line in Markdown.

use super::{VARIABLES, commands};
use crate::exit::EXIT_CODES;
use crate::preset::key::{KEYS, Kind};
use crate::rule::RULES;
use crate::text::{Language, manual as say};
use clap::{Arg, Command};
use std::fmt::Write;

/// The whole reference in a language.
#[must_use]
pub fn reference(language: Language) -> String {
    let mut root = crate::cli::command(language);
    root.build();
    let mut text = format!("# {}\n\n", say::manual_title().say(language));
    let _ = writeln!(text, "{}\n", say::manual_written().say(language));
    for (index, command) in commands(&root).into_iter().enumerate() {
        let globals = index == 0;
        of_command(&mut text, command, globals, language);
    }
    let _ = writeln!(text, "## {}\n", say::manual_preset_keys().say(language));
    let _ = writeln!(text, "{}\n", say::manual_presets_how().say(language));
    let head = [say::manual_key(), say::manual_value(), say::manual_flag(), say::manual_meaning()];
    table(&mut text, &head.map(|head| head.say(language)));
    for key in KEYS {
        let value = match key.kind {
            Kind::Choice(words) => words.join(", "),
            _ => key.value.to_owned(),
        };
        let flag = key.flag.map(|flag| format!("--{flag}")).unwrap_or_default();
        row(&mut text, &[code(key.path), code(&value), code(&flag), plain(&(key.help)().say(language))]);
    }
    let _ = writeln!(text, "\n## {}\n", say::manual_rules().say(language));
    let head = [say::manual_rule(), say::manual_severity(), say::manual_meaning()];
    table(&mut text, &head.map(|head| head.say(language)));
    for rule in RULES {
        row(&mut text, &[code(rule.id), rule.severity.to_string(), plain(&(rule.says)().say(language))]);
    }
    let _ = writeln!(text, "\n## {}\n", say::manual_exit_codes().say(language));
    let head = [say::manual_code(), say::manual_meaning(), say::manual_remedy()];
    table(&mut text, &head.map(|head| head.say(language)));
    for exit in EXIT_CODES {
        let (says, remedy) = ((exit.says)().say(language), (exit.remedy)().say(language));
        row(&mut text, &[exit.code.to_string(), plain(&says), plain(&remedy)]);
    }
    let _ = writeln!(text, "\n## {}\n", say::manual_variables().say(language));
    table(&mut text, &[say::manual_names().say(language), say::manual_meaning().say(language)]);
    for variable in VARIABLES {
        let names: Vec<String> = variable.names.iter().map(|name| code(name)).collect();
        row(&mut text, &[names.join(", "), plain(&(variable.says)().say(language))]);
    }
    text
}

/// One command: what it does, how it is called, its arguments. Those that every command has stand at the root alone.
fn of_command(text: &mut String, command: &Command, globals: bool, language: Language) {
    let words = command.get_bin_name().unwrap_or_else(|| command.get_name());
    let _ = writeln!(text, "## `{words}`\n");
    if let Some(about) = command.get_about() {
        let _ = writeln!(text, "{about}.\n");
    }
    let usage = command.clone().render_usage().to_string();
    let usage = usage.split_once(' ').map_or(usage.as_str(), |(_, usage)| usage);
    let _ = writeln!(text, "```text\n{}\n```\n", usage.trim());
    let below = command.get_subcommands().filter(|command| !command.is_hide_set());
    for sub in below {
        let name = sub.get_bin_name().unwrap_or_else(|| sub.get_name());
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(text, "- `{name}`: {about}");
    }
    if command.has_subcommands() {
        text.push('\n');
    }
    let own = |arg: &&Arg| !arg.is_hide_set() && (globals || !arg.is_global_set() && arg.get_id() != "help");
    let arguments: Vec<&Arg> = command.get_arguments().filter(own).collect();
    if !arguments.is_empty() {
        table(text, &[say::manual_argument().say(language), say::manual_meaning().say(language)]);
        for arg in arguments {
            row(text, &[code(&spelled(arg)), plain(&meaning(arg, language))]);
        }
        text.push('\n');
    }
    if let Some(after) = command.get_after_help() {
        let _ = writeln!(text, "{}.\n", after.to_string().trim_end());
    }
}

/// `-p, --preset <NAME|FILE>`
fn spelled(arg: &Arg) -> String {
    let value = arg.get_value_names().map(|names| names.iter().map(|name| format!("<{name}>")).collect::<String>());
    let takes = arg.get_action().takes_values();
    let value = value.filter(|value| takes && value != "<>").unwrap_or_default();
    if arg.is_positional() {
        return value;
    }
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    let names: Vec<String> = short.into_iter().chain(long).collect();
    format!("{} {value}", names.join(", ")).trim_end().to_owned()
}

fn meaning(arg: &Arg, language: Language) -> String {
    let mut text = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| value.get_name().into())
        .collect();
    if !values.is_empty() && arg.get_action().takes_values() {
        let _ = write!(text, " ({}: {})", say::manual_possible_values().say(language), values.join(", "));
    }
    let defaults: Vec<&str> = arg.get_default_values().iter().filter_map(|value| value.to_str()).collect();
    if !defaults.is_empty() && arg.get_action().takes_values() {
        let _ = write!(text, " ({}: {})", say::manual_default().say(language), defaults.join(", "));
    }
    text
}

fn table(text: &mut String, head: &[String]) {
    row(text, head);
    row(text, &vec!["---".to_owned(); head.len()]);
}

fn row(text: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

/// A literal; an empty cell for nothing.
fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

/// A message whose angle brackets are no HTML.
fn plain(text: &str) -> String {
    let outside =
        |(index, part): (usize, &str)| if index % 2 == 0 { part.replace('<', "\\<") } else { part.to_owned() };
    text.split('`').enumerate().map(outside).collect::<Vec<_>>().join("`")
}
