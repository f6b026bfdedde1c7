//! Messages of the rules about files that must agree: what is wrong, and what to do.

crate::messages! {
    check_bake_argument_differs() {
        en: "an argument has one default in the bake file and another in the Dockerfile",
        pt: "um argumento tem um padrão no arquivo bake e outro no Dockerfile",
    }
    fix_bake_argument_differs() {
        en: "make both the same",
        pt: "iguale os dois",
    }
    check_bake_argument_unknown() {
        en: "the bake file gives an argument that the Dockerfile does not declare",
        pt: "o arquivo bake passa um argumento que o Dockerfile não declara",
    }
    fix_bake_argument_unknown() {
        en: "declare it with `ARG`, or take it out of the bake file",
        pt: "declare-o com `ARG`, ou retire-o do arquivo bake",
    }
    check_bake_file_unnamed() {
        en: "`docker buildx bake` without `-f`: a compose file beside it would be merged in",
        pt: "`docker buildx bake` sem `-f`: um arquivo compose ao lado seria mesclado",
    }
    fix_bake_file_unnamed() {
        en: "name the file: `docker buildx bake -f docker-bake.hcl`",
        pt: "indique o arquivo: `docker buildx bake -f docker-bake.hcl`",
    }
    check_bake_no_epoch() {
        en: "the bake file does not set `SOURCE_DATE_EPOCH`: builds will not repeat to the byte",
        pt: "o arquivo bake não define `SOURCE_DATE_EPOCH`: os builds não se repetem byte a byte",
    }
    fix_bake_no_epoch() {
        en: "pass it as an argument",
        pt: "passe-o como argumento",
    }
    check_bake_target_unknown() {
        en: "the bake file builds a stage that the Dockerfile does not have",
        pt: "o arquivo bake constrói um estágio que o Dockerfile não tem",
    }
    fix_bake_target_unknown() {
        en: "name a stage of the Dockerfile",
        pt: "indique um estágio do Dockerfile",
    }
    check_copy_ignored() {
        en: "a source that `.dockerignore` keeps out of the build",
        pt: "uma origem que o `.dockerignore` deixa fora do build",
    }
    fix_copy_ignored() {
        en: "let it in with a line that starts with `!`",
        pt: "deixe-a entrar com uma linha que comece com `!`",
    }
    check_copy_missing() {
        en: "a source that the context does not hold",
        pt: "uma origem que o contexto não contém",
    }
    fix_copy_missing() {
        en: "correct the path, or put the file there",
        pt: "corrija o caminho, ou ponha o arquivo ali",
    }
    check_copy_private_key() {
        en: "a private key is copied into the image",
        pt: "uma chave privada é copiada para a imagem",
    }
    fix_copy_private_key() {
        en: "copy certificates alone, and mount keys at run time",
        pt: "copie só certificados, e monte as chaves na execução",
    }
    check_ignore_file_missing() {
        en: "a context without `.dockerignore` sends everything to the engine",
        pt: "sem `.dockerignore`, o contexto inteiro é enviado ao engine",
    }
    fix_ignore_file_missing() {
        en: "start it with `**` and let in what is copied",
        pt: "comece-o com `**` e deixe entrar o que é copiado",
    }
    check_ignore_file_open() {
        en: "`.dockerignore` is no list of what is allowed: new files are sent unseen",
        pt: "o `.dockerignore` não é uma lista do que é permitido: arquivos novos são enviados sem que ninguém perceba",
    }
    fix_ignore_file_open() {
        en: "start it with `**` and let in what is copied",
        pt: "comece-o com `**` e deixe entrar o que é copiado",
    }
    check_lock_image_differs() {
        en: "a stage does not start from the image that the lock names",
        pt: "um estágio não parte da imagem que o lock indica",
    }
    fix_lock_image_differs() {
        en: "make it again with the image that you want, so that both agree",
        pt: "gere de novo com a imagem desejada, para que ambos concordem",
    }
    check_lock_stage_missing() {
        en: "the lock names a stage that the Dockerfile does not have",
        pt: "o lock indica um estágio que o Dockerfile não tem",
    }
    fix_lock_stage_missing() {
        en: "make the context again, so that both agree",
        pt: "gere o contexto de novo, para que ambos concordem",
    }
    check_wasm_damaged() {
        en: "a WebAssembly module that is none: it does not start as one",
        pt: "um arquivo dado como módulo WebAssembly que não começa como um",
    }
    fix_wasm_damaged() {
        en: "copy the compiled module",
        pt: "copie o módulo compilado",
    }
}
