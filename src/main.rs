//! Parses, runs, prints the errors, sets the exit code.

use std::process::ExitCode;

#[allow(clippy::disallowed_methods, reason = "the one place that reads the arguments")]
fn main() -> ExitCode {
    istio_imgen::world::watch_panics();
    ExitCode::from(istio_imgen::command::run(std::env::args_os().collect()))
}
