//! Messages of the rules about images of Istio: what is wrong, and what to do.

crate::messages! {
    check_istio_ca_missing() {
        en: "the base image has no CA certificates and nothing adds them: TLS outside the mesh fails",
        pt: "a imagem base não tem certificados de CA e nada os acrescenta: o TLS fora da malha falha",
    }
    fix_istio_ca_missing() {
        en: "install `ca-certificates`, or copy `/etc/ssl/certs/ca-certificates.crt` from the official image",
        pt: "instale `ca-certificates`, ou copie `/etc/ssl/certs/ca-certificates.crt` da imagem oficial",
    }
    check_istio_command_differs() {
        en: "what the image runs is not what the official one runs: the charts give arguments only",
        pt: "o que a imagem executa não é o que a oficial executa: os charts passam só argumentos",
    }
    fix_istio_command_differs() {
        en: "end `ENTRYPOINT` with the official command, after a wrapper of yours if there is one",
        pt: "termine o `ENTRYPOINT` com o comando oficial, depois do seu wrapper, se houver",
    }
    check_istio_healthcheck_differs() {
        en: "a health check other than the one that the component has",
        pt: "uma verificação de saúde diferente da que o componente tem",
    }
    fix_istio_healthcheck_differs() {
        en: "write the one that is named, or set `customize.COMPONENT.healthcheck` in the preset",
        pt: "escreva a indicada, ou defina `customize.COMPONENTE.healthcheck` no preset",
    }
    check_istio_iptables_missing() {
        en: "the component redirects traffic, and neither the base image nor a step brings iptables",
        pt: "o componente redireciona tráfego, e nem a imagem base nem algum passo traz o iptables",
    }
    fix_istio_iptables_missing() {
        en: "install `iptables`, or start from the official image",
        pt: "instale `iptables`, ou parta da imagem oficial",
    }
    check_istio_path_missing() {
        en: "nothing puts a file into the image that its chart needs",
        pt: "nada põe na imagem um arquivo de que o chart precisa",
    }
    fix_istio_path_missing() {
        en: "copy it from the official image or from your builder stage",
        pt: "copie-o da imagem oficial ou do seu estágio de compilação",
    }
    check_istio_user_differs() {
        en: "a user other than the one that the component runs as",
        pt: "um usuário diferente daquele com que o componente roda",
    }
    fix_istio_user_differs() {
        en: "write the one that is named, or set `customize.COMPONENT.user` in the preset",
        pt: "escreva o indicado, ou defina `customize.COMPONENTE.user` no preset",
    }
    check_istio_user_refused() {
        en: "istiod's chart sets `runAsNonRoot` and no user: the kubelet refuses this image",
        pt: "o chart do istiod define `runAsNonRoot` e nenhum usuário: o kubelet recusa esta imagem",
    }
    fix_istio_user_refused() {
        en: "set `USER` to a number other than 0, such as `USER 1337:1337`",
        pt: "defina `USER` com um número diferente de 0, como `USER 1337:1337`",
    }
    check_istio_build_differs() {
        en: "a program is compiled unlike Istio compiles it at this release",
        pt: "um programa é compilado de modo diferente de como o Istio o compila nesta release",
    }
    fix_istio_build_differs() {
        en: "add what is named: without it programs grow, or tell no version",
        pt: "acrescente o que é indicado: sem isso os programas crescem, ou não informam a versão",
    }
    check_istio_envoy_differs() {
        en: "another commit than the one that the release was made with",
        pt: "um commit diferente daquele com que a release foi feita",
    }
    fix_istio_envoy_differs() {
        en: "take the commit that `istio.deps` names at the tag of the release",
        pt: "use o commit que `istio.deps` indica na tag da release",
    }
    check_istio_fips_words() {
        en: "the image speaks of FIPS, and nothing in it is built for FIPS",
        pt: "a imagem fala de FIPS, e nada nela é compilado para FIPS",
    }
    fix_istio_fips_words() {
        en: "take the word out, or compile with `GOFIPS140` and an Envoy of that kind (`compliance` in the preset)",
        pt: "retire a palavra, ou compile com `GOFIPS140` e um Envoy desse tipo (`compliance` no preset)",
    }
    check_istio_go_too_old() {
        en: "the Go of the builder is older than `go.mod` of the release wants",
        pt: "o Go do estágio de compilação é mais antigo do que o `go.mod` da release exige",
    }
    fix_istio_go_too_old() {
        en: "take that version or a newer one",
        pt: "use essa versão ou uma mais nova",
    }
    check_run_emulated() {
        en: "this step runs on each architecture: all but your own need emulation",
        pt: "este passo roda em cada arquitetura: todas menos a sua precisam de emulação",
    }
    fix_run_emulated() {
        en: "move it to a stage with `--platform=$BUILDPLATFORM`, or say in a comment above it that it needs emulation",
        pt: "leve-o a um estágio com `--platform=$BUILDPLATFORM`, ou diga num comentário acima que ele precisa de emulação",
    }
    check_bake_label_twice() {
        en: "a label that the Dockerfile sets too: the one of the bake file wins without a word",
        pt: "um rótulo que o Dockerfile também define: o do arquivo do bake vence sem avisar",
    }
    fix_bake_label_twice() {
        en: "set it in one of the two places",
        pt: "defina-o em um dos dois lugares",
    }
    check_bake_tag_unlike_chart() {
        en: "charts put `global.hub`, the name of the image and `global.tag` together: this name is not theirs, or tags differ",
        pt: "os charts juntam `global.hub`, o nome da imagem e `global.tag`: este nome não é o deles, ou as tags diferem",
    }
    fix_bake_tag_unlike_chart() {
        en: "write `HUB/IMAGE:TAG` with the name that is told and one tag for all",
        pt: "escreva `HUB/IMAGEM:TAG` com o nome indicado e uma só tag para todas",
    }
    check_trivy_ignore_undated() {
        en: "an exception for trivy without reason or end, or past its end",
        pt: "uma exceção para o trivy sem motivo ou prazo, ou com o prazo vencido",
    }
    fix_trivy_ignore_undated() {
        en: "write the reason in a comment above it, and `exp:YYYY-MM-DD` behind it",
        pt: "escreva o motivo num comentário acima, e `exp:AAAA-MM-DD` depois dela",
    }
}
