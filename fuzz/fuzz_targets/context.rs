//! Values in a preset: the context that it gives holds each of them once, or it is refused.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/support/readers.rs"]
mod readers;

fuzz_target!(|values: (&str, &str, &str)| readers::in_context(values.0, values.1, values.2));
