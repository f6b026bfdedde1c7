//! Mends what can be mended without changing what is built.

use super::{Edit, Hit};

/// The text with the changes of all findings that have any, and how many findings that mends. A change that meets another
/// one waits for the next run.
#[must_use]
pub fn apply(text: &str, hits: &[Hit]) -> (String, usize) {
    let mut chosen: Vec<&Hit> = hits.iter().filter(|hit| !hit.edits.is_empty() && hit.elsewhere.is_none()).collect();
    chosen.sort_by_key(|hit| hit.edits.iter().map(|edit| edit.span.start).min());
    let (mut edits, mut mended): (Vec<&Edit>, usize) = (Vec::new(), 0);
    for hit in chosen {
        let meets = |edit: &Edit| {
            edits.iter().any(|taken| {
                edit.span.start < taken.span.end && taken.span.start < edit.span.end
                    || edit.span.start == taken.span.start
            })
        };
        let sound = hit.edits.iter().all(|edit| text.get(edit.span.clone()).is_some() && !meets(edit));
        if sound {
            edits.extend(&hit.edits);
            mended += 1;
        }
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let (mut out, mut from) = (String::with_capacity(text.len() + 64), 0);
    for edit in edits {
        out.push_str(text.get(from..edit.span.start).unwrap_or_default());
        out.push_str(&edit.text);
        from = edit.span.end.max(from);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    (out, mended)
}
