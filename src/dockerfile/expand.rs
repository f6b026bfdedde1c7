//! `$name`, `${name}`, `${name:-default}` and `${name:+other}`, as shells and Dockerfiles write them.

/// How deep defaults may nest (`${A:-${B:-c}}`), and how long a result may be: the text comes from strangers.
const DEPTH: usize = 8;
const LENGTH: usize = 16 << 10;

/// Expands the variables that `lookup` knows. One that it does not know stays as it is written, unless it has a default.
pub(crate) fn expand(text: &str, lookup: &dyn Fn(&str) -> Option<String>) -> String {
    expand_at(text, lookup, 0)
}

fn expand_at(text: &str, lookup: &dyn Fn(&str) -> Option<String>, depth: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('$') {
        out.push_str(&rest[..start]);
        let (reference, length) = split_reference(&rest[start..]);
        let raw = &rest[start..start + length];
        rest = &rest[start + length..];
        match reference {
            Some(reference) if depth < DEPTH && out.len() < LENGTH => {
                out.push_str(&value(&reference, lookup, depth).unwrap_or_else(|| raw.to_owned()));
            }
            _ => out.push_str(raw),
        }
    }
    out.push_str(rest);
    out
}

struct Reference<'a> {
    name: &'a str,
    operator: &'a str,
    word: &'a str,
}

fn value(reference: &Reference<'_>, lookup: &dyn Fn(&str) -> Option<String>, depth: usize) -> Option<String> {
    let found = lookup(reference.name);
    let set = found.as_ref().is_some_and(|value| !value.is_empty() || !reference.operator.starts_with(':'));
    match reference.operator.trim_start_matches(':') {
        "-" | "=" if !set => Some(expand_at(unquote(reference.word), lookup, depth + 1)),
        "+" if set => Some(expand_at(unquote(reference.word), lookup, depth + 1)),
        "+" => Some(String::new()),
        _ => found,
    }
}

/// The reference at the start of a text that starts with `$`, and how many bytes it takes.
fn split_reference(text: &str) -> (Option<Reference<'_>>, usize) {
    let body = &text[1..];
    if let Some(inner) = body.strip_prefix('{') {
        let Some(close) = closing(inner) else { return (None, text.len()) };
        let inner = &inner[..close];
        let name = &inner[..name_length(inner)];
        let tail = &inner[name.len()..];
        let operator = &tail[..tail.find(|c| !matches!(c, ':' | '-' | '+' | '=' | '?')).unwrap_or(tail.len()).min(2)];
        let operator = if operator.starts_with(':') { operator } else { &operator[..operator.len().min(1)] };
        let known = !name.is_empty() && (!operator.is_empty() || tail.is_empty());
        (known.then_some(Reference { name, operator, word: &tail[operator.len()..] }), close + 3)
    } else {
        let name = &body[..name_length(body)];
        let reference = (!name.is_empty()).then_some(Reference { name, operator: "", word: "" });
        (reference, name.len() + 1)
    }
}

/// Where the brace closes that was open at the start.
fn closing(text: &str) -> Option<usize> {
    let mut open = 1;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open += 1,
            b'}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some(index);
        }
    }
    None
}

fn name_length(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len())
}

/// A text without the quotes around it.
pub(crate) fn unquote(text: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return inner;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> Option<String> {
        match name {
            "A" => Some("a".into()),
            "EMPTY" => Some(String::new()),
            _ => None,
        }
    }

    #[test]
    fn variables_expand_as_in_a_shell() {
        for (text, expected) in [
            ("x$A/y", "xa/y"),
            ("${A}b", "ab"),
            ("${TARGETARCH:-amd64}/envoy", "amd64/envoy"),
            ("${B:-${A}}", "a"),
            ("${EMPTY:-d}${EMPTY-d}", "d"),
            ("${A:+yes}${B:+no}", "yes"),
            ("${HUB:-\"docker.io/istio\"}", "docker.io/istio"),
            ("$B and ${B}", "$B and ${B}"),
            ("cost $ and ${", "cost $ and ${"),
        ] {
            assert_eq!(expand(text, &known), expected, "{text}");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let deep = "${X:-".repeat(10_000) + &"}".repeat(10_000);
        assert!(expand(&deep, &known).len() <= deep.len());
    }
}
