//! Rules about arguments, variables and labels.

use super::stage::inside;
use super::subject::{PREDEFINED, Subject};
use super::text::{is_secret_name, may_hold_secret, secret, variables};
use super::{Check, Found, check, rare};
use crate::dockerfile::{Form, Instruction, Keyword, Pair, Part, form::unquoted};
use crate::finding::Severity::{Error, Info, Warning};
use crate::text::check::{system, value as say};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "env-legacy-form",
        Warning,
        say::check_env_legacy_form,
        say::fix_env_legacy_form,
        "buildkit:LegacyKeyValueFormat",
        env_legacy_form,
    ),
    check(
        "env-refers-itself",
        Error,
        say::check_env_refers_itself,
        say::fix_env_refers_itself,
        "hadolint:DL3044",
        env_refers_itself,
    ),
    check(
        "env-tls-off",
        Error,
        say::check_env_tls_off,
        say::fix_env_tls_off,
        "checkov:CKV2_DOCKER_5 checkov:CKV2_DOCKER_6 checkov:CKV2_DOCKER_12 checkov:CKV2_DOCKER_14 checkov:CKV2_DOCKER_16 cis:4.12",
        env_tls_off,
    ),
    check(
        "label-duplicate",
        Warning,
        say::check_label_duplicate,
        say::fix_label_duplicate,
        "tally:labels/no-duplicate-keys",
        label_duplicate,
    ),
    check("label-email", Warning, system::check_label_email, system::fix_label_email, "hadolint:DL3058", label_email),
    check("label-empty", Warning, say::check_label_empty, say::fix_label_empty, "hadolint:DL3051", label_empty),
    check(
        "label-key",
        Info,
        say::check_label_key,
        say::fix_label_key,
        "hadolint:DL3048 tally:labels/valid-key",
        label_key,
    ),
    check("label-licence", Warning, say::check_label_licence, say::fix_label_licence, "hadolint:DL3054", label_licence),
    check("label-missing", Error, say::check_label_missing, say::fix_label_missing, "hadolint:DL3049", label_missing),
    check(
        "label-revision",
        Warning,
        say::check_label_revision,
        say::fix_label_revision,
        "hadolint:DL3055",
        label_revision,
    ),
    check(
        "label-superfluous",
        Info,
        system::check_label_superfluous,
        system::fix_label_superfluous,
        "hadolint:DL3050",
        label_superfluous,
    ),
    check("label-time", Warning, say::check_label_time, say::fix_label_time, "hadolint:DL3053", label_time),
    check("label-url", Warning, say::check_label_url, say::fix_label_url, "hadolint:DL3052", label_url),
    rare("label-version", Warning, say::check_label_version, say::fix_label_version, "hadolint:DL3056", label_version),
    check(
        "secret-in-name",
        Warning,
        say::check_secret_name,
        say::fix_secret_name,
        "hadolint:DL3064 buildkit:SecretsUsedInArgOrEnv trivy:DS-0031 cis:4.10 dockle:CIS-DI-0010",
        secret_name,
    ),
    check(
        "secret-value",
        Error,
        say::check_secret_value,
        say::fix_secret_value,
        "tally:secrets-in-code trivy:secret cis:4.10",
        secret_value,
    ),
    check(
        "undefined-variable",
        Warning,
        say::check_undefined_variable,
        say::fix_undefined_variable,
        "buildkit:UndefinedVar droast:DF087",
        undefined_variable,
    ),
];

fn pairs<'a>(subject: &Subject<'a>, keyword: Keyword) -> impl Iterator<Item = &'a Pair<'a>> {
    subject.all(keyword).flat_map(Instruction::pairs)
}

fn plain<'t>(part: &'t Part<'_>) -> Cow<'t, str> {
    unquoted(&part.text, '\\')
}

