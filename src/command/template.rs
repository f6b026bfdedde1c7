//! `template`: what templates there are, a copy to change, and whether a directory of them is in order.

mod check;

use super::{Session, print, print_json};
use crate::disk::{self, Existing};
use crate::error::{Error, Kind, Result};
use crate::render;
use crate::state::hex;
use crate::template::schema::Schema;
use crate::text::{Language, Text, template as say};
use crate::tree::{Content, File, Tree, TreePath};
use crate::world;
use camino::Utf8Path;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let told = |text: Text| text.say(language);
    let dir = || Arg::new("dir").value_name("DIR").help(told(say::template_dir())).required(true);
    let names = Arg::new("names").value_name("TEMPLATE").help(told(say::template_names())).action(ArgAction::Append);
    let force = Arg::new("force").short('f').long("force").help(told(say::template_force()));
    Command::new("template")
        .about(told(say::template_about()))
        .subcommand_required(true)
        .subcommand(Command::new("list").about(told(say::template_list_about())))
        .subcommand(
            Command::new("eject")
                .about(told(say::template_eject_about()))
                .arg(dir())
                .arg(names)
                .arg(force.action(ArgAction::SetTrue)),
        )
        .subcommand(Command::new("check").about(told(say::template_check_about())).arg(dir()))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    match matches.subcommand() {
        Some(("eject", matches)) => eject(session, matches),
        Some(("check", matches)) => {
            check::run(session, Utf8Path::new(crate::cli::one(matches, "dir").unwrap_or_default()))
        }
        _ => list(session),
    }
}

/// Templates, the names of the plan, filters.
fn list(session: &Session) -> Result<u8> {
    let fields = Schema::new().list();
    let others = render::OTHERS.iter().map(|(name, says)| (*name, says()));
    let filters: Vec<(&str, Text)> =
        render::FILTERS.iter().map(|filter| (filter.name, (filter.says)())).chain(others).collect();
    if session.json {
        let english = |text: &Text| text.say(Language::English);
        print_json(&json!({
            "schema": 1, "command": "template list",
            "templates": render::names().map(|name| json!({
                "name": name, "sha256": digest(name), "each_image": render::about_image(name),
            })).collect::<Vec<_>>(),
            "fields": fields.iter().map(|field| json!({
                "path": field.path, "type": field.kind, "description": field.meaning,
            })).collect::<Vec<_>>(),
            "filters": filters.iter().map(|(name, says)| json!({"name": name, "for": english(says)})).collect::<Vec<_>>(),
        }))?;
        return Ok(0);
    }
    let language = session.report.language;
    let mut text = format!("{}\n", say::template_templates().say(language).to_uppercase());
    for name in render::names() {
        let each = if render::about_image(name) { say::template_each_image().say(language) } else { String::new() };
        let _ = writeln!(text, "{}", format!("{name:36}{each}").trim_end());
    }
    let _ = writeln!(text, "\n{}", say::template_fields().say(language).to_uppercase());
    for field in &fields {
        let _ = writeln!(text, "{:36}{}", field.path, field.kind);
    }
    let _ = writeln!(text, "\n{}", say::template_filters().say(language).to_uppercase());
    for (name, says) in &filters {
        let _ = writeln!(text, "{name:36}{}", says.say(language));
    }
    let _ = writeln!(text, "\n{}", say::template_texts().say(language));
    print(&text)?;
    Ok(0)
}

/// The SHA-256 of one of our templates, in hexadecimal digits.
fn digest(name: &str) -> String {
    hex(&Sha256::digest(render::built_in(name).unwrap_or_default()))
}

/// What an ejected template starts with: a comment that leaves no line behind.
const HEAD: &str = "{#- istio-imgen ";

/// Where a template was ejected from: the version and the digest, and the text behind that line.
fn ejected(text: &str) -> Option<(&str, &str, &str)> {
    let (head, rest) = text.strip_prefix(HEAD)?.split_once(" -#}\n")?;
    let (version, digest) = head.split_once(" sha256:")?;
    Some((version, digest, rest))
}

fn eject(session: &Session, matches: &ArgMatches) -> Result<u8> {
    let directory = Utf8Path::new(crate::cli::one(matches, "dir").unwrap_or_default());
    let wanted = crate::cli::many(matches, "names");
    let names: Vec<&str> = render::names().collect();
    if let Some(unknown) = wanted.iter().find(|name| !names.contains(name)) {
        let error = Error::new(Kind::Template, say::template_unknown(unknown));
        return Err(match crate::nearest::nearest(unknown, names.iter().copied(), 1).first() {
            Some(near) => error.hint(crate::text::core::did_you_mean(format!("`{near}`"))),
            None => error.hint(crate::text::core::one_of(names.join(", "))),
        });
    }
    let mut tree = Tree::new();
    for name in names.iter().filter(|name| wanted.is_empty() || wanted.contains(name)) {
        let text = render::built_in(name).unwrap_or_default();
        let text = format!("{HEAD}{} sha256:{} -#}}\n{text}", env!("CARGO_PKG_VERSION"), digest(name));
        let bug = |problem| Error::new(Kind::Bug, crate::text::core::bad_data(name)).because(problem);
        tree.insert(TreePath::new(*name).map_err(bug)?, File::plain(text.into_bytes()));
    }
    if !matches.get_flag("force") {
        for (path, file) in tree.iter() {
            let there = directory.join(path.as_str());
            let Content::Bytes(bytes) = &file.content else { continue };
            if disk::exists(&there) && disk::inspect(&there)?.sha256[..] != Sha256::digest(bytes)[..] {
                let error = Error::new(Kind::WouldOverwrite, say::template_in_the_way(&there));
                return Err(error.hint(say::template_force_hint()));
            }
        }
    }
    world::watch_signals();
    let outcome = disk::write(directory, &tree, None, Existing::Keep, &world::interrupted)?;
    for (path, aside) in &outcome.kept {
        session.report.note(&crate::text::cli::kept_aside(path, aside));
    }
    if session.json {
        let files: Vec<&str> = tree.iter().map(|(path, _)| path.as_str()).collect();
        print_json(&json!({"schema": 1, "command": "template eject", "dir": directory.as_str(), "files": files}))?;
    } else {
        session.report.note(&say::template_ejected(tree.len(), crate::escape::shell(directory.as_str())));
    }
    Ok(0)
}
