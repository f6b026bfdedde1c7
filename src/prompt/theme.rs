//! How dialoguer's lists look: the question with what is searched for, why an answer was refused and which keys there are, then
//! the rows. It counts the lines of what stands on the screen by itself, so none may be wider than the window.

use super::Look;
use super::draw::{Part, clip, paint, wrap};
use crate::text::{Text, interview as say};
use console::{Term, measure_text_width};
use dialoguer::theme::Theme;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::{Result, Write};

/// How many rows are shown at once, where the window has room.
const PAGE: usize = 12;
/// The widest column of names.
const NAMES: usize = 24;
/// The lowest window in which the question may take more than a line.
const LOW: usize = 6;

/// What a list is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// One row is chosen.
    One,
    /// Rows are marked.
    Several,
    /// One row is searched for; whether none of them will do too.
    Search { free: bool },
}

/// A list of names with their meanings, as it stands in a window.
pub(super) struct Listed {
    title: String,
    reason: Option<String>,
    rows: Vec<(String, String)>,
    /// What dialoguer knows the rows by. It takes a row for several lines when this is longer, in bytes, than the window is
    /// wide, and of two that are equal for the first.
    tokens: Vec<String>,
    usage: Use,
    look: Look,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    /// What was typed, and before which of its bytes the next letter goes.
    search: String,
    cursor: usize,
    /// The row that the search puts first.
    first: Option<usize>,
    /// Whether the number of the page is still to be drawn.
    page_due: bool,
}

/// The window: columns and rows.
fn window() -> (usize, usize) {
    let (rows, columns) = Term::stderr().size();
    (columns.into(), rows.into())
}

impl Listed {
    /// A list of rows, a name and its meaning each, with the reason why an earlier answer was refused.
    pub(super) fn new(
        title: String,
        reason: Option<String>,
        rows: Vec<(String, String)>,
        usage: Use,
        look: Look,
    ) -> Listed {
        let tokens = match usage {
            Use::Search { .. } => tokens(&rows, window().0),
            Use::One | Use::Several => (0..rows.len()).map(|index| index.to_string()).collect(),
        };
        Listed { title, reason, rows, tokens, usage, look, state: RefCell::default() }
    }

    /// What dialoguer is to list.
    pub(super) fn tokens(&self) -> &[String] {
        &self.tokens
    }

    /// How many rows the window has room for.
    pub(super) fn room(&self) -> usize {
        let (columns, rows) = window();
        let room = rows.saturating_sub(self.head(columns, rows).len() + 1).min(PAGE);
        match self.usage {
            Use::Several if self.rows.len() > room => room.saturating_sub(1).max(1),
            _ => room.max(1),
        }
    }

    /// What was typed into the search.
    pub(super) fn searched(&self) -> String {
        self.state.borrow().search.trim().to_owned()
    }

    /// Whether something is searched for that no row has.
    pub(super) fn finds_nothing(&self) -> bool {
        let search = &self.state.borrow().search;
        let matcher = SkimMatcherV2::default();
        !self.tokens.iter().any(|token| matcher.fuzzy_match(token, search).is_some())
    }

    /// The row that stands where dialoguer has this one. To its search `1.28.1` and `1.28.10` fit `1.28.1` alike: what was typed
    /// in full changes places with the row that it puts first.
    pub(super) fn meant(&self, row: usize) -> usize {
        let state = self.state.borrow();
        let typed = self.tokens.iter().position(|token| *token == state.search);
        match (typed, state.first) {
            (Some(typed), Some(first)) if row == first => typed,
            (Some(typed), Some(first)) if row == typed => first,
            _ => row,
        }
    }

