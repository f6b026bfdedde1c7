//! The table of all that a preset can say. From it follow the reader of presets, `--set`, the flags of `new`, their
//! help, and the reference: a new setting is a new row.

use crate::text::{Text, custom_key as custom, key, patch, template};

/// What a key's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A scalar whose text is kept as written.
    Text,
    /// `true` or `false`.
    Bool,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A list of scalars; one scalar, or several with commas on the command line, will do.
    List,
    /// Configuration that is passed on with its YAML types.
    Yaml,
}

/// One row: a key of the preset.
#[derive(Clone, Copy)]
pub struct Key {
    /// The path: `*` stands for one part that the user chooses, `**` for one or more.
    pub path: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// The flag of `new` that sets it.
    pub flag: Option<&'static str>,
    /// The name of the value in help: `TAG`.
    pub value: &'static str,
    /// What it means.
    pub help: fn() -> Text,
}

const fn row(path: &'static str, kind: Kind, flag: &'static str, value: &'static str, help: fn() -> Text) -> Key {
    let flag = if flag.is_empty() { None } else { Some(flag) };
    Key { path, kind, flag, value, help }
}

/// The places that binaries come from.
pub const BINARIES: &[&str] = &["release", "source", "prebuilt"];
/// The variants of official images.
pub const VARIANTS: &[&str] = &["default", "debug", "distroless"];
/// The languages of generated texts.
pub const LANGUAGES: &[&str] = &["en", "pt-BR"];
/// The C libraries that a base image can have.
pub const LIBCS: &[&str] = &["glibc", "musl", "none"];
/// The package managers that we know how to ask.
pub const MANAGERS: &[&str] = &["apt", "dnf", "microdnf", "apk", "none"];

/// The standards of FIPS that a context can be put together for.
pub const COMPLIANCE: &[&str] = &["fips-140-2", "fips-140-3"];

/// The phases of a WasmPlugin (istio/api, `extensions/v1alpha1/wasm.proto`).
pub const PHASES: &[&str] = &["AUTHN", "AUTHZ", "STATS"];
/// The backends of iptables.
pub const BACKENDS: &[&str] = &["legacy", "nft"];

