//! What the program knows of Istio: variables, words of old releases, `list` and `explain`.

use crate::support::{Program, istio};
use std::collections::BTreeSet;

fn set<'a>(pairs: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["new", "x", "--preset", "minimal", "--istio", "1.30.3", "--no-input"];
    for pair in pairs {
        arguments.extend(["--set", pair]);
    }
    arguments
}

#[test]
fn a_variable_of_a_tutorial_is_refused_with_the_real_ones_and_what_to_do_today() {
    let program = Program::new();
    let arguments = set(&["env.pilot.ISTIO_PILOT_ENABLE_PROTOCOL_SNIFFING=true"]);
    for (language, words) in [("en", ["from 1.3 to 1.18", "always on"]), ("pt-BR", ["da 1.3 à 1.18", "sempre ativa"])]
    {
        let ran = program.run(&[arguments.as_slice(), &["--lang", language]].concat()).exits(3);
        let ran = ran.says("`PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND`");
        let ran = ran.says("`PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_OUTBOUND`").says("`protocolDetectionTimeout`");
        words.into_iter().fold(ran, |ran, word| ran.says(word)).says("istio-imgen explain ISTIO_PILOT_ENABLE");
    }
    assert!(!program.directory().join("x").exists());
}

#[test]
fn a_release_is_explained_with_all_that_it_was_made_of() {
    let program = Program::new();
    let ran = program.run(&["explain", "1.30.3"]).exits(0);
    let envoy = "envoy-alpha-81864a1cd5099d2f9e1289bfc604f4b200b2b27c-arm64.tar.gz";
    for word in ["56df41f63e513f834c9a3af33d8aed82d1d961f2", "built with 1.26.5", "istio-key.pub", envoy] {
        assert!(ran.out().contains(word), "{word} in {}", ran.out());
    }
    let told = program.run(&["explain", "1.17.0", "--format", "json"]).exits(0).json();
    let data = &told["topics"][0]["data"];
    assert_eq!(data["signing_key"], serde_json::Value::Null);
    assert!(data["downloads"]["envoy"]["linux/amd64"].as_str().unwrap().starts_with("https://blob.istio.io/"));
    assert_eq!(data["downloads"].as_object().unwrap().len(), 1, "no ztunnel yet: {data}");
    let older = program.run(&["explain", "1.2.0"]).exits(0).out();
    assert!(older.contains("no context is made for Istio 1.2.0"), "{older}");
}

#[test]
fn wrong_variables_of_a_file_are_told_at_once_each_at_its_place() {
    let program = Program::new();
    program.write(
        "p.yaml",
        "extends: [minimal]\nistio: {tag: 1.30.3}\nenv:\n  istiod:\n    PILOT_HTP10: true\n    PILOT_HTTP10: yes\n    \
         PILOT_DEBOUNCE_AFTER: 100\n    PILOT_ENABLE_STATUS: true\n  proxy:\n    PILOT_ENABLE_STATUS: true\n",
    );
    let ran = program.run(&["new", "x", "--preset", "p.yaml", "--no-input"]).exits(3);
    let ran = ran.says("p.yaml:5:18").says("did you mean `PILOT_HTTP10`?");
    let ran = ran.says("p.yaml:6:19").says("write `true` or `false`");
    let ran = ran.says("p.yaml:7:27").says("did you mean `100s`?");
    ran.says("p.yaml:8:26").says("from 1.6.0 to 1.23.6").says("p.yaml:10:26").says("problems to solve: 5");
}

#[test]
fn the_same_name_is_right_in_the_release_that_has_it() {
    let program = Program::new();
    let arguments = [
        "new",
        "x",
        "--preset",
        "minimal",
        "--istio",
        "1.18.7",
        "--no-input",
        "--set",
        "env.pilot.PILOT_ENABLE_STATUS=true",
    ];
    program.run(&arguments).exits(0);
    assert!(program.read("x/Dockerfile").contains("PILOT_ENABLE_STATUS"));
}

