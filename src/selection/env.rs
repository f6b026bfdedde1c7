//! The environment variables of an image: what the preset sets, held against what the release reads.

use super::values::refuse_value;
use crate::catalogue::{self, Component};
use crate::env::{Check, Setting};
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::preset::{Preset, Value};
use crate::release::{Release, Variable};
use crate::text::{env as env_text, select as text};
use std::collections::{BTreeMap, BTreeSet};

/// The environment variables of a component's image, and which of them the user insists on.
///
/// # Errors
/// A bug of ours in the embedded data.
pub fn env(
    preset: &Preset,
    component: &Component,
    release: &Release,
    variables: Option<&[Variable]>,
    findings: &mut Vec<Finding>,
) -> Result<(BTreeMap<String, String>, BTreeSet<String>)> {
    let (mut env, mut unchecked) = (BTreeMap::new(), BTreeSet::new());
    let settings = settings(preset, component, findings)?;
    let check = Check::new(component, release, variables, &settings);
    for setting in &settings {
        let Setting { name, value, origin, .. } = *setting;
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if !name.chars().all(word) || name.starts_with(|c: char| c.is_ascii_digit()) || name.len() > 255 {
            findings.push(Finding::error("env-name", origin, text::env_name(name)));
            continue;
        }
        if let Some(message) = refuse_value(value) {
            findings.push(Finding::error("env-value", origin, message));
            continue;
        }
        let found = check.setting(setting)?;
        // A preset in the box is for many releases: what one of them does not know is left out of its context, and told.
        if let (Origin::Preset(preset), Some(unknown)) =
            (origin, found.iter().find(|found| found.rule == "env-unknown"))
        {
            let finding = Finding::warning("env-left-out", origin, env_text::env_left_out(name, preset));
            findings.push(finding.hint(unknown.message.clone()));
            continue;
        }
        findings.extend(found);
        env.insert(name.to_owned(), value.to_owned());
        if setting.unchecked {
            unchecked.insert(name.to_owned());
        }
    }
    Ok((env, unchecked))
}

/// Says that what stands below `env.init` is not used, where the init container is `proxyv2`.
///
/// # Errors
/// A bug of ours in the embedded data.
pub fn of_init(preset: &Preset, component: &Component, findings: &mut Vec<Finding>) -> Result<()> {
    if let Some(setting) = settings(preset, component, &mut Vec::new())?.first() {
        let finding = Finding::warning("component-not-built", setting.origin, env_text::env_of_init());
        findings.push(finding.hint(text::init_can_be_slim()));
    }
    Ok(())
}

/// What stands below `env` for a component, whichever of its names the user wrote.
fn settings<'a>(preset: &'a Preset, component: &Component, findings: &mut Vec<Finding>) -> Result<Vec<Setting<'a>>> {
    let mut settings = Vec::new();
    for (path, held) in preset.iter() {
        let [root, word, name, rest @ ..] = path.as_slice() else { continue };
        if root != "env" || catalogue::component(word)?.is_none_or(|named| named.id != component.id) {
            continue;
        }
        match (&held.value, rest) {
            (Value::Text(value), []) => {
                let insists = preset.text(&format!("env.{word}.{name}.unchecked"));
                let unchecked = insists.is_some_and(|(word, _)| word == "true");
                settings.push(Setting { name, value, origin: &held.origin, unchecked });
            }
            (Value::Text(_), [_]) if preset.text(&format!("env.{word}.{name}")).is_none() => {
                let message = env_text::env_unchecked_alone(path.join("."));
                findings.push(Finding::warning("env-unchecked", &held.origin, message));
            }
            _ => {}
        }
    }
    Ok(settings)
}
