//! A template whose every printed value is asked by a filter whether it is plain: only to find the place of one that is
//! not.

use crate::template::scan::{Spot, Word, scan};

/// The filter that asks.
pub(super) const FILTER: &str = "istio_imgen_asked";

/// A template with the filter behind every printed expression.
pub(super) struct Asked {
    /// Its text.
    pub(super) text: String,
    /// For each printed expression where it ends here, and the line and column where it starts in the template itself.
    ends: Vec<(usize, usize, usize)>,
}

impl Asked {
    pub(super) fn new(template: &str) -> Asked {
        let (mut text, mut ends, mut from) = (String::new(), Vec::new(), 0);
        let mut open: Option<(usize, &Spot)> = None;
        let spots = scan(template);
        for (index, spot) in spots.iter().enumerate() {
            match (&spot.word, open) {
                (Word::Open("{{"), _) => {
                    // A component or a parent's block prints what is asked there.
                    let first = spots.get(index + 1).filter(|first| {
                        !matches!(&first.word, Word::Sign("<") | Word::Close)
                            && first.word != Word::Name("super".into())
                    });
                    let dash = usize::from(template[spot.at + 2..].starts_with('-'));
                    open = first.map(|first| (spot.at + 2 + dash, first));
                }
                (Word::Close, Some((start, first))) => {
                    let end = spot.at - usize::from(template[..spot.at].ends_with('-'));
                    text.push_str(&template[from..start]);
                    text.push('(');
                    text.push_str(&template[start..end]);
                    text.push_str(") | ");
                    text.push_str(FILTER);
                    text.push(' ');
                    ends.push((text.len(), first.line, first.column));
                    (from, open) = (end, None);
                }
                _ => {}
            }
        }
        text.push_str(&template[from..]);
        Asked { text, ends }
    }

    /// The start of the expression in the template that a place in this text belongs to.
    pub(super) fn place(&self, line: usize, column: usize) -> (usize, usize) {
        let start: usize = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = &self.text[start..];
        let at = start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
        let held = self.ends.iter().find(|(end, _, _)| at < *end);
        held.map_or((line, column), |(_, line, column)| (*line, *column))
    }
}
