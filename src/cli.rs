//! What was typed: the command line, built from the table of preset keys and the table of texts.

mod localise;
mod problem;

use crate::text::{Language, Text, cli as text, usage};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::ffi::OsString;

pub use problem::problem;

/// Reads a command line. Only help and mistakes are read by people, so only for them it is put into a language: that makes
/// and walks the lines of all commands, which takes longer than many a command.
///
/// # Errors
/// Help, the version, and what is wrong with the words.
pub fn parse(arguments: &[OsString], language: Language) -> std::result::Result<ArgMatches, clap::Error> {
    plain(language).try_get_matches_from(arguments).or_else(|error| match error.kind() {
        // The version is the same in every language.
        ErrorKind::DisplayVersion => Err(error),
        _ => command(language).try_get_matches_from(arguments),
    })
}

/// The command line in a language. Help is written for people, so it speaks theirs; names never change.
#[must_use]
pub fn command(language: Language) -> Command {
    localise::localise(plain(language), language)
}

/// The same before clap's own words are in the language.
fn plain(language: Language) -> Command {
    let say = |text: Text| text.say(language);
    let global = say(usage::heading_global());
    Command::new("istio-imgen")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(text::about()))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .args(globals(language).into_iter().map(|arg| arg.help_heading(global.clone())))
        .subcommands(crate::command::define(language))
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
        Arg::new("verbose")
            .short('v')
            .long("verbose")
            .help(say(usage::verbose()))
            .action(ArgAction::Count)
            .conflicts_with("quiet")
            .global(true),
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

/// Looks for `--lang` before the command line is parsed, as its help needs the language.
#[must_use]
pub fn find_language(arguments: &[OsString]) -> Option<Language> {
    find(arguments, "--lang").and_then(Language::parse)
}

/// Whether a command line asks for JSON: one that cannot be parsed is answered in JSON too.
#[must_use]
pub fn asks_for_json(arguments: &[OsString]) -> bool {
    find(arguments, "--format") == Some("json")
}

/// The value of a flag in words that are not parsed yet, and perhaps cannot be.
#[must_use]
pub fn find<'a>(arguments: &'a [OsString], flag: &str) -> Option<&'a str> {
    let mut words = arguments.iter().map(|word| word.to_str().unwrap_or_default()).take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        match word.strip_prefix(flag) {
            Some("") => return words.next(),
            Some(rest) if rest.starts_with('=') => return Some(&rest[1..]),
            _ => {}
        }
    }
    None
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
