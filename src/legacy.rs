//! The legacy dictionary: words of old releases and of tutorials, with what they were, when they went, and what to write
//! instead. A word with an entry here is never just "unknown".

use crate::finding::Finding;
use crate::text::{Text, legacy as say};

/// What a word stood for, which decides where it can be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A component or image.
    Component,
    /// A file or a path.
    File,
    /// An environment variable.
    Variable,
    /// Something that a tutorial leaves to be filled in.
    Placeholder,
    /// A tag of Istio.
    Tag,
    /// A platform.
    Platform,
    /// An instruction of Dockerfiles, or a phrase about images.
    Image,
}

/// One row of the dictionary.
pub struct Row {
    /// The words; one that ends in `*` is a beginning. The first one is the row's name.
    pub words: &'static [&'static str],
    /// What they stood for.
    pub kind: Kind,
    /// The image that Istio published under it.
    pub image: Option<&'static str>,
    was: fn(String) -> Text,
    instead: fn() -> Text,
}

/// What the dictionary says of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it was and when it went.
    pub was: Text,
    /// What to write instead.
    pub instead: Text,
    /// Where to read more.
    pub more: Text,
}

impl Row {
    /// What to say of a word that this row has.
    #[must_use]
    pub fn tell(&self, word: &str) -> Told {
        let topic = self.words.first().copied().unwrap_or(word);
        Told { was: (self.was)(word.to_owned()), instead: (self.instead)(), more: explain(topic) }
    }

    fn has(&self, folded: &str) -> bool {
        self.words.iter().any(|word| match word.strip_suffix('*') {
            Some(beginning) => folded.starts_with(&fold(beginning)),
            None => folded == fold(word),
        })
    }
}

const fn row(
    words: &'static [&'static str],
    kind: Kind,
    image: Option<&'static str>,
    was: fn(String) -> Text,
    instead: fn() -> Text,
) -> Row {
    Row { words, kind, image, was, instead }
}

/// All rows.
pub const ROWS: &[Row] = &[
    row(
        &["mixer", "policy", "telemetry", "istio-policy", "istio-telemetry", "mixs"],
        Kind::Component,
        Some("mixer"),
        say::mixer_was,
        say::mixer_instead,
    ),
    row(&["citadel", "istio-ca"], Kind::Component, Some("citadel"), say::citadel_was, say::citadel_instead),
    row(&["galley"], Kind::Component, Some("galley"), say::galley_was, say::galley_instead),
    row(
        &["sidecar_injector", "sidecar_initializer"],
        Kind::Component,
        Some("sidecar_injector"),
        say::injector_was,
        say::injector_instead,
    ),
    row(&["node-agent", "node-agent-k8s"], Kind::Component, Some("node-agent-k8s"), say::agent_was, say::agent_instead),
    row(&["proxy_init", "istio-init"], Kind::Component, Some("proxy_init"), say::init_was, say::init_instead),
    row(&["proxy_debug"], Kind::Component, Some("proxy_debug"), say::debug_was, say::debug_instead),
    row(&["proxytproxy"], Kind::Component, Some("proxytproxy"), say::tproxy_was, say::tproxy_instead),
    row(&["operator", "istio-operator"], Kind::Component, Some("operator"), say::operator_was, say::operator_instead),
    row(&["kubectl"], Kind::Component, Some("kubectl"), say::kubectl_was, say::kubectl_instead),
    row(&["mixer.yaml"], Kind::File, None, say::mixer_yaml_was, say::mixer_instead),
    row(&["pilot.yaml"], Kind::File, None, say::pilot_yaml_was, say::pilot_yaml_instead),
    row(
        &["istio/packaging/istio-init/files", "packaging/istio-init*", "istio/packaging*"],
        Kind::File,
        None,
        say::init_files_was,
        say::init_files_instead,
    ),
    row(
        &["ISTIO_PILOT_ENABLE_PROTOCOL_SNIFFING", "PILOT_ENABLE_PROTOCOL_SNIFFING"],
        Kind::Variable,
        None,
        say::sniffing_fiction_was,
        say::sniffing_instead,
    ),
    row(&["PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_*"], Kind::Variable, None, say::sniffing_was, say::sniffing_instead),
    row(
        &["ISTIO_PILOT_ENABLE_PROXIES", "PILOT_ENABLE_PROXIES"],
        Kind::Variable,
        None,
        say::proxies_was,
        say::proxies_instead,
    ),
    row(&["BASE_IMAGE"], Kind::Placeholder, None, say::placeholder_was, say::base_image_instead),
    row(&["ISTIO_IMAGE_NAME"], Kind::Placeholder, None, say::placeholder_was, say::image_name_instead),
    row(&["latest"], Kind::Tag, None, say::latest_was, say::latest_instead),
    row(&["v1.28.0", "v0*", "v1*"], Kind::Tag, None, say::leading_v_was, say::leading_v_instead),
    row(&["versão", "não-ASCII", "non-ASCII"], Kind::Tag, None, say::non_ascii_was, say::latest_instead),
    row(&["windows/*", "windows"], Kind::Platform, None, say::windows_was, say::platform_instead),
    row(&["darwin/*", "darwin", "macos"], Kind::Platform, None, say::darwin_was, say::platform_instead),
    row(&["linux/s390x", "s390x"], Kind::Platform, None, say::s390x_was, say::platform_instead),
    row(&["linux/ppc64le", "ppc64le"], Kind::Platform, None, say::ppc64le_was, say::platform_instead),
    row(&["RUN --rm"], Kind::Image, None, say::run_rm_was, say::run_rm_instead),
    row(&["ONBUILD"], Kind::Image, None, say::onbuild_was, say::onbuild_instead),
    row(&["MAINTAINER"], Kind::Image, None, say::maintainer_was, say::maintainer_instead),
    row(&["canonical image", "imagem canônica"], Kind::Image, None, say::canonical_was, say::canonical_instead),
];

