//! Where Istio's sources are: a URL, with its login split off at once, or a directory of this machine.

use crate::error::{Error, Kind, Result};
use crate::text::source as say;
use camino::Utf8PathBuf;
use std::fmt;

/// Where a repository is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A repository that is fetched into the cache.
    Remote(Url),
    /// A repository on this machine (bare or not), which is opened and never fetched.
    Local(Utf8PathBuf),
}

impl Location {
    /// Reads what a person typed: an `https`, `http`, `git` or `file` URL, or a path.
    ///
    /// # Errors
    /// [`Kind::Usage`] when it is a URL of another kind or none that can be understood. No error shows a login.
    pub fn parse(text: &str) -> Result<Location> {
        let text = text.trim();
        if let Some((scheme, rest)) = text.split_once("://") {
            return match scheme.to_ascii_lowercase().as_str() {
                "https" => Url::parse(Scheme::Https, rest).map(Location::Remote),
                "http" => Url::parse(Scheme::Http, rest).map(Location::Remote),
                "git" => Url::parse(Scheme::Git, rest).map(Location::Remote),
                "file" => local_of(rest),
                "ssh" | "git+ssh" | "ssh+git" => Err(no_ssh(text)),
                other => Err(Error::new(Kind::Usage, say::scheme_unknown(clean(other)))),
            };
        }
        if is_scp_like(text) {
            return Err(no_ssh(text));
        }
        if text.is_empty() || text.contains('\0') {
            return Err(Error::new(Kind::Usage, say::url_invalid(without_login(text))));
        }
        Ok(Location::Local(Utf8PathBuf::from(text)))
    }
}

impl fmt::Display for Location {
    /// Shows the location without its login.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Remote(url) => fmt::Display::fmt(url, f),
            Location::Local(path) => fmt::Display::fmt(path, f),
        }
    }
}

fn no_ssh(text: &str) -> Error {
    Error::new(Kind::Usage, say::ssh_absent(without_login(text))).hint(say::ssh_way_out())
}

/// `user@host:path` and `host:path`, which git takes for ssh; a drive letter (`C:\istio`) is a path.
fn is_scp_like(text: &str) -> bool {
    let Some((host, _)) = text.split_once(':') else { return false };
    host.len() > 1 && !host.contains(['/', '\\'])
}

fn local_of(rest: &str) -> Result<Location> {
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if !(host.is_empty() || host.eq_ignore_ascii_case("localhost")) {
        return Err(Error::new(Kind::Usage, say::url_invalid(without_login(rest))));
    }
    let path = percent_decoded(path).unwrap_or_else(|| path.to_owned());
    // `file:///C:/istio` names a drive.
    let drive = path.as_bytes().get(2) == Some(&b':') && path.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic);
    Ok(Location::Local(Utf8PathBuf::from(if drive { &path[1..] } else { &path })))
}

/// How a repository is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// Smart HTTP over TLS.
    Https,
    /// Smart HTTP.
    Http,
    /// Git's own daemon.
    Git,
}

impl Scheme {
    fn name(self) -> &'static str {
        match self {
            Scheme::Https => "https",
            Scheme::Http => "http",
            Scheme::Git => "git",
        }
    }

    fn default_port(self) -> u16 {
        match self {
            Scheme::Https => 443,
            Scheme::Http => 80,
            Scheme::Git => 9418,
        }
    }
}

/// The URL of a repository. Its login is kept apart: it is used, and never shown, logged or written.
#[derive(Clone, PartialEq, Eq)]
pub struct Url {
    /// How it is spoken to.
    pub scheme: Scheme,
    /// In lower case; an IPv6 address stands in brackets.
    pub host: String,
    /// The port, when it is written and not the scheme's own.
    pub(super) port: Option<u16>,
    /// With its first `/` and without a last one.
    pub path: String,
    /// `user:password` of the URL.
    pub(super) login: Option<Credential>,
}