#[test]
fn a_user_who_insists_is_let_through_and_the_context_says_so() {
    let program = Program::new();
    let insisting = ["env.pilot.MY_OWN=1", "env.pilot.MY_OWN.unchecked=true", "env.pilot.PILOT_HTTP10=true"];
    program.run(&set(&insisting[..1])).exits(3).says("--set env.pilot.MY_OWN.unchecked=true");
    program.run(&set(&insisting)).exits(0).says("env-unchecked");
    let env = program.read("x/env/pilot.env");
    assert!(env.contains("# set as you insist, checked by nobody: MY_OWN\nMY_OWN=1\nPILOT_HTTP10=true\n"), "{env}");
    program.write(
        "p.yaml",
        "extends: [minimal]\nenv: {pilot: {MY_OWN: {value: 1, unchecked: true}, PILOT_HTTP10: true}}\n",
    );
    program.run(&["new", "y", "--preset", "p.yaml", "--istio", "1.30.3", "--no-input"]).exits(0);
    assert_eq!(program.read("y/env/pilot.env"), env);
    // What the context keeps of the answers makes the same context again.
    let kept = program.read("y/.istio-imgen/selection.yaml");
    assert!(kept.contains("unchecked: 'true'") || kept.contains("unchecked: true"), "{kept}");
    program.run(&["new", "z", "--preset", "y/.istio-imgen/selection.yaml", "--no-input"]).exits(0);
    assert_eq!(program.read("z/env/pilot.env"), env);
}

#[test]
fn the_sources_tell_the_variables_of_a_tag_that_the_catalogue_does_not_have() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    let repository = git2::Repository::open(program.directory().join("istio.git")).unwrap();
    let commit = repository.revparse_single("1.30.3^{commit}").unwrap();
    repository.tag_lightweight("1.30.99", &commit, false).unwrap();
    let arguments = |pair| {
        [
            "new",
            "x",
            "--preset",
            "minimal",
            "--istio",
            "1.30.99",
            "--istio-source",
            "istio.git",
            "--no-input",
            "--set",
            pair,
        ]
    };
    program.run(&arguments("env.pilot.NO_SUCH_VARIABLE=1")).exits(3).says("env-unknown");
    program.run(&arguments("env.pilot.PILOT_ENABLE_AMBIENT=yes")).exits(3).says("env-type");
}

#[test]
fn presets_in_the_box_have_no_findings_about_variables() {
    let program = Program::new();
    for preset in program.run(&["list", "presets", "--format", "json"]).exits(0).json().as_array().unwrap() {
        let name = preset["name"].as_str().unwrap();
        for tag in ["1.30.3", "1.28.10", "1.24.6"] {
            let ran = program.run(&["new", "x", "--preset", name, "--istio", tag, "--dry-run", "--no-input"]);
            assert!(!ran.err().contains("[env-"), "{name} at {tag}: {}", ran.err());
        }
    }
}

#[test]
fn a_preset_in_the_box_leaves_out_what_an_old_release_does_not_know() {
    let program = Program::new();
    let arguments = ["new", "x", "--preset", "hardened", "--no-input", "--istio", "1.10.6"];
    program.run(&arguments).exits(0).says("env-left-out").says("came with 1.12.0");
    assert!(!program.read("x/Dockerfile").contains("EXIT_ON_ZERO_ACTIVE_CONNECTIONS"));
    assert!(program.read("x/env/pilot.env").contains("ENABLE_DEBUG_ON_HTTP"));
}

#[test]
fn a_variable_of_the_init_container_says_where_it_belongs() {
    let program = Program::new();
    let arguments = ["components=init", "env.init.ISTIO_META_X=1"];
    program.run(&set(&arguments)).exits(0).says("`env.init` has no effect").says("`env.proxy`");
    let arguments =
        ["components=init", "env.init.ISTIO_META_X=1", "component.init.slim=true", "component.init.base=debian"];
    let ran = program.run(&[set(&arguments).as_slice(), &["--force"]].concat()).exits(0);
    assert!(!ran.err().contains("has no effect"), "{}", ran.err());
}

