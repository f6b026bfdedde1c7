//! Messages of the facts of a release and of the embedded catalogue.

crate::messages! {
    file_missing_at_tag(path, tag) {
        en: "Istio {tag} has no `{path}`",
        pt: "o Istio {tag} não tem `{path}`",
    }
    file_unreadable_at_tag(path, tag) {
        en: "the repository cannot give `{path}` of Istio {tag}",
        pt: "o repositório não consegue entregar `{path}` do Istio {tag}",
    }
    file_not_text(path) {
        en: "`{path}` is not UTF-8 text",
        pt: "`{path}` não é texto UTF-8",
    }
    file_too_large(path, bytes, limit) {
        en: "`{path}` has {bytes} bytes, more than the {limit} that are read for facts",
        pt: "`{path}` tem {bytes} bytes, mais que os {limit} lidos em busca de fatos",
    }
    file_malformed(path, cause) {
        en: "`{path}` cannot be understood: {cause}",
        pt: "não foi possível entender `{path}`: {cause}",
    }
    fact_missing(path, fact) {
        en: "`{path}` does not say `{fact}`",
        pt: "`{path}` não informa `{fact}`",
    }
    stamp_in_two_packages(path, first, second) {
        en: "`{path}` stamps two packages, `{first}` and `{second}`",
        pt: "`{path}` grava a versão em dois pacotes, `{first}` e `{second}`",
    }
    copied_from_nowhere(path, source, image) {
        en: "`{path}` copies `{source}`, which nothing puts into the build directory of the image `{image}`",
        pt: "`{path}` copia `{source}`, que nada coloca no diretório de construção da imagem `{image}`",
    }
    stage_unknown(path, name) {
        en: "`{path}` starts its last stage from `{name}`, which is no stage and no image",
        pt: "`{path}` inicia o último estágio a partir de `{name}`, que não é estágio nem imagem",
    }
    toolchain_unknown(image) {
        en: "the repository of the tools does not say which Go is in the image `build-tools:{image}`",
        pt: "o repositório das ferramentas não informa qual Go está na imagem `build-tools:{image}`",
    }
    repository_of_tags_unreadable(path) {
        en: "cannot read the repository `{path}`",
        pt: "não foi possível ler o repositório `{path}`",
    }
    older_manifests(tag) {
        en: "no context is made for Istio {tag}: its repository holds installation files only, the programs lived in others",
        pt: "não há contexto para o Istio {tag}: o repositório contém apenas arquivos de instalação, os programas ficavam em outros",
    }
    older_bazel(tag, images) {
        en: "no context is made for Istio {tag}: Bazel built its images, some without a Dockerfile ({images} have one)",
        pt: "não há contexto para o Istio {tag}: as imagens eram construídas com Bazel, algumas sem Dockerfile ({images} têm um)",
    }
    older_gopath(tag, images) {
        en: "no context is made for Istio {tag}: it was built in a GOPATH without Go modules, and its control plane was several images ({images})",
        pt: "não há contexto para o Istio {tag}: era compilado em um GOPATH sem módulos Go, e o plano de controle eram várias imagens ({images})",
    }
    older_vendor(tag, images) {
        en: "no context is made for Istio {tag}: it was built in a GOPATH from vendored modules, and its control plane was several images ({images})",
        pt: "não há contexto para o Istio {tag}: era compilado em um GOPATH com módulos em `vendor`, e o plano de controle eram várias imagens ({images})",
    }
    older_modules(tag, images) {
        en: "no context is made for Istio {tag}: its control plane was several images before istiod came with 1.5 ({images})",
        pt: "não há contexto para o Istio {tag}: o plano de controle eram várias imagens antes do istiod, que chegou na 1.5 ({images})",
    }
    older_hint(oldest) {
        en: "the oldest release that a context is made for is {oldest}",
        pt: "a release mais antiga para a qual há contexto é a {oldest}",
    }
}
