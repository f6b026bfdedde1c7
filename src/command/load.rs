//! Reads the layers of a preset: those in the box, files with what they extend, flags.

use super::Session;
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::preset::key::{KEYS, Kind as KeyKind};
use crate::preset::{self, Preset};
use crate::text::{Language, Text, cli as say, usage};
use crate::{catalogue, cli, disk, legacy, world, yaml};
use camino::{Utf8Path, Utf8PathBuf};
use clap::{Arg, ArgAction, ArgMatches};

/// How deep presets may extend one another.
const MAX_DEPTH: usize = 16;

/// The part of a command line that [`load`] reads: presets, the flags of their keys, `--set`.
pub(super) fn arguments(language: Language) -> Vec<Arg> {
    let told = |text: Text| text.say(language);
    let many = |name: &'static str, short, value: &'static str, help: Text| {
        Arg::new(name).short(short).long(name).value_name(value).help(told(help)).action(ArgAction::Append)
    };
    let flags = KEYS.iter().filter_map(|key| {
        let name = key.flag?;
        let action = if key.kind == KeyKind::List { ArgAction::Append } else { ArgAction::Set };
        let arg = Arg::new(name).long(name).value_name(key.value).help(told((key.help)())).action(action);
        Some(match key.kind {
            KeyKind::Choice(words) => arg.value_parser(words.to_vec()),
            // A switch: `--full-source`, and `--full-source=false` over a preset that says otherwise.
            KeyKind::Bool => {
                arg.value_parser(["true", "false"]).num_args(0..=1).require_equals(true).default_missing_value("true")
            }
            _ => arg,
        })
    });
    let preset = many("preset", 'p', "NAME|FILE", say::preset());
    std::iter::once(preset).chain(flags).chain([many("set", 's', "PATH=VALUE", say::set())]).collect()
}

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

/// The preset of one file alone: the selection of a context.
///
/// # Errors
/// As [`load`].
pub(super) fn of_file(session: &mut Session, file: &Utf8Path) -> Result<(Preset, Vec<Finding>)> {
    let mut loader = Loader { session, merged: Preset::default(), findings: Vec::new(), chain: Vec::new() };
    loader.layer(file.as_str(), &Origin::Default)?;
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
            self.session.report.detail(1, &usage::told_preset(&path));
            let text = disk::read_text(&path, yaml::MAX_BYTES)?;
            self.session.report.texts.insert(path.to_string(), text.clone());
            (Origin::File { path: path.to_string(), line: 0, column: 0 }, text, path)
        } else if let Some(text) = catalogue::preset(name) {
            self.session.report.detail(1, &usage::told_preset(name));
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
