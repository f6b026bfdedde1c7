//! Characters that no value of a preset may have, wherever it goes: those that end a line or turn its direction without
//! looking like it. A preset in a file cannot hold them as they are, but YAML's escapes, flags and answers can.

use crate::escape;
use crate::finding::{Finding, Origin, Severity};
use crate::preset::{Preset, Value};
use crate::text::select as text;

/// Says of every value and name with such a character that it is refused, unless another finding stands there already.
pub(super) fn check(preset: &Preset, findings: &mut Vec<Finding>) {
    let refused = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let told: Vec<Origin> = refused.map(|finding| finding.place.clone()).collect();
    for (path, setting) in preset.iter() {
        // Instructions and descriptions have several lines, keys are PEM, and a mesh configuration quotes what it holds.
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        let lines = matches!(parts.as_slice(), ["description" | "signing_keys" | "mesh", ..])
            || matches!(parts.as_slice(), ["customize", _, "dockerfile", _]);
        let mut one = |value: &str, lines: bool, origin: &Origin| {
            if let Some(found) = value.chars().find(|c| is_hidden(*c, lines))
                && !told.contains(origin)
            {
                let message = text::value_character(format!("U+{:04X}", u32::from(found)));
                findings.push(Finding::error("hidden-character", origin, message));
            }
        };
        // The other names of the user's have forms of their own.
        if matches!(parts.as_slice(), ["mirrors" | "pins" | "signing_keys" | "bases" | "mesh", ..]) {
            parts.iter().for_each(|part| one(part, false, &setting.origin));
        }
        match &setting.value {
            Value::Text(value) => one(value, lines, &setting.origin),
            Value::List(items) => items.iter().for_each(|(item, origin)| one(item, lines, origin)),
            Value::Yaml(value) => one(&value_text(value), true, &setting.origin),
            Value::Unset => {}
        }
    }
}

fn is_hidden(c: char, lines: bool) -> bool {
    let allowed = lines && matches!(c, '\n' | '\t');
    // Private-use characters have no meaning that is anybody's but the font's; rendering marks lines with one.
    (c.is_control() && !allowed) || escape::misleads(c) || matches!(c, '\u{feff}' | '\u{e000}'..='\u{f8ff}')
}

/// All texts of a value, one after the other.
fn value_text(value: &serde_yaml::Value) -> String {
    match value {
        serde_yaml::Value::String(text) => text.clone(),
        serde_yaml::Value::Sequence(items) => items.iter().map(value_text).collect(),
        serde_yaml::Value::Mapping(fields) => {
            fields.iter().map(|(name, value)| value_text(name) + &value_text(value)).collect()
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::read;

    /// The places where something hidden is found.
    fn places(text: &str) -> Vec<String> {
        let (preset, problems) = read(text, &Origin::File { path: "p".into(), line: 0, column: 0 });
        assert_eq!(problems, []);
        let mut findings = Vec::new();
        check(&preset, &mut findings);
        findings.iter().map(|finding| finding.place.to_string()).collect()
    }

    #[test]
    fn what_hides_is_found_wherever_an_escape_can_put_it() {
        assert_eq!(places("vendor: \"a\\u2028b\"\n"), ["p:1:9"]);
        assert_eq!(places("keep: [a, \"b\\e\"]\n"), ["p:1:11"]);
        assert_eq!(places("mesh: {accessLogFormat: \"a\\n\", b: [{c: \"\\u202e\"}]}\n").len(), 1);
        assert_eq!(places("mirrors: {\"a\\nb\": c}\n").len(), 1);
        assert_eq!(places("istio: {source: \"\\rhttps://a.example.com\"}\n").len(), 1);
    }

    #[test]
    fn lines_stay_where_there_are_some() {
        let text = "description: |\n  a\n  b\ncustomize: {all: {dockerfile: {end: \"LABEL a=1\\nLABEL b=2\"}}}\nsigning_keys: {a: \"b\\nc\"}\n";
        assert_eq!(places(text), Vec::<String>::new());
    }
}
