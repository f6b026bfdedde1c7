//! The Kubernetes resources that make proxies use what an image carries: WasmPlugin and EnvoyFilter.

use crate::custom::{EXTENSIONS, Use};
use crate::selection::Image;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A resource to apply to the cluster.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Resource {
    /// Its path in the context.
    pub path: String,
    /// Its kind: `WasmPlugin`.
    pub kind: &'static str,
    /// Its YAML.
    #[serde(skip)]
    pub text: String,
}

/// The resources of the extensions of all images. They name no workload: applied as they are, they hold for the mesh.
pub(super) fn resources<'a>(images: impl Iterator<Item = &'a Image>) -> Vec<Resource> {
    let mut found = BTreeMap::new();
    for image in images {
        for file in &image.custom.files {
            if let Use::Wasm(phase) = &file.purpose {
                let (kind, value) = wasm(&file.name, &file.target, phase.as_deref());
                found.insert(file.name.clone(), resource(&file.name, kind, &value));
            }
        }
        for module in &image.custom.modules {
            let (kind, value) = module_filter(&module.name);
            found.insert(module.name.clone(), resource(&module.name, kind, &value));
        }
    }
    found.into_values().collect()
}

fn resource(name: &str, kind: &'static str, value: &Value) -> Resource {
    let text = serde_yaml::to_string(value).unwrap_or_default();
    Resource { path: format!("{EXTENSIONS}/{name}.yaml"), kind, text }
}

/// A name as Kubernetes takes it (RFC 1123).
fn metadata(name: &str) -> Value {
    json!({"name": name.replace('_', "-").trim_end_matches('-'), "namespace": "istio-system"})
}

fn wasm(name: &str, target: &str, phase: Option<&str>) -> (&'static str, Value) {
    let mut spec = json!({"url": format!("file://{target}")});
    if let (Some(phase), Some(spec)) = (phase, spec.as_object_mut()) {
        spec.insert("phase".to_owned(), json!(phase));
    }
    let value = json!({
        "apiVersion": "extensions.istio.io/v1alpha1", "kind": "WasmPlugin", "metadata": metadata(name), "spec": spec,
    });
    ("WasmPlugin", value)
}

fn module_filter(name: &str) -> (&'static str, Value) {
    let filter = json!({
        "name": format!("envoy.filters.http.dynamic_modules.{name}"),
        "typed_config": {
            "@type": "type.googleapis.com/envoy.extensions.filters.http.dynamic_modules.v3.DynamicModuleFilter",
            "dynamic_module_config": {"name": name},
            "filter_name": name,
        },
    });
    let manager = json!({
        "name": "envoy.filters.network.http_connection_manager", "subFilter": {"name": "envoy.filters.http.router"},
    });
    let patch = json!({
        "applyTo": "HTTP_FILTER",
        "match": {"context": "ANY", "listener": {"filterChain": {"filter": manager}}},
        "patch": {"operation": "INSERT_BEFORE", "value": filter},
    });
    let value = json!({
        "apiVersion": "networking.istio.io/v1alpha3", "kind": "EnvoyFilter", "metadata": metadata(name),
        "spec": {"configPatches": [patch]},
    });
    ("EnvoyFilter", value)
}
