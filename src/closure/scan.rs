//! Reads from a Go source file what decides about a build: its package clause, its imports and its `//go:embed` lines.
//!
//! This is the lexical grammar of the Go specification up to the end of the import declarations; nothing after them is
//! looked at, but for comments when the file imports `embed`. It takes time linear in the length of the file.

use super::constraint::{self, BadConstraint, Constraint};
use super::lexer::{self, Lexer, Token, is_keyword};

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
    let mut lexer = Lexer::new(source);
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
    let package = match (next(lexer)?, next(lexer)?, next(lexer)?) {
        (Token::Word("package"), Token::Word(name), Token::Semicolon) if name != "_" && !is_keyword(name) => name,
        _ => return Err(FlawKind::PackageClause),
    };
    let mut imports = Vec::new();
    while next(lexer)? == Token::Word("import") {
        let mut token = next(lexer)?;
        if token == Token::Mark(b'(') {
            token = next(lexer)?;
            while token != Token::Mark(b')') {
                imports.push(import(lexer, token)?);
                token = next(lexer)?;
                match token {
                    Token::Semicolon => token = next(lexer)?,
                    Token::Mark(b')') => {}
                    _ => return Err(FlawKind::Import),
                }
            }
        } else {
            imports.push(import(lexer, token)?);
        }
        if next(lexer)? != Token::Semicolon {
            return Err(FlawKind::Import);
        }
    }
    Ok(Declarations { package, imports })
}

fn next<'a>(lexer: &mut Lexer<'a>) -> Result<Token<'a>, FlawKind> {
    lexer.next().ok_or(FlawKind::Literal)
}

/// One import: an optional name or dot, and a path.
fn import(lexer: &mut Lexer, first: Token) -> Result<String, FlawKind> {
    let path = match first {
        Token::Word(name) if !is_keyword(name) => next(lexer)?,
        Token::Mark(b'.') => next(lexer)?,
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

/// The patterns of all `//go:embed` comments of a file. A line whose patterns cannot be read counts for nothing here:
/// the compiler will say so.
fn embeds(source: &[u8]) -> Vec<String> {
    let mut patterns = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        at += match rest {
            [b'/', b'/', ..] => {
                let length = lexer::find(rest, b"\n").unwrap_or(rest.len());
                if let Some(line) = embed_line(&rest[..length]) {
                    patterns.extend(line);
                }
                length
            }
            [b'/', b'*', ..] => lexer::find(&rest[2..], b"*/").map_or(rest.len(), |end| end + 4),
            [b'`', ..] => lexer::find(&rest[1..], b"`").map_or(rest.len(), |end| end + 2),
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
            lexer::string(rest.as_bytes())?
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
