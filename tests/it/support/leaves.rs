//! Takes a rendered context apart with parsers that are none of ours: each value that it holds, with the place where it
//! stands. Two contexts that differ in one setting have the same places, and differ in that value alone.
#![allow(dead_code, reason = "each of the fuzzers uses a part")]

use super::readers::words;
use istio_imgen::state::hex;
use istio_imgen::tree::{Content, Tree};
use parse_dockerfile::Instruction;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The place of a value in its file, and the value.
pub(crate) type Leaf = (String, String);

/// The values of each file by its path.
pub(crate) type Leaves = BTreeMap<String, Vec<Leaf>>;

/// All values of a context. A file that its parser does not take is an error of the test.
pub(crate) fn of(tree: &Tree) -> Leaves {
    let mut leaves = Leaves::new();
    for (path, file) in tree.iter() {
        let Content::Bytes(bytes) = &file.content else { continue };
        let text = std::str::from_utf8(bytes).unwrap();
        let held = match path.as_str() {
            ".istio-imgen/pristine.json" => pristine(text, tree),
            ".istio-imgen/lock.json" => lock(text, tree),
            path => read(path, text),
        };
        leaves.insert(path.to_string(), held);
    }
    leaves
}

fn read(path: &str, text: &str) -> Vec<Leaf> {
    let name = path.rsplit('/').next().unwrap();
    let mut leaves = Vec::new();
    match name.rsplit_once('.').map_or(name, |(_, ending)| ending) {
        "Dockerfile" => return dockerfile(text),
        "hcl" => {
            let body: hcl::Body = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
            hcl(&body, "", &mut leaves);
        }
        "json" => {
            json(&serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}")), "", &mut leaves);
        }
        "yaml" | "mesh" => {
            use saphyr::LoadableYamlNode;
            let documents = saphyr::Yaml::load_from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            documents.iter().for_each(|document| yaml(document, "", &mut leaves));
        }
        "md" => return markdown(text),
        "env" => {
            for line in text.lines() {
                let (name, value) = line.split_once('=').unwrap_or((line, ""));
                leaves.push((name.to_owned(), value.to_owned()));
            }
        }
        _ => leaves.extend(text.lines().map(|line| (String::new(), line.to_owned()))),
    }
    leaves
}

/// The pristine render holds the same files as the context.
fn pristine(text: &str, tree: &Tree) -> Vec<Leaf> {
    let read: serde_json::Value = serde_json::from_str(text).unwrap();
    for (path, file) in read["files"].as_object().unwrap() {
        let lines: Vec<&str> = file["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        let Some(Content::Bytes(bytes)) = tree.get(path).map(|file| &file.content) else { panic!("no {path}") };
        assert_eq!(lines.join("\n").as_bytes(), bytes.as_ref(), "{path}");
    }
    Vec::new()
}

/// The lock has the digests of the files.
fn lock(text: &str, tree: &Tree) -> Vec<Leaf> {
    let mut read: serde_json::Value = serde_json::from_str(text).unwrap();
    for (path, file) in read["files"].as_object_mut().unwrap() {
        let Some(Content::Bytes(bytes)) = tree.get(path).map(|file| &file.content) else { panic!("no {path}") };
        assert_eq!(file["digest"], format!("sha256:{}", hex(&Sha256::digest(bytes))), "{path}");
        file["digest"] = "as the file has it".into();
    }
    let mut leaves = Vec::new();
    json(&read, "", &mut leaves);
    leaves
}

fn json(value: &serde_json::Value, at: &str, leaves: &mut Vec<Leaf>) {
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| json(item, &format!("{at}/-"), leaves)),
        serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            leaves.push((format!("{at}/name"), name.clone()));
            json(value, &format!("{at}/field"), leaves);
        }),
        serde_json::Value::String(text) => leaves.push((format!("{at} text"), text.clone())),
        other => leaves.push((format!("{at} {other}"), String::new())),
    }
}

fn yaml(value: &saphyr::Yaml<'_>, at: &str, leaves: &mut Vec<Leaf>) {
    use saphyr::{Scalar, Yaml};
    match value {
        Yaml::Sequence(items) => items.iter().for_each(|item| yaml(item, &format!("{at}/-"), leaves)),
        Yaml::Mapping(fields) => fields.iter().for_each(|(name, value)| {
            yaml(name, &format!("{at}/name"), leaves);
            yaml(value, &format!("{at}/field"), leaves);
        }),
        Yaml::Value(Scalar::String(text)) => leaves.push((format!("{at} text"), text.to_string())),
        other => leaves.push((format!("{at} {other:?}"), String::new())),
    }
}

fn hcl(body: &hcl::Body, at: &str, leaves: &mut Vec<Leaf>) {
    for structure in body.iter() {
        match structure {
            hcl::Structure::Attribute(attribute) => {
                let at = format!("{at}/{}", attribute.key());
                expression(attribute.expr(), &at, leaves);
            }
            hcl::Structure::Block(block) => {
                let labels: Vec<&str> = block.labels().iter().map(hcl::BlockLabel::as_str).collect();
                hcl(block.body(), &format!("{at}/{} {}", block.identifier(), labels.join(" ")), leaves);
            }
        }
    }
}

