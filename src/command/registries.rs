//! How registries are reached: the logins that the user has.

use super::Session;
use crate::error::Result;
use crate::registry::{Logins, Registry};
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

/// A client of registries that ends what it does when somebody interrupts the program.
pub(super) fn client<'a>(session: &Session, logins: &'a Logins) -> Registry<'a> {
    world::watch_signals();
    Registry::new(&world::network(session.ca_file.as_deref()), logins, world::interrupted)
}
