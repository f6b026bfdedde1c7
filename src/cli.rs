//! What was typed: the command line, built from the table of preset keys and the table of texts.

use crate::text::{Language, Text, cli as text};
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::ffi::OsString;

/// The command line in a language. Help is written for people, so it speaks theirs; names never change.
#[must_use]
pub fn command(language: Language) -> Command {
    let say = |text: Text| text.say(language);
    // clap keeps headings as static text, so they cannot come from the table.
    let global = if language == Language::Portuguese { "Opções globais" } else { "Global options" };
    let root = Command::new("istio-imgen")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(text::about()))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .args(globals(language).into_iter().map(|arg| arg.help_heading(global)))
        .subcommands(crate::command::define(language));
    localise(root, language)
}

fn globals(language: Language) -> Vec<Arg> {
    let say = |text: Text| text.say(language);
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(say(help)).global(true)
    };
    vec![
        option("lang", "LANGUAGE", text::lang()).value_parser(["en", "pt-BR", "pt"]),
        option("color", "WHEN", text::color()).value_parser(["auto", "always", "never"]).default_value("auto"),
        option("format", "FORMAT", text::format()).value_parser(["text", "json"]).default_value("text"),
        option("offline", "", text::offline()).action(ArgAction::SetTrue),
        option("cache-dir", "DIR", text::cache_dir()),
        option("ca-file", "FILE", text::ca_file()),
        Arg::new("quiet").short('q').long("quiet").help(say(text::quiet())).action(ArgAction::Count).global(true),
    ]
}

/// Which release is meant, and where its sources are.
#[must_use]
pub fn about_release(language: Language) -> [Arg; 2] {
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(help.say(language))
    };
    [option("istio", "TAG", text::list_istio()), option("istio-source", "URL|DIR", text::list_source())]
}

/// The headings that clap writes itself, in the language of the rest.
fn localise(command: Command, language: Language) -> Command {
    if language == Language::English {
        return command;
    }
    let template = "{about-with-newline}\nUso: {usage}\n\n{all-args}{after-help}";
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = command
        .help_template(template)
        .subcommand_help_heading("Comandos")
        .disable_help_flag(true)
        .arg(Arg::new("help").short('h').long("help").help("mostra esta ajuda").action(ArgAction::Help).global(true))
        .mut_args(portuguese_heading);
    names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, |sub| {
            sub.help_template(template).subcommand_help_heading("Comandos").mut_args(portuguese_heading)
        })
    })
}

fn portuguese_heading(arg: Arg) -> Arg {
    match (arg.get_help_heading(), arg.is_positional()) {
        (Some(_), _) => arg,
        (None, true) => arg.help_heading("Argumentos"),
        (None, false) => arg.help_heading("Opções"),
    }
}

/// Looks for `--lang` before the command line is parsed, as its help needs the language.
#[must_use]
pub fn find_language(arguments: &[OsString]) -> Option<Language> {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => return words.next().and_then(Language::parse),
            Some(rest) => {
                if let Some(name) = rest.strip_prefix('=') {
                    return Language::parse(name);
                }
            }
            None if word == "--" => return None,
            None => {}
        }
    }
    None
}

/// Whether a command line asks for JSON: looked for in the words, as one that cannot be parsed is answered in JSON too.
#[must_use]
pub fn asks_for_json(arguments: &[OsString]) -> bool {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).take_while(|word| *word != "--").collect();
    words.contains(&"--format=json") || words.windows(2).any(|pair| pair == ["--format", "json"])
}

/// The values of a flag; none for one that the command does not have.
#[must_use]
pub fn many<'a>(matches: &'a ArgMatches, name: &str) -> Vec<&'a str> {
    let values = matches.try_get_many::<String>(name).ok().flatten();
    values.into_iter().flatten().map(String::as_str).collect()
}

/// The value of a flag; none for one that the command does not have.
#[must_use]
pub fn one<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    matches.try_get_one::<String>(name).ok().flatten().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed_in_every_language() {
        for language in Language::ALL {
            command(language).debug_assert();
        }
    }

    #[test]
    fn the_language_is_found_before_parsing() {
        let find = |words: &[&str]| find_language(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(find(&["new", "--lang", "pt-BR"]), Some(Language::Portuguese));
        assert_eq!(find(&["--lang=en", "new"]), Some(Language::English));
        assert_eq!(find(&["new", "--", "--lang=pt"]), None);
    }
}
