//! Constraint lines at the top of a source file: `//go:build` and, of old, `// +build` (`go help buildconstraint`).

use super::context::Context;

/// Terms in one expression: the limit of the Go toolchain since 1.23.
const MAX_TERMS: usize = 1000;

/// The constraint of one file: all its expressions must hold; none means that every build takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Constraint(Box<[Expression]>);

impl Constraint {
    /// Whether a build takes the file.
    pub(super) fn holds(&self, context: &Context) -> bool {
        self.0.iter().all(|expression| expression.holds(context))
    }

    /// About how many bytes of memory it takes.
    pub(super) fn weight(&self) -> usize {
        self.0.iter().map(|expression| expression.0.len() * 32).sum()
    }
}

/// A boolean expression over tags in postfix order, so that no nesting can exhaust the stack.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Expression(Box<[Term]>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    Tag(Box<str>),
    Not,
    And,
    Or,
}

impl Expression {
    fn holds(&self, context: &Context) -> bool {
        let mut stack: Vec<bool> = Vec::new();
        for term in &self.0 {
            let value = match term {
                Term::Tag(tag) => context.has(tag),
                Term::Not => !stack.pop().unwrap_or_default(),
                Term::And => stack.pop().unwrap_or_default() & stack.pop().unwrap_or_default(),
                Term::Or => stack.pop().unwrap_or_default() | stack.pop().unwrap_or_default(),
            };
            stack.push(value);
        }
        stack.pop().unwrap_or_default()
    }
}

/// Why the constraint of a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadConstraint {
    /// The expression of the `//go:build` line is none.
    Expression,
    /// There are two `//go:build` lines.
    Twice,
}

/// Reads the constraint at the top of a source file, and the line (from 1) where it is bad.
///
/// A `//go:build` line counts before the first text that is no comment, and it alone decides. Old `// +build` lines
/// count among the first `//` comments only, and only if a blank line follows them.
pub(super) fn read(source: &[u8]) -> Result<Constraint, (BadConstraint, u32)> {
    let mut go_build: Option<(Box<[Term]>, u32)> = None;
    let mut old: Vec<Expression> = Vec::new();
    let mut old_before_blank = 0;
    let mut only_line_comments = true;
    let mut in_block = false;
    let mut number = 0;
    // The end of the last line is no blank line.
    let source = source.strip_suffix(b"\n").unwrap_or(source);
    'lines: for line in source.split(|byte| *byte == b'\n') {
        number += 1;
        let text = String::from_utf8_lossy(line);
        let mut text = text.trim();
        if text.is_empty() && only_line_comments {
            old_before_blank = old.len();
            continue;
        }
        only_line_comments &= text.starts_with("//");
        if !in_block {
            if let Some(expression) = directive(text, "//go:build") {
                if go_build.is_some() {
                    return Err((BadConstraint::Twice, number));
                }
                let terms = parse(expression).ok_or((BadConstraint::Expression, number))?;
                go_build = Some((terms, number));
            } else if only_line_comments
                && let Some(clauses) = directive(text[2..].trim(), "+build")
                && let Some(terms) = parse_old(clauses)
            {
                old.push(Expression(terms));
            }
        }
        while !text.is_empty() {
            if in_block {
                let Some(end) = text.find("*/") else { continue 'lines };
                in_block = false;
                text = text[end + 2..].trim();
            } else if text.starts_with("//") {
                continue 'lines;
            } else if let Some(rest) = text.strip_prefix("/*") {
                in_block = true;
                text = rest.trim();
            } else {
                break 'lines;
            }
        }
    }
    if let Some((terms, _)) = go_build {
        return Ok(Constraint(Box::new([Expression(terms)])));
    }
    old.truncate(old_before_blank);
    Ok(Constraint(old.into()))
}

/// What follows the name of a directive, if the text is that directive.
fn directive<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(name)?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

/// Reads the expression of a `//go:build` line: `!`, `&&`, `||`, parentheses and tags, by two stacks.
fn parse(text: &str) -> Option<Box<[Term]>> {
    #[derive(Clone, Copy, PartialEq, PartialOrd)]
    enum Operator {
        Open,
        Or,
        And,
        Not,
    }
    fn reduce(output: &mut Vec<Term>, operator: Operator) {
        output.push(match operator {
            Operator::Or => Term::Or,
            Operator::And => Term::And,
            Operator::Not | Operator::Open => Term::Not,
        });
    }
    let (mut output, mut waiting) = (Vec::new(), Vec::new());
    let mut rest = text.trim_start_matches([' ', '\t']);
    // Whether an operand must come next: a tag, `!` or `(`.
    let mut operand = true;
    let mut terms = 0;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '!' | '(' | ')' => 1,
            '&' | '|' if rest[1..].starts_with(first) => 2,
            _ => rest.find(|c: char| !is_tag_character(c)).unwrap_or(rest.len()),
        };
        match first {
            '!' if operand && waiting.last() != Some(&Operator::Not) => waiting.push(Operator::Not),
            '(' if operand => {
                terms += 1;
                waiting.push(Operator::Open);
            }
            ')' if !operand => loop {
                match waiting.pop()? {
                    Operator::Open => {
                        if waiting.pop_if(|top| *top == Operator::Not).is_some() {
                            output.push(Term::Not);
                        }
                        break;
                    }
                    operator => reduce(&mut output, operator),
                }
            },
            '&' | '|' if !operand && length == 2 => {
                let operator = if first == '&' { Operator::And } else { Operator::Or };
                while let Some(top) = waiting.pop_if(|top| *top >= operator) {
                    reduce(&mut output, top);
                }
                waiting.push(operator);
                operand = true;
            }
            _ if operand && is_tag_character(first) => {
                terms += 1;
                output.push(Term::Tag(rest[..length].into()));
                if waiting.pop_if(|top| *top == Operator::Not).is_some() {
                    output.push(Term::Not);
                }
                operand = false;
            }
            _ => return None,
        }
        if terms > MAX_TERMS {
            return None;
        }
        rest = rest[length..].trim_start_matches([' ', '\t']);
    }
    if operand {
        return None;
    }
    while let Some(operator) = waiting.pop() {
        if operator == Operator::Open {
            return None;
        }
        reduce(&mut output, operator);
    }
    Some(output.into())
}

/// Reads an old line: a space is "or", a comma is "and", and what is no tag stands for the tag `ignore`.
fn parse_old(text: &str) -> Option<Box<[Term]>> {
    /// The toolchain ignores an old line with more operators than this.
    const MAX_OPERATORS: usize = 100;
    let mut output = Vec::new();
    let mut operators = 0;
    for (clause_index, clause) in text.split_whitespace().enumerate() {
        for (index, literal) in clause.split(',').enumerate() {
            let name = literal.strip_prefix('!').unwrap_or(literal);
            let is_tag = !name.is_empty() && name.chars().all(is_tag_character);
            output.push(Term::Tag(if is_tag { name.into() } else { "ignore".into() }));
            if literal.starts_with('!') && literal != "!" && !literal.starts_with("!!") {
                output.push(Term::Not);
            }
            if index > 0 {
                operators += 1;
                output.push(Term::And);
            }
        }
        if clause_index > 0 {
            operators += 1;
            output.push(Term::Or);
        }
        if operators > MAX_OPERATORS {
            return None;
        }
    }
    if output.is_empty() {
        output.push(Term::Tag("ignore".into()));
    }
    Some(output.into())
}

fn is_tag_character(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '.'
}
