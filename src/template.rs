//! Templates of the user: a directory whose files stand before ours, or beside them. They see the plan as ours do.

pub mod names;
pub mod scan;
pub mod schema;

use crate::finding::{Finding, Origin};
use crate::render;
use crate::secret;
use crate::state::hex;
use crate::text::{Text, secret as secret_text, template as say};
use crate::tree::TreePath;
use names::What;
use schema::Schema;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use tera::ErrorKind;

/// Before the name of a template of ours, for those that build on one which they override.
pub const OURS: &str = "istio-imgen/";

/// The ending of templates.
pub const ENDING: &str = ".tera";

/// The user's templates by their names, which are the paths of what they make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    directory: String,
    templates: BTreeMap<String, String>,
}

/// What is wrong in a template, and where: line and column count from 1, zero means that the place is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The template.
    pub template: String,
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
    /// What.
    pub message: Text,
}

impl Overlay {
    /// Templates with their texts, by names relative to a directory, which is shown as the user wrote it.
    #[must_use]
    pub fn new(directory: &str, templates: BTreeMap<String, String>) -> Overlay {
        Overlay { directory: directory.trim_end_matches('/').to_owned(), templates }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.templates.is_empty()
    }

    /// Whether there is one of a name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.templates.contains_key(name)
    }

    /// All of them with their texts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.templates.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Those that make files which ours do not make; a name whose last part starts with `_` is only included.
    pub fn added(&self) -> impl Iterator<Item = &str> {
        let own = |name: &&str| render::built_in(name).is_none() && !is_part(name);
        self.iter().map(|(name, _)| name).filter(own)
    }

    /// The names that these templates include or extend and do not have themselves.
    pub fn needs(&self) -> impl Iterator<Item = &str> {
        let mut needed: Vec<&str> =
            self.iter().flat_map(|(_, text)| references(text)).filter(|name| !self.has(name)).collect();
        needed.sort_unstable();
        needed.dedup();
        needed.into_iter()
    }

    /// The SHA-256 of each, in hexadecimal digits.
    #[must_use]
    pub fn digests(&self) -> BTreeMap<String, String> {
        self.iter().map(|(name, text)| (name.to_owned(), hex(&Sha256::digest(text)))).collect()
    }

    /// Where a template is, as the user wrote it.
    #[must_use]
    pub fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.directory)
    }

    /// A problem as a finding at its place.
    #[must_use]
    pub fn finding(&self, problem: &Problem) -> Finding {
        let path = self.path(&problem.template);
        let place = Origin::File { path, line: problem.line, column: problem.column };
        Finding::error("template", &place, problem.message.clone())
    }

    /// What is wrong with names of files, with names of the plan and with what is included: all of it, before anything
    /// is rendered.
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut outputs: BTreeMap<String, &str> = BTreeMap::new();
        for name in self.added() {
            let output = name.strip_suffix(ENDING).unwrap_or(name);
            let problem = match TreePath::new(output) {
                Err(problem) => Some(say::template_path(problem)),
                Ok(_) if RESERVED.iter().any(|held| output == *held || output.starts_with(&format!("{held}/"))) => {
                    Some(say::template_reserved())
                }
                Ok(_) => outputs
                    .insert(output.to_lowercase(), name)
                    .map(say::template_twice)
                    .or_else(|| made(output).map(say::template_makes)),
            };
            let place = Origin::File { path: self.path(name), line: 0, column: 0 };
            findings.extend(problem.map(|problem| Finding::error("template-path", &place, problem)));
        }
        for (name, text) in self.iter() {
            let place = Origin::File { path: self.path(name), line: 0, column: 0 };
            findings.extend(secret::of_file(name, text.as_bytes()).map(|what| {
                let finding = Finding::error("secret-file", &place, secret_text::secret_file(self.path(name), what));
                finding.hint(secret_text::secret_way())
            }));
        }
        let schema = Schema::new();
        let source = |name: &str| match self.templates.get(name) {
            Some(text) => Some(text.as_str()),
            None => render::built_in(name.strip_prefix(OURS).unwrap_or(name)),
        };
        let mut told: Vec<names::Wrong> = Vec::new();
        let included: Vec<&str> = self.iter().flat_map(|(_, text)| references(text)).collect();
        for (name, _) in self.iter().filter(|(name, _)| !is_part(name) || !included.contains(name)) {
            told.extend(names::check(name, &schema, render::about_image(name) || is_part(name), &source));
        }
        told.retain(|wrong| self.has(&wrong.template));
        told.sort_by(|a, b| (&a.template, a.line, a.column).cmp(&(&b.template, b.line, b.column)));
        told.dedup();
        findings.extend(told.into_iter().map(|wrong| {
            let place = Origin::File { path: self.path(&wrong.template), line: wrong.line, column: wrong.column };
            match wrong.what {
                What::Unknown { path, near } => {
                    let finding = Finding::error("template-name", &place, say::template_unknown_name(&path));
                    match near {
                        Some(near) => finding.hint(crate::text::core::did_you_mean(format!("`{near}`"))),
                        None => finding.hint(say::template_names_listed()),
                    }
                }
                What::Outside(name) => Finding::error("template-outside", &place, say::template_outside(name)),
            }
        }));
        findings
    }

    /// What the engine says of the user's templates.
    ///
    /// # Errors
    /// The engine's words when it speaks of a template of ours.
    pub fn problems_of(&self, error: &tera::Error) -> Result<Vec<Problem>, String> {
        let places = places(error);
        let own: Vec<Problem> = places.iter().filter(|problem| self.has(&problem.template)).cloned().collect();
        if !own.is_empty() {
            return Ok(own);
        }
        match &error.kind() {
            // These know no line: what is missing or goes in a circle is told of the template itself.
            ErrorKind::MissingParent { current, parent } if self.has(current) => {
                Ok(vec![self.at_reference(current, parent, say::template_missing(parent))])
            }
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } if self.has(tpl) => {
                Ok(vec![Problem { template: tpl.clone(), line: 0, column: 0, message: say::template_circle() }])
            }
            _ => Err(error.to_string()),
        }
    }

    /// The place where a template names another.
    fn at_reference(&self, template: &str, other: &str, message: Text) -> Problem {
        let text = self.templates.get(template).map_or("", String::as_str);
        let spots = scan::scan(text);
        let spot = spots.iter().find(|spot| spot.word == scan::Word::Text(other.to_owned()));
        let (line, column) = spot.map_or((0, 0), |spot| (spot.line, spot.column));
        Problem { template: template.to_owned(), line, column, message }
    }
}