/// All keys, in the order in which a preset is written.
pub const KEYS: &[Key] = &[
    row("schema", Kind::Choice(&["1"]), "", "1", key::key_schema),
    row("extends", Kind::List, "", "PRESET", key::key_extends),
    row("description", Kind::Text, "", "TEXT", key::key_description),
    row("language", Kind::Choice(LANGUAGES), "", "LANGUAGE", key::key_language),
    row("annotate", Kind::Bool, "annotate", "BOOL", key::key_annotate),
    row("istio.tag", Kind::Text, "istio", "TAG", key::key_istio_tag),
    row("istio.commit", Kind::Text, "", "COMMIT", key::key_istio_commit),
    row("istio.source", Kind::Text, "istio-source", "URL|DIR", key::key_istio_source),
    row("istio.hub", Kind::Text, "istio-hub", "REGISTRY", key::key_istio_hub),
    row("components", Kind::List, "component", "COMPONENT", key::key_components),
    row("base", Kind::Text, "base", "BASE", key::key_base),
    row("variant", Kind::Choice(VARIANTS), "variant", "VARIANT", key::key_variant),
    row("binaries", Kind::Choice(BINARIES), "binaries", "PLACE", key::key_binaries),
    row("compliance", Kind::Choice(COMPLIANCE), "", "STANDARD", key::key_compliance),
    row("hub", Kind::Text, "hub", "REGISTRY", key::key_hub),
    row("tag", Kind::Text, "tag", "TAG", key::key_tag),
    row("platforms", Kind::List, "platform", "PLATFORM", key::key_platforms),
    row("full_source", Kind::Bool, "full-source", "BOOL", patch::key_full_source),
    row("patches", Kind::List, "patch", "FILE|commit:SHA", patch::key_patches),
    row("vendor", Kind::Text, "vendor", "true|DIR", patch::key_vendor),
    row("templates", Kind::Text, "templates", "DIR", template::key_templates),
    row("go.hub", Kind::Text, "", "REGISTRY", key::key_go_hub),
    row("go.image", Kind::Text, "", "IMAGE", key::key_go_image),
    row("component.*.base", Kind::Text, "", "BASE", key::key_component_base),
    row("component.*.variant", Kind::Choice(VARIANTS), "", "VARIANT", key::key_component_variant),
    row("component.*.binaries", Kind::Choice(BINARIES), "", "PLACE", key::key_component_binaries),
    row("component.*.slim", Kind::Bool, "", "BOOL", key::key_component_slim),
    row("component.*.prebuilt.*.*.path", Kind::Text, "", "FILE", key::key_prebuilt_path),
    row("component.*.prebuilt.*.*.url", Kind::Text, "", "URL", key::key_prebuilt_url),
    row("component.*.prebuilt.*.*.sha256", Kind::Text, "", "SHA256", key::key_prebuilt_sha256),
    row("bases.*.reference", Kind::Text, "", "IMAGE", key::key_bases_reference),
    row("bases.*.libc", Kind::Choice(LIBCS), "", "LIBC", key::key_bases_libc),
    row("bases.*.libc_version", Kind::Text, "", "VERSION", key::key_bases_libc_version),
    row("bases.*.packages", Kind::Choice(MANAGERS), "", "MANAGER", key::key_bases_packages),
    row("bases.*.shell", Kind::Bool, "", "BOOL", key::key_bases_shell),
    row("bases.*.iptables", Kind::Bool, "", "BOOL", key::key_bases_iptables),
    row("bases.*.ca", Kind::Bool, "", "BOOL", key::key_bases_ca),
    row("bases.*.ca_bundle", Kind::Text, "", "PATH", custom::key_custom_ca_bundle),
    row("env.*.*", Kind::Text, "", "VALUE", key::key_env),
    row("env.*.*.value", Kind::Text, "", "VALUE", key::key_env_value),
    row("env.*.*.unchecked", Kind::Bool, "", "BOOL", key::key_env_unchecked),
    row("mesh.**", Kind::Yaml, "", "VALUE", key::key_mesh),
    row("mirrors.*", Kind::Text, "", "REGISTRY", key::key_mirrors),
    row("endpoints.allow", Kind::List, "", "HOST", key::key_endpoints_allow),
    row("labels.**", Kind::Text, "", "VALUE", key::key_labels),
    row("customize.*.packages", Kind::List, "", "PACKAGE", custom::key_custom_packages),
    row("customize.*.builder", Kind::Text, "", "BASE", custom::key_custom_builder),
    row("customize.*.debug_tools", Kind::Bool, "", "BOOL", custom::key_custom_debug_tools),
    row("customize.*.timezones", Kind::Bool, "", "BOOL", custom::key_custom_timezones),
    row("customize.*.ca", Kind::List, "", "FILE", custom::key_custom_ca),
    row("customize.*.files.*.path", Kind::Text, "", "FILE", custom::key_custom_file_path),
    row("customize.*.files.*.url", Kind::Text, "", "URL", custom::key_custom_file_url),
    row("customize.*.files.*.sha256", Kind::Text, "", "SHA256", custom::key_custom_file_sha256),
    row("customize.*.files.*.target", Kind::Text, "", "PATH", custom::key_custom_file_target),
    row("customize.*.files.*.mode", Kind::Text, "", "MODE", custom::key_custom_file_mode),
    row("customize.*.files.*.owner", Kind::Text, "", "UID:GID", custom::key_custom_file_owner),
    row("customize.*.files.*.extract", Kind::Bool, "", "BOOL", custom::key_custom_file_extract),
    row("customize.*.wasm.*.path", Kind::Text, "", "FILE", custom::key_custom_wasm_path),
    row("customize.*.wasm.*.url", Kind::Text, "", "URL", custom::key_custom_wasm_url),
    row("customize.*.wasm.*.sha256", Kind::Text, "", "SHA256", custom::key_custom_wasm_sha256),
    row("customize.*.wasm.*.phase", Kind::Choice(PHASES), "", "PHASE", custom::key_custom_wasm_phase),
    row("customize.*.modules.*.*.path", Kind::Text, "", "FILE", custom::key_custom_module_path),
    row("customize.*.modules.*.*.url", Kind::Text, "", "URL", custom::key_custom_module_url),
    row("customize.*.modules.*.*.sha256", Kind::Text, "", "SHA256", custom::key_custom_module_sha256),
    row("customize.*.bootstrap", Kind::Text, "", "FILE", custom::key_custom_bootstrap),
    row("customize.*.wrapper", Kind::Text, "", "FILE", custom::key_custom_wrapper),
    row("customize.*.user", Kind::Text, "", "UID:GID", custom::key_custom_user),
    row("customize.*.users.*", Kind::Text, "", "UID:GID", custom::key_custom_users),
    row("customize.*.openshift", Kind::Bool, "", "BOOL", custom::key_custom_openshift),
    row("customize.*.writable", Kind::List, "", "DIR", custom::key_custom_writable),
    row("customize.*.iptables", Kind::Choice(BACKENDS), "", "BACKEND", custom::key_custom_iptables),
    row("customize.*.labels.**", Kind::Text, "", "VALUE", custom::key_custom_labels),
    row("customize.*.annotations.**", Kind::Text, "", "VALUE", custom::key_custom_annotations),
    row("customize.*.args.*", Kind::Text, "", "VALUE", custom::key_custom_args),
    row("customize.*.entrypoint", Kind::List, "", "WORD", custom::key_custom_entrypoint),
    row("customize.*.cmd", Kind::List, "", "WORD", custom::key_custom_cmd),
    row("customize.*.expose", Kind::List, "", "PORT", custom::key_custom_expose),
    row("customize.*.healthcheck.command", Kind::List, "", "WORD", custom::key_custom_healthcheck_command),
    row("customize.*.healthcheck.interval", Kind::Text, "", "DURATION", custom::key_custom_healthcheck_interval),
    row("customize.*.healthcheck.timeout", Kind::Text, "", "DURATION", custom::key_custom_healthcheck_timeout),
    row(
        "customize.*.healthcheck.start_period",
        Kind::Text,
        "",
        "DURATION",
        custom::key_custom_healthcheck_start_period,
    ),
    row("customize.*.healthcheck.retries", Kind::Text, "", "COUNT", custom::key_custom_healthcheck_retries),
    row("customize.*.onbuild", Kind::List, "", "INSTRUCTION", custom::key_custom_onbuild),
    row("customize.*.shell", Kind::List, "", "WORD", custom::key_custom_shell),
    row("customize.*.stopsignal", Kind::Text, "", "SIGNAL", custom::key_custom_stopsignal),
    row("customize.*.volumes", Kind::List, "", "DIR", custom::key_custom_volumes),
    row("customize.*.workdir", Kind::Text, "", "DIR", custom::key_custom_workdir),
    row("customize.*.dockerfile.stages", Kind::Text, "", "INSTRUCTIONS", custom::key_custom_snippet_stages),
    row(
        "customize.*.dockerfile.before_packages",
        Kind::Text,
        "",
        "INSTRUCTIONS",
        custom::key_custom_snippet_before_packages,
    ),
    row("customize.*.dockerfile.before_copy", Kind::Text, "", "INSTRUCTIONS", custom::key_custom_snippet_before_copy),
    row("customize.*.dockerfile.before_user", Kind::Text, "", "INSTRUCTIONS", custom::key_custom_snippet_before_user),
    row("customize.*.dockerfile.end", Kind::Text, "", "INSTRUCTIONS", custom::key_custom_snippet_end),
];

