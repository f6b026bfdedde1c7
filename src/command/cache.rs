//! `cache`: what has been fetched, how much room it takes, and whether it is sound.

use super::{Session, print, print_json};
use crate::error::{Error, Kind, Result};
use crate::plan::rfc3339;
use crate::size::size;
use crate::source::CACHE_BYTES;
use crate::source::cache::{self, Entry, Verified};
use crate::text::{Language, Text, cache as say};
use crate::{cli, world};
use clap::{Arg, ArgMatches, Command};
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    let size = Arg::new("max-size").long("max-size").value_name("SIZE").help(told(say::cache_max_size()));
    Command::new("cache")
        .about(told(say::cache_about()))
        .subcommand_required(true)
        .subcommand(Command::new("list").about(told(say::cache_list())))
        .subcommand(Command::new("path").about(told(say::cache_path())))
        .subcommand(Command::new("prune").about(told(say::cache_prune())).arg(size.required(true)))
        .subcommand(Command::new("verify").about(told(say::cache_verify())))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let root = world::cache(session.cache_dir.as_deref())?;
    match matches.subcommand() {
        Some(("path", _)) => {
            let path = cache::directory(&root);
            if session.json {
                print_json(&json!({"schema": 1, "command": "cache path", "path": path}))?;
            } else {
                print(&format!("{path}\n"))?;
            }
            Ok(0)
        }
        Some(("prune", matches)) => {
            let limit = cli::one(matches, "max-size").unwrap_or("0");
            let most = bytes_of(limit).ok_or_else(|| Error::new(Kind::Usage, say::cache_bad_size(limit)))?;
            prune(session, &cache::prune(&root, most)?)
        }
        Some(("verify", _)) => verify(session, &cache::verify(&root)?),
        _ => list(session, &cache::list(&root)?),
    }
}

fn list(session: &Session, entries: &[Entry]) -> Result<u8> {
    if session.json {
        let entries: Vec<Value> = entries.iter().map(document).collect();
        print_json(&json!({"schema": 1, "command": "cache list", "entries": entries}))?;
    } else {
        print(&table(entries))?;
        session.report.note(&say::cache_summary(entries.len(), size(total(entries))));
    }
    Ok(0)
}

fn prune(session: &Session, removed: &[Entry]) -> Result<u8> {
    if session.json {
        let removed: Vec<Value> = removed.iter().map(document).collect();
        print_json(&json!({"schema": 1, "command": "cache prune", "removed": removed}))?;
    } else {
        print(&table(removed))?;
        session.report.note(&say::cache_pruned(removed.len(), size(total(removed))));
    }
    Ok(0)
}

/// Damage is told by an exit code: a pipeline that keeps its cache wants to know.
fn verify(session: &Session, verified: &[Verified]) -> Result<u8> {
    let damaged = verified.iter().filter(|one| one.damage.is_some()).count();
    let code = if damaged == 0 { 0 } else { Kind::Verification.exit_code() };
    if session.json {
        let entries: Vec<Value> = verified
            .iter()
            .map(|one| {
                let mut document = document(&one.entry);
                document["damage"] = json!(one.damage);
                document
            })
            .collect();
        print_json(&json!({"schema": 1, "command": "cache verify", "exit_code": code, "entries": entries}))?;
    } else {
        let language = session.report.language;
        let mut text = String::new();
        for one in verified {
            let line = match &one.damage {
                None => say::cache_entry_sound(&one.entry.url),
                Some(cause) => say::cache_entry_damaged(&one.entry.url, cause),
            };
            let _ = writeln!(text, "{}", line.say(language));
        }
        print(&text)?;
    }
    match damaged {
        0 => Ok(0),
        _ => Err(Error::new(Kind::Verification, say::cache_was_damaged(damaged))),
    }
}

fn total(entries: &[Entry]) -> u64 {
    entries.iter().map(|entry| entry.bytes).sum()
}

fn document(entry: &Entry) -> Value {
    json!({"url": entry.url, "path": entry.path, "tags": entry.tags, "bytes": entry.bytes, "used": used(entry.used)})
}

/// Columns for people: what matters first, the list of tags last, as it has no end.
fn table(entries: &[Entry]) -> String {
    let Some(width) = entries.iter().map(|entry| entry.url.chars().count()).max() else { return String::new() };
    let mut text = format!("{:<width$}  {:>9}  {:<20}  TAGS\n", "URL", "SIZE", "USED");
    for entry in entries {
        let (size, used) = (size(entry.bytes), used(entry.used));
        let _ = writeln!(text, "{:<width$}  {size:>9}  {used:<20}  {}", entry.url, entry.tags.join(" "));
    }
    text
}

fn used(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(0));
    rfc3339(seconds)
}

/// How many bytes the cache may have: `ISTIO_IMGEN_CACHE_SIZE`.
///
/// # Errors
/// [`Kind::Usage`] for a variable that is no size.
pub(super) fn bound() -> Result<u64> {
    match world::cache_size() {
        Some(text) => bytes_of(&text).ok_or_else(|| Error::new(Kind::Usage, say::cache_bad_size(text))),
        None => Ok(CACHE_BYTES),
    }
}

/// `500M`, `2GiB`, `1000`.
fn bytes_of(text: &str) -> Option<u64> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number: u64 = text[..digits].parse().ok()?;
    let unit = text[digits..].to_ascii_uppercase();
    let unit = unit.strip_suffix("IB").filter(|unit| !unit.is_empty()).or(unit.strip_suffix('B')).unwrap_or(&unit);
    let power = match unit {
        "" => 0,
        "K" => 1,
        "M" => 2,
        "G" => 3,
        "T" => 4,
        _ => return None,
    };
    number.checked_mul(1 << (10 * power))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, bytes) in [
            ("0", Some(0)),
            ("500M", Some(500 << 20)),
            ("2g", Some(2 << 30)),
            ("10KiB", Some(10 << 10)),
            ("7B", Some(7)),
            ("", None),
            ("M", None),
            ("1.5G", None),
            ("-1", None),
            ("5IB", None),
            ("5X", None),
            ("99999999999T", None),
        ] {
            assert_eq!(bytes_of(text), bytes, "{text}");
        }
    }
}
