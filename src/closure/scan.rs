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
    let clause = FlawKind::PackageClause;
    if next(lexer)? != Token::Word("package") {
        return Err(clause);
    }
    let package = match next(lexer)? {
        Token::Word(name) if name != "_" && !is_keyword(name) => name,
        _ => return Err(clause),
    };
    if next(lexer)? != Token::Semicolon {
        return Err(clause);
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn imports(source: &str) -> Result<Vec<String>, (u32, FlawKind)> {
        let body = go_file(source.as_bytes()).body.map_err(|flaw| (flaw.line, flaw.kind))?;
        Ok(body.imports.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn imports_are_found_in_every_form_and_nowhere_else() {
        for (source, expected) in [
            ("package p", &[][..]),
            ("package p;import `a`;import _ \"b\"", &["a", "b"]),
            ("\u{feff}// text\n\n/* import \"no\" */ package p // no\nimport x \"a\"\n", &["a"]),
            ("package p\r\nimport (\r\n\t. \"a\"\r\n\tü1 \"b\" // \"no\"\r\n)\r\n", &["a", "b"]),
            ("package p\nimport(\"a\";\"b\");import()\nimport (_ \"c\";)", &["a", "b", "c"]),
            ("package p\nimport\n\"a\"\nimport /*\n*/ x \"b\"\n", &["a", "b"]),
            ("package p\nimport \"a\" /*\n*/ import \"b\"\n", &["a", "b"]),
            ("package p\nimport \"\\x61\\142\\u0063/\\U00000064\"\n", &["abc/d"]),
            ("package p\nimport \"a\"\nvar x = 1\nimport \"no\"\n", &["a"]),
            ("package p\nimportant := `\nimport \"no\"\n`\n", &[]),
            ("package p\nimport \"C\"\nimport \"a\"\n", &["a"]),
        ] {
            let expected: Vec<String> = expected.iter().map(|import| (*import).to_owned()).collect();
            assert_eq!(imports(source), Ok(expected), "{source:?}");
        }
    }

    #[test]
    fn a_broken_file_says_where_and_why() {
        for (source, line, kind) in [
            ("", 1, FlawKind::PackageClause),
            ("\n\n{{ template }}", 3, FlawKind::PackageClause),
            ("package _\n", 1, FlawKind::PackageClause),
            ("package func\n", 1, FlawKind::PackageClause),
            ("package p import \"a\"\n", 1, FlawKind::PackageClause),
            ("package p\n/* no end", 2, FlawKind::Literal),
            ("package p\nimport \"a\nimport \"b\"\n", 2, FlawKind::Literal),
            ("package p\nimport `a\n\n", 2, FlawKind::Literal),
            ("package p\nimport \"\\q\"\n", 2, FlawKind::Literal),
            ("package p\nimport \"\\400\"\n", 2, FlawKind::Literal),
            ("package p\nimport \"\\xff\"\n", 2, FlawKind::Literal),
            ("package p\nimport \"\\ud800\"\n", 2, FlawKind::Literal),
            ("package p\nimport \"a\" \"b\"\n", 2, FlawKind::Import),
            ("package p\nimport \"a\" import \"b\"\n", 2, FlawKind::Import),
            ("package p\nimport (\n\"a\" \"b\"\n)\n", 3, FlawKind::Import),
            ("package p\nimport (\n\"a\"\n", 4, FlawKind::Import),
            ("package p\nimport x /*\n*/ \"a\"\n", 3, FlawKind::Import),
            ("package p\nimport var \"a\"\n", 2, FlawKind::Import),
            ("package p\nimport \"\"\n", 2, FlawKind::ImportPath),
            ("package p\nimport \"a b\"\n", 2, FlawKind::ImportPath),
            ("package p\nimport \"a\\\\b\"\n", 2, FlawKind::ImportPath),
        ] {
            assert_eq!(imports(source), Err((line, kind)), "{source:?}");
        }
    }

    #[test]
    fn a_line_of_patterns_that_cannot_be_read_embeds_nothing() {
        for (line, expected) in [
            ("//go:embed a b", &["a", "b"][..]),
            ("//go:embed\ta\t\"b c\" `d\\e` \r", &["a", "b c", "d\\e"]),
            ("//go:embed \"a\"b", &[]),
            ("//go:embed \"a", &[]),
            ("//go:embed", &[]),
            ("//go:embeda", &[]),
        ] {
            let source = format!("package p\nimport _ \"embed\"\n{line}\nvar x string\n");
            let body = go_file(source.as_bytes()).body.unwrap();
            let patterns: Vec<&str> = body.embeds.iter().map(|pattern| &**pattern).collect();
            assert_eq!(patterns, expected, "{line:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(start in "(package p\n)?(import \"embed\"\n)?", rest: Vec<u8>, text in "[/*\"'`\\\\\n (),;a-cü:]*") {
            go_file(&[start.as_bytes(), &rest].concat());
            go_file(&[start.as_bytes(), text.as_bytes()].concat());
        }
    }
}
