//! What `list env` prints.

use schemars::JsonSchema;
use serde::Serialize;

/// An environment variable of a release; ztunnel's have a name, a type and the component alone.
#[derive(JsonSchema, Serialize)]
pub(super) struct VariableRow {
    name: String,
    r#type: Option<String>,
    /// The components that read it.
    components: Vec<String>,
    /// The default as it is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_value: Option<VariableDefault>,
    #[serde(skip_serializing_if = "no_field")]
    with_ambient: Option<VariableDefault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    programs: Option<Vec<String>>,
    #[serde(skip_serializing_if = "no_field")]
    since: Option<String>,
    #[serde(skip_serializing_if = "no_field")]
    until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other_defaults: Option<Vec<OtherDefault>>,
    /// What Istio says of it, where the sources are open.
    #[serde(skip_serializing_if = "no_field")]
    description: Option<String>,
}

/// A constant, or the Go expression that computes it.
#[derive(JsonSchema, Serialize)]
pub(super) struct VariableDefault {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expression: Option<String>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct OtherDefault {
    default: VariableDefault,
    r#type: Option<String>,
    spans: Vec<Lived>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct Lived {
    since: String,
    until: Option<String>,
}

/// Whether a row lacks the field; that the field may also be null is no contradiction.
fn no_field<T>(_: &Option<T>) -> bool {
    false
}
