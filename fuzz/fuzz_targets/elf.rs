//! A program of any bytes: its facts are read in bounded work, and what is said of it is what the bytes have.
#![no_main]

use istio_imgen::elf::{Asked, check, facts, judge};
use istio_imgen::finding::Origin;
use istio_imgen::selection::Platform;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let told = Platform::ALL.map(|platform| check(bytes, platform).is_ok());
    // No program is for two machines.
    assert!(!(told[0] && told[1]));
    let facts = facts(bytes);
    let held = |text: &str| {
        // What is no text is read with marks in the place of what is not.
        text.contains('\u{fffd}') || bytes.windows(text.len().max(1)).any(|window| window == text.as_bytes()) || text.is_empty()
    };
    assert!(facts.interpreter.iter().chain(&facts.libraries).chain(&facts.glibc).all(|text| held(text)), "{facts:?}");
    if let Some(go) = &facts.go {
        assert!(held(&go.go) && held(&go.package) && go.stamp.iter().all(|stamp| held(stamp)), "{go:?}");
    }
    let origin = Origin::Default;
    for binary in ["pilot-agent", "envoy"] {
        let asked = Asked {
            binary,
            package: Some("istio.io/istio/pilot/cmd/pilot-agent"),
            tag: "1.30.3",
            base: None,
            origin: &origin,
            holds_tag: false,
            holds_revision: false,
            holds_mark: false,
        };
        let _ = judge(&facts, &asked);
    }
});
