//! The guide: every command in it is run as it stands, both languages have the same chapters, and every link leads somewhere.

use crate::support::{Program, istio, root};
use std::path::PathBuf;

const LANGUAGES: [&str; 2] = ["en", "pt-BR"];

fn source(language: &str) -> PathBuf {
    root().join("docs/guide").join(language).join("src")
}

fn read(language: &str, chapter: &str) -> String {
    std::fs::read_to_string(source(language).join(chapter))
        .unwrap_or_else(|error| panic!("{language}/{chapter}: {error}"))
}

/// The targets of the links of a page.
fn links(text: &str) -> Vec<&str> {
    text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()).collect()
}

fn chapters(language: &str) -> Vec<String> {
    links(&read(language, "SUMMARY.md")).into_iter().map(str::to_owned).collect()
}

/// The blocks of a page: what stands behind the fence, and the lines.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let fenced = text.split("\n```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').unwrap()).collect()
}

#[test]
fn both_languages_have_the_same_chapters_with_the_same_commands() {
    assert_eq!(chapters("en"), chapters("pt-BR"));
    for language in LANGUAGES {
        let book = std::fs::read_to_string(root().join("docs/guide").join(language).join("book.toml")).unwrap();
        assert!(book.contains(&format!("language = \"{language}\"")));
    }
    for chapter in chapters("en") {
        let plain = |language: &str| -> Vec<String> {
            let text = read(language, &chapter);
            let kept = blocks(&text)
                .into_iter()
                .map(|(kind, lines)| format!("{kind}\n{}", lines.replace(" --lang pt-BR", "")));
            kept.collect()
        };
        assert_eq!(plain("en"), plain("pt-BR"), "{chapter}");
    }
}

#[test]
fn every_link_leads_somewhere_and_every_page_is_in_the_summary() {
    for language in LANGUAGES {
        let named = chapters(language);
        for chapter in &named {
            let page = source(language).join(chapter);
            for link in links(&read(language, chapter)) {
                let local = !link.contains("://");
                assert!(!local || page.parent().unwrap().join(link).is_file(), "{language}/{chapter}: {link}");
            }
        }
        for included in read(language, "reference.md").split("{{#include ").skip(1) {
            let path = included.split("}}").next().unwrap();
            assert!(source(language).join(path).is_file(), "{language}: {path}");
        }
        let pages = crate::support::files(&source(language));
        for page in pages.keys().filter(|page| *page != "SUMMARY.md") {
            assert!(named.contains(page), "{language}/{page} is in no summary");
        }
    }
}

#[test]
fn the_commands_of_the_guide_work() {
    for language in LANGUAGES {
        for chapter in chapters(language) {
            let program = Program::new();
            istio("1.30.3", program.directory());
            std::fs::rename(program.directory().join("istio.git"), program.directory().join("istio")).unwrap();
            let text = read(language, &chapter);
            for (kind, lines) in blocks(&text) {
                if let Some(name) = kind.strip_prefix("yaml,file=") {
                    program.write(name, lines);
                }
                for line in lines.lines().filter(|_| kind == "sh") {
                    let arguments = line.strip_prefix("istio-imgen ").unwrap_or_else(|| panic!("{chapter}: {line}"));
                    let words: Vec<&str> = arguments.split_whitespace().collect();
                    let ran = program.run(&words);
                    // Whether a machine is fit is not the guide's to say.
                    let code = ran.0.status.code();
                    let fits = code == Some(0) || words[0] == "doctor" && code == Some(9);
                    assert!(fits, "{language}/{chapter}: {line}\n{}{}", ran.out(), ran.err());
                }
            }
        }
    }
}
