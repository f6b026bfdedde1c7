//! Newer ways of writing Dockerfiles, and the labels under which instructions are explained.

crate::messages! {
    mount_what() {
        en: "gives one RUN what the image does not keep: a cache that outlives the build (`type=cache`), a secret (`secret`), files of the context or of a stage without copying them (`bind`), an agent's keys (`ssh`), memory (`tmpfs`)",
        pt: "dá a um RUN o que a imagem não guarda: um cache que sobrevive ao build (`type=cache`), um segredo (`secret`), arquivos do contexto ou de um estágio sem copiá-los (`bind`), as chaves de um agente (`ssh`), memória (`tmpfs`)",
    }
    mount_here() {
        en: "caches of package managers and of Go, the sources as a bind mount, `netrc` and `ca` as secrets that reach no layer",
        pt: "caches dos gerenciadores de pacotes e do Go, o código-fonte como montagem bind, `netrc` e `ca` como segredos que não ficam em nenhuma camada",
    }
    copy_from_what() {
        en: "copies out of an earlier stage, an image, or a named context, none of which ends in the image itself",
        pt: "copia de um estágio anterior, de uma imagem ou de um contexto nomeado, e nenhum deles vai parar na imagem em si",
    }
    copy_from_here() {
        en: "binaries come out of the official image's stage or of the stage that compiles them; the images copied from are named by stages, so that their references stand in FROM lines, where update bots look",
        pt: "os binários vêm do estágio da imagem oficial ou do estágio que os compila; as imagens de onde se copia são nomeadas por estágios, para que as referências fiquem em linhas FROM, onde os bots de atualização olham",
    }
    copy_chmod_what() {
        en: "gives the copied files a mode, without a second layer as `RUN chmod` would make",
        pt: "dá um modo aos arquivos copiados, sem uma segunda camada como a que o `RUN chmod` faria",
    }
    copy_chmod_here() {
        en: "on every file of the context: a checkout on Windows, or an archive, may have lost the mode",
        pt: "em todo arquivo do contexto: um checkout no Windows, ou um arquivo compactado, pode ter perdido o modo",
    }
    copy_link_what() {
        en: "makes the copied files a layer that does not depend on the ones before, so that a new base image needs no new copy",
        pt: "faz dos arquivos copiados uma camada que não depende das anteriores, de modo que uma nova imagem base não exige nova cópia",
    }
    copy_link_here() {
        en: "not written: paths through a symbolic link of the base image come out differently with it, and a few copies are quick",
        pt: "não é escrito: caminhos que passam por um link simbólico da imagem base saem diferentes com ele, e poucas cópias são rápidas",
    }
    add_checksum_what() {
        en: "fetches a URL, and stops the build unless the bytes have this digest",
        pt: "busca uma URL, e para o build se os bytes não tiverem este digest",
    }
    add_checksum_here() {
        en: "for binaries of your own behind a URL (`prebuilt` with `url` and `sha256` in a preset)",
        pt: "para binários seus atrás de uma URL (`prebuilt` com `url` e `sha256` num preset)",
    }
    heredoc_what() {
        en: "writes a script of several lines, or a file, right into RUN or COPY; without `set -e` a failing line in the middle goes unnoticed",
        pt: "escreve um script de várias linhas, ou um arquivo, direto no RUN ou no COPY; sem `set -e` uma linha que falha no meio passa despercebida",
    }
    heredoc_here() {
        en: "not written: commands are joined by `&&`, which every builder takes, and files stand in the context, where they can be read and checked",
        pt: "não é escrito: os comandos são unidos por `&&`, que todo builder aceita, e os arquivos ficam no contexto, onde podem ser lidos e verificados",
    }
    stages_what() {
        en: "several FROM in one file: each starts a stage, of which only the one that is built, and what it copies, ends in the image (`--target`)",
        pt: "vários FROM num arquivo: cada um inicia um estágio, dos quais só o que é construído, e o que ele copia, vai parar na imagem (`--target`)",
    }
    stages_here() {
        en: "one stage for each image to build, with the component's name; bake builds them all from the one file",
        pt: "um estágio para cada imagem a construir, com o nome do componente; o bake constrói todas a partir do único arquivo",
    }
    contexts_what() {
        en: "`--build-context NAME=DIR|IMAGE`, or `contexts` of a bake target: further directories or images that FROM and COPY name, also in place of an image that the Dockerfile names",
        pt: "`--build-context NOME=DIR|IMAGEM`, ou `contexts` de um alvo do bake: outros diretórios ou imagens que FROM e COPY indicam, também no lugar de uma imagem que o Dockerfile indica",
    }
    contexts_here() {
        en: "not needed: a context holds all that its build copies; by them you can build on a local image in place of the base, without an edit",
        pt: "não são necessários: um contexto contém tudo o que o build copia; com eles se pode construir sobre uma imagem local no lugar da base, sem edição",
    }
    syntax_what() {
        en: "names the image of the frontend that reads the rest of the file, in the first line; it is pulled by the build",
        pt: "indica a imagem do frontend que lê o resto do arquivo, na primeira linha; ela é baixada pelo build",
    }
    syntax_here() {
        en: "not written: all that is used is in BuildKit's own frontend and in Buildah, and a build without a way out pulls nothing more",
        pt: "não é escrito: tudo o que se usa está no frontend do próprio BuildKit e no Buildah, e um build sem saída para a internet não baixa nada a mais",
    }
    check_what() {
        en: "settings for BuildKit's checks of the file itself; `docker build --check` runs them without building",
        pt: "configurações das verificações que o BuildKit faz do próprio arquivo; `docker build --check` as executa sem construir",
    }
    check_here() {
        en: "`# check=error=true`: what the checks find stops the build",
        pt: "`# check=error=true`: o que as verificações acham para o build",
    }
    instruction_kind() { en: "instruction of Dockerfiles", pt: "instrução de Dockerfiles" }
    instruction_form_kind() { en: "way of writing Dockerfiles", pt: "forma de escrever Dockerfiles" }
    instruction_here() { en: "in our contexts", pt: "nos nossos contextos" }
    instruction_claim() { en: "beware", pt: "cuidado" }
    instruction_good() { en: "so", pt: "assim" }
    instruction_bad() { en: "not so", pt: "assim não" }
    instruction_rules() { en: "rules", pt: "regras" }
    instruction_checkers() { en: "hadolint and BuildKit", pt: "hadolint e BuildKit" }
    instruction_forms() { en: "see also", pt: "veja também" }
    exit_kind() { en: "exit code", pt: "código de saída" }
    exit_remedy_label() { en: "what to do", pt: "o que fazer" }
}
