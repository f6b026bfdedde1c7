//! What a Makefile says, without running anything: its variables, and its rules with prerequisites and commands.
//!
//! This is no make. Assignments, continuations, conditionals, includes and a few text functions are understood, because
//! Istio's Makefiles state facts with them; what would run a program (`$(shell …)`) is empty.

mod text;

use super::reading::Sources;
use std::collections::{BTreeMap, BTreeSet};
use text::{assignment, closing, logical_lines, split_argument, split_rule, strip_comment};

/// How deep variables may refer to each other, and how many files are included.
const DEPTH: usize = 24;
/// How long the expansion of one text may be.
const LENGTH: usize = 64 << 10;

/// The variables and rules of a Makefile and of what it includes.
#[derive(Debug, Default)]
pub(super) struct Makefile {
    /// Variables that no assignment in the file changes, as on make's command line.
    fixed: BTreeMap<String, String>,
    variables: BTreeMap<String, String>,
    rules: BTreeMap<String, Rule>,
    read: BTreeSet<String>,
}

/// A rule: all prerequisites and commands of one target, expanded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rule {
    /// In the order in which they are written, over all lines for the target.
    pub(super) prerequisites: Vec<String>,
    /// The commands, one a line.
    pub(super) commands: Vec<String>,
}

impl Makefile {
    /// Reads a Makefile and the files of the tree that it includes; those that do not exist are left out.
    pub(super) fn read(path: &str, sources: &Sources<'_>, fixed: &[(&str, &str)]) -> Makefile {
        let mut makefile = Makefile {
            fixed: fixed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            ..Makefile::default()
        };
        makefile.read_file(path, sources);
        makefile
    }

