//! What a registry asks for with a 401: the challenges of `WWW-Authenticate` (RFC 9110, section 11.6.1; the scheme
//! `Bearer` as the registry token specification of the Distribution project has it).

/// One challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Challenge {
    /// A name and a password with each request.
    Basic,
    /// A token, to be had from another server.
    Bearer {
        /// The URL of that server.
        realm: String,
        /// The service that it is asked about.
        service: Option<String>,
        /// What the token is to allow: `repository:istio/pilot:pull`.
        scope: Option<String>,
    },
}

/// The challenges of one header value, in order. What cannot be understood is left out.
pub(super) fn parse(header: &str) -> Vec<Challenge> {
    let mut challenges = Vec::new();
    let mut rest = header;
    while let Some((scheme, after)) = word(rest.trim_start_matches([' ', ','])) {
        let (parameters, after) = parameters(after);
        rest = after;
        let find = |name: &str| {
            parameters.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone())
        };
        if scheme.eq_ignore_ascii_case("basic") {
            challenges.push(Challenge::Basic);
        } else if let (true, Some(realm)) = (scheme.eq_ignore_ascii_case("bearer"), find("realm")) {
            challenges.push(Challenge::Bearer { realm, service: find("service"), scope: find("scope") });
        }
    }
    challenges
}

/// The leading word of a text and what follows it.
fn word(text: &str) -> Option<(&str, &str)> {
    let end = text.find([' ', ',', '=', '"']).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// The `name=value` pairs at the beginning of a text, and what follows the last of them.
fn parameters(mut text: &str) -> (Vec<(String, String)>, &str) {
    let mut found = Vec::new();
    while let Some((name, after)) = word(text.trim_start_matches([' ', ','])) {
        let Some(after) = after.trim_start().strip_prefix('=') else { break };
        let (value, after) = value(after.trim_start());
        found.push((name.to_owned(), value));
        text = after;
    }
    (found, text)
}

/// A token, or a quoted text in which a backslash makes the next character stand for itself.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, rest) = text.split_at(text.find([' ', ',']).unwrap_or(text.len()));
        return (value.to_owned(), rest);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((index, c)) = characters.next() {
        match c {
            '"' => return (value, &quoted[index + 1..]),
            '\\' => value.extend(characters.next().map(|(_, c)| c)),
            c => value.push(c),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bearer(realm: &str, service: Option<&str>, scope: Option<&str>) -> Challenge {
        Challenge::Bearer {
            realm: realm.to_owned(),
            service: service.map(str::to_owned),
            scope: scope.map(str::to_owned),
        }
    }

    #[test]
    fn challenges_are_read_as_registries_write_them() {
        let hub = r#"Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/debian:pull,push""#;
        let scope = Some("repository:library/debian:pull,push");
        assert_eq!(parse(hub), [bearer("https://auth.docker.io/token", Some("registry.docker.io"), scope)]);
        assert_eq!(
            parse(r#"Basic realm="x, y", BEARER realm=https://t/a"#),
            [Challenge::Basic, bearer("https://t/a", None, None)]
        );
        assert_eq!(parse(r#"bearer realm = "a\"b" , error="invalid_token""#), [bearer("a\"b", None, None)]);
        for nonsense in ["", ",", "=", "Negotiate", "Bearer service=x", "\"", "Digest a=\"", "Bearer realm"] {
            assert_eq!(parse(nonsense), [], "{nonsense}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_sent_ends(text in "[a-zA-Z=\", \\\\]{0,60}") {
            prop_assert!(parse(&text).len() <= text.len());
        }
    }
}
