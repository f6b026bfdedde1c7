//! The environment: read here, once, and handed on as values. Nothing that is written depends on it.
#![allow(clippy::disallowed_methods, reason = "this is the file that the gate sends everybody to")]

mod keys;

use crate::doctor::Surroundings;
use crate::error::{Error, Kind, Result};
use crate::source::{Credential, Login, Network};
use crate::text::{Language, cli as say};
use camino::{Utf8Path, Utf8PathBuf};
use etcetera::BaseStrategy;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU8, Ordering};

pub use keys::{Keys, take_keys};

/// The number of the signal that asked for the end; zero for none.
static SIGNAL: AtomicU8 = AtomicU8::new(0);
/// Ctrl-C, as POSIX numbers it.
const SIGINT: u8 = 2;

/// A variable of the environment; an empty one counts as unset.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The language of messages: `ISTIO_IMGEN_LANG`, then the locale as POSIX ranks its variables.
#[must_use]
pub fn language() -> Language {
    let names = ["ISTIO_IMGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
    names.iter().find_map(|name| variable(name)).and_then(|name| Language::parse(&name)).unwrap_or_default()
}

/// The lowest window that a list can be shown in: a question, why an answer was refused, the number of the page, a row, and
/// the line below.
const LOWEST: u16 = 5;

/// Whether somebody can be asked: both ends of the talk are terminals, and one that can move its cursor and shows a list.
#[must_use]
pub fn can_ask() -> bool {
    let terminals = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    terminals && !is_dumb() && console::Term::stderr().size().0 >= LOWEST
}

/// Whether the terminal only prints.
fn is_dumb() -> bool {
    variable("TERM").is_some_and(|term| term == "dumb")
}

/// Whether messages are coloured: `--color`, then `NO_COLOR`, `CLICOLOR_FORCE`, `TERM=dumb`, and whether standard error
/// is a terminal.
#[must_use]
pub fn colour(wanted: &str) -> bool {
    coloured(wanted, std::io::stderr().is_terminal())
}

/// The same for what is written to standard output.
#[must_use]
pub fn colour_out(wanted: &str) -> bool {
    coloured(wanted, std::io::stdout().is_terminal())
}

fn coloured(wanted: &str, terminal: bool) -> bool {
    match wanted {
        "always" => true,
        "never" => false,
        _ if variable("NO_COLOR").is_some() => false,
        _ if variable("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        _ => terminal && !is_dumb(),
    }
}

/// Whether standard output is read by a person.
#[must_use]
pub fn output_is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// Today, in days since 1970: ages are counted to it, nothing that is written knows it.
#[must_use]
pub fn today() -> i64 {
    now() / 86_400
}

/// Whether progress may be drawn: on a terminal that can, and not in CI.
#[must_use]
pub fn can_draw() -> bool {
    std::io::stderr().is_terminal() && !is_dumb() && variable("CI").is_none()
}

/// The root of the cache: `--cache-dir`, `ISTIO_IMGEN_CACHE_DIR`, then the user's cache directory.
///
/// # Errors
/// [`Kind::Io`] when no home directory is known.
pub fn cache(wanted: Option<&str>) -> Result<Utf8PathBuf> {
    if let Some(path) = wanted.map(str::to_owned).or_else(|| variable("ISTIO_IMGEN_CACHE_DIR")) {
        return Ok(Utf8PathBuf::from(path));
    }
    let unknown = || Error::new(Kind::Io, say::home_unknown());
    let strategy = etcetera::choose_base_strategy().map_err(|error| unknown().because(error))?;
    Utf8PathBuf::from_path_buf(strategy.cache_dir().join("istio-imgen")).map_err(|_| unknown())
}

/// What is known of engines and their configuration.
#[must_use]
pub fn surroundings() -> Surroundings {
    let path = |name: &str| variable(name).map(Utf8PathBuf::from);
    let search = variable("PATH").unwrap_or_default();
    Surroundings {
        root: Utf8PathBuf::new(),
        home: path("HOME"),
        runtime: path("XDG_RUNTIME_DIR"),
        docker_config: path("DOCKER_CONFIG"),
        docker_host: variable("DOCKER_HOST"),
        docker_context: variable("DOCKER_CONTEXT"),
        container_host: variable("CONTAINER_HOST"),
        buildkit_host: variable("BUILDKIT_HOST"),
        auth_file: path("REGISTRY_AUTH_FILE"),
        path: std::env::split_paths(&search)
            .filter_map(|directory| Utf8PathBuf::from_path_buf(directory).ok())
            .collect(),
    }
}

/// Where the answers of an interview that was given up are kept: `XDG_STATE_HOME`, or the cache of a system that has no
/// such place.
#[must_use]
pub fn last_answers() -> Option<Utf8PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    let directory = strategy.state_dir().unwrap_or_else(|| strategy.cache_dir());
    Utf8PathBuf::from_path_buf(directory.join("istio-imgen").join("last.yaml")).ok()
}

/// The size that the cache may have, as the user wrote it: `ISTIO_IMGEN_CACHE_SIZE`.
#[must_use]
pub fn cache_size() -> Option<String> {
    variable("ISTIO_IMGEN_CACHE_SIZE")
}

/// How the network is reached, as the environment says. Curl's and git's names of the variables are honoured.
#[must_use]
pub fn network(ca_file: Option<&str>) -> Network {
    let either = |name: &str| variable(name).or_else(|| variable(&name.to_uppercase()));
    let files = ["ISTIO_IMGEN_CA_FILE", "GIT_SSL_CAINFO", "SSL_CERT_FILE"];
    let ca_files = ca_file.map(str::to_owned).into_iter().chain(files.iter().filter_map(|name| variable(name)));
    let token = |variable_name: &str, host: &str| {
        let password = variable(variable_name)?;
        let credential = Credential::Basic { user: "x-access-token".to_owned(), password };
        Some(Login { host: host.to_owned(), credential })
    };
    let own = variable("ISTIO_IMGEN_TOKEN_HOST").and_then(|host| token("ISTIO_IMGEN_TOKEN", &host.to_lowercase()));
    Network {
        // Upper-case HTTP_PROXY could come from a request header of a CGI server: curl ignores it too.
        http_proxy: variable("http_proxy"),
        https_proxy: either("https_proxy"),
        all_proxy: either("all_proxy"),
        no_proxy: either("no_proxy").unwrap_or_default(),
        ca_files: ca_files.map(Utf8PathBuf::from).collect(),
        logins: own.into_iter().chain(token("GITHUB_TOKEN", "github.com")).collect(),
        ..Network::default()
    }
}

/// The files that logins of registries may be in: Docker's configuration, then that of Podman, Buildah and Skopeo
/// (`containers-auth.json(5)`).
#[must_use]
pub fn registry_logins() -> Vec<Utf8PathBuf> {
    let below = |directory: Option<String>, name: &str| directory.map(|directory| Utf8Path::new(&directory).join(name));
    let docker = below(variable("DOCKER_CONFIG"), "config.json");
    let podman = variable("REGISTRY_AUTH_FILE").map(Utf8PathBuf::from);
    let docker = docker.or_else(|| below(variable("HOME").or_else(|| variable("USERPROFILE")), ".docker/config.json"));
    let podman = podman.or_else(|| below(variable("XDG_RUNTIME_DIR"), "containers/auth.json"));
    docker.into_iter().chain(podman).collect()
}

/// From now on Ctrl-C and a termination signal only set a flag, which every long work asks; a second signal, or work
/// that does not answer within two seconds, ends the process at once with the terminal's cursor shown.
pub fn watch_signals() {
    static WATCHED: std::sync::Once = std::sync::Once::new();
    WATCHED.call_once(watch);
}

/// The signal is told apart, as its number is the exit code.
#[cfg(unix)]
fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    // Where no handler can be set, the system's own way of ending the process stays.
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            received(u8::try_from(signal).unwrap_or_default());
        }
    });
}

