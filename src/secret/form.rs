//! The forms of secrets, each as its issuer documents it.

use super::Found;

/// A token that starts with a word of its own.
pub struct Form {
    /// What it is.
    pub what: &'static str,
    /// What it starts with.
    pub prefix: &'static str,
    /// What follows: letters and digits, and these.
    and: &'static str,
    /// How many of those at least.
    least: usize,
    /// Where its issuer says so.
    pub source: &'static str,
}

const fn form(what: &'static str, prefix: &'static str, and: &'static str, least: usize, source: &'static str) -> Form {
    Form { what, prefix, and, least, source }
}

const AWS: &str = "AWS IAM, \"IAM identifiers\": unique ID prefixes";
const GITHUB: &str = "GitHub, \"About authentication to GitHub\": token formats";
const GITLAB: &str = "GitLab, \"Token overview\": token prefixes";
const SLACK: &str = "Slack, \"Token types\"";
const VAULT: &str = "HashiCorp Vault, \"Tokens\": token prefixes";
const PEM: &str = "RFC 7468, \"Textual Encodings of PKIX, PKCS, and CMS Structures\"";

/// All forms with a prefix.
pub const FORMS: &[Form] = &[
    form("AWS access key", "AKIA", "", 16, AWS),
    form("AWS access key", "ASIA", "", 16, AWS),
    form("GitHub token", "ghp_", "", 36, GITHUB),
    form("GitHub token", "gho_", "", 36, GITHUB),
    form("GitHub token", "ghu_", "", 36, GITHUB),
    form("GitHub token", "ghs_", "._-", 36, GITHUB),
    form("GitHub token", "ghr_", "", 36, GITHUB),
    form("GitHub token", "github_pat_", "_", 22, GITHUB),
    form("GitLab token", "glpat-", "_-.", 20, GITLAB),
    form("GitLab token", "gldt-", "_-", 20, GITLAB),
    form("GitLab token", "glrt-", "_-.", 20, GITLAB),
    form("GitLab token", "glcbt-", "_-", 20, GITLAB),
    form("GitLab token", "glptt-", "_-", 20, GITLAB),
    form("GitLab token", "glft-", "_-", 20, GITLAB),
    form("GitLab token", "glsoat-", "_-", 20, GITLAB),
    form("GitLab token", "glagent-", "_-", 20, GITLAB),
    form("GitLab token", "gloas-", "_-", 20, GITLAB),
    form("Slack token", "xoxb-", "-", 10, SLACK),
    form("Slack token", "xoxp-", "-", 10, SLACK),
    form("Slack token", "xoxa-", "-", 10, SLACK),
    form("Slack token", "xoxr-", "-", 10, SLACK),
    form("Slack token", "xoxs-", "-", 10, SLACK),
    form("Slack token", "xapp-", "-", 10, SLACK),
    form("Slack webhook", "hooks.slack.com/services/", "/", 20, "Slack, \"Sending messages using incoming webhooks\""),
    form("npm token", "npm_", "", 36, "npm, \"About access tokens\"; GitHub changelog 2021-09-23"),
    form("PyPI token", "pypi-AgE", "_-", 50, "PyPI help, \"API tokens\""),
    form("Docker Hub token", "dckr_pat_", "_-", 20, "Docker, \"Personal access tokens\""),
    form("Docker Hub token", "dckr_oat_", "_-", 20, "Docker, \"Organization access tokens\""),
    form("Google API key", "AIza", "_-", 35, "Google Cloud, \"Manage API keys\""),
    form("Google OAuth token", "ya29.", "_-", 20, "Google Identity, \"Using OAuth 2.0\": examples of access tokens"),
    form("Google OAuth secret", "GOCSPX-", "_-", 20, "Google Cloud, \"Manage OAuth Clients\""),
    form("Azure storage key", "AccountKey=", "+/=", 40, "Azure Storage, \"Configure connection strings\""),
    form("Azure shared access key", "SharedAccessKey=", "+/=", 40, "Azure Service Bus, \"Connection strings\""),
    form("Vault token", "hvs.", "_-", 24, VAULT),
    form("Vault token", "hvb.", "_-", 24, VAULT),
    form("Vault token", "hvr.", "_-", 24, VAULT),
    form("Stripe key", "sk_live_", "", 20, "Stripe, \"API keys\""),
    form("Stripe key", "rk_live_", "", 20, "Stripe, \"API keys\""),
    form("SendGrid key", "SG.", "_-.", 60, "Twilio SendGrid, \"API keys\""),
    form("DigitalOcean token", "dop_v1_", "", 60, "DigitalOcean, \"Personal access tokens\""),
    form("Hugging Face token", "hf_", "", 34, "Hugging Face, \"User access tokens\""),
    form("age key", "AGE-SECRET-KEY-1", "", 50, "C2SP, \"age\": native X25519 recipients"),
    form("private key", "-----BEGIN PRIVATE KEY-----", "\n\\+/=- ", 0, PEM),
    form("private key", "-----BEGIN ENCRYPTED PRIVATE KEY-----", "\n\\+/=- ", 0, PEM),
    form("private key", "-----BEGIN RSA PRIVATE KEY-----", "\n\\+/=-: ,", 0, PEM),
    form("private key", "-----BEGIN EC PRIVATE KEY-----", "\n\\+/=- ", 0, PEM),
    form("private key", "-----BEGIN DSA PRIVATE KEY-----", "\n\\+/=- ", 0, PEM),
    form("private key", "-----BEGIN OPENSSH PRIVATE KEY-----", "\n\\+/=- ", 0, "OpenSSH, PROTOCOL.key"),
    form("private key", "-----BEGIN PGP PRIVATE KEY BLOCK-----", "\n\\+/=-: .", 0, "RFC 9580, \"Forming ASCII Armor\""),
    form("private key", "PuTTY-User-Key-File-", ": -", 1, "PuTTY, \"PPK file format\""),
];

