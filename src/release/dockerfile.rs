//! What a Dockerfile of Istio's says of its image, variant by variant.

use crate::dockerfile::expand::expand;
use parse_dockerfile::{Command, Instruction, Source, UnescapedString};
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

struct Stage<'a, 't> {
    image: &'a str,
    name: Option<&'a str>,
    instructions: &'a [Instruction<'t>],
}

/// Reads a Dockerfile with the build arguments that Istio's build passes.
pub(super) fn read(text: &str, passed: &BTreeMap<String, String>) -> Result<Recipe, Defect> {
    let file = parse_dockerfile::parse(text).map_err(|error| Defect::Syntax(error.to_string()))?;
    let first = file.instructions.iter().position(is_from).unwrap_or_default();
    let mut global = BTreeMap::new();
    for instruction in &file.instructions[..first] {
        if let Instruction::Arg(arg) = instruction {
            declare(&arg.arguments.value, passed, &BTreeMap::new(), &mut global);
        }
    }
    let stages = split_stages(&file.instructions[first..]);
    let Some(last) = stages.last() else { return Err(Defect::Stage(String::new())) };
    let default = global.get(CHOICE).cloned();
    if !last.image.contains(CHOICE) {
        return Ok(Recipe { variants: vec![(None, build(&stages, passed, &global)?)], default });
    }
    let mut variants = Vec::new();
    for name in stages.iter().filter_map(|stage| stage.name) {
        global.insert(CHOICE.to_owned(), name.to_owned());
        variants.push((Some(name.to_owned()), build(&stages, passed, &global)?));
    }
    Ok(Recipe { variants, default })
}

fn is_from(instruction: &Instruction<'_>) -> bool {
    matches!(instruction, Instruction::From(_))
}

fn split_stages<'a, 't>(instructions: &'a [Instruction<'t>]) -> Vec<Stage<'a, 't>> {
    let mut stages = Vec::new();
    for (index, instruction) in instructions.iter().enumerate() {
        let Instruction::From(from) = instruction else { continue };
        let rest = &instructions[index + 1..];
        let end = rest.iter().position(is_from).unwrap_or(rest.len());
        stages.push(Stage {
            image: &from.image.value,
            name: from.as_.as_ref().map(|(_, name)| name.value.as_ref()),
            instructions: &rest[..end],
        });
    }
    stages
}

/// Follows the last stage down to the image it starts from, then applies the stages on the way back up.
fn build(
    stages: &[Stage<'_, '_>],
    passed: &BTreeMap<String, String>,
    global: &BTreeMap<String, String>,
) -> Result<Built, Defect> {
    let mut chain = Vec::new();
    let mut index = stages.len() - 1;
    let base = loop {
        chain.push(&stages[index]);
        let image = expand(stages[index].image, &|name| global.get(name).cloned());
        // A stage starts from an earlier one only, so this ends.
        match stages[..index].iter().rposition(|stage| stage.name == Some(image.as_str())) {
            Some(earlier) => index = earlier,
            None if image.contains('$') || image.is_empty() => return Err(Defect::Stage(image)),
            None => break image,
        }
    };
    let mut built = Built { base, ..Built::default() };
    for stage in chain.into_iter().rev() {
        let mut args = BTreeMap::new();
        for instruction in stage.instructions {
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
    match instruction {
        Instruction::Arg(arg) => declare(&arg.arguments.value, passed, global, args),
        Instruction::User(user) => built.user = Some(value(&user.arguments.value)),
        Instruction::Workdir(workdir) => {
            built.workdir = Some(absolute(built.workdir.as_deref(), &value(&workdir.arguments.value)));
        }
        Instruction::Entrypoint(entrypoint) => built.entrypoint = command(&entrypoint.arguments),
        Instruction::Cmd(cmd) => built.cmd = command(&cmd.arguments),
        Instruction::Env(env) => {
            let pairs = pairs(&env.arguments.value);
            let pairs: Vec<_> = pairs.into_iter().map(|(name, text)| (name, value(&text))).collect();
            built.env.extend(pairs);
        }
        Instruction::Copy(copy) if !copy.options.iter().any(|flag| flag.name.value == "from") => {
            let added = copies(&copy.src, &copy.dest, built.workdir.as_deref(), &value);
            built.copies.extend(added);
        }
        Instruction::Add(add) => {
            let added = copies(&add.src, &add.dest, built.workdir.as_deref(), &value);
            built.copies.extend(added);
        }
        _ => {}
    }
}

/// `ARG NAME` or `ARG NAME=default`: what is passed wins, then a global default, then its own.
fn declare(
    text: &str,
    passed: &BTreeMap<String, String>,
    global: &BTreeMap<String, String>,
    args: &mut BTreeMap<String, String>,
) {
    for word in text.split_whitespace() {
        let (name, default) = word.split_once('=').map_or((word, None), |(name, default)| (name, Some(default)));
        let own = default.map(|text| expand(crate::dockerfile::expand::unquote(text), &|name| args.get(name).cloned()));
        if let Some(value) = passed.get(name).cloned().or(own).or_else(|| global.get(name).cloned()) {
            args.insert(name.to_owned(), value);
        }
    }
}

fn copies(
    sources: &[Source<'_>],
    target: &UnescapedString<'_>,
    workdir: Option<&str>,
    value: &dyn Fn(&str) -> String,
) -> Vec<Copy> {
    let target = absolute(workdir, &value(&target.value));
    let paths = sources.iter().filter_map(|source| match source {
        Source::Path(path) => Some(value(&path.value)),
        _ => None,
    });
    paths.map(|path| Copy { source: without_architecture(&path).to_owned(), target: target.clone() }).collect()
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

fn command(command: &Command<'_>) -> Vec<String> {
    match command {
        Command::Exec(words) => words.value.iter().map(|word| word.value.clone().into_owned()).collect(),
        Command::Shell(line) => vec!["/bin/sh".into(), "-c".into(), line.value.to_owned()],
        _ => Vec::new(),
    }
}

/// `A=b "C=d e"` or the old form `A b c`.
fn pairs(text: &str) -> Vec<(String, String)> {
    let text = text.trim();
    let first = text.split(|c: char| c.is_whitespace() || c == '=').next().unwrap_or_default();
    if !text[first.len()..].starts_with('=') {
        return vec![(first.to_owned(), text[first.len()..].trim().to_owned())];
    }
    words(text).into_iter().filter_map(|word| word.split_once('=').map(|(a, b)| (a.to_owned(), b.to_owned()))).collect()
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
