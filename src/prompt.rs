//! Asks questions at the terminal. The questions come from `selection` and `command/interview.rs`; only the asking is here.
//!
//! Lists are dialoguer's (`list`), drawn by a theme of ours (`theme`). A line of text is our own (`line`): dialoguer's takes
//! neither Escape, Home, End, Del nor Ctrl-D, and leaves pieces of itself behind where a text is longer than the window is wide.

mod draw;
mod line;
mod list;
mod theme;

use crate::error::{Error, Kind, Result};
use crate::selection::Question;
use crate::text::{Language, Text, disk as disk_text};
use crate::world;
use console::Term;

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

/// A question longer than this, in characters, is remembered by its key.
const LONG: usize = 40;

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
    let mut now = now.or(question.default.as_deref()).map(str::to_owned);
    let mut refused: Option<Refusal> = None;
    loop {
        let reason = refused.as_ref().map(|(message, hint)| {
            let texts = std::iter::once(message).chain(hint).map(|text| text.say(look.language));
            texts.collect::<Vec<_>>().join("; ")
        });
        let answer = match question.choices.is_empty() {
            true => line::ask(question, now.as_deref().unwrap_or_default(), reason, look)?,
            false => list::ask(question, now.as_deref(), reason, look)?,
        };
        // A signal that came between two keys is seen here.
        if world::interrupted() {
            return Err(interrupted());
        }
        let Answer::Given(answer) = answer else { return Ok(Answer::Back) };
        refused = check(&answer)?;
        if refused.is_none() {
            let text = question.text.say(look.language);
            let long = text.chars().count() > LONG && !question.path.is_empty();
            let title = if long { question.path } else { text.as_str() };
            draw::settle(&format!("? {title}: {}", answer.replace(',', ", ")), look)?;
            return Ok(Answer::Given(answer));
        }
        now = Some(answer);
    }
}

/// Asks which way to go on and returns its index; the first one, which Escape chooses too, is to change nothing.
///
/// Call it only where `world::can_ask` holds.
///
/// # Errors
/// [`Kind::Interrupted`] for Ctrl-C and the end of input.
pub fn choose(text: Text, ways: &[Text], look: Look) -> Result<usize> {
    let choices: Vec<(String, String)> = ways.iter().map(|way| (way.say(look.language), String::new())).collect();
    let question = Question { path: "", text, choices, several: false, default: None };
    Ok(match ask(&question, None, look, &mut |_| Ok(None))? {
        Answer::Given(way) => question.choices.iter().position(|(name, _)| *name == way).unwrap_or(0),
        Answer::Back => 0,
    })
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
