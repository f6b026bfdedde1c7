//! The way to the sources: proxies, certificates, and whether the repository answers.

use super::{Checked, Docker, Status};
use crate::escape::visible;
use crate::source::{self, Network, Quiet, Settings, without_login};
use crate::text::doctor as say;
use crate::version::Version;

/// Looks at proxies and certificates as they are configured.
pub(super) fn examine(network: &Network, docker: &Docker) -> Vec<Checked> {
    let mut checked = Vec::new();
    for (variable, proxy, valid) in network.proxies() {
        checked.push(if valid {
            Checked::new("proxy", Status::Ok, say::doctor_proxy(variable, proxy))
        } else {
            let broken = Checked::new("proxy", Status::Unfit, say::doctor_proxy_broken(variable, proxy));
            broken.hint(say::doctor_proxy_how())
        });
    }
    let proxies = &docker.config["proxies"];
    for (at, proxy) in proxies.as_object().into_iter().flatten() {
        let named = ["httpProxy", "httpsProxy", "allProxy"].into_iter().filter_map(|key| proxy[key].as_str());
        if let Some(named) = named.map(|proxy| visible(&without_login(proxy))).next() {
            checked.push(Checked::new("proxy", Status::Note, say::doctor_proxy_docker(visible(at), named)));
        }
    }
    for (file, certificates) in network.certificates() {
        checked.push(match certificates {
            Ok(count) => Checked::new("certificates", Status::Ok, say::doctor_certificates(count, file)),
            Err(error) => {
                let says = error.cause.map_or(error.text.clone(), |cause| error.text.then(say::doctor_because(cause)));
                Checked::new("certificates", Status::Unfit, says).hint(say::doctor_certificates_how())
            }
        });
    }
    checked
}

/// Asks the repository for its tags, unless no network may be used.
pub(super) fn git(settings: &Settings) -> Checked {
    if settings.offline {
        return Checked::new("sources", Status::Note, say::doctor_sources_offline(&settings.location));
    }
    match source::tags(settings, &Quiet) {
        Ok(tags) => {
            let newest = tags
                .iter()
                .rev()
                .find(|tag| tag.parse::<Version>().is_ok_and(|version| version.pre.is_none()))
                .or(tags.last());
            let newest = newest.map(|tag| visible(tag)).unwrap_or_default();
            Checked::new("sources", Status::Ok, say::doctor_sources(&settings.location, tags.len(), newest))
        }
        Err(error) => {
            let says = error.cause.map_or(error.text.clone(), |cause| error.text.then(say::doctor_because(cause)));
            let checked = Checked::new("sources", Status::Unfit, says);
            checked.hint(error.hint.unwrap_or_else(say::doctor_sources_how))
        }
    }
}
