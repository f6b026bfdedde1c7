//! The interview, at a real pseudo-terminal.

use crate::support::git_server::{GitServer, Reply};
use crate::support::terminal::Terminal;
use crate::support::{Program, files, root};

const ENTER: &str = "\r";
const ESCAPE: &str = "\u{1b}";
const CLEAR: &str = "\u{15}";
const DOWN: &str = "\u{1b}[B";
/// The ways of the review that stand below the first.
const EDIT: &str = "\u{1b}[B\r";
const SHOW: &str = "\u{1b}[B\u{1b}[B\r";
const SAVE: &str = "\u{1b}[B\u{1b}[B\u{1b}[B\r";
const QUIT: &str = "\u{1b}[B\u{1b}[B\u{1b}[B\u{1b}[B\r";

/// Answers the four questions that a first run asks.
fn answer_all(terminal: &mut Terminal) {
    terminal.shows("? Istio release: ").types("1.28.10").shows("? Istio release: 1.28.10").types(ENTER);
    terminal.shows("[ ] pilot").types(" \r");
    terminal.shows("Ubuntu 24.04").types(ENTER);
    terminal.shows("[ ] openshift").types(ENTER);
    terminal.shows("? Next:").shows("  quit ");
}

#[test]
fn what_is_open_is_asked_and_the_rest_is_shown_before_it_is_written() {
    let program = Program::new();
    let mut terminal = Terminal::start(&program, &["new", "x", "--lang", "en"]);
    answer_all(&mut terminal);
    let shown = terminal.text();
    for words in ["What will be written", "localhost/istio/pilot:1.28.10-custom", "Dockerfile", "files to x"] {
        assert!(shown.contains(words), "{shown}");
    }
    assert!(!program.directory().join("x").exists(), "written before the user agreed");
    terminal.types(ENTER).shows("same again: ");
    assert!(terminal.end().success());
    let selection = program.read("x/.istio-imgen/selection.yaml");
    assert!(selection.contains("tag: 1.28.10") && selection.contains("- pilot\n"), "{selection}");
    assert!(!selection.contains("- proxy"), "{selection}");
}

#[test]
fn answers_of_presets_and_flags_are_not_asked_again() {
    let program = Program::new();
    let mut terminal = Terminal::start(&program, &["new", "x", "--preset", "minimal", "--lang", "pt-BR"]);
    terminal.shows("gravados em x");
    assert!(terminal.end().success());
    assert!(!terminal.text().contains("Componentes"));
    let flags = ["new", "y", "--istio", "1.30.3", "--base", "official", "--lang", "en"];
    let mut terminal = Terminal::start(&program, &flags);
    terminal.shows("[ ] pilot").types(" \r").shows("[ ] openshift").types(ENTER);
    terminal.shows("? Next:").types(ENTER).shows("wrote");
    assert!(terminal.end().success());
    assert!(!terminal.text().contains("Istio release") && !terminal.text().contains("Base image:"));
}

#[test]
fn a_refused_answer_is_kept_and_asked_again_with_the_reason() {
    let program = Program::new();
    let mut terminal = Terminal::start(&program, &["new", "x", "--lang", "en"]);
    terminal.shows("? Istio release: ").types("1.28.99").shows("nothing fits `1.28.99`").types(ESCAPE);
    terminal.shows("Enter: accept").types(ENTER);
    terminal.shows("no release `1.28.99`").shows("1.28.10").shows("? Istio release: 1.28.99");
    terminal.types(CLEAR).types("latest\r").shows("`latest` moves").shows("? Istio release: latest");
    terminal.types(CLEAR).types("v1.28.10\r");
    terminal.shows("[ ] pilot").types(ENTER).shows("choose at least one");
    terminal.types("a\r").shows("Base image").shows("Ctrl-C").types("alpine").shows("> alpine").types(ENTER);
    terminal.shows("alpine` has musl").shows("> alpine").types("\u{1b}[Z").shows("> another ...").types(ENTER);
    terminal.shows("Enter: accept").types("UBUNTU:22\r").shows("x `UBUNTU:22`").shows("? Base image: UBUNTU:22");
    terminal.types(CLEAR).types("ubuntu:22.04\r").shows("[ ] openshift").types(ENTER);
    terminal.shows("? Next:").types(ENTER).shows("wrote");
    assert!(terminal.end().success());
    let selection = program.read("x/.istio-imgen/selection.yaml");
    assert!(selection.contains("base: ubuntu:22.04") && selection.contains("tag: 1.28.10"), "{selection}");
}

