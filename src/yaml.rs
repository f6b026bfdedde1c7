//! YAML as a tree that keeps each scalar's text and place.
//!
//! serde would read an unquoted `1.30` as the number 1.3 and forget where it stood. Presets come from strangers, so the
//! reader is bounded: size, depth, and the number of nodes after aliases are resolved.

use crate::escape;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::collections::BTreeMap;

/// The largest preset that is read, in bytes.
pub const MAX_BYTES: usize = 256 * 1024;
const MAX_DEPTH: usize = 48;
const MAX_NODES: usize = 20_000;

/// A place in a file; lines and columns count from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// A node of a document.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it starts.
    pub place: Place,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of nodes.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A scalar with its text; `plain` when it stands without quotes, so that `true` and `1` are not strings.
    Scalar {
        /// The text, exactly as written (after YAML's own escapes).
        text: String,
        /// Whether it was written without quotes.
        plain: bool,
    },
    /// A sequence.
    List(Vec<Node>),
    /// A mapping in the order of the file. Duplicate keys are kept: the reader reports them.
    Map(Vec<(String, Place, Node)>),
}

impl Node {
    /// Whether this is YAML's null: nothing, `~` or `null` without quotes.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }
}

/// Why a text is no document that we read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Not YAML; the words are the parser's.
    Syntax(String),
    /// Larger than [`MAX_BYTES`].
    TooLarge,
    /// Nested too deeply.
    TooDeep,
    /// Too many nodes, possibly through aliases of aliases.
    TooMany,
    /// More than one document.
    SeveralDocuments,
    /// A mapping key that is a list or a mapping.
    KeyForm,
    /// An alias without its anchor.
    Alias,
    /// A character that makes text look other than it is: a control or bidirectional character.
    Character(char),
}

/// Reads one document. An empty text is an empty mapping.
///
/// # Errors
/// The first problem and its place: what follows a syntax error cannot be read.
pub fn parse(text: &str) -> Result<Node, (Place, Problem)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_BYTES {
        return Err((Place { line: 1, column: 1 }, Problem::TooLarge));
    }
    if let Some(found) = find_hidden(text) {
        return Err(found);
    }
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => builder.take(event, place_of(span))?,
            Err(error) => {
                let marker = error.marker();
                let place = Place { line: marker.line(), column: marker.col() + 1 };
                return Err((place, Problem::Syntax(error.info().to_owned())));
            }
        }
    }
    Ok(builder.root.unwrap_or(Node { place: Place { line: 1, column: 1 }, kind: Kind::Map(Vec::new()) }))
}

fn place_of(span: Span) -> Place {
    Place { line: span.start.line(), column: span.start.col() + 1 }
}

/// Control characters (but tab and line ends) and bidirectional controls make a file read other than it looks.
fn find_hidden(text: &str) -> Option<(Place, Problem)> {
    let hidden = |c: char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || escape::misleads(c);
    let (index, found) = text.char_indices().find(|(_, c)| hidden(*c))?;
    let before = &text[..index];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Some((Place { line, column }, Problem::Character(found)))
}

/// What is being built: an open list or mapping.
struct Open {
    node: Node,
    anchor: usize,
    /// The key that waits for its value.
    key: Option<(String, Place)>,
}

#[derive(Default)]
struct Builder {
    root: Option<Node>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, (Node, usize)>,
    documents: usize,
    nodes: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, place: Place) -> Result<(), (Place, Problem)> {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err((place, Problem::SeveralDocuments));
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, _) => {
                let kind = Kind::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain };
                self.put(Node { place, kind }, anchor, 1)
            }
            Event::SequenceStart(anchor, _) => self.start(Kind::List(Vec::new()), anchor, place),
            Event::MappingStart(anchor, _) => self.start(Kind::Map(Vec::new()), anchor, place),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(done) => self.put(done.node, done.anchor, 1),
                None => Ok(()),
            },
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some((node, size)) => {
                    let (node, size) = (Node { place, ..node.clone() }, *size);
                    self.put(node, 0, size)
                }
                None => Err((place, Problem::Alias)),
            },
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn start(&mut self, kind: Kind, anchor: usize, place: Place) -> Result<(), (Place, Problem)> {
        if self.open.len() >= MAX_DEPTH {
            return Err((place, Problem::TooDeep));
        }
        if let Some(Open { node: Node { kind: Kind::Map(_), .. }, key: None, .. }) = self.open.last() {
            return Err((place, Problem::KeyForm));
        }
        self.open.push(Open { node: Node { place, kind }, anchor, key: None });
        Ok(())
    }

    /// Puts a finished node where it belongs: a key, a value, an element, the root.
    fn put(&mut self, node: Node, anchor: usize, size: usize) -> Result<(), (Place, Problem)> {
        self.nodes += size;
        if self.nodes > MAX_NODES {
            return Err((node.place, Problem::TooMany));
        }
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), count(&node)));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut open.node.kind {
            Kind::List(list) => list.push(node),
            Kind::Map(map) => match open.key.take() {
                Some((key, place)) => map.push((key, place, node)),
                None => match node.kind {
                    Kind::Scalar { text, .. } => open.key = Some((text, node.place)),
                    _ => return Err((node.place, Problem::KeyForm)),
                },
            },
            Kind::Scalar { .. } => {}
        }
        Ok(())
    }
}

