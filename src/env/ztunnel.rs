//! The variables of ztunnel, which is written in Rust and no part of Istio's sources: it refuses to start on a value that it
//! cannot read.

use crate::release::Kind;
use crate::version::Version;

/// A variable of ztunnel.
#[derive(Clone, Copy, Debug)]
pub struct ZtunnelVariable {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Fixes came to several lines at once, so there may be more than one.
    spans: &'static [(&'static str, &'static str)],
}

impl ZtunnelVariable {
    /// Whether ztunnel of a release reads it; of a tag that is no version, it is taken to.
    #[must_use]
    pub fn lives_at(&self, tag: &str) -> bool {
        let Ok(tag) = tag.parse::<Version>() else { return true };
        let within = |(since, until): &(&str, &str)| {
            since.parse::<Version>().is_ok_and(|since| since <= tag)
                && (until.is_empty() || until.parse::<Version>().is_ok_and(|until| tag <= until))
        };
        self.spans.is_empty() || self.spans.iter().any(within)
    }

    /// The first and the last release of each time that it was read; the last is empty while it still is, and there is
    /// none when every release with ztunnel reads it.
    #[must_use]
    pub fn spans(&self) -> &'static [(&'static str, &'static str)] {
        self.spans
    }

    /// The first release that read it; `None` when the first ztunnel did.
    #[must_use]
    pub fn since(&self) -> Option<&'static str> {
        self.spans.first().map(|(since, _)| *since)
    }

    /// The last release that read it; `None` while it is read.
    #[must_use]
    pub fn until(&self) -> Option<&'static str> {
        self.spans.last().map(|(_, until)| *until).filter(|until| !until.is_empty())
    }
}

/// From the first release with ztunnel (1.18) to the newest one.
const ALWAYS: &[(&str, &str)] = &[];

const fn row(name: &'static str, kind: Kind, spans: &'static [(&'static str, &'static str)]) -> ZtunnelVariable {
    ZtunnelVariable { name, kind, spans }
}

