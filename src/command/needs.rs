//! Why the context holds which sources: for each component in figures, for each package by name.

use super::sources::{Opened, Sourced};
use crate::error::Result;
use crate::plan::SOURCES;
use crate::size::size;
use crate::text::{Language, patch as say};
use crate::tree::{Blobs, Content, Tree};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The bytes of each file of the sources, by its path in Istio's repository.
type Sizes<'a> = BTreeMap<&'a str, u64>;

/// Files, bytes and packages.
#[derive(Default)]
struct Figures {
    files: usize,
    bytes: u64,
    packages: usize,
}

/// The figures for a person.
pub(super) fn text(sourced: &Sourced, opened: &Opened, language: Language) -> Result<String> {
    let sizes = sizes(&sourced.tree, &opened.snapshot)?;
    let all = total(&sizes, sizes.keys().copied().collect(), sourced.closure.packages.len());
    let mut text = format!("{}\n", say::needs_head().say(language));
    let mut line = |words: crate::text::Text| {
        let _ = writeln!(text, "  {}", words.say(language));
    };
    let (files, bytes) = (all.files, size(all.bytes));
    line(if sourced.whole { say::needs_whole(files, bytes) } else { say::needs_all(files, bytes, all.packages) });
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (component, targets) in &sourced.targets {
        let figures = figures(sourced, &sizes, targets, &mut seen);
        line(say::needs_component(component, figures.files, size(figures.bytes), figures.packages));
    }
    let shared: BTreeSet<&str> = seen.into_iter().filter(|(_, count)| *count > 1).map(|(path, _)| path).collect();
    if !shared.is_empty() {
        let shared = total(&sizes, shared, 0);
        line(say::needs_shared(shared.files, size(shared.bytes)));
    }
    for (index, (patch, applied)) in sourced.patched.patches.iter().enumerate() {
        line(say::needs_patch(patch.file_name(index + 1), applied.touched.len()));
    }
    Ok(text)
}

/// All of it for a program.
pub(super) fn document(sourced: &Sourced, opened: &Opened) -> Result<Value> {
    let sizes = sizes(&sourced.tree, &opened.snapshot)?;
    let all = total(&sizes, sizes.keys().copied().collect(), sourced.closure.packages.len());
    let mut seen = BTreeMap::new();
    let mut components = serde_json::Map::new();
    for (component, targets) in &sourced.targets {
        let Figures { files, bytes, packages } = figures(sourced, &sizes, targets, &mut seen);
        let document = json!({"binaries": targets, "files": files, "bytes": bytes, "packages": packages});
        components.insert(component.clone(), document);
    }
    let packages: Vec<Value> = sourced
        .closure
        .packages
        .iter()
        .map(|(directory, package)| {
            let bytes: u64 =
                package.files.iter().chain(&package.embeds).map(|path| sizes.get(path.as_str()).unwrap_or(&0)).sum();
            json!({
                "package": directory, "files": package.files.len(), "embeds": package.embeds.len(), "bytes": bytes,
                "needed_by": package.needed_by, "imported_by": package.imported_by,
            })
        })
        .collect();
    let patches: Vec<Value> = sourced
        .patched
        .patches
        .iter()
        .enumerate()
        .map(|(index, (patch, applied))| {
            json!({"file": patch.file_name(index + 1), "commit": patch.commit(), "touched": applied.touched})
        })
        .collect();
    Ok(json!({
        "whole": sourced.whole, "files": all.files, "bytes": all.bytes, "module": sourced.closure.module,
        "components": components, "packages": packages, "patches": patches,
        "external_packages": sourced.closure.external.len(),
    }))
}

fn figures<'a>(
    sourced: &'a Sourced,
    sizes: &Sizes<'_>,
    targets: &BTreeSet<String>,
    seen: &mut BTreeMap<&'a str, usize>,
) -> Figures {
    let packages: Vec<_> = sourced
        .closure
        .packages
        .values()
        .filter(|package| targets.iter().any(|target| package.needed_by.contains(target)))
        .collect();
    let files: BTreeSet<&str> = packages
        .iter()
        .flat_map(|package| package.files.iter().chain(&package.embeds))
        .map(|path| path.as_str())
        .collect();
    for path in &files {
        *seen.entry(path).or_default() += 1;
    }
    total(sizes, files, packages.len())
}

fn total(sizes: &Sizes<'_>, files: BTreeSet<&str>, packages: usize) -> Figures {
    let bytes = files.iter().filter_map(|path| sizes.get(path)).sum();
    Figures { files: files.len(), bytes, packages }
}

fn sizes<'a>(tree: &'a Tree, blobs: &dyn Blobs) -> Result<Sizes<'a>> {
    let mut sizes = BTreeMap::new();
    for (path, file) in tree.below(SOURCES) {
        let bytes = match &file.content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Blob(id) => blobs.size(*id)?,
            Content::Disk { .. } => continue,
        };
        sizes.insert(&path.as_str()[SOURCES.len() + 1..], bytes);
    }
    Ok(sizes)
}
