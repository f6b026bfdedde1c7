//! Folding the constant expressions of names, defaults and descriptions.

use super::syntax::Expr;
use super::{Kind, VariableDefault};

/// A folded value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Bool(bool),
    Int(i128),
    Float(f64),
    /// In nanoseconds.
    Duration(i128),
}

/// How long a folded text may be.
const LENGTH: usize = 8 << 10;

/// Folds an expression. `name` gives the value of a name of the package, `member` that of another package's.
pub(super) fn fold(
    expr: &Expr,
    name: &dyn Fn(&str) -> Option<Value>,
    member: &dyn Fn(&str, &str) -> Option<Value>,
) -> Option<Value> {
    match expr {
        Expr::Text(text) => Some(Value::Text(text.clone())),
        Expr::Number(number) => self::number(number),
        Expr::Name(constant) if constant == "true" || constant == "false" => Some(Value::Bool(constant == "true")),
        Expr::Name(constant) => name(constant),
        Expr::Member(package, constant) => member(package, constant),
        Expr::Registered(default) => fold(default, name, member),
        Expr::Unary(sign, value) => match (sign, fold(value, name, member)?) {
            ('-', Value::Int(value)) => Some(Value::Int(value.checked_neg()?)),
            ('-', Value::Float(value)) => Some(Value::Float(-value)),
            ('-', Value::Duration(value)) => Some(Value::Duration(value.checked_neg()?)),
            ('!', Value::Bool(value)) => Some(Value::Bool(!value)),
            ('+', value) => Some(value),
            _ => None,
        },
        Expr::Binary(left, operator, right) => binary(fold(left, name, member)?, *operator, fold(right, name, member)?),
        Expr::Call(function, arguments) => {
            let arguments: Option<Vec<Value>> = arguments.iter().map(|argument| fold(argument, name, member)).collect();
            call(function, arguments?)
        }
        Expr::Other => None,
    }
}

/// The constants of the standard library that defaults are written with.
pub(super) fn standard(package: &str, name: &str) -> Option<Value> {
    let nanoseconds = match (package, name) {
        ("time", "Nanosecond") => 1,
        ("time", "Microsecond") => 1_000,
        ("time", "Millisecond") => 1_000_000,
        ("time", "Second") => 1_000_000_000,
        ("time", "Minute") => 60_000_000_000,
        ("time", "Hour") => 3_600_000_000_000,
        ("math", "MaxInt32") => return Some(Value::Int(i32::MAX.into())),
        ("math", "MaxInt64" | "MaxInt") => return Some(Value::Int(i64::MAX.into())),
        _ => return None,
    };
    Some(Value::Duration(nanoseconds))
}

/// A value as the type says it is written: `5` as `float64`, `0` as a duration.
pub(super) fn typed(value: Value, of: &str) -> Option<Value> {
    match (of, value) {
        ("time.Duration" | "Duration", Value::Int(value)) => Some(Value::Duration(value)),
        #[allow(clippy::cast_precision_loss, reason = "as Go converts a constant")]
        ("float64" | "float32", Value::Int(value)) => Some(Value::Float(value as f64)),
        #[allow(clippy::cast_possible_truncation, reason = "guarded: the number is whole and small")]
        ("int" | "int64" | "int32" | "uint32", Value::Float(value)) if value.fract() == 0.0 && value.abs() < 1e15 => {
            Some(Value::Int(value as i128))
        }
        (_, value) => Some(value),
    }
}

fn number(text: &str) -> Option<Value> {
    let text = text.replace('_', "").to_ascii_lowercase();
    let radix = |digits: &str, radix| i128::from_str_radix(digits, radix).ok().map(Value::Int);
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    if let Some(digits) = text.strip_prefix("0b") {
        return radix(digits, 2);
    }
    if text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return radix(&text, 8);
    }
    text.parse().map(Value::Int).ok().or_else(|| text.parse().map(Value::Float).ok())
}

fn binary(left: Value, operator: char, right: Value) -> Option<Value> {
    use Value::{Duration, Float, Int, Text};
    let whole = |left: i128, right: i128| match operator {
        '+' => left.checked_add(right),
        '-' => left.checked_sub(right),
        '*' => left.checked_mul(right),
        '/' => left.checked_div(right),
        '%' => left.checked_rem(right),
        '<' => left.checked_mul(1_i128.checked_shl(u32::try_from(right).ok().filter(|bits| *bits < 64)?)?),
        _ => None,
    };
    match (left, right) {
        (Text(left), Text(right)) if operator == '+' && left.len() + right.len() <= LENGTH => Some(Text(left + &right)),
        (Int(left), Int(right)) => whole(left, right).map(Int),
        (Duration(left), Duration(right) | Int(right)) | (Int(left), Duration(right)) => {
            whole(left, right).map(Duration)
        }
        (left @ (Int(_) | Float(_)), right @ (Int(_) | Float(_))) => {
            let (Float(left), Float(right)) = (typed(left, "float64")?, typed(right, "float64")?) else { return None };
            match operator {
                '+' => Some(Float(left + right)),
                '-' => Some(Float(left - right)),
                '*' => Some(Float(left * right)),
                '/' => Some(Float(left / right)),
                _ => None,
            }
        }
        _ => None,
    }
}

