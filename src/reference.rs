//! Image references, as the distribution specification writes them:
//! `[registry/]repository[:tag][@algorithm:digest]` (github.com/distribution/reference, "Grammar").

use std::fmt;

/// Why a text is no image reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing there.
    Empty,
    /// A repository name has capitals, as `BASE_IMAGE` of the tutorials: registries refuse it.
    UpperCase,
    /// A character or form that the grammar does not have.
    Form,
    /// The tag is not `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`.
    Tag,
    /// The digest is not `sha256:` and 64 hexadecimal digits, or `sha512:` and 128.
    Digest,
}

/// A parsed image reference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The registry's host and port, `docker.io` when the text names none.
    pub registry: String,
    /// The repository in the registry; Docker Hub's official images have their `library/` here.
    pub repository: String,
    /// The tag, if the text names one.
    pub tag: Option<String>,
    /// The digest, if the text names one.
    pub digest: Option<String>,
}

impl Reference {
    /// Reads a reference as Docker does: `debian` is `docker.io/library/debian`.
    ///
    /// # Errors
    /// The first [`Problem`] with the text.
    pub fn parse(text: &str) -> Result<Reference, Problem> {
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        let (name, digest) = match text.split_once('@') {
            Some((name, digest)) => (name, Some(check_digest(digest)?)),
            None => (text, None),
        };
        let (name, tag) = match name.rsplit_once(':') {
            Some((name, tag)) if !tag.contains('/') => (name, Some(check_tag(tag)?)),
            _ => (name, None),
        };
        let (registry, path) = split_registry(name);
        if path.len() > 255 {
            return Err(Problem::Form);
        }
        check_path(path)?;
        check_registry(registry)?;
        let repository =
            if registry == "docker.io" && !path.contains('/') { format!("library/{path}") } else { path.to_owned() };
        Ok(Reference { registry: registry.to_owned(), repository, tag, digest })
    }

    /// Registry and repository without tag and digest.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.registry, self.repository)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.registry, self.repository)?;
        if let Some(tag) = &self.tag {
            write!(f, ":{tag}")?;
        }
        match &self.digest {
            Some(digest) => write!(f, "@{digest}"),
            None => Ok(()),
        }
    }
}

/// Checks a registry prefix, which images' names are put behind: `registry.example.com/mesh`, `localhost:5000`.
///
/// # Errors
/// The first [`Problem`]; a prefix has neither tag nor digest.
pub fn check_prefix(text: &str) -> Result<(), Problem> {
    let probe = Reference::parse(&format!("{text}/x"))?;
    if probe.name() == format!("{text}/x") || format!("docker.io/{text}/x") == probe.name() {
        Ok(())
    } else {
        Err(Problem::Form)
    }
}

/// Checks an image tag.
///
/// # Errors
/// [`Problem::Tag`].
pub fn check_tag(tag: &str) -> Result<String, Problem> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let ok = tag.len() <= 128 && tag.starts_with(word) && tag.chars().all(|c| word(c) || c == '.' || c == '-');
    if ok { Ok(tag.to_owned()) } else { Err(Problem::Tag) }
}

/// Checks a digest: `sha256:` or `sha512:` and as many hexadecimal digits as it takes.
///
/// # Errors
/// [`Problem::Digest`].
pub fn check_digest(digest: &str) -> Result<String, Problem> {
    let length = match digest.split_once(':') {
        Some(("sha256", hex)) if is_hex(hex) => (hex.len(), 64),
        Some(("sha512", hex)) if is_hex(hex) => (hex.len(), 128),
        _ => return Err(Problem::Digest),
    };
    if length.0 == length.1 { Ok(digest.to_owned()) } else { Err(Problem::Digest) }
}

/// Whether a text is made of lower-case hexadecimal digits.
#[must_use]
pub fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Docker's rule: the first part is a registry if it has a dot or a colon, or is `localhost`.
fn split_registry(name: &str) -> (&str, &str) {
    match name.split_once('/') {
        Some((first, rest)) if first.contains(['.', ':']) || first == "localhost" => (first, rest),
        _ => ("docker.io", name),
    }
}

fn check_registry(registry: &str) -> Result<(), Problem> {
    let (host, port) = match registry.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (registry, None),
    };
    let label = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let port_ok = port.is_none_or(|port| !port.is_empty() && port.parse::<u16>().is_ok());
    if host.split('.').all(label) && port_ok { Ok(()) } else { Err(Problem::Form) }
}

fn check_path(path: &str) -> Result<(), Problem> {
    if path.chars().any(|c| c.is_uppercase()) {
        return Err(Problem::UpperCase);
    }
    if path.split('/').all(is_component) { Ok(()) } else { Err(Problem::Form) }
}

/// `[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*`
fn is_component(part: &str) -> bool {
    let alphanumeric = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    if !part.starts_with(alphanumeric) || !part.ends_with(alphanumeric) {
        return false;
    }
    part.split(alphanumeric)
        .filter(|separator| !separator.is_empty())
        .all(|separator| matches!(separator, "." | "_" | "__") || separator.chars().all(|c| c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn references_are_read_as_docker_reads_them() {
        for (text, canonical) in [
            ("debian", "docker.io/library/debian"),
            ("debian:trixie-slim", "docker.io/library/debian:trixie-slim"),
            ("istio/pilot:1.30.3", "docker.io/istio/pilot:1.30.3"),
            ("localhost/x", "localhost/x"),
            ("localhost:5000/a/b:1", "localhost:5000/a/b:1"),
            ("registry.example.com/mesh/proxyv2", "registry.example.com/mesh/proxyv2"),
        ] {
            assert_eq!(Reference::parse(text).unwrap().to_string(), canonical, "{text}");
        }
        let digest = format!("a/b@sha256:{}", "0".repeat(64));
        assert_eq!(Reference::parse(&digest).unwrap().tag, None);
    }

    #[test]
    fn what_a_registry_would_refuse_is_refused_with_its_reason() {
        for (text, problem) in [
            ("", Problem::Empty),
            ("BASE_IMAGE", Problem::UpperCase),
            ("a b", Problem::Form),
            ("a/b:versão", Problem::Tag),
            ("a:-x", Problem::Tag),
            ("a@sha256:12", Problem::Digest),
            ("a//b", Problem::Form),
            ("example.com:x/a", Problem::Form),
            ("debian\nrun evil", Problem::Form),
            ("$HUB/x", Problem::UpperCase),
        ] {
            assert_eq!(Reference::parse(text), Err(problem), "{text:?}");
        }
    }

    #[test]
    fn a_prefix_has_no_tag() {
        for prefix in ["docker.io/istio", "localhost:5000", "registry.example.com/a/b", "istio"] {
            assert_eq!(check_prefix(prefix), Ok(()), "{prefix}");
        }
        for prefix in ["", "UPPER", "a b", "/a", "a/"] {
            assert!(check_prefix(prefix).is_err(), "{prefix}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_the_same(text in "[a-zA-Z0-9./:@_ -]{0,40}") {
            if let Ok(reference) = Reference::parse(&text) {
                let again = Reference::parse(&reference.to_string()).unwrap();
                prop_assert_eq!(again, reference);
            }
        }
    }
}
