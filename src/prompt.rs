//! Asks the open questions at the terminal. The questions come from `selection`; only the asking is here.

use crate::error::{Error, Kind, Result};
use crate::selection::Question;
use crate::text::{Language, disk as say};
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{FuzzySelect, Input, MultiSelect, Select};

/// More choices than fit on a screen are searched, not scrolled.
const SEARCHED: usize = 12;

/// Asks one question and returns the answer as text: names with commas where several can be chosen.
///
/// Call it only where `world::can_ask` holds: dialoguer's fuzzy search would otherwise draw for ever.
///
/// # Errors
/// [`Kind::Interrupted`] for Ctrl-C, Escape and the end of input.
pub fn ask(question: &Question, language: Language, colour: bool) -> Result<String> {
    let coloured = ColorfulTheme::default();
    let theme: &dyn Theme = if colour { &coloured } else { &SimpleTheme };
    let prompt = question.text.say(language);
    let width = question.choices.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let lines: Vec<String> = question
        .choices
        .iter()
        .map(|(name, meaning)| format!("{name:width$}  {meaning}").trim_end().to_owned())
        .collect();
    let name = |index: usize| question.choices.get(index).map(|(name, _)| name.clone()).unwrap_or_default();
    let default = question.choices.iter().position(|(name, _)| Some(name) == question.default.as_ref()).unwrap_or(0);
    let answer = if lines.is_empty() {
        let mut input = Input::<String>::with_theme(theme).with_prompt(prompt);
        if let Some(default) = &question.default {
            input = input.default(default.clone());
        }
        input.interact_text().map(Some)
    } else if question.several {
        MultiSelect::with_theme(theme)
            .with_prompt(prompt)
            .items(&lines)
            .interact_opt()
            .map(|chosen| chosen.map(|chosen| chosen.into_iter().map(name).collect::<Vec<_>>().join(",")))
    } else if lines.len() > SEARCHED {
        FuzzySelect::with_theme(theme)
            .with_prompt(prompt)
            .items(&lines)
            .default(default)
            .max_length(SEARCHED)
            .interact_opt()
            .map(|chosen| chosen.map(name))
    } else {
        Select::with_theme(theme)
            .with_prompt(prompt)
            .items(&lines)
            .default(default)
            .interact_opt()
            .map(|chosen| chosen.map(name))
    };
    let interrupted = || Error::new(Kind::Interrupted, say::write_interrupted());
    match answer {
        Ok(Some(answer)) => Ok(answer),
        Ok(None) | Err(_) => {
            // dialoguer hides the cursor while it asks and leaves it so when it is interrupted.
            let _ = console::Term::stderr().show_cursor();
            Err(interrupted())
        }
    }
}
