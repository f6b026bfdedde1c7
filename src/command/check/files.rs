//! The files that are checked, and what is read around them.

use crate::check::{Context, Texts, wanted};
use crate::disk::{self, Look};
use crate::dockerfile::Dockerfile;
use crate::error::{Error, Kind, Result};
use crate::text::check as say;
use crate::{state, world};
use camino::{Utf8Path, Utf8PathBuf};

/// A Dockerfile that is checked.
pub(super) struct File {
    /// Its path as it is shown; `-` is standard input.
    pub(super) path: String,
    /// The context around it, when its directory was named.
    pub(super) root: Option<Utf8PathBuf>,
    pub(super) text: String,
    /// It is UTF-8: its text is all of it.
    pub(super) is_whole: bool,
    /// The text with what could be mended.
    pub(super) mended: Option<String>,
    /// The text before it was mended.
    pub(super) before: Option<String>,
}

/// A Dockerfile that is to be read.
pub(super) struct Target {
    path: Utf8PathBuf,
    root: Option<Utf8PathBuf>,
}

/// The Dockerfiles that a path means: the file itself, that of a context, or all below a directory that has none.
pub(super) fn below(path: &Utf8Path) -> Result<Vec<Target>> {
    let alone = |path: Utf8PathBuf, root| vec![Target { path, root }];
    if path == "-" || disk::glance(path, 0) != Look::Directory {
        return Ok(alone(path.to_owned(), None));
    }
    let own = path.join("Dockerfile");
    if matches!(disk::glance(&own, 0), Look::File(_)) {
        return Ok(alone(own, Some(path.to_owned())));
    }
    let found = disk::find(path, &is_dockerfile, &world::interrupted)?;
    if found.is_empty() {
        return Err(Error::new(Kind::Answers, say::check_nothing(path)).hint(say::check_name_file()));
    }
    Ok(found.into_iter().map(|path| Target { path, root: None }).collect())
}

/// `Dockerfile`, `Dockerfile.NAME`, `NAME.Dockerfile`, `Containerfile`; a `Dockerfile.dockerignore` is none, nor is a
/// program or a text about them.
fn is_dockerfile(name: &str) -> bool {
    const OTHERS: [&str; 12] =
        ["dockerignore", "md", "go", "rs", "py", "js", "ts", "java", "rb", "gotmpl", "tera", "j2"];
    let name = name.to_ascii_lowercase();
    let named = name == "dockerfile" || name == "containerfile" || name.ends_with(".dockerfile");
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    named || name.starts_with("dockerfile.") && !OTHERS.contains(&ending)
}

/// Reads a Dockerfile.
pub(super) fn read(target: &Target) -> Result<File> {
    let bytes = disk::read_bytes(&target.path, super::MOST)?;
    // Builders take any bytes; what is no text is shown as well as it can be.
    let (text, is_whole) = match String::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), false),
    };
    Ok(File { path: shown(&target.path), root: target.root.clone(), text, is_whole, mended: None, before: None })
}

/// A path without `./` before it.
pub(super) fn shown(path: &Utf8Path) -> String {
    path.strip_prefix(".").unwrap_or(path).to_string()
}

/// What is known of a context: the files that must agree with its Dockerfile, and those that are copied.
pub(super) fn context(root: &Utf8Path, file: &Dockerfile<'_>) -> Context {
    let text = |name: &str| match disk::glance(&root.join(name), super::MOST as u64) {
        Look::File(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Look::Directory | Look::Nothing => None,
    };
    let ignore = text("Dockerfile.dockerignore").or_else(|| text(crate::check::IGNORE));
    let own = |name: &str| text(&format!("{}/{name}", state::DIRECTORY));
    let lock = own(state::LOCK);
    let mut context = Context::new(Texts {
        ignore,
        bake: text(crate::check::BAKE),
        // The README of somebody else's context is their own.
        readme: lock.is_some().then(|| text("README.md")).flatten(),
        selection: lock.is_some().then(|| own(state::SELECTION)).flatten(),
        lock,
        trivy: text(".trivyignore"),
    });
    for path in wanted(file) {
        let parts: Vec<&str> = path.split('/').collect();
        let head = head(root.to_owned(), &parts);
        context.source(path, head);
    }
    context
}

/// How a copied path starts, or that nothing is there; of several that a pattern means, the first one counts.
fn head(directory: Utf8PathBuf, parts: &[&str]) -> Option<Vec<u8>> {
    let Some((part, rest)) = parts.split_first() else {
        return match disk::glance(&directory, 16 << 10) {
            Look::Nothing => None,
            Look::Directory => Some(Vec::new()),
            Look::File(head) => Some(head),
        };
    };
    if part.contains(['*', '?', '[']) {
        // A class of letters is read as any text: better to miss than to tell what is not so.
        let pattern = part.split('[').next().filter(|start| start.len() < part.len()).map(|start| format!("{start}*"));
        let pattern = pattern.as_deref().unwrap_or(part);
        let names = disk::names(&directory);
        return names
            .iter()
            .filter(|name| crate::check::fits(pattern, name))
            .find_map(|name| head(directory.join(name), rest));
    }
    head(directory.join(part), rest)
}