#[test]
fn escape_goes_back_step_by_step_and_out_before_the_first() {
    let program = Program::new();
    let mut terminal = Terminal::start(&program, &["new", "x", "--lang", "en"]);
    answer_all(&mut terminal);
    terminal
        .types(ESCAPE)
        .shows("[ ] openshift")
        .types(ESCAPE)
        .shows("? Base image: |\n")
        .types(ESCAPE)
        .shows("[ ] proxy");
    // A line that says what was answered goes with its answer, and what was answered is still marked.
    let components = "? Istio release: 1.28.9\n? Components:\nSpace: mark - a: all - arrows: move - Enter: done - Esc: back - Ctrl-C: stop\n> [x] pilot";
    terminal.types(ESCAPE).shows("\n> 1.28.10").types("1.28.9\r").shows(components);
    terminal.types(ENTER).shows("Ubuntu 24.04");
    terminal.shows("? Components: pilot\n? Base image").types(ESCAPE).shows(components);
    terminal.types(ESCAPE).shows("\n> 1.28.9").types(ESCAPE);
    assert_eq!(terminal.end().exit_code(), 130);
    assert!(!program.directory().join("x").exists());
    assert!(!program.directory().join(".local").exists(), "nothing was answered, so nothing is kept");
}

#[test]
fn anything_can_be_changed_on_the_review_screen() {
    let program = Program::new();
    let mut terminal = Terminal::start(&program, &["new", "x", "--lang", "en"]);
    answer_all(&mut terminal);
    terminal.types(EDIT).shows("? Which answer").types("hub").shows("> hub").types(ENTER);
    terminal.shows(": localhost/istio").types(" x\r").shows("no registry prefix");
    terminal.types(CLEAR).types("r.example.com/mesh\r").shows("r.example.com/mesh/pilot:1.28.10-custom");
    terminal.shows("> write it").types(EDIT).shows("? Which answer").types("platforms").shows("> platforms");
    terminal.types(ENTER).shows("[x] linux/amd64").types(" \r").shows("platforms   linux/arm64");
    terminal.shows("> write it").types(SHOW).shows("? Which file").types("Dockerfile").shows("> Dockerfile");
    terminal.types(ENTER).shows("HEALTHCHECK").shows("? Which file").types(ESCAPE);
    terminal.shows("> write it").shows("quit ");
    assert!(!program.directory().join("x").exists());
    terminal.types(ENTER).shows("wrote");
    assert!(terminal.end().success());
    let selection = program.read("x/.istio-imgen/selection.yaml");
    assert!(selection.contains("hub: r.example.com/mesh") && selection.contains("- linux/arm64"), "{selection}");
    assert!(!selection.contains("- linux/amd64"), "{selection}");
}

/// What follows a word on the screen, to the end of the line.
fn after(terminal: &Terminal, word: &str) -> String {
    let text = terminal.text();
    let line = text.lines().find_map(|line| line.split_once(word)).unwrap_or_else(|| panic!("no {word:?} in:\n{text}"));
    line.1.to_owned()
}

