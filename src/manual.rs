//! The manual, written by the program from its own tables: pages for `man`, and a reference in Markdown.

mod environment;
mod page;
mod reference;

pub use environment::{VARIABLES, Variable};
pub use page::{Page, pages};
pub use reference::reference;

/// A command by its words, `istio-imgen cache list`, with all below it; names that help hides are left out.
fn commands(command: &clap::Command) -> Vec<&clap::Command> {
    let shown = command.get_subcommands().filter(|command| !command.is_hide_set());
    std::iter::once(command).chain(shown.flat_map(commands)).collect()
}
