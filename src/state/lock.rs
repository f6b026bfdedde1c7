//! Reads `lock.json`, which is data that people merge, edit and damage: what it says and what it does not. Whoever needs all
//! of it demands so ([`super::read`]); who only looks at a context takes what there is.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a lock says. A lock that somebody edited may say less.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locked {
    /// The version of its schema.
    pub schema: Option<u64>,
    /// The name of the program that wrote it.
    pub tool: Option<String>,
    /// The version of that program.
    pub version: Option<String>,
    /// The git tag of Istio.
    pub tag: Option<String>,
    /// The commit that it named.
    pub commit: Option<String>,
    /// The images that the context starts from, by stage, with the registry prefixes filled in.
    pub references: BTreeMap<String, String>,
    /// The files that it has whole entries of, by their paths.
    pub files: BTreeMap<String, Entry>,
    /// The first thing that has not the form that it should have.
    pub damage: Option<String>,
}

/// A file of a lock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// `0644`, `0755` or the mode of links.
    pub mode: String,
    /// `sha256:…` or `gitoid:blob:sha1:…`.
    pub digest: String,
    /// Where it is from: `template`, `istio`, `user`, ….
    pub origin: String,
}

impl Locked {
    /// Reads the text of a lock.
    ///
    /// # Errors
    /// What is wrong with a text that is no JSON object.
    pub fn read(text: &str) -> Result<Locked, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let object = value.as_object().ok_or_else(|| "no object".to_owned())?;
        let mut locked = Locked { schema: object.get("schema").and_then(Value::as_u64), ..Locked::default() };
        let word = |group: &str, name: &str| object.get(group)?.get(name)?.as_str().map(str::to_owned);
        (locked.tool, locked.version) = (word("tool", "name"), word("tool", "version"));
        (locked.tag, locked.commit) = (word("istio", "tag"), word("istio", "commit"));
        let mut damaged: Vec<String> = Vec::new();
        for name in ["references", "files"] {
            damaged.extend(object.get(name).filter(|table| !table.is_object()).map(|_| name.to_owned()));
        }
        for (stage, image) in rows(object, "references") {
            match image.as_str() {
                Some(image) => _ = locked.references.insert(stage.clone(), image.to_owned()),
                None => damaged.push(format!("references.{stage}")),
            }
        }
        for (path, file) in rows(object, "files") {
            let word = |name: &str| file.get(name).and_then(Value::as_str).map(str::to_owned);
            match (word("mode"), word("digest"), word("origin")) {
                (Some(mode), Some(digest), Some(origin)) => {
                    locked.files.insert(path.clone(), Entry { mode, digest, origin });
                }
                _ => damaged.push(format!("files.{path}")),
            }
        }
        Ok(Locked { damage: damaged.into_iter().next(), ..locked })
    }
}

/// The rows of a table; one that is not there has none.
fn rows<'a>(object: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    object.get(name).and_then(Value::as_object).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_damaged_lock_still_says_is_read() {
        let text = r#"{"schema": 1, "istio": {"tag": "1.30.3"}, "tool": 7, "references": {"pilot": "a/b:1", "proxy": 2},
            "files": {"a": {"mode": "0644", "digest": "sha256:0", "origin": "user"}, "b": {"digest": "sha256:1"}}}"#;
        let locked = Locked::read(text).unwrap();
        assert_eq!((locked.tag.as_deref(), locked.commit, locked.version), (Some("1.30.3"), None, None));
        assert_eq!(locked.references, BTreeMap::from([("pilot".to_owned(), "a/b:1".to_owned())]));
        assert_eq!(locked.files.keys().collect::<Vec<_>>(), ["a"]);
        assert_eq!(locked.damage.as_deref(), Some("references.proxy"));
        for text in ["", "[]", "{", "<<<<<<< HEAD"] {
            assert!(Locked::read(text).is_err(), "{text}");
        }
        assert_eq!(Locked::read("{}").unwrap(), Locked::default());
    }
}
