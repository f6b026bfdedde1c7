//! Sizes for people.

/// Bytes for people, in binary units.
#[must_use]
pub fn size(bytes: u64) -> String {
    let mut unit = 0;
    let mut rest = bytes;
    let mut tenths = 0;
    while rest >= 1024 && unit < 4 {
        tenths = rest % 1024 * 10 / 1024;
        rest /= 1024;
        unit += 1;
    }
    match unit {
        0 => format!("{rest} B"),
        _ => format!("{rest}.{tenths} {}iB", ["K", "M", "G", "T"][unit - 1]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_short() {
        assert_eq!(size(0), "0 B");
        assert_eq!(size(1023), "1023 B");
        assert_eq!(size(1536), "1.5 KiB");
        assert_eq!(size(8_700_000), "8.2 MiB");
    }
}
