//! What an executable tells before it runs: whether it is one and for which machine, what it is linked against, and what
//! Go's linker wrote into it.

mod go;
mod judge;

use crate::selection::Platform;
use crate::version::compare_dotted;
use object::elf::{EM_386, EM_AARCH64, EM_ARM, EM_PPC64, EM_RISCV, EM_S390, EM_X86_64, FileHeader64};
use object::read::ReadRef;
use object::read::elf::{FileHeader, ProgramHeader};
use object::{Endianness, elf};
use std::collections::BTreeSet;

pub use go::BuildInfo;
pub use judge::{Asked, ENVOY_MARK, judge};

/// Why a file cannot be the program for a platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is no ELF executable of 64 bits.
    NotElf,
    /// It is an object file or core dump, nothing that can be started.
    NotExecutable,
    /// It is for this machine instead.
    Machine(&'static str),
}

/// Checks the first bytes of a file (the System V ABI, "ELF Header").
///
/// # Errors
/// The first [`Problem`].
pub fn check(head: &[u8], platform: Platform) -> Result<(), Problem> {
    let header = FileHeader64::<Endianness>::parse(head).map_err(|_| Problem::NotElf)?;
    let endian = header.endian().map_err(|_| Problem::NotElf)?;
    if !matches!(header.e_type(endian), elf::ET_EXEC | elf::ET_DYN) {
        return Err(Problem::NotExecutable);
    }
    let machine = header.e_machine(endian);
    let wanted = match platform {
        Platform::Amd64 => EM_X86_64,
        Platform::Arm64 => EM_AARCH64,
    };
    if machine == wanted {
        return Ok(());
    }
    Err(Problem::Machine(match machine {
        EM_X86_64 => "amd64",
        EM_AARCH64 => "arm64",
        EM_386 => "386",
        EM_ARM => "arm",
        EM_PPC64 => "ppc64le",
        EM_RISCV => "riscv64",
        EM_S390 => "s390x",
        _ => "?",
    }))
}

/// What a program is linked against and made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The loader that a dynamic program asks for (`PT_INTERP`); nothing for a static one.
    pub interpreter: Option<String>,
    /// The shared libraries that it needs (`DT_NEEDED`).
    pub libraries: BTreeSet<String>,
    /// The newest version of glibc whose symbols it uses (`GLIBC_2.34` among the version needs).
    pub glibc: Option<String>,
    /// What Go's linker wrote into it.
    pub go: Option<BuildInfo>,
}

impl Facts {
    /// Whether it asks for musl's loader (musl's manual: `ld-musl-ARCH.so.1`).
    #[must_use]
    pub fn is_musl(&self) -> bool {
        let loader = self.interpreter.as_deref().is_some_and(|loader| loader.contains("ld-musl-"));
        loader || self.libraries.iter().any(|library| library.starts_with("libc.musl-"))
    }
}

/// No program needs more libraries, or more versions of the symbols of one.
const MOST: usize = 1000;
/// No name of a library or version is longer; a table of a stranger's may say the same long one again and again.
const LONGEST: usize = 4096;

/// Reads what a program is linked against, as far as it can be read: a part that is damaged or stripped is left out.
pub fn facts<'d, R: ReadRef<'d>>(data: R) -> Facts {
    let mut facts = Facts::default();
    let Ok(header) = FileHeader64::<Endianness>::parse(data) else { return facts };
    let Ok(endian) = header.endian() else { return facts };
    let text = |bytes: &[u8]| {
        let bytes = &bytes[..bytes.len().min(LONGEST)];
        String::from_utf8_lossy(bytes).trim_end_matches('\0').to_owned()
    };
    for segment in header.program_headers(endian, data).unwrap_or_default() {
        if let Ok(Some(interpreter)) = segment.interpreter(endian, data) {
            facts.interpreter = Some(text(interpreter));
        }
    }
    let Ok(sections) = header.sections(endian, data) else { return facts };
    if let Ok(table) = sections.dynamic_table(endian, data) {
        for entry in table.iter().filter(|entry| entry.tag == elf::DT_NEEDED).take(MOST) {
            facts.libraries.extend(table.string(entry).ok().map(text));
        }
    }
    if let Ok(Some((needs, link))) = sections.gnu_verneed(endian, data)
        && let Ok(strings) = sections.strings(endian, data, link)
    {
        for (_, versions) in needs.take(MOST).flatten() {
            for version in versions.take(MOST).flatten() {
                let name = version.name(endian, strings).map(text).unwrap_or_default();
                let Some(version) =
                    name.strip_prefix("GLIBC_").filter(|held| held.starts_with(|c: char| c.is_ascii_digit()))
                else {
                    continue;
                };
                if facts.glibc.as_deref().is_none_or(|held| compare_dotted(held, version).is_lt()) {
                    facts.glibc = Some(version.to_owned());
                }
            }
        }
    }
    facts.go = go::read(&sections, endian, data);
    facts
}

#[cfg(test)]
mod tests;
