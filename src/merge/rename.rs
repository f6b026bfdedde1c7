//! Files that are generated under another name now.
//!
//! Only a file that the user has edited matters: an untouched one is deleted here and created there. A wrong guess would
//! carry edits to where they do not belong, so two names are one file only if the file's own name or all its bytes stayed.

use super::{Ancestor, Known, Sides};
use crate::tree::{Content, File, TreePath};
use std::collections::BTreeMap;

/// The share of lines, in hundredths, that a file which moved to another directory must keep.
const ALIKE: usize = 50;

/// The new names with the old ones.
pub(super) fn find(sides: Sides<'_>) -> BTreeMap<TreePath, TreePath> {
    let fresh: Vec<(&TreePath, &File)> = sides
        .new
        .iter()
        .filter(|(path, _)| !sides.pristine.contains_key(*path) && sides.disk.get(path.as_str()).is_none())
        .collect();
    let mut found = BTreeMap::new();
    for (path, pristine) in sides.pristine {
        let edited = sides.disk.get(path.as_str()).is_some_and(|disk| !pristine.is(disk));
        if !edited || sides.new.get(path.as_str()).is_some() {
            continue;
        }
        let free = || fresh.iter().filter(|(name, _)| !found.contains_key(*name));
        let moved: Vec<_> = free().filter(|(name, new)| name.name() == path.name() && alike(pristine, new)).collect();
        let same: Vec<_> = free().filter(|(_, new)| pristine.has_content_of(new)).collect();
        let chosen = match (&moved[..], &same[..]) {
            (_, [only]) | ([only], _) => Some(only.0.clone()),
            _ => None,
        };
        if let Some(name) = chosen {
            found.insert(name, path.clone());
        }
    }
    found
}

/// Whether enough lines are the same, in whatever order.
fn alike(pristine: &Ancestor, new: &File) -> bool {
    let (Known::Bytes(old), Content::Bytes(new)) = (&pristine.content, &new.content) else {
        return pristine.has_content_of(new);
    };
    let mut counts: BTreeMap<&[u8], isize> = BTreeMap::new();
    old.split(|byte| *byte == b'\n').for_each(|line| *counts.entry(line).or_default() += 1);
    let mut common = 0_usize;
    for line in new.split(|byte| *byte == b'\n') {
        if let Some(count) = counts.get_mut(line).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    let lines = |text: &[u8]| text.split(|byte| *byte == b'\n').count();
    200 * common >= ALIKE * (lines(old) + lines(new))
}