fn env_legacy_form(subject: &Subject<'_>, found: &mut Found) {
    for instruction in subject.file.instructions.iter() {
        let Form::Pairs { legacy: true, pairs } = &instruction.form else { continue };
        let [Pair { name, value: Some(value) }] = pairs.as_slice() else { continue };
        let hit = found.at(name.span.clone()).about(name.text.as_ref());
        let one_line = instruction.line == instruction.last_line;
        if one_line && !value.text.contains(['"', '\\', '\'', '`']) {
            hit.edit(name.span.end..value.span.end, format!("=\"{}\"", value.text));
        }
    }
}

fn env_refers_itself(subject: &Subject<'_>, found: &mut Found) {
    for (index, instruction) in subject.placed().filter(|(_, one)| one.keyword == Keyword::Env) {
        let names: BTreeSet<&str> = instruction.pairs().iter().map(|pair| pair.name.text.as_ref()).collect();
        for pair in instruction.pairs() {
            let Some(value) = &pair.value else { continue };
            for (offset, name, _) in variables(&value.text, subject.file.escape) {
                // `PATH=$PATH:…` is how a variable of the base image grows.
                let own = name == pair.name.text;
                let earlier = declared_before(subject, index, instruction.line, name);
                if names.contains(name) && !own && !earlier {
                    found.at(inside(value, offset, name.len())).about(name);
                }
            }
        }
    }
}

/// Whether `ARG` or `ENV` of a stage, or of those it starts from, sets a name before a line.
fn declared_before(subject: &Subject<'_>, index: usize, line: usize, name: &str) -> bool {
    subject.lineage(index).flat_map(|scene| scene.body).any(|one| {
        let declares = one.line < line && matches!(one.keyword, Keyword::Arg | Keyword::Env);
        declares && one.pairs().iter().any(|pair| plain(&pair.name) == name)
    })
}

fn env_tls_off(subject: &Subject<'_>, found: &mut Found) {
    for pair in pairs(subject, Keyword::Env).chain(pairs(subject, Keyword::Arg)) {
        let Some(value) = &pair.value else { continue };
        let value = plain(value).to_ascii_lowercase();
        let off = match pair.name.text.to_ascii_lowercase().as_str() {
            "pythonhttpsverify" | "node_tls_reject_unauthorized" => value == "0",
            "git_ssl_no_verify" => !matches!(value.as_str(), "0" | "false" | ""),
            "npm_config_strict_ssl" => value == "false",
            "pip_trusted_host" => !value.is_empty(),
            _ => false,
        };
        if off {
            found.at(pair.name.span.clone()).about(pair.name.text.as_ref());
        }
    }
}

fn labels<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (&'a Pair<'a>, Cow<'a, str>, Option<Cow<'a, str>>)> {
    pairs(subject, Keyword::Label).map(|pair| (pair, plain(&pair.name), pair.value.as_ref().map(plain)))
}

fn label_duplicate(subject: &Subject<'_>, found: &mut Found) {
    for scene in &subject.stages {
        let mut seen = BTreeSet::new();
        for pair in scene.body.iter().filter(|one| one.keyword == Keyword::Label).flat_map(Instruction::pairs) {
            if !seen.insert(plain(&pair.name)) {
                found.at(pair.name.span.clone()).about(pair.name.text.as_ref());
            }
        }
    }
}

fn label_empty(subject: &Subject<'_>, found: &mut Found) {
    for (pair, name, value) in labels(subject) {
        if value.is_some_and(|value| value.is_empty()) {
            found.at(pair.name.span.clone()).about(name);
        }
    }
}

/// docs.docker.com/engine/manage-resources/labels, "Label keys and values".
fn label_key(subject: &Subject<'_>, found: &mut Found) {
    for (pair, name, _) in labels(subject) {
        let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let ok = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.ends_with(letter)
            && name.chars().all(|c| letter(c) || matches!(c, '.' | '-' | '_' | '/'))
            && !["..", "--", ".-", "-."].iter().any(|twice| name.contains(twice))
            && !["com.docker.", "io.docker.", "org.dockerproject."].iter().any(|taken| name.starts_with(taken));
        if !ok && !name.contains('$') {
            found.at(pair.name.span.clone()).about(name);
        }
    }
}

