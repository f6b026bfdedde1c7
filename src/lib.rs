//! `istio-imgen` makes ready Docker build contexts for custom Istio images.
//!
//! This page is a table of contents; `ARCHITECTURE.md` tells how the rooms hang together.

pub mod catalogue;
pub mod cli;
pub mod closure;
pub mod command;
pub mod disk;
pub mod dockerfile;
pub mod elf;
pub mod endpoint;
pub mod env;
pub mod error;
pub mod escape;
pub mod exit;
pub mod finding;
pub mod fips;
pub mod legacy;
pub mod manifest;
pub mod merge;
pub mod mesh;
pub mod nearest;
pub mod patch;
pub mod plan;
pub mod preset;
pub mod prompt;
pub mod readback;
pub mod reference;
pub mod release;
pub mod render;
pub mod report;
pub mod rule;
pub mod schema;
pub mod secret;
pub mod selection;
pub mod source;
pub mod state;
pub mod template;
pub mod text;
pub mod tree;
pub mod version;
pub mod world;
pub mod yaml;
