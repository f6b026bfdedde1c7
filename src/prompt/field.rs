//! One question while it is answered: what a key changes, and what is to be drawn. Pure.

use super::Refusal;
use super::draw::{Frame, Part, clip, wrap};
use crate::preset::key::{Kind, Shape, shape, split};
use crate::selection::Question;
use crate::text::{Language, interview as say};
use console::{Key, measure_text_width};

/// How many choices are shown at once, where the screen has room.
const PAGE: usize = 12;
/// A question longer than this, in characters, is remembered by its key.
const LONG: usize = 40;
/// The longest line of text that is taken, in characters.
const LONGEST: usize = 4096;

/// What a key came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The question is still open.
    Stay,
    /// One step back.
    Back,
    /// The user wants to stop.
    Stop,
    /// This is the answer, if it is taken.
    Give(String),
}

/// One row of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    /// A choice, by its index.
    Choice(usize),
    /// What was typed, as it is.
    Typed,
}

/// A question that is being answered.
pub(super) struct Field<'a> {
    question: &'a Question,
    language: Language,
    /// What was typed: the answer itself, or what a list is searched for.
    typed: Vec<char>,
    cursor: usize,
    rows: Vec<Row>,
    selected: usize,
    marked: Vec<bool>,
    /// Whether an answer is taken that the list does not have.
    free: bool,
    refusal: Option<Refusal>,
}

