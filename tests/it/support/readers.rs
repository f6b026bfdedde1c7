//! Reads what was rendered with parsers that are none of ours, and holds it against what was meant. The property tests and
//! the fuzzers use it.
#![allow(dead_code, reason = "each of them uses a part")]

use istio_imgen::finding::{Finding, Origin, forbids};
use istio_imgen::plan::{Pair, Plan, plan};
use istio_imgen::preset::{self, Preset};
use istio_imgen::release::Release;
use istio_imgen::selection::complete;
use istio_imgen::text::Language;
use istio_imgen::tree::{Content, Tree};
use istio_imgen::{catalogue, escape, render, state};
use parse_dockerfile::Instruction;
use std::collections::BTreeMap;

/// What Docker makes of the words of `ENV` and `LABEL` (moby/buildkit, `frontend/dockerfile/shell`): quotes are taken
/// away, a back-slash keeps the next character; a variable would be filled in and is an error here.
pub(crate) fn words(arguments: &str) -> Result<Vec<String>, String> {
    let (mut words, mut word, mut any) = (Vec::new(), String::new(), false);
    let mut chars = arguments.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'\n') => _ = chars.next(),
            '\\' => {
                any = true;
                word.extend(chars.next());
            }
            '\'' => {
                any = true;
                loop {
                    match chars.next() {
                        Some('\'') => break,
                        Some(c) => word.push(c),
                        None => return Err(format!("open quote in {arguments}")),
                    }
                }
            }
            '"' => {
                any = true;
                loop {
                    match chars.next() {
                        Some('"') => break,
                        Some('$') => return Err(format!("a variable in {arguments}")),
                        // Inside double quotes a back-slash keeps only these.
                        Some('\\') if chars.peek().is_some_and(|c| matches!(c, '"' | '$' | '\\')) => {
                            word.extend(chars.next());
                        }
                        Some(c) => word.push(c),
                        None => return Err(format!("open quote in {arguments}")),
                    }
                }
            }
            '$' => return Err(format!("a variable in {arguments}")),
            c if c.is_whitespace() => {
                if any {
                    words.push(std::mem::take(&mut word));
                }
                any = false;
            }
            c => {
                any = true;
                word.push(c);
            }
        }
    }
    if any {
        words.push(word);
    }
    Ok(words)
}

fn pairs(arguments: &str) -> BTreeMap<String, String> {
    let split = |word: String| word.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
    words(arguments).unwrap().into_iter().map(split).collect()
}

fn of(pairs: &[Pair]) -> BTreeMap<String, String> {
    pairs.iter().map(|pair| (pair.name.clone(), pair.value.clone())).collect()
}

/// The instructions of a Dockerfile by their kind; the names of what `ENV` and `LABEL` set.
fn kinds(text: &str) -> Vec<String> {
    let parsed = parse_dockerfile::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let kind = |instruction: &Instruction<'_>| match instruction {
        Instruction::Env(env) => format!("ENV {:?}", pairs(&env.arguments.value).keys().collect::<Vec<_>>()),
        Instruction::Label(label) => format!("LABEL {:?}", pairs(&label.arguments.value).keys().collect::<Vec<_>>()),
        other => format!("{:?}", std::mem::discriminant(other)),
    };
    parsed.instructions.iter().map(kind).collect()
}

/// Every `ENV` and `LABEL` of the images says what the plan says.
fn check_dockerfile(text: &str, plan: &Plan) {
    let parsed = parse_dockerfile::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut stage = String::new();
    let mut seen = 0;
    for instruction in &parsed.instructions {
        let image = plan.images.iter().find(|image| image.component == stage);
        match (instruction, image) {
            (Instruction::From(from), _) => {
                stage = from.as_.as_ref().map_or(String::new(), |(_, name)| name.value.to_string());
            }
            (Instruction::Env(env), Some(image)) => {
                assert_eq!(pairs(&env.arguments.value), of(&image.env), "{text}");
            }
            (Instruction::Label(label), Some(image)) => {
                seen += 1;
                assert_eq!(pairs(&label.arguments.value), of(&image.labels), "{text}");
            }
            (Instruction::User(user), Some(image)) => assert_eq!(user.arguments.value, image.user),
            _ => {}
        }
    }
    assert_eq!(seen, plan.images.len(), "{text}");
}

/// The bake file has the plan's values as its defaults.
fn check_bake(text: &str, plan: &Plan) {
    let body: hcl::Body = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    let default = |name: &str| {
        let block = body.blocks().find(|block| block.identifier() == "variable" && block.labels()[0].as_str() == name);
        let attribute = block.and_then(|block| block.body().attributes().find(|held| held.key() == "default"));
        match attribute.map(|held| held.expr().clone()) {
            Some(hcl::Expression::String(text)) => text,
            other => panic!("{name} is {other:?} in\n{text}"),
        }
    };
    assert_eq!((default("HUB"), default("TAG")), (plan.hub.clone(), plan.tag.clone()));
    for argument in &plan.arguments {
        assert_eq!(default(&argument.name), argument.value);
    }
}

/// What a Markdown file is made of, without its texts; HTML is an error.
fn markdown(text: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser};
    let parsed =
        Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES);
    let mut found = Vec::new();
    for event in parsed {
        match event {
            Event::Start(tag) => found.push(format!("{:?}", tag.to_end())),
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML {html} in\n{text}"),
            Event::Rule => found.push("rule".to_owned()),
            _ => {}
        }
    }
    found
}

fn text_of<'a>(tree: &'a Tree, path: &str) -> &'a str {
    match tree.get(path).map(|file| &file.content) {
        Some(Content::Bytes(bytes)) => std::str::from_utf8(bytes).unwrap(),
        other => panic!("{path} is {other:?}"),
    }
}

