//! What is wrong in a preset, and what YAML makes of what people write.

use crate::support::Program;
use std::time::Duration;

#[test]
fn five_mistakes_are_told_in_one_run_each_with_its_line_and_a_caret() {
    let program = Program::new();
    let preset = "schema: 1\nimgae: x\nistio: {tag: '1.30.3'}\ncomponents: [pilto]\nvariant: distro\nplatforms: [linux/s390x]\n\
                  hub: 'Not A Hub'\nbase: official\n";
    program.write("bad.yaml", preset);
    for (language, texts) in [
        (
            "en",
            [
                "unknown key `imgae`",
                "`pilto` is not a component",
                "`distro` is not a value",
                "`linux/s390x`",
                "no registry prefix",
            ],
        ),
        (
            "pt-BR",
            [
                "chave desconhecida `imgae`",
                "`pilto` não é um componente",
                "`distro` não é um valor",
                "`linux/s390x`",
                "não é um prefixo",
            ],
        ),
    ] {
        let ran = program.run(&["new", "x", "--preset", "bad.yaml", "--no-input", "--lang", language]).exits(3);
        let said = ran.err();
        for words in texts {
            assert!(said.contains(words), "no {words:?} in: {said}");
        }
        for (place, caret) in [
            ("2:1", "^^^^^\n"),
            ("4:14", "^^^^^\n"),
            ("5:10", "^^^^^^\n"),
            ("6:13", "^^^^^^^^^^^\n"),
            ("7:6", "^^^^^^^^^^^\n"),
        ] {
            let at = said.find(&format!("bad.yaml:{place}")).unwrap_or_else(|| panic!("no {place} in: {said}"));
            let below: String = said[at..].lines().take(5).map(|line| format!("{line}\n")).collect();
            assert!(below.contains(caret), "no caret under {place}: {below}");
        }
        for line in
            ["imgae: x", "components: [pilto]", "variant: distro", "platforms: [linux/s390x]", "hub: 'Not A Hub'"]
        {
            assert!(said.contains(line), "the line {line:?} is not shown: {said}");
        }
        assert!(said.contains("`pilot`"), "the nearest component is not named: {said}");
    }
    assert!(!program.directory().join("x").exists());
}

/// A preset with one more line, and its labels as the Dockerfile has them.
fn labels(program: &Program, text: &str) -> String {
    program.write("p.yaml", text);
    program.run(&["new", "x", "--preset", "minimal", "--preset", "p.yaml", "--no-input", "--force"]).exits(0);
    program.read("x/Dockerfile")
}

#[test]
fn what_is_written_is_what_is_meant_whatever_yaml_could_make_of_it() {
    let program = Program::new();
    let values = [
        "1.30",
        "no",
        "on",
        "0o17",
        "017",
        "0x1F",
        "1e3",
        "12:30:45",
        "2026-01-01",
        "1_000",
        "yes",
        "null-ish",
        ".inf",
    ];
    let mut text = "labels:\n".to_owned();
    for (index, value) in values.iter().enumerate() {
        text += &format!("  org.example.v{index}: {value}\n");
    }
    for text in [text.clone(), format!("\u{feff}{text}"), text.replace('\n', "\r\n"), format!("---\n{text}...\n")] {
        let dockerfile = labels(&program, &text);
        for (index, value) in values.iter().enumerate() {
            let line = dockerfile.lines().find(|line| line.contains(&format!("org.example.v{index}="))).unwrap_or("");
            assert!(line.contains(&format!("=\"{value}\"")), "{value}: {line:?} in {dockerfile}");
        }
        assert!(!dockerfile.contains('\r'));
    }
    let shared = "labels:\n  org.example.a: &team mesh\n  org.example.b: *team\n";
    assert!(labels(&program, shared).contains("org.example.b=\"mesh\""));
    program.write("v.yaml", "istio:\n  tag: 1.30\n");
    let ran = program.run(&["new", "y", "--preset", "minimal", "--preset", "v.yaml", "--no-input"]).exits(3);
    ran.says("`1.30` is a line of releases").says("v.yaml:2:8").says("1.30.3");
    program.write("v.yaml", "istio:\n  tag: 1.30.3\n");
    program.run(&["new", "y", "--preset", "minimal", "--preset", "v.yaml", "--no-input"]).exits(0);
    program.write("empty.yaml", "");
    program.run(&["new", "z", "--preset", "minimal", "--preset", "empty.yaml", "--no-input"]).exits(0);
    program.write("comment.yaml", "# nothing yet\n");
    program.run(&["new", "w", "--preset", "minimal", "--preset", "comment.yaml", "--no-input"]).exits(0);
}

