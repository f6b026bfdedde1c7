//! Templates of the user: before ours, beside ours, and never out of their place.

use crate::support::{Program, files};

fn new<'a>(directory: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let base = ["new", directory, "--preset", "workshop", "--no-input", "--templates", "t"];
    base.into_iter().chain(more.iter().copied()).collect()
}

#[test]
fn ejected_templates_make_the_same_context_and_changed_ones_what_they_say() {
    let program = Program::new();
    program.run(&["template", "eject", "t"]).exits(0);
    program.run(&["new", "plain", "--preset", "workshop", "--no-input"]).exits(0);
    program.run(&new("same", &[])).exits(0);
    let own = |name: &str| {
        let mut files = files(&program.directory().join(name));
        files.retain(|path, _| !path.starts_with(".istio-imgen/"));
        files
    };
    assert_eq!(own("plain"), own("same"));

    let dockerfile =
        program.read("t/Dockerfile.tera").replace("USER {{ image.user }}", "USER {{ image.user }}\nSTOPSIGNAL SIGINT");
    program.write("t/Dockerfile.tera", &dockerfile);
    program.write("t/ci/settings.yaml.tera", "tag: {{ istio.tag | json }}\n{% include \"ci/_images.tera\" %}\n");
    program.write("t/ci/_images.tera", "images:\n{% for image in images %}- {{ image.image | json }}\n{% endfor %}");
    program.run(&new("changed", &[])).exits(0);
    assert!(program.read("changed/Dockerfile").contains("USER 1337:1337\nSTOPSIGNAL SIGINT\n"));
    let settings = program.read("changed/ci/settings.yaml");
    assert!(settings.starts_with("tag: \"1.") && settings.contains("- \"pilot\"\n"), "{settings}");
    assert!(!program.directory().join("changed/ci/_images").exists());
}

#[test]
fn a_context_with_templates_is_made_again_from_itself() {
    let program = Program::new();
    program.run(&["template", "eject", "t", "docker-bake.hcl.tera"]).exits(0);
    program.write("t/NOTES.md.tera", "# {{ istio.tag | markdown }}\n");
    program.run(&new("x", &[])).exits(0);
    let lock: serde_json::Value = serde_json::from_str(&program.read("x/.istio-imgen/lock.json")).unwrap();
    let names: Vec<&str> =
        lock["templates"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["NOTES.md.tera", "docker-bake.hcl.tera"]);
    assert_eq!(lock["templates"][0]["sha256"].as_str().unwrap().len(), 64);
    std::fs::remove_dir_all(program.directory().join("t")).unwrap();
    program.run(&["new", "y", "--preset", "x/.istio-imgen/selection.yaml", "--no-input"]).exits(0);
    assert_eq!(files(&program.directory().join("x")), files(&program.directory().join("y")));
}

#[test]
fn every_mistake_is_told_with_its_place_and_exits_with_5() {
    for (name, text, place, words) in [
        ("a.txt.tera", "x\n  {{ istio.tga }}", "t/a.txt.tera:2:6", "did you mean `istio.tag`?"),
        ("a.txt.tera", "{% if builder.cgoo %}{% endif %}", "t/a.txt.tera:1:7", "the plan has no `builder.cgoo`"),
        ("a.txt.tera", "{% if hub %}\n{{ nothing }}{% endif %}", "t/a.txt.tera:2:4", "`nothing`"),
        ("a.txt.tera", "\n\n{% if hub }", "t/a.txt.tera:3:", "error[template]"),
        ("a.txt.tera", "{{ hub | shel }}", "t/a.txt.tera:1:", "shel"),
        ("a.txt.tera", "{% include \"../x.tera\" %}", "t/a.txt.tera:1:12", "leads out"),
        ("a.txt.tera", "{% include \"/etc/passwd\" %}", "t/a.txt.tera:1:12", "leads out"),
        ("a.txt.tera", "{% include \"x.tera\" %}", "t/a.txt.tera:1:", "x.tera"),
        ("a.txt.tera", "{% extends \"x.tera\" %}", "t/a.txt.tera:1:12", "no template `x.tera`"),
        ("a.txt.tera", "\nä {{ images[0].title }}", "t/a.txt.tera:2:6", "without a filter"),
        ("a.txt.tera", "{{ images[9].user }}", "t/a.txt.tera:1:", "error[template]"),
        ("src/a.go.tera", "x", "t/src/a.go.tera", "error[template-path]"),
        (".istio-imgen/lock.json.tera", "x", "t/.istio-imgen/lock.json.tera", "error[template-path]"),
        ("aux.tera", "x", "t/aux.tera", "Windows reserves"),
        (".dockerignore.tera", "x", "t/.dockerignore.tera", "dockerignore.tera"),
    ] {
        let program = Program::new();
        program.write(&format!("t/{name}"), text);
        for arguments in [new("x", &[]), vec!["template", "check", "t"]] {
            program.run(&arguments).exits(5).says(place).says(words);
        }
        assert!(!program.directory().join("x").exists(), "{text}");
    }
}

