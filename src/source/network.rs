//! How the network is reached: proxies, certificates, logins and patience.
#![allow(clippy::disallowed_methods, reason = "reads the certificate files that the user names")]

use super::gitconfig::GitConfig;
use super::location::{Credential, Scheme, Url, clean, without_login};
use crate::error::{Error, Kind, Result};
use crate::text::source as say;
use camino::{Utf8Path, Utf8PathBuf};
use std::fmt;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

/// How the network is reached. The environment is read by the caller: nothing in here looks at it.
#[derive(Clone)]
pub struct Network {
    /// The proxy of `http` URLs (`http_proxy`), as it was written.
    pub http_proxy: Option<String>,
    /// The proxy of `https` URLs (`HTTPS_PROXY`).
    pub https_proxy: Option<String>,
    /// The proxy of both where they have none of their own (`ALL_PROXY`).
    pub all_proxy: Option<String>,
    /// The hosts that are reached without a proxy (`NO_PROXY`): names, `.suffixes`, addresses, `10.0.0.0/8`, `*`.
    pub no_proxy: String,
    /// Files of certificates (PEM) that are trusted besides those of the platform.
    pub ca_files: Vec<Utf8PathBuf>,
    /// Logins by host, tried in this order when a server asks for one; never sent over a line that others can read.
    pub logins: Vec<Login>,
    /// How long connecting may take, TLS and proxy included.
    pub connect_timeout: Duration,
    /// How long a server may say nothing.
    pub idle_timeout: Duration,
    /// How we call ourselves.
    pub user_agent: String,
    /// Where git's configuration is: proxy, certificates, `insteadOf`, credential helper.
    pub git_config: GitConfig,
}

impl Default for Network {
    fn default() -> Network {
        Network {
            http_proxy: None,
            https_proxy: None,
            all_proxy: None,
            no_proxy: String::new(),
            ca_files: Vec::new(),
            logins: Vec::new(),
            connect_timeout: Duration::from_secs(15),
            idle_timeout: Duration::from_secs(30),
            // Some servers speak the smart protocol only to what calls itself git.
            user_agent: concat!("git/2 (istio-imgen/", env!("CARGO_PKG_VERSION"), ")").to_owned(),
            git_config: GitConfig::User,
        }
    }
}

impl fmt::Debug for Network {
    /// Says nothing of the logins that proxies and hosts have.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |proxy: &Option<String>| proxy.as_deref().map(without_login);
        f.debug_struct("Network")
            .field("http_proxy", &shown(&self.http_proxy))
            .field("https_proxy", &shown(&self.https_proxy))
            .field("all_proxy", &shown(&self.all_proxy))
            .field("no_proxy", &self.no_proxy)
            .field("ca_files", &self.ca_files)
            .field("logins", &self.logins)
            .finish_non_exhaustive()
    }
}

/// A login for one host.
#[derive(Clone, Debug)]
pub struct Login {
    /// `host` or `host:port`, in lower case.
    pub host: String,
    /// The secret.
    pub credential: Credential,
}

impl Network {
    /// The proxy towards a URL, if any.
    pub(super) fn proxy(&self, url: &Url) -> Result<Option<ureq::Proxy>> {
        if is_exempt(&self.no_proxy, &url.host, url.port()) {
            return Ok(None);
        }
        let of_scheme = match url.scheme {
            Scheme::Https => &self.https_proxy,
            Scheme::Http => &self.http_proxy,
            Scheme::Git => return Ok(None),
        };
        // git's own setting goes before the environment's, as it does in git.
        let configured = self.git_config.proxy(&url.to_string());
        let Some(proxy) = configured.as_ref().or(of_scheme.as_ref()).or(self.all_proxy.as_ref()) else {
            return Ok(None);
        };
        if proxy.trim().is_empty() {
            return Ok(None);
        }
        let invalid = |_| Error::new(Kind::Source, say::proxy_invalid(without_login(proxy)));
        ureq::Proxy::new(proxy.trim()).map(Some).map_err(invalid)
    }

