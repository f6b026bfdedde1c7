//! The stages of a Dockerfile.

use super::{Instruction, Keyword, Part, Problem, ProblemKind};

/// One stage: a `FROM` and the instructions up to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage<'t> {
    /// The image or earlier stage that it starts from, as it is written.
    pub image: Part<'t>,
    /// Its name.
    pub name: Option<Part<'t>>,
    /// The index of its `FROM` among the instructions.
    pub from: usize,
    /// The index after its last instruction.
    pub end: usize,
}

impl Stage<'_> {
    /// Whether a word names this stage; names are the same in any case.
    #[must_use]
    pub fn is_named(&self, word: &str) -> bool {
        self.name.as_ref().is_some_and(|name| name.text.eq_ignore_ascii_case(word))
    }
}

/// Finds the stages, and what stands before the first one and may not.
pub(super) fn split<'t>(instructions: &[Instruction<'t>]) -> (Vec<Stage<'t>>, Vec<Problem>) {
    let (mut stages, mut problems): (Vec<Stage<'t>>, Vec<Problem>) = (Vec::new(), Vec::new());
    let mut told = false;
    for (index, instruction) in instructions.iter().enumerate() {
        match instruction.keyword {
            Keyword::From => {
                let words = instruction.words();
                let image = words.first().cloned().unwrap_or_else(|| instruction.whole());
                let name = words.get(1..3).filter(|words| words[0].text.eq_ignore_ascii_case("as"));
                stages.push(Stage { image, name: name.map(|words| words[1].clone()), from: index, end: index + 1 });
            }
            Keyword::Arg | Keyword::Unknown if stages.is_empty() => {}
            _ => match stages.last_mut() {
                Some(stage) => stage.end = index + 1,
                None if told => {}
                None => {
                    told = true;
                    problems.push(Problem { kind: ProblemKind::BeforeFrom, span: instruction.name.span.clone() });
                }
            },
        }
    }
    (stages, problems)
}
