//! What looks like a secret: keys, tokens and passwords, by the forms that their issuers document, and files that hold
//! them. A secret is refused wherever a value can stand, and never said again.
//!
//! False alarms teach people to look away: a form must be one that nothing else has. Randomness counts only behind a
//! name that asks for a secret.

mod form;

use crate::finding::{Finding, Origin};
use crate::preset::{Preset, Value};
use crate::text::secret as say;
use std::ops::Range;

pub use form::FORMS;

/// Something that looks like a secret: what it is, and where in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is, in the words of its issuer: `GitHub token`.
    pub what: &'static str,
    /// Where, in bytes.
    pub span: Range<usize>,
}

/// All secrets of a text whose form tells them, in order; they do not overlap.
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = FORMS.iter().flat_map(|form| form.find(text)).collect();
    found.extend(form::logins(text));
    found.extend(form::tokens(text));
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    let mut end = 0;
    found.retain(|found| {
        let apart = found.span.start >= end;
        end = end.max(found.span.end);
        apart
    });
    found
}

/// A text whose secrets are stars, one for each character, so that places in it stay what they were.
#[must_use]
pub fn mask(text: &str) -> String {
    // What is masked may show a login that something else overlapped before: each round leaves less.
    let mut masked = mask_once(text);
    loop {
        let again = mask_once(&masked);
        if again == masked {
            return masked;
        }
        masked = again;
    }
}

fn mask_once(text: &str) -> String {
    let (mut masked, mut from) = (String::with_capacity(text.len()), 0);
    // What may be a login is not refused, as it may be anything, and not said either.
    let mut hidden = find(text);
    hidden.extend(form::bare_logins(text));
    hidden.sort_by_key(|found| found.span.start);
    for found in hidden {
        if found.span.end <= from {
            continue;
        }
        let start = found.span.start.max(from);
        masked.push_str(&text[from..start]);
        masked.extend(text[start..found.span.end].chars().map(|c| if c == '\n' { c } else { '*' }));
        from = found.span.end;
    }
    masked.push_str(&text[from..]);
    masked
}

/// The file that a name stands for, where such files hold secrets: by the last parts of a path.
#[must_use]
pub fn of_name(path: &str) -> Option<&'static str> {
    let path = path.to_lowercase();
    let parts: Vec<&str> = path.rsplit('/').collect();
    let name = *parts.first()?;
    let below = parts.get(1).copied().unwrap_or_default();
    let kind = FILES.iter().find(|(of, directory, _)| {
        let fits = of.strip_prefix('*').map_or(name == *of, |ending| name.ends_with(ending));
        fits && (directory.is_empty() || below == *directory)
    });
    kind.map(|(_, _, what)| *what)
}

/// The secret of a file: by its name, or by what it holds as far as it is text.
#[must_use]
pub fn of_file(path: &str, content: &[u8]) -> Option<&'static str> {
    if let Some(what) = of_name(path) {
        return Some(what);
    }
    // A file may be cut where it was read no further.
    let text =
        std::str::from_utf8(content).or_else(|error| std::str::from_utf8(&content[..error.valid_up_to()])).ok()?;
    form::of_content(text).or_else(|| find(text).first().map(|found| found.what))
}

/// How a secret comes into a build and not into an image, by the place where each line belongs (Dockerfile reference,
/// "RUN --mount=type=secret"; Bake file reference, "target.secret"; Vault's `kv get`; AWS CLI's `get-secret-value`).
pub const RECIPES: &[(crate::render::Says, &str)] = &[
    (say::secrets_run, "RUN --mount=type=secret,id=token,env=TOKEN curl --header \"Authorization: Bearer ${TOKEN}\" …"),
    (
        say::secrets_bake,
        "target \"pilot\" {\n  secret = [\"type=env,id=token,env=TOKEN\", \"type=file,id=netrc,src=/run/user/netrc\"]\n}",
    ),
    (
        say::secrets_build,
        "docker buildx bake --set \"*.secrets=type=env,id=token,env=TOKEN\"\nbuildah build --secret id=token,env=TOKEN .",
    ),
    (say::secrets_vault, "TOKEN=\"$(vault kv get -mount=secret -field=token istio/build)\" docker buildx bake"),
    (
        say::secrets_aws,
        "TOKEN=\"$(aws secretsmanager get-secret-value --secret-id istio/build --query SecretString --output text)\" docker buildx bake",
    ),
    (say::secrets_pod, "env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: istio-build, key: token}}}]"),
];

