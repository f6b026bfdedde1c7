//! `bundle`: sources and images in one file, for places without a network.

mod create;

use super::{Session, load, print_json, sources};
use crate::bundle::{self, Contents, Entry, Held, Layout, PACK, Reader, Signatures};
use crate::error::{Error, Kind, Result};
use crate::finding::Origin;
use crate::preset::{self, Preset};
use crate::registry::{Manifest, Resolved};
use crate::source::{self, Quiet, Settings};
use crate::text::{Language, Text, bundle as say};
use crate::{catalogue, cli, world};
use camino::{Utf8Path, Utf8PathBuf};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    let flag = |name: &'static str, help: Text| Arg::new(name).long(name).help(told(help)).action(ArgAction::SetTrue);
    let file = || Arg::new("file").value_name("FILE").help(told(say::bundle_file()));
    Command::new("bundle")
        .about(told(say::bundle_about()))
        .subcommand_required(true)
        .subcommand(
            Command::new("create")
                .about(told(say::bundle_create()))
                .arg(file().default_value("istio-imgen-bundle.tar"))
                .args(load::arguments(language))
                .arg(flag("no-images", say::bundle_no_images()))
                .arg(flag("no-sources", say::bundle_no_sources()))
                .arg(flag("dry-run", say::bundle_dry_run()).short('n'))
                .arg(super::pinned::verify_argument(language)),
        )
        .subcommand(Command::new("verify").about(told(say::bundle_verify())).arg(file().required(true)))
        .subcommand(
            Command::new("load")
                .about(told(say::bundle_load()))
                .arg(file().required(true))
                .arg(Arg::new("images").long("images").value_name("DIR").help(told(say::bundle_images_dir())))
                .arg(
                    Arg::new("istio-source")
                        .long("istio-source")
                        .value_name("URL")
                        .help(told(crate::text::key::key_istio_source())),
                ),
        )
}

/// The flag of other commands that names a bundle.
pub(super) fn from_argument(language: Language) -> Arg {
    Arg::new("from-bundle").long("from-bundle").value_name("FILE").help(say::bundle_from().say(language))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    world::watch_signals();
    match matches.subcommand() {
        Some(("create", matches)) => create::run(session, matches),
        Some(("verify", matches)) => verify(session, &file(matches)),
        Some((_, matches)) => load(session, &file(matches), matches),
        None => Ok(Kind::Usage.exit_code()),
    }
}

fn file(matches: &ArgMatches) -> Utf8PathBuf {
    Utf8PathBuf::from(cli::one(matches, "file").unwrap_or_default())
}

/// Reads every byte; the sources must be a whole commit, and each image must have all its parts.
fn verify(session: &Session, path: &Utf8Path) -> Result<u8> {
    let reader = Reader::open(path)?;
    let contents = reader.contents.clone();
    let room = tempfile::tempdir()
        .map_err(|error| Error::new(Kind::Io, crate::text::disk::cannot_write("temporary")).because(error))?;
    let cache = Utf8PathBuf::from_path_buf(room.path().to_owned()).unwrap_or_default();
    let settings = Settings { cache, ..sources::settings(session, None)? };
    let of_image = |image: &'_ bundle::Image| -> Vec<String> {
        image.platforms.values().chain(&image.signatures).cloned().collect()
    };
    let manifests: BTreeSet<String> = contents.images.iter().flat_map(of_image).collect();
    let mut named: Vec<(String, u64)> = Vec::new();
    reader.each(&world::interrupted, &mut |entry, data| {
        if entry.path == PACK {
            take_in(&contents, &settings, data)?;
        } else if manifests.contains(entry.digest.as_str()) {
            let incomplete = || Error::new(Kind::Verification, say::bundle_incomplete(path, &entry.path));
            let mut bytes = Vec::new();
            let read = data.take(4 << 20).read_to_end(&mut bytes);
            read.map_err(|error| incomplete().because(error))?;
            let manifest = Manifest::parse(bytes, "").ok_or_else(incomplete)?;
            named.extend(bundle::blobs(&manifest).into_iter().map(|blob| (blob.digest.clone(), blob.size)));
        }
        Ok(())
    })?;
    let held: BTreeMap<&str, u64> = contents.files.iter().map(|entry| (entry.digest.as_str(), entry.size)).collect();
    if let Some((digest, _)) = named.iter().find(|(digest, size)| held.get(digest.as_str()) != Some(size)) {
        return Err(Error::new(Kind::Verification, say::bundle_incomplete(path, digest)));
    }
    if session.json {
        print_json(&json!({
            "schema": 1, "command": "bundle verify", "exit_code": 0, "file": path, "bytes": contents.size(),
            "sources": contents.sources, "images": contents.images,
        }))?;
    } else {
        let size = crate::size::size(contents.size());
        for image in &contents.images {
            session.report.note(&match image.signatures.len() {
                0 => say::bundle_unsigned(&image.reference),
                count => say::bundle_signed(&image.reference, count),
            });
        }
        session.report.note(&say::bundle_sound(path, contents.files.len(), size));
    }
    Ok(0)
}

