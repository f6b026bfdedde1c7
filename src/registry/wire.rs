//! Requests to registries: logins, tokens, redirects, patience.
#![allow(clippy::disallowed_methods, reason = "a registry that asks for patience is given some")]

use super::challenge::{self, Challenge};
use super::login::{Logins, Secret};
use crate::error::{Error, Kind, Result};
use crate::reference::Reference;
use crate::source::{self, Credential, Location, Network, Scheme, Stop, Url, clean};
use crate::text::registry as say;
use base64::Engine as _;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;
use ureq::Body;
use ureq::http::{HeaderMap, Response};

const MOST_REDIRECTS: usize = 5;
/// How often a registry that is busy is asked again, and how long it may put us off in all each time.
const MOST_WAITS: u32 = 4;
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Tokens and error documents are short.
const MOST_BYTES: u64 = 1 << 20;

/// The conversations with registries.
pub(super) struct Wire<'a> {
    pub(super) network: Network,
    pub(super) logins: &'a Logins,
    pub(super) stop: Arc<Stop>,
    pub(super) cancelled: fn() -> bool,
    agents: BTreeMap<String, ureq::Agent>,
    /// Where the interface of each registry is.
    bases: BTreeMap<String, Url>,
    /// What each repository has accepted, or is about to be offered.
    authorizations: BTreeMap<String, String>,
}

/// What is asked for.
#[derive(Clone, Copy)]
pub(super) struct Ask<'a> {
    /// Behind the repository's name: `manifests/1.30.3`.
    pub(super) path: &'a str,
    /// The media types that will do.
    pub(super) accept: &'a str,
    /// From which byte on.
    pub(super) from: u64,
    /// Only the headers.
    pub(super) head: bool,
}

#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    token: String,
    #[serde(default)]
    access_token: String,
}

