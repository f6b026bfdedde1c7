//! The single values of a selection: hubs, tags, platforms, environment variables, labels.

use super::{Platform, Vendor};
use crate::catalogue;
use crate::custom;
use crate::error::Result;
use crate::escape;
use crate::finding::{Finding, Origin};
use crate::legacy;
use crate::preset::{Preset, Value};
use crate::reference::{self, Reference, is_hex};
use crate::release::Release;
use crate::text::{Language, select as text};
use crate::version::Version;
use std::collections::{BTreeMap, BTreeSet};

/// The longest value of an environment variable or label.
const MAX_VALUE: usize = 8 * 1024;

/// Whether a switch of a component is on.
pub fn flag(preset: &Preset, component: &str, name: &str) -> bool {
    preset.text(&format!("component.{component}.{name}")).is_some_and(|(value, _)| value == "true")
}

/// The language of generated texts: never that of the machine, as the same input gives the same bytes.
pub fn language(preset: &Preset) -> Language {
    preset.text("language").and_then(|(name, _)| Language::parse(name)).unwrap_or_default()
}

/// A registry prefix.
pub fn hub(preset: &Preset, path: &str, default: &str, findings: &mut Vec<Finding>) -> String {
    let Some((hub, origin)) = preset.text(path) else { return default.to_owned() };
    let hub = hub.trim_end_matches('/');
    if reference::check_prefix(hub).is_err() {
        let finding = Finding::error("hub", origin, text::no_hub(hub, path));
        findings.push(legacy::or_told(finding.hint(text::hub_example()), legacy::word(hub)));
    }
    hub.to_owned()
}

/// The image tag of what is built. The default tells the release and that the image is not the official one.
pub fn tag(preset: &Preset, release: &Release, findings: &mut Vec<Finding>) -> String {
    let Some((tag, origin)) = preset.text("tag") else { return format!("{}-custom", release.tag) };
    if reference::check_tag(tag).is_err() {
        let finding = Finding::error("image-tag", origin, text::no_tag(tag)).hint(text::reference_tag());
        // Of the rows about Istio's tags only that about accents is true of any tag.
        findings.push(legacy::or_told(finding, legacy::tag(tag).filter(|_| !tag.is_ascii())));
    } else if tag == "latest" {
        findings.push(Finding::warning("image-tag-latest", origin, text::tag_latest()));
    }
    tag.to_owned()
}

/// The Go image that compiles sources: the release's own Go on Debian, so that cgo-free builds equal the official ones.
pub fn go_image(preset: &Preset, release: &Release, findings: &mut Vec<Finding>) -> String {
    let Some((image, origin)) = preset.text("go.image") else {
        return format!("golang:{}", release.go.version());
    };
    let parsed = Reference::parse(&format!("docker.io/library/{image}"));
    if !parsed.is_ok_and(|parsed| parsed.tag.is_some() || parsed.digest.is_some()) {
        findings.push(Finding::error("go-image", origin, text::no_go_image(image)));
    }
    image.to_owned()
}

/// Where modules come from when no proxy is asked.
pub fn vendor(preset: &Preset) -> Option<Vendor> {
    match preset.text("vendor")? {
        ("false", _) => None,
        ("true", _) => Some(Vendor::Expected),
        (directory, origin) => Some(Vendor::Directory(directory.to_owned(), origin.clone())),
    }
}

/// The commit that the user pinned.
pub fn commit(preset: &Preset, findings: &mut Vec<Finding>) -> Option<String> {
    let (commit, origin) = preset.text("istio.commit")?;
    if commit.len() != 40 || !is_hex(commit) {
        findings.push(Finding::error("istio-commit", origin, text::no_commit(commit)));
    }
    Some(commit.to_owned())
}

/// The platforms; all that the release has images for when the user names none.
pub fn platforms(preset: &Preset, release: &Release, findings: &mut Vec<Finding>) -> Vec<Platform> {
    let version = release.tag.parse::<Version>();
    let has_arm = version.is_ok_and(|version| version.at_least("1.15"));
    let Some(words) = preset.list("platforms") else {
        return Platform::ALL.into_iter().filter(|platform| has_arm || *platform == Platform::Amd64).collect();
    };
    let mut chosen = BTreeSet::new();
    for (word, origin) in words {
        match Platform::ALL.into_iter().find(|platform| platform.name() == word) {
            Some(Platform::Arm64) if !has_arm => {
                findings.push(Finding::error("platform", origin, text::arm_since(&release.tag)));
            }
            Some(platform) => {
                chosen.insert(platform);
            }
            None => findings.push(refuse_platform(word, origin)),
        }
    }
    if words.is_empty() {
        chosen.insert(Platform::Amd64);
    }
    chosen.into_iter().collect()
}