#[test]
fn links_among_templates_are_refused() {
    let program = Program::new();
    program.write("secret", "root:x:0:0\n");
    program.write("t/a.txt.tera", "x");
    std::os::unix::fs::symlink("../secret", program.directory().join("t/b.txt.tera")).unwrap();
    program.run(&new("x", &[])).exits(5).says("b.txt.tera");
    program.run(&["template", "check", "t"]).exits(5);
    program.run(&["new", "x", "--preset", "workshop", "--no-input", "--templates", "nowhere"]).exits(74);
}

#[test]
fn what_a_template_lets_out_of_its_place_is_found_before_a_value_does_it() {
    let program = Program::new();
    program.run(&["template", "eject", "t", "Dockerfile.tera"]).exits(0);
    let ejected = program.read("t/Dockerfile.tera");
    program.write("t/Dockerfile.tera", &ejected.replace("variable.value | dockerfile", "variable.value | markdown"));
    program.run(&["template", "check", "t"]).exits(5).says("template-injection");
    program.write("t/Dockerfile.tera", &ejected.replace("{{ variable.value | dockerfile }}", "{{ variable.value }}"));
    program.run(&["template", "check", "t"]).exits(5).says("without a filter").says("Dockerfile.tera:");
    program.write("t/Dockerfile.tera", &ejected.replace("USER {{", "USR {{"));
    program.run(&["template", "check", "t"]).exits(5).says("template-output");
    program.write("t/Dockerfile.tera", &ejected);
    program.write("t/a.yaml.tera", "a: [\n");
    program.run(&["template", "check", "t"]).exits(5).says("a.yaml");
}

#[test]
fn a_template_of_another_version_is_told() {
    let program = Program::new();
    program.run(&["template", "eject", "t", "docker-bake.hcl.tera"]).exits(0);
    program.run(&["template", "check", "t"]).exits(0).says("template-same");
    let ejected = program.read("t/docker-bake.hcl.tera");
    let changed = format!("{ejected}# mine\n");
    program.write("t/docker-bake.hcl.tera", &changed);
    let ran = program.run(&["template", "check", "t", "--format", "json"]).exits(0);
    assert_eq!((ran.json()["status"].as_str(), ran.json()["findings"].as_array().unwrap().len()), (Some("ok"), 0));
    let (head, rest) = changed.split_once("sha256:").unwrap();
    program.write("t/docker-bake.hcl.tera", &format!("{head}sha256:{}{}", "0".repeat(64), &rest[64..]));
    program.run(&["template", "check", "t"]).exits(0).says("warning[template-drift]").says("0.1.0");
    // Nothing of the user's is written over.
    program.run(&["template", "eject", "t", "docker-bake.hcl.tera"]).exits(6).says("differs");
    program.run(&["template", "eject", "t", "docker-bake.hcl.tera", "--force"]).exits(0);
    assert!(program.read("t/docker-bake.hcl.tera.orig").ends_with("# mine\n"));
    program.run(&["template", "eject", "t", "Dokerfile.tera"]).exits(5).says("did you mean `Dockerfile.tera`?");
}

#[test]
fn the_list_names_what_there_is() {
    let program = Program::new();
    let document = program.run(&["template", "list", "--format", "json"]).exits(0).json();
    let has = |list: &str, key: &str, name: &str| document[list].as_array().unwrap().iter().any(|row| row[key] == name);
    assert!(has("templates", "name", "Dockerfile.tera") && has("filters", "name", "dockerfile"));
    assert!(has("fields", "path", "images[].labels[].value") && has("fields", "path", "builder.cgo"));
    let portuguese = program.run(&["template", "list", "--lang", "pt-BR"]).exits(0).out();
    assert!(portuguese.contains("TEMPLATES") && portuguese.contains("palavra de um shell"), "{portuguese}");
}
