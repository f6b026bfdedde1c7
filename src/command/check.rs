//! `check`: the rules of Dockerfiles and build contexts, on contexts of ours and on any Dockerfile.

mod files;
mod found;
mod output;

use super::{Session, locked};
use crate::check::{self, Level, Policy, Profile, Settings};
use crate::disk;
use crate::error::{Error, Kind, Result};
use crate::finding::{self, Origin};
use crate::text::{Language, Text, check as say};
use crate::world;
use camino::Utf8Path;
use clap::{Arg, ArgAction, ArgMatches, Command};
use files::{File, Target};
use found::{Row, found};

pub(super) use found::findings;

/// More than any Dockerfile has.
const MOST: usize = 1 << 20;
/// How findings can be told.
const FORMATS: [&str; 5] = ["text", "json", "sarif", "github", "gitlab"];

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(told(help))
    };
    let flag = |name: &'static str, help: Text| Arg::new(name).long(name).help(told(help)).action(ArgAction::SetTrue);
    Command::new("check")
        .about(told(say::check_about()))
        .arg(
            Arg::new("path")
                .value_name("PATH")
                .help(told(say::check_paths()))
                .action(ArgAction::Append)
                .default_value("."),
        )
        .arg(option("format", "FORMAT", say::check_format()).value_parser(FORMATS).default_value("text"))
        .arg(
            option("threshold", "SEVERITY", say::check_threshold())
                .value_parser(["error", "warning", "info", "none"])
                .default_value("warning"),
        )
        .arg(option("profile", "PROFILE", say::check_profile()).value_parser(Profile::WORDS).default_value("default"))
        .arg(option("policy", "FILE", say::check_policy()))
        .arg(option("severity", "RULE=LEVEL", say::check_severity()).action(ArgAction::Append))
        .arg(option("ignore", "RULE", say::check_ignore()).action(ArgAction::Append))
        .arg(flag("locked", crate::text::locked::locked_flag()).conflicts_with("fix"))
        .arg(flag("fix", say::check_fix()))
        .arg(flag("dry-run", say::check_dry_run()).short('n').requires("fix"))
        .arg(option("today", "DATE", say::check_today()))
}

/// How many Dockerfiles are checked before what was found in them is told: their texts are in memory until then.
const BATCH: usize = 256;
/// How many of them make a thread of its own worth while.
const SHARE: usize = 16;

/// A Dockerfile with what was found in it.
struct Checked {
    file: File,
    rows: Vec<Row>,
    /// How many findings were mended, or would be.
    mended: usize,
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    if matches.get_flag("locked") {
        return locked::run(session, &crate::cli::many(matches, "path"));
    }
    let Some((settings, policy)) = settings(session, matches)? else {
        return Err(Error::new(Kind::Answers, say::policy_stops()));
    };
    world::watch_signals();
    let paths = crate::cli::many(matches, "path");
    let targets: Vec<Vec<Target>> =
        paths.iter().map(|path| files::below(Utf8Path::new(path))).collect::<Result<_>>()?;
    let targets: Vec<Target> = targets.into_iter().flatten().collect();
    let mends = matches.get_flag("fix");
    let mut told = output::Told::new(session, matches);
    for batch in targets.chunks(BATCH) {
        if world::interrupted() {
            return Err(Error::new(Kind::Interrupted, crate::text::disk::write_interrupted()));
        }
        // What is mended is written, one file after the other.
        let threads = if mends { 1 } else { batch.len().div_ceil(SHARE) };
        for checked in side_by_side(batch, threads, &|target| one(target, &settings, &policy, matches)) {
            told.take(session, checked?);
        }
        told.tell()?;
    }
    let threshold = Level::parse(crate::cli::one(matches, "threshold").unwrap_or_default()).and_then(Level::severity);
    let fails = threshold.is_some_and(|threshold| told.worst().is_some_and(|worst| worst >= threshold));
    told.finish(session, matches, u8::from(fails))?;
    Ok(u8::from(fails))
}

