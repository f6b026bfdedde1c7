use super::*;
use proptest::prelude::*;

fn told(text: &str) -> Vec<(ProblemKind, usize)> {
    let file = Dockerfile::parse(text);
    file.problems.iter().map(|problem| (problem.kind, file.place(problem.span.start).0)).collect()
}

fn texts<'a>(parts: &'a [Part<'_>]) -> Vec<&'a str> {
    parts.iter().map(|part| part.text.as_ref()).collect()
}

fn only(text: &str) -> Instruction<'_> {
    let mut file = Dockerfile::parse(text);
    assert_eq!(file.instructions.len(), 1, "{text}");
    file.instructions.remove(0)
}

#[test]
fn continued_lines_are_one_instruction_with_the_places_of_its_words() {
    let text = "FROM a\nRUN one && \\\n  # why\n\n    two \\ \n    three\nCMD x\n";
    let file = Dockerfile::parse(text);
    let run = &file.instructions[1];
    assert_eq!(run.rest.text, "one &&     two     three");
    assert_eq!((run.line, run.last_line, run.empty_lines.as_slice()), (2, 6, &[4][..]));
    let at = run.rest.text.find("three").unwrap();
    assert_eq!(&text[run.rest.span(at..at + 5)], "three");
    assert_eq!(file.place(run.rest.at(at)), (6, 5));
    assert_eq!(&text[run.span.clone()], "RUN one && \\\n  # why\n\n    two \\ \n    three");
    assert!(file.comments[0].inside);
    assert_eq!((file.comments[0].text, file.comments[0].line), ("why", 3));
    assert_eq!(file.instructions[2].line, 7);
    assert!(file.problems.is_empty());
}

#[test]
fn directives_count_at_the_top_alone() {
    let file = Dockerfile::parse("# syntax = docker/dockerfile:1\n# eScApE=`\nFROM a\nRUN x `\n y\\\nCMD z\n");
    assert_eq!(file.escape, '`');
    assert_eq!(file.directives.iter().map(|d| (d.name, d.value)).collect::<Vec<_>>().len(), 2);
    assert_eq!(file.instructions[1].rest.text, "x  y\\");
    let file = Dockerfile::parse("# a comment\n# escape=`\nFROM a\n");
    assert_eq!((file.escape, file.directives.len(), file.comments.len()), ('\\', 0, 2));
    let file = Dockerfile::parse("\n# escape=`\nFROM a\n");
    assert_eq!(file.escape, '\\');
    assert_eq!(told("# escape=x\n# escape=`\nFROM a\n"), [(ProblemKind::Escape, 1), (ProblemKind::DirectiveTwice, 2)]);
}

#[test]
fn a_doubled_escape_continues_nothing() {
    let file = Dockerfile::parse("FROM a\nRUN x \\\\\nCMD y\\");
    assert_eq!(file.instructions.len(), 3);
    assert_eq!(file.instructions[2].rest.text, "y");
}

#[test]
fn heredocs_are_read_up_to_their_words() {
    let text = "FROM a\nRUN <<A cat 3<<-\"B\" > x\none $v\nA\n\t\ttwo\n\tB\nCOPY <<EOF /x\n# no comment\nEOF\nRUN [\"<<X\"]\nUSER 1\n";
    let file = Dockerfile::parse(text);
    assert!(file.problems.is_empty(), "{:?}", file.problems);
    let [a, b] = &file.instructions[1].heredocs[..] else { panic!() };
    assert_eq!((a.name.as_str(), a.expand, a.chomp, &text[a.body.clone()]), ("A", true, false, "one $v\n"));
    assert_eq!(
        (b.name.as_str(), b.expand, b.chomp, b.descriptor, &text[b.body.clone()]),
        ("B", false, true, 3, "\t\ttwo\n")
    );
    assert_eq!((file.instructions[1].line, file.instructions[1].last_line), (2, 6));
    assert_eq!(&text[file.instructions[2].heredocs[0].body.clone()], "# no comment\n");
    assert_eq!(file.instructions[4].line, 11);
    assert_eq!(told("FROM a\nRUN <<A\nFROM b\n"), [(ProblemKind::Heredoc, 2)]);
    assert!(told("FROM a\nRUN x <<< y && echo \"a <<A\" $((1<<2))\nUSER 1\n").is_empty());
    let later = Dockerfile::parse("FROM a\nONBUILD RUN <<A\nx\nA\n");
    assert_eq!((later.instructions.len(), later.problems.len()), (2, 0));
}