/// The structure of each file of a context, so that two contexts that differ in a value alone have the same.
pub(crate) fn outline(tree: &Tree) -> BTreeMap<String, Vec<String>> {
    let mut outline = BTreeMap::new();
    for (path, file) in tree.iter() {
        let Content::Bytes(_) = &file.content else { continue };
        let (path, text) = (path.as_str(), text_of(tree, path.as_str()));
        let lines = match path {
            "Dockerfile" => kinds(text),
            path if path.ends_with(".md") => markdown(text),
            path if path.ends_with(".json") => {
                serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
                Vec::new()
            }
            path if path.ends_with(".yaml") => {
                use saphyr::LoadableYamlNode;
                let documents = saphyr::Yaml::load_from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
                vec![format!("{} documents", documents.len())]
            }
            path if path.ends_with(".hcl") => {
                let body: hcl::Body = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
                body.iter().map(|held| format!("{:?}", std::mem::discriminant(held))).collect()
            }
            path if path.starts_with("env/") || path == ".dockerignore" => {
                text.lines().map(|line| line.split('=').next().unwrap_or_default().chars().take(1).collect()).collect()
            }
            _ => continue,
        };
        outline.insert(path.to_owned(), lines);
    }
    outline
}

/// A context of some settings over a preset in the box, as far as no sources are needed; the findings of a refusal.
///
/// # Errors
/// What the program says to a person.
pub(crate) fn context(over: &str, settings: &[(&str, &str)]) -> Result<(Plan, Tree), Vec<Finding>> {
    let mut merged = layers(over);
    for (path, value) in settings {
        preset::set(&mut merged, path, value, &Origin::Flag("--set".to_owned())).map_err(|finding| vec![finding])?;
    }
    let (plan, tree) = of_preset(merged)?;
    check_dockerfile(text_of(&tree, "Dockerfile"), &plan);
    check_bake(text_of(&tree, "docker-bake.hcl"), &plan);
    Ok((plan, tree))
}

/// The smallest preset in the box, with another one over it.
pub(crate) fn layers(over: &str) -> Preset {
    let mut merged = Preset::default();
    for text in [catalogue::preset("minimal").unwrap(), over] {
        let (read, findings) = preset::read(text, &Origin::Preset("x".to_owned()));
        assert_eq!(findings, []);
        merged.overlay(read);
    }
    merged
}

/// The context of a whole preset, whatever tag it names.
///
/// # Errors
/// What the program says to a person.
pub(crate) fn of_preset(mut merged: Preset) -> Result<(Plan, Tree), Vec<Finding>> {
    thread_local!(static RELEASE: Release = catalogue::release("1.30.3").unwrap());
    RELEASE.with(|release| {
        preset::set(&mut merged, "istio.tag", "1.30.3", &Origin::Default).unwrap();
        let completed = complete(&merged, release, None, Language::English).unwrap();
        let Some(selection) = completed.selection else {
            assert!(forbids(&completed.findings) || !completed.questions.is_empty());
            return Err(completed.findings);
        };
        let plan = plan(&selection, release, &Tree::new()).unwrap();
        let rendered = render::render(&plan, selection.language).unwrap();
        let history = state::files(&plan, &merged, &rendered, &Tree::new(), &BTreeMap::new()).unwrap();
        let all = [&rendered, &history].into_iter().flat_map(Tree::iter);
        let tree: Tree = all.map(|(path, file)| (path.clone(), file.clone())).collect();
        Ok((plan, tree))
    })
}

/// A plan with values of the user's.
pub(crate) fn plan_with(env: &str, label: &str) -> Plan {
    let settings = [("env.pilot.MY_OWN", env), ("env.pilot.MY_OWN.unchecked", "true"), ("labels.my.own", label)];
    context("{}", &settings).unwrap_or_else(|findings| panic!("{findings:?}")).0
}

/// A value that is escaped for each target reads back from there, but for what no line can hold.
pub(crate) fn escaped(value: &str) {
    let one_line: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let dockerfile = format!("FROM scratch\nENV A={} B=1\nUSER 1:1\n", escape::dockerfile(value));
    // Line ends of Unicode are refused before; this parser takes some of them for ends.
    if !value.chars().any(escape::misleads) {
        let parsed = parse_dockerfile::parse(&dockerfile).unwrap_or_else(|error| panic!("{error}\n{dockerfile}"));
        let Some(Instruction::Env(env)) = parsed.instructions.get(1) else { panic!("{dockerfile}") };
        assert_eq!(words(&env.arguments.value).unwrap(), [format!("A={one_line}"), "B=1".to_owned()]);
        assert_eq!(parsed.instructions.len(), 3);
    }
    let body: hcl::Body = format!("a = {}\nb = 1\n", escape::hcl(value)).parse().unwrap();
    let first = body.attributes().next().map(|attribute| attribute.expr().clone());
    assert_eq!(first, Some(hcl::Expression::String(value.to_owned())));
    assert_eq!(body.attributes().count(), 2);
    let json = escape::json(&serde_json::json!([value, "b"]));
    assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), [value, "b"]);
    assert!(!json.contains('\n'));
    let shell = words(&escape::shell(value).replace('$', "\\$").replace("'\\$'", "'$'"));
    if !value.contains('$') {
        assert_eq!(shell.unwrap(), if one_line.is_empty() { vec![String::new()] } else { vec![one_line.clone()] });
    }
    assert_eq!(markdown(&format!("a {} b\n", escape::markdown(value))), ["Paragraph"]);
    let table = format!("| a | b |\n| - | - |\n| {} | c |\n", escape::code(value));
    assert_eq!(markdown(&table), markdown("| a | b |\n| - | - |\n| `x` | c |\n"), "{table}");
}
