//! Three texts of anything: a side that did not change gives way, what a person wrote is in the result, and each conflict
//! stands between marks that are found again. Histories of anything are read, or refused.
#![no_main]

use istio_imgen::merge::{Action, Ancestor, Kept, Known, Labels, Sides, marks_left, merge};
use istio_imgen::state;
use istio_imgen::tree::{Content, File, Mode, Tree, TreePath};
use libfuzzer_sys::fuzz_target;
use std::collections::{BTreeMap, BTreeSet};

fuzz_target!(|texts: (&[u8], &[u8], &[u8])| {
    let (pristine, yours, new) = texts;
    let path = TreePath::new("Dockerfile").unwrap();
    let tree = |bytes: &[u8]| Tree::from_iter([(path.clone(), File::plain(bytes.to_vec()))]);
    let ancestor = Ancestor { mode: Mode::Plain, content: Known::Bytes(pristine.to_vec().into()) };
    let labels = Labels { yours: "yours".into(), pristine: "generated 1".into(), new: "generated 2".into() };
    let merged = merge(Sides {
        pristine: &BTreeMap::from([(path.clone(), ancestor)]),
        disk: &tree(yours),
        others: &BTreeSet::new(),
        new: &tree(new),
        labels: &labels,
    });
    let held = |path: &TreePath| match merged.tree.get(path.as_str()).map(|file| &file.content) {
        Some(Content::Bytes(bytes)) => bytes.to_vec(),
        other => panic!("{path} is {other:?}"),
    };
    let result = held(&path);
    if yours == pristine || yours == new {
        assert_eq!(result, new);
    } else if new == pristine {
        assert_eq!(result, yours);
    }
    // What only a person wrote is never lost, line by line. A last line without an end gets one where another follows it.
    let lines = |text: &[u8]| -> BTreeSet<Vec<u8>> {
        let end = |line: &[u8]| line.iter().rposition(|byte| *byte != b'\r').map_or(0, |last| last + 1);
        text.split(|byte| *byte == b'\n').map(|line| line[..end(line)].to_vec()).collect()
    };
    let (kept, known) = (lines(&result), lines(pristine));
    for line in lines(yours).difference(&known) {
        assert!(kept.contains(line), "{:?} is lost in {:?}", line.escape_ascii(), result.escape_ascii());
    }
    match merged.conflicts.as_slice() {
        [] => {}
        [conflict] => match &conflict.kept {
            Kept::Marked { hunks, width } => {
                assert_eq!(merged.report[0].action, Action::Conflict);
                assert!(*hunks > 0 && marks_left(&path, &result, *width).len() >= 3 * hunks);
                assert!([pristine, yours, new].iter().all(|side| marks_left(&path, side, *width).is_empty()));
            }
            Kept::Beside(beside) => assert!(result == yours && held(beside) == new),
        },
        more => panic!("{more:?}"),
    }
    if let (Ok(lock), Ok(pristine)) = (str::from_utf8(pristine), str::from_utf8(yours)) {
        let _ = state::read(lock, pristine);
    }
});