    /// The proxies of the environment by variable, fit to be shown, and whether each is one.
    #[must_use]
    pub fn proxies(&self) -> Vec<(&'static str, String, bool)> {
        let named =
            [("http_proxy", &self.http_proxy), ("HTTPS_PROXY", &self.https_proxy), ("ALL_PROXY", &self.all_proxy)];
        let set = named.into_iter().filter_map(|(name, proxy)| Some((name, proxy.as_ref()?)));
        set.map(|(name, proxy)| (name, clean(&without_login(proxy)), ureq::Proxy::new(proxy.trim()).is_ok())).collect()
    }

    /// The files of certificates that are named, and how many each holds.
    #[must_use]
    pub fn certificates(&self) -> Vec<(Utf8PathBuf, Result<usize>)> {
        let counted = |file: &Utf8PathBuf| certificates_of(file).map(|certificates| certificates.len());
        self.certificate_files().into_iter().map(|file| (file.clone(), counted(&file))).collect()
    }

    /// Each file once, whoever names it.
    fn certificate_files(&self) -> Vec<Utf8PathBuf> {
        let mut files = Vec::new();
        for file in self.ca_files.iter().cloned().chain(self.git_config.ca_file()) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
        files
    }

    /// The logins of the host of a URL.
    pub(super) fn logins(&self, url: &Url) -> Vec<Credential> {
        // What was not written for this URL is not sent where anybody can read it.
        if url.scheme != Scheme::Https && !url.is_loopback() {
            return Vec::new();
        }
        let of_host = |login: &&Login| login.host == url.authority() || login.host == url.host;
        self.logins.iter().filter(of_host).map(|login| login.credential.clone()).collect()
    }
}

/// Whether `NO_PROXY` names a host.
fn is_exempt(no_proxy: &str, host: &str, port: u16) -> bool {
    let host = host.trim_matches(['[', ']']);
    let address: Option<IpAddr> = host.parse().ok();
    no_proxy.split([',', ' ']).map(str::trim).filter(|entry| !entry.is_empty()).any(|entry| {
        if entry == "*" {
            return true;
        }
        if let Some((network, bits)) = entry.split_once('/') {
            return address.is_some_and(|address| is_within(address, network, bits));
        }
        let (name, wanted_port) = match entry.rsplit_once(':') {
            Some((name, digits)) if !name.contains(':') || name.ends_with(']') => (name, digits.parse().ok()),
            _ => (entry, None),
        };
        let name = name.trim_matches(['[', ']']).trim_start_matches('*').trim_start_matches('.').to_ascii_lowercase();
        let named =
            host == name || host.strip_suffix(&name).is_some_and(|rest| rest.ends_with('.') && address.is_none());
        named && wanted_port.is_none_or(|wanted: u16| wanted == port)
    })
}

fn is_within(address: IpAddr, network: &str, bits: &str) -> bool {
    let (Ok(network), Ok(bits)) = (network.parse::<IpAddr>(), bits.parse::<u32>()) else { return false };
    let as_bits = |address: IpAddr| match address {
        IpAddr::V4(four) => (u128::from(u32::from(four)) << 96, 32),
        IpAddr::V6(six) => (u128::from(six), 128),
    };
    let ((address, width), (network, other)) = (as_bits(address), as_bits(network));
    width == other && bits <= width && (bits == 0 || (address ^ network) >> (128 - bits) == 0)
}

/// What ends a conversation from another thread.
#[derive(Default)]
pub(crate) struct Stop {
    stopped: AtomicBool,
    handles: Mutex<Vec<Box<dyn FnOnce() + Send>>>,
}

impl Stop {
    /// Remembers how to end something that may block.
    pub(super) fn register(&self, handle: impl FnOnce() + Send + 'static) {
        let mut handles = self.handles.lock().unwrap_or_else(PoisonError::into_inner);
        if self.stopped.load(Ordering::SeqCst) {
            handle();
        } else {
            handles.push(Box::new(handle));
        }
    }

