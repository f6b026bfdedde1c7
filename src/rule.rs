//! The rules behind findings: every id with how much it matters at most and what it is about.

use crate::finding::Severity;
use crate::text::{Text, custom_rule as custom, pin, rule as say, select, setting_rule as setting};

/// One rule.
pub struct Rule {
    /// The stable id, in kebab-case: what findings carry.
    pub id: &'static str,
    /// How much it matters at most.
    pub severity: Severity,
    /// What it is about, in a line.
    pub says: fn() -> Text,
}

const fn rule(id: &'static str, severity: Severity, says: fn() -> Text) -> Rule {
    Rule { id, severity, says }
}

/// All rules, in the order of their ids.
pub const RULES: &[Rule] = &[
    rule("add-local", Severity::Warning, custom::rule_add_local),
    rule("add-unchecked", Severity::Error, custom::rule_add_unchecked),
    rule("added-file", Severity::Error, custom::rule_added_file),
    rule("added-file-mode", Severity::Warning, custom::rule_added_file_mode),
    rule("added-private-key", Severity::Error, custom::rule_added_private_key),
    rule("base-floating-tag", Severity::Warning, say::rule_base_floating_tag),
    rule("base-musl", Severity::Error, say::rule_base_musl),
    rule("base-name", Severity::Warning, say::rule_base_name),
    rule("base-old-glibc", Severity::Error, say::rule_base_old_glibc),
    rule("base-reference", Severity::Error, say::rule_base_reference),
    rule("base-unknown-iptables", Severity::Warning, say::rule_base_unknown_iptables),
    rule("base-unknown-libc", Severity::Warning, say::rule_base_unknown_libc),
    rule("base-without-iptables", Severity::Error, say::rule_base_without_iptables),
    rule("base-without-libc", Severity::Error, say::rule_base_without_libc),
    rule("base-without-library", Severity::Error, say::rule_base_without_library),
    rule("binary-not-in-sources", Severity::Info, say::rule_binary_not_in_sources),
    rule("bootstrap", Severity::Error, custom::rule_bootstrap),
    rule("ca-certificate", Severity::Error, custom::rule_ca_certificate),
    rule("ca-validity", Severity::Warning, custom::rule_ca_validity),
    rule("ca-without-image", Severity::Info, custom::rule_ca_without_image),
    rule("component-not-built", Severity::Warning, say::rule_component_not_built),
    rule("component-not-in-release", Severity::Error, say::rule_component_not_in_release),
    rule("custom-builder", Severity::Error, custom::rule_custom_builder),
    rule("custom-root", Severity::Warning, custom::rule_custom_root),
    rule("custom-value", Severity::Error, custom::rule_custom_value),
    rule("debug-tools", Severity::Warning, custom::rule_debug_tools),
    rule("dynamic-module", Severity::Error, custom::rule_dynamic_module),
    rule("dynamic-module-abi", Severity::Info, custom::rule_dynamic_module_abi),
    rule("endpoint-not-retired", Severity::Warning, say::rule_endpoint_not_retired),
    rule("entrypoint-replaced", Severity::Warning, custom::rule_entrypoint_replaced),
    rule("env-default", Severity::Info, setting::rule_env_default),
    rule("env-deployment", Severity::Warning, setting::rule_env_deployment),
    rule("env-left-out", Severity::Warning, setting::rule_env_left_out),
    rule("env-name", Severity::Error, setting::rule_env_name),
    rule("env-needs-ambient", Severity::Info, setting::rule_env_needs_ambient),
    rule("env-not-checked", Severity::Info, setting::rule_env_not_checked),
    rule("env-type", Severity::Error, setting::rule_env_type),
    rule("env-unchecked", Severity::Warning, setting::rule_env_unchecked),
    rule("env-unknown", Severity::Error, setting::rule_env_unknown),
    rule("env-value", Severity::Error, setting::rule_env_value),
    rule("env-ztunnel", Severity::Warning, setting::rule_env_ztunnel),
    rule("extends-cycle", Severity::Error, say::rule_extends_cycle),
    rule("extension-unread", Severity::Warning, custom::rule_extension_unread),
    rule("file-edited", Severity::Info, say::rule_file_edited),
    rule("file-missing", Severity::Warning, say::rule_file_missing),
    rule("fips-cni", Severity::Warning, setting::rule_fips_cni),
    rule("fips-ended", Severity::Warning, setting::rule_fips_ended),
    rule("fips-env", Severity::Error, setting::rule_fips_env),
    rule("fips-go", Severity::Error, setting::rule_fips_go),
    rule("fips-no-certificate", Severity::Info, setting::rule_fips_no_certificate),
    rule("fips-official", Severity::Error, setting::rule_fips_official),
    rule("fips-policy-alone", Severity::Warning, setting::rule_fips_policy_alone),
    rule("fips-prebuilt", Severity::Info, setting::rule_fips_prebuilt),
    rule("fips-release", Severity::Error, setting::rule_fips_release),
    rule("go-image", Severity::Error, say::rule_go_image),
    rule("healthcheck-oci", Severity::Info, custom::rule_healthcheck_oci),
    rule("healthcheck-program", Severity::Warning, custom::rule_healthcheck_program),
    rule("hidden-character", Severity::Error, select::rule_hidden_character),
    rule("hub", Severity::Error, say::rule_hub),
    rule("image-tag", Severity::Error, say::rule_image_tag),
    rule("image-tag-latest", Severity::Warning, say::rule_image_tag_latest),
    rule("init-is-proxyv2", Severity::Info, say::rule_init_is_proxyv2),
    rule("iptables-backend", Severity::Error, custom::rule_iptables_backend),
    rule("iptables-unused", Severity::Warning, custom::rule_iptables_unused),
    rule("istio-commit", Severity::Error, say::rule_istio_commit),
    rule("istio-tag", Severity::Error, say::rule_istio_tag),
    rule("istio-tag-unknown", Severity::Error, say::rule_istio_tag_unknown),
    rule("label-name", Severity::Error, say::rule_label_name),
    rule("label-value", Severity::Error, say::rule_label_value),
    rule("legacy-path", Severity::Error, say::rule_legacy_path),
    rule("lock-unreadable", Severity::Error, say::rule_lock_unreadable),
    rule("manifests-generated", Severity::Warning, say::rule_manifests_generated),
    rule("manifests-stamped", Severity::Info, say::rule_manifests_stamped),
    rule("mesh-field", Severity::Error, setting::rule_mesh_field),
    rule("mesh-field-twice", Severity::Error, setting::rule_mesh_field_twice),
    rule("mesh-in-image", Severity::Warning, setting::rule_mesh_in_image),
    rule("mesh-type", Severity::Error, setting::rule_mesh_type),
    rule("mesh-unread", Severity::Warning, setting::rule_mesh_unread),
    rule("mesh-value", Severity::Error, setting::rule_mesh_value),
    rule("mirror", Severity::Error, say::rule_mirror),
    rule("missing-answer", Severity::Error, say::rule_missing_answer),
    rule("no-history", Severity::Info, say::rule_no_history),
    rule("no-lock", Severity::Warning, say::rule_no_lock),
    rule("nothing-pinned", Severity::Warning, pin::rule_nothing_pinned),
    rule("onbuild-in-image", Severity::Warning, custom::rule_onbuild_in_image),
    rule("package-pinned", Severity::Info, custom::rule_package_pinned),
    rule("packages-bare-base", Severity::Error, custom::rule_packages_bare_base),
    rule("packages-without-scripts", Severity::Warning, custom::rule_packages_without_scripts),
    rule("patch", Severity::Error, say::rule_patch),
    rule("patch-no-effect", Severity::Warning, say::rule_patch_no_effect),
    rule("patch-outside", Severity::Info, say::rule_patch_outside),
    rule("pin", Severity::Error, pin::rule_pin),
    rule("pin-missing", Severity::Warning, pin::rule_pin_missing),
    rule("pin-platform", Severity::Error, pin::rule_pin_platform),
    rule("pin-unused", Severity::Warning, pin::rule_pin_unused),
    rule("platform", Severity::Error, say::rule_platform),
    rule("policy", Severity::Error, say::rule_policy),
    rule("prebuilt-envoy", Severity::Warning, say::rule_prebuilt_envoy),
    rule("prebuilt-libc", Severity::Error, say::rule_prebuilt_libc),
    rule("prebuilt-library", Severity::Warning, say::rule_prebuilt_library),
    rule("prebuilt-missing", Severity::Error, say::rule_prebuilt_missing),
    rule("prebuilt-other", Severity::Error, say::rule_prebuilt_other),
    rule("prebuilt-path-and-url", Severity::Error, say::rule_prebuilt_path_and_url),
    rule("prebuilt-program", Severity::Error, say::rule_prebuilt_program),
    rule("prebuilt-sha256", Severity::Error, say::rule_prebuilt_sha256),
    rule("prebuilt-unseen", Severity::Info, select::rule_prebuilt_unseen),
    rule("prebuilt-unused", Severity::Warning, say::rule_prebuilt_unused),
    rule("prebuilt-url", Severity::Error, say::rule_prebuilt_url),
    rule("prebuilt-version", Severity::Warning, say::rule_prebuilt_version),
    rule("preset-choice", Severity::Error, say::rule_preset_choice),
    rule("preset-duplicate-key", Severity::Error, say::rule_preset_duplicate_key),
    rule("preset-type", Severity::Error, say::rule_preset_type),
    rule("preset-unknown-key", Severity::Error, say::rule_preset_unknown_key),
    rule("preset-yaml", Severity::Error, say::rule_preset_yaml),
    rule("release-unknown", Severity::Info, say::rule_release_unknown),
    rule("retired-endpoint", Severity::Error, say::rule_retired_endpoint),
    rule("secret", Severity::Error, say::rule_secret),
    rule("secret-file", Severity::Error, say::rule_secret_file),
    rule("secret-name", Severity::Error, say::rule_secret_name),
    rule("set-form", Severity::Error, say::rule_set_form),
    rule("shell-in-image", Severity::Warning, custom::rule_shell_in_image),
    rule("signature-missing", Severity::Warning, pin::rule_signature_missing),
    rule("signature-unchecked", Severity::Warning, pin::rule_signature_unchecked),
    rule("signing-key", Severity::Error, pin::rule_signing_key),
    rule("slim-needs-base", Severity::Error, say::rule_slim_needs_base),
    rule("snippet", Severity::Error, custom::rule_snippet),
    rule("snippet-run", Severity::Info, custom::rule_snippet_run),
    rule("source-endpoint", Severity::Warning, say::rule_source_endpoint),
    rule("source-problem", Severity::Warning, say::rule_source_problem),
    rule("sources-unused", Severity::Warning, say::rule_sources_unused),
    rule("stop-signal", Severity::Warning, custom::rule_stop_signal),
    rule("tag-leading-v", Severity::Info, say::rule_tag_leading_v),
    rule("template", Severity::Error, say::rule_template),
    rule("template-drift", Severity::Warning, say::rule_template_drift),
    rule("template-injection", Severity::Error, say::rule_template_injection),
    rule("template-left-out", Severity::Warning, say::rule_template_left_out),
    rule("template-name", Severity::Error, say::rule_template_name),
    rule("template-output", Severity::Error, say::rule_template_output),
    rule("template-outside", Severity::Error, say::rule_template_outside),
    rule("template-path", Severity::Error, say::rule_template_path),
    rule("template-same", Severity::Info, say::rule_template_same),
    rule("template-skipped", Severity::Info, say::rule_template_skipped),
    rule("time-zones", Severity::Info, custom::rule_time_zones),
    rule("unknown-binary", Severity::Error, say::rule_unknown_binary),
    rule("unknown-component", Severity::Error, say::rule_unknown_component),
    rule("unknown-preset", Severity::Error, say::rule_unknown_preset),
    rule("variant-not-in-release", Severity::Error, say::rule_variant_not_in_release),
    rule("vendor", Severity::Error, say::rule_vendor),
    rule("volume-in-image", Severity::Warning, custom::rule_volume_in_image),
    rule("wasm-module", Severity::Error, custom::rule_wasm_module),
    rule("workdir-moved", Severity::Warning, custom::rule_workdir_moved),
    rule("wrapper", Severity::Error, custom::rule_wrapper),
    rule("wrapper-bypassed", Severity::Warning, custom::rule_wrapper_bypassed),
    rule("writable-read-only", Severity::Info, custom::rule_writable_read_only),
];

