//! The documents that commands print with `--format json`: one shape for each, held by a test against real ones.

use super::{DIALECT, generator};
use crate::finding::Severity;
use crate::plan::Plan;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The schema of any document: one of all shapes.
pub(super) fn schema() -> Value {
    let mut generator = generator();
    let mut shapes: Vec<Schema> = SHAPES.iter().map(|shape| shape(&mut generator)).collect();
    shapes.insert(0, generator.subschema_for::<Failed>());
    json!({
        "$schema": DIALECT,
        "title": "istio-imgen report",
        "oneOf": shapes,
        "definitions": generator.take_definitions(true),
    })
}

/// A run that ended in an error: on standard output for programs, while standard error tells people.
#[derive(JsonSchema, Serialize)]
struct Failed {
    /// The version of the documents.
    #[schemars(extend("const" = 1))]
    schema: u8,
    /// The words of the command; null for a command line that cannot be read.
    command: Option<String>,
    #[schemars(extend("const" = "error"))]
    status: String,
    /// What the process ends with.
    #[schemars(range(min = 1))]
    exit_code: u8,
    error: Problem,
    /// The problems of the data that led to it.
    findings: Vec<Finding>,
}

/// A problem of the world.
#[derive(JsonSchema, Serialize)]
struct Problem {
    /// The stable id of the message.
    id: String,
    /// The message, in English.
    message: String,
    /// The words of whoever found it: operating system, TLS, engine of templates.
    cause: Option<String>,
    /// What to do about it, in English.
    hint: Option<String>,
}

/// A problem of the data.
#[derive(JsonSchema, Serialize)]
struct Finding {
    /// The stable id of the rule: `istio-imgen explain RULE` tells more.
    rule: String,
    severity: Severity,
    /// What is wrong, in English.
    message: String,
    /// What would work, in English.
    hint: Option<String>,
    /// `FILE:LINE:COLUMN`, a flag, a preset in the box, or `default`.
    place: String,
}

