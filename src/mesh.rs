//! Whether a mesh configuration is one that the release reads: every field, with its type, against MeshConfig of Istio's API
//! at the version in the release's `go.mod`.
//!
//! The types are those that Istio's reader takes (`pkg/util/protomarshal`, golang/protobuf's `jsonpb`): names in camel case
//! or as declared, numbers in quotes too, Go's form of durations.

mod value;

use crate::catalogue::{self, Field, MESH_CONFIG, Schema, holds};
use crate::finding::{Finding, Origin};
use crate::nearest::nearest;
use crate::preset::{Preset, Value};
use crate::release::Release;
use crate::text::{core as core_text, mesh as say};
use crate::version::Version;
use serde_yaml::Value as Yaml;
use std::collections::{BTreeMap, BTreeSet};

/// How many findings are told at most.
const MAX_FINDINGS: usize = 100;

/// Checks what stands below `mesh` in a preset.
pub fn check(preset: &Preset, release: &Release, findings: &mut Vec<Finding>) {
    let mut settings = preset.below(&["mesh"]).peekable();
    let Ok(tag) = release.tag.parse::<Version>() else { return };
    if settings.peek().is_none() {
        return;
    }
    let newest = catalogue::releases().last().and_then(|entry| entry.tag.parse::<Version>().ok());
    let mut checker = Checker {
        schema: Schema::embedded(),
        tag: &release.tag,
        version: [tag.major, tag.minor, tag.patch],
        newer: newest.is_some_and(|newest| tag > newest),
        told: BTreeSet::new(),
        spelled: BTreeMap::new(),
        findings,
        count: 0,
    };
    for (path, setting) in settings {
        if let Value::Yaml(value) = &setting.value {
            checker.descend(MESH_CONFIG, "mesh".to_owned(), path, value, &setting.origin);
        }
    }
}

struct Checker<'a> {
    schema: Schema,
    tag: &'a str,
    version: [u32; 3],
    /// The release is newer than all that the schema knows: what it does not know may be new.
    newer: bool,
    /// The places that a finding was told of, for settings that stand below one and the same wrong name.
    told: BTreeSet<String>,
    /// How fields were written, by the place of their message and their declared name.
    spelled: BTreeMap<(String, String), String>,
    findings: &'a mut Vec<Finding>,
    count: usize,
}

