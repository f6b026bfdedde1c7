//! Gathering the schema of MeshConfig from Istio's API at the versions that releases name.

use super::proto::{self, Proto, Shape};
use super::{ROOT, Row};
use crate::catalogue::lives::spans;
use crate::error::Result;
use crate::release::Repository;
use std::collections::{BTreeMap, BTreeSet};

/// The file that declares MeshConfig.
const ROOT_FILE: &str = "mesh/v1alpha1/config.proto";

/// What can stand in a mesh configuration at one commit of the API: fields with their types, and values of enums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::catalogue) struct Declared {
    messages: BTreeSet<String>,
    fields: BTreeSet<(String, String, String)>,
    values: BTreeSet<(String, String)>,
}

/// The version of the API that a `go.mod` names: `v1.28.9`, `v0.0.0-20200227213531-891bf31f3c32`.
pub(in crate::catalogue) fn version(go_mod: &str) -> Option<&str> {
    let mut lines = go_mod.lines().map(|line| line.trim_start().trim_start_matches("require "));
    lines.find_map(|line| line.strip_prefix("istio.io/api ")?.split_whitespace().next())
}

/// The commit of a version of the API: that of the tag, or the one that a pseudo-version names.
///
/// # Errors
/// When the repository cannot be read.
pub(in crate::catalogue) fn commit(api: &Repository, version: &str) -> Result<Option<String>> {
    let hex = |text: &&str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match version.rsplit('-').next().filter(hex) {
        Some(short) => api.commit(short),
        None => api.commit(&format!("refs/tags/{version}")),
    }
}

/// What the API declares at a commit.
///
/// # Errors
/// When the repository cannot be read.
pub(in crate::catalogue) fn declared(api: &Repository, commit: &str) -> Result<Declared> {
    let mut all = Proto::default();
    let mut open = vec![ROOT_FILE.to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        // What is not the API's own (google/protobuf, k8s.io) is not there: types that only it declares hold anything.
        let Some(bytes) = api.file(commit, &path)? else { continue };
        let proto = proto::read(&String::from_utf8_lossy(&bytes));
        open.extend(proto.imports);
        all.messages.extend(proto.messages);
        all.enums.extend(proto.enums);
    }
    Ok(reachable(&all))
}

/// Only what a MeshConfig can hold.
fn reachable(proto: &Proto) -> Declared {
    let mut declared = Declared::default();
    let mut open = vec![ROOT.to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(message) = open.pop() {
        let Some(fields) = proto.messages.get(&message).filter(|_| seen.insert(message.clone())) else { continue };
        declared.messages.insert(message.clone());
        for field in fields {
            let of = resolve(proto, &message, &field.of);
            if proto.messages.contains_key(&of) {
                open.push(of.clone());
            }
            for value in proto.enums.get(&of).into_iter().flatten() {
                declared.values.insert((of.clone(), value.clone()));
            }
            let kind = match field.shape {
                Shape::One => of,
                Shape::List => format!("[]{of}"),
                Shape::Map => format!("{{}}{of}"),
            };
            declared.fields.insert((message.clone(), field.name.clone(), kind));
        }
    }
    declared
}

/// The full name of a type as it is found from a message: the innermost scope first. Google's own types get short names,
/// and a type that nothing declares is `any`.
fn resolve(proto: &Proto, message: &str, written: &str) -> String {
    match written {
        "sint32" | "sfixed32" => return "int32".to_owned(),
        "sint64" | "sfixed64" => return "int64".to_owned(),
        "double" | "float" | "int32" | "int64" | "uint32" | "uint64" | "bool" | "string" | "bytes" => {
            return written.to_owned();
        }
        _ => {}
    }
    let known = |name: &str| proto.messages.contains_key(name) || proto.enums.contains_key(name);
    if let Some(absolute) = written.strip_prefix('.') {
        return if known(absolute) { absolute.to_owned() } else { google(absolute).to_owned() };
    }
    let mut scope = message;
    loop {
        let candidate = format!("{scope}.{written}");
        if known(&candidate) {
            return candidate;
        }
        match scope.rsplit_once('.') {
            Some((outer, _)) => scope = outer,
            None if known(written) => return written.to_owned(),
            None => return google(written).to_owned(),
        }
    }
}

/// The types of `google.protobuf` that JSON writes in a form of their own ("ProtoJSON Format").
fn google(name: &str) -> &'static str {
    match name.strip_prefix("google.protobuf.").unwrap_or_default() {
        "BoolValue" => "bool",
        "StringValue" => "string",
        "BytesValue" => "bytes",
        "Int32Value" => "int32",
        "Int64Value" => "int64",
        "UInt32Value" => "uint32",
        "UInt64Value" => "uint64",
        "FloatValue" => "float",
        "DoubleValue" => "double",
        "Duration" => "duration",
        "Timestamp" => "string",
        "Struct" => "struct",
        _ => "any",
    }
}

