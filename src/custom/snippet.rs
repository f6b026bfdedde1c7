//! The user's own instructions at named places, for what no table foresees: parsed, so that nothing in them reaches over
//! their end, and held to what may stand there.

use super::Host;
use super::scope::Scope;
use crate::dockerfile::{Dockerfile, Instruction, Keyword};
use crate::escape;
use crate::finding::{Finding, Origin};
use crate::text::{Text, custom_instruction as text};

use schemars::JsonSchema;
use serde::Serialize;

/// The longest snippet, in bytes.
const MAX_BYTES: usize = 16 * 1024;

/// The user's own instructions by place; empty where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Snippets {
    /// Whole stages, before that of the image.
    pub stages: String,
    /// Right after `FROM`.
    pub before_packages: String,
    /// After the packages, before files are copied.
    pub before_copy: String,
    /// As root, before `USER`.
    pub before_user: String,
    /// At the end of the stage.
    pub end: String,
}

/// Reads the snippets of an image.
pub(super) fn snippets(scope: &Scope<'_>, host: &Host<'_>, findings: &mut Vec<Finding>) -> Snippets {
    let mut snippets = Snippets::default();
    let places = [
        ("stages", &mut snippets.stages),
        ("before_packages", &mut snippets.before_packages),
        ("before_copy", &mut snippets.before_copy),
        ("before_user", &mut snippets.before_user),
        ("end", &mut snippets.end),
    ];
    for (place, held) in places {
        let Some((said, origin)) = scope.text(&format!("dockerfile.{place}")) else { continue };
        match instructions(said, place == "stages") {
            Err(message) => findings.push(Finding::error("snippet", origin, message)),
            Ok(harms) => {
                for harm in harms {
                    findings.push(found(&harm, place, host, origin));
                }
                said.trim_end().clone_into(held);
            }
        }
    }
    snippets
}

/// What an instruction of a snippet does that its author may not want.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Harm {
    /// A second one of what a stage has once.
    Twice(&'static str),
    /// It runs on the target platform.
    Run,
    /// A remote file without a checksum.
    Unchecked,
    /// A local file, which `COPY` copies without surprises.
    Add,
    /// An anonymous volume.
    Volume,
    /// An instruction for other people's images.
    Onbuild,
    /// The last user is root.
    Root,
}

fn found(harm: &Harm, place: &str, host: &Host<'_>, origin: &Origin) -> Finding {
    match harm {
        Harm::Twice(instruction) => {
            let key = instruction.to_ascii_lowercase();
            Finding::error("snippet", origin, text::snippet_twice(*instruction))
                .hint(text::snippet_twice_hint(format!("customize.{}.{key}", host.component.id)))
        }
        Harm::Run if place == "stages" => Finding::info("snippet-run", origin, text::snippet_run_stage()),
        Harm::Run if host.shell == Some(false) => {
            Finding::error("snippet", origin, text::snippet_run_bare(host.name)).hint(text::snippet_run_hint())
        }
        Harm::Run => Finding::info("snippet-run", origin, text::snippet_run()).hint(text::snippet_run_hint()),
        Harm::Unchecked => {
            Finding::error("add-unchecked", origin, text::add_unchecked()).hint(text::add_unchecked_hint())
        }
        Harm::Add => Finding::warning("add-local", origin, text::add_local()),
        Harm::Volume => {
            Finding::warning("volume-in-image", origin, text::volume_in_image()).hint(text::volume_in_image_hint())
        }
        Harm::Onbuild => {
            Finding::warning("onbuild-in-image", origin, text::onbuild_in_image()).hint(text::onbuild_in_image_hint())
        }
        Harm::Root => Finding::warning("custom-root", origin, text::snippet_root(place)),
    }
}

/// Parses a snippet between a beginning and an end of ours: both must still be there, one instruction each.
///
/// # Errors
/// Why it cannot stand where it is put.
fn instructions(said: &str, stages: bool) -> Result<Vec<Harm>, Text> {
    let hidden = |c: &char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || escape::misleads(*c)
            || matches!(c, '\u{feff}' | '\u{e000}'..='\u{f8ff}')
    };
    if let Some(c) = said.chars().find(hidden) {
        return Err(text::snippet_character(format!("U+{:04X}", u32::from(c))));
    }
    if said.len() > MAX_BYTES {
        return Err(text::snippet_long(MAX_BYTES / 1024));
    }
    if super::holds_private_key(said.as_bytes()) {
        return Err(text::snippet_key());
    }
    let begin = if stages { "" } else { "FROM scratch AS before\n" };
    let whole = format!("# a snippet\n{begin}{}\nLABEL end-of-snippet=\"1\"\n", said.trim_end());
    let parsed = Dockerfile::parse(&whole);
    // Readers differ in small things: another one must see the same instructions.
    let other = crate::readback::outline("Dockerfile", &whole).map_err(text::snippet_syntax)?;
    let same = other.is_none_or(|outline| outline.instructions() == parsed.instructions.len());
    let Some((last, own)) = parsed.instructions.split_last() else { return Err(text::snippet_open()) };
    if !whole[last.span.clone()].starts_with("LABEL end-of-snippet") || !parsed.problems.is_empty() || !same {
        return Err(text::snippet_open());
    }
    let own = if stages { own } else { &own[1..] };
    if own.is_empty() {
        return Err(text::snippet_empty());
    }
    if stages && !own.first().is_some_and(|one| matches!(one.keyword, Keyword::From | Keyword::Arg)) {
        return Err(text::snippet_stage_first());
    }
    for instruction in own {
        let words = instruction.words();
        match instruction.keyword {
            Keyword::From if !stages => {
                return Err(text::snippet_from(words.first().map_or_else(String::new, |word| word.text.to_string())));
            }
            Keyword::From if words.len() < 3 => return Err(text::snippet_stage_name()),
            Keyword::Maintainer => return Err(text::snippet_maintainer()),
            _ => {}
        }
    }
    Ok(harms(own, stages))
}