#[test]
fn the_saved_preset_and_the_printed_command_make_the_same_bytes() {
    let program = Program::new();
    program.write("presets/own.yaml", "labels: {org.example.team: \"o'mesh\"}\nenv: {pilot: {PILOT_HTTP10: 'true'}}\n");
    let given = ["new", "x", "--preset", "presets/own.yaml", "--set", "labels.org.example.a=b c"];
    let mut terminal = Terminal::sized(&program, &given, 50, 120, &[("LANG", "pt_BR.UTF-8")]);
    terminal.shows("? Release do Istio: ").types("1.30.1\r").shows("[ ] pilot").types(" \u{1b}[B \r");
    terminal.shows("Ubuntu 24.04").types("ubi9\r").shows("[ ] wasm").types(ENTER).shows("? Próximo passo:").types(SAVE);
    terminal.shows("? Salvar o preset como: istio-imgen.yaml").types(CLEAR).types("presets/own.yaml\r");
    terminal.shows("`presets/own.yaml` já existe").types(CLEAR).types("presets/saved.yaml\r");
    terminal.shows("preset salvo em presets/saved.yaml").types(ENTER).shows("para repetir: ");
    assert!(terminal.end().success());
    let written = files(&program.directory().join("x"));
    assert!(String::from_utf8_lossy(&written["README.md"].0).contains("Construir"), "the user speaks Portuguese");
    assert_eq!(after(&terminal, "para repetir: istio-imgen "), "new x --preset presets/saved.yaml");
    program.run(&["new", "again", "--preset", "presets/saved.yaml", "--no-input"]).exits(0);
    assert_eq!(files(&program.directory().join("again")), written);

    let mut terminal = Terminal::sized(&program, &given, 50, 200, &[("LANG", "pt_BR.UTF-8")]);
    // The directory is taken: that is said before anything else is asked, and nothing is lost either way.
    terminal.shows("`x` não está vazio").shows("deixar como está").types(ENTER);
    assert_eq!(terminal.end().exit_code(), 6);
    assert!(!terminal.text().contains("Release do Istio"), "{}", terminal.text());
    program.write("x/README.md", "mine\n");
    let mut terminal = Terminal::start(&program, &["new", "x", "--preset", "minimal", "--lang", "en"]);
    terminal.shows("`x` is not empty").types(DOWN).types(ENTER).shows("wrote");
    assert!(terminal.end().success());
    assert_eq!(program.read("x/README.md.orig"), "mine\n");
    let mut given = given;
    given[1] = "y";
    let mut terminal = Terminal::sized(&program, &given, 50, 300, &[("LANG", "pt_BR.UTF-8")]);
    terminal.shows("? Release do Istio: ").types("1.30.1\r").shows("[ ] pilot").types(" \u{1b}[B \r");
    terminal
        .shows("Ubuntu 24.04")
        .types("ubi9\r")
        .shows("[ ] wasm")
        .types(ENTER)
        .shows("? Próximo passo:")
        .types(ENTER)
        .shows("para repetir: ");
    assert!(terminal.end().success());
    std::fs::rename(program.directory().join("y"), program.directory().join("first")).unwrap();
    let command = after(&terminal, "para repetir: istio-imgen ");
    let script = format!("exec {} {command}", env!("CARGO_BIN_EXE_istio-imgen"));
    let mut shell = assert_cmd::Command::new("sh");
    shell.env_clear().env("HOME", program.directory()).current_dir(program.directory()).args(["-c", &script]);
    shell.assert().success();
    assert_eq!(files(&program.directory().join("y")), files(&program.directory().join("first")));
    assert_eq!(files(&program.directory().join("y")), written);
}

#[test]
fn save_preset_keeps_what_was_meant_wherever_it_is_saved() {
    let program = Program::new();
    crate::support::istio("1.30.3", program.directory());
    let base = ["new", "x", "--preset", "source-distroless", "--istio-source", "istio.git", "--no-input"];
    program.run(&[&base[..], &["--save-preset", "deep/down/mine.yaml"]].concat()).exits(0);
    let saved = program.read("deep/down/mine.yaml");
    assert!(saved.contains("istio.git") && !saved.contains("extends"), "{saved}");
    let schema = saved.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap();
    assert!(program.read(&format!("deep/down/{schema}")).contains("json-schema.org"), "{saved}");
    program.run(&["new", "y", "--preset", "deep/down/mine.yaml", "--no-input"]).exits(0);
    assert_eq!(files(&program.directory().join("x")), files(&program.directory().join("y")));
    // A file that is there stays as it is, and that is said before anything is done.
    program.run(&["new", "z", "--preset", "minimal", "--save-preset", "deep/down/mine.yaml"]).exits(6);
    assert_eq!(program.read("deep/down/mine.yaml"), saved);
    assert!(!program.directory().join("z").exists());
}

