//! Renames that happen all or not at all: what is going to happen is written down first, and a run that finds the list
//! of one that died takes its steps back.

use camino::Utf8Path;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Write};

/// How the names of our temporary directories start.
pub(super) const STAGE: &str = ".istio-imgen-stage-";
const JOURNAL: &str = ".istio-imgen-journal";

/// A rename within the target; both paths are relative to it. What stands at `to` is never replaced.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) from: String,
    pub(super) to: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journal {
    steps: Vec<Step>,
}

/// Takes all steps or none.
pub(super) fn run(target: &Utf8Path, steps: &[Step]) -> io::Result<()> {
    let path = target.join(JOURNAL);
    let text = serde_json::to_vec(&Journal { steps: steps.to_vec() })?;
    let mut file = fs::File::create_new(&path)?;
    file.write_all(&text)?;
    file.sync_all()?;
    for step in steps {
        let to = target.join(&step.to);
        let taken = if let Some(directory) = to.parent() { fs::create_dir_all(directory) } else { Ok(()) }
            .and_then(|()| fs::rename(target.join(&step.from), &to));
        if let Err(error) = taken {
            back(target, steps)?;
            fs::remove_file(&path)?;
            return Err(error);
        }
    }
    fs::remove_file(&path)
}

/// Takes back the steps of a run that died on the way, and removes what it had staged.
pub(super) fn recover(target: &Utf8Path) -> io::Result<()> {
    let path = target.join(JOURNAL);
    if let Ok(text) = fs::read(&path) {
        let journal: Journal = serde_json::from_slice(&text)?;
        back(target, &journal.steps)?;
        fs::remove_file(&path)?;
    }
    for entry in fs::read_dir(target)? {
        let entry = entry?;
        let name = entry.file_name();
        if name.to_str().is_some_and(is_stage) && entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// Only names that we gave: six random letters and digits behind the prefix.
fn is_stage(name: &str) -> bool {
    let rest = name.strip_prefix(STAGE).unwrap_or_default();
    rest.len() == 6 && rest.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Whether a name in a target is the journal, or a stage that an interrupted write left.
pub(super) fn is_ours(name: &str) -> bool {
    name == JOURNAL || is_stage(name)
}

/// Takes steps back in reverse order; a step that was not taken has its `from` still in place.
fn back(target: &Utf8Path, steps: &[Step]) -> io::Result<()> {
    for step in steps.iter().rev() {
        let (from, to) = (target.join(&step.from), target.join(&step.to));
        let taken = fs::symlink_metadata(&from).is_err() && fs::symlink_metadata(&to).is_ok();
        // A journal could have been put there by a stranger: nothing outside the target is touched.
        let inside = [&step.from, &step.to].into_iter().all(|path| crate::tree::TreePath::new(path.as_str()).is_ok());
        if taken && inside {
            fs::rename(&to, &from)?;
            remove_empty(target, &to);
        }
    }
    Ok(())
}

/// Removes the directories that a step had made, as far as they are empty.
pub(super) fn remove_empty(target: &Utf8Path, path: &Utf8Path) {
    for directory in path.ancestors().skip(1).take_while(|directory| *directory != target) {
        if fs::remove_dir(directory).is_err() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_died_on_the_way_is_taken_back() {
        let home = tempfile::tempdir().unwrap();
        let target = Utf8Path::from_path(home.path()).unwrap();
        let stage = format!("{STAGE}Ab12Cd");
        fs::create_dir_all(target.join(&stage).join("env")).unwrap();
        fs::write(target.join(&stage).join("Dockerfile"), "new").unwrap();
        fs::write(target.join(&stage).join("env/pilot.env"), "new").unwrap();
        fs::write(target.join("Dockerfile"), "mine").unwrap();
        let step = |from: &str, to: &str| Step { from: from.into(), to: to.into() };
        let steps = [
            step("Dockerfile", "Dockerfile.orig"),
            step(&format!("{stage}/Dockerfile"), "Dockerfile"),
            step(&format!("{stage}/env/pilot.env"), "env/pilot.env"),
        ];
        // Dies after two of three steps.
        fs::write(target.join(JOURNAL), serde_json::to_vec(&Journal { steps: steps.to_vec() }).unwrap()).unwrap();
        fs::rename(target.join("Dockerfile"), target.join("Dockerfile.orig")).unwrap();
        fs::rename(target.join(&stage).join("Dockerfile"), target.join("Dockerfile")).unwrap();
        recover(target).unwrap();
        assert_eq!(fs::read_to_string(target.join("Dockerfile")).unwrap(), "mine");
        let left: Vec<_> = fs::read_dir(target).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["Dockerfile"]);
    }

    #[test]
    fn a_strangers_journal_touches_nothing_outside() {
        let home = tempfile::tempdir().unwrap();
        let target = Utf8Path::from_path(home.path()).unwrap().join("target");
        fs::create_dir(&target).unwrap();
        fs::write(home.path().join("precious"), "x").unwrap();
        let step = Step { from: "gone".into(), to: "../precious".into() };
        fs::write(target.join(JOURNAL), serde_json::to_vec(&Journal { steps: vec![step] }).unwrap()).unwrap();
        recover(&target).unwrap();
        assert!(home.path().join("precious").exists());
    }
}