/// What no template may make: the history, and what is copied.
const RESERVED: &[&str] = &[crate::state::DIRECTORY, crate::plan::SOURCES, crate::plan::PREBUILT, crate::plan::PATCHES];

/// The template of ours that makes a file of this name, whatever its own is called.
fn made(output: &str) -> Option<&'static str> {
    match output {
        ".dockerignore" => Some("dockerignore.tera"),
        crate::plan::MESH => Some("mesh"),
        "licenses/LICENSE" => Some("LICENSE"),
        _ => None,
    }
}

/// Whether a template is only included by others.
#[must_use]
pub fn is_part(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|last| last.starts_with('_'))
}

/// The names that a template includes or extends.
fn references(text: &str) -> Vec<&str> {
    use scan::Word;
    let spots = scan::scan(text);
    let mut names = Vec::new();
    for pair in spots.windows(2) {
        let [keyword, name] = pair else { continue };
        let refers = matches!(&keyword.word, Word::Name(word) if word == "include" || word == "extends");
        if let (true, Word::Text(inner)) = (refers, &name.word) {
            names.push(&text[name.at + 1..name.at + 1 + inner.len()]);
        }
    }
    names
}

/// The places that an error of the engine tells, with its words: several in one text, when it checked all templates.
#[must_use]
pub fn places(error: &tera::Error) -> Vec<Problem> {
    let at = |template: &str, line, column, message: &str| Problem {
        template: template.to_owned(),
        line,
        column,
        message: say::template_engine(message),
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            vec![at(report.filename(), span.start_line, span.start_col + 1, report.message())]
        }
        ErrorKind::Msg(text) => {
            let lines: Vec<&str> = text.lines().collect();
            let found = lines.windows(2).filter_map(|pair| {
                let message = pair[0].strip_prefix("error: ")?;
                let place = pair[1].trim_start().strip_prefix("--> ")?;
                let mut parts = place.rsplitn(3, ':');
                let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
                Some(at(parts.next()?, line, column, message))
            });
            found.collect()
        }
        _ => Vec::new(),
    }
}
