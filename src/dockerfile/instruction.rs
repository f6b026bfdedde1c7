//! One instruction: its keyword, flags and arguments.

use super::form::{self, Form, Pair};
use super::{Heredoc, Joined, Part, Problem, ProblemKind};
use std::ops::Range;

/// The instructions that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are those of the instructions")]
pub enum Keyword {
    Add,
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Label,
    Maintainer,
    Onbuild,
    Run,
    Shell,
    Stopsignal,
    User,
    Volume,
    Workdir,
    /// A word that is none of them.
    Unknown,
}

const KEYWORDS: &[(&str, Keyword)] = &[
    ("add", Keyword::Add),
    ("arg", Keyword::Arg),
    ("cmd", Keyword::Cmd),
    ("copy", Keyword::Copy),
    ("entrypoint", Keyword::Entrypoint),
    ("env", Keyword::Env),
    ("expose", Keyword::Expose),
    ("from", Keyword::From),
    ("healthcheck", Keyword::Healthcheck),
    ("label", Keyword::Label),
    ("maintainer", Keyword::Maintainer),
    ("onbuild", Keyword::Onbuild),
    ("run", Keyword::Run),
    ("shell", Keyword::Shell),
    ("stopsignal", Keyword::Stopsignal),
    ("user", Keyword::User),
    ("volume", Keyword::Volume),
    ("workdir", Keyword::Workdir),
];

/// `--name=value`, or `--name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag<'t> {
    /// The name without its dashes.
    pub name: Part<'t>,
    /// The value without quotes.
    pub value: Option<Part<'t>>,
}

/// One instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction<'t> {
    /// What it does.
    pub keyword: Keyword,
    /// Its keyword as it is written.
    pub name: Part<'t>,
    /// The flags before its arguments.
    pub flags: Vec<Flag<'t>>,
    /// All that stands after the flags, in one line.
    pub rest: Joined<'t>,
    /// Its arguments. For `HEALTHCHECK CMD` they are those of the command.
    pub form: Form<'t>,
    /// Its heredocs.
    pub heredocs: Vec<Heredoc>,
    /// What `ONBUILD` is to run later.
    pub trigger: Option<Box<Instruction<'t>>>,
    /// Its bytes, with its heredocs.
    pub span: Range<usize>,
    /// The line where it starts, from 1.
    pub line: usize,
    /// The line where it ends, with its heredocs.
    pub last_line: usize,
    /// Lines without anything between its lines.
    pub empty_lines: Vec<usize>,
}

/// What reading needs to know.
#[derive(Clone, Copy)]
pub(super) struct Source {
    pub(super) line: usize,
    pub(super) escape: char,
}

