//! What the user's git configuration says of the way to a repository.
#![allow(clippy::disallowed_methods, reason = "asks the credential helper that the user set up")]

use super::location::{Credential, Scheme, Url};
use camino::Utf8PathBuf;
use std::io::Write;
use std::process::{Command, Stdio};

/// Which git configuration is honoured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GitConfig {
    /// That of the system and of the user, where git looks for it.
    User,
    /// A single file.
    File(Utf8PathBuf),
    /// None.
    None,
}

impl GitConfig {
    /// A broken configuration says nothing: it is not our place to complain about it.
    fn entries(&self, pattern: &str) -> Vec<(String, String)> {
        let config = match self {
            GitConfig::User => git2::Config::open_default(),
            GitConfig::File(path) => git2::Config::open(path.as_std_path()),
            GitConfig::None => return Vec::new(),
        };
        let mut found = Vec::new();
        let Ok(config) = config else { return found };
        if let Ok(mut entries) = config.entries(Some(pattern)) {
            while let Some(Ok(entry)) = entries.next() {
                if let (Ok(name), Ok(value)) = (entry.name(), entry.value()) {
                    found.push((name.to_owned(), value.to_owned()));
                }
            }
        }
        found
    }

    /// `http.proxy`, or that of the longest `http.<url>.proxy` that the URL begins with; empty for "none".
    pub(super) fn proxy(&self, url: &str) -> Option<String> {
        self.of_url("proxy", url)
    }

    /// `http.sslCAInfo`, which adds to the platform's certificates here.
    pub(super) fn ca_file(&self) -> Option<Utf8PathBuf> {
        self.of_url("sslcainfo", "").map(Utf8PathBuf::from)
    }

    fn of_url(&self, key: &str, url: &str) -> Option<String> {
        self.entries(&format!("^http\\.(.*\\.)?{key}$"))
            .into_iter()
            .filter_map(|(name, value)| {
                let section = name.strip_suffix(key)?.trim_end_matches('.').strip_prefix("http")?;
                let prefix = section.strip_prefix('.').unwrap_or_default();
                url.starts_with(prefix.trim_end_matches('/')).then_some((prefix.len(), value))
            })
            .max_by_key(|(length, _)| *length)
            .map(|(_, value)| value)
    }

    /// The URL with its beginning replaced as `url.<base>.insteadOf` says; the longest match wins, as in git.
    pub(super) fn instead_of(&self, url: &str) -> Option<String> {
        self.entries("^url\\..*\\.insteadof$")
            .into_iter()
            .filter(|(_, value)| !value.is_empty() && url.starts_with(value.as_str()))
            .max_by_key(|(_, value)| value.len())
            .and_then(|(name, value)| {
                let base = name.strip_prefix("url.")?.strip_suffix(".insteadof")?;
                Some(format!("{base}{}", &url[value.len()..]))
            })
    }

    /// Asks the user's credential helper, if there is one, by way of git itself: only git knows all its rules.
    pub(super) fn credential(&self, url: &Url) -> Option<Credential> {
        if self.entries("^credential\\.(.*\\.)?helper$").iter().all(|(_, helper)| helper.is_empty()) {
            return None;
        }
        let mut git = Command::new("git");
        git.args(["credential", "fill"]).env("GIT_TERMINAL_PROMPT", "0");
        if let GitConfig::File(path) = self {
            git.env("GIT_CONFIG_GLOBAL", path).env("GIT_CONFIG_NOSYSTEM", "1");
        }
        let mut child = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let mut question = format!(
            "protocol={}\nhost={}\npath={}\n",
            if url.scheme == Scheme::Https { "https" } else { "http" },
            url.authority(),
            url.path.trim_start_matches('/')
        );
        if let Some(Credential::Basic { user, .. }) = &url.login {
            // A line break would be another attribute: a way to ask for another host's password.
            if !user.chars().any(char::is_control) {
                question.push_str(&format!("username={user}\n"));
            }
        }
        question.push('\n');
        // A helper that does not listen may answer all the same.
        child.stdin.take().map(|mut stdin| stdin.write_all(question.as_bytes()));
        let answer = child.wait_with_output().ok().filter(|output| output.status.success())?;
        let answer = String::from_utf8(answer.stdout).ok()?;
        let field =
            |name: &str| answer.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned);
        Some(Credential::Basic { user: field("username")?, password: field("password")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> (tempfile::TempDir, GitConfig) {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("config");
        std::fs::write(&file, text).unwrap();
        let config = GitConfig::File(Utf8PathBuf::from_path_buf(file).unwrap());
        (directory, config)
    }

    #[test]
    fn the_longest_instead_of_wins() {
        let (_directory, config) = config(
            "[url \"https://mirror.example/\"]\n\tinsteadOf = https://github.com/\n\
             [url \"https://Mirror.example/istio-only/\"]\n\tinsteadOf = https://github.com/istio/\n",
        );
        assert_eq!(config.instead_of("https://github.com/x/y"), Some("https://mirror.example/x/y".into()));
        assert_eq!(
            config.instead_of("https://github.com/istio/istio"),
            Some("https://Mirror.example/istio-only/istio".into())
        );
        assert_eq!(config.instead_of("https://gitlab.com/x"), None);
        assert_eq!(GitConfig::None.instead_of("https://github.com/x/y"), None);
    }

    #[test]
    fn the_nearest_http_setting_counts() {
        let (_directory, config) = config(
            "[http]\n\tproxy = http://general:1\n\tsslCAInfo = /etc/ca.pem\n\tproxyAuthMethod = basic\n\
             [http \"https://special.example\"]\n\tproxy = \"\"\n",
        );
        assert_eq!(config.proxy("https://other.example/x"), Some("http://general:1".into()));
        assert_eq!(config.proxy("https://special.example/x"), Some(String::new()));
        assert_eq!(config.ca_file(), Some("/etc/ca.pem".into()));
    }
}
