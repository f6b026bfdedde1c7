//! Whether a YAML value is one that golang/protobuf's `jsonpb` reads as a simple type.

use serde_yaml::Value;

/// Whether a value fits a simple type; `struct` is any mapping.
pub(super) fn fits(kind: &str, value: &Value) -> bool {
    match kind {
        "bool" => value.is_bool(),
        "string" | "bytes" => value.is_string(),
        "duration" => value.as_str().is_some_and(is_duration),
        "int32" => whole(value).is_some_and(|number| i32::try_from(number).is_ok()),
        "int64" => whole(value).is_some_and(|number| i64::try_from(number).is_ok()),
        "uint32" => whole(value).is_some_and(|number| u32::try_from(number).is_ok()),
        "uint64" => whole(value).is_some_and(|number| u64::try_from(number).is_ok()),
        "float" | "double" => match value {
            Value::Number(_) => true,
            Value::String(text) => matches!(text.as_str(), "NaN" | "Infinity" | "-Infinity") || is_number(text),
            _ => false,
        },
        "struct" => value.is_mapping(),
        _ => true,
    }
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}

fn whole(value: &Value) -> Option<i128> {
    match value {
        Value::Number(number) => number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from)),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// Go's form of durations (`time.ParseDuration`): signs, decimal numbers with units, `0`.
fn is_duration(text: &str) -> bool {
    let mut rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    if rest == "0" {
        return true;
    }
    let mut parts = 0;
    while !rest.is_empty() {
        let number = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let digits = &rest[..number];
        if !digits.bytes().any(|byte| byte.is_ascii_digit()) || digits.matches('.').count() > 1 {
            return false;
        }
        rest = &rest[number..];
        let Some(unit) = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"].iter().find(|unit| rest.starts_with(**unit))
        else {
            return false;
        };
        rest = &rest[unit.len()..];
        parts += 1;
    }
    parts > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_those_of_go() {
        for text in ["10s", "1m30s", "1.5h", "-2ms", "0", "0s", "1µs", ".5s", "1.s"] {
            assert!(is_duration(text), "{text}");
        }
        for text in ["", "10", "s", "1 s", "1d", "1..5s", "1s2", "-", "."] {
            assert!(!is_duration(text), "{text}");
        }
    }

    #[test]
    fn numbers_keep_to_their_range() {
        let yaml = |text: &str| serde_yaml::from_str::<Value>(text).unwrap();
        for (kind, text, expected) in [
            ("int32", "2147483647", true),
            ("int32", "2147483648", false),
            ("uint32", "-1", false),
            ("uint64", "18446744073709551615", true),
            ("int64", "'-5'", true),
            ("int32", "1.5", false),
            ("double", "1", true),
            ("double", "'0.5'", true),
            ("double", "x", false),
            ("bool", "'true'", false),
        ] {
            assert_eq!(fits(kind, &yaml(text)), expected, "{kind} {text}");
        }
    }
}
