//! A setting of any text is read as Go would read it, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| istio_imgen::env::fuzz(text));
