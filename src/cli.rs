//! What was typed: the command line, built from the table of preset keys and the table of texts.

use crate::preset::key::{KEYS, Kind};
use crate::text::{Language, Text, cache as cache_text, cli as text};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
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
        .subcommand(new(language))
        .subcommand(list(language))
        .subcommand(explain(language))
        .subcommand(cache(language))
        .subcommand(catalogue(language));
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

fn new(language: Language) -> Command {
    let say = |text: Text| text.say(language);
    let flag = |name: &'static str, help: Text| Arg::new(name).long(name).help(say(help)).action(ArgAction::SetTrue);
    Command::new("new")
        .about(say(text::new_about()))
        .after_help(say(text::precedence()))
        .arg(Arg::new("dir").value_name("DIR").help(say(text::new_dir())).default_value("istio-image"))
        .arg(
            Arg::new("preset")
                .short('p')
                .long("preset")
                .value_name("NAME|FILE")
                .help(say(text::preset()))
                .action(ArgAction::Append),
        )
        .args(KEYS.iter().filter_map(|key| {
            let name = key.flag?;
            let action = if key.kind == Kind::List { ArgAction::Append } else { ArgAction::Set };
            let arg = Arg::new(name).long(name).value_name(key.value).help(say((key.help)())).action(action);
            Some(match key.kind {
                Kind::Choice(words) => arg.value_parser(words.to_vec()),
                // A switch: `--full-source`, and `--full-source=false` over a preset that says otherwise.
                Kind::Bool => arg
                    .value_parser(["true", "false"])
                    .num_args(0..=1)
                    .require_equals(true)
                    .default_missing_value("true"),
                _ => arg,
            })
        }))
        .arg(
            Arg::new("set")
                .short('s')
                .long("set")
                .value_name("PATH=VALUE")
                .help(say(text::set()))
                .action(ArgAction::Append),
        )
        .arg(flag("no-input", text::no_input()))
        .arg(flag("dry-run", text::dry_run()).short('n'))
        .arg(flag("force", text::force()).short('f'))
        .arg(flag("refresh", text::refresh()))
}

fn list(language: Language) -> Command {
    let say = |text: Text| text.say(language);
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(say(help))
    };
    let what = ["releases", "components", "bases", "presets", "env", "rules"];
    Command::new("list")
        .about(say(text::list_about()))
        .arg(Arg::new("what").value_name("WHAT").help(say(text::list_what())).required(true).value_parser(what))
        .args(about_release(language))
        .arg(option("component", "COMPONENT", text::list_component()))
        .arg(option("search", "TEXT", text::list_search()))
}

fn explain(language: Language) -> Command {
    let say = |text: Text| text.say(language);
    let name = Arg::new("name").value_name("NAME").help(say(text::explain_name())).required(true);
    Command::new("explain").about(say(text::explain_about())).arg(name).args(about_release(language))
}

/// Which release is meant, and where its sources are.
fn about_release(language: Language) -> [Arg; 2] {
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(help.say(language))
    };
    [option("istio", "TAG", text::list_istio()), option("istio-source", "URL|DIR", text::list_source())]
}

fn cache(language: Language) -> Command {
    let say = |text: Text| text.say(language);
    let size = Arg::new("max-size").long("max-size").value_name("SIZE").help(say(cache_text::cache_max_size()));
    Command::new("cache")
        .about(say(cache_text::cache_about()))
        .subcommand_required(true)
        .subcommand(Command::new("list").about(say(cache_text::cache_list())))
        .subcommand(Command::new("path").about(say(cache_text::cache_path())))
        .subcommand(Command::new("prune").about(say(cache_text::cache_prune())).arg(size.required(true)))
        .subcommand(Command::new("verify").about(say(cache_text::cache_verify())))
}

fn catalogue(language: Language) -> Command {
    let say = |text: Text| text.say(language);
    let path = |name: &'static str, help: Text| {
        Arg::new(name).long(name).value_name("DIR").help(say(help)).value_parser(value_parser!(OsString))
    };
    Command::new("catalogue").about(say(text::catalogue_about())).subcommand_required(true).subcommand(
        Command::new("build")
            .about(say(text::catalogue_build()))
            .arg(path("istio-source", text::catalogue_source()).required(true))
            .arg(path("tools-source", text::catalogue_tools()))
            .arg(path("api-source", text::catalogue_api()))
            .arg(path("output", text::catalogue_output()).required(true)),
    )
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

/// The values of a flag, or nothing.
#[must_use]
pub fn many<'a>(matches: &'a ArgMatches, name: &str) -> Vec<&'a str> {
    matches.get_many::<String>(name).into_iter().flatten().map(String::as_str).collect()
}

/// The value of a flag, or nothing.
#[must_use]
pub fn one<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    matches.get_one::<String>(name).map(String::as_str)
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
