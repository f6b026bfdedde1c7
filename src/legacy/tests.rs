use super::*;
use crate::text::Language;
use std::collections::BTreeSet;

/// Each row with what its answer must name, in both languages: when it went, and what to write instead.
const ANSWERS: &[(&str, &[&str])] = &[
    ("mixer", &["1.8", "Telemetry API", "AuthorizationPolicy", "WasmPlugin"]),
    ("policy", &["1.8", "AuthorizationPolicy"]),
    ("telemetry", &["1.8", "Telemetry API"]),
    ("citadel", &["1.6", "istiod", "`pilot`"]),
    ("galley", &["1.6", "istiod", "`pilot`"]),
    ("sidecar_injector", &["1.6", "istiod", "`pilot`"]),
    ("node-agent", &["1.6", "pilot-agent", "`pilot`"]),
    ("proxy_init", &["1.4", "proxyv2", "istio-iptables", "component.init.slim"]),
    ("istio-init", &["1.4", "proxyv2", "component.init.slim"]),
    ("proxy_debug", &["1.4", "proxyv2", "variant: debug"]),
    ("proxytproxy", &["1.6", "proxyv2", "TPROXY"]),
    ("operator", &["1.24", "istioctl", "Helm", "Sail"]),
    ("kubectl", &["1.5", "kubectl debug"]),
    ("mixer.yaml", &["1.8", "Telemetry API"]),
    ("pilot.yaml", &["/etc/istio/config/mesh", "`mesh`", "`env.pilot`"]),
    ("istio/packaging/istio-init/files", &["1.4", "istio-iptables.sh", "pilot-agent"]),
    (
        "ISTIO_PILOT_ENABLE_PROTOCOL_SNIFFING",
        &["_FOR_OUTBOUND", "_FOR_INBOUND", "1.3", "1.18", "protocolDetectionTimeout", "appProtocol"],
    ),
    ("ISTIO_PILOT_ENABLE_PROXIES", &["istio-injection=enabled", "enableNamespacesByDefault"]),
    ("PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND", &["1.3", "1.18", "1.19", "protocolDetectionTimeout"]),
    ("PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_OUTBOUND", &["1.3", "1.18", "1.19", "protocolDetectionTimeout"]),
    ("BASE_IMAGE", &["tutorial", "list bases"]),
    ("ISTIO_IMAGE_NAME", &["tutorial", "`hub`", "`tag`"]),
    ("v1.28.0", &["`v`", "v1.28.0"]),
    ("latest", &["list releases"]),
    ("versão", &["ASCII", "list releases"]),
    ("windows/amd64", &["istio/istio#27893", "linux/amd64"]),
    ("darwin/arm64", &["macOS", "linux/amd64"]),
    ("linux/s390x", &["istio/istio#2348", "linux/amd64"]),
    ("linux/ppc64le", &["istio/istio#45672", "linux/amd64"]),
    ("RUN --rm", &["docker run", "--mount=type=cache"]),
    ("ONBUILD", &["OCI", "COPY --from"]),
    ("MAINTAINER", &["1.13", "org.opencontainers.image.authors"]),
    ("canonical image", &["Docker Official Images", "Verified Publisher", "Sponsored OSS", "digest"]),
];

#[test]
fn every_row_is_answered_in_both_languages() {
    let mut met = BTreeSet::new();
    for (word, names) in ANSWERS {
        let row = find(word).unwrap_or_else(|| panic!("{word} has no row"));
        met.insert(row.words[0]);
        let told = row.tell(word);
        let said = Language::ALL.map(|language| {
            let said = told.was.clone().then(told.instead.clone()).then(told.more.clone()).say(language);
            for name in *names {
                assert!(said.contains(name), "{word} does not name {name}: {said}");
            }
            assert!(said.contains("`istio-imgen explain "), "{said}");
            said
        });
        assert_ne!(said[0], said[1], "{word} is not translated");
    }
    for row in ROWS {
        assert!(met.contains(row.words[0]), "`{}` has no test", row.words[0]);
    }
}

#[test]
fn a_word_is_met_only_where_it_can_stand() {
    assert!(word("Mixer").is_some() && word("sidecar-injector").is_some() && word("ONBUILD").is_some());
    assert!(word("latest").is_none() && word("pilot").is_none() && word("proxy").is_none() && word("init").is_none());
    assert!(tag("latest").is_some() && tag("última").is_some() && tag("1.30.3").is_none());
    assert!(platform("linux/s390x").is_some() && platform("linux/amd64").is_none());
    assert!(variable("PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND").is_some() && variable("mixer").is_none());
    assert!(path("./istio/packaging/istio-init/files/x").is_some() && path("files/pilot-agent").is_none());
}