impl Checker<'_> {
    /// A file that is no mesh configuration at all needs no thousand findings.
    fn tell(&mut self, finding: Finding) {
        if self.count < MAX_FINDINGS {
            self.findings.push(finding);
        }
        self.count += 1;
    }

    /// Follows the names of a path into a message, and checks the value at its end.
    fn descend(&mut self, message: &str, place: String, path: &[String], value: &Yaml, origin: &Origin) {
        let [name, rest @ ..] = path else { return self.value(message, &place, value, origin) };
        let Some((kind, place)) = self.field(message, &place, name, origin) else { return };
        match (rest, kind.strip_prefix("{}")) {
            ([], _) => self.value(&kind, &place, value, origin),
            ([key, rest @ ..], Some(of)) => self.below(of, format!("{place}.{key}"), rest, value, origin),
            (rest, None) => self.below(&kind, place, rest, value, origin),
        }
    }

    fn below(&mut self, kind: &str, place: String, path: &[String], value: &Yaml, origin: &Origin) {
        if path.is_empty() {
            self.value(kind, &place, value, origin);
        } else if self.schema.is_message(kind) {
            self.descend(kind, place, path, value, origin);
        } else if !matches!(kind, "struct" | "any") {
            self.tell_type(kind, &place, origin);
        }
    }

    /// The type of a field that the release has, and the place of its value; what is wrong is told.
    fn field(&mut self, message: &str, place: &str, name: &str, origin: &Origin) -> Option<(String, String)> {
        let below = format!("{place}.{name}");
        let version = self.version;
        let alive = |field: &Field<'_>| holds(field.releases, version);
        let named = |field: &Field<'_>| field.name == name || camel(field.name).eq(name.chars());
        let found: Vec<Field<'_>> = self.schema.fields(message).filter(named).collect();
        if let Some(field) = found.iter().copied().find(alive) {
            let (declared, kind) = (field.name.to_owned(), field.kind.to_owned());
            let spelled = self.spelled.entry((place.to_owned(), declared)).or_insert_with(|| name.to_owned());
            if spelled != name {
                let message = say::mesh_twice(&below, spelled.as_str());
                self.tell(Finding::error("mesh-field-twice", origin, message));
            }
            return Some((kind, below));
        }
        if !self.told.insert(below.clone()) {
            return None;
        }
        let finding = if self.newer { Finding::warning } else { Finding::error };
        let finding = finding("mesh-field", origin, say::mesh_unknown(self.tag, &below));
        let elsewhere: Vec<String> = found.iter().map(|field| spans(field.releases)).collect();
        let known: BTreeSet<String> =
            self.schema.fields(message).filter(alive).map(|field| camel(field.name).collect()).collect();
        let near = nearest(name, known.iter().map(String::as_str), 2);
        self.tell(if !elsewhere.is_empty() {
            finding.hint(say::mesh_elsewhere(elsewhere.join(", ")))
        } else if near.is_empty() {
            finding
        } else {
            finding.hint(core_text::did_you_mean(
                near.iter().map(|near| format!("`{near}`")).collect::<Vec<_>>().join(", "),
            ))
        });
        None
    }

    /// Checks a value against a type.
    fn value(&mut self, kind: &str, place: &str, value: &Yaml, origin: &Origin) {
        if value.is_null() || kind == "any" {
            return;
        }
        if let Some(of) = kind.strip_prefix("[]") {
            let Yaml::Sequence(items) = value else { return self.tell_type(kind, place, origin) };
            for (index, item) in items.iter().enumerate() {
                self.value(of, &format!("{place}[{index}]"), item, origin);
            }
        } else if let Some(of) = kind.strip_prefix("{}") {
            let Yaml::Mapping(map) = value else { return self.tell_type(kind, place, origin) };
            for (key, item) in map {
                self.value(of, &format!("{place}.{}", key.as_str().unwrap_or_default()), item, origin);
            }
        } else if self.schema.is_message(kind) {
            let Yaml::Mapping(map) = value else { return self.tell_type(kind, place, origin) };
            for (key, item) in map {
                let name = key.as_str().unwrap_or_default();
                if let Some((kind, place)) = self.field(kind, place, name, origin) {
                    self.value(&kind, &place, item, origin);
                }
            }
        } else if self.schema.values(kind).next().is_some() {
            self.choice(kind, place, value, origin);
        } else if !value::fits(kind, value) {
            self.tell_type(kind, place, origin);
        }
    }

    /// A value of an enum: its name, or its number.
    fn choice(&mut self, kind: &str, place: &str, value: &Yaml, origin: &Origin) {
        if value::fits("int32", value) && value.is_number() {
            return;
        }
        let Some(word) = value.as_str() else { return self.tell_type(kind, place, origin) };
        let all: Vec<(&str, &str)> = self.schema.values(kind).collect();
        let alive: Vec<&str> =
            all.iter().filter(|(_, releases)| holds(releases, self.version)).map(|(name, _)| *name).collect();
        if alive.contains(&word) || !self.told.insert(place.to_owned()) {
            return;
        }
        let finding = if self.newer { Finding::warning } else { Finding::error };
        let finding = finding("mesh-value", origin, say::mesh_choice(self.tag, place, word));
        let elsewhere = all.iter().find(|(name, _)| *name == word);
        self.tell(finding.hint(match (elsewhere, nearest(word, alive.iter().copied(), 1).first()) {
            (Some((_, releases)), _) => say::mesh_elsewhere(spans(releases)),
            (None, Some(near)) => core_text::did_you_mean(format!("`{near}`")),
            (None, None) => core_text::one_of(quoted(&alive)),
        }));
    }

    fn tell_type(&mut self, kind: &str, place: &str, origin: &Origin) {
        if !self.told.insert(place.to_owned()) {
            return;
        }
        let alive = |(name, releases): (&'_ str, &'_ str)| holds(releases, self.version).then(|| name.to_owned());
        let values: Vec<String> = self.schema.values(kind).filter_map(alive).collect();
        let message = match kind {
            "bool" => say::mesh_wants_bool(place),
            "string" | "bytes" => say::mesh_wants_text(place),
            "duration" => say::mesh_wants_duration(place),
            "int32" | "int64" => say::mesh_wants_whole(place),
            "uint32" | "uint64" => say::mesh_wants_count(place),
            "float" | "double" => say::mesh_wants_number(place),
            _ if kind.starts_with("[]") => say::mesh_wants_list(place),
            _ if !values.is_empty() => say::mesh_wants_choice(place, quoted(&values)),
            _ => say::mesh_wants_mapping(place),
        };
        self.tell(Finding::error("mesh-type", origin, message));
    }
}

/// The name of a field in JSON (protobuf.dev, "ProtoJSON Format"): an underscore goes, the letter behind it is a capital.
fn camel(name: &str) -> impl Iterator<Item = char> {
    let mut up = false;
    name.chars().filter_map(move |c| {
        let capital = std::mem::replace(&mut up, c == '_') && c != '_';
        (c != '_').then(|| if capital { c.to_ascii_uppercase() } else { c })
    })
}

/// `1.5.0..1.10.6 1.20.0..` for people: `1.5.0–1.10.6, 1.20.0–`.
fn spans(releases: &str) -> String {
    releases.split(' ').map(|span| span.replace("..", "–")).collect::<Vec<_>>().join(", ")
}

