//! The tags of a template as words with their places. The engine has parsed the template before: what is looked for
//! here are names, so that one which a plan does not have is told wherever it stands.

/// A word of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// `{{` or `{%`.
    Open(&'static str),
    /// `}}` or `%}`.
    Close,
    /// A name or keyword.
    Name(String),
    /// A text in quotes, without them.
    Text(String),
    /// A number.
    Number,
    /// Any other sign; `?.`, `==` and the like are one.
    Sign(&'static str),
}

/// A word and where it starts: line and column count from 1, the column in characters.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The word.
    pub word: Word,
    /// Where it starts, in bytes.
    pub at: usize,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// The signs of two characters, then those of one.
const SIGNS: &[&str] = &[
    "?.", "?[", "==", "!=", "<=", ">=", "//", "**", "</", "/>", ".", ",", ":", "|", "=", "(", ")", "[", "]", "{", "}",
    "~", "+", "-", "*", "/", "%", "<", ">", "!", "@",
];

/// All words of all tags, in order. Comments and raw blocks have none.
#[must_use]
pub fn scan(text: &str) -> Vec<Spot> {
    let mut scanner = Scanner { text, at: 0, spots: Vec::new() };
    while scanner.find_tag() {}
    place(text, &mut scanner.spots);
    scanner.spots
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    spots: Vec<Spot>,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn push(&mut self, word: Word, length: usize) {
        self.spots.push(Spot { word, at: self.at, line: 0, column: 0 });
        self.at += length;
    }

    /// Goes to the next tag and through it; false at the end of the text.
    fn find_tag(&mut self) -> bool {
        let starts = ["{{", "{%", "{#"];
        let Some((start, sign)) =
            starts.iter().filter_map(|sign| self.rest().find(sign).map(|at| (at, *sign))).min_by_key(|found| found.0)
        else {
            return false;
        };
        self.at += start;
        if sign == "{#" {
            self.at += self.rest().find("#}").map_or(self.rest().len(), |end| end + 2);
            return true;
        }
        if let Some(length) = tag(self.rest(), "raw") {
            self.at += length;
            while let Some(next) = self.rest().find("{%") {
                self.at += next;
                match tag(self.rest(), "endraw") {
                    Some(length) => {
                        self.at += length;
                        return true;
                    }
                    None => self.at += 2,
                }
            }
            self.at = self.text.len();
            return true;
        }
        self.push(Word::Open(sign), 2);
        let end = if sign == "{{" { "}}" } else { "%}" };
        let mut braces = 0_usize;
        while let Some(c) = self.rest().chars().next() {
            let closes = braces == 0
                && (self.rest().starts_with(end)
                    || self.rest().strip_prefix('-').is_some_and(|rest| rest.starts_with(end)));
            if closes {
                self.at += usize::from(c == '-');
                self.push(Word::Close, 2);
                return true;
            }
            match c {
                '{' => braces += 1,
                '}' => braces = braces.saturating_sub(1),
                _ => {}
            }
            self.word(c);
        }
        true
    }

    fn word(&mut self, c: char) {
        let rest = self.rest();
        if matches!(c, '"' | '\'' | '`') {
            let mut escaped = false;
            let end = rest[1..].char_indices().find(|(_, c2)| {
                let closes = *c2 == c && !escaped;
                escaped = *c2 == '\\' && !escaped;
                closes
            });
            let inner = &rest[1..end.map_or(rest.len(), |(at, _)| at + 1)];
            self.push(Word::Text(inner.to_owned()), (inner.len() + 2).min(rest.len()));
        } else if c.is_ascii_digit() {
            let length = rest.find(|c: char| !c.is_ascii_digit() && c != '_').unwrap_or(rest.len());
            self.push(Word::Number, length);
        } else if c.is_alphanumeric() || c == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            self.push(Word::Name(rest[..length].to_owned()), length);
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            self.push(Word::Sign(sign), sign.len());
        } else {
            self.at += c.len_utf8();
        }
    }
}

/// The length of a tag of one word at the start of a text: `{%- raw -%}`.
fn tag(text: &str, word: &str) -> Option<usize> {
    let rest = text.strip_prefix("{%")?;
    let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start().strip_prefix(word)?.trim_start();
    let rest = rest.strip_prefix('-').unwrap_or(rest).strip_prefix("%}")?;
    Some(text.len() - rest.len())
}

/// Lines and columns, in one pass.
fn place(text: &str, spots: &mut [Spot]) {
    let (mut line, mut start, mut from) = (1, 0, 0);
    for spot in spots {
        for (at, _) in text[from..spot.at].match_indices('\n') {
            line += 1;
            start = from + at + 1;
        }
        from = spot.at;
        spot.line = line;
        spot.column = text[start..spot.at].chars().count() + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_know_their_places_and_texts_hide_signs() {
        let text = "a {# {{ nope }} #}{% raw %}{{ nope }}{% endraw %}\nã {{ x.y | f(a=\"}}\") -}}\n{%- if not b? %}";
        let words: Vec<(String, usize, usize)> =
            scan(text).into_iter().map(|spot| (format!("{:?}", spot.word), spot.line, spot.column)).collect();
        let named = |name: &str| words.iter().find(|(word, _, _)| word.contains(&format!("Name({name:?})"))).unwrap();
        assert_eq!((named("x").1, named("x").2), (2, 6));
        assert_eq!((named("b").1, named("b").2), (3, 12));
        assert!(words.iter().any(|(word, _, _)| word == "Text(\"}}\")"), "{words:?}");
        assert!(!words.iter().any(|(word, _, _)| word.contains("nope")), "{words:?}");
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "([{}%#\"'`a. \n\\\\-]|raw|ã){0,40}") {
            for spot in scan(&text) {
                prop_assert!(text.is_char_boundary(spot.at) && spot.line > 0 && spot.column > 0);
            }
        }
    }
}
