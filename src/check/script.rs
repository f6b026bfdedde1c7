//! The commands of a `RUN`, in whichever form it is written.

use crate::dockerfile::shell::{Command, Word, commands as read};
use crate::dockerfile::{Dockerfile, Instruction, Joined, Part};

/// Its commands: of the exec form one, of a heredoc for a shell those in it.
pub(super) fn commands(file: &Dockerfile<'_>, instruction: &Instruction<'_>) -> Vec<Command> {
    if instruction.is_exec() {
        let word = |part: &Part<'_>| Word {
            text: part.text.to_string(),
            span: part.span.clone(),
            quoted: true,
            splits: false,
        };
        let words: Vec<Word> = instruction.words().iter().map(word).collect();
        return vec![Command::plain(words)];
    }
    let mut found = read(&instruction.rest);
    let is_shell = |command: &Command| matches!(command.program(), "" | "sh" | "bash" | "ash" | "dash");
    if !instruction.heredocs.is_empty() && found.first().is_some_and(is_shell) {
        for heredoc in &instruction.heredocs {
            let body = file.text.get(heredoc.body.clone()).unwrap_or_default();
            found.extend(read(&Joined::one(body, heredoc.body.start)));
        }
    }
    found
}
