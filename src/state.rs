//! The history of a context in `.istio-imgen/`: the selection it was made from, the lock, and the pristine render, which
//! is the common ancestor of an update.
//!
//! Nothing here tells of the machine: no path, no clock, no host. The pristine render is one JSON file and no second
//! `Dockerfile`, so that no checker and no update bot takes it for one.

mod lock;
mod read;

use crate::error::{Error, Kind, Result};
use crate::plan::{Plan, SOURCES};
use crate::preset::{self, Preset};
use crate::template::Overlay;
use crate::text::{Language, core as text};
use crate::tree::{BlobId, Content, Digest, File, Tree, TreePath};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

pub use lock::{Entry, Locked};
pub use read::{History, read};

/// The directory in the context.
pub const DIRECTORY: &str = ".istio-imgen";
/// The file in it that holds the selection, a preset.
pub const SELECTION: &str = "selection.yaml";
/// The file in it that says what is in the context.
pub const LOCK: &str = "lock.json";
/// The file in it that holds what was rendered.
pub const PRISTINE: &str = "pristine.json";

/// The schema of `selection.yaml`, beside it: an editor finds it with no network, and of the version that wrote the preset.
pub const SCHEMA: &str = "preset.schema.json";
/// Where the user's templates are kept below it.
pub const TEMPLATES: &str = "templates";

/// `lock.json`.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Lock<'a> {
    schema: u32,
    tool: &'a crate::plan::Tool,
    istio: LockedIstio<'a>,
    /// The images that the context starts from, by stage.
    references: BTreeMap<&'a str, String>,
    /// The patches of the sources in their order: their digests are among the files.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    patches: &'a [crate::plan::AppliedPatch],
    /// The user's templates: their texts are in [`TEMPLATES`].
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    templates: &'a [crate::plan::UserTemplate],
    /// Every file of the context but those of this directory.
    files: BTreeMap<&'a str, LockedFile>,
}

#[derive(JsonSchema, Serialize)]
struct LockedIstio<'a> {
    tag: &'a str,
    commit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
}

#[derive(JsonSchema, Serialize)]
struct LockedFile {
    mode: &'static str,
    /// `sha256:…`, or for a file of Istio's sources its name in git, which the tag's own tree vouches for
    /// (`gitoid:blob:sha1:…`, gitoid.org).
    digest: String,
    origin: &'static str,
    /// For a file of Istio's sources that was changed, the name in git of what it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<String>,
}

/// `pristine.json`: what was rendered, line by line.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Pristine<'a> {
    schema: u32,
    files: BTreeMap<&'a str, PristineFile<'a>>,
}

#[derive(JsonSchema, Serialize)]
struct PristineFile<'a> {
    lines: Vec<&'a str>,
}

/// The files of `.istio-imgen/` for a render and what was copied beside it. `stamped` are the copied files that were
/// changed on the way, with the names that git has for what they were.
///
/// # Errors
/// A bug of ours: a rendered file that is no text.
pub fn files(
    plan: &Plan,
    effective: &Preset,
    rendered: &Tree,
    copied: &Tree,
    stamped: &BTreeMap<TreePath, BlobId>,
) -> Result<Tree> {
    let mut files = BTreeMap::new();
    for (path, file) in rendered.iter() {
        files.insert(path.as_str(), lock(file, "template"));
    }
    for (path, file) in copied.iter() {
        let upstream = path.as_str().starts_with(SOURCES) && path.as_str()[SOURCES.len()..].starts_with('/');
        let mut locked = lock(
            file,
            match &file.content {
                Content::Blob(_) if upstream => "istio",
                Content::Bytes(_) if upstream => "patched",
                _ => "user",
            },
        );
        if let Some(was) = stamped.get(path) {
            locked.origin = "istio-stamped";
            locked.was = Some(Digest::Blob(*was).to_string());
        }
        files.insert(path.as_str(), locked);
    }
    let lock = Lock {
        schema: 1,
        tool: &plan.tool,
        istio: LockedIstio { tag: &plan.istio.tag, commit: &plan.istio.commit, source: plan.istio.source.as_deref() },
        references: references(plan),
        patches: &plan.patches,
        templates: &plan.templates,
        files,
    };
    let mut pristine = BTreeMap::new();
    for (path, file) in rendered.iter() {
        if let Content::Bytes(bytes) = &file.content {
            let bug = |error| Error::new(Kind::Bug, text::bad_data(path)).because(error);
            let lines = std::str::from_utf8(bytes).map_err(bug)?.split('\n').collect();
            pristine.insert(path.as_str(), PristineFile { lines });
        }
    }
    let mut tree = Tree::new();
    put(&mut tree, SELECTION, selection(effective))?;
    put(&mut tree, SCHEMA, json(&crate::schema::schema("preset", Language::English))?)?;
    put(&mut tree, LOCK, json(&lock)?)?;
    put(&mut tree, PRISTINE, json(&Pristine { schema: 1, files: pristine })?)?;
    Ok(tree)
}

/// The text of `selection.yaml`.
#[must_use]
pub fn selection(effective: &Preset) -> String {
    preset::modeline(SCHEMA) + &preset::write(effective)
}

/// The user's templates, so that the context can be rendered again from itself.
///
/// # Errors
/// A bug of ours: a name that was not checked.
pub fn templates(overlay: &Overlay) -> Result<Tree> {
    let mut tree = Tree::new();
    for (name, text) in overlay.iter() {
        put(&mut tree, &format!("{TEMPLATES}/{name}"), text.to_owned())?;
    }
    Ok(tree)
}

/// The images that a context starts from, by stage, with the default registry prefixes filled in.
#[must_use]
pub fn references(plan: &Plan) -> BTreeMap<&str, String> {
    let full = |from: &str| {
        plan.arguments
            .iter()
            .fold(from.to_owned(), |text, argument| text.replace(&format!("${{{}}}", argument.name), &argument.value))
    };
    let upstreams = plan.upstreams.iter().map(|upstream| (upstream.stage.as_str(), full(&upstream.from)));
    let builder = plan.builder.iter().map(|builder| ("build", full(&builder.from)));
    let images = plan.images.iter().map(|image| (image.component.as_str(), full(&image.from)));
    let prepared = plan.images.iter().filter_map(|image| image.custom.prepare.as_ref());
    let prepared = prepared.map(|prepare| (prepare.stage.as_str(), full(&prepare.from)));
    upstreams.chain(builder).chain(images).chain(prepared).collect()
}

fn lock(file: &File, origin: &'static str) -> LockedFile {
    let mode = file.mode.as_str();
    LockedFile { mode, digest: Digest::of(&file.content).to_string(), origin, was: None }
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn json(value: &impl Serialize) -> Result<String> {
    let bug = |error| Error::new(Kind::Bug, text::bad_data(DIRECTORY)).because(error);
    let mut text = serde_json::to_string_pretty(value).map_err(bug)?;
    text.push('\n');
    Ok(text)
}

fn put(tree: &mut Tree, name: &str, content: String) -> Result<()> {
    let path = format!("{DIRECTORY}/{name}");
    let bug = |problem| Error::new(Kind::Bug, text::bad_data(name)).because(problem);
    tree.insert(TreePath::new(path).map_err(bug)?, File::plain(content.into_bytes()));
    Ok(())
}
