//! `show`: what lies in a directory, told truly, whoever wrote it.

use crate::support::{Program, files, root};
use base64::Engine;
use sha2::{Digest, Sha256};

fn examples() -> Vec<String> {
    let entries = std::fs::read_dir(root().join("examples")).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn made(program: &Program) {
    program.run(&["new", "context", "--preset", "rebase-debian", "--no-input"]).exits(0);
}

#[test]
fn every_example_is_shown_whole() {
    let program = Program::new();
    for name in examples() {
        let directory = root().join("examples").join(&name);
        let shown = program.run(&["show", directory.to_str().unwrap(), "--format", "json"]).exits(0).json();
        let held = files(&directory);
        assert_eq!(shown["files"].as_array().unwrap().len(), held.len(), "{name}");
        for file in shown["files"].as_array().unwrap() {
            let path = file["path"].as_str().unwrap();
            assert_eq!(file["bytes"], held[path].0.len(), "{name}/{path}");
            let state = if path.starts_with(".istio-imgen/") { "history" } else { "unchanged" };
            assert_eq!(file["state"], state, "{name}/{path}");
        }
        let plan: serde_json::Value = serde_json::from_slice(&held[".istio-imgen/lock.json"].0).unwrap();
        for image in shown["images"].as_array().unwrap() {
            let stage = image["stage"].as_str().unwrap();
            assert_eq!(image["base"], plan["references"][stage], "{name}: {stage}");
            let licence =
                image["files"].as_array().unwrap().iter().find(|file| file["path"] == "/licenses/istio/LICENSE");
            assert_eq!(licence.unwrap()["source"], "licenses/LICENSE", "{name}: {stage}");
        }
        let errors: Vec<_> =
            shown["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "error").collect();
        assert_eq!(errors, Vec::<&serde_json::Value>::new(), "{name}");
    }
}

#[test]
fn the_tree_shows_sizes_and_sums_up_what_is_deep() {
    let program = Program::new();
    let example = root().join("examples/source-distroless");
    let out = program.run(&["show", example.to_str().unwrap()]).exits(0).out();
    let line =
        |start: &str| out.lines().find(|line| line.contains(start)).unwrap_or_else(|| panic!("{start} in {out}"));
    assert!(line("docker-bake.hcl").ends_with("KiB"), "{out}");
    assert!(line("pilot/ ").ends_with("4 files"), "{out}");
    assert!(!out.contains("main.go"), "{out}");
    let deep = program.run(&["show", example.to_str().unwrap(), "--depth", "9", "--lang", "pt-BR"]).exits(0).out();
    assert!(deep.contains("main.go") && deep.contains("no total"), "{deep}");
    assert!(!out.contains('\u{1b}'), "colour without a terminal");
    let coloured = program.run(&["show", example.to_str().unwrap(), "--color", "always"]).exits(0).out();
    assert!(coloured.contains('\u{1b}'));
}

#[test]
fn what_was_changed_by_hand_is_told() {
    let program = Program::new();
    made(&program);
    let dockerfile = program.read("context/Dockerfile");
    program.write("context/Dockerfile", &format!("{dockerfile}\nFROM proxy AS mine\nCOPY extra.txt /extra.txt\n"));
    program.write("context/extra.txt", "hello");
    std::fs::remove_file(program.directory().join("context/env/pilot.env")).unwrap();
    let shown = program.run(&["show", "context", "--format", "json"]).exits(0).json();
    let state = |path: &str| {
        let files = shown["files"].as_array().unwrap();
        files.iter().find(|file| file["path"] == path).unwrap()["state"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        [state("Dockerfile"), state("extra.txt"), state("env/pilot.env"), state("docker-bake.hcl")],
        ["edited", "yours", "missing", "unchanged"]
    );
    let mine = shown["images"].as_array().unwrap().iter().find(|image| image["stage"] == "mine").unwrap();
    assert_eq!(mine["base"], "docker.io/library/debian:trixie-slim");
    assert!(mine["files"].as_array().unwrap().iter().any(|file| file["path"] == "/usr/local/bin/envoy"));
    let rules: Vec<&str> =
        shown["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    assert!(rules.contains(&"file-edited") && rules.contains(&"file-missing"), "{rules:?}");
    program.write(
        "context/.istio-imgen/selection.yaml",
        "schema: 1\nistio: {tag: 1.30.3}\ncomponents: [pilot]\nbsae: debian\n",
    );
    program.run(&["show", "context"]).exits(0).says("unknown key `bsae`").says(".istio-imgen/selection.yaml:4:1");
}

#[test]
fn settings_say_where_they_come_from() {
    let program = Program::new();
    made(&program);
    let shown = program.run(&["show", "context", "--format", "json"]).exits(0).json();
    let setting = |path: &str| {
        let settings = shown["settings"].as_array().unwrap();
        settings.iter().find(|setting| setting["path"] == path).unwrap_or_else(|| panic!("{path}")).clone()
    };
    let selection = program.read("context/.istio-imgen/selection.yaml");
    let line = selection.lines().position(|line| line.starts_with("base:")).unwrap() + 1;
    assert_eq!(setting("base")["value"], "debian");
    assert_eq!(setting("base")["origin"], format!(".istio-imgen/selection.yaml:{line}:7"));
    assert_eq!(setting("hub")["origin"], "default");
    assert_eq!(setting("hub")["value"], "localhost/istio");
}

#[test]
fn a_directory_of_somebody_else_is_told_from_its_dockerfile() {
    let program = Program::new();
    program.run(&["show", "nowhere"]).exits(74).says("there is no directory `nowhere`");
    program.write("empty/notes.txt", "x");
    program.run(&["show", "empty"]).exits(3).says("no build context");
    program.write("theirs/Dockerfile", "FROM docker.io/library/busybox:1.37\nRUN true\nNONSENSE x\n");
    let ran = program.run(&["show", "theirs", "--format", "json"]).exits(0);
    let shown = ran.json();
    assert_eq!(shown["images"][0]["base"], "docker.io/library/busybox:1.37");
    assert_eq!(shown["files"][0]["state"], "unknown");
    let rules: Vec<&str> =
        shown["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    assert!(rules.contains(&"no-history") && rules.contains(&"dockerfile-syntax"), "{rules:?}");
    program.write("theirs/.istio-imgen/lock.json", "[1]");
    program.run(&["show", "theirs"]).exits(0).says("lock-unreadable");
    // A lock may name what it wants: only files of the context are read.
    program.write("secret.txt", "x");
    let lock = r#"{"files": {"../secret.txt": {"digest": "sha256:0", "mode": "0644", "origin": "template"}}}"#;
    program.write("theirs/.istio-imgen/lock.json", lock);
    let shown = program.run(&["show", "theirs", "--format", "json"]).exits(0).json();
    let outside = shown["files"].as_array().unwrap().iter().find(|file| file["path"] == "../secret.txt").unwrap();
    assert_eq!(outside["state"], "missing");
}

/// All values of an attribute on a page.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    page.split(&format!(" {name}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn the_page_holds_all_it_needs_in_both_languages() {
    let program = Program::new();
    for name in examples() {
        let directory = root().join("examples").join(&name);
        let page = |language: &str| {
            let arguments = ["show", directory.to_str().unwrap(), "--html", "-", "--lang", language];
            program.run(&arguments).exits(0).out()
        };
        let (english, portuguese) = (page("en"), page("pt-BR"));
        assert!(english.contains("<html lang=\"en\">") && portuguese.contains("<html lang=\"pt-BR\">"));
        assert!(portuguese.contains("O que cada imagem vai conter") && !portuguese.contains("What each image"));
        assert_eq!(attributes(&english, "id"), attributes(&portuguese, "id"), "{name}");
        for page in [&english, &portuguese] {
            assert!(!page.contains("<script") && !page.contains(" style="), "{name}");
            let ids = attributes(page, "id");
            for link in attributes(page, "href") {
                assert!(
                    link == "data:," || link.strip_prefix('#').is_some_and(|id| ids.contains(&id)),
                    "{name}: {link}"
                );
            }
            for referred in attributes(page, "aria-labelledby").iter().flat_map(|ids| ids.split(' ')) {
                assert!(ids.contains(&referred), "{name}: {referred}");
            }
            assert_eq!(attributes(page, "src"), Vec::<&str>::new());
            let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
            let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style));
            assert!(page.contains(&format!("default-src 'none'; style-src 'sha256-{hash}'")), "{name}");
        }
    }
}

/// Rule, severity, file and line of each finding, in order.
fn places(report: &serde_json::Value) -> Vec<(String, String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let one =
        |finding: &serde_json::Value| (text(&finding["rule"]), text(&finding["severity"]), text(&finding["place"]));
    let mut found: Vec<_> = report["findings"].as_array().unwrap().iter().map(one).collect();
    found.sort();
    found
}

#[test]
fn what_check_finds_is_shown_by_severity_with_places_rules_and_ways_out() {
    let program = Program::new();
    let dockerfile = "FROM docker.io/library/debian:12.11 AS Tools\nRUN apt-get install curl\nFROM tools AS app\n\
                      COPY nothing.txt /x\nENV A b\nEXPOSE 99999\n";
    program.write("context/Dockerfile", dockerfile);
    let checked = program.run(&["check", "context", "--format", "json", "--threshold", "none"]).exits(0).json();
    let wanted: Vec<_> = places(&checked)
        .into_iter()
        .map(|(rule, severity, place)| (rule, severity, place.replace("context/", "")))
        .collect();
    let shown = program.run(&["show", "context", "--format", "json"]).exits(0).json();
    let mut found = places(&shown);
    found.retain(|(rule, ..)| rule != "no-history");
    assert_eq!(found, wanted);
    assert!(
        wanted.iter().any(|(rule, _, place)| rule == "copy-missing" && place.starts_with("Dockerfile:4:")),
        "{wanted:?}"
    );
    let count = |severity: &str| wanted.iter().filter(|(_, one, _)| one == severity).count();
    let (errors, warnings, notices) = (count("error"), count("warning"), count("info"));
    assert!(errors > 0 && warnings > 0 && notices > 0, "{wanted:?}");

    let terminal = program.run(&["show", "context"]).exits(0).out();
    let line = format!(
        "{errors} error(s), {warnings} warning(s), {notices} notice(s); to see them, run `istio-imgen check context`"
    );
    assert!(terminal.contains(&line), "{terminal}");

    for (language, headings) in [("en", ["Errors", "Warnings", "Notices"]), ("pt-BR", ["Erros", "Avisos", "Notas"])] {
        let page = program.run(&["show", "context", "--html", "-", "--lang", language]).exits(0).out();
        let section = page.split("<section id=\"findings\"").nth(1).unwrap();
        // Without history there is one notice more.
        let counts = [errors, warnings, notices + 1];
        let at: Vec<usize> = headings
            .iter()
            .zip(counts)
            .map(|(heading, count)| {
                section.find(&format!(">{heading} ({count})</h3>")).unwrap_or_else(|| panic!("{heading}"))
            })
            .collect();
        assert!(at.is_sorted(), "{at:?}");
        for (rule, _, place) in &wanted {
            let entry =
                section.split("<li ").find(|entry| entry.contains(&format!(">{rule}<")) && entry.contains(place));
            let entry = entry.unwrap_or_else(|| panic!("{language}: {rule} at {place} is not on the page"));
            assert!(entry.contains("class=\"hint\""), "{entry}");
            assert!(entry.contains("href=\"#stage-"), "{entry}");
        }
        let stage = section.split("<li ").find(|entry| entry.contains(">copy-missing<")).unwrap();
        assert!(stage.contains("href=\"#stage-1\""), "{stage}");
    }
}

#[test]
fn a_secret_does_not_reach_the_page() {
    let program = Program::new();
    let token = format!("ghp_{}", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8");
    program.write("context/Dockerfile", &format!("FROM scratch\nENV GITHUB_TOKEN={token}\nLABEL note=\"{token}\"\n"));
    let page = program.run(&["show", "context", "--html", "-"]).exits(0).out();
    assert!(page.contains("GITHUB_TOKEN") && !page.contains(&token), "{page}");
}

#[test]
fn names_and_values_of_strangers_stay_text() {
    let program = Program::new();
    made(&program);
    let hostile = "<img src=x onerror=alert(1)>\u{1b}[31m\u{202e}&quot;.txt";
    std::fs::write(program.directory().join("context").join(hostile), "x").unwrap();
    let dockerfile = "FROM \"><script>alert(2)</script>\" AS x\nENV A=\"</style><script>alert(3)</script>\"\n\
                      LABEL b='\"><svg onload=alert(4)>'\nCOPY --from=<b> </title> /</code>\nUSER \u{202e}0\n";
    program.write("context/Dockerfile", dockerfile);
    program.write(
        "context/.istio-imgen/selection.yaml",
        "schema: 1\nistio: {tag: '<i>1.30.3'}\nlabels: {x: '{{ 7*7 }}</code><u>'}\n",
    );
    let page = program.run(&["show", "context", "--html", "-"]).exits(0).out();
    for tag in ["<script", "<img", "<svg onload", "<b>", "<i>", "<u>", "</title> "] {
        assert!(!page.contains(tag), "{tag}");
    }
    assert!(page.contains("&lt;script&gt;alert(3)") && page.contains("{{ 7*7 }}"));
    assert!(!page.contains('\u{202e}') && !page.contains('\u{1b}'));
    assert!(page.contains("\\u{202e}"));
    let ran = program.run(&["show", "context"]).exits(0);
    assert!(!ran.out().contains('\u{1b}') && !ran.out().contains('\u{202e}'), "{}", ran.out());
}

#[test]
fn a_page_replaces_a_page_and_nothing_else() {
    let program = Program::new();
    made(&program);
    program.run(&["show", "context", "--html", "page.html"]).exits(0).says("page.html");
    let first = program.read("page.html");
    program.run(&["show", "context", "--html", "page.html", "--lang", "pt-BR"]).exits(0);
    assert_ne!(program.read("page.html"), first);
    program.write("notes.html", "mine");
    program.run(&["show", "context", "--html", "notes.html"]).exits(6).says("nothing was written");
    assert_eq!(program.read("notes.html"), "mine");
    program.run(&["show", "context", "--html", "notes.html", "--force", "-q"]).exits(0);
    assert!(program.read("notes.html").starts_with("<!DOCTYPE html>"));
    program.run(&["show", "context", "--html", "context"]).exits(74);
    let left: Vec<_> =
        std::fs::read_dir(program.directory()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".imgen")), "{left:?}");
}
