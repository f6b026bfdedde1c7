//! The files that a `//go:embed` pattern means (the documentation of package `embed`).

use super::index::Index;
use crate::tree::{Mode, TreePath};

/// Why a pattern embeds nothing that a build would accept.
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
    /// The patterns of the tree together ask for more comparisons than any honest tree needs.
    TooCostly,
}

/// How many comparisons of a pattern part with a character are left for all patterns of a tree: a bound on the time that
/// a hostile tree can take. All patterns of Istio 1.30 together need less than a thousandth of it.
#[derive(Debug)]
pub(super) struct Budget(u64);

impl Budget {
    pub(super) fn new() -> Budget {
        Budget(100_000_000)
    }

    fn spend(&mut self, cost: usize) -> Result<(), EmbedFlaw> {
        self.0 = self.0.checked_sub(cost as u64).ok_or(EmbedFlaw::TooCostly)?;
        Ok(())
    }
}

/// The files that a pattern in a package means, in the order of their paths.
pub(super) fn resolve<'a>(
    index: &Index<'a>,
    package: &str,
    pattern: &str,
    budget: &mut Budget,
) -> Result<Vec<&'a TreePath>, EmbedFlaw> {
    let (hidden, pattern) = match pattern.strip_prefix("all:") {
        Some(pattern) => (true, pattern),
        None => (false, pattern),
    };
    if pattern.len() > 4096 {
        return Err(EmbedFlaw::Syntax);
    }
    let parts: Vec<Part> = pattern.split('/').map(Part::parse).collect::<Option<_>>().ok_or(EmbedFlaw::Syntax)?;
    let Some((last, above)) = parts.split_last() else { return Err(EmbedFlaw::Syntax) };
    let mut directories: Vec<&'a str> = index.directory(package).map(|(path, _)| path).into_iter().collect();
    for part in above {
        let mut matched = Vec::new();
        for directory in directories {
            matched.extend(part.directories(index, directory, budget)?);
        }
        directories = matched;
    }
    let mut found = Vec::new();
    for directory in directories {
        for file in part_files(last, index, directory, budget)? {
            check(index, package, file.0.as_str())?;
            if file.1 == Mode::Link {
                return Err(EmbedFlaw::Link(file.0.to_string()));
            }
            found.push(file.0);
        }
        for directory in last.directories(index, directory, budget)? {
            check(index, package, directory)?;
            let inside = files_below(index, directory, hidden, budget)?;
            if inside.is_empty() {
                return Err(EmbedFlaw::EmptyDirectory(directory.to_owned()));
            }
            found.extend(inside);
        }
    }
    if found.is_empty() {
        return Err(EmbedFlaw::NoMatch);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Whether a match may be embedded: neither it nor a directory between the package and it has a bad name or a `go.mod`.
fn check(index: &Index, package: &str, path: &str) -> Result<(), EmbedFlaw> {
    let start = if package.is_empty() { 0 } else { package.len() + 1 };
    let ends = path[start..].match_indices('/').map(|(end, _)| start + end).chain([path.len()]);
    for end in ends {
        let directory = &path[..end];
        if index.directory(directory).is_some_and(|(_, found)| found.is_module) {
            return Err(EmbedFlaw::OtherModule(path.to_owned()));
        }
        if has_bad_name(directory) {
            return Err(EmbedFlaw::Name(path.to_owned()));
        }
    }
    Ok(())
}

/// The names that no module may hold, as far as [`TreePath`] lets them be: those of other version control systems, and
/// those with characters other than letters of any script, digits and ``!#$%&()+,-.=@[]^_{}~`` and space.
fn has_bad_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    matches!(name, ".bzr" | ".hg" | ".svn")
        || name.chars().any(|c| if c.is_ascii() { matches!(c, '\'' | '`' | ';') } else { !c.is_alphabetic() })
}

/// All files below a directory that belong to the module, without hidden ones unless they are asked for.
fn files_below<'a>(
    index: &Index<'a>,
    directory: &'a str,
    hidden: bool,
    budget: &mut Budget,
) -> Result<Vec<&'a TreePath>, EmbedFlaw> {
    let is_hidden = |name: &str| name.starts_with(['.', '_']);
    let mut found = Vec::new();
    let mut waiting = vec![directory];
    while let Some((_, directory)) = waiting.pop().and_then(|path| index.directory(path)) {
        budget.spend(directory.files.len() + directory.directories.len())?;
        for (path, file) in &directory.files {
            if is_hidden(path.name()) && (!hidden || has_bad_name(path.as_str())) {
                continue;
            }
            if has_bad_name(path.as_str()) {
                return Err(EmbedFlaw::Name(path.to_string()));
            }
            if file.mode != Mode::Link {
                found.push(*path);
            }
        }
        waiting.extend(directory.directories.iter().filter(|path| {
            let name = path.rsplit('/').next().unwrap_or_default();
            let is_module = index.directory(path).is_some_and(|(_, found)| found.is_module);
            !is_module && !has_bad_name(name) && (hidden || !is_hidden(name))
        }));
    }
    Ok(found)
}

