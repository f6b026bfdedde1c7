//! The archive itself: written in one go, read from one end to the other.
#![allow(clippy::disallowed_methods, reason = "a bundle is a file that is larger than memory")]

use super::{Contents, Entry, LIST, Problem, SUM};
use crate::error::{Error, Kind, Result};
use crate::registry::Verifier;
use crate::state::hex;
use crate::text::{bundle as say, disk as disk_text};
use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use tar::{Archive, Builder, EntryType, Header};

/// The longest list: some thousand files.
const MOST_LIST: u64 = 16 << 20;

/// Writes a bundle beside its place and puts it there when it is whole. `open` gives the bytes of each file.
///
/// # Errors
/// [`Kind::Io`] when it cannot be written, [`Kind::Verification`] when a file is not what the list says.
pub fn write(
    path: &Utf8Path,
    contents: &Contents,
    mut open: impl FnMut(&Entry) -> Result<Box<dyn Read>>,
    cancelled: &dyn Fn() -> bool,
) -> Result<u64> {
    let failed = |error: io::Error| Error::new(Kind::Io, disk_text::cannot_write(path)).because(error);
    let parent = path.parent().filter(|parent| !parent.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".istio-imgen-bundle-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(parent).map_err(failed)?;
    let mut tar = Builder::new(BufWriter::new(file));
    let bug = |error| Error::new(Kind::Bug, crate::text::core::bad_data(LIST)).because(error);
    let mut list = serde_json::to_vec_pretty(contents).map_err(bug)?;
    list.push(b'\n');
    let sum = sum(&list);
    append(&mut tar, LIST, list.len() as u64, &mut list.as_slice()).map_err(failed)?;
    append(&mut tar, SUM, sum.len() as u64, &mut sum.as_bytes()).map_err(failed)?;
    for entry in &contents.files {
        let mut checked = Checked::new(open(entry)?, entry, cancelled);
        append(&mut tar, &entry.path, entry.size, &mut checked)
            .map_err(|error| checked.problem.take().unwrap_or_else(|| failed(error)))?;
        checked.finish(path)?;
    }
    let file = tar
        .into_inner()
        .and_then(|writer| writer.into_inner().map_err(io::IntoInnerError::into_error))
        .map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    let size = file.as_file().metadata().map_err(failed)?.len();
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(size)
}

/// What `sha256sum` says of a list.
fn sum(list: &[u8]) -> String {
    format!("{}  {LIST}\n", hex(&Sha256::digest(list)))
}

/// One file, with nothing that depends on the machine or the day.
fn append<W: Write>(tar: &mut Builder<W>, path: &str, size: u64, data: &mut dyn Read) -> io::Result<()> {
    let mut header = Header::new_ustar();
    header.set_entry_type(EntryType::Regular);
    header.set_mode(0o644);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    header.set_size(size);
    header.set_path(path)?;
    header.set_cksum();
    tar.append(&header, data)
}

/// A bundle that is read.
pub struct Reader {
    path: Utf8PathBuf,
    archive: Archive<BufReader<File>>,
    /// What it says that it holds.
    pub contents: Contents,
}

impl Reader {
    /// Opens a bundle and reads its list.
    ///
    /// # Errors
    /// [`Kind::Io`] when it cannot be read, [`Kind::Verification`] when it is no bundle.
    pub fn open(path: &Utf8Path) -> Result<Reader> {
        let contents = {
            let mut archive = archive(path)?;
            let mut entries = archive.entries().map_err(|error| unreadable(path, &error))?.raw(true);
            let mut file = |wanted: &str| -> Result<Vec<u8>> {
                let found = entries.next().ok_or_else(|| foreign(path, wanted))?;
                let mut found = found.map_err(|error| broken(path, &error))?;
                if name(&found).as_deref() != Some(wanted) || found.size() > MOST_LIST {
                    return Err(foreign(path, wanted));
                }
                let mut bytes = Vec::new();
                found.read_to_end(&mut bytes).map_err(|error| broken(path, &error))?;
                Ok(bytes)
            };
            let list = file(LIST)?;
            if file(SUM)? != sum(&list).as_bytes() {
                return Err(foreign(path, LIST));
            }
            let contents: Contents =
                serde_json::from_slice(&list).map_err(|error| foreign(path, LIST).because(error))?;
            contents.check().map_err(|problem| match problem {
                Problem::Schema(schema) => Error::new(Kind::Source, say::bundle_schema(path, schema)),
                Problem::Entry(name) => foreign(path, &name),
                Problem::Incomplete(name) => Error::new(Kind::Verification, say::bundle_incomplete(path, name)),
            })?;
            contents
        };
        Ok(Reader { path: path.to_owned(), archive: archive(path)?, contents })
    }

    /// Reads every file in order. Each is held against its size and digest; `visit` may leave bytes unread.
    ///
    /// # Errors
    /// As [`Reader::open`], and whatever `visit` says.
    pub fn each(
        mut self,
        cancelled: &dyn Fn() -> bool,
        visit: &mut dyn FnMut(&Entry, &mut dyn Read) -> Result<()>,
    ) -> Result<()> {
        let path = self.path;
        let mut entries = self.archive.entries().map_err(|error| unreadable(&path, &error))?.raw(true).skip(2);
        for entry in &self.contents.files {
            let found =
                entries.next().ok_or_else(|| short(&path, &entry.path))?.map_err(|error| broken(&path, &error))?;
            if name(&found).as_deref() != Some(entry.path.as_str()) || found.size() != entry.size {
                return Err(foreign(&path, &entry.path));
            }
            let mut checked = Checked::new(Box::new(found), entry, cancelled);
            let visited = visit(entry, &mut checked);
            if let Some(problem) = checked.problem.take() {
                return Err(problem);
            }
            visited?;
            checked.finish(&path)?;
        }
        match entries.next() {
            None => Ok(()),
            Some(Ok(more)) => Err(foreign(&path, &name(&more).unwrap_or_default())),
            Some(Err(error)) => Err(broken(&path, &error)),
        }
    }
}

/// The name of a plain file; nothing for links, directories, devices and whatever else an archive can hold.
fn name<R: Read>(entry: &tar::Entry<'_, R>) -> Option<String> {
    let plain = entry.header().entry_type() == EntryType::Regular;
    plain.then(|| String::from_utf8(entry.header().path_bytes().into_owned()).ok()).flatten()
}

fn archive(path: &Utf8Path) -> Result<Archive<BufReader<File>>> {
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    Ok(Archive::new(BufReader::new(file)))
}

/// Bytes that are held against what the list says of them.
struct Checked<'a> {
    inner: Box<dyn Read + 'a>,
    entry: &'a Entry,
    verifier: Option<Verifier>,
    read: u64,
    cancelled: &'a dyn Fn() -> bool,
    problem: Option<Error>,
}