fn count(node: &Node) -> usize {
    match &node.kind {
        Kind::Scalar { .. } => 1,
        Kind::List(list) => 1 + list.iter().map(count).sum::<usize>(),
        Kind::Map(map) => 1 + map.iter().map(|(_, _, node)| 1 + count(node)).sum::<usize>(),
    }
}

/// A scalar or tree as a value with YAML 1.2's core types, for configuration that is passed on (MeshConfig).
#[must_use]
pub fn to_value(node: &Node) -> serde_yaml::Value {
    match &node.kind {
        Kind::Scalar { text, plain: true } => scalar_value(text),
        Kind::Scalar { text, plain: false } => serde_yaml::Value::String(text.clone()),
        Kind::List(list) => serde_yaml::Value::Sequence(list.iter().map(to_value).collect()),
        Kind::Map(map) => serde_yaml::Value::Mapping(
            map.iter().map(|(key, _, node)| (serde_yaml::Value::String(key.clone()), to_value(node))).collect(),
        ),
    }
}

/// A plain scalar by YAML 1.2's core schema: null, booleans, numbers, else a string.
#[must_use]
pub fn scalar_value(text: &str) -> serde_yaml::Value {
    match serde_yaml::from_str::<serde_yaml::Value>(text) {
        Ok(value @ (serde_yaml::Value::Null | serde_yaml::Value::Bool(_) | serde_yaml::Value::Number(_))) => value,
        _ => serde_yaml::Value::String(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(text: &str) -> Vec<(String, Place, Node)> {
        match parse(text).unwrap().kind {
            Kind::Map(map) => map,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_version_without_quotes_keeps_its_text_and_place() {
        let map = map("\u{feff}istio: 1.30\nother: 'x'\n");
        let (key, place, node) = &map[0];
        assert_eq!((key.as_str(), place.line, place.column), ("istio", 1, 1));
        assert!(matches!(&node.kind, Kind::Scalar { text, plain: true } if text == "1.30"));
        assert_eq!((map[1].2.place.line, map[1].2.place.column), (2, 8));
    }

    #[test]
    fn hostile_documents_end_in_bounded_work() {
        let laughs = (1..12).fold("a0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned(), |text, i| {
            let item = format!("*a{}", i - 1);
            format!("{text}a{i}: &a{i} [{}]\n", [item.as_str(); 8].join(", "))
        });
        assert_eq!(parse(&laughs).unwrap_err().1, Problem::TooMany);
        assert_eq!(parse(&"x".repeat(MAX_BYTES + 1)).unwrap_err().1, Problem::TooLarge);
        assert_eq!(parse(&"- ".repeat(100)).unwrap_err().1, Problem::TooDeep);
        assert!(matches!(parse(&"[".repeat(100_000)).unwrap_err().1, Problem::TooDeep | Problem::Syntax(_)));
        assert_eq!(parse("? [a, b]\n: 1\n").unwrap_err().1, Problem::KeyForm);
        assert_eq!(parse("a: 1\n---\nb: 2\n").unwrap_err().1, Problem::SeveralDocuments);
        assert!(matches!(parse("a:\n\tb: 1\n").unwrap_err().1, Problem::Syntax(_)));
        assert_eq!(
            parse("a: 'x\u{202e}y'\n").unwrap_err(),
            (Place { line: 1, column: 6 }, Problem::Character('\u{202e}'))
        );
    }

    #[test]
    fn configuration_that_is_passed_on_keeps_its_types() {
        let Kind::Map(map) = parse("a: true\nb: 'true'\nc: 10\nd: 1m30s\ne: ~\n").unwrap().kind else { panic!() };
        let text = serde_yaml::to_string(&map.iter().map(|(_, _, node)| to_value(node)).collect::<Vec<_>>()).unwrap();
        assert_eq!(text, "- true\n- 'true'\n- 10\n- 1m30s\n- null\n");
    }
}