fn call(function: &Expr, mut arguments: Vec<Value>) -> Option<Value> {
    let one = |arguments: &mut Vec<Value>| if arguments.len() == 1 { arguments.pop() } else { None };
    match function {
        Expr::Name(of) => match of.as_str() {
            "string" | "int" | "int32" | "int64" | "uint32" | "float64" => typed(one(&mut arguments)?, of),
            _ => None,
        },
        Expr::Member(package, name) => match (package.as_str(), name.as_str()) {
            ("time", "Duration") => typed(one(&mut arguments)?, "time.Duration"),
            ("filepath" | "path", "Join") => {
                let parts = arguments.into_iter().map(|argument| match argument {
                    Value::Text(text) => Some(text),
                    _ => None,
                });
                Some(Value::Text(clean(&parts.collect::<Option<Vec<_>>>()?)))
            }
            _ => None,
        },
        _ => None,
    }
}

/// What Go's `path.Join` gives: joined, without empty and `.` parts.
fn clean(parts: &[String]) -> String {
    let joined = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("/");
    let root = if joined.starts_with('/') { "/" } else { "" };
    let mut kept: Vec<&str> = Vec::new();
    for part in joined.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match kept.last() {
            Some(&last) if part == ".." && last != ".." => drop(kept.pop()),
            _ => kept.push(part),
        }
    }
    format!("{root}{}", kept.join("/"))
}

/// The kind of a registered variable, and its default as a user would write it.
pub(super) fn outcome(value: Option<Value>, of: Option<&str>, source: &str) -> (Option<Kind>, VariableDefault) {
    let value = match of {
        Some(of) => value.and_then(|value| typed(value, of)),
        None => value,
    };
    let said = of.and_then(|of| match of {
        "string" => Some(Kind::String),
        "bool" => Some(Kind::Bool),
        "int" => Some(Kind::Int),
        "float64" => Some(Kind::Float),
        "time.Duration" => Some(Kind::Duration),
        _ => None,
    });
    let folded = value.as_ref().map(|value| match value {
        Value::Text(_) => Kind::String,
        Value::Bool(_) => Kind::Bool,
        Value::Int(_) => Kind::Int,
        Value::Float(_) => Kind::Float,
        Value::Duration(_) => Kind::Duration,
    });
    let kind = said.or(folded);
    match value {
        Some(value) if kind == folded => (kind, VariableDefault::Text(text(&value))),
        _ => (kind, VariableDefault::Expression(source.to_owned())),
    }
}

/// A value as it is written in an environment.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Duration(value) => duration(*value),
    }
}

/// `1h30m`, `100ms`: what Go's `ParseDuration` reads, without the zero parts that Go itself prints.
fn duration(nanoseconds: i128) -> String {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let mut rest = nanoseconds.unsigned_abs();
    if rest == 0 {
        return "0s".to_owned();
    }
    let mut written = sign.to_owned();
    for (unit, length) in [
        ("h", 3_600_000_000_000),
        ("m", 60_000_000_000),
        ("s", 1_000_000_000),
        ("ms", 1_000_000),
        ("us", 1_000),
        ("ns", 1),
    ] {
        if rest >= length {
            written += &format!("{}{unit}", rest / length);
            rest %= length;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::super::syntax::parse;
    use super::*;

    fn folded(expression: &str) -> Option<String> {
        let syntax = parse(&format!("package a\nvar x = {expression}\n"));
        let value = &syntax.declarations.first()?.value;
        fold(value, &|name| (name == "three").then_some(Value::Int(3)), &|package, name| standard(package, name))
            .map(|value| text(&value))
    }

    #[test]
    fn expressions_fold_as_in_go() {
        for (expression, expected) in [
            ("\"a\" + \"b\"", "ab"),
            ("24*time.Hour", "24h"),
            ("90 * time.Second", "1m30s"),
            ("time.Duration(1500) * time.Millisecond", "1s500ms"),
            ("time.Hour / 2", "30m"),
            ("1 + 2*three", "7"),
            ("(1 + 2) * 3", "9"),
            ("4 * 1024 * 1024", "4194304"),
            ("1 << 20", "1048576"),
            ("0o644", "420"),
            ("-1", "-1"),
            (".01", "0.01"),
            ("1.0", "1"),
            ("7 / 2", "3"),
            ("!true", "false"),
            ("filepath.Join(\"./etc/\", \"a\", \"../b.json\")", "etc/b.json"),
            ("string(\"x\")", "x"),
        ] {
            assert_eq!(folded(expression).as_deref(), Some(expected), "{expression}");
        }
        for unknown in ["f()", "unknown", "1 / 0", "\"a\" - \"b\"", "os.Args", "1 << 99", "func() int { return 1 }()"] {
            assert_eq!(folded(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn the_type_of_the_call_decides_the_kind() {
        let text = |text: &str| VariableDefault::Text(text.into());
        assert_eq!(outcome(Some(Value::Int(100)), Some("float64"), ""), (Some(Kind::Float), text("100")));
        assert_eq!(outcome(Some(Value::Int(0)), Some("time.Duration"), ""), (Some(Kind::Duration), text("0s")));
        assert_eq!(outcome(Some(Value::Float(1.0)), None, "1.0"), (Some(Kind::Float), text("1")));
        let expression = VariableDefault::Expression("f()".into());
        assert_eq!(outcome(None, Some("int"), "f()"), (Some(Kind::Int), expression.clone()));
        assert_eq!(outcome(None, None, "f()"), (None, expression));
    }
}
