//! Reads the declarations of a proto file (protobuf.dev, "Protocol Buffers Version 3 Language Specification"): messages,
//! enums, and the names and types of fields. Comments, options and services are passed over.

use std::collections::BTreeMap;

/// How deep messages may stand in one another.
const MAX_DEPTH: usize = 32;

/// The declarations of one file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Proto {
    /// The files that it imports, by their paths from the root.
    pub(super) imports: Vec<String>,
    /// The fields of each message by its full name, in the order of the file.
    pub(super) messages: BTreeMap<String, Vec<Field>>,
    /// The values of each enum by its full name.
    pub(super) enums: BTreeMap<String, Vec<String>>,
}

/// A field as it is declared.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) shape: Shape,
    /// The type's name as written, which may be relative to the message.
    pub(super) of: String,
}

/// How many values a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    One,
    List,
    Map,
}

/// Reads a file. What is not understood is passed over: a declaration is found or not, never wrong.
pub(super) fn read(text: &str) -> Proto {
    let mut reader = Reader { tokens: tokens(text), at: 0, proto: Proto::default() };
    let mut package = String::new();
    while let Some(token) = reader.next() {
        match token.as_str() {
            "package" => package = reader.next().unwrap_or_default(),
            "import" => {
                let path = reader.next().filter(|word| !matches!(word.as_str(), "public" | "weak"));
                let path = path.or_else(|| reader.next()).unwrap_or_default();
                reader.proto.imports.push(path.trim_matches('"').to_owned());
            }
            "message" => reader.message(&package, 0),
            "enum" => reader.enumeration(&package),
            ";" => {}
            _ => reader.skip(),
        }
    }
    reader.proto
}

struct Reader {
    tokens: Vec<String>,
    at: usize,
    proto: Proto,
}

impl Reader {
    fn next(&mut self) -> Option<String> {
        let token = self.tokens.get(self.at)?.clone();
        self.at += 1;
        Some(token)
    }

    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("", String::as_str)
    }

    /// Passes over the rest of a statement: up to its semicolon, or the end of its block.
    fn skip(&mut self) {
        let mut depth = 0usize;
        while let Some(token) = self.next() {
            match token.as_str() {
                "{" | "[" => depth += 1,
                "]" => depth = depth.saturating_sub(1),
                "}" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return;
                    }
                }
                ";" if depth == 0 => return,
                _ => {}
            }
        }
    }

    fn message(&mut self, scope: &str, depth: usize) {
        let full = join(scope, &self.next().unwrap_or_default());
        if self.next().as_deref() != Some("{") || depth > MAX_DEPTH {
            return;
        }
        self.proto.messages.entry(full.clone()).or_default();
        // A oneof's fields are fields of the message: its closing brace is passed over.
        let mut oneofs = 0usize;
        while let Some(token) = self.next() {
            match token.as_str() {
                "}" if oneofs > 0 => oneofs -= 1,
                "}" => return,
                ";" => {}
                // `message` and the like are names of types nowhere, but of fields: then a `=` follows and not a brace.
                "message" if self.tokens.get(self.at + 1).is_some_and(|next| next == "{") => {
                    self.message(&full, depth + 1)
                }
                "enum" if self.tokens.get(self.at + 1).is_some_and(|next| next == "{") => self.enumeration(&full),
                "oneof" => {
                    self.at += 2;
                    oneofs += 1;
                }
                "option" | "reserved" | "extensions" | "extend" => self.skip(),
                _ => self.field(&full, token),
            }
        }
    }

    fn field(&mut self, message: &str, first: String) {
        let mut shape = Shape::One;
        let mut of = first;
        if matches!(of.as_str(), "repeated" | "optional" | "required") {
            if of == "repeated" {
                shape = Shape::List;
            }
            of = self.next().unwrap_or_default();
        }
        if of == "map" && self.peek() == "<" {
            shape = Shape::Map;
            self.at += 3;
            of = self.next().unwrap_or_default();
            self.at += 1;
        }
        let name = self.next().unwrap_or_default();
        if self.peek() == "=" {
            let field = Field { name, shape, of };
            self.proto.messages.entry(message.to_owned()).or_default().push(field);
        }
        self.skip();
    }

    fn enumeration(&mut self, scope: &str) {
        let full = join(scope, &self.next().unwrap_or_default());
        if self.next().as_deref() != Some("{") {
            return;
        }
        let mut values = Vec::new();
        while let Some(token) = self.next() {
            match token.as_str() {
                "}" => break,
                ";" => {}
                "option" | "reserved" => self.skip(),
                _ => {
                    if self.peek() == "=" {
                        values.push(token);
                    }
                    self.skip();
                }
            }
        }
        self.proto.enums.insert(full, values);
    }
}

fn join(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") }
}

/// Words with dots, texts in quotes, and single signs; comments are left out.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '+');
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if first.is_whitespace() {
            first.len_utf8()
        } else {
            let length = match first {
                '"' | '\'' => quoted(rest, first),
                _ if word(first) => rest.find(|c| !word(c)).unwrap_or(rest.len()),
                _ => first.len_utf8(),
            };
            tokens.push(rest[..length].to_owned());
            length
        };
        rest = &rest[length..];
    }
    tokens
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return index + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn messages_enums_oneofs_and_maps_are_read_and_all_else_is_passed_over() {
        let proto = read(
            "syntax = \"proto3\"; // a comment { with a brace\npackage istio.mesh.v1;\nimport \"a/b.proto\";\n\
             import public \"c.proto\";\noption go_package = \"x;y\";\n\
             message Outer {\n  reserved 1, 2; reserved \"x\";\n  /* message Not { */\n  enum Mode { option a = true; OFF = 0; ON = 1 [deprecated = true]; }\n\
               message Inner { string message = 1; }\n  repeated Inner inner = 1 [(x.y) = { a: \"}\" }];\n\
               map<string, google.protobuf.Value> labels = 2;\n  oneof kind { string one = 3; .istio.Other two = 4; }\n  optional Mode mode = 5;\n}\n\
             service S { rpc A(B) returns (C) {} }\nenum Top { A = 0; }\n",
        );
        assert_eq!(proto.imports, ["a/b.proto", "c.proto"]);
        let told: Vec<String> = proto
            .messages
            .iter()
            .flat_map(|(message, fields)| {
                fields.iter().map(move |f| format!("{message}.{} {:?} {}", f.name, f.shape, f.of))
            })
            .collect();
        assert_eq!(
            told,
            [
                "istio.mesh.v1.Outer.inner List Inner",
                "istio.mesh.v1.Outer.labels Map google.protobuf.Value",
                "istio.mesh.v1.Outer.one One string",
                "istio.mesh.v1.Outer.two One .istio.Other",
                "istio.mesh.v1.Outer.mode One Mode",
                "istio.mesh.v1.Outer.Inner.message One string",
            ]
        );
        assert_eq!(proto.enums["istio.mesh.v1.Outer.Mode"], ["OFF", "ON"]);
        assert_eq!(proto.enums["istio.mesh.v1.Top"], ["A"]);
    }

    proptest! {
        #[test]
        fn any_text_ends(text in "[a-z{}<>;=\"' .\n/*]{0,200}") {
            let _ = read(&text);
        }
    }
}
