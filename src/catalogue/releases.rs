//! Reading the releases of the catalogue.

use crate::release::{Base, Download, Era, Go, Image, Release, Stamp};
use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Where the data is kept in the sources of this program.
pub(super) const HOME: &str = "src/catalogue/data";
/// The list of all releases.
pub(super) const INDEX: &str = "releases.json";

static DATA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/catalogue/data");

/// A release as the index knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The git tag, as Istio writes it: `1.30.3`.
    pub tag: String,
    /// The commit that the tag names after peeling, 40 hexadecimal digits.
    pub commit: String,
    /// The committer date of that commit, in seconds since 1970-01-01 UTC.
    pub date: i64,
    /// How the release was built: a context is made for [`Era::Istiod`] only.
    pub era: Era,
}

/// A release that no context is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Older {
    /// Its tag, commit, date and era.
    pub entry: Entry,
    /// The names of the images that its sources build, in alphabetical order.
    pub images: Vec<String>,
}

/// One line of releases, such as 1.30: what its releases share is written once.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    #[serde(default)]
    pub(super) stamps: Vec<Stamp>,
    #[serde(default)]
    pub(super) downloads: Vec<Download>,
    #[serde(default)]
    pub(super) images: Vec<Image>,
    #[serde(default)]
    pub(super) releases: Vec<Row>,
    #[serde(default)]
    pub(super) older: Vec<OlderRow>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) tag: String,
    pub(super) go: Go,
    pub(super) base: Base,
    pub(super) deps: BTreeMap<String, String>,
    /// The numbers of its downloads in the line.
    #[serde(default)]
    pub(super) downloads: BTreeMap<String, usize>,
    /// The number of its stamp in the line.
    pub(super) stamp: usize,
    /// The numbers of its images in the line.
    pub(super) images: BTreeMap<String, usize>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OlderRow {
    pub(super) tag: String,
    pub(super) images: Vec<String>,
}

/// All final releases from 1.0 on that the catalogue knows, the newest last.
pub fn releases() -> &'static [Entry] {
    static INDEX_ONCE: OnceLock<Vec<Entry>> = OnceLock::new();
    INDEX_ONCE.get_or_init(|| read(INDEX).unwrap_or_default())
}

/// The facts of a release; `None` when the catalogue does not have it, or only as an [`older`] one.
#[must_use]
pub fn release(tag: &str) -> Option<Release> {
    let entry = entry(tag)?;
    let line: Line = read(&file_name(tag)?)?;
    let row = line.releases.into_iter().find(|row| row.tag == tag)?;
    let images = row.images.into_iter().map(|(name, number)| Some((name, line.images.get(number)?.clone())));
    let downloads = row.downloads.into_iter();
    let downloads = downloads.map(|(name, number)| Some((name, line.downloads.get(number)?.clone())));
    Some(Release {
        tag: row.tag,
        commit: entry.commit.clone(),
        date: entry.date,
        go: row.go,
        base: row.base,
        deps: row.deps,
        downloads: downloads.collect::<Option<_>>()?,
        stamp: line.stamps.get(row.stamp)?.clone(),
        images: images.collect::<Option<_>>()?,
    })
}

/// What is known of a release that no context is made for (1.0 to 1.4).
#[must_use]
pub fn older(tag: &str) -> Option<Older> {
    let entry = entry(tag)?;
    let line: Line = read(&file_name(tag)?)?;
    let row = line.older.into_iter().find(|row| row.tag == tag)?;
    Some(Older { entry: entry.clone(), images: row.images })
}

fn entry(tag: &str) -> Option<&'static Entry> {
    releases().iter().find(|entry| entry.tag == tag)
}

/// The file of the line of a tag: `1.30.json` for `1.30.3`.
pub(super) fn file_name(tag: &str) -> Option<String> {
    let (line, _patch) = tag.rsplit_once('.')?;
    Some(format!("{line}.json"))
}

pub(super) fn read<T: for<'de> Deserialize<'de>>(name: &str) -> Option<T> {
    serde_json::from_slice(bytes(name)?).ok()
}

/// The content of a file of the data.
pub(super) fn bytes(name: &str) -> Option<&'static [u8]> {
    DATA.get_file(name).map(include_dir::File::contents)
}
