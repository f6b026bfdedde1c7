//! Walking over the tokens of a Go file.

use super::lexer::{Token, TokenKind};
use super::syntax::{Declaration, Expr, Form, Registration, env_form, helper_form};
use std::collections::BTreeMap;

/// How deep expressions may nest.
const DEPTH: usize = 64;
/// How much of a default that is no constant is shown.
const SHOWN: usize = 160;
/// How often a token may be looked at on average: calls in calls are read once for each of them.
const VISITS: usize = 64;

/// The packages that registered variables come from: the second since 1.19.
const ENV: [&str; 2] = ["istio.io/pkg/env", "istio.io/istio/pkg/env"];

/// A place in the tokens of a file.
pub(super) struct Parser<'a> {
    text: &'a str,
    tokens: &'a [Token<'a>],
    pub(super) at: usize,
    depth: usize,
    budget: usize,
    pub(super) imports: BTreeMap<String, String>,
}

impl<'a> Parser<'a> {
    /// The start of a file.
    pub(super) fn new(text: &'a str, tokens: &'a [Token<'a>]) -> Parser<'a> {
        let budget = tokens.len().saturating_mul(VISITS);
        Parser { text, tokens, at: 0, depth: 0, budget, imports: BTreeMap::new() }
    }

    pub(super) fn kind(&self) -> Option<&TokenKind<'a>> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn mark(&mut self, mark: char) -> bool {
        let found = self.kind() == Some(&TokenKind::Mark(mark));
        self.at += usize::from(found);
        found
    }

    fn name(&mut self) -> Option<&'a str> {
        let Some(&TokenKind::Name(name)) = self.kind() else { return None };
        self.at += 1;
        Some(name)
    }

