//! `check`: the rules and their fixtures, exceptions, policies, forms of output, mending.

use crate::support::{Program, examples, root};
use istio_imgen::check::checks;
use istio_imgen::dockerfile::{Dockerfile, Instruction};
use istio_imgen::instruction::of_keyword;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The day that ages are counted to.
const TODAY: &str = "2026-11-21";
const HEX: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// A Dockerfile in which nothing is found, with further lines.
fn dockerfile(lines: &str) -> String {
    format!("FROM docker.io/library/debian:12.11@sha256:{HEX} AS app\n{lines}USER 1000:1000\nHEALTHCHECK NONE\n")
}

/// The findings in fixtures, with every rule on.
fn findings_in(directories: &[String], policy: Option<&str>) -> Vec<Value> {
    let program = Program::new();
    let mut arguments = vec!["check", "--format", "json", "--threshold", "none", "--today", TODAY];
    let rare: Vec<String> =
        checks().filter(|check| check.rare).map(|check| format!("--severity={}=info", check.rule.id)).collect();
    arguments.extend(rare.iter().map(String::as_str));
    arguments.extend(policy.into_iter().flat_map(|policy| ["--policy", policy]));
    arguments.extend(directories.iter().map(String::as_str));
    program.run(&arguments).exits(0).json()["findings"].as_array().unwrap().clone()
}

/// The rules that are found in each fixture, by `RULE/KIND`.
fn found_in(directories: &[String], policy: Option<&str>) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for finding in findings_in(directories, policy) {
        let path = finding["path"].as_str().unwrap();
        let below = path.split_once("tests/check/").unwrap().1;
        let fixture: Vec<&str> = below.splitn(3, '/').take(2).collect();
        found.entry(fixture.join("/")).or_default().insert(finding["rule"].as_str().unwrap().to_owned());
    }
    found
}

/// Each rule finds its bad fixture, nothing else does; in the good one nothing is found at all.
#[test]
fn every_rule_finds_its_bad_fixture_alone_and_nothing_in_its_good_one() {
    let fixtures = root().join("tests/check");
    let name = |path: &Path| path.to_str().unwrap().to_owned();
    let (mut plain, mut found) = (Vec::new(), BTreeMap::new());
    for check in checks() {
        for kind in ["bad", "good"] {
            let directory = fixtures.join(check.rule.id).join(kind);
            assert!(directory.join("Dockerfile").is_file(), "{} has no fixture {kind}", check.rule.id);
            let policy = directory.join("policy.yaml");
            match policy.is_file() {
                true => found.extend(found_in(&[name(&directory)], Some(&name(&policy)))),
                false => plain.push(name(&directory)),
            }
        }
    }
    found.extend(found_in(&plain, None));
    let mut wrong = Vec::new();
    for check in checks() {
        let id = check.rule.id;
        let bad = found.remove(&format!("{id}/bad")).unwrap_or_default();
        if bad != BTreeSet::from([id.to_owned()]) {
            wrong.push(format!("{id}/bad: {bad:?}"));
        }
    }
    wrong.extend(found.iter().map(|(fixture, rules)| format!("{fixture}: {rules:?}")));
    assert!(wrong.is_empty(), "{wrong:#?}");
    let directories = std::fs::read_dir(&fixtures).unwrap().count();
    assert_eq!(directories, checks().count(), "a fixture of a rule that does not exist");
}

