//! A value that is escaped for a target reads back as itself, in its one place.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/support/readers.rs"]
mod readers;

fuzz_target!(|value: &str| readers::escaped(value));