impl<'a> Wire<'a> {
    pub(super) fn new(network: &Network, logins: &'a Logins, cancelled: fn() -> bool) -> Wire<'a> {
        let user_agent = concat!("istio-imgen/", env!("CARGO_PKG_VERSION")).to_owned();
        Wire {
            network: Network { user_agent, git_config: source::GitConfig::None, ..network.clone() },
            logins,
            stop: Arc::default(),
            cancelled,
            agents: BTreeMap::new(),
            bases: BTreeMap::new(),
            authorizations: BTreeMap::new(),
        }
    }

    /// Asks for something of a repository; `None` when it is not there.
    pub(super) fn get(&mut self, of: &Reference, ask: Ask<'_>) -> Result<Option<Response<Body>>> {
        let base = self.base(of)?;
        let mut url = base.at(format!("/v2/{}/{}", of.repository, ask.path));
        let (mut query, mut redirects, mut waits, mut challenged) = (String::new(), 0, 0, false);
        loop {
            // What a registry accepts is nobody else's business.
            let at_home = origin(&url) == origin(&base);
            let authorization = self.authorizations.get(&of.name()).filter(|_| at_home).cloned();
            let response =
                self.send(&url, &query, ask, authorization.as_deref()).map_err(|error| unreachable(of, error))?;
            match response.status().as_u16() {
                200 | 206 => return Ok(Some(response)),
                404 => return Ok(None),
                401 if at_home && !challenged => {
                    challenged = true;
                    let authorization = self.authorize(of, response.headers())?;
                    self.authorizations.insert(of.name(), authorization);
                }
                301 | 302 | 303 | 307 | 308 if redirects < MOST_REDIRECTS => {
                    redirects += 1;
                    (url, query) = redirected(of, &url, response.headers())?;
                }
                status @ (429 | 502 | 503 | 504) if waits < MOST_WAITS => {
                    waits += 1;
                    let wait = patience(response.headers(), waits);
                    let Some(wait) = wait else { return Err(refused(of, status, response)) };
                    self.wait(wait)?;
                }
                status => return Err(refused(of, status, response)),
            }
        }
    }

    /// Where a registry's interface is: https, or http on this very machine, as Docker has it.
    fn base(&mut self, of: &Reference) -> Result<Url> {
        if let Some(base) = self.bases.get(&of.registry) {
            return Ok(base.clone());
        }
        let host = if of.registry == "docker.io" { "registry-1.docker.io" } else { &of.registry };
        let parsed = |scheme: &str| match Location::parse(&format!("{scheme}://{host}")) {
            Ok(Location::Remote(url)) => Ok(url),
            _ => Err(Error::new(Kind::Source, say::registry_invalid(&of.registry))),
        };
        let mut base = parsed("https")?;
        if base.is_loopback() && !self.speaks_tls(&base)? {
            base = parsed("http")?;
        }
        self.bases.insert(of.registry.clone(), base.clone());
        Ok(base)
    }

    /// A certificate that is not trusted is TLS, too.
    fn speaks_tls(&mut self, base: &Url) -> Result<bool> {
        let agent = self.agent(base)?;
        match agent.get(format!("{base}/v2/")).call() {
            Ok(_) => Ok(true),
            Err(error) => Ok(format!("{error:?}").contains("Certificate")),
        }
    }

    fn agent(&mut self, url: &Url) -> Result<ureq::Agent> {
        let origin = origin(url);
        if let Some(agent) = self.agents.get(&origin) {
            return Ok(agent.clone());
        }
        let agent = source::agent(&self.network, url, &self.stop)?;
        self.agents.insert(origin, agent.clone());
        Ok(agent)
    }

    fn send(&mut self, url: &Url, query: &str, ask: Ask<'_>, authorization: Option<&str>) -> Result<Response<Body>> {
        let agent = self.agent(url)?;
        let whole = with_query(url, query);
        let mut request = if ask.head { agent.head(&whole) } else { agent.get(&whole) };
        // The digest is that of the bytes as they are stored.
        request = request.header("Accept", ask.accept).header("Accept-Encoding", "identity");
        if ask.from > 0 {
            request = request.header("Range", format!("bytes={}-", ask.from));
        }
        if let Some(authorization) = authorization {
            request = request.header("Authorization", authorization);
        }
        request.call().map_err(|error| source::told(&error, &url.to_string()))
    }

    /// What a registry wants to see after it said 401.
    fn authorize(&mut self, of: &Reference, headers: &HeaderMap) -> Result<String> {
        let values = headers.get_all("www-authenticate").iter().filter_map(|value| value.to_str().ok());
        let challenges: Vec<Challenge> = values.flat_map(challenge::parse).collect();
        let secret = self.logins.find(&of.registry, &of.repository)?;
        for challenge in &challenges {
            match (challenge, &secret) {
                (Challenge::Bearer { .. }, Some(Secret::Plain(Credential::Bearer(token)))) => {
                    return Ok(format!("Bearer {token}"));
                }
                (Challenge::Bearer { realm, service, scope }, secret) => {
                    let own = format!("repository:{}:pull", of.repository);
                    let scope = scope.as_deref().unwrap_or(&own);
                    let token = self.token(of, realm, service.as_deref(), scope, secret.as_ref())?;
                    return Ok(format!("Bearer {token}"));
                }
                (Challenge::Basic, Some(Secret::Plain(Credential::Basic { user, password }))) => {
                    return Ok(basic(user, password));
                }
                (Challenge::Basic, _) => {}
            }
        }
        Err(login_error(of, secret.is_some()))
    }

    /// A token from the server that the registry names.
    fn token(
        &mut self,
        of: &Reference,
        realm: &str,
        service: Option<&str>,
        scope: &str,
        secret: Option<&Secret>,
    ) -> Result<String> {
        let (place, query) = realm.split_once('?').unwrap_or((realm, ""));
        let failed = || Error::new(Kind::Source, say::token_failed(of, source::without_login(realm)));
        let Ok(Location::Remote(url)) = Location::parse(place) else { return Err(failed()) };
        // Neither a login nor a token may travel where others can read it.
        if !(url.scheme == Scheme::Https || url.scheme == Scheme::Http && url.is_loopback()) {
            return Err(failed().hint(say::token_plain()));
        }
        let mut pairs: Vec<(&str, &str)> = vec![("scope", scope)];
        pairs.extend(service.map(|service| ("service", service)));
        let agent = self.agent(&url)?;
        let sent = match secret {
            Some(Secret::Identity(token)) => {
                pairs.extend([("client_id", "istio-imgen"), ("grant_type", "refresh_token"), ("refresh_token", token)]);
                agent.post(with_query(&url, query)).send_form(pairs)
            }
            secret => {
                let mut request = agent.get(with_query(&url, query)).query_pairs(pairs);
                if let Some(Secret::Plain(Credential::Basic { user, password })) = secret {
                    request = request.header("Authorization", basic(user, password));
                }
                request.call()
            }
        };
        let response = sent.map_err(|error| unreachable(of, source::told(&error, &url.to_string())))?;
        match response.status().as_u16() {
            200 => {}
            401 | 403 => return Err(login_error(of, secret.is_some())),
            status => return Err(failed().because(status)),
        }
        let mut text = String::new();
        let read = response.into_body().into_reader().take(MOST_BYTES).read_to_string(&mut text);
        read.map_err(|error| unreachable(of, source::told_io(&error, &url.to_string())))?;
        // What the parser would quote of it is a secret.
        let token: Token = serde_json::from_str(&text).map_err(|_| failed())?;
        let token = if token.token.is_empty() { token.access_token } else { token.token };
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) { Err(failed()) } else { Ok(token) }
    }

