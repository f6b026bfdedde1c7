//! A preset of any text is read in bounded work, and what was read without a finding is written and read as the same.
#![no_main]

use istio_imgen::finding::Origin;
use istio_imgen::preset;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let origin = Origin::Preset("fuzz".to_owned());
    let (read, findings) = preset::read(text, &origin);
    if findings.is_empty() {
        let written = preset::write(&read);
        let (again, findings) = preset::read(&written, &origin);
        assert!(findings.is_empty(), "{written}");
        assert_eq!(preset::write(&again), written);
    }
    if let Some((path, value)) = text.split_once('=') {
        let _ = preset::set(&mut preset::Preset::default(), path, value, &origin);
    }
});
