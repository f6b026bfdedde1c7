//! A release of Istio as a topic: what it was made of.

use super::topic::{Asked, Topic};
use super::{Value, json};
use crate::catalogue;
use crate::endpoint;
use crate::error::Result;
use crate::plan::rfc3339;
use crate::text::explain as say;

/// A release by its tag.
pub(super) fn release(asked: &Asked<'_>) -> Result<Option<Topic>> {
    let tag = asked.name.strip_prefix('v').unwrap_or(asked.name);
    if let Some(older) = catalogue::older(tag) {
        let mut topic = Topic::new(tag, "release", say::explain_release());
        topic.plain(say::explain_commit(), &older.entry.commit);
        topic.plain(say::explain_date(), rfc3339(older.entry.date));
        topic.plain(say::explain_images(), older.images.join(", "));
        if let Some(text) = older.entry.era.refusal(tag, &older.images) {
            topic.what(text);
        }
        topic.json = json!({"tag": tag, "commit": older.entry.commit, "images": older.images});
        return Ok(Some(topic));
    }
    let Some(release) = catalogue::release(tag) else { return Ok(None) };
    let mut topic = Topic::new(tag, "release", say::explain_release());
    topic.plain(say::explain_commit(), &release.commit);
    topic.plain(say::explain_date(), rfc3339(release.date));
    topic.plain(say::explain_images(), release.images.keys().cloned().collect::<Vec<_>>().join(", "));
    topic.fact(say::explain_go(), say::explain_go_versions(&release.go.module, release.go.version()));
    topic.plain(say::explain_base(), format!("{}/base:{}", release.base.registry, release.base.version));
    topic.plain(say::explain_stamp(), &release.stamp.package);
    for (name, version) in &release.deps {
        topic.plain(say::explain_dependency(name), version);
    }
    let key = tag.parse().ok().map(|version| endpoint::signing_key(&version)).transpose()?.flatten();
    match &key {
        Some(key) => topic.plain(say::explain_signing_key(), &key.name),
        None => topic.fact(say::explain_signing_key(), say::explain_not_signed()),
    }
    let endpoints = endpoint::endpoints()?;
    let mut urls = serde_json::Map::new();
    for (program, download) in &release.downloads {
        let mut by_platform = serde_json::Map::new();
        for architecture in download.names.keys() {
            let Some(url) = download.url(&release.deps, architecture) else { continue };
            // The scripts of old tags name hosts that close: what is told is where the file is then.
            let url = match endpoint::retired_in(&url, &endpoints) {
                Some(closing) => url.replacen(&closing.name, &closing.successor, 1),
                None => url,
            };
            topic.plain(say::explain_download(format!("{program} linux/{architecture}")), &url);
            by_platform.insert(format!("linux/{architecture}"), Value::String(url));
        }
        urls.insert(program.clone(), Value::Object(by_platform));
    }
    topic.json = json!({
        "tag": tag, "commit": release.commit, "date": rfc3339(release.date), "go": release.go, "base": release.base,
        "deps": release.deps, "downloads": urls, "stamp": release.stamp, "signing_key": key.map(|key| key.name),
        "images": release.images.keys().collect::<Vec<_>>(),
    });
    Ok(Some(topic))
}
