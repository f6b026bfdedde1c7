//! Comments and short texts of the generated context.

crate::messages! {
    context_architecture() {
        en: "is the architecture that is built for, as the builder says",
        pt: "é a arquitetura para a qual se constrói, como diz o builder",
    }
    context_head(tag, commit) {
        en: "Images of Istio {tag} (commit {commit})",
        pt: "Imagens do Istio {tag} (commit {commit})",
    }
    context_made_by(tool, version) {
        en: "Made by {tool} {version}; .istio-imgen/ holds what it was made from",
        pt: "Gerado por {tool} {version}; .istio-imgen/ guarda a partir de quê",
    }
    context_argument() {
        en: "is a registry prefix: name your mirror here, or with --build-arg",
        pt: "é um prefixo de registry: indique o seu espelho aqui, ou com --build-arg",
    }
    context_upstream() {
        en: "is the official image that files are copied out of",
        pt: "é a imagem oficial da qual arquivos são copiados",
    }
    context_download() {
        en: "is your own binary; the build stops if its checksum differs",
        pt: "é o seu próprio binário; o build para se a soma de verificação for outra",
    }
    context_builder() {
        en: "compiles for every platform on the build platform, without emulation",
        pt: "compila para todas as plataformas na plataforma de build, sem emulação",
    }
    context_builder_cgo() {
        en: "compiles on each target platform, whose C compiler it needs: any other than your own wants emulation or a native builder",
        pt: "compila em cada plataforma de destino, de cujo compilador C precisa: uma diferente da sua exige emulação ou um builder nativo",
    }
    context_goproxy() {
        en: "is the module proxy, such as <https://proxy.example.com>",
        pt: "é o proxy de módulos, como <https://proxy.example.com>",
    }
    context_gonoproxy() {
        en: "lists the modules that are fetched without the proxy",
        pt: "lista os módulos baixados sem o proxy",
    }
    context_gonosumdb() {
        en: "lists the modules that the public checksum database does not know",
        pt: "lista os módulos que o banco público de somas não conhece",
    }
    context_files() {
        en: "gives the files of this context their mode, whatever a checkout made of it",
        pt: "dá aos arquivos deste contexto o seu modo, seja qual for o que um checkout lhes deu",
    }
    context_floating() {
        en: "This image has no other tag: pin it by digest for builds that repeat",
        pt: "Esta imagem não tem outra tag: fixe-a pelo digest para builds que se repetem",
    }
    context_image(image, title) {
        en: "is the image {image}: {title}",
        pt: "é a imagem {image}: {title}",
    }
    context_packages_apt() {
        en: "Versions are not pinned: a pinned one vanishes from the mirror and breaks the rebuild",
        pt: "As versões não são fixadas: uma versão fixada some do espelho e quebra o próximo build",
    }
    context_packages() {
        en: "Versions are not pinned: a pinned one vanishes from the repository and breaks the rebuild",
        pt: "As versões não são fixadas: uma versão fixada some do repositório e quebra o próximo build",
    }
    context_packages_pinned() {
        en: "Versions as the preset pins them: one that vanishes from its mirror breaks the rebuild",
        pt: "Versões fixadas pelo preset: uma que suma do seu espelho quebra o próximo build",
    }
    context_packages_apart() {
        en: "Packages for an image without a package manager: unpacked into a root of their own, their scripts do not run",
        pt: "Pacotes para uma imagem sem gerenciador de pacotes: extraídos numa raiz própria, seus scripts não são executados",
    }
    context_base_stage(image) {
        en: "is what {image} starts from",
        pt: "é de onde {image} parte",
    }
    context_prepare(image) {
        en: "makes ready what {image} gets, so that nothing has to run in that image",
        pt: "prepara o que {image} recebe, para que nada precise rodar nessa imagem",
    }
    context_own() {
        en: "Your own instructions, as the preset has them",
        pt: "Suas próprias instruções, como estão no preset",
    }
    context_own_stages() {
        en: "Your own stages, as the preset has them",
        pt: "Seus próprios estágios, como estão no preset",
    }
    context_own_argument() {
        en: "is an argument of your own",
        pt: "é um argumento seu",
    }
    context_root(component) {
        en: "{component} works on the network of the node or pod: its chart runs it as root, with few capabilities",
        pt: "{component} atua na rede do nó ou do pod: o chart o executa como root, com poucas capabilities",
    }
    context_no_healthcheck() {
        en: "No command in this image tells its health; Kubernetes probes it by the chart",
        pt: "Nenhum comando desta imagem informa sua saúde; o Kubernetes a verifica pelo chart",
    }
    context_bake() {
        en: "Always name this file: docker buildx bake -f docker-bake.hcl",
        pt: "Indique sempre este arquivo: docker buildx bake -f docker-bake.hcl",
    }
    context_bake_platforms() {
        en: "For a quick local build: PLATFORMS=linux/amd64",
        pt: "Para um build local rápido: PLATFORMS=linux/amd64",
    }
    context_bake_epoch() {
        en: "The date of the commit of the release: builds repeat to the byte",
        pt: "A data do commit da release: os builds se repetem byte a byte",
    }
    context_bake_annotations() {
        en: "An index is there for several platforms only",
        pt: "Só há um índice quando há várias plataformas",
    }
    context_ignore() {
        en: "Only what the Dockerfile copies is sent to the engine",
        pt: "Só o que o Dockerfile copia é enviado ao engine",
    }
    context_env(image) {
        en: "Settings that the image {image} carries; for docker run --env-file",
        pt: "Configurações que a imagem {image} carrega; para docker run --env-file",
    }
    context_env_unchecked(name) {
        en: "set as you insist, checked by nobody: {name}",
        pt: "definida porque você insiste, verificada por ninguém: {name}",
    }
    context_renovate_from(name) {
        en: "Images whose registry prefix is the build argument {name}",
        pt: "Imagens cujo prefixo de registry é o argumento de build {name}",
    }
    context_renovate_tag() {
        en: "The release of Istio: istio-imgen update carries it into every other file",
        pt: "A release do Istio: o istio-imgen update a leva a todos os outros arquivos",
    }
    context_renovate_pins() {
        en: "The same images where the selection pins them: both places move in one change",
        pt: "As mesmas imagens onde a seleção as fixa: os dois lugares mudam numa só alteração",
    }
    context_renovate_sources() {
        en: "Istio's own sources: their dependencies are those of the release",
        pt: "O código-fonte do próprio Istio: as dependências são as da release",
    }
    context_renovate_own() {
        en: "The managers above read these Dockerfiles",
        pt: "Os gerenciadores acima leem estes Dockerfiles",
    }
    context_renovate_group() {
        en: "Images and sources of Istio move together; run istio-imgen update on the branch where the bot may not",
        pt: "Imagens e código-fonte do Istio mudam juntos; rode istio-imgen update no branch onde o bot não puder",
    }
    context_renovate_go() {
        en: "Each release of Istio says which Go builds it",
        pt: "Cada release do Istio diz qual Go o constrói",
    }
}
