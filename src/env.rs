//! Checks the environment variables of a preset against those that a release knows.
//!
//! A name that Istio does not read does nothing, and a value that it cannot read is logged and replaced by the default:
//! both look like success. What a program registers is known from the catalogue or from the sources; what it reads
//! otherwise, and what belongs to the pod, stands in tables.

mod table;
mod value;
mod ztunnel;

use crate::catalogue::{self, COMPONENTS, Component, Life};
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::legacy;
use crate::release::{Era, Kind, Release, Variable, VariableDefault};
use crate::selection::of_component;
use crate::text::{Text, core as core_text, env as say};
use crate::version::Version;
use std::collections::BTreeSet;
use ztunnel::ZTUNNEL;

pub use ztunnel::ZtunnelVariable;

pub(crate) use value::duration;

/// How many names are offered for one that nobody knows.
const NEAREST: usize = 3;

/// A setting of a preset.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The name of the variable.
    pub name: &'a str,
    /// Its value.
    pub value: &'a str,
    /// Where it came from.
    pub origin: &'a Origin,
    /// The user insists on it.
    pub unchecked: bool,
}

/// Where a variable is read, for those that no program registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Any program: the Go runtime, TLS, proxies, gRPC.
    Runtime,
    /// The programs of these components, without registering it.
    Component(&'static str),
}

/// The settings of one component, and what they are held against.
pub struct Check<'a> {
    component: &'a Component,
    release: &'a Release,
    /// The variables of the release; `None` when nobody knows them.
    variables: Option<&'a [Variable]>,
    programs: BTreeSet<&'a str>,
    /// The release is told to run ambient mode by the same settings.
    ambient: bool,
}

impl<'a> Check<'a> {
    /// Makes ready to check the settings of a component.
    #[must_use]
    pub fn new(
        component: &'a Component,
        release: &'a Release,
        variables: Option<&'a [Variable]>,
        settings: &[Setting<'_>],
    ) -> Check<'a> {
        let programs = of_component(component, release).into_iter().map(|binary| binary.name.as_str()).collect();
        let on = |setting: &Setting<'_>| value::read(Kind::Bool, setting.value) == Some(value::Value::Bool(true));
        let ambient = settings.iter().any(|setting| setting.name == "PILOT_ENABLE_AMBIENT" && on(setting));
        Check { component, release, variables, programs, ambient }
    }

    /// All that is to be said of a setting.
    ///
    /// # Errors
    /// A bug of ours in the embedded data.
    pub fn setting(&self, setting: &Setting<'_>) -> Result<Vec<Finding>> {
        let Setting { name, origin, .. } = *setting;
        if setting.unchecked {
            let message = say::env_unchecked(name, &self.component.id);
            return Ok(vec![Finding::info("env-unchecked", origin, message)]);
        }
        let mut findings = Vec::new();
        if table::of_deployment(name) && !(self.component.id == "istioctl" && name == "KUBECONFIG") {
            let finding = Finding::warning("env-deployment", origin, say::env_deployment(name));
            findings.push(finding.hint(say::env_deployment_hint()));
        }
        if self.component.id == "ztunnel" {
            findings.extend(self.ztunnel(setting));
            return Ok(findings);
        }
        let registered = self.registered(name);
        if !registered.is_empty() {
            findings.extend(self.typed(setting, &registered));
        } else if !self.read_otherwise(name) {
            findings.extend(self.unknown(setting)?);
        }
        Ok(findings)
    }

