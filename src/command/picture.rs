//! `show`: a context as people look at it, on the terminal, as one page, or as JSON.

use super::{Session, check, print, print_json};
use crate::disk::{self, FoundKind};
use crate::dockerfile::Dockerfile;
use crate::error::{Error, Kind, Result};
use crate::finding::{self, Finding, Origin, Severity};
use crate::picture::{self, Picture, Release, State};
use crate::preset::{self, Preset};
use crate::selection::{Selection, complete};
use crate::state::{DIRECTORY, Locked};
use crate::text::{Language, Text, picture as say};
use crate::{catalogue, cli, world, yaml};
use camino::Utf8Path;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde_json::json;
use std::collections::BTreeMap;

/// The largest Dockerfile or lock that is read: theirs have a few hundred KiB at most.
const LARGEST: usize = 16 << 20;

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    Command::new("show")
        .about(told(say::show_about()))
        .arg(Arg::new("dir").value_name("DIR").help(told(say::show_dir())).default_value("."))
        .arg(Arg::new("html").long("html").value_name("FILE").help(told(say::show_html())))
        .arg(
            Arg::new("depth")
                .long("depth")
                .value_name("LEVELS")
                .help(told(say::show_depth()))
                .value_parser(value_parser!(u16).range(1..))
                .default_value("2"),
        )
        .arg(Arg::new("force").short('f').long("force").help(told(say::show_force())).action(ArgAction::SetTrue))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let language = session.report.language;
    let directory = Utf8Path::new(cli::one(matches, "dir").unwrap_or("."));
    world::watch_signals();
    let picture = look(session, directory)?;
    let html = cli::one(matches, "html").map(Utf8Path::new);
    if let Some(file) = html {
        let page = picture::page(&picture, language)?;
        if file == "-" {
            print(&page)?;
            return Ok(0);
        }
        write(file, &page, matches.get_flag("force"))?;
    }
    if session.json {
        let mut document = serde_json::to_value(&picture)
            .map_err(|error| Error::new(Kind::Bug, crate::text::core::bad_data(directory)).because(error))?;
        document["schema"] = json!(1);
        document["command"] = json!("show");
        document["html"] = json!(html);
        document["findings"] = picture.all_findings().into_iter().map(super::show::finding).collect();
        print_json(&document)?;
    } else if let Some(file) = html {
        session.report.note(&say::picture_written(file));
    } else {
        print(&text(session, &picture, matches))?;
        session.report.findings(&picture.findings);
    }
    Ok(0)
}

fn text(session: &Session, picture: &Picture, matches: &ArgMatches) -> String {
    let language = session.report.language;
    let depth = usize::from(matches.get_one::<u16>("depth").copied().unwrap_or(2));
    let mut text =
        picture::tree(picture, language, depth, world::colour_out(cli::one(matches, "color").unwrap_or("auto")));
    let mut line = |words: Text| {
        text.push_str(&crate::escape::visible(&words.say(language)));
        text.push('\n');
    };
    let bytes: u64 = picture.files.iter().map(|file| file.bytes).sum();
    line(say::tree_total(picture.files.len(), crate::size::size(bytes)));
    if let Some(Release { tag, commit }) = &picture.istio {
        line(crate::text::cli::plan_release(tag, commit.as_deref().unwrap_or("?")));
    }
    for image in &picture.images {
        line(say::tree_image(&image.stage, image.base.as_deref().unwrap_or("scratch")));
    }
    let count = |severity| picture.checked.iter().filter(|finding| finding.severity == severity).count();
    line(match picture.checked.is_empty() {
        true => say::tree_checked_well(),
        false => {
            let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
            say::tree_checked(errors, warnings, count(Severity::Info), &picture.dir)
        }
    });
    text
}

/// Writes the page; what is no page of ours stays unless the user insists.
fn write(file: &Utf8Path, page: &str, force: bool) -> Result<()> {
    match disk::beginning(file, 4096)? {
        Some(held) if !force && !picture::is_page(&held) => {
            Err(Error::new(Kind::WouldOverwrite, say::picture_in_the_way(file)).hint(say::picture_force()))
        }
        _ => disk::replace(file, page.as_bytes()),
    }
}

