//! What a team allows: the policy file, the profiles, and how much a rule matters.

use super::Check;
use crate::finding::{Finding, Origin, Severity};
use crate::preset::{origin_at, yaml_problem};
use crate::text::check as say;
use crate::yaml::{self, Kind, Node};
use std::collections::BTreeMap;

/// How much a rule matters, or that it does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It does not count.
    Off,
    /// It counts as this.
    On(Severity),
}

impl Level {
    /// The words of levels.
    pub const WORDS: [&'static str; 4] = ["off", "info", "warning", "error"];

    /// Reads a level's word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Level> {
        Some(match word {
            "off" => Level::Off,
            "info" => Level::On(Severity::Info),
            "warning" => Level::On(Severity::Warning),
            "error" => Level::On(Severity::Error),
            _ => return None,
        })
    }

    /// The severity, if it counts.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::On(severity) => Some(severity),
        }
    }
}

/// A set of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// All rules but the rare ones, as the table has them.
    #[default]
    Default,
    /// The rules of the CIS Docker Benchmark, none below a warning.
    Cis,
    /// All rules, a level higher each.
    Hardened,
    /// For learners: errors, and what else matters as notices.
    Workshop,
}

impl Profile {
    /// The words of profiles.
    pub const WORDS: [&'static str; 4] = ["default", "cis", "hardened", "workshop"];

    /// Reads a profile's word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Profile> {
        let all = [Profile::Default, Profile::Cis, Profile::Hardened, Profile::Workshop];
        Profile::WORDS.iter().position(|known| *known == word).map(|index| all[index])
    }

    /// How much a rule matters in it.
    #[must_use]
    pub fn severity(self, check: &Check) -> Option<Severity> {
        let severity = check.rule.severity;
        match self {
            Profile::Default => (!check.rare).then_some(severity),
            Profile::Cis => {
                check.linked().any(|(checker, _)| checker == "cis").then_some(severity.max(Severity::Warning))
            }
            Profile::Hardened => Some(if severity == Severity::Info { Severity::Warning } else { Severity::Error }),
            Profile::Workshop if check.rare => None,
            Profile::Workshop => match severity {
                Severity::Error => Some(Severity::Error),
                Severity::Warning => Some(Severity::Info),
                Severity::Info => None,
            },
        }
    }
}

/// What a team allows. An empty list allows everything.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Registries, or registries with the beginning of a path.
    pub registries: Vec<String>,
    /// Base images: names with or without tag; `*` stands for any text.
    pub bases: Vec<String>,
    /// Users as `USER` writes them.
    pub users: Vec<String>,
    /// Capabilities that programs may get; `None` allows none without a word.
    pub capabilities: Vec<String>,
    /// Labels that every image must have.
    pub labels: Vec<String>,
    /// Whether images may have no other labels.
    pub only_labels: bool,
    /// The highest age of a pinned image, in days.
    pub pin_age: Option<i64>,
    /// Levels of rules.
    pub severity: BTreeMap<String, Level>,
    /// The day that ages are counted to, in days since 1970; `None` counts none.
    pub today: Option<i64>,
}

impl Policy {
    /// Reads a policy file: all problems at once, each with its place.
    #[must_use]
    pub fn read(text: &str, source: &Origin) -> (Policy, Vec<Finding>) {
        let (mut policy, mut findings) = (Policy::default(), Vec::new());
        let mut tell = |place, text| findings.push(Finding::error("policy", &origin_at(source, place), text));
        match yaml::parse(text) {
            Ok(Node { kind: Kind::Map(map), .. }) => {
                for (name, place, node) in &map {
                    if !policy.set(name, node) {
                        tell(*place, say::policy_key(name));
                    }
                }
            }
            Ok(node) => tell(node.place, say::policy_root()),
            Err((place, problem)) => tell(place, yaml_problem(&problem)),
        }
        (policy, findings)
    }

    /// Takes one key; whether it can.
    fn set(&mut self, name: &str, node: &Node) -> bool {
        let list = match &node.kind {
            Kind::List(items) => items.iter().map(scalar).collect::<Option<Vec<String>>>(),
            _ => None,
        };
        match (name, list, scalar(node)) {
            ("schema", _, Some(text)) => text == "1",
            ("registries", Some(list), _) => assign(&mut self.registries, list),
            ("bases", Some(list), _) => assign(&mut self.bases, list),
            ("users", Some(list), _) => assign(&mut self.users, list),
            ("capabilities", Some(list), _) => assign(&mut self.capabilities, list),
            ("labels", Some(list), _) => assign(&mut self.labels, list),
            ("only-labels", _, Some(text)) => {
                self.only_labels = text == "true";
                matches!(text.as_str(), "true" | "false")
            }
            ("max-pin-age", _, Some(text)) => {
                self.pin_age = text.trim_end_matches('d').parse().ok().filter(|days| *days >= 0);
                self.pin_age.is_some()
            }
            ("severity", ..) => match &node.kind {
                Kind::Map(map) => map.iter().all(|(id, _, node)| {
                    let level = scalar(node).and_then(|word| Level::parse(&word));
                    level.is_some_and(|level| is_rule(id) && self.severity.insert(id.clone(), level).is_none())
                }),
                _ => false,
            },
            _ => false,
        }
    }
}

fn assign(place: &mut Vec<String>, list: Vec<String>) -> bool {
    *place = list;
    true
}

fn scalar(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Scalar { text, .. } => Some(text.clone()),
        _ => None,
    }
}

/// Whether an id names a rule, ours or another checker's.
#[must_use]
pub fn is_rule(id: &str) -> bool {
    super::checks().any(|check| check.is_called(id))
}

/// Whether a text is what a pattern allows: `*` stands for any text.
#[must_use]
pub fn allows(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(index) = rest.find(part) else { return false };
        rest = &rest[index + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn patterns_stand_for_any_text() {
        for (pattern, text, allowed) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("a*", "ab", true),
            ("*b", "ab", true),
            ("a*c*e", "abcde", true),
            ("a*c*e", "abde", false),
            ("*", "", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(allows(pattern, text), allowed, "{pattern} {text}");
        }
    }

    #[test]
    fn a_policy_tells_all_its_mistakes() {
        let source = Origin::File { path: "policy.yaml".into(), line: 0, column: 0 };
        let text = "schema: 1\nregistries: [docker.io/istio]\nuser: [1]\nseverity: {DL3008: off, nope: off}\nmax-pin-age: soon\n";
        let (policy, findings) = Policy::read(text, &source);
        assert_eq!(policy.registries, ["docker.io/istio"]);
        let told: Vec<String> =
            findings.iter().map(|one| format!("{} {}", one.place, one.message.say(Language::English))).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].starts_with("policy.yaml:3:1 "), "{told:?}");
        let (policy, findings) = Policy::read("severity: {DL3008: off}\nmax-pin-age: 90d\n", &source);
        assert!(findings.is_empty());
        assert_eq!((policy.pin_age, policy.severity["DL3008"]), (Some(90), Level::Off));
    }
}
