//! The user's templates, read from their directory or from the history of a context.

use super::Session;
use crate::disk;
use crate::error::{Error, Kind, Result};
use crate::finding::{Finding, Origin};
use crate::preset::Preset;
use crate::template::{ENDING, Overlay};
use crate::text::template as say;
use crate::world;
use camino::Utf8Path;
use std::collections::BTreeMap;

/// The longest template, in bytes.
const MAX_BYTES: usize = 1024 * 1024;
/// More templates than any context has files of ours.
const MOST: usize = 1000;

/// The templates that a preset names, checked; none when it names none.
///
/// # Errors
/// A directory that cannot be read or holds what is no plain file.
pub(super) fn of_preset(session: &mut Session, preset: &Preset, findings: &mut Vec<Finding>) -> Result<Overlay> {
    let Some((directory, origin)) = preset.text("templates") else { return Ok(Overlay::default()) };
    let overlay = read(session, &world::beside(origin, directory), findings)?;
    findings.extend(overlay.check());
    Ok(overlay)
}

/// The templates of a directory.
///
/// # Errors
/// A directory that cannot be read or holds what is no plain file.
pub(super) fn read(session: &mut Session, directory: &Utf8Path, findings: &mut Vec<Finding>) -> Result<Overlay> {
    let broken = |error: Error| match error.kind {
        Kind::Answers => Error { kind: Kind::Template, ..error },
        _ => error,
    };
    let mut templates = BTreeMap::new();
    for (name, _, inspected) in disk::walk(directory, &world::interrupted).map_err(broken)? {
        if !name.as_str().ends_with(ENDING) {
            let place = Origin::File { path: inspected.path.to_string(), line: 0, column: 0 };
            findings.push(Finding::warning("template-left-out", &place, say::template_not_one(&inspected.path)));
            continue;
        }
        if templates.len() >= MOST {
            return Err(Error::new(Kind::Template, say::template_too_many(MOST)));
        }
        let text = disk::read_text(&inspected.path, MAX_BYTES).map_err(broken)?;
        session.report.texts.insert(inspected.path.to_string(), text.clone());
        templates.insert(name.as_str().to_owned(), text);
    }
    Ok(Overlay::new(directory.as_str(), templates))
}