    fn stop(&self) {
        let mut handles = self.handles.lock().unwrap_or_else(PoisonError::into_inner);
        self.stopped.store(true, Ordering::SeqCst);
        handles.drain(..).for_each(|handle| handle());
    }

    /// Does `work`, and ends what it registered as soon as `cancelled` says so.
    pub(crate) fn watch<T>(self: &Arc<Stop>, cancelled: impl Fn() -> bool + Send, work: impl FnOnce() -> T) -> T {
        std::thread::scope(|scope| {
            let (done, waiting) = mpsc::channel::<()>();
            scope.spawn(move || {
                while waiting.recv_timeout(Duration::from_millis(50)) == Err(mpsc::RecvTimeoutError::Timeout) {
                    if cancelled() {
                        return self.stop();
                    }
                }
            });
            let result = work();
            drop(done);
            result
        })
    }
}

/// The certificates that are trusted.
///
/// # Errors
/// [`Kind::Io`] when a file cannot be read, [`Kind::Source`] when it holds no certificate.
pub(super) fn roots(network: &Network) -> Result<ureq::tls::RootCerts> {
    let mut certificates = Vec::new();
    for file in network.certificate_files() {
        certificates.extend(certificates_of(&file)?);
    }
    // macOS and Windows verify by themselves, with more than a list of certificates.
    if certificates.is_empty() && cfg!(any(target_vendor = "apple", windows)) {
        return Ok(ureq::tls::RootCerts::PlatformVerifier);
    }
    let platform = rustls_native_certs::load_native_certs().certs;
    certificates.extend(platform.iter().map(|der| ureq::tls::Certificate::from_der(der).to_owned()));
    if certificates.is_empty() {
        // A system without any store (a bare container): Mozilla's list, which is built in.
        return Ok(ureq::tls::RootCerts::WebPki);
    }
    Ok(ureq::tls::RootCerts::Specific(Arc::new(certificates)))
}

fn certificates_of(file: &Utf8Path) -> Result<Vec<ureq::tls::Certificate<'static>>> {
    let bytes =
        std::fs::read(file).map_err(|error| Error::new(Kind::Io, say::ca_file_unreadable(file)).because(error))?;
    let invalid = || Error::new(Kind::Source, say::ca_file_invalid(file));
    let mut certificates = Vec::new();
    for item in ureq::tls::parse_pem(&bytes) {
        if let ureq::tls::PemItem::Certificate(certificate) = item.map_err(|_| invalid())? {
            certificates.push(certificate);
        }
    }
    if certificates.is_empty() { Err(invalid()) } else { Ok(certificates) }
}

/// The problem behind an error of the HTTP library, for a URL that is fit to be shown.
pub(crate) fn told(error: &ureq::Error, url: &str) -> Error {
    let source = |text| Error::new(Kind::Source, text);
    match error {
        ureq::Error::HostNotFound => source(say::host_unknown(url)).hint(say::check_network()),
        ureq::Error::Timeout(ureq::Timeout::Resolve | ureq::Timeout::Connect) => {
            source(say::connect_timeout(url)).hint(say::check_network())
        }
        ureq::Error::Timeout(_) => source(say::silent(url)).hint(say::try_again()),
        ureq::Error::ConnectProxyFailed(reason) if reason.contains("407") => {
            source(say::proxy_login(url)).hint(say::proxy_login_how())
        }
        ureq::Error::ConnectProxyFailed(reason) => source(say::proxy_failed(url)).because(clean(reason)),
        ureq::Error::InvalidProxyUrl => source(say::proxy_failed(url)).because("invalid proxy URL"),
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => {
            source(say::tls_failed(url)).hint(say::tls_how()).because(clean(&error.to_string()))
        }
        ureq::Error::Io(cause) => told_io(cause, url),
        other => source(say::not_http(url)).because(clean(&other.to_string())),
    }
}

