//! What there is to say of one name, by what it can be.

use super::super::{Session, known};
use super::{Value, json};
use crate::catalogue::{self, Life};
use crate::endpoint;
use crate::env::{self, Reader};
use crate::error::Result;
use crate::finding::{Finding, Origin, Severity};
use crate::fips;
use crate::preset::key::KEYS;
use crate::release::{Release, Variable};
use crate::secret;
use crate::selection::of_component;
use crate::text::check as check_say;
use crate::text::cli::{label_error, label_info, label_warning};
use crate::text::{
    Language, Text, env as env_text, explain as say, fips as fips_text, pin as pin_text, secret as secret_text,
    select as select_text,
};
use clap::ArgMatches;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What was asked for.
pub(super) struct Asked<'a> {
    pub(super) session: &'a Session,
    pub(super) matches: &'a ArgMatches,
    pub(super) name: &'a str,
}

/// One thing that a name is.
pub(super) struct Topic {
    name: String,
    kind: Text,
    /// For programs.
    id: &'static str,
    /// What it is, in a sentence.
    what: Option<Line>,
    facts: Vec<(Text, Line)>,
    pub(super) json: Value,
}

/// A line that is said in the language of the reader, or that is the same in all of them.
pub(super) enum Line {
    Said(Text),
    Plain(String),
}

impl Line {
    fn say(&self, language: Language) -> String {
        match self {
            Line::Said(text) => text.say(language),
            Line::Plain(text) => text.clone(),
        }
    }
}

impl Topic {
    pub(super) fn new(name: &str, id: &'static str, kind: Text) -> Topic {
        Topic { name: name.to_owned(), kind, id, what: None, facts: Vec::new(), json: Value::Null }
    }

    pub(super) fn fact(&mut self, label: Text, line: Text) {
        self.facts.push((label, Line::Said(line)));
    }

    /// What `check` finds there, with what to do about it.
    pub(super) fn finding(&mut self, finding: &Finding) {
        let label = match finding.severity {
            Severity::Error => check_say::check_found_error(finding.rule),
            Severity::Warning => check_say::check_found_warning(finding.rule),
            Severity::Info => check_say::check_found_notice(finding.rule),
        };
        self.fact(label, finding.message.clone());
        if let Some(hint) = &finding.hint {
            self.fact(check_say::check_way_out(), hint.clone());
        }
    }

    /// Whether another topic is about the same thing.
    pub(super) fn is(&self, other: &Topic) -> bool {
        (self.id, &self.name) == (other.id, &other.name)
    }

    /// What it is, in a sentence.
    pub(super) fn what(&mut self, text: Text) {
        self.what = Some(Line::Said(text));
    }

    pub(super) fn plain(&mut self, label: Text, line: impl Into<String>) {
        let line: String = line.into();
        if !line.is_empty() {
            self.facts.push((label, Line::Plain(line)));
        }
    }

    /// For a person: what it is in the first line, a fact in each that follows.
    pub(super) fn say(&self, language: Language) -> String {
        let mut text = format!("{} ({})\n", self.name, self.kind.say(language));
        if let Some(what) = &self.what {
            let _ = writeln!(text, "  {}", what.say(language));
        }
        for (label, line) in &self.facts {
            let line = line.say(language);
            let gap = if line.starts_with('\n') { "" } else { " " };
            let _ = writeln!(text, "  {}:{gap}{line}", label.say(language));
        }
        text
    }

    /// For a program: English, with stable keys.
    pub(super) fn json(&self) -> Value {
        let english = Language::English;
        json!({
            "name": self.name, "kind": self.id,
            "what": self.what.as_ref().map(|what| what.say(english)),
            "facts": self.facts.iter().map(|(label, line)| {
                json!({"label": label.say(english), "value": line.say(english)})
            }).collect::<Vec<_>>(),
            "data": self.json,
        })
    }
}

impl Asked<'_> {
    fn option(&self, name: &str) -> Option<&str> {
        crate::cli::one(self.matches, name)
    }

    /// The release that was named, the newest one else.
    fn tag(&self) -> Result<String> {
        match self.option("istio") {
            Some(typed) => known::tag(typed, self.option("istio-source").is_some()),
            None => Ok(known::newest()),
        }
    }
}

