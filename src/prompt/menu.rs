//! A choice between a few ways to go on, outside of the interview: dialoguer's list.

use super::{Look, interrupted};
use crate::error::Result;
use crate::text::Text;
use dialoguer::Select;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};

/// Asks which way to go on and returns its index; the first one, which Escape chooses too, is
/// to change nothing.
///
/// Call it only where `world::can_ask` holds.
///
/// # Errors
/// [`crate::error::Kind::Interrupted`] for Ctrl-C and the end of input.
pub fn choose(question: &Text, ways: &[Text], look: Look) -> Result<usize> {
    let coloured = ColorfulTheme::default();
    let theme: &dyn Theme = if look.colour { &coloured } else { &SimpleTheme };
    let items: Vec<String> = ways.iter().map(|way| way.say(look.language)).collect();
    let select = Select::with_theme(theme).with_prompt(question.say(look.language)).items(&items).default(0);
    match select.interact_opt() {
        Ok(chosen) => Ok(chosen.unwrap_or(0)),
        Err(_) => {
            // dialoguer hides the cursor while it asks and leaves it so when it is interrupted.
            let _ = console::Term::stderr().show_cursor();
            Err(interrupted())
        }
    }
}
