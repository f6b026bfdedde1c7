//! Room on the disks: for the cache, and where the engine keeps images.

use super::{Checked, Status};
use crate::size::size;
use crate::text::doctor as say;
use camino::Utf8Path;

/// A tag of Istio is 10 MB as it is fetched and 40 MB written out with all its sources.
const CACHE: (u64, u64) = (128 << 20, 1 << 30);
/// Images of one release with their builder and Go's build cache take some gigabytes.
const ENGINE: (u64, u64) = (1 << 30, 8 << 30);

/// Looks at the room for the cache, whether it can be written, and at the engine's room where it is on this machine.
pub(super) fn examine(cache: &Utf8Path, data: Option<&Utf8Path>) -> Vec<Checked> {
    let mut checked = vec![writable(cache)];
    checked.extend(room(cache, CACHE));
    checked.extend(data.filter(|data| data.exists()).and_then(|data| room(data, ENGINE)));
    checked
}

/// The directory itself, or the nearest one above it that exists.
fn nearest(path: &Utf8Path) -> &Utf8Path {
    path.ancestors().find(|path| path.exists()).unwrap_or(Utf8Path::new("."))
}

fn writable(cache: &Utf8Path) -> Checked {
    // A file without a name: it is gone when it is closed, whatever happens.
    match tempfile::tempfile_in(nearest(cache)) {
        Ok(_) => Checked::new("cache", Status::Ok, say::doctor_cache(cache)),
        Err(error) => {
            let says = say::doctor_cache_closed(cache).then(say::doctor_because(error));
            Checked::new("cache", Status::Unfit, says).hint(say::doctor_cache_how())
        }
    }
}

fn room(path: &Utf8Path, (least, enough): (u64, u64)) -> Option<Checked> {
    let found = rustix::fs::statvfs(nearest(path).as_std_path()).ok()?;
    let free = found.f_bavail.saturating_mul(found.f_frsize);
    let status = match free {
        free if free < least => Status::Unfit,
        free if free < enough => Status::Warning,
        _ => Status::Ok,
    };
    let checked = Checked::new("disk", status, say::doctor_room(size(free), path));
    Some(if status == Status::Ok { checked } else { checked.hint(say::doctor_room_how(size(enough))) })
}
