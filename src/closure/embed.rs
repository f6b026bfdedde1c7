//! The files that a `//go:embed` pattern means (the documentation of package `embed`).

use super::glob::Part;
use super::index::{Index, Place};
use crate::tree::{File, Mode, TreePath};

/// Why a pattern embeds nothing that a build would accept. Paths are relative to the root of the repository.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EmbedFlaw {
    /// It is no pattern: bad brackets, a `.` or `..` part, a slash at its start or end.
    Syntax,
    /// No file matches.
    NoMatch,
    /// A match lies in another module.
    OtherModule(String),
    /// A match has a name that no module may hold (`.svn`, a quote in the name).
    Name(String),
    /// A match is a symbolic link.
    Link(String),
    /// A matched directory holds no file that may be embedded.
    EmptyDirectory(String),
    /// The patterns of the tree together ask for more work than any honest tree needs.
    TooCostly,
}

/// The work that is left for all patterns of a tree: a bound on the time that a hostile tree can take. A unit is the
/// comparison of one character; the patterns of Istio's releases need less than a thousandth of it.
#[derive(Debug)]
pub(super) struct Budget(u32);

impl Budget {
    pub(super) fn new() -> Budget {
        Budget(20_000_000)
    }

    /// Takes from it, or fails if there is not enough.
    pub(super) fn spend(&mut self, work: usize) -> Result<(), EmbedFlaw> {
        let left = u32::try_from(work).ok().and_then(|work| self.0.checked_sub(work));
        self.0 = left.unwrap_or_default();
        left.map(drop).ok_or(EmbedFlaw::TooCostly)
    }
}

/// What it takes to look at one more file or directory, in units of [`Budget`].
const A_LOOK: usize = 20;

/// The files that a pattern in a package means, in the order of their paths.
pub(super) fn resolve<'a>(
    index: &Index<'a>,
    package: Place,
    pattern: &str,
    budget: &mut Budget,
) -> Result<Vec<&'a TreePath>, EmbedFlaw> {
    let (hidden, glob) = match pattern.strip_prefix("all:") {
        Some(glob) => (true, glob),
        None => (false, pattern),
    };
    // No longer one can match a path.
    if glob.len() > 4096 {
        return Err(EmbedFlaw::Syntax);
    }
    let parts: Vec<Part> = glob.split('/').map(Part::parse).collect::<Option<_>>().ok_or(EmbedFlaw::Syntax)?;
    let Some((last, above)) = parts.split_last() else { return Err(EmbedFlaw::Syntax) };
    let mut places = vec![package];
    for part in above {
        let mut matched = Vec::new();
        for place in places {
            matched.extend(directories(part, index, place, budget)?);
        }
        places = matched;
    }
    let mut found = Vec::new();
    let start = index.at(package).path;
    for place in places {
        for (path, file) in files(last, index, place, budget)? {
            check(index, start, path.as_str(), budget)?;
            if file.mode == Mode::Link {
                return Err(EmbedFlaw::Link(path.to_string()));
            }
            found.push(path);
        }
        for place in directories(last, index, place, budget)? {
            let path = index.at(place).path;
            check(index, start, path, budget)?;
            let inside = files_below(index, place, hidden, budget)?;
            if inside.is_empty() {
                return Err(EmbedFlaw::EmptyDirectory(path.to_owned()));
            }
            found.extend(inside);
        }
    }
    if found.is_empty() {
        return Err(EmbedFlaw::NoMatch);
    }
    found.sort_unstable();
    Ok(found)
}

/// The directories in a directory that match a part.
fn directories(part: &Part, index: &Index, place: Place, budget: &mut Budget) -> Result<Vec<Place>, EmbedFlaw> {
    budget.spend(A_LOOK)?;
    if let Part::Name(name) = part {
        return Ok(index.find(&join(index.at(place).path, name)).into_iter().collect());
    }
    let mut found = Vec::new();
    for place in &index.at(place).directories {
        if part.matches(index.at(*place).name(), budget)? {
            found.push(*place);
        }
    }
    Ok(found)
}