impl Form {
    pub(super) fn find(&self, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        let mut from = 0;
        for (start, _) in text.match_indices(self.prefix) {
            // What was found holds all that it is made of: reading that again would take time by the square of its length.
            if start < from {
                continue;
            }
            let before = text[..start].chars().next_back();
            if before.is_some_and(|c| c.is_ascii_alphanumeric())
                && self.prefix.starts_with(|c: char| c.is_ascii_alphanumeric())
            {
                continue;
            }
            let rest = &text[start + self.prefix.len()..];
            let more = |c: char| !(c.is_ascii_alphanumeric() || self.and.contains(c));
            let length = rest.find(more).unwrap_or(rest.len());
            let aws = self.what == "AWS access key";
            let fits = length >= self.least
                && !(aws
                    && (length != 16 || !rest[..16].chars().all(|c| c.is_ascii_uppercase() || matches!(c, '2'..='7'))));
            if fits {
                from = start + self.prefix.len() + length;
                found.push(Found { what: self.what, span: start..start + self.prefix.len() + length });
            }
        }
        found
    }
}

/// No login is longer, in bytes: what stands around one is read no further.
const LONGEST: usize = 4096;

/// `user:password@` in URLs (RFC 3986, 3.2.1): the login, without what is around it.
pub(super) fn logins(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("://") {
        let start = at + 3;
        let scheme = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
        let rest = &text[start..text.floor_char_boundary(start + LONGEST)];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`' | '?' | '#'))
            .unwrap_or(rest.len());
        // A password may hold a slash that nobody escaped: then the last `@` still ends the login, unless what stands
        // before the slash is a port.
        let host = rest[..end].find('/').unwrap_or(end);
        let port = |colon: usize| rest[colon + 1..host].chars().all(|c| c.is_ascii_digit());
        let odd = || rest[..host].find(':').filter(|colon| !port(*colon)).and_then(|_| rest[..end].rfind('@'));
        let Some(last) = rest[..host].rfind('@').or_else(odd) else { continue };
        let (user, password) = rest[..last].split_once(':').unwrap_or((&rest[..last], ""));
        let placeholder = password.starts_with("${") || password.chars().all(|c| c == '*');
        // A bare name (`git@host`) is no secret; a name that is a token is found by its form.
        if scheme && !user.contains('/') && !password.is_empty() && !placeholder {
            found.push(Found { what: "login in a URL", span: start..start + last });
        }
    }
    found
}

/// `user:password@host.name` without a scheme, as people write registries and proxies; not `name:tag@sha256:…`.
pub(super) fn bare_logins(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let outside =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '(' | '[' | '{' | ',' | '=' | '/');
    // One way through the text: where the word begins that is being read, and its first colon.
    let (mut start, mut colon) = (0, None);
    for (at, c) in text.char_indices() {
        if outside(c) {
            (start, colon) = (at + c.len_utf8(), None);
        }
        if c == ':' && colon.is_none() {
            colon = Some(at);
        }
        if c != '@' || !colon.is_some_and(|colon| start < colon && colon + 1 < at) {
            continue;
        }
        let host = &text[at + 1..];
        let host =
            &host[..host.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(host.len())];
        let named = host
            .rsplit_once('.')
            .is_some_and(|(_, last)| last.chars().all(|c| c.is_ascii_alphabetic()) && !last.is_empty());
        if named && !text[start..at].starts_with("mailto:") {
            found.push(Found { what: "login", span: start..at });
        }
    }
    found
}

/// JSON Web Tokens (RFC 7519; the tokens of Kubernetes are such): three parts, of which the first two are JSON.
pub(super) fn tokens(text: &str) -> Vec<Found> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let mut found = Vec::new();
    for (start, _) in text.match_indices("eyJ") {
        if text[..start].chars().next_back().is_some_and(|c| part(c) || c == '.') {
            continue;
        }
        let rest = &text[start..];
        let end = rest.find(|c: char| !(part(c) || c == '.')).unwrap_or(rest.len());
        let parts: Vec<&str> = rest[..end].split('.').collect();
        if let [head, body, signature, ..] = parts.as_slice()
            && head.len() > 10
            && body.starts_with("eyJ")
            && signature.len() > 10
        {
            found.push(Found { what: "JSON Web Token", span: start..start + end });
        }
    }
    found
}

/// What a text holds that is no single token: by words that stand together only in such files.
pub(super) fn of_content(text: &str) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().all(|word| text.contains(word));
    let line = |start: &str| text.lines().any(|line| line.trim_start().to_lowercase().starts_with(start));
    let filled = |name: &str| {
        let value = |line: &str| {
            line.trim_start().strip_prefix(name).map(|rest| rest.trim_start_matches([' ', '=', ':', '"']).len())
        };
        text.lines().any(|line| value(line).is_some_and(|length| length >= 16))
    };
    if has(&["\"auths\"", "\"auth\""]) {
        Some("logins of Docker")
    } else if has(&["\"type\"", "\"service_account\"", "\"private_key\""]) {
        Some("credentials of Google Cloud")
    } else if has(&["kind: Config", "clusters:"])
        && (filled("client-key-data") || filled("token") || filled("client-certificate-data"))
    {
        Some("kubeconfig")
    } else if filled("aws_secret_access_key") || filled("aws_session_token") {
        Some("credentials of AWS")
    } else if line("machine ") && has(&["login ", "password "]) {
        Some("logins in .netrc")
    } else if text.contains("_authToken=") && !text.contains("_authToken=${") {
        Some("npm token")
    } else if line("authorization: basic ") || line("authorization: bearer ") {
        Some("HTTP authorization")
    } else {
        None
    }
}

/// Whether a value is what a generator of secrets makes: long enough, of many different characters, and no word, path,
/// duration, switch or reference. Behind `PASSWORD` what people think of counts too.
pub(super) fn is_random(value: &str, name: &str) -> bool {
    let value = value.trim();
    let reference =
        value.starts_with(['$', '/', '.', '<']) || value.contains("://") || value.contains(char::is_whitespace);
    let switch =
        matches!(value.to_lowercase().as_str(), "" | "true" | "false" | "none" | "null" | "changeme" | "redacted");
    if reference || switch || value.chars().all(|c| c == '*' || c == 'x' || c == 'X') {
        return false;
    }
    let asks = name.to_uppercase();
    if asks.contains("PASSWORD") || asks.contains("PASSWD") || asks.contains("PASSPHRASE") {
        return true;
    }
    let (mut counts, mut total) = ([0_u32; 256], 0_u32);
    for byte in value.bytes() {
        counts[usize::from(byte)] += 1;
        total += 1;
    }
    let share = |count: &u32| f64::from(*count) / f64::from(total);
    let entropy: f64 = counts.iter().filter(|count| **count > 0).map(|count| -share(count) * share(count).log2()).sum();
    let mixed = value.chars().any(|c| c.is_ascii_digit()) && value.chars().any(char::is_alphabetic);
    // 16 random hexadecimal digits have about 3.3 bits for each; words joined by dashes have no digits.
    total >= 16 && mixed && entropy >= 3.0
}
