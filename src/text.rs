//! Every text that a person reads, in every language we speak: one table, checked by the compiler.
//!
//! A [`Text`] is a message with its arguments and no language yet: the phases make texts, and only the edge of the
//! program says them in somebody's language. Each area of the program has one table in `text/`, written with the
//! `messages!` macro, which turns an entry into a function: a wrong id or a missing argument does not compile.

use std::fmt;

pub mod annotation;
pub mod bundle;
pub mod cache;
pub mod cause;
pub mod check;
pub mod cli;
pub mod closure;
pub mod context;
pub mod core;
pub mod custom;
pub mod custom_instruction;
pub mod custom_key;
pub mod custom_rule;
pub mod disk;
pub mod doctor;
pub mod elf;
pub mod endpoint;
pub mod env;
pub mod exit;
pub mod explain;
pub mod extra;
pub mod fips;
pub mod instruction;
pub mod instruction_claim;
pub mod instruction_form;
pub mod interview;
pub mod key;
pub mod legacy;
pub mod locked;
pub mod manual;
pub mod mesh;
pub mod patch;
pub mod picture;
pub mod pin;
pub mod registry;
pub mod release;
pub mod rule;
pub mod schema;
pub mod secret;
pub mod select;
pub mod setting_rule;
pub mod source;
pub mod template;
pub mod update;
pub mod usage;

/// A language that the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum Language {
    /// English, the fallback.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Brazilian Portuguese.
    #[serde(rename = "pt-BR")]
    Portuguese,
}

impl Language {
    /// All languages, in the order in which help names them.
    pub const ALL: [Language; 2] = [Language::English, Language::Portuguese];

    /// The BCP 47 tag: `en`, `pt-BR`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Portuguese => "pt-BR",
        }
    }

    /// Reads a BCP 47 tag or a POSIX locale name (`pt_BR.UTF-8`); `None` for a language that we do not speak.
    #[must_use]
    pub fn parse(name: &str) -> Option<Language> {
        let primary = name.split(['-', '_', '.', '@']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Language::English),
            "pt" => Some(Language::Portuguese),
            _ => None,
        }
    }
}

/// One row of a message table.
#[derive(Debug)]
pub struct Entry {
    /// The stable name of the message, the same in every language and in JSON.
    pub id: &'static str,
    /// English, with `{argument}` placeholders.
    pub en: &'static str,
    /// Brazilian Portuguese, with the same placeholders.
    pub pt: &'static str,
    /// The names of the placeholders.
    pub arguments: &'static [&'static str],
}

/// A message with its arguments, not yet said in any language.
#[derive(Clone)]
pub struct Text {
    entry: &'static Entry,
    values: Vec<String>,
    /// A literal that it is about.
    about: Option<String>,
    /// What is said after it, in the same breath.
    then: Option<Box<Text>>,
}

impl Text {
    /// Used by the `messages!` macro only: `values` in the order of the entry's arguments.
    #[doc(hidden)]
    #[must_use]
    pub fn new(entry: &'static Entry, values: Vec<String>) -> Text {
        Text { entry, values, about: None, then: None }
    }

    /// The message with a further one after it, joined by a semicolon.
    #[must_use]
    pub fn then(mut self, further: Text) -> Text {
        self.then = Some(Box::new(match self.then.take() {
            Some(first) => first.then(further),
            None => further,
        }));
        self
    }

    /// The message with the literal that it is about behind it, after a colon.
    #[must_use]
    pub fn about(mut self, literal: impl fmt::Display) -> Text {
        self.about = Some(literal.to_string());
        self
    }

    /// The stable id of the message.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.entry.id
    }

    /// The message in a language. Arguments are put in as they are: one that looks like a placeholder stays text.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        let template = match language {
            Language::English => self.entry.en,
            Language::Portuguese => self.entry.pt,
        };
        let mut said = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some(start) = rest.find('{') {
            let Some(length) = rest[start..].find('}') else { break };
            let name = &rest[start + 1..start + length];
            said.push_str(&rest[..start]);
            match self.entry.arguments.iter().position(|argument| *argument == name) {
                Some(index) => said.push_str(&self.values[index]),
                None => said.push_str(&rest[start..=start + length]),
            }
            rest = &rest[start + length + 1..];
        }
        said.push_str(rest);
        if let Some(literal) = &self.about {
            said.push_str(": `");
            said.push_str(literal);
            said.push('`');
        }
        if let Some(further) = &self.then {
            said.push_str("; ");
            said.push_str(&further.say(language));
        }
        said
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.entry.id, self.say(Language::English))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.entry.id == other.entry.id
            && self.values == other.values
            && self.about == other.about
            && self.then == other.then
    }
}

impl Eq for Text {}

