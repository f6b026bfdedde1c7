//! Puts a frame on the terminal, over the one before.

use super::{Look, gone};
use crate::error::Result;
use console::{Style, Term, measure_text_width, truncate_str};
use std::fmt::Write as _;

/// What a line of a frame is, which decides its colour. Colour never carries meaning alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Question,
    Chosen,
    Plain,
    Refusal,
    Help,
}

/// The lines of a prompt, none wider than the screen, and where the cursor belongs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) lines: Vec<(Part, String)>,
    /// Row and column of the cursor within the frame, from zero.
    pub(super) cursor: (usize, usize),
}

/// The frame that stands on the screen.
#[derive(Default)]
pub(super) struct Drawn {
    lines: usize,
    cursor_row: usize,
}

impl Drawn {
    /// Draws a frame in place of the last one, in one write: a slow line shows no half of it.
    pub(super) fn show(&mut self, screen: &Term, frame: &Frame, colour: bool) -> Result<()> {
        let mut text = self.home();
        for (index, (part, line)) in frame.lines.iter().enumerate() {
            let end = if index + 1 == frame.lines.len() { "" } else { "\r\n" };
            let _ = write!(text, "{}{end}", paint(*part, line, colour));
        }
        let (row, column) = frame.cursor;
        let up = frame.lines.len().saturating_sub(1).saturating_sub(row);
        if up > 0 {
            let _ = write!(text, "\x1b[{up}A");
        }
        let _ = write!(text, "\r");
        if column > 0 {
            let _ = write!(text, "\x1b[{column}C");
        }
        (self.lines, self.cursor_row) = (frame.lines.len(), row);
        put(screen, &text)
    }

    /// Takes the frame away.
    pub(super) fn clear(&mut self, screen: &Term) -> Result<()> {
        let text = self.home();
        *self = Drawn::default();
        put(screen, &text)
    }

    /// Leaves the frame where it is and goes on below.
    pub(super) fn leave(&mut self, screen: &Term) -> Result<()> {
        let down = self.lines.saturating_sub(1).saturating_sub(self.cursor_row);
        let text = if down > 0 { format!("\x1b[{down}B\r\n") } else { "\r\n".to_owned() };
        *self = Drawn::default();
        put(screen, &text)
    }

    /// To the start of the frame, and nothing after it.
    fn home(&self) -> String {
        match self.cursor_row {
            0 => "\r\x1b[J".to_owned(),
            up => format!("\r\x1b[{up}A\x1b[J"),
        }
    }
}

/// Writes the line that stays: a question and its answer.
///
/// # Errors
/// [`crate::error::Kind::Io`] when the terminal is gone.
pub(super) fn settle(line: &str, look: Look) -> Result<()> {
    let screen = Term::stderr();
    let line = clip(line, usize::from(screen.size().1));
    put(&screen, &format!("{}\r\n", paint(Part::Question, &line, look.colour)))
}

fn put(screen: &Term, text: &str) -> Result<()> {
    screen.write_str(text).and_then(|()| screen.flush()).map_err(|error| gone(&error))
}

/// A line in the colour of its part.
pub(super) fn paint(part: Part, line: &str, colour: bool) -> String {
    let style = match part {
        Part::Question => Style::new().for_stderr().bold(),
        Part::Chosen => Style::new().for_stderr().cyan(),
        Part::Plain => return line.to_owned(),
        Part::Refusal => Style::new().for_stderr().red(),
        Part::Help => Style::new().for_stderr().dim(),
    };
    if colour { style.force_styling(true).apply_to(line).to_string() } else { line.to_owned() }
}

/// A line that fits: the last column stays free, where some terminals break the line already.
pub(super) fn clip(line: &str, columns: usize) -> String {
    truncate_str(line, columns.saturating_sub(1).max(1), "~").into_owned()
}

/// A text in lines that fit, broken between words, and within a word that is longer than a line.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let room = columns.saturating_sub(1).max(4);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let held = lines.last().map_or(0, |line| measure_text_width(line));
        let width = measure_text_width(word);
        if held > 0 && held + 1 + width <= room {
            lines.last_mut().into_iter().for_each(|line| {
                line.push(' ');
                line.push_str(word);
            });
            continue;
        }
        if held > 0 {
            lines.push(String::new());
        }
        for c in word.chars() {
            let mut buffer = [0; 4];
            let wide = measure_text_width(c.encode_utf8(&mut buffer));
            if lines.last().is_some_and(|line| measure_text_width(line) + wide > room) {
                lines.push(String::new());
            }
            lines.last_mut().into_iter().for_each(|line| line.push(c));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_whatever_the_width() {
        for columns in 1..30 {
            let text = "uma palavra extraordinariamentecomprida e 漢字漢字漢字";
            for line in wrap(text, columns) {
                assert!(measure_text_width(&line) <= columns.saturating_sub(1).max(4), "{columns}: {line}");
            }
            assert!(measure_text_width(&clip(text, columns)) <= columns.saturating_sub(1).max(1));
        }
        assert_eq!(wrap("a bb ccc", 5), ["a bb", "ccc"]);
    }
}
