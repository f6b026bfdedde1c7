//! Reads a rendered file back: what is left of it when its values are left out. Two renders of one template that differ
//! in a value alone have the same outline, or the value has left its place.

use serde::de::DeserializeOwned;
use std::fmt::Write;

/// The structure of a file, in words that can only be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline(String);

impl Outline {
    /// How many instructions a Dockerfile has by its outline.
    pub(crate) fn instructions(&self) -> usize {
        self.0.lines().count()
    }
}

/// The outline of a file whose name tells a format: `Dockerfile`, `.hcl`, `.yaml`, `.yml`, `.json`; `None` for others.
///
/// # Errors
/// The parser's words when the file cannot be read back.
pub fn outline(path: &str, text: &str) -> Result<Option<Outline>, String> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let outline = match (name, ending) {
        (_, "hcl") => hcl(text)?,
        (_, "json") => json(text)?,
        (_, "yaml" | "yml") => yaml(text)?,
        (name, _) if name == "Dockerfile" || name.starts_with("Dockerfile.") => dockerfile(text)?,
        _ => return Ok(None),
    };
    Ok(Some(Outline(outline)))
}

/// Here another reader than `crate::dockerfile` is the point: what we render must mean the same to one that is none of ours.
fn dockerfile(text: &str) -> Result<String, String> {
    use parse_dockerfile::Instruction;
    let parsed = parse_dockerfile::parse(text).map_err(|error| error.to_string())?;
    let mut outline = String::new();
    for instruction in &parsed.instructions {
        // The names that `ENV` and `LABEL` set, and the kind of any other instruction.
        let (kind, words) = match instruction {
            Instruction::Env(held) => ("ENV", names(&held.arguments.value)),
            Instruction::Label(held) => ("LABEL", names(&held.arguments.value)),
            other => (kind_of(other), Vec::new()),
        };
        let _ = writeln!(outline, "{kind} {}", words.join(" "));
    }
    Ok(outline)
}

fn kind_of(instruction: &parse_dockerfile::Instruction<'_>) -> &'static str {
    use parse_dockerfile::Instruction as I;
    match instruction {
        I::From(_) => "FROM",
        I::Run(_) => "RUN",
        I::Copy(_) => "COPY",
        I::Add(_) => "ADD",
        I::Arg(_) => "ARG",
        I::Cmd(_) => "CMD",
        I::Entrypoint(_) => "ENTRYPOINT",
        I::Expose(_) => "EXPOSE",
        I::Healthcheck(_) => "HEALTHCHECK",
        I::Onbuild(_) => "ONBUILD",
        I::Shell(_) => "SHELL",
        I::Stopsignal(_) => "STOPSIGNAL",
        I::User(_) => "USER",
        I::Volume(_) => "VOLUME",
        I::Workdir(_) => "WORKDIR",
        I::Maintainer(_) => "MAINTAINER",
        _ => "?",
    }
}

/// The names before `=` of an instruction with pairs, and a `$` for each variable that is filled in, by Docker's rules for words (Dockerfile reference, "ENV").
fn names(arguments: &str) -> Vec<String> {
    let (mut names, mut filled, mut word, mut quote) = (Vec::new(), Vec::new(), String::new(), None);
    let mut chars = arguments.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('\\', None | Some('"')) => match chars.next() {
                Some('\n') | None => {}
                Some(next) => word.extend(['\\', next]),
            },
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (c, None) if c.is_whitespace() => names.push(std::mem::take(&mut word)),
            ('$', None | Some('"')) => {
                filled.push("$".to_owned());
                word.push(c);
            }
            (c, _) => word.push(c),
        }
    }
    names.push(word);
    let name = |word: String| word.split('=').next().unwrap_or_default().to_owned();
    names.into_iter().filter(|word| !word.is_empty()).map(name).chain(filled).collect()
}

fn hcl(text: &str) -> Result<String, String> {
    let body: hcl::Body = text.parse().map_err(|error: hcl::Error| error.to_string())?;
    let mut outline = String::new();
    walk(&body, &mut outline);
    Ok(outline)
}

fn walk(body: &hcl::Body, outline: &mut String) {
    for structure in body.iter() {
        match structure {
            hcl::Structure::Attribute(attribute) => {
                let value = serde_json::to_value(attribute.expr()).unwrap_or_default();
                let _ = write!(outline, "{} =", attribute.key());
                shape(&value, outline);
                outline.push('\n');
            }
            hcl::Structure::Block(block) => {
                let _ = writeln!(outline, "{} {:?} {{", block.identifier(), block.labels());
                walk(block.body(), outline);
                outline.push_str("}\n");
            }
        }
    }
}

fn json(text: &str) -> Result<String, String> {
    read::<serde_json::Value>(serde_json::from_str(text).map_err(|error| error.to_string()))
}

fn yaml(text: &str) -> Result<String, String> {
    let mut outline = String::new();
    for document in serde_yaml::Deserializer::from_str(text) {
        let value =
            <serde_json::Value as serde::Deserialize>::deserialize(document).map_err(|error| error.to_string())?;
        shape(&value, &mut outline);
        outline.push_str("---\n");
    }
    Ok(outline)
}

fn read<T: DeserializeOwned + serde::Serialize>(value: Result<T, String>) -> Result<String, String> {
    let mut outline = String::new();
    shape(&serde_json::to_value(value?).map_err(|error| error.to_string())?, &mut outline);
    Ok(outline)
}

/// The keys and kinds of a value, and not its texts.
fn shape(value: &serde_json::Value, outline: &mut String) {
    use serde_json::Value;
    match value {
        Value::Null => outline.push_str(" null"),
        Value::Bool(_) => outline.push_str(" bool"),
        Value::Number(_) => outline.push_str(" number"),
        Value::String(_) => outline.push_str(" text"),
        Value::Array(items) => {
            outline.push_str(" [");
            items.iter().for_each(|item| shape(item, outline));
            outline.push(']');
        }
        Value::Object(fields) => {
            outline.push_str(" {");
            for (name, value) in fields {
                let _ = write!(outline, " {name}:");
                shape(value, outline);
            }
            outline.push('}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_leaves_its_place_changes_the_outline() {
        let of = |path: &str, text: &str| outline(path, text).unwrap().unwrap();
        let env = |value: &str| of("Dockerfile", &format!("FROM scratch\nENV A={value} C=1\n"));
        assert_eq!(env("\"x y\""), env("z"));
        assert_ne!(env("x B=y"), env("z"));
        assert_ne!(env("\"$x\""), env("z"));
        assert_eq!(env("\"\\$x\""), env("z"));
        assert_ne!(env("x\nUSER 0"), env("z"));
        assert_eq!(of("a.hcl", "a = \"x\"\n"), of("a.hcl", "a = \"y\"\n"));
        assert_ne!(of("a.hcl", "a = \"${x}\"\nb = 1\n"), of("a.hcl", "a = \"y\"\n"));
        assert_ne!(of("a.yaml", "a: x\n"), of("a.yaml", "a: x\nb: y\n"));
        assert_ne!(of("a.json", "{\"a\": 1}"), of("a.json", "{\"a\": \"1\"}"));
        assert!(outline("Dockerfile", "FRM x\n").is_err() && outline("a.hcl", "a = {").is_err());
        assert_eq!(outline("README.md", "anything"), Ok(None));
    }
}
