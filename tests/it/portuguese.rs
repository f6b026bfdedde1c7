//! Brazilian Portuguese is a language of its own here: no English is left in it, and no word that the glossary refuses.

use crate::support::{Program, root};
use istio_imgen::text::{Language, tables};
use std::collections::BTreeSet;

/// Words that no Portuguese text has, and that hardly any English sentence does without.
const ENGLISH: &[&str] = &[
    "the",
    "and",
    "with",
    "from",
    "this",
    "that",
    "which",
    "when",
    "where",
    "usage",
    "options",
    "arguments",
    "commands",
    "possible",
    "values",
    "default",
    "print",
    "help",
    "show",
    "write",
    "not",
    "are",
    "was",
    "error",
    "warning",
    "found",
    "file",
    "unexpected",
    "required",
    "invalid",
    "image",
    "language",
    "size",
    "value",
    "command",
    "value_name",
];

/// The words of a text that are not literals: what stands in backticks, angle brackets or square brackets of values, and
/// flags, is the same in every language.
fn words(text: &str) -> BTreeSet<String> {
    let mut prose = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 0 {
            prose += part;
        }
        prose.push(' ');
    }
    let prose: String = prose
        .split_whitespace()
        .filter(|word| !word.starts_with('-') && !word.contains(['/', '=', '_', '{']))
        .map(|word| format!("{word} "))
        .collect();
    // Instructions and names of values stand in capitals.
    let said = |word: &&str| word.chars().any(char::is_lowercase);
    prose.split(|c: char| !c.is_alphabetic()).filter(said).map(str::to_lowercase).collect()
}

fn english_in(text: &str) -> Vec<String> {
    let words = words(text);
    ENGLISH.iter().filter(|word| words.contains(**word)).map(|word| (*word).to_owned()).collect()
}

/// Every command with its subcommands, as words of a command line.
fn commands() -> Vec<Vec<String>> {
    fn walk(command: &clap::Command, path: &[String], found: &mut Vec<Vec<String>>) {
        found.push(path.to_vec());
        for below in command.get_subcommands() {
            walk(below, &[path, &[below.get_name().to_owned()]].concat(), found);
        }
    }
    let mut found = Vec::new();
    walk(&istio_imgen::cli::command(Language::Portuguese), &[], &mut found);
    found
}

/// Help without what is the same in every language: names of commands, values in brackets.
fn help(language: &str, command: &[String]) -> String {
    let program = Program::new();
    let words: Vec<&str> = command.iter().map(String::as_str).chain(["--help", "--lang", language]).collect();
    program.run(&words).exits(0).out()
}

