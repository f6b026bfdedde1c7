//! The lexical grammar of Go, as far as package clauses and imports need it (the Go specification, "Lexical elements").

/// Whether a word is a keyword of Go, and so no name.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

const KEYWORDS: [&str; 25] = [
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
];

/// A piece of Go source.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// An identifier or keyword.
    Word(&'a str),
    /// A string literal, unquoted.
    Text(String),
    /// Written, or put in by a line's end.
    Semicolon,
    /// Any other character; what is longer in Go comes as several.
    Mark(u8),
    End,
}

/// Reads Go source token by token.
pub(super) struct Lexer<'a> {
    source: &'a [u8],
    at: usize,
    /// Whether the last token makes the end of its line a semicolon.
    ends_statement: bool,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(source: &'a [u8]) -> Lexer<'a> {
        Lexer { source, at: 0, ends_statement: false }
    }

    /// The line that it has come to, from 1.
    pub(super) fn line(&self) -> u32 {
        let read = &self.source[..self.at.min(self.source.len())];
        u32::try_from(read.iter().filter(|byte| **byte == b'\n').count())
            .map_or(u32::MAX, |lines| lines.saturating_add(1))
    }

    /// The next token; `None` if a string or comment has no end or a string a wrong escape.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        if self.skip_blank()? {
            self.ends_statement = false;
            return Some(Token::Semicolon);
        }
        let rest = &self.source[self.at..];
        let token = match rest.first() {
            None => Token::End,
            Some(b'"' | b'`') => {
                let (text, length) = string(rest)?;
                self.at += length;
                Token::Text(text)
            }
            Some(b';') => {
                self.at += 1;
                Token::Semicolon
            }
            Some(mark) => match word(rest) {
                "" => {
                    self.at += 1;
                    Token::Mark(*mark)
                }
                word => {
                    self.at += word.len();
                    Token::Word(word)
                }
            },
        };
        self.ends_statement = match &token {
            Token::Word(word) => !is_keyword(word),
            Token::Text(_) | Token::Mark(b')') => true,
            _ => false,
        };
        Some(token)
    }

    /// Skips spaces and comments; true if a line's end there stands for a semicolon.
    fn skip_blank(&mut self) -> Option<bool> {
        loop {
            let rest = &self.source[self.at..];
            match rest {
                [] => return Some(self.ends_statement),
                [b'\n', ..] if self.ends_statement => return Some(true),
                [b' ' | b'\t' | b'\r' | b'\n', ..] => self.at += 1,
                [b'/', b'/', ..] => self.at += find(rest, b"\n").unwrap_or(rest.len()),
                [b'/', b'*', ..] => {
                    let length = find(&rest[2..], b"*/")? + 4;
                    self.at += length;
                    if self.ends_statement && rest[..length].contains(&b'\n') {
                        return Some(true);
                    }
                }
                _ => return Some(false),
            }
        }
    }
}

/// Where a sequence of bytes first stands.
pub(super) fn find(source: &[u8], what: &[u8]) -> Option<usize> {
    source.windows(what.len()).position(|window| window == what)
}

/// The identifier or keyword at the start, or nothing.
fn word(source: &[u8]) -> &str {
    let ascii = source.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    let length = if source.get(ascii).is_some_and(|byte| !byte.is_ascii()) {
        // Letters of other scripts: the text up to the next character that no identifier has.
        let end = source.iter().position(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != b'_');
        let text = source[..end.unwrap_or(source.len())].utf8_chunks().next().map_or("", |chunk| chunk.valid());
        text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())
    } else {
        ascii
    };
    let word = str::from_utf8(&source[..length]).unwrap_or_default();
    if word.starts_with(char::is_numeric) { "" } else { word }
}

/// The string literal at the start: its value, and the length of the literal.
pub(super) fn string(source: &[u8]) -> Option<(String, usize)> {
    let rest = &source[1..];
    if source[0] == b'`' {
        let end = find(rest, b"`")?;
        let text: Vec<u8> = rest[..end].iter().copied().filter(|byte| *byte != b'\r').collect();
        return Some((String::from_utf8(text).ok()?, end + 2));
    }
    let mut text = Vec::new();
    let mut at = 0;
    loop {
        match *rest.get(at)? {
            b'"' => return Some((String::from_utf8(text).ok()?, at + 2)),
            b'\n' => return None,
            b'\\' => at += 1 + escape(rest.get(at + 1..)?, &mut text)?,
            byte => {
                text.push(byte);
                at += 1;
            }
        }
    }
}

/// Reads what follows a backslash and returns its length.
fn escape(source: &[u8], text: &mut Vec<u8>) -> Option<usize> {
    let number = |from: usize, digits: usize, radix: u32| {
        let digits = source.get(from..from + digits)?;
        if !digits.iter().all(|digit| char::from(*digit).is_digit(radix)) {
            return None;
        }
        u32::from_str_radix(str::from_utf8(digits).ok()?, radix).ok()
    };
    let (value, length) = match source.first()? {
        b'a' => (7, 1),
        b'b' => (8, 1),
        b'f' => (12, 1),
        b'n' => (10, 1),
        b'r' => (13, 1),
        b't' => (9, 1),
        b'v' => (11, 1),
        byte @ (b'\\' | b'"') => (*byte, 1),
        b'0'..=b'7' => (u8::try_from(number(0, 3, 8)?).ok()?, 3),
        b'x' => (u8::try_from(number(1, 2, 16)?).ok()?, 3),
        kind @ (b'u' | b'U') => {
            let digits = if *kind == b'u' { 4 } else { 8 };
            let c = char::from_u32(number(1, digits, 16)?)?;
            text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            return Some(1 + digits);
        }
        _ => return None,
    };
    text.push(value);
    Some(length)
}
