//! Reads from a Go source file what decides about a build: its package clause, its imports and its `//go:embed` lines.
//!
//! This is the lexical grammar of the Go specification up to the end of the import declarations; nothing after them is
//! looked at, but for comments when the file imports `embed`. It takes time linear in the length of the file.

use super::constraint::{self, BadConstraint, Constraint};

/// What decides about a file in a build.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// When a build takes the file.
    pub(super) constraint: Result<Constraint, Flaw>,
    /// What it says to a build that takes it.
    pub(super) body: Result<Body, Flaw>,
}

/// The part of a Go file that says what else its build needs. Empty for assembly and header files.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    /// The name in the package clause.
    pub(super) package: Box<str>,
    /// The imports other than `C`, in their order.
    pub(super) imports: Box<[Box<str>]>,
    /// Whether it imports `C`: a build without cgo leaves the file out.
    pub(super) cgo: bool,
    /// The patterns of its `//go:embed` lines, in their order; none if it does not import `embed`.
    pub(super) embeds: Box<[Box<str>]>,
}

impl Source {
    /// About how many bytes of memory it takes.
    pub(super) fn weight(&self) -> usize {
        let texts = |list: &[Box<str>]| list.iter().map(|text| text.len() + 16).sum::<usize>();
        128 + self.body.as_ref().map_or(0, |body| texts(&body.imports) + texts(&body.embeds))
            + self.constraint.as_ref().map_or(0, Constraint::weight)
    }
}

/// A mistake in a file and its line, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Flaw {
    pub(super) line: u32,
    pub(super) kind: FlawKind,
}

/// What is wrong in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlawKind {
    /// The expression of a `//go:build` line is none.
    Constraint,
    /// There are two `//go:build` lines.
    TwoConstraints,
    /// It does not begin with a package clause.
    PackageClause,
    /// An import declaration is not finished or not separated from the next.
    Import,
    /// An import names no possible package.
    ImportPath,
    /// A string or comment has no end, or a string has a wrong escape.
    Literal,
}

/// Reads a Go file.
pub(super) fn go_file(source: &[u8]) -> Source {
    let source = source.strip_prefix(b"\xef\xbb\xbf").unwrap_or(source);
    Source { constraint: read_constraint(source), body: body(source) }
}

/// Reads a file of another language that takes part in builds of Go packages: only its constraint counts.
pub(super) fn other_file(source: &[u8]) -> Source {
    Source { constraint: read_constraint(source), body: Ok(Body::default()) }
}

fn read_constraint(source: &[u8]) -> Result<Constraint, Flaw> {
    constraint::read(source).map_err(|(bad, line)| {
        let kind = match bad {
            BadConstraint::Expression => FlawKind::Constraint,
            BadConstraint::Twice => FlawKind::TwoConstraints,
        };
        Flaw { line, kind }
    })
}

fn body(source: &[u8]) -> Result<Body, Flaw> {
    let mut lexer = Lexer { source, at: 0, ends_statement: false };
    let flaw = |lexer: &Lexer, kind| Flaw { line: lexer.line(), kind };
    let declarations = declarations(&mut lexer).map_err(|kind| flaw(&lexer, kind))?;
    let Declarations { package, imports } = declarations;
    let cgo = imports.iter().any(|import| import == "C");
    let embeds = if imports.iter().any(|import| import == "embed") { embeds(source) } else { Vec::new() };
    Ok(Body {
        package: package.into(),
        imports: imports.into_iter().filter(|import| import != "C").map(String::into_boxed_str).collect(),
        cgo,
        embeds: embeds.into_iter().map(String::into_boxed_str).collect(),
    })
}

struct Declarations<'a> {
    package: &'a str,
    imports: Vec<String>,
}

fn declarations<'a>(lexer: &mut Lexer<'a>) -> Result<Declarations<'a>, FlawKind> {
    let package = match (lexer.next()?, lexer.next()?, lexer.next()?) {
        (Token::Word("package"), Token::Word(name), Token::Semicolon) if name != "_" && !KEYWORDS.contains(&name) => {
            name
        }
        _ => return Err(FlawKind::PackageClause),
    };
    let mut imports = Vec::new();
    while lexer.next()? == Token::Word("import") {
        let mut token = lexer.next()?;
        if token == Token::Mark(b'(') {
            token = lexer.next()?;
            while token != Token::Mark(b')') {
                imports.push(import(lexer, token)?);
                token = lexer.next()?;
                match token {
                    Token::Semicolon => token = lexer.next()?,
                    Token::Mark(b')') => {}
                    _ => return Err(FlawKind::Import),
                }
            }
        } else {
            imports.push(import(lexer, token)?);
        }
        if lexer.next()? != Token::Semicolon {
            return Err(FlawKind::Import);
        }
    }
    Ok(Declarations { package, imports })
}

