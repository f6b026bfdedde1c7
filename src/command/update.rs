//! `update`: a context generated anew, with the user's edits kept.

mod asked;
mod pending;
mod told;

use super::context::{self, Context};
use super::decide::{Decided, Means, decide};
use super::pinned::{self, Pinning};
use super::{Session, bundle, load, locked, print, print_json, sources};
use crate::change::{Changes, Side};
use crate::disk::{self, Change, Held};
use crate::error::{Error, Kind, Result};
use crate::finding::{self, Origin};
use crate::merge::{Action, Labels, Merged, Row, Sides, merge};
use crate::preset::{self, Preset};
use crate::state::{self, DIRECTORY, SELECTION};
use crate::text::{Language, Text, cli as cli_text, pin as pin_text, update as say};
use crate::tree::{Content, File, Tree, TreePath, same_content};
use crate::{catalogue, merge as merging, world};
use camino::Utf8Path;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::collections::{BTreeMap, BTreeSet};

pub(super) use asked::Images;

/// The exit code for conflicts that are left.
const CONFLICTS: u8 = 7;
/// What asks for a new render: an update that is under way has had its own.
const RENEWS: [&str; 8] = ["istio", "preset", "set", "templates", "base", "pin", "verify", "from-bundle"];

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    let flag = |name: &'static str, help: Text| Arg::new(name).long(name).help(told(help)).action(ArgAction::SetTrue);
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(told(help)).action(ArgAction::Append)
    };
    Command::new("update")
        .about(told(say::update_about()))
        .after_help(told(say::update_after()))
        .arg(context::argument(language))
        .arg(Arg::new("istio").long("istio").value_name("TAG|patch|minor").help(told(say::update_istio())))
        .arg(option("preset", "NAME|FILE", cli_text::preset()).short('p'))
        .arg(option("set", "PATH=VALUE", cli_text::set()).short('s'))
        .arg(flag("templates", say::update_templates()).conflicts_with_all(["preset", "set"]))
        .arg(flag("base", pin_text::base_flag()))
        .arg(flag("pin", pin_text::pin_flag()))
        .arg(pinned::verify_argument(language))
        .arg(bundle::from_argument(language))
        .arg(flag("dry-run", say::update_dry_run()).short('n'))
        .arg(flag("continue", say::update_continue()).conflicts_with_all(RENEWS))
        .arg(flag("abort", say::update_abort()).conflicts_with_all(RENEWS).conflicts_with("continue"))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let context = context::open(matches)?;
    if matches.get_flag("continue") {
        return pending::go_on(session, &context);
    }
    if matches.get_flag("abort") {
        return pending::abort(session, &context);
    }
    let images = match (matches.get_flag("pin"), matches.get_flag("base")) {
        (true, _) => Images::All,
        (false, true) => Images::Moved,
        (false, false) => Images::New,
    };
    renew(session, context, matches, (Report::Update, images))
}

/// Generates a context anew, with these images looked up, and merges what came of it into the directory.
pub(super) fn renew(
    session: &mut Session,
    context: Context,
    matches: &ArgMatches,
    (report, images): (Report, Images),
) -> Result<u8> {
    if pending::is_under_way(&context) {
        let error = Error::new(Kind::WouldOverwrite, say::update_under_way(&context.directory));
        return Err(error.hint(say::update_under_way_how()));
    }
    let (mut preset, mut findings) = load::load_over(session, matches, Some(&context.selection()))?;
    let known_from = asked::choose(session, &mut preset, &context.history.tag)?;
    if let Some(path) = crate::cli::one(matches, "from-bundle") {
        bundle::prepare(session, Utf8Path::new(path), &mut preset)?;
    }
    let verify = Pinning::all(matches).verify;
    let pin = images.pinning(verify, &preset, &context.history, &mut findings);
    let outcome = decide(session, preset, Means { refresh: false, pin }, &mut findings);
    finding::sort(&mut findings);
    session.report.findings(&findings);
    let decided = outcome.and_then(|decided| {
        let count = findings.iter().filter(|found| found.severity == finding::Severity::Error).count();
        decided.ok_or_else(|| Error::new(Kind::Answers, cli_text::findings_stop(count)))
    });
    let decided = match decided {
        Ok(decided) => decided,
        Err(error) => {
            if session.json {
                print_json(&super::show::failure(report.command(), &error, &findings))?;
            }
            return Err(error);
        }
    };
    let update = Update::plan(context, decided)?;
    let code = if update.merged.conflicts.is_empty() { 0 } else { CONFLICTS };
    let dry_run = matches.get_flag("dry-run");
    if !dry_run && !update.is_nothing() {
        update.write()?;
    }
    if session.json {
        let outcome = told::Outcome { findings: &findings, known_from, dry_run, code };
        print_json(&told::document(&update, report, &outcome))?;
    } else {
        tell(session, &update, dry_run, code)?;
    }
    Ok(if dry_run { 0 } else { code })
}

