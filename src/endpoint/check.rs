//! The user's values that name a host which closes.

use super::{Endpoint, Mirrors, endpoints, retired_in};
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::preset::{Path, Preset, Value};
use crate::reference::Reference;
use crate::text::endpoint as say;

/// Tells every value of a preset that names a retired host. One that a mirror rewrites, or that `endpoints.allow` insists
/// on, does not stop the command.
///
/// # Errors
/// A bug of ours in the embedded data.
pub fn check(preset: &Preset, mirrors: &Mirrors, findings: &mut Vec<Finding>) -> Result<()> {
    let endpoints = endpoints()?;
    let allowed = preset.list("endpoints.allow").unwrap_or_default();
    for (host, origin) in allowed {
        if !endpoints.iter().any(|endpoint| covers(host, endpoint)) {
            findings.push(Finding::warning("endpoint-not-retired", origin, say::endpoint_not_retired(host)));
        }
    }
    for (path, setting) in preset.iter() {
        if matches!(path.first().map(String::as_str), Some("description" | "endpoints" | "extends")) {
            continue;
        }
        let mut tell = |text: &str, origin: &Origin| {
            let found = retired_in(&mirrored(path, text, mirrors), &endpoints);
            if let Some(endpoint) = found {
                let insisted = allowed.iter().any(|(host, _)| covers(host, endpoint));
                findings.push(finding(path, endpoint, insisted, origin));
            }
        };
        match &setting.value {
            Value::Text(text) => tell(text, &setting.origin),
            Value::List(items) => items.iter().for_each(|(item, origin)| tell(item, origin)),
            Value::Yaml(value) => texts(value, &mut |text| tell(text, &setting.origin)),
            Value::Unset => {}
        }
    }
    Ok(())
}

/// Whether what the user allows is the endpoint or a host that it is part of: `gcr.io` covers `gcr.io/istio-release`.
fn covers(host: &str, endpoint: &Endpoint) -> bool {
    let rest = endpoint.name.strip_prefix(host.trim_end_matches('/'));
    !host.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn finding(path: &Path, endpoint: &Endpoint, insisted: bool, origin: &Origin) -> Finding {
    let message = say::endpoint_retired(path.join("."), &endpoint.name, &endpoint.closes);
    let finding = if insisted { Finding::warning } else { Finding::error };
    finding("retired-endpoint", origin, message).hint(endpoint.hint(insisted))
}

/// A value as the context will name it: references and URLs go through the mirrors, all else stays.
fn mirrored(path: &Path, text: &str, mirrors: &Mirrors) -> String {
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    match names[..] {
        ["istio" | "go", "hub"] => match Reference::parse(&format!("{}/x", text.trim_end_matches('/'))) {
            Ok(reference) => mirrors.reference(reference).to_string(),
            Err(_) => text.to_owned(),
        },
        ["base"] | ["component", _, "base"] | ["bases", _, "reference"] => match Reference::parse(text) {
            Ok(reference) => mirrors.reference(reference).to_string(),
            Err(_) => text.to_owned(),
        },
        ["component", _, "prebuilt", _, _, "url"] => mirrors.url(text),
        _ => text.to_owned(),
    }
}

fn texts(value: &serde_yaml::Value, tell: &mut impl FnMut(&str)) {
    match value {
        serde_yaml::Value::String(text) => tell(text),
        serde_yaml::Value::Sequence(items) => items.iter().for_each(|item| texts(item, tell)),
        serde_yaml::Value::Mapping(map) => map.values().for_each(|value| texts(value, tell)),
        _ => {}
    }
}