/// What stands at a path: a key, a branch that keys stand below, or nothing that we know.
pub enum Shape {
    /// A value of this key.
    Leaf(&'static Key),
    /// A mapping; the names that may follow, `*` for a name that the user chooses.
    Branch(Vec<&'static str>),
    /// Unknown.
    Nothing,
}

/// What the table says of a path.
#[must_use]
pub fn shape(path: &[String]) -> Shape {
    if let Some(key) = KEYS.iter().find(|key| matches(key.path, path)) {
        return Shape::Leaf(key);
    }
    let mut next: Vec<&'static str> = KEYS.iter().filter_map(|key| following(key.path, path)).collect();
    next.dedup();
    if next.is_empty() { Shape::Nothing } else { Shape::Branch(next) }
}

/// Whether the value at a path may also be written as a mapping that holds it as `value`, beside other keys.
#[must_use]
pub fn has_long_form(path: &[String]) -> bool {
    let value: Vec<String> = path.iter().cloned().chain(["value".to_owned()]).collect();
    let ends = |path: &[String]| KEYS.iter().find(|key| matches(key.path, path));
    ends(path).is_some() && ends(&value).is_some_and(|key| key.path.ends_with(".value"))
}

/// Where the value of a path is kept: a value in the long form stands where the short form would, so that layers override
/// each other whichever form they use.
#[must_use]
pub fn home(mut path: Vec<String>) -> Vec<String> {
    if let Some((last, above)) = path.split_last()
        && last == "value"
        && has_long_form(above)
    {
        path.pop();
    }
    path
}

fn matches(pattern: &str, path: &[String]) -> bool {
    let mut parts = pattern.split('.');
    for (index, name) in path.iter().enumerate() {
        match parts.next() {
            Some("**") => return index < path.len(),
            Some("*") => {}
            Some(part) if part == name => {}
            _ => return false,
        }
    }
    parts.next().is_none()
}

/// The part of a pattern that follows a path which is a true prefix of it.
fn following(pattern: &'static str, path: &[String]) -> Option<&'static str> {
    let mut parts = pattern.split('.');
    for name in path {
        match parts.next()? {
            "*" => {}
            part if part == name => {}
            _ => return None,
        }
    }
    parts.next().map(|part| if part == "**" { "*" } else { part })
}

/// Splits a dotted path of `--set`. What follows `labels.` or `mirrors.` is one name, as labels and hosts have dots
/// themselves; the parts of a platform are joined by `/` and stay one name.
#[must_use]
pub fn split(path: &str) -> Vec<String> {
    match path.split_once('.') {
        Some((root, name)) if holds_names(root) => vec![root.to_owned(), name.to_owned()],
        _ => path.split('.').map(str::to_owned).collect(),
    }
}

/// Whether texts by names of the user's stand right below a root, so that no key of ours has to be told from the name.
fn holds_names(root: &str) -> bool {
    let names = |key: &Key| matches!(key.path.split_once('.'), Some((held, "*" | "**")) if held == root);
    KEYS.iter().any(|key| key.kind == Kind::Text && names(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_path_and_flag_is_its_own() {
        let mut seen = BTreeSet::new();
        for key in KEYS {
            assert!(seen.insert(key.path), "{}", key.path);
            assert!(key.flag.is_none_or(|flag| seen.insert(flag) || flag == key.path), "{:?}", key.flag);
        }
    }

    #[test]
    fn paths_find_their_shape() {
        let leaf = |path: &str| matches!(shape(&split(path)), Shape::Leaf(_));
        assert!(leaf("istio.tag"));
        assert!(leaf("component.proxy.prebuilt.envoy.linux/amd64.path"));
        assert!(leaf("mirrors.docker.io/istio"));
        assert_eq!(split("mirrors.docker.io"), ["mirrors", "docker.io"]);
        assert!(!leaf("mirrors"));
        assert!(leaf("labels.org.opencontainers.image.vendor"));
        assert!(leaf("mesh.defaultConfig.concurrency"));
        assert!(leaf("env.pilot.X") && leaf("env.pilot.X.unchecked") && !leaf("env.pilot.X.y"));
        assert_eq!(home(split("env.pilot.X.value")), split("env.pilot.X"));
        assert_eq!(home(split("env.pilot.value")), split("env.pilot.value"));
        assert!(!leaf("istio"));
        assert!(!leaf("istio.tag.x"));
        assert!(matches!(shape(&split("istio")), Shape::Branch(names) if names.contains(&"commit")));
        assert!(matches!(shape(&split("imgae")), Shape::Nothing));
    }
}
