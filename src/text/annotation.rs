//! Why an instruction stands in a Dockerfile: annotations, and the answers of `explain FILE:LINE`.

crate::messages! {
    why_from_base(image) {
        en: "the image begins as {image}, and shares its layers with every image that begins the same way",
        pt: "a imagem começa como {image}, e compartilha suas camadas com toda imagem que começa do mesmo modo",
    }
    why_from_scratch() {
        en: "the image begins empty: it holds what is copied into it, and nothing else",
        pt: "a imagem começa vazia: contém o que for copiado para ela, e nada mais",
    }
    why_from_scratch_copied() {
        en: "an empty stage that only passes files on; nothing else of it reaches an image",
        pt: "um estágio vazio que só repassa arquivos; nada mais dele chega a uma imagem",
    }
    why_from_copied(image) {
        en: "files are copied out of {image}; nothing else of it reaches an image",
        pt: "arquivos são copiados de {image}; nada mais dela chega a uma imagem",
    }
    why_from_builder() {
        en: "this stage has the tools of the build; only what they make is copied into an image",
        pt: "este estágio tem as ferramentas do build; só o que elas produzem é copiado para uma imagem",
    }
    why_from_build_platform() {
        en: "it runs on the platform of the builder, so that compiling for others needs no emulation",
        pt: "ele roda na plataforma do builder, de modo que compilar para outras não exige emulação",
    }
    why_arg_global() {
        en: "FROM lines use it, so a build can change it with --build-arg; stages do not know it unless they declare it again",
        pt: "linhas FROM o usam, assim um build pode mudá-lo com --build-arg; os estágios não o conhecem a menos que o declarem de novo",
    }
    why_arg_given() {
        en: "the builder gives the value for each platform; a stage that uses it has to declare it",
        pt: "o builder dá o valor para cada plataforma; um estágio que o usa precisa declará-lo",
    }
    why_arg_again() {
        en: "declared above for FROM lines, and here once more for this stage",
        pt: "declarado acima para as linhas FROM, e aqui mais uma vez para este estágio",
    }
    why_arg() {
        en: "a build can set it with --build-arg; no container sees it, but the image's history may, so it is no place for secrets",
        pt: "um build pode defini-lo com --build-arg; nenhum contêiner o vê, mas o histórico da imagem pode ver, então não é lugar para segredos",
    }
    why_run() { en: "what it changes becomes a layer of the image", pt: "o que ele muda se torna uma camada da imagem" }
    why_run_packages() {
        en: "installs what the base does not have, all in one layer, so that no other layer keeps what is cleaned up",
        pt: "instala o que a base não tem, tudo numa só camada, para que nenhuma outra guarde o que é apagado",
    }
    why_run_compile() { en: "compiles; what it makes is copied out of this stage", pt: "compila; o que produz é copiado deste estágio" }
    why_run_bind() {
        en: "a bind mount shows files to this command without copying them into a layer",
        pt: "uma montagem bind mostra arquivos a este comando sem copiá-los para uma camada",
    }
    why_run_cache() {
        en: "a cache mount outlives the build and is in no layer",
        pt: "uma montagem de cache sobrevive ao build e não fica em nenhuma camada",
    }
    why_run_secret() {
        en: "secrets are there for this command alone and reach no layer",
        pt: "os segredos existem só para este comando e não chegam a nenhuma camada",
    }
    why_copy_stage(from) {
        en: "out of the stage {from}, without whatever else it holds",
        pt: "do estágio {from}, sem o resto que ele contém",
    }
    why_copy_image(from) {
        en: "taken from the image or context {from}, which no FROM line names",
        pt: "tirado da imagem ou do contexto {from}, que nenhuma linha FROM indica",
    }
    why_copy_context() { en: "taken from the build context", pt: "tirado do contexto de build" }
    why_copy_heredoc() { en: "the file is written right here", pt: "o arquivo é escrito aqui mesmo" }
    why_copy_license() {
        en: "a licence travels with what it covers",
        pt: "uma licença acompanha o que ela cobre",
    }
    why_copy_ca() {
        en: "the certificates of public authorities, which the base may not have",
        pt: "os certificados das autoridades públicas, que a base pode não ter",
    }
    why_copy_chmod() {
        en: "the mode is set here, whatever the file had",
        pt: "o modo é definido aqui, seja qual for o que o arquivo tinha",
    }
    why_copy_link() {
        en: "as a layer of its own, which stays when the base changes",
        pt: "como uma camada própria, que permanece quando a base muda",
    }
    why_add_checksum() {
        en: "fetched by the build, which stops if the bytes are not those of the checksum",
        pt: "buscado pelo build, que para se os bytes não forem os da soma de verificação",
    }
    why_add_url() {
        en: "fetched by the build, whatever comes: a --checksum would stop it if the bytes changed",
        pt: "buscado pelo build, venha o que vier: um --checksum o pararia se os bytes mudassem",
    }
    why_add_local() {
        en: "taken from the build context, and unpacked if it is an archive; COPY would say that it is only copied",
        pt: "tirado do contexto de build, e descompactado se for um arquivo tar; COPY diria que é só copiado",
    }
    why_env() {
        en: "set for every container of the image; a deployment can say something else",
        pt: "definido para todo contêiner da imagem; uma implantação pode dizer outra coisa",
    }
    why_env_of_build() {
        en: "for the commands of this stage alone, which is not shipped",
        pt: "só para os comandos deste estágio, que não é publicado",
    }
    why_label() {
        en: "in the names that OCI agreed on, where registries, scanners and update bots look",
        pt: "com os nomes combinados pela OCI, onde registries, scanners e bots de atualização olham",
    }
    why_label_own() {
        en: "metadata for whoever knows these names; those of OCI are known to most tools",
        pt: "metadados para quem conhece estes nomes; os da OCI a maioria das ferramentas conhece",
    }
    why_user_numeric() {
        en: "not root, and a number, as runAsNonRoot cannot check a name; injection and the Pod may set another",
        pt: "não é root, e é um número, pois runAsNonRoot não consegue verificar um nome; a injeção e o Pod podem definir outro",
    }
    why_user_root() {
        en: "root, which only what changes the node or its network needs; a number, so that it is plain to see",
        pt: "root, de que só precisa o que muda o nó ou a rede dele; um número, para ficar evidente",
    }
    why_user_name() {
        en: "a name is looked up in the image's /etc/passwd; runAsNonRoot wants a number",
        pt: "um nome é procurado no /etc/passwd da imagem; runAsNonRoot quer um número",
    }
    why_workdir(directory) {
        en: "the program starts in {directory}, and relative paths mean that directory",
        pt: "o programa começa em {directory}, e caminhos relativos se referem a esse diretório",
    }
    why_expose() {
        en: "the ports on which the program listens, noted for readers; nothing is opened by it",
        pt: "as portas em que o programa escuta, anotadas para quem lê; nada é aberto com isso",
    }
    why_healthcheck() {
        en: "asks the program itself, without a shell; for engines alone, as Kubernetes has its own probes",
        pt: "pergunta ao próprio programa, sem shell; só para engines, pois o Kubernetes tem as próprias probes",
    }
    why_healthcheck_shell() {
        en: "needs a shell, and whatever it calls, inside the image; for engines alone, as Kubernetes has its own probes",
        pt: "precisa de um shell, e do que ele chama, dentro da imagem; só para engines, pois o Kubernetes tem as próprias probes",
    }
    why_healthcheck_none() {
        en: "says that there is none, also where the base image has one",
        pt: "diz que não há nenhum, mesmo que a imagem base tenha um",
    }
    why_entrypoint() {
        en: "the program itself is process 1: it gets signals, and the arguments of the deployment",
        pt: "o próprio programa é o processo 1: recebe os sinais, e os argumentos da implantação",
    }
    why_entrypoint_shell() {
        en: "a shell is process 1: it passes on neither signals nor arguments",
        pt: "um shell é o processo 1: não repassa nem sinais nem argumentos",
    }
    why_cmd() {
        en: "what runs unless the deployment names a command of its own",
        pt: "o que é executado a menos que a implantação indique um comando próprio",
    }
    why_cmd_arguments() {
        en: "the arguments of the entrypoint unless the deployment gives others",
        pt: "os argumentos do entrypoint, a menos que a implantação dê outros",
    }
    why_cmd_shell() {
        en: "run by a shell, which the image has to have, unless the deployment names a command",
        pt: "executado por um shell, que a imagem precisa ter, a menos que a implantação indique um comando",
    }
    why_volume() {
        en: "each container without a mount there gets an anonymous volume; a Pod declares its volumes itself",
        pt: "cada contêiner sem uma montagem ali ganha um volume anônimo; um Pod declara os próprios volumes",
    }
    why_onbuild() {
        en: "not for this image: it runs at the start of builds FROM it",
        pt: "não é para esta imagem: é executado no início de builds com FROM nela",
    }
    why_shell() {
        en: "the shell of the commands that follow, where they are no JSON lists",
        pt: "o shell dos comandos seguintes, onde não são listas JSON",
    }
    why_stopsignal(signal) {
        en: "containers are asked to end by {signal}",
        pt: "os contêineres são avisados para terminar com {signal}",
    }
    why_maintainer() {
        en: "deprecated: the label org.opencontainers.image.authors says it",
        pt: "obsoleto: o rótulo `org.opencontainers.image.authors` diz isso",
    }
    why_unknown() { en: "no builder knows this", pt: "nenhum builder conhece isto" }
}
