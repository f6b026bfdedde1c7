//! Messages of the rules about what is copied: what is wrong, and what to do.

crate::messages! {
    check_add_not_copy() {
        en: "`ADD` of plain files, where `COPY` says all",
        pt: "`ADD` de arquivos comuns, onde `COPY` basta",
    }
    fix_add_not_copy() {
        en: "use `COPY`",
        pt: "use `COPY`",
    }
    check_add_unchecked() {
        en: "`ADD` of a URL without checksum",
        pt: "`ADD` de uma URL sem soma de verificação",
    }
    fix_add_unchecked() {
        en: "give `--checksum=sha256:…`",
        pt: "indique `--checksum=sha256:…`",
    }
    check_copy_archive() {
        en: "an archive is copied and unpacked later, which leaves it in a layer",
        pt: "um arquivo compactado é copiado e extraído depois: ele continua numa camada",
    }
    fix_copy_archive() {
        en: "use `ADD`, which unpacks local archives",
        pt: "use `ADD`, que extrai arquivos locais",
    }
    check_copy_before_packages() {
        en: "the whole context is copied before packages are installed: every change installs them again",
        pt: "o contexto inteiro é copiado antes da instalação de pacotes: cada mudança os instala de novo",
    }
    fix_copy_before_packages() {
        en: "install first, then copy",
        pt: "instale primeiro, copie depois",
    }
    check_copy_context_to_root() {
        en: "the whole context is copied over the root of the image",
        pt: "o contexto inteiro é copiado sobre a raiz da imagem",
    }
    fix_copy_context_to_root() {
        en: "copy what the image needs, by name, into a directory of its own",
        pt: "copie o que a imagem precisa, pelo nome, para um diretório próprio",
    }
    check_copy_from_self() {
        en: "`--from` names the stage that is being built",
        pt: "`--from` indica o próprio estágio em construção",
    }
    fix_copy_from_self() {
        en: "name an earlier stage",
        pt: "indique um estágio anterior",
    }
    check_copy_from_unknown() {
        en: "`--from` names no earlier stage, so it is taken for an image",
        pt: "`--from` não indica um estágio anterior, por isso é lido como imagem",
    }
    fix_copy_from_unknown() {
        en: "give the image a stage with `FROM … AS`, where its tag and digest stand with the others",
        pt: "dê à imagem um estágio com `FROM … AS`, onde a tag e o digest ficam junto com os outros",
    }
    check_copy_many_sources() {
        en: "several sources into a destination that does not end in `/`",
        pt: "várias origens para um destino que não termina em `/`",
    }
    fix_copy_many_sources() {
        en: "end the destination in `/`",
        pt: "termine o destino com `/`",
    }
    check_copy_owner_after_user() {
        en: "files copied after `USER` belong to root all the same",
        pt: "arquivos copiados depois de `USER` pertencem ao root mesmo assim",
    }
    fix_copy_owner_after_user() {
        en: "say whose they are with `--chown`, or copy before `USER`",
        pt: "diga de quem são com `--chown`, ou copie antes de `USER`",
    }
    check_copy_relative() {
        en: "a relative destination without `WORKDIR` in this stage",
        pt: "um destino relativo sem `WORKDIR` neste estágio",
    }
    fix_copy_relative() {
        en: "set `WORKDIR` first, or write an absolute path",
        pt: "defina `WORKDIR` antes, ou escreva um caminho absoluto",
    }
    check_copy_secret() {
        en: "a file that usually holds a secret is copied into the image",
        pt: "um arquivo que costuma conter um segredo é copiado para a imagem",
    }
    fix_copy_secret() {
        en: "mount it for the one step that needs it: `RUN --mount=type=secret`",
        pt: "monte-o só no passo que precisa dele: `RUN --mount=type=secret`",
    }
    check_copy_whole_stage() {
        en: "the whole file system of a stage is copied",
        pt: "o sistema de arquivos inteiro de um estágio é copiado",
    }
    fix_copy_whole_stage() {
        en: "list the paths that the image needs",
        pt: "liste os caminhos de que a imagem precisa",
    }
    check_copy_world_writable() {
        en: "files that anybody may write, or that run as their owner",
        pt: "arquivos em que qualquer um pode escrever, ou que executam com os direitos do dono",
    }
    fix_copy_world_writable() {
        en: "use `--chmod=0755` or `--chmod=0644`",
        pt: "use `--chmod=0755` ou `--chmod=0644`",
    }
}
