//! One file, whole or not at all: written beside its place, and put there by a rename.

use camino::Utf8Path;
use std::fs;
use std::io::{self, Write};
use tempfile::NamedTempFile;

/// A new file beside a place, whose bytes are on the disk; it is gone when it is dropped. Without permissions it is as a
/// file that an editor saves: the user's umask takes off what it takes off.
pub(super) fn beside(path: &Utf8Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<NamedTempFile> {
    let directory = path.parent().filter(|parent| *parent != "").unwrap_or(Utf8Path::new("."));
    let open: fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    let mut file = tempfile::Builder::new().prefix(".istio-imgen-").permissions(open).tempfile_in(directory)?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}
