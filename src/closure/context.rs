//! One build as constraints see it: its platform and tags (`go help buildconstraint`, and `go doc go/build`).

use super::Platform;
use std::collections::BTreeSet;

/// The operating systems that a file name may end in, past, present and future (`internal/syslist` of Go 1.26).
const SYSTEMS: &str = "aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris \
                       wasip1 windows zos";

/// The architectures that a file name may end in, past, present and future.
const ARCHITECTURES: &str = "386 amd64 amd64p32 arm arm64 arm64be armbe loong64 mips mips64 mips64le mips64p32 \
                             mips64p32le mipsle ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm";

/// The operating systems that the tag `unix` stands for. It means nothing in a file name.
const UNIX: &str = "aix android darwin dragonfly freebsd hurd illumos ios linux netbsd openbsd solaris";

/// The feature tags that hold while `GOAMD64`, `GOARM64` and their like are not set.
const LEVELS: &str = "386.sse2 amd64.v1 arm.5 arm.6 arm.7 arm64.v8.0 mips.hardfloat mipsle.hardfloat mips64.hardfloat \
                      mips64le.hardfloat ppc64.power8 ppc64le.power8 riscv64.rva20u64";

/// One build: a platform, the tags given to it, no cgo, the standard compiler, and every release of Go up to 1.99 (a
/// file for a newer Go than today's is rather taken than left out).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Context {
    pub(super) platform: Platform,
    pub(super) tags: BTreeSet<String>,
}

impl Context {
    /// Whether a build tag holds.
    pub(super) fn has(&self, tag: &str) -> bool {
        let Platform { os, arch } = &self.platform;
        // This experiment once was a tag of its own.
        let tag = if tag == "boringcrypto" { "goexperiment.boringcrypto" } else { tag };
        tag == os
            || tag == arch
            || tag == "gc"
            || (tag == "unix" && lists(UNIX, os))
            || matches!((os.as_str(), tag), ("android", "linux") | ("illumos", "solaris") | ("ios", "darwin"))
            || self.tags.contains(tag)
            || is_release(tag)
            || tag.split_once('.').is_some_and(|(of, _)| of == arch && lists(LEVELS, tag))
    }

    /// Whether the name of a file lets it take part: `x_linux.go`, `x_arm64.go`, `x_linux_arm64.go`.
    pub(super) fn takes_name(&self, name: &str) -> bool {
        let stem = name.split('.').next().unwrap_or_default();
        // A name that is nothing but `linux.go` means no system: what stands before the first `_` does not count.
        let Some((_, suffixes)) = stem.split_once('_') else { return true };
        let mut parts = suffixes.rsplit('_').peekable();
        parts.next_if_eq(&"test");
        let Some(last) = parts.next() else { return true };
        if lists(ARCHITECTURES, last)
            && let Some(os) = parts.next().filter(|os| lists(SYSTEMS, os))
        {
            return self.has(os) && self.has(last);
        }
        !(lists(ARCHITECTURES, last) || lists(SYSTEMS, last)) || self.has(last)
    }
}

fn lists(list: &str, name: &str) -> bool {
    list.split(' ').any(|known| known == name)
}

/// `go1.1`, `go1.2`, …: satisfied by that release and every later one.
fn is_release(tag: &str) -> bool {
    tag.strip_prefix("go1.").is_some_and(|minor| {
        matches!(minor.len(), 1 | 2) && !minor.starts_with('0') && minor.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linux_amd64(tags: &[&str]) -> Context {
        Context { platform: Platform::new("linux", "amd64"), tags: tags.iter().map(|tag| (*tag).to_owned()).collect() }
    }

    #[test]
    fn the_end_of_a_name_binds_a_file_to_a_platform() {
        for (name, taken) in [
            ("x.go", true),
            ("x_linux.go", true),
            ("x_windows.go", false),
            ("x_amd64.go", true),
            ("x_arm64.go", false),
            ("x_linux_amd64.go", true),
            ("x_linux_arm64.go", false),
            ("x_windows_amd64.go", false),
            ("x_linux_test.go", true),
            ("x_windows_test.go", false),
            // Only what follows the first `_` and precedes the first dot counts.
            ("windows.go", true),
            ("windows_amd64.go", true),
            ("windows_arm64.go", false),
            ("x_windows.pb.go", false),
            ("x.windows.go", true),
            ("x_windows_y.go", true),
            ("x_arm64_linux.go", true),
            // `unix` is a tag, not a system.
            ("x_unix.go", true),
            ("x_test.go", true),
            ("_test.go", true),
        ] {
            assert_eq!(linux_amd64(&[]).takes_name(name), taken, "{name}");
        }
        assert!(linux_amd64(&["windows"]).takes_name("x_windows.go"), "a tag given to the build counts in names too");
    }

    #[test]
    fn tags_hold_by_platform_release_and_choice() {
        let context = linux_amd64(&["agent"]);
        for tag in ["linux", "amd64", "unix", "gc", "agent", "go1.1", "go1.26", "amd64.v1"] {
            assert!(context.has(tag), "{tag}");
        }
        for tag in
            ["windows", "arm64", "cgo", "gccgo", "integ", "go1", "go1.0", "go2.1", "amd64.v2", "arm64.v8.0", "ignore"]
        {
            assert!(!context.has(tag), "{tag}");
        }
        let android = Context { platform: Platform::new("android", "arm64"), tags: BTreeSet::new() };
        assert!(android.has("linux") && android.takes_name("x_linux.go"), "Android takes the files of Linux");
    }
}
