//! The legacy dictionary in words: what each thing was, when it went, what to write instead.

crate::messages! {
    legacy_explain(word) { en: "`istio-imgen explain {word}` tells more", pt: "`istio-imgen explain {word}` conta mais" }
    mixer_was(word) {
        en: "there has been no `{word}` since Istio 1.8: Mixer collected telemetry and decided policy, and 1.7 was its last release",
        pt: "não existe `{word}` desde o Istio 1.8: o Mixer coletava telemetria e decidia políticas, e a 1.7 foi sua última release",
    }
    mixer_instead() {
        en: "its jobs are done in the proxy by the Telemetry API, AuthorizationPolicy (with ext_authz for decisions of your own) and WasmPlugin: use the components `pilot` and `proxy`",
        pt: "hoje isso é feito no proxy pela Telemetry API, por AuthorizationPolicy (com ext_authz para decisões próprias) e por WasmPlugin: use os componentes `pilot` e `proxy`",
    }
    citadel_was(word) {
        en: "there has been no `{word}` since Istio 1.6: the certificate authority was merged into istiod with 1.5",
        pt: "não existe `{word}` desde o Istio 1.6: a autoridade certificadora foi incorporada ao istiod na 1.5",
    }
    citadel_instead() { en: "use the component `pilot`, which is istiod", pt: "use o componente `pilot`, que é o istiod" }
    galley_was(word) {
        en: "there has been no `{word}` since Istio 1.6: the validation and distribution of configuration was merged into istiod with 1.5",
        pt: "não existe `{word}` desde o Istio 1.6: a validação e a distribuição de configuração foram incorporadas ao istiod na 1.5",
    }
    galley_instead() {
        en: "use the component `pilot`, which is istiod and validates configuration itself",
        pt: "use o componente `pilot`, que é o istiod e valida a configuração ele mesmo",
    }
    injector_was(word) {
        en: "there has been no `{word}` since Istio 1.6: the injection of sidecars was merged into istiod with 1.5",
        pt: "não existe `{word}` desde o Istio 1.6: a injeção de sidecars foi incorporada ao istiod na 1.5",
    }
    injector_instead() {
        en: "use the component `pilot`, which is istiod and injects sidecars itself",
        pt: "use o componente `pilot`, que é o istiod e injeta os sidecars ele mesmo",
    }
    agent_was(word) {
        en: "there has been no `{word}` since Istio 1.6: it gave the certificates of a node's pods, which `pilot-agent` in every pod does since 1.5",
        pt: "não existe `{word}` desde o Istio 1.6: ele entregava os certificados dos pods de um nó, o que o `pilot-agent` de cada pod faz desde a 1.5",
    }
    agent_instead() {
        en: "use the component `proxy`, whose `pilot-agent` does it, and `pilot`, whose istiod signs",
        pt: "use o componente `proxy`, cujo `pilot-agent` faz isso, e o `pilot`, cujo istiod assina",
    }
    init_was(word) {
        en: "there has been no image `{word}` since Istio 1.4: the init container is `proxyv2` run as `pilot-agent istio-iptables`",
        pt: "não existe a imagem `{word}` desde o Istio 1.4: o contêiner de init é o `proxyv2` executado como `pilot-agent istio-iptables`",
    }
    init_instead() {
        en: "use the component `init`, which is `proxyv2`, or an image of its own with `component.init.slim: true`",
        pt: "use o componente `init`, que é o `proxyv2`, ou uma imagem própria com `component.init.slim: true`",
    }
    debug_was(word) {
        en: "there has been no image `{word}` since Istio 1.4: it was the proxy with a debug build of Envoy",
        pt: "não existe a imagem `{word}` desde o Istio 1.4: ela era o proxy com um build de depuração do Envoy",
    }
    debug_instead() {
        en: "use the component `proxy`, which is `proxyv2`, with `variant: debug`",
        pt: "use o componente `proxy`, que é o `proxyv2`, com `variant: debug`",
    }
    tproxy_was(word) {
        en: "there has been no image `{word}` since Istio 1.6: it was the proxy for the interception mode TPROXY",
        pt: "não existe a imagem `{word}` desde o Istio 1.6: ela era o proxy para o modo de interceptação TPROXY",
    }
    tproxy_instead() {
        en: "use the component `proxy`, which is `proxyv2`, and say `interceptionMode: TPROXY` in `meshConfig.defaultConfig` or the annotation `sidecar.istio.io/interceptionMode`",
        pt: "use o componente `proxy`, que é o `proxyv2`, e defina `interceptionMode: TPROXY` em `meshConfig.defaultConfig` ou a anotação `sidecar.istio.io/interceptionMode`",
    }
    operator_was(word) {
        en: "there has been no image `{word}` since Istio 1.24: the operator in the cluster was removed, 1.23 was its last release",
        pt: "não existe a imagem `{word}` desde o Istio 1.24: o operador no cluster foi removido, a 1.23 foi sua última release",
    }
    operator_instead() {
        en: "install with the component `istioctl`, with Helm, or with the Sail operator",
        pt: "instale com o componente `istioctl`, com o Helm ou com o operador Sail",
    }
    kubectl_was(word) {
        en: "there has been no image `{word}` of Istio since 1.6: it served the installation's hooks, from 1.1 to 1.5",
        pt: "não existe a imagem `{word}` do Istio desde a 1.6: ela servia aos hooks da instalação, da 1.1 à 1.5",
    }
    kubectl_instead() {
        en: "Istio needs no kubectl image: for a look around use an image of yours with `kubectl debug`",
        pt: "o Istio não precisa de imagem do kubectl: para investigar, use uma imagem sua com `kubectl debug`",
    }
    mixer_yaml_was(word) {
        en: "no release of Istio reads `{word}`: Mixer took flags and, in development, a directory of resources, and is gone since 1.8",
        pt: "nenhuma release do Istio lê `{word}`: o Mixer recebia flags e, em desenvolvimento, um diretório de recursos, e não existe desde a 1.8",
    }
    pilot_yaml_was(word) {
        en: "no release of Istio reads `{word}`: pilot takes flags, environment variables and the mesh configuration in /etc/istio/config/mesh",
        pt: "nenhuma release do Istio lê `{word}`: o pilot recebe flags, variáveis de ambiente e a configuração da malha em /etc/istio/config/mesh",
    }
    pilot_yaml_instead() {
        en: "write what you want under `mesh` (fields of MeshConfig, without apiVersion and kind) and under `env.pilot`",
        pt: "escreva o que deseja em `mesh` (campos do MeshConfig, sem apiVersion e kind) e em `env.pilot`",
    }
    init_files_was(word) {
        en: "no release of Istio has a path `{word}`: up to 1.4 the init image held one shell script, `istio-iptables.sh`, and since then no files at all",
        pt: "nenhuma release do Istio tem o caminho `{word}`: até a 1.4 a imagem de init continha um script de shell, o `istio-iptables.sh`, e desde então nenhum arquivo",
    }
    init_files_instead() {
        en: "all that traffic redirection needs is `pilot-agent` and iptables: use the component `init`, with `component.init.slim: true` for an image of its own",
        pt: "o redirecionamento de tráfego só precisa do `pilot-agent` e do iptables: use o componente `init`, com `component.init.slim: true` para uma imagem própria",
    }
    sniffing_fiction_was(word) {
        en: "no release of Istio ever knew `{word}`: the real ones were `PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_OUTBOUND` and `PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND`, from 1.3 to 1.18",
        pt: "nenhuma release do Istio conheceu `{word}`: as verdadeiras eram `PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_OUTBOUND` e `PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND`, da 1.3 à 1.18",
    }
    sniffing_was(word) {
        en: "`{word}` is no variable of this release: `PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_OUTBOUND` and `PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND` lived from 1.3 to 1.18",
        pt: "`{word}` não é uma variável desta release: `PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_OUTBOUND` e `PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND` existiram da 1.3 à 1.18",
    }
    sniffing_instead() {
        en: "since 1.19 sniffing is always on: leave the variable out, tune it with `protocolDetectionTimeout` in the mesh configuration, or name the protocol of a port (`appProtocol`, or a port name such as `http-web`)",
        pt: "desde a 1.19 a detecção de protocolo está sempre ativa: retire a variável, ajuste com `protocolDetectionTimeout` na configuração da malha ou declare o protocolo da porta (`appProtocol`, ou um nome de porta como `http-web`)",
    }
    proxies_was(word) {
        en: "no release of Istio ever knew `{word}`: nothing has to be enabled for pilot to configure proxies",
        pt: "nenhuma release do Istio conheceu `{word}`: nada precisa ser ativado para o pilot configurar proxies",
    }
    proxies_instead() {
        en: "leave it out; who gets a sidecar is said by the label `istio-injection=enabled` or `istio.io/rev` of a namespace, or by `sidecarInjectorWebhook.enableNamespacesByDefault` in the Helm values",
        pt: "retire-a; quem recebe sidecar é definido pelo rótulo `istio-injection=enabled` ou `istio.io/rev` do namespace, ou por `sidecarInjectorWebhook.enableNamespacesByDefault` nos valores do Helm",
    }
    placeholder_was(word) {
        en: "`{word}` is a placeholder of a tutorial, to be filled in",
        pt: "`{word}` é um marcador de tutorial, a ser preenchido",
    }
    base_image_instead() {
        en: "write an image reference such as `registry.example.com/base:1.2`, `official`, or an id of `istio-imgen list bases`",
        pt: "escreva uma referência de imagem como `registry.example.com/base:1.2`, `official` ou um id de `istio-imgen list bases`",
    }
    image_name_instead() {
        en: "the images keep Istio's names (`pilot`, `proxyv2`, …): say where they go with `hub` and `tag`, and which with `components`",
        pt: "as imagens mantêm os nomes do Istio (`pilot`, `proxyv2`, …): diga o destino com `hub` e `tag`, e quais com `components`",
    }
    latest_was(word) {
        en: "`{word}` moves: the same preset would give another context tomorrow, and Istio publishes no such tag of a release",
        pt: "`{word}` muda de lugar: o mesmo preset geraria outro contexto amanhã, e o Istio não publica uma release com essa tag",
    }
    latest_instead() {
        en: "write a release such as `1.30.3`; `istio-imgen list releases` has them all",
        pt: "escreva uma release como `1.30.3`; `istio-imgen list releases` mostra todas",
    }
    leading_v_was(word) {
        en: "Istio's tags have no `v`: `{word}` is none of them",
        pt: "as tags do Istio não têm `v`: `{word}` não é uma delas",
    }
    leading_v_instead() {
        en: "leave the `v` out; `istio-imgen new` does so itself and says so",
        pt: "retire o `v`; o `istio-imgen new` faz isso sozinho e avisa",
    }
    non_ascii_was(word) {
        en: "`{word}` can be no tag: tags have ASCII letters, digits, `_`, `.` and `-`, without accents",
        pt: "`{word}` não pode ser uma tag: tags têm letras ASCII, dígitos, `_`, `.` e `-`, sem acentos",
    }
    windows_was(word) {
        en: "Istio has never had images for `{word}`: its data plane runs on Linux only (istio/istio#27893, open since 2020)",
        pt: "o Istio nunca teve imagens para `{word}`: seu plano de dados roda apenas em Linux (istio/istio#27893, aberta desde 2020)",
    }
    darwin_was(word) {
        en: "there are no images for `{word}`: macOS runs Linux containers in a virtual machine, and Istio publishes only `istioctl` for it",
        pt: "não existem imagens para `{word}`: o macOS executa contêineres Linux numa máquina virtual, e o Istio publica para ele apenas o `istioctl`",
    }
    s390x_was(word) {
        en: "Istio has never had images for `{word}`: nobody builds its proxy for that architecture (istio/istio#2348)",
        pt: "o Istio nunca teve imagens para `{word}`: ninguém compila seu proxy para essa arquitetura (istio/istio#2348)",
    }
    ppc64le_was(word) {
        en: "Istio has never had images for `{word}`: nobody builds its proxy for that architecture (istio/istio#45672)",
        pt: "o Istio nunca teve imagens para `{word}`: ninguém compila seu proxy para essa arquitetura (istio/istio#45672)",
    }
    platform_instead() {
        en: "write `linux/amd64` or, from 1.15 on, `linux/arm64`",
        pt: "escreva `linux/amd64` ou, a partir da 1.15, `linux/arm64`",
    }
    run_rm_was(word) {
        en: "`{word}` is no instruction: `RUN` never had a flag `--rm`, which belongs to `docker run` and to the builder before BuildKit",
        pt: "`{word}` não é uma instrução: `RUN` nunca teve uma flag `--rm`, que pertence ao `docker run` e ao builder anterior ao BuildKit",
    }
    run_rm_instead() {
        en: "for small images use several stages, clean up in the same `RUN`, or mount a cache with `RUN --mount=type=cache`",
        pt: "para imagens pequenas, use vários estágios, limpe no mesmo `RUN` ou monte um cache com `RUN --mount=type=cache`",
    }
    onbuild_was(word) {
        en: "`{word}` is not written by this program: it runs when another image builds on this one, and OCI images do not keep it",
        pt: "`{word}` não é gerada por este programa: ela roda quando outra imagem é construída sobre esta, e imagens OCI não a preservam",
    }
    onbuild_instead() {
        en: "write the instruction in the Dockerfile that needs it, or share a stage with `FROM … AS` and `COPY --from`",
        pt: "escreva a instrução no Dockerfile que precisa dela, ou compartilhe um estágio com `FROM … AS` e `COPY --from`",
    }
    maintainer_was(word) {
        en: "`{word}` is deprecated since Docker 1.13 (2017): a label says the same and can be read by programs",
        pt: "`{word}` está obsoleta desde o Docker 1.13 (2017): um rótulo (label) diz o mesmo e pode ser lido por programas",
    }
    maintainer_instead() {
        en: "write `labels.org.opencontainers.image.authors` in a preset",
        pt: "escreva `labels.org.opencontainers.image.authors` num preset",
    }
    canonical_was(word) {
        en: "`{word}` is no term of Docker's: Docker Hub marks Docker Official Images, Verified Publisher, Sponsored OSS and Docker Hardened Images",
        pt: "`{word}` não é um termo do Docker: o Docker Hub distingue Docker Official Images, Verified Publisher, Sponsored OSS e Docker Hardened Images",
    }
    canonical_instead() {
        en: "name the image by its reference, with a digest if it must not change",
        pt: "indique a imagem por sua referência, com um digest se ela não puder mudar",
    }
}
