//! Taking the lines of a Makefile apart.

/// Lines with their continuations joined; a command keeps its leading tab.
pub(super) fn logical_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines() {
        let (part, continues) = match line.strip_suffix('\\') {
            Some(part) => (part, true),
            None => (line, false),
        };
        let joined = match open.take() {
            Some(before) => before + " " + part.trim_start(),
            None => part.to_owned(),
        };
        if continues {
            open = Some(joined);
        } else {
            lines.push(joined);
        }
    }
    lines.extend(open);
    lines
}

pub(super) fn strip_comment(line: &str) -> &str {
    let mut previous = ' ';
    for (index, c) in line.char_indices() {
        if c == '#' && previous != '\\' {
            return line[..index].trim_end();
        }
        previous = c;
    }
    line
}

/// `NAME op value`, with `export` and `override` before it.
pub(super) fn assignment(statement: &str) -> Option<(String, &str, &str)> {
    let mut rest = statement.trim();
    while let Some(after) = rest.strip_prefix("export ").or_else(|| rest.strip_prefix("override ")) {
        rest = after.trim_start();
    }
    let equals = rest.find('=')?;
    let start = rest[..equals].trim_end_matches([':', '?', '+', '!']).len();
    let (name, operator) = (rest[..start].trim(), &rest[start..=equals]);
    let plain = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || matches!(c, ':' | '#' | '$'));
    plain.then(|| (name.to_owned(), operator, rest[equals + 1..].trim()))
}

/// The targets and what stands after the colon, which is outside of every reference.
pub(super) fn split_rule(statement: &str) -> Option<(&str, &str)> {
    let mut open = 0_usize;
    for (index, byte) in statement.bytes().enumerate() {
        match byte {
            b'(' | b'{' => open += 1,
            b')' | b'}' => open = open.saturating_sub(1),
            b':' if open == 0 => {
                return Some((&statement[..index], statement[index + 1..].trim_start_matches(':').trim()));
            }
            _ => {}
        }
    }
    None
}

/// Splits at the first comma outside of references.
pub(super) fn split_argument(text: &str) -> (&str, &str) {
    let mut open = 0_usize;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'{' => open += 1,
            b')' | b'}' => open = open.saturating_sub(1),
            b',' if open == 0 => return (&text[..index], &text[index + 1..]),
            _ => {}
        }
    }
    (text, "")
}

/// Where the bracket closes that the text starts with.
pub(super) fn closing(text: &str) -> Option<usize> {
    let (open, close) = if text.starts_with('(') { (b'(', b')') } else { (b'{', b'}') };
    let mut depth = 0_usize;
    for (index, byte) in text.bytes().enumerate() {
        if byte == open {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(index);
            }
        }
    }
    None
}
