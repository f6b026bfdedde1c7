//! A patch of any text changes no file but by its own rules, and never ends the program.
#![no_main]

use istio_imgen::error::{Error, Kind, Result};
use istio_imgen::finding::Origin;
use istio_imgen::patch::{Patch, apply};
use istio_imgen::tree::{BlobId, Blobs, File, Tree, TreePath};
use libfuzzer_sys::fuzz_target;

struct Nothing;

impl Blobs for Nothing {
    fn read(&self, _: BlobId) -> Result<Vec<u8>> {
        Err(Error::new(Kind::Bug, istio_imgen::text::core::bad_data("fuzz")))
    }

    fn size(&self, _: BlobId) -> Result<u64> {
        Ok(0)
    }
}

fuzz_target!(|text: &str| {
    let mut tree = Tree::new();
    for (name, content) in [("a.go", "package a\n\nfunc A() {}\n"), ("b/c.txt", "one\ntwo\nthree\n"), ("e", "")] {
        tree.insert(TreePath::new(name).unwrap(), File::plain(content.as_bytes().to_vec()));
    }
    let patch = Patch { name: "p".to_owned(), text: text.to_owned(), origin: Origin::Default };
    if let Ok(applied) = apply(&mut tree, &Nothing, &patch) {
        for path in &applied.touched {
            assert!(TreePath::new(path.as_str()).is_ok(), "{path}");
        }
    }
});
