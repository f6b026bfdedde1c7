use super::judge::Asked;
use super::*;
use crate::catalogue::{self, Base};
use crate::finding::Origin;

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

/// A section to be written: its name, its type, what it links to, its entry size, its bytes, its address.
struct Section(&'static str, u32, &'static str, u64, Vec<u8>, u64);

/// An ELF program of these sections; `.interp` becomes a segment too.
fn program(sections: &[Section]) -> Vec<u8> {
    let mut file = header(62, 3);
    let (mut names, mut headers) = (vec![0_u8], vec![0_u8; 64]);
    file.resize(64 + 56, 0);
    let table = Section(".shstrtab", 3, "", 0, Vec::new(), 0);
    let index =
        |name: &str| sections.iter().position(|held| held.0 == name).map_or(0, |at| u32::try_from(at + 1).unwrap());
    for section in sections.iter().chain([&table]) {
        let name = u32::try_from(names.len()).unwrap();
        names.extend(section.0.bytes().chain([0]));
        let bytes = if section.0 == ".shstrtab" { names.clone() } else { section.4.clone() };
        let (offset, size) = (file.len() as u64, bytes.len() as u64);
        if section.0 == ".interp" {
            let mut segment = Vec::new();
            segment.extend([3_u32, 4].map(u32::to_le_bytes).concat());
            segment.extend([offset, 0, 0, size, size, 1].map(u64::to_le_bytes).concat());
            file[64..120].copy_from_slice(&segment);
        }
        file.extend(bytes);
        headers.extend([name, section.1].map(u32::to_le_bytes).concat());
        headers.extend([0, section.5, offset, size].map(u64::to_le_bytes).concat());
        headers.extend([index(section.2), 0].map(u32::to_le_bytes).concat());
        headers.extend([1, section.3].map(u64::to_le_bytes).concat());
    }
    let start = file.len() as u64;
    let count = u16::try_from(headers.len() / 64).unwrap();
    file.extend(headers);
    file[32..40].copy_from_slice(&64_u64.to_le_bytes());
    file[40..48].copy_from_slice(&start.to_le_bytes());
    let sizes: [u16; 6] = [64, 56, u16::from(file[64] == 3), 64, count, count - 1];
    file[52..64].copy_from_slice(&sizes.map(u16::to_le_bytes).concat());
    file
}

/// The sections of a dynamic program that needs libraries and versions of glibc's symbols.
fn dynamic(interpreter: &str, libraries: &[&str], versions: &[&str]) -> Vec<Section> {
    let mut strings = vec![0_u8];
    let mut put = |text: &str| {
        strings.extend(text.bytes().chain([0]));
        strings.len() - text.len() - 1
    };
    let needed: Vec<usize> = libraries.iter().map(|library| put(library)).collect();
    let names: Vec<u32> = versions.iter().map(|version| u32::try_from(put(version)).unwrap()).collect();
    let mut entries: Vec<u8> = needed.iter().flat_map(|at| [1, *at as u64].map(u64::to_le_bytes).concat()).collect();
    entries.extend([0_u8; 16]);
    let count = u16::try_from(names.len()).unwrap();
    let mut needs = [1_u16, count].map(u16::to_le_bytes).concat();
    needs.extend([1_u32, 16, 0].map(u32::to_le_bytes).concat());
    for (index, name) in names.iter().enumerate() {
        needs.extend([0_u8; 4]);
        needs.extend([0_u16, 2].map(u16::to_le_bytes).concat());
        needs.extend([*name, if index + 1 == names.len() { 0 } else { 16 }].map(u32::to_le_bytes).concat());
    }
    vec![
        Section(".interp", 1, "", 0, format!("{interpreter}\0").into_bytes(), 0),
        Section(".dynstr", 3, "", 0, strings, 0),
        Section(".dynamic", 6, ".dynstr", 16, entries, 0),
        Section(".gnu.version_r", 0x6fff_fffe, ".dynstr", 0, needs, 0),
    ]
}

