//! Messages of finding the files that a build needs.

crate::messages! {
    no_go_mod() {
        en: "the sources have no `go.mod`: only tags that are Go modules (1.2 and later) can be compiled",
        pt: "o código-fonte não tem `go.mod`: só é possível compilar tags que são módulos Go (da 1.2 em diante)",
    }
    go_mod_without_module() {
        en: "`go.mod` has no `module` line",
        pt: "o `go.mod` não tem a linha `module`",
    }
    unreadable(cause) {
        en: "cannot be read: {cause}",
        pt: "não pode ser lido: {cause}",
    }
    bad_constraint(line) {
        en: "line {line}: the `//go:build` expression cannot be read",
        pt: "linha {line}: não dá para ler a expressão de `//go:build`",
    }
    two_constraints(line) {
        en: "line {line}: a second `//go:build` line",
        pt: "linha {line}: uma segunda linha `//go:build`",
    }
    bad_package_clause(line) {
        en: "line {line}: expected a package clause",
        pt: "linha {line}: esperava-se uma cláusula `package`",
    }
    bad_import(line) {
        en: "line {line}: the import declaration is incomplete",
        pt: "linha {line}: a declaração `import` está incompleta",
    }
    bad_import_path(line) {
        en: "line {line}: no package can have this import path",
        pt: "linha {line}: nenhum pacote pode ter este caminho de importação",
    }
    bad_literal(line) {
        en: "line {line}: a string or comment has no end or a wrong escape",
        pt: "linha {line}: uma string ou um comentário não termina ou tem um escape inválido",
    }
    no_such_package(import) {
        en: "imports `{import}`, which the sources do not hold",
        pt: "importa `{import}`, que não existe no código-fonte",
    }
    no_such_target() {
        en: "is no package of the module",
        pt: "não é um pacote do módulo",
    }
    no_go_files(platform) {
        en: "has no Go file for `{platform}` with these build tags",
        pt: "não tem nenhum arquivo Go para `{platform}` com estas tags de compilação",
    }
    other_package_name(name) {
        en: "belongs to package `{name}`, unlike the other files of its directory",
        pt: "pertence ao pacote `{name}`, ao contrário dos outros arquivos do diretório",
    }
    bad_link() {
        en: "is a symbolic link to no file of the sources",
        pt: "é um link simbólico que não leva a nenhum arquivo do código-fonte",
    }
    local_replace(module) {
        en: "replaces the module `{module}` by a directory, whose files are not followed",
        pt: "substitui o módulo `{module}` por um diretório, cujos arquivos não são seguidos",
    }
    embed_syntax(pattern) {
        en: "embeds `{pattern}`, which is no valid pattern",
        pt: "embute `{pattern}`, que não é um padrão válido",
    }
    embed_no_match(pattern) {
        en: "embeds `{pattern}`, which matches no file",
        pt: "embute `{pattern}`, que não corresponde a nenhum arquivo",
    }
    embed_other_module(pattern, path) {
        en: "embeds `{pattern}`, but `{path}` lies in another module",
        pt: "embute `{pattern}`, mas `{path}` fica em outro módulo",
    }
    embed_name(pattern, path) {
        en: "embeds `{pattern}`, but the name of `{path}` cannot be embedded",
        pt: "embute `{pattern}`, mas o nome de `{path}` não pode ser embutido",
    }
    embed_link(pattern, path) {
        en: "embeds `{pattern}`, but `{path}` is a symbolic link",
        pt: "embute `{pattern}`, mas `{path}` é um link simbólico",
    }
    embed_empty_directory(pattern, path) {
        en: "embeds `{pattern}`, but `{path}` holds no file that can be embedded",
        pt: "embute `{pattern}`, mas `{path}` não contém nenhum arquivo que possa ser embutido",
    }
    embed_too_costly(pattern) {
        en: "embeds `{pattern}`, but the patterns of these sources take too long to match",
        pt: "embute `{pattern}`, mas comparar todos os padrões deste código-fonte levaria tempo demais",
    }
}