/// The files in a directory that match a part.
fn files<'a>(
    part: &Part,
    index: &Index<'a>,
    place: Place,
    budget: &mut Budget,
) -> Result<Vec<(&'a TreePath, &'a File)>, EmbedFlaw> {
    budget.spend(A_LOOK)?;
    if let Part::Name(name) = part {
        return Ok(index.file(&join(index.at(place).path, name)).into_iter().collect());
    }
    let mut found = Vec::new();
    for entry in &index.at(place).files {
        if part.matches(entry.0.name(), budget)? {
            found.push(*entry);
        }
    }
    Ok(found)
}

fn join(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}

/// Whether a match may be embedded: neither it nor a directory between the package and it has a bad name or a `go.mod`.
fn check(index: &Index, package: &str, path: &str, budget: &mut Budget) -> Result<(), EmbedFlaw> {
    let start = if package.is_empty() { 0 } else { package.len() + 1 };
    let ends = path[start..].match_indices('/').map(|(end, _)| start + end).chain([path.len()]);
    let mut name_start = start;
    for end in ends {
        budget.spend(A_LOOK)?;
        if index.find(&path[..end]).is_some_and(|place| index.at(place).has_module) {
            return Err(EmbedFlaw::OtherModule(path.to_owned()));
        }
        if is_bad_name(&path[name_start..end]) {
            return Err(EmbedFlaw::Name(path.to_owned()));
        }
        name_start = end + 1;
    }
    Ok(())
}

/// All files below a directory that belong to the module, without hidden ones unless they are asked for.
fn files_below<'a>(
    index: &Index<'a>,
    place: Place,
    hidden: bool,
    budget: &mut Budget,
) -> Result<Vec<&'a TreePath>, EmbedFlaw> {
    let is_hidden = |name: &str| name.starts_with(['.', '_']);
    let mut found = Vec::new();
    let mut waiting = vec![place];
    while let Some(directory) = waiting.pop().map(|place| index.at(place)) {
        budget.spend(A_LOOK * (1 + directory.files.len() + directory.directories.len()))?;
        for (path, file) in &directory.files {
            let name = path.name();
            if is_hidden(name) && (!hidden || is_bad_name(name)) {
                continue;
            }
            if is_bad_name(name) {
                return Err(EmbedFlaw::Name(path.to_string()));
            }
            if file.mode != Mode::Link {
                found.push(*path);
            }
        }
        waiting.extend(directory.directories.iter().filter(|place| {
            let inner = index.at(**place);
            !inner.has_module && !is_bad_name(inner.name()) && (hidden || !is_hidden(inner.name()))
        }));
    }
    Ok(found)
}

/// The names that no module may hold, as far as a [`TreePath`] may: those of other version control systems, and those
/// with a character that is neither a letter of some script nor a digit, a space or one of ``!#$%&()+,-.=@[]^_{}~``.
fn is_bad_name(name: &str) -> bool {
    let is_bad = |c: char| if c.is_ascii() { matches!(c, '\'' | '`' | ';') } else { !c.is_alphabetic() };
    matches!(name, ".bzr" | ".hg" | ".svn") || name.contains(is_bad)
}

#[cfg(test)]
mod tests {
    use super::super::tests::tree;
    use super::*;

    const FILES: [(&str, &str); 15] = [
        ("p/a.txt", ""),
        ("p/b.txt", ""),
        ("p/_under.txt", ""),
        ("p/d/one.txt", ""),
        ("p/d/.dot", ""),
        ("p/d/_under/x.txt", ""),
        ("p/d/e/two.txt", ""),
        ("p/d/inner/go.mod", ""),
        ("p/d/inner/three.txt", ""),
        ("p/hidden/.only", ""),
        ("p/quote/it's.txt", ""),
        ("p/.svn/x", ""),
        ("p/f/e/four.txt", ""),
        ("outside.txt", ""),
        ("p-q/a.txt", ""),
    ];