    /// What stands above the rows: never so much that no row has room.
    fn head(&self, columns: usize, rows: usize) -> Vec<(Part, String)> {
        let title = format!("? {}:", self.title);
        let searching = matches!(self.usage, Use::Search { .. });
        let fits = measure_text_width(&title) + if searching { 12 } else { 1 } < columns;
        let mut lines = Vec::new();
        let beside = match (fits || rows < LOW, searching) {
            (true, true) => format!("{} ", if fits { title } else { clip(&title, columns / 2) }),
            (true, false) => title,
            (false, searching) => {
                lines.extend(wrap(&title, columns).into_iter().take(rows / 3).map(|line| (Part::Question, line)));
                if searching { "  ".to_owned() } else { String::new() }
            }
        };
        if searching {
            lines.push((Part::Question, self.search(&beside, columns)));
        } else if !beside.is_empty() {
            lines.push((Part::Question, clip(&beside, columns)));
        }
        let least = self.rows.len().min(3) + 2;
        let mut room = rows.saturating_sub(lines.len() + least);
        let says = |text: Text| text.say(self.look.language);
        let nothing = self.finds_nothing().then(|| {
            let way =
                if self.usage == (Use::Search { free: true }) { say::write_instead() } else { say::search_again() };
            format!("{}; {}", says(say::nothing_found(self.searched())), says(way))
        });
        if let Some(reason) = nothing.as_ref().or(self.reason.as_ref()) {
            room = room.max(1);
            lines
                .extend(wrap(&format!("x {reason}"), columns).into_iter().take(room).map(|line| (Part::Refusal, line)));
            room = rows.saturating_sub(lines.len() + least);
        }
        let help = match self.usage {
            Use::One => say::keys_one(),
            Use::Several => say::keys_several(),
            Use::Search { .. } => say::keys_list(),
        };
        let mut help = says(help);
        if searching && self.rows.len() > PAGE.min(rows.saturating_sub(3)) {
            help = format!("{} - {help}", says(say::choices(self.rows.len())));
        }
        lines.extend(wrap(&help, columns).into_iter().take(room).map(|line| (Part::Help, line)));
        lines
    }

    /// What is searched for beside the question, with a stroke for the cursor, which dialoguer hides; its place stays in sight.
    fn search(&self, beside: &str, columns: usize) -> String {
        let state = self.state.borrow();
        let (before, after) = state.search.split_at(state.cursor);
        let room = columns.saturating_sub(measure_text_width(beside) + 2).max(1);
        let mut before = before.to_owned();
        while measure_text_width(&before) > room {
            before.remove(0);
        }
        clip(&format!("{beside}{before}|{after}"), columns)
    }

    fn write_head(&self, f: &mut dyn Write) -> Result {
        let (columns, rows) = window();
        let lines: Vec<String> =
            self.head(columns, rows).iter().map(|(part, line)| paint(*part, line, self.look.colour)).collect();
        f.write_str(&lines.join("\n"))?;
        // dialoguer adds the number of the page, in English: it gets a line of its own, which the first row writes anew.
        let paged = self.usage == Use::Several && self.rows.len() > self.room();
        self.state.borrow_mut().page_due = paged;
        f.write_str(if paged { "\n" } else { "" })
    }

    /// The row that dialoguer knows by a token.
    fn row(&self, token: &str) -> usize {
        self.tokens.iter().position(|known| known == token).unwrap_or_default()
    }

    fn write_row(&self, f: &mut dyn Write, row: usize, mark: &str, active: bool) -> Result {
        let (name, meaning) = &self.rows[row];
        let width = self.rows.iter().map(|(name, _)| measure_text_width(name)).max().unwrap_or(0).min(NAMES);
        let space = " ".repeat(width.saturating_sub(measure_text_width(name)));
        let line = format!("{} {mark}{name}{space}  {meaning}", if active { ">" } else { " " });
        let part = if active { Part::Chosen } else { Part::Plain };
        f.write_str(&paint(part, &clip(line.trim_end(), window().0), self.look.colour))
    }
}

impl Theme for Listed {
    fn format_select_prompt(&self, f: &mut dyn Write, _: &str) -> Result {
        self.write_head(f)
    }

    fn format_multi_select_prompt(&self, f: &mut dyn Write, _: &str) -> Result {
        self.write_head(f)
    }

    fn format_fuzzy_select_prompt(&self, f: &mut dyn Write, _: &str, search: &str, cursor: usize) -> Result {
        let mut state = self.state.borrow_mut();
        if state.search != search {
            state.first = None;
        }
        search.clone_into(&mut state.search);
        state.cursor = cursor;
        drop(state);
        self.write_head(f)
    }

    fn format_select_prompt_item(&self, f: &mut dyn Write, token: &str, active: bool) -> Result {
        self.write_row(f, self.row(token), "", active)
    }

    fn format_multi_select_prompt_item(&self, f: &mut dyn Write, token: &str, marked: bool, active: bool) -> Result {
        let row = self.row(token);
        if std::mem::take(&mut self.state.borrow_mut().page_due) {
            let page = self.room();
            let number = format!("  {}/{}", row / page + 1, self.rows.len().div_ceil(page));
            let number = paint(Part::Help, &clip(&number, window().0), self.look.colour);
            write!(f, "\x1b[A\r\x1b[K{number}\x1b[B\r")?;
        }
        self.write_row(f, row, if marked { "[x] " } else { "[ ] " }, active)
    }