/// The section that Go's linker writes.
fn go(version: &str, package: &str) -> Section {
    let mut bytes = b"\xff Go buildinf:\x08\x02".to_vec();
    bytes.resize(32, 0);
    let module = format!("0123456789abcdefpath\t{package}\nmod\tistio.io/istio\t(devel)\n0123456789abcdef");
    for text in [version, &module] {
        let (low, high) = ((text.len() & 0x7f) as u8, (text.len() >> 7) as u8);
        bytes.extend(if high > 0 { vec![low | 0x80, high] } else { vec![low] });
        bytes.extend(text.bytes());
    }
    Section(".go.buildinfo", 1, "", 0, bytes, 0)
}

/// A symbol table with one variable of type `string`.
fn stamped(name: &str, value: &str) -> Vec<Section> {
    let mut symbol = vec![0_u8; 24];
    symbol.extend([1_u32.to_le_bytes().as_slice(), &[1, 0, 1, 0]].concat());
    symbol.extend([0x1000_u64, 16].map(u64::to_le_bytes).concat());
    let data = [0x2000, value.len() as u64].map(u64::to_le_bytes).concat();
    vec![
        Section(".data", 1, "", 0, data, 0x1000),
        Section(".rodata", 1, "", 0, value.as_bytes().to_vec(), 0x2000),
        Section(".strtab", 3, "", 0, format!("\0{name}\0").into_bytes(), 0),
        Section(".symtab", 2, ".strtab", 24, symbol, 0),
    ]
}

#[test]
fn tables_that_say_the_same_without_end_are_read_so_far() {
    let long = "x".repeat(1 << 20);
    let mut sections = dynamic("/lib64/ld-linux-x86-64.so.2", &[&long], &["GLIBC_2.34"]);
    // A hundred thousand needed libraries of one name of a megabyte, and needs that lead to themselves.
    sections[2].4 = [1_u64, 1].map(u64::to_le_bytes).concat().repeat(100_000);
    let mut needs = sections[3].4.clone();
    needs[2..4].copy_from_slice(&u16::MAX.to_le_bytes());
    needs[28..32].fill(0);
    sections[3].4 = [needs, vec![0; 100_000]].concat();
    let facts = facts(program(&sections).as_slice());
    assert_eq!(facts.libraries.iter().map(String::len).collect::<Vec<_>>(), [LONGEST]);
    assert_eq!(facts.glibc.as_deref(), Some("2.34"));
}

fn base(id: &str) -> Base {
    catalogue::base(id).unwrap().unwrap()
}

