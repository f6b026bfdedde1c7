//! The stages of a Dockerfile as people think of them: what each starts from, what it takes from where, what it runs.

use crate::dockerfile::{Dockerfile, Form, Instruction, Keyword};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a stage starts from.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(tag = "kind", content = "name", rename_all = "lowercase")]
pub enum From {
    /// An image of a registry, with the defaults of build arguments filled in.
    Image(String),
    /// An earlier stage.
    Stage(String),
    /// Nothing.
    Scratch,
}

/// Where a stage takes something from.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(tag = "kind", content = "name", rename_all = "lowercase")]
pub enum Source {
    /// The build context.
    Context,
    /// An earlier stage: what it made.
    Stage(String),
    /// An image of a registry.
    Image(String),
    /// A download.
    Url(String),
    /// A heredoc of the Dockerfile.
    Inline,
}

/// Something that a stage takes.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Copied {
    /// From where.
    pub from: Source,
    /// The path there; empty for a heredoc.
    pub path: String,
    /// The path in the stage.
    pub target: String,
    /// It is there while one `RUN` runs, and not part of any image.
    pub mounted: bool,
    /// The line of the instruction.
    pub line: usize,
}

/// One stage.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Stage {
    /// Its name, or its number where it has none.
    pub name: String,
    /// The line of its `FROM`.
    pub line: usize,
    /// What it starts from.
    pub from: From,
    /// Whether no other stage uses it: it is built for its own sake.
    pub is_image: bool,
    /// What it takes.
    pub copied: Vec<Copied>,
    /// What it runs, each in one line.
    pub runs: Vec<String>,
    /// `ENV`.
    pub env: BTreeMap<String, String>,
    /// `LABEL`.
    pub labels: BTreeMap<String, String>,
    /// `EXPOSE`.
    pub ports: Vec<String>,
    /// `USER`, `WORKDIR`, `HEALTHCHECK`, `ENTRYPOINT` and `CMD`, as they are written; the last of each counts.
    pub settings: BTreeMap<&'static str, String>,
}

/// The stages of a Dockerfile in their order. One that does not follow the grammar has those that could be read.
#[must_use]
pub fn stages(file: &Dockerfile<'_>) -> Vec<Stage> {
    let globals: BTreeMap<String, String> = pairs(file.globals(), Keyword::Arg, file.escape).collect();
    let mut stages: Vec<Stage> = Vec::new();
    let mut used = BTreeSet::new();
    for (index, held) in file.stages.iter().enumerate() {
        let image = expand(&held.image.text, &globals);
        let from = match earlier(&stages, &image) {
            _ if image == "scratch" => From::Scratch,
            Some(stage) => From::Stage(stage),
            None => From::Image(image),
        };
        let mut stage = Stage {
            name: held.name.as_ref().map_or_else(|| index.to_string(), |name| name.text.clone().into_owned()),
            line: file.instructions.get(held.from).map_or(0, |instruction| instruction.line),
            from,
            is_image: true,
            copied: Vec::new(),
            runs: Vec::new(),
            env: pairs(file.body(held), Keyword::Env, file.escape).collect(),
            labels: pairs(file.body(held), Keyword::Label, file.escape).collect(),
            ports: Vec::new(),
            settings: BTreeMap::new(),
        };
        for instruction in file.body(held) {
            read(instruction, &stages, &globals, file, &mut stage);
        }
        if let From::Stage(name) = &stage.from {
            used.insert(name.clone());
        }
        used.extend(stage.copied.iter().filter_map(|copied| match &copied.from {
            Source::Stage(name) => Some(name.clone()),
            _ => None,
        }));
        stages.push(stage);
    }
    for stage in &mut stages {
        stage.is_image = !used.contains(&stage.name);
    }
    stages
}

fn pairs<'a>(
    instructions: &'a [Instruction<'_>],
    keyword: Keyword,
    escape: char,
) -> impl Iterator<Item = (String, String)> + 'a {
    let plain = move |text: &str| crate::dockerfile::unquoted(text, escape).into_owned();
    instructions.iter().filter(move |instruction| instruction.keyword == keyword).flat_map(move |instruction| {
        instruction.pairs().iter().map(move |pair| {
            (plain(&pair.name.text), pair.value.as_ref().map(|value| plain(&value.text)).unwrap_or_default())
        })
    })
}

