//! Messages of completing a preset: releases, components, base images, binaries, single values.

crate::messages! {
    ask_tag() { en: "Istio release", pt: "Release do Istio" }
    ask_components() { en: "Components", pt: "Componentes" }
    ask_base() { en: "Base image", pt: "Imagem base" }
    official_title() {
        en: "the component's own official image, changed as little as needed",
        pt: "a própria imagem oficial do componente, alterada o mínimo necessário",
    }
    tag_leading_v(typed, tag) {
        en: "Istio's tags have no `v`: `{typed}` is taken as `{tag}`",
        pt: "as tags do Istio não têm `v`: `{typed}` é lida como `{tag}`",
    }
    tag_moves(typed) {
        en: "`{typed}` moves: the same preset would give another context tomorrow",
        pt: "`{typed}` muda de lugar: o mesmo preset geraria outro contexto amanhã",
    }
    tag_write_fixed(newest) {
        en: "write a release such as `{newest}`, or `newest` for the newest one that this program knows",
        pt: "escreva uma release como `{newest}`, ou `newest` para a mais nova que este programa conhece",
    }
    tag_without_patch(typed) {
        en: "`{typed}` is a line of releases, not a release",
        pt: "`{typed}` é uma linha de releases, não uma release",
    }
    tag_form(typed) {
        en: "`{typed}` is not written like a tag of Istio",
        pt: "`{typed}` não tem a forma de uma tag do Istio",
    }
    release_unknown(tag) { en: "Istio has no release `{tag}` that this program knows", pt: "o Istio não tem uma release `{tag}` que este programa conheça" }
    tag_nearest(tags) {
        en: "the nearest are {tags}; for a newer one give its sources with `--istio-source`",
        pt: "as mais próximas são {tags}; para uma mais nova, indique o código-fonte com `--istio-source`",
    }
    unknown_component(word) { en: "`{word}` is not a component of Istio", pt: "`{word}` não é um componente do Istio" }
    component_by_id(word, id) {
        en: "settings stand under the component's id: write `{id}`, not `{word}`",
        pt: "as configurações ficam sob o id do componente: escreva `{id}`, não `{word}`",
    }
    component_not_built(path, id) {
        en: "`{path}` has no effect: `{id}` is not among the components",
        pt: "`{path}` não tem efeito: `{id}` não está entre os componentes",
    }
    init_is_proxyv2(tag) {
        en: "Istio {tag} has no init image: its init container is `proxyv2` run with `istio-iptables`",
        pt: "o Istio {tag} não tem imagem de init: seu contêiner de init é o `proxyv2` executado com `istio-iptables`",
    }
    init_can_be_slim() {
        en: "`component.init.slim: true` makes a small image of its own, without Envoy",
        pt: "`component.init.slim: true` cria uma imagem própria e pequena, sem o Envoy",
    }
    no_image_in_release(tag, image) {
        en: "Istio {tag} has no image `{image}`",
        pt: "o Istio {tag} não tem a imagem `{image}`",
    }
    component_since(component, since) {
        en: "`{component}` is part of Istio since {since}",
        pt: "`{component}` faz parte do Istio desde a {since}",
    }
    slim_needs_base() {
        en: "a slim init image has no official image to start from",
        pt: "uma imagem de init enxuta não tem imagem oficial de onde partir",
    }
    slim_base_hint() {
        en: "set `component.init.base` to `debian`, `ubuntu`, `ubi9`, `wolfi` or an image of yours with iptables",
        pt: "defina `component.init.base` como `debian`, `ubuntu`, `ubi9`, `wolfi` ou uma imagem sua com iptables",
    }
    no_variant(tag, image, variant) {
        en: "Istio {tag} publishes no variant `{variant}` of `{image}`",
        pt: "o Istio {tag} não publica a variante `{variant}` de `{image}`",
    }
    variant_default() { en: "use `variant: default`", pt: "use `variant: default`" }
    no_reference(word) {
        en: "`{word}` is neither a base image that we know nor an image reference",
        pt: "`{word}` não é uma imagem base conhecida nem uma referência de imagem",
    }
    base_taken_for_image(reference, word) {
        en: "`{word}` is no base image of the box: it is taken for the image `{reference}`",
        pt: "`{word}` não é uma imagem base que acompanha o programa: entende-se a imagem `{reference}`",
    }
    placeholder_base(ids) {
        en: "this looks like a placeholder of a tutorial: write an image reference, or one of {ids}",
        pt: "isto parece um marcador de tutorial: escreva uma referência de imagem ou um destes: {ids}",
    }
    reference_upper_case() {
        en: "registries refuse capital letters in a repository's name",
        pt: "registries recusam letras maiúsculas no nome de um repositório",
    }
    reference_tag() {
        en: "an image tag has up to 128 ASCII letters, digits, `_`, `.` and `-`, and starts with a letter, digit or `_`",
        pt: "uma tag de imagem tem até 128 letras ASCII, dígitos, `_`, `.` e `-`, e começa com letra, dígito ou `_`",
    }
    reference_digest() {
        en: "a digest is `sha256:` and 64 hexadecimal digits in lower case",
        pt: "um digest é `sha256:` seguido de 64 dígitos hexadecimais em minúsculas",
    }
    reference_form() {
        en: "a reference is `registry/repository:tag@digest`, such as `registry.example.com/base:1.2`",
        pt: "uma referência é `registry/repositório:tag@digest`, como `registry.example.com/base:1.2`",
    }
    no_binary(component, name) {
        en: "the image of `{component}` holds no binary `{name}`",
        pt: "a imagem de `{component}` não contém o binário `{name}`",
    }
    not_in_sources(binary) {
        en: "`{binary}` is not compiled from Istio's sources: it is taken from the official image",
        pt: "`{binary}` não é compilado a partir do código-fonte do Istio: ele vem da imagem oficial",
    }
    prebuilt_missing(component) {
        en: "`{component}` wants binaries of yours, and nothing says where they are",
        pt: "`{component}` espera binários seus, e nada diz onde eles estão",
    }
    prebuilt_platform_missing(binary, platform) {
        en: "your own `{binary}` is missing for {platform}",
        pt: "falta o seu próprio `{binary}` para {platform}",
    }
    prebuilt_platform_unused(binary, platform) {
        en: "your own `{binary}` for {platform} has no effect: {platform} is not among the platforms",
        pt: "o seu próprio `{binary}` para {platform} não tem efeito: {platform} não está entre as plataformas",
    }
    prebuilt_say(path) { en: "say so with `--set {path}=FILE`", pt: "indique com `--set {path}=ARQUIVO`" }
    sha256_form(sum) {
        en: "`{sum}` is not a SHA-256: 64 hexadecimal digits in lower case",
        pt: "`{sum}` não é um SHA-256: 64 dígitos hexadecimais em minúsculas",
    }
    sha256_say(path) { en: "add `{path}`", pt: "acrescente `{path}`" }
    url_without_sha256(path) {
        en: "`{path}` downloads without a checksum",
        pt: "`{path}` baixa sem soma de verificação",
    }
    path_and_url(path) {
        en: "`{path}` has both a path and a URL",
        pt: "`{path}` tem um caminho e também uma URL",
    }
    mixed_path_and_url(binary) {
        en: "your own `{binary}` is a file for one platform and a URL for another: use one of both for all",
        pt: "o seu próprio `{binary}` é um arquivo numa plataforma e uma URL noutra: use um dos dois para todas",
    }
    neither_path_nor_url(path) {
        en: "`{path}` has neither a path nor a URL",
        pt: "`{path}` não tem caminho nem URL",
    }
    url_scheme(url) { en: "`{url}` is not an https URL", pt: "`{url}` não é uma URL https" }
    url_password() {
        en: "a URL with user and password would be written into the Dockerfile",
        pt: "uma URL com usuário e senha seria escrita no Dockerfile",
    }
    url_form() {
        en: "a URL with characters that could mean something else in a Dockerfile",
        pt: "uma URL com caracteres que poderiam significar outra coisa em um Dockerfile",
    }
    no_hub(hub, path) {
        en: "`{hub}` is no registry prefix for `{path}`",
        pt: "`{hub}` não é um prefixo de registry para `{path}`",
    }
    hub_example() {
        en: "write a registry and a path without tag, such as `registry.example.com/mesh`",
        pt: "escreva um registry e um caminho sem tag, como `registry.example.com/mesh`",
    }
    no_tag(tag) { en: "`{tag}` is no image tag", pt: "`{tag}` não é uma tag de imagem" }
    tag_latest() {
        en: "an image tag `latest` tells nobody what it holds, and cannot be rolled back to",
        pt: "uma tag `latest` não diz o que a imagem contém, e não permite voltar a ela",
    }
    no_go_image(image) {
        en: "`{image}` is no image name with a tag or digest",
        pt: "`{image}` não é um nome de imagem com tag ou digest",
    }
    no_commit(commit) {
        en: "`{commit}` is no commit: 40 hexadecimal digits in lower case",
        pt: "`{commit}` não é um commit: 40 dígitos hexadecimais em minúsculas",
    }
    arm_since(tag) {
        en: "Istio {tag} has no images for linux/arm64: they start with 1.15",
        pt: "o Istio {tag} não tem imagens para linux/arm64: elas começam na 1.15",
    }
    platform_unknown(platform) {
        en: "Istio has no images for `{platform}`",
        pt: "o Istio não tem imagens para `{platform}`",
    }
    env_name(name) {
        en: "`{name}` is no name of an environment variable",
        pt: "`{name}` não é um nome de variável de ambiente",
    }
    label_name(name) {
        en: "`{name}` is no name of a label: lower-case letters, digits, `.`, `-` and `/`",
        pt: "`{name}` não é um nome de rótulo: letras minúsculas, dígitos, `.`, `-` e `/`",
    }
    value_character(character) {
        en: "the value has the character {character}, which could end or hide a line",
        pt: "o valor contém o caractere {character}, que poderia encerrar ou esconder uma linha",
    }
    no_libc_version(version) {
        en: "`{version}` is no version: write numbers and dots, such as 2.36",
        pt: "`{version}` não é uma versão: escreva números e pontos, como 2.36",
    }
    prebuilt_unseen(what) {
        en: "{what} is downloaded by the build: it is held against its SHA-256 there, and its machine, C library and version are looked at nowhere",
        pt: "{what} é baixado pelo build: lá só se confere o SHA-256, e ninguém olha a máquina, a biblioteca C e a versão",
    }
    prebuilt_unseen_hint() {
        en: "to have it looked at now, download it and name the file by `path`",
        pt: "para que seja examinado já, baixe o arquivo e informe-o com `path`",
    }
    rule_prebuilt_unseen() {
        en: "a program or module behind a URL, of which only the checksum is looked at, when the image is built",
        pt: "um programa ou módulo atrás de uma URL, do qual só se confere a soma de verificação, ao montar a imagem",
    }
    rule_hidden_character() {
        en: "a value with a character that ends or hides a line without looking like it",
        pt: "um valor com um caractere que encerra ou esconde uma linha sem que se veja",
    }
    value_secret() {
        en: "the value looks like a private key: an image is no place for it",
        pt: "o valor parece uma chave privada: uma imagem não é lugar para ela",
    }
    value_too_long(bytes) { en: "the value is longer than {bytes} bytes", pt: "o valor passa de {bytes} bytes" }
    floating_tag(reference) {
        en: "`{reference}` moves: two builds may differ",
        pt: "`{reference}` muda com o tempo: dois builds podem diferir",
    }
    pin_digest() {
        en: "write it with its digest: `base: IMAGE@sha256:…`",
        pt: "escreva-a com seu digest: `base: IMAGEM@sha256:…`",
    }
    musl(program, base) {
        en: "`{program}` is linked against glibc, and `{base}` has musl: it would not start",
        pt: "o `{program}` é ligado à glibc, e `{base}` tem musl: ele não iniciaria",
    }
    no_libc(program, library, base) {
        en: "`{program}` needs {library}, and `{base}` has no C library",
        pt: "o `{program}` precisa de {library}, e `{base}` não tem biblioteca C",
    }
    unknown_libc(program, base) {
        en: "nothing is known of `{base}`: `{program}` needs glibc there",
        pt: "nada se sabe de `{base}`: o `{program}` precisa da glibc nela",
    }
    old_glibc(program, needed, base, version) {
        en: "`{program}` needs glibc {needed} or newer, and `{base}` has {version}",
        pt: "o `{program}` precisa da glibc {needed} ou mais nova, e `{base}` tem a {version}",
    }
    no_library(program, library, base) {
        en: "`{program}` needs {library}, which `{base}` has not and cannot install",
        pt: "o `{program}` precisa de {library}, que `{base}` não tem e não pode instalar",
    }
    glibc_bases() {
        en: "these work: official, debian, ubuntu, ubi9, wolfi",
        pt: "estas funcionam: official, debian, ubuntu, ubi9, wolfi",
    }
    describe_base() {
        en: "describe the image under `bases` in a preset, and the check is exact",
        pt: "descreva a imagem em `bases` num preset, e a verificação será exata",
    }
    unknown_iptables(component, base) {
        en: "nothing is known of `{base}`: `{component}` needs iptables there",
        pt: "nada se sabe de `{base}`: o `{component}` precisa do iptables nela",
    }
    no_iptables(component, base) {
        en: "`{component}` runs iptables, and `{base}` neither has it nor a package manager to install it",
        pt: "o `{component}` executa o iptables, e `{base}` não o tem nem um gerenciador de pacotes para instalá-lo",
    }
    proxy_without_iptables(base) {
        en: "`{base}` has no iptables: this proxy cannot serve as init container, which another image of yours does",
        pt: "`{base}` não tem iptables: este proxy não pode servir de contêiner de init, papel de outra imagem sua",
    }
    iptables_proxy() {
        en: "use official, debian, ubuntu, ubi9 or wolfi, or let `cni` or a slim `init` redirect the traffic",
        pt: "use official, debian, ubuntu, ubi9 ou wolfi, ou deixe `cni` ou um `init` enxuto redirecionar o tráfego",
    }
    iptables_bases() {
        en: "these work: official, debian, ubuntu, ubi9, wolfi, or an image of yours that has iptables",
        pt: "estas funcionam: official, debian, ubuntu, ubi9, wolfi, ou uma imagem sua que tenha iptables",
    }
    mesh_unread() {
        en: "`mesh` has no effect: none of the components reads a mesh configuration",
        pt: "`mesh` não tem efeito: nenhum dos componentes lê uma configuração da malha",
    }
    mesh_wins(tag) {
        en: "a mesh configuration in the image of Istio {tag} wins over the ConfigMap `istio`, which is then ignored",
        pt: "uma configuração da malha na imagem do Istio {tag} prevalece sobre o ConfigMap `istio`, que é então ignorado",
    }
    mesh_hidden(tag) {
        en: "the charts of Istio {tag} mount the ConfigMap over /etc/istio/config: the file in the image is hidden",
        pt: "os charts do Istio {tag} montam o ConfigMap sobre /etc/istio/config: o arquivo na imagem fica escondido",
    }
    mesh_deploy() {
        en: "for Kubernetes set `meshConfig` in the Helm values instead",
        pt: "no Kubernetes, prefira definir `meshConfig` nos valores do Helm",
    }
}