/// A platform that Istio has no images for.
pub fn refuse_platform(word: &str, origin: &Origin) -> Finding {
    let finding = Finding::error("platform", origin, text::platform_unknown(word));
    let finding = finding.hint(crate::text::core::one_of(Platform::ALL.map(Platform::name).join(", ")));
    legacy::or_told(finding, legacy::platform(word))
}

/// A component that Istio does not have: one that it had, with what became of it, or the nearest one.
pub fn unknown_component(word: &str, origin: &Origin) -> Finding {
    let finding = Finding::error("unknown-component", origin, text::unknown_component(word));
    let finding = finding.hint(match crate::nearest::nearest(word, catalogue::COMPONENTS.iter().copied(), 1).first() {
        Some(near) => crate::text::core::did_you_mean(format!("`{near}`")),
        None => crate::text::core::one_of(catalogue::COMPONENTS.join(", ")),
    });
    legacy::or_told(finding, legacy::word(word).or_else(|| legacy::path(word)))
}

/// Settings that name a component which does not exist or is not built: they would be ignored without a word.
pub fn strangers(preset: &Preset, findings: &mut Vec<Finding>) -> Result<()> {
    let mut chosen = BTreeSet::new();
    for (word, _) in preset.list("components").unwrap_or_default() {
        chosen.extend(catalogue::component(word)?.map(|component| component.id));
    }
    if chosen.contains("init") && !flag(preset, "init", "slim") {
        chosen.insert("proxy".to_owned());
    }
    let mut told = BTreeSet::new();
    for (path, setting) in preset.iter() {
        let [root, word, ..] = path.as_slice() else { continue };
        let scoped = matches!(root.as_str(), "env" | "component") || root == "customize" && word != custom::ALL;
        if !scoped || !told.insert((root.clone(), word.clone())) {
            continue;
        }
        match catalogue::component(word)? {
            None => findings.push(unknown_component(word, &setting.origin)),
            Some(component) if component.id != *word && root != "env" => findings.push(Finding::error(
                "unknown-component",
                &setting.origin,
                text::component_by_id(word, &component.id),
            )),
            Some(component)
                if !chosen.is_empty()
                    && (!chosen.contains(&component.id)
                        || root == "customize" && word == "init" && !flag(preset, "init", "slim")) =>
            {
                // A preset in the box speaks of components that an heir may leave out.
                if !matches!(setting.origin, Origin::Preset(_)) {
                    let message = text::component_not_built(format!("{root}.{word}"), &component.id);
                    findings.push(Finding::warning("component-not-built", &setting.origin, message));
                }
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// The labels that the user adds.
pub fn labels(preset: &Preset, findings: &mut Vec<Finding>) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    for (rest, setting) in preset.below(&["labels"]) {
        let name = rest.join(".");
        let Value::Text(value) = &setting.value else { continue };
        if !is_label(&name) {
            findings.push(Finding::error("label-name", &setting.origin, text::label_name(name)));
        } else if let Some(message) = refuse_value(value) {
            findings.push(Finding::error("label-value", &setting.origin, message));
        } else {
            labels.insert(name, value.clone());
        }
    }
    labels
}

/// Whether a name may be that of a label or annotation.
pub fn is_label(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '/' | '_');
    let ok = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(plain) && name.len() <= 253;
    ok && !name.ends_with(['.', '-'])
}

/// Why a value can stand in no instruction: control characters, line ends of Unicode, bidirectional controls, length.
pub fn refuse_value(value: &str) -> Option<crate::text::Text> {
    let hidden = |c: &char| c.is_control() || escape::misleads(*c) || *c == '\u{feff}';
    if let Some(found) = value.chars().find(hidden) {
        return Some(text::value_character(format!("U+{:04X}", u32::from(found))));
    }
    if value.contains("PRIVATE KEY-----") {
        return Some(text::value_secret());
    }
    (value.len() > MAX_VALUE).then(|| text::value_too_long(MAX_VALUE))
}