    /// One item, or items in parentheses.
    pub(super) fn group<T>(&mut self, item: fn(&mut Parser<'a>) -> T) -> Vec<T> {
        if !self.mark('(') {
            return vec![item(self)];
        }
        let mut items = Vec::new();
        while let Some(kind) = self.kind() {
            match kind {
                TokenKind::Mark(')') => {
                    self.at += 1;
                    break;
                }
                TokenKind::Mark('}' | ']') => break,
                TokenKind::End => self.at += 1,
                _ => {
                    let before = self.at;
                    items.push(item(self));
                    self.skip_to(|kind| *kind == TokenKind::End);
                    if self.at == before {
                        break;
                    }
                }
            }
        }
        items
    }

    /// Goes to the next token that is wanted or closes a bracket, outside of brackets that are opened on the way.
    fn skip_to(&mut self, wanted: impl Fn(&TokenKind<'a>) -> bool) {
        let mut open = 0_usize;
        while let (Some(kind), true) = (self.kind(), self.budget > 0) {
            match kind {
                TokenKind::Mark(')' | '}' | ']') if open == 0 => return,
                kind if open == 0 && wanted(kind) => return,
                TokenKind::Mark('(' | '{' | '[') => open += 1,
                TokenKind::Mark(')' | '}' | ']') => open -= 1,
                _ => {}
            }
            self.at += 1;
            self.budget -= 1;
        }
    }

    pub(super) fn import(&mut self) {
        let alias = if self.mark('.') { Some(".") } else { self.name() };
        if let Some(TokenKind::Text(path)) = self.kind().cloned() {
            self.at += 1;
            let last = path.rsplit('/').next().unwrap_or_default();
            self.imports.insert(alias.unwrap_or(last).to_owned(), path);
        }
    }

    /// `A, B T = 1, 2`; without values there is nothing to keep.
    pub(super) fn declarations(&mut self) -> Vec<Declaration> {
        let mut names = Vec::new();
        while let Some(name) = self.name() {
            names.push(name);
            if !self.mark(',') {
                break;
            }
        }
        let of = match self.name() {
            Some(package) if self.mark('.') => self.name().map(|name| format!("{package}.{name}")),
            name => name.map(str::to_owned),
        };
        if !self.mark('=') {
            return Vec::new();
        }
        let mut declarations = Vec::new();
        for name in names {
            let value = self.argument().0;
            declarations.push(Declaration { name: name.to_owned(), of: of.clone(), value });
            if !self.mark(',') {
                break;
            }
        }
        declarations.retain(|declaration| declaration.value != Expr::Other);
        declarations
    }

    /// The call at this place, if it registers a variable.
    pub(super) fn registration(&mut self) -> Option<Registration> {
        let form = self.form()?;
        self.registered(form)
    }

    /// The name of a function that registers, and how it does.
    fn form(&mut self) -> Option<Form> {
        let first = self.name()?;
        if self.mark('.') {
            let function = self.name()?;
            return if ENV.contains(&self.imports.get(first)?.as_str()) { env_form(function) } else { None };
        }
        // The declaration of such a function registers nothing.
        let before = self.at.checked_sub(2).and_then(|index| self.tokens.get(index));
        if before.is_some_and(|token| token.kind == TokenKind::Name("func")) { None } else { helper_form(first) }
    }

    fn registered(&mut self, form: Form) -> Option<Registration> {
        let of = if self.mark('[') {
            let start = self.at;
            self.skip_to(|_| false);
            let of = self.source(start, self.at).to_owned();
            self.mark(']');
            Some(of)
        } else {
            form.of.map(str::to_owned)
        };
        let mut arguments = self.arguments()?.into_iter().map(Some).collect::<Vec<_>>();
        let mut take = |index: usize| arguments.get_mut(index).and_then(Option::take);
        let (name, (default, source)) = (take(0)?.0, take(form.default)?);
        let with_ambient = form.with_ambient.and_then(&mut take).map(|(value, _)| value);
        let description = take(form.description).map_or(Expr::Other, |(description, _)| description);
        Some(Registration { name, from_flag: form.from_flag, of, default, source, with_ambient, description })
    }

    /// The arguments of a call, from its opening parenthesis on.
    fn arguments(&mut self) -> Option<Vec<(Expr, String)>> {
        if !self.mark('(') {
            return None;
        }
        let mut arguments = Vec::new();
        loop {
            while self.kind() == Some(&TokenKind::End) {
                self.at += 1;
            }
            if self.mark(')') {
                return Some(arguments);
            }
            arguments.push(self.argument());
            if !self.mark(',') {
                return self.mark(')').then_some(arguments);
            }
        }
    }

    /// An expression up to a comma, a closing bracket or the end of the statement, and how it is written.
    fn argument(&mut self) -> (Expr, String) {
        let start = self.at;
        let stops = |kind: &TokenKind<'a>| matches!(kind, TokenKind::Mark(',') | TokenKind::End);
        let mut value = self.expression(0).unwrap_or(Expr::Other);
        let complete = self.kind().is_none_or(|kind| stops(kind) || matches!(kind, TokenKind::Mark(')' | '}' | ']')));
        if !complete {
            value = Expr::Other;
            self.at = start;
            self.skip_to(stops);
        }
        let written: String = self.source(start, self.at).chars().take(SHOWN).collect();
        (value, written.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn source(&self, start: usize, end: usize) -> &'a str {
        match (self.tokens.get(start), end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if first.start <= last.end => &self.text[first.start..last.end],
            _ => "",
        }
    }

    fn expression(&mut self, least: u8) -> Option<Expr> {
        self.depth += 1;
        let value = if self.depth > DEPTH { None } else { self.operators(least) };
        self.depth -= 1;
        value
    }

    fn operators(&mut self, least: u8) -> Option<Expr> {
        let mut left = self.operand()?;
        while let Some(&TokenKind::Mark(operator)) = self.kind() {
            let double = self.tokens.get(self.at + 1).map(|token| &token.kind) == Some(&TokenKind::Mark(operator));
            let (strength, length) = match operator {
                '+' | '-' => (1, 1),
                '*' | '/' | '%' => (2, 1),
                '<' | '>' if double => (2, 2),
                _ => break,
            };
            if strength <= least {
                break;
            }
            self.at += length;
            let right = self.expression(strength)?;
            left = Expr::Binary(Box::new(left), operator, Box::new(right));
        }
        Some(left)
    }

    fn operand(&mut self) -> Option<Expr> {
        self.budget = self.budget.checked_sub(1)?;
        let at = self.at;
        if let Some(form) = self.form() {
            let registration = self.registered(form)?;
            let value = Expr::Registered(Box::new(registration.default));
            return match (self.mark('.').then(|| self.name()).flatten(), self.arguments()) {
                (Some("Get"), Some(arguments)) if arguments.is_empty() => Some(value),
                _ => None,
            };
        }
        self.at = at;
        let kind = self.kind()?.clone();
        self.at += 1;
        let mut value = match kind {
            TokenKind::Text(value) => Expr::Text(value),
            TokenKind::Number(number) => Expr::Number(number.to_owned()),
            TokenKind::Mark(sign @ ('-' | '+' | '!')) => return Some(Expr::Unary(sign, Box::new(self.expression(3)?))),
            TokenKind::Mark('(') => {
                let value = self.expression(0)?;
                self.mark(')').then_some(value)?
            }
            TokenKind::Name(name) if self.mark('.') => Expr::Member(name.to_owned(), self.name()?.to_owned()),
            TokenKind::Name(name) => Expr::Name(name.to_owned()),
            _ => return None,
        };
        while self.kind() == Some(&TokenKind::Mark('(')) {
            let arguments = self.arguments()?.into_iter().map(|(argument, _)| argument).collect();
            value = Expr::Call(Box::new(value), arguments);
        }
        Some(value)
    }
}