/// The row of a word, whatever it stood for. Case, `-`, `_` and blanks at the ends are no difference.
#[must_use]
pub fn find(word: &str) -> Option<&'static Row> {
    of(word, |_| true)
}

/// What is said of a word that stands where a component, a key, a preset or a base image is wanted.
#[must_use]
pub fn word(word: &str) -> Option<Told> {
    of(word, |kind| !matches!(kind, Kind::Variable | Kind::Tag | Kind::Platform)).map(|row| row.tell(word))
}

/// What is said of the name of an environment variable.
#[must_use]
pub fn variable(name: &str) -> Option<Told> {
    of(name, |kind| kind == Kind::Variable).map(|row| row.tell(name))
}

/// What is said of a tag. Tags are ASCII: any other letter has a row of its own.
#[must_use]
pub fn tag(typed: &str) -> Option<Told> {
    let row = of(typed, |kind| matches!(kind, Kind::Tag | Kind::Placeholder));
    let row = row.or_else(|| find("non-ASCII").filter(|_| !typed.is_ascii()));
    row.map(|row| row.tell(typed))
}

/// What is said of a platform.
#[must_use]
pub fn platform(word: &str) -> Option<Told> {
    of(word, |kind| kind == Kind::Platform).map(|row| row.tell(word))
}

/// What is said of a path that a tutorial names.
#[must_use]
pub fn path(path: &str) -> Option<Told> {
    of(path.trim_start_matches("./"), |kind| kind == Kind::File).map(|row| row.tell(path))
}

/// Puts what the dictionary says in the place of what is said of any unknown word.
#[must_use]
pub fn or_told(finding: Finding, told: Option<Told>) -> Finding {
    match told {
        Some(told) => Finding { message: told.was, hint: Some(told.instead.then(told.more)), ..finding },
        None => finding,
    }
}

/// Where to read more of a word.
#[must_use]
pub fn explain(word: &str) -> Text {
    say::legacy_explain(crate::escape::shell(word))
}

fn of(word: &str, kind: impl Fn(Kind) -> bool) -> Option<&'static Row> {
    let folded = fold(word.trim());
    ROWS.iter().find(|row| kind(row.kind) && row.has(&folded))
}

fn fold(word: &str) -> String {
    word.to_lowercase().replace('-', "_")
}

#[cfg(test)]
mod tests;
