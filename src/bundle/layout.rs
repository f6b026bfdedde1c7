//! Takes the image layout out of a bundle into a directory of the user's.
#![allow(clippy::disallowed_methods, reason = "an image layout is a directory")]

use crate::error::{Error, Kind, Result};
use crate::text::{bundle as say, disk as disk_text};
use camino::{Utf8Path, Utf8PathBuf};
use std::fs::{self, File};
use std::io::{self, Read};

/// A layout that is being written beside its place.
pub struct Layout {
    directory: Utf8PathBuf,
    stage: tempfile::TempDir,
}

impl Layout {
    /// Begins a layout. What is there already stays: only an empty directory may be in the way.
    ///
    /// # Errors
    /// [`Kind::WouldOverwrite`], [`Kind::Io`].
    pub fn begin(directory: &Utf8Path) -> Result<Layout> {
        match fs::read_dir(directory).map(|mut entries| entries.next().is_none()) {
            Ok(true) => {}
            Ok(false) => return Err(Error::new(Kind::WouldOverwrite, say::layout_exists(directory))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(directory, &error)),
        }
        let parent = directory.parent().filter(|parent| !parent.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
        let stage = tempfile::Builder::new().prefix(".istio-imgen-layout-").tempdir_in(parent);
        Ok(Layout { directory: directory.to_owned(), stage: stage.map_err(|error| failed(directory, &error))? })
    }

    /// Writes one file, by its path in the layout, which was checked.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub fn put(&self, path: &str, data: &mut dyn Read) -> Result<()> {
        let to = self.stage.path().join(path);
        let mut written = || -> io::Result<()> {
            fs::create_dir_all(to.parent().unwrap_or(&to))?;
            io::copy(data, &mut File::options().write(true).create_new(true).open(&to)?)?;
            Ok(())
        };
        written().map_err(|error| failed(&self.directory, &error))
    }

    /// Puts the layout in its place.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub fn finish(self) -> Result<()> {
        let stage = self.stage.keep();
        let placed = fs::rename(&stage, &self.directory);
        placed.map_err(|error| {
            _ = fs::remove_dir_all(&stage);
            failed(&self.directory, &error)
        })
    }
}

fn failed(path: &Utf8Path, error: &io::Error) -> Error {
    Error::new(Kind::Io, disk_text::cannot_write(path)).because(error)
}
