//! Messages of the command line, presets, plans and the disk.

crate::messages! {
    unknown_flag_value(value, name) {
        en: "`{value}` is not a value of `{name}`",
        pt: "`{value}` não é um valor de `{name}`",
    }
    one_of(values) { en: "one of {values}", pt: "um destes: {values}" }
    did_you_mean(value) { en: "did you mean {value}?", pt: "você quis dizer {value}?" }
    unknown_key(path) { en: "unknown key `{path}`", pt: "chave desconhecida `{path}`" }
    duplicate_key(path) { en: "the key `{path}` stands twice", pt: "a chave `{path}` aparece duas vezes" }
    wants_mapping(path) { en: "`{path}` wants a mapping", pt: "`{path}` espera um mapeamento" }
    wants_list(path) { en: "`{path}` wants a list", pt: "`{path}` espera uma lista" }
    wants_text(path) { en: "`{path}` wants one text", pt: "`{path}` espera um único texto" }
    preset_root() {
        en: "a preset is a mapping from keys to values",
        pt: "um preset é um mapeamento de chaves para valores",
    }
    yaml_syntax(words) { en: "not YAML: {words}", pt: "não é YAML: {words}" }
    yaml_too_large(kib) {
        en: "larger than {kib} KiB: no preset needs that",
        pt: "maior que {kib} KiB: nenhum preset precisa disso",
    }
    yaml_too_deep() { en: "nested too deeply", pt: "aninhado demais" }
    yaml_too_many() {
        en: "too many values, counting those that aliases repeat",
        pt: "valores demais, contando os que os aliases repetem",
    }
    yaml_several_documents() {
        en: "a preset is one YAML document; a second one starts here",
        pt: "um preset é um único documento YAML; um segundo começa aqui",
    }
    yaml_key_form() { en: "a key must be one text", pt: "uma chave deve ser um único texto" }
    yaml_alias() { en: "this alias has no anchor", pt: "este alias não tem âncora" }
    yaml_character(character) {
        en: "the character {character} makes the file read other than it looks",
        pt: "o caractere {character} faz o arquivo ser lido diferente do que parece",
    }
    bad_data(path) {
        en: "the data in `{path}` of this program is broken",
        pt: "os dados em `{path}` deste programa estão corrompidos",
    }
    bad_template(name) { en: "the template `{name}` cannot be rendered", pt: "o modelo `{name}` não pode ser processado" }
}