#[test]
fn flags_end_where_the_arguments_begin() {
    let run = only("RUN --mount=type=bind,source=\"a b\",target=/x \\\n  --network=none go build --x=y\n");
    assert_eq!(run.flag("mount"), Some("type=bind,source=a b,target=/x"));
    assert_eq!(run.flag("network"), Some("none"));
    assert_eq!(run.flag("x"), None);
    assert_eq!(run.rest.text, "go build --x=y");
    let copy = only("COPY --link --from=a /x /y/");
    assert_eq!((copy.flag("link"), copy.flag("from")), (Some(""), Some("a")));
    assert_eq!(texts(copy.words()), ["/x", "/y/"]);
}

#[test]
fn exec_form_is_json_and_anything_else_is_not() {
    let cmd = only("CMD [ \"a\\u0062\" , \\\n \"c\\\"d\" ]\n");
    assert!(cmd.is_exec());
    assert_eq!(texts(cmd.words()), ["ab", "c\"d"]);
    for other in ["['a']", "[\"a\",]", "[\"a\" \"b\"]", "[\"a\"", "[\"a\\\"]", "[\"a\\"] {
        assert_eq!(only(&format!("CMD {other}")).form, Form::Text, "{other}");
    }
    assert!(only("CMD []").is_exec());
    assert!(!only("RUN [ -f x ]").is_exec());
}

#[test]
fn pairs_have_two_forms() {
    let pairs = |text: &str| {
        let file = Dockerfile::parse(text);
        let pair = |pair: &Pair<'_>| {
            (pair.name.text.clone().into_owned(), pair.value.as_ref().map(|value| value.text.clone().into_owned()))
        };
        file.instructions[0].pairs().iter().map(pair).collect::<Vec<_>>()
    };
    let of = |name: &str, value: &str| (name.to_owned(), Some(value.to_owned()));
    assert_eq!(pairs("ENV A=b \"C D\"='e f' G=h\\ i\n"), [of("A", "b"), of("\"C D\"", "'e f'"), of("G", "h\\ i")]);
    assert_eq!(pairs("ENV A b  c=d \\\n e\n"), [of("A", "b  c=d  e")]);
    assert_eq!(pairs("ARG A B=c\n"), [("A".to_owned(), None), of("B", "c")]);
    assert_eq!(
        told("FROM a\nENV A\nENV A=b C\nENV =x\nLABEL a=\n"),
        [(ProblemKind::Pair, 2), (ProblemKind::Pair, 3), (ProblemKind::Pair, 4)]
    );
}

#[test]
fn all_problems_are_told_and_the_rest_is_read() {
    assert_eq!(told(""), [(ProblemKind::Empty, 1)]);
    assert_eq!(told("# only\n"), [(ProblemKind::Empty, 1)]);
    assert_eq!(
        told("COPY a b\nRUN x\nFROM\nFROM a b\nRUNN x\nCOPY a\nHEALTHCHECK x\nSHELL bash\nEXPOSE\n"),
        [
            (ProblemKind::BeforeFrom, 1),
            (ProblemKind::NoArguments, 3),
            (ProblemKind::From, 4),
            (ProblemKind::UnknownInstruction, 5),
            (ProblemKind::Copy, 6),
            (ProblemKind::Healthcheck, 7),
            (ProblemKind::Shell, 8),
            (ProblemKind::NoArguments, 9),
        ]
    );
}

#[test]
fn stages_know_their_names_and_instructions() {
    let file =
        Dockerfile::parse("ARG V=1\nfrom --platform=$BUILDPLATFORM a:${V} As Build\nRun x\nFROM build\nUSER 1\n");
    let [build, last] = &file.stages[..] else { panic!() };
    assert_eq!((build.image.text.as_ref(), build.is_named("BUILD"), file.body(build).len()), ("a:${V}", true, 1));
    assert_eq!((last.image.text.as_ref(), last.name.is_none(), file.body(last).len()), ("build", true, 1));
    assert_eq!(file.instructions[build.from].flag("platform"), Some("$BUILDPLATFORM"));
    assert_eq!(file.globals().len(), 1);
}

#[test]
fn triggers_and_health_checks_are_read_inside() {
    let file = Dockerfile::parse(
        "FROM a\nONBUILD COPY --chmod=1 a b\nHEALTHCHECK --interval=3s CMD [\"x\", \"y\"]\nHEALTHCHECK none\n",
    );
    let trigger = file.instructions[1].trigger.as_ref().unwrap();
    assert_eq!((trigger.keyword, trigger.flag("chmod")), (Keyword::Copy, Some("1")));
    assert_eq!(texts(file.instructions[2].words()), ["x", "y"]);
    assert_eq!(texts(file.instructions[3].words()), ["none"]);
    let text = format!("FROM a\n{}RUN x\n", "ONBUILD ".repeat(10_000));
    let nested = Dockerfile::parse(&text);
    assert!(nested.instructions[1].trigger.as_ref().unwrap().trigger.is_none());
}

