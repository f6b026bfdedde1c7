//! Whether a YAML value is one that golang/protobuf's `jsonpb` reads as a simple type.

use crate::env::duration;
use serde_yaml::Value;

/// Whether a value fits a simple type; `struct` is any mapping.
pub(super) fn fits(kind: &str, value: &Value) -> bool {
    match kind {
        "bool" => value.is_bool(),
        "string" | "bytes" => value.is_string(),
        "duration" => value.as_str().is_some_and(|text| duration(text).is_some()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fit_as_golang_protobuf_reads_them() {
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
            ("int32", "1e3", false),
            ("double", "NaN", true),
            ("duration", "1m30s", true),
            ("duration", "'0'", true),
            ("duration", "10", false),
            ("duration", "1d", false),
            ("string", "1", false),
        ] {
            assert_eq!(fits(kind, &yaml(text)), expected, "{kind} {text}");
        }
    }
}