impl<'a> Checked<'a> {
    fn new(inner: Box<dyn Read + 'a>, entry: &'a Entry, cancelled: &'a dyn Fn() -> bool) -> Checked<'a> {
        Checked { inner, entry, verifier: Verifier::of(&entry.digest), read: 0, cancelled, problem: None }
    }

    /// Reads what is left, and says whether all of it was right.
    fn finish(mut self, path: &Utf8Path) -> Result<()> {
        let mut rest = [0; 16 << 10];
        loop {
            match self.read(&mut rest) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => return Err(self.problem.take().unwrap_or_else(|| broken(path, &error))),
            }
        }
        if self.read != self.entry.size {
            return Err(short(path, &self.entry.path));
        }
        let found = self.verifier.map(Verifier::digest).unwrap_or_default();
        match found == self.entry.digest {
            true => Ok(()),
            false => {
                let text = say::bundle_digest(path, &self.entry.path, &self.entry.digest);
                Err(Error::new(Kind::Verification, text).because(found).hint(say::bundle_damaged_how()))
            }
        }
    }
}

impl Read for Checked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if (self.cancelled)() {
            self.problem = Some(Error::new(Kind::Interrupted, crate::text::source::interrupted()));
            return Err(io::ErrorKind::Other.into());
        }
        let count = self.inner.read(buffer)?;
        self.read += count as u64;
        if let Some(verifier) = &mut self.verifier {
            verifier.update(&buffer[..count]);
        }
        Ok(count)
    }
}

fn unreadable(path: &Utf8Path, error: &io::Error) -> Error {
    Error::new(Kind::Io, disk_text::cannot_read(path)).because(error)
}

/// The archive ends early, or is no archive.
fn broken(path: &Utf8Path, error: &io::Error) -> Error {
    Error::new(Kind::Verification, say::bundle_broken(path)).because(error).hint(say::bundle_damaged_how())
}

fn short(path: &Utf8Path, name: &str) -> Error {
    Error::new(Kind::Verification, say::bundle_short(path, name)).hint(say::bundle_damaged_how())
}

fn foreign(path: &Utf8Path, name: &str) -> Error {
    let name = crate::source::clean(name);
    Error::new(Kind::Verification, say::bundle_foreign(path, name)).hint(say::bundle_damaged_how())
}