    fn format_fuzzy_select_prompt_item(
        &self,
        f: &mut dyn Write,
        token: &str,
        active: bool,
        _: bool,
        _: &SkimMatcherV2,
        _: &str,
    ) -> Result {
        let row = self.row(token);
        self.state.borrow_mut().first.get_or_insert(row);
        self.write_row(f, self.meant(row), "", active)
    }
}

/// What rows are searched by: their names, as much as fits a line, each its own.
fn tokens(rows: &[(String, String)], columns: usize) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let whole = |text: &str, bytes: usize| text[..text.floor_char_boundary(bytes)].to_owned();
    let numbered = |(number, (name, _)): (usize, &(String, String))| {
        let mut token = whole(name, columns);
        if !taken.insert(token.clone()) {
            let number = number.to_string();
            token = whole(name, columns.saturating_sub(number.len())) + &number;
            taken.insert(token.clone());
        }
        token
    };
    rows.iter().enumerate().map(numbered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn listed(usage: Use, count: usize, reason: Option<String>) -> Listed {
        let rows = (0..count).map(|number| (format!("1.30.{number}-漢字"), "um sentido comprido".into())).collect();
        let look = Look { language: Language::Portuguese, colour: false };
        Listed::new("uma pergunta que não é curta 漢字".into(), reason, rows, usage, look)
    }

    #[test]
    fn what_stands_above_the_rows_leaves_them_room_in_any_window() {
        for (columns, rows) in [(1, 5), (7, 5), (20, 5), (24, 8), (40, 10), (80, 24), (300, 100)] {
            for usage in [Use::One, Use::Several, Use::Search { free: true }] {
                for reason in [None, Some("x".repeat(90))] {
                    let listed = listed(usage, 40, reason.clone());
                    if usage == (Use::Search { free: true }) {
                        listed.state.borrow_mut().search = "não há 漢字漢字漢字漢字漢字".into();
                        listed.state.borrow_mut().cursor = 4;
                    }
                    let head = listed.head(columns, rows);
                    assert!(head.len() + 2 <= rows, "{columns}x{rows} {usage:?}: {head:?}");
                    assert!(head.iter().all(|(_, line)| measure_text_width(line) < columns.max(5)), "{head:?}");
                    let told = head.iter().any(|(part, _)| *part == Part::Refusal);
                    assert_eq!(told, reason.is_some() || usage == (Use::Search { free: true }), "{columns}x{rows}");
                }
            }
        }
    }

    #[test]
    fn rows_are_searched_by_names_that_fit_a_line_each_its_own() {
        let rows: Vec<(String, String)> =
            (0..30).map(|n| (format!("a/very/long/é{}/{n}", "x".repeat(9)), String::new())).collect();
        for columns in [5, 20, 80] {
            let tokens = tokens(&rows, columns);
            assert!(tokens.iter().all(|token| token.len() <= columns), "{tokens:?}");
            assert_eq!(tokens.iter().collect::<BTreeSet<_>>().len(), rows.len());
        }
    }

    #[test]
    fn what_is_typed_in_full_changes_places_with_the_row_that_the_search_puts_first() {
        let rows = ["1.28.10", "1.28.2", "1.28.1"].map(|name| (name.to_owned(), String::new())).to_vec();
        let look = Look { language: Language::English, colour: false };
        let listed = Listed::new("Release".into(), None, rows, Use::Search { free: true }, look);
        let mut shown = String::new();
        listed.format_fuzzy_select_prompt(&mut shown, "", "1.28.1", 6).unwrap();
        for (token, active) in [("1.28.10", true), ("1.28.1", false)] {
            shown.push('\n');
            listed
                .format_fuzzy_select_prompt_item(&mut shown, token, active, false, &SkimMatcherV2::default(), "")
                .unwrap();
        }
        assert!(shown.ends_with("\n> 1.28.1\n  1.28.10"), "{shown}");
        assert_eq!((listed.meant(0), listed.meant(1), listed.meant(2)), (2, 1, 0));
        listed.format_fuzzy_select_prompt(&mut shown, "", "1.28", 4).unwrap();
        assert_eq!(listed.meant(0), 0);
    }
}