#[test]
fn stopping_leaves_nothing_but_the_answers() {
    for (stop, questions) in [("\u{3}", 0), ("\u{3}", 1), ("\u{3}", 2), ("\u{3}", 3), ("\u{3}", 4), (QUIT, 4)] {
        let program = Program::new();
        let mut terminal = Terminal::start(&program, &["new", "x", "--lang", "en"]);
        terminal.shows("? Istio release: ").shows("  1.29.0");
        let steps = [("1.28.10\r", "[ ] pilot"), (" \r", "Ubuntu 24.04"), (ENTER, "[ ] labels"), (ENTER, "  quit ")];
        for (keys, next) in &steps[..questions] {
            terminal.types(keys).shows(next);
        }
        terminal.types(stop);
        assert_eq!(terminal.end().exit_code(), 130, "{}", terminal.text());
        assert!(!terminal.screen.screen().hide_cursor(), "the cursor is hidden");
        assert!(terminal.text().contains("interrupted; nothing was written"), "{}", terminal.text());
        assert!(!program.directory().join("x").exists());
        let kept = program.directory().join(".local/state/istio-imgen/last.yaml");
        assert_eq!(kept.exists(), questions > 0, "{stop:?} after {questions}");
        if questions > 0 {
            assert!(std::fs::read_to_string(&kept).unwrap().contains("tag: 1.28.10"));
            let command = after(&terminal, "go on with: istio-imgen ");
            assert!(command.starts_with("new x --lang en --preset /") || command.starts_with("new x --preset /"));
            let mut terminal = Terminal::start(&program, &["new", "x", "--preset", kept.to_str().unwrap()]);
            let next = ["", "[ ] pilot", "Ubuntu 24.04", "wrote", "wrote"][questions];
            terminal.shows(next);
            assert!(!terminal.text().contains("Istio release"));
            terminal.types("\u{3}").end();
        }
    }
}

#[test]
fn the_end_of_input_and_signals_stop_it_too() {
    let program = Program::new();
    let mut terminal = Terminal::start(&program, &["new", "x", "--lang", "en"]);
    terminal.shows("1.30.3").types("?").shows("nothing fits").types(ESCAPE).shows("Enter: accept").types("\u{4}");
    assert_eq!(terminal.end().exit_code(), 130);
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let mut terminal = Terminal::start(&program, &["new", "x", "--lang", "en"]);
        terminal.shows("1.30.3").types("1.28.10\r").shows("[ ] istioctl").signals(signal);
        assert_eq!(terminal.end().exit_code(), code, "{}", terminal.text());
        assert!(!terminal.screen.screen().hide_cursor(), "the cursor is hidden");
    }
    assert!(!program.directory().join("x").exists());
}

#[test]
fn what_is_typed_in_full_stands_first() {
    let program = Program::new();
    let mut terminal = Terminal::start(&program, &["new", "x", "--lang", "en"]);
    terminal.shows("1.30.3").types("1.28.1").shows("\n> 1.28.1\n  1.28.10").types(DOWN).shows("\n  1.28.1\n> 1.28.10");
    terminal.types("\u{1b}[A").shows("\n> 1.28.1\n").types(ENTER).shows("? Istio release: 1.28.1\n? Components:");
    terminal.types("\u{3}").end();
}

