//! Our reader of Dockerfiles beside others: the same instructions in every Dockerfile that is here, and in contexts with
//! hostile values. `DOCKERFILES=DIR` writes them there with what was read, for `tests/e2e/parse.sh` to hold against BuildKit.

use crate::support::{keyed, leaves, root};
use istio_imgen::dockerfile::{Dockerfile, Form, Instruction, Keyword, unquoted};
use istio_imgen::tree::{Content, Tree};
use proptest::prelude::Strategy;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::path::Path;

/// What BuildKit's words for an instruction are, as our reader has them.
fn told(text: &str, instruction: &Instruction<'_>, escape: char) -> Value {
    let name = instruction.name.text.to_uppercase();
    let whole = || vec![instruction.whole().text.into_owned()];
    let words = || instruction.words().iter().map(|word| word.text.to_string()).collect::<Vec<_>>();
    let mut values = Vec::new();
    let mut arguments = match &instruction.form {
        Form::Exec(_) | Form::Words(_) => words(),
        Form::Text if instruction.rest.text.is_empty() => Vec::new(),
        Form::Text => whole(),
        Form::Pairs { pairs, .. } => {
            let mut arguments = Vec::new();
            for pair in pairs {
                let value = pair.value.as_ref().map(|value| value.text.to_string());
                values.extend(value.as_deref().map(|value| processed(value, escape)));
                match (instruction.keyword, value) {
                    (Keyword::Arg, Some(value)) => arguments.push(format!("{}={value}", pair.name.text)),
                    (Keyword::Arg, None) => arguments.push(pair.name.text.to_string()),
                    (_, value) => arguments.extend([pair.name.text.to_string(), value.unwrap_or_default()]),
                }
            }
            arguments
        }
    };
    if instruction.keyword == Keyword::Healthcheck && !matches!(&instruction.form, Form::Words(_)) {
        arguments.insert(0, "CMD".to_owned());
    }
    let flag = |flag: &istio_imgen::dockerfile::Flag<'_>| match &flag.value {
        Some(value) => format!("--{}={}", flag.name.text, value.text),
        None => format!("--{}", flag.name.text),
    };
    let heredocs = instruction.heredocs.iter().map(|held| {
        let lines = text[held.body.clone()].split_inclusive('\n');
        let body: String = lines.map(|line| if held.chomp { line.trim_start_matches('\t') } else { line }).collect();
        json!({"name": held.name, "expand": held.expand, "chomp": held.chomp, "body": body})
    });
    let trigger = instruction.trigger.as_ref().map(|trigger| {
        let mut told = told(text, trigger, escape);
        told["line"] = 0.into();
        told
    });
    json!({
        "name": name,
        "line": instruction.line,
        "flags": instruction.flags.iter().map(flag).collect::<Vec<_>>(),
        "exec": instruction.is_exec(),
        "arguments": if trigger.is_some() { Vec::new() } else { arguments },
        "values": values,
        "heredocs": if trigger.is_some() { Vec::new() } else { heredocs.collect() },
        "trigger": trigger,
    })
}

/// A value without quotes and escapes, or a mark where a variable is put in.
fn processed(value: &str, escape: char) -> String {
    let (mut quote, mut letters) = (None, value.chars().peekable());
    while let Some(letter) = letters.next() {
        let names = |c: &char| c.is_alphanumeric() || "_{@*#?-$!".contains(*c);
        match (letter, quote) {
            ('$', None | Some('"')) if letters.peek().is_some_and(names) => return "(variable)".to_owned(),
            (letter, None | Some('"')) if letter == escape => _ = letters.next(),
            ('"' | '\'', None) => quote = Some(letter),
            (letter, Some(open)) if letter == open => quote = None,
            _ => {}
        }
    }
    if quote.is_some() { "(refused)".to_owned() } else { unquoted(value, escape) }
}

fn of(name: &str, text: &str) -> Value {
    let file = Dockerfile::parse(text);
    let instructions: Vec<Value> = file.instructions.iter().map(|found| told(text, found, file.escape)).collect();
    json!({"file": name, "problems": file.problems.len(), "instructions": instructions})
}

/// The Dockerfiles below a directory of ours.
fn below(directory: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            below(&path, found);
        } else if path.file_name().unwrap().to_str().unwrap().starts_with("Dockerfile")
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('/', "-");
            found.push((name, text));
        }
    }
}

/// Dockerfiles of contexts in which something hostile stands at one of the keys, or at several.
fn hostile(count: usize, found: &mut Vec<(String, String)>) {
    let mut runner = TestRunner::deterministic();
    let (slots, texts) = (keyed::slots(), crate::injection::hostile());
    let slots: Vec<_> = slots.iter().filter(|slot| slot.is_rendered()).collect();
    let enough = found.len() + count;
    for turn in 0.. {
        let slot = slots[turn % slots.len()];
        let text = texts.new_tree(&mut runner).unwrap().current();
        let (before, behind) = slot.harmless.split_at(turn / slots.len() % (slot.harmless.len() + 1));
        let value = if turn % 3 == 0 { text } else { format!("{before}{text}{behind}") };
        if value != slot.harmless
            && let Ok(tree) = slot.context(&value)
        {
            found.push((format!("hostile-{turn}"), dockerfile(&tree).to_owned()));
        }
        if found.len() >= enough {
            return;
        }
    }
}

fn dockerfile(tree: &Tree) -> &str {
    let Some(Content::Bytes(bytes)) = tree.get("Dockerfile").map(|file| &file.content) else { panic!("none") };
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn the_same_instructions_are_read_as_by_others() {
    let wanted = std::env::var_os("DOCKERFILES");
    let mut files = Vec::new();
    for directory in ["examples", "tests/check", "tests/istio", "tests/e2e"] {
        below(&root().join(directory), &mut files);
    }
    hostile(if wanted.is_some() { 600 } else { 24 }, &mut files);
    for (name, text) in &files {
        let file = Dockerfile::parse(text);
        // The other one reads no text with a mistake, and takes some line ends of Unicode for ends.
        if file.problems.is_empty() && parse_dockerfile::parse(text).is_ok() {
            let ours = file.instructions.iter().map(|found| found.name.text.to_uppercase());
            assert_eq!(ours.collect::<Vec<_>>(), leaves::kinds(text), "{name}");
        }
    }
    if let Some(directory) = wanted {
        let directory = Path::new(&directory);
        for (name, text) in &files {
            std::fs::write(directory.join(format!("{name}.Dockerfile")), text).unwrap();
            std::fs::write(directory.join(format!("{name}.json")), of(name, text).to_string()).unwrap();
        }
    }
}
