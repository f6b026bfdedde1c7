//! Messages of reading and writing the user's files.

crate::messages! {
    cannot_read(path) { en: "cannot read `{path}`", pt: "não é possível ler `{path}`" }
    check_path() {
        en: "paths are relative to the file that names them, or to the working directory",
        pt: "os caminhos são relativos ao arquivo que os cita, ou ao diretório de trabalho",
    }
    preset_file_too_large(path, kib) { en: "`{path}` is larger than {kib} KiB", pt: "`{path}` é maior que {kib} KiB" }
    file_not_utf8(path) { en: "`{path}` is not UTF-8 text", pt: "`{path}` não é texto UTF-8" }
    not_a_file(path) { en: "`{path}` is not a plain file", pt: "`{path}` não é um arquivo comum" }
    cannot_write(path) { en: "cannot write `{path}`", pt: "não é possível gravar `{path}`" }
    target_disk_full() {
        en: "the disk is full; nothing was written",
        pt: "o disco está cheio; nada foi gravado",
    }
    nothing_written() { en: "nothing was written", pt: "nada foi gravado" }
    target_not_directory(path) { en: "`{path}` is not a directory", pt: "`{path}` não é um diretório" }
    target_not_empty(path) { en: "`{path}` is not empty", pt: "`{path}` não está vazio" }
    target_appeared(path) {
        en: "`{path}` was made by somebody else in the meantime",
        pt: "`{path}` foi criado por outro processo nesse meio-tempo",
    }
    target_force() {
        en: "name another directory, or write into it with `--force`, which keeps your files that are in the way as `NAME.orig`",
        pt: "indique outro diretório, ou grave nele com `--force`, que preserva como `NOME.orig` os seus arquivos no caminho",
    }
    in_the_way(path) {
        en: "`{path}` is in the way of a file or directory of the context",
        pt: "`{path}` está no lugar de um arquivo ou diretório do contexto",
    }
    write_interrupted() { en: "interrupted; nothing was written", pt: "interrompido; nada foi gravado" }
    case_clash(one, other) {
        en: "`{one}` and `{other}` are one file where names ignore case",
        pt: "`{one}` e `{other}` são um único arquivo onde os nomes ignoram maiúsculas",
    }
    link_leads_out(path) {
        en: "the link `{path}` leads out of the context",
        pt: "o link `{path}` leva para fora do contexto",
    }
    changed_meanwhile(path) {
        en: "`{path}` changed while this command was at work; nothing was written",
        pt: "`{path}` mudou enquanto este comando trabalhava; nada foi gravado",
    }
    file_changed(path) {
        en: "`{path}` changed while it was read",
        pt: "`{path}` mudou enquanto era lido",
    }
}
