//! JSON Schemas of what the program reads and writes: presets from the table of their keys, all else from the types.
//!
//! They are draft-07, the dialect that editors' YAML servers know best. What may be added later is left open: a program
//! that reads version 1 of a document must pass over fields that it does not know.

mod preset;
mod report;

use crate::state;
use crate::text::{Language, Text, schema as say};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

/// One schema: its name on the command line, what it is of, and what makes it.
pub struct Schema {
    /// The name, as in `istio-imgen schema preset`.
    pub name: &'static str,
    /// What it is of.
    pub says: fn() -> Text,
    make: fn(Language) -> Value,
}

/// All schemas.
pub const SCHEMAS: &[Schema] = &[
    Schema { name: "preset", says: say::schema_of_preset, make: preset::schema },
    Schema { name: "lock", says: say::schema_of_lock, make: |_| typed::<state::Lock<'static>>("lock") },
    Schema { name: "pristine", says: say::schema_of_pristine, make: |_| typed::<state::Pristine<'static>>("pristine") },
    Schema { name: "report", says: say::schema_of_report, make: |_| report::schema() },
];

/// The schema of a name; descriptions of keys are in a language.
#[must_use]
pub fn schema(name: &str, language: Language) -> Option<Value> {
    SCHEMAS.iter().find(|schema| schema.name == name).map(|schema| (schema.make)(language))
}

/// The dialect, named at the root of each schema.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// A generator for what is written, not read: a field that is always there is required.
fn generator() -> SchemaGenerator {
    SchemaSettings::draft07().for_serialize().into_generator()
}

fn typed<T: JsonSchema>(name: &str) -> Value {
    let mut schema = generator().into_root_schema_for::<T>().to_value();
    schema["title"] = json!(format!("istio-imgen {name}"));
    schema
}
