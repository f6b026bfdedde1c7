//! One self-contained page that shows a context. It loads nothing and runs no script, and its own policy forbids both:
//! the style is allowed by its hash. The template engine escapes every value.

use super::{Edge, FileView, Held, Holds, Node, Picture, Source, Stage, State, draw};
use crate::catalogue::TEMPLATES;
use crate::error::{Error, Kind, Result};
use crate::escape;
use crate::finding::{Finding, Origin, Severity};
use crate::render::note;
use crate::secret::mask;
use crate::size::size;
use crate::text::{Language, Text, cli, core as core_text, picture as say};
use base64::Engine;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tera::{Context, Kwargs, State as TeraState, Tera, TeraResult};

/// How many files stand in the first table: the rest opens on demand.
const SHOWN: usize = 25;
/// Up to how many findings all stand open.
const OPEN: usize = 12;

/// How the pages of this program begin to say who wrote them.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"istio-imgen ";

/// The page in a language.
///
/// # Errors
/// A bug of ours in the template.
pub fn page(picture: &Picture, language: Language) -> Result<String> {
    let told = |text: Text| text.say(language);
    let style = embedded("show/style.css")?;
    // The hash is that of the text between the tags, as the template puts it there.
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style));
    let policy =
        format!("default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'");
    let (files, rest) = picture.files.split_at(picture.files.len().min(SHOWN));
    let largest = picture.files.first().map_or(1, |file| file.bytes.max(1));
    let file = |file: &FileView| file_row(file, largest, language);
    let commit = picture.istio.as_ref().and_then(|istio| istio.commit.clone()).unwrap_or_default();
    let mut values = json!({
        "lang": language.tag(),
        "generator": concat!("istio-imgen ", env!("CARGO_PKG_VERSION")),
        "title": told(say::page_title(&picture.dir)),
        "picture": {"istio": picture.istio, "tool": picture.tool},
        "commit": commit.chars().take(12).collect::<String>(),
        "totals": {"count": picture.files.len(), "size": size(total(&picture.files))},
        "drawing": draw(&picture.stages).map(|drawing| json!({
            "width": drawing.width, "height": drawing.height,
            "nodes": drawing.nodes.iter().map(|node| drawn(node, picture, language)).collect::<Vec<_>>(),
            "edges": drawing.edges.iter().map(|edge| arrow(edge, language)).collect::<Vec<_>>(),
        })),
        "stages": picture.stages.iter().enumerate().map(|(index, one)| stage(index, one, language)).collect::<Vec<_>>(),
        "images": picture.images.iter().enumerate().map(|(index, one)| image(index, one, language)).collect::<Vec<_>>(),
        "files": files.iter().map(file).collect::<Vec<_>>(),
        "rest": rest.iter().map(file).collect::<Vec<_>>(),
        "rest_count": rest.len(),
        "rest_size": size(total(rest)),
        "settings": picture.settings.iter().map(|setting| {
            let default = setting.origin == Origin::Default.to_string();
            let origin = if default { told(say::page_default()) } else { setting.origin.clone() };
            json!({"path": setting.path, "value": setting.value, "origin": origin})
        }).collect::<Vec<_>>(),
        "findings": findings(picture, language),
        "found": picture.findings.len() + picture.checked.len(),
    });
    make_visible(&mut values);
    values["style"] = json!(style);
    values["policy"] = json!(policy);
    let broken = |error: tera::Error| Error::new(Kind::Template, core_text::bad_template("page.html")).because(error);
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    tera.register_function("say", move |arguments: Kwargs, _: &TeraState| -> TeraResult<String> {
        note(&arguments, language)
    });
    tera.add_raw_templates([("page.html", embedded("show/page.html.tera")?)]).map_err(broken)?;
    tera.render("page.html", &Context::from_serialize(&values).map_err(broken)?).map_err(broken)
}

/// Whether a file begins as the pages of this program do.
#[must_use]
pub fn is_page(beginning: &str) -> bool {
    beginning.contains(GENERATOR)
}

fn embedded(name: &str) -> Result<&'static str> {
    let file = TEMPLATES.get_file(name).and_then(|file| file.contents_utf8());
    file.ok_or_else(|| Error::new(Kind::Bug, core_text::bad_data(name)))
}

/// No text on the page can turn the direction of another one or hide itself, and none is a secret.
fn make_visible(value: &mut Value) {
    match value {
        Value::String(text) => *text = escape::visible(&mask(text)),
        Value::Array(items) => items.iter_mut().for_each(make_visible),
        Value::Object(fields) => fields.values_mut().for_each(make_visible),
        _ => {}
    }
}

fn total(files: &[FileView]) -> u64 {
    files.iter().map(|file| file.bytes).sum()
}

fn caption(kind: &str) -> Text {
    match kind {
        "context" => say::page_kind_context(),
        "image" => say::page_kind_image(),
        "url" => say::page_kind_url(),
        "target" => say::page_kind_target(),
        _ => say::page_kind_stage(),
    }
}

fn drawn(node: &Node, picture: &Picture, language: Language) -> Value {
    // The context is named as the user named it; a long name is cut by the width of its box.
    let (name, label) = match node.kind {
        "context" => (picture.dir.clone(), "./".to_owned()),
        _ => (node.name.clone(), node.label.clone()),
    };
    let images: Vec<usize> = (0..picture.stages.len()).filter(|index| picture.stages[*index].is_image).collect();
    let href = node.stage.map(|stage| match images.iter().position(|index| *index == stage) {
        Some(image) => format!("#image-{image}"),
        None => format!("#stage-{stage}"),
    });
    json!({
        "kind": node.kind, "caption": caption(node.kind).say(language), "name": name, "label": label, "href": href,
        "x": node.x, "y": node.y, "width": node.width, "height": node.height,
        "text_x": node.x + 14.0, "kind_y": node.y + 19.0, "name_y": node.y + 36.0,
    })
}

