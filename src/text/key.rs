//! What the keys of a preset, and the flags that set them, mean.

crate::messages! {
    key_schema() { en: "version of the preset format", pt: "versão do formato do preset" }
    key_extends() {
        en: "presets in the box, or files relative to this one, whose values this one overrides",
        pt: "presets incluídos na ferramenta, ou arquivos relativos a este, cujos valores este substitui",
    }
    key_description() { en: "one line that says what the preset is for", pt: "uma linha que diz para que serve o preset" }
    key_language() {
        en: "language of the generated texts",
        pt: "idioma dos textos gerados",
    }
    key_istio_tag() {
        en: "Istio release, as its git tag is written: 1.30.3",
        pt: "release do Istio, como se escreve a tag git: 1.30.3",
    }
    key_istio_commit() {
        en: "commit that the tag must name; a tag that moved is refused",
        pt: "commit que a tag deve nomear; uma tag que mudou de lugar é recusada",
    }
    key_istio_source() {
        en: "repository of Istio's sources: an https, http or git URL, or the path of a clone",
        pt: "repositório do código-fonte do Istio: uma URL https, http ou git, ou o caminho de um clone",
    }
    key_istio_hub() {
        en: "registry prefix of the official images, or of your mirror of them",
        pt: "prefixo de registry das imagens oficiais, ou do seu espelho delas",
    }
    key_annotate() {
        en: "write a short reason above each instruction of the Dockerfile, in lines that begin with `#: `",
        pt: "escrever um breve motivo acima de cada instrução do Dockerfile, em linhas que começam com `#: `",
    }
    key_components() {
        en: "component to build an image of; can be repeated",
        pt: "componente cuja imagem será construída; pode ser repetido",
    }
    key_base() {
        en: "base image: `official`, an id of `list bases`, or any image reference",
        pt: "imagem base: `official`, um id de `list bases` ou qualquer referência de imagem",
    }
    key_variant() {
        en: "variant of the official image that `base: official` starts from",
        pt: "variante da imagem oficial da qual `base: official` parte",
    }
    key_binaries() {
        en: "where binaries come from: the official image, compiled sources, or your own files",
        pt: "de onde vêm os binários: da imagem oficial, do código-fonte compilado ou de arquivos seus",
    }
    key_compliance() {
        en: "standard of FIPS whose builds and settings belong together; certifies nothing",
        pt: "padrão FIPS cujos builds e configurações devem andar juntos; não certifica nada",
    }
    key_hub() {
        en: "registry prefix of the images that you build",
        pt: "prefixo de registry das imagens que você constrói",
    }
    key_tag() { en: "image tag of the images that you build", pt: "tag das imagens que você constrói" }
    key_platforms() {
        en: "platform to build for, such as linux/arm64; can be repeated",
        pt: "plataforma de destino, como linux/arm64; pode ser repetida",
    }
    key_go_hub() {
        en: "registry prefix of the Go image that compiles sources",
        pt: "prefixo de registry da imagem Go que compila o código-fonte",
    }
    key_go_image() {
        en: "name and tag of the Go image below that prefix",
        pt: "nome e tag da imagem Go abaixo desse prefixo",
    }
    key_component_base() { en: "base image of one component", pt: "imagem base de um componente" }
    key_component_variant() {
        en: "variant of the official image for one component",
        pt: "variante da imagem oficial para um componente",
    }
    key_component_binaries() {
        en: "where the binaries of one component come from",
        pt: "de onde vêm os binários de um componente",
    }
    key_component_slim() {
        en: "for `init`: an image of its own with pilot-agent and iptables, without Envoy",
        pt: "para `init`: uma imagem própria com pilot-agent e iptables, sem o Envoy",
    }
    key_prebuilt_path() {
        en: "your own binary for one platform: a file, relative to the preset",
        pt: "seu próprio binário para uma plataforma: um arquivo, relativo ao preset",
    }
    key_prebuilt_url() {
        en: "your own binary for one platform: a URL that the build downloads",
        pt: "seu próprio binário para uma plataforma: uma URL que o build baixa",
    }
    key_prebuilt_sha256() { en: "the SHA-256 of that binary", pt: "o SHA-256 desse binário" }
    key_bases_reference() { en: "image reference of a base image of yours", pt: "referência de uma imagem base sua" }
    key_bases_libc() { en: "its C library", pt: "a biblioteca C dela" }
    key_bases_libc_version() { en: "the version of its C library", pt: "a versão da biblioteca C dela" }
    key_bases_packages() { en: "its package manager", pt: "o gerenciador de pacotes dela" }
    key_bases_shell() { en: "whether it has a shell", pt: "se ela tem um shell" }
    key_bases_iptables() { en: "whether it has iptables", pt: "se ela tem iptables" }
    key_bases_ca() { en: "whether it has CA certificates", pt: "se ela tem certificados de CA" }
    key_env() {
        en: "environment variable that the image of a component sets",
        pt: "variável de ambiente que a imagem de um componente define",
    }
    key_env_value() { en: "the value of that variable", pt: "o valor dessa variável" }
    key_env_unchecked() {
        en: "set that variable even if this release is not known to read it",
        pt: "define essa variável mesmo que não se saiba se esta release a lê",
    }
    key_mesh() {
        en: "mesh configuration that the images carry",
        pt: "configuração da malha que as imagens carregam",
    }
    key_mirrors() {
        en: "registry prefix that stands in for another one in every reference: the longest that fits counts",
        pt: "prefixo de registry usado no lugar de outro em todas as referências: vale o mais longo que se aplique",
    }
    key_endpoints_allow() {
        en: "host that may be named although it closes; can be repeated",
        pt: "host que pode ser citado embora vá fechar; pode ser repetido",
    }
    key_labels() { en: "label of every image", pt: "rótulo (label) de todas as imagens" }
}
