//! What there is to say of the instructions of Dockerfiles: what each does, what contexts of this program do with it,
//! what tutorials get wrong about it, and how it looks right and wrong.
//!
//! Sources: the Dockerfile reference (docs.docker.com/reference/dockerfile), `BuildKit`'s parser, the image specification
//! of OCI (github.com/opencontainers/image-spec, config.md), and the Dockerfiles and charts of Istio 1.30.3.

mod form;

use crate::dockerfile::Keyword;
use crate::text::instruction as say;
use crate::text::instruction_claim as claim;
use crate::text::{Language, Text};

pub use form::{FORMS, Form, form_of};

/// A message without arguments.
type Say = fn() -> Text;

/// One instruction.
pub struct Instruction {
    /// Its name.
    pub name: &'static str,
    /// What the parser calls it.
    pub keyword: Keyword,
    /// Whether contexts of this program have it unless a preset says otherwise.
    pub emitted: bool,
    /// What it does.
    pub what: Say,
    /// What contexts of this program do with it, and why.
    pub here: Say,
    /// What tutorials say of it, and what is true.
    pub claims: &'static [Say],
    /// How it is written well.
    pub good: &'static str,
    /// How tutorials write it.
    pub bad: &'static str,
    /// The rules of findings that speak of it, between spaces.
    rules: &'static str,
    /// The rules of hadolint and the checks of `BuildKit` that speak of it.
    pub checkers: &'static [&'static str],
    /// Further ways of writing it, by their names among the [`FORMS`].
    pub forms: &'static [&'static str],
}

impl Instruction {
    /// The rules of findings that speak of it: those of the grammar speak of any, and are not among them.
    pub fn rules(&self) -> impl Iterator<Item = &'static str> {
        self.rules.split_whitespace()
    }
}

