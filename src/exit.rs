//! The exit codes: part of the interface, so one table from which help, manual and reference follow.

use crate::text::{Text, exit as say};

/// One exit code.
pub struct ExitCode {
    /// The number.
    pub code: u8,
    /// The stable id.
    pub id: &'static str,
    /// What it means.
    pub says: fn() -> Text,
    /// What to do about it.
    pub remedy: fn() -> Text,
}

const fn row(code: u8, id: &'static str, says: fn() -> Text, remedy: fn() -> Text) -> ExitCode {
    ExitCode { code, id, says, remedy }
}

/// All exit codes, by number.
pub const EXIT_CODES: &[ExitCode] = &[
    row(0, "done", say::exit_done, say::exit_done_remedy),
    row(1, "findings", say::exit_findings, say::exit_findings_remedy),
    row(2, "usage", say::exit_usage, say::exit_usage_remedy),
    row(3, "answers", say::exit_answers, say::exit_answers_remedy),
    row(4, "source", say::exit_source, say::exit_source_remedy),
    row(5, "template", say::exit_template, say::exit_template_remedy),
    row(6, "would-overwrite", say::exit_would_overwrite, say::exit_would_overwrite_remedy),
    row(7, "conflicts", say::exit_conflicts, say::exit_conflicts_remedy),
    row(8, "differs", say::exit_differs, say::exit_differs_remedy),
    row(9, "unfit", say::exit_unfit, say::exit_unfit_remedy),
    row(10, "verification", say::exit_verification, say::exit_verification_remedy),
    row(74, "io", say::exit_io, say::exit_io_remedy),
    row(101, "bug", say::exit_bug, say::exit_bug_remedy),
    row(130, "interrupted", say::exit_interrupted, say::exit_interrupted_remedy),
    row(143, "terminated", say::exit_terminated, say::exit_terminated_remedy),
];

/// The row of a number or an id.
#[must_use]
pub fn exit_code(name: &str) -> Option<&'static ExitCode> {
    EXIT_CODES.iter().find(|row| row.id == name || row.code.to_string() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    #[test]
    fn every_kind_of_error_has_a_row_and_the_rows_are_in_order() {
        let kinds = [
            (Kind::Usage, "usage"),
            (Kind::Answers, "answers"),
            (Kind::Source, "source"),
            (Kind::Template, "template"),
            (Kind::WouldOverwrite, "would-overwrite"),
            (Kind::Verification, "verification"),
            (Kind::Io, "io"),
            (Kind::Interrupted, "interrupted"),
            (Kind::Bug, "bug"),
        ];
        for (kind, id) in kinds {
            assert_eq!(exit_code(id).map(|row| row.code), Some(kind.exit_code()), "{id}");
        }
        assert!(EXIT_CODES.is_sorted_by(|left, right| left.code < right.code));
    }
}
