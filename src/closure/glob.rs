//! The patterns of Go's `path.Match`, one part between slashes at a time.

use super::embed::{Budget, EmbedFlaw};

/// What stands between two slashes of a pattern.
#[derive(Debug)]
pub(super) enum Part {
    /// A plain name.
    Name(String),
    /// A name with wildcards, as `path.Match` of Go reads them.
    Glob(Vec<Step>),
}

/// One step of a glob.
#[derive(Debug)]
pub(super) enum Step {
    /// `*`: any characters, or none.
    Many,
    /// One character: in one of the ranges, or (negated) in none of them.
    One { negated: bool, ranges: Vec<(char, char)> },
}

impl Part {
    /// Reads a part; `None` if it is none.
    pub(super) fn parse(text: &str) -> Option<Part> {
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

    /// Matches a whole name. When it fails after a `*`, that star takes one more character; an earlier star never needs
    /// to, so that the time is at most the product of the two lengths.
    pub(super) fn matches(&self, name: &str, budget: &mut Budget) -> Result<bool, EmbedFlaw> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_matches_as_path_match_of_go_does() {
        for (pattern, name, matches) in [
            ("abc", "abc", true),
            ("*", "", true),
            ("*", "abc", true),
            ("*c", "abc", true),
            ("a*", "a", true),
            ("a*b*c*d*e", "axbxcxdxe", true),
            ("a*b*c*d*e", "axbxcxdxexxx", false),
            ("a*b?c*x", "abxbbxdbxebxczzx", true),
            ("a*b?c*x", "abxbbxdbxebxczzy", false),
            ("ab[c]", "abc", true),
            ("ab[b-d]", "abc", true),
            ("ab[e-g]", "abc", false),
            ("ab[^c]", "abc", false),
            ("ab[^e-g]", "abc", true),
            ("a\\*b", "a*b", true),
            ("a\\*b", "ab", false),
            ("a?b", "a☺b", true),
            ("a[^a]b", "a☺b", true),
            ("a???b", "a☺b", false),
            ("[a-ζ]*", "α", true),
            ("*[a-ζ]", "A", false),
            ("[\\]a]", "]", true),
            ("[\\-]", "-", true),
            ("[x\\-]", "-", true),
            ("[\\-x]", "a", false),
        ] {
            let part = Part::parse(pattern).unwrap();
            assert_eq!(part.matches(name, &mut Budget::new()), Ok(matches), "{pattern} {name}");
        }
        for pattern in ["[]a]", "[-]", "[x-]", "[-x]", "[a-b-c]", "[", "[^", "[^bc", "a[", "\\", "", ".", ".."] {
            assert!(Part::parse(pattern).is_none(), "{pattern:?}");
        }
    }
}
