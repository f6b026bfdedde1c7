//! Completion of the command line in shells: the shell asks the program itself, so that it is offered what this very
//! version knows, with its meaning, in the user's language. Only PowerShell has it all in its script.

use crate::catalogue;
use crate::exit::EXIT_CODES;
use crate::preset::key::{KEYS, Kind};
use crate::release::Era;
use crate::rule::RULES;
use crate::selection::Platform;
use crate::text::Language;
use clap::builder::StyledStr;
use clap::{Arg, Command};
use clap_complete::aot::{PowerShell, generate};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter};
use clap_complete::env::{CompleteEnv, Shells};
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// The variable by which a shell's script asks for completion.
const VARIABLE: &str = "ISTIO_IMGEN_COMPLETE";

/// The shells that there are scripts for.
pub const SHELLS: &[&str] = &["bash", "zsh", "fish", "powershell", "elvish"];

/// The script that a shell reads once; `None` for a shell that is not in [`SHELLS`].
#[must_use]
pub fn script(shell: &str, language: Language) -> Option<String> {
    let name = env!("CARGO_PKG_NAME");
    let mut script = Vec::new();
    if shell == "powershell" {
        // The script that asks us gives what is typed to `Invoke-Expression`: a key that completes would run it. This one
        // has the names of commands and options in it, and runs nothing.
        generate(PowerShell, &mut crate::cli::command(language), name, &mut script);
        return String::from_utf8(script).ok();
    }
    let shells = Shells::builtins();
    shells.completer(shell)?.write_registration(VARIABLE, name, name, name, &mut script).ok()?;
    String::from_utf8(script).ok()
}

/// Answers a shell that asks what can follow; `None` when no shell asks.
pub fn answer(arguments: &[OsString], directory: Option<&Path>, language: Language) -> Option<u8> {
    // What is typed so far follows the first `--`, and may itself ask for a language.
    let typed = arguments.iter().position(|word| word == "--").and_then(|end| arguments.get(end + 1..));
    let language = typed.and_then(crate::cli::find_language).unwrap_or(language);
    let command = || with_values(crate::cli::command(language), language);
    let asked = CompleteEnv::with_factory(command).var(VARIABLE).try_complete(arguments.to_vec(), directory);
    match asked {
        Ok(false) => None,
        Ok(true) => Some(0),
        Err(error) => Some(u8::from(error.print().is_ok())),
    }
}

/// What can be the value of an argument: a name in the box with its meaning.
type Names = fn(Language) -> Vec<(String, String)>;

/// The arguments, by their ids in any command, and the names that they take.
const NAMES: &[(&str, Names)] = &[
    ("preset", presets),
    ("base", bases),
    ("component", components),
    ("platform", platforms),
    ("istio", releases),
    ("set", settings),
    ("name", explained),
];

fn with_values(command: Command, language: Language) -> Command {
    let below: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let command = command.mut_args(|arg| with_value(arg, language));
    below.into_iter().fold(command, |command, name| command.mut_subcommand(name, |sub| with_values(sub, language)))
}

fn with_value(arg: Arg, language: Language) -> Arg {
    let id = arg.get_id().as_str().to_owned();
    let own_values = !arg.get_possible_values().is_empty();
    match NAMES.iter().find(|(name, _)| *name == id) {
        Some((_, names)) if !own_values => {
            let names = *names;
            let files = matches!(id.as_str(), "preset" | "name");
            arg.add(ArgValueCompleter::new(move |current: &OsStr| {
                let mut offered = offer(current, &names(language));
                if files {
                    offered.extend(PathCompleter::file().stdio().complete(current));
                }
                offered
            }))
        }
        _ => match id.as_str() {
            "dir" | "istio-source" | "cache-dir" | "output" | "vendor" => {
                arg.add(ArgValueCompleter::new(PathCompleter::dir()))
            }
            "patch" | "ca-file" | "file" => arg.add(ArgValueCompleter::new(PathCompleter::file())),
            _ => arg,
        },
    }
}

/// The names that begin with what is typed; after a comma, those that are not yet among the several.
fn offer(current: &OsStr, names: &[(String, String)]) -> Vec<CompletionCandidate> {
    let Some(typed) = current.to_str() else { return Vec::new() };
    let (before, word) = typed.rfind(',').map_or(("", typed), |comma| typed.split_at(comma + 1));
    let taken: Vec<&str> = before.split(',').collect();
    let fitting = names.iter().filter(|(name, _)| name.starts_with(word) && !taken.contains(&name.as_str()));
    fitting
        .map(|(name, meaning)| {
            let help = (!meaning.is_empty()).then(|| StyledStr::from(meaning.clone()));
            CompletionCandidate::new(format!("{before}{name}")).help(help)
        })
        .collect()
}

fn presets(_: Language) -> Vec<(String, String)> {
    let described = |(name, text): (&str, &str)| {
        let (preset, _) = crate::preset::read(text, &crate::finding::Origin::Preset(name.to_owned()));
        (name.to_owned(), preset.text("description").map(|(text, _)| text.to_owned()).unwrap_or_default())
    };
    catalogue::presets().into_iter().map(described).collect()
}

fn bases(language: Language) -> Vec<(String, String)> {
    let known = catalogue::base_ids().map(|id| {
        let base = catalogue::base(id).ok().flatten();
        let title = base.and_then(|base| base.title).map(|title| title.say(language).to_owned());
        (id.to_owned(), title.unwrap_or_default())
    });
    std::iter::once(("official".to_owned(), String::new())).chain(known).collect()
}

fn components(language: Language) -> Vec<(String, String)> {
    let known = catalogue::COMPONENTS.iter().filter_map(|id| catalogue::component(id).ok().flatten());
    known.map(|component| (component.id, component.title.say(language).to_owned())).collect()
}

fn platforms(_: Language) -> Vec<(String, String)> {
    Platform::ALL.map(|platform| (platform.name().to_owned(), String::new())).into()
}

fn releases(_: Language) -> Vec<(String, String)> {
    let made = catalogue::releases().iter().rev().filter(|entry| entry.era == Era::Istiod);
    made.map(|entry| (entry.tag.clone(), String::new())).collect()
}

/// `path=` of each key, and `path=value` where the values are few.
fn settings(language: Language) -> Vec<(String, String)> {
    let mut settings = Vec::new();
    for key in KEYS.iter().filter(|key| !key.path.contains('*')) {
        let meaning = (key.help)().say(language);
        let words: &[&str] = match key.kind {
            Kind::Choice(words) => words,
            Kind::Bool => &["true", "false"],
            _ => &[""],
        };
        settings.extend(words.iter().map(|word| (format!("{}={word}", key.path), meaning.clone())));
    }
    settings
}

/// All that `explain` knows but the hundreds of variables.
fn explained(language: Language) -> Vec<(String, String)> {
    let mut names = components(language);
    names.extend(bases(language).into_iter().filter(|(id, _)| id != "official"));
    names.extend(presets(language));
    names.extend(EXIT_CODES.iter().map(|row| (row.code.to_string(), (row.says)().say(language))));
    names.extend(RULES.iter().map(|rule| (rule.id.to_owned(), (rule.says)().say(language))));
    names.extend(KEYS.iter().map(|key| (key.path.to_owned(), (key.help)().say(language))));
    names
}
