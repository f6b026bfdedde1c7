//! What a Dockerfile of Istio's says of its image, variant by variant.

use crate::dockerfile::expand::expand;
use crate::dockerfile::{Dockerfile, Instruction, Keyword, Pair, Part, Stage, unquoted};
use std::collections::BTreeMap;

/// The build argument that chooses the variant since 1.3.
const CHOICE: &str = "BASE_DISTRIBUTION";

/// A Dockerfile read for all its variants.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Recipe {
    /// The variants by the name of the stage that they start from; one without name if the Dockerfile has no choice.
    pub(super) variants: Vec<(Option<String>, Built)>,
    /// The variant that is built when nothing is chosen.
    pub(super) default: Option<String>,
}

/// What one variant ends up as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Built {
    /// The image it starts from.
    pub(super) base: String,
    pub(super) user: Option<String>,
    pub(super) workdir: Option<String>,
    pub(super) entrypoint: Vec<String>,
    pub(super) cmd: Vec<String>,
    pub(super) env: BTreeMap<String, String>,
    /// What is copied out of the build directory: paths there, and where they go.
    pub(super) copies: Vec<Copy>,
}

/// One source of a `COPY` or `ADD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Copy {
    /// The path in the build directory, without the folder of an architecture.
    pub(super) source: String,
    /// The absolute path in the image; it ends in `/` when the source goes below it.
    pub(super) target: String,
}

/// Why a Dockerfile says nothing.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Defect {
    /// It cannot be parsed.
    Syntax(String),
    /// The last stage starts from a name that is none.
    Stage(String),
}

/// Reads a Dockerfile with the build arguments that Istio's build passes.
pub(super) fn read(text: &str, passed: &BTreeMap<String, String>) -> Result<Recipe, Defect> {
    let file = Dockerfile::parse(text);
    if let Some(problem) = file.problems.first() {
        let (line, column) = file.place(problem.span.start);
        let literal = text.get(problem.span.clone()).unwrap_or_default();
        return Err(Defect::Syntax(format!("{line}:{column} {literal}").trim_end().to_owned()));
    }
    let mut global = BTreeMap::new();
    for pair in file.globals().iter().flat_map(Instruction::pairs) {
        declare(pair, passed, &BTreeMap::new(), &mut global);
    }
    let Some(last) = file.stages.last() else { return Err(Defect::Stage(String::new())) };
    let default = global.get(CHOICE).cloned();
    if !last.image.text.contains(CHOICE) {
        return Ok(Recipe { variants: vec![(None, build(&file, passed, &global)?)], default });
    }
    let mut variants = Vec::new();
    for name in file.stages.iter().filter_map(|stage| stage.name.as_ref()) {
        global.insert(CHOICE.to_owned(), name.text.to_string());
        variants.push((Some(name.text.to_string()), build(&file, passed, &global)?));
    }
    Ok(Recipe { variants, default })
}

/// Follows the last stage down to the image it starts from, then applies the stages on the way back up.
fn build(
    file: &Dockerfile<'_>,
    passed: &BTreeMap<String, String>,
    global: &BTreeMap<String, String>,
) -> Result<Built, Defect> {
    let stages = &file.stages;
    let mut chain: Vec<&Stage<'_>> = Vec::new();
    let mut index = stages.len().saturating_sub(1);
    let base = loop {
        chain.push(&stages[index]);
        let image = expand(&stages[index].image.text, &|name| global.get(name).cloned());
        // A stage starts from an earlier one only, so this ends.
        match stages[..index].iter().rposition(|stage| stage.is_named(&image)) {
            Some(earlier) => index = earlier,
            None if image.contains('$') || image.is_empty() => return Err(Defect::Stage(image)),
            None => break image,
        }
    };
    let mut built = Built { base, ..Built::default() };
    for stage in chain.into_iter().rev() {
        let mut args = BTreeMap::new();
        for instruction in file.body(stage) {
            apply(instruction, passed, global, &mut args, &mut built);
        }
    }
    Ok(built)
}

fn apply(
    instruction: &Instruction<'_>,
    passed: &BTreeMap<String, String>,
    global: &BTreeMap<String, String>,
    args: &mut BTreeMap<String, String>,
    built: &mut Built,
) {
    let value = |text: &str| expand(text, &|name| built.env.get(name).or_else(|| args.get(name)).cloned());
    let plain = |part: &Part<'_>| value(&unquoted(&part.text, '\\'));
    match instruction.keyword {
        Keyword::Arg => instruction.pairs().iter().for_each(|pair| declare(pair, passed, global, args)),
        Keyword::User => built.user = Some(value(&instruction.rest.text)),
        Keyword::Workdir => {
            built.workdir = Some(absolute(built.workdir.as_deref(), &value(&instruction.rest.text)));
        }
        Keyword::Entrypoint => built.entrypoint = command(instruction),
        Keyword::Cmd => built.cmd = command(instruction),
        Keyword::Env => {
            // Quotes may stand around name and value together.
            let word = |pair: &Pair<'_>| {
                let text = format!("{}={}", pair.name.text, pair.value.as_ref()?.text);
                unquoted(&text, '\\').split_once('=').map(|(name, text)| (name.to_owned(), value(text)))
            };
            let pairs: Vec<_> = instruction.pairs().iter().filter_map(word).collect();
            built.env.extend(pairs);
        }
        Keyword::Copy | Keyword::Add if instruction.flag("from").is_none() => {
            let Some((target, sources)) = instruction.words().split_last() else { return };
            let target = absolute(built.workdir.as_deref(), &plain(target));
            let paths = sources.iter().filter(|source| !source.text.starts_with("<<")).map(plain);
            let added: Vec<Copy> = paths
                .map(|path| Copy { source: without_architecture(&path).to_owned(), target: target.clone() })
                .collect();
            built.copies.extend(added);
        }
        _ => {}
    }
}

