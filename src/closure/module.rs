//! What of a `go.mod` decides which imports stay in the repository.

/// The lines of a `go.mod` that concern the repository itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Module {
    /// The module path; empty if there is no `module` line.
    pub(super) path: String,
    /// Required modules whose path lies below the own one: their packages look like our own and are not.
    pub(super) inner: Vec<String>,
    /// Modules replaced by a directory: the closure cannot follow them.
    pub(super) local: Vec<String>,
}

impl Module {
    /// Reads a `go.mod` (the Go Modules Reference, "go.mod files"); what it does not know it passes over.
    pub(super) fn parse(text: &str) -> Module {
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
                    if target.is_some_and(|target| target.starts_with("./") || target.starts_with("../")) {
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