fn expression(expression_of: &hcl::Expression, at: &str, leaves: &mut Vec<Leaf>) {
    match expression_of {
        hcl::Expression::Array(items) => items.iter().for_each(|item| expression(item, &format!("{at}/-"), leaves)),
        hcl::Expression::Object(fields) => fields.iter().for_each(|(name, value)| {
            leaves.push((format!("{at}/name"), name.to_string()));
            expression(value, &format!("{at}/field"), leaves);
        }),
        hcl::Expression::String(text) => leaves.push((format!("{at} text"), text.clone())),
        hcl::Expression::TemplateExpr(template) => leaves.push((format!("{at} template"), template.to_string())),
        hcl::Expression::ForExpr(each) => {
            expression(&each.collection_expr, &format!("{at}/for"), leaves);
            leaves.push((format!("{at}/each"), each.value_expr.to_string()));
        }
        other => leaves.push((format!("{at} {other:?}"), String::new())),
    }
}

/// The blocks of a Markdown file, each with its text; HTML is an error.
fn markdown(text: &str) -> Vec<Leaf> {
    use pulldown_cmark::{Event, Options, Parser};
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let (mut leaves, mut at, mut held) = (Vec::new(), Vec::new(), String::new());
    let mut end = |at: &[String], held: &mut String| leaves.push((at.join("/"), std::mem::take(held)));
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(tag) => {
                end(&at, &mut held);
                at.push(format!("{:?}", tag.to_end()));
            }
            Event::End(_) => {
                end(&at, &mut held);
                at.pop();
            }
            Event::Text(text) => held.push_str(&text),
            Event::Code(text) => {
                end(&at, &mut held);
                held.push_str(&text);
            }
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML {html} in\n{text}"),
            Event::SoftBreak | Event::HardBreak => held.push('\n'),
            other => {
                end(&at, &mut held);
                held.push_str(&format!("{other:?}"));
            }
        }
    }
    end(&at, &mut held);
    // A code span or not: what a text needs to stay one.
    leaves.retain(|(_, text)| !text.is_empty());
    leaves
}

/// The instructions of a Dockerfile: those with pairs by their names, the exec form by its words, any other as it stands
/// there without the comments between its lines.
pub(crate) fn dockerfile(text: &str) -> Vec<Leaf> {
    let parsed = parse_dockerfile::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let starts: Vec<(&str, usize)> = parsed.instructions.iter().map(start).collect();
    let ends = starts.iter().skip(1).map(|(_, start)| *start).chain([text.len()]);
    let mut leaves = Vec::new();
    for ((kind, start), end) in starts.iter().zip(ends) {
        let lines = text[start + kind.len()..end].lines().filter(|line| !line.trim_start().starts_with('#'));
        let rest = lines.collect::<Vec<_>>().join("\n");
        let rest = rest.trim();
        match *kind {
            "ENV" | "LABEL" | "ARG" => match words(rest) {
                Ok(words) => leaves.extend(words.into_iter().map(|word| {
                    let (name, value) = word.split_once('=').unwrap_or((&word, ""));
                    (format!("{kind} {name}"), value.to_owned())
                })),
                Err(_) => leaves.push(((*kind).to_owned(), rest.to_owned())),
            },
            "CMD" | "ENTRYPOINT" | "SHELL" | "VOLUME" | "HEALTHCHECK" if rest.contains('[') => {
                let (before, list) = rest.split_at(rest.find('[').unwrap());
                let words: Vec<String> = serde_json::from_str(list).unwrap_or_else(|error| panic!("{error}: {list}"));
                leaves.push(((*kind).to_owned(), before.to_owned()));
                leaves.extend(words.into_iter().map(|word| (format!("{kind} word"), word)));
            }
            _ => leaves.push(((*kind).to_owned(), rest.to_owned())),
        }
    }
    leaves
}

/// The kinds of the instructions of a Dockerfile, which can be read.
pub(crate) fn kinds(text: &str) -> Vec<&'static str> {
    parse_dockerfile::parse(text).unwrap().instructions.iter().map(|instruction| start(instruction).0).collect()
}

/// What an instruction is, and where it starts.
fn start(instruction: &Instruction<'_>) -> (&'static str, usize) {
    match instruction {
        Instruction::Add(held) => ("ADD", held.add.span.start),
        Instruction::Arg(held) => ("ARG", held.arg.span.start),
        Instruction::Cmd(held) => ("CMD", held.cmd.span.start),
        Instruction::Copy(held) => ("COPY", held.copy.span.start),
        Instruction::Entrypoint(held) => ("ENTRYPOINT", held.entrypoint.span.start),
        Instruction::Env(held) => ("ENV", held.env.span.start),
        Instruction::Expose(held) => ("EXPOSE", held.expose.span.start),
        Instruction::From(held) => ("FROM", held.from.span.start),
        Instruction::Healthcheck(held) => ("HEALTHCHECK", held.healthcheck.span.start),
        Instruction::Label(held) => ("LABEL", held.label.span.start),
        Instruction::Maintainer(held) => ("MAINTAINER", held.maintainer.span.start),
        Instruction::Onbuild(held) => ("ONBUILD", held.onbuild.span.start),
        Instruction::Run(held) => ("RUN", held.run.span.start),
        Instruction::Shell(held) => ("SHELL", held.shell.span.start),
        Instruction::Stopsignal(held) => ("STOPSIGNAL", held.stopsignal.span.start),
        Instruction::User(held) => ("USER", held.user.span.start),
        Instruction::Volume(held) => ("VOLUME", held.volume.span.start),
        Instruction::Workdir(held) => ("WORKDIR", held.workdir.span.start),
        _ => panic!("an instruction that nobody has"),
    }
}