/// Whose report it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Report {
    Update,
    Pin,
}

impl Report {
    fn command(self) -> &'static str {
        match self {
            Report::Update => "update",
            Report::Pin => "pin",
        }
    }
}

/// All that an update would do.
struct Update {
    context: Context,
    decided: Decided,
    held: Held,
    merged: Merged,
    /// What is written, history and all.
    writes: Tree,
    /// What gives way or goes.
    replaced: BTreeSet<TreePath>,
    /// What the change is decided on.
    seen: Tree,
    /// Where the selection as it was written by hand is kept, if it cannot stay.
    selection_aside: Option<String>,
    changes: Changes,
}

impl Update {
    fn plan(context: Context, decided: Decided) -> Result<Update> {
        let (new, history) = split(&decided.tree);
        let held = context.held(&new)?;
        let labels = labels(&context.history.tag, &decided.plan.istio.tag);
        let merged = keeping(&context, &decided, &new, &held, &labels);
        let (mut writes, mut replaced, mut seen) = (Tree::new(), BTreeSet::new(), held.tree.clone());
        for (path, file) in merged.tree.iter() {
            match held.tree.get(path.as_str()) {
                Some(there) if same(there, file) => {}
                there => {
                    replaced.extend(there.map(|_| path.clone()));
                    writes.insert(path.clone(), file.clone());
                }
            }
        }
        let gone = held.tree.iter().filter(|(path, _)| merged.tree.get(path.as_str()).is_none());
        replaced.extend(gone.map(|(path, _)| path.clone()));
        let own = format!("{DIRECTORY}/");
        let (mut selection_aside, was) =
            (None, disk::read(&context.directory.join(DIRECTORY), "update", &|_| Some(None))?);
        for (path, file) in history.iter() {
            let there = was.tree.get(path.as_str().strip_prefix(&own).unwrap_or_default());
            let file = match there {
                Some(there) if path.name() == SELECTION => {
                    let (file, lost) = selection(there, file, &labels);
                    let aside = || disk::free_name(&context.directory, path.as_str());
                    selection_aside = lost.then(aside);
                    file
                }
                _ => file.clone(),
            };
            if there.is_some_and(|there| same(there, &file)) {
                continue;
            }
            if let Some(there) = there {
                replaced.insert(path.clone());
                seen.insert(path.clone(), there.clone());
            }
            writes.insert(path.clone(), file);
        }
        let changes = changes(&context, &decided)?;
        Ok(Update { context, decided, held, merged, writes, replaced, seen, selection_aside, changes })
    }

    /// Whether everything is as it should be.
    fn is_nothing(&self) -> bool {
        self.writes.is_empty() && self.replaced.is_empty()
    }

    /// Writes all or nothing. With conflicts, what was there is kept for `--abort`.
    fn write(&self) -> Result<()> {
        let conflicts = !self.merged.conflicts.is_empty();
        let mut writes = self.writes.clone();
        let mut moves = Vec::new();
        for (index, path) in self.replaced.iter().enumerate() {
            let aside = self.selection_aside.clone().filter(|_| path.name() == SELECTION && !conflicts);
            let before = conflicts.then(|| pending::before(index));
            moves.push((path.as_str().to_owned(), before.or(aside)));
        }
        if conflicts {
            let (path, file) = pending::file(self)?;
            writes.insert(path, file);
        }
        let change = Change { moves: &moves, writes: &writes, seen: &self.seen };
        world::watch_signals();
        let blobs = sources::blobs(self.decided.opened.as_ref());
        disk::change(&self.context.directory, change, blobs, &world::interrupted)
    }
}

/// The merge, but for generated files that the selection leaves to the user: those stay as they are.
fn keeping(context: &Context, decided: &Decided, new: &Tree, held: &Held, labels: &Labels) -> Merged {
    let mut pristine = context.history.pristine.clone();
    let (mut disk, mut new) = (held.tree.clone(), new.clone());
    let mut kept = Vec::new();
    for path in locked::kept(&decided.preset, &new) {
        if let Some(file) = disk.remove(path.as_str()) {
            pristine.remove(&path);
            new.remove(path.as_str());
            kept.push((path, file));
        }
    }
    let sides = Sides { pristine: &pristine, disk: &disk, others: &held.others, new: &new, labels };
    let mut merged = merge(sides);
    for (path, file) in kept {
        merged.report.push(Row { path: path.clone(), action: Action::Keep, from: None });
        merged.tree.insert(path, file);
    }
    merged.report.sort_by(|one, other| one.path.cmp(&other.path));
    merged
}

