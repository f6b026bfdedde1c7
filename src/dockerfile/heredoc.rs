//! Heredocs: `<<EOF`, `<<-EOF`, `3<<"EOF"`, several to an instruction.

use super::Joined;
use super::lines::Lines;
use std::ops::Range;

/// One heredoc of an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heredoc {
    /// The word that closes it.
    pub name: String,
    /// Leading tabs are taken off: `<<-`.
    pub chomp: bool,
    /// Variables in it are replaced: its word is not quoted.
    pub expand: bool,
    /// The file descriptor before `<<`; 0 if there is none.
    pub descriptor: u32,
    /// The bytes of the word that announces it.
    pub word: Range<usize>,
    /// The bytes of its lines, without the closing one.
    pub body: Range<usize>,
    /// The closing word was found.
    pub closed: bool,
}

impl Heredoc {
    /// Takes the lines up to the closing word.
    pub(super) fn read(&mut self, lines: &mut Lines<'_>) {
        let start = lines.position();
        self.body = start..start;
        while let Some(line) = lines.next() {
            let text = if self.chomp { line.text.trim_start_matches('\t') } else { line.text };
            if text == self.name {
                self.closed = true;
                return;
            }
            self.body.end = lines.position();
        }
    }
}

/// The heredocs that an instruction announces, not read yet.
pub(super) fn announced(line: &Joined<'_>) -> Vec<Heredoc> {
    let words = super::form::words(&line.text, '\\');
    words.into_iter().filter_map(|range| announce(line.text.get(range.clone())?, line.span(range))).collect()
}

/// `[0-9]*<<-?` and a word without `<`, as `BuildKit` has it.
fn announce(word: &str, span: Range<usize>) -> Option<Heredoc> {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = word[digits..].strip_prefix("<<")?;
    let (chomp, rest) = rest.strip_prefix('-').map_or((false, rest), |rest| (true, rest));
    if rest.is_empty() || rest.contains('<') {
        return None;
    }
    let name = super::form::unquoted(rest, '\\');
    if name.is_empty() {
        return None;
    }
    let descriptor = word[..digits].parse().unwrap_or(0);
    Some(Heredoc {
        expand: name == rest,
        name: name.into_owned(),
        chomp,
        descriptor,
        word: span,
        body: 0..0,
        closed: false,
    })
}
