//! Puts a value into a target format so that it stays one value there: it never becomes an instruction.
//!
//! Values reach these functions without control characters (the selection refuses them); the functions do not rely on
//! it and replace what their format cannot hold.

/// A value in double quotes for `ENV`, `LABEL` and `ARG` of a Dockerfile with the default escape character
/// (Dockerfile reference, "Parser directives", "Environment replacement").
#[must_use]
pub fn dockerfile(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' | '$' => {
                quoted.push('\\');
                quoted.push(c);
            }
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A word for a POSIX shell, in single quotes where it needs them (POSIX.1-2017, 2.2.2).
#[must_use]
pub fn shell(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        return value.to_owned();
    }
    let kept: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("'{}'", kept.replace('\'', "'\\''"))
}

/// A quoted template of HCL without interpolation (HCL native syntax, "Template Expressions").
#[must_use]
pub fn hcl(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('"');
    let mut rest = value.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            // Doubling the sign would be ambiguous behind another one; an escape never starts a template.
            '$' | '%' if rest.peek() == Some(&'{') => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A JSON text of any value: JSON is also how the exec form of Dockerfile instructions is written, and a flow scalar of
/// YAML.
#[must_use]
pub fn json(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", ")),
        // YAML would fold these line ends of Unicode; JSON may escape any character.
        other => ["\u{2028}", "\u{2029}", "\u{85}", "\u{feff}"].iter().fold(other.to_string(), |text, end| {
            let code = end.chars().next().map_or(0, u32::from);
            text.replace(end, &format!("\\u{code:04x}"))
        }),
    }
}

/// Whether a character ends a line or turns its direction without looking like it: Unicode's line and paragraph
/// separators and its bidirectional controls (UAX #9). No format of ours can hold one safely.
#[must_use]
pub fn misleads(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text whose every character can be seen: what controls a terminal, turns the direction or hides is written out, as
/// `\u{202e}`. For the names that strangers gave to files.
#[must_use]
pub fn visible(value: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || misleads(c)
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
    };
    let mut shown = String::with_capacity(value.len());
    for c in value.chars() {
        if hidden(c) { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    shown
}

/// Text within a line of Markdown: nothing in it is markup or HTML.
#[must_use]
pub fn markdown(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '!' | '~' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A code span of Markdown whose fence is longer than any run of back-ticks inside (CommonMark 0.31, "Code spans"). A
/// text with `|` is no code span: in a table it would end there, whatever the fence (GFM 0.29, "Tables").
#[must_use]
pub fn code(value: &str) -> String {
    if value.contains('|') {
        return markdown(value);
    }
    let kept: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let longest = kept.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if kept.starts_with('`') || kept.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{kept}{pad}{fence}")
}

/// A value in a file for `docker run --env-file`, which takes the rest of the line as it is.
#[must_use]
pub fn env_file(value: &str) -> String {
    value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use parse_dockerfile::Instruction;
    use proptest::prelude::*;

    /// What Docker's word processing makes of a double-quoted word.
    fn unquote(word: &str) -> String {
        let inner = word.strip_prefix('"').and_then(|word| word.strip_suffix('"')).unwrap();
        let mut value = String::new();
        let mut chars = inner.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => value.extend(chars.next()),
                '"' | '$' => panic!("an open {c} in {word}"),
                c => value.push(c),
            }
        }
        value
    }

    proptest! {
        #[test]
        fn a_dockerfile_keeps_one_instruction_with_the_value(value in "[^\\p{Cc}\u{2028}\u{2029}]{0,60}") {
            let text = format!("FROM scratch\nENV NAME={}\nUSER 1:1\n", dockerfile(&value));
            let parsed = parse_dockerfile::parse(&text).unwrap();
            prop_assert_eq!(parsed.instructions.len(), 3);
            let Instruction::Env(env) = &parsed.instructions[1] else { panic!("no ENV in {text:?}") };
            let word = env.arguments.value.strip_prefix("NAME=").unwrap();
            prop_assert_eq!(unquote(word), value);
        }

        #[test]
        fn json_reads_back(value in any::<Vec<String>>()) {
            let written = json(&serde_json::json!(value));
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), value.clone());
            prop_assert!(!written.contains('\n'));
            prop_assert_eq!(serde_yaml::from_str::<Vec<String>>(&written).unwrap(), value);
        }

        #[test]
        fn a_shell_word_has_no_open_quote(value in "\\PC{0,60}") {
            let word = shell(&value);
            if let Some(inner) = word.strip_prefix('\'') {
                let inner = inner.strip_suffix('\'').unwrap().replace("'\\''", "");
                prop_assert!(!inner.contains('\''));
            } else {
                let special = |c: char| !c.is_ascii() || " $`\"'\\;&|<>(){}*?[]#~!\n".contains(c);
                prop_assert_eq!(word.find(special), None);
            }
        }

        #[test]
        fn an_hcl_string_has_no_template(value in ".{0,60}") {
            let word = hcl(&value);
            let inner = word.strip_prefix('"').and_then(|word| word.strip_suffix('"')).unwrap();
            prop_assert_eq!((inner.find("${"), inner.find("%{")), (None, None));
            prop_assert!(!inner.chars().any(char::is_control));
            prop_assert!(!inner.replace("\\\\", "").replace("\\\"", "").contains('"'));
        }
    }
}