/// What a function makes of each item, in the order of the items; on several threads if there is enough to do.
fn side_by_side<T: Sync, R: Send>(items: &[T], threads: usize, make: &(impl Fn(&T) -> R + Sync)) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = items.len().div_ceil(threads.clamp(1, cores)).max(1);
    std::thread::scope(|scope| {
        let mut shares = items.chunks(share);
        let first = shares.next().unwrap_or_default();
        let others: Vec<_> =
            shares.map(|share| scope.spawn(move || share.iter().map(make).collect::<Vec<R>>())).collect();
        let mut made: Vec<R> = first.iter().map(make).collect();
        for other in others {
            match other.join() {
                Ok(more) => made.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        made
    })
}

/// Checks one file, and mends it if that was asked for.
fn one(target: &Target, settings: &Settings, policy: &Policy, matches: &ArgMatches) -> Result<Checked> {
    let mut file = files::read(target)?;
    let look = |file: &File| found(&file.path, &file.text, file.root.as_deref(), settings, policy);
    let (mut rows, hits) = look(&file);
    let mut mended = 0;
    if matches.get_flag("fix") && file.is_whole {
        let (text, count) = check::apply(&file.text, &hits);
        if count > 0 {
            mended = count;
            file.mended = Some(text.clone());
            if !matches.get_flag("dry-run") && file.path != "-" {
                disk::mend(Utf8Path::new(&file.path), file.text.as_bytes(), text.as_bytes())?;
                let before = std::mem::replace(&mut file.text, text);
                file.before = Some(before);
                rows = look(&file).0;
            }
        }
    }
    Ok(Checked { file, rows, mended })
}

/// The rules that count and what is allowed; `None` when the policy cannot be followed, which is told.
fn settings(session: &mut Session, matches: &ArgMatches) -> Result<Option<(Settings, Policy)>> {
    let (mut policy, mut findings) = (Policy::default(), Vec::new());
    if let Some(path) = crate::cli::one(matches, "policy") {
        let text = disk::read_text(Utf8Path::new(path), crate::yaml::MAX_BYTES)?;
        let source = Origin::File { path: path.to_owned(), line: 0, column: 0 };
        (policy, findings) = Policy::read(&text, &source);
        session.report.texts.insert(path.to_owned(), text);
    }
    session.report.findings(&findings);
    if finding::forbids(&findings) {
        return Ok(None);
    }
    policy.today = match crate::cli::one(matches, "today") {
        Some(text) => Some(check::day(text).ok_or_else(|| Error::new(Kind::Usage, say::check_bad_day(text)))?),
        None => Some(world::today()),
    };
    let profile = crate::cli::one(matches, "profile").and_then(Profile::parse).unwrap_or_default();
    let mut settings = Settings { profile, levels: policy.severity.clone() };
    let mut set = |id: &str, level: Level| {
        if !check::is_rule(id) {
            let near = crate::nearest::nearest(id, check::checks().map(|check| check.rule.id), 1);
            let error = Error::new(Kind::Usage, say::check_unknown_rule(id));
            return Err(match near.first() {
                Some(near) => error.hint(crate::text::core::did_you_mean(format!("`{near}`"))),
                None => error.hint(crate::text::explain::explain_lists()),
            });
        }
        settings.levels.insert(id.to_owned(), level);
        Ok(())
    };
    for word in crate::cli::many(matches, "severity") {
        let pair = word.split_once('=').and_then(|(id, level)| Some((id, Level::parse(level)?)));
        let (id, level) = pair.ok_or_else(|| {
            Error::new(Kind::Usage, say::check_severity_form(word))
                .hint(crate::text::core::one_of(Level::WORDS.join(", ")))
        })?;
        set(id, level)?;
    }
    for id in crate::cli::many(matches, "ignore") {
        set(id, Level::Off)?;
    }
    Ok(Some((settings, policy)))
}
