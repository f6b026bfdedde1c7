//! What the command line says of itself: headings of help, and what is wrong with what was typed.

crate::messages! {
    usage_label() { en: "Usage:", pt: "Uso:" }
    heading_commands() { en: "Commands", pt: "Comandos" }
    heading_arguments() { en: "Arguments", pt: "Argumentos" }
    heading_options() { en: "Options", pt: "Opções" }
    heading_global() { en: "Global options", pt: "Opções globais" }
    value_command() { en: "COMMAND", pt: "COMANDO" }
    value_options() { en: "OPTIONS", pt: "OPÇÕES" }
    help_flag() { en: "show this help", pt: "mostrar esta ajuda" }
    version_flag() { en: "show the version", pt: "mostrar a versão" }
    default_is(value) { en: "default: {value}", pt: "padrão: {value}" }
    values_are(values) { en: "possible values: {values}", pt: "valores possíveis: {values}" }
    value_missing(argument) { en: "`{argument}` wants a value", pt: "`{argument}` espera um valor" }
    value_invalid(value, argument) { en: "`{value}` is no value for `{argument}`", pt: "`{value}` não é um valor para `{argument}`" }
    value_too_many(value, argument) { en: "`{value}` is one value too many for `{argument}`", pt: "`{value}` é um valor a mais para `{argument}`" }
    values_number(argument) { en: "`{argument}` wants another number of values", pt: "`{argument}` espera outra quantidade de valores" }
    equals_missing(argument) { en: "the value of `{argument}` is given with an equals sign", pt: "o valor de `{argument}` deve vir depois de um sinal de igual" }
    argument_unknown(argument) { en: "unexpected argument `{argument}`", pt: "argumento inesperado: `{argument}`" }
    argument_missing(argument) { en: "missing: `{argument}`", pt: "falta: `{argument}`" }
    argument_twice(argument) { en: "`{argument}` is given twice", pt: "`{argument}` aparece duas vezes" }
    argument_conflict(argument, other) { en: "`{argument}` does not go with `{other}`", pt: "`{argument}` não pode ser usado com `{other}`" }
    command_unknown(command) { en: "there is no command `{command}`", pt: "não existe o comando `{command}`" }
    command_missing(command) { en: "`{command}` wants a command after it", pt: "`{command}` precisa ser seguido de um comando" }
    not_utf8() { en: "an argument is not UTF-8", pt: "há um argumento que não está em UTF-8" }
    not_read() { en: "this command line cannot be read", pt: "não é possível interpretar esta linha de comando" }
    verbose() { en: "say what is read and done; twice: every file too", pt: "dizer o que é lido e feito; duas vezes: cada arquivo também" }
    told_preset(path) { en: "reading the preset {path}", pt: "lendo o preset {path}" }
    told_release(tag, commit) { en: "Istio {tag} is commit {commit}, as the catalogue knows it", pt: "o Istio {tag} é o commit {commit}, segundo o catálogo" }
    told_sources(tag, place, cache) { en: "sources of {tag} from {place}, cached in {cache}", pt: "código-fonte da {tag} de {place}, com cache em {cache}" }
    told_plan(images, files) { en: "planned {images} images and rendered {files} files", pt: "{images} imagens planejadas e {files} arquivos gerados em memória" }
    told_file(path) { en: "writing {path}", pt: "gravando {path}" }
    writing(count) { en: "writing {count} files", pt: "gravando {count} arquivos" }
    see_help() { en: "`--help` tells more", pt: "`--help` mostra mais" }
}

/// The words that names of values in help are made of, where Brazilian Portuguese has others.
pub const VALUE_NAMES: &[(&str, &str)] = &[
    ("BASE", "BASE"),
    ("BUNDLE", "PACOTE"),
    ("CASE", "CASO"),
    ("COMMAND", "COMANDO"),
    ("COMMIT", "COMMIT"),
    ("COMPONENT", "COMPONENTE"),
    ("CONTEXT", "CONTEXTO"),
    ("DATE", "DATA"),
    ("DIR", "DIR"),
    ("FILE", "ARQUIVO"),
    ("FORMAT", "FORMATO"),
    ("IMAGE", "IMAGEM"),
    ("KEY", "CHAVE"),
    ("LANGUAGE", "IDIOMA"),
    ("LEVEL", "NÍVEL"),
    ("LINE", "LINHA"),
    ("NAME", "NOME"),
    ("PATH", "CAMINHO"),
    ("PLACE", "LUGAR"),
    ("PLATFORM", "PLATAFORMA"),
    ("POLICY", "POLÍTICA"),
    ("PRESET", "PRESET"),
    ("PROFILE", "PERFIL"),
    ("REFERENCE", "REFERÊNCIA"),
    ("REGISTRY", "REGISTRY"),
    ("RULE", "REGRA"),
    ("SEVERITY", "GRAVIDADE"),
    ("SHELL", "SHELL"),
    ("SIZE", "TAMANHO"),
    ("STANDARD", "PADRÃO"),
    ("TAG", "TAG"),
    ("TEMPLATE", "TEMPLATE"),
    ("TEXT", "TEXTO"),
    ("TOPIC", "TÓPICO"),
    ("URL", "URL"),
    ("VALUE", "VALOR"),
    ("VARIANT", "VARIANTE"),
    ("WHAT", "O-QUÊ"),
    ("WHEN", "QUANDO"),
];
