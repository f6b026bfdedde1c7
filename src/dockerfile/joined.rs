//! Text whose continued lines were joined, and where each byte of it stands in the file.

use std::borrow::Cow;
use std::ops::Range;

/// A text joined from parts of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined<'t> {
    /// The text without the escapes that continue lines.
    pub text: Cow<'t, str>,
    /// Pairs of an offset in the text and the offset in the file where the piece that starts there stands.
    pieces: Vec<(usize, usize)>,
    /// Where it ends in the file.
    end: usize,
}

/// A word or other part of an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'t> {
    /// Its text; what is escaped or quoted still is.
    pub text: Cow<'t, str>,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

impl<'t> Joined<'t> {
    /// A text that is one piece of the file.
    pub(super) fn one(text: &'t str, at: usize) -> Joined<'t> {
        Joined { text: Cow::Borrowed(text), pieces: vec![(0, at)], end: at + text.len() }
    }

    /// Puts a further piece of the file behind.
    pub(super) fn push(&mut self, text: &'t str, at: usize) {
        if self.text.is_empty() {
            *self = Joined::one(text, at);
        } else if !text.is_empty() {
            self.pieces.push((self.text.len(), at));
            self.text.to_mut().push_str(text);
            self.end = at + text.len();
        }
    }

    /// Where a byte of the text stands in the file; the end of the text is the end of its last piece.
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        if offset >= self.text.len() {
            return self.end;
        }
        let index = self.pieces.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        self.pieces.get(index).map_or(self.end, |(start, at)| at + (offset - start))
    }

    /// The bytes of the file that a range of the text comes from.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        // The end belongs to the last byte: after it a new line may begin.
        let end = range.end.checked_sub(1).map_or_else(|| self.at(0), |last| self.at(last) + 1);
        if range.is_empty() { end..end } else { self.at(range.start)..end }
    }

    /// A range of the text as a part. The range must lie on characters.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Part<'t> {
        Part { span: self.span(range.clone()), text: self.cut(range) }
    }

    /// A range of the text, with the places of its bytes. The range must lie on characters.
    #[must_use]
    pub fn range(&self, range: Range<usize>) -> Joined<'t> {
        let first = self.pieces.partition_point(|(start, _)| *start <= range.start);
        let mut pieces = vec![(0, self.span(range.clone()).start)];
        let inner = self.pieces.iter().skip(first).take_while(|(start, _)| *start < range.end);
        pieces.extend(inner.map(|(start, at)| (start - range.start, *at)));
        let end = self.span(range.clone()).end;
        Joined { text: self.cut(range), pieces, end }
    }

    fn cut(&self, range: Range<usize>) -> Cow<'t, str> {
        match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
            Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
        }
    }
}
