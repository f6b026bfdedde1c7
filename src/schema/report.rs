//! The documents that commands print with `--format json`: one shape for each, held by a test against real ones.

mod context;
mod part;
mod topic;

use super::{DIALECT, generator};
use crate::bundle;
use crate::change::Changes;
use crate::picture::{FileView, Holds, Release, SettingView, Stage};
use crate::plan::Plan;
use crate::support::{End, KnownFrom};
use context::{BundledImage, ClosingImage, ImageNow, NewerReleases, PinnedImage, SkippedImage};
use part::{
    Answer, BaseRow, CacheEntry, CatalogueProblem, CheckFinding, CheckedFile, ComponentRow, Difference, Finding,
    KeptAside, Left, MachineCheck, ManualPage, NewFile, PresetRow, ReleaseRow, RuleRow, Sources, TagOnly, Template,
    TemplateField, TemplateFilter, Tools, Topic, UpdatedFile, UpdatedFrom, UpdatedTo, VariableRow, VerifiedEntry,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The schema of any document: one of all shapes.
pub(super) fn schema() -> Value {
    let mut generator = generator();
    let mut shapes: Vec<Schema> = SHAPES.iter().map(|shape| shape(&mut generator)).collect();
    shapes.insert(0, generator.subschema_for::<Failed>());
    shapes.push(listing(&mut generator));
    json!({
        "$schema": DIALECT,
        "title": "istio-imgen report",
        "oneOf": shapes,
        "definitions": generator.take_definitions(true),
    })
}

/// What `list` prints: rows and nothing around them, as `jq` likes them best.
fn listing(generator: &mut SchemaGenerator) -> Schema {
    let rows = [
        generator.subschema_for::<ReleaseRow>(),
        generator.subschema_for::<ComponentRow>(),
        generator.subschema_for::<BaseRow>(),
        generator.subschema_for::<PresetRow>(),
        generator.subschema_for::<VariableRow>(),
        generator.subschema_for::<RuleRow>(),
    ];
    json_schema!({"type": "array", "description": "`list`: a row for each thing.", "items": {"anyOf": rows}})
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
        /// The images whose digests were looked up.
        pins: Vec<PinnedImage>,
        findings: Vec<Finding>,
    }
    /// A context that was updated, or would be.
    Update "update" {
        #[schemars(extend("enum" = ["unchanged", "planned", "written", "conflicts"]))]
        status: String,
        exit_code: u8,
        /// What a run that writes would end with.
        would_exit: u8,
        dir: String,
        from: UpdatedFrom,
        to: UpdatedTo,
        files: Vec<UpdatedFile>,
        /// Who told of the release that `patch` or `minor` means.
        known_from: Option<KnownFrom>,
        /// What Istio changed between the two.
        changes: Changes,
        /// The images whose digests were looked up.
        pins: Vec<PinnedImage>,
        findings: Vec<Finding>,
    }
    /// A context whose images were pinned, or would be.
    Pin "pin" {
        #[schemars(extend("enum" = ["unchanged", "planned", "written", "conflicts"]))]
        status: String,
        exit_code: u8,
        /// What a run that writes would end with.
        would_exit: u8,
        dir: String,
        istio: TagOnly,
        images: Vec<PinnedImage>,
        files: Vec<UpdatedFile>,
        findings: Vec<Finding>,
    }
    /// An update whose conflicts are looked at again: `update --continue`.
    UpdateContinued "update" {
        #[schemars(extend("enum" = ["continued", "conflicts"]))]
        status: String,
        exit_code: u8,
        dir: String,
        from: TagOnly,
        to: TagOnly,
        /// What is still in the way.
        conflicts: Vec<Left>,
    }
    /// An update that was taken back: `update --abort`.
    UpdateAborted "update" {
        #[schemars(extend("const" = "aborted"))]
        status: String,
        #[schemars(extend("const" = 0))]
        exit_code: u8,
        dir: String,
        from: TagOnly,
        to: TagOnly,
        /// What was edited since, and where it is kept.
        kept: Vec<KeptAside>,
    }
    /// What the user changed in a context.
    Diff "diff" {
        #[schemars(extend("enum" = ["same", "differs"]))]
        status: String,
        exit_code: u8,
        dir: String,
        istio: TagOnly,
        files: Vec<Difference>,
        /// Files of the user's own.
        others: Vec<String>,
    }
    /// A context as people look at it.
    Show "show" {
        dir: String,
        istio: Option<Release>,
        /// The program that made it, with its version.
        tool: Option<String>,
        stages: Vec<Stage>,
        /// The stages that are images, and what each will hold.
        images: Vec<Holds>,
        files: Vec<FileView>,
        settings: Vec<SettingView>,
        /// The page that was written.
        html: Option<String>,
        findings: Vec<Finding>,
    }
    /// What a context or Dockerfiles were found to have.
    Check "check" {
        /// `failed` when something is at least as severe as the threshold.
        #[schemars(extend("enum" = ["passed", "failed"]))]
        status: String,
        #[schemars(extend("enum" = [0, 1]))]
        exit_code: u8,
        profile: String,
        threshold: String,
        errors: usize,
        warnings: usize,
        notices: usize,
        files: Vec<CheckedFile>,
        findings: Vec<CheckFinding>,
    }
    /// How a context differs from what its selection gives: `check --locked`.
    CheckLocked "check" {
        #[schemars(extend("const" = true))]
        locked: bool,
        #[schemars(extend("enum" = ["same", "differs"]))]
        status: String,
        #[schemars(extend("enum" = [0, 8]))]
        exit_code: u8,
        dir: String,
        istio: Release,
        tool: Tools,
        files: Vec<Difference>,
        /// Generated files that the selection leaves to the user.
        kept: Vec<String>,
        /// Files of the user's own.
        others: Vec<String>,
    }
    /// What is newer than a context, and what of it ends.
    Outdated "outdated" {
        /// `unknown` when nothing is outdated as far as known, and not everything could be asked.
        #[schemars(extend("enum" = ["current", "outdated", "unknown"]))]
        status: String,
        exit_code: u8,
        dir: String,
        istio: NewerReleases,
        /// The end of support of the release's line.
        support: Option<End>,
        /// References whose hosts close.
        endpoints: Vec<ClosingImage>,
        /// The pinned images and what their tags name now.
        digests: Vec<ImageNow>,
        /// The images that nobody was asked for.
        skipped: Vec<SkippedImage>,
        /// What was asked and not answered.
        unanswered: Vec<Problem>,
    }
    /// Whether a machine can fetch sources and build contexts.
    Doctor "doctor" {
        fit: bool,
        #[schemars(extend("enum" = [0, 9]))]
        exit_code: u8,
        checks: Vec<MachineCheck>,
    }
    /// What a name is.
    Explain "explain" {
        /// One for each thing that the name is.
        topics: Vec<Topic>,
    }
    /// A Dockerfile with annotations, or without.
    Annotate "annotate" {
        text: String,
    }
    /// The templates, and what stands for them to use.
    TemplateList "template list" {
        templates: Vec<Template>,
        /// The names of the plan that a template may use.
        fields: Vec<TemplateField>,
        filters: Vec<TemplateFilter>,
    }
    /// Templates that were written for the user to change.
    TemplateEject "template eject" {
        dir: String,
        files: Vec<String>,
    }
    /// Templates of the user that were looked through.
    TemplateCheck "template check" {
        #[schemars(extend("enum" = ["ok", "error"]))]
        status: String,
        exit_code: u8,
        dir: String,
        /// The digests of the templates, by name.
        templates: BTreeMap<String, String>,
        /// The presets in the box that were rendered with them.
        presets: Vec<String>,
        findings: Vec<Finding>,
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
    /// A bundle that was written, or would be.
    BundleCreate "bundle create" {
        #[schemars(extend("enum" = ["written", "planned"]))]
        status: String,
        #[schemars(extend("const" = 0))]
        exit_code: u8,
        file: String,
        /// The size of all that it holds.
        bytes: u64,
        /// How much of that has to be fetched.
        to_fetch: u64,
        sources: Option<bundle::Sources>,
        images: Vec<BundledImage>,
    }
    /// A bundle that is sound.
    BundleVerify "bundle verify" {
        #[schemars(extend("const" = 0))]
        exit_code: u8,
        file: String,
        bytes: u64,
        sources: Option<bundle::Sources>,
        images: Vec<bundle::Image>,
    }
    /// A bundle whose sources are in the cache now.
    BundleLoad "bundle load" {
        #[schemars(extend("const" = 0))]
        exit_code: u8,
        file: String,
        sources: Option<bundle::Sources>,
        images: Vec<bundle::Image>,
        /// The directory that became an OCI image layout.
        directory: Option<String>,
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