#[cfg(not(unix))]
fn watch() {
    // Another handler can only be there in a program that embeds this library: then its own decides.
    let _ = ctrlc::set_handler(|| received(SIGINT));
}

fn received(signal: u8) {
    let before = SIGNAL.swap(signal, Ordering::SeqCst);
    if before != 0 {
        if !keys::echoes_signals() {
            exit_interrupted();
        }
        if signal == SIGINT {
            SIGNAL.store(before, Ordering::SeqCst);
        }
        return;
    }
    std::thread::spawn(|| {
        std::thread::sleep(std::time::Duration::from_secs(2));
        exit_interrupted();
    });
}

fn exit_interrupted() -> ! {
    keys::give_back();
    let _ = console::Term::stderr().show_cursor();
    std::process::exit(signal_code().unwrap_or(128 + SIGINT).into())
}

/// Whether the user wants to stop.
#[must_use]
pub fn interrupted() -> bool {
    SIGNAL.load(Ordering::Relaxed) != 0
}

/// The exit code that tells of the signal which ended the work, as shells have it: 130 for Ctrl-C, 143 for SIGTERM.
#[must_use]
pub fn signal_code() -> Option<u8> {
    match SIGNAL.load(Ordering::Relaxed) {
        0 => None,
        signal => Some(128 + signal),
    }
}

/// From now on a panic, which is a bug of ours, says how to report it and ends the process with its own exit code.
pub fn watch_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let _ = console::Term::stderr().show_cursor();
        eprintln!("istio-imgen {}: {panic}\n{}", env!("CARGO_PKG_VERSION"), say::bug_report().say(language()));
        std::process::exit(Kind::Bug.exit_code().into());
    }));
}

/// The time, in seconds since 1970: for what is told, never for what is written.
#[must_use]
pub fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// The directory that the program was started in.
#[must_use]
pub fn directory() -> Option<std::path::PathBuf> {
    std::env::current_dir().ok()
}

/// A path that a preset file names, relative to that file; one that a flag names, relative to the working directory.
#[must_use]
pub fn beside(origin: &crate::finding::Origin, path: &str) -> Utf8PathBuf {
    match origin {
        crate::finding::Origin::File { path: file, .. } if file != "-" => {
            Utf8Path::new(file).parent().map_or_else(|| Utf8PathBuf::from(path), |directory| directory.join(path))
        }
        _ => Utf8PathBuf::from(path),
    }
}