fn harms(own: &[Instruction<'_>], stages: bool) -> Vec<Harm> {
    let mut harms = Vec::new();
    for instruction in own {
        harms.extend(match instruction.keyword {
            Keyword::Entrypoint if !stages => Some(Harm::Twice("ENTRYPOINT")),
            Keyword::Cmd if !stages => Some(Harm::Twice("CMD")),
            Keyword::Healthcheck if !stages => Some(Harm::Twice("HEALTHCHECK")),
            Keyword::Run => Some(Harm::Run),
            Keyword::Add => {
                let sources = instruction.words().split_last().map(|(_, sources)| sources).unwrap_or_default();
                let remote = sources.iter().any(|source| source.text.contains("://"));
                match (remote, instruction.flag("checksum").is_some()) {
                    (true, false) => Some(Harm::Unchecked),
                    (false, _) => Some(Harm::Add),
                    _ => None,
                }
            }
            Keyword::Volume => Some(Harm::Volume),
            Keyword::Onbuild => Some(Harm::Onbuild),
            _ => None,
        });
    }
    let last_user = own.iter().rev().find(|instruction| instruction.keyword == Keyword::User);
    let root = |user: &str| user == "root" || user == "0" || user.starts_with("0:") || user.starts_with("root:");
    if !stages && last_user.is_some_and(|user| root(&user.rest.text)) {
        harms.push(Harm::Root);
    }
    harms.dedup();
    harms
}

/// Whether a text is one instruction that may follow `ONBUILD`.
///
/// # Errors
/// Why it may not.
pub(super) fn onbuild(said: &str) -> Result<(), Text> {
    if said.contains('\n') {
        return Err(text::snippet_lines());
    }
    let harms = instructions(said, false)?;
    let text = format!("FROM scratch\n{said}\n");
    let parsed = Dockerfile::parse(&text);
    let one = matches!(&parsed.instructions[..], [_, one] if one.keyword != Keyword::Onbuild);
    if harms.contains(&Harm::Onbuild) || !one {
        return Err(text::snippet_onbuild());
    }
    if harms.contains(&Harm::Unchecked) {
        return Err(text::add_unchecked());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_ends_where_it_ends() {
        for good in [
            "RUN true",
            "# a comment\nRUN set -eu; \\\n    id",
            "RUN <<EOF\ntrue\nEOF",
            "ENV A=\"b\"\nWORKDIR /x",
            "COPY --from=x /a /b",
        ] {
            assert!(instructions(good, false).is_ok(), "{good}: {:?}", instructions(good, false));
        }
        for bad in [
            "RUN true \\",
            "RUN <<EOF\ntrue",
            "COPY <<EOF /x\na",
            "RUN true &&\\",
            "FROM x",
            "FROM scratch AS pilot",
            "MAINTAINER me",
            "",
            "   ",
            "# only words",
            "NOT an instruction",
            "RUN a\u{202e}b",
            "RUN a\rUSER 0",
            "RUN a\0b",
            "ENV K=-----BEGIN PRIVATE KEY-----",
            "# a \\",
        ] {
            assert!(instructions(bad, false).is_err(), "{bad:?}");
        }
        assert!(instructions("FROM scratch AS x\nCOPY a /a", true).is_ok());
        assert!(instructions("FROM scratch\nCOPY a /a", true).is_err() && instructions("RUN id", true).is_err());
    }

    #[test]
    fn what_does_harm_is_told() {
        let told = |text: &str| instructions(text, false).unwrap();
        assert_eq!(told("ADD https://example.com/x /x"), [Harm::Unchecked]);
        assert_eq!(told("ADD --checksum=sha256:00 https://example.com/x /x"), []);
        assert_eq!(told("ADD a.tar /"), [Harm::Add]);
        assert_eq!(told("VOLUME /data\nCMD [\"x\"]"), [Harm::Volume, Harm::Twice("CMD")]);
        assert_eq!(told("USER 0:0\nRUN id\nUSER 1337:1337"), [Harm::Run]);
        assert_eq!(told("USER root"), [Harm::Root]);
    }

    #[test]
    fn onbuild_takes_one_instruction() {
        assert!(onbuild("RUN id").is_ok() && onbuild("COPY a /a").is_ok());
        for bad in ["FROM x", "ONBUILD RUN id", "MAINTAINER x", "RUN id\nUSER 0", "RUN id \\", "", "RUN <<EOF"] {
            assert!(onbuild(bad).is_err(), "{bad:?}");
        }
    }
}
