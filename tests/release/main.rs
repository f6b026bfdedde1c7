//! The facts of releases: derived from small source trees in Istio's shape, and read from the embedded catalogue.
#![allow(clippy::disallowed_methods, reason = "the tests read the trees from the disk")]

mod facts;
mod support;