/// `explain INSTRUCTION` names the rules: each that finds something at an instruction in its fixture is one of them.
#[test]
fn instructions_know_the_rules_that_find_something_there() {
    // What may be wrong with any instruction, and what is told of the file at its first stage.
    const ANY: &[&str] = &["conflict-marker", "dockerfile-syntax", "empty-continuation", "instruction-case"];
    const FILE: &[&str] = &["healthcheck-missing", "ignore-file-missing", "label-missing", "user-missing"];
    let (mut plain, mut findings) = (Vec::new(), Vec::new());
    for check in checks().filter(|check| !ANY.contains(&check.rule.id) && !FILE.contains(&check.rule.id)) {
        let directory = root().join("tests/check").join(check.rule.id).join("bad");
        let name = directory.to_str().unwrap().to_owned();
        match directory.join("policy.yaml") {
            policy if policy.is_file() => findings.extend(findings_in(&[name], policy.to_str())),
            _ => plain.push(name),
        }
    }
    findings.extend(findings_in(&plain, None));
    let mut missing = BTreeSet::new();
    for finding in findings {
        let path = finding["path"].as_str().unwrap();
        let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
        let file = Dockerfile::parse(&text);
        let line = usize::try_from(finding["line"].as_u64().unwrap()).unwrap();
        let stands = |one: &&Instruction<'_>| (one.line..=one.last_line).contains(&line);
        let found = file.instructions.iter().find(stands).filter(|_| path.ends_with("/Dockerfile"));
        if let Some(row) = found.and_then(|one| of_keyword(one.keyword))
            && !row.rules().any(|id| id == finding["rule"])
        {
            missing.insert(format!("{}: {}", row.name, finding["rule"]));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_example_passes() {
    let program = Program::new();
    for path in examples() {
        let ran = program.run(&["check", path.to_str().unwrap(), "--threshold", "warning", "--today", TODAY]);
        ran.exits(0);
    }
}

/// The rules that are found in a Dockerfile, at the lowest threshold.
fn rules_of(program: &Program, path: &str) -> Vec<String> {
    let ran = program.run(&["check", path, "--format", "json", "--threshold", "none", "--today", TODAY]).exits(0);
    let findings = ran.json()["findings"].as_array().unwrap().clone();
    findings.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

/// Rules about images of Istio hold their tongue where it is not certain which component a Dockerfile makes.
#[test]
fn tools_that_hold_programs_of_istio_are_no_components() {
    let program = Program::new();
    let tools = "COPY --from=docker.io/istio/pilot:1.30.3 /usr/local/bin/pilot-discovery /usr/local/bin/\n\
                 COPY ztunnel istioctl /usr/local/bin/\nCMD [\"/bin/bash\"]\n";
    program.write("Dockerfile", &dockerfile(tools));
    assert_eq!(rules_of(&program, "Dockerfile"), ["copy-from-unknown"]);
    let wrapped = format!(
        "FROM registry.example.com/own/base:1@sha256:{HEX} AS app\nCOPY pilot-discovery run /usr/local/bin/\n\
         USER 1000:1000\nHEALTHCHECK NONE\nENTRYPOINT [\"/usr/local/bin/run\"]\n"
    );
    program.write("Dockerfile", &wrapped);
    assert!(rules_of(&program, "Dockerfile").is_empty());
}

/// A context of ours is held to its release: what its preset changes is told by the preset alone.
#[test]
fn edits_of_a_context_are_held_against_its_release() {
    let program = Program::new();
    program.run(&["new", "ctx", "--preset", "rebase-debian", "--no-input"]).exits(0);
    assert!(rules_of(&program, "ctx").iter().all(|rule| !rule.starts_with("istio-")));
    let before = program.read("ctx/Dockerfile");
    for (from, to, rule) in [
        ("ENTRYPOINT [\"/usr/local/bin/pilot-discovery\"]", "ENTRYPOINT [\"/bin/sh\"]", "istio-command-differs"),
        ("USER 1337:1337", "USER 65532:65532", "istio-user-differs"),
        ("image.version=\"1.30.3\"", "image.version=\"1.28.0\"", "istio-versions-differ"),
        ("/var/lib/istio/envoy/envoy_bootstrap_tmpl.json\n", "/tmp/bootstrap.json\n", "istio-path-missing"),
        ("\"/healthz/ready\"", "\"/ready\"", "istio-healthcheck-differs"),
    ] {
        assert!(before.contains(from), "{from}");
        program.write("ctx/Dockerfile", &before.replacen(from, to, 1));
        assert!(rules_of(&program, "ctx").contains(&rule.to_owned()), "{rule}");
    }
}

/// Many files are checked side by side, and told in the order of their paths.
#[test]
fn many_files_are_told_as_one_after_the_other() {
    let program = Program::new();
    std::fs::create_dir(program.directory().join("many")).unwrap();
    for number in 0..600 {
        let steps = "RUN sudo make\n".repeat(number % 3);
        program.write(&format!("many/Dockerfile.{number:03}"), &dockerfile(&steps));
    }
    let whole = program.run(&["check", "many", "--ignore", "DL3059", "--format", "json", "--threshold", "none"]);
    let whole = whole.exits(0).json();
    let told: Vec<(String, u64)> = whole["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["path"].as_str().unwrap().to_owned(), one["line"].as_u64().unwrap()))
        .collect();
    assert!(told.is_sorted() && told.len() == 600);
    let counts: Vec<u64> =
        whole["files"].as_array().unwrap().iter().map(|file| file["findings"].as_u64().unwrap()).collect();
    assert!(counts.len() == 600 && counts.iter().enumerate().all(|(number, count)| *count == number as u64 % 3));
    let text = program.run(&["check", "many", "--ignore", "DL3059", "--threshold", "none"]).exits(0);
    assert_eq!(text.out().matches("error[run-sudo]").count(), 600);
    assert!(text.err().contains("checked 600 file(s): 600 error(s)"), "{}", text.err());
}

#[test]
fn the_threshold_decides_on_the_exit_code() {
    let program = Program::new();
    program.write("Dockerfile", &dockerfile("RUN ssh host.example.com\n"));
    program.run(&["check"]).exits(0);
    program.run(&["check", "Dockerfile", "--threshold", "info"]).exits(1);
    let ran = program.run(&["check", "--severity", "DL3001=error"]).exits(1);
    assert!(ran.out().contains("error[run-senseless]"), "{}", ran.out());
    assert!(ran.out().contains("Dockerfile:2:5"), "{}", ran.out());
    program.run(&["check", "--threshold", "info", "--ignore", "run-senseless"]).exits(0);
    program.run(&["check", "--ignore", "run-sensless"]).exits(2).says("`run-senseless`");
    program.run(&["check", "--severity", "run-cd=loud"]).exits(2).says("off, info, warning, error");
    program.run(&["check", "nowhere"]).exits(74);
    std::fs::create_dir(program.directory().join("empty")).unwrap();
    program.run(&["check", "empty"]).exits(3).says("no Dockerfile");
}

#[test]
fn exceptions_of_several_checkers_count_for_the_instruction_below() {
    let program = Program::new();
    for exception in [
        "# istio-imgen ignore=run-cd,run-sudo reason=the tool wants both",
        "# hadolint ignore=DL3003,DL3004",
        "# tally ignore=hadolint/DL3003,hadolint/DL3004",
        "# istio-imgen global ignore=DL3003,DL3004 reason=the tool wants both",
    ] {
        program.write("Dockerfile", &dockerfile(&format!("{exception}\nRUN cd /x && sudo make\n")));
        program.run(&["check", "--threshold", "info"]).exits(0);
    }
    program.write("Dockerfile", &dockerfile("# hadolint ignore=DL3004\n\nRUN sudo make\n"));
    program.run(&["check"]).exits(1);
    program
        .write("Dockerfile", &format!("# check=skip=StageNameCasing\n{}", dockerfile("").replace("AS app", "AS App")));
    program.run(&["check", "--threshold", "info"]).exits(0);
}

#[test]
fn profiles_choose_rules_and_levels() {
    let program = Program::new();
    program.write("Dockerfile", &dockerfile("RUN cd /x && make\n").replace("1000:1000", "0:0"));
    let rules = |profile: &str| -> BTreeMap<String, String> {
        let ran = program.run(&["check", "--format", "json", "--threshold", "none", "--profile", profile]).exits(0);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let findings = ran.json()["findings"].as_array().unwrap().clone();
        findings.iter().map(|finding| (text(&finding["rule"]), text(&finding["severity"]))).collect()
    };
    let of = |rows: &[(&str, &str)]| rows.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(rules("default"), of(&[("run-cd", "warning"), ("user-root", "warning")]));
    assert_eq!(rules("cis"), of(&[("user-root", "warning")]));
    assert_eq!(rules("hardened"), of(&[("run-cd", "error"), ("user-root", "error")]));
    assert_eq!(rules("workshop"), of(&[("run-cd", "info"), ("user-root", "info")]));
}

#[test]
fn a_policy_with_mistakes_checks_nothing() {
    let program = Program::new();
    program.write("Dockerfile", &dockerfile(""));
    program.write("policy.yaml", "registries: docker.io\nusers: ['1000']\nsoon: true\n");
    let ran = program.run(&["check", "--policy", "policy.yaml"]).exits(3);
    assert!(ran.err().contains("policy.yaml:1:1") && ran.err().contains("`soon`"), "{}", ran.err());
    program.write("policy.yaml", "registries: [docker.io]\nusers: ['1000']\nseverity: {DL3002: off}\n");
    program.run(&["check", "--policy", "policy.yaml", "--threshold", "info"]).exits(0);
}

/// What can be mended is: the file then passes, and a second run changes nothing.
#[test]
fn mending_is_shown_atomic_and_ends() {
    let program = Program::new();
    let lines = "MAINTAINER team@example.com\nrun apt-get update && apt install --no-install-recommends curl=1 \\\n\n    \
                 && rm -rf /var/lib/apt/lists/*\nENV MODE fast\nADD x y /opt\nEXPOSE 80/TCP\n";
    let before = dockerfile(lines).replace("AS app", "as app");
    program.write("ctx/Dockerfile", &before);
    for (name, text) in [("x", "x"), ("y", "y"), (".dockerignore", "**\n!x\n!y\n")] {
        program.write(&format!("ctx/{name}"), text);
    }
    let planned = program.run(&["check", "ctx", "--fix", "--dry-run"]).exits(1);
    assert!(planned.out().contains("+ENV MODE=\"fast\""), "{}", planned.out());
    assert_eq!(program.read("ctx/Dockerfile"), before);
    program.run(&["check", "ctx", "--fix"]);
    program.run(&["check", "ctx", "--fix"]);
    let after = program.read("ctx/Dockerfile");
    for line in [
        "AS app\n",
        "LABEL org.opencontainers.image.authors=\"team@example.com\"\n",
        "RUN apt-get update && apt-get install -y --no-install-recommends curl=1 \\\n    && rm",
        "ENV MODE=\"fast\"\n",
        "COPY x y /opt/\n",
        "EXPOSE 80/tcp\n",
    ] {
        assert!(after.contains(line), "no {line:?} in\n{after}");
    }
    program.run(&["check", "ctx", "--fix", "--threshold", "info"]).exits(0);
    assert_eq!(program.read("ctx/Dockerfile"), after);
    let left: Vec<_> = std::fs::read_dir(program.directory().join("ctx")).unwrap().collect();
    assert_eq!(left.len(), 4);
}

#[test]
fn programs_read_what_was_found() {
    let program = Program::new();
    program.write("a b/Dockerfile", &dockerfile("RUN sudo a\nRUN sudo b # 100%\n"));
    let run = |format: &str| program.run(&["check", "a b", "--ignore", "DL3059", "--format", format]).exits(1);
    let sarif = run("sarif").json();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    let location = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "a%20b/Dockerfile");
    assert_eq!(location["region"], serde_json::json!({"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 9}));
    assert_eq!(rules[results[0]["ruleIndex"].as_u64().unwrap() as usize]["id"], "run-sudo");
    assert_ne!(results[0]["partialFingerprints"], results[1]["partialFingerprints"]);
    let gitlab = run("gitlab").json();
    assert_eq!(gitlab[1]["location"], serde_json::json!({"path": "a b/Dockerfile", "lines": {"begin": 3, "end": 3}}));
    assert_eq!(gitlab[1]["severity"], "critical");
    let github = run("github");
    assert!(github.out().starts_with("::error file=a b/Dockerfile,line=2,col=5,"), "{}", github.out());
    let json = run("json").json();
    assert_eq!(json["findings"][0]["links"][0], serde_json::json!({"checker": "hadolint", "id": "DL3004"}));
    assert_eq!((json["errors"].as_u64(), json["status"].as_str()), (Some(2), Some("failed")));
}

#[test]
fn hostile_files_are_checked_too() {
    let program = Program::new();
    let deep = format!("FROM a\nRUN {}x{}\n", "$(".repeat(5_000), ")".repeat(5_000));
    let wide = format!("FROM a\n{}", "COPY a b\n".repeat(20_000));
    for (name, bytes) in [("latin", b"FROM a\nRUN echo \xe9\n".to_vec()), ("deep", deep.into()), ("wide", wide.into())]
    {
        std::fs::write(program.directory().join(name), bytes).unwrap();
        program.run(&["check", name, "--format", "json"]).exits(1);
    }
    program.command(&["check", "-", "--threshold", "info"]).write_stdin(dockerfile("")).assert().code(0);
}

#[test]
fn rules_are_listed_and_explained_by_any_of_their_names() {
    let program = Program::new();
    let listed = program.run(&["list", "rules", "--format", "json"]).exits(0).json();
    let ids: Vec<&str> = listed.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert!(checks().all(|check| ids.contains(&check.rule.id)));
    for name in ["user-root", "DL3002", "DS-0002"] {
        let said = program.run(&["explain", name]).exits(0).out();
        assert!(said.contains("user-") && said.contains("hadolint DL3002") || name == "DS-0002", "{said}");
    }
}
