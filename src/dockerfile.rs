//! The whole grammar of Dockerfiles, with the place of everything: parser directives, escapes, continued lines with
//! comments in them, heredocs, flags, exec and shell form, pairs in both forms, `ONBUILD`, stages.
//!
//! The rules are those of `BuildKit`'s parser (github.com/moby/buildkit, `frontend/dockerfile/parser`). Reading never
//! fails: what cannot be understood is a [`Problem`] with its place, and the rest is read all the same. The work is
//! linear in the length of the text. No other parser keeps comments and empty continuation lines, which exceptions and
//! several checks live in, and goes on after the first mistake.

mod form;
mod heredoc;
mod instruction;
mod joined;
mod lines;
mod stage;
#[cfg(test)]
mod tests;

pub use form::{Form, Pair, unquoted};
pub use heredoc::Heredoc;
pub use instruction::{Flag, Instruction, Keyword};
pub use joined::{Joined, Part};
pub use stage::Stage;

use instruction::Source;
use lines::Lines;
use std::ops::Range;

/// A Dockerfile that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dockerfile<'t> {
    /// The text it was read from.
    pub text: &'t str,
    /// The parser directives at its top.
    pub directives: Vec<Directive<'t>>,
    /// The character that continues a line: `\`, or a backtick.
    pub escape: char,
    /// All comments but the parser directives, in their order.
    pub comments: Vec<Comment<'t>>,
    /// All instructions in their order, those with problems too.
    pub instructions: Vec<Instruction<'t>>,
    /// The stages in their order; the last one is built when no target is named.
    pub stages: Vec<Stage<'t>>,
    /// What no builder takes, in the order of places.
    pub problems: Vec<Problem>,
    /// Where each line starts.
    starts: Vec<usize>,
}

/// `# syntax=…`, `# escape=…` or `# check=…` at the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive<'t> {
    /// Its name as it is written, in any case.
    pub name: &'t str,
    /// Its value without spaces around it.
    pub value: &'t str,
    /// The bytes from `#` to the end of the line.
    pub span: Range<usize>,
}

/// A comment: a line whose first character is `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment<'t> {
    /// What stands after the `#`, without spaces around it.
    pub text: &'t str,
    /// The line, from 1.
    pub line: usize,
    /// The bytes from `#` to the end of the line.
    pub span: Range<usize>,
    /// It stands between the lines of a continued instruction.
    pub inside: bool,
}

/// What no builder takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// The bytes that it is about.
    pub span: Range<usize>,
}

/// Kinds of [`Problem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// There is no instruction in the file.
    Empty,
    /// An instruction other than `ARG` stands before the first `FROM`.
    BeforeFrom,
    /// A word that is no instruction.
    UnknownInstruction,
    /// An instruction without what it is about.
    NoArguments,
    /// A parser directive stands twice.
    DirectiveTwice,
    /// `# escape=` with another character than the two.
    Escape,
    /// A heredoc without its closing word.
    Heredoc,
    /// `ENV`, `LABEL` or `ARG`: a word without `=` among pairs, a pair without name, a name without value.
    Pair,
    /// `FROM` wants one word, or three with `AS` in the middle.
    From,
    /// `COPY` and `ADD` want a source and a destination.
    Copy,
    /// `HEALTHCHECK` wants `NONE` or `CMD` with a command.
    Healthcheck,
    /// `SHELL` wants the exec form.
    Shell,
}