#[test]
fn every_key_can_be_asked_for_in_both_languages() {
    for (language, next) in [("en", "? Next:"), ("pt-BR", "? Próximo passo:")] {
        let program = Program::new();
        let arguments = ["new", "x", "--preset", "minimal", "--ask", "*", "--lang", language];
        let mut terminal = Terminal::sized(&program, &arguments, 60, 120, &[]);
        let asked = |text: &str| text.lines().filter(|line| line.starts_with("? ")).count();
        let mut questions = 0;
        loop {
            terminal.waits("another question", |text| asked(text) > questions && text.contains("Ctrl-C: "));
            if terminal.text().contains(next) {
                break;
            }
            questions += 1;
            terminal.types(ENTER);
        }
        assert!(questions >= 19, "{questions} questions");
        terminal.types(ENTER);
        assert!(terminal.end().success(), "{}", terminal.text());
        program.run(&["new", "y", "--preset", "minimal", "--no-input", "--lang", language]).exits(0);
        let (asked, plain) = (program.read("x/Dockerfile"), program.read("y/Dockerfile"));
        assert_eq!(asked, plain, "accepting every default changes nothing");
    }
    let program = Program::new();
    let mut terminal = Terminal::start(&program, &["new", "x", "--ask", "plattforms", "--lang", "en"]);
    terminal.shows("did you mean `platforms`?");
    assert_eq!(terminal.end().exit_code(), 3);
}

#[test]
fn a_narrow_window_shows_what_fits_and_nothing_garbled() {
    for (rows, columns) in [(12, 20), (10, 40), (6, 30), (5, 20)] {
        let program = Program::new();
        let mut terminal = Terminal::sized(&program, &["new", "x", "--lang", "pt-BR"], rows, columns, &[]);
        terminal.shows("1.30.3").types("1.28.10\r");
        terminal.shows("[ ] pilot").types(ENTER).shows("x escolha").types("a\r");
        terminal.waits("the bases", |text| text.contains("official")).types("debian").shows("> debian").types(ENTER);
        terminal.shows("> [ ] packages").types(ENTER);
        terminal.waits("the menu", |text| text.contains("> gravar")).types(ENTER);
        assert!(terminal.end().success(), "{rows}x{columns}:\n{}", terminal.text());
        assert!(program.read("x/.istio-imgen/selection.yaml").contains("base: debian"));
    }
}

#[test]
fn a_terminal_that_cannot_move_its_cursor_or_show_a_list_is_not_asked() {
    for (rows, term) in [(40, "dumb"), (2, "xterm")] {
        let program = Program::new();
        let mut terminal = Terminal::sized(&program, &["new", "x", "--lang", "en"], rows, 120, &[("TERM", term)]);
        assert_eq!(terminal.end().exit_code(), 3);
        let said = String::from_utf8_lossy(&terminal.raw);
        assert!(said.contains("`istio.tag` is missing") && said.contains("`components` is missing"), "{said}");
        assert!(!said.contains("Istio release: "), "{said}");
    }
}

#[test]
fn progress_is_drawn_on_a_terminal_and_nowhere_else_and_leaves_nothing() {
    let program = Program::new();
    crate::support::istio("1.30.3", program.directory());
    let server = GitServer::start(program.directory(), |_| Reply::Git);
    let url = server.url("istio.git");
    let cases = [
        (120, ("LANG", ""), "--no-input"),
        (40, ("LANG", ""), "--no-input"),
        (20, ("LANG", ""), "--no-input"),
        (120, ("CI", "true"), "--no-input"),
        (120, ("TERM", "dumb"), "--no-input"),
        (120, ("LANG", ""), "-q"),
    ];
    for (index, (columns, environment, flag)) in cases.into_iter().enumerate() {
        let (directory, cache) = (format!("x{index}"), format!("cache{index}"));
        let given = ["new", &directory, "--preset", "source-distroless", "--istio", "1.30.3", "--istio-source", &url];
        let given = [&given[..], &["--cache-dir", &cache, "--lang", "pt-BR", flag]].concat();
        let mut terminal = Terminal::sized(&program, &given, 30, columns, &[environment]);
        assert!(terminal.end().success(), "{}", terminal.text());
        let drawn = String::from_utf8_lossy(&terminal.raw).contains("buscando 1.30.3");
        assert_eq!(drawn, index < 3, "{columns} {environment:?} {flag}");
        assert!(!terminal.text().contains("buscando"), "{columns}: {}", terminal.text());
    }
}

