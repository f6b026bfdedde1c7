//! The embedded catalogue: what is known of every final release of Istio without a network.
//!
//! [`releases`] lists the tags, [`release`] gives the facts of one and [`variables`] its environment variables; [`build`] writes the data of the catalogue from
//! Istio's repository, the same bytes every time. A line of Istio (`1.30`) is one file, which is read when it is asked for.

mod build;
mod lives;
mod releases;
mod toolchain;
mod variables;

pub use build::{Built, build};
pub use releases::{Entry, Older, older, release, releases};
pub use variables::{Life, Span, history, nearest, variables};