/// Looks at a directory.
///
/// # Errors
/// One that is no context, or that cannot be read.
fn look(session: &mut Session, directory: &Utf8Path) -> Result<Picture> {
    let found = match disk::survey(directory, &world::interrupted) {
        Err(error) if error.kind == Kind::Io && !directory.exists() => {
            return Err(Error::new(Kind::Io, say::picture_no_directory(directory)).hint(say::picture_make_one()));
        }
        found => found?,
    };
    let is_file = |path: &str| {
        let plain = |kind: &FoundKind| matches!(kind, FoundKind::Plain | FoundKind::Executable);
        found.iter().any(|file| file.path == path && plain(&file.kind))
    };
    let mut read = |path: &str, limit: usize| -> Result<Option<String>> {
        if !is_file(path) {
            return Ok(None);
        }
        let text = disk::read_text(&directory.join(path), limit)?;
        session.report.texts.insert(path.to_owned(), text.clone());
        Ok(Some(text))
    };
    let (selection_path, lock_path) = (format!("{DIRECTORY}/selection.yaml"), format!("{DIRECTORY}/lock.json"));
    let dockerfile = read("Dockerfile", LARGEST)?;
    let selection = read(&selection_path, yaml::MAX_BYTES)?;
    let lock = read(&lock_path, LARGEST)?;
    if dockerfile.is_none() && selection.is_none() && lock.is_none() {
        let error = Error::new(Kind::Answers, say::picture_no_context(directory));
        return Err(error.hint(say::picture_make_one()));
    }
    let place = |path: &str, line: usize| Origin::File { path: path.to_owned(), line, column: usize::from(line > 0) };
    let mut findings = Vec::new();
    let locked = lock.as_deref().and_then(|text| Locked::read(text).ok());
    match (&lock, &locked) {
        (Some(_), None) => {
            let finding = Finding::error("lock-unreadable", &place(&lock_path, 0), say::picture_bad_lock());
            findings.push(finding.hint(say::picture_bad_lock_hint()));
        }
        (None, _) if selection.is_none() => {
            let finding = Finding::info("no-history", &Origin::Default, say::picture_no_history());
            findings.push(finding.hint(say::picture_no_history_hint()));
        }
        (None, _) => {
            let finding = Finding::warning("no-lock", &place(&lock_path, 0), say::picture_no_lock());
            findings.push(finding.hint(say::picture_bad_lock_hint()));
        }
        _ => {}
    }
    let (settings, tag) = match &selection {
        Some(text) => {
            let (preset, found) = preset::read(text, &place(&selection_path, 0));
            findings.extend(found);
            let complete = completed(&preset, &selection_path, session.report.language, &mut findings)?;
            let tag = preset.text("istio.tag").map(|(tag, _)| tag.to_owned());
            (picture::settings(&preset, complete.as_ref()), tag)
        }
        None => (Vec::new(), None),
    };
    let files = picture::files(&found, locked.as_ref(), &digests(directory, locked.as_ref(), &is_file)?);
    for file in &files {
        let origin = place(&file.path, 0);
        match file.state {
            State::Edited => findings.push(
                Finding::info("file-edited", &origin, say::picture_edited(&file.path)).hint(say::picture_drift_hint()),
            ),
            State::Missing => findings.push(
                Finding::warning("file-missing", &origin, say::picture_missing(&file.path))
                    .hint(say::picture_missing_hint()),
            ),
            _ => {}
        }
    }
    let parsed = dockerfile.as_deref().map(Dockerfile::parse);
    let stages = parsed.as_ref().map(picture::stages).unwrap_or_default();
    let checked = dockerfile.as_deref().map(|text| check::findings("Dockerfile", text, Some(directory)));
    finding::sort(&mut findings);
    let Locked { tag: locked_tag, commit, tool, version, .. } = locked.unwrap_or_default();
    let istio = locked_tag.map(|tag| Release { tag, commit });
    Ok(Picture {
        dir: directory.to_string(),
        istio: istio.or(tag.map(|tag| Release { tag, commit: None })),
        tool: tool.zip(version).map(|(tool, version)| format!("{tool} {version}")),
        images: picture::holds(&stages),
        stages,
        files,
        settings,
        findings,
        checked: checked.unwrap_or_default(),
    })
}

/// The selection with every default, and what is wrong with it; `None` for a release that only sources would tell of.
fn completed(
    preset: &Preset,
    path: &str,
    language: Language,
    findings: &mut Vec<Finding>,
) -> Result<Option<Selection>> {
    let Some((tag, origin)) = preset.text("istio.tag") else { return Ok(None) };
    let Some(release) = catalogue::release(tag) else {
        let finding = Finding::info("release-unknown", origin, say::picture_release_unknown(tag));
        findings.push(finding.hint(say::picture_release_unknown_hint()));
        return Ok(None);
    };
    let variables = catalogue::variables(&release.tag);
    let completed = complete(preset, &release, variables.as_deref(), language)?;
    let place = Origin::File { path: path.to_owned(), line: 0, column: 0 };
    findings.extend(completed.findings);
    findings.extend(
        completed
            .questions
            .iter()
            .filter(|question| question.default.is_none())
            .map(|question| Finding::error("missing-answer", &place, crate::text::cli::missing_value(question.path)))
            .map(|finding| finding.hint(say::picture_missing_answer_hint())),
    );
    Ok(completed.selection)
}

/// The digests of the files that the lock names, as they are now.
fn digests(
    directory: &Utf8Path,
    lock: Option<&Locked>,
    is_file: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, String>> {
    let mut digests = BTreeMap::new();
    for (path, entry) in lock.iter().flat_map(|lock| &lock.files) {
        // A path of a lock that somebody wrote must not lead out of the context: only what was found there is read.
        if is_file(path)
            && let Some(now) = disk::digest(&directory.join(path), &entry.digest)?
        {
            digests.insert(path.clone(), now);
        }
    }
    Ok(digests)
}
