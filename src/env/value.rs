//! Whether a text is a value of a kind, as Go reads it: `ParseBool`, `ParseDuration`, `Atoi`, `ParseFloat`.

use crate::release::Kind;

/// A value as the program would hold it, so that `0s` and `0` are the same duration.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Bool(bool),
    Int(i64),
    Float(f64),
    /// Nanoseconds.
    Duration(i128),
}

/// Reads a text as a kind; `None` when Go would refuse it.
pub(super) fn read(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::String => Some(Value::Text(text.to_owned())),
        Kind::Bool => boolean(text).map(Value::Bool),
        Kind::Int => text.parse().ok().map(Value::Int),
        Kind::Float => float(text).map(Value::Float),
        Kind::Duration => duration(text).map(Value::Duration),
    }
}

/// The words of `strconv.ParseBool`.
fn boolean(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Some(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Some(false),
        _ => None,
    }
}

/// A finite number, or an infinity that is written as one: Go refuses what is too large.
fn float(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    let written = text.to_ascii_lowercase().contains("inf");
    (number.is_finite() || number.is_nan() || written).then_some(number)
}

/// `[-+]?(0|([0-9]*(\.[0-9]*)?[a-z]+)+)`, in nanoseconds.
pub(crate) fn duration(text: &str) -> Option<i128> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() || text.len() > 64 {
        return None;
    }
    let mut total: i128 = 0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(digits);
        let end = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        if (whole.is_empty() && part.is_empty()) || part.contains('.') {
            return None;
        }
        let unit = nanoseconds(unit)?;
        let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        total = total.checked_add(whole.checked_mul(unit)?)?;
        if !part.is_empty() {
            let scale = 10_i128.checked_pow(u32::try_from(part.len()).ok()?)?;
            total = total.checked_add(part.parse::<i128>().ok()?.checked_mul(unit)? / scale)?;
        }
        rest = after;
    }
    (total <= i128::from(i64::MAX)).then_some(sign * total)
}

fn nanoseconds(unit: &str) -> Option<i128> {
    Some(match unit {
        "ns" => 1,
        "us" | "\u{b5}s" | "\u{3bc}s" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_as_go_reads_them() {
        for (kind, good, bad) in [
            (
                Kind::Bool,
                &["1", "t", "TRUE", "true", "True", "0", "F", "false"][..],
                &["yes", "on", "tRUE", "", " true"][..],
            ),
            (Kind::Int, &["0", "-3", "+7", "60000"], &["", "1.5", "1e3", "1_000", "9223372036854775808"]),
            (Kind::Float, &["1", ".5", "5.", "-1e3", "inf"], &["", "10%", "1e999", "1,5"]),
            (
                Kind::Duration,
                &["0", "10s", "1h30m", "-1.5h", "100ms", ".5s", "1.s", "2us", "2\u{b5}s", "+5m"],
                &["", "10", "1d", "s", ".s", "1h 30m", "10S", "+", "1.2.3s", "9999999h", "three"],
            ),
        ] {
            for text in good {
                assert!(read(kind, text).is_some(), "{kind:?} {text}");
            }
            for text in bad {
                assert!(read(kind, text).is_none(), "{kind:?} {text}");
            }
        }
    }

    #[test]
    fn one_value_may_be_written_in_several_ways() {
        assert_eq!(read(Kind::Duration, "1m30s"), read(Kind::Duration, "90s"));
        assert_eq!(read(Kind::Duration, "1.5h"), read(Kind::Duration, "90m"));
        assert_eq!(read(Kind::Bool, "T"), read(Kind::Bool, "1"));
        assert_eq!(read(Kind::Float, "100"), read(Kind::Float, "1e2"));
        assert_ne!(read(Kind::Int, "1"), read(Kind::Int, "2"));
    }
}