    /// A short text from an https URL, without any login.
    pub(super) fn text(&mut self, text: &str) -> Result<String> {
        let invalid = || Error::new(Kind::Source, crate::text::source::not_http(source::without_login(text)));
        let Ok(Location::Remote(url)) = Location::parse(text) else { return Err(invalid()) };
        if url.scheme != Scheme::Https {
            return Err(invalid());
        }
        let shown = url.to_string();
        let response = self.agent(&url)?.get(&shown).call().map_err(|error| source::told(&error, &shown))?;
        if response.status() != 200 {
            return Err(Error::new(Kind::Source, crate::text::source::status(&url, response.status().as_u16())));
        }
        let mut body = String::new();
        let read = response.into_body().into_reader().take(MOST_BYTES).read_to_string(&mut body);
        read.map_err(|error| source::told_io(&error, &shown))?;
        Ok(body)
    }

    fn wait(&self, time: Duration) -> Result<()> {
        let mut left = time;
        while !left.is_zero() {
            if (self.cancelled)() {
                return Err(Error::new(Kind::Interrupted, crate::text::source::interrupted()));
            }
            let piece = left.min(Duration::from_millis(50));
            std::thread::sleep(piece);
            left -= piece;
        }
        Ok(())
    }
}

/// How long to wait: what the registry says (in seconds), or longer each time; `None` when that is too long.
fn patience(headers: &HeaderMap, waits: u32) -> Option<Duration> {
    let told = headers.get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let wait = told.map_or_else(|| Duration::from_millis(250 << waits), Duration::from_secs);
    (wait <= LONGEST_WAIT).then_some(wait)
}

fn redirected(of: &Reference, from: &Url, headers: &HeaderMap) -> Result<(Url, String)> {
    let target = headers.get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let nowhere = || Error::new(Kind::Source, say::redirect_invalid(of, source::without_login(target)));
    let (url, query) = from.join(target).map_err(|_| nowhere())?;
    match (from.scheme, url.scheme) {
        (_, Scheme::Https) | (Scheme::Http, Scheme::Http) => Ok((url, query)),
        _ => Err(nowhere()),
    }
}

fn origin(url: &Url) -> String {
    url.at(String::new()).to_string()
}

fn with_query(url: &Url, query: &str) -> String {
    if query.is_empty() { url.to_string() } else { format!("{url}?{query}") }
}

fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", base64::prelude::BASE64_STANDARD.encode(format!("{user}:{password}")))
}

fn login_error(of: &Reference, offered: bool) -> Error {
    let text = if offered { say::registry_login_refused(of) } else { say::registry_login_needed(of) };
    Error::new(Kind::Source, text).hint(say::registry_login_how(&of.registry))
}

/// A registry that cannot be reached, in the words of the network.
fn unreachable(of: &Reference, error: Error) -> Error {
    Error { text: say::registry_failed(of).then(error.text), ..error }
}

/// The error of a status, with what the registry says of it.
fn refused(of: &Reference, status: u16, response: Response<Body>) -> Error {
    if status == 401 || status == 403 {
        return login_error(of, true);
    }
    let mut text = String::new();
    let _ = response.into_body().into_reader().take(MOST_BYTES).read_to_string(&mut text);
    let error = Error::new(Kind::Source, say::registry_status(of, &of.registry, status));
    let error = match status {
        429 => error.hint(say::registry_busy_how(&of.registry)),
        _ => error.hint(crate::text::source::try_again()),
    };
    let told = serde_json::from_str::<serde_json::Value>(&text).ok();
    match told.as_ref().and_then(|told| told["errors"][0]["message"].as_str()) {
        Some(words) => error.because(clean(words)),
        None => error,
    }
}
