//! How fast `check` is: 10,000 generated variants of Dockerfiles in one process, on one core.
//!
//! `cargo bench --locked --bench check [-- DIRECTORY]`; with a directory the variants are written there too, so that
//! another checker can be timed on the same files.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a measurement reads the project, writes files and looks at the clock"
)]

use istio_imgen::check::{Policy, Settings, Subject, find};
use istio_imgen::dockerfile::Dockerfile;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How many variants are checked.
const VARIANTS: usize = 10_000;

fn dockerfiles(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).expect("a directory of the project") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            dockerfiles(&path, found);
        } else if path.file_name().is_some_and(|name| name == "Dockerfile") {
            found.push(path);
        }
    }
}

/// A variant of a text: another release, and a step more or less, decided by its number alone.
fn variant(text: &str, number: usize) -> String {
    let text = text.replace("1.30.3", &format!("1.{}.{}", 20 + number % 11, number % 17));
    let extra = match number % 5 {
        0 => "\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n",
        1 => "\nRUN cd /tmp && wget https://example.com/x | bash\n",
        2 => "\nENV A=1 \\\n    B=\"two three\" \\\n    C=$A\n",
        3 => "\nCOPY <<EOF /etc/own.conf\nname = own\nEOF\n",
        _ => "\n",
    };
    format!("{text}{extra}")
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    dockerfiles(&root.join("examples"), &mut paths);
    paths.sort();
    let texts: Vec<String> = paths.iter().map(|path| std::fs::read_to_string(path).expect("a text")).collect();
    let variants: Vec<String> = (0..VARIANTS).map(|number| variant(&texts[number % texts.len()], number)).collect();
    if let Some(directory) = std::env::args().skip(1).find(|word| !word.starts_with('-')) {
        std::fs::create_dir_all(&directory).expect("a directory to write to");
        for (number, text) in variants.iter().enumerate() {
            std::fs::write(Path::new(&directory).join(format!("Dockerfile.{number:05}")), text).expect("a file");
        }
    }
    let (policy, settings) = (Policy::default(), Settings::default());
    let bytes: usize = variants.iter().map(String::len).sum();
    for _ in 0..3 {
        let (start, mut hits) = (Instant::now(), 0);
        for text in &variants {
            let file = Dockerfile::parse(text);
            hits += find(&Subject::new(&file, &policy, None), &settings).len();
        }
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{VARIANTS} files, {:.1} MB, {hits} findings: {seconds:.3} s, {:.0} files a second, {:.1} MB a second",
            bytes as f64 / 1e6,
            VARIANTS as f64 / seconds,
            bytes as f64 / 1e6 / seconds
        );
    }
}
