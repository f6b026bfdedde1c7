//! What is wrong with a command line, said from our own table: clap itself speaks English only.

use crate::error::{Error, Kind};
use crate::text::{Text, core as core_text, usage as text};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// A command line that cannot be read, as an error with what would work, and the usage of the command that was meant.
#[must_use]
pub fn problem(error: &clap::Error) -> (Error, Option<String>) {
    let get = |kind: ContextKind| error.get(kind).map(values).unwrap_or_default();
    let joined = |kind: ContextKind| get(kind).join(", ");
    let argument = joined(ContextKind::InvalidArg);
    let value = joined(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => text::value_missing(argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => text::value_invalid(value, argument),
        ErrorKind::UnknownArgument => text::argument_unknown(argument),
        ErrorKind::InvalidSubcommand => text::command_unknown(joined(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => text::command_missing(joined(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => text::argument_missing(argument),
        ErrorKind::ArgumentConflict if get(ContextKind::PriorArg).contains(&argument) => text::argument_twice(argument),
        ErrorKind::ArgumentConflict => text::argument_conflict(argument, joined(ContextKind::PriorArg)),
        ErrorKind::NoEquals => text::equals_missing(argument),
        ErrorKind::TooManyValues => text::value_too_many(value, argument),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => text::values_number(argument),
        ErrorKind::InvalidUtf8 => text::not_utf8(),
        _ => text::not_read(),
    };
    let mut hints: Vec<Text> = Vec::new();
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near: Vec<String> = suggested.into_iter().flat_map(get).collect();
    let possible = [get(ContextKind::ValidValue), get(ContextKind::ValidSubcommand)].concat();
    if !near.is_empty() {
        hints.push(core_text::did_you_mean(quoted(&near)));
    }
    if !possible.is_empty() {
        hints.push(core_text::one_of(quoted(&possible)));
    }
    let usage = error.get(ContextKind::Usage).map(ToString::to_string);
    let usage =
        usage.map(|usage| usage.trim_start_matches("Usage:").trim().to_owned()).filter(|usage| !usage.is_empty());
    let problem = Error::new(Kind::Usage, message);
    let problem = match hints.into_iter().reduce(Text::then) {
        Some(hint) => problem.hint(hint),
        None => problem.hint(text::see_help()),
    };
    (problem, usage)
}

fn values(value: &ContextValue) -> Vec<String> {
    match value {
        ContextValue::String(text) => vec![text.clone()],
        ContextValue::Strings(texts) => texts.clone(),
        ContextValue::StyledStr(text) => vec![text.to_string()],
        ContextValue::StyledStrs(texts) => texts.iter().map(ToString::to_string).collect(),
        ContextValue::Number(number) => vec![number.to_string()],
        _ => Vec::new(),
    }
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
