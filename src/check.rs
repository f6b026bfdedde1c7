//! The rules of Dockerfiles and build contexts: a checker that reads a file once and tells all that is wrong.
//!
//! Each rule is a row of a table: id, severity, texts, links to the rules of other checkers, and the function that finds
//! it. The tables stand beside their functions, one file an area. Everything here is pure: files of the context are
//! handed in.

mod bake;
mod compile;
mod context;
mod copy;
mod download;
mod exception;
mod fix;
mod ignore;
mod image;
mod install;
mod istio;
mod package;
mod part;
mod pin;
mod policy;
mod port;
mod publish;
mod run;
mod script;
mod slip;
mod stage;
mod subject;
mod syntax;
mod system;
mod text;
mod value;

pub use context::{BAKE, Context, IGNORE, Texts, wanted};
pub use fix::apply;
pub use ignore::fits;
pub use policy::{Level, Policy, Profile, is_rule};
pub use subject::Subject;
pub use text::day;

use crate::finding::Severity;
use crate::rule::Rule;
use crate::text::Text;
use std::collections::BTreeMap;
use std::ops::Range;

/// A rule with the function that finds it.
pub struct Check {
    /// Its id, severity and line of text, as in the table of all rules.
    pub rule: Rule,
    /// What to do about it.
    pub way_out: fn() -> Text,
    /// The rules of other checkers that say the same, each as `checker:id`, between spaces.
    pub links: &'static str,
    /// It is asked for by a profile or by name only.
    pub rare: bool,
    find: fn(&Subject<'_>, &mut Found),
}

type Find = fn(&Subject<'_>, &mut Found);

const fn check(
    id: &'static str,
    severity: Severity,
    says: fn() -> Text,
    way_out: fn() -> Text,
    links: &'static str,
    find: Find,
) -> Check {
    Check { rule: Rule { id, severity, says }, way_out, links, rare: false, find }
}

const fn rare(
    id: &'static str,
    severity: Severity,
    says: fn() -> Text,
    way_out: fn() -> Text,
    links: &'static str,
    find: Find,
) -> Check {
    Check { rare: true, ..check(id, severity, says, way_out, links, find) }
}

impl Check {
    /// Whether another checker's id, or ours, means this rule.
    #[must_use]
    pub fn is_called(&self, id: &str) -> bool {
        self.rule.id == id || self.linked().any(|(_, linked)| linked.eq_ignore_ascii_case(id))
    }

    /// What it says of a literal.
    #[must_use]
    pub fn message(&self, about: Option<&str>) -> Text {
        let text = (self.rule.says)();
        match about {
            Some(literal) => text.about(literal),
            None => text,
        }
    }

    /// The links as pairs of checker and id.
    pub fn linked(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.links.split_whitespace().filter_map(|link| link.split_once(':'))
    }
}

/// All rules, area by area.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    [
        syntax::CHECKS,
        stage::CHECKS,
        pin::CHECKS,
        copy::CHECKS,
        value::CHECKS,
        image::CHECKS,
        port::CHECKS,
        package::CHECKS,
        run::CHECKS,
        download::CHECKS,
        context::CHECKS,
        publish::CHECKS,
        istio::CHECKS,
        compile::CHECKS,
        system::CHECKS,
        slip::CHECKS,
    ]
    .into_iter()
    .flatten()
}

/// A change that would mend what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub span: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

/// One thing that was found.
#[derive(Clone)]
pub struct Hit {
    /// The rule.
    pub check: &'static Check,
    /// How much it matters here.
    pub severity: Severity,
    /// The bytes of the Dockerfile that it is about.
    pub span: Range<usize>,
    /// The literal that it is about: a name, an image, a path.
    pub about: Option<String>,
    /// The file, line and column, if it is another file than the Dockerfile.
    pub elsewhere: Option<(String, usize, usize)>,
    /// What mends it without changing what is built.
    pub edits: Vec<Edit>,
}

impl Hit {
    /// Names what it is about.
    fn about(&mut self, literal: impl Into<String>) -> &mut Hit {
        self.about = Some(literal.into());
        self
    }

    /// Adds a change that mends it.
    fn edit(&mut self, span: Range<usize>, text: impl Into<String>) -> &mut Hit {
        self.edits.push(Edit { span, text: text.into() });
        self
    }

    /// Moves it to another file of the context.
    fn within(&mut self, file: &str, line: usize, column: usize) -> &mut Hit {
        self.elsewhere = Some((file.to_owned(), line, column));
        self
    }
}

/// Gathers what the rules find.
struct Found {
    check: &'static Check,
    severity: Severity,
    hits: Vec<Hit>,
}

impl Found {
    /// Something is wrong with these bytes.
    fn at(&mut self, span: Range<usize>) -> &mut Hit {
        let hit =
            Hit { check: self.check, severity: self.severity, span, about: None, elsewhere: None, edits: Vec::new() };
        let index = self.hits.len();
        self.hits.push(hit);
        &mut self.hits[index]
    }
}

/// Which rules count, and how much.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The set of rules.
    pub profile: Profile,
    /// Levels by the ids of rules, ours or another checker's; they win over the profile.
    pub levels: BTreeMap<String, Level>,
}

impl Settings {
    /// How much a rule matters; `None` for one that does not count.
    fn severity(&self, check: &Check) -> Option<Severity> {
        let set = self.levels.iter().find(|(id, _)| check.is_called(id)).map(|(_, level)| *level);
        match set {
            Some(level) => level.severity(),
            None => self.profile.severity(check),
        }
    }
}

/// Checks a Dockerfile: everything that is found, in the order of places.
#[must_use]
pub fn find(subject: &Subject<'_>, settings: &Settings) -> Vec<Hit> {
    let mut hits = Vec::new();
    for check in checks() {
        if let Some(severity) = settings.severity(check) {
            let mut found = Found { check, severity, hits };
            (check.find)(subject, &mut found);
            hits = found.hits;
        }
    }
    let mut hits = exception::apply(subject, settings, hits);
    hits.sort_by(|a, b| {
        let place = a.elsewhere.cmp(&b.elsewhere).then(a.span.start.cmp(&b.span.start));
        place.then(b.severity.cmp(&a.severity)).then(a.check.rule.id.cmp(b.check.rule.id))
    });
    hits
}
