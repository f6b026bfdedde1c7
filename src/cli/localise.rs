//! What clap writes itself, in the language of the rest: headings, usage, possible values, defaults, names of values.

use crate::text::{Language, usage as text};
use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};
use std::collections::BTreeMap;

/// A command line whose every word is in one language, with all commands below it.
pub(super) fn localise(root: Command, language: Language) -> Command {
    let root = words(root, language);
    let mut usages = BTreeMap::new();
    let mut built = root.clone();
    built.build();
    collect(&mut built, &mut Vec::new(), language, &mut usages);
    with_usage(root, &mut Vec::new(), &usages)
}

/// The headings, the help of each argument, and the flags that clap would add in English.
fn words(command: Command, language: Language) -> Command {
    let say = |text: crate::text::Text| text.say(language);
    let template =
        format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", say(text::usage_label()));
    let flag = |name: &'static str, short: char, help: String, action: ArgAction| {
        Arg::new(name).short(short).long(name).help(help).action(action).display_order(1000)
    };
    let mut command = command
        .help_template(template)
        .subcommand_help_heading(say(text::heading_commands()))
        .subcommand_value_name(say(text::value_command()))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h', say(text::help_flag()), ArgAction::Help));
    if command.get_version().is_some() {
        command = command.arg(flag("version", 'V', say(text::version_flag()), ArgAction::Version));
    }
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let command = command.mut_args(|arg| argument(arg, language));
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, |below| words(below, language)))
}

fn argument(arg: Arg, language: Language) -> Arg {
    let heading = if arg.is_positional() { text::heading_arguments() } else { text::heading_options() };
    let arg = match arg.get_help_heading() {
        Some(_) => arg,
        None => arg.help_heading(heading.say(language)),
    };
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let shown: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if !shown.is_empty() && !arg.is_hide_default_value_set() && arg.get_action().takes_values() {
        help += &format!(" [{}]", text::default_is(shown.join(", ")).say(language));
    }
    let possible: Vec<String> = match arg.is_hide_possible_values_set() || !arg.get_action().takes_values() {
        true => Vec::new(),
        false => arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect(),
    };
    if !possible.is_empty() {
        help += &format!(" [{}]", text::values_are(possible.join(", ")).say(language));
    }
    let names: Vec<String> =
        arg.get_value_names().unwrap_or_default().iter().map(|name| value_name(name, language)).collect();
    let arg = arg.help(help);
    let arg =
        if arg.get_action().takes_values() { arg.hide_default_value(true).hide_possible_values(true) } else { arg };
    if names.is_empty() { arg } else { arg.value_names(names) }
}

/// The name of a value in help, as in `<FILE>`, in a language; a name is made of words between signs.
fn value_name(name: &str, language: Language) -> String {
    if language == Language::English {
        return name.to_owned();
    }
    let mut said = String::new();
    let mut word = String::new();
    for c in name.chars().chain(['\n']) {
        if c.is_ascii_uppercase() {
            word.push(c);
            continue;
        }
        said.push_str(text::VALUE_NAMES.iter().find(|(english, _)| *english == word).map_or(&word, |(_, other)| other));
        word.clear();
        said.push(c);
    }
    said.trim_end().to_owned()
}

/// The usage line of every command, by the words of the command.
fn collect(
    command: &mut Command,
    path: &mut Vec<String>,
    language: Language,
    found: &mut BTreeMap<Vec<String>, StyledStr>,
) {
    let usage = command.render_usage().to_string();
    let line = usage.split_once(": ").map_or(usage.as_str(), |(_, line)| line);
    let line = line.replace("[OPTIONS]", &format!("[{}]", text::value_options().say(language)));
    found.insert(path.clone(), line.into());
    for below in command.get_subcommands_mut() {
        path.push(below.get_name().to_owned());
        collect(below, path, language, found);
        path.pop();
    }
}

fn with_usage(command: Command, path: &mut Vec<String>, usages: &BTreeMap<Vec<String>, StyledStr>) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let command = match usages.get(path) {
        Some(usage) => command.override_usage(usage.clone()),
        None => command,
    };
    names.into_iter().fold(command, |command, name| {
        path.push(name.clone());
        let command = command.mut_subcommand(name, |below| with_usage(below, path, usages));
        path.pop();
        command
    })
}
