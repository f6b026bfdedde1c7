//! Names of tags: their order as versions, and the ones that a person most likely meant.

use std::cmp::{Ordering, Reverse};

/// Orders tags as versions: `1.9.0` before `1.28.0-rc.0` before `1.28.0`.
pub(super) fn by_version(a: &str, b: &str) -> Ordering {
    let parts = |tag: &str| {
        let (release, rest) =
            tag.split_once('-').map_or((tag.to_owned(), None), |(r, p)| (r.to_owned(), Some(p.to_owned())));
        (pieces(&release), rest)
    };
    let ((a_release, a_rest), (b_release, b_rest)) = (parts(a), parts(b));
    let rest = match (&a_rest, &b_rest) {
        (None, None) => Ordering::Equal,
        // What follows a hyphen comes before the release itself.
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => pieces(a).cmp(&pieces(b)),
    };
    a_release.cmp(&b_release).then(rest).then_with(|| a.cmp(b))
}

/// Numbers as numbers, other words as words.
fn pieces(text: &str) -> Vec<(u64, String)> {
    text.split(['.', '-', '_'])
        .map(|piece| piece.parse().map_or_else(|_| (0, piece.to_owned()), |number: u64| (number + 1, String::new())))
        .collect()
}

/// The tags nearest to one that does not exist, the likeliest first.
pub(super) fn nearest<'a>(wanted: &str, tags: impl Iterator<Item = &'a str> + Clone) -> Vec<&'a str> {
    const MOST: usize = 3;
    let bare = wanted.strip_prefix(['v', 'V']).unwrap_or(wanted);
    // Istio's tags have no `v`: the same version without one is what was meant.
    if let Some(same) = tags.clone().find(|tag| *tag == bare || tag.strip_prefix(['v', 'V']) == Some(bare)) {
        return vec![same];
    }
    // `1.28` means its newest patch releases.
    let mut found: Vec<&str> =
        tags.clone().filter(|tag| tag.strip_prefix(bare).is_some_and(|rest| rest.starts_with('.'))).collect();
    if !bare.is_empty() && !found.is_empty() {
        found.sort_by(|a, b| tag_is_preview(a).cmp(&tag_is_preview(b)).then(by_version(b, a)));
        found.truncate(MOST);
        return found;
    }
    let mut near: Vec<(usize, Reverse<usize>, &str)> = tags
        .map(|tag| (strsim::osa_distance(bare, tag), Reverse(common_start(bare, tag)), tag))
        .filter(|(distance, _, tag)| *distance <= bare.len().max(tag.len()) / 3)
        .collect();
    near.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(by_version(b.2, a.2)));
    near.into_iter().take(MOST).map(|(_, _, tag)| tag).collect()
}

fn tag_is_preview(tag: &str) -> bool {
    tag.contains('-')
}

fn common_start(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAGS: [&str; 9] =
        ["1.9.0", "1.27.0", "1.28.0-alpha.0", "1.28.0-rc.0", "1.28.0", "1.28.1", "1.28.2", "1.28.10", "1.29.0"];

    #[test]
    fn versions_are_ordered_as_numbers() {
        let mut shuffled = TAGS;
        shuffled.reverse();
        shuffled.sort_by(|a, b| by_version(a, b));
        assert_eq!(shuffled, TAGS);
    }

    #[test]
    fn the_nearest_tags_are_the_ones_meant() {
        let near = |wanted| nearest(wanted, TAGS.into_iter());
        assert_eq!(near("v1.28.1"), ["1.28.1"]);
        assert_eq!(near("1.28"), ["1.28.10", "1.28.2", "1.28.1"]);
        assert_eq!(near("1.28.3"), ["1.28.2", "1.28.1", "1.28.0"]);
        assert!(near("bookworm").is_empty());
    }
}
