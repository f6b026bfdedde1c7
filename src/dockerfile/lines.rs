//! The lines of a file, and how continued ones are joined.

use super::{Comment, Joined};

/// A line without its line end.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    /// Where it starts.
    pub(super) start: usize,
    /// From 1.
    pub(super) number: usize,
}

impl Line<'_> {
    /// Where its text ends.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Goes through the lines of a file.
pub(super) struct Lines<'t> {
    text: &'t str,
    position: usize,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of a text; a byte order mark at its start belongs to none.
    pub(super) fn of(text: &'t str) -> Lines<'t> {
        let position = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Lines { text, position, starts: Vec::new() }
    }

    /// The next line.
    pub(super) fn next(&mut self) -> Option<Line<'t>> {
        let rest = self.text.get(self.position..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |index| index + 1);
        let start = self.position;
        self.starts.push(if self.starts.is_empty() { 0 } else { start });
        self.position += length;
        Some(Line { text: rest[..length].trim_end_matches(['\r', '\n']), start, number: self.starts.len() })
    }

    /// The number of the line that was read last.
    pub(super) fn last(&self) -> usize {
        self.starts.len()
    }

    /// Where the next line starts.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Where each line starts.
    pub(super) fn starts(self) -> Vec<usize> {
        self.starts
    }
}

/// An instruction's lines in one.
pub(super) struct Continued<'t> {
    pub(super) joined: Joined<'t>,
    /// The line where it starts.
    pub(super) line: usize,
    /// The line where it ends.
    pub(super) last: usize,
    /// Lines without anything between the continued ones.
    pub(super) empty: Vec<usize>,
}

/// Joins a line with those that continue it; the comments between them are kept apart.
pub(super) fn join<'t>(
    first: Line<'t>,
    lines: &mut Lines<'t>,
    escape: char,
    comments: &mut Vec<Comment<'t>>,
) -> Continued<'t> {
    let body = first.text.trim_start();
    let start = first.end() - body.len();
    let (body, mut goes_on) = without_continuation(body, escape);
    let mut continued =
        Continued { joined: Joined::one(body, start), line: first.number, last: first.number, empty: Vec::new() };
    while goes_on {
        let Some(line) = lines.next() else { break };
        let body = line.text.trim_start();
        if let Some(comment) = body.strip_prefix('#') {
            let span = line.end() - body.len()..line.end();
            comments.push(Comment { text: comment.trim(), line: line.number, span, inside: true });
        } else if body.is_empty() {
            continued.empty.push(line.number);
        } else {
            let (text, more) = without_continuation(line.text, escape);
            if continued.joined.text.trim().is_empty() {
                continued.line = line.number;
            }
            continued.joined.push(text, line.start);
            goes_on = more;
            continued.last = line.number;
        }
    }
    continued
}

/// Takes the escape from the end of a line; whether there was one. A doubled escape continues nothing.
fn without_continuation(text: &str, escape: char) -> (&str, bool) {
    let trimmed = text.trim_end_matches([' ', '\t']);
    match trimmed.strip_suffix(escape) {
        Some(before) if !before.ends_with(escape) => (before, true),
        _ => (text, false),
    }
}
