//! Which base image: `official`, one in the box, one that the preset describes, or any reference.

use super::{BaseChoice, Question};
use crate::catalogue::{self, Base, Component};
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::legacy;
use crate::preset::Preset;
use crate::reference::{Problem, Reference};
use crate::release::Release;
use crate::text::{Language, Text, core as core_text, select as text};
use crate::version::Version;

/// The base image of a component; `None` when a finding says why there is none.
///
/// # Errors
/// A bug of ours in the embedded data.
pub fn choose(
    preset: &Preset,
    component: &Component,
    release: &Release,
    findings: &mut Vec<Finding>,
) -> Result<Option<(BaseChoice, Origin)>> {
    let own = format!("component.{}.base", component.id);
    let (word, origin) = preset.text(&own).or_else(|| preset.text("base")).unwrap_or(("official", &Origin::Default));
    let choice = if word == "official" {
        official(preset, component, release, origin, findings)
    } else {
        named(preset, word, origin, findings)?.map(BaseChoice::Image)
    };
    Ok(choice.map(|choice| (choice, origin.clone())))
}

/// The base image of a word: one that the preset describes, one in the box, or a reference.
///
/// # Errors
/// A bug of ours in the embedded data.
pub fn named(preset: &Preset, word: &str, origin: &Origin, findings: &mut Vec<Finding>) -> Result<Option<Base>> {
    if let Some(base) = described(preset, word) {
        let said = |field: &str| preset.text(&format!("bases.{word}.{field}")).map_or(origin, |(_, said)| said);
        if let Some(version) = base.libc_version.as_deref().filter(|version| !is_version(version)) {
            findings.push(Finding::error("custom-value", said("libc_version"), text::no_libc_version(version)));
            return Ok(None);
        }
        return Ok(check_reference(base, said("reference"), findings));
    }
    if let Some(base) = catalogue::base(word)? {
        return Ok(Some(base));
    }
    if let Some(told) = legacy::word(word).or_else(|| legacy::path(word)) {
        // A bare word would be a repository of Docker Hub's library, where none of these is.
        let finding = Finding::error("base-reference", origin, text::no_reference(word));
        findings.push(legacy::or_told(finding, Some(told)));
        return Ok(None);
    }
    if let Ok(reference) = Reference::parse(word) {
        let bare = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if let Some(near) = nearest(word).filter(|_| bare) {
            let finding = Finding::warning("base-name", origin, text::base_taken_for_image(&reference, word));
            findings.push(finding.hint(near));
        }
        return of_family(&reference, word).map(Some);
    }
    findings.push(refuse(word, origin));
    Ok(None)
}

fn official(
    preset: &Preset,
    component: &Component,
    release: &Release,
    origin: &Origin,
    findings: &mut Vec<Finding>,
) -> Option<BaseChoice> {
    if component.slim.is_some() {
        let finding = Finding::error("slim-needs-base", origin, text::slim_needs_base());
        findings.push(finding.hint(text::slim_base_hint()));
        return None;
    }
    let own = format!("component.{}.variant", component.id);
    let said = preset.text(&own).or_else(|| preset.text("variant"));
    let (variant, origin) = said.unwrap_or(("distroless", origin));
    let has_debug_tag = release.tag.parse::<Version>().is_ok_and(|version| version.at_least("1.12"));
    let image = release.images.get(&component.image)?;
    let exists = match variant {
        "default" => true,
        "debug" => has_debug_tag,
        other => image.variants.contains_key(other),
    };
    if !exists {
        let message = text::no_variant(&release.tag, &component.image, variant);
        findings.push(Finding::error("variant-not-in-release", origin, message).hint(text::variant_default()));
        return None;
    }
    Some(BaseChoice::Official { variant: variant.to_owned() })
}

