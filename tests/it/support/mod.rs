//! What several tests use.

pub mod git_server;