fn read(
    instruction: &Instruction<'_>,
    earlier_stages: &[Stage],
    globals: &BTreeMap<String, String>,
    file: &Dockerfile<'_>,
    stage: &mut Stage,
) {
    let source_of = |name: Option<&str>| match name.map(|name| expand(name, globals)) {
        None => Source::Context,
        Some(name) => earlier(earlier_stages, &name).map_or(Source::Image(name), Source::Stage),
    };
    let plain = |text: &str| crate::dockerfile::unquoted(text, file.escape).into_owned();
    let whole = || one_line(&instruction.whole().text);
    match instruction.keyword {
        Keyword::Copy | Keyword::Add => {
            let words: Vec<String> = match &instruction.form {
                Form::Words(words) => words.iter().map(|word| plain(&word.text)).collect(),
                _ => instruction.words().iter().map(|word| word.text.clone().into_owned()).collect(),
            };
            let Some((target, paths)) = words.split_last() else { return };
            for path in paths {
                let (from, path) = match instruction.flag("from") {
                    None if path.starts_with("<<") => (Source::Inline, String::new()),
                    None if instruction.keyword == Keyword::Add && path.contains("://") => {
                        (Source::Url(crate::source::without_login(path)), String::new())
                    }
                    from => (source_of(from), path.clone()),
                };
                let target = target.clone();
                stage.copied.push(Copied { from, path, target, mounted: false, line: instruction.line });
            }
        }
        Keyword::Run => {
            for flag in instruction.flags.iter().filter(|flag| flag.name.text == "mount") {
                let value = flag.value.as_ref().map_or("", |value| &value.text);
                let field = |names: &[&str]| {
                    let mut fields = value.split(',').filter_map(|field| field.split_once('='));
                    fields.find(|(name, _)| names.contains(name)).map(|(_, value)| value)
                };
                if field(&["type"]).unwrap_or("bind") == "bind" {
                    stage.copied.push(Copied {
                        from: source_of(field(&["from"])),
                        path: field(&["source", "src"]).unwrap_or("/").to_owned(),
                        target: field(&["target", "dst", "destination"]).unwrap_or("/").to_owned(),
                        mounted: true,
                        line: instruction.line,
                    });
                }
            }
            let heredocs = instruction.heredocs.iter().filter_map(|heredoc| file.text.get(heredoc.body.clone()));
            stage.runs.push(std::iter::once(whole()).chain(heredocs.map(one_line)).collect::<Vec<_>>().join(" "));
        }
        Keyword::Expose => stage.ports.extend(instruction.words().iter().map(|word| word.text.clone().into_owned())),
        Keyword::User => drop(stage.settings.insert("USER", whole())),
        Keyword::Workdir => drop(stage.settings.insert("WORKDIR", whole())),
        Keyword::Healthcheck => drop(stage.settings.insert("HEALTHCHECK", health(whole()))),
        Keyword::Entrypoint => drop(stage.settings.insert("ENTRYPOINT", whole())),
        Keyword::Cmd => drop(stage.settings.insert("CMD", whole())),
        _ => {}
    }
}

/// A check as it is written: what is read of it is the command alone.
fn health(words: String) -> String {
    if words.eq_ignore_ascii_case("none") { words } else { format!("CMD {words}") }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The stage that a word means: the last one of that name, in any case, or one by its number.
fn earlier(stages: &[Stage], word: &str) -> Option<String> {
    let named = stages.iter().rev().find(|stage| stage.name.eq_ignore_ascii_case(word));
    let numbered = || word.parse::<usize>().ok().and_then(|number| stages.get(number));
    named.or_else(numbered).map(|stage| stage.name.clone())
}

/// A text with the defaults of build arguments: `$NAME`, `${NAME}`, `${NAME:-default}`. What has none stays as written.
fn expand(text: &str, arguments: &BTreeMap<String, String>) -> String {
    let (mut expanded, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('$') {
        expanded.push_str(before);
        let (inside, behind) = match after.strip_prefix('{').and_then(|inside| inside.split_once('}')) {
            Some((inside, behind)) => (inside, behind),
            None => after.split_at(after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len())),
        };
        let (name, default) = inside.split_once(":-").or_else(|| inside.split_once('-')).unwrap_or((inside, ""));
        match arguments.get(name).filter(|value| !value.is_empty()).map(String::as_str) {
            Some(value) => expanded.push_str(value),
            None if !default.is_empty() => expanded.push_str(default),
            None => expanded.push_str(&rest[before.len()..rest.len() - behind.len()]),
        }
        rest = behind;
    }
    expanded.push_str(rest);
    expanded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_filled_in_where_they_have_a_default() {
        let arguments = BTreeMap::from([("A".to_owned(), "x".to_owned()), ("E".to_owned(), String::new())]);
        for (text, expanded) in [
            ("$A/${A}:1", "x/x:1"),
            ("${B:-y}$A", "yx"),
            ("${B}/$B", "${B}/$B"),
            ("${E:-z}", "z"),
            ("$", "$"),
            ("${A", "${A"),
            ("a$$A", "a$x"),
        ] {
            assert_eq!(expand(text, &arguments), expanded, "{text}");
        }
    }
}
