//! Messages of the command line, presets, plans and the disk.

crate::messages! {
    unknown_flag_value(value, name) {
        en: "`{value}` is not a value of `{name}`",
        pt: "`{value}` não é um valor de `{name}`",
    }
}
