//! The reference in `docs/` is what the program writes.
//!
//! `BLESS=1 cargo test --test it reference` writes it anew.

use super::*;

#[test]
fn the_reference_is_what_the_program_writes() {
    let program = Program::new();
    for (language, name) in [("en", "docs/reference.md"), ("pt-BR", "docs/reference.pt-BR.md")] {
        let written = program.run(&["man", "--markdown", "--lang", language]).exits(0).out();
        let path = root().join(name);
        if std::env::var_os("BLESS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &written).unwrap();
        }
        let held = std::fs::read_to_string(&path).unwrap_or_default();
        let differing = held.lines().zip(written.lines()).find(|(held, written)| held != written);
        assert!(held == written, "{name} differs (BLESS=1 writes it anew): {differing:?}");
    }
}

#[test]
fn the_reference_names_every_command_key_rule_and_exit_code() {
    let text = istio_imgen::manual::reference(istio_imgen::text::Language::Portuguese);
    let rules = istio_imgen::rule::RULES.iter().map(|rule| rule.id);
    let keys = istio_imgen::preset::key::KEYS.iter().map(|key| key.path);
    for name in rules.chain(keys) {
        assert!(text.contains(&format!("| `{name}` |")), "{name}");
    }
    for row in istio_imgen::exit::EXIT_CODES {
        assert!(text.contains(&format!("\n| {} | ", row.code)), "{}", row.code);
    }
    assert!(text.contains("\n## `istio-imgen cache prune`\n"), "{text}");
}
