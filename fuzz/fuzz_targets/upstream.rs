//! Sources of a tag that hold anything: Dockerfiles, Go files, and the variables that they register.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    istio_imgen::release::fuzz(text);
    istio_imgen::closure::fuzz(text.as_bytes());
});
