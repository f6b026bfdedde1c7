//! Whether what the user combines can be what the standard asks for, and the settings that go with it.

use super::{POLICY, Standard, standard};
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::preset::Preset;
use crate::release::Release;
use crate::selection::{Image, Place, of_component};
use crate::text::fips as say;
use crate::version::{Version, compare_dotted};
use std::cmp::Ordering;

/// The components whose programs read `COMPLIANCE_POLICY` for the traffic that they serve.
const READERS: &[&str] = &["pilot", "proxy"];
/// Go's own switch of its FIPS mode at run time.
const GODEBUG: &str = "GODEBUG";

/// The standard that the preset asks for, its run-time settings put into the images; all that speaks against it is among
/// the findings.
///
/// # Errors
/// A bug of ours in the embedded data.
pub fn choose(
    preset: &Preset,
    release: &Release,
    go_image: &str,
    images: &mut [Image],
    findings: &mut Vec<Finding>,
) -> Result<Option<Standard>> {
    let asked = preset.text("compliance");
    let Some((id, origin)) = asked else {
        policy_alone(preset, images, findings);
        return Ok(None);
    };
    let Some(standard) = standard(id)? else { return Ok(None) };
    check_release(&standard, release, origin, findings);
    if images.iter().any(|image| image.binaries.values().any(|place| *place == Place::Source)) {
        check_go(&standard, go_image, origin, findings);
    }
    for image in images.iter() {
        check_binaries(&standard, image, release, origin, findings);
    }
    for image in images.iter_mut().filter(|image| READERS.contains(&image.component.id.as_str())) {
        set_up(&standard, preset, image, findings);
    }
    if let Some(month) = &standard.ended {
        findings.push(Finding::warning("fips-ended", origin, say::fips_ended(id, month)));
    }
    findings.push(Finding::info("fips-no-certificate", origin, say::fips_no_certificate(id)));
    Ok(Some(standard))
}

fn check_release(standard: &Standard, release: &Release, origin: &Origin, findings: &mut Vec<Finding>) {
    if !release.tag.parse::<Version>().is_ok_and(|tag| standard.known_to(&tag)) {
        let message = say::fips_policy_unknown(&release.tag, &standard.id);
        let finding = Finding::error("fips-release", origin, message);
        findings.push(finding.hint(say::fips_policy_since(&standard.id, standard.policy.join(", "))));
    }
}

fn check_go(standard: &Standard, image: &str, origin: &Origin, findings: &mut Vec<Finding>) {
    let tag = image.split('@').next().unwrap_or(image).rsplit_once(':').map_or("", |(_, tag)| tag);
    let version: String = tag.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let (name, value) =
        standard.build.first_key_value().map(|(name, value)| (name.as_str(), value.as_str())).unwrap_or_default();
    let switch = format!("{name}={value}");
    if version.is_empty() {
        findings.push(Finding::warning("fips-go", origin, say::fips_go_unread(image, &switch, &standard.go)));
    } else if compare_dotted(&version, &standard.go) == Ordering::Less {
        let finding = Finding::error("fips-go", origin, say::fips_go_old(image, &switch, &standard.go));
        findings.push(finding.hint(say::fips_go_image(&standard.go)));
    }
    if standard.cgo && tag.contains("alpine") {
        let finding = Finding::error("fips-go", origin, say::fips_go_compiler(image, switch));
        findings.push(finding.hint(say::fips_go_debian()));
    }
}

/// Official binaries are no FIPS builds; of the user's own only they can tell.
fn check_binaries(standard: &Standard, image: &Image, release: &Release, origin: &Origin, findings: &mut Vec<Finding>) {
    let id = &image.component.id;
    for binary in of_component(&image.component, release) {
        let name = &binary.name;
        match image.binaries.get(name) {
            Some(Place::Source) => {
                if standard.cgo && id == "cni" {
                    findings.push(Finding::warning("fips-cni", origin, say::fips_cni(name)));
                }
            }
            Some(Place::Prebuilt(_)) => {
                let finding = Finding::info("fips-prebuilt", origin, say::fips_prebuilt(name));
                findings.push(if name == "envoy" { finding.hint(say::fips_envoy_version()) } else { finding });
            }
            _ => {
                let finding = Finding::error("fips-official", origin, say::fips_official(name));
                findings.push(finding.hint(match (&binary.package, name.as_str()) {
                    (Some(_), _) => say::fips_compile(),
                    (None, "envoy") => say::fips_own_envoy(format!("component.{id}.prebuilt.envoy.PLATFORM.path")),
                    (None, _) => say::fips_own(format!("component.{id}.prebuilt.{name}.PLATFORM.path")),
                }));
            }
        }
    }
}

/// The run-time settings of an image; a setting of the user's that contradicts them is a finding.
fn set_up(standard: &Standard, preset: &Preset, image: &mut Image, findings: &mut Vec<Finding>) {
    let id = image.component.id.clone();
    let place =
        |name: &str| preset.text(&format!("env.{id}.{name}")).map_or(Origin::Default, |(_, origin)| origin.clone());
    match image.env.get(POLICY) {
        Some(said) if *said != standard.id => {
            findings.push(Finding::error("fips-env", &place(POLICY), say::fips_env(POLICY, said, &standard.id)));
        }
        _ => {
            image.env.insert(POLICY.to_owned(), standard.id.clone());
        }
    }
    let said = image.env.get(GODEBUG).and_then(|value| value.split(',').find(|word| word.starts_with("fips140=")));
    let said = said.map(str::to_owned);
    match (said, standard.runtime.get(GODEBUG)) {
        (Some(said), wanted) if wanted != Some(&said) => {
            findings.push(Finding::error("fips-env", &place(GODEBUG), say::fips_env(GODEBUG, said, &standard.id)));
        }
        (None, Some(wanted)) => {
            let value = match image.env.get(GODEBUG).filter(|value| !value.is_empty()) {
                Some(others) => format!("{others},{wanted}"),
                None => wanted.clone(),
            };
            image.env.insert(GODEBUG.to_owned(), value);
        }
        _ => {}
    }
}

/// `COMPLIANCE_POLICY` without FIPS builds narrows TLS and nothing else, which its name does not tell.
fn policy_alone(preset: &Preset, images: &[Image], findings: &mut Vec<Finding>) {
    for image in images {
        let id = &image.component.id;
        if let (Some(value), Some((_, origin))) = (image.env.get(POLICY), preset.text(&format!("env.{id}.{POLICY}")))
            && value.starts_with("fips-")
        {
            let finding = Finding::warning("fips-policy-alone", origin, say::fips_policy_alone(value));
            findings.push(finding.hint(say::fips_say_compliance(value)));
        }
    }
}