/// Tells the labels of a name whose value is not as it should be; what a build fills in is not known.
fn label_form(subject: &Subject<'_>, found: &mut Found, names: &[&str], ok: fn(&str) -> bool) {
    for (pair, name, value) in labels(subject) {
        let Some(value) = value.filter(|value| !value.is_empty() && !value.contains('$')) else { continue };
        let annotation = name.strip_prefix("org.opencontainers.image.");
        if annotation.is_some_and(|name| names.contains(&name)) && !ok(&value) {
            found.at(pair.value.as_ref().map_or(pair.name.span.clone(), |part| part.span.clone())).about(value);
        }
    }
}

fn label_licence(subject: &Subject<'_>, found: &mut Found) {
    label_form(subject, found, &["licenses"], |value| {
        let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '+' | ':');
        let words: Vec<&str> = value.split([' ', '(', ')']).filter(|word| !word.is_empty()).collect();
        let joins = |word: &&str| matches!(*word, "AND" | "OR" | "WITH");
        // Identifiers and joining words take turns.
        words.len() % 2 == 1
            && words.iter().enumerate().all(|(index, one)| joins(one) == (index % 2 == 1) && one.chars().all(word))
    });
}

fn label_revision(subject: &Subject<'_>, found: &mut Found) {
    label_form(subject, found, &["revision"], |value| {
        (7..=64).contains(&value.len()) && crate::reference::is_hex(value)
    });
}

fn label_time(subject: &Subject<'_>, found: &mut Found) {
    label_form(subject, found, &["created"], |value| {
        let bytes = value.as_bytes();
        let digit = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_digit);
        let date = super::text::day(value).is_some() && bytes.get(10).is_some_and(|b| matches!(b, b'T' | b't' | b' '));
        let time = [11, 12, 14, 15, 17, 18].into_iter().all(digit) && bytes.get(13) == Some(&b':');
        let zone = value.get(19..).is_some_and(|zone| zone.ends_with(['Z', 'z']) || zone.contains(['+', '-']));
        date && time && zone
    });
}

fn label_url(subject: &Subject<'_>, found: &mut Found) {
    label_form(subject, found, &["url", "source", "documentation"], |value| {
        value.split_once("://").is_some_and(|(scheme, rest)| {
            !rest.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || c == '+') && !rest.contains(' ')
        })
    });
}

fn label_version(subject: &Subject<'_>, found: &mut Found) {
    label_form(subject, found, &["version"], |value| {
        let core = value.split(['-', '+']).next().unwrap_or_default();
        let numbers: Vec<&str> = core.split('.').collect();
        numbers.len() == 3 && numbers.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    });
}

/// No annotation of the OCI holds an address alone; a label says by its own name that it does.
fn label_email(subject: &Subject<'_>, found: &mut Found) {
    for (pair, name, value) in labels(subject) {
        let Some(value) = value.filter(|value| !value.is_empty() && !value.contains('$')) else { continue };
        let last = name.rsplit(['.', '-', '_']).next().unwrap_or_default();
        let fits = value.split_once('@').is_some_and(|(who, host)| {
            !who.is_empty() && host.contains('.') && !host.contains('@') && !value.contains(char::is_whitespace)
        });
        if matches!(last, "email" | "mail") && !fits {
            found.at(pair.value.as_ref().map_or(pair.name.span.clone(), |part| part.span.clone())).about(value);
        }
    }
}

fn label_superfluous(subject: &Subject<'_>, found: &mut Found) {
    if subject.policy.only_labels {
        for (pair, name, _) in
            labels(subject).filter(|(_, name, _)| !subject.policy.labels.iter().any(|one| one == name))
        {
            found.at(pair.name.span.clone()).about(name);
        }
    }
}

fn label_missing(subject: &Subject<'_>, found: &mut Found) {
    for (index, scene) in subject.targets() {
        let set: BTreeSet<Cow<'_, str>> = subject
            .lineage(index)
            .flat_map(|scene| scene.body)
            .filter(|one| one.keyword == Keyword::Label)
            .flat_map(Instruction::pairs)
            .map(|pair| plain(&pair.name))
            .collect();
        for label in subject.policy.labels.iter().filter(|label| !set.contains(label.as_str())) {
            found.at(scene.from.name.span.clone()).about(label);
        }
    }
}