fn part_files<'a>(
    part: &Part,
    index: &Index<'a>,
    directory: &str,
    budget: &mut Budget,
) -> Result<Vec<(&'a TreePath, Mode)>, EmbedFlaw> {
    if let Part::Name(name) = part {
        return Ok(index.file(&join(directory, name)).map(|(path, file)| (path, file.mode)).into_iter().collect());
    }
    let mut found = Vec::new();
    for (path, file) in index.directory(directory).map_or(&[][..], |(_, found)| &found.files) {
        if part.matches(path.name(), budget)? {
            found.push((*path, file.mode));
        }
    }
    Ok(found)
}

fn join(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}

/// What stands between two slashes of a pattern.
#[derive(Debug)]
enum Part {
    /// A plain name.
    Name(String),
    /// A name with wildcards, as `path.Match` of Go reads them.
    Glob(Vec<Step>),
}

/// One step of a glob.
#[derive(Debug)]
enum Step {
    /// `*`: any characters, or none.
    Many,
    /// One character: in one of the ranges, or (negated) in none of them.
    One { negated: bool, ranges: Vec<(char, char)> },
}

impl Part {
    fn parse(text: &str) -> Option<Part> {
        if matches!(text, "" | "." | "..") {
            return None;
        }
        if !text.contains(['*', '?', '[', '\\']) {
            return Some(Part::Name(text.to_owned()));
        }
        let mut steps = Vec::new();
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            steps.push(match c {
                '*' => Step::Many,
                '?' => Step::One { negated: true, ranges: Vec::new() },
                '[' => {
                    let negated = rest.next_if_eq(&'^').is_some();
                    let mut ranges = Vec::new();
                    while ranges.is_empty() || rest.next_if_eq(&']').is_none() {
                        let low = class_character(&mut rest)?;
                        let high = if rest.next_if_eq(&'-').is_some() { class_character(&mut rest)? } else { low };
                        ranges.push((low, high));
                    }
                    Step::One { negated, ranges }
                }
                '\\' => one(rest.next()?),
                c => one(c),
            });
        }
        Some(Part::Glob(steps))
    }

    fn directories<'a>(
        &self,
        index: &Index<'a>,
        directory: &str,
        budget: &mut Budget,
    ) -> Result<Vec<&'a str>, EmbedFlaw> {
        if let Part::Name(name) = self {
            return Ok(index.directory(&join(directory, name)).map(|(path, _)| path).into_iter().collect());
        }
        let mut found = Vec::new();
        for path in index.directory(directory).map_or(&[][..], |(_, found)| &found.directories) {
            if self.matches(path.rsplit('/').next().unwrap_or_default(), budget)? {
                found.push(*path);
            }
        }
        Ok(found)
    }

    /// Matches a whole name. When it fails after a `*`, that star takes one more character; an earlier star never needs
    /// to, so that the time is at most the product of the two lengths.
    fn matches(&self, name: &str, budget: &mut Budget) -> Result<bool, EmbedFlaw> {
        let steps = match self {
            Part::Name(own) => return Ok(own == name),
            Part::Glob(steps) => steps,
        };
        let name: Vec<char> = name.chars().collect();
        let (mut step, mut at) = (0, 0);
        let mut retry: Option<(usize, usize)> = None;
        loop {
            budget.spend(1)?;
            match (steps.get(step), name.get(at)) {
                (None, None) => return Ok(true),
                (Some(Step::Many), _) => {
                    retry = Some((step, at));
                    step += 1;
                    continue;
                }
                (Some(Step::One { negated, ranges }), Some(c)) => {
                    budget.spend(ranges.len())?;
                    if ranges.iter().any(|(low, high)| low <= c && c <= high) != *negated {
                        step += 1;
                        at += 1;
                        continue;
                    }
                }
                _ => {}
            }
            match retry {
                Some((star, from)) if from < name.len() => {
                    retry = Some((star, from + 1));
                    step = star + 1;
                    at = from + 1;
                }
                _ => return Ok(false),
            }
        }
    }
}

fn one(c: char) -> Step {
    Step::One { negated: false, ranges: vec![(c, c)] }
}

/// A character of a class, which a backslash may precede.
fn class_character(rest: &mut std::iter::Peekable<std::str::Chars>) -> Option<char> {
    match rest.next()? {
        '-' | ']' => None,
        '\\' => rest.next(),
        c => Some(c),
    }
}
