//! Reads `.istio-imgen/` back. It is data that people merge, edit and damage: what does not hang together is refused.

use super::{DIRECTORY, LOCK, Locked, PRISTINE};
use crate::error::{Error, Kind, Result};
use crate::merge::{Ancestor, Known};
use crate::text::update as say;
use crate::tree::{Content, Digest, File, Mode, TreePath};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a context remembers of the last time it was generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The git tag of Istio.
    pub tag: String,
    /// The commit that it named.
    pub commit: String,
    /// The version of the program that wrote it.
    pub tool: String,
    /// The images that it starts from, by stage, with the registry prefixes filled in.
    pub references: BTreeMap<String, String>,
    /// Every generated and copied file as it was.
    pub pristine: BTreeMap<TreePath, Ancestor>,
}

#[derive(Deserialize)]
struct Pristine {
    schema: u64,
    files: BTreeMap<String, Lines>,
}

#[derive(Deserialize)]
struct Lines {
    lines: Vec<String>,
}

/// Reads the texts of `lock.json` and `pristine.json`.
///
/// # Errors
/// [`Kind::Answers`] for what is damaged, of another schema, or does not belong together.
pub fn read(lock: &str, pristine: &str) -> Result<History> {
    let lock = Locked::read(lock).map_err(|cause| damaged(LOCK).because(cause))?;
    let absent = |what: &'static str| move || damaged(LOCK).because(what);
    known(LOCK, lock.schema.ok_or_else(absent("schema"))?)?;
    if let Some(place) = lock.damage {
        return Err(damaged(LOCK).because(place));
    }
    let pristine: Pristine = serde_json::from_str(pristine).map_err(|error| damaged(PRISTINE).because(error))?;
    known(PRISTINE, pristine.schema)?;
    let mut files = BTreeMap::new();
    for (name, locked) in lock.files {
        let bad = |cause: &str| damaged(LOCK).because(format!("{name}: {cause}"));
        let path = TreePath::new(name.clone()).map_err(|problem| bad(&problem.to_string()))?;
        let digest: Digest = locked.digest.parse().map_err(|()| bad("digest"))?;
        let modes = [Mode::Plain, Mode::Executable, Mode::Link];
        let mode = modes.into_iter().find(|mode| mode.as_str() == locked.mode).ok_or_else(|| bad("mode"))?;
        let content = match pristine.files.get(&name) {
            Some(rendered) => {
                let file = File::plain(rendered.lines.join("\n").into_bytes());
                match (digest.is_of(&file.content), file.content) {
                    (true, Content::Bytes(bytes)) => Known::Bytes(bytes),
                    _ => return Err(damaged(PRISTINE).because(name)),
                }
            }
            None => Known::Digest(digest),
        };
        files.insert(path, Ancestor { mode, content });
    }
    if let Some(name) = pristine.files.keys().find(|name| !files.contains_key(name.as_str())) {
        return Err(damaged(PRISTINE).because(name));
    }
    Ok(History {
        tag: lock.tag.ok_or_else(absent("istio.tag"))?,
        commit: lock.commit.ok_or_else(absent("istio.commit"))?,
        tool: lock.version.ok_or_else(absent("tool.version"))?,
        references: lock.references,
        pristine: files,
    })
}

/// Refuses a schema that a newer program wrote.
fn known(name: &str, schema: u64) -> Result<()> {
    match schema {
        1 => Ok(()),
        other => Err(Error::new(Kind::Answers, say::history_schema(format!("{DIRECTORY}/{name}"), other))),
    }
}

fn damaged(name: &str) -> Error {
    Error::new(Kind::Answers, say::history_damaged(format!("{DIRECTORY}/{name}"))).hint(say::history_restore())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str = "sha256:73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac";

    fn lock(files: &str) -> String {
        format!(
            r#"{{"schema": 1, "tool": {{"name": "x", "version": "0.1.0"}}, "istio": {{"tag": "1.30.3", "commit": "c"}}, "more": 1, "files": {{{files}}}}}"#
        )
    }

    #[test]
    fn a_history_is_read_and_one_that_does_not_hang_together_is_not() {
        let file = format!(r#""a": {{"mode": "0644", "digest": "{DIGEST}", "origin": "template"}}"#);
        let pristine = r#"{"schema": 1, "files": {"a": {"lines": ["x", ""]}}}"#;
        let history = read(&lock(&file), pristine).unwrap();
        assert_eq!((history.tag.as_str(), history.pristine.len()), ("1.30.3", 1));
        assert_eq!(history.pristine["a"].content, Known::Bytes((*b"x\n").into()));
        for (lock, pristine) in [
            ("{}".to_owned(), pristine),
            (lock(&file), "<<<<<<< HEAD"),
            (lock(&file), r#"{"schema": 1, "files": {"a": {"lines": ["y", ""]}}}"#),
            (lock(&file), r#"{"schema": 1, "files": {"b": {"lines": ["x", ""]}}}"#),
            (lock(&file.replace("\"a\"", "\"../a\"")), r#"{"schema": 1, "files": {}}"#),
            (lock(&file.replace("0644", "4755")), r#"{"schema": 1, "files": {}}"#),
            (lock(&file).replace("\"schema\": 1", "\"schema\": 2"), pristine),
            (lock(&file).replace("\"schema\": 1, ", ""), pristine),
            (lock(&file).replace("\"commit\": \"c\"", "\"commit\": 1"), pristine),
            (lock(&file).replace("\"more\": 1", "\"references\": []"), pristine),
        ] {
            assert_eq!(read(&lock, pristine).unwrap_err().kind, Kind::Answers, "{lock} {pristine}");
        }
    }
}
