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
    yaml_syntax() { en: "this is not YAML", pt: "isto não é YAML" }
    yaml_anchor() {
        en: "`&` and `*` at the beginning of a value are anchors and aliases of YAML, and want a name: quote the value if it is meant as text",
        pt: "`&` e `*` no início de um valor são âncoras e aliases do YAML, e esperam um nome: ponha o valor entre aspas se ele for texto",
    }
    yaml_tag() {
        en: "`!` at the beginning of a value is a tag of YAML: quote the value if it is meant as text",
        pt: "`!` no início de um valor é uma tag do YAML: ponha o valor entre aspas se ele for texto",
    }
    yaml_marker() {
        en: "lines that begin with `%`, `---` or `...` set documents of YAML apart, and this one stands where it cannot",
        pt: "linhas que começam com `%`, `---` ou `...` separam documentos YAML, e esta está onde não pode",
    }
    yaml_needs_quotes() {
        en: "a value cannot begin or go on like this: put all of it between quotes",
        pt: "um valor não pode começar nem continuar assim: ponha-o inteiro entre aspas",
    }
    yaml_tab() {
        en: "a tab indents here: YAML takes spaces only",
        pt: "há uma tabulação na indentação: YAML só aceita espaços",
    }
    yaml_open_quote() {
        en: "a quote is not closed, or is closed too early",
        pt: "há aspas que não foram fechadas, ou que foram fechadas cedo demais",
    }
    yaml_open_bracket() {
        en: "a `[` or `{` is not closed, or a comma is missing",
        pt: "um `[` ou `{` não foi fechado, ou falta uma vírgula",
    }
    yaml_escape() {
        en: "no such escape in double quotes: write `\\\\` for a backslash, or use single quotes",
        pt: "sequência de escape inexistente entre aspas duplas: escreva `\\\\` para uma barra invertida, ou use aspas simples",
    }
    yaml_structure() {
        en: "the indentation does not fit, or a `: ` is missing or too many",
        pt: "a indentação não bate, ou há um `: ` a menos ou a mais",
    }
    yaml_merge() {
        en: "`<<` merges nothing here: it is not part of YAML 1.2",
        pt: "`<<` não mescla nada aqui: não faz parte do YAML 1.2",
    }
    yaml_merge_hint() {
        en: "put what is shared into a preset of its own, and name it in `extends`",
        pt: "ponha o que é comum num preset próprio e cite-o em `extends`",
    }
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
    bad_template(name) { en: "the template `{name}` cannot be rendered", pt: "o template `{name}` não pode ser processado" }
}
