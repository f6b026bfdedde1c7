//! The fields of MeshConfig that each release has, from Istio's API at the version that its `go.mod` names. Names and types
//! only; what they are for stands in Istio's documentation.

pub(super) mod build;
mod proto;

use super::releases::read;
use super::variables::bounds;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The file of the schema.
pub(super) const MESH: &str = "mesh.json";
/// The message that a mesh configuration is.
pub const ROOT: &str = "istio.mesh.v1alpha1.MeshConfig";

/// A message with its fields, or an enum with its values.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    name: String,
    /// Name as declared, type, releases (`1.5.0..1.10.6 1.12.0..`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fields: Vec<(String, String, String)>,
    /// Name, releases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    values: Vec<(String, String)>,
}

/// The schema of mesh configurations, of all releases from 1.5 on.
#[derive(Debug)]
pub struct Schema {
    rows: BTreeMap<String, Row>,
}

/// A field of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// Its name as the API declares it: `access_log_file`.
    pub name: &'a str,
    /// Its type: `bool`, `duration`, `struct`, `any`, the full name of a message or an enum; behind `[]` in a list, behind
    /// `{}` in a map.
    pub kind: &'a str,
    /// The releases that have it, as spans: `1.5.0..1.10.6 1.12.0..`.
    pub releases: &'a str,
}

impl Schema {
    /// The embedded schema; empty when it does not parse, which a test excludes.
    #[must_use]
    pub fn embedded() -> Schema {
        let rows: Vec<Row> = read(MESH).unwrap_or_default();
        Schema { rows: rows.into_iter().map(|row| (row.name.clone(), row)).collect() }
    }

    /// Whether a name is that of a message.
    #[must_use]
    pub fn is_message(&self, name: &str) -> bool {
        self.rows.get(name).is_some_and(|row| row.values.is_empty())
    }

    /// The fields of a message, of any release; a field whose type changed is there once for each type.
    pub fn fields(&self, message: &str) -> impl Iterator<Item = Field<'_>> {
        let row = self.rows.get(message);
        row.into_iter().flat_map(|row| &row.fields).map(|(name, kind, releases)| Field { name, kind, releases })
    }

    /// The values of an enum with the releases that have them, of any release; empty for what is no enum.
    pub fn values(&self, name: &str) -> impl Iterator<Item = (&str, &str)> {
        let row = self.rows.get(name);
        row.into_iter().flat_map(|row| &row.values).map(|(name, releases)| (name.as_str(), releases.as_str()))
    }
}

/// Whether spans of releases hold a version, given by its three numbers.
#[must_use]
pub fn holds(releases: &str, version: [u32; 3]) -> bool {
    bounds(releases)
        .any(|(since, until)| since.numbers() <= version && until.is_none_or(|until| version <= until.numbers()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::releases;

    #[test]
    fn the_embedded_schema_knows_every_line_and_every_type() {
        let schema = Schema::embedded();
        for entry in releases().iter().filter(|entry| entry.era == crate::release::Era::Istiod) {
            let version = super::super::build::numbers(&entry.tag).unwrap();
            let count = schema.fields(ROOT).filter(|field| holds(field.releases, version)).count();
            assert!(count >= 30, "{} has {count} fields", entry.tag);
        }
        const SIMPLE: &[&str] = &[
            "any", "bool", "bytes", "double", "duration", "float", "int32", "int64", "string", "struct", "uint32",
            "uint64",
        ];
        for row in schema.rows.values() {
            for field in schema.fields(&row.name) {
                let of = field.kind.trim_start_matches("[]").trim_start_matches("{}");
                assert!(SIMPLE.contains(&of) || schema.rows.contains_key(of), "{}.{} is {of}", row.name, field.name);
            }
        }
    }
}
