//! What is printed and written for programs is what the schemas say: no field more, no field less.

use super::*;
use crate::support::examples;
use crate::support::registry::RegistryServer;

/// A schema in which an object may have no field that is not named: the published ones leave room for later.
fn strict(schema: &Value) -> Value {
    match schema {
        Value::Object(object) => {
            let mut object: serde_json::Map<String, Value> =
                object.iter().map(|(name, value)| (name.clone(), strict(value))).collect();
            if object.contains_key("properties") && object.get("type").is_some_and(|kind| kind == "object") {
                object.entry("additionalProperties").or_insert(Value::Bool(false));
            }
            Value::Object(object)
        }
        Value::Array(items) => items.iter().map(strict).collect(),
        other => other.clone(),
    }
}

fn validator(program: &Program, name: &str) -> jsonschema::Validator {
    let schema = program.run(&["schema", name]).exits(0).json();
    assert!(jsonschema::draft7::meta::is_valid(&schema), "{name}");
    jsonschema::draft7::new(&strict(&schema)).unwrap()
}

#[track_caller]
fn fits(validator: &jsonschema::Validator, document: &Value, whose: &str) {
    let problems: Vec<String> =
        validator.iter_errors(document).map(|error| format!("{}: {error:.400}", error.instance_path())).collect();
    assert!(problems.is_empty(), "{whose}: {problems:#?}\n{document:#.600}");
}

fn yaml(text: &str) -> Value {
    serde_json::to_value(serde_yaml::from_str::<serde_yaml::Value>(text).unwrap()).unwrap()
}

#[test]
fn presets_fit_their_schema_and_mistakes_do_not() {
    let program = Program::new();
    let validator = validator(&program, "preset");
    for entry in std::fs::read_dir(root().join("presets")).unwrap() {
        let path = entry.unwrap().path();
        fits(&validator, &yaml(&std::fs::read_to_string(&path).unwrap()), path.to_str().unwrap());
    }
    for example in examples() {
        let path = example.join(".istio-imgen/selection.yaml");
        fits(&validator, &yaml(&std::fs::read_to_string(&path).unwrap()), path.to_str().unwrap());
    }
    // What the program reads fits, what it refuses for its form does not.
    for (text, good) in [
        ("istio: {tag: 1.30}", true),
        ("schema: 1", true),
        ("components: pilot", true),
        ("env: {pilot: {A: x, B: {value: y, unchecked: true}, C: ~}}", true),
        ("labels: {org.opencontainers.image.vendor: Example}", true),
        ("mesh: {defaultConfig: {concurrency: 2}}", true),
        ("component: {istiod: {base: debian}}", true),
        ("imgae: x", false),
        ("istio: {tga: 1.30.3}", false),
        ("schema: 2", false),
        ("binaries: compiled", false),
        ("components: {pilot: 1}", false),
        ("base: [a]", false),
        ("env: {pilot: {A: {valeu: x}}}", false),
        ("full_source: maybe", false),
    ] {
        assert_eq!(validator.is_valid(&yaml(text)), good, "{text}");
        program.write("p.yaml", &format!("{text}\n"));
        let findings = program.run(&["new", "x", "-p", "minimal", "-p", "p.yaml", "-n", "--no-input", "--format=json"]);
        let findings = findings.json()["findings"].as_array().unwrap().clone();
        let formal = |finding: &Value| finding["rule"].as_str().unwrap().starts_with("preset-");
        assert_eq!(!findings.iter().any(formal), good, "{text}: {findings:#?}");
    }
}

#[test]
fn meanings_of_keys_are_in_the_language_asked_for() {
    let program = Program::new();
    let schema = program.run(&["schema", "preset", "--lang", "pt-BR"]).exits(0).json();
    let said = schema["properties"]["hub"]["description"].as_str().unwrap();
    assert!(said.contains("imagens"), "{said}");
    let names = &schema["properties"]["base"]["anyOf"][0]["enum"];
    assert!(names.as_array().unwrap().contains(&"ubi9".into()), "{names}");
}

#[test]
fn locks_and_renders_of_the_examples_fit_their_schemas() {
    let program = Program::new();
    for name in ["lock", "pristine"] {
        let validator = validator(&program, name);
        for example in examples() {
            let path = example.join(format!(".istio-imgen/{name}.json"));
            let document: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            fits(&validator, &document, path.to_str().unwrap());
        }
    }
}