fn secret_name(subject: &Subject<'_>, found: &mut Found) {
    for pair in pairs(subject, Keyword::Env).chain(pairs(subject, Keyword::Arg)) {
        if is_secret_name(&pair.name.text) {
            found.at(pair.name.span.clone()).about(pair.name.text.as_ref());
        }
    }
}

fn secret_value(subject: &Subject<'_>, found: &mut Found) {
    let anywhere = may_hold_secret(subject.file.text);
    for instruction in &subject.file.instructions {
        // A line break may stand in one that is written over several lines.
        if !anywhere && matches!(instruction.rest.text, Cow::Borrowed(_)) {
            continue;
        }
        // Never the value itself: the report may be kept where the secret must not be.
        let body = instruction.heredocs.iter().find_map(|one| Some((secret(subject.text(one.body.clone()))?, one)));
        if let Some(kind) = secret(&instruction.rest.text) {
            found.at(instruction.name.span.clone()).about(format!("{kind}…"));
        } else if let Some((kind, heredoc)) = body {
            found.at(heredoc.word.clone()).about(format!("{kind}…"));
        }
    }
}

/// Names that a base image usually sets.
const INHERITED: &[&str] = &["PATH", "HOME", "HOSTNAME", "USER", "LANG", "LC_ALL", "TERM", "PWD", "SHELL"];

fn undefined_variable(subject: &Subject<'_>, found: &mut Found) {
    use super::subject::Base;
    for (index, scene) in subject.stages.iter().enumerate() {
        // An image from outside may set anything: what a name is near to tells a mistake from its variables.
        let closed = matches!(subject.root(index), Some(Base::Scratch));
        let mut known: BTreeSet<Cow<'_, str>> = subject
            .lineage(index)
            .skip(1)
            .flat_map(|scene| scene.body)
            .filter(|one| matches!(one.keyword, Keyword::Env))
            .flat_map(Instruction::pairs)
            .map(|pair| plain(&pair.name))
            .collect();
        for instruction in scene.body {
            for part in replaced(instruction) {
                for (offset, name, defaulted) in variables(&part.text, subject.file.escape) {
                    if defaulted || known.contains(name) || INHERITED.contains(&name) || PREDEFINED.contains(&name) {
                        continue;
                    }
                    let near = near(name, &known, subject);
                    if closed || near.is_some() {
                        let shown = near.map_or(name.to_owned(), |near| format!("{name} → {near}"));
                        found.at(inside(part, offset, name.len())).about(shown);
                    }
                }
            }
            if matches!(instruction.keyword, Keyword::Arg | Keyword::Env) {
                known.extend(instruction.pairs().iter().map(|pair| plain(&pair.name)));
            }
        }
    }
}

/// A declared name that was most likely meant: one of the stage, or a global one that the stage did not declare.
fn near(name: &str, known: &BTreeSet<Cow<'_, str>>, subject: &Subject<'_>) -> Option<String> {
    let is_global = subject.globals.contains_key(name) || super::subject::PLATFORM.contains(&name);
    let close = |other: &&Cow<'_, str>| strsim::osa_distance(name, other) <= 2 && name.len() > 4;
    if is_global { Some(format!("ARG {name}")) } else { known.iter().find(close).map(|other| other.to_string()) }
}

/// The parts of an instruction in which a builder replaces variables (docs.docker.com/reference/dockerfile, "Environment
/// replacement").
fn replaced<'a>(instruction: &'a Instruction<'_>) -> Vec<&'a Part<'a>> {
    match instruction.keyword {
        Keyword::Copy | Keyword::Add | Keyword::Expose | Keyword::Volume => {
            let flags = instruction.flags.iter().filter_map(|flag| flag.value.as_ref());
            flags.chain(instruction.words()).collect()
        }
        Keyword::Env | Keyword::Label | Keyword::Arg => {
            instruction.pairs().iter().filter_map(|pair| pair.value.as_ref()).collect()
        }
        _ => Vec::new(),
    }
}
