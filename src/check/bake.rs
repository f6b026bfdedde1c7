//! What a bake file builds: targets with their stages and arguments, and the defaults of variables. Only the plain form of
//! HCL is read, one attribute a line; what is computed is not known.

use std::collections::BTreeMap;

/// A bake file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bake {
    /// The stages that targets name, each with its place.
    pub(super) stages: Vec<(String, Place)>,
    /// The arguments that targets give: name, value as it is written, place.
    pub(super) arguments: Vec<(String, String, Place)>,
    /// The defaults of variables that are plain texts.
    pub(super) variables: BTreeMap<String, String>,
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

    fn attribute(&mut self, open: &mut [Block<'_>], name: &str, value: &str, place: Place) {
        let plain = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|text| !text.contains("${"));
        let Some(block) = open.last_mut() else { return };
        match (block.kind, name) {
            ("target", "target") => {
                block.has_stage = true;
                self.stages.extend(plain.map(|stage| (stage.to_owned(), place)));
            }
            // What it starts from says the stage.
            ("target", "inherits" | "dockerfile-inline" | "matrix") => {}
            ("variable", "default") => {
                self.variables.extend(plain.map(|text| (block.name.to_owned(), text.to_owned())));
            }
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
        assert!(!bake.builds_last);
    }
}
