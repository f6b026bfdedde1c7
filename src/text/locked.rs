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
        en: "Exit codes: 0 nothing is outdated, 8 something is, 4 nothing is but not everything could be asked.\nOffline nothing is asked: releases are those of the cache and of this program, and whether tags moved stays open.",
        pt: "Códigos de saída: 0 nada está desatualizado, 8 algo está, 4 nada está, mas nem tudo pôde ser consultado.\nSem rede nada é consultado: as releases são as do cache e as deste programa, e fica em aberto se alguma tag mudou.",
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
    outdated_digest(reference, was, now) {
        en: "{reference} moved: {was} → {now}",
        pt: "{reference} mudou: {was} → {now}",
    }
    outdated_digest_how() {
        en: "`istio-imgen update --base` takes over the digests of today",
        pt: "`istio-imgen update --base` adota os digests de hoje",
    }
    outdated_no_tag(reference) {
        en: "not looked at: `{reference}` has a digest and no tag, which cannot move",
        pt: "não consultada: `{reference}` tem um digest e nenhuma tag, e por isso não muda",
    }
    outdated_not_pinned(count) {
        en: "images without a digest, which cannot be compared: {count}; `istio-imgen pin` gives them one",
        pt: "imagens sem digest, que não podem ser comparadas: {count}; o `istio-imgen pin` dá um a elas",
    }
    outdated_offline(count) {
        en: "not looked at without a network: whether the tags of pinned images moved ({count})",
        pt: "não consultado sem a rede: se as tags das imagens fixadas mudaram ({count})",
    }
    outdated_unknown(count) {
        en: "questions that nobody answered: {count}; what is told is what is known",
        pt: "perguntas sem resposta: {count}; o que se diz é o que se sabe",
    }
    tags_of_source(location) { en: "releases: the tags of {location}", pt: "releases: as tags de {location}" }
    tags_of_cache(location) {
        en: "releases: the tags of {location} as they were when it was asked last, and those that this program knows",
        pt: "releases: as tags de {location} como estavam na última consulta, e as que este programa conhece",
    }
    outdated_nothing(tag) {
        en: "nothing is outdated: Istio {tag} is the newest that is known, and supported",
        pt: "nada está desatualizado: o Istio {tag} é o mais novo que se conhece e tem suporte",
    }
    tags_of_catalogue(newest) {
        en: "releases: those that this program knows, up to {newest}",
        pt: "releases: as que este programa conhece, até {newest}",
    }
    outdated_how() {
        en: "`istio-imgen update --istio patch` or `--istio minor` brings the context there",
        pt: "`istio-imgen update --istio patch` ou `--istio minor` leva o contexto até lá",
    }
}
