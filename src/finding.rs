//! Data problems are values: all of them, in order of place, each with a rule, a message and a way out.

use crate::text::{Language, Text, interview};
use std::cmp::Ordering;
use std::fmt;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, schemars::JsonSchema, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// Works, but probably not as meant.
    Warning,
    /// Cannot work: nothing is written.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// Where a value came from: what a finding points at and what `--dry-run` shows behind each value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Computed by the program from other values.
    Default,
    /// A preset in the box, by its name.
    Preset(String),
    /// A file that the user gave; lines and columns count from 1, zero means that the place is not known.
    File {
        /// The path as the user wrote it.
        path: String,
        /// The line.
        line: usize,
        /// The column, in characters.
        column: usize,
    },
    /// A command-line flag, with its dashes.
    Flag(String),
    /// An environment variable of the program.
    Environment(String),
    /// An answer at the terminal.
    Prompt,
}

impl Origin {
    /// The origin as a person reads it.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        match self {
            Origin::Default => interview::origin_default().say(language),
            Origin::Prompt => interview::origin_prompt().say(language),
            other => other.to_string(),
        }
    }
}

/// As programs read it, the same in every language.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::Preset(name) => write!(f, "preset {name}"),
            Origin::File { path, line: 0, .. } => f.write_str(path),
            Origin::File { path, line, column } => write!(f, "{path}:{line}:{column}"),
            Origin::Flag(flag) => f.write_str(flag),
            Origin::Environment(name) => write!(f, "${name}"),
            Origin::Prompt => f.write_str("prompt"),
        }
    }
}

/// One problem of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The stable id of the rule, in kebab-case.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where the value came from.
    pub place: Origin,
    /// What is wrong.
    pub message: Text,
    /// What would work.
    pub hint: Option<Text>,
}

impl Finding {
    /// A finding that nothing can be written with.
    #[must_use]
    pub fn error(rule: &'static str, place: &Origin, message: Text) -> Finding {
        Finding { rule, severity: Severity::Error, place: place.clone(), message, hint: None }
    }

    /// A finding that lets the command go on.
    #[must_use]
    pub fn warning(rule: &'static str, place: &Origin, message: Text) -> Finding {
        Finding { severity: Severity::Warning, ..Finding::error(rule, place, message) }
    }

    /// A finding that is only told.
    #[must_use]
    pub fn info(rule: &'static str, place: &Origin, message: Text) -> Finding {
        Finding { severity: Severity::Info, ..Finding::error(rule, place, message) }
    }

    /// Adds what would work.
    #[must_use]
    pub fn hint(mut self, hint: Text) -> Finding {
        self.hint = Some(hint);
        self
    }
}

/// Puts findings in the order in which they are told: by place, the worst first at one place.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| {
        a.place
            .cmp(&b.place)
            .then(b.severity.cmp(&a.severity))
            .then(a.rule.cmp(b.rule))
            .then_with(|| compare(&a.message, &b.message))
    });
    findings.dedup();
}

fn compare(a: &Text, b: &Text) -> Ordering {
    a.say(Language::English).cmp(&b.say(Language::English))
}

/// Whether any finding forbids going on.
#[must_use]
pub fn forbids(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}
