//! `bundle create`: what the context of a preset needs, found out as for `new`, and written into one file.

use super::super::decide::{Means, decide};
use super::super::pinned::{Pinned, Pinning};
use super::super::{Session, load, print, print_json, registries, sources, tags};
use crate::bundle::{self, Contents, Downloads, Entry, IMAGES, Image, LAYOUT, PACK, Sources};
use crate::error::{Error, Kind, Result};
use crate::finding;
use crate::plan::Plan;
use crate::reference::Reference;
use crate::registry::{Beside, Content, Descriptor, Manifest, Registry};
use crate::text::{bundle as say, cli as cli_text};
use crate::{size, state, world};
use clap::ArgMatches;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Read;

/// An image with what it consists of.
struct Part {
    reference: Reference,
    image: Image,
    /// What the reference names, and what the platforms of it are.
    manifests: Vec<Manifest>,
    /// The manifests of its signatures.
    signatures: Vec<Beside>,
    /// What all of them name.
    blobs: Vec<Descriptor>,
}

impl Part {
    fn size(&self) -> u64 {
        let manifests = self.manifests.iter().chain(self.signatures.iter().map(|beside| &beside.manifest));
        let manifests: u64 = manifests.map(|manifest| manifest.bytes.len() as u64).sum();
        manifests + self.blobs.iter().map(|blob| blob.size).fold(0, u64::saturating_add)
    }
}

pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let path = super::file(matches);
    let (images, with_sources) = (!matches.get_flag("no-images"), !matches.get_flag("no-sources"));
    if !images && !with_sources {
        return Err(Error::new(Kind::Usage, say::bundle_nothing()));
    }
    let (preset, mut findings) = load::load(session, matches)?;
    let location = tags::location(&preset);
    let pin = images.then(|| Pinning::all(matches));
    let outcome = decide(session, preset, Means { refresh: false, pin }, &mut findings);
    finding::sort(&mut findings);
    session.report.findings(&findings);
    let Some(decided) = outcome? else {
        let count = findings.iter().filter(|found| found.severity == finding::Severity::Error).count();
        return Err(Error::new(Kind::Answers, cli_text::findings_stop(count)));
    };
    let istio = &decided.plan.istio;
    let opened = match (decided.opened, with_sources) {
        (_, false) => None,
        (Some(opened), true) => Some(opened),
        (None, true) => Some(sources::open(session, location.as_deref(), &istio.tag, Some(&istio.commit), false)?),
    };
    let pack = opened.as_ref().map(|opened| opened.snapshot.pack()).transpose()?;
    let logins = registries::logins()?;
    let mut registry = registries::client(session, &logins);
    let parts = parts(&mut registry, &decided.plan, &decided.pinned)?;
    let downloads = Downloads::of(&world::cache(session.cache_dir.as_deref())?);
    let missing: u64 = unique(&parts).map(|(_, blob)| blob.size.saturating_sub(downloads.held(blob))).sum();
    let sources = pack.as_ref().map(|_| Sources { tag: istio.tag.clone(), commit: istio.commit.clone() });
    let (contents, small) = contents(sources, pack, &parts);
    let dry_run = matches.get_flag("dry-run");
    let mut told = String::new();
    let language = session.report.language;
    for entry in contents.files.iter().filter(|entry| entry.path == PACK) {
        let _ = writeln!(told, "{}", say::bundle_sources(&istio.tag, size::size(entry.size)).say(language));
    }
    for part in &parts {
        let _ = writeln!(told, "{}", say::bundle_image(&part.image.reference, size::size(part.size())).say(language));
    }
    let total = say::bundle_total(size::size(contents.size()), size::size(missing));
    if session.json {
        // Said at the end, with the outcome.
    } else if dry_run {
        let _ = writeln!(told, "{}", total.say(language));
        print(&told)?;
    } else {
        session.report.note(&total);
    }
    if !dry_run {
        for part in &parts {
            session.report.note(&say::bundle_fetching(&part.image.reference));
            for blob in &part.blobs {
                downloads.bring(&mut registry, &part.reference, blob)?;
            }
        }
        let open = |entry: &Entry| -> Result<Box<dyn Read>> {
            match small.get(&entry.path) {
                Some(bytes) => Ok(Box::new(std::io::Cursor::new(bytes.clone()))),
                None => downloads.open(entry),
            }
        };
        let written = bundle::write(&path, &contents, open, &world::interrupted)?;
        downloads.discard(unique(&parts).map(|(digest, _)| digest));
        if !session.json {
            session.report.note(&say::bundle_written(&path, size::size(written)));
        }
    }
    if session.json {
        print_json(&document(&contents, &parts, missing, dry_run, path.as_str()))?;
    }
    Ok(0)
}