#[test]
fn words_of_old_releases_are_answered_wherever_they_are_met() {
    let program = Program::new();
    program.write("p.yaml", "istio: {tag: 1.30.3}\ncomponents: [mixer]\nmixer: {}\nenv: {citadel: {A: b}}\n");
    let ran = program.run(&["new", "x", "--preset", "p.yaml", "--no-input"]).exits(3);
    let ran = ran.says("p.yaml:2:14").says("p.yaml:3:1").says("since Istio 1.8").says("Telemetry API");
    ran.says("istio-imgen explain mixer").says("no `citadel` since Istio 1.6");
    for (arguments, english, portuguese) in [
        (["--component", "operator"], "Sail operator", "operador Sail"),
        (["--component", "proxy_debug"], "`variant: debug`", "`variant: debug`"),
        (["--component", "istio/packaging/istio-init/files"], "one shell script", "um script de shell"),
        (["--base", "kubectl"], "needs no kubectl image", "não precisa de imagem do kubectl"),
        (["--base", "BASE_IMAGE"], "placeholder", "marcador"),
        (["--base", "ISTIO_IMAGE_NAME"], "placeholder", "marcador"),
        (["--hub", "ISTIO_IMAGE_NAME"], "placeholder", "marcador"),
        (["--istio", "latest"], "moves", "muda de lugar"),
        (["--istio", "1.30.versão"], "without accents", "sem acentos"),
        (["--tag", "versão"], "without accents", "sem acentos"),
        (["--platform", "windows/amd64"], "istio/istio#27893", "istio/istio#27893"),
        (["--platform", "darwin/arm64"], "virtual machine", "máquina virtual"),
        (["--platform", "linux/s390x"], "istio/istio#2348", "istio/istio#2348"),
        (["--platform", "linux/ppc64le"], "istio/istio#45672", "istio/istio#45672"),
        (["--set", "ONBUILD=x"], "another image builds on this one", "outra imagem é construída sobre esta"),
        (["--set", "labels=x"], "unknown key", "chave desconhecida"),
    ] {
        for (language, words) in [("en", english), ("pt-BR", portuguese)] {
            let mut all = vec!["new", "x", "--preset", "minimal", "--no-input", "--lang", language];
            if arguments[0] != "--istio" {
                all.extend(["--istio", "1.30.3"]);
            }
            all.extend(arguments);
            program.run(&all).exits(3).says(words);
        }
    }
    let path = "component.proxy.prebuilt.envoy.linux/amd64.path=istio/packaging/istio-init/files";
    program.run(&set(&[path, "platforms=linux/amd64"])).exits(3).says("legacy-path").says("one shell script");
}

#[test]
fn safe_aliases_are_taken_with_a_notice() {
    let program = Program::new();
    let arguments = ["new", "x", "--component", "proxy_init", "--istio", "v1.30.3", "--no-input"];
    program.run(&arguments).exits(0).says("init-is-proxyv2").says("tag-leading-v");
}

#[test]
fn releases_components_and_rules_are_listed_and_filtered() {
    let program = Program::new();
    let rows = |arguments: &[&str]| {
        let json = program.run(&[&["list"], arguments, &["--format", "json"]].concat()).exits(0).json();
        json.as_array().unwrap().clone()
    };
    assert!(rows(&["releases"]).len() >= 280);
    let line = rows(&["releases", "--istio", "1.28"]);
    assert!(line.len() >= 11 && line.iter().all(|row| row["tag"].as_str().unwrap().starts_with("1.28.")));
    assert_eq!(rows(&["releases", "--istio", "1.28.10"]).len(), 1);
    assert!(!rows(&["components", "--istio", "1.12.9"]).iter().any(|row| row["id"] == "ztunnel"));
    assert_eq!(rows(&["components", "--search", "ISTIOD"]).len(), 1);
    let rules = rows(&["rules"]);
    assert!(rules.iter().any(|row| row["id"] == "env-unknown" && row["severity"] == "error"));
    program.run(&["list", "env", "--istio", "1.28.99"]).exits(3).says("`1.28.10`");
    program.run(&["list", "env", "--istio", "1.3.0"]).exits(3).says("1.5 and later");
    program.run(&["list", "env", "--component", "mixer"]).exits(3).says("since Istio 1.8");
}

