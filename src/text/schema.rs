//! Messages of `schema`.

crate::messages! {
    schema_about() {
        en: "Print the JSON Schema of presets, of a context's lock, or of reports",
        pt: "Mostrar o JSON Schema dos presets, do lock de um contexto ou dos relatórios",
    }
    schema_name() { en: "what the schema is of", pt: "de que é o schema" }
    schema_of_preset() { en: "a preset: any part of the answers", pt: "um preset: qualquer parte das respostas" }
    schema_of_lock() {
        en: "the lock of a context, `.istio-imgen/lock.json`",
        pt: "o lock de um contexto, `.istio-imgen/lock.json`",
    }
    schema_of_pristine() {
        en: "the last render of a context, `.istio-imgen/pristine.json`",
        pt: "o que foi gerado da última vez num contexto, `.istio-imgen/pristine.json`",
    }
    schema_of_report() {
        en: "the document that a command prints with `--format json`",
        pt: "o documento que um comando mostra com `--format json`",
    }
}
