//! `explain` for Dockerfiles and exit codes, and annotations.

use super::*;
use crate::support::files;

#[test]
fn all_17_instructions_and_the_one_that_is_gone_are_explained_in_both_languages() {
    let program = Program::new();
    let topics = program.run(&["explain", "--all", "--format", "json"]).exits(0).json()["topics"].clone();
    let instructions: Vec<&Value> =
        topics.as_array().unwrap().iter().filter(|topic| topic["kind"] == "instruction").collect();
    assert_eq!(instructions.len(), 18);
    for topic in &instructions {
        let data = &topic["data"];
        for text in [&data["what"], &data["here"]].into_iter().chain(data["claims"].as_array().unwrap()) {
            let (english, portuguese) = (text["en"].as_str().unwrap(), text["pt-BR"].as_str().unwrap());
            assert!(!english.is_empty() && english != portuguese, "{text}");
        }
        assert!(!data["good"].as_str().unwrap().is_empty() && !data["bad"].as_str().unwrap().is_empty(), "{topic}");
        assert!(data["emitted"].is_boolean() && data["rules"].is_array(), "{topic}");
    }
    let kinds = ["form", "exit-code", "rule", "key", "component", "base", "preset", "legacy"];
    for kind in kinds {
        assert!(topics.as_array().unwrap().iter().any(|topic| topic["kind"] == kind), "no {kind}");
    }
}

#[test]
fn the_instructions_of_our_contexts_are_those_of_the_presets_in_the_box() {
    // The example `everything` has what a preset of the user's asked for.
    let examples: Vec<String> = istio_imgen::catalogue::preset_names()
        .map(|name| std::fs::read_to_string(root().join("examples").join(name).join("Dockerfile")).unwrap())
        .collect();
    for row in istio_imgen::instruction::INSTRUCTIONS {
        let start = format!("{} ", row.name);
        let written = examples.iter().any(|example| example.lines().any(|line| line.starts_with(&start)));
        assert_eq!(written, row.emitted, "{}", row.name);
    }
}

#[test]
fn what_tutorials_get_wrong_is_told() {
    let program = Program::new();
    for (name, words) in [
        ("add", &["--chmod", "unpacked", "--checksum"][..]),
        ("VOLUME", &["binds a directory of the host", "anonymous volume", "a volume of its own"]),
        ("ONBUILD", &["at every build", "nothing runs by itself", "lost without a word"]),
        ("EXPOSE", &["opens and publishes nothing", "docker run -p"]),
        ("STOPSIGNAL", &["one setting", "terminationGracePeriodSeconds"]),
        ("HEALTHCHECK", &["Kubernetes ignores it", "only reports it", "curl"]),
        ("USER", &["every RUN after it", "runAsNonRoot", "OpenShift"]),
        ("ARG", &["declares it again", "no place for a token"]),
        ("SHELL", &["exec form", "OCI images do not keep it"]),
        ("RUN --mount", &["type=cache", "secret", "no layer"]),
        ("named contexts", &["--build-context"]),
        ("3", &["answers missing or invalid", "nothing was written"]),
        ("would-overwrite", &["--force"]),
        ("exit-codes", &["143 (exit code)", "a bug of this program", "verification failed"]),
    ] {
        let said = program.run(&["explain", name]).exits(0).out();
        for word in words {
            assert!(said.contains(word), "{name} without {word:?}:\n{said}");
        }
    }
    let said = program.run(&["explain", "HEALTHCHECK", "--lang", "pt-BR"]).exits(0).out();
    assert!(said.contains("instrução de Dockerfiles") && said.contains("o Kubernetes o ignora"), "{said}");
    program.run(&["explain", "HEALTCHECK"]).exits(3).says("`HEALTHCHECK`");
}