    /// The expanded value of a variable; `None` when it is not set.
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        self.raw(name).map(|raw| self.expand(raw).trim().to_owned())
    }

    /// The rule of a target, expanded.
    pub(super) fn rule(&self, target: &str) -> Option<Rule> {
        self.rules.get(target).map(|rule| Rule {
            prerequisites: rule.prerequisites.clone(),
            commands: rule.commands.iter().map(|command| self.expand(command)).collect(),
        })
    }

    fn raw(&self, name: &str) -> Option<&str> {
        self.fixed.get(name).or_else(|| self.variables.get(name)).map(String::as_str)
    }

    fn read_file(&mut self, path: &str, sources: &Sources<'_>) {
        let Ok(text) = sources.text(path) else { return };
        // Every file once: a Makefile that includes itself ends.
        if self.read.len() >= DEPTH || !self.read.insert(path.to_owned()) {
            return;
        }
        let mut targets: Vec<String> = Vec::new();
        let mut conditions: Vec<Condition> = Vec::new();
        let mut in_definition = false;
        for line in logical_lines(&text) {
            let trimmed = line.trim();
            if in_definition {
                in_definition = trimmed != "endef";
                continue;
            }
            if self.conditional(trimmed, &mut conditions) || !conditions.iter().all(|condition| condition.taken) {
                continue;
            }
            if line.starts_with('\t') && !targets.is_empty() {
                for target in &targets {
                    self.rules.entry(target.clone()).or_default().commands.push(trimmed.to_owned());
                }
                continue;
            }
            let statement = strip_comment(trimmed);
            if statement.starts_with("define ") {
                in_definition = true;
            } else if let Some(files) = statement.strip_prefix("include ").or(statement.strip_prefix("-include ")) {
                let files = self.expand(files);
                for file in files.split_whitespace() {
                    self.read_file(file, sources);
                }
            } else if let Some((name, operator, value)) = assignment(statement) {
                self.assign(&name, operator, value);
                targets.clear();
            } else if let Some((names, tail)) = split_rule(statement) {
                targets = self.add_rule(names, tail);
            }
        }
    }

    fn assign(&mut self, name: &str, operator: &str, value: &str) {
        match operator {
            "?=" if self.raw(name).is_some() => {}
            "+=" => {
                let before = self.variables.get(name).cloned().unwrap_or_default();
                if before.len() + value.len() < LENGTH {
                    self.variables.insert(name.to_owned(), format!("{before} {value}"));
                }
            }
            ":=" | "::=" => {
                let now = self.expand(value);
                self.variables.insert(name.to_owned(), now);
            }
            "!=" => {}
            _ => {
                self.variables.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    fn add_rule(&mut self, names: &str, tail: &str) -> Vec<String> {
        let names: Vec<String> = self.expand(names).split_whitespace().map(str::to_owned).collect();
        // A variable of the target alone (`docker.pilot: BUILD_ARGS=…`) has no prerequisites.
        if assignment(tail).is_some() {
            return Vec::new();
        }
        let (tail, inline) = tail.split_once(';').map_or((tail, None), |(tail, command)| (tail, Some(command)));
        let needed = tail.split('|').next().unwrap_or_default();
        let prerequisites: Vec<String> = self.expand(needed).split_whitespace().map(str::to_owned).collect();
        for name in &names {
            let rule = self.rules.entry(name.clone()).or_default();
            rule.prerequisites.extend(prerequisites.iter().cloned());
            rule.commands.extend(inline.map(|command| command.trim().to_owned()));
        }
        names
    }

    /// Takes in a conditional line; false when the line is none.
    fn conditional(&self, line: &str, conditions: &mut Vec<Condition>) -> bool {
        let word = line.split_whitespace().next().unwrap_or_default();
        let rest = line[word.len()..].trim();
        match word {
            "ifeq" | "ifneq" | "ifdef" | "ifndef" => {
                let taken = self.holds(word, strip_comment(rest));
                conditions.push(Condition { taken, done: taken });
            }
            "else" => {
                if let Some(condition) = conditions.last_mut() {
                    let next = rest.split_whitespace().next().unwrap_or_default();
                    let holds = !next.starts_with("if") || self.holds(next, rest[next.len()..].trim());
                    condition.taken = !condition.done && holds;
                    condition.done |= condition.taken;
                }
            }
            "endif" => {
                conditions.pop();
            }
            _ => return false,
        }
        true
    }

    fn holds(&self, word: &str, rest: &str) -> bool {
        match word {
            "ifdef" => self.variable(rest).is_some_and(|value| !value.is_empty()),
            "ifndef" => self.variable(rest).is_none_or(|value| value.is_empty()),
            _ => {
                let inner = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
                let (left, right) = match inner {
                    Some(inner) => split_argument(inner),
                    None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
                };
                let value = |side: &str| self.expand(side).trim().trim_matches(['"', '\'']).to_owned();
                (value(left) == value(right)) == (word == "ifeq")
            }
        }
    }

    fn expand(&self, text: &str) -> String {
        let mut budget = LENGTH;
        self.expand_at(text, 0, &mut budget)
    }

    fn expand_at(&self, text: &str, depth: usize, budget: &mut usize) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find('$') {
            out.push_str(&rest[..start]);
            rest = &rest[start + 1..];
            let Some(open) = rest.chars().next() else { break };
            if matches!(open, '(' | '{') {
                let Some(close) = closing(rest) else { break };
                let inner = &rest[1..close];
                rest = &rest[close + 1..];
                if depth < DEPTH {
                    let value = self.reference(inner, depth + 1, budget);
                    *budget = budget.saturating_sub(value.len().max(1));
                    if *budget == 0 {
                        return out;
                    }
                    out.push_str(&value);
                }
            } else {
                // `$$` is a dollar for the shell; `$@`, `$^` and other single letters say nothing that is needed here.
                out.push_str(if open == '$' { "$" } else { "" });
                rest = &rest[open.len_utf8()..];
            }
        }
        out.push_str(rest);
        out
    }

    fn reference(&self, inner: &str, depth: usize, budget: &mut usize) -> String {
        if let Some((function, arguments)) = inner.split_once([' ', '\t']) {
            return self.function(function, arguments, depth, budget);
        }
        if *budget == 0 {
            return String::new();
        }
        let name = self.expand_at(inner, depth, budget);
        self.raw(&name).map(|raw| self.expand_at(raw, depth, budget)).unwrap_or_default()
    }

    fn function(&self, function: &str, arguments: &str, depth: usize, budget: &mut usize) -> String {
        let mut each = |words: &str, change: fn(&str) -> &str| {
            let words = self.expand_at(words, depth, budget);
            words.split_whitespace().map(change).collect::<Vec<_>>().join(" ")
        };
        match function {
            "dir" => each(arguments, |word| word.rsplit_once('/').map_or("./", |(head, _)| &word[..=head.len()])),
            "notdir" => each(arguments, |word| word.rsplit('/').next().unwrap_or_default()),
            "strip" | "realpath" | "abspath" => each(arguments, |word| word),
            "or" => {
                let (first, second) = split_argument(arguments);
                let first = self.expand_at(first, depth, budget);
                if first.trim().is_empty() { self.expand_at(second, depth, budget) } else { first }
            }
            "subst" => {
                let (from, rest) = split_argument(arguments);
                let (to, text) = split_argument(rest);
                let text = self.expand_at(text, depth, budget);
                if from.is_empty() || text.len() * to.len().max(1) > LENGTH { text } else { text.replace(from, to) }
            }
            "origin" => if self.raw(arguments.trim()).is_some() { "file" } else { "undefined" }.to_owned(),
            _ => String::new(),
        }
    }
}

struct Condition {
    taken: bool,
    /// Whether a branch was taken already.
    done: bool,
}

#[cfg(test)]
mod tests {
    use super::super::reading::tests::sources;
    use super::*;

    fn makefile(files: &[(&str, &str)]) -> Makefile {
        sources(files, |sources| Makefile::read("Makefile", sources, &[("OUT", "@out")]))
    }

    #[test]
    fn variables_follow_makes_rules() {
        let make = makefile(&[(
            "Makefile",
            "export A ?= one # why\nA ?= two\nB := $(A)\nA = three\nC = ${A}-$(B)\nOUT := elsewhere\n\
             L = ./a \\\n  ./b\nL += ./c\nX := $(shell rm -rf /)x\nD = $(dir a/b/c)|$(notdir a/b/c)|$(or $(NO),yes)\n",
        )]);
        for (name, value) in [
            ("A", "three"),
            ("C", "three-one"),
            ("OUT", "@out"),
            ("L", "./a  ./b ./c"),
            ("X", "x"),
            ("D", "a/b/|c|yes"),
        ] {
            assert_eq!(make.variable(name).as_deref(), Some(value), "{name}");
        }
        assert_eq!(make.variable("NO"), None);
    }

    #[test]
    fn conditionals_choose_what_holds() {
        let make = makefile(&[(
            "Makefile",
            "ifeq ($(DEBUG),1)\nF = debug\nelse\nF='-s -w'\nendif\nifdef F\nifneq ($(F),)\nG = set\nendif\nelse\nG = no\nendif\n\
             ifeq ($(origin NONE), undefined)\nH = a\nelse ifeq ($(NONE),0)\nH = b\nelse\nH = c\nendif\n",
        )]);
        assert_eq!(make.variable("F").as_deref(), Some("'-s -w'"));
        assert_eq!(make.variable("G").as_deref(), Some("set"));
        assert_eq!(make.variable("H").as_deref(), Some("a"));
    }

    #[test]
    fn rules_gather_their_lines_over_includes() {
        let make = makefile(&[
            ("Makefile", "include tools/docker.mk\n-include absent.mk\nbuild: depend ## builds\n\tgo build $(OUT)/x\n"),
            (
                "tools/docker.mk",
                "docker.pilot: BUILD_ARGS=--build-arg A=b\ndocker.pilot: $(OUT)/pilot\ndocker.pilot: a/Dockerfile | order\n\
                 \t$(DOCKER_RULE)\n$(foreach F,$(L),$(eval $(F): x ; cp))\ndefine macro\ndocker.pilot: nothing\nendef\n",
            ),
        ]);
        assert_eq!(make.rule("docker.pilot").unwrap().prerequisites, ["@out/pilot", "a/Dockerfile"]);
        assert_eq!(make.rule("build").unwrap().commands, ["go build @out/x"]);
        assert_eq!(make.rule("docker.none"), None);
    }

    #[test]
    fn a_makefile_that_refers_to_itself_ends() {
        let make = makefile(&[("Makefile", "include Makefile\nA = $(A)$(A)\nB = $(B\nC = $(C) c\n")]);
        assert!(make.variable("A").unwrap().len() < LENGTH);
        assert!(make.variable("C").is_some());
    }
}