impl<'a> Field<'a> {
    /// A question with what is chosen or written already, or with its default.
    pub(super) fn new(question: &'a Question, now: Option<&str>, language: Language) -> Field<'a> {
        let now = now.or(question.default.as_deref());
        let names: Vec<&str> = now.into_iter().flat_map(|now| now.split(',')).collect();
        let position = now.and_then(|now| question.choices.iter().position(|(name, _)| name == now));
        let listed = question.several || position.is_some();
        let typed: Vec<char> = if listed { Vec::new() } else { now.unwrap_or_default().chars().collect() };
        let mut field = Field {
            question,
            language,
            cursor: typed.len(),
            typed,
            rows: Vec::new(),
            selected: 0,
            marked: question.choices.iter().map(|(name, _)| names.contains(&name.as_str())).collect(),
            free: matches!(shape(&split(question.path)), Shape::Leaf(key) if key.kind == Kind::Text),
            refusal: None,
        };
        field.search();
        field.selected = position.filter(|_| !question.several).unwrap_or(0);
        field
    }

    /// What the line of the answered question says.
    pub(super) fn said(&self, answer: &str) -> String {
        let text = self.question.text.say(self.language);
        let title =
            if text.chars().count() > LONG && !self.question.path.is_empty() { self.question.path } else { &text };
        format!("? {title}: {}", answer.replace(',', ", "))
    }

    /// Shows why the answer was refused; the question stays open, with what was typed.
    pub(super) fn refuse(&mut self, refusal: &Refusal) {
        self.refusal = Some(refusal.clone());
    }

    /// What a key does.
    pub(super) fn press(&mut self, key: &Key) -> Step {
        match key {
            Key::CtrlC | Key::Char('\u{4}') => return Step::Stop,
            Key::Escape => return Step::Back,
            Key::Enter => return self.give(),
            Key::ArrowUp | Key::BackTab => self.step(self.rows.len().saturating_sub(1)),
            Key::ArrowDown | Key::Tab => self.step(1),
            Key::PageUp => self.selected = self.selected.saturating_sub(PAGE),
            Key::PageDown => self.selected = (self.selected + PAGE).min(self.rows.len().saturating_sub(1)),
            Key::Char(' ') if self.question.several => {
                if let Some(Row::Choice(index)) = self.rows.get(self.selected) {
                    self.marked[*index] = !self.marked[*index];
                    self.refusal = None;
                }
            }
            Key::Char('a' | 'A') if self.question.several => {
                let all = self.marked.iter().all(|marked| *marked);
                self.marked.fill(!all);
                self.refusal = None;
            }
            _ if !self.question.several => self.edit(key),
            _ => {}
        }
        Step::Stay
    }

    fn step(&mut self, by: usize) {
        if !self.rows.is_empty() {
            self.selected = (self.selected + by) % self.rows.len();
        }
    }

    /// Keys that change the text.
    fn edit(&mut self, key: &Key) {
        match key {
            Key::ArrowLeft => self.cursor = self.cursor.saturating_sub(1),
            Key::ArrowRight => self.cursor = (self.cursor + 1).min(self.typed.len()),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.typed.len(),
            Key::Backspace if self.cursor > 0 => {
                self.cursor -= 1;
                self.typed.remove(self.cursor);
                self.search();
            }
            Key::Del if self.cursor < self.typed.len() => {
                self.typed.remove(self.cursor);
                self.search();
            }
            // Ctrl-U, as in a shell.
            Key::Char('\u{15}') => {
                self.typed.drain(..self.cursor);
                self.cursor = 0;
                self.search();
            }
            Key::Char(c) if !c.is_control() && self.typed.len() < LONGEST => {
                self.typed.insert(self.cursor, *c);
                self.cursor += 1;
                self.search();
            }
            _ => {}
        }
    }

    fn typed(&self) -> String {
        self.typed.iter().collect::<String>().trim().to_owned()
    }

    fn give(&mut self) -> Step {
        let choices = &self.question.choices;
        if choices.is_empty() {
            return Step::Give(self.typed());
        }
        if self.question.several {
            let names = choices.iter().zip(&self.marked).filter(|(_, marked)| **marked);
            return Step::Give(names.map(|((name, _), _)| name.as_str()).collect::<Vec<_>>().join(","));
        }
        match self.rows.get(self.selected) {
            Some(Row::Choice(index)) => Step::Give(choices[*index].0.clone()),
            Some(Row::Typed) => Step::Give(self.typed()),
            None => {
                self.refusal = Some((say::nothing_found(self.typed()), Some(say::search_again())));
                Step::Stay
            }
        }
    }

    /// The choices that fit what was typed, the best first; without a search all of them, in their order.
    fn search(&mut self) {
        self.refusal = None;
        let typed = self.typed();
        let words = typed.to_lowercase();
        let ranked = self.question.choices.iter().enumerate().filter_map(|(index, (name, meaning))| {
            if self.question.several || words.is_empty() {
                return Some((0, index));
            }
            rank(&words, &name.to_lowercase(), &meaning.to_lowercase()).map(|rank| (rank, index))
        });
        let mut ranked: Vec<(u8, usize)> = ranked.collect();
        ranked.sort_unstable();
        self.rows = ranked.into_iter().map(|(_, index)| Row::Choice(index)).collect();
        let known = self.question.choices.iter().any(|(name, _)| *name == typed);
        if self.free && !typed.is_empty() && !known && !self.question.choices.is_empty() {
            self.rows.push(Row::Typed);
        }
        self.selected = 0;
    }

    /// What the screen shows; no line is wider than it, and there are never more than it has.
    pub(super) fn frame(&self, columns: usize, rows: usize) -> Frame {
        let mut lines = Vec::new();
        let mut title = format!("? {}: ", self.question.text.say(self.language));
        if measure_text_width(&title) + 12 > columns {
            // No room is left beside it: the question stands above what is typed.
            let above = wrap(title.trim_end(), columns);
            lines.extend(above.into_iter().take(rows / 3).map(|line| (Part::Question, line)));
            title = "  ".to_owned();
        }
        let cursor = self.title(&title, columns, &mut lines);
        let mut below: Vec<(Part, String)> = Vec::new();
        if let Some((message, hint)) = &self.refusal {
            let reason = std::iter::once(message).chain(hint).map(|text| text.say(self.language)).collect::<Vec<_>>();
            below.extend(wrap(&format!("x {}", reason.join("; ")), columns).into_iter().map(|l| (Part::Refusal, l)));
        }
        let help = match (self.question.choices.is_empty(), self.question.several) {
            (true, _) => say::keys_text(),
            (false, true) => say::keys_several(),
            (false, false) => say::keys_list(),
        };
        below.extend(wrap(&help.say(self.language), columns).into_iter().map(|line| (Part::Help, line)));
        below.truncate(rows.saturating_sub(lines.len() + 2).max(1));
        let room = rows.saturating_sub(lines.len() + below.len()).min(PAGE);
        self.list(columns, room, &mut lines);
        lines.extend(below);
        lines.truncate(rows.max(1));
        Frame { lines, cursor }
    }

    /// The question with what was typed, whose end stays in sight; the row and column of the cursor.
    fn title(&self, title: &str, columns: usize, lines: &mut Vec<(Part, String)>) -> (usize, usize) {
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

    fn list(&self, columns: usize, room: usize, lines: &mut Vec<(Part, String)>) {
        let choices = &self.question.choices;
        let width = choices.iter().map(|(name, _)| measure_text_width(name)).max().unwrap_or(0).min(24);
        let counted = self.rows.len() > room;
        let room = if counted { room.saturating_sub(1) } else { room };
        let first = self.selected.saturating_sub(room / 2).min(self.rows.len().saturating_sub(room));
        for (position, row) in self.rows.iter().enumerate().skip(first).take(room) {
            let selected = position == self.selected;
            let arrow = if selected { ">" } else { " " };
            let line = match row {
                Row::Choice(index) => {
                    let (name, meaning) = &choices[*index];
                    let mark = match (self.question.several, self.marked[*index]) {
                        (true, true) => "[x] ",
                        (true, false) => "[ ] ",
                        (false, _) => "",
                    };
                    let space = " ".repeat(width.saturating_sub(measure_text_width(name)));
                    format!("{arrow} {mark}{name}{space}  {meaning}")
                }
                Row::Typed => format!("{arrow} {}  {}", self.typed(), say::as_typed().say(self.language)),
            };
            let part = if selected { Part::Chosen } else { Part::Plain };
            lines.push((part, clip(line.trim_end(), columns)));
        }
        if counted && room > 0 {
            lines.push((Part::Help, clip(&format!("  {}/{}", self.selected + 1, self.rows.len()), columns)));
        }
    }
}

/// How well a choice fits what was typed, 0 the best: its start, a part of it, a part of its meaning, its letters in order.
fn rank(words: &str, name: &str, meaning: &str) -> Option<u8> {
    let mut letters = name.chars();
    if name.starts_with(words) {
        Some(0)
    } else if name.contains(words) {
        Some(1)
    } else if meaning.contains(words) {
        Some(2)
    } else {
        words.chars().all(|letter| letters.any(|other| other == letter)).then_some(3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{core as core_text, select as select_text};

    fn question(path: &'static str, names: &[&str], several: bool) -> Question {
        let choices = names.iter().map(|name| ((*name).to_owned(), format!("the {name}"))).collect();
        Question { path, text: select_text::ask_base(), choices, several, default: None }
    }

    fn type_in(field: &mut Field, text: &str) {
        for c in text.chars() {
            assert_eq!(field.press(&Key::Char(c)), Step::Stay);
        }
    }

    #[test]
    fn a_list_is_searched_and_takes_what_it_does_not_have_where_any_text_will_do() {
        let question = question("base", &["official", "debian", "distroless"], false);
        let mut field = Field::new(&question, None, Language::English);
        type_in(&mut field, "dls");
        assert_eq!(field.press(&Key::Enter), Step::Give("distroless".into()));
        field.press(&Key::Char('\u{15}'));
        type_in(&mut field, "deb");
        field.press(&Key::ArrowDown);
        assert_eq!(field.press(&Key::Enter), Step::Give("deb".into()));
        assert_eq!(field.press(&Key::Escape), Step::Back);
    }

    #[test]
    fn a_list_of_words_takes_only_them() {
        let question = question("variant", &["default", "debug"], false);
        let mut field = Field::new(&question, Some("debug"), Language::Portuguese);
        assert_eq!(field.press(&Key::Enter), Step::Give("debug".into()));
        type_in(&mut field, "zzz");
        assert_eq!(field.press(&Key::Enter), Step::Stay);
        let frame = field.frame(80, 24);
        assert!(frame.lines.iter().any(|(part, line)| *part == Part::Refusal && line.contains("`zzz`")), "{frame:?}");
    }

    #[test]
    fn what_was_typed_is_kept_when_it_is_refused() {
        let question = question("hub", &[], false);
        let mut field = Field::new(&question, Some("a b"), Language::English);
        assert_eq!(field.press(&Key::Enter), Step::Give("a b".into()));
        field.refuse(&(core_text::yaml_alias(), None));
        let shown =
            |field: &Field| field.frame(80, 24).lines.iter().map(|(_, l)| l.clone()).collect::<Vec<_>>().join("\n");
        assert!(shown(&field).contains("a b") && shown(&field).contains("x this alias"), "{}", shown(&field));
        field.press(&Key::Backspace);
        assert!(!shown(&field).contains("alias"), "a reason goes with the text that it is about");
    }

    #[test]
    fn several_are_marked_one_by_one_or_all() {
        let question = question("components", &["pilot", "proxy", "cni"], true);
        let mut field = Field::new(&question, Some("proxy"), Language::English);
        field.press(&Key::Char(' '));
        assert_eq!(field.press(&Key::Enter), Step::Give("pilot,proxy".into()));
        field.press(&Key::Char('a'));
        assert_eq!(field.press(&Key::Enter), Step::Give("pilot,proxy,cni".into()));
        field.press(&Key::Char('a'));
        assert_eq!(field.press(&Key::Enter), Step::Give(String::new()));
    }

    #[test]
    fn a_frame_never_leaves_the_screen() {
        let names: Vec<String> = (0..40).map(|number| format!("1.30.{number}-漢字")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for (columns, rows) in [(1, 1), (2, 3), (7, 4), (20, 5), (40, 10), (80, 24), (300, 100)] {
            for several in [false, true] {
                let question = question("istio.tag", &names, several);
                let mut field = Field::new(&question, None, Language::Portuguese);
                type_in(&mut field, "1.30.39 com um texto bem comprido 漢字漢字");
                field.refuse(&(core_text::unknown_key("x".repeat(90)), Some(core_text::yaml_too_many())));
                for key in [Key::ArrowUp, Key::PageDown, Key::Home, Key::Del, Key::End, Key::Backspace] {
                    field.press(&key);
                    let frame = field.frame(columns, rows);
                    assert!(frame.lines.len() <= rows.max(1), "{columns}x{rows}: {frame:?}");
                    assert!(frame.cursor.1 < columns && frame.cursor.0 < frame.lines.len(), "{columns}x{rows}");
                    for (_, line) in &frame.lines {
                        let width = measure_text_width(line);
                        assert!(width < columns.max(5), "{columns}x{rows}: {width} {line}");
                    }
                }
            }
        }
    }
}