/// All variables in the order of their names. Source: `src/` of istio/ztunnel at the commit that `istio.deps` of each
/// final release from 1.18.0 to 1.30.3 names, and `src/config.rs` at 1.31.0-rc.0.
pub(super) const ZTUNNEL: &[ZtunnelVariable] = &[
    row("ALT_CA_HOSTNAME", Kind::String, &[("1.24.0", "")]),
    row("ALT_XDS_HOSTNAME", Kind::String, &[("1.24.0", "")]),
    row("AUTHZ_POLICY_INFO_LOGGING", Kind::String, &[("1.30.0", "")]),
    row("AUTH_TOKEN", Kind::String, &[("1.24.0", "")]),
    row("CA_ADDRESS", Kind::String, ALWAYS),
    row("CA_CERT_WATCHER", Kind::Bool, &[("1.28.6", "1.28.10"), ("1.29.2", "1.29.6")]),
    row("CA_ROOT_CA", Kind::String, ALWAYS),
    row("CLUSTER_DOMAIN", Kind::String, &[("1.19.0", "")]),
    row("CLUSTER_ID", Kind::String, ALWAYS),
    row("COMPLIANCE_POLICY", Kind::String, &[("1.27.0", "")]),
    row("CONNECTION_TERMINATION_DEADLINE", Kind::Duration, &[("1.23.0", "")]),
    row("CRL_PATH", Kind::String, &[("1.29.0", "")]),
    row("DNS_CAPTURE", Kind::Bool, &[("1.19.0", "")]),
    row("DNS_PROXY_ADDR", Kind::String, &[("1.21.0", "")]),
    row("ENABLE_ORIG_SRC", Kind::Bool, ALWAYS),
    row("ENABLE_PROXY", Kind::Bool, &[("1.19.0", "")]),
    row("ENABLE_RESPONSE_BAGGAGE", Kind::Bool, &[("1.29.0", "")]),
    row("FAKE_CA", Kind::Bool, ALWAYS),
    row("HTTP2_CONNECTION_WINDOW_SIZE", Kind::Int, &[("1.24.6", "1.24.6"), ("1.25.3", "")]),
    row("HTTP2_FRAME_SIZE", Kind::Int, &[("1.24.6", "1.24.6"), ("1.25.3", "")]),
    row("HTTP2_STREAM_WINDOW_SIZE", Kind::Int, &[("1.24.6", "1.24.6"), ("1.25.3", "")]),
    row("INPOD_ENABLED", Kind::Bool, &[("1.21.0", "1.22.8")]),
    row("INPOD_MARK", Kind::Int, &[("1.21.0", "1.22.8")]),
    row("INPOD_PORT_REUSE", Kind::Bool, &[("1.21.0", "")]),
    row("INPOD_UDS", Kind::String, &[("1.21.0", "")]),
    row("INSTANCE_IP", Kind::String, ALWAYS),
    row("IPV6_ENABLED", Kind::Bool, &[("1.22.2", "")]),
    row("KEEPALIVE_ENABLED", Kind::Bool, &[("1.24.2", "")]),
    row("KEEPALIVE_INTERVAL", Kind::Duration, &[("1.24.2", "")]),
    row("KEEPALIVE_RETRIES", Kind::Int, &[("1.24.2", "")]),
    row("KEEPALIVE_TIME", Kind::Duration, &[("1.24.2", "")]),
    row("LOCALHOST_APP_TUNNEL", Kind::Bool, &[("1.26.0", "")]),
    row("LOCAL_XDS", Kind::String, &[("1.24.0", "")]),
    row("LOCAL_XDS_PATH", Kind::String, ALWAYS),
    row("LOG_FORMAT", Kind::String, &[("1.22.0", "")]),
    row("NETWORK", Kind::String, &[("1.19.0", "")]),
    row("NODE_NAME", Kind::String, ALWAYS),
    row("PACKET_MARK", Kind::Int, &[("1.23.0", "")]),
    row("POD_NAME", Kind::String, ALWAYS),
    row("POD_NAMESPACE", Kind::String, ALWAYS),
    row("POOL_MAX_STREAMS_PER_CONNECTION", Kind::Int, &[("1.22.0", "")]),
    row("POOL_UNUSED_RELEASE_TIMEOUT", Kind::Duration, &[("1.22.0", "")]),
    row("PREFERED_SERVICE_NAMESPACE", Kind::String, &[("1.27.0", "")]),
    row("PROXY_CONFIG", Kind::String, ALWAYS),
    row("PROXY_MODE", Kind::String, ALWAYS),
    row("PROXY_WORKLOAD_INFO", Kind::String, &[("1.24.0", "")]),
    row("RUST_BACKTRACE", Kind::String, ALWAYS),
    row("RUST_LOG", Kind::String, ALWAYS),
    row("SECRET_TTL", Kind::Duration, &[("1.21.0", "")]),
    row("SERVICE_ACCOUNT", Kind::String, &[("1.27.0", "")]),
    row("TERMINATION_GRACE_PERIOD", Kind::Duration, &[("1.18.0", "1.18.7")]),
    row("TERMINATION_GRACE_PERIOD_SECONDS", Kind::Int, &[("1.23.0", "")]),
    row("TLS12_ENABLED", Kind::Bool, &[("1.28.6", "1.28.10"), ("1.29.2", "")]),
    row("TRUST_DOMAIN", Kind::String, &[("1.27.0", "")]),
    row("UNSTABLE_ENABLE_SOCKS5", Kind::Bool, &[("1.22.0", "")]),
    row("USER_TIMEOUT_ENABLED", Kind::Bool, &[("1.24.2", "")]),
    row("XDS_ADDRESS", Kind::String, ALWAYS),
    row("XDS_ON_DEMAND", Kind::Bool, ALWAYS),
    row("XDS_ROOT_CA", Kind::String, ALWAYS),
    row("ZTUNNEL_CPU_LIMIT", Kind::Int, &[("1.27.0", "")]),
    row("ZTUNNEL_RESOURCE_CPU_LIMIT", Kind::String, ALWAYS),
    row("ZTUNNEL_RESOURCE_CPU_REQUEST", Kind::String, ALWAYS),
    row("ZTUNNEL_WORKER_THREADS", Kind::String, ALWAYS),
];
