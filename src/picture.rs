//! A context as people look at it: its stages, what each image will hold and from where, the files, the settings with
//! their origin, and what is wrong. Pure: made from what lies in the directory, and from its Dockerfile alone where
//! there is no history of ours.

mod files;
mod graph;
mod hold;
mod page;
mod settings;
mod stage;
mod tree;

use crate::finding::Finding;
use schemars::JsonSchema;
use serde::Serialize;

pub use files::{FileView, State, files};
pub use graph::{Drawing, Edge, Node, draw};
pub use hold::{Held, Holds, holds};
pub use page::{is_page, page};
pub use settings::{SettingView, settings};
pub use stage::{Copied, From, Source, Stage, stages};
pub use tree::tree;

/// All that is shown of a context.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    /// The directory, as the user named it.
    pub dir: String,
    /// The release of the lock or the selection.
    pub istio: Option<Release>,
    /// The program that made it, with its version.
    pub tool: Option<String>,
    /// The stages of the Dockerfile, in their order.
    pub stages: Vec<Stage>,
    /// The stages that are images, and what each will hold.
    pub images: Vec<Holds>,
    /// The files, the largest first.
    pub files: Vec<FileView>,
    /// The settings, in the order of the table of keys.
    pub settings: Vec<SettingView>,
    /// What is wrong with its history and its selection.
    #[serde(skip)]
    pub findings: Vec<Finding>,
    /// What the rules of `check` find.
    #[serde(skip)]
    pub checked: Vec<Finding>,
}

impl Picture {
    /// All findings, in the order of their places.
    #[must_use]
    pub fn all_findings(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.findings.iter().chain(&self.checked).collect();
        all.sort_by(|a, b| a.place.cmp(&b.place));
        all
    }
}

/// The release that a context is for.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Release {
    /// The git tag.
    pub tag: String,
    /// The commit, where it is known.
    pub commit: Option<String>,
}
