//! `include_dir` on stable Rust does not notice new files: name the embedded directories.

fn main() {
    for dir in ["templates", "presets", "src/catalogue/data"] {
        println!("cargo:rerun-if-changed={dir}");
    }
}
