//! Tells what was found: to people as it is found, and in the forms that programs read, which begin with sums or must be
//! whole, once everything was checked.

use super::Checked;
use super::found::Row;
use crate::check::checks;
use crate::command::{Session, print, print_json};
use crate::error::Result;
use crate::finding::Severity;
use crate::text::{Language, check as say};
use crate::world;
use clap::ArgMatches;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What was told, and what is to be.
pub(super) struct Told {
    /// It goes to people.
    is_text: bool,
    /// Texts wait for others that come first: what was mended stands above all findings.
    waits: bool,
    /// What is to be printed next.
    out: String,
    /// The findings that wait.
    waiting: String,
    files: Vec<Seen>,
    rows: Vec<(u32, Row)>,
    /// How many findings there are, from notices to errors.
    counts: [usize; 3],
}

/// What is kept of a file.
#[derive(Serialize)]
struct Seen {
    findings: usize,
    mended: usize,
    path: String,
}

/// A finding with its file.
#[derive(Clone, Copy)]
struct Placed<'t> {
    row: &'t Row,
    path: &'t str,
}

impl Told {
    pub(super) fn new(session: &mut Session, matches: &ArgMatches) -> Told {
        let is_text = crate::cli::one(matches, "format").is_none_or(|format| format == "text");
        if is_text {
            // Findings are the result, so they go to standard output: its own nature decides on colours.
            session.report.colour &= crate::cli::one(matches, "color") == Some("always") || world::output_is_terminal();
        }
        let waits = matches.get_flag("fix");
        let (out, waiting) = (String::new(), String::new());
        Told { is_text, waits, out, waiting, files: Vec::new(), rows: Vec::new(), counts: [0; 3] }
    }

    /// Takes what was found in a file.
    pub(super) fn take(&mut self, session: &mut Session, checked: Checked) {
        let Checked { file, rows, mended } = checked;
        for row in &rows {
            self.counts[row.severity as usize] += 1;
        }
        self.files.push(Seen { findings: rows.len(), mended, path: file.path.clone() });
        if !self.is_text {
            let number = u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX);
            self.rows.extend(rows.into_iter().map(|row| (number, row)));
            return;
        }
        if let Some(mended) = &file.mended {
            let before = file.before.as_ref().unwrap_or(&file.text);
            let patch = diffy::DiffOptions::new()
                .set_original_filename(format!("a/{}", file.path))
                .set_modified_filename(format!("b/{}", file.path))
                .create_patch(before, mended)
                .to_string();
            self.out.push_str(&patch);
        }
        session.report.texts.insert(file.path.clone(), file.text);
        for row in &rows {
            let hidden = match session.report.quiet {
                0 => false,
                1 => row.severity == Severity::Info,
                _ => row.severity != Severity::Error,
            };
            if !hidden {
                let out = if self.waits { &mut self.waiting } else { &mut self.out };
                let finding = row.finding(&file.path);
                let _ = writeln!(out, "{}", session.report.finding(&finding));
            }
        }
        session.report.texts.remove(&file.path);
    }

    /// Prints what is ready.
    pub(super) fn tell(&mut self) -> Result<()> {
        print(&std::mem::take(&mut self.out))
    }

    /// The worst severity of all findings.
    pub(super) fn worst(&self) -> Option<Severity> {
        [Severity::Error, Severity::Warning, Severity::Info].into_iter().find(|one| self.counts[*one as usize] > 0)
    }

    /// Prints the rest: the sums, or the document of the form that was asked for.
    pub(super) fn finish(mut self, session: &Session, matches: &ArgMatches, code: u8) -> Result<()> {
        match crate::cli::one(matches, "format").unwrap_or_default() {
            "json" => print_json(&self.document(matches, code)),
            "sarif" => print_json(&self.sarif()),
            "gitlab" => print_json(&Items(|| self.gitlab())),
            "github" => {
                let mut out = String::new();
                for (number, placed) in self.placed().enumerate() {
                    // Not each line on its own, and not all at once.
                    if number % 1_000 == 999 {
                        print(&std::mem::take(&mut out))?;
                    }
                    out.push_str(&github(placed));
                }
                print(&out)
            }
            _ => {
                print(&std::mem::take(&mut self.waiting))?;
                let [notices, warnings, errors] = self.counts;
                let mended: usize = self.files.iter().map(|file| file.mended).sum();
                if mended > 0 {
                    let dry = matches.get_flag("dry-run");
                    let text = if dry { say::check_would_mend(mended) } else { say::check_mended(mended) };
                    session.report.note(&text);
                }
                session.report.note(&say::check_summary(errors, warnings, notices, self.files.len()));
                Ok(())
            }
        }
    }

    fn placed(&self) -> impl Iterator<Item = Placed<'_>> {
        self.rows.iter().map(|(file, row)| {
            let own = self.files.get(*file as usize).map_or("", |seen| &seen.path);
            Placed { row, path: row.elsewhere.as_deref().unwrap_or(own) }
        })
    }

    fn document<'t>(&'t self, matches: &'t ArgMatches, code: u8) -> impl Serialize + 't {
        let [notices, warnings, errors] = self.counts;
        Document {
            command: "check",
            errors,
            exit_code: code,
            files: &self.files,
            findings: Items(move || self.placed().map(Placed::document)),
            notices,
            profile: crate::cli::one(matches, "profile"),
            schema: 1,
            status: if code == 0 { "passed" } else { "failed" },
            threshold: crate::cli::one(matches, "threshold"),
            warnings,
        }
    }

    /// The findings with names that stay when lines move: of the file, the rule, what it is about, and how many came before.
    fn named(&self) -> impl Iterator<Item = (Placed<'_>, String)> {
        let mut seen = BTreeMap::new();
        self.placed().map(move |placed| {
            let row = placed.row;
            let key = format!("{}\0{}\0{}", placed.path, row.check.rule.id, row.about.as_deref().unwrap_or_default());
            let count = seen.entry(key.clone()).and_modify(|count| *count += 1).or_insert(0_usize);
            (placed, crate::state::hex(&Sha256::digest(format!("{key}\0{count}"))))
        })
    }

    /// SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0).
    fn sarif(&self) -> impl Serialize {
        let rule = |check: &crate::check::Check| {
            let tags: Vec<String> = check.linked().map(|(checker, id)| format!("{checker}/{id}")).collect();
            json!({
                "id": check.rule.id, "shortDescription": {"text": (check.rule.says)().say(Language::English)},
                "help": {"text": (check.way_out)().say(Language::English)},
                "defaultConfiguration": {"level": level(check.rule.severity), "enabled": !check.rare},
                "properties": {"tags": tags},
            })
        };
        let rules: Vec<Value> = checks().map(rule).collect();
        let numbers: BTreeMap<&str, usize> =
            checks().enumerate().map(|(number, check)| (check.rule.id, number)).collect();
        let results = move || {
            let numbers = numbers.clone();
            self.named().map(move |(placed, name)| placed.sarif(&name, numbers.get(placed.row.check.rule.id)))
        };
        let driver = json!({"driver": {
            "name": "istio-imgen", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules,
        }});
        Sarif {
            schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            runs: [Run { column_kind: "unicodeCodePoints", results: Items(results), tool: driver }],
            version: "2.1.0",
        }
    }

    /// GitLab's code quality report (docs.gitlab.com, "Code Quality report format").
    fn gitlab(&self) -> impl Iterator<Item = Value> {
        let severity = |severity| match severity {
            Severity::Error => "critical",
            Severity::Warning => "major",
            Severity::Info => "info",
        };
        self.named().map(move |(placed, fingerprint)| {
            let Placed { row, path } = placed;
            json!({
                "description": placed.english(), "check_name": row.check.rule.id, "fingerprint": fingerprint,
                "severity": severity(row.severity),
                "location": {"path": path, "lines": {"begin": row.start.0, "end": row.end.0}},
            })
        })
    }
}

