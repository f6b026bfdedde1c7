//! The lists of questions: dialoguer's, with what they lack for these.

use super::theme::{Listed, Use};
use super::{Answer, Look, gone, interrupted, line};
use crate::error::Result;
use crate::preset::key::{Kind, Shape, shape, split};
use crate::selection::Question;
use crate::text::interview as say;
use console::Term;
use dialoguer::{FuzzySelect, MultiSelect, Select};

/// What is chosen from without a search, at most.
const FEW: usize = 6;

/// Asks for one or several of the choices, or, where the key takes any text, for another one: the last row leads there.
///
/// # Errors
/// [`crate::error::Kind::Interrupted`] for Ctrl-C and the end of input.
pub(super) fn ask(question: &Question, now: Option<&str>, reason: Option<String>, look: Look) -> Result<Answer> {
    let free = matches!(shape(&split(question.path)), Shape::Leaf(key) if key.kind == Kind::Text);
    let is_listed = |text: &str| question.choices.iter().any(|(name, _)| name == text);
    if question.several {
        return several(question, now, reason, look);
    }
    let mut other = now.filter(|now| free && !now.is_empty() && !is_listed(now)).map(str::to_owned);
    let mut reason = reason;
    loop {
        if let Some(start) = &other
            && let Answer::Given(text) = line::ask(question, start, reason.take(), look)?
        {
            return Ok(Answer::Given(text));
        }
        match one(question, now, reason.take(), free, look)? {
            Chosen::Choice(index) => return Ok(Answer::Given(question.choices[index].0.clone())),
            Chosen::Another(start) => other = Some(start),
            Chosen::Back => return Ok(Answer::Back),
        }
    }
}

enum Chosen {
    /// A choice, by its index.
    Choice(usize),
    /// None of them, but what begins with this.
    Another(String),
    Back,
}

fn one(question: &Question, now: Option<&str>, reason: Option<String>, free: bool, look: Look) -> Result<Chosen> {
    let title = question.text.say(look.language);
    let position = now.and_then(|now| question.choices.iter().position(|(name, _)| name == now)).unwrap_or(0);
    if !free && question.choices.len() <= FEW {
        let theme = Listed::new(title.clone(), reason.clone(), question.choices.clone(), Use::One, look);
        // In a low window its list comes in pages, which the search does not need.
        if theme.room() >= question.choices.len() {
            let screen = Term::buffered_stderr();
            let list = Select::with_theme(&theme).with_prompt("").items(theme.tokens()).default(position);
            let chosen = after(&screen, list.report(false).interact_on_opt(&screen))?;
            return Ok(chosen.map_or(Chosen::Back, Chosen::Choice));
        }
    }
    // What is chosen already stands first, where the list begins.
    let order: Vec<usize> =
        std::iter::once(position).chain((0..question.choices.len()).filter(|index| *index != position)).collect();
    let mut rows: Vec<_> = order.iter().map(|index| question.choices[*index].clone()).collect();
    if free {
        rows.push((say::another().say(look.language), say::another_means().say(look.language)));
    }
    let theme = Listed::new(title, reason, rows, Use::Search { free }, look);
    let screen = Term::buffered_stderr();
    let list = FuzzySelect::with_theme(&theme).items(theme.tokens()).default(0).max_length(theme.room());
    let outcome = list.highlight_matches(false).report(false).interact_on_opt(&screen);
    let chosen = after(&screen, outcome)?.map(|index| theme.meant(index));
    Ok(match chosen {
        Some(index) if index < order.len() => Chosen::Choice(order[index]),
        Some(_) => Chosen::Another(String::new()),
        None if free && theme.finds_nothing() => Chosen::Another(theme.searched()),
        None => Chosen::Back,
    })
}

fn several(question: &Question, now: Option<&str>, reason: Option<String>, look: Look) -> Result<Answer> {
    let names: Vec<&str> = now.into_iter().flat_map(|now| now.split(',')).collect();
    let marked: Vec<bool> = question.choices.iter().map(|(name, _)| names.contains(&name.as_str())).collect();
    let theme = Listed::new(question.text.say(look.language), reason, question.choices.clone(), Use::Several, look);
    let screen = Term::buffered_stderr();
    let list = MultiSelect::with_theme(&theme).with_prompt("").items(theme.tokens()).defaults(&marked);
    let outcome = list.max_length(theme.room()).report(false).interact_on_opt(&screen);
    Ok(match after(&screen, outcome)? {
        Some(marked) => {
            let names: Vec<&str> = marked.iter().map(|index| question.choices[*index].0.as_str()).collect();
            Answer::Given(names.join(","))
        }
        None => Answer::Back,
    })
}

/// What dialoguer leaves to its callers: the cursor is hidden after Ctrl-C, and the last things it said are not written.
fn after<T>(screen: &Term, outcome: dialoguer::Result<T>) -> Result<T> {
    let shown = screen.show_cursor().and_then(|()| screen.flush());
    let answer = outcome.map_err(|_| interrupted())?;
    shown.map_err(|error| gone(&error))?;
    Ok(answer)
}
