//! Messages of `check --locked` and `outdated`.

crate::messages! {
    key_keep() {
        en: "generated files that are yours: `update` leaves them alone and `check --locked` does not compare them",
        pt: "arquivos gerados que são seus: `update` não mexe neles e `check --locked` não os compara",
    }
    locked_flag() {
        en: "render the selection again, offline, and compare: exit with 8 and show the lines that differ",
        pt: "gerar de novo a partir da seleção, sem rede, e comparar: sair com 8 e mostrar as linhas que diferem",
    }
    locked_same() {
        en: "the context is what its selection gives",
        pt: "o contexto é exatamente o que a seleção gera",
    }
    locked_differs(count) {
        en: "files that differ from what the selection gives: {count}",
        pt: "arquivos que diferem do que a seleção gera: {count}",
    }
    locked_tool(lock, this) {
        en: "the context was written by istio-imgen {lock}, this is {this}",
        pt: "o contexto foi gravado pelo istio-imgen {lock}, este é o {this}",
    }
    locked_how() {
        en: "`istio-imgen update` brings the context up to its selection and keeps your edits; name files of yours in `keep`",
        pt: "`istio-imgen update` leva o contexto à sua seleção e mantém as suas edições; indique em `keep` os arquivos que são seus",
    }
    locked_not_generated(path) {
        en: "`{path}` is not generated any more",
        pt: "`{path}` não é mais gerado",
    }
    locked_history(path) {
        en: "`{path}` tells of another render",
        pt: "`{path}` é de outra geração do contexto",
    }

    outdated_about() {
        en: "Tell what is behind: releases, digests of base images, hosts that close, the end of support",
        pt: "Dizer o que ficou para trás: releases, digests de imagens base, hosts que fecham, o fim do suporte",
    }
    outdated_after() {
        en: "Exit codes: 0 nothing is outdated, 8 something is.\nOffline the releases are those that this program knows.",
        pt: "Códigos de saída: 0 nada está desatualizado, 8 algo está.\nSem rede, as releases são as que este programa conhece.",
    }
    outdated_patch(was, now) {
        en: "patch release: {was} → {now}",
        pt: "release de correção: {was} → {now}",
    }
    outdated_minor(was, now) { en: "minor release: {was} → {now}", pt: "versão menor: {was} → {now}" }
    outdated_end(line, date) {
        en: "support of Istio {line} ended or ends on {date}",
        pt: "o suporte do Istio {line} terminou ou termina em {date}",
    }
    outdated_end_soon(line, newer) {
        en: "support of Istio {line} ends six weeks after {newer}.0, which is there",
        pt: "o suporte do Istio {line} termina seis semanas depois do {newer}.0, que já existe",
    }
    outdated_endpoint(stage, name, closes, successor) {
        en: "stage {stage}: {name} closes in {closes}; {successor} takes its place",
        pt: "estágio {stage}: {name} fecha em {closes}; {successor} o substitui",
    }
    outdated_digest(stage, reference, now) {
        en: "stage {stage}: {reference} has moved to {now}",
        pt: "estágio {stage}: {reference} mudou para {now}",
    }
    outdated_nothing(tag) {
        en: "nothing is outdated: Istio {tag} is the newest, and supported",
        pt: "nada está desatualizado: o Istio {tag} é o mais novo e tem suporte",
    }
    outdated_catalogue(newest) {
        en: "releases as this program knows them, up to {newest}",
        pt: "releases como este programa as conhece, até {newest}",
    }
    outdated_how() {
        en: "`istio-imgen update --istio patch` or `--istio minor` brings the context there",
        pt: "`istio-imgen update --istio patch` ou `--istio minor` leva o contexto até lá",
    }
}