impl Url {
    /// Reads what follows `scheme://`.
    fn parse(scheme: Scheme, rest: &str) -> Result<Url> {
        let invalid =
            || Error::new(Kind::Usage, say::url_invalid(without_login(&format!("{}://{rest}", scheme.name()))));
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (login, place) = match authority.rsplit_once('@') {
            Some((login, place)) => (Some(login), place),
            None => (None, authority),
        };
        let bracket = place.rfind(']').map_or(0, |end| end + 1);
        let (host, port) = match place[bracket..].find(':') {
            Some(colon) => (&place[..bracket + colon], &place[bracket + colon + 1..]),
            None => (place, ""),
        };
        let port: Option<u16> = if port.is_empty() { None } else { Some(port.parse().map_err(|_| invalid())?) };
        let host_is_good = if bracket > 0 {
            host.starts_with('[') && host[1..host.len() - 1].parse::<std::net::Ipv6Addr>().is_ok()
        } else {
            !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        };
        // A query could hold a token and means nothing to git; a space or control character is no URL.
        let path_is_good =
            path.bytes().all(|b| (b'!'..=b'~').contains(&b) && !matches!(b, b'?' | b'#' | b'"' | b'<' | b'>' | b'\\'));
        if !host_is_good || !path_is_good {
            return Err(invalid());
        }
        Ok(Url {
            scheme,
            host: host.to_ascii_lowercase(),
            port: port.filter(|port| *port != scheme.default_port()),
            path: path.trim_end_matches('/').to_owned(),
            login: login.and_then(Credential::from_url),
        })
    }