fn same(one: &File, other: &File) -> bool {
    one.mode == other.mode && same_content(one, other)
}

/// The files of a context, and those of its history.
pub(super) fn split(tree: &Tree) -> (Tree, Tree) {
    let own = format!("{DIRECTORY}/");
    let mut sides = (Tree::new(), Tree::new());
    for (path, file) in tree.iter() {
        let side = if path.as_str().starts_with(&own) { &mut sides.1 } else { &mut sides.0 };
        side.insert(path.clone(), file.clone());
    }
    sides
}

/// What marks call the sides; one release against itself is told apart by what is new.
fn labels(was: &str, now: &str) -> Labels {
    let new = if was == now { format!("generated {now}, new") } else { format!("generated {now}") };
    Labels { yours: "yours".to_owned(), pristine: format!("generated {was}"), new }
}

/// The new selection with what a person wrote into the old one, comments and order; `true` when that cannot be had and
/// the old one must be kept aside.
fn selection(there: &File, new: &File, labels: &Labels) -> (File, bool) {
    let read = |file: &File| match &file.content {
        Content::Bytes(bytes) => preset::read(&String::from_utf8_lossy(bytes), &Origin::Default).0,
        _ => Preset::default(),
    };
    let plain = |preset: &Preset| File::plain(state::selection(preset).into_bytes());
    let was = plain(&read(there));
    if same(&was, there) {
        return (new.clone(), false);
    }
    let Ok(path) = TreePath::new(SELECTION) else { return (new.clone(), true) };
    let one = |file: &File| -> Tree { [(path.clone(), file.clone())].into_iter().collect() };
    let Content::Bytes(bytes) = was.content else { return (new.clone(), true) };
    let ancestor = merging::Ancestor { mode: there.mode, content: merging::Known::Bytes(bytes) };
    let pristine = BTreeMap::from([(path.clone(), ancestor)]);
    let (disk, others) = (one(there), BTreeSet::new());
    let merged = merge(Sides { pristine: &pristine, disk: &disk, others: &others, new: &one(new), labels });
    match merged.tree.get(SELECTION) {
        Some(file) if merged.conflicts.is_empty() && same(&plain(&read(file)), &plain(&read(new))) => {
            (file.clone(), false)
        }
        _ => (new.clone(), true),
    }
}

fn changes(context: &Context, decided: &Decided) -> Result<Changes> {
    let (was, now) = (&context.history, &decided.plan.istio);
    let known = catalogue::release(&was.tag);
    let new = decided.opened.as_ref().map(|opened| opened.release.clone()).or_else(|| catalogue::release(&now.tag));
    let (Some(old), Some(new)) = (known, new) else { return Ok(Changes::default()) };
    let variables = match &decided.opened {
        Some(opened) if catalogue::variables(&now.tag).is_none() => Some(sources::variables(opened)?),
        _ => None,
    };
    let references: BTreeMap<String, String> =
        state::references(&decided.plan).into_iter().map(|(stage, name)| (stage.to_owned(), name)).collect();
    let old = Side { release: &old, variables: None, references: &was.references };
    let new = Side { release: &new, variables: variables.as_deref(), references: &references };
    Changes::between(&old, &new, &decided.preset)
}

/// Says what was done, or what would be.
fn tell(session: &Session, update: &Update, dry_run: bool, code: u8) -> Result<()> {
    let (was, now) = (&update.context.history.tag, &update.decided.plan.istio.tag);
    update.decided.pinned.iter().for_each(|pinned| session.report.note(&pinned.note()));
    let language = session.report.language;
    if update.is_nothing() {
        session.report.note(&say::update_nothing(now));
        return Ok(());
    }
    let mut text = told::digests(&update.decided.pinned, language);
    text.push_str(&told::changes(&update.changes, was, now, language));
    text.push_str(&told::table(&update.merged, language));
    if dry_run {
        text.push_str(&told::diffs(update));
    }
    print(&text)?;
    let count = update.merged.report.iter().filter(|row| row.action.writes()).count();
    if dry_run {
        session.report.note(&say::update_would(count, was, now));
    } else {
        session.report.note(&say::update_done(count, was, now));
        if let Some(aside) = &update.selection_aside {
            session.report.note(&say::update_selection_aside(aside));
        }
    }
    if code != 0 && dry_run {
        session.report.note(&say::update_would_conflict(code));
    } else if code != 0 {
        session.report.note(&say::update_conflicts(update.merged.conflicts.len()));
        session.report.note(&say::update_under_way_how());
    }
    Ok(())
}