/// Declares the shapes of documents, each with what all have: the version and the words of the command.
macro_rules! documents {
    ($($(#[$doc:meta])* $name:ident $command:literal { $($(#[$attr:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(JsonSchema, Serialize)]
            struct $name {
                /// The version of the documents.
                #[schemars(extend("const" = 1))]
                schema: u8,
                /// The words of the command.
                #[schemars(extend("const" = $command))]
                command: String,
                $($(#[$attr])* $field: $type,)*
            }
        )*
        /// All shapes of documents that are no failures.
        const SHAPES: &[fn(&mut SchemaGenerator) -> Schema] =
            &[$(|generator| generator.subschema_for::<$name>()),*];
    };
}

documents! {
    /// A context that was written, or would be.
    New "new" {
        #[schemars(extend("enum" = ["written", "planned"]))]
        status: String,
        #[schemars(extend("const" = 0))]
        exit_code: u8,
        /// The directory of the context.
        dir: String,
        plan: Plan,
        files: Vec<NewFile>,
        /// The settings by their dotted paths.
        answers: BTreeMap<String, Answer>,
        /// What the build needs of Istio's sources, if it needs any.
        sources: Option<Sources>,
        findings: Vec<Finding>,
    }
    /// `list releases`.
    ListReleases "list" {
        #[schemars(extend("const" = "releases"))]
        what: String,
        rows: Vec<ReleaseRow>,
    }
    /// `list components`.
    ListComponents "list" {
        #[schemars(extend("const" = "components"))]
        what: String,
        rows: Vec<ComponentRow>,
    }
    /// `list bases`.
    ListBases "list" {
        #[schemars(extend("const" = "bases"))]
        what: String,
        rows: Vec<BaseRow>,
    }
    /// `list presets`.
    ListPresets "list" {
        #[schemars(extend("const" = "presets"))]
        what: String,
        rows: Vec<PresetRow>,
    }
    /// `list env`.
    ListEnv "list" {
        #[schemars(extend("const" = "env"))]
        what: String,
        rows: Vec<VariableRow>,
    }
    /// `list rules`.
    ListRules "list" {
        #[schemars(extend("const" = "rules"))]
        what: String,
        rows: Vec<RuleRow>,
    }
    /// What a name is.
    Explain "explain" {
        /// One for each thing that the name is.
        topics: Vec<Topic>,
    }
    /// The script of a shell.
    Completions "completions" {
        shell: String,
        script: String,
    }
    /// The reference.
    ManMarkdown "man" {
        markdown: String,
    }
    /// The pages of the manual.
    ManPages "man" {
        pages: Vec<ManualPage>,
    }
    /// The pages of the manual, written to a directory.
    ManWritten "man" {
        dir: String,
        /// Their paths below the directory.
        written: Vec<String>,
    }
    /// The cached sources.
    CacheList "cache list" {
        entries: Vec<CacheEntry>,
    }
    /// Where cached sources are.
    CachePath "cache path" {
        path: String,
    }
    /// Cached sources that were removed.
    CachePrune "cache prune" {
        removed: Vec<CacheEntry>,
    }
    /// Cached sources that were looked through.
    CacheVerify "cache verify" {
        exit_code: u8,
        entries: Vec<VerifiedEntry>,
    }
    /// The embedded catalogue, written anew.
    CatalogueBuild "catalogue build" {
        /// How many files were written.
        files: usize,
        /// The releases whose facts are not complete.
        problems: Vec<CatalogueProblem>,
    }
}

/// A file of a context: rendered, Istio's own, or the user's.
#[derive(JsonSchema, Serialize)]
struct NewFile {
    path: String,
    /// The size of a rendered file.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<usize>,
    /// The name in git of a file of Istio's sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    blob: Option<String>,
    /// The digest of a file of the user's.
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

/// A setting and where it came from.
#[derive(JsonSchema, Serialize)]
struct Answer {
    /// A text, a list of texts, or configuration with its types.
    value: Value,
    origin: String,
}

/// What the build needs of Istio's sources.
#[derive(JsonSchema, Serialize)]
struct Sources {
    /// Whether the whole tree is in the context.
    whole: bool,
    files: usize,
    bytes: u64,
    /// The path of the Go module.
    module: String,
    components: BTreeMap<String, SourcesOfComponent>,
    packages: Vec<SourcePackage>,
    patches: Vec<SourcePatch>,
    /// How many packages of other modules are imported.
    external_packages: usize,
}

#[derive(JsonSchema, Serialize)]
struct SourcesOfComponent {
    binaries: Vec<String>,
    files: usize,
    bytes: u64,
    packages: usize,
}

#[derive(JsonSchema, Serialize)]
struct SourcePackage {
    package: String,
    files: usize,
    embeds: usize,
    bytes: u64,
    needed_by: Vec<String>,
    imported_by: Value,
}

#[derive(JsonSchema, Serialize)]
struct SourcePatch {
    file: String,
    commit: Option<String>,
    touched: Value,
}

#[derive(JsonSchema, Serialize)]
struct ReleaseRow {
    tag: String,
    /// The day of the commit: `2026-07-13`.
    date: Option<String>,
    commit: String,
    /// Whether contexts are made of it.
    context: bool,
}

#[derive(JsonSchema, Serialize)]
struct ComponentRow {
    id: String,
    image: String,
    title: String,
}

#[derive(JsonSchema, Serialize)]
struct BaseRow {
    id: String,
    libc: String,
    packages: Option<String>,
    reference: String,
    title: Option<String>,
}

#[derive(JsonSchema, Serialize)]
struct PresetRow {
    name: String,
    description: Option<String>,
}

#[derive(JsonSchema, Serialize)]
struct RuleRow {
    id: String,
    /// How much it matters at most.
    severity: Severity,
    title: String,
}

/// An environment variable of a release; ztunnel's have a name, a type and the component alone.
#[derive(JsonSchema, Serialize)]
struct VariableRow {
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
struct VariableDefault {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expression: Option<String>,
}

#[derive(JsonSchema, Serialize)]
struct OtherDefault {
    default: VariableDefault,
    r#type: Option<String>,
    spans: Vec<Lived>,
}

#[derive(JsonSchema, Serialize)]
struct Lived {
    since: String,
    until: Option<String>,
}

/// One thing that a name is.
#[derive(JsonSchema, Serialize)]
struct Topic {
    name: String,
    kind: String,
    /// In a sentence, in English.
    what: Option<String>,
    facts: Vec<Fact>,
    /// Facts for programs, by the kind.
    data: Value,
}

#[derive(JsonSchema, Serialize)]
struct Fact {
    label: String,
    value: String,
}

#[derive(JsonSchema, Serialize)]
struct ManualPage {
    /// Where it belongs below a directory of manuals.
    path: String,
    /// In roff.
    text: String,
}

#[derive(JsonSchema, Serialize)]
struct CacheEntry {
    url: String,
    path: String,
    tags: Vec<String>,
    bytes: u64,
    /// When it was used last, as RFC 3339 writes it.
    used: String,
}

#[derive(JsonSchema, Serialize)]
struct VerifiedEntry {
    #[serde(flatten)]
    entry: CacheEntry,
    /// What is wrong with it.
    damage: Option<String>,
}

#[derive(JsonSchema, Serialize)]
struct CatalogueProblem {
    tag: String,
    count: usize,
}

/// Whether a row lacks the field; that the field may also be null is no contradiction.
fn no_field<T>(_: &Option<T>) -> bool {
    false
}
