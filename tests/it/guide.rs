//! The guide: every command in it is run as it stands, both languages have the same chapters, and every link leads somewhere.

use crate::support::registry::{Images, RegistryServer};
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

/// The registry that the guide calls `registry.example.com`: it has Istio's images.
fn registry() -> RegistryServer {
    let mut images = Images::default();
    for name in ["istio/pilot", "istio/proxyv2"] {
        images.index(name, "1.30.3-distroless", &["linux/amd64", "linux/arm64"]);
    }
    RegistryServer::of(images)
}

fn run_commands(language: &str) {
    let registry = registry();
    for chapter in chapters(language) {
        let program = Program::new();
        istio("1.30.3", program.directory());
        std::fs::rename(program.directory().join("istio.git"), program.directory().join("istio")).unwrap();
        // What the reader brings along.
        for name in ["corporate.pem", "headers.wasm", "motd"] {
            std::fs::copy(root().join("examples/presets").join(name), program.directory().join(name)).unwrap();
        }
        let text = read(language, &chapter).replace("registry.example.com", &registry.host());
        for (kind, lines) in blocks(&text) {
            if let Some((_, name)) = kind.split_once(",file=") {
                program.write(name, lines);
            }
            for line in lines.lines().filter(|_| kind == "sh") {
                let arguments = line.strip_prefix("istio-imgen ").unwrap_or_else(|| panic!("{chapter}: {line}"));
                let words: Vec<&str> = arguments.split_whitespace().collect();
                let ran = program.run(&words);
                // Whether a machine is fit, or a release still new, is not the guide's to say.
                let code = ran.code();
                let fits = code == 0 || (words[0], code) == ("doctor", 9) || (words[0], code) == ("outdated", 8);
                assert!(fits, "{language}/{chapter}: {line}\n{}{}", ran.out(), ran.err());
            }
        }
    }
    assert!(registry.requests().len() > 8, "nobody asked the registry");
}

#[test]
fn the_commands_of_the_guide_work() {
    run_commands("en");
}

#[test]
fn the_commands_of_the_guide_in_portuguese_work() {
    run_commands("pt-BR");
}

/// The keys of a fragment that stands in the guide without being run are keys of presets.
#[test]
fn every_fragment_of_a_preset_has_keys_that_exist() {
    for chapter in chapters("en") {
        for (kind, lines) in blocks(&read("en", &chapter)) {
            if kind == "yaml" {
                let program = Program::new();
                program.write("cosign.pub", "");
                program.write("p.yaml", lines);
                let told = program.run(&["new", "x", "--preset", "p.yaml", "--no-input", "--dry-run"]).err();
                assert!(!told.contains("preset-unknown-key") && !told.contains("preset-yaml"), "{chapter}: {told}");
            }
        }
    }
}