#[test]
fn no_help_has_a_word_of_english() {
    let commands = commands();
    assert!(commands.len() >= 10, "{commands:?}");
    let mut found = Vec::new();
    for command in commands {
        let text = help("pt-BR", &command);
        assert!(text.contains("\nUso: istio-imgen"), "{command:?}: {text}");
        assert!(text.contains("mostrar esta ajuda"), "{command:?}: {text}");
        let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut prose = joined.clone();
        for sign in ["[valores possíveis: ", "[padrão: "] {
            let parts: Vec<&str> = prose.split(sign).collect();
            let rest = |part: &&str| part.split_once(']').map_or(String::new(), |(_, rest)| rest.to_owned());
            prose = parts[0].to_owned() + &parts[1..].iter().map(rest).collect::<String>();
        }
        let names: BTreeSet<String> = self::commands().into_iter().flatten().collect();
        let prose: String =
            prose.split(' ').filter(|word| !names.contains(*word)).map(|word| format!("{word} ")).collect();
        let words = english_in(&prose);
        if !words.is_empty() {
            found.push(format!("{words:?} in the help of {command:?}"));
        }
        assert!(!text.contains("[OPTIONS]") && !text.contains("<COMMAND>") && !text.contains("<FILE>"), "{text}");
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn what_is_wrong_with_a_command_line_is_said_in_the_users_language() {
    let rows: &[(&[&str], &str, &str)] = &[
        (&["new", "--froce"], "unexpected argument `--froce`", "argumento inesperado: `--froce`"),
        (&["new", "--froce"], "did you mean `--force`?", "você quis dizer `--force`?"),
        (&["nwe"], "there is no command `nwe`", "não existe o comando `nwe`"),
        (&["new", "a", "b"], "unexpected argument `b`", "argumento inesperado: `b`"),
        (&["new", "--variant", "x"], "`x` is no value for", "`x` não é um valor para"),
        (&["new", "--variant", "x"], "one of `default`, `debug`", "um destes: `default`, `debug`"),
        (&["new", "--istio"], "wants a value", "espera um valor"),
        (&["cache", "prune"], "missing: `--max-size", "falta: `--max-size"),
        (&["new", "--dry-run", "--dry-run"], "is given twice", "aparece duas vezes"),
        (&["new", "-q", "-v"], "does not go with", "não pode ser usado com"),
        (&["new", "--lang", "fr"], "`fr` is no value", "`fr` não é um valor"),
    ];
    let program = Program::new();
    for (arguments, english, portuguese) in rows {
        for (language, wanted) in [("en", english), ("pt-BR", portuguese)] {
            let mut command = program.command(arguments);
            command.env("ISTIO_IMGEN_LANG", language);
            let output = command.output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(said.contains(wanted), "{arguments:?} in {language}: {said}");
            if language == "pt-BR" {
                assert_eq!(english_in(&said), Vec::<String>::new(), "{said}");
            }
        }
    }
    let bare = program.command(&[]).env("ISTIO_IMGEN_LANG", "pt-BR").output().unwrap();
    assert!(String::from_utf8(bare.stderr).unwrap().contains("Comandos"));
}

/// The YAML parser speaks English, and of its own inside: nothing of that is passed on.
#[test]
fn what_is_wrong_with_yaml_is_said_in_the_users_language() {
    let rows = [
        ("base: @ubi9\n", "ponha-o inteiro entre aspas"),
        ("base: `ubi9`\n", "ponha-o inteiro entre aspas"),
        ("base: \"ubi9\" or debian\n", "ponha-o inteiro entre aspas"),
        ("components: [-, pilot]\n", "ponha-o inteiro entre aspas"),
        ("base: & ubi9\n", "são âncoras e aliases"),
        ("base: *\n", "são âncoras e aliases"),
        ("base: !<ubi9\n", "é uma tag do YAML"),
        ("base: !x!y ubi9\n", "é uma tag do YAML"),
        ("%YAML 1.2 x\n---\nbase: ubi9\n", "separam documentos YAML"),
        ("base: ubi9\n... x\n", "separam documentos YAML"),
        ("base: a: b\n", "a indentação não bate"),
        ("base: - a\n", "a indentação não bate"),
        ("base: [a\nhub: x\n", "não foi fechado"),
        ("base: 'ubi9\n", "aspas que não foram fechadas"),
        ("base: \"\\q\"\n", "sequência de escape inexistente"),
        ("mesh: |9x\n  a\n", "a indentação não bate"),
    ];
    let program = Program::new();
    let mut wrong = Vec::new();
    for (text, wanted) in rows {
        program.write("p.yaml", text);
        let said = program.run(&["new", "x", "--preset", "p.yaml", "--no-input", "--lang", "pt-BR"]).exits(3).err();
        let prose = said.lines().find(|line| line.contains("[preset-yaml]")).unwrap_or_default();
        if !prose.contains(wanted) || !english_in(prose).is_empty() {
            wrong.push(format!("{text:?} wants {wanted:?}: {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Commands are named by sentences that begin with a capital, options by words that do not: in help they stand together.
#[test]
fn help_is_written_in_one_way() {
    fn walk(command: &clap::Command, wrong: &mut Vec<String>) {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        if !about.starts_with(char::is_uppercase) {
            wrong.push(format!("{}: {about}", command.get_name()));
        }
        for argument in command.get_arguments() {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            let mut letters = help.chars();
            // Names begin as they are written.
            let capital = letters.next().is_some_and(char::is_uppercase)
                && !letters.next().is_some_and(char::is_uppercase)
                && !help.starts_with("Istio");
            if capital {
                wrong.push(format!("{} {}: {help}", command.get_name(), argument.get_id()));
            }
        }
        command.get_subcommands().for_each(|below| walk(below, wrong));
    }
    let mut wrong = Vec::new();
    for language in Language::ALL {
        walk(&istio_imgen::cli::command(language), &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The last column of the glossary, entry by entry.
fn refused() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let rows = text.split("## Glossary").nth(1).unwrap().lines().filter(|line| line.starts_with("| ")).skip(2);
    let last = |row: &str| row.trim_end_matches('|').rsplit('|').next().unwrap().trim().to_owned();
    rows.flat_map(|row| last(row).split(", ").map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether a text has a word, or words, at the beginning of a word.
fn has(text: &str, refused: &str) -> bool {
    let text = text.to_lowercase();
    text.match_indices(refused).any(|(at, _)| {
        let inside = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        // `malha de serviços` is right where `malha de serviço` is refused.
        let plural =
            refused.ends_with("serviço") && text[at + refused.len()..].starts_with('s') && !refused.starts_with("mesh");
        !inside && !plural
    })
}

#[test]
fn the_portuguese_texts_keep_to_the_glossary() {
    let refused = refused();
    assert!(refused.len() >= 30, "{refused:?}");
    let mut texts: Vec<(String, String)> =
        tables().flatten().map(|entry| (entry.id.to_owned(), entry.pt.to_owned())).collect();
    for path in ["templates/context/README.pt-BR.md.tera", "templates/context/config-files/README.pt-BR.md.tera"] {
        texts.push((path.to_owned(), std::fs::read_to_string(root().join(path)).unwrap()));
    }
    for (path, (page, _)) in crate::support::files(&root().join("docs/guide/pt-BR/src")) {
        // Between fences stand commands and files.
        let page = String::from_utf8(page).unwrap();
        let prose: Vec<&str> = page.split("\n```").step_by(2).collect();
        texts.push((path, prose.join("\n").replace('\n', " ")));
    }
    let says = |(id, text): &(String, String)| {
        let words: Vec<&String> = refused.iter().filter(|word| has(text, word)).collect();
        (!words.is_empty())
            .then(|| format!("`{id}` says {words:?}, which the glossary of CONTRIBUTING.md refuses: {text}"))
    };
    let found: Vec<String> = texts.iter().filter_map(says).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_portuguese_text_of_the_table_is_english() {
    let mut found = Vec::new();
    for entry in tables().flatten() {
        // What is one word, a name or a command may be the same in both.
        if entry.en == entry.pt {
            let prose = words(entry.en);
            assert!(prose.len() <= 14, "`{}` is not translated: {}", entry.id, entry.en);
        }
        let english = english_in(entry.pt);
        let allowed = |word: &String| ["default", "help", "show", "file"].contains(&word.as_str());
        if !english.iter().all(allowed) {
            found.push(format!("`{}` has {english:?}: {}", entry.id, entry.pt));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
