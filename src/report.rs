//! Says findings and errors to a person, on standard error, in their language.

use crate::error::Error;
use crate::escape;
use crate::finding::{Finding, Origin, Severity};
use crate::secret::mask;
use crate::text::{Language, cause, cli as say};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::BTreeMap;
use std::io::Write;

/// A line of a file is cut to no less than this: below it nothing of it would be left beside its number.
const NARROW: usize = 20;

/// Where messages go and how they look.
pub struct Report {
    /// The language.
    pub language: Language,
    /// Whether to colour.
    pub colour: bool,
    /// 1 leaves notices out, 2 warnings too.
    pub quiet: u8,
    /// 1 tells the phases and what they read, 2 every file that is written.
    pub verbose: u8,
    /// The texts of the files that findings point into, by the path that the user wrote.
    pub texts: BTreeMap<String, String>,
}

impl Report {
    /// A renderer of our look.
    fn renderer(&self) -> Renderer {
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        match console::Term::stderr().size_checked() {
            Some((_, columns)) => renderer.term_width(usize::from(columns).max(NARROW)),
            None => renderer,
        }
    }

    fn level(&self, severity: Severity) -> Level<'static> {
        match severity {
            Severity::Error => Level::ERROR.with_name(say::label_error().say(self.language)),
            Severity::Warning => Level::WARNING.with_name(say::label_warning().say(self.language)),
            Severity::Info => Level::NOTE.with_name(say::label_info().say(self.language)),
        }
    }

    /// Says findings in the order given.
    pub fn findings(&self, findings: &[Finding]) {
        let texts = self.texts_without_secrets(findings);
        for finding in findings {
            let hidden = match self.quiet {
                0 => false,
                1 => finding.severity == Severity::Info,
                _ => finding.severity != Severity::Error,
            };
            if !hidden {
                self.say(&self.finding_in(finding, &texts));
            }
        }
    }

    /// One finding as text: the message, the place with the line itself, and what would work.
    #[must_use]
    pub fn finding(&self, finding: &Finding) -> String {
        self.finding_in(finding, &self.texts)
    }

    /// The texts with stars for the rest of each line that a secret stands in: other findings may point there too.
    fn texts_without_secrets(&self, findings: &[Finding]) -> BTreeMap<String, String> {
        let mut texts = self.texts.clone();
        for found in findings.iter().filter(|found| found.rule.starts_with("secret")) {
            let Origin::File { path, line, column } = &found.place else { continue };
            if let Some(text) = texts.get_mut(path) {
                let hide = |(index, held): (usize, &str)| match index + 1 == *line {
                    true => held
                        .chars()
                        .enumerate()
                        .map(|(at, c)| if at + 1 >= *column && c != '\n' { '*' } else { c })
                        .collect(),
                    false => held.to_owned(),
                };
                *text = text.split_inclusive('\n').enumerate().map(hide).collect::<Vec<String>>().concat();
            }
        }
        texts
    }

    fn finding_in(&self, finding: &Finding, texts: &BTreeMap<String, String>) -> String {
        let level = self.level(finding.severity);
        // What a person reads is what a log keeps: no secret is said again, be it of this finding or beside it.
        let title = level.primary_title(told(&finding.message.say(self.language))).id(finding.rule);
        let secret = finding.rule.starts_with("secret");
        let help = finding.hint.as_ref().map(|hint| {
            let label = say::label_help().say(self.language);
            Level::HELP.with_name(label).message(told(&hint.say(self.language)))
        });
        let group = match &finding.place {
            Origin::File { path, line, column } if *line > 0 && !secret && texts.contains_key(path) => {
                // A character for each character: columns stay what they are.
                let text = told(&texts[path].replace("\r\n", "\n"));
                let span = span_of(&text, *line, *column);
                title.element(Snippet::source(text).path(harmless(path)).annotation(AnnotationKind::Primary.span(span)))
            }
            Origin::Default => Group::with_title(title),
            place => title.element(annotate_snippets::Origin::path(told(&place.say(self.language)))),
        };
        let group = match help {
            Some(help) => group.element(help),
            None => group,
        };
        self.renderer().render(&[group]).clone()
    }

    /// Says the error that ends the command.
    pub fn error(&self, error: &Error) {
        let mut group =
            Group::with_title(self.level(Severity::Error).primary_title(told(&error.text.say(self.language))));
        if let Some(cause) = &error.cause {
            let label = say::label_cause().say(self.language);
            group = group.element(Level::NOTE.with_name(label).message(told(&self.cause(cause))));
        }
        if let Some(hint) = &error.hint {
            let label = say::label_help().say(self.language);
            group = group.element(Level::HELP.with_name(label).message(told(&hint.say(self.language))));
        }
        self.say(&self.renderer().render(&[group]));
    }

    /// A line for a person, unless they want quiet.
    pub fn note(&self, text: &crate::text::Text) {
        if self.quiet == 0 {
            self.say(&text.say(self.language));
        }
    }

    /// What the program is doing, for somebody who wants to know that much.
    pub fn detail(&self, level: u8, text: &crate::text::Text) {
        if self.verbose >= level {
            self.say(&harmless(&text.say(self.language)));
        }
    }

    /// A cause in the words of whoever found it; those of the operating system are known in every language.
    fn cause(&self, cause: &str) -> String {
        let known = cause::TABLE.iter().find(|entry| self.language == Language::Portuguese && cause.contains(entry.en));
        known.map_or_else(|| cause.to_owned(), |entry| cause.replace(entry.en, entry.pt).replace("(os error", "(erro"))
    }

    /// A text that was asked for: quiet or not.
    pub fn block(&self, text: &str) {
        self.say(text);
    }

    /// Standard error may be closed: there is nobody left to tell.
    fn say(&self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }
}

