//! Smart HTTP (`gitprotocol-http`): redirects, logins and proxies as git treats them.

use super::location::{Credential, Scheme, Url, clean, without_login};
use super::network::{self, Network, Stop};
use super::packet::Fault;
use super::protocol::Wire;
use crate::error::{Error, Kind, Result};
use crate::text::source as say;
use base64::Engine as _;
use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;
use ureq::http::{HeaderMap, Response};

/// A server that is spoken to with HTTP.
pub(super) struct Http<'n> {
    network: &'n Network,
    stop: Arc<Stop>,
    base: Url,
    agent: ureq::Agent,
    /// What the server accepted, or is about to be offered.
    login: Option<Credential>,
    /// What can still be offered when the server asks for a login.
    logins: VecDeque<Credential>,
    helper_asked: bool,
    /// A name without a password, which may be a token; the credential helper may know better.
    name_alone: Option<Credential>,
}

const SERVICE: &str = "service=git-upload-pack";
const MOST_REDIRECTS: usize = 5;

impl<'n> Http<'n> {
    pub(super) fn new(network: &'n Network, url: &Url, stop: Arc<Stop>) -> Result<Http<'n>> {
        let agent = agent(network, url, &stop)?;
        let mut logins: VecDeque<Credential> = network.logins(url).into();
        let mut name_alone = None;
        match &url.login {
            Some(Credential::Basic { password, .. }) if password.is_empty() => name_alone.clone_from(&url.login),
            login => login.iter().cloned().for_each(|login| logins.push_front(login)),
        }
        Ok(Http { network, stop, base: url.clone(), agent, login: None, logins, helper_asked: false, name_alone })
    }

    /// Goes on at another place. What the user gave for one host is not told to another.
    fn move_to(&mut self, base: Url) -> Result<()> {
        if (base.scheme, &base.host, base.port()) != (self.base.scheme, &self.base.host, self.base.port()) {
            self.agent = agent(self.network, &base, &self.stop)?;
            self.login = None;
            self.logins = self.network.logins(&base).into();
            self.helper_asked = false;
            self.name_alone = None;
        }
        self.base = base;
        Ok(())
    }

    /// Another login to offer, or the error that there is none.
    fn next_login(&mut self) -> Result<()> {
        let offered = self.login.take().is_some();
        self.login = self.logins.pop_front();
        if self.login.is_none() && !std::mem::replace(&mut self.helper_asked, true) {
            self.login = self.network.git_config.credential(&self.base).or_else(|| self.name_alone.take());
        }
        if self.login.is_some() {
            return Ok(());
        }
        let text = if offered { say::login_refused(&self.base) } else { say::login_needed(&self.base) };
        Err(Error::new(Kind::Source, text).hint(say::login_how()))
    }

    fn authorization(&self) -> Option<String> {
        self.login.as_ref().map(|login| match login {
            Credential::Basic { user, password } => {
                format!("Basic {}", base64::prelude::BASE64_STANDARD.encode(format!("{user}:{password}")))
            }
            Credential::Bearer(token) => format!("Bearer {}", token.trim()),
        })
    }

    fn get(&self) -> Result<Response<ureq::Body>> {
        let mut request =
            self.agent.get(format!("{}/info/refs?{SERVICE}", self.base)).header("Git-Protocol", "version=2");
        if let Some(authorization) = self.authorization() {
            request = request.header("Authorization", authorization);
        }
        request.call().map_err(|error| network::told(&error, &self.base.to_string()))
    }

    fn post(&self, body: &[u8]) -> Result<Response<ureq::Body>> {
        let mut request = self
            .agent
            .post(format!("{}/git-upload-pack", self.base))
            .header("Git-Protocol", "version=2")
            .header("Content-Type", "application/x-git-upload-pack-request")
            .header("Accept", "application/x-git-upload-pack-result");
        if let Some(authorization) = self.authorization() {
            request = request.header("Authorization", authorization);
        }
        request.send(body).map_err(|error| network::told(&error, &self.base.to_string()))
    }

    /// Where a redirect of `info/refs` leads: the new base of all that follows.
    fn redirected(&mut self, headers: &HeaderMap) -> Result<()> {
        let target = headers.get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let nowhere = |shown: &str| {
            let text = say::redirected_elsewhere(&self.base, clean(shown));
            Error::new(Kind::Source, text).hint(say::redirected_elsewhere_how())
        };
        let here = Url { path: format!("{}/info/refs", self.base.path), ..self.base.clone() };
        let (mut target, query) = here.join(target).map_err(|_| nowhere(&without_login(target)))?;
        let Some(base) = target.path.strip_suffix("/info/refs").filter(|_| query == SERVICE) else {
            return Err(nowhere(&target.to_string()));
        };
        target.path = base.to_owned();
        if self.base.scheme == Scheme::Https && target.scheme != Scheme::Https {
            return Err(Error::new(Kind::Source, say::redirected_to_plain(&self.base, &target)));
        }
        self.move_to(target)
    }

    /// The error of a status that is no success.
    fn status(&self, response: &Response<ureq::Body>) -> Error {
        let url = &self.base;
        let error = |text| Error::new(Kind::Source, text);
        match response.status().as_u16() {
            403 => error(say::forbidden(url)).hint(say::login_how()),
            404 | 410 => error(say::not_found(url)).hint(say::not_found_how()),
            407 => error(say::proxy_login(url)).hint(say::proxy_login_how()),
            429 => error(say::too_many_requests(url)).hint(say::try_again()),
            status @ 500.. => error(say::server_failed(url, status)).hint(say::try_again()),
            status => error(say::status(url, status)),
        }
    }

    fn check_type(&self, response: &Response<ureq::Body>, wanted: &str) -> Result<()> {
        let mime = response.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mime = mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if mime == wanted {
            return Ok(());
        }
        let text = match mime.as_str() {
            "text/html" | "application/xhtml+xml" => say::html(&self.base),
            _ => say::not_git(&self.base),
        };
        Err(Error::new(Kind::Source, text).hint(say::not_git_how()).because(format!("Content-Type: {}", clean(&mime))))
    }
}

impl Wire for Http<'_> {
    fn greet(&mut self) -> std::result::Result<Box<dyn Read + '_>, Fault> {
        let mut redirects = 0;
        loop {
            let response = self.get()?;
            match response.status().as_u16() {
                200 => {
                    self.check_type(&response, "application/x-git-upload-pack-advertisement")?;
                    return Ok(Box::new(response.into_body().into_reader()));
                }
                301 | 302 | 303 | 307 | 308 if redirects < MOST_REDIRECTS => {
                    redirects += 1;
                    self.redirected(response.headers())?;
                }
                301 | 302 | 303 | 307 | 308 => {
                    return Err(Error::new(Kind::Source, say::redirected_for_ever(&self.base)).into());
                }
                401 => self.next_login()?,
                _ => return Err(self.status(&response).into()),
            }
        }
    }

    fn ask(&mut self, request: &[u8]) -> std::result::Result<Box<dyn Read + '_>, Fault> {
        loop {
            let response = self.post(request)?;
            match response.status().as_u16() {
                200 => {
                    self.check_type(&response, "application/x-git-upload-pack-result")?;
                    return Ok(Box::new(response.into_body().into_reader()));
                }
                401 => self.next_login()?,
                _ => return Err(self.status(&response).into()),
            }
        }
    }

    fn answers_end(&self) -> bool {
        true
    }
}

/// What speaks HTTP to the server of a URL, by way of the proxies, certificates and timeouts of a network.
pub(crate) fn agent(network: &Network, url: &Url, stop: &Stop) -> Result<ureq::Agent> {
    let mut config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        // Redirects are followed here, where it is known which of them keep a login.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(network.proxy(url)?)
        .user_agent(network.user_agent.as_str())
        .timeout_resolve(Some(network.connect_timeout))
        .timeout_connect(Some(network.connect_timeout))
        .timeout_send_request(Some(network.idle_timeout))
        .timeout_send_body(Some(network.idle_timeout))
        .timeout_recv_response(Some(network.idle_timeout))
        // Not the whole body: a slow line may take its time as long as something moves.
        .timeout_per_read(Some(network.idle_timeout));
    if url.scheme == Scheme::Https {
        let tls = ureq::tls::TlsConfig::builder().root_certs(network::roots(network)?).build();
        config = config.tls_config(tls);
    }
    let agent = config.build().new_agent();
    let handle = agent.clone();
    stop.register(move || handle.shutdown());
    Ok(agent)
}
