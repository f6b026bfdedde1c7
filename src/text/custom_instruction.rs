//! Messages of the user's own instructions.

crate::messages! {
    no_port(port) { en: "`{port}` is not a port: `15090`, `53/udp`", pt: "`{port}` não é uma porta: `15090`, `53/udp`" }
    no_duration(duration) {
        en: "`{duration}` is not a duration: `30s`, `1m30s`",
        pt: "`{duration}` não é uma duração: `30s`, `1m30s`",
    }
    no_count(count) { en: "`{count}` is not a count from 1 to 255", pt: "`{count}` não é uma quantidade de 1 a 255" }
    no_signal(signal) {
        en: "`{signal}` is not a signal: `SIGTERM`, `15`",
        pt: "`{signal}` não é um sinal: `SIGTERM`, `15`",
    }
    signal_unhandled(signal) {
        en: "no program can handle `{signal}`: open requests would be cut off",
        pt: "nenhum programa pode tratar `{signal}`: requisições em andamento seriam cortadas",
    }
    no_argument(name) {
        en: "`{name}` is not a name of a build argument",
        pt: "`{name}` não é um nome de argumento de build",
    }
    volume_in_image() {
        en: "VOLUME makes an anonymous volume on each start: it binds no directory of the host, outlives nothing and is shared with nobody",
        pt: "VOLUME cria um volume anônimo para cada contêiner: não liga nenhum diretório do host, não sobrevive a nada e não é compartilhado com ninguém",
    }
    volume_in_image_hint() {
        en: "in Kubernetes say `volumes` and `volumeMounts` in the pod; for a directory to write, `customize.*.writable`",
        pt: "no Kubernetes, use `volumes` e `volumeMounts` no pod; para um diretório com escrita, `customize.*.writable`",
    }
    onbuild_in_image() {
        en: "ONBUILD fires once in other people's builds that start from this image, and never in its own; images in OCI format lose it",
        pt: "ONBUILD dispara uma vez nos builds de terceiros que partem desta imagem, e nunca no dela; imagens no formato OCI o perdem",
    }
    onbuild_in_image_hint() {
        en: "write the instruction where it should run",
        pt: "escreva a instrução onde ela deve rodar",
    }
    shell_form() {
        en: "SHELL changes only shell forms that come after it, and images in OCI format lose it",
        pt: "SHELL só muda as formas shell que vêm depois dele, e imagens no formato OCI o perdem",
    }
    shell_without_one(base) {
        en: "`{base}` has no shell that SHELL could name",
        pt: "`{base}` não tem shell que SHELL possa indicar",
    }
    stop_signal(signal) {
        en: "istiod, pilot-agent and ztunnel drain connections on SIGTERM: `{signal}` may cut them off",
        pt: "istiod, pilot-agent e ztunnel drenam conexões com SIGTERM: `{signal}` pode cortá-las",
    }
    workdir_moved(directory) {
        en: "Istio's default paths are relative to the working directory: in `{directory}` they name other files",
        pt: "os caminhos padrão do Istio são relativos ao diretório de trabalho: em `{directory}` eles indicam outros arquivos",
    }
    entrypoint_replaced() {
        en: "the charts pass arguments to the entrypoint of the release: another one must take them",
        pt: "os charts passam argumentos ao entrypoint da release: outro deve aceitá-los",
    }
    entrypoint_replaced_hint() {
        en: "`customize.*.wrapper` runs a script before it and keeps it",
        pt: "`customize.*.wrapper` executa um script antes dele e o mantém",
    }
    healthcheck_oci() {
        en: "Kubernetes never reads HEALTHCHECK, and images in OCI format lose it: Docker and Compose alone use it",
        pt: "o Kubernetes nunca lê HEALTHCHECK, e imagens no formato OCI o perdem: só o Docker e o Compose o usam",
    }
    healthcheck_without_path(program, base) {
        en: "`{program}` has no absolute path, and `{base}` has no shell that would look for it",
        pt: "`{program}` não tem caminho absoluto, e `{base}` não tem shell que o procure",
    }
    snippet_character(character) {
        en: "these instructions hold the character {character}, which hides what they say",
        pt: "estas instruções contêm o caractere {character}, que esconde o que dizem",
    }
    snippet_long(limit) {
        en: "these instructions are longer than {limit} KiB",
        pt: "estas instruções passam de {limit} KiB",
    }
    snippet_key() { en: "these instructions hold a private key", pt: "estas instruções contêm uma chave privada" }
    snippet_syntax(cause) {
        en: "these are no instructions of a Dockerfile: {cause}",
        pt: "isto não são instruções de um Dockerfile: {cause}",
    }
    snippet_open() {
        en: "these instructions do not end: a line continues or a heredoc is open",
        pt: "estas instruções não terminam: uma linha continua ou um heredoc está aberto",
    }
    snippet_empty() { en: "there is no instruction", pt: "não há nenhuma instrução" }
    snippet_lines() { en: "ONBUILD takes one instruction on one line", pt: "ONBUILD recebe uma instrução numa linha" }
    snippet_from(image) {
        en: "`FROM {image}` would end the stage of the image here: stages of your own stand under `dockerfile.stages`",
        pt: "`FROM {image}` encerraria aqui o estágio da imagem: estágios seus ficam em `dockerfile.stages`",
    }
    snippet_stage_first() { en: "stages of your own begin with FROM", pt: "estágios seus começam com FROM" }
    snippet_stage_name() {
        en: "a stage of your own needs a name: `FROM … AS name`",
        pt: "um estágio seu precisa de um nome: `FROM … AS nome`",
    }
    snippet_maintainer() {
        en: "MAINTAINER is gone: write the label `org.opencontainers.image.authors`",
        pt: "MAINTAINER não existe mais: escreva o rótulo `org.opencontainers.image.authors`",
    }
    snippet_onbuild() {
        en: "after ONBUILD stands one instruction that is neither FROM, MAINTAINER nor ONBUILD",
        pt: "depois de ONBUILD vem uma instrução que não é FROM, MAINTAINER nem ONBUILD",
    }
    snippet_twice(instruction) {
        en: "the image has a {instruction} already, and the last one alone counts",
        pt: "a imagem já tem {instruction}, e só vale a última",
    }
    snippet_twice_hint(key) { en: "set `{key}`", pt: "defina `{key}`" }
    snippet_run() {
        en: "RUN works on the target platform: another one than your own needs emulation or a native builder",
        pt: "RUN roda na plataforma de destino: uma diferente da sua exige emulação ou um builder nativo",
    }
    snippet_run_hint() {
        en: "`dockerfile.stages` with `FROM --platform=$BUILDPLATFORM` prepares files for every platform",
        pt: "`dockerfile.stages` com `FROM --platform=$BUILDPLATFORM` prepara arquivos para todas as plataformas",
    }
    snippet_run_stage() {
        en: "this stage runs where its FROM says: on the target platform without `--platform=$BUILDPLATFORM`",
        pt: "este estágio roda onde seu FROM indica: na plataforma de destino, sem `--platform=$BUILDPLATFORM`",
    }
    snippet_run_bare(base) {
        en: "`{base}` has no shell that RUN could use",
        pt: "`{base}` não tem shell que RUN possa usar",
    }
    snippet_root(place) {
        en: "`dockerfile.{place}` leaves root as the user of what follows",
        pt: "`dockerfile.{place}` deixa root como usuário do que vem depois",
    }
    add_unchecked() {
        en: "ADD downloads without a checksum: what comes tomorrow may be another file",
        pt: "ADD baixa sem soma de verificação: o que vier amanhã pode ser outro arquivo",
    }
    add_unchecked_hint() {
        en: "write `ADD --checksum=sha256:…`, or use `customize.*.files.NAME.url` with `sha256`",
        pt: "escreva `ADD --checksum=sha256:…`, ou use `customize.*.files.NOME.url` com `sha256`",
    }
    add_local() {
        en: "ADD unpacks local archives unasked: COPY copies what is there",
        pt: "ADD extrai arquivos locais sem que se peça: COPY copia o que está lá",
    }
}
