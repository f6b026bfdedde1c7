//! Sources come from strangers: whatever stands in the files that state facts, reading them ends, without a panic.

use crate::support::{NoBlobs, derived, tree};
use istio_imgen::closure::Memo;
use istio_imgen::release::{VariableMemo, variables};
use istio_imgen::tree::{Content, File, TreePath};
use proptest::prelude::*;

/// The files that facts are read from.
const FILES: [&str; 9] = [
    "Makefile.core.mk",
    "tools/istio-docker.mk",
    "istio.deps",
    "go.mod",
    "common/scripts/report_build_info.sh",
    "common/scripts/setup_env.sh",
    "pilot/docker/Dockerfile.proxyv2",
    "cni/pkg/cmd/root.go",
    "pilot/pkg/features/features.go",
];

/// Pieces that mean something in one of the formats.
const PIECES: [&str; 24] = [
    "$(",
    "${",
    ")",
    "}",
    "$",
    "\\\n",
    "\n",
    "\t",
    ":",
    ":=",
    "=",
    "ifeq (",
    "endif\n",
    "define x\n",
    "include Makefile.core.mk\n",
    "FROM ",
    "COPY --from=",
    "ARG X=$X\n",
    "[\"",
    "\"",
    "/*",
    "env.RegisterStringVar(",
    "\u{0}",
    "\u{202e}é",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_files_are_read_or_reported(
        changes in prop::collection::vec((0..FILES.len(), any::<prop::sample::Index>(), 0..PIECES.len(), 1..40_usize, 0..200_usize), 1..4)
    ) {
        let mut tree = tree("1.12.9");
        for (file, place, piece, times, cut) in changes {
            let path = TreePath::new(FILES[file]).unwrap();
            let text = match tree.get(FILES[file]).map(|file| file.content.clone()) {
                Some(Content::Bytes(bytes)) => String::from_utf8(bytes.to_vec()).unwrap(),
                other => panic!("{other:?}"),
            };
            let start = (0..=text.len()).rev().find(|at| *at <= place.index(text.len() + 1) && text.is_char_boundary(*at)).unwrap();
            let end = (start..=text.len()).find(|at| *at >= start + cut && text.is_char_boundary(*at)).unwrap_or(text.len());
            let changed = format!("{}{}{}", &text[..start], PIECES[piece].repeat(times), &text[end..]);
            tree.insert(path, File::plain(changed.into_bytes()));
        }
        if let Ok(derived) = derived("1.12.9", &tree) {
            // Every image that is left has a place for each of its files.
            for image in derived.release.images.values() {
                prop_assert!(image.binaries.iter().all(|binary| binary.target.starts_with('/')));
                prop_assert!(image.variants.values().all(|variant| !variant.base.is_empty()));
            }
            let _ = variables(&derived.release, &tree, &NoBlobs, &Memo::new(), &VariableMemo::new());
        }
    }
}
