//! What of a `go.mod` decides which imports stay in the repository.

use super::index::Index;
use crate::error::{Error, Kind, Result};
use crate::text::closure as text;
use crate::tree::Blobs;

/// The lines of a `go.mod` that concern the repository itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Module {
    /// The module path; empty if there is no `module` line.
    pub(super) path: String,
    /// Required modules whose path lies below the own one: their packages look like our own and are not.
    inner: Vec<String>,
    /// Modules replaced by a directory: the closure cannot follow them.
    pub(super) local: Vec<String>,
}

impl Module {
    /// Reads the `go.mod` of the repository.
    ///
    /// # Errors
    /// If there is none, it cannot be read, or it has no `module` line: then nothing can be said about imports.
    pub(super) fn read(index: &Index, blobs: &dyn Blobs) -> Result<Module> {
        let Some((_, file)) = index.file("go.mod") else {
            return Err(Error::new(Kind::Source, text::no_go_mod()));
        };
        let bytes = file.read(blobs)?;
        let module = Module::parse(&String::from_utf8_lossy(&bytes));
        if module.path.is_empty() {
            return Err(Error::new(Kind::Source, text::go_mod_without_module()));
        }
        Ok(module)
    }

    /// Reads a `go.mod` (the Go Modules Reference, "go.mod files"); what it does not know it passes over.
    fn parse(text: &str) -> Module {
        let mut module = Module::default();
        let mut required = Vec::new();
        let mut block: Option<String> = None;
        for line in text.lines() {
            let mut words = words(line);
            if words.is_empty() {
                continue;
            }
            if words[0] == ")" {
                block = None;
                continue;
            }
            let verb = match &block {
                Some(verb) => verb.clone(),
                None => words.remove(0),
            };
            match (verb.as_str(), words.as_slice()) {
                (_, [open]) if open == "(" && block.is_none() => block = Some(verb),
                ("module", [path, ..]) => module.path.clone_from(path),
                ("require", [path, ..]) => required.push(path.clone()),
                ("replace", [path, rest @ ..]) => {
                    let target = rest.iter().position(|word| word == "=>").and_then(|arrow| rest.get(arrow + 1));
                    if target.is_some_and(|target| ["./", "../", "/"].iter().any(|start| target.starts_with(start))) {
                        module.local.push(path.clone());
                    }
                }
                _ => {}
            }
        }
        module.inner =
            required.into_iter().filter(|path| below(path, &module.path).is_some_and(|dir| !dir.is_empty())).collect();
        module
    }

    /// The directory of an import path in this module, `""` for its root; `None` for a package of another module.
    pub(super) fn directory<'a>(&self, import: &'a str) -> Option<&'a str> {
        below(import, &self.path)
    }

    /// Whether a required module other than this one may hold the import.
    pub(super) fn is_inner(&self, import: &str) -> bool {
        self.inner.iter().any(|inner| below(import, inner).is_some())
    }
}

/// What remains of an import path below a module path.
fn below<'a>(import: &'a str, module: &str) -> Option<&'a str> {
    match import.strip_prefix(module)? {
        "" => Some(""),
        rest => rest.strip_prefix('/').filter(|rest| !rest.is_empty()),
    }
}

/// The words of a line without its comment; quoted ones without their quotes.
fn words(line: &str) -> Vec<String> {
    let line = line.find("//").map_or(line, |comment| &line[..comment]);
    let line = line.replace('(', " ( ").replace(')', " ) ");
    line.split_whitespace().map(|word| word.trim_matches(['"', '`']).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_and_what_looks_like_it_are_told_apart() {
        let module = Module::parse(
            "// module wrong.org/commented\nmodule \"istio.io/istio\" // ours\n\ngo 1.21\n\nrequire (\n\tistio.io/istio/operator \
             v1.0.0 // indirect\n\tistio.io/istiod v1.0.0\n)\nrequire istio.io/istio/cni v1.0.0\nreplace (\n\tone.org/x => \
             ../x\n\ttwo.org/y v1.0.0 => other.org/y v1.0.1\n)\nreplace three.org/z v1.0.0 => ./z\nexclude four.org/w v1.0.0\n",
        );
        assert_eq!(module.path, "istio.io/istio");
        assert_eq!(module.inner, ["istio.io/istio/operator", "istio.io/istio/cni"]);
        assert_eq!(module.local, ["one.org/x", "three.org/z"]);
        for (import, directory) in [
            ("istio.io/istio", Some("")),
            ("istio.io/istio/pkg/env", Some("pkg/env")),
            ("istio.io/istiod", None),
            ("istio.io/istio/", None),
            ("fmt", None),
        ] {
            assert_eq!(module.directory(import), directory, "{import}");
        }
        assert!(module.is_inner("istio.io/istio/cni/pkg") && !module.is_inner("istio.io/istio/cnid"));
    }

    #[test]
    fn a_module_line_may_be_written_as_a_block() {
        assert_eq!(Module::parse("module (\n\texample.com/m\n)\n").path, "example.com/m");
        assert_eq!(Module::parse("go 1.21\nrequire x.org/y v1.0.0\n").path, "");
    }
}
