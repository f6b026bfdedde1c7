//! The tokens of a Go file, as far as reading declarations and calls needs them.

/// A token, and where it starts in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind<'a> {
    /// A name or keyword.
    Name(&'a str),
    /// A string literal, without its quotes and escapes.
    Text(String),
    /// A number literal as it is written.
    Number(&'a str),
    /// A rune literal.
    Rune,
    /// One character of an operator or bracket.
    Mark(char),
    /// The end of a statement, written or implied by a line end.
    End,
}

/// Splits a Go file into tokens. What is no Go ends the list early; it never fails.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::with_capacity(text.len() / 8) };
    while lexer.next().is_some() {}
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token<'a>>,
}

impl<'a> Lexer<'a> {
    fn next(&mut self) -> Option<()> {
        let rest = &self.text[self.at..];
        let first = rest.chars().next()?;
        let start = self.at;
        match first {
            '\n' => {
                if self.statement_may_end() {
                    self.push(TokenKind::End, start, start + 1);
                }
                self.at += 1;
            }
            _ if first.is_whitespace() => self.at += first.len_utf8(),
            '/' if rest.starts_with("//") => self.at += rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => self.at += rest.find("*/")? + 2,
            '"' => {
                let (value, length) = interpreted(rest)?;
                self.take(TokenKind::Text(value), length);
            }
            '`' => {
                let length = rest[1..].find('`')?;
                self.take(TokenKind::Text(rest[1..=length].replace('\r', "")), length + 2);
            }
            '\'' => {
                let (_, length) = interpreted(rest)?;
                self.take(TokenKind::Rune, length);
            }
            '0'..='9' => self.number(rest),
            '.' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => self.number(rest),
            _ if first.is_alphabetic() || first == '_' => {
                let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                self.take(TokenKind::Name(&rest[..length]), length);
            }
            ';' => self.take(TokenKind::End, 1),
            _ => self.take(TokenKind::Mark(first), first.len_utf8()),
        }
        Some(())
    }

    fn take(&mut self, kind: TokenKind<'a>, length: usize) {
        let start = self.at;
        self.at += length;
        self.push(kind, start, self.at);
    }

    fn push(&mut self, kind: TokenKind<'a>, start: usize, end: usize) {
        self.tokens.push(Token { kind, start, end });
    }

    fn number(&mut self, rest: &'a str) {
        let mut length = 0;
        for (index, c) in rest.char_indices() {
            let exponent = matches!(rest[..index].chars().next_back(), Some('e' | 'E')) && !rest.starts_with("0x");
            if !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_') || (matches!(c, '+' | '-') && exponent)) {
                break;
            }
            length = index + 1;
        }
        self.take(TokenKind::Number(&rest[..length]), length);
    }

    /// Go puts a semicolon at a line end after a name, a literal, and some keywords and brackets.
    fn statement_may_end(&self) -> bool {
        match self.tokens.last().map(|token| &token.kind) {
            Some(TokenKind::Name(_) | TokenKind::Text(_) | TokenKind::Number(_) | TokenKind::Rune) => true,
            Some(TokenKind::Mark(mark)) => matches!(mark, ')' | ']' | '}'),
            Some(TokenKind::End) | None => false,
        }
    }
}

/// The value of a literal in double or single quotes, and its length with them.
fn interpreted(text: &str) -> Option<(String, usize)> {
    let quote = text.chars().next()?;
    let mut value = String::new();
    let mut letters = text.char_indices().skip(1);
    while let Some((index, letter)) = letters.next() {
        match letter {
            _ if letter == quote => return Some((value, index + 1)),
            '\n' => return None,
            '\\' => match letters.next()?.1 {
                'n' => value.push('\n'),
                't' => value.push('\t'),
                'r' => value.push('\r'),
                digits @ ('x' | 'u' | 'U') => {
                    let count = match digits {
                        'x' => 2,
                        'u' => 4,
                        _ => 8,
                    };
                    let hex: String = letters.by_ref().take(count).map(|(_, digit)| digit).collect();
                    value.extend(u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32));
                }
                other => value.push(other),
            },
            _ => value.push(letter),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        tokens(text)
            .into_iter()
            .map(|token| match token.kind {
                TokenKind::Name(name) => name.to_owned(),
                TokenKind::Text(value) => format!("{value:?}"),
                TokenKind::Number(number) => number.to_owned(),
                TokenKind::Rune => "'".to_owned(),
                TokenKind::Mark(mark) => mark.to_string(),
                TokenKind::End => ";".to_owned(),
            })
            .collect()
    }

    #[test]
    fn literals_comments_and_line_ends() {
        let text = "a := \"x\\\"\\u00e9\\n\" // \"no\"\n/* \" */ b(`r\\w`,\n'\\'', .5, 0x1e-3, 1e-3)\n";
        let expected = [
            "a",
            ":",
            "=",
            "\"x\\\"é\\n\"",
            ";",
            "b",
            "(",
            "\"r\\\\w\"",
            ",",
            "'",
            ",",
            ".5",
            ",",
            "0x1e",
            "-",
            "3",
            ",",
            "1e-3",
            ")",
            ";",
        ];
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn what_is_no_go_ends_the_list() {
        for text in ["\"open", "`open", "/* open", "a \"\n\" b", "\u{1}", "'", "\"\\", "é\"\\u12"] {
            assert!(tokens(text).len() <= 2, "{text:?}");
        }
    }
}
