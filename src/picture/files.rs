//! The files of a context: how large each is, where it came from, and whether somebody has changed it since.

use crate::disk::{Found, FoundKind};
use crate::state::{self, Locked};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What has become of a file since the context was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// As it was written.
    Unchanged,
    /// Somebody changed it.
    Edited,
    /// The lock names it, and it is gone.
    Missing,
    /// The lock does not know it: a file of the user.
    Yours,
    /// Part of the history in `.istio-imgen/`.
    History,
    /// There is no lock to compare with.
    Unknown,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct FileView {
    /// Its path.
    pub path: String,
    /// Its size in bytes; 0 for a file that is gone.
    pub bytes: u64,
    /// `file`, `executable`, `link` or `special`.
    pub kind: &'static str,
    /// What a link says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Where the lock has it from: `template`, `istio`, `istio-stamped`, `patched`, `user`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// What has become of it.
    pub state: State,
}

/// What lies in a context beside what the lock says; `digests` are those of the files that the lock names, as they are
/// now. The largest file comes first.
#[must_use]
pub fn files(found: &[Found], lock: Option<&Locked>, digests: &BTreeMap<String, String>) -> Vec<FileView> {
    let mut views: Vec<FileView> = found.iter().map(|file| view(file, lock, digests)).collect();
    let there: BTreeSet<&str> = found.iter().map(|file| file.path.as_str()).collect();
    for (path, entry) in lock.iter().flat_map(|lock| &lock.files) {
        if !there.contains(path.as_str()) {
            let (origin, state) = (Some(entry.origin.clone()), State::Missing);
            views.push(FileView { path: path.clone(), bytes: 0, kind: "file", link: None, origin, state });
        }
    }
    views.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.path.cmp(&b.path)));
    views
}

fn view(file: &Found, lock: Option<&Locked>, digests: &BTreeMap<String, String>) -> FileView {
    let entry = lock.and_then(|lock| lock.files.get(&file.path));
    let state = match (lock, entry) {
        _ if file.path.starts_with(&format!("{}/", state::DIRECTORY)) => State::History,
        (None, _) => State::Unknown,
        (Some(_), None) => State::Yours,
        (Some(_), Some(entry)) if digests.get(&file.path) == Some(&entry.digest) => State::Unchanged,
        (Some(_), Some(_)) => State::Edited,
    };
    let (kind, link) = match &file.kind {
        FoundKind::Plain => ("file", None),
        FoundKind::Executable => ("executable", None),
        FoundKind::Link(target) => ("link", Some(target.clone())),
        FoundKind::Special => ("special", None),
    };
    let origin = entry.map(|entry| entry.origin.clone());
    FileView { path: file.path.clone(), bytes: file.bytes, kind, link, origin, state }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Entry;

    #[test]
    fn each_file_is_told_by_what_became_of_it() {
        let file = |path: &str, bytes| Found { path: path.into(), kind: FoundKind::Plain, bytes };
        let found = [file(".istio-imgen/lock.json", 9), file("a", 1), file("b", 2), file("mine", 3)];
        let entry = Entry { mode: "0644".into(), digest: "sha256:0".into(), origin: "template".into() };
        let locked = |names: &[&str]| Locked {
            files: names.iter().map(|name| ((*name).into(), entry.clone())).collect(),
            ..Locked::default()
        };
        let digests = BTreeMap::from([("a".into(), "sha256:0".into()), ("b".into(), "sha256:1".into())]);
        let states = |lock: Option<&Locked>| -> Vec<(String, State)> {
            files(&found, lock, &digests).into_iter().map(|view| (view.path, view.state)).collect()
        };
        assert_eq!(
            states(Some(&locked(&["a", "b", "gone"]))),
            [
                (".istio-imgen/lock.json".to_owned(), State::History),
                ("mine".to_owned(), State::Yours),
                ("b".to_owned(), State::Edited),
                ("a".to_owned(), State::Unchanged),
                ("gone".to_owned(), State::Missing),
            ]
        );
        assert_eq!(states(None)[1], ("mine".to_owned(), State::Unknown));
    }
}