    fn embedded(pattern: &str) -> Result<Vec<String>, EmbedFlaw> {
        let mut tree = tree(&FILES);
        let link = File { mode: Mode::Link, ..File::plain(*b"one.txt") };
        tree.insert(TreePath::new("p/d/link.txt").unwrap(), link);
        let index = Index::new(&tree);
        let found = resolve(&index, index.find("p").unwrap(), pattern, &mut Budget::new())?;
        Ok(found.into_iter().map(|path| path.as_str()[2..].to_owned()).collect())
    }

    #[test]
    fn a_pattern_means_files_and_whole_directories() {
        for (pattern, files) in [
            ("a.txt", &["a.txt"][..]),
            ("[ab].txt", &["a.txt", "b.txt"]),
            ("*.txt", &["_under.txt", "a.txt", "b.txt"]),
            ("_under.txt", &["_under.txt"]),
            ("d", &["d/e/two.txt", "d/one.txt"]),
            ("all:d", &["d/.dot", "d/_under/x.txt", "d/e/two.txt", "d/one.txt"]),
            ("d/.dot", &["d/.dot"]),
            ("d/_*", &["d/_under/x.txt"]),
            ("*/e", &["d/e/two.txt", "f/e/four.txt"]),
            ("?/e/*.txt", &["d/e/two.txt", "f/e/four.txt"]),
            ("all:hidden", &["hidden/.only"]),
        ] {
            assert_eq!(
                embedded(pattern).as_deref(),
                Ok(&files.iter().map(|f| (*f).to_owned()).collect::<Vec<_>>()[..]),
                "{pattern}"
            );
        }
    }

    #[test]
    fn a_pattern_that_a_build_refuses_says_why() {
        for pattern in
            ["", ".", "..", "../outside.txt", "./a.txt", "/p/a.txt", "d/", "d//e", "[", "[]a]", "[a-]", "a\\", "all:"]
        {
            assert_eq!(embedded(pattern), Err(EmbedFlaw::Syntax), "{pattern:?}");
        }
        for (pattern, flaw) in [
            ("none.txt", EmbedFlaw::NoMatch),
            ("a.txt/x", EmbedFlaw::NoMatch),
            ("d/inner", EmbedFlaw::OtherModule("p/d/inner".to_owned())),
            ("d/inner/three.txt", EmbedFlaw::OtherModule("p/d/inner/three.txt".to_owned())),
            ("d/link.txt", EmbedFlaw::Link("p/d/link.txt".to_owned())),
            ("hidden", EmbedFlaw::EmptyDirectory("p/hidden".to_owned())),
            ("quote", EmbedFlaw::Name("p/quote/it's.txt".to_owned())),
            (".svn/x", EmbedFlaw::Name("p/.svn/x".to_owned())),
        ] {
            assert_eq!(embedded(pattern), Err(flaw), "{pattern}");
        }
    }

    #[test]
    fn patterns_cannot_take_more_work_than_the_budget() {
        let names: Vec<String> = (0..20).map(|n| format!("p/{}{n}", "a".repeat(200))).collect();
        let tree = tree(&names.iter().map(|name| (name.as_str(), "")).collect::<Vec<_>>());
        let index = Index::new(&tree);
        let (package, mut budget) = (index.find("p").unwrap(), Budget(200_000));
        let pattern = format!("*{}b", "a*".repeat(100));
        let flaws: Vec<_> = (0..100).filter_map(|_| resolve(&index, package, &pattern, &mut budget).err()).collect();
        assert_eq!(flaws.first(), Some(&EmbedFlaw::NoMatch), "a single bad pattern is affordable");
        assert_eq!(flaws.last(), Some(&EmbedFlaw::TooCostly));
    }
}