/// Every image with the parts that the platforms of the context need.
fn parts(registry: &mut Registry<'_>, plan: &Plan, pinned: &[Pinned]) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    for pinned in pinned {
        let at = |digest: &str| Reference { digest: Some(digest.to_owned()), ..pinned.reference.clone() };
        let top = registry.manifest(&at(&pinned.resolved.digest))?;
        let mut platforms = pinned.resolved.platforms.clone();
        platforms.retain(|name, _| plan.platforms.contains(&name.as_str()));
        let mut manifests = vec![top];
        if matches!(manifests[0].content, Content::Index(_)) {
            for digest in platforms.values() {
                manifests.push(registry.manifest(&at(digest))?);
            }
        }
        let signatures = registry.beside(&pinned.reference, &pinned.resolved.digest)?;
        let signed = signatures.iter().map(|beside| &beside.manifest);
        let blobs = manifests.iter().chain(signed.clone()).flat_map(bundle::blobs).cloned().collect();
        let image = Image {
            reference: pinned.reference.to_string(),
            digest: pinned.resolved.digest.clone(),
            platforms,
            signatures: signed.map(|manifest| manifest.digest.clone()).collect(),
        };
        parts.push(Part { reference: pinned.reference.clone(), image, manifests, signatures, blobs });
    }
    Ok(parts)
}

/// The blobs of all images, each once.
fn unique(parts: &[Part]) -> impl Iterator<Item = (&str, &Descriptor)> {
    let blobs: BTreeMap<&str, &Descriptor> =
        parts.iter().flat_map(|part| &part.blobs).map(|blob| (blob.digest.as_str(), blob)).collect();
    blobs.into_iter()
}

/// The list of the bundle, and the bytes of the files that are no downloads.
fn contents(sources: Option<Sources>, pack: Option<Vec<u8>>, parts: &[Part]) -> (Contents, BTreeMap<String, Vec<u8>>) {
    let mut small: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let (mut signed, mut blobs): (BTreeMap<String, Entry>, BTreeMap<String, Entry>) = Default::default();
    let mut document = |manifest: &Manifest, entries: &mut BTreeMap<String, Entry>| {
        let Some(path) = bundle::blob_path(&manifest.digest) else { return };
        let size = manifest.bytes.len() as u64;
        entries.insert(path.clone(), Entry { path: path.clone(), size, digest: manifest.digest.clone() });
        small.insert(path, manifest.bytes.clone());
    };
    for part in parts {
        part.manifests.iter().for_each(|manifest| document(manifest, &mut blobs));
        part.signatures.iter().for_each(|beside| document(&beside.manifest, &mut signed));
        for blob in &part.blobs {
            let Some(path) = bundle::blob_path(&blob.digest) else { continue };
            blobs.insert(path.clone(), Entry { path, size: blob.size, digest: blob.digest.clone() });
        }
    }
    let mut files = Vec::new();
    let mut put = |path: &str, bytes: Vec<u8>| {
        let digest = format!("sha256:{}", state::hex(&Sha256::digest(&bytes)));
        files.push(Entry { path: path.to_owned(), size: bytes.len() as u64, digest });
        small.insert(path.to_owned(), bytes);
    };
    if let Some(pack) = pack {
        put(PACK, pack);
    }
    if !parts.is_empty() {
        let named = parts.iter().filter_map(|part| Some((&part.image, part.manifests.first()?, &part.signatures[..])));
        let named: Vec<(&Image, &Manifest, &[Beside])> = named.collect();
        put(&format!("{IMAGES}/oci-layout"), LAYOUT.to_vec());
        put(&format!("{IMAGES}/index.json"), bundle::index(&named));
    }
    blobs.retain(|path, _| !signed.contains_key(path));
    files.extend(signed.into_values().chain(blobs.into_values()));
    let images = parts.iter().map(|part| part.image.clone()).collect();
    (Contents { schema: 1, sources, images, files }, small)
}

fn document(contents: &Contents, parts: &[Part], missing: u64, dry_run: bool, path: &str) -> Value {
    let images: Vec<Value> = parts
        .iter()
        .map(|part| {
            json!({
                "reference": part.image.reference, "digest": part.image.digest, "platforms": part.image.platforms,
                "signatures": part.image.signatures, "bytes": part.size(),
            })
        })
        .collect();
    json!({
        "schema": 1, "command": "bundle create", "status": if dry_run { "planned" } else { "written" }, "exit_code": 0,
        "file": path, "bytes": contents.size(), "to_fetch": missing, "sources": contents.sources, "images": images,
    })
}