/// All instructions, in the order of the Dockerfile reference; `MAINTAINER` is the one that is gone.
pub const INSTRUCTIONS: &[Instruction] = &[
    Instruction {
        name: "FROM",
        keyword: Keyword::From,
        emitted: true,
        what: say::from_what,
        here: say::from_here,
        claims: &[claim::from_latest, claim::from_small],
        good: "FROM docker.io/library/debian:trixie-slim AS pilot",
        bad: "FROM ubuntu:latest",
        rules: "base-floating-tag base-musl base-old-glibc base-reference base-unknown-iptables \
                base-unknown-libc base-without-iptables base-without-libc base-without-library \
                comment-names-other from-undeclared-arg go-image image-latest image-name-variable \
                image-not-allowed image-not-pinned image-pin-old image-pin-undated image-reference \
                image-registry image-retired-host image-untagged istio-ca-missing istio-go-too-old \
                istio-iptables-missing istio-path-missing istio-versions-differ lock-image-differs \
                lock-stage-missing mirror onbuild-forbidden pin pin-missing pin-platform platform-constant \
                platform-redundant retired-endpoint signature-missing stage-as-case stage-name-case \
                stage-name-duplicate stage-name-reserved stage-unreachable",
        checkers: &["DL3006", "DL3007", "DL3029", "StageNameCasing", "InvalidDefaultArgInFrom"],
        forms: &["stages", "named contexts"],
    },
    Instruction {
        name: "RUN",
        keyword: Keyword::Run,
        emitted: true,
        what: say::run_what,
        here: say::run_here,
        claims: &[claim::run_apt, claim::run_delete, claim::run_cd],
        good: "RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \\\n    apt-get update && apt-get install --yes --no-install-recommends iptables",
        bad: "RUN apt-get install -y iptables",
        rules: "apk-cache apk-pin apt-interactive-tool apt-lists apt-pin apt-recommends apt-yes \
                bash-without-shell capability chpasswd debug-tools download-pipe-shell download-unchecked \
                gem-pin go-install-version iptables-backend istio-build-differs json-form npm-pin \
                package-pinned packages-bare-base packages-unsigned packages-unsorted \
                packages-without-scripts password-empty pip-cache pip-pin pipefail rpm-clean rpm-pin rpm-yes \
                run-cd run-consecutive run-emulated run-insecure run-secret run-senseless run-sudo setuid \
                shell-by-link shell-cd-unchecked shell-glob-dash shell-in-distroless shell-in-scratch \
                shell-needless-cat shell-remove-root shell-status-masked shell-unquoted snippet-run \
                system-upgrade tls-off update-alone user-twice user-unused useradd-high-uid wget-and-curl \
                wget-progress world-writable yarn-cache zypper-clean zypper-pin zypper-yes",
        checkers: &["DL3003", "DL3008", "DL3009", "DL3015", "DL4006", "JSONArgsRecommended"],
        forms: &["RUN --mount", "heredoc"],
    },
    Instruction {
        name: "COPY",
        keyword: Keyword::Copy,
        emitted: true,
        what: say::copy_what,
        here: say::copy_here,
        claims: &[claim::copy_requirements, claim::copy_all],
        good: "COPY --from=official-pilot --chmod=0755 /usr/local/bin/pilot-discovery /usr/local/bin/pilot-discovery",
        bad: "COPY . /",
        rules: "add-not-copy added-file added-file-mode added-private-key ca-certificate copy-archive \
                copy-before-packages copy-context-to-root copy-from-empty-stage copy-from-self \
                copy-from-unknown copy-ignored copy-many-sources copy-missing copy-needless \
                copy-owner-after-user copy-private-key copy-relative copy-secret copy-vex copy-whole-stage \
                copy-world-writable dynamic-module istio-binary-on-musl prebuilt-missing secret-file \
                undefined-variable wasm-damaged wasm-module",
        checkers: &["DL3010", "DL3021", "DL3022", "DL3045", "CopyIgnoredFile"],
        forms: &["COPY --from", "COPY --chmod", "COPY --link", "heredoc"],
    },
    Instruction {
        name: "ADD",
        keyword: Keyword::Add,
        emitted: true,
        what: say::add_what,
        here: say::add_here,
        claims: &[claim::add_permissions, claim::add_unpacks],
        good: "ADD --checksum=sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 https://downloads.example.com/envoy /envoy",
        bad: "ADD config.yaml /etc/istio/",
        rules: "add-local add-not-copy add-unchecked add-without-checksum copy-context-to-root copy-ignored \
                copy-missing copy-private-key copy-relative copy-secret download-unchecked prebuilt-sha256 \
                prebuilt-url undefined-variable",
        checkers: &["DL3020"],
        forms: &["ADD --checksum"],
    },
    Instruction {
        name: "ENTRYPOINT",
        keyword: Keyword::Entrypoint,
        emitted: true,
        what: say::entrypoint_what,
        here: say::entrypoint_here,
        claims: &[claim::entrypoint_shell],
        good: "ENTRYPOINT [\"/usr/local/bin/pilot-discovery\"]",
        bad: "ENTRYPOINT pilot-discovery discovery",
        rules: "entrypoint-replaced entrypoint-twice exec-form istio-command-differs json-form \
                shell-in-scratch wrapper wrapper-bypassed",
        checkers: &["DL3025", "DL4004", "JSONArgsRecommended", "MultipleInstructionsDisallowed"],
        forms: &[],
    },
    Instruction {
        name: "CMD",
        keyword: Keyword::Cmd,
        emitted: true,
        what: say::cmd_what,
        here: say::cmd_here,
        claims: &[claim::cmd_command, claim::cmd_python],
        good: "CMD [\"/usr/local/bin/install-cni\"]",
        bad: "CMD python app.py",
        rules: "cmd-twice exec-form json-form shell-in-scratch",
        checkers: &["DL3025", "DL4003", "JSONArgsRecommended", "MultipleInstructionsDisallowed"],
        forms: &[],
    },
    Instruction {
        name: "VOLUME",
        keyword: Keyword::Volume,
        emitted: false,
        what: say::volume_what,
        here: say::volume_here,
        claims: &[claim::volume_host, claim::volume_persistent, claim::volume_shared],
        good: "VOLUME [\"/var/lib/data\"]",
        bad: "VOLUME /home/me/config:/etc/istio/config",
        rules: "undefined-variable volume-as-root volume-in-image volume-system",
        checkers: &[],
        forms: &[],
    },
    Instruction {
        name: "ENV",
        keyword: Keyword::Env,
        emitted: true,
        what: say::env_what,
        here: say::env_here,
        claims: &[claim::env_secret, claim::env_debug, claim::env_invented],
        good: "ENV PILOT_TRACE_SAMPLING=\"10\"",
        bad: "ENV DB_PASSWORD hunter2",
        rules: "env-default env-deployment env-left-out env-legacy-form env-name env-needs-ambient \
                env-not-checked env-refers-itself env-tls-off env-type env-unchecked env-unknown env-value \
                env-ztunnel fips-env istio-envoy-differs secret secret-in-name secret-name secret-value \
                undefined-variable",
        checkers: &["DL3044", "SecretsUsedInArgOrEnv", "LegacyKeyValueFormat"],
        forms: &[],
    },
    Instruction {
        name: "LABEL",
        keyword: Keyword::Label,
        emitted: true,
        what: say::label_what,
        here: say::label_here,
        claims: &[claim::label_names],
        good: "LABEL org.opencontainers.image.version=\"1.30.3\"",
        bad: "LABEL version 1.0",
        rules: "istio-fips-words label-duplicate label-email label-empty label-key label-licence \
                label-missing label-name label-revision label-superfluous label-time label-url label-value \
                label-version undefined-variable",
        checkers: &["DL3048", "DL3052", "DL3055", "LegacyKeyValueFormat"],
        forms: &[],
    },
    Instruction {
        name: "STOPSIGNAL",
        keyword: Keyword::Stopsignal,
        emitted: false,
        what: say::stopsignal_what,
        here: say::stopsignal_here,
        claims: &[claim::stopsignal_five, claim::stopsignal_time],
        good: "STOPSIGNAL SIGTERM",
        bad: "STOPSIGNAL SIGKILL",
        rules: "stop-signal stopsignal-form stopsignal-ungraceful",
        checkers: &[],
        forms: &[],
    },
    Instruction {
        name: "HEALTHCHECK",
        keyword: Keyword::Healthcheck,
        emitted: true,
        what: say::healthcheck_what,
        here: say::healthcheck_here,
        claims: &[claim::healthcheck_restart, claim::healthcheck_kubernetes, claim::healthcheck_curl],
        good: "HEALTHCHECK CMD [\"/usr/local/bin/pilot-discovery\", \"request\", \"GET\", \"/version\"]",
        bad: "HEALTHCHECK CMD curl -f http://localhost:8080/ready || exit 1",
        rules: "healthcheck-lies healthcheck-missing healthcheck-oci healthcheck-program healthcheck-twice \
                istio-healthcheck-differs json-form shell-in-scratch",
        checkers: &["DL3012", "MultipleInstructionsDisallowed"],
        forms: &[],
    },
    Instruction {
        name: "WORKDIR",
        keyword: Keyword::Workdir,
        emitted: true,
        what: say::workdir_what,
        here: say::workdir_here,
        claims: &[claim::workdir_relative],
        good: "WORKDIR /opt/cni/bin",
        bad: "WORKDIR app",
        rules: "copy-relative workdir-moved workdir-relative workdir-system",
        checkers: &["DL3000", "DL3003", "WorkdirRelativePath"],
        forms: &[],
    },
    Instruction {
        name: "USER",
        keyword: Keyword::User,
        emitted: true,
        what: say::user_what,
        here: say::user_here,
        claims: &[claim::user_build, claim::user_name, claim::user_openshift],
        good: "USER 1337:1337",
        bad: "USER istio-proxy",
        rules: "copy-owner-after-user custom-root istio-user-differs istio-user-refused user-missing \
                user-not-allowed user-not-numeric user-root user-unknown",
        checkers: &["DL3002", "DL3046"],
        forms: &[],
    },
    Instruction {
        name: "ARG",
        keyword: Keyword::Arg,
        emitted: true,
        what: say::arg_what,
        here: say::arg_here,
        claims: &[claim::arg_scope, claim::arg_secret],
        good: "ARG ISTIO_HUB=docker.io/istio",
        bad: "ARG GITHUB_TOKEN",
        rules: "comment-names-other from-undeclared-arg secret-in-name secret-value undefined-variable",
        checkers: &["DL3026", "SecretsUsedInArgOrEnv", "UndefinedVar", "UndefinedArgInFrom"],
        forms: &["RUN --mount"],
    },
    Instruction {
        name: "ONBUILD",
        keyword: Keyword::Onbuild,
        emitted: false,
        what: say::onbuild_what,
        here: say::onbuild_here,
        claims: &[claim::onbuild_every_build, claim::onbuild_base_updated, claim::onbuild_oci],
        good: "ONBUILD COPY --chmod=0644 mesh.yaml /etc/istio/config/mesh",
        bad: "ONBUILD RUN apt-get upgrade -y",
        rules: "onbuild-forbidden onbuild-in-image",
        checkers: &["DL3043"],
        forms: &["stages"],
    },
    Instruction {
        name: "SHELL",
        keyword: Keyword::Shell,
        emitted: false,
        what: say::shell_what,
        here: say::shell_here,
        claims: &[claim::shell_exec, claim::shell_oci],
        good: "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]",
        bad: "SHELL /bin/bash",
        rules: "bash-without-shell pipefail shell-in-image shell-in-scratch",
        checkers: &["DL4005", "DL4006"],
        forms: &["heredoc"],
    },
    Instruction {
        name: "EXPOSE",
        keyword: Keyword::Expose,
        emitted: true,
        what: say::expose_what,
        here: say::expose_here,
        claims: &[claim::expose_publish, claim::expose_mapping],
        good: "EXPOSE 15010 15012",
        bad: "EXPOSE 8080:80",
        rules: "expose-case expose-form expose-range expose-ssh undefined-variable",
        checkers: &["DL3011", "ExposeInvalidFormat", "ExposeProtoCasing"],
        forms: &[],
    },
    Instruction {
        name: "MAINTAINER",
        keyword: Keyword::Maintainer,
        emitted: false,
        what: say::maintainer_what,
        here: say::maintainer_here,
        claims: &[claim::maintainer_gone],
        good: "LABEL org.opencontainers.image.authors=\"mesh@example.com\"",
        bad: "MAINTAINER mesh@example.com",
        rules: "maintainer onbuild-forbidden",
        checkers: &["DL4000", "MaintainerDeprecated"],
        forms: &[],
    },
];

