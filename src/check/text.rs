//! Small questions about texts that several rules ask.

use crate::dockerfile::ProblemKind;
use memchr::memmem::Finder;
use std::sync::OnceLock;

/// What is said of a problem of the grammar: the literal, or the form that is wanted.
pub(super) fn problem(kind: ProblemKind, literal: &str) -> String {
    let wanted = match kind {
        ProblemKind::Empty => "FROM IMAGE",
        ProblemKind::BeforeFrom => "FROM",
        ProblemKind::From => "FROM IMAGE [AS NAME]",
        ProblemKind::Copy => "COPY SOURCE… DESTINATION",
        ProblemKind::Pair => "NAME=VALUE",
        ProblemKind::Healthcheck => "HEALTHCHECK NONE | CMD COMMAND",
        ProblemKind::Shell => "SHELL [\"PROGRAM\", \"ARGUMENT\"]",
        ProblemKind::NoArguments
        | ProblemKind::UnknownInstruction
        | ProblemKind::Heredoc
        | ProblemKind::DirectiveTwice
        | ProblemKind::Escape => literal,
    };
    wanted.to_owned()
}

/// The names of the variables that a text uses, each with its offset: `$NAME`, `${NAME}`, `${NAME:-…}`. The flag tells
/// whether it has a default of its own.
pub(super) fn variables(text: &str, escape: char) -> Vec<(usize, &str, bool)> {
    let mut found = Vec::new();
    let (mut index, mut single) = (0, false);
    let bytes = text.as_bytes();
    while index < bytes.len() {
        match bytes[index] {
            byte if char::from(byte) == escape && !single => index += 1,
            b'\'' => single = !single,
            b'$' if !single => {
                let braced = bytes.get(index + 1) == Some(&b'{');
                let start = index + 1 + usize::from(braced);
                let rest = text.get(start..).unwrap_or_default();
                let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
                if length > 0 && !rest.as_bytes()[0].is_ascii_digit() {
                    let defaulted = braced && matches!(rest.as_bytes().get(length), Some(b':' | b'-' | b'+'));
                    found.push((start, &rest[..length], defaulted));
                }
                index = start + length;
                continue;
            }
            _ => {}
        }
        index += 1;
    }
    found
}

/// Whether a name speaks of a secret, as `BuildKit` and hadolint see it.
pub(super) fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    // What names the place, the kind or the name of a secret is none.
    let harmless = [
        "_file", "_path", "_dir", "_name", "_url", "_policy", "_issuer", "_ttl", "_version", "public", "_id",
        "_enabled",
    ];
    let parts: Vec<&str> = name.split(['_', '-', '.']).collect();
    let speaks = [
        "apikey",
        "auth",
        "credential",
        "credentials",
        "key",
        "password",
        "pword",
        "passwd",
        "secret",
        "token",
        "pat",
        "pass",
    ];
    let has = parts.iter().any(|part| speaks.contains(part)) || name.contains("password") || name.contains("secret");
    has && !harmless.iter().any(|part| name.contains(part))
}

/// How secrets start that say what they are, and how many characters follow at least.
const FORMS: [(&str, usize); 10] = [
    ("PRIVATE KEY-----", 0),
    ("AKIA", 16),
    ("ASIA", 16),
    ("ghp_", 36),
    ("gho_", 36),
    ("github_pat_", 40),
    ("glpat-", 20),
    ("xoxb-", 20),
    ("npm_", 36),
    ("dckr_pat_", 20),
];

/// The forms with what searches for each: making a searcher takes longer than a search.
fn forms() -> impl Iterator<Item = (&'static Finder<'static>, &'static str, usize)> {
    static FINDERS: OnceLock<Vec<Finder<'static>>> = OnceLock::new();
    let finders = FINDERS.get_or_init(|| FORMS.iter().map(|(start, _)| Finder::new(start)).collect());
    finders.iter().zip(FORMS).map(|(finder, (start, length))| (finder, start, length))
}

/// Whether a text has the beginning of a secret somewhere.
pub(super) fn may_hold_secret(text: &str) -> bool {
    forms().any(|(finder, ..)| finder.find(text.as_bytes()).is_some())
}

/// Whether a text is a secret by its form: private keys, and tokens that say what they are.
pub(super) fn secret(text: &str) -> Option<&'static str> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    forms().find_map(|(finder, start, length)| {
        finder.find_iter(text.as_bytes()).find_map(|index| {
            let alone = length == 0 || !text[..index].ends_with(word);
            let rest = text[index + start.len()..].chars().take_while(|c| word(*c)).count();
            (alone && rest >= length).then_some(if length == 0 { "PRIVATE KEY" } else { start })
        })
    })
}

/// A day written as `2026-07-13` or `20260713`, in days since 1970.
#[must_use]
pub fn day(text: &str) -> Option<i64> {
    let digits: String = text.split('T').next()?.chars().filter(|c| *c != '-').collect();
    let plain = text.len() == 8 || text.len() >= 10;
    if digits.len() != 8 || !plain || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, month, day): (i64, i64, i64) =
        (digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?);
    if !(2000..2200).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, month) = (year.div_euclid(400), (month + 9) % 12);
    let of_era = year - era * 400;
    let of_year = (153 * month + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day("2026-07-13"), Some(20_647));
        assert_eq!(day("20260713"), Some(20_647));
        assert_eq!(day("2026-07-13T16:56:34Z"), Some(20_647));
        assert_eq!(day("2026-13-13"), None);
        assert_eq!(day("12345678"), None);
    }

    #[test]
    fn variables_are_found_where_a_builder_replaces_them() {
        assert_eq!(
            variables("a$B/${C}${D:-x}'$E'\\$F$1 ${G", '\\'),
            [(2, "B", false), (6, "C", false), (10, "D", true), (27, "G", false)]
        );
    }

    #[test]
    fn secrets_are_known_by_name_and_form() {
        for (name, is) in [
            ("DB_PASSWORD", true),
            ("API_KEY", true),
            ("GITHUB_TOKEN", true),
            ("TOKEN_ISSUER", false),
            ("TOKEN_FILE", false),
            ("GCR_AUTH_VERSION", false),
            ("MONKEY", false),
            ("COMPASS", false),
        ] {
            assert_eq!(is_secret_name(name), is, "{name}");
        }
        let (start, rest) = ("ghp_", "0123456789abcdefghijklmnopqrstuvwxyz");
        assert_eq!(secret(&format!("x={start}{rest}")), Some("ghp_"));
        assert_eq!(secret("ghp_short"), None);
    }
}
