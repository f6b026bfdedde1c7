//! Three-way merging of one text.
//!
//! The work is libgit2's, on bytes in memory: its file merge knows zdiff3, labels and texts without a final newline, and
//! reads no configuration, so that nothing in a `~/.gitconfig` can hide a conflict.

use crate::tree::BlobId;
use git2::{MergeFileInput, MergeFileOptions};

/// What the marks of a conflict call its sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The user's side.
    pub yours: String,
    /// The common ancestor: `generated 1.28.10`.
    pub pristine: String,
    /// The new side: `generated 1.30.3`.
    pub new: String,
}

/// What came of merging a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Both changes stand.
    Clean(Vec<u8>),
    /// Some lines were changed on both sides: they stand between marks.
    Marked { bytes: Vec<u8>, hunks: usize, width: usize },
    /// No text: nothing was merged.
    Binary,
}

/// The usual number of characters of a mark.
const WIDTH: usize = 7;
/// No file of a context is so large; a conflict in a larger one is not marked.
const MOST: usize = 64 << 20;

/// Merges the changes that two sides made to a text. Where the user's side ends all its lines by CR LF and the others do
/// not, the result does so too: line ends alone are no conflict.
pub(super) fn merge(pristine: &[u8], yours: &[u8], new: &[u8], labels: &Labels) -> Outcome {
    let sides = [pristine, yours, new];
    if sides.iter().any(|side| side.contains(&0) || side.len() > MOST) {
        return Outcome::Binary;
    }
    if is_crlf(yours) && !is_crlf(pristine) && !is_crlf(new) {
        let plain = without_cr(yours);
        return match three_way(pristine, &plain, new, labels) {
            Outcome::Clean(bytes) => Outcome::Clean(with_cr(&bytes)),
            Outcome::Marked { bytes, hunks, width } => Outcome::Marked { bytes: with_cr(&bytes), hunks, width },
            Outcome::Binary => Outcome::Binary,
        };
    }
    three_way(pristine, yours, new, labels)
}

fn three_way(pristine: &[u8], yours: &[u8], new: &[u8], labels: &Labels) -> Outcome {
    let width = (WIDTH..).find(|width| [pristine, yours, new].iter().all(|side| marks(side, *width, true).is_empty()));
    let (Some(width), [mut ancestor, mut ours, mut theirs]) = (width, [(); 3].map(|()| MergeFileInput::new())) else {
        return Outcome::Binary;
    };
    // Hashing makes libgit2 ready, as everything of it does but merging.
    let _ = BlobId::of(&[]);
    let Ok(marker) = u16::try_from(width) else { return Outcome::Binary };
    ancestor.content(pristine);
    ours.content(yours);
    theirs.content(new);
    let mut options = MergeFileOptions::new();
    options.style_zdiff3(true).minimal(true).marker_size(marker);
    options.ancestor_label(&labels.pristine).our_label(&labels.yours).their_label(&labels.new);
    match git2::merge_file(&ancestor, &ours, &theirs, Some(&mut options)) {
        Ok(merged) if merged.is_automergeable() => Outcome::Clean(merged.content().to_vec()),
        Ok(merged) => {
            let bytes = labelled(merged.content(), width, labels);
            let hunks = lines(&bytes).filter(|(_, line)| starts(line, b'<', width)).count();
            Outcome::Marked { bytes, hunks, width }
        }
        Err(_) => Outcome::Binary,
    }
}

/// Marks with their labels: libgit2 leaves out that of a side which is empty.
fn labelled(text: &[u8], width: usize, labels: &Labels) -> Vec<u8> {
    let bare = |line: &[u8], mark: u8| line.len() == width && starts(line, mark, width);
    let sides = [(b'<', &labels.yours), (b'|', &labels.pristine), (b'>', &labels.new)];
    let line = |line: &[u8]| match sides.iter().find(|(mark, _)| bare(line, *mark)) {
        Some((_, label)) => [line, b" ", label.as_bytes()].concat(),
        None => line.to_vec(),
    };
    text.split(|byte| *byte == b'\n').map(line).collect::<Vec<_>>().join(&b'\n')
}

/// The numbers of the lines, from 1, that are marks of a conflict of this width. A line of `=` alone is one where `all`
/// marks are looked for: Markdown underlines headings by it.
pub(super) fn marks(text: &[u8], width: usize, all: bool) -> Vec<usize> {
    let is_mark = |line: &[u8]| {
        [b'<', b'|', b'>'].iter().any(|mark| starts(line, *mark, width)) || all && starts(line, b'=', width)
    };
    lines(text).filter(|(_, line)| is_mark(line)).map(|(number, _)| number).collect()
}

fn lines(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let lines = text.split(|byte| *byte == b'\n').enumerate();
    lines.map(|(index, line)| (index + 1, line.strip_suffix(b"\r").unwrap_or(line)))
}

/// Whether a line is exactly so many of a character, with nothing or a space behind them; `=` never has a label.
fn starts(line: &[u8], mark: u8, width: usize) -> bool {
    let run = line.iter().take_while(|byte| **byte == mark).count();
    run == width && (line.len() == width || mark != b'=' && line[width] == b' ')
}

fn is_crlf(text: &[u8]) -> bool {
    let ends = text.iter().filter(|byte| **byte == b'\n').count();
    ends > 0 && text.windows(2).filter(|pair| pair == b"\r\n").count() == ends
}

/// A CR that no LF follows ends no line: it is the user's.
fn without_cr(text: &[u8]) -> Vec<u8> {
    let lines = text.split_inclusive(|byte| *byte == b'\n').map(|line| match line.strip_suffix(b"\r\n") {
        Some(line) => [line, b"\n"].concat(),
        None => line.to_vec(),
    });
    lines.collect::<Vec<_>>().concat()
}

fn with_cr(text: &[u8]) -> Vec<u8> {
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    lines.join(&b"\r\n"[..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_of_the_user_come_back_and_a_lone_cr_at_the_end_stays() {
        let labels = Labels { yours: "yours".into(), pristine: "generated 1".into(), new: "generated 2".into() };
        let merged = |yours: &[u8]| match merge(b"a\nb\nc\nd\ne", yours, b"A\nb\nc\nd\ne", &labels) {
            Outcome::Clean(bytes) => bytes,
            other => panic!("{other:?}"),
        };
        assert_eq!(merged(b"a\r\nb\r\nc\r\nd\r\nmine"), b"A\r\nb\r\nc\r\nd\r\nmine");
        assert_eq!(merged(b"a\r\nb\r\nc\r\nd\r\nmine\r\r"), b"A\r\nb\r\nc\r\nd\r\nmine\r\r");
    }
}
