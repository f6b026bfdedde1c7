//! The integration tests, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test touches the world, and fails where it must"
)]

mod bundle;
mod check;
mod cli;
mod customize;
mod dockerfiles;
mod doctor;
mod endpoints;
mod export;
mod golden;
mod guide;
mod hostile;
mod house;
mod injection;
mod interactive;
mod interactive_extra;
mod knowledge;
mod machine;
mod mistakes;
mod newer;
mod portuguese;
mod registry;
mod secrets;
mod show;
mod source;
mod support;
mod templates;
mod update;
mod update_cases;
