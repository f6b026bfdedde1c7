//! A line of text while it is typed: what a key changes, and what is to be drawn. Pure but for [`ask`].

use super::draw::{Drawn, Frame, Part, clip, wrap};
use super::{Answer, Look, interrupted};
use crate::error::Result;
use crate::selection::Question;
use crate::text::interview as say;
use crate::world;
use console::{Key, Term, measure_text_width};

/// The longest line of text that is taken, in characters.
const LONGEST: usize = 4096;

/// Asks for a text, starting from one, with the reason why an earlier one was refused.
///
/// # Errors
/// [`crate::error::Kind::Interrupted`] for Ctrl-C, Ctrl-D and the end of input.
pub(super) fn ask(question: &Question, start: &str, reason: Option<String>, look: Look) -> Result<Answer> {
    let screen = Term::stderr();
    let mut line = Line::new(question.text.say(look.language), say::keys_text().say(look.language), start, reason);
    let mut drawn = Drawn::default();
    loop {
        let (rows, columns) = screen.size();
        drawn.show(&screen, &line.frame(usize::from(columns), usize::from(rows)), look.colour)?;
        let key = match screen.read_key_raw() {
            // A signal that comes between two keys is seen here, and by the next key at the latest.
            _ if world::interrupted() => Key::CtrlC,
            Ok(key) => key,
            Err(_) => Key::CtrlC,
        };
        match key {
            Key::CtrlC | Key::Char('\u{4}') => {
                drawn.leave(&screen)?;
                return Err(interrupted());
            }
            Key::Escape => {
                drawn.clear(&screen)?;
                return Ok(Answer::Back);
            }
            Key::Enter => {
                drawn.clear(&screen)?;
                return Ok(Answer::Given(line.typed()));
            }
            key => line.edit(&key),
        }
    }
}

/// A line of text that is being typed.
struct Line {
    title: String,
    help: String,
    typed: Vec<char>,
    cursor: usize,
    reason: Option<String>,
}

impl Line {
    fn new(title: String, help: String, start: &str, reason: Option<String>) -> Line {
        let typed: Vec<char> = start.chars().collect();
        Line { title, help, cursor: typed.len(), typed, reason }
    }

    fn typed(&self) -> String {
        self.typed.iter().collect::<String>().trim().to_owned()
    }

    /// Keys that change the text; a reason goes with the text that it is about.
    fn edit(&mut self, key: &Key) {
        match key {
            Key::ArrowLeft => self.cursor = self.cursor.saturating_sub(1),
            Key::ArrowRight => self.cursor = (self.cursor + 1).min(self.typed.len()),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.typed.len(),
            Key::Backspace if self.cursor > 0 => {
                self.cursor -= 1;
                self.typed.remove(self.cursor);
                self.reason = None;
            }
            Key::Del if self.cursor < self.typed.len() => {
                self.typed.remove(self.cursor);
                self.reason = None;
            }
            // Ctrl-U, as in a shell.
            Key::Char('\u{15}') => {
                self.typed.drain(..self.cursor);
                self.cursor = 0;
                self.reason = None;
            }
            Key::Char(c) if !c.is_control() && self.typed.len() < LONGEST => {
                self.typed.insert(self.cursor, *c);
                self.cursor += 1;
                self.reason = None;
            }
            _ => {}
        }
    }

    /// What the screen shows; no line is wider than it, and there are never more than it has.
    fn frame(&self, columns: usize, rows: usize) -> Frame {
        let mut lines = Vec::new();
        let mut title = format!("? {}: ", self.title);
        if measure_text_width(&title) + 12 > columns {
            // No room is left beside it: the question stands above what is typed.
            let above = wrap(title.trim_end(), columns);
            lines.extend(above.into_iter().take(rows / 3).map(|line| (Part::Question, line)));
            title = "  ".to_owned();
        }
        let cursor = self.text(&title, columns, &mut lines);
        let reason = self.reason.iter().flat_map(|reason| wrap(&format!("x {reason}"), columns));
        lines.extend(reason.map(|line| (Part::Refusal, line)));
        lines.extend(wrap(&self.help, columns).into_iter().map(|line| (Part::Help, line)));
        lines.truncate(rows.max(1));
        Frame { lines, cursor }
    }

    /// The line of the text, whose end stays in sight; the row and column of the cursor.
    fn text(&self, title: &str, columns: usize, lines: &mut Vec<(Part, String)>) -> (usize, usize) {
        let room = columns.saturating_sub(1).max(1);
        let mut start = 0;
        let title =
            if measure_text_width(title) + 8 > room { clip(title, (columns / 2).max(2)) } else { title.to_owned() };
        let width = measure_text_width(&title);
        let before = |start: usize| self.typed[start..self.cursor].iter().collect::<String>();
        while start < self.cursor && width + measure_text_width(&before(start)) >= room {
            start += 1;
        }
        let shown: String = self.typed[start..].iter().collect();
        let column = (width + measure_text_width(&before(start))).min(room.saturating_sub(1));
        lines.push((Part::Question, clip(&format!("{title}{shown}"), columns)));
        (lines.len() - 1, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &Line) -> String {
        line.frame(80, 24).lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_text_is_changed_anywhere_in_it_and_a_reason_goes_with_the_text_that_it_is_about() {
        let mut line = Line::new("Hub".into(), "Enter".into(), "a b", Some("no blanks".into()));
        assert!(shown(&line).contains("? Hub: a b") && shown(&line).contains("x no blanks"), "{}", shown(&line));
        for key in [Key::ArrowLeft, Key::Backspace, Key::End, Key::Char('é'), Key::Home, Key::Del, Key::Char('z')] {
            line.edit(&key);
        }
        assert_eq!(line.typed(), "zbé");
        assert!(!shown(&line).contains("blanks"));
        for key in [Key::End, Key::Char('\u{15}'), Key::Backspace, Key::Char('\u{7}'), Key::Char(' ')] {
            line.edit(&key);
        }
        assert_eq!(line.typed(), "");
    }

    #[test]
    fn a_frame_never_leaves_the_screen() {
        for (columns, rows) in [(1, 1), (2, 3), (7, 4), (20, 5), (40, 10), (80, 24), (300, 100)] {
            let typed = "1.30.39 com um texto bem comprido 漢字漢字";
            let help = "Enter: confirmar - Esc: voltar - Ctrl-C: sair";
            let mut line = Line::new("Arquivos 漢字".into(), help.into(), typed, Some("x".repeat(90)));
            for key in [Key::ArrowLeft, Key::Home, Key::End, Key::Backspace] {
                line.edit(&key);
                let frame = line.frame(columns, rows);
                assert!(frame.lines.len() <= rows.max(1), "{columns}x{rows}: {frame:?}");
                assert!(frame.cursor.1 < columns && frame.cursor.0 < frame.lines.len(), "{columns}x{rows}");
                for (_, line) in &frame.lines {
                    assert!(measure_text_width(line) < columns.max(5), "{columns}x{rows}: {line}");
                }
            }
        }
    }
}