#[test]
fn a_line_of_a_dockerfile_is_explained_whose_ever_it_is() {
    let program = Program::new();
    program.run(&["new", "x", "--preset", "rebase-debian", "--no-input"]).exits(0);
    let dockerfile = program.read("x/Dockerfile");
    let line = |start: &str| dockerfile.lines().position(|line| line.starts_with(start)).unwrap() + 1;
    let explain = |number: usize| program.run(&["explain", &format!("x/Dockerfile:{number}")]).exits(0).out();
    let said = explain(line("COPY --from=official-pilot"));
    assert!(said.contains("out of the stage official-pilot") && said.contains("stage: pilot"), "{said}");
    // A line in the middle of an instruction, and a comment above one, mean that instruction.
    let run = line("RUN --mount=type=cache,target=/var/cache/apt");
    for number in [run - 1, run, run + 2] {
        let said = explain(number);
        assert!(said.contains(&format!("x/Dockerfile:{run} ")) && said.contains("cache mount"), "{number}: {said}");
    }
    program.write("own", "FROM ubuntu:latest\nVOLUME /data\nENTRYPOINT run me\n");
    let said = program.run(&["explain", "own:2", "--lang", "pt-BR"]).exits(0).out();
    assert!(said.contains("volume anônimo") && said.contains("VOLUME /data"), "{said}");
    let said = program.run(&["explain", "own:3:5", "--format", "json"]).exits(0).json();
    assert_eq!(said["topics"][0]["data"]["instruction"], "ENTRYPOINT");
    assert!(said["topics"][0]["what"].as_str().unwrap().contains("a shell is process 1"), "{said}");
    // What `check` finds there is told, of that instruction alone, and nothing where there is nothing.
    let said = program.run(&["explain", "own:1"]).exits(0).out();
    assert!(said.contains("[image-latest]") && said.contains("what to do: ") && !said.contains("exec-form"), "{said}");
    let said = program.run(&["explain", "own:3", "--lang", "pt-BR"]).exits(0).out();
    assert!(said.contains("aviso[exec-form]") && !said.contains("image-latest"), "{said}");
    assert!(!explain(line("USER ")).contains("what to do"));
    program.write("x/Dockerfile", &dockerfile.replace("COPY --chmod=0644 licenses", "COPY --chmod=0644 licences"));
    let copy = program.read("x/Dockerfile").lines().position(|line| line.contains("licences")).unwrap() + 1;
    assert!(explain(copy).contains("error[copy-missing]"), "{}", explain(copy));
    program.run(&["explain", "own:4"]).exits(3).says("no instruction at line 4");
    program.run(&["explain", "none:1"]).exits(74).says("`none`");
}

#[test]
fn annotated_contexts_are_the_plain_ones_but_for_the_reasons() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    for preset in
        ["ambient", "debug", "hardened", "minimal", "rebase-debian", "rebase-ubi9", "source-distroless", "workshop"]
    {
        for language in ["en", "pt-BR"] {
            let make = |directory: &str, further: &[&str]| {
                let flags = ["--no-input", "--lang", language, "--istio-source", "istio.git"];
                program.run(&[&["new", directory, "--preset", preset], &flags[..], further].concat()).exits(0);
                files(&program.directory().join(directory))
            };
            let (plain_directory, directory) =
                (format!("{preset}-{language}"), format!("{preset}-{language}-annotated"));
            let plain = make(&plain_directory, &[]);
            let annotated = make(&directory, &["--annotate"]);
            for (path, file) in &plain {
                let same = !path.starts_with(".istio-imgen/") && path != "Dockerfile";
                assert!(!same || annotated.get(path) == Some(file), "{path}");
            }
            let text = String::from_utf8(annotated["Dockerfile"].0.clone()).unwrap();
            let plain = String::from_utf8(plain["Dockerfile"].0.clone()).unwrap();
            // What any tool without knowledge of us would do, and what we do.
            let without: String = text.split_inclusive('\n').filter(|line| !line.starts_with("#: ")).collect();
            assert_eq!(without, plain);
            let dockerfile = format!("{directory}/Dockerfile");
            assert_eq!(program.run(&["annotate", "--strip", &dockerfile]).exits(0).out(), plain);
            let plain_dockerfile = format!("{plain_directory}/Dockerfile");
            assert_eq!(program.run(&["annotate", &plain_dockerfile, "--lang", language]).exits(0).out(), text);
            let instructions = istio_imgen::dockerfile::Dockerfile::parse(&plain).instructions.len();
            let blocks = text.lines().zip(std::iter::once("").chain(text.lines()));
            let blocks = blocks.filter(|(line, above)| line.starts_with("#: ") && !above.starts_with("#: ")).count();
            assert_eq!(blocks, instructions, "{text}");
        }
    }
}

#[test]
fn annotations_are_an_answer_that_the_context_remembers() {
    let program = Program::new();
    program.run(&["new", "x", "--preset", "minimal", "--annotate", "--no-input"]).exits(0);
    assert!(program.read("x/.istio-imgen/selection.yaml").contains("\nannotate: 'true'\n"));
    program.run(&["new", "y", "-p", "x/.istio-imgen/selection.yaml", "--no-input"]).exits(0);
    assert_eq!(program.read("x/Dockerfile"), program.read("y/Dockerfile"));
    program.run(&["new", "z", "-p", "x/.istio-imgen/selection.yaml", "--annotate=false", "--no-input"]).exits(0);
    assert!(!program.read("z/Dockerfile").contains("#: "));
}

#[test]
fn the_dockerfile_that_is_annotated_may_come_from_standard_input() {
    let program = Program::new();
    let ran = program.command(&["annotate", "-"]).write_stdin("from scratch\nvolume /x\n").output().unwrap();
    let text = String::from_utf8(ran.stdout).unwrap();
    assert!(text.starts_with("#: the image begins empty") && text.contains("anonymous volume"), "{text}");
    let ran = program.command(&["annotate", "-"]).write_stdin(&b"FROM \xff\n"[..]).output().unwrap();
    assert_eq!(ran.status.code(), Some(3));
}
