//! Templates of any text: what is wrong is told, and what is rendered holds no value that has left its place.
#![no_main]

use istio_imgen::template::Overlay;
use istio_imgen::text::Language;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

#[path = "../../tests/it/support/readers.rs"]
mod readers;

fuzz_target!(|text: &str| {
    let overlay = Overlay::new("t", BTreeMap::from([("x.txt.tera".to_owned(), text.to_owned())]));
    if overlay.check().is_empty() {
        let mut problems = Vec::new();
        let plan = readers::plan_with("value", "value");
        istio_imgen::render::render_over(&plan, &overlay, Language::English, &mut problems).unwrap();
    }
});
