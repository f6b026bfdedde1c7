//! What an executable's header tells: whether it is one, and for which machine.

use crate::selection::Platform;
use object::elf::{EM_386, EM_AARCH64, EM_ARM, EM_PPC64, EM_RISCV, EM_S390, EM_X86_64, FileHeader64};
use object::read::elf::FileHeader;
use object::{Endianness, elf};

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

#[cfg(test)]
mod tests {
    use super::*;

    /// The 64 bytes of an ELF header of a machine.
    fn header(machine: u8, kind: u8) -> Vec<u8> {
        let mut head = vec![0; 64];
        head[..7].copy_from_slice(&[0x7f, b'E', b'L', b'F', 2, 1, 1]);
        head[16] = kind;
        head[18] = machine;
        head[20] = 1;
        head[52] = 64;
        head
    }

    #[test]
    fn only_a_program_of_the_right_machine_will_do() {
        assert_eq!(check(&header(62, 2), Platform::Amd64), Ok(()));
        assert_eq!(check(&header(183, 3), Platform::Arm64), Ok(()));
        assert_eq!(check(&header(183, 2), Platform::Amd64), Err(Problem::Machine("arm64")));
        assert_eq!(check(&header(62, 1), Platform::Amd64), Err(Problem::NotExecutable));
        assert_eq!(check(b"#!/bin/sh\n", Platform::Amd64), Err(Problem::NotElf));
        assert_eq!(check(b"", Platform::Amd64), Err(Problem::NotElf));
    }
}
