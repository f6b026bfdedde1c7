//! How registries are reached: the logins that the user has.

use crate::error::Result;
use crate::registry::Logins;
use crate::{disk, world};

/// The largest configuration that is read.
const MOST_BYTES: usize = 1 << 20;

/// The logins of the configurations that are there.
///
/// # Errors
/// A configuration that cannot be read or understood.
pub(super) fn logins() -> Result<Logins> {
    let mut logins = Logins::default();
    for path in world::registry_logins() {
        if let Some(text) = disk::read_text_if_there(&path, MOST_BYTES)? {
            logins.add(&path, &text)?;
        }
    }
    Ok(logins)
}
