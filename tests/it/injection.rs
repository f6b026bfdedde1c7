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

/// A path for each key of the table, with names of the user's where it leaves them open.
fn paths() -> Vec<String> {
    let named = |path: &str| {
        let path = path.replacen("component.*", "component.proxy", 1).replacen("env.*.*", "env.pilot.PILOT_HTTP10", 1);
        path.replace("prebuilt.*.*", "prebuilt.envoy.linux/amd64").replace("**", "accessLogFile").replace('*', "mine")
    };
    istio_imgen::preset::key::KEYS.iter().map(|key| named(key.path)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3))]

    #[test]
    fn every_key_of_the_table_takes_a_hostile_value_or_refuses_it(
        values in prop::collection::vec(hostile(), istio_imgen::preset::key::KEYS.len()),
    ) {
        for (path, value) in paths().iter().zip(&values) {
            for over in ["{}", "binaries: source\nbase: debian\n"] {
                if let Ok((_, tree)) = readers::context(over, &[(path, value)]) {
                    readers::outline(&tree);
                }
            }
        }
    }
}