/// The session that the documents show, in both languages: written by this test when `BLESS` is set.
#[test]
fn the_recorded_interview_is_golden() {
    for language in ["en", "pt-BR"] {
        let program = Program::new();
        std::fs::copy(root().join("tests/everything/corporate.pem"), program.directory().join("corporate.pem"))
            .unwrap();
        let mut terminal = Terminal::sized(&program, &["new", "--lang", language], 34, 96, &[]);
        let mut record = format!("$ istio-imgen new --lang {language}\n");
        let english = language == "en";
        // The keys, how they are told, and what the last line of the screen begins with then.
        let quit = if english { "  quit" } else { "  sair" };
        let another = if english { "  another" } else { "  outra" };
        let steps = [
            ("", "", "> 1.30.3", "  1.28.10"),
            ("28.1", "28.1", "28.1|", "  1.28.1"),
            (ENTER, "Enter", "> [ ] pilot", "  [ ] istioctl"),
            (ENTER, "Enter", if english { "x choose" } else { "x escolha" }, "  [ ] istioctl"),
            (" \u{1b}[B ", "Space, Down, Space", "> [x] proxy", "  [ ] istioctl"),
            (ENTER, "Enter", "> official", another),
            ("alpine\r", "alpine, Enter", if english { "has musl" } else { "tem musl" }, another),
            ("wolfi\r", "wolfi, Enter", "> [ ] packages", "  [ ] labels"),
            (" \u{1b}[B ", "Space, Down, Space", "> [x] ca", "  [ ] labels"),
            ("\rcurl\r", "Enter, curl, Enter", "b.pem): \n", "Enter: "),
            ("corporate.crt\r", "corporate.crt, Enter", "x ", "Enter: "),
            (CLEAR, "Ctrl-U", "b.pem): \n", "Enter: "),
            ("corporate.pem\r", "corporate.pem, Enter", if english { "> write it" } else { "> gravar" }, quit),
            (DOWN, "Down", if english { "> edit" } else { "> mudar" }, quit),
            ("\rplat", "Enter, plat", "plat|", "  templates"),
            (ENTER, "Enter", "> [x] linux/amd64", "  [x] linux/arm64"),
            (" \r", "Space, Enter", if english { "> write it" } else { "> gravar" }, quit),
        ];
        for (keys, told, sign, last) in steps {
            if !keys.is_empty() {
                terminal.types(keys);
                record += &format!("\n=== {told}\n\n");
            }
            let ends = |text: &str| text.trim_end().lines().last().is_some_and(|line| line.starts_with(last));
            terminal.waits(sign, |text| text.contains(sign) && ends(text));
            record += &page(&terminal);
        }
        terminal.types(ENTER);
        assert!(terminal.end().success());
        record += &format!("\n=== Enter\n\n{}", page(&terminal));
        let path = root().join(format!("docs/interview.{language}.txt"));
        if std::env::var_os("BLESS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &record).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), record, "BLESS=1 writes it anew");
    }
}

/// The screen without the blanks at its ends, and without sizes, which change with every word of a template.
fn page(terminal: &Terminal) -> String {
    let sizeless = |line: &str| match [" KiB", " B"].iter().find_map(|unit| line.strip_suffix(unit)) {
        Some(rest) => {
            format!("{}... {}", rest.trim_end_matches(|c: char| c.is_ascii_digit() || ".,".contains(c)), "KiB")
        }
        None => line.to_owned(),
    };
    let text = terminal.text();
    text.trim_end().lines().map(|line| format!("{}\n", sizeless(line.trim_end()))).collect()
}