/// A component, in the release.
pub(super) fn component(asked: &Asked<'_>) -> Result<Option<Topic>> {
    let Some(component) = catalogue::component(asked.name)? else { return Ok(None) };
    let language = asked.session.report.language;
    let mut topic = Topic::new(&component.id, "component", say::explain_component());
    topic.what = Some(Line::Plain(component.title.say(language).to_owned()));
    topic.plain(say::explain_image(), &component.image);
    topic.plain(say::explain_names(), component.names.join(", "));
    topic.plain(say::explain_since(), component.since.clone().unwrap_or_default());
    topic.plain(say::explain_user(), &component.user);
    topic.plain(say::explain_ports(), component.ports.iter().map(u16::to_string).collect::<Vec<_>>().join(", "));
    let tag = asked.tag()?;
    if component.id == "init" {
        topic.fact(label_info(), select_text::init_is_proxyv2(&tag));
        topic.fact(say::explain_instead(), select_text::init_can_be_slim());
    }
    let release = catalogue::release(&tag);
    if let Some(release) = &release {
        let binaries = of_component(&component, release);
        if binaries.is_empty() {
            topic.fact(say::explain_in(&tag), say::explain_has_no_image(&component.image));
        }
        let variants = release.images.get(&component.image).map(|image| image.variants.keys().cloned());
        topic.plain(
            say::explain_variants(),
            variants.map(|names| names.collect::<Vec<_>>().join(", ")).unwrap_or_default(),
        );
        for binary in binaries {
            let from = match &binary.package {
                Some(package) => say::explain_compiled(package),
                None => say::explain_downloaded(),
            };
            let line = format!("{}, {}", binary.target, from.say(language));
            topic.plain(say::explain_binary(), line);
        }
        topic.fact(say::explain_env(), say::explain_variables(&tag, &component.id));
    }
    topic.json = json!({"id": component.id, "image": component.image, "release": tag});
    Ok(Some(topic))
}

/// A word of old releases or tutorials.
pub(super) fn legacy(asked: &Asked<'_>) -> Result<Option<Topic>> {
    let Some(row) = crate::legacy::find(asked.name) else { return Ok(None) };
    let told = row.tell(asked.name);
    let mut topic = Topic::new(asked.name, "legacy", say::explain_legacy());
    topic.what = Some(Line::Said(told.was));
    topic.fact(say::explain_instead(), told.instead);
    if let (Some(image), Some(typed)) = (row.image, asked.option("istio")) {
        let tag = known::tag(typed, true)?;
        let images: Option<Vec<String>> = catalogue::older(&tag)
            .map(|older| older.images)
            .or_else(|| catalogue::release(&tag).map(|release| release.images.into_keys().collect()));
        let has = images.is_some_and(|images| images.iter().any(|known| known == image));
        let line = if has { say::explain_has_image(image) } else { say::explain_has_no_image(image) };
        topic.fact(say::explain_in(&tag), line);
    }
    topic.json = json!({"words": row.words});
    Ok(Some(topic))
}

/// A base image in the box.
pub(super) fn base(asked: &Asked<'_>) -> Result<Option<Topic>> {
    let Some(base) = catalogue::base(asked.name)? else { return Ok(None) };
    let language = asked.session.report.language;
    let mut topic = Topic::new(&base.id, "base", say::explain_base());
    topic.what = base.title.as_ref().map(|title| Line::Plain(title.say(language).to_owned()));
    topic.plain(say::explain_reference(), &base.reference);
    let libc = [base.libc.clone().unwrap_or_default(), base.libc_version.clone().unwrap_or_default()].join(" ");
    topic.plain(say::explain_libc(), libc.trim_end());
    topic.plain(say::explain_packages(), base.packages.clone().unwrap_or_default());
    for (label, has) in
        [(say::explain_shell(), base.shell), (say::explain_iptables(), base.iptables), (say::explain_ca(), base.ca)]
    {
        if let Some(has) = has {
            topic.fact(label, if has { say::explain_yes() } else { say::explain_no() });
        }
    }
    topic.json = json!({"id": base.id, "reference": base.reference, "libc": base.libc, "packages": base.packages});
    Ok(Some(topic))
}

