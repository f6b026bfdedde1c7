//! The facts of releases: derived from small source trees in Istio's shape, and read from the embedded catalogue.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "the tests read trees from the disk, and fail by panicking"
)]

mod build;
mod catalogue;
mod facts;
mod hostile;
mod support;
mod variables;