impl<'t> Dockerfile<'t> {
    /// Reads a Dockerfile; what is wrong with it stands in `problems`.
    #[must_use]
    pub fn parse(text: &'t str) -> Dockerfile<'t> {
        let mut file = Dockerfile {
            text,
            directives: Vec::new(),
            escape: '\\',
            comments: Vec::new(),
            instructions: Vec::new(),
            stages: Vec::new(),
            problems: Vec::new(),
            starts: Vec::new(),
        };
        let mut lines = Lines::of(text);
        let mut at_top = true;
        while let Some(line) = lines.next() {
            let body = line.text.trim_start();
            if let Some(comment) = body.strip_prefix('#') {
                let start = line.end() - body.len();
                at_top = at_top && file.directive(comment, start..line.end());
                if file.directives.last().is_none_or(|directive| directive.span.start != start) {
                    file.comments.push(Comment {
                        text: comment.trim(),
                        line: line.number,
                        span: start..line.end(),
                        inside: false,
                    });
                }
                continue;
            }
            at_top = false;
            if !body.is_empty() {
                file.instruction(line, &mut lines);
            }
        }
        if file.instructions.is_empty() {
            file.problems.push(Problem { kind: ProblemKind::Empty, span: 0..0 });
        }
        file.starts = lines.starts();
        let (stages, problems) = stage::split(&file.instructions);
        file.stages = stages;
        file.problems.extend(problems);
        file.problems.sort_by_key(|problem| problem.span.start);
        file
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    #[must_use]
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count());
        (line, column + 1)
    }

    /// The bytes of a line, from 1, with its line end.
    #[must_use]
    pub fn line(&self, number: usize) -> Range<usize> {
        let start = number.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(self.text.len());
        start..self.starts.get(number).copied().unwrap_or(self.text.len())
    }

    /// The `ARG`s before the first `FROM`.
    #[must_use]
    pub fn globals(&self) -> &[Instruction<'t>] {
        &self.instructions[..self.stages.first().map_or(self.instructions.len(), |stage| stage.from)]
    }

    /// The instructions of a stage after its `FROM`.
    #[must_use]
    pub fn body(&self, stage: &Stage<'t>) -> &[Instruction<'t>] {
        &self.instructions[stage.from + 1..stage.end]
    }

    /// The comments that stand directly above an instruction, without an empty line between, top first.
    #[must_use]
    pub fn comments_above(&self, instruction: &Instruction<'t>) -> &[Comment<'t>] {
        let end = self.comments.partition_point(|comment| comment.line < instruction.line);
        let mut start = end;
        let mut line = instruction.line;
        while start > 0 && !self.comments[start - 1].inside && self.comments[start - 1].line + 1 == line {
            start -= 1;
            line -= 1;
        }
        &self.comments[start..end]
    }

    /// Takes a comment for a parser directive if it is one; whether further ones may follow.
    fn directive(&mut self, comment: &'t str, span: Range<usize>) -> bool {
        let Some((name, value)) = comment.split_once('=') else { return false };
        let (name, value) = (name.trim(), value.trim());
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric())
            && !value.is_empty();
        if !is_name {
            return false;
        }
        if !["syntax", "escape", "check"].iter().any(|known| name.eq_ignore_ascii_case(known)) {
            return true;
        }
        if self.directives.iter().any(|earlier| earlier.name.eq_ignore_ascii_case(name)) {
            self.problems.push(Problem { kind: ProblemKind::DirectiveTwice, span: span.clone() });
        } else if name.eq_ignore_ascii_case("escape") {
            match value {
                "\\" => self.escape = '\\',
                "`" => self.escape = '`',
                _ => self.problems.push(Problem { kind: ProblemKind::Escape, span: span.clone() }),
            }
        }
        self.directives.push(Directive { name, value, span });
        true
    }

    /// Reads the instruction that starts in a line, with the lines that continue it and its heredocs.
    fn instruction(&mut self, first: lines::Line<'t>, lines: &mut Lines<'t>) {
        let mut continued = lines::join(first, lines, self.escape, &mut self.comments);
        if continued.joined.text.trim().is_empty() {
            return;
        }
        let source = Source { line: continued.line, escape: self.escape };
        let mut instruction = Instruction::read(&continued.joined, source, &mut self.problems);
        if instruction.takes_heredocs() && continued.joined.text.contains("<<") {
            for mut heredoc in heredoc::announced(&continued.joined) {
                heredoc.read(lines);
                if !heredoc.closed {
                    self.problems.push(Problem { kind: ProblemKind::Heredoc, span: heredoc.word.clone() });
                }
                instruction.span.end = heredoc.body.end.max(instruction.span.end);
                instruction.heredocs.push(heredoc);
            }
            continued.last = lines.last();
        }
        instruction.last_line = continued.last;
        instruction.empty_lines = continued.empty;
        self.instructions.push(instruction);
    }
}
