//! What tutorials say of the instructions of Dockerfiles, and what is true.

crate::messages! {
    from_latest() {
        en: "tutorials start with `FROM ubuntu:latest`: that tag moves, so tomorrow's build is another; name a version, or pin a digest",
        pt: "tutoriais começam com `FROM ubuntu:latest`: essa tag muda, então o build de amanhã é outro; indique uma versão, ou fixe um digest",
    }
    from_small() {
        en: "a smaller base is not always possible: proxyv2 and install-cni need iptables, Envoy needs glibc; `istio-imgen explain BASE` says what a base has",
        pt: "nem sempre cabe uma base menor: proxyv2 e install-cni precisam do iptables, o Envoy precisa da glibc; o `istio-imgen explain BASE` diz o que uma base tem",
    }
    run_apt() {
        en: "`apt-get install` alone takes what is only recommended, works on old lists of packages, and leaves them in the layer: write `apt-get update` in the same RUN, `--no-install-recommends`, and a cache mount",
        pt: "`apt-get install` sozinho traz o que é só recomendado, usa listas de pacotes velhas e as deixa na camada: escreva `apt-get update` no mesmo RUN, `--no-install-recommends` e uma montagem de cache",
    }
    run_delete() {
        en: "a later RUN that deletes a file makes no image smaller: the layer before still holds it, secrets too",
        pt: "um RUN posterior que apaga um arquivo não diminui a imagem: a camada anterior ainda o contém, inclusive segredos",
    }
    run_cd() {
        en: "`RUN cd /app` lasts for that RUN alone; WORKDIR is what stays",
        pt: "`RUN cd /app` vale só para aquele RUN; o que permanece é o WORKDIR",
    }
    copy_requirements() {
        en: "tutorials copy a `requirements.txt` and run pip: no program of Istio is Python, and pip refuses the system's interpreter on current Debian and Ubuntu",
        pt: "tutoriais copiam um `requirements.txt` e executam o pip: nenhum programa do Istio é Python, e o pip recusa o interpretador do sistema nos Debian e Ubuntu atuais",
    }
    copy_all() {
        en: "`COPY . /` takes all of the context, with what was never meant to ship; name what is needed, and keep an allow-list in `.dockerignore`",
        pt: "`COPY . /` leva todo o contexto, com o que nunca deveria ser publicado; indique o necessário, e mantenha uma lista de permitidos no `.dockerignore`",
    }
    add_permissions() {
        en: "it is said that ADD copies and sets permissions: it does not; `--chmod` and `--chown` do, and COPY has them too",
        pt: "diz-se que o ADD copia e define permissões: não define; quem as define são `--chmod` e `--chown`, que o COPY também tem",
    }
    add_unpacks() {
        en: "what ADD does besides copying surprises: a local archive is unpacked, one behind a URL is not, and without `--checksum` nobody looks at what came",
        pt: "o que o ADD faz além de copiar surpreende: um arquivo tar local é descompactado, um atrás de uma URL não, e sem `--checksum` ninguém confere o que veio",
    }
    entrypoint_shell() {
        en: "`ENTRYPOINT pilot-discovery` is the shell form: process 1 is `/bin/sh -c`, which passes no SIGTERM on and swallows arguments, and a distroless image has no shell",
        pt: "`ENTRYPOINT pilot-discovery` é a forma shell: o processo 1 é `/bin/sh -c`, que não repassa o SIGTERM e engole os argumentos, e uma imagem distroless não tem shell",
    }
    cmd_command() {
        en: "it is said that CMD is the command of the container: it is the default alone, which any argument replaces, and of several only the last counts",
        pt: "diz-se que CMD é o comando do contêiner: é só o padrão, que qualquer argumento substitui, e de vários só o último conta",
    }
    cmd_python() {
        en: "tutorials install `python3` and call `python`, which is then not there; and the shell form needs a shell",
        pt: "tutoriais instalam `python3` e chamam `python`, que então não existe; e a forma shell precisa de um shell",
    }
    volume_host() {
        en: "it is said that VOLUME binds a directory of the host: no image can; that is said when a container is started, by `-v` or by the Pod",
        pt: "diz-se que VOLUME liga um diretório do host: nenhuma imagem consegue; isso se diz ao iniciar o contêiner, com `-v` ou no Pod",
    }
    volume_persistent() {
        en: "it is said to make data persistent: an anonymous volume goes with its container (`--rm`), or is left where nobody finds it",
        pt: "diz-se que torna os dados persistentes: um volume anônimo vai embora com o contêiner (`--rm`), ou fica onde ninguém o encontra",
    }
    volume_shared() {
        en: "it is said to share data between containers: each gets a volume of its own",
        pt: "diz-se que compartilha dados entre contêineres: cada um ganha o seu próprio volume",
    }
    env_secret() {
        en: "a password in ENV is read by anybody who has the image (`docker inspect`, `docker history`); secrets are mounted, by a Pod or by `RUN --mount=type=secret`",
        pt: "uma senha em ENV é lida por qualquer um que tenha a imagem (`docker inspect`, `docker history`); segredos são montados, por um Pod ou por `RUN --mount=type=secret`",
    }
    env_debug() {
        en: "settings for debugging belong to the deployment: in the image they need a new build, and stay on for everybody",
        pt: "configurações de depuração cabem à implantação: na imagem elas exigem um novo build, e ficam ligadas para todos",
    }
    env_invented() {
        en: "tutorials set variables that no release reads, which nobody notices; `istio-imgen explain NAME` knows every one of every release",
        pt: "tutoriais definem variáveis que nenhuma release lê, o que ninguém percebe; o `istio-imgen explain NOME` conhece todas as de cada release",
    }
    label_names() {
        en: "`version`, `maintainer` and other short names mean something else to each tool; those of OCI mean the same to all",
        pt: "`version`, `maintainer` e outros nomes curtos significam algo diferente para cada ferramenta; os da OCI significam o mesmo para todas",
    }
    stopsignal_five() {
        en: "tutorials list it several times, to stop safely, to stop cleanly, to free resources: it is one setting, and says which signal is sent, no more",
        pt: "tutoriais o listam várias vezes, para parar com segurança, parar de forma limpa, liberar recursos: é uma só configuração, e diz qual sinal é enviado, nada mais",
    }
    stopsignal_time() {
        en: "it gives no more time: that is `docker stop --time`, or `terminationGracePeriodSeconds` of the Pod, after which SIGKILL comes",
        pt: "ele não dá mais tempo: isso é o `docker stop --time`, ou o `terminationGracePeriodSeconds` do Pod, depois do qual vem o SIGKILL",
    }
    healthcheck_restart() {
        en: "it is said that an unhealthy container is restarted: the Docker Engine alone only reports it",
        pt: "diz-se que um contêiner que não está saudável é reiniciado: o Docker Engine sozinho só informa o estado",
    }
    healthcheck_kubernetes() {
        en: "it is said to serve orchestrators: Kubernetes ignores it, and OCI images have no place for it (Buildah keeps it with `--format docker` alone)",
        pt: "diz-se que serve a orquestradores: o Kubernetes o ignora, e imagens OCI não têm lugar para ele (o Buildah só o mantém com `--format docker`)",
    }
    healthcheck_curl() {
        en: "the usual `curl … || exit 1` needs a shell and curl, which a distroless image does not have",
        pt: "o costumeiro `curl … || exit 1` precisa de um shell e do curl, que uma imagem distroless não tem",
    }
    workdir_relative() {
        en: "a relative path adds up with the one before, and with the one of the base image, which may change",
        pt: "um caminho relativo se soma ao anterior, e ao da imagem base, que pode mudar",
    }
    user_build() {
        en: "it is said that USER is for the container: it also counts for every RUN after it, so packages are installed before",
        pt: "diz-se que USER é para o contêiner: ele vale também para todo RUN depois dele, por isso os pacotes são instalados antes",
    }
    user_name() {
        en: "a name must stand in the image's `/etc/passwd`, and Kubernetes refuses it where `runAsNonRoot` is set: it cannot see whether it is root",
        pt: "um nome precisa estar no `/etc/passwd` da imagem, e o Kubernetes o recusa quando `runAsNonRoot` está ativo: não há como ver se é root",
    }
    user_openshift() {
        en: "it is no promise: a Pod's `runAsUser` wins, injection sets 1337, and OpenShift gives each namespace a range of its own",
        pt: "não é uma promessa: prevalece o `runAsUser` do Pod, a injeção define 1337, e o OpenShift dá a cada namespace uma faixa própria",
    }
    arg_scope() {
        en: "an ARG before the first FROM is known to FROM lines alone; a stage that needs it declares it again, without a value",
        pt: "um ARG antes do primeiro FROM só é conhecido pelas linhas FROM; um estágio que precisa dele o declara de novo, sem valor",
    }
    arg_secret() {
        en: "it is no place for a token: its value stands in the history of the image and in the provenance of the build",
        pt: "não é lugar para um token: o valor fica no histórico da imagem e na proveniência do build",
    }
    onbuild_every_build() {
        en: "it is said to run at every build: not in the build of its own image, and once in each image that is built FROM it",
        pt: "diz-se que é executado a cada build: não no build da própria imagem, e uma vez em cada imagem construída com FROM nela",
    }
    onbuild_base_updated() {
        en: "it is said to run when the base image or the Dockerfile changes: nothing runs by itself, somebody has to build",
        pt: "diz-se que é executado quando a imagem base ou o Dockerfile muda: nada é executado sozinho, alguém precisa construir",
    }
    onbuild_oci() {
        en: "in the image format of OCI it is lost without a word",
        pt: "no formato de imagem da OCI ele se perde sem aviso",
    }
    shell_exec() {
        en: "it changes nothing of commands in the exec form, and gives no image a shell that it does not have",
        pt: "não muda nada nos comandos na forma exec, e não dá a uma imagem um shell que ela não tem",
    }
    shell_oci() {
        en: "it is said to be the shell of the container: it counts for the shell form of instructions, and OCI images do not keep it",
        pt: "diz-se que é o shell do contêiner: vale para a forma shell das instruções, e imagens OCI não o guardam",
    }
    expose_publish() {
        en: "it is said to make a port reachable: it opens and publishes nothing, and a port that is not named works as well",
        pt: "diz-se que torna uma porta acessível: não abre nem publica nada, e uma porta não citada funciona do mesmo jeito",
    }
    expose_mapping() {
        en: "a mapping such as `8080:80` has no place in it: that is `docker run -p`, or a Service",
        pt: "um mapeamento como `8080:80` não cabe nele: isso é o `docker run -p`, ou um Service",
    }
    maintainer_gone() {
        en: "tutorials still show it: builders warn of it, and what it says is no label",
        pt: "tutoriais ainda o mostram: os builders avisam, e o que ele diz não é um rótulo",
    }
}
