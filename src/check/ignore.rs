//! `.dockerignore`: what it keeps out of the build (docs.docker.com/build/concepts/context, "Syntax").

/// The lines of a `.dockerignore`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ignore {
    /// Patterns as parts of a path, in order; the flag lets in again.
    patterns: Vec<(Vec<String>, bool)>,
}

impl Ignore {
    pub(super) fn parse(text: &str) -> Ignore {
        let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
        let patterns = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
            let (line, lets_in) = line.strip_prefix('!').map_or((line, false), |rest| (rest.trim(), true));
            let parts = line.split('/').filter(|part| !part.is_empty() && *part != ".").map(str::to_owned).collect();
            (parts, lets_in)
        });
        Ignore { patterns: patterns.collect() }
    }

    /// It starts by keeping everything out.
    pub(super) fn is_allow_list(&self) -> bool {
        let everything = |parts: &[String]| matches!(parts, [one] if one == "*" || one == "**") || parts == ["**", "*"];
        self.patterns.first().is_some_and(|(parts, lets_in)| !lets_in && everything(parts))
    }

    /// Whether a path is kept out: the last pattern that matches it or a directory above it decides.
    pub(super) fn keeps_out(&self, path: &str) -> bool {
        let path: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        let hits = |parts: &[String]| (1..=path.len()).any(|length| matches(parts, &path[..length]));
        let last = self.patterns.iter().rev().find(|(parts, _)| hits(parts));
        let out = last.is_some_and(|(_, lets_in)| !lets_in);
        // Something below a directory may be let in again.
        let below = |parts: &[String]| parts.len() > path.len() && matches(&parts[..path.len()], &path);
        out && !self.patterns.iter().any(|(parts, lets_in)| *lets_in && below(parts))
    }
}

/// Whether the parts of a pattern match those of a path: `**` stands for any number of parts.
fn matches(pattern: &[String], path: &[&str]) -> bool {
    // What the rest of the pattern matched so far, from the end of both: linear in the product.
    let mut row: Vec<bool> = (0..=path.len()).map(|index| index == path.len()).collect();
    for part in pattern.iter().rev() {
        let any = part == "**";
        let mut next = vec![false; path.len() + 1];
        next[path.len()] = any && row[path.len()];
        for index in (0..path.len()).rev() {
            next[index] = if any { row[index] || next[index + 1] } else { row[index + 1] && fits(part, path[index]) };
        }
        row = next;
    }
    row[0]
}

/// Whether a part of a pattern matches one of a path: `*` and `?`.
#[must_use]
pub fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        if p < pattern.len() && pattern[p] == '*' {
            star = Some((p, t));
            p += 1;
        } else if p < pattern.len() && (pattern[p] == '?' || pattern[p] == text[t]) {
            (p, t) = (p + 1, t + 1);
        } else if let Some((at, taken)) = star {
            star = Some((at, taken + 1));
            (p, t) = (at + 1, taken + 1);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_pattern_that_matches_decides() {
        let ignore = Ignore::parse("# all\n**\n!licenses/LICENSE\n!src/**\nsrc/**/*.md\n");
        assert!(ignore.is_allow_list());
        for (path, out) in [
            ("other", true),
            ("licenses/LICENSE", false),
            ("licenses", false),
            ("./src/a/b.go", false),
            ("src", false),
            ("src/a/x.md", true),
        ] {
            assert_eq!(ignore.keeps_out(path), out, "{path}");
        }
        let ignore = Ignore::parse("node_modules\n*.log\n");
        assert!(!ignore.is_allow_list());
        assert!(ignore.keeps_out("node_modules/x") && ignore.keeps_out("a.log") && !ignore.keeps_out("b/a.log"));
    }
}