/// The rows of the catalogue. `declared` is what the API declares by the number of the release in `tags`, which are all
/// releases in the order of their versions.
pub(in crate::catalogue) fn rows(declared: &BTreeMap<usize, Declared>, tags: &[&str]) -> Vec<Row> {
    let mut fields: BTreeMap<&(String, String, String), Vec<usize>> = BTreeMap::new();
    let mut values: BTreeMap<&(String, String), Vec<usize>> = BTreeMap::new();
    for (release, declared) in declared {
        for field in &declared.fields {
            fields.entry(field).or_default().push(*release);
        }
        for value in &declared.values {
            values.entry(value).or_default().push(*release);
        }
    }
    let mut rows: BTreeMap<&String, Row> = BTreeMap::new();
    // A message may have no field: it is a message all the same.
    for message in declared.values().flat_map(|declared| &declared.messages) {
        rows.entry(message).or_insert_with(|| Row { name: message.clone(), ..Row::default() });
    }
    for ((message, field, kind), releases) in fields {
        let row = rows.entry(message).or_insert_with(|| Row { name: message.clone(), ..Row::default() });
        row.fields.push((field.clone(), kind.clone(), spans(&releases, tags)));
    }
    for ((name, value), releases) in values {
        let row = rows.entry(name).or_insert_with(|| Row { name: name.clone(), ..Row::default() });
        row.values.push((value.clone(), spans(&releases, tags)));
    }
    rows.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_of_a_release_is_found_in_its_go_mod() {
        assert_eq!(version("require (\n\tistio.io/api v1.28.9\n\tistio.io/client-go v1\n)\n"), Some("v1.28.9"));
        assert_eq!(version("require istio.io/api v0.0.0-1-a // x\n"), Some("v0.0.0-1-a"));
        assert_eq!(version("module istio.io/api\n"), None);
    }

    #[test]
    fn only_what_a_mesh_configuration_holds_is_kept_with_full_names() {
        let proto = proto::read(
            "package istio.mesh.v1alpha1;\nmessage MeshConfig { Mode mode = 1; message Sub { repeated sint32 n = 1; }\n\
             Sub sub = 2; map<string, Sub> subs = 3; google.protobuf.Duration t = 4; k8s.Selector s = 5; enum Mode { A = 0; }\n\
             istio.mesh.v1alpha1.MeshConfig.Sub again = 6; .istio.mesh.v1alpha1.MeshConfig self = 7; string text = 8; }\n\
             message Unused { string x = 1; }\n",
        );
        let declared = reachable(&proto);
        let fields: Vec<String> = declared.fields.iter().map(|(m, f, t)| format!("{m} {f} {t}")).collect();
        assert_eq!(
            fields,
            [
                "istio.mesh.v1alpha1.MeshConfig again istio.mesh.v1alpha1.MeshConfig.Sub",
                "istio.mesh.v1alpha1.MeshConfig mode istio.mesh.v1alpha1.MeshConfig.Mode",
                "istio.mesh.v1alpha1.MeshConfig s any",
                "istio.mesh.v1alpha1.MeshConfig self istio.mesh.v1alpha1.MeshConfig",
                "istio.mesh.v1alpha1.MeshConfig sub istio.mesh.v1alpha1.MeshConfig.Sub",
                "istio.mesh.v1alpha1.MeshConfig subs {}istio.mesh.v1alpha1.MeshConfig.Sub",
                "istio.mesh.v1alpha1.MeshConfig t duration",
                "istio.mesh.v1alpha1.MeshConfig text string",
                "istio.mesh.v1alpha1.MeshConfig.Sub n []int32",
            ]
        );
        assert_eq!(declared.values.len(), 1);
    }

    #[test]
    fn rows_tell_the_releases_of_fields_and_values() {
        let declared = |names: &[&str]| Declared {
            fields: names.iter().map(|name| ("M".to_owned(), (*name).to_owned(), "bool".to_owned())).collect(),
            ..Declared::default()
        };
        let found = BTreeMap::from([(1, declared(&["a", "b"])), (2, declared(&["a"])), (3, declared(&["a", "b"]))]);
        let rows = rows(&found, &["1.4.0", "1.5.0", "1.6.0", "1.7.0"]);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].fields[0], ("a".into(), "bool".into(), "1.5.0..".into()));
        assert_eq!(rows[0].fields[1].2, "1.5.0..1.5.0 1.7.0..");
    }
}
