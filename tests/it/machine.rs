//! The side that faces programs: documents and their schemas, completions, manual pages, exit codes.

use crate::support::{Program, istio, root};
use serde_json::Value;
use std::path::Path;

mod exit_codes;
mod explained;
mod reference;
mod schemas;
mod shells;
