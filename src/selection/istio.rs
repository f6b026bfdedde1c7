//! Which release: from what the user typed to a tag.

use crate::finding::{Finding, Origin};
use crate::legacy;
use crate::preset::Preset;
use crate::text::{core as core_text, select as text};
use crate::version::{Version, is_line};

/// What the user's tag came to.
#[derive(Debug, PartialEq, Eq)]
pub enum TagChoice {
    /// Nothing was said.
    Open,
    /// A final release that the embedded catalogue knows.
    Known(String),
    /// A well-formed tag that the catalogue does not know: only the sources can tell.
    Unlisted(String),
    /// No tag; the findings say why.
    Refused,
}

/// Reads the tag of a preset against the tags that the catalogue knows, in the order of their versions.
pub fn choose_tag(preset: &Preset, known: &[String], findings: &mut Vec<Finding>) -> TagChoice {
    let Some((typed, origin)) = preset.text("istio.tag") else { return TagChoice::Open };
    if typed == "newest" {
        return known.last().map_or(TagChoice::Refused, |tag| TagChoice::Known(tag.clone()));
    }
    let bare = match typed.strip_prefix(['v', 'V']) {
        Some(bare) if bare.parse::<Version>().is_ok() => {
            findings.push(Finding::info("tag-leading-v", origin, text::tag_leading_v(typed, bare)));
            bare
        }
        _ => typed,
    };
    if known.iter().any(|tag| tag == bare) {
        return TagChoice::Known(bare.to_owned());
    }
    match bare.parse::<Version>() {
        Ok(_) => TagChoice::Unlisted(bare.to_owned()),
        Err(()) => {
            findings.push(refuse(bare, origin, known));
            TagChoice::Refused
        }
    }
}

fn refuse(typed: &str, origin: &Origin, known: &[String]) -> Finding {
    let finding = |message| Finding::error("istio-tag", origin, message);
    if let Some(told) = legacy::tag(typed) {
        return legacy::or_told(finding(text::tag_form(typed)), Some(told));
    }
    let newest = known.last().map(String::as_str).unwrap_or_default();
    if matches!(typed, "master" | "main" | "stable") || typed.starts_with("release-") {
        return finding(text::tag_moves(typed)).hint(text::tag_write_fixed(newest));
    }
    if is_line(typed) {
        let prefix = format!("{typed}.");
        let patch = known.iter().rev().find(|tag| tag.starts_with(&prefix) && !tag.contains('-'));
        let finding = finding(text::tag_without_patch(typed));
        return match patch {
            Some(patch) => finding.hint(core_text::did_you_mean(format!("`{patch}`"))),
            None => finding.hint(text::tag_write_fixed(newest)),
        };
    }
    finding(text::tag_form(typed)).hint(text::tag_write_fixed(newest))
}

/// The finding for a tag that neither the catalogue nor the sources have, with the nearest ones.
#[must_use]
pub fn unknown_tag(tag: &str, origin: &Origin, known: &[String]) -> Finding {
    let line = tag.rsplit_once('.').map_or(tag, |(line, _)| line);
    let prefix = format!("{line}.");
    let mut near: Vec<&str> =
        known.iter().rev().map(String::as_str).filter(|known| known.starts_with(&prefix)).take(3).collect();
    if near.is_empty() {
        near = crate::nearest::nearest(tag, known.iter().map(String::as_str), 3);
    }
    if near.is_empty() {
        near = known.iter().rev().map(String::as_str).take(3).collect();
    }
    let near = near.iter().map(|tag| format!("`{tag}`")).collect::<Vec<_>>().join(", ");
    Finding::error("istio-tag-unknown", origin, text::release_unknown(tag)).hint(text::tag_nearest(near))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn choose(typed: &str) -> (TagChoice, Vec<String>) {
        let known: Vec<String> =
            ["1.9.9", "1.28.0", "1.28.9", "1.28.10", "1.30.3"].into_iter().map(str::to_owned).collect();
        let mut preset = Preset::default();
        crate::preset::set(&mut preset, "istio.tag", typed, &Origin::Flag("--istio".into())).unwrap();
        let mut findings = Vec::new();
        let choice = choose_tag(&preset, &known, &mut findings);
        let said = findings
            .iter()
            .map(|f| {
                let hint = f.hint.as_ref().map(|hint| hint.say(Language::English)).unwrap_or_default();
                format!("{}: {} ({hint})", f.severity, f.message.say(Language::English))
            })
            .collect();
        (choice, said)
    }

    #[test]
    fn tags_are_taken_helped_or_refused_with_the_reason() {
        assert_eq!(choose("1.30.3"), (TagChoice::Known("1.30.3".into()), vec![]));
        assert_eq!(choose("newest").0, TagChoice::Known("1.30.3".into()));
        let (choice, said) = choose("v1.30.3");
        assert_eq!(choice, TagChoice::Known("1.30.3".into()));
        assert!(said[0].starts_with("info: ") && said[0].contains("no `v`"), "{said:?}");
        assert_eq!(choose("1.28.99").0, TagChoice::Unlisted("1.28.99".into()));
        let (choice, said) = choose("1.28");
        assert_eq!(choice, TagChoice::Refused);
        assert!(said[0].contains("`1.28.10`"), "{said:?}");
        let (choice, said) = choose("latest");
        assert_eq!(choice, TagChoice::Refused);
        assert!(said[0].contains("moves") && said[0].contains("list releases"), "{said:?}");
        assert_eq!(choose("versão").0, TagChoice::Refused);
    }

    #[test]
    fn the_nearest_tags_are_the_newest_of_the_line() {
        let known: Vec<String> = ["1.28.0", "1.28.9", "1.28.10", "1.30.3"].into_iter().map(str::to_owned).collect();
        let finding = unknown_tag("1.28.99", &Origin::Default, &known);
        assert!(finding.hint.unwrap().say(Language::English).contains("`1.28.10`, `1.28.9`, `1.28.0`"));
    }
}
