//! Messages of the user's templates.

crate::messages! {
    key_templates() {
        en: "directory of templates that stand before those of this program, or beside them; see `template list`",
        pt: "diretório de templates que valem antes dos deste programa, ou ao lado deles; veja `template list`",
    }
    template_about() { en: "The templates of the context: list, eject, check", pt: "Os templates do contexto: listar, ejetar, conferir" }
    template_list_about() {
        en: "List the templates, and the names, filters and texts that one can use",
        pt: "Listar os templates, e os nomes, filtros e textos que um template pode usar",
    }
    template_eject_about() {
        en: "Write templates of this program into a directory, to change them and to give it to `new --templates`",
        pt: "Gravar templates deste programa num diretório, para alterá-los e passá-lo a `new --templates`",
    }
    template_check_about() {
        en: "Check a directory of templates: names, what they render for each preset, and whether they are out of date",
        pt: "Conferir um diretório de templates: nomes, o que geram para cada preset, e se estão desatualizados",
    }
    template_dir() { en: "the directory of templates", pt: "o diretório de templates" }
    template_names() { en: "templates to eject; without any, all", pt: "templates a ejetar; sem nenhum, todos" }
    template_force() {
        en: "write over files that differ; the old ones are kept as `NAME.orig`",
        pt: "gravar por cima dos arquivos diferentes; os antigos ficam como `NOME.orig`",
    }
    template_unknown(name) {
        en: "this program has no template `{name}`",
        pt: "este programa não tem o template `{name}`",
    }
    template_ejected(count, directory) {
        en: "wrote {count} templates to `{directory}`; use them with `new --templates {directory}`",
        pt: "{count} templates gravados em `{directory}`; use-os com `new --templates {directory}`",
    }
    template_in_the_way(path) {
        en: "`{path}` is there already and differs",
        pt: "`{path}` já existe e é diferente",
    }
    template_force_hint() {
        en: "with `--force` it is kept as `NAME.orig`",
        pt: "com `--force` ele fica guardado como `NOME.orig`",
    }
    template_fine(count, plans) {
        en: "templates: {count}, all in order for the presets {plans}",
        pt: "templates: {count}, todos em ordem para os presets {plans}",
    }
    template_drifted(name, version) {
        en: "the template of this program has changed since `{name}` was ejected by version {version}",
        pt: "o template deste programa mudou desde que `{name}` foi ejetado pela versão {version}",
    }
    template_drift_hint(name) {
        en: "eject `{name}` into another directory, and bring over what changed",
        pt: "ejete `{name}` em outro diretório, e traga o que mudou",
    }
    template_unknown_origin() {
        en: "nothing tells which version of this program's template this one was made from",
        pt: "nada diz de qual versão do template deste programa este foi feito",
    }
    template_the_same() {
        en: "this template is the same as that of this program: without it, updates come by themselves",
        pt: "este template é igual ao deste programa: sem ele, as atualizações vêm sozinhas",
    }
    template_output(file, preset, words) {
        en: "for the preset `{preset}`, `{file}` cannot be read back: {words}",
        pt: "com o preset `{preset}`, o `{file}` não pode ser lido de volta: {words}",
    }
    template_injection(file, preset) {
        en: "a value with quotes and signs changes more of `{file}` than its own place, for the preset `{preset}`",
        pt: "com o preset `{preset}`, um valor com aspas e sinais muda em `{file}` mais do que o próprio lugar",
    }
    template_injection_hint() {
        en: "put the value through the filter of that format: `template list` shows them",
        pt: "passe o valor pelo filtro desse formato: o `template list` os mostra",
    }
    template_skipped(preset) {
        en: "the preset `{preset}` leaves something open, so nothing was rendered for it",
        pt: "o preset `{preset}` deixa algo em aberto, então nada foi gerado para ele",
    }
    template_templates() { en: "templates", pt: "templates" }
    template_fields() { en: "names", pt: "nomes" }
    template_filters() { en: "filters", pt: "filtros" }
    template_texts() {
        en: "`note(id=…)` gives a comment of this program in the language of the context",
        pt: "`note(id=…)` dá um comentário deste programa no idioma do contexto",
    }
    template_each_image() { en: "for each image, as `image`", pt: "para cada imagem, como `image`" }
    template_engine(words) { en: "{words}", pt: "{words}" }
    template_unknown_name(path) {
        en: "the plan has no `{path}`",
        pt: "o plano não tem `{path}`",
    }
    template_names_listed() {
        en: "`istio-imgen template list` shows every name that a template can use",
        pt: "o `istio-imgen template list` mostra todos os nomes que um template pode usar",
    }
    template_outside(name) {
        en: "`{name}` leads out of the directory of templates",
        pt: "`{name}` leva para fora do diretório de templates",
    }
    template_missing(name) {
        en: "there is no template `{name}`, neither in the directory nor in this program",
        pt: "não existe o template `{name}`, nem no diretório nem neste programa",
    }
    template_circle() {
        en: "this template includes or extends itself, by way of others",
        pt: "este template inclui ou estende a si mesmo, por meio de outros",
    }
    template_path(problem) {
        en: "no context can hold a file of this name: {problem}",
        pt: "nenhum contexto pode ter um arquivo com este nome: {problem}",
    }
    template_reserved() {
        en: "what lies there is not made by templates",
        pt: "o que fica ali não é gerado por templates",
    }
    template_twice(other) {
        en: "`{other}` makes the same file where names ignore case",
        pt: "`{other}` gera o mesmo arquivo onde os nomes ignoram maiúsculas",
    }
    template_makes(name) {
        en: "the context has that file already, made by `{name}`",
        pt: "o contexto já tem esse arquivo, gerado por `{name}`",
    }
    template_not_one(path) {
        en: "`{path}` does not end in `.tera`: it is left out",
        pt: "`{path}` não termina em `.tera`: fica de fora",
    }
    template_too_large(path, kib) {
        en: "the template `{path}` is larger than {kib} KiB",
        pt: "o template `{path}` é maior que {kib} KiB",
    }
    template_too_many(most) {
        en: "more than {most} templates in one directory",
        pt: "mais de {most} templates num diretório",
    }
    value_unfiltered(value) {
        en: "`{value}` is printed without a filter that makes it harmless",
        pt: "`{value}` é escrito sem um filtro que o torne inofensivo",
    }
    templates_stop(count) {
        en: "problems in templates: {count}; nothing was written",
        pt: "problemas em templates: {count}; nada foi gravado",
    }
    filter_dockerfile() {
        en: "a value in double quotes for `ENV`, `LABEL` and `ARG`",
        pt: "um valor entre aspas duplas para `ENV`, `LABEL` e `ARG`",
    }
    filter_shell() { en: "a word of a POSIX shell", pt: "uma palavra de um shell POSIX" }
    filter_hcl() { en: "a quoted text of HCL, for the bake file", pt: "um texto entre aspas de HCL, para o arquivo do bake" }
    filter_markdown() { en: "text within a line of Markdown", pt: "texto dentro de uma linha de Markdown" }
    filter_code() { en: "a code span of Markdown", pt: "um trecho de código de Markdown" }
    filter_shell_below() {
        en: "a path of the image as a word of a shell, in the root that a builder stage prepares",
        pt: "um caminho da imagem como palavra de um shell, na raiz que um estágio de build prepara",
    }
    filter_verbatim() {
        en: "the instructions of the preset, which were parsed and checked before; any other value is refused",
        pt: "as instruções do preset, já analisadas e verificadas; qualquer outro valor é recusado",
    }
    filter_env_file() {
        en: "a value in a file for `docker run --env-file`",
        pt: "um valor em um arquivo para `docker run --env-file`",
    }
    filter_json() {
        en: "any value as JSON: the exec form of instructions, and a value of YAML",
        pt: "qualquer valor como JSON: a forma exec das instruções, e um valor de YAML",
    }
    filter_plain() {
        en: "a word that needs no quotes anywhere; another is refused",
        pt: "uma palavra que dispensa aspas em qualquer lugar; outra é recusada",
    }
    filter_words() {
        en: "such words with spaces between them; anything else is refused",
        pt: "palavras assim, separadas por espaços; o resto é recusado",
    }
    filter_url() {
        en: "the characters of a URL; anything else is refused",
        pt: "os caracteres de uma URL; o resto é recusado",
    }
    filter_pattern() {
        en: "a path with `*`, for `.dockerignore`; anything else is refused",
        pt: "um caminho com `*`, para o `.dockerignore`; o resto é recusado",
    }
    filter_join() {
        en: "a list as one text, with `sep` between its elements",
        pt: "uma lista como um só texto, com `sep` entre os elementos",
    }
}
