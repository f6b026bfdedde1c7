//! Newer ways of writing Dockerfiles, which most tutorials do not have.

use super::Say;
use crate::text::instruction_form as form;

/// A newer way of writing, which most tutorials do not have.
pub struct Form {
    /// Its name.
    pub name: &'static str,
    /// Other words for it.
    pub names: &'static [&'static str],
    /// What it does.
    pub what: Say,
    /// What contexts of this program do with it, and why.
    pub here: Say,
    /// How it is written; empty for one that stands outside of a Dockerfile.
    pub good: &'static str,
}

/// The newer ways of writing.
pub const FORMS: &[Form] = &[
    Form {
        name: "RUN --mount",
        names: &["--mount", "mount", "cache mount", "secret mount"],
        what: form::mount_what,
        here: form::mount_here,
        good: "RUN --mount=type=secret,id=netrc,target=/root/.netrc \\\n    --mount=type=cache,target=/go/pkg/mod \\\n    go build -o /out/pilot-agent ./pilot/cmd/pilot-agent",
    },
    Form {
        name: "COPY --from",
        names: &["--from"],
        what: form::copy_from_what,
        here: form::copy_from_here,
        good: "COPY --from=official-proxyv2 /usr/local/bin/envoy /usr/local/bin/envoy",
    },
    Form {
        name: "COPY --chmod",
        names: &["--chmod"],
        what: form::copy_chmod_what,
        here: form::copy_chmod_here,
        good: "COPY --chmod=0644 licenses/LICENSE /licenses/istio/LICENSE",
    },
    Form {
        name: "COPY --link",
        names: &["--link"],
        what: form::copy_link_what,
        here: form::copy_link_here,
        good: "COPY --link --chmod=0755 pilot-agent /usr/local/bin/pilot-agent",
    },
    Form {
        name: "ADD --checksum",
        names: &["--checksum"],
        what: form::add_checksum_what,
        here: form::add_checksum_here,
        good: "ADD --checksum=sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 https://downloads.example.com/envoy /envoy",
    },
    Form {
        name: "heredoc",
        names: &["here-document", "<<EOF"],
        what: form::heredoc_what,
        here: form::heredoc_here,
        good: "RUN <<EOF\nset -e\napt-get update\napt-get install --yes --no-install-recommends iptables\nEOF",
    },
    Form {
        name: "stages",
        names: &["multi-stage", "stage", "--target"],
        what: form::stages_what,
        here: form::stages_here,
        good: "FROM docker.io/istio/pilot:1.30.3 AS official-pilot",
    },
    Form {
        name: "named contexts",
        names: &["named context", "--build-context"],
        what: form::contexts_what,
        here: form::contexts_here,
        good: "",
    },
    Form {
        name: "# syntax",
        names: &["syntax", "# syntax="],
        what: form::syntax_what,
        here: form::syntax_here,
        good: "# syntax=docker/dockerfile:1",
    },
    Form {
        name: "# check",
        names: &["build checks", "# check=", "--check"],
        what: form::check_what,
        here: form::check_here,
        good: "# check=error=true",
    },
];

/// The newer way of writing of a name.
#[must_use]
pub fn form_of(name: &str) -> Option<&'static Form> {
    let is = |known: &str| known.eq_ignore_ascii_case(name);
    FORMS.iter().find(|form| is(form.name) || form.names.iter().any(|known| is(known)))
}