/// A host that closes, wherever it stands in what was asked for.
pub(super) fn endpoint(asked: &Asked<'_>) -> Result<Option<Topic>> {
    let endpoints = endpoint::endpoints()?;
    let Some(found) = endpoint::retired_in(asked.name, &endpoints) else { return Ok(None) };
    let mut topic = Topic::new(&found.name, "endpoint", say::explain_endpoint());
    topic.what = Some(Line::Said(say::explain_closes(&found.closes)));
    topic.fact(say::explain_instead(), found.hint(true));
    topic.json = json!({"name": found.name, "closes": found.closes, "successor": found.successor});
    Ok(Some(topic))
}

/// The keys that Istio signs images with: all of them, or one by its name.
pub(super) fn signing_keys(asked: &Asked<'_>) -> Result<Vec<Topic>> {
    let keys = endpoint::signing_keys()?;
    let all = matches!(asked.name, "signing-key" | "signing-keys" | "cosign");
    let mut topics = Vec::new();
    for (index, key) in keys.iter().enumerate().filter(|(_, key)| all || key.name == asked.name) {
        let mut topic = Topic::new(&key.name, "signing-key", pin_text::explain_istio_key());
        let until = keys.get(index + 1).map(|next| &next.since);
        topic.what = Some(Line::Said(match until {
            Some(until) => pin_text::explain_signed_until(&key.since, until),
            None => pin_text::explain_signed(&key.since),
        }));
        topic.plain(pin_text::explain_cosign(), format!("cosign verify --key {} docker.io/istio/IMAGE:TAG", key.url));
        topic.json = json!({"name": key.name, "since": key.since, "before": until, "url": key.url});
        topics.push(topic);
    }
    Ok(topics)
}

/// A standard of FIPS.
pub(super) fn standard(asked: &Asked<'_>) -> Result<Option<Topic>> {
    let Some(standard) = fips::standard(asked.name)? else { return Ok(None) };
    let pairs = |pairs: &BTreeMap<String, String>| {
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(", ")
    };
    let mut topic = Topic::new(&standard.id, "standard", say::explain_standard());
    topic.what = Some(Line::Said(fips_text::fips_no_certificate(&standard.id)));
    topic.plain(say::explain_since(), standard.policy.join(", "));
    topic.plain(say::explain_go(), format!("{} {}", standard.go, pairs(&standard.build)).trim_end());
    topic.plain(say::explain_env(), pairs(&standard.runtime));
    if let Some(month) = &standard.ended {
        topic.fact(label_info(), fips_text::fips_ended(&standard.id, month));
    }
    topic.json = json!({"id": standard.id, "policy": standard.policy, "go": standard.go, "ended": standard.ended});
    Ok(Some(topic))
}

/// How secrets come into a build and not into an image.
pub(super) fn secrets(asked: &Asked<'_>) -> Option<Topic> {
    matches!(asked.name, "secrets" | "secret").then(|| {
        let mut topic = Topic::new("secrets", "recipe", secret_text::secrets_kind());
        topic.what(secret_text::secrets_what());
        let lines = |text: &str| text.lines().map(|line| format!("\n    {line}")).collect::<String>();
        for (label, recipe) in secret::RECIPES {
            topic.plain(label(), lines(recipe));
        }
        topic.fact(secret_text::secrets_git(), secret_text::secrets_git_how());
        topic
    })
}

/// A preset in the box: its text is its explanation.
pub(super) fn preset(asked: &Asked<'_>) -> Option<Topic> {
    let text = catalogue::preset(asked.name)?;
    let (preset, _) = crate::preset::read(text, &Origin::Preset(asked.name.to_owned()));
    let mut topic = Topic::new(asked.name, "preset", say::explain_preset());
    topic.what = preset.text("description").map(|(text, _)| Line::Plain(text.to_owned()));
    let lines: String = text.lines().map(|line| format!("\n    {line}")).collect();
    topic.plain(say::explain_preset(), lines);
    topic.json = json!({"text": text});
    Some(topic)
}

