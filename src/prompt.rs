//! Asks questions at the terminal. The questions come from `selection` and `command/interview.rs`; only the asking is here.
//!
//! A choice between ways to go on is dialoguer's list ([`choose`]). The questions of the interview need more: no crate of
//! prompts lets one go back from a line of text, refuse a choice of several on the spot, or take a text that
//! its list does not have, and theirs break in a narrow window: that prompt is our own, on `console`'s keys. What a key does
//! and what is drawn are pure (`field`); this file has the terminal.

mod draw;
mod field;
mod menu;

pub use menu::choose;

use crate::error::{Error, Kind, Result};
use crate::selection::Question;
use crate::text::{Language, Text, disk as disk_text};
use crate::world;
use console::{Key, Term};
use field::{Field, Step};

/// How prompts look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The language.
    pub language: Language,
    /// Whether to colour.
    pub colour: bool,
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The answer as text: names with commas where several can be chosen.
    Given(String),
    /// One step back.
    Back,
}

/// Why an answer is refused: what is wrong, and what would work.
pub type Refusal = (Text, Option<Text>);

/// Asks one question. `now` is what is chosen or written already; an answer that `check` refuses is asked for again, with
/// the reason and with what was typed.
///
/// Call it only where `world::can_ask` holds.
///
/// # Errors
/// [`Kind::Interrupted`] for Ctrl-C and the end of input; whatever `check` fails with.
pub fn ask(
    question: &Question,
    now: Option<&str>,
    look: Look,
    check: &mut dyn FnMut(&str) -> Result<Option<Refusal>>,
) -> Result<Answer> {
    let _keys = world::take_keys(false);
    let screen = Term::stderr();
    let mut field = Field::new(question, now, look.language);
    let mut drawn = draw::Drawn::default();
    loop {
        let (rows, columns) = screen.size();
        drawn.show(&screen, &field.frame(usize::from(columns), usize::from(rows)), look.colour)?;
        let key = match screen.read_key_raw() {
            // A signal that comes between two keys is seen here, and by the next key at the latest.
            _ if world::interrupted() => Key::CtrlC,
            Ok(key) => key,
            Err(_) => Key::CtrlC,
        };
        match field.press(&key) {
            Step::Stay => {}
            Step::Back => {
                drawn.clear(&screen)?;
                return Ok(Answer::Back);
            }
            Step::Stop => {
                drawn.leave(&screen)?;
                return Err(interrupted());
            }
            Step::Give(answer) => match check(&answer)? {
                Some(refusal) => field.refuse(&refusal),
                None => {
                    drawn.settle(&screen, &field.said(&answer), usize::from(columns), look.colour)?;
                    return Ok(Answer::Given(answer));
                }
            },
        }
    }
}

/// Takes the line of the last answer away again: the user went back behind it.
///
/// # Errors
/// [`Kind::Io`] when the terminal is gone.
pub fn take_back() -> Result<()> {
    Term::stderr().clear_last_lines(1).map_err(|error| gone(&error))
}

/// The user wants to stop.
#[must_use]
pub fn interrupted() -> Error {
    Error::new(Kind::Interrupted, disk_text::write_interrupted())
}

fn gone(error: &std::io::Error) -> Error {
    Error::new(Kind::Io, disk_text::cannot_write("stderr")).because(error)
}
