//! Messages of checking a mesh configuration.

crate::messages! {
    mesh_unknown(tag, path) {
        en: "the mesh configuration of Istio {tag} has no `{path}`",
        pt: "a configuração da malha do Istio {tag} não tem `{path}`",
    }
    mesh_elsewhere(releases) {
        en: "these releases have it: {releases}",
        pt: "estas releases o têm: {releases}",
    }
    mesh_twice(path, other) {
        en: "`{path}` stands twice: it is also written as `{other}`",
        pt: "`{path}` aparece duas vezes: também está escrito como `{other}`",
    }
    mesh_choice(tag, path, word) {
        en: "`{word}` is not a value of `{path}` in Istio {tag}",
        pt: "`{word}` não é um valor de `{path}` no Istio {tag}",
    }
    mesh_wants_bool(path) { en: "`{path}` wants `true` or `false`, without quotes", pt: "`{path}` espera `true` ou `false`, sem aspas" }
    mesh_wants_text(path) {
        en: "`{path}` wants a text: put a number or a truth value in quotes",
        pt: "`{path}` espera um texto: ponha números e valores lógicos entre aspas",
    }
    mesh_wants_duration(path) {
        en: "`{path}` wants a duration such as `10s`, `1m30s` or `200ms`",
        pt: "`{path}` espera uma duração como `10s`, `1m30s` ou `200ms`",
    }
    mesh_wants_whole(path) { en: "`{path}` wants a whole number", pt: "`{path}` espera um número inteiro" }
    mesh_wants_count(path) { en: "`{path}` wants a whole number from 0 on", pt: "`{path}` espera um número inteiro a partir de 0" }
    mesh_wants_number(path) { en: "`{path}` wants a number", pt: "`{path}` espera um número" }
    mesh_wants_list(path) { en: "`{path}` wants a list", pt: "`{path}` espera uma lista" }
    mesh_wants_mapping(path) { en: "`{path}` wants a mapping", pt: "`{path}` espera um mapeamento" }
    mesh_wants_choice(path, values) { en: "`{path}` wants one of {values}", pt: "`{path}` espera um destes: {values}" }
}
