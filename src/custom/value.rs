//! The forms that single values must have, so that each stays one word wherever it is written.

use super::scope::Scope;
use crate::finding::{Finding, Origin};
use crate::selection::refuse_value;
use crate::text::{Text, custom as text, select};
use std::collections::BTreeMap;

/// An absolute path in an image that stands in any instruction as it is.
pub(super) fn is_path(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-+@/".contains(c);
    let part = |part: &str| !part.is_empty() && part != "." && part != ".." && part.len() <= 255;
    path.len() <= 4096
        && path.chars().all(plain)
        && path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(part))
        && !["/proc", "/sys", "/dev"].iter().any(|own| path == *own || path.starts_with(&format!("{own}/")))
}

/// A name of the user's that becomes a part of a path or of a stage: `motd`, `rate-limit`.
pub(super) fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    name.len() <= 63 && name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(plain)
}

/// `UID:GID` in numbers.
pub(super) fn is_owner(owner: &str) -> bool {
    let number = |part: &str| part.parse::<u32>().is_ok_and(|id| id.to_string() == part && id <= 2_147_483_647);
    owner.split_once(':').is_some_and(|(user, group)| number(user) && number(group))
}

/// A mode of three octal digits, with or without a zero before them: no bit of it gives rights to a program.
pub(super) fn mode(text: &str) -> Option<u32> {
    let digits = if text.len() == 4 { text.strip_prefix('0')? } else { text };
    let octal = digits.len() == 3 && digits.chars().all(|c| ('0'..='7').contains(&c));
    octal.then(|| u32::from_str_radix(digits, 8).ok()).flatten()
}

/// A port, with its protocol in lower case.
pub(super) fn is_port(text: &str) -> bool {
    let (number, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
    let port = number.parse::<u16>().is_ok_and(|port| port > 0 && port.to_string() == number);
    port && matches!(protocol, "tcp" | "udp" | "sctp")
}

/// A duration as Docker reads it: Go's form.
pub(super) fn is_duration(text: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let unit = rest[digits..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |end| digits + end);
        if digits == 0 || digits > 6 || !matches!(&rest[digits..unit], "ms" | "s" | "m" | "h") {
            return false;
        }
        rest = &rest[unit..];
    }
    !text.is_empty()
}

/// The name of a variable of the shell.
pub(super) fn is_variable(name: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    name.len() <= 255 && name.chars().all(word) && name.starts_with(|c: char| !c.is_ascii_digit())
}

/// A value that does not have its form.
pub(super) fn refuse(origin: &Origin, message: Text) -> Finding {
    Finding::error("custom-value", origin, message)
}

/// Keeps the words of a list that can stand in an instruction's exec form.
pub(super) fn words(list: &[(String, Origin)], findings: &mut Vec<Finding>) -> Vec<String> {
    let mut kept = Vec::new();
    for (word, origin) in list {
        match refuse_value(word) {
            Some(message) => findings.push(refuse(origin, message)),
            None => kept.push(word.clone()),
        }
    }
    kept
}

/// Paths of a list, each once, in the order in which they were said.
pub(super) fn paths(scope: &Scope<'_>, name: &str, findings: &mut Vec<Finding>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for (_, path, origin) in scope.items(name) {
        if !is_path(path) {
            findings.push(refuse(origin, text::no_path(path)));
        } else if !kept.iter().any(|held| held == path) {
            kept.push(path.to_owned());
        }
    }
    kept
}

/// Labels or annotations.
pub(super) fn labels(scope: &Scope<'_>, name: &str, findings: &mut Vec<Finding>) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    for (key, (value, origin)) in scope.texts(name) {
        if !crate::selection::is_label(&key) {
            findings.push(Finding::error("label-name", origin, select::label_name(key)));
        } else if let Some(message) = refuse_value(value) {
            findings.push(Finding::error("label-value", origin, message));
        } else {
            labels.insert(key, value.to_owned());
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_its_form_or_is_refused() {
        for good in ["/etc/motd", "/a", "/var/lib/istio/x-1.2+b@c"] {
            assert!(is_path(good), "{good}");
        }
        for bad in
            ["", "/", "etc", "/a//b", "/a/", "/a/../b", "/a b", "/a$b", "/a\nUSER 0", "/proc/1", "/dev", "/a\"", "/é"]
        {
            assert!(!is_path(bad), "{bad}");
        }
        assert!(is_owner("0:0") && is_owner("1337:1337"));
        for bad in ["1337", "root:root", "01:1", "-1:0", "1:2:3", "4294967295:0"] {
            assert!(!is_owner(bad), "{bad}");
        }
        assert_eq!(
            (mode("0644"), mode("755"), mode("04755"), mode("0999"), mode("1777")),
            (Some(0o644), Some(0o755), None, None, None)
        );
        assert!(is_port("15090") && is_port("53/udp"));
        for bad in ["0", "65536", "80/TCP", "127.0.0.1:80", "80:80", "080", "80-90"] {
            assert!(!is_port(bad), "{bad}");
        }
        assert!(
            is_duration("30s") && is_duration("1m30s") && !is_duration("30") && !is_duration("s") && !is_duration("1d")
        );
    }
}