fn quoted<S: AsRef<str>>(words: &[S]) -> String {
    words.iter().map(|word| format!("`{}`", word.as_ref())).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset;
    use crate::text::Language;

    fn told(tag: &str, mesh: &str) -> Vec<String> {
        let file = Origin::File { path: "p.yaml".into(), line: 0, column: 0 };
        let (preset, mut findings) = preset::read(mesh, &file);
        let release = catalogue::release(tag).unwrap();
        check(&preset, &release, &mut findings);
        let say = |finding: &Finding| {
            let hint = finding.hint.as_ref().map(|hint| hint.say(Language::English)).unwrap_or_default();
            format!("{} {}: {} ({hint})", finding.place, finding.rule, finding.message.say(Language::English))
        };
        findings.iter().map(say).collect()
    }

    #[test]
    fn what_istio_reads_is_taken_in_both_spellings() {
        let mesh = "mesh:\n  accessLogFile: /dev/stdout\n  access_log_encoding: JSON\n  enableAutoMtls: true\n  connectTimeout: 1m30s\n  \
                    defaultConfig:\n    concurrency: '2'\n    proxyMetadata: {ISTIO_META_DNS_CAPTURE: 'true'}\n    \
                    tracing: {sampling: 10, custom_tags: {a: {literal: {value: x}}}}\n    holdApplicationUntilProxyStarts: false\n  \
                    extensionProviders:\n  - name: otel\n    opentelemetry: {service: a.b, port: 4317}\n  \
                    - {name: log, envoyFileAccessLog: {path: /dev/stdout, logFormat: {labels: {a: {b: [1]}}}}}\n  \
                    meshMTLS: {minProtocolVersion: TLSV1_3}\n  discoverySelectors: [{matchLabels: {a: b}}]\n  trustDomainAliases: []\n  rootNamespace: ~\n  \
                    outboundTrafficPolicy: {mode: 1}\n";
        assert_eq!(told("1.30.3", mesh), Vec::<String>::new());
    }

    #[test]
    fn wrong_names_tell_the_place_the_nearest_and_the_releases_that_had_them() {
        let told = told(
            "1.30.3",
            "mesh:\n  accessLogFil: x\n  disablePolicyChecks: true\n  outboundTrafficPolicy:\n    mode: REGISTRY_ONLI\n  \
             extensionProviders:\n  - {name: x, zipkin: {servise: a}}\n  nothingLikeIt: {a: 1, b: 2}\n",
        );
        assert_eq!(told.len(), 5, "{told:#?}");
        assert!(told[0].starts_with("p.yaml:2:17 mesh-field: ") && told[0].contains("`accessLogFile`"), "{told:#?}");
        assert!(told[1].contains("`mesh.disablePolicyChecks`") && told[1].contains("1.5.0–"), "{told:#?}");
        assert!(
            told[2].contains("`mesh.extensionProviders[0].zipkin.servise`") && told[2].contains("`service`"),
            "{told:#?}"
        );
        assert!(told[3].contains("`mesh.nothingLikeIt`"), "{told:#?}");
        assert!(told[4].contains("mesh-value") && told[4].contains("`REGISTRY_ONLY`"), "{told:#?}");
    }

    #[test]
    fn wrong_types_tell_the_wanted_one() {
        for (mesh, wanted) in [
            ("enableTracing: 'yes'", "`true` or `false`"),
            ("accessLogFile: 1", "a text"),
            ("connectTimeout: 10", "a duration"),
            ("connectTimeout: ten", "a duration"),
            ("proxyListenPort: 1.5", "a whole number"),
            ("trustDomainAliases: a", "a list"),
            ("defaultConfig: x", "a mapping"),
            ("defaultConfig: {concurrency: {a: 1}}", "a whole number"),
            ("outboundTrafficPolicy: {mode: true}", "`ALLOW_ANY`"),
            ("defaultConfig: {proxyMetadata: {A: 1}}", "a text"),
            ("extensionProviders: [{name: x, zipkin: {port: -1}}]", "a whole number from 0 on"),
        ] {
            let told = told("1.30.3", &format!("mesh: {{{mesh}}}\n"));
            assert!(told.len() == 1 && told[0].contains("mesh-type") && told[0].contains(wanted), "{mesh}: {told:#?}");
        }
    }

    #[test]
    fn a_release_has_the_fields_of_its_own_time() {
        assert_eq!(told("1.5.0", "mesh: {disablePolicyChecks: true}"), Vec::<String>::new());
        let told = told("1.5.0", "mesh: {extensionProviders: []}");
        assert!(told.len() == 1 && told[0].contains("1.8.0–"), "{told:#?}");
        let twice = super::tests::told("1.30.3", "mesh: {accessLogFile: a, access_log_file: b}");
        assert!(twice.len() == 1 && twice[0].contains("mesh-field-twice"), "{twice:#?}");
    }

    #[test]
    fn names_in_json_are_those_of_protobuf() {
        for (declared, json) in [
            ("access_log_file", "accessLogFile"),
            ("mesh_mTLS", "meshMTLS"),
            ("enable_64bit_trace_id", "enable64bitTraceId"),
        ] {
            assert_eq!(camel(declared).collect::<String>(), json);
        }
    }
}