#[test]
fn what_yaml_cannot_say_is_refused_with_its_place_and_a_way_out() {
    let program = Program::new();
    let deep = "[".repeat(2000);
    let laughs = (1..12).fold("a0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned(), |text, i| {
        format!("{text}a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 8].join(", "))
    });
    let many = "labels:\n".to_owned() + &(0..20_000).map(|i| format!("  l{i}: x\n")).collect::<String>();
    let rows: Vec<(Vec<u8>, &str, &str)> = vec![
        (b"istio:\n\ttag: 1.30.3\n".to_vec(), "p.yaml:2:", "a tab indents here"),
        (b"base: ubi9\nbase: debian\n".to_vec(), "p.yaml:2:1", "`base` stands twice"),
        (b"mesh:\n  a: 1\n  a: 2\n".to_vec(), "p.yaml:3:3", "`mesh.a` stands twice"),
        (b"x: &x {pilot: {A: b}}\nenv:\n  <<: *x\n".to_vec(), "p.yaml:3:3", "`<<` merges nothing"),
        (b"mesh:\n  <<: {a: 1}\n".to_vec(), "p.yaml:2:3", "`extends`"),
        (b"base: *nowhere\n".to_vec(), "p.yaml:1:7", "no anchor"),
        (b"a: &a [*a]\n".to_vec(), "p.yaml:1:", "no anchor"),
        (b"base: 'ubi9\nhub: x\n".to_vec(), "p.yaml:", "a quote is not closed"),
        (b"components: [pilot, proxy\nbase: ubi9\n".to_vec(), "p.yaml:", "is not closed"),
        (b"base: \"C:\\work\"\n".to_vec(), "p.yaml:1:", "backslash"),
        (b"istio:\n  tag: 1.30.3\n base: ubi9\n".to_vec(), "p.yaml:3:", "the indentation does not fit"),
        (b"base: ubi9\n---\nbase: debian\n".to_vec(), "p.yaml:", "a second one starts here"),
        (b"full_source: yes\n".to_vec(), "p.yaml:1:14", "`true`, `false`"),
        (b"- a\n- b\n".to_vec(), "p.yaml:1:1", "a preset is a mapping"),
        (b"just text\n".to_vec(), "p.yaml:1:1", "a preset is a mapping"),
        (b"? [a]\n: b\n".to_vec(), "p.yaml:1:3", "a key must be one text"),
        (b"base: ub\0i9\n".to_vec(), "p.yaml:1:9", "U+0000"),
        ("base: \u{202e}9ibu\n".as_bytes().to_vec(), "p.yaml:1:7", "U+202E"),
        (b"base: ubi9\nhub: caf\xe9\n".to_vec(), "p.yaml", "UTF-8 text in line 2"),
        (b"\xff\xfeb\0a\0".to_vec(), "p.yaml", "UTF-16"),
        (deep.into_bytes(), "p.yaml:1:", "nested too deeply"),
        (laughs.into_bytes(), "p.yaml:", "too many values"),
        (many.into_bytes(), "p.yaml:", "too many values"),
        (vec![b'#'; 300 * 1024], "p.yaml", "larger than 256 KiB"),
    ];
    let mut wrong: Vec<String> = Vec::new();
    for (bytes, place, words) in rows {
        std::fs::write(program.directory().join("p.yaml"), &bytes).unwrap();
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
        let mut command = program.command(&["new", "x", "--preset", "minimal", "--preset", "p.yaml", "--no-input"]);
        // Far more than it takes: a run that does not end is what this is about.
        let output = command.env("ISTIO_IMGEN_LANG", "en").timeout(Duration::from_secs(60)).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        if output.status.code() != Some(3) || !said.contains(place) || !said.contains(words) {
            wrong.push(format!("{shown:?} wants {place} {words:?}: {said}"));
        }
        assert!(said.len() < 20_000, "{shown:?}: {} bytes are said", said.len());
        assert!(!said.contains('\u{202e}') && !said.contains('\0'), "{shown:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!program.directory().join("x").exists());
}

#[test]
fn nothing_in_a_preset_commands_the_terminal() {
    let program = Program::new();
    program.run(&["new", "x", "--base", "a\u{1b}[2Jb", "--no-input"]).exits(3);
    let said = program
        .run(&["new", "x", "--base", "a\u{1b}[2Jb", "--set", "zzz\u{1b}]0;x\u{7}=1", "--no-input"])
        .exits(3)
        .err();
    assert!(!said.contains('\u{1b}') && !said.contains('\u{7}'), "{said:?}");
}

#[test]
fn paths_of_windows_are_paths_and_shown_as_they_are() {
    let program = Program::new();
    for path in ["C:\\presets\\mine.yaml", "..\\mine.yaml", "C:/presets/mine.yml"] {
        let ran = program.run(&["new", "x", "--preset", path, "--no-input"]).exits(74);
        ran.says(&format!("`{path}`"));
    }
    for source in ["C:\\work\\istio", "C:/work/istio", "\\\\server\\share\\istio"] {
        let ran = program.run(&[
            "new",
            "x",
            "--preset",
            "minimal",
            "--istio",
            "1.30.9",
            "--istio-source",
            source,
            "--no-input",
        ]);
        let said = ran.exits(4).err();
        assert!(said.contains(&format!("`{source}`")), "{said}");
        assert!(!said.contains("scheme"), "a drive is no scheme: {said}");
    }
}

#[test]
fn quiet_says_less_and_verbose_more_and_neither_says_a_password() {
    let program = Program::new();
    let base = ["new", "x", "--preset", "minimal", "--no-input", "--dry-run", "--lang", "en"];
    let plain = program.run(&base).exits(0).err();
    let loud = program.run(&[&base[..], &["-v"]].concat()).exits(0).err();
    assert!(
        loud.contains("reading the preset minimal") && loud.contains("is commit") && !plain.contains("reading"),
        "{loud}"
    );
    let quiet = program.run(&[&base[..], &["-qq"]].concat()).exits(0).err();
    assert_eq!(quiet, "");
    let all = ["new", "y", "--preset", "minimal", "--no-input", "-vv", "--lang", "en"];
    assert!(program.run(&all).exits(0).err().contains("writing Dockerfile"));
    let secret = ["new", "z", "--preset", "minimal", "--istio", "1.30.9", "--no-input", "-vv", "--istio-source"];
    let said = program.run(&[&secret[..], &["https://me:hunter2@127.0.0.1:9/istio"]].concat()).exits(4).err();
    assert!(said.contains("127.0.0.1") && !said.contains("hunter2"), "{said}");
}

#[test]
fn colour_is_for_terminals_and_for_who_insists() {
    let program = Program::new();
    let coloured = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = program.command(&[&["new", "x", "--no-input"], arguments].concat());
        command.envs(environment.iter().copied());
        String::from_utf8(command.output().unwrap().stderr).unwrap().contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]), "a pipe");
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn a_tag_that_is_none_hides_nothing_else_and_neither_do_open_questions() {
    let program = Program::new();
    let preset = "schema: 1\nistio: {tag: 1.30}\nbase: debain\nenv:\n  pilot: {ISTIO_PILOT_ENABLE_PROTOCOL_SNIFFING: true}\n\
                  customize:\n  pilot: {packages: ['a b']}\nlabels: {'a b': x}\nhub: UPPER\n";
    program.write("bad.yaml", preset);
    let said = program.run(&["new", "x", "--preset", "bad.yaml", "--no-input"]).exits(3).err();
    for words in [
        "error[istio-tag]",
        "error[missing-answer]: `components` is missing",
        "warning[base-name]: `debain`",
        "did you mean `debian`?",
        "error[env-unknown]",
        "error[label-name]",
        "error[hub]",
        "--> bad.yaml:7:",
    ] {
        assert!(said.contains(words), "no {words:?} in: {said}");
    }
    // What only some releases refuse is not told of a release that nobody named.
    let since = "schema: 1\nistio: {tag: main}\ncomponents: [ztunnel]\nenv: {pilot: {PILOT_ENABLE_AMBIENT: 'true'}}\n";
    program.write("since.yaml", since);
    let said = program.run(&["new", "x", "--preset", "since.yaml", "--no-input"]).exits(3).err();
    assert!(said.contains("problems to solve: 1;"), "{said}");
    // proxyv2 is the init container unless a small image is asked for: nothing is wrong with its official base.
    program.write(
        "init.yaml",
        "schema: 1\nbase: official\nenv: {init: {}, proxy: {}}\ncomponent: {init: {base: official}}\n",
    );
    let said = program.run(&["new", "x", "--preset", "init.yaml", "--no-input"]).exits(3).err();
    assert!(said.contains("problems to solve: 2;") && !said.contains("slim-needs-base"), "{said}");
}
