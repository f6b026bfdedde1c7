//! Where a patch means to go: its paths, and the place of a hunk that does not fit.

use crate::text::{Text, patch as say};
use crate::tree::Tree;
use diffy::{Hunk, Line};

/// The path of a file that is there: git writes `a/` and `b/` before it, `diff -u` what the user typed.
pub(super) fn existing<'a>(tree: &Tree, path: &'a str) -> &'a str {
    let stripped = path.split_once('/').map_or(path, |(_, rest)| rest);
    let prefixed = path.starts_with("a/") || path.starts_with("b/");
    match (tree.get(stripped).is_some(), tree.get(path).is_some()) {
        (true, true) if !prefixed => path,
        (true, _) => stripped,
        (false, true) => path,
        (false, false) if prefixed => stripped,
        (false, false) => path,
    }
}

/// The path of a file that is to be made.
pub(super) fn fresh(path: &str) -> &str {
    path.strip_prefix("b/").unwrap_or(path)
}

/// A text of a stranger, short and without characters that could play tricks on a terminal.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 100;
    let line = text.trim_end_matches('\n');
    let mut short: String = line.chars().take(MOST).flat_map(char::escape_debug).collect();
    if line.chars().nth(MOST).is_some() {
        short.push('…');
    }
    // Quotes mean nothing here.
    short.replace("\\\"", "\"").replace("\\'", "'")
}

/// What does not fit: the first hunk whose old lines stand nowhere, and there the first line that differs from the file
/// at the place where the most of its lines stand.
pub(super) fn misfit(patch: &str, file: &str, old: &str, hunks: &diffy::Patch<'_, str>) -> (Text, Text) {
    let lines: Vec<&str> = old.split_inclusive('\n').collect();
    let wanted = |hunk: &Hunk<'_, str>| -> Vec<String> {
        let kept = hunk.lines().iter().filter_map(|line| match line {
            Line::Context(text) | Line::Delete(text) => Some((*text).to_owned()),
            Line::Insert(_) => None,
        });
        kept.collect()
    };
    let fits = |wanted: &[String], at: usize| {
        wanted.iter().zip(lines.get(at..).unwrap_or_default()).take_while(|(wanted, found)| wanted == found).count()
    };
    for (index, hunk) in hunks.hunks().iter().enumerate() {
        let wanted = wanted(hunk);
        let stated = hunk.old_range().start().saturating_sub(1).min(lines.len());
        // Bounded: a hostile patch must not make us compare everything with everything.
        let near = stated.saturating_sub(2000)..(stated + 2000).min(lines.len());
        let best = std::iter::once(stated).chain(near).max_by_key(|at| (fits(&wanted, *at), *at == stated));
        let at = best.unwrap_or(stated);
        let good = fits(&wanted, at);
        if good == wanted.len() {
            continue;
        }
        let text = say::patch_hunk(patch, file, index + 1, hunk.old_range().start());
        let hint = match lines.get(at + good) {
            Some(found) => say::patch_expected(at + good + 1, shown(&wanted[good]), shown(found)),
            None => say::patch_expected_end(at + good + 1, shown(&wanted[good])),
        };
        return (text, hint);
    }
    (say::patch_hunks(patch, file), say::patch_hunks_how())
}
