//! A text of anything with a secret in it: the secret is found and masked, nothing else changes its place, and a long text
//! takes no longer than its length.
#![no_main]

use istio_imgen::secret::{find, mask, of_file};
use libfuzzer_sys::fuzz_target;

/// None that anybody was given: the form of a GitHub token.
const PLANTED: &str = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";

fuzz_target!(|text: &str| {
    let planted = format!("{text} {PLANTED} {text}");
    check(text);
    check(&planted);
    assert!(!mask(&planted).contains(PLANTED));
    assert!(of_file("notes.txt", planted.as_bytes()).is_some());
    // Work that grows by the square of the length would end in the time limit of the fuzzer.
    if !text.is_empty() && text.len() < 64 && text.len() % 8 == 0 {
        check(&text.repeat((256 << 10) / text.len()));
    }
});

fn check(text: &str) {
    let mut end = 0;
    for found in find(text) {
        assert!(found.span.start >= end && !found.span.is_empty() && text.get(found.span.clone()).is_some());
        end = found.span.end;
    }
    let masked = mask(text);
    assert_eq!(masked.chars().count(), text.chars().count());
    assert_eq!(masked.matches('\n').count(), text.matches('\n').count());
    if text.len() < 4096 {
        assert_eq!(find(&masked), [], "{masked}");
        assert_eq!(mask(&masked), masked);
    }
}
