//! The settings of a context, each with where it came from: a line of its selection, or the program's own default.

use crate::finding::Origin;
use crate::preset::Preset;
use crate::selection::{BaseChoice, Selection, needs_sources};
use schemars::JsonSchema;
use serde::Serialize;

/// One setting.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct SettingView {
    /// Its path: `env.pilot.PILOT_HTTP10`.
    pub path: String,
    /// Its value, as a person would write it.
    pub value: String,
    /// Where it came from: a place in a file, or `default`.
    pub origin: String,
}

/// What a selection says, and what stands where it says nothing. `complete` is absent when the selection is not.
#[must_use]
pub fn settings(preset: &Preset, complete: Option<&Selection>) -> Vec<SettingView> {
    let mut views: Vec<SettingView> = preset
        .iter()
        .filter(|(path, _)| path.first().is_none_or(|first| first != "schema"))
        .map(|(path, setting)| SettingView {
            path: path.join("."),
            value: setting.value.to_string(),
            origin: setting.origin.to_string(),
        })
        .collect();
    for (path, value) in complete.map(defaults).unwrap_or_default() {
        if !views.iter().any(|view| view.path == path) {
            views.push(SettingView { path, value, origin: Origin::Default.to_string() });
        }
    }
    views
}

fn defaults(selection: &Selection) -> Vec<(String, String)> {
    let platforms: Vec<&str> = selection.platforms.iter().map(|platform| platform.name()).collect();
    let mut defaults = vec![
        ("language".to_owned(), selection.language.tag().to_owned()),
        ("istio.hub".to_owned(), selection.istio_hub.clone()),
        ("hub".to_owned(), selection.hub.clone()),
        ("tag".to_owned(), selection.tag.clone()),
        ("platforms".to_owned(), platforms.join(", ")),
    ];
    if needs_sources(&selection.images) {
        defaults.push(("go.hub".to_owned(), selection.go_hub.clone()));
        defaults.push(("go.image".to_owned(), selection.go_image.clone()));
    }
    for image in &selection.images {
        if let BaseChoice::Official { variant } = &image.base {
            defaults.push((format!("component.{}.variant", image.component.id), variant.clone()));
        }
    }
    defaults
}