    /// What the programs of this component register under a name: once for each default.
    fn registered(&self, name: &str) -> Vec<&'a Variable> {
        let ours = |variable: &&Variable| {
            variable.name == name && variable.components.iter().any(|program| self.programs.contains(program.as_str()))
        };
        self.variables.unwrap_or_default().iter().filter(ours).collect()
    }

    fn read_otherwise(&self, name: &str) -> bool {
        let pod = table::of_deployment(name) && self.elsewhere(name).is_ok_and(|elsewhere| elsewhere.is_empty());
        table::runtime(name) || table::unregistered(&self.component.id, name) || pod
    }

    fn typed(&self, setting: &Setting<'_>, registered: &[&Variable]) -> Option<Finding> {
        let Setting { name, value: text, origin, .. } = *setting;
        let kinds: BTreeSet<Kind> = registered.iter().filter_map(|variable| variable.kind).collect();
        if let Some(kind) = kinds.first()
            && kinds.iter().all(|kind| value::read(*kind, text).is_none())
        {
            return Some(wrong_type(*kind, name, text, origin));
        }
        if registered.iter().all(|variable| variable.with_ambient.is_some()) && !self.ambient {
            return Some(Finding::info("env-needs-ambient", origin, say::env_needs_ambient(name)));
        }
        let same = |variable: &&Variable| {
            let VariableDefault::Text(default) = &variable.default else { return false };
            let kind = variable.kind.unwrap_or(Kind::String);
            !self.ambient && value::read(kind, default).is_some_and(|read| value::read(kind, text) == Some(read))
        };
        let tag = &self.release.tag;
        registered.iter().all(same).then(|| Finding::info("env-default", origin, say::env_default(name, text, tag)))
    }

    /// ztunnel's own: it is no part of the sources, so a name that its table does not have is no error.
    fn ztunnel(&self, setting: &Setting<'_>) -> Option<Finding> {
        let Setting { name, value: text, origin, .. } = *setting;
        let tag = &self.release.tag;
        let Some(variable) = ZTUNNEL.iter().find(|variable| variable.name == name) else {
            if self.read_otherwise(name) {
                return None;
            }
            let known = ZTUNNEL.iter().filter(|variable| variable.lives_at(tag)).map(|variable| variable.name);
            let near: Vec<&str> = crate::nearest::nearest(name, known, NEAREST);
            let finding = Finding::warning("env-ztunnel", origin, say::env_ztunnel_unknown(name));
            return Some(match near.is_empty() {
                true => finding,
                false => finding.hint(core_text::did_you_mean(quote(&near))),
            });
        };
        if !variable.lives_at(tag) {
            let times = variable.spans().iter().map(|(since, until)| match until.is_empty() {
                true => say::env_ztunnel_lives(since),
                false => say::env_ztunnel_lived(since, until),
            });
            let finding = Finding::warning("env-ztunnel", origin, say::env_ztunnel_unread(tag, name));
            return Some(match times.reduce(Text::then) {
                Some(hint) => finding.hint(hint),
                None => finding,
            });
        }
        // Rust reads `true` and `false` as booleans and nothing else.
        let read = match variable.kind {
            Kind::Bool => matches!(text, "true" | "false"),
            kind => value::read(kind, text).is_some(),
        };
        let finding = (!read).then(|| wrong_type(variable.kind, name, text, origin))?;
        Some(Finding { message: say::env_ztunnel_value(name, text), ..finding })
    }

    fn unknown(&self, setting: &Setting<'_>) -> Result<Vec<Finding>> {
        let Setting { name, origin, .. } = *setting;
        let tag = &self.release.tag;
        if self.variables.is_none() {
            return Ok(vec![Finding::info("env-not-checked", origin, say::env_not_checked(name, tag))]);
        }
        let finding = |message| Finding::error("env-unknown", origin, message);
        let elsewhere = self.elsewhere(name)?;
        if !elsewhere.is_empty() {
            let message = say::env_elsewhere(name, &self.component.id, tag);
            let ids: Vec<&str> = elsewhere.iter().map(String::as_str).collect();
            return Ok(vec![finding(message).hint(say::env_elsewhere_hint(quote(&ids)))]);
        }
        if let Some(told) = legacy::variable(name) {
            return Ok(vec![finding(told.was).hint(told.instead.then(told.more))]);
        }
        let near = self.near(name);
        let near: Vec<&str> = near.iter().map(String::as_str).collect();
        let insist = say::env_insist(format!("env.{}.{name}.unchecked=true", self.component.id));
        let hint = match near.is_empty() {
            true => insist.clone(),
            false => core_text::did_you_mean(quote(&near)),
        };
        Ok(vec![match life(name) {
            Some((since, until)) if not_before(tag, &since) => {
                let hint = table::replaced(name).unwrap_or_else(say::env_now_nothing);
                finding(say::env_gone(name, tag, or_before(&since), &until)).hint(hint.then(legacy::explain(name)))
            }
            Some((since, _)) => finding(say::env_not_yet(name, tag, &since)).hint(insist),
            None => finding(say::env_unknown(name, tag, &self.component.id)).hint(hint),
        }])
    }

    /// The nearest names that this component's programs read.
    fn near(&self, name: &str) -> Vec<String> {
        let known = catalogue::nearest(name, Some(&self.release.tag), 4 * NEAREST);
        let mut near: Vec<String> = known.into_iter().filter(|known| !self.registered(known).is_empty()).collect();
        if near.is_empty() {
            let names = self.variables.unwrap_or_default().iter().map(|variable| variable.name.as_str());
            near = crate::nearest::nearest(name, names, 4 * NEAREST)
                .into_iter()
                .filter(|known| !self.registered(known).is_empty())
                .filter(|known| strsim::normalized_damerau_levenshtein(name, known) > 0.7)
                .map(str::to_owned)
                .collect();
        }
        near.truncate(NEAREST);
        near
    }

    /// The other components that know a name.
    fn elsewhere(&self, name: &str) -> Result<BTreeSet<String>> {
        let mut ids = BTreeSet::new();
        let mut programs = BTreeSet::new();
        for variable in self.variables.unwrap_or_default().iter().filter(|variable| variable.name == name) {
            programs.extend(variable.components.iter().map(String::as_str));
        }
        for id in COMPONENTS.iter().filter(|id| **id != self.component.id && **id != "init") {
            let Some(component) = catalogue::component(id)? else { continue };
            if of_component(&component, self.release).iter().any(|binary| programs.contains(binary.name.as_str())) {
                ids.insert(component.id);
            }
        }
        let unregistered = ["proxy", "cni", "istioctl"].iter().filter(|id| **id != self.component.id);
        ids.extend(unregistered.filter(|id| table::unregistered(id, name)).map(|id| (*id).to_owned()));
        Ok(ids)
    }
}