/// The findings about a program as `rule severity`.
fn told(file: &[u8], binary: &str, package: Option<&str>, base: Option<&Base>, holds: [bool; 3]) -> Vec<String> {
    let [holds_tag, holds_revision, holds_mark] = holds;
    let origin = Origin::Default;
    let asked = Asked { binary, package, tag: "1.30.3", base, origin: &origin, holds_tag, holds_revision, holds_mark };
    judge(&facts(file), &asked).iter().map(|found| format!("{} {}", found.rule, found.severity)).collect()
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

#[test]
fn what_a_program_is_linked_against_is_read() {
    let sections = dynamic(
        "/lib64/ld-linux-x86-64.so.2",
        &["libc.so.6", "libstdc++.so.6"],
        &["GLIBC_2.9", "GLIBC_2.34", "GLIBC_PRIVATE"],
    );
    let facts = facts(program(&sections).as_slice());
    assert_eq!(facts.interpreter.as_deref(), Some("/lib64/ld-linux-x86-64.so.2"));
    assert_eq!(facts.libraries.iter().map(String::as_str).collect::<Vec<_>>(), ["libc.so.6", "libstdc++.so.6"]);
    assert_eq!((facts.glibc.as_deref(), facts.go.is_none(), facts.is_musl()), (Some("2.34"), true, false));
    assert_eq!(super::facts(program(&[]).as_slice()), Facts::default());
}

#[test]
fn a_program_is_held_against_the_c_library_of_its_base() {
    let glibc = program(&dynamic("/lib64/ld-linux-x86-64.so.2", &["libc.so.6"], &["GLIBC_2.38"]));
    let musl = program(&dynamic("/lib/ld-musl-x86_64.so.1", &["libc.musl-x86_64.so.1"], &["X"]));
    let own = [false, true, true];
    let of = |file: &[u8], id: &str| told(file, "envoy", None, Some(&base(id)), own);
    assert_eq!(of(&glibc, "debian"), [""; 0]);
    assert_eq!(of(&glibc, "ubi9"), ["prebuilt-libc error"], "2.34 is older than 2.38");
    assert_eq!(of(&glibc, "alpine"), ["prebuilt-libc error"]);
    assert_eq!(of(&glibc, "distroless"), ["prebuilt-libc error"]);
    assert_eq!(of(&musl, "debian"), ["prebuilt-libc error"]);
    assert_eq!(of(&musl, "alpine"), [""; 0]);
    assert_eq!(told(&musl, "envoy", None, None, own), ["prebuilt-libc error"], "official images have glibc");
    assert_eq!(of(&program(&[]), "distroless"), [""; 0], "a static one runs anywhere");
    let unknown = Base { libc: None, libc_version: None, ..base("debian") };
    assert_eq!(told(&glibc, "envoy", None, Some(&unknown), own), ["prebuilt-libc warning"]);
    let more = program(&dynamic(
        "/lib64/ld-linux-x86-64.so.2",
        &["libc.so.6", "libgcc_s.so.1", "libssl.so.3"],
        &["GLIBC_2.2"],
    ));
    assert_eq!(of(&more, "debian"), ["prebuilt-library warning"]);
}

#[test]
fn istios_own_envoy_is_told_from_others() {
    let of = |holds| told(&program(&[]), "envoy", None, None, holds);
    assert_eq!(of([false, true, true]), [""; 0]);
    assert_eq!(of([false, false, true]), ["prebuilt-envoy info"]);
    assert_eq!(of([true, false, false]), ["prebuilt-envoy warning"]);
}

#[test]
fn a_go_program_is_the_one_that_it_stands_for_at_the_tag() {
    let agent = "istio.io/istio/pilot/cmd/pilot-agent";
    let of = |sections: &[Section], holds_tag| {
        told(&program(sections), "pilot-agent", Some("pilot/cmd/pilot-agent"), None, [holds_tag, false, false])
    };
    assert_eq!(of(&[go("go1.26.5", agent)], true), [""; 0]);
    assert_eq!(of(&[go("go1.26.5", agent)], false), ["prebuilt-version warning"]);
    assert_eq!(of(&[go("go1.26.5", "istio.io/istio/pilot/cmd/pilot-discovery")], true), ["prebuilt-other error"]);
    assert_eq!(of(&[], true), ["prebuilt-other warning"]);
    let version = "istio.io/istio/pkg/version.buildVersion";
    let with = |value: &str, holds_tag| {
        let mut sections = stamped(version, value);
        sections.push(go("go1.26.5", agent));
        (facts(program(&sections).as_slice()).go.unwrap().stamp, of(&sections, holds_tag))
    };
    assert_eq!(with("1.30.3", false), (Some("1.30.3".to_owned()), vec![]));
    // The file may hold the tag by chance: what the variable says counts.
    assert_eq!(with("1.29.0", true), (Some("1.29.0".to_owned()), vec!["prebuilt-version warning".to_owned()]));
    assert_eq!(with("unknown", true).1, ["prebuilt-version warning"]);
    assert_eq!(
        told(&program(&[go("go1.26.5", "example.com/x")]), "envoy", None, None, [false, true, true]),
        ["prebuilt-other error"]
    );
}

#[test]
fn a_damaged_program_is_read_as_far_as_it_goes() {
    let mut sections = dynamic("/lib64/ld-linux-x86-64.so.2", &["libc.so.6"], &["GLIBC_2.34"]);
    sections.push(go("go1.26.5", "x"));
    sections.extend(stamped("istio.io/istio/pkg/version.buildVersion", "1.30.3"));
    let whole = program(&sections);
    for cut in 0..whole.len() {
        let _ = facts(&whole[..cut]);
    }
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0xff;
        let _ = facts(damaged.as_slice());
    }
}