/// Names of files, the directory that they must lie in (or any), and what they are.
const FILES: &[(&str, &str, &str)] = &[
    // gitcredentials(7), git-credential-store(1)
    (".git-credentials", "", "credentials of git"),
    ("credentials", "git", "credentials of git"),
    // curl's and inetutils' .netrc
    (".netrc", "", "logins in .netrc"),
    ("_netrc", "", "logins in .netrc"),
    // Kubernetes, "Organizing Cluster Access Using kubeconfig Files"
    ("kubeconfig", "", "kubeconfig"),
    ("*.kubeconfig", "", "kubeconfig"),
    ("config", ".kube", "kubeconfig"),
    // docker login; Kubernetes, "Pull an Image from a Private Registry"
    ("config.json", ".docker", "logins of Docker"),
    (".dockercfg", "", "logins of Docker"),
    (".dockerconfigjson", "", "logins of Docker"),
    ("auth.json", "containers", "logins of Podman"),
    // AWS CLI, "Configuration and credential file settings"
    ("credentials", ".aws", "credentials of AWS"),
    // Google Cloud, "How Application Default Credentials works"
    ("application_default_credentials.json", "", "credentials of Google Cloud"),
    // ssh-keygen(1)
    ("id_rsa", "", "private key of SSH"),
    ("id_dsa", "", "private key of SSH"),
    ("id_ecdsa", "", "private key of SSH"),
    ("id_ed25519", "", "private key of SSH"),
    // keytool and PKCS #12
    ("*.p12", "", "key store"),
    ("*.pfx", "", "key store"),
    ("*.jks", "", "key store"),
    ("*.keystore", "", "key store"),
    // Vault's token helper
    (".vault-token", "", "token of Vault"),
    (".pypirc", "", "logins of PyPI"),
    (".htpasswd", "", "passwords of a web server"),
    (".pgpass", "", "passwords of PostgreSQL"),
];

/// Checks every value of a preset. The login of `istio.source` is used and written nowhere, so it may stand there.
pub fn check(preset: &Preset, findings: &mut Vec<Finding>) {
    for (path, setting) in preset.iter() {
        let dotted = path.join(".");
        let insisted = preset.text(&format!("{dotted}.unchecked")).is_some_and(|(word, _)| word == "true");
        let name = path.last().map_or("", String::as_str);
        let mut one = |text: &str, origin: &Origin| {
            if dotted != "istio.source" {
                findings.extend(of_value(&dotted, name, text, origin, insisted));
            }
        };
        match &setting.value {
            Value::Text(text) => one(text, &setting.origin),
            Value::List(items) => items.iter().for_each(|(item, origin)| one(item, origin)),
            Value::Yaml(value) => leaves(value, &mut |text| one(text, &setting.origin)),
            Value::Unset => {}
        }
        for part in path.iter().filter(|part| !find(part).is_empty()) {
            let what = find(part).first().map_or("", |found| found.what);
            findings.push(Finding::error("secret", &setting.origin, say::secret_in_name(what)).hint(say::secret_way()));
        }
    }
}

fn leaves(value: &serde_yaml::Value, one: &mut dyn FnMut(&str)) {
    match value {
        serde_yaml::Value::String(text) => one(text),
        serde_yaml::Value::Sequence(items) => items.iter().for_each(|item| leaves(item, one)),
        serde_yaml::Value::Mapping(map) => map.iter().for_each(|(key, value)| {
            leaves(key, one);
            leaves(value, one);
        }),
        _ => {}
    }
}

fn of_value(path: &str, name: &str, value: &str, origin: &Origin, insisted: bool) -> Option<Finding> {
    let what = find(value).first().map(|found| found.what).or_else(|| form::of_content(value));
    if let Some(what) = what {
        return Some(Finding::error("secret", origin, say::secret_value(mask(path), what)).hint(say::secret_way()));
    }
    if !(asks_for_secret(name) && form::is_random(value, name)) {
        return None;
    }
    let message = say::secret_by_name(path);
    Some(match insisted {
        true => Finding::warning("secret-name", origin, message),
        false => {
            let hint = say::secret_way();
            let insist = path.starts_with("env.").then(|| say::secret_insist(path));
            Finding::error("secret-name", origin, message).hint(match insist {
                Some(insist) => hint.then(insist),
                None => hint,
            })
        }
    })
}

/// Whether the name of a setting asks for a secret: by its last word.
fn asks_for_secret(name: &str) -> bool {
    let name = name.to_uppercase().replace(['-', '.'], "_");
    let ends = [
        "PASSWORD",
        "PASSWD",
        "PASSPHRASE",
        "SECRET",
        "TOKEN",
        "API_KEY",
        "APIKEY",
        "ACCESS_KEY",
        "PRIVATE_KEY",
        "SECRET_KEY",
        "CREDENTIAL",
        "CREDENTIALS",
    ];
    ends.iter().any(|end| name.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('_')))
}

#[cfg(test)]
mod tests;
