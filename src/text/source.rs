//! Messages of fetching and reading Istio's sources.

crate::messages! {
    blob_missing(id) {
        en: "the repository holds no blob `{id}`",
        pt: "o repositório não contém o blob `{id}`",
    }
}