fn load(session: &Session, path: &Utf8Path, matches: &ArgMatches) -> Result<u8> {
    let reader = Reader::open(path)?;
    let contents = reader.contents.clone();
    let settings = sources::settings(session, cli::one(matches, "istio-source"))?;
    let directory = cli::one(matches, "images").map(Utf8Path::new);
    let layout = directory.map(Layout::begin).transpose()?;
    reader.each(&world::interrupted, &mut |entry, data| match (&layout, entry.in_layout()) {
        (Some(layout), Some(path)) => layout.put(path, data),
        _ if entry.path == PACK => take_in(&contents, &settings, data),
        _ => Ok(()),
    })?;
    layout.map(Layout::finish).transpose()?;
    if session.json {
        print_json(&json!({
            "schema": 1, "command": "bundle load", "exit_code": 0, "file": path, "sources": contents.sources,
            "images": contents.images, "directory": directory,
        }))?;
        return Ok(0);
    }
    if let Some(sources) = &contents.sources {
        session.report.note(&say::bundle_loaded(&sources.tag, &settings.location));
    }
    if let Some(directory) = directory {
        session.report.note(&say::bundle_loaded_images(contents.images.len(), directory));
    }
    Ok(0)
}

/// What a command with `--from-bundle` does first: the sources go into the cache, the tag is that of the bundle unless the preset
/// names one, and digests are those of its images.
pub(super) fn prepare(session: &mut Session, path: &Utf8Path, preset: &mut Preset) -> Result<()> {
    world::watch_signals();
    let reader = Reader::open(path)?;
    let contents = reader.contents.clone();
    let location = preset.text("istio.source").map(|(source, _)| source.to_owned());
    let settings = sources::settings(session, location.as_deref())?;
    let mut signatures = Signatures::of(&contents);
    reader.each(&world::interrupted, &mut |entry: &Entry, data| {
        if entry.path == PACK {
            return take_in(&contents, &settings, data);
        }
        if signatures.want(entry) {
            let mut bytes = Vec::new();
            let read = data.take(entry.size).read_to_end(&mut bytes);
            read.map_err(|error| Error::new(Kind::Verification, say::bundle_broken(path)).because(error))?;
            signatures.take(entry, bytes);
        }
        Ok(())
    })?;
    if let (Some(sources), None) = (&contents.sources, preset.get("istio.tag")) {
        let _ = preset::set(preset, "istio.tag", &sources.tag, &Origin::Flag("--from-bundle".to_owned()));
    }
    let held = |image: &bundle::Image| Held {
        resolved: Resolved { digest: image.digest.clone(), platforms: image.platforms.clone() },
        signatures: signatures.of_image(&image.reference),
    };
    session.bundle = Some(contents.images.iter().map(|image| (image.reference.clone(), held(image))).collect());
    Ok(())
}

/// A released tag names the commit that the catalogue knows, whatever a bundle says.
fn take_in(contents: &Contents, settings: &Settings, pack: &mut dyn Read) -> Result<()> {
    let Some(sources) = &contents.sources else { return Ok(()) };
    let known = catalogue::releases().iter().find(|entry| entry.tag == sources.tag);
    if let Some(known) = known.filter(|known| known.commit != sources.commit) {
        let text = say::bundle_commit(&sources.tag, &sources.commit, &known.commit);
        return Err(Error::new(Kind::Verification, text).hint(say::bundle_commit_how()));
    }
    source::take_in(settings, (&sources.tag, &sources.commit), pack, &Quiet)
}