    /// The port that is connected to.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(self.scheme.default_port())
    }

    /// `host` or `host:port`: where a login belongs to.
    #[must_use]
    pub fn authority(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }

    /// Another path of the same server; without any login.
    pub(crate) fn at(&self, path: String) -> Url {
        Url { path, login: None, ..self.clone() }
    }

    /// Where a redirect leads, seen from this URL; without any login.
    pub(crate) fn join(&self, target: &str) -> Result<(Url, String)> {
        let (whole, query) = target.split_once('?').unwrap_or((target, ""));
        let whole = whole.split('#').next().unwrap_or_default();
        let mut url = if let Some((scheme, _)) = whole.split_once("://") {
            match Location::parse(whole)? {
                Location::Remote(url) => url,
                Location::Local(_) => return Err(Error::new(Kind::Source, say::scheme_unknown(clean(scheme)))),
            }
        } else if let Some(rest) = whole.strip_prefix("//") {
            Url::parse(self.scheme, rest)?
        } else if whole.starts_with('/') {
            Url::parse(self.scheme, &format!("{}{whole}", self.authority()))?
        } else {
            let directory = self.path.rsplit_once('/').map_or("", |(directory, _)| directory);
            Url::parse(self.scheme, &format!("{}{directory}/{whole}", self.authority()))?
        };
        url.login = None;
        Ok((url, query.to_owned()))
    }

    pub(crate) fn is_loopback(&self) -> bool {
        let bare = self.host.trim_matches(['[', ']']);
        bare == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

impl fmt::Display for Url {
    /// Shows the URL without its login.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme.name(), self.authority(), self.path)
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A secret that opens a repository. It has no `Display`, and its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub enum Credential {
    /// A name and a password or token (`Authorization: Basic`).
    Basic {
        /// The name; many servers take any name with a token.
        user: String,
        /// The password or token.
        password: String,
    },
    /// A token (`Authorization: Bearer`).
    Bearer(String),
}

impl Credential {
    fn from_url(login: &str) -> Option<Credential> {
        let (user, password) = login.split_once(':').unwrap_or((login, ""));
        let decoded = |text: &str| percent_decoded(text).unwrap_or_else(|| text.to_owned());
        (!login.is_empty()).then(|| Credential::Basic { user: decoded(user), password: decoded(password) })
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a secret")
    }
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

/// A text that may be a URL, without what could be a login, fit to be shown.
#[must_use]
pub fn without_login(text: &str) -> String {
    let start = text.find("://").map_or(0, |at| at + 3);
    let end = text[start..].find('/').map_or(text.len(), |slash| start + slash);
    // A password may hold any character, even a slash: the last `@` before the path ends it, or the last of all.
    let at = text[start..end].rfind('@').or_else(|| text[start..].rfind('@').filter(|_| start > 0));
    // Without a scheme, `git@host:path` is no login and `user:password@proxy` is one.
    let shown = match at {
        Some(at) if start > 0 || text[..at].contains(':') => format!("{}{}", &text[..start], &text[start + at + 1..]),
        _ => text.to_owned(),
    };
    clean(shown.split(['?', '#']).next().unwrap_or_default())
}

/// A text that somebody else wrote, fit for a terminal: no control or bidirectional characters, and not endless.
pub(crate) fn clean(text: &str) -> String {
    const MOST: usize = 300;
    let kept: String = text
        .chars()
        .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'))
        .take(MOST)
        .collect();
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remote(text: &str) -> Url {
        match Location::parse(text).unwrap() {
            Location::Remote(url) => url,
            Location::Local(path) => panic!("{path} is no URL"),
        }
    }

    #[test]
    fn a_login_is_used_and_never_shown() {
        let url = remote("https://me:p%40ss%2Fword@Git.Example.com:8443/istio/istio.git/");
        assert_eq!(url.to_string(), "https://git.example.com:8443/istio/istio.git");
        assert_eq!(url.login, Some(Credential::Basic { user: "me".into(), password: "p@ss/word".into() }));
        assert!(!format!("{url:?} {:?}", url.login).contains("p@ss"));
        for bad in [
            "https://me:se cret@host/x y",
            "https://me:secret@",
            "https://me:sec/ret@host:99999/",
            "ssh://me:secret@host/x",
        ] {
            let error = Location::parse(bad).unwrap_err();
            assert!(!format!("{error:?}").contains("ret"), "{error:?}");
        }
    }

    #[test]
    fn a_login_is_cut_out_of_anything() {
        assert_eq!(without_login("http://me:pw@proxy:3128"), "http://proxy:3128");
        assert_eq!(without_login("me:pw@proxy:3128"), "proxy:3128");
        assert_eq!(without_login("git@github.com:istio/istio"), "git@github.com:istio/istio");
        assert_eq!(without_login("https://host/x?private_token=pw"), "https://host/x");
    }

    #[test]
    fn paths_and_urls_are_told_apart() {
        for (text, path) in [
            ("../istio", "../istio"),
            ("C:\\istio", "C:\\istio"),
            ("file:///srv/a%20b", "/srv/a b"),
            ("file:///C:/istio", "C:/istio"),
        ] {
            assert_eq!(Location::parse(text).unwrap(), Location::Local(path.into()), "{text}");
        }
        for ssh in ["git@github.com:istio/istio.git", "host:istio", "ssh://git@github.com/istio/istio"] {
            assert_eq!(Location::parse(ssh).unwrap_err().text.id(), "ssh_absent", "{ssh}");
        }
        assert_eq!(Location::parse("ftp://host/x").unwrap_err().text.id(), "scheme_unknown");
        assert_eq!(remote("http://[::1]:8080/x").authority(), "[::1]:8080");
        assert_eq!(remote("HTTPS://host:443/x").to_string(), "https://host/x");
    }

    #[test]
    fn a_redirect_is_joined_and_loses_its_login() {
        let url = remote("https://a:b@host/x/info/refs");
        let (absolute, query) = url.join("https://u:p@other/y/info/refs?service=git-upload-pack").unwrap();
        assert_eq!(
            (absolute.to_string().as_str(), query.as_str()),
            ("https://other/y/info/refs", "service=git-upload-pack")
        );
        assert_eq!(absolute.login, None);
        assert_eq!(url.join("/z").unwrap().0.to_string(), "https://host/z");
        assert_eq!(url.join("refs2").unwrap().0.to_string(), "https://host/x/info/refs2");
        assert!(url.join("file:///etc/passwd").is_err());
    }

    #[test]
    fn what_a_server_sends_cannot_drive_a_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{7}\nc\u{202e}"), "a[31mb c");
        assert_eq!(clean(&"x".repeat(1000)).len(), 300);
    }
}
