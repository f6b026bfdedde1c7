//! A value at any key of a preset: it is refused at its place, or the context holds it where a harmless one stood and is the
//! same in all else.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;

#[path = "../../tests/it/support/keyed.rs"]
mod keyed;
#[path = "../../tests/it/support/leaves.rs"]
mod leaves;
#[path = "../../tests/it/support/readers.rs"]
mod readers;

// Which key, where the text is put into the harmless value, and the text.
fuzz_target!(|input: (u8, Option<u8>, &str)| {
    thread_local!(static SLOTS: RefCell<Vec<keyed::Slot>> = RefCell::new(keyed::slots()));
    let (index, at, text) = input;
    SLOTS.with_borrow(|slots| {
        let slot = &slots[usize::from(index) % slots.len()];
        let value = match at {
            None => text.to_owned(),
            Some(at) => {
                let (before, behind) = slot.harmless.split_at(usize::from(at) % (slot.harmless.len() + 1));
                format!("{before}{text}{behind}")
            }
        };
        slot.check(&value);
    });
});
