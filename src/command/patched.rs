//! The patches that the user asked for: read or picked, applied, and reported on once it is known what the build needs.

use super::sources::Opened;
use crate::disk;
use crate::error::{Error, Kind, Result};
use crate::finding::{Finding, Severity};
use crate::patch::{self, Applied, MAX_BYTES, MAX_PATCHES, Patch, Problem};
use crate::plan::{AppliedPatch, PATCHES};
use crate::selection::Selection;
use crate::source::{self, Settings};
use crate::text::patch as say;
use crate::tree::{File, Tree, TreePath};
use crate::world;

/// Patches with what each came to.
#[derive(Default)]
pub(super) struct Patched {
    pub(super) patches: Vec<(Patch, Applied)>,
}

/// Reads the patches of a selection and lays them over the tree of the tag.
///
/// # Errors
/// A file that cannot be read, a commit that cannot be picked.
pub(super) fn apply(selection: &Selection, opened: &Opened, tree: &mut Tree) -> Result<Patched> {
    let mut patched = Patched::default();
    if selection.patches.len() > MAX_PATCHES {
        return Err(Error::new(Kind::Answers, say::patch_too_many(MAX_PATCHES)));
    }
    for (name, origin) in &selection.patches {
        let patch = match name.strip_prefix("commit:") {
            Some(revision) => picked(&opened.settings, revision, origin)?,
            None => {
                let text = disk::read_text(&world::beside(origin, name), MAX_BYTES)?;
                Patch { name: name.clone(), text, origin: origin.clone() }
            }
        };
        let applied = patch::apply(tree, &opened.snapshot, &patch)?;
        patched.patches.push((patch, applied));
    }
    Ok(patched)
}

fn picked(settings: &Settings, revision: &str, origin: &crate::finding::Origin) -> Result<Patch> {
    let picked = source::pick(settings, revision, &source::Quiet)?;
    let name = format!("{}.patch", &picked.commit[..12]);
    Ok(Patch { name, text: picked.text, origin: origin.clone() })
}

impl Patched {
    /// Tells what did not apply and what the context will not show; `needed` says of a file whether it is taken.
    pub(super) fn report(&self, needed: &dyn Fn(&str) -> bool, findings: &mut Vec<Finding>) {
        for (patch, applied) in &self.patches {
            for problem in &applied.problems {
                findings.push(finding(patch, problem, needed));
            }
            let touched: Vec<&str> = applied.touched.iter().map(String::as_str).collect();
            let outside: Vec<&str> = touched.iter().copied().filter(|path| !needed(path)).collect();
            if outside.is_empty() {
                continue;
            }
            let origin = &patch.origin;
            let gone = |path: &&str| applied.removed.contains(*path);
            let finding = if outside.len() == touched.len() && !outside.iter().any(gone) {
                Finding::warning("patch-no-effect", origin, say::patch_no_effect(&patch.name, some(&outside)))
            } else {
                let kept: Vec<&str> = outside.into_iter().filter(|path| !gone(path)).collect();
                if kept.is_empty() {
                    continue;
                }
                let text = say::patch_outside(&patch.name, kept.len(), some(&kept));
                Finding::info("patch-outside", origin, text)
            };
            findings.push(finding.hint(say::patch_whole_tree()));
        }
    }

    /// The patches as the plan and the lock name them.
    pub(super) fn planned(&self) -> Vec<AppliedPatch> {
        let planned = self.patches.iter().enumerate().map(|(index, (patch, applied))| AppliedPatch {
            path: format!("{PATCHES}/{}", patch.file_name(index + 1)),
            commit: patch.commit().map(str::to_owned),
            touched: applied.touched.iter().cloned().collect(),
        });
        planned.collect()
    }

    /// The patches as files of the context, for whoever audits it.
    pub(super) fn files(&self) -> Tree {
        let files = self.patches.iter().enumerate().filter_map(|(index, (patch, _))| {
            let path = TreePath::new(format!("{PATCHES}/{}", patch.file_name(index + 1))).ok()?;
            Some((path, File::plain(patch.text.as_bytes().to_vec())))
        });
        files.collect()
    }
}

/// What does not apply to a file that the build does without is worth knowing, no more.
fn finding(patch: &Patch, problem: &Problem, needed: &dyn Fn(&str) -> bool) -> Finding {
    let matters = problem.path.as_deref().is_none_or(needed);
    let severity = match (problem.already, matters) {
        (true, _) => Severity::Info,
        (false, true) => Severity::Error,
        (false, false) => Severity::Warning,
    };
    let finding = Finding { severity, ..Finding::error("patch", &patch.origin, problem.text.clone()) };
    match &problem.hint {
        Some(hint) => finding.hint(hint.clone()),
        None => finding,
    }
}

/// The first few of a list.
pub(super) fn some(items: &[&str]) -> String {
    const MOST: usize = 5;
    let shown: Vec<String> = items.iter().take(MOST).map(|item| format!("`{item}`")).collect();
    let more = if items.len() > MOST { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
