//! Messages of the facts of a release and of the embedded catalogue.

crate::messages! {
    file_missing_at_tag(path, tag) {
        en: "Istio {tag} has no `{path}`",
        pt: "o Istio {tag} não tem `{path}`",
    }
}
