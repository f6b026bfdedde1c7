//! What documents are made of.

use super::topic::TopicData;
use crate::doctor::Status;
use crate::finding::Severity;
use crate::merge::Action;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A problem of the data.
#[derive(JsonSchema, Serialize)]
pub(super) struct Finding {
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

/// A file of a context: rendered, Istio's own, or the user's.
#[derive(JsonSchema, Serialize)]
pub(super) struct NewFile {
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

/// A Dockerfile that was checked.
#[derive(JsonSchema, Serialize)]
pub(super) struct CheckedFile {
    path: String,
    /// How many findings are left.
    findings: usize,
    /// How many were mended, or would be.
    mended: usize,
}

/// What a rule found; lines and columns count from 1, columns in characters.
#[derive(JsonSchema, Serialize)]
pub(super) struct CheckFinding {
    rule: String,
    severity: Severity,
    message: String,
    hint: String,
    place: String,
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    /// The literal that it is about.
    about: Option<String>,
    links: Vec<CheckLink>,
    /// `--fix` can mend it.
    fixable: bool,
}

/// The rule of another checker that says the same.
#[derive(JsonSchema, Serialize)]
pub(super) struct CheckLink {
    checker: String,
    id: String,
}

/// A setting and where it came from.
#[derive(JsonSchema, Serialize)]
pub(super) struct Answer {
    /// A text, a list of texts, or configuration with its types.
    value: Value,
    origin: String,
}

/// The release and program that a context was made with.
#[derive(JsonSchema, Serialize)]
pub(super) struct UpdatedFrom {
    tag: String,
    commit: String,
    /// The version of the program.
    tool: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct UpdatedTo {
    tag: String,
    commit: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct TagOnly {
    tag: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct UpdatedFile {
    path: String,
    action: Action,
    /// The path that it had before.
    from: Option<String>,
    /// How many places hold marks.
    conflicts: Option<usize>,
    /// Where the generated file lies beside the user's.
    beside: Option<String>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct Left {
    path: String,
    message: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct KeptAside {
    path: String,
    r#as: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct Difference {
    path: String,
    added: usize,
    removed: usize,
    /// What cannot be shown as lines, in English.
    told: Vec<String>,
    diff: String,
}

/// One thing that a machine was asked for.
#[derive(JsonSchema, Serialize)]
pub(super) struct MachineCheck {
    id: String,
    status: Status,
    /// In English.
    message: String,
    /// What to do, in English.
    hint: Option<String>,
}

/// The versions of the program that wrote a context and of the one that looks at it.
#[derive(JsonSchema, Serialize)]
pub(super) struct Tools {
    lock: String,
    this: String,
}

/// What the build needs of Istio's sources.
#[derive(JsonSchema, Serialize)]
pub(super) struct Sources {
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
pub(super) struct SourcesOfComponent {
    binaries: Vec<String>,
    files: usize,
    bytes: u64,
    packages: usize,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct SourcePackage {
    package: String,
    files: usize,
    embeds: usize,
    bytes: u64,
    needed_by: Vec<String>,
    /// The package that imports it first, where it is not a program itself.
    imported_by: Option<String>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct SourcePatch {
    file: String,
    commit: Option<String>,
    /// The files of the sources that it changes.
    touched: Vec<String>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct ReleaseRow {
    tag: String,
    /// The day of the commit: `2026-07-13`.
    date: Option<String>,
    commit: String,
    /// Whether contexts are made of it.
    context: bool,
    /// The key that signs its images.
    signing_key: Option<String>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct ComponentRow {
    id: String,
    image: String,
    title: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct BaseRow {
    id: String,
    libc: String,
    packages: Option<String>,
    reference: String,
    title: Option<String>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct PresetRow {
    name: String,
    description: Option<String>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct RuleRow {
    id: String,
    /// How much it matters at most.
    severity: Severity,
    title: String,
    /// The rules of other checkers that say the same.
    same_as: Vec<String>,
}

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

/// One thing that a name is.
#[derive(JsonSchema, Serialize)]
pub(super) struct Topic {
    name: String,
    kind: String,
    /// In a sentence, in English.
    what: Option<String>,
    facts: Vec<Fact>,
    data: TopicData,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct Fact {
    label: String,
    value: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct Template {
    name: String,
    sha256: String,
    /// Whether it is rendered once for each image.
    each_image: bool,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct TemplateField {
    path: String,
    r#type: String,
    description: Option<String>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct TemplateFilter {
    name: String,
    /// What it is for, in English.
    r#for: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct ManualPage {
    /// Where it belongs below a directory of manuals.
    path: String,
    /// In roff.
    text: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct CacheEntry {
    url: String,
    path: String,
    tags: Vec<String>,
    bytes: u64,
    /// When it was used last, as RFC 3339 writes it.
    used: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct VerifiedEntry {
    #[serde(flatten)]
    entry: CacheEntry,
    /// What is wrong with it.
    damage: Option<String>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct CatalogueProblem {
    tag: String,
    count: usize,
}

/// Whether a row lacks the field; that the field may also be null is no contradiction.
fn no_field<T>(_: &Option<T>) -> bool {
    false
}