impl<'t> Placed<'t> {
    fn english(self) -> String {
        self.row.check.message(self.row.about.as_deref()).say(Language::English)
    }

    fn document(self) -> impl Serialize {
        let row = self.row;
        FindingTold {
            about: row.about.as_deref(),
            column: row.start.1,
            end_column: row.end.1,
            end_line: row.end.0,
            fixable: row.fixable,
            hint: (row.check.way_out)().say(Language::English),
            line: row.start.0,
            links: row.check.linked().map(|(checker, id)| Link { checker, id }).collect(),
            message: self.english(),
            path: self.path,
            place: row.origin(self.path).to_string(),
            rule: row.check.rule.id,
            severity: row.severity,
        }
    }

    fn sarif(self, fingerprint: &str, number: Option<&usize>) -> Value {
        let row = self.row;
        json!({
            "ruleId": row.check.rule.id, "ruleIndex": number, "level": level(row.severity),
            "message": {"text": self.english()},
            "locations": [{"physicalLocation": {
                "artifactLocation": {"uri": uri(self.path)},
                "region": {
                    "startLine": row.start.0, "startColumn": row.start.1,
                    "endLine": row.end.0, "endColumn": row.end.1,
                },
            }}],
            "partialFingerprints": {"istioImgen/v1": fingerprint},
        })
    }
}

/// A list that is made while it is written.
struct Items<F>(F);

impl<F, I> Serialize for Items<F>
where
    F: Fn() -> I,
    I: Iterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

// The fields of documents stand in the order of the alphabet, as those of all our documents do.

#[derive(Serialize)]
struct Document<'t, L: Serialize> {
    command: &'static str,
    errors: usize,
    exit_code: u8,
    files: &'t [Seen],
    findings: L,
    notices: usize,
    profile: Option<&'t str>,
    schema: u8,
    status: &'static str,
    threshold: Option<&'t str>,
    warnings: usize,
}

#[derive(Serialize)]
struct FindingTold<'t> {
    about: Option<&'t str>,
    column: u32,
    end_column: u32,
    end_line: u32,
    fixable: bool,
    hint: String,
    line: u32,
    links: Vec<Link>,
    message: String,
    path: &'t str,
    place: String,
    rule: &'static str,
    severity: Severity,
}

#[derive(Serialize)]
struct Link {
    checker: &'static str,
    id: &'static str,
}

#[derive(Serialize)]
struct Sarif<L: Serialize> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [Run<L>; 1],
    version: &'static str,
}

#[derive(Serialize)]
struct Run<L: Serialize> {
    #[serde(rename = "columnKind")]
    column_kind: &'static str,
    results: L,
    tool: Value,
}

/// SARIF's word for a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// A workflow command (docs.github.com, "Workflow commands for GitHub Actions").
fn github(placed: Placed<'_>) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let Placed { row, path } = placed;
    let command = match row.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let message = format!("{}; {}", placed.english(), (row.check.way_out)().say(Language::English));
    format!(
        "::{command} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
        property(path),
        row.start.0,
        row.start.1,
        row.end.0,
        row.end.1,
        property(row.check.rule.id),
        data(&message)
    )
}
