//! What the images of a Dockerfile will hold, and where each file comes from in the end.

use super::{Copied, From, Source, Stage};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What an image will hold.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Holds {
    /// The stage.
    pub stage: String,
    /// The image of a registry that it starts from in the end; `None` for `scratch`.
    pub base: Option<String>,
    /// The files that are put on top of it, in the order of their paths there.
    pub files: Vec<Held>,
    /// What is run in it.
    pub runs: Vec<String>,
    /// `ENV`.
    pub env: BTreeMap<String, String>,
    /// `EXPOSE`.
    pub ports: Vec<String>,
    /// `USER`, `WORKDIR`, `HEALTHCHECK`, `ENTRYPOINT` and `CMD`.
    pub settings: BTreeMap<&'static str, String>,
    /// `LABEL`.
    pub labels: BTreeMap<String, String>,
}

/// One file or directory that an image will hold.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Held {
    /// Its path in the image.
    pub path: String,
    /// Where it comes from in the end.
    pub from: Source,
    /// Its path there.
    pub source: String,
    /// The stages that it passes on the way, the first one first.
    pub through: Vec<String>,
}

/// What the images among the stages will hold: each copy is followed back to where its bytes come from.
#[must_use]
pub fn holds(stages: &[Stage]) -> Vec<Holds> {
    stages.iter().filter(|stage| stage.is_image).map(|stage| hold(stages, stage)).collect()
}

fn hold(stages: &[Stage], image: &Stage) -> Holds {
    let line = ancestry(stages, image);
    let mut holds = Holds {
        stage: image.name.clone(),
        base: line.first().and_then(|first| match &first.from {
            From::Image(name) => Some(name.clone()),
            _ => None,
        }),
        files: Vec::new(),
        runs: Vec::new(),
        env: BTreeMap::new(),
        ports: Vec::new(),
        settings: BTreeMap::new(),
        labels: BTreeMap::new(),
    };
    for stage in line {
        for copied in stage.copied.iter().filter(|copied| !copied.mounted) {
            let path = landing(copied);
            let mut held = Held { path, from: copied.from.clone(), source: copied.path.clone(), through: Vec::new() };
            trace(stages, &mut held);
            holds.files.retain(|other| other.path != held.path);
            holds.files.push(held);
        }
        holds.runs.extend(stage.runs.iter().cloned());
        holds.env.extend(stage.env.clone());
        holds.labels.extend(stage.labels.clone());
        holds.settings.extend(stage.settings.clone());
        holds.ports.extend(stage.ports.iter().cloned());
    }
    holds.files.sort_by(|a, b| a.path.cmp(&b.path));
    holds
}

/// A stage with those that it starts from, the first one first.
fn ancestry<'a>(stages: &'a [Stage], stage: &'a Stage) -> Vec<&'a Stage> {
    let mut line = vec![stage];
    let mut last = stage;
    while let From::Stage(name) = &last.from {
        // A stage starts from an earlier one, so this ends.
        let Some(above) =
            stages.iter().take_while(|other| other.line < last.line).filter(|one| one.name == *name).last()
        else {
            break;
        };
        line.push(above);
        last = above;
    }
    line.reverse();
    line
}

/// The path of a copied file in the stage: a destination that ends in `/` is a directory.
fn landing(copied: &Copied) -> String {
    let name = copied.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    match copied.target.strip_suffix('/') {
        Some(directory) if !name.is_empty() && copied.from != Source::Context || copied.target == "/" => {
            format!("{directory}/{name}")
        }
        _ => copied.target.clone(),
    }
}

/// Follows a copy back through the stages that only pass it on.
fn trace(stages: &[Stage], held: &mut Held) {
    while let Source::Stage(name) = &held.from {
        let Some(stage) = stages.iter().rev().find(|stage| stage.name == *name) else { return };
        let line = ancestry(stages, stage);
        let copies = line.iter().rev().flat_map(|stage| stage.copied.iter().rev());
        let found = copies.filter(|copied| !copied.mounted).find_map(|copied| {
            let rest = held.source.strip_prefix(&landing(copied))?;
            (rest.is_empty() || rest.starts_with('/')).then(|| (copied.from.clone(), format!("{}{rest}", copied.path)))
        });
        let runs = line.iter().any(|stage| !stage.runs.is_empty());
        let next = match (found, line.first().map(|first| &first.from)) {
            (Some(found), _) => found,
            // Nothing was made in it: the file is that of the image it starts from.
            (None, Some(From::Image(image))) if !runs => (Source::Image(image.clone()), held.source.clone()),
            (None, _) => return,
        };
        // A hand-written file can name one stage twice: no more steps than there are stages.
        if held.through.len() >= stages.len() {
            return;
        }
        held.through.insert(0, name.clone());
        (held.from, held.source) = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dockerfile::Dockerfile;
    use crate::picture::stages;

    fn held(text: &str) -> Vec<String> {
        let stages = stages(&Dockerfile::parse(text));
        let images = holds(&stages);
        let line = |file: &Held| format!("{} <- {:?} {} via {:?}", file.path, file.from, file.source, file.through);
        images.iter().flat_map(|image| image.files.iter().map(line)).collect()
    }

    #[test]
    fn each_file_is_followed_back_to_where_its_bytes_come_from() {
        let files = held(
            "ARG HUB=r.example.com/x\nFROM ${HUB}/tool:1 AS tool\nFROM golang AS build\nRUN go build\nFROM scratch AS files\n\
             COPY a/LICENSE /licence\nCOPY dir /dir\n\
             FROM ${NONE:-base} AS main\nCOPY --from=tool /bin/tool /bin/tool\nCOPY --from=build /out/x /bin/x\n\
             COPY --from=files /licence /licences/LICENSE\nCOPY --from=2 /dir/sub/f /f\nCOPY <<EOF /text\nhello\nEOF\n\
             ADD https://me:secret@e.example/f /dl/\n",
        );
        assert_eq!(
            files,
            [
                "/bin/tool <- Image(\"r.example.com/x/tool:1\") /bin/tool via [\"tool\"]",
                "/bin/x <- Stage(\"build\") /out/x via []",
                "/dl/ <- Url(\"https://e.example/f\")  via []",
                "/f <- Context dir/sub/f via [\"files\"]",
                "/licences/LICENSE <- Context a/LICENSE via [\"files\"]",
                "/text <- Inline  via []",
            ]
        );
    }

    #[test]
    fn an_image_has_what_the_stage_has_that_it_starts_from() {
        let stages = stages(&Dockerfile::parse(
            "FROM debian AS base\nENV A=1 B='x y'\nUSER 0\nCOPY one /one\nFROM base\nENV A=2\nUSER 1337:1337\nHEALTHCHECK NONE\n",
        ));
        let images = holds(&stages);
        assert_eq!(images.len(), 1);
        let image = &images[0];
        assert_eq!((image.base.as_deref(), image.files.len()), (Some("debian"), 1));
        assert_eq!((image.env["A"].as_str(), image.env["B"].as_str()), ("2", "x y"));
        assert_eq!((image.settings["USER"].as_str(), image.settings["HEALTHCHECK"].as_str()), ("1337:1337", "NONE"));
    }

    #[test]
    fn a_file_that_names_one_stage_twice_is_read_to_the_end() {
        let text =
            "FROM a AS x\nCOPY --from=x /f /f\nFROM x AS x\nCOPY --from=x /f /f\nFROM scratch\nCOPY --from=x /f /f\n";
        assert_eq!(held(text).len(), 1);
    }
}