#[test]
fn variables_are_listed_with_what_became_of_them() {
    let program = Program::new();
    let rows = |arguments: &[&str]| {
        let json = program.run(&[&["list", "env", "--format", "json"], arguments].concat()).exits(0).json();
        json.as_array().unwrap().clone()
    };
    let pilot = rows(&["--istio", "1.30.3", "--component", "pilot"]);
    let names: BTreeSet<&str> = pilot.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert!(names.contains("PILOT_HTTP10") && !names.contains("EXIT_ON_ZERO_ACTIVE_CONNECTIONS"), "{names:?}");
    let sampling = pilot.iter().find(|row| row["name"] == "PILOT_TRACE_SAMPLING").unwrap();
    assert_eq!((&sampling["type"], &sampling["default"]), (&"float".into(), &"1".into()));
    assert_eq!(sampling["other_defaults"][0]["default"]["text"], "100");
    assert_eq!(sampling["other_defaults"][0]["spans"][0]["until"], "1.8.6");
    let sniffing = rows(&["--istio", "1.12.9", "--component", "pilot", "--search", "sniff"]);
    assert_eq!(sniffing.len(), 2);
    assert!(sniffing.iter().all(|row| row["until"] == "1.18.7" && row.get("description").is_none()));
    let table = program.run(&["list", "env", "--istio", "1.30.3", "--search", "PILOT_TRACE_SAMPLING"]).exits(0).out();
    assert!(table.starts_with("NAME ") && table.contains("100 (≤1.5.0 – 1.8.6)"), "{table}");
    assert!(rows(&["--component", "ztunnel"]).iter().any(|row| row["name"] == "RUST_LOG"));
}

#[test]
fn what_istio_says_of_a_variable_is_shown_from_the_users_sources_only() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    let arguments = ["list", "env", "--istio", "1.30.3", "--istio-source", "istio.git", "--format", "json"];
    let rows = program.run(&arguments).exits(0).json();
    let described = rows.as_array().unwrap().iter().filter(|row| row["description"].is_string()).count();
    assert!(described > 0, "{rows}");
    let row = rows.as_array().unwrap().iter().find(|row| row["description"].is_string()).unwrap();
    let name = row["name"].as_str().unwrap();
    let arguments = ["explain", name, "--istio", "1.30.3", "--istio-source", "istio.git"];
    let said = program.run(&arguments).exits(0).out();
    assert!(said.contains(row["description"].as_str().unwrap().split_whitespace().next().unwrap()), "{said}");
    assert!(said.contains("Istio says: "), "{said}");
}

#[test]
fn names_are_explained() {
    let program = Program::new();
    for (name, language, words) in [
        ("pilot", "en", &["istiod", "/usr/local/bin/pilot-discovery", "list env"][..]),
        ("proxy_init", "en", &["component", "since Istio 1.4", "component.init.slim"]),
        ("mixer", "pt-BR", &["desde o Istio 1.8", "em vez disso", "Telemetry API"]),
        ("distroless", "en", &["base image", "gcr.io/distroless", "shell: no"]),
        ("hardened", "en", &["preset", "extends: [minimal]"]),
        ("env-type", "pt-BR", &["regra", "gravidade: erro"]),
        ("istio.tag", "en", &["key of presets", "--istio TAG"]),
        ("pilot_trace_sampling", "en", &["in Istio 1.30.3: float = 1", "100 (from ≤1.5.0 to 1.8.6)"]),
        ("PILOT_ENABLE_AMBIENT_CONTROLLERS", "en", &["not known", "1.21.6", "today `PILOT_ENABLE_AMBIENT`"]),
        ("gcr.io/istio-release/pilot:1.30.3", "en", &["host that closes", "2026-12", "docker.io/istio"]),
        ("fips-140-3", "en", &["certifies nothing", "1.31"]),
        ("GOMEMLIMIT", "en", &["every program"]),
        ("RUN --rm", "en", &["docker run"]),
    ] {
        let said = program.run(&["explain", name, "--lang", language]).exits(0).out();
        for word in words {
            assert!(said.contains(word), "{name} without {word:?}:\n{said}");
        }
    }
    let json = program.run(&["explain", "galley", "--istio", "1.4.10", "--format", "json"]).exits(0).json();
    assert_eq!(json["topics"][0]["kind"], "legacy");
    assert!(json["topics"][0]["facts"].to_string().contains("there is an image `galley`"), "{json}");
    program.run(&["explain", "PILOT_HTP10"]).exits(3).says("`PILOT_HTTP10`");
    program.run(&["explain", "hardned"]).exits(3).says("`hardened`");
    program.run(&["explain", "qqqqqqqqqqqq"]).exits(3).says("istio-imgen list");
}