/// One import: an optional name or dot, and a path.
fn import(lexer: &mut Lexer, first: Token) -> Result<String, FlawKind> {
    let path = match first {
        Token::Word(name) if !KEYWORDS.contains(&name) => lexer.next()?,
        Token::Mark(b'.') => lexer.next()?,
        path => path,
    };
    match path {
        Token::Text(path) if is_import_path(&path) => Ok(path),
        Token::Text(_) => Err(FlawKind::ImportPath),
        _ => Err(FlawKind::Import),
    }
}

/// The characters that the specification lets a compiler refuse, and Go's does.
fn is_import_path(path: &str) -> bool {
    !path.is_empty()
        && path
            .chars()
            .all(|c| !c.is_control() && !c.is_whitespace() && !"!\"#$%&'()*,:;<=>?[\\]^{|}`\u{fffd}".contains(c))
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

#[derive(Debug, PartialEq, Eq)]
enum Token<'a> {
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

struct Lexer<'a> {
    source: &'a [u8],
    at: usize,
    /// Whether the last token makes the end of its line a semicolon.
    ends_statement: bool,
}

impl<'a> Lexer<'a> {
    fn line(&self) -> u32 {
        let read = &self.source[..self.at.min(self.source.len())];
        u32::try_from(read.iter().filter(|byte| **byte == b'\n').count())
            .map_or(u32::MAX, |lines| lines.saturating_add(1))
    }

    fn next(&mut self) -> Result<Token<'a>, FlawKind> {
        if self.skip_blank()? {
            self.ends_statement = false;
            return Ok(Token::Semicolon);
        }
        let rest = &self.source[self.at..];
        let token = match rest.first() {
            None => Token::End,
            Some(b'"' | b'`') => {
                let (text, length) = string(rest).ok_or(FlawKind::Literal)?;
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
            Token::Word(word) => !KEYWORDS.contains(word),
            Token::Text(_) | Token::Mark(b')') => true,
            _ => false,
        };
        Ok(token)
    }

    /// Skips spaces and comments; true if a line's end there stands for a semicolon.
    fn skip_blank(&mut self) -> Result<bool, FlawKind> {
        loop {
            let rest = &self.source[self.at..];
            match rest {
                [] => return Ok(self.ends_statement),
                [b'\n', ..] if self.ends_statement => return Ok(true),
                [b' ' | b'\t' | b'\r' | b'\n', ..] => self.at += 1,
                [b'/', b'/', ..] => self.at += find(rest, b"\n").unwrap_or(rest.len()),
                [b'/', b'*', ..] => {
                    let length = find(&rest[2..], b"*/").ok_or(FlawKind::Literal)? + 4;
                    self.at += length;
                    if self.ends_statement && rest[..length].contains(&b'\n') {
                        return Ok(true);
                    }
                }
                _ => return Ok(false),
            }
        }
    }
}

fn find(source: &[u8], what: &[u8]) -> Option<usize> {
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
fn string(source: &[u8]) -> Option<(String, usize)> {
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

/// The patterns of all `//go:embed` comments of a file. A line whose patterns cannot be read counts for nothing here:
/// the compiler will say so.
fn embeds(source: &[u8]) -> Vec<String> {
    let mut patterns = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        at += match rest {
            [b'/', b'/', ..] => {
                let length = find(rest, b"\n").unwrap_or(rest.len());
                if let Some(line) = embed_line(&rest[..length]) {
                    patterns.extend(line);
                }
                length
            }
            [b'/', b'*', ..] => find(&rest[2..], b"*/").map_or(rest.len(), |end| end + 4),
            [b'`', ..] => find(&rest[1..], b"`").map_or(rest.len(), |end| end + 2),
            [quote @ (b'"' | b'\''), ..] => quoted_length(&rest[1..], *quote) + 1,
            _ => 1,
        };
    }
    patterns
}

/// The length of an interpreted string or rune literal after its first quote; a line's end ends it too.
fn quoted_length(source: &[u8], quote: u8) -> usize {
    let mut at = 0;
    while let Some(byte) = source.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' => return at,
            byte if *byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    source.len()
}

fn embed_line(comment: &[u8]) -> Option<Vec<String>> {
    let text = str::from_utf8(comment.strip_prefix(b"//go:embed")?).ok()?;
    if !text.starts_with(char::is_whitespace) {
        return None;
    }
    let mut patterns = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let (pattern, length) = if matches!(first, '"' | '`') {
            string(rest.as_bytes())?
        } else {
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            (rest[..length].to_owned(), length)
        };
        patterns.push(pattern);
        if !rest[length..].is_empty() && !rest[length..].starts_with(char::is_whitespace) {
            return None;
        }
        rest = rest[length..].trim_start();
    }
    Some(patterns)
}
