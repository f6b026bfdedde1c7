//! Where each binary of an image comes from.

use super::{Place, Platform, Prebuilt, PrebuiltFrom};
use crate::catalogue::Component;
use crate::finding::{Finding, Origin};
use crate::preset::Preset;
use crate::reference::is_hex;
use crate::release::{Binary, Release};
use crate::source::without_login;
use crate::text::select as text;
use std::collections::BTreeMap;

/// The release's binaries that belong into the image of a component.
pub fn of_component<'a>(component: &Component, release: &'a Release) -> Vec<&'a Binary> {
    let (image, wanted) = match &component.slim {
        Some(slim) => (&slim.of, Some(&slim.binaries)),
        None => (&component.image, None),
    };
    let Some(image) = release.images.get(image) else { return Vec::new() };
    image.binaries.iter().filter(|binary| wanted.is_none_or(|wanted| wanted.contains(&binary.name))).collect()
}

/// The place of each binary: the preset's choice for the component or for all, and the user's own files before both.
/// `prebuilt` asks for at least one file of the user; what they do not bring is taken from the official image.
pub fn choose(
    preset: &Preset,
    component: &Component,
    release: &Release,
    platforms: &[Platform],
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Place> {
    let own = format!("component.{}.binaries", component.id);
    let (word, origin) = preset.text(&own).or_else(|| preset.text("binaries")).unwrap_or(("release", &Origin::Default));
    let prebuilt = prebuilt(preset, component, platforms, findings);
    let binaries = of_component(component, release);
    for (name, (_, said)) in &prebuilt {
        if !binaries.iter().any(|binary| binary.name == *name) {
            let known: Vec<&str> = binaries.iter().map(|binary| binary.name.as_str()).collect();
            let finding = Finding::error("unknown-binary", said, text::no_binary(&component.id, name));
            findings.push(finding.hint(crate::text::core::one_of(known.join(", "))));
        }
    }
    let mut places = BTreeMap::new();
    for binary in &binaries {
        let place = if let Some((files, said)) = prebuilt.get(&binary.name) {
            missing_platforms(component, &binary.name, files, platforms, said, findings);
            let is_url = |file: &Prebuilt| matches!(file.from, PrebuiltFrom::Url(_));
            if files.values().any(is_url) && !files.values().all(is_url) {
                findings.push(Finding::error("prebuilt-path-and-url", said, text::mixed_path_and_url(&binary.name)));
            }
            Place::Prebuilt(files.clone())
        } else {
            place_of(word, binary, origin, findings)
        };
        places.insert(binary.name.clone(), place);
    }
    if word == "prebuilt" && prebuilt.is_empty() {
        let wanted = binaries.iter().find(|binary| binary.package.is_none()).or(binaries.first());
        let name = wanted.map_or("BINARY", |binary| binary.name.as_str());
        let platform = platforms.first().map_or("linux/amd64", |platform| platform.name());
        let path = format!("component.{}.prebuilt.{name}.{platform}.path", component.id);
        let finding = Finding::error("prebuilt-missing", origin, text::prebuilt_missing(&component.id));
        findings.push(finding.hint(text::prebuilt_say(path)));
    }
    places
}

fn place_of(word: &str, binary: &Binary, origin: &Origin, findings: &mut Vec<Finding>) -> Place {
    match word {
        "source" if binary.package.is_some() => Place::Source,
        "source" => {
            findings.push(Finding::info("binary-not-in-sources", origin, text::not_in_sources(&binary.name)));
            Place::Release
        }
        _ => Place::Release,
    }
}

type Files = BTreeMap<Platform, Prebuilt>;

/// The user's own files by binary, each with the place where the user first spoke of it.
fn prebuilt(
    preset: &Preset,
    component: &Component,
    platforms: &[Platform],
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, (Files, Origin)> {
    let mut found: BTreeMap<String, (Files, Origin)> = BTreeMap::new();
    for (rest, setting) in preset.below(&["component", &component.id, "prebuilt"]) {
        let [binary, platform, _] = rest else { continue };
        let Some(known) = Platform::ALL.into_iter().find(|known| known.name() == platform) else {
            findings.push(super::values::refuse_platform(platform, &setting.origin));
            continue;
        };
        if !platforms.contains(&known) {
            let message = text::prebuilt_platform_unused(binary, platform);
            findings.push(Finding::warning("prebuilt-unused", &setting.origin, message));
            continue;
        }
        let entry = found.entry(binary.clone()).or_insert_with(|| (Files::new(), setting.origin.clone()));
        if entry.0.contains_key(&known) {
            continue;
        }
        let path = format!("component.{}.prebuilt.{binary}.{platform}", component.id);
        if let Some(file) = brought(preset, &path, &setting.origin, findings) {
            entry.0.insert(known, file);
        }
    }
    found
}

/// A file of the user, as the keys `path`, `url` and `sha256` below a path of the preset name it.
pub fn brought(preset: &Preset, path: &str, origin: &Origin, findings: &mut Vec<Finding>) -> Option<Prebuilt> {
    let field = |name: &str| preset.text(&format!("{path}.{name}"));
    let sha256 = match field("sha256") {
        Some((sum, _)) if sum.len() == 64 && is_hex(sum) => Some(sum.to_owned()),
        Some((sum, origin)) => {
            findings.push(Finding::error("prebuilt-sha256", origin, text::sha256_form(sum)));
            return None;
        }
        None => None,
    };
    match (field("path"), field("url")) {
        (Some((file, origin)), None) => {
            Some(Prebuilt { from: PrebuiltFrom::Path(file.to_owned()), sha256, origin: origin.clone() })
        }
        (None, Some((url, origin))) => {
            if let Err(message) = check_url(url) {
                findings.push(Finding::error("prebuilt-url", origin, message));
                return None;
            }
            if sha256.is_none() {
                let finding = Finding::error("prebuilt-sha256", origin, text::url_without_sha256(path));
                findings.push(finding.hint(text::sha256_say(format!("{path}.sha256"))));
                return None;
            }
            Some(Prebuilt { from: PrebuiltFrom::Url(url.to_owned()), sha256, origin: origin.clone() })
        }
        (Some((_, origin)), Some(_)) => {
            findings.push(Finding::error("prebuilt-path-and-url", origin, text::path_and_url(path)));
            None
        }
        (None, None) => {
            findings.push(Finding::error("prebuilt-missing", origin, text::neither_path_nor_url(path)));
            None
        }
    }
}

/// An https URL of plain characters. One with a password would be written into the Dockerfile.
fn check_url(url: &str) -> Result<(), crate::text::Text> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else { return Err(text::url_scheme(without_login(url))) };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(text::url_password());
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!&'()*+,;=%".contains(c);
    if authority.is_empty() || url.len() > 2048 || !url.chars().all(plain) || url.contains(['\'', '"', '\\']) {
        return Err(text::url_form());
    }
    Ok(())
}

fn missing_platforms(
    component: &Component,
    binary: &str,
    files: &Files,
    platforms: &[Platform],
    origin: &Origin,
    findings: &mut Vec<Finding>,
) {
    for platform in platforms.iter().filter(|platform| !files.contains_key(platform)) {
        let path = format!("component.{}.prebuilt.{binary}.{}.path", component.id, platform.name());
        let finding =
            Finding::error("prebuilt-missing", origin, text::prebuilt_platform_missing(binary, platform.name()));
        findings.push(finding.hint(text::prebuilt_say(path)));
    }
}
