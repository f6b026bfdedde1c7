//! What repeats a run: a preset that equals its answers, and the command line.

use crate::cli;
use crate::disk;
use crate::escape;
use crate::finding::Origin;
use crate::preset::key::{KEYS, Shape, shape};
use crate::preset::{self, Preset, Setting, Value};
use crate::source::without_login;
use crate::state;
use crate::world;
use camino::{Utf8Path, Utf8PathBuf};
use clap::ArgMatches;

use super::interview::written;

/// A preset as a file: what it extends is merged into it, paths are those of the file's place, and no login is in it. An
/// editor finds its schema in the context that is made of it, if one is.
pub(super) fn text(preset: &Preset, file: &Utf8Path, context: Option<&Utf8Path>) -> String {
    let home = disk::absolute(file).parent().map(Utf8Path::to_owned).unwrap_or_default();
    let mut saved = preset.clone();
    saved.remove("extends");
    let settings: Vec<_> = saved.iter().map(|(path, setting)| (path.clone(), setting.clone())).collect();
    for (path, setting) in settings {
        let Shape::Leaf(key) = shape(&path) else { continue };
        let names_file = key.value.split('|').any(|word| matches!(word, "FILE" | "DIR"));
        let place = |value: &str, origin: &Origin| match is_path(value) && names_file {
            true => {
                let full = disk::absolute(&world::beside(origin, value));
                full.strip_prefix(&home).map_or_else(|_| full.to_string(), ToString::to_string)
            }
            false => shown(&path, value),
        };
        let value = match &setting.value {
            Value::Text(value) if names_file => Value::Text(place(value, &setting.origin)),
            Value::List(items) if names_file => {
                Value::List(items.iter().map(|(item, origin)| (place(item, origin), origin.clone())).collect())
            }
            _ => continue,
        };
        saved.insert(path, Setting { value, origin: setting.origin });
    }
    let schema =
        context.map(|context| beside(&home, &disk::absolute(context).join(state::DIRECTORY).join(state::SCHEMA)));
    schema.map(|schema| preset::modeline(schema.as_str())).unwrap_or_default() + &preset::write(&saved)
}

/// The way from a directory to a file, both absolute.
fn beside(directory: &Utf8Path, file: &Utf8Path) -> Utf8PathBuf {
    let shared = directory.components().zip(file.components()).take_while(|(left, right)| left == right).count();
    let up = directory.components().skip(shared).map(|_| "..");
    up.chain(file.components().skip(shared).map(|part| part.as_str())).collect()
}

/// A value without what could be a login.
fn shown(path: &[String], value: &str) -> String {
    match path {
        [istio, source] if istio == "istio" && source == "source" => without_login(value),
        _ => value.to_owned(),
    }
}

/// Whether a value of a key that takes a file, among other things, is one.
fn is_path(value: &str) -> bool {
    !matches!(value, "true" | "false") && !value.starts_with("commit:") && !value.contains("://")
}

/// The command line of a run with these answers.
pub(super) fn command(preset: &Preset, matches: &ArgMatches, directory: &Utf8Path) -> String {
    let mut words = vec!["istio-imgen new".to_owned(), escape::shell(directory.as_str())];
    words.extend(cli::many(matches, "preset").iter().map(|name| format!("--preset {}", escape::shell(name))));
    for (path, setting) in preset.iter() {
        if !matches!(setting.origin, Origin::Flag(_) | Origin::Prompt) {
            continue;
        }
        let dotted = path.join(".");
        let value = shown(path, &written(&setting.value));
        words.push(match KEYS.iter().find(|key| key.path == dotted).and_then(|key| key.flag) {
            _ if setting.origin == Origin::Flag("--lang".to_owned()) => format!("--lang {}", escape::shell(&value)),
            // A switch takes its value with an equals sign only, and any flag may.
            Some(flag) => format!("--{flag}={}", escape::shell(&value)),
            None => format!("--set {}", escape::shell(&format!("{dotted}={value}"))),
        });
    }
    words.join(" ")
}

/// The command line of a run from a preset file.
pub(super) fn from_preset(file: &Utf8Path, directory: &Utf8Path) -> String {
    // A name that is not told from one in the box would be taken for one.
    let name = if preset::is_file(file.as_str()) { file.to_string() } else { format!("./{file}") };
    format!("istio-imgen new {} --preset {}", escape::shell(directory.as_str()), escape::shell(&name))
}
