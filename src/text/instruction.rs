//! What the instructions of Dockerfiles do, and what contexts of this program do with each.

crate::messages! {
    from_what() {
        en: "starts a stage from an image, or from nothing (`scratch`); `AS` names the stage, so that others can copy from it and a build can aim at it",
        pt: "inicia um estágio a partir de uma imagem, ou do nada (`scratch`); `AS` dá nome ao estágio, para que outros copiem dele e um build possa escolhê-lo",
    }
    from_here() {
        en: "a stage for each image, and stages that files are copied out of; registry prefixes are build arguments, while name and tag are literal, so that a mirror needs no edit and update bots still see them",
        pt: "um estágio para cada imagem, e estágios dos quais arquivos são copiados; os prefixos de registry são argumentos de build, enquanto nome e tag são literais, para que um espelho não exija edição e os bots de atualização ainda os vejam",
    }
    run_what() {
        en: "runs a command while the image is built, and keeps what it changed as a layer",
        pt: "executa um comando enquanto a imagem é construída, e guarda o que ele mudou como uma camada",
    }
    run_here() {
        en: "only where packages are installed or sources are compiled; images on a base without a shell have none",
        pt: "só onde pacotes são instalados ou código-fonte é compilado; imagens sobre uma base sem shell não o têm",
    }
    copy_what() {
        en: "copies files from the build context, from another stage or from another image",
        pt: "copia arquivos do contexto de build, de outro estágio ou de outra imagem",
    }
    copy_here() {
        en: "all that an image carries comes by it; `--chmod` gives the mode, whatever a checkout made of the file",
        pt: "tudo o que uma imagem leva vem por ele; `--chmod` define o modo, seja qual for o que o checkout deu ao arquivo",
    }
    add_what() {
        en: "copies like COPY, and besides unpacks local archives and fetches URLs and git repositories",
        pt: "copia como o COPY e, além disso, descompacta arquivos tar locais e busca URLs e repositórios git",
    }
    add_here() {
        en: "only for your own binaries behind a URL, with `--checksum`: the build stops when the bytes are others",
        pt: "só para os seus próprios binários atrás de uma URL, com `--checksum`: o build para se os bytes forem outros",
    }
    entrypoint_what() {
        en: "names the program that a container runs; the arguments of `docker run`, or of a Pod's `args`, come after it",
        pt: "indica o programa que o contêiner executa; os argumentos do `docker run`, ou de `args` num Pod, vêm depois dele",
    }
    entrypoint_here() {
        en: "the program of the official image, in the exec form: it is process 1 and gets the signals itself",
        pt: "o programa da imagem oficial, na forma exec: ele é o processo 1 e recebe os sinais diretamente",
    }
    cmd_what() {
        en: "gives the default arguments of ENTRYPOINT, or the default command where there is none",
        pt: "define os argumentos padrão do ENTRYPOINT, ou o comando padrão onde não há um",
    }
    cmd_here() {
        en: "only install-cni has one, as the official image does; the arguments of the others come from the charts",
        pt: "só o install-cni o tem, como na imagem oficial; os argumentos dos outros vêm dos charts",
    }
    volume_what() {
        en: "declares a path that is kept outside of the image's layers: without a mount there, each container gets an anonymous volume of its own",
        pt: "declara um caminho mantido fora das camadas da imagem: sem uma montagem ali, cada contêiner ganha um volume anônimo só seu",
    }
    volume_here() {
        en: "only if a preset asks for it (`volumes`): what a Pod keeps or shares is a volume of the Pod, such as `emptyDir`, and the charts declare it",
        pt: "só se um preset o pede (`volumes`): o que um Pod guarda ou compartilha é um volume do Pod, como `emptyDir`, e os charts o declaram",
    }
    env_what() {
        en: "sets a variable for the instructions that follow and for every container of the image",
        pt: "define uma variável para as instruções seguintes e para todo contêiner da imagem",
    }
    env_here() {
        en: "only variables that the release's programs read, checked by name and type; what is not in the image, the deployment can say",
        pt: "só variáveis que os programas da release leem, verificadas por nome e tipo; o que não está na imagem, a implantação pode dizer",
    }
    label_what() {
        en: "adds a name and a value to the image's metadata, which registries, scanners and update bots read",
        pt: "acrescenta um nome e um valor aos metadados da imagem, que registries, scanners e bots de atualização leem",
    }
    label_here() {
        en: "the names that OCI has agreed on (`org.opencontainers.image.*`): version, revision, source, base image, licence, and yours",
        pt: "os nomes combinados pela OCI (`org.opencontainers.image.*`): versão, revisão, origem, imagem base, licença, e os seus",
    }
    stopsignal_what() {
        en: "names the signal by which the engine asks a container to end; SIGTERM unless it is said",
        pt: "indica o sinal com que o engine pede ao contêiner que termine; SIGTERM se nada for dito",
    }
    stopsignal_here() {
        en: "only if a preset asks for it (`stopsignal`): SIGTERM is right for istiod, for the agent, which then drains Envoy, and for the others",
        pt: "só se um preset o pede (`stopsignal`): SIGTERM é o certo para o istiod, para o agente, que então drena o Envoy, e para os outros",
    }
    healthcheck_what() {
        en: "names a command by which the Docker Engine tells whether a container is healthy",
        pt: "indica um comando com que o Docker Engine sabe se um contêiner está saudável",
    }
    healthcheck_here() {
        en: "a request of the program itself, in the exec form, as there may be no shell and no curl; NONE where the program has none. It is for engines without Kubernetes: there the charts have probes",
        pt: "uma requisição do próprio programa, na forma exec, pois pode não haver shell nem curl; NONE onde o programa não tem nenhuma. Serve a engines sem Kubernetes: lá os charts têm probes",
    }
    workdir_what() {
        en: "sets the directory for the instructions that follow and the one in which containers start; it is made if it is not there",
        pt: "define o diretório das instruções seguintes e aquele em que os contêineres começam; ele é criado se não existir",
    }
    workdir_here() {
        en: "always absolute, and the one of the official image",
        pt: "sempre absoluto, e o mesmo da imagem oficial",
    }
    user_what() {
        en: "sets the user for the RUN, CMD and ENTRYPOINT that follow, and for containers",
        pt: "define o usuário dos RUN, CMD e ENTRYPOINT seguintes, e dos contêineres",
    }
    user_here() {
        en: "always numeric, since `runAsNonRoot` cannot check a name; 1337, or root with the reason beside it where the chart runs the program as root",
        pt: "sempre numérico, pois `runAsNonRoot` não consegue verificar um nome; 1337, ou root com o motivo ao lado quando o chart executa o programa como root",
    }
    arg_what() {
        en: "declares a value that `--build-arg` can give to the build; it is no variable of the container",
        pt: "declara um valor que `--build-arg` pode dar ao build; não é uma variável do contêiner",
    }
    arg_here() {
        en: "registry prefixes before the first FROM; in stages the architecture, and what the Go command needs",
        pt: "prefixos de registry antes do primeiro FROM; nos estágios, a arquitetura e o que o comando go precisa",
    }
    onbuild_what() {
        en: "keeps an instruction in the image, to be run at the start of each build whose FROM names this image",
        pt: "guarda uma instrução na imagem, executada no início de cada build cujo FROM indica esta imagem",
    }
    onbuild_here() {
        en: "only if a preset asks for it (`onbuild`): an image that acts in other people's builds surprises them, and OCI images have no place for it",
        pt: "só se um preset o pede (`onbuild`): uma imagem que age nos builds de outras pessoas as surpreende, e imagens OCI não têm lugar para ela",
    }
    shell_what() {
        en: "changes the shell by which the shell form of RUN, CMD and ENTRYPOINT is run",
        pt: "muda o shell com que a forma shell de RUN, CMD e ENTRYPOINT é executada",
    }
    shell_here() {
        en: "only if a preset asks for it (`shell`): no command of a context has a pipe whose failure could be missed",
        pt: "só se um preset o pede (`shell`): nenhum comando de um contexto tem um pipe cuja falha pudesse passar despercebida",
    }
    expose_what() {
        en: "notes the ports on which the program listens, for people and tools",
        pt: "anota as portas em que o programa escuta, para pessoas e ferramentas",
    }
    expose_here() {
        en: "the ports that the charts use, so that whoever reads the image knows them",
        pt: "as portas que os charts usam, para que quem lê a imagem as conheça",
    }
    maintainer_what() {
        en: "set the author of the image; deprecated since Docker 1.13",
        pt: "definia o autor da imagem; obsoleto desde o Docker 1.13",
    }
    maintainer_here() {
        en: "never: whom to ask is said by the label `org.opencontainers.image.authors`, below `labels` in a preset",
        pt: "nunca: a quem perguntar é dito pelo rótulo `org.opencontainers.image.authors`, em `labels` num preset",
    }
}
