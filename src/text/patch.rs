//! Messages of choosing, patching and vendoring sources.

crate::messages! {
    key_full_source() {
        en: "take the whole source tree instead of what the build needs",
        pt: "levar a árvore inteira do código-fonte em vez do que o build precisa",
    }
}
