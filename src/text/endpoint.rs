//! Messages of hosts that close, of mirrors, and of the hub and tag in Istio's charts.

crate::messages! {
    endpoint_retired(path, host, month) {
        en: "`{path}` names `{host}`, which closes in {month}",
        pt: "`{path}` cita `{host}`, que fecha em {month}",
    }
    endpoint_successor(successor) { en: "its place is taken by `{successor}`", pt: "quem o substitui é `{successor}`" }
    endpoint_successor_or_allow(successor, host) {
        en: "write `{successor}`; to insist while it is open, add `{host}` to `endpoints.allow`",
        pt: "escreva `{successor}`; para insistir enquanto ele existe, acrescente `{host}` a `endpoints.allow`",
    }
    endpoint_builds(successor) {
        en: "`{successor}` takes its place, but builds older than about October 2026 did not move there",
        pt: "`{successor}` o substitui, mas os builds anteriores a mais ou menos outubro de 2026 não foram para lá",
    }
    endpoint_builds_or_allow(successor, host) {
        en: "`{successor}` has recent builds only: take the binary out of the official image with `binaries: release`, or add `{host}` to `endpoints.allow` to insist",
        pt: "`{successor}` só tem builds recentes: use o binário da imagem oficial com `binaries: release`, ou acrescente `{host}` a `endpoints.allow` para insistir",
    }
    endpoint_not_retired(host) {
        en: "`{host}` in `endpoints.allow` has no effect: no host of that name closes",
        pt: "`{host}` em `endpoints.allow` não tem efeito: nenhum host com esse nome fecha",
    }
    mirror_example() {
        en: "write a host, with a path or without: `mirrors: {docker.io: registry.example.com/hub}`",
        pt: "escreva um host, com ou sem caminho: `mirrors: {docker.io: registry.example.com/hub}`",
    }
    source_names_retired(host, month, count, places) {
        en: "the sources name `{host}`, which closes in {month}, outside comments ({count}): {places}",
        pt: "o código-fonte cita `{host}`, que fecha em {month}, fora de comentários ({count}): {places}",
    }
    source_names_retired_hint(successor) {
        en: "a binary compiled from it goes on naming that host; `{successor}` takes its place: correct it with `patches:` where it matters",
        pt: "um binário compilado a partir dele continua citando esse host; quem o substitui é `{successor}`: corrija com `patches:` onde importar",
    }
    manifests_stamped(count, hubs, month, image) {
        en: "{count} files of Istio's charts that are built into a binary name the development images of {hubs}, which closes in {month}: set to `{image}`, as Istio's release process does",
        pt: "{count} arquivos dos charts do Istio embutidos em um binário citam as imagens de desenvolvimento de {hubs}, que fecha em {month}: ajustados para `{image}`, como faz o processo de release do Istio",
    }
    manifests_generated(tag, image) {
        en: "istioctl of Istio {tag} has the charts built in as generated code: by itself it installs `{image}`",
        pt: "o istioctl do Istio {tag} traz os charts embutidos como código gerado: por si só ele instala `{image}`",
    }
    manifests_say(hub, tag) {
        en: "install with `--set hub={hub} --set tag={tag}`",
        pt: "instale com `--set hub={hub} --set tag={tag}`",
    }
    manifests_lock() {
        en: "`.istio-imgen/lock.json` lists them as `istio-stamped`, with the name in git of what they were",
        pt: "`.istio-imgen/lock.json` os lista como `istio-stamped`, com o nome no git do que eram",
    }
}