#[test]
fn comments_above_an_instruction_touch_it() {
    let file = Dockerfile::parse("FROM a\n# far\n\n# one\n# two\nRUN x \\\n  # inside\n  y\nCMD z\n");
    let above: Vec<&str> = file.comments_above(&file.instructions[1]).iter().map(|comment| comment.text).collect();
    assert_eq!(above, ["one", "two"]);
    assert!(file.comments_above(&file.instructions[2]).is_empty());
}

#[test]
fn line_ends_of_windows_and_a_byte_order_mark_change_nothing() {
    let plain = "# escape=`\nFROM a\nRUN x `\n  y\nCOPY <<E /z\nb\nE\nCMD é c\n";
    let other = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    let (plain, other) = (Dockerfile::parse(plain), Dockerfile::parse(&other));
    let shape = |file: &Dockerfile<'_>| -> Vec<_> {
        let all = file.instructions.iter();
        all.map(|one| (one.keyword, one.rest.text.clone().into_owned(), one.line, one.last_line)).collect()
    };
    assert_eq!(shape(&plain), shape(&other));
    let last = other.instructions.last().unwrap();
    assert_eq!(other.place(last.rest.at("é ".len())), (8, 7));
}

/// Pieces that the grammar cares about.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "FROM",
        "RUN",
        "ENV",
        "COPY",
        "ONBUILD",
        "HEALTHCHECK",
        "CMD",
        "LABEL",
        "ARG",
        "from",
        "# escape=`",
        "#",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\\",
        "\\\n",
        "`\n",
        "<<EOF",
        "<<-'E'",
        "EOF",
        "E",
        "\"",
        "'",
        "=",
        "--x=",
        "--",
        "[",
        "]",
        ",",
        "é",
        "\u{feff}",
        "\u{2028}",
        "a",
        "$",
        "AS",
        "NONE",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn check_places(text: &str) -> Result<(), TestCaseError> {
    let file = Dockerfile::parse(text);
    let mut last = 0;
    for one in &file.instructions {
        prop_assert!(one.line > last && one.line <= one.last_line, "{one:?}");
        last = one.last_line;
        prop_assert_eq!(file.place(one.span.start).0, one.line);
        prop_assert!(text[one.name.span.start..].chars().next() == one.name.text.chars().next());
        prop_assert!(text.get(one.span.clone()).is_some());
        prop_assert!(one.rest.at(0) <= one.span.end);
        // Every byte of the arguments stands where it is said to.
        for (offset, letter) in one.rest.text.char_indices() {
            prop_assert!(text[one.rest.at(offset)..].starts_with(letter));
        }
        for part in one.words().iter().chain(one.pairs().iter().map(|pair| &pair.name)) {
            prop_assert!(text.get(part.span.clone()).is_some(), "{part:?}");
        }
        for heredoc in &one.heredocs {
            prop_assert!(text.get(heredoc.body.clone()).is_some());
        }
    }
    for problem in &file.problems {
        prop_assert!(text.get(problem.span.clone()).is_some(), "{problem:?}");
    }
    Ok(())
}

#[test]
fn quotes_and_escapes_come_off_as_buildkit_takes_them_off() {
    for (word, plain) in
        [(r#""a\"b\\c\$d\e""#, r#"a"b\c$d\e"#), (r"'a\b'", r"a\b"), (r"a\ b\e", "a be"), (r#""a\"#, r"a\")]
    {
        assert_eq!(unquoted(word, '\\'), plain, "{word}");
    }
    let text = "FROM scratch\nCOPY --chown=\"a\\b c\" --from='x\\'y' a b\n";
    let file = Dockerfile::parse(text);
    let copy = &file.instructions[1];
    assert_eq!((copy.flag("chown"), copy.flag("from"), copy.words().len()), (Some("ab c"), Some("x'y"), 2));
}

proptest! {
    #[test]
    fn any_text_is_read_with_right_places(text in "\\PC{0,200}") {
        check_places(&text)?;
    }

    #[test]
    fn any_mixture_of_the_grammar_is_read_with_right_places(text in soup()) {
        check_places(&text)?;
    }
}
