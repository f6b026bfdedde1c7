//! The configuration of Docker's client: `config.json` and the contexts (docs.docker.com/reference/cli/docker, "Configuration
//! files"; docs.docker.com/engine/manage-resources/contexts).

use super::{Checked, Status, Surroundings};
use crate::disk;
use crate::text::doctor as say;
use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The largest configuration that is read.
const LARGEST: usize = 1 << 20;

/// What Docker's client is configured to.
#[derive(Clone, Debug, Default)]
pub struct Docker {
    /// Its directory.
    pub(super) directory: Option<Utf8PathBuf>,
    /// `config.json`; null where there is none.
    pub(super) config: Value,
    /// The endpoint of the context in use, and its name.
    pub(super) context: Option<(String, String)>,
}

impl Docker {
    /// The path of `config.json`.
    pub(super) fn path(&self) -> Utf8PathBuf {
        self.directory.as_deref().unwrap_or(Utf8Path::new("~/.docker")).join("config.json")
    }
}

/// Reads a file that may be missing; what else is in the way of reading it is told.
pub(super) fn text(path: &Utf8Path, checked: &mut Vec<Checked>) -> Option<String> {
    if !path.exists() {
        return None;
    }
    match disk::read_text(path, LARGEST) {
        Ok(text) => Some(text),
        Err(error) => {
            let says = error.cause.map_or(error.text.clone(), |cause| error.text.then(say::doctor_because(cause)));
            checked.push(Checked::new("configuration", Status::Warning, says));
            None
        }
    }
}

/// Reads a JSON file that may be missing.
pub(super) fn json(path: &Utf8Path, checked: &mut Vec<Checked>) -> Value {
    let Some(text) = text(path, checked) else { return Value::Null };
    serde_json::from_str(&text).unwrap_or_else(|error| {
        // The error names a place and no content: there are secrets in these files.
        let place = format!("{path}:{}:{}", error.line(), error.column());
        let broken = Checked::new("configuration", Status::Warning, say::doctor_not_json(place));
        checked.push(broken.hint(say::doctor_not_json_how()));
        Value::Null
    })
}

/// What Docker's client is configured to, and what is wrong with its files.
pub(super) fn docker(around: &Surroundings) -> (Docker, Vec<Checked>) {
    let mut checked = Vec::new();
    let directory = around.docker_config.clone().or_else(|| around.at_home(".docker"));
    let config = directory.as_ref().map_or(Value::Null, |directory| json(&directory.join("config.json"), &mut checked));
    let name = around.docker_context.clone().or_else(|| config["currentContext"].as_str().map(str::to_owned));
    let mut docker = Docker { directory, config, context: None };
    // DOCKER_HOST goes before every context.
    if let (Some(name), Some(directory), None) =
        (name.filter(|name| name != "default" && !name.is_empty()), &docker.directory, &around.docker_host)
    {
        let id = crate::state::hex(&Sha256::digest(&name));
        let meta = json(&directory.join("contexts/meta").join(id).join("meta.json"), &mut checked);
        match meta["Endpoints"]["docker"]["Host"].as_str() {
            Some(host) => docker.context = Some((name, host.to_owned())),
            None => {
                let missing = Checked::new("configuration", Status::Warning, say::doctor_no_context(name));
                checked.push(missing.hint(say::doctor_no_context_how()));
            }
        }
    }
    (docker, checked)
}
