//! Reads the layers of a preset: those in the box, files with what they extend, flags.

use super::Session;
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::preset::key::KEYS;
use crate::preset::{self, Preset};
use crate::text::cli as say;
use crate::{catalogue, cli, disk, legacy, world, yaml};
use camino::{Utf8Path, Utf8PathBuf};
use clap::ArgMatches;

/// How deep presets may extend one another.
const MAX_DEPTH: usize = 16;

/// The merged preset of a command line, with all findings of reading it.
///
/// # Errors
/// A file that cannot be read; problems of what it says are findings.
pub(super) fn load(session: &mut Session, matches: &ArgMatches) -> Result<(Preset, Vec<Finding>)> {
    load_over(session, matches, None)
}

/// The same, laid over the preset of a file: the selection of a context.
///
/// # Errors
/// As [`load`].
pub(super) fn load_over(
    session: &mut Session,
    matches: &ArgMatches,
    below: Option<&Utf8Path>,
) -> Result<(Preset, Vec<Finding>)> {
    let mut loader = Loader { session, merged: Preset::default(), findings: Vec::new(), chain: Vec::new() };
    if let Some(file) = below {
        loader.layer(file.as_str(), &Origin::Default)?;
    }
    for name in cli::many(matches, "preset") {
        loader.layer(name, &Origin::Flag("--preset".to_owned()))?;
    }
    let (mut merged, mut findings) = (loader.merged, loader.findings);
    let mut flags = Preset::default();
    for key in KEYS {
        let Some(flag) = key.flag else { continue };
        let origin = Origin::Flag(format!("--{flag}"));
        for value in cli::many(matches, flag) {
            findings.extend(preset::set(&mut flags, key.path, value, &origin).err());
        }
    }
    for pair in cli::many(matches, "set") {
        match pair.split_once('=') {
            Some((path, value)) => {
                let origin = Origin::Flag(format!("--set {path}"));
                findings.extend(preset::set(&mut flags, path, value, &origin).err());
            }
            None => {
                let origin = Origin::Flag("--set".to_owned());
                findings.push(Finding::error("set-form", &origin, say::set_form(pair)));
            }
        }
    }
    merged.overlay(flags);
    if let (Some(language), None) = (session.language_asked, merged.get("language")) {
        let origin = Origin::Flag("--lang".to_owned());
        findings.extend(preset::set(&mut merged, "language", language.tag(), &origin).err());
    }
    Ok((merged, findings))
}

/// A preset in the box with those that it extends.
///
/// # Errors
/// None for what is in the box: a preset there extends no file.
pub(super) fn in_the_box(session: &mut Session, name: &str) -> Result<(Preset, Vec<Finding>)> {
    let mut loader = Loader { session, merged: Preset::default(), findings: Vec::new(), chain: Vec::new() };
    loader.layer(name, &Origin::Default)?;
    Ok((loader.merged, loader.findings))
}

struct Loader<'a> {
    session: &'a mut Session,
    merged: Preset,
    findings: Vec<Finding>,
    /// The presets that are being read, from the outermost in.
    chain: Vec<String>,
}

impl Loader<'_> {
    /// Lays a preset over what there is, after those that it extends.
    fn layer(&mut self, name: &str, named_at: &Origin) -> Result<()> {
        let (source, text, id) = if preset::is_file(name) {
            let path = world::beside(named_at, name);
            let text = disk::read_text(&path, yaml::MAX_BYTES)?;
            self.session.report.texts.insert(path.to_string(), text.clone());
            (Origin::File { path: path.to_string(), line: 0, column: 0 }, text, path)
        } else if let Some(text) = catalogue::preset(name) {
            (Origin::Preset(name.to_owned()), text.to_owned(), Utf8PathBuf::from(name))
        } else {
            self.findings.push(unknown(name, named_at));
            return Ok(());
        };
        if self.chain.contains(&id.to_string()) || self.chain.len() >= MAX_DEPTH {
            self.findings.push(Finding::error("extends-cycle", named_at, say::extends_cycle(name)));
            return Ok(());
        }
        let (read, findings) = preset::read(&text, &source);
        self.findings.extend(findings);
        self.chain.push(id.to_string());
        for (parent, place) in read.list("extends").unwrap_or_default() {
            self.layer(parent, place)?;
        }
        self.chain.pop();
        self.merged.overlay(read);
        Ok(())
    }
}

fn unknown(name: &str, named_at: &Origin) -> Finding {
    let names: Vec<&str> = catalogue::preset_names().collect();
    let finding = Finding::error("unknown-preset", named_at, say::unknown_preset(name));
    let finding = match crate::nearest::nearest(name, names.iter().copied(), 1).first() {
        Some(near) => finding.hint(crate::text::core::did_you_mean(format!("`{near}`"))),
        None => finding.hint(say::preset_names(names.join(", "))),
    };
    legacy::or_told(finding, legacy::word(name))
}