impl<'t> Instruction<'t> {
    /// The value of a flag: an empty text if it has none, `None` if it is not there.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<&str> {
        let flag = self.flags.iter().find(|flag| flag.name.text == name)?;
        Some(flag.value.as_ref().map_or("", |value| &value.text))
    }

    /// The pairs of `ENV`, `LABEL` and `ARG`.
    #[must_use]
    pub fn pairs(&self) -> &[Pair<'t>] {
        match &self.form {
            Form::Pairs { pairs, .. } => pairs,
            _ => &[],
        }
    }

    /// The words of the exec form, or those between spaces.
    #[must_use]
    pub fn words(&self) -> &[Part<'t>] {
        match &self.form {
            Form::Exec(words) | Form::Words(words) => words,
            _ => &[],
        }
    }

    /// Whether it is written as a JSON list.
    #[must_use]
    pub fn is_exec(&self) -> bool {
        matches!(self.form, Form::Exec(_))
    }

    /// Its arguments as one part.
    #[must_use]
    pub fn whole(&self) -> Part<'t> {
        self.rest.part(0..self.rest.text.len())
    }

    /// Whether `<<` announces heredocs in it.
    pub(super) fn takes_heredocs(&self) -> bool {
        match &self.trigger {
            Some(trigger) => trigger.takes_heredocs(),
            None => matches!(self.keyword, Keyword::Add | Keyword::Copy | Keyword::Run) && !self.is_exec(),
        }
    }

    /// Reads an instruction from its joined lines, which are not blank.
    pub(super) fn read(line: &Joined<'t>, source: Source, problems: &mut Vec<Problem>) -> Instruction<'t> {
        Instruction::read_at(line, source, problems, false)
    }

    fn read_at(line: &Joined<'t>, source: Source, problems: &mut Vec<Problem>, triggered: bool) -> Instruction<'t> {
        let text = line.text.as_ref();
        let start = text.len() - text.trim_start().len();
        let end = text[start..].find(char::is_whitespace).map_or(text.len(), |length| start + length);
        let name = line.part(start..end);
        let known = KEYWORDS.iter().find(|(word, _)| name.text.eq_ignore_ascii_case(word));
        let keyword = known.map_or(Keyword::Unknown, |(_, keyword)| *keyword);
        let (flags, arguments) = flags(line, end, source.escape);
        let arguments_end = text.trim_end().len();
        let rest = trimmed(line, arguments.min(arguments_end), arguments_end);
        let span = line.at(start)..line.span(0..text.trim_end().len()).end;
        let mut instruction = Instruction {
            keyword,
            name,
            flags,
            rest,
            form: Form::Text,
            heredocs: Vec::new(),
            trigger: None,
            span,
            line: source.line,
            last_line: source.line,
            empty_lines: Vec::new(),
        };
        instruction.read_form(source, problems, triggered);
        instruction
    }

    fn read_form(&mut self, source: Source, problems: &mut Vec<Problem>, triggered: bool) {
        let mut tell = |kind, span: Range<usize>| problems.push(Problem { kind, span });
        let name = self.name.span.clone();
        if self.keyword == Keyword::Unknown {
            return tell(ProblemKind::UnknownInstruction, name);
        }
        if self.rest.text.is_empty() {
            // An empty command resets the one of the base image.
            if !matches!(self.keyword, Keyword::Cmd | Keyword::Entrypoint) {
                tell(ProblemKind::NoArguments, name);
            }
            return;
        }
        match self.keyword {
            Keyword::Cmd | Keyword::Entrypoint | Keyword::Run => {
                self.form = form::exec(&self.rest).map_or(Form::Text, Form::Exec);
            }
            Keyword::Shell => match form::exec(&self.rest) {
                Some(words) => self.form = Form::Exec(words),
                None => tell(ProblemKind::Shell, self.rest.span(0..self.rest.text.len())),
            },
            Keyword::Add | Keyword::Copy | Keyword::Volume => {
                let exec = form::exec(&self.rest);
                self.form = exec.map_or_else(|| Form::Words(form::plain(&self.rest)), Form::Exec);
                if self.keyword != Keyword::Volume && self.words().len() < 2 {
                    tell(ProblemKind::Copy, name);
                }
            }
            Keyword::Expose | Keyword::From => {
                self.form = Form::Words(form::plain(&self.rest));
                let words = self.words();
                let is_named = words.len() == 3 && words[1].text.eq_ignore_ascii_case("as");
                if self.keyword == Keyword::From && words.len() != 1 && !is_named {
                    tell(ProblemKind::From, name);
                }
            }
            Keyword::Env | Keyword::Label => self.form = form::pairs(&self.rest, source.escape, tell),
            Keyword::Arg => self.form = form::arguments(&self.rest, source.escape, tell),
            Keyword::Healthcheck => self.read_healthcheck(tell),
            // A trigger of a trigger is read no further: no builder takes it.
            Keyword::Onbuild if !triggered => {
                let trigger = Instruction::read_at(&self.rest, source, problems, true);
                self.trigger = Some(Box::new(trigger));
            }
            _ => {}
        }
    }

    /// `NONE`, or `CMD` and a command in either form, of which the arguments are kept.
    fn read_healthcheck(&mut self, mut tell: impl FnMut(ProblemKind, Range<usize>)) {
        let words = form::plain(&self.rest);
        let Some(first) = words.first() else { return };
        if first.text.eq_ignore_ascii_case("none") && words.len() == 1 {
            self.form = Form::Words(words);
        } else if first.text.eq_ignore_ascii_case("cmd") && words.len() > 1 {
            let text = self.rest.text.as_ref();
            let start = text.len() - text[first.text.len()..].trim_start().len();
            self.rest = trimmed(&self.rest, start, text.len());
            self.form = form::exec(&self.rest).map_or(Form::Text, Form::Exec);
        } else {
            tell(ProblemKind::Healthcheck, self.name.span.clone());
        }
    }
}

/// The joined text between two offsets, spaces around it taken off.
fn trimmed<'t>(line: &Joined<'t>, start: usize, end: usize) -> Joined<'t> {
    let inner = line.text.get(start..end).unwrap_or_default();
    let start = end - inner.trim_start().len().min(end);
    line.range(start..end)
}

/// The flags from an offset on, and where the arguments start.
fn flags<'t>(line: &Joined<'t>, from: usize, escape: char) -> (Vec<Flag<'t>>, usize) {
    let text = line.text.as_ref();
    let (mut found, mut position) = (Vec::new(), from);
    loop {
        position = text.len() - text[position..].trim_start().len();
        if !text[position..].starts_with("--") {
            return (found, position);
        }
        // Only as far as the word goes: the rest may be long.
        let end = word_end(&text[position..], escape) + position;
        if end == position + 2 {
            return (found, end);
        }
        let word = &text[position + 2..end];
        let flag = match word.find('=') {
            Some(index) => {
                let value = line.part(position + 3 + index..end);
                let plain = flag_text(&value.text, escape);
                let value = if plain == value.text { value } else { Part { text: plain.into(), span: value.span } };
                Flag { name: line.part(position + 2..position + 2 + index), value: Some(value) }
            }
            None => Flag { name: line.part(position + 2..end), value: None },
        };
        found.push(flag);
        position = end;
    }
}

/// A flag without quotes and escapes: here an escape takes the meaning of any letter, in either kind of quotes (`BuildKit`,
/// `frontend/dockerfile/parser/split_command.go`).
fn flag_text(word: &str, escape: char) -> String {
    let (mut text, mut quote, mut letters) = (String::with_capacity(word.len()), None, word.chars());
    while let Some(letter) = letters.next() {
        match quote {
            _ if letter == escape => text.extend(letters.next()),
            None if letter == '\'' || letter == '"' => quote = Some(letter),
            Some(open) if open == letter => quote = None,
            _ => text.push(letter),
        }
    }
    text
}

/// Where the first word of a text ends; quotes hold spaces.
fn word_end(text: &str, escape: char) -> usize {
    let mut quote = None;
    let mut letters = text.char_indices();
    while let Some((index, letter)) = letters.next() {
        match quote {
            None if letter.is_whitespace() => return index,
            _ if letter == escape => {
                letters.next();
            }
            None if letter == '\'' || letter == '"' => quote = Some(letter),
            Some(open) if open == letter => quote = None,
            _ => {}
        }
    }
    text.len()
}
