//! What `check` prints.

use crate::finding::Severity;
use schemars::JsonSchema;
use serde::Serialize;

/// A Dockerfile that was checked.
#[derive(JsonSchema, Serialize)]
pub(super) struct CheckedFile {
    path: String,
    /// How many findings are left.
    findings: usize,
    /// How many were mended, or would be.
    mended: usize,
}

/// What a rule found; lines and columns count from 1, columns in characters.
#[derive(JsonSchema, Serialize)]
pub(super) struct CheckFinding {
    rule: String,
    severity: Severity,
    message: String,
    hint: String,
    place: String,
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    /// The literal that it is about.
    about: Option<String>,
    links: Vec<CheckLink>,
    /// `--fix` can mend it.
    fixable: bool,
}

/// The rule of another checker that says the same.
#[derive(JsonSchema, Serialize)]
pub(super) struct CheckLink {
    checker: String,
    id: String,
}