/// An arrow, and what goes along it in words: the first few, as nobody reads a hundred.
fn arrow(edge: &Edge, language: Language) -> Value {
    const TOLD: usize = 8;
    let context = || say::page_kind_context().say(language);
    let source = if edge.source.is_empty() { context() } else { edge.source.clone() };
    let more = if edge.what.len() > TOLD { "\n…" } else { "" };
    let what = edge.what.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join("\n");
    json!({"kind": edge.kind, "path": edge.path, "title": format!("{source} → {}\n{what}{more}", edge.target).trim_end()})
}

fn stage(index: usize, stage: &Stage, language: Language) -> Value {
    let base = match &stage.from {
        super::From::Image(name) | super::From::Stage(name) => name.clone(),
        super::From::Scratch => "scratch".to_owned(),
    };
    let mut takes: Vec<String> = Vec::new();
    for copied in &stage.copied {
        let (kind, name) = source(&copied.from);
        let from = if name.is_empty() { kind.say(language) } else { name };
        if !takes.contains(&from) {
            takes.push(from);
        }
    }
    json!({
        "index": index, "name": stage.name, "is_image": stage.is_image, "line": stage.line, "base": base,
        "takes": if takes.is_empty() { "–".to_owned() } else { takes.join(", ") },
    })
}

fn source(source: &Source) -> (Text, String) {
    match source {
        Source::Context => (say::page_kind_context(), String::new()),
        Source::Stage(name) => (say::page_kind_stage(), name.clone()),
        Source::Image(name) => (say::page_kind_image(), name.clone()),
        Source::Url(url) => (say::page_kind_url(), url.clone()),
        Source::Inline => (say::page_kind_inline(), String::new()),
    }
}

fn image(index: usize, image: &Holds, language: Language) -> Value {
    let pairs = |pairs: &mut dyn Iterator<Item = (&str, &String)>| {
        pairs.map(|(name, value)| json!({"name": name, "value": value})).collect::<Vec<_>>()
    };
    let file = |held: &Held| {
        let (kind, origin) = source(&held.from);
        json!({
            "path": held.path, "kind": kind.say(language), "origin": origin, "source": held.source, "through": held.through,
        })
    };
    json!({
        "index": index, "stage": image.stage, "base": image.base.as_deref().unwrap_or("scratch"),
        "settings": pairs(&mut image.settings.iter().map(|(name, value)| (*name, value))),
        "ports": image.ports, "files": image.files.iter().map(file).collect::<Vec<_>>(), "runs": image.runs,
        "env": pairs(&mut image.env.iter().map(|(name, value)| (name.as_str(), value))),
        "labels": pairs(&mut image.labels.iter().map(|(name, value)| (name.as_str(), value))),
    })
}

fn file_row(file: &FileView, largest: u64, language: Language) -> Value {
    let (state, says) = state(file.state);
    let path = match &file.link {
        Some(target) => format!("{} → {target}", file.path),
        None => file.path.clone(),
    };
    // Bars need no more than a tenth of a percent; u64 to f64 loses nothing that could be seen.
    let part = (file.bytes as f64 * 1000.0 / largest as f64).round() / 10.0;
    json!({"path": path, "size": size(file.bytes), "part": part, "state": state, "says": says.say(language)})
}

/// The name of a state and what it is called.
pub(super) fn state(state: State) -> (&'static str, Text) {
    match state {
        State::Unchanged => ("unchanged", say::state_unchanged()),
        State::Edited => ("edited", say::state_edited()),
        State::Missing => ("missing", say::state_missing()),
        State::Yours => ("yours", say::state_yours()),
        State::History => ("history", say::state_history()),
        State::Unknown => ("unknown", say::state_unknown()),
    }
}

/// The findings of each severity that there is, the worst first, in the order of their places.
fn findings(picture: &Picture, language: Language) -> Vec<Value> {
    let all = picture.all_findings();
    let few = all.len() <= OPEN;
    let group = |(severity, heading): (Severity, Text)| {
        let mut held = all.iter().filter(|finding| finding.severity == severity).peekable();
        held.peek()?;
        let items: Vec<Value> = held.map(|one| finding(one, picture, language)).collect();
        // Notices are many where a Dockerfile is somebody else's: they open on demand.
        let open = few || severity != Severity::Info;
        Some(json!({"severity": severity, "heading": heading.say(language), "open": open, "items": items}))
    };
    [
        (Severity::Error, say::page_errors()),
        (Severity::Warning, say::page_warnings()),
        (Severity::Info, say::page_notices()),
    ]
    .into_iter()
    .filter_map(group)
    .collect()
}

fn finding(finding: &Finding, picture: &Picture, language: Language) -> Value {
    let label = match finding.severity {
        Severity::Error => cli::label_error(),
        Severity::Warning => cli::label_warning(),
        Severity::Info => cli::label_info(),
    };
    let place = if finding.place == Origin::Default { String::new() } else { finding.place.to_string() };
    // The stage that the line belongs to.
    let stage = match &finding.place {
        Origin::File { path, line, .. } if path == "Dockerfile" => {
            picture.stages.iter().rposition(|stage| stage.line <= *line)
        }
        _ => None,
    };
    json!({
        "rule": finding.rule, "severity": finding.severity, "label": label.say(language), "place": place,
        "href": stage.map(|stage| format!("#stage-{stage}")),
        "message": finding.message.say(language),
        "hint": finding.hint.clone().unwrap_or_else(|| say::page_explain(finding.rule)).say(language),
    })
}