/// A base image that the preset itself describes below `bases.<id>`.
fn described(preset: &Preset, id: &str) -> Option<Base> {
    let field = |name: &str| preset.text(&format!("bases.{id}.{name}")).map(|(value, _)| value.to_owned());
    let truth = |name: &str| field(name).map(|value| value == "true");
    let libc = field("libc");
    let libraries = libc.as_ref().map(|libc| match libc.as_str() {
        "glibc" => vec!["glibc".to_owned(), "libgcc".to_owned()],
        _ => Vec::new(),
    });
    Some(Base {
        id: id.to_owned(),
        title: None,
        reference: field("reference")?,
        libc,
        libc_version: field("libc_version"),
        packages: field("packages"),
        shell: truth("shell"),
        iptables: truth("iptables"),
        ca: truth("ca"),
        libraries,
        bundle: field("ca_bundle"),
    })
}

/// Numbers between dots.
fn is_version(text: &str) -> bool {
    text.len() <= 20 && text.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
}

fn check_reference(base: Base, origin: &Origin, findings: &mut Vec<Finding>) -> Option<Base> {
    match Reference::parse(&base.reference) {
        Ok(reference) => Some(Base { reference: reference.to_string(), ..base }),
        Err(_) => {
            findings.push(refuse(&base.reference, origin));
            None
        }
    }
}

/// The facts of a reference whose repository we know (`ubuntu:22.04`), but for what may differ between its tags; no
/// facts for any other.
fn of_family(reference: &Reference, word: &str) -> Result<Base> {
    for id in catalogue::base_ids() {
        let Some(base) = catalogue::base(id)? else { continue };
        let Ok(known) = Reference::parse(&base.reference) else { continue };
        if known.name() == reference.name() {
            let same = known.tag == reference.tag;
            let libc_version = base.libc_version.filter(|_| same);
            return Ok(Base { id: word.to_owned(), reference: reference.to_string(), libc_version, ..base });
        }
    }
    Ok(Base {
        id: word.to_owned(),
        title: None,
        reference: reference.to_string(),
        libc: None,
        libc_version: None,
        packages: None,
        shell: None,
        iptables: None,
        ca: None,
        libraries: None,
        bundle: None,
    })
}

fn refuse(word: &str, origin: &Origin) -> Finding {
    let placeholder = word.chars().any(|c| c.is_ascii_uppercase()) && !word.contains('/');
    let finding = Finding::error("base-reference", origin, text::no_reference(word));
    if placeholder {
        return finding.hint(text::placeholder_base(known_ids()));
    }
    finding.hint(nearest(word).unwrap_or_else(|| reason(word)))
}

/// The base image of the box that a person most likely meant.
fn nearest(word: &str) -> Option<Text> {
    let near = crate::nearest::nearest(word, catalogue::base_ids(), 1);
    near.first().map(|near| core_text::did_you_mean(format!("`{near}`")))
}

/// Why a text is no image reference, as a hint.
pub fn reason(word: &str) -> Text {
    match Reference::parse(word).err() {
        Some(Problem::UpperCase) => text::reference_upper_case(),
        Some(Problem::Tag) => text::reference_tag(),
        Some(Problem::Digest) => text::reference_digest(),
        Some(Problem::Empty | Problem::Form) | None => text::reference_form(),
    }
}

fn known_ids() -> String {
    let ids: Vec<&str> = std::iter::once("official").chain(catalogue::base_ids()).collect();
    ids.join(", ")
}

/// The question for a base image, with `official` as what is taken without an answer.
///
/// # Errors
/// A bug of ours in the embedded data.
pub fn question(language: Language) -> Result<Question> {
    let mut choices = vec![("official".to_owned(), text::official_title().say(language))];
    for id in catalogue::base_ids() {
        if let Some(base) = catalogue::base(id)? {
            let title = base.title.as_ref().map(|title| title.say(language)).unwrap_or_default();
            choices.push((id.to_owned(), title.to_owned()));
        }
    }
    Ok(Question { path: "base", text: text::ask_base(), choices, several: false, default: Some("official".to_owned()) })
}
