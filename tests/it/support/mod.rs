//! What several tests use.

pub(crate) mod git_server;