/// The problem behind an error of a connection.
pub(crate) fn told_io(cause: &std::io::Error, url: &str) -> Error {
    use std::io::ErrorKind;
    if let Some(inner) = cause.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
        return told(inner, url);
    }
    let source = |text| Error::new(Kind::Source, text);
    match cause.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => source(say::silent(url)).hint(say::try_again()),
        // rustls wraps its errors so: an unknown authority, a wrong name, a peer that speaks no TLS.
        ErrorKind::InvalidData => source(say::tls_failed(url)).hint(say::tls_how()).because(clean(&cause.to_string())),
        ErrorKind::UnexpectedEof
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe => source(say::cut(url)).hint(say::try_again()),
        ErrorKind::ConnectionRefused => source(say::refused(url)).hint(say::check_network()),
        // The standard library has no kind for it.
        _ if cause.to_string().contains("failed to lookup address") => {
            source(say::host_unknown(url)).hint(say::check_network()).because(clean(&cause.to_string()))
        }
        _ => source(say::unreachable(url)).hint(say::check_network()).because(clean(&cause.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::location::Location;

    fn url(text: &str) -> Url {
        match Location::parse(text).unwrap() {
            Location::Remote(url) => url,
            Location::Local(_) => panic!("{text} is no URL"),
        }
    }

    #[test]
    fn no_proxy_is_read_as_curl_and_go_read_it() {
        for (list, host, exempt) in [
            ("example.com", "example.com", true),
            ("example.com", "git.example.com", true),
            (".example.com", "git.example.com", true),
            ("*.example.com", "git.example.com", true),
            ("example.com", "badexample.com", false),
            ("other, example.com:443", "example.com", true),
            ("example.com:8443", "example.com", false),
            ("10.0.0.0/8", "10.1.2.3", true),
            ("10.0.0.0/8", "11.1.2.3", false),
            ("fd00::/8", "[fd12::1]", true),
            ("::1", "[::1]", true),
            ("2.3", "10.1.2.3", false),
            ("*", "anything", true),
            ("", "anything", false),
        ] {
            assert_eq!(is_exempt(list, host, 443), exempt, "{list} {host}");
        }
    }

    #[test]
    fn each_scheme_has_its_proxy_and_git_s_own_setting_goes_first() {
        let directory = tempfile::tempdir().unwrap();
        let file = Utf8PathBuf::from_path_buf(directory.path().join("config")).unwrap();
        std::fs::write(&file, "[http \"https://special.example/\"]\n\tproxy = http://configured:1\n").unwrap();
        let network = Network {
            http_proxy: Some("plain:2".into()),
            https_proxy: Some("http://me:secret@secure:3".into()),
            all_proxy: Some("socks5h://all:4".into()),
            no_proxy: "direct.example".into(),
            git_config: GitConfig::File(file),
            ..Network::default()
        };
        let host = |text: &str| network.proxy(&url(text)).unwrap().map(|proxy| proxy.host().to_owned());
        assert_eq!(host("https://special.example/x"), Some("configured".into()));
        assert_eq!(host("https://other.example/x"), Some("secure".into()));
        assert_eq!(host("http://other.example/x"), Some("plain".into()));
        assert_eq!(host("https://direct.example/x"), None);
        let only_all = Network { https_proxy: None, ..network.clone() };
        assert_eq!(only_all.proxy(&url("https://other.example/x")).unwrap().unwrap().host(), "all");
        let broken = Network { https_proxy: Some("ftp://me:secret@x".into()), ..network };
        assert!(!format!("{broken:?}").contains("secret"), "{broken:?}");
        let error = broken.proxy(&url("https://other.example/x")).unwrap_err();
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
    }

    #[test]
    fn a_token_never_travels_in_the_open_or_to_another_host() {
        let token = Login { host: "git.example".into(), credential: Credential::Bearer("t".into()) };
        let network = Network { logins: vec![token], ..Network::default() };
        assert_eq!(network.logins(&url("https://git.example/x")).len(), 1);
        assert_eq!(network.logins(&url("http://git.example/x")).len(), 0);
        assert_eq!(network.logins(&url("https://other.example/x")).len(), 0);
    }
}