/// A text of somebody else's with no character that a terminal would obey, or that makes it look other than it is.
#[must_use]
pub fn harmless(text: &str) -> String {
    let shown = |c: char| if hides(c) { char::REPLACEMENT_CHARACTER } else { c };
    text.chars().map(shown).collect()
}

/// A text as it is said: with no secret and no character that plays tricks.
fn told(text: &str) -> String {
    harmless(&mask(text))
}

fn hides(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || escape::misleads(c)
}

/// The bytes of the word at a place: to the end of a key, value or quoted text, and never past its line.
fn span_of(text: &str, line: usize, column: usize) -> std::ops::Range<usize> {
    let start_of_line: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = text[start_of_line..].lines().next().unwrap_or_default();
    let offset = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(index, _)| index);
    let word = &rest[offset..];
    let length = match word.chars().next() {
        Some(quote @ ('"' | '\'')) => word[1..].find(quote).map_or(word.len(), |end| end + 2),
        Some(_) => end_of_word(word),
        None => 0,
    };
    let word = word[..length].trim_end_matches(':');
    let start = start_of_line + offset;
    start..start + word.len().max(usize::from(start < text.len()))
}

/// Where a word without quotes ends: the brace that closes a variable is its own, as in `${HUB}/pilot:1.30.3`.
fn end_of_word(word: &str) -> usize {
    let mut open = false;
    for (index, c) in word.char_indices() {
        match c {
            '{' if word[..index].ends_with('$') => open = true,
            '}' if open => open = false,
            ' ' | '\t' | ',' | '}' | ']' | '#' => return index,
            _ => {}
        }
    }
    word.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::core as text;

    #[test]
    fn a_word_ends_where_it_ends_in_yaml_and_in_dockerfiles() {
        let word = |text: &str, column: usize| text[span_of(text, 1, column)].to_owned();
        assert_eq!(word("FROM ${ISTIO_HUB}/pilot:1.30.3 AS pilot", 6), "${ISTIO_HUB}/pilot:1.30.3");
        assert_eq!(word("platforms: [linux/s390x, b]", 13), "linux/s390x");
        assert_eq!(word("a: {b: c}", 8), "c");
        assert_eq!(word("a: 'b c'", 4), "'b c'");
        assert_eq!(word("key: x", 1), "key");
    }

    #[test]
    fn a_finding_shows_the_line_and_points_at_the_word() {
        let source = "schema: 1\nimgae: {registry: x}\n";
        let report = Report {
            language: Language::English,
            colour: false,
            quiet: 0,
            verbose: 0,
            texts: BTreeMap::from([("bad.yaml".to_owned(), source.to_owned())]),
        };
        let place = Origin::File { path: "bad.yaml".into(), line: 2, column: 1 };
        let finding = Finding::error("preset-unknown-key", &place, text::unknown_key("imgae"))
            .hint(text::did_you_mean("`images`"));
        let said = report.finding(&finding);
        assert!(said.contains("error[preset-unknown-key]: unknown key `imgae`"), "{said}");
        assert!(said.contains("bad.yaml:2:1"), "{said}");
        assert!(said.contains("^^^^^\n"), "{said}");
        assert!(said.contains("help: did you mean `images`?"), "{said}");
    }

    #[test]
    fn a_span_never_leaves_the_text() {
        assert_eq!(span_of("a: 'x y' # z", 1, 4), 3..8);
        assert_eq!(span_of("", 1, 1), 0..0);
        assert_eq!(span_of("ã: b", 1, 4), 4..5);
        assert_eq!(span_of("a", 9, 9), 1..1);
    }
}
