//! No value leaves its place: whatever stands in a preset, the context reads back as what was meant, or is refused.

use crate::support::{keyed, readers};
use proptest::prelude::*;

/// Texts that are made of what breaks out of formats, and of anything else.
pub(crate) fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\"",
        "'",
        "\\",
        "`",
        "$",
        "${",
        "}",
        "$(",
        "{{",
        "}}",
        "{%",
        "%{",
        "#",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\0",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{2029}",
        "\u{202e}",
        "\u{2066}",
        "\u{feff}",
        "\u{fdd0}",
        "\u{fdd1}",
        "EOF",
        "<<EOF",
        "..",
        "/../",
        "//",
        "/",
        "-->",
        "<!--",
        "<script>",
        "&amp;",
        "[x](y)",
        "![",
        "**",
        "|",
        "---",
        ": ",
        "- ",
        "? ",
        "!!",
        "*a",
        "&a",
        "@",
        ":",
        ";",
        "&&",
        "||",
        ">",
        "<",
        "~",
        "%",
        "^",
        "USER 0",
        "\\\n",
        "\\ ",
        " \\",
        "=",
        " B=c",
        "\u{0}",
        "é",
        "\u{1f600}",
        "\u{200b}",
        "con",
        "nul",
        "C:",
        "file://",
        "aux",
    ]);
    let piece = prop_oneof![4 => pieces.prop_map(str::to_owned), 2 => "[a-z0-9.-]{1,6}", 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn an_escaped_value_reads_back(value in hostile()) {
        readers::escaped(&value);
    }
}

#[test]
fn every_key_takes_a_harmless_value() {
    for slot in keyed::slots() {
        assert!(slot.check(slot.harmless), "{}", slot.key.path);
    }
}

/// What left its place, or was refused at another, before: the key, the value, and whether it is taken.
#[test]
fn values_that_went_wrong_once_do_so_no_more() {
    let found = [
        ("vendor", "a\u{2028}b", false),
        ("customize.*.ca", "a\u{2029}b.pem", false),
        ("istio.source", "\rhttps://quux.example.com/istio.git", false),
        ("keep", "a\u{202e}b", false),
        ("env.*.*", "x  ", true),
        ("env.*.*.value", "x\u{e000}", false),
        ("bases.*.reference", "\"", false),
        ("bases.*.ca_bundle", "a b", false),
        ("bases.*.libc_version", "2.36 || true", false),
        ("customize.*.healthcheck.retries", "+3", false),
    ];
    for (key, value, taken) in found {
        let slot = keyed::slots().into_iter().find(|slot| slot.key.path == key).unwrap();
        assert_eq!(slot.check(value), taken, "{key}");
    }
}

/// How many values are tried, each at a key; `PROPTEST_CASES` says otherwise.
fn cases(count: u32) -> ProptestConfig {
    let said = std::env::var_os("PROPTEST_CASES").is_some();
    if said { ProptestConfig::default() } else { ProptestConfig::with_cases(count) }
}

proptest! {
    #![proptest_config(cases(320))]

    /// A value of what is hostile alone, or with it before, behind or inside of what is taken there.
    #[test]
    fn a_hostile_value_at_any_key_is_refused_or_stays_in_its_place(
        slot in prop::sample::select(keyed::slots()),
        value in hostile(),
        place in prop::option::weighted(0.7, any::<prop::sample::Index>()),
    ) {
        let value = match place {
            None => value,
            Some(place) => {
                let (before, behind) = slot.harmless.split_at(place.index(slot.harmless.len() + 1));
                format!("{before}{value}{behind}")
            }
        };
        slot.check(&value);
    }
}
