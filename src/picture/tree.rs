//! The files of a context as a tree with sizes, for a terminal.

use super::page::state;
use super::{Picture, State};
use crate::escape::visible;
use crate::size::size;
use crate::text::{Language, picture as say};
use console::Style;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A directory of the tree, or a file where nothing is below it.
#[derive(Default)]
struct Branch {
    below: BTreeMap<String, Branch>,
    bytes: u64,
    files: usize,
    state: Option<State>,
    link: Option<String>,
}

/// The tree, `depth` levels deep; what is below is summed up.
#[must_use]
pub fn tree(picture: &Picture, language: Language, depth: usize, colour: bool) -> String {
    let mut root = Branch::default();
    for file in &picture.files {
        let mut branch = &mut root;
        branch.bytes += file.bytes;
        branch.files += 1;
        for part in file.path.split('/') {
            branch = branch.below.entry(visible(part)).or_default();
            branch.bytes += file.bytes;
            branch.files += 1;
        }
        (branch.state, branch.link) = (Some(file.state), file.link.as_deref().map(visible));
    }
    let mut rows = Vec::new();
    rows_below(&root, "", depth.max(1), language, &mut rows);
    let width = rows.iter().map(|row| row.left.chars().count()).max().unwrap_or(0);
    let style = |style: Style| style.force_styling(colour);
    let mut text = format!("{}\n", style(Style::new().bold()).apply_to(visible(&picture.dir)));
    for row in rows {
        let padding = " ".repeat(width - row.left.chars().count());
        let left = if row.directory {
            style(Style::new().bold()).apply_to(row.left)
        } else {
            style(Style::new()).apply_to(row.left)
        };
        let line = format!("{left}{padding}  {:>9}", size(row.bytes));
        let mark = match row.state {
            Some(State::Edited) => style(Style::new().yellow()),
            Some(State::Missing) => style(Style::new().red()),
            Some(State::Yours) => style(Style::new().cyan()),
            _ => style(Style::new().dim()),
        };
        let _ = writeln!(text, "{}", format!("{line}  {}", mark.apply_to(&row.note)).trim_end());
    }
    text
}

struct Row {
    left: String,
    directory: bool,
    bytes: u64,
    state: Option<State>,
    note: String,
}

fn rows_below(branch: &Branch, indent: &str, depth: usize, language: Language, rows: &mut Vec<Row>) {
    for (index, (name, below)) in branch.below.iter().enumerate() {
        let last = index + 1 == branch.below.len();
        let (fork, next) = if last { ("└── ", "    ") } else { ("├── ", "│   ") };
        let directory = !below.below.is_empty();
        let note = match (directory, below.state) {
            (true, _) if depth == 1 && below.files == 1 => say::tree_file().say(language),
            (true, _) if depth == 1 => say::tree_files(below.files).say(language),
            // What is as it was made needs no word: the eye finds what is not.
            (true, _) | (_, Some(State::Unchanged | State::Unknown | State::History) | None) => String::new(),
            (_, Some(one)) => state(one).1.say(language),
        };
        let slash = if directory { "/" } else { "" };
        let link = below.link.as_ref().map(|target| format!(" → {target}")).unwrap_or_default();
        let left = format!("{indent}{fork}{name}{slash}{link}");
        rows.push(Row { left, directory, bytes: below.bytes, state: below.state, note });
        if directory && depth > 1 {
            rows_below(below, &format!("{indent}{next}"), depth - 1, language, rows);
        }
    }
}