/// Command lines with real output, each run in the same directory one after the other.
const REAL: &[&[&str]] = &[
    &["new", "x", "--preset", "workshop", "--no-input", "--dry-run"],
    &["new", "x", "--preset", "workshop", "--no-input"],
    &["new", "x", "--preset", "workshop", "--no-input"],
    &["new", "y", "--preset", "source-distroless", "--istio-source", "istio.git", "--no-input"],
    &["new", "z", "--no-input"],
    &["new", "z", "--no-such-flag"],
    &[
        "new",
        "old",
        "--preset",
        "minimal",
        "--istio",
        "1.28.10",
        "--set",
        "mesh.accessLogFile=/dev/stdout",
        "--no-input",
    ],
    &["diff", "old", "--exit-code"],
    &["update", "old", "--istio", "1.30.3", "--dry-run"],
    &["update", "old", "--istio", "1.30.3"],
    &["update", "old", "--istio", "1.30.3"],
    &["update", "old", "--abort"],
    &["update", "nowhere"],
    &["new", "pinned", "--preset", "p.yaml", "--no-input", "--pin"],
    &["pin", "pinned"],
    &["pin", "pinned", "--verify", "never", "--dry-run"],
    &["update", "pinned", "--base"],
    &["update", "old", "--base"],
    &["update", "pinned", "--istio", "minor"],
    &["outdated", "pinned"],
    &["outdated", "pinned", "--offline"],
    &["outdated", "old"],
    &["bundle", "create", "b.tar", "--preset", "p.yaml", "--no-sources", "--dry-run"],
    &["bundle", "create", "b.tar", "--preset", "p.yaml", "--no-sources"],
    &["bundle", "verify", "b.tar"],
    &["bundle", "load", "b.tar", "--images", "layout"],
    &["show", "x"],
    &["show", "y", "--html", "y.html"],
    &["show", "nowhere"],
    &["list", "releases"],
    &["list", "components"],
    &["list", "bases"],
    &["list", "presets"],
    &["list", "env", "--istio", "1.30.3"],
    &["list", "env", "--component", "ztunnel"],
    &["list", "rules"],
    &["list", "env", "--istio", "1.30.3", "--istio-source", "istio.git"],
    &["list", "env", "--istio", "1.3"],
    &["explain", "pilot"],
    &["explain", "mixer"],
    &["explain", "PILOT_HTTP10"],
    &["explain", "nothing-at-all"],
    &["explain", "--all"],
    &["explain", "x/Dockerfile:14"],
    &["explain", "own.Dockerfile:1", "--lang", "pt-BR"],
    &["check", "x", "own.Dockerfile", "--threshold", "none"],
    &["check", "own.Dockerfile"],
    &["check", "own.Dockerfile", "--fix", "--dry-run", "--threshold", "none"],
    &["check", "x", "--locked"],
    &["check", "y", "--locked"],
    &["doctor", "--offline"],
    &["annotate", "x/Dockerfile"],
    &["template", "list"],
    &["template", "eject", "templates"],
    &["template", "check", "templates"],
    &["template", "check", "nowhere"],
    &["completions", "zsh"],
    &["man"],
    &["man", "--markdown"],
    &["man", "pages"],
    &["cache", "list"],
    &["cache", "path"],
    &["cache", "verify"],
    &["cache", "prune", "--max-size", "0"],
    &["cache", "prune", "--max-size", "lots"],
];

#[test]
fn every_document_of_every_command_fits_the_schema_of_reports() {
    let program = Program::new();
    let source = istio("1.30.3", program.directory());
    let config = format!("[url \"{}\"]\n\tinsteadOf = https://github.com/istio/istio\n", source.display());
    program.write("home/.gitconfig", &config);
    let registry = RegistryServer::of(crate::registry::istio());
    program.write("p.yaml", &format!("extends: [minimal]\nistio: {{tag: 1.30.3, hub: '{}/istio'}}\n", registry.host()));
    program.write("own.Dockerfile", "from ubuntu\nENV A b\nENTRYPOINT run me\n");
    let validator = validator(&program, "report");
    for arguments in REAL {
        let ran = program.run(&[*arguments, &["--format", "json"]].concat());
        let document = ran.json();
        let whose = arguments.join(" ");
        fits(&validator, &document, &whose);
        if let Some(code) = document.get("exit_code") {
            ran.exits(i32::try_from(code.as_i64().unwrap()).unwrap());
        }
    }
}

#[test]
fn a_written_selection_names_its_schema_to_editors() {
    let program = Program::new();
    program.run(&["new", "x", "--preset", "minimal", "--no-input"]).exits(0);
    let selection = program.read("x/.istio-imgen/selection.yaml");
    let named = selection.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap().to_owned();
    let schema: Value = serde_json::from_str(&program.read(&format!("x/.istio-imgen/{named}"))).unwrap();
    assert_eq!(schema, program.run(&["schema", "preset"]).exits(0).json());
}
