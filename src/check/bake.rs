//! What a bake file builds: targets with their stages and arguments, and the defaults of variables. Only the plain form of
//! HCL is read, one attribute a line; what is computed is not known.

use crate::dockerfile::expand::expand;
use std::collections::{BTreeMap, BTreeSet};

/// A bake file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bake {
    /// The stages that targets name, each with its place.
    pub(super) stages: Vec<(String, Place)>,
    /// The arguments that targets give: name, value as it is written, place.
    pub(super) arguments: Vec<(String, String, Place)>,
    /// The defaults of variables that are plain texts.
    pub(super) variables: BTreeMap<String, String>,
    /// The stage of each target that names one.
    pub(super) targets: BTreeMap<String, String>,
    /// The tags that targets give: the target, the tag as it is written, place.
    pub(super) tags: Vec<(String, String, Place)>,
    /// The labels that targets give: the target, the name, place.
    pub(super) labels: Vec<(String, String, Place)>,
    /// The platforms of targets, as they are written.
    platforms: Vec<String>,
    /// There is a target that names no stage and starts from no other.
    pub(super) builds_last: bool,
}

/// Line and column, from 1.
pub(super) type Place = (usize, usize);

/// A block that is open.
struct Block<'t> {
    kind: &'t str,
    name: &'t str,
    has_stage: bool,
}

impl Bake {
    pub(super) fn parse(text: &str) -> Bake {
        let mut bake = Bake::default();
        let mut open: Vec<Block<'_>> = Vec::new();
        for (index, raw) in text.lines().enumerate() {
            let line = raw.trim();
            if line.is_empty() || line.starts_with('#') || line.starts_with("//") {
                continue;
            }
            let place = (index + 1, raw.len() - raw.trim_start().len() + 1);
            if line == "}" || line == "}," {
                if let Some(block) = open.pop() {
                    let is_image = block.kind == "target" && !block.has_stage && !block.name.starts_with('_');
                    bake.builds_last |= is_image;
                }
            } else if let Some(head) = line.strip_suffix('{') {
                let mut words = head.split([' ', '=']).filter(|word| !word.is_empty());
                let kind = words.next().unwrap_or_default();
                open.push(Block { kind, name: words.next().unwrap_or_default().trim_matches('"'), has_stage: false });
            } else if let Some((name, value)) = line.split_once('=') {
                bake.attribute(&mut open, name.trim().trim_matches('"'), value.trim().trim_end_matches(','), place);
            }
        }
        bake
    }

    /// A text with the defaults of variables put in.
    pub(super) fn expand(&self, text: &str) -> String {
        expand(text, &|name| self.variables.get(name).cloned())
    }

    /// The architectures that images are built for.
    pub(super) fn architectures(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for written in &self.platforms {
            let words = written.split(|c: char| !c.is_ascii_alphanumeric() && !"_/,.-".contains(c));
            let words = words.map(|word| word.trim_matches(','));
            for word in words {
                let held = self.variables.get(word).map_or(word, String::as_str);
                found.extend(
                    held.split(',').filter_map(|platform| platform.trim().split_once('/')).map(|(_, of)| of.to_owned()),
                );
            }
        }
        found
    }

    fn attribute(&mut self, open: &mut [Block<'_>], name: &str, value: &str, place: Place) {
        let plain = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|text| !text.contains("${"));
        let target = open.iter().rev().find(|block| block.kind == "target").map_or("", |block| block.name).to_owned();
        let Some(block) = open.last_mut() else { return };
        match (block.kind, name) {
            ("target", "target") => {
                block.has_stage = true;
                self.targets.extend(plain.map(|stage| (target, stage.to_owned())));
                self.stages.extend(plain.map(|stage| (stage.to_owned(), place)));
            }
            // What it starts from says the stage.
            ("target", "inherits" | "dockerfile-inline" | "matrix") => {}
            ("variable", "default") => {
                self.variables.extend(plain.map(|text| (block.name.to_owned(), text.to_owned())));
            }
            ("target", "platforms") => self.platforms.push(value.to_owned()),
            ("target", "tags") => {
                let texts = value.split('"').skip(1).step_by(2);
                self.tags.extend(texts.map(|tag| (target.clone(), tag.to_owned(), place)));
            }
            ("labels", _) => self.labels.push((target, name.to_owned(), place)),
            ("args", _) => self.arguments.push((name.to_owned(), value.to_owned(), place)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_arguments_and_variables_are_read() {
        let bake = Bake::parse(
            "variable \"HUB\" {\n  default = \"a/b\"\n}\ntarget \"_common\" {\n  args = {\n    HUB = HUB\n  }\n}\n\
             target \"pilot\" {\n  inherits = [\"_common\"]\n  target   = \"pilot\"\n}\n",
        );
        assert_eq!(bake.stages, [("pilot".to_owned(), (11, 3))]);
        assert_eq!(bake.arguments, [("HUB".to_owned(), "HUB".to_owned(), (6, 5))]);
        assert_eq!(bake.variables["HUB"], "a/b");
        assert_eq!(bake.targets["pilot"], "pilot");
        assert!(!bake.builds_last);
    }

    #[test]
    fn platforms_tags_and_labels_are_read_in_their_forms() {
        let bake = Bake::parse(
            "variable \"PLATFORMS\" {\n  default = \"linux/amd64,linux/arm64\"\n}\ntarget \"a\" {\n  \
             platforms = split(\",\", PLATFORMS)\n  tags = [\"${HUB}/a:1\", \"b\"]\n  labels = {\n    \"x.y\" = \"1\"\n  }\n}\n",
        );
        assert_eq!(bake.architectures().into_iter().collect::<Vec<_>>(), ["amd64", "arm64"]);
        let tags: Vec<&str> = bake.tags.iter().map(|(_, tag, _)| tag.as_str()).collect();
        assert_eq!(tags, ["${HUB}/a:1", "b"]);
        assert_eq!(bake.labels, [("a".to_owned(), "x.y".to_owned(), (8, 5))]);
        assert_eq!(Bake::parse("target \"a\" {\n  platforms = [\"linux/amd64\"]\n}\n").architectures().len(), 1);
    }
}