/// The rules of findings and those of `check`, each in its order.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().chain(crate::check::checks().map(|check| &check.rule))
}

/// The rule of an id.
#[must_use]
pub fn rule_of(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "the test reads the sources of this program")]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// The ids that the sources make findings with.
    fn used(directory: &Path, ids: &mut BTreeSet<(String, String)>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                used(&path, ids);
                continue;
            }
            if path.extension().is_none_or(|ending| ending != "rs") || path.ends_with("tests.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            // What is called `finding` may make any of the three.
            for severity in ["error", "warning", "info", "finding"] {
                for rest in text.split(&format!("{severity}(")).skip(1) {
                    if let Some((id, _)) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                        let is_id = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
                        if is_id {
                            ids.insert((id.to_owned(), severity.to_owned()));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn every_rule_of_the_sources_is_in_the_table_and_no_other() {
        let mut ids = BTreeSet::new();
        used(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut ids);
        for (id, severity) in &ids {
            let rule = rule_of(id).unwrap_or_else(|| panic!("`{id}` is not in the table"));
            let reaches = match severity.as_str() {
                "error" => rule.severity == Severity::Error,
                "warning" => rule.severity >= Severity::Warning,
                _ => true,
            };
            assert!(reaches, "`{id}` is {severity} somewhere");
        }
        for rule in RULES {
            let told: Vec<_> = ids.iter().filter(|(id, _)| id == rule.id).collect();
            let severity = rule.severity.to_string();
            assert!(
                told.iter().any(|(_, used)| *used == severity || used == "finding"),
                "nothing finds `{}` as {severity}",
                rule.id
            );
        }
        assert!(RULES.is_sorted_by(|left, right| left.id < right.id));
        let unique: BTreeSet<&str> = all().map(|rule| rule.id).collect();
        assert_eq!(unique.len(), all().count());
    }
}
