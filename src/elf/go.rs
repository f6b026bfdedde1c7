//! What Go's linker writes into a program: which Go, which main package, which settings (Go, `debug/buildinfo`).

use object::Endianness;
use object::elf::FileHeader64;
use object::read::ReadRef;
use object::read::elf::{SectionHeader, SectionTable, Sym};

/// What a Go program says of its build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildInfo {
    /// The toolchain: `go1.26.5`.
    pub go: String,
    /// The main package: `istio.io/istio/pilot/cmd/pilot-agent`.
    pub package: String,
    /// The version that the release process stamps, where the symbol was not stripped.
    pub stamp: Option<String>,
}

/// The start of the section `.go.buildinfo`.
const MAGIC: &[u8] = b"\xff Go buildinf:";
/// Where the texts start, from Go 1.18 on.
const TEXTS: usize = 32;
/// The variables that Istio's build stamps, the newest first (`common/scripts/report_build_info.sh`).
const STAMPS: &[&[u8]] = &[b"istio.io/istio/pkg/version.buildVersion", b"istio.io/pkg/version.buildVersion"];
/// How many bytes of the names of symbols are read: a table of a stranger's may have one long name for all of them.
const MOST_NAMES: usize = 256 << 20;
/// No version is longer.
const LONGEST: u64 = 200;

type Sections<'d, R> = SectionTable<'d, FileHeader64<Endianness>, R>;

pub(super) fn read<'d, R: ReadRef<'d>>(sections: &Sections<'d, R>, endian: Endianness, data: R) -> Option<BuildInfo> {
    let (_, section) = sections.section_by_name(endian, b".go.buildinfo")?;
    let bytes = section.data(endian, data).ok()?;
    // Bit 1 of the flags: the texts stand here, each behind its length. Before Go 1.18 there were pointers.
    if !bytes.starts_with(MAGIC) || bytes.get(15)? & 2 == 0 {
        return None;
    }
    let (go, rest) = text(bytes.get(TEXTS..)?)?;
    let (module, _) = text(rest)?;
    // The text of the modules stands between marks of 16 bytes.
    let module = String::from_utf8_lossy(module.get(16..module.len().checked_sub(16)?)?).into_owned();
    let package = module.lines().find_map(|line| line.strip_prefix("path\t")).unwrap_or_default().to_owned();
    let stamp = STAMPS.iter().find_map(|name| stamp(sections, endian, data, name));
    Some(BuildInfo { go: String::from_utf8_lossy(go).into_owned(), package, stamp })
}

/// A text behind its length (Go, `encoding/binary`: Uvarint).
fn text(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (mut length, mut shift) = (0_usize, 0);
    for (index, byte) in bytes.iter().enumerate().take(5) {
        length |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            return bytes.get(index + 1..)?.split_at_checked(length);
        }
    }
    None
}

/// The text that a variable of type `string` starts with: an address and a length in its own data.
fn stamp<'d, R: ReadRef<'d>>(sections: &Sections<'d, R>, endian: Endianness, data: R, name: &[u8]) -> Option<String> {
    let symbols = sections.symbols(endian, data, object::elf::SHT_SYMTAB).ok()?;
    let mut read = 0_usize;
    let mut named = symbols.iter().map_while(|symbol| {
        let found = symbol.name(endian, symbols.strings()).unwrap_or_default();
        read = read.saturating_add(found.len());
        (read <= MOST_NAMES).then_some((found == name, symbol))
    });
    let (_, symbol) = named.find(|(found, _)| *found)?;
    let header = bytes_at(sections, endian, data, symbol.st_value(endian), 16)?;
    let number = |bytes: &[u8]| {
        let bytes: [u8; 8] = bytes.try_into().ok()?;
        Some(if endian == Endianness::Little { u64::from_le_bytes(bytes) } else { u64::from_be_bytes(bytes) })
    };
    let (address, length) = (number(&header[..8])?, number(&header[8..])?);
    let held = bytes_at(sections, endian, data, address, length.min(LONGEST))?;
    std::str::from_utf8(held).ok().map(str::to_owned)
}

fn bytes_at<'d, R: ReadRef<'d>>(
    sections: &Sections<'d, R>,
    endian: Endianness,
    data: R,
    address: u64,
    length: u64,
) -> Option<&'d [u8]> {
    sections.iter().find_map(|section| {
        let start = address.checked_sub(section.sh_addr(endian)).filter(|_| section.sh_addr(endian) > 0)?;
        let end = start.checked_add(length).filter(|end| *end <= section.sh_size(endian))?;
        section.data(endian, data).ok()?.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
    })
}