/// The instruction of a name, in any case.
#[must_use]
pub fn instruction(name: &str) -> Option<&'static Instruction> {
    INSTRUCTIONS.iter().find(|instruction| instruction.name.eq_ignore_ascii_case(name))
}

/// The instruction that the parser found; `None` for a word that is none.
#[must_use]
pub fn of_keyword(keyword: Keyword) -> Option<&'static Instruction> {
    INSTRUCTIONS.iter().find(|instruction| instruction.keyword == keyword)
}

/// A text in every language, for programs: `{"en": …, "pt-BR": …}`.
#[must_use]
pub fn in_every_language(text: &Text) -> serde_json::Value {
    Language::ALL.into_iter().map(|language| (language.tag().to_owned(), text.say(language))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dockerfile::Dockerfile;

    #[test]
    fn there_are_the_17_instructions_and_the_one_that_is_gone() {
        assert_eq!(INSTRUCTIONS.iter().filter(|row| row.keyword != Keyword::Maintainer).count(), 17);
        for row in INSTRUCTIONS {
            assert_eq!(of_keyword(row.keyword).unwrap().name, row.name);
            assert!(!row.claims.is_empty(), "{}", row.name);
            assert!(row.rules().all(|id| crate::rule::rule_of(id).is_some()), "{}", row.name);
            assert!(row.rules().is_sorted_by(|left, right| left < right), "{}", row.name);
            assert!(row.forms.iter().all(|name| form_of(name).is_some()), "{}", row.name);
        }
    }

    /// A rule that names an instruction, or whose id begins as one is called, speaks of it. What `check` finds is held
    /// against its fixtures.
    #[test]
    fn rules_are_told_of_the_instructions_that_they_name() {
        let mut missing = Vec::new();
        for row in INSTRUCTIONS {
            let small = row.name.to_ascii_lowercase();
            for rule in crate::rule::all() {
                let title = (rule.says)().say(Language::English);
                let named = title.split(|c: char| !c.is_alphanumeric()).any(|word| word == row.name);
                let of_preset = crate::rule::RULES.iter().any(|one| one.id == rule.id);
                let called = rule.id.replace("stop-signal", "stopsignal").split('-').next() == Some(small.as_str());
                if (named || called && of_preset) && !row.rules().any(|id| id == rule.id) {
                    missing.push(format!("{}: {}", row.name, rule.id));
                }
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }

    #[test]
    fn what_is_shown_as_right_is_read_without_problems() {
        let examples =
            INSTRUCTIONS.iter().map(|row| (row.name, row.good)).chain(FORMS.iter().map(|form| (form.name, form.good)));
        for (name, good) in examples.filter(|(_, good)| !good.is_empty()) {
            let whole = if good.starts_with("FROM") { good.to_owned() } else { format!("FROM scratch\n{good}\n") };
            let file = Dockerfile::parse(&whole);
            assert_eq!(file.problems, [], "{name}");
        }
        for row in INSTRUCTIONS {
            let text = format!("{}\n", row.bad);
            let file = Dockerfile::parse(&text);
            assert_eq!(file.instructions[0].keyword, row.keyword, "{}", row.name);
        }
    }
}
