//! What `explain` says for programs of each kind of thing.

use super::part::{Finding, OtherDefault};
use crate::finding::Severity;
use crate::release::{Base, Go, Stamp};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A text by the tag of its language.
type Said = BTreeMap<String, String>;

/// Facts, by the kind of the topic.
#[derive(JsonSchema, Serialize)]
#[serde(untagged)]
#[allow(dead_code, reason = "a shape of documents: only its schema is made")]
pub(super) enum TopicData {
    /// Facts that are not told apart.
    Nothing(()),
    /// An instruction of Dockerfiles.
    Instruction {
        instruction: String,
        /// Whether contexts have it without being asked.
        emitted: bool,
        good: String,
        bad: String,
        /// The rules that speak of it.
        rules: Vec<String>,
        /// Rules of hadolint and checks of BuildKit.
        checkers: Vec<String>,
        forms: Vec<String>,
        what: Said,
        here: Said,
        claims: Vec<Said>,
    },
    /// A newer way of writing Dockerfiles.
    Form { form: String, names: Vec<String>, good: String, what: Said, here: Said },
    /// A line of a Dockerfile.
    Line {
        path: String,
        line: usize,
        last_line: usize,
        stage: Option<String>,
        instruction: String,
        reason: Said,
        /// What `check` finds there.
        findings: Vec<Finding>,
    },
    /// A release.
    Release {
        tag: String,
        commit: String,
        date: String,
        go: Go,
        base: Base,
        /// What the release pins in `istio.deps`.
        deps: BTreeMap<String, String>,
        /// Where the programs are that Istio downloads, by program and platform.
        downloads: BTreeMap<String, BTreeMap<String, String>>,
        stamp: Stamp,
        signing_key: Option<String>,
        images: Vec<String>,
    },
    /// A release that no context is made for.
    OlderRelease { tag: String, commit: String, images: Vec<String> },
    /// A component.
    Component { id: String, image: String, release: String },
    /// A word of old releases or tutorials.
    Legacy { words: Vec<String> },
    /// A base image.
    Base { id: String, reference: String, libc: Option<String>, packages: Option<String> },
    /// A host that closes.
    Host { name: String, closes: String, successor: String },
    /// A key that images are signed with.
    SigningKey { name: String, since: String, before: Option<String>, url: String },
    /// A standard of FIPS.
    Standard { id: String, policy: Vec<String>, go: String, ended: Option<String> },
    /// A preset.
    Preset { text: String },
    /// A rule.
    Rule {
        id: String,
        severity: Severity,
        /// What other checkers call it.
        same_as: Vec<String>,
    },
    /// A key of presets.
    Key { path: String, flag: Option<String> },
    /// An exit code.
    ExitCode { code: u8, id: String },
    /// An environment variable.
    Variable {
        name: String,
        defaults: Vec<OtherDefault>,
        /// Whether the release in question has it.
        known: bool,
    },
}