/// A rule of findings.
pub(super) fn rule(asked: &Asked<'_>) -> Option<Topic> {
    let check = crate::check::checks().find(|check| check.is_called(asked.name));
    let rule = crate::rule::rule_of(asked.name).or_else(|| check.map(|check| &check.rule))?;
    let check = check.filter(|check| check.rule.id == rule.id);
    let mut topic = Topic::new(rule.id, "rule", say::explain_rule());
    topic.what = Some(Line::Said((rule.says)()));
    let severity = match rule.severity {
        Severity::Error => label_error(),
        Severity::Warning => label_warning(),
        Severity::Info => label_info(),
    };
    topic.fact(say::explain_severity(), severity);
    let same: Vec<String> =
        check.iter().flat_map(|check| check.linked()).map(|(by, id)| format!("{by} {id}")).collect();
    if let Some(check) = check {
        topic.fact(check_say::check_way_out(), (check.way_out)());
        topic.plain(check_say::check_same_as(), same.join(", "));
        if check.rare {
            topic.fact(say::explain_default(), check_say::check_rare());
        }
    }
    topic.json = json!({"id": rule.id, "severity": rule.severity, "same_as": same});
    Some(topic)
}

/// A key of presets.
pub(super) fn key(asked: &Asked<'_>) -> Option<Topic> {
    let key = KEYS.iter().find(|key| key.path == asked.name)?;
    let mut topic = Topic::new(key.path, "key", say::explain_key());
    topic.what = Some(Line::Said((key.help)()));
    topic.plain(say::explain_flag(), key.flag.map(|flag| format!("--{flag} {}", key.value)).unwrap_or_default());
    topic.json = json!({"path": key.path, "flag": key.flag});
    Some(topic)
}

/// An environment variable: in the release, and through all of its lives.
pub(super) fn variable(asked: &Asked<'_>) -> Result<Option<Topic>> {
    let upper = asked.name.to_uppercase();
    let lives = catalogue::history(&upper);
    let mut readers = env::reader(asked.name);
    if readers.is_empty() {
        readers = env::reader(&upper);
    }
    let live = asked.option("istio-source").is_some();
    let known = if lives.is_empty() && !live { None } else { known::known(asked.session, asked.matches).map(Some)? };
    let here: Vec<&Variable> =
        known.iter().flat_map(|known| &known.variables).filter(|variable| variable.name == upper).collect();
    if lives.is_empty() && here.is_empty() && readers.is_empty() {
        return Ok(None);
    }
    let mut topic = Topic::new(if lives.is_empty() { asked.name } else { &upper }, "variable", say::explain_variable());
    if env::of_deployment(&topic.name) {
        topic.what = Some(Line::Said(env_text::env_deployment(&topic.name)));
    }
    if let Some(known) = &known {
        in_release(&mut topic, &known.release, &here)?;
    }
    for reader in readers {
        match reader {
            Reader::Runtime => topic.fact(say::explain_read_by(), say::explain_any_program()),
            Reader::Component(id) => topic.plain(say::explain_read_by(), id),
        }
    }
    told_lives(&mut topic, &lives, asked.session.report.language);
    if let Some(now) = env::replaced(&topic.name).filter(|_| here.is_empty()) {
        topic.fact(say::explain_instead(), now);
    }
    topic.json = json!({"name": topic.name, "defaults": known::defaults(&lives), "known": !here.is_empty()});
    Ok(Some(topic))
}

fn in_release(topic: &mut Topic, release: &Release, here: &[&Variable]) -> Result<()> {
    let tag = &release.tag;
    if here.is_empty() {
        topic.fact(say::explain_in(tag), say::explain_not_in());
    }
    let readers = known::Readers::of(release)?;
    for variable in here {
        let kind = variable.kind.map(|kind| format!("{kind:?}").to_lowercase()).unwrap_or_default();
        topic.plain(say::explain_in(tag), format!("{kind} = {}", known::shown(&variable.default)).trim_start());
        topic.plain(say::explain_read_by(), readers.components(&variable.components).join(", "));
        if let Some(default) = &variable.with_ambient {
            topic.plain(say::explain_with_ambient(), known::shown(default));
        }
        if let Some(description) = &variable.description {
            topic.plain(say::explain_says(), description.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    Ok(())
}

/// Every default with the releases that had it.
fn told_lives(topic: &mut Topic, lives: &[Life], language: Language) {
    for life in lives {
        let spans = known::spans(life).into_iter().map(|span| match span.until {
            Some(until) => say::explain_was_default(env::or_before(&span.since), until).say(language),
            None => say::explain_lives(env::or_before(&span.since)).say(language),
        });
        let spans: Vec<String> = spans.collect();
        topic.plain(say::explain_default(), format!("{} ({})", known::shown(&life.default), spans.join(", ")));
    }
}
