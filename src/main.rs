//! Parses, runs, prints the errors, sets the exit code.

fn main() {}
