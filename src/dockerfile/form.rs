//! The forms in which instructions write their arguments.

use super::{Joined, Part, ProblemKind};
use std::borrow::Cow;
use std::ops::Range;

/// How the arguments of an instruction are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form<'t> {
    /// One text: a command line for the shell, a path, a user.
    Text,
    /// A JSON list: the words without quotes and escapes.
    Exec(Vec<Part<'t>>),
    /// Words between spaces, as they are written.
    Words(Vec<Part<'t>>),
    /// Names and values.
    Pairs {
        /// The old form `NAME value`.
        legacy: bool,
        /// The pairs.
        pairs: Vec<Pair<'t>>,
    },
}

/// A name, and its value if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<'t> {
    /// The name; a quoted label's still has its quotes.
    pub name: Part<'t>,
    /// The value with its quotes and escapes; `ARG NAME` has none.
    pub value: Option<Part<'t>>,
}

/// The ranges of the words of a text: spaces inside of quotes and after an escape are part of a word.
#[must_use]
pub fn words(text: &str, escape: char) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut quote) = (None, None);
    let mut letters = text.char_indices();
    while let Some((index, letter)) = letters.next() {
        if start.is_none() {
            if letter.is_whitespace() {
                continue;
            }
            start = Some(index);
        }
        match quote {
            None if letter.is_whitespace() => {
                if let Some(start) = start.take() {
                    found.push(start..index);
                }
            }
            None if letter == '\'' || letter == '"' => quote = Some(letter),
            // In single quotes an escape is a letter like any other.
            None | Some('"') if letter == escape => {
                letters.next();
            }
            Some(open) if open == letter => quote = None,
            _ => {}
        }
    }
    if let Some(start) = start {
        found.push(start..text.len());
    }
    found
}

/// A word without its quotes and escapes. In double quotes an escape takes the meaning of a quote, a `$` and itself, and is a
/// letter before any other (`BuildKit`, `frontend/dockerfile/shell`: `processDoubleQuote`).
#[must_use]
pub fn unquoted(word: &str, escape: char) -> String {
    let mut text = String::with_capacity(word.len());
    let mut quote = None;
    let mut letters = word.chars();
    while let Some(letter) = letters.next() {
        match quote {
            Some('"') if letter == escape => match letters.next() {
                Some(next) if next == '"' || next == '$' || next == escape => text.push(next),
                next => {
                    text.push(letter);
                    text.extend(next);
                }
            },
            None if letter == escape => text.extend(letters.next()),
            None if letter == '\'' || letter == '"' => quote = Some(letter),
            Some(open) if open == letter => quote = None,
            _ => text.push(letter),
        }
    }
    text
}

/// Words between spaces, whatever quotes they have.
pub(super) fn plain<'t>(rest: &Joined<'t>) -> Vec<Part<'t>> {
    let text = rest.text.as_ref();
    let offset = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|word| rest.part(offset(word)..offset(word) + word.len())).collect()
}

/// The texts of a JSON list; `None` for what is none.
pub(super) fn exec<'t>(rest: &Joined<'t>) -> Option<Vec<Part<'t>>> {
    let text = rest.text.as_ref();
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'[') || bytes.last() != Some(&b']') {
        return None;
    }
    let (mut found, mut index, mut wants_text) = (Vec::new(), 1, true);
    loop {
        index += bytes[index..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        match *bytes.get(index)? {
            b']' if index + 1 == bytes.len() && (!wants_text || found.is_empty()) => return Some(found),
            b',' if !wants_text => (index, wants_text) = (index + 1, true),
            b'"' if wants_text => {
                let mut end = index + 1;
                while *bytes.get(end)? != b'"' {
                    end += if bytes[end] == b'\\' { 2 } else { 1 };
                }
                let word: String = serde_json::from_str(text.get(index..=end)?).ok()?;
                found.push(Part { text: Cow::Owned(word), span: rest.span(index..end + 1) });
                (index, wants_text) = (end + 1, false);
            }
            _ => return None,
        }
    }
}

/// Pairs as `ENV` and `LABEL` write them; the first word decides between the forms.
pub(super) fn pairs<'t>(rest: &Joined<'t>, escape: char, mut tell: impl FnMut(ProblemKind, Range<usize>)) -> Form<'t> {
    let words = words(&rest.text, escape);
    let Some(first) = words.first() else { return Form::Pairs { legacy: false, pairs: Vec::new() } };
    if !rest.text[first.clone()].contains('=') {
        // The name ends at the first space, quoted or not.
        let end = rest.text.find(char::is_whitespace).unwrap_or(rest.text.len());
        let value = rest.text[end..].trim();
        let start = rest.text.len() - rest.text[end..].trim_start().len();
        if value.is_empty() {
            tell(ProblemKind::Pair, rest.span(0..end));
        }
        let value = (!value.is_empty()).then(|| rest.part(start..start + value.len()));
        return Form::Pairs { legacy: true, pairs: vec![Pair { name: rest.part(0..end), value }] };
    }
    let mut pairs = Vec::with_capacity(words.len());
    for word in words {
        let pair = pair(rest, word.clone());
        if pair.value.is_none() || pair.name.text.is_empty() {
            tell(ProblemKind::Pair, rest.span(word));
        }
        pairs.push(pair);
    }
    Form::Pairs { legacy: false, pairs }
}

/// `ARG`: words of which each has a value or not.
pub(super) fn arguments<'t>(
    rest: &Joined<'t>,
    escape: char,
    mut tell: impl FnMut(ProblemKind, Range<usize>),
) -> Form<'t> {
    let words = words(&rest.text, escape);
    let pairs = words.into_iter().map(|word| {
        let pair = pair(rest, word.clone());
        if pair.name.text.is_empty() {
            tell(ProblemKind::Pair, rest.span(word));
        }
        pair
    });
    Form::Pairs { legacy: false, pairs: pairs.collect() }
}

fn pair<'t>(rest: &Joined<'t>, word: Range<usize>) -> Pair<'t> {
    match rest.text[word.clone()].find('=') {
        Some(index) => Pair {
            name: rest.part(word.start..word.start + index),
            value: Some(rest.part(word.start + index + 1..word.end)),
        },
        None => Pair { name: rest.part(word), value: None },
    }
}
