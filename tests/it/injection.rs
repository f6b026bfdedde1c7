//! No value leaves its place: whatever stands in a preset, the context reads back as what was meant, or is refused.

use crate::support::readers;
use proptest::prelude::*;

/// Texts that are made of what breaks out of formats, and of anything else.
fn hostile() -> impl Strategy<Value = String> {
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn values_of_a_preset_stay_in_their_place(env in hostile(), label in hostile()) {
        readers::in_context(&env, &label, "registry.example.com/mesh");
    }
}