/// `ARG NAME` or `ARG NAME=default`: what is passed wins, then a global default, then its own.
fn declare(
    pair: &Pair<'_>,
    passed: &BTreeMap<String, String>,
    global: &BTreeMap<String, String>,
    args: &mut BTreeMap<String, String>,
) {
    let name = pair.name.text.as_ref();
    let own = pair.value.as_ref().map(|value| expand(&unquoted(&value.text, '\\'), &|name| args.get(name).cloned()));
    if let Some(value) = passed.get(name).cloned().or(own).or_else(|| global.get(name).cloned()) {
        args.insert(name.to_owned(), value);
    }
}

/// From 1.11 on what was compiled stands in a folder per architecture.
fn without_architecture(path: &str) -> &str {
    let path = path.strip_prefix("./").unwrap_or(path);
    ["amd64/", "${TARGETARCH}/", "$TARGETARCH/"].iter().find_map(|folder| path.strip_prefix(folder)).unwrap_or(path)
}

fn absolute(workdir: Option<&str>, path: &str) -> String {
    if path.starts_with('/') {
        return path.to_owned();
    }
    let path = path.strip_prefix("./").unwrap_or(path);
    format!("{}/{}", workdir.unwrap_or("").trim_end_matches('/'), if path == "." { "" } else { path })
}

fn command(instruction: &Instruction<'_>) -> Vec<String> {
    if instruction.is_exec() || instruction.rest.text.is_empty() {
        return instruction.words().iter().map(|word| word.text.to_string()).collect();
    }
    vec!["/bin/sh".into(), "-c".into(), instruction.rest.text.to_string()]
}

/// The words of a line as a shell splits them; quotes are taken off.
pub(super) fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quote, mut open) = (Vec::new(), String::new(), None, false);
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, quote) {
            ('\\', None | Some('"')) => word.extend(letters.next()),
            (letter, Some(closing)) if letter == closing => quote = None,
            ('"' | '\'', None) => (quote, open) = (Some(letter), true),
            (letter, None) if letter.is_whitespace() => {
                if open || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                open = false;
            }
            (letter, _) => word.push(letter),
        }
    }
    if open || !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed() -> BTreeMap<String, String> {
        [("BASE_VERSION", "v1"), ("ISTIO_BASE_REGISTRY", "passed.example")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into()
    }

    #[test]
    fn every_variant_gathers_its_stages() {
        let text = "ARG BASE_DISTRIBUTION=default\nARG BASE_VERSION=latest\nARG ISTIO_BASE_REGISTRY=written.example\n\
                    FROM ${ISTIO_BASE_REGISTRY}/base:${BASE_VERSION} as default\nUSER 1337:1337\nCOPY a.json /etc/a.json\n\
                    FROM gcr.example/static@sha256:00 as distroless\nWORKDIR /\nCOPY --from=default /x /x\n\
                    FROM ${BASE_DISTRIBUTION}\nARG SIDECAR=envoy\nARG sha\nENV SHA $sha\nENV A=b \"C=d e\"\n\
                    ARG TARGETARCH\nCOPY ${TARGETARCH:-amd64}/$SIDECAR /bin/\nENTRYPOINT [\"/bin/x\"]\nCMD run it\n";
        let recipe = read(text, &passed()).unwrap();
        assert_eq!(recipe.default.as_deref(), Some("default"));
        let [(first, fat), (second, thin)] = &recipe.variants[..] else { panic!("{recipe:?}") };
        assert_eq!((first.as_deref(), second.as_deref()), (Some("default"), Some("distroless")));
        assert_eq!((fat.base.as_str(), thin.base.as_str()), ("passed.example/base:v1", "gcr.example/static@sha256:00"));
        assert_eq!((fat.user.as_deref(), thin.user.as_deref()), (Some("1337:1337"), None));
        assert_eq!((fat.workdir.as_deref(), thin.workdir.as_deref()), (None, Some("/")));
        assert_eq!(fat.copies.len(), 2);
        assert_eq!(thin.copies, [Copy { source: "envoy".into(), target: "/bin/".into() }]);
        assert_eq!(thin.env["SHA"], "$sha");
        assert_eq!(thin.env["C"], "d e");
        assert_eq!(thin.entrypoint, ["/bin/x"]);
        assert_eq!(thin.cmd, ["/bin/sh", "-c", "run it"]);
    }

    #[test]
    fn a_dockerfile_without_choice_has_one_variant() {
        let recipe =
            read("ARG BASE_VERSION\nFROM example/base:${BASE_VERSION}\nWORKDIR a\nCOPY x .\n", &passed()).unwrap();
        assert_eq!(recipe.variants[0].0, None);
        assert_eq!(recipe.variants[0].1.base, "example/base:v1");
        assert_eq!(recipe.variants[0].1.copies[0].target, "/a/");
    }

    #[test]
    fn a_dockerfile_that_says_nothing_is_a_defect() {
        assert!(matches!(read("FROM", &passed()), Err(Defect::Syntax(_))));
        assert!(read("", &passed()).is_err());
        assert_eq!(read("FROM ${NONE}\n", &passed()), Err(Defect::Stage("${NONE}".into())));
    }
}