/// Defines a table of messages: `id(argument, …) { en: "… {argument} …", pt: "… {argument} …" }`.
///
/// Each entry becomes a function that takes its arguments as anything that can be displayed and returns a [`Text`];
/// the whole table is `TABLE`. Messages start in lower case and have no final period; literals stand in backticks.
#[macro_export]
macro_rules! messages {
    ($($id:ident($($argument:ident),*) { en: $en:expr, pt: $pt:expr $(,)? })*) => {
        $(
            #[doc = $en]
            #[must_use]
            pub fn $id($($argument: impl ::std::fmt::Display),*) -> $crate::text::Text {
                static ENTRY: $crate::text::Entry = $crate::text::Entry {
                    id: stringify!($id), en: $en, pt: $pt, arguments: &[$(stringify!($argument)),*],
                };
                $crate::text::Text::new(&ENTRY, vec![$($argument.to_string()),*])
            }
        )*
        /// All messages of this area.
        pub static TABLE: &[$crate::text::Entry] = &[
            $($crate::text::Entry {
                id: stringify!($id), en: $en, pt: $pt, arguments: &[$(stringify!($argument)),*],
            }),*
        ];
    };
}

/// A message by its id, for templates; `None` for an id that no table has. Arguments that the message does not have are
/// left out, one that is missing is an empty text: a test walks the templates.
#[must_use]
pub fn by_id(id: &str, argument: impl Fn(&str) -> Option<String>) -> Option<Text> {
    let entry = tables().flatten().find(|entry| entry.id == id)?;
    Some(Text::new(entry, entry.arguments.iter().map(|name| argument(name).unwrap_or_default()).collect()))
}

/// The tables of all areas, for the tests and documents that walk them.
pub fn tables() -> impl Iterator<Item = &'static [Entry]> {
    [
        bundle::TABLE,
        annotation::TABLE,
        cache::TABLE,
        check::TABLE,
        check::context::TABLE,
        check::copy::TABLE,
        check::image::TABLE,
        check::istio::TABLE,
        check::package::TABLE,
        check::run::TABLE,
        check::stage::TABLE,
        check::syntax::TABLE,
        check::system::TABLE,
        check::value::TABLE,
        cause::TABLE,
        cli::TABLE,
        closure::TABLE,
        context::TABLE,
        core::TABLE,
        custom::TABLE,
        custom_instruction::TABLE,
        custom_key::TABLE,
        custom_rule::TABLE,
        disk::TABLE,
        doctor::TABLE,
        elf::TABLE,
        endpoint::TABLE,
        env::TABLE,
        exit::TABLE,
        explain::TABLE,
        extra::TABLE,
        fips::TABLE,
        instruction::TABLE,
        instruction_claim::TABLE,
        instruction_form::TABLE,
        interview::TABLE,
        key::TABLE,
        legacy::TABLE,
        locked::TABLE,
        manual::TABLE,
        mesh::TABLE,
        patch::TABLE,
        pin::TABLE,
        registry::TABLE,
        picture::TABLE,
        release::TABLE,
        rule::TABLE,
        secret::TABLE,
        schema::TABLE,
        select::TABLE,
        setting_rule::TABLE,
        source::TABLE,
        usage::TABLE,
        template::TABLE,
        update::TABLE,
    ]
    .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn placeholders(template: &str) -> BTreeSet<&str> {
        template
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
            .filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
            .collect()
    }

    #[test]
    fn every_message_has_the_same_placeholders_in_every_language() {
        for entry in tables().flatten() {
            let declared: BTreeSet<&str> = entry.arguments.iter().copied().collect();
            assert_eq!(placeholders(entry.en), declared, "English of `{}`", entry.id);
            assert_eq!(placeholders(entry.pt), declared, "Portuguese of `{}`", entry.id);
        }
    }

    #[test]
    fn ids_are_unique_and_no_translation_is_empty() {
        let mut seen = BTreeSet::new();
        for entry in tables().flatten() {
            assert!(seen.insert(entry.id), "`{}` stands in two tables", entry.id);
            assert!(!entry.en.is_empty() && !entry.pt.is_empty(), "`{}` is empty", entry.id);
        }
    }

    #[test]
    fn texts_follow_one_another_in_each_language() {
        let text = core::wants_list("a").then(core::wants_text("b")).then(core::yaml_alias());
        assert_eq!(text.say(Language::English), "`a` wants a list; `b` wants one text; this alias has no anchor");
        assert!(text.say(Language::Portuguese).ends_with("este alias não tem âncora"));
        assert_eq!(core::yaml_alias().about("*x").say(Language::English), "this alias has no anchor: `*x`");
    }

    #[test]
    fn an_argument_that_looks_like_a_placeholder_stays_text() {
        let text = core::unknown_flag_value("{value}", "{name}");
        assert!(text.say(Language::English).contains("{value}"));
        assert!(text.say(Language::English).contains("{name}"));
    }
}
