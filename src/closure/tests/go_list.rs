//! The same closures from us, from `go list` where there is a Go toolchain, and as recorded from it.

#![allow(
    clippy::disallowed_methods,
    reason = "writes the module to a temporary directory and asks the real `go` about it"
)]

use super::*;
use std::path::Path;
use std::process::Command;

const MODULE_TEXT: &str = include_str!("../../../tests/closure/pitfalls.txt");
const RECORDED: &str = include_str!("../../../tests/closure/pitfalls.list");

/// Each build whose closure is compared.
const BUILDS: [(&str, &[&str], &str, &str); 6] = [
    ("cmd/app", &[], "linux", "amd64"),
    ("cmd/app", &[], "linux", "arm64"),
    ("cmd/app", &["agent", "plan9"], "linux", "amd64"),
    ("cmd/app", &[], "windows", "amd64"),
    ("cmd/app", &["boringcrypto"], "android", "arm64"),
    ("cmd/second", &[], "darwin", "arm64"),
];

/// The files of the module, with the bytes that its text can only name.
fn module_files() -> Vec<(&'static str, String)> {
    let mut files: Vec<(&str, String, &str)> = Vec::new();
    for line in MODULE_TEXT.lines() {
        if let Some(header) = line.strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
            let (path, marks) = header.split_once(" | ").unwrap_or((header, ""));
            files.push((path, String::new(), marks));
        } else if let Some((_, text, _)) = files.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    let finish = |mut text: String, marks: &str| {
        for mark in marks.split(", ") {
            text = match mark {
                "byte order mark" => format!("\u{feff}{text}"),
                "crlf" => text.replace('\n', "\r\n"),
                "no final newline" => text.trim_end_matches('\n').to_owned(),
                _ => text,
            };
        }
        text
    };
    files.into_iter().map(|(path, text, marks)| (path, finish(text, marks))).collect()
}

fn heading((package, tags, os, arch): (&str, &[&str], &str, &str)) -> String {
    format!("== {package} [{}] {os}/{arch}\n", tags.join(","))
}

/// Our closure, one line for each fact.
fn ours(build: (&str, &[&str], &str, &str)) -> String {
    let files = module_files();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let (package, tags, os, arch) = build;
    let closure = compute(&tree(&files), &NoBlobs, &[target(package, tags)], &[Platform::new(os, arch)]).unwrap();
    let mut lines: Vec<String> =
        closure.problems.iter().map(|p| format!("problem {} {}\n", p.path, p.text().id())).collect();
    lines.extend(closure.packages.keys().map(|directory| format!("package {directory}\n")));
    for package in closure.packages.values() {
        lines.extend(package.files.iter().map(|path| format!("file {path}\n")));
        lines.extend(package.embeds.iter().map(|path| format!("embed {path}\n")));
    }
    lines.extend(closure.external.iter().map(|import| format!("external {import}\n")));
    lines.sort();
    heading(build) + &lines.concat()
}

/// What `go list` says of a build, in the same lines.
fn go_list(root: &Path, build: (&str, &[&str], &str, &str)) -> String {
    const FORMAT: &str = "{{if not .Standard}}package {{.ImportPath}}{{range .GoFiles}}\nfile {{.}}{{end}}\
        {{range .CgoFiles}}\nfile {{.}}{{end}}{{range .SFiles}}\nfile {{.}}{{end}}{{range .HFiles}}\nfile {{.}}{{end}}\
        {{range .SysoFiles}}\nfile {{.}}{{end}}{{range .EmbedFiles}}\nembed {{.}}{{end}}\
        {{range .Imports}}\nimport {{.}}{{end}}{{end}}";
    let (package, tags, os, arch) = build;
    let output = go(root)
        .args(["list", "-e", "-deps", "-tags", &tags.join(","), "-f", FORMAT, &format!("./{package}")])
        .envs([("GOOS", os), ("GOARCH", arch)])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut lines = BTreeSet::new();
    let mut directory: Option<String> = None;
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let Some((kind, value)) = line.split_once(' ') else { continue };
        let inside = value.strip_prefix("example.com/pitfalls");
        let inside = inside.filter(|_| !value.starts_with("example.com/pitfalls/nested"));
        match (kind, inside, &directory) {
            ("package", inside, _) => {
                directory = inside.map(|path| path.trim_start_matches('/').to_owned());
                lines.extend(directory.iter().map(|directory| format!("package {directory}\n")));
            }
            ("import", None, Some(_)) if value.split('/').next().unwrap().contains('.') => {
                lines.insert(format!("external {value}\n"));
            }
            ("file" | "embed", _, Some(directory)) => {
                let path = format!("{directory}/{value}");
                lines.insert(format!("{kind} {}\n", path.trim_start_matches('/')));
            }
            _ => {}
        }
    }
    heading(build) + &lines.into_iter().collect::<String>()
}

/// A command of the Go toolchain that neither asks the network nor heeds the settings of whoever runs the test.
fn go(root: &Path) -> Command {
    let mut go = Command::new("go");
    go.current_dir(root).env_remove("GOEXPERIMENT").envs([
        ("CGO_ENABLED", "0"),
        ("GO111MODULE", "on"),
        ("GOENV", "off"),
        ("GOFLAGS", "-mod=readonly"),
        ("GOPROXY", "off"),
        ("GOTOOLCHAIN", "local"),
        ("GOWORK", "off"),
    ]);
    go
}

/// Whether there is a `go` that knows all that the module uses: 1.21 or later.
fn go_is_there(root: &Path) -> bool {
    let Ok(output) = go(root).args(["env", "GOVERSION"]).output() else { return false };
    let version = String::from_utf8_lossy(&output.stdout).into_owned();
    let minor = version.trim().strip_prefix("go1.").and_then(|rest| rest.split('.').next()?.parse::<u32>().ok());
    output.status.success() && minor.is_some_and(|minor| minor >= 21)
}

#[test]
fn our_closure_is_the_recorded_one() {
    let ours: String = BUILDS.into_iter().map(ours).collect();
    for (line, (ours, recorded)) in ours.lines().zip(RECORDED.lines()).enumerate() {
        assert_eq!(ours, recorded, "line {}", line + 1);
    }
    assert_eq!(ours.lines().count(), RECORDED.lines().count());
}

#[test]
fn the_go_toolchain_agrees_where_there_is_one() {
    let directory = tempfile::tempdir().unwrap();
    if !go_is_there(directory.path()) {
        return;
    }
    for (path, text) in module_files() {
        let path = directory.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    for build in BUILDS {
        let (ours, theirs) = (ours(build), go_list(directory.path(), build));
        let only =
            |a: &str, b: &str| a.lines().filter(|a| b.lines().all(|b| b != *a)).map(str::to_owned).collect::<Vec<_>>();
        let (only_ours, only_theirs) = (only(&ours, &theirs), only(&theirs, &ours));
        assert!(ours == theirs, "{}only ours: {only_ours:#?}\nonly of `go list`: {only_theirs:#?}", heading(build));
    }
}

#[test]
fn what_belongs_beside_the_packages_is_exported_too() {
    let files = module_files();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let closure = closure(&files, &[target("cmd/app", &[]), target("cmd/second", &[])]);
    for path in ["go.mod", "go.sum", "cmd/app/default.pgo"] {
        assert!(closure.files.contains(path), "{path}");
    }
    for path in ["LICENSE", "nested/inner/x.go", "lib/commented/commented.go", "lib/onlytest/x.go"] {
        assert!(!closure.files.contains(path), "{path}");
    }
}