/// Where a variable is read that no program registers; nothing for one that nobody reads.
#[must_use]
pub fn reader(name: &str) -> Vec<Reader> {
    if table::runtime(name) {
        return vec![Reader::Runtime];
    }
    let ids = ["proxy", "cni", "istioctl", "ztunnel"];
    let in_ztunnel = |id: &str| id == "ztunnel" && ZTUNNEL.iter().any(|known| known.name == name);
    ids.into_iter().filter(|id| table::unregistered(id, name) || in_ztunnel(id)).map(Reader::Component).collect()
}

/// ztunnel's variables, of all its releases.
#[must_use]
pub fn ztunnel() -> &'static [ZtunnelVariable] {
    ZTUNNEL
}

/// Whether a variable is for the pod to say, each pod its own.
#[must_use]
pub fn of_deployment(name: &str) -> bool {
    table::of_deployment(name)
}

/// What does today what a variable of an older release did.
#[must_use]
pub fn replaced(name: &str) -> Option<Text> {
    table::replaced(name)
}

/// The first and the last release that registered a name; the newest one's tag if it still lives.
#[must_use]
pub fn life(name: &str) -> Option<(String, String)> {
    life_of(&catalogue::history(name))
}

/// The same of lives that are at hand.
#[must_use]
pub fn life_of(lives: &[Life]) -> Option<(String, String)> {
    let spans = || lives.iter().flat_map(|life| &life.spans).map(|(span, _)| span);
    let version = |tag: &str| tag.parse::<Version>().ok();
    let since = spans().min_by_key(|span| version(&span.since))?.since.clone();
    let newest = catalogue::releases().last().map(|entry| entry.tag.clone())?;
    let until = spans().map(|span| span.until.clone().unwrap_or_else(|| newest.clone()));
    Some((since, until.max_by_key(|tag| version(tag))?))
}

/// A first release as it is shown: the catalogue knows no variables before its first release, so a variable of that one
/// may be older.
#[must_use]
pub fn or_before(since: &str) -> String {
    let first = catalogue::releases().iter().find(|entry| entry.era == Era::Istiod);
    if first.is_some_and(|entry| entry.tag == since) { format!("≤{since}") } else { since.to_owned() }
}

fn not_before(tag: &str, since: &str) -> bool {
    match (tag.parse::<Version>(), since.parse::<Version>()) {
        (Ok(tag), Ok(since)) => tag >= since,
        _ => true,
    }
}

fn wrong_type(kind: Kind, name: &str, text: &str, origin: &Origin) -> Finding {
    let (message, hint) = match kind {
        Kind::Bool | Kind::String => (say::env_bool(name, text), say::env_bool_hint()),
        Kind::Int => (say::env_int(name, text), say::env_int_hint()),
        Kind::Float => (say::env_float(name, text), say::env_float_hint()),
        Kind::Duration if !text.is_empty() && text.chars().all(|c| c.is_ascii_digit()) => {
            (say::env_duration(name, text), core_text::did_you_mean(format!("`{text}s`")))
        }
        Kind::Duration => (say::env_duration(name, text), say::env_duration_hint()),
    };
    Finding::error("env-type", origin, message).hint(hint)
}

fn quote(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// For the fuzzers: a text as a value of every kind.
#[cfg(fuzzing)]
pub fn fuzz(text: &str) {
    use crate::release::Kind;
    for kind in [Kind::String, Kind::Bool, Kind::Int, Kind::Float, Kind::Duration] {
        let _ = value::read(kind, text);
    }
}

#[cfg(test)]
mod tests;
