//! A git server that says anything: its greeting and each of its answers, cut where the input has 0xFF.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| istio_imgen::source::fuzz(bytes));
