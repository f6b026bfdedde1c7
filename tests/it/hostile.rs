//! Presets that try to break out: each is refused or harmless, and what is printed for each can be read beside it.
//!
//! `BLESS=1 cargo test --test it hostile` writes what is printed anew.

use crate::support::{Program, readers, root};
use istio_imgen::tree::{File, Tree, TreePath};
use std::path::{Path, PathBuf};

fn presets() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("tests/hostile")).unwrap().map(|entry| entry.unwrap().path());
    let mut presets: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    presets.sort();
    presets
}

/// What a run prints, with the exit code, and without what is another machine's: the directory of the run.
fn printed(program: &Program, name: &str) -> (i32, String) {
    let ran = program.run(&["new", "context/x", "--preset", &format!("./{name}.yaml"), "--no-input", "--offline"]);
    let here = program.directory().to_str().unwrap();
    let text = format!("exit {}\n{}{}", ran.code(), ran.out(), ran.err());
    (ran.code(), text.replace(here, "HERE"))
}

fn check(path: &Path, blessing: bool) -> Option<String> {
    let name = path.file_stem().unwrap().to_str().unwrap();
    let program = Program::new();
    std::fs::create_dir(program.directory().join("context")).unwrap();
    std::fs::copy(path, program.directory().join(format!("{name}.yaml"))).unwrap();
    let (code, text) = printed(&program, name);
    assert!([0, 3, 4, 5, 74].contains(&code), "{name}: {text}");
    // Nothing beside the target, and nothing of it when there was a problem.
    let left = |directory: &Path| {
        let mut names: Vec<String> = std::fs::read_dir(directory)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let mut kept = vec!["context".to_owned(), format!("{name}.yaml")];
    kept.sort();
    assert_eq!(left(program.directory()), kept, "{name}");
    let made = left(&program.directory().join("context"));
    assert_eq!(made, if code == 0 { vec!["x"] } else { Vec::new() }, "{name}");
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}') && !text.contains('\0'), "{name}: {text}");
    assert!(!text.contains("hunter2") && !text.contains("A2b3C4"), "{name}: {text}");
    if code == 0 {
        let plain = outline(&example("minimal"));
        let found = outline(&crate::support::files(&program.directory().join("context/x")));
        for file in ["Dockerfile", "README.md", "docker-bake.hcl", ".dockerignore"] {
            let kinds = |lines: &[String]| {
                lines.iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
            };
            let (mut wanted, mut found) = (kinds(&plain[file]), kinds(&found[file]));
            // A preset that sets a variable gives the image an ENV; a mesh configuration is a further file.
            for list in [&mut wanted, &mut found] {
                list.retain(|kind| kind != "ENV");
            }
            if !name.starts_with("mesh") {
                assert_eq!(found, wanted, "{name}: {file}");
            }
        }
    }
    let golden = path.with_extension("txt");
    if blessing {
        std::fs::write(&golden, &text).unwrap();
    }
    let wanted = std::fs::read_to_string(&golden).unwrap_or_default();
    (wanted != text).then(|| format!("{name}: {text}"))
}

type Files = std::collections::BTreeMap<String, (Vec<u8>, bool)>;

fn example(preset: &str) -> Files {
    crate::support::files(&root().join("examples").join(preset))
}

fn outline(files: &Files) -> std::collections::BTreeMap<String, Vec<String>> {
    let tree: Tree = files
        .iter()
        .map(|(path, (bytes, _))| (TreePath::new(path.clone()).unwrap(), File::plain(bytes.clone())))
        .collect();
    readers::outline(&tree)
}

#[test]
fn a_hundred_hostile_presets_are_refused_or_harmless() {
    let (presets, blessing) = (presets(), std::env::var_os("BLESS").is_some());
    assert!(presets.len() >= 100, "{}", presets.len());
    let differing: Vec<String> = std::thread::scope(|scope| {
        let parts: Vec<_> = presets
            .chunks(presets.len().div_ceil(4))
            .map(|part| scope.spawn(move || part.iter().filter_map(|path| check(path, blessing)).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    assert!(differing.is_empty(), "what is printed differs (BLESS=1 writes it anew):\n{}", differing.join("\n"));
}
