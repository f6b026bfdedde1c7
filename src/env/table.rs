//! Variables that no release of Istio registers, and what became of those that are gone.

use crate::text::{Text, env as say};

/// What every Go program, its client of Kubernetes, its TLS, its proxies, gRPC and the cloud libraries read. One that ends in `_` is a beginning.
const RUNTIME: &[&str] = &[
    "AWS_",
    "GCE_METADATA_HOST",
    "GODEBUG",
    "GOGC",
    "GOMAXPROCS",
    "GOMEMLIMIT",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "GOTRACEBACK",
    "GRPC_",
    "HOME",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "KUBECONFIG",
    "KUBERNETES_",
    "LANG",
    "LC_",
    "NO_PROXY",
    "OTEL_",
    "PATH",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "TMPDIR",
    "TRACEPARENT",
    "TZ",
    "https_proxy",
    "http_proxy",
    "no_proxy",
];

/// What a component reads without registering it (`os.Getenv`, the flags of cobra), by the component.
/// Istio 1.12.9 to 1.30.3, `tools/istio-iptables`, `cni/pkg`, `istioctl/cmd`.
const UNREGISTERED: &[(&str, &[&str])] = &[
    (
        "proxy",
        &[
            "ENVOY_PORT",
            "FORCE_IPTABLES_BINARY",
            "INBOUND_CAPTURE_PORT",
            "INVALID_DROP",
            "ISTIO_EXCLUDE_INTERFACES",
            "ISTIO_INBOUND_",
            "ISTIO_LOCAL_EXCLUDE_PORTS",
            "ISTIO_METAJSON_",
            "ISTIO_META_",
            "ISTIO_OUTBOUND_PORTS",
            "ISTIO_SERVICE_CIDR",
            "ISTIO_SERVICE_EXCLUDE_CIDR",
        ],
    ),
    ("cni", &["ALLOW_SWITCH_TO_HOST_NS", "FORCE_IPTABLES_BINARY"]),
    ("istioctl", &["ISTIOCONFIG", "ISTIOCTL_"]),
    ("ztunnel", &["CA_HEADER_", "ISTIO_META_", "XDS_HEADER_"]),
];

/// What the pod and its chart say, each pod its own.
const DEPLOYMENT: &[&str] = &[
    "CLUSTER_ID",
    "HOST_IP",
    "INSTANCE_IP",
    "INSTANCE_IPS",
    "ISTIO_CPU_LIMIT",
    "ISTIO_META_APP_CONTAINERS",
    "ISTIO_META_CLUSTER_ID",
    "ISTIO_META_INTERCEPTION_MODE",
    "ISTIO_META_NODE_NAME",
    "ISTIO_META_OWNER",
    "ISTIO_META_POD_PORTS",
    "ISTIO_META_WORKLOAD_NAME",
    "KUBECONFIG",
    "NODE_NAME",
    "POD_NAME",
    "POD_NAMESPACE",
    "PROXY_CONFIG",
    "REVISION",
    "SERVICE_ACCOUNT",
];

/// What does today what a variable of an older release did.
#[derive(Clone, Copy)]
enum Now {
    /// Another variable.
    Variable(&'static str),
    /// A field of the mesh configuration.
    Mesh(&'static str),
    /// It is always so.
    Always,
}

/// The variables that are gone and whose job is done by something else.
const REPLACED: &[(&str, Now)] = &[
    ("CENTRAL_ISTIOD", Now::Variable("EXTERNAL_ISTIOD")),
    ("CNI_NET_DIR", Now::Variable("MOUNTED_CNI_NET_DIR")),
    ("DNS_CAPTURE", Now::Variable("ISTIO_META_DNS_CAPTURE")),
    ("ENABLE_ADMIN_ENDPOINTS", Now::Variable("UNSAFE_ENABLE_ADMIN_ENDPOINTS")),
    ("ENABLE_AUTO_SNI", Now::Always),
    ("ENABLE_INGRESS_GATEWAY_SDS", Now::Always),
    ("ISTIO_AUTO_MTLS_ENABLED", Now::Mesh("enableAutoMtls")),
    ("PILOT_ENABLED_SERVICE_APIS", Now::Variable("PILOT_ENABLE_GATEWAY_API")),
    ("PILOT_ENABLE_AMBIENT_CONTROLLERS", Now::Variable("PILOT_ENABLE_AMBIENT")),
    ("PILOT_ENABLE_HBONE", Now::Variable("PILOT_ENABLE_AMBIENT")),
    ("PILOT_ENABLE_HEADLESS_SERVICE_POD_LISTENERS", Now::Always),
    ("PILOT_ENABLE_VIRTUAL_SERVICE_DELEGATE", Now::Always),
    ("PILOT_INBOUND_PROTOCOL_DETECTION_TIMEOUT", Now::Mesh("protocolDetectionTimeout")),
    ("PILOT_USE_ENDPOINT_SLICE", Now::Always),
    ("PROXY_XDS_VIA_AGENT", Now::Always),
    ("SDS_ENABLED", Now::Always),
    ("TERMINATION_DRAIN_DURATION_SECONDS", Now::Mesh("defaultConfig.terminationDrainDuration")),
    ("WORKLOAD_CERT_TTL", Now::Variable("DEFAULT_WORKLOAD_CERT_TTL")),
];

fn holds(list: &[&str], name: &str) -> bool {
    list.iter().any(|known| match known.ends_with('_') {
        true => name.len() > known.len() && name.starts_with(known),
        false => *known == name,
    })
}

/// Whether any program of a component may read it, whatever Istio registers.
pub(super) fn runtime(name: &str) -> bool {
    holds(RUNTIME, name)
}

/// Whether the component reads it without registering it.
pub(super) fn unregistered(component: &str, name: &str) -> bool {
    // The slim init image holds the same program as the proxy.
    let component = if component == "init" { "proxy" } else { component };
    UNREGISTERED.iter().any(|(id, names)| *id == component && holds(names, name))
}

/// Whether it is for the pod to say.
pub(super) fn of_deployment(name: &str) -> bool {
    DEPLOYMENT.contains(&name)
}

/// What does its job today.
pub(super) fn replaced(name: &str) -> Option<Text> {
    let (_, now) = REPLACED.iter().find(|(known, _)| *known == name)?;
    Some(match now {
        Now::Variable(name) => say::env_now_variable(name),
        Now::Mesh(field) => say::env_now_mesh(field),
        Now::Always => say::env_now_always(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    #[test]
    fn what_replaces_a_variable_lives_and_what_it_replaces_does_not() {
        let newest = &catalogue::releases().last().unwrap().tag;
        let alive = catalogue::variables(newest).unwrap();
        let lives = |name: &str| alive.iter().any(|variable| variable.name == name);
        for (name, now) in REPLACED {
            assert!(!lives(name), "{name} is not gone");
            assert!(!catalogue::history(name).is_empty(), "{name} never lived");
            if let Now::Variable(by) = now {
                assert!(lives(by), "{by} replaces {name} and does not live");
            }
        }
    }

    #[test]
    fn beginnings_hold_what_follows_them() {
        assert!(runtime("GRPC_GO_LOG_VERBOSITY_LEVEL") && runtime("GOMEMLIMIT"));
        assert!(!runtime("GRPC_") && !runtime("GOMEMLIMITS"));
        assert!(unregistered("proxy", "ISTIO_META_ANYTHING") && !unregistered("pilot", "ISTIO_META_ANYTHING"));
        assert!(unregistered("init", "ISTIO_META_ANYTHING"));
    }
}
