//! Messages of updating a context and of telling how it differs from what was generated.

crate::messages! {
    history_damaged(path) { en: "`{path}` is damaged", pt: "`{path}` está danificado" }
    history_restore() {
        en: "take it from your version control, or make the context anew with `istio-imgen new` and carry your edits over",
        pt: "recupere-o do seu controle de versão, ou gere o contexto de novo com `istio-imgen new` e traga as suas edições",
    }
    history_schema(path, schema) {
        en: "`{path}` has schema {schema}, which a newer istio-imgen wrote",
        pt: "`{path}` tem o esquema {schema}, gravado por um istio-imgen mais novo",
    }
    no_context(path) {
        en: "`{path}` is no build context of istio-imgen: it has no `.istio-imgen/lock.json`",
        pt: "`{path}` não é um contexto de build do istio-imgen: não tem `.istio-imgen/lock.json`",
    }
    no_context_how() { en: "`istio-imgen new` makes one", pt: "`istio-imgen new` cria um" }

    diff_about() {
        en: "Show your edits against what was generated",
        pt: "Mostrar as suas edições em relação ao que foi gerado",
    }
    context_dir() { en: "the build context", pt: "o contexto de build" }
    diff_exit_code() { en: "exit with 8 when there are edits", pt: "sair com 8 quando há edições" }
    diff_stat() { en: "only the names and the numbers of lines", pt: "só os nomes e os números de linhas" }
    diff_none() { en: "every generated file is as it was generated", pt: "todo arquivo gerado está como foi gerado" }
    diff_deleted(path) { en: "`{path}` was deleted", pt: "`{path}` foi removido" }
    diff_whole(path, was, now) {
        en: "`{path}` is another file: {was} was generated, {now} is there",
        pt: "`{path}` é outro arquivo: foi gerado {was}, está lá {now}",
    }
    diff_mode(path, was, now) {
        en: "`{path}` has the mode {now} instead of {was}",
        pt: "`{path}` tem o modo {now} em vez de {was}",
    }
    diff_summary(files, added, removed) {
        en: "edited files: {files}; lines added: {added}, removed: {removed}",
        pt: "arquivos editados: {files}; linhas acrescentadas: {added}, removidas: {removed}",
    }
    diff_others(count) {
        en: "files of yours that nobody generated: {count}",
        pt: "arquivos seus que ninguém gerou: {count}",
    }

    update_about() {
        en: "Generate a context anew and keep your edits: a three-way merge of what was generated, what is there, and what is generated now",
        pt: "Gerar um contexto de novo e manter as suas edições: um merge de três vias entre o que foi gerado, o que está lá e o que se gera agora",
    }
    update_after() {
        en: "Without options the context is generated anew from `.istio-imgen/selection.yaml`, which is a preset and may be edited.\nExit codes: 0 done or nothing to do, 7 conflicts are left in files.",
        pt: "Sem opções, o contexto é gerado de novo a partir de `.istio-imgen/selection.yaml`, que é um preset e pode ser editado.\nCódigos de saída: 0 pronto ou nada a fazer, 7 restam conflitos em arquivos.",
    }
    update_istio() {
        en: "the release: a tag, `patch` for the newest of the same line, `minor` for the newest of all, by the tags of the repository",
        pt: "a release: uma tag, `patch` para a mais nova da mesma linha, `minor` para a mais nova de todas, pelas tags do repositório",
    }
    update_templates() {
        en: "the templates of this program anew: no setting of the context changes",
        pt: "os templates deste programa de novo: nenhuma configuração do contexto muda",
    }
    update_dry_run() {
        en: "show what would change, file by file, and write nothing",
        pt: "mostrar o que mudaria, arquivo por arquivo, sem gravar nada",
    }
    update_continue() {
        en: "finish an update whose conflicts you have solved",
        pt: "terminar uma atualização cujos conflitos você resolveu",
    }
    update_abort() {
        en: "take back an update that left conflicts: every file is as it was before",
        pt: "desfazer uma atualização que deixou conflitos: todo arquivo volta a ser como antes",
    }
    update_under_way(directory) {
        en: "an update of `{directory}` is under way",
        pt: "há uma atualização de `{directory}` em andamento",
    }
    update_under_way_how() {
        en: "solve its conflicts and say `istio-imgen update --continue`, or take it back with `--abort`",
        pt: "resolva os conflitos e diga `istio-imgen update --continue`, ou desfaça com `--abort`",
    }
    update_none_under_way(directory) {
        en: "no update of `{directory}` is under way",
        pt: "não há atualização de `{directory}` em andamento",
    }
    update_nothing(tag) {
        en: "up to date: the context is what is generated for Istio {tag}",
        pt: "em dia: o contexto é o que se gera para o Istio {tag}",
    }
    update_done(count, was, now) {
        en: "changed {count} files: Istio {was} → {now}",
        pt: "arquivos alterados: {count}; Istio {was} → {now}",
    }
    update_would(count, was, now) {
        en: "would change {count} files: Istio {was} → {now}; nothing was written",
        pt: "mudariam {count} arquivos: Istio {was} → {now}; nada foi gravado",
    }
    update_conflicts(count) { en: "conflicts to solve: {count}", pt: "conflitos a resolver: {count}" }
    update_would_conflict(code) {
        en: "a real run would leave conflicts and exit with {code}",
        pt: "uma execução real deixaria conflitos e sairia com {code}",
    }
    update_marks_left(path, lines) {
        en: "`{path}` has marks of a conflict left, in lines {lines}",
        pt: "`{path}` ainda tem marcas de conflito, nas linhas {lines}",
    }
    update_beside_left(path, beside) {
        en: "`{beside}` is what was generated for `{path}`: take it over or delete it",
        pt: "`{beside}` é o que foi gerado para `{path}`: aproveite-o ou remova-o",
    }
    update_continued() { en: "the update is finished", pt: "a atualização terminou" }
    update_aborted(count) {
        en: "the update is taken back: {count} files are as before",
        pt: "a atualização foi desfeita: {count} arquivos estão como antes",
    }
    update_kept_aside(path, aside) {
        en: "you have edited `{path}` since: your edit is kept as `{aside}`",
        pt: "você editou `{path}` desde então: a sua edição ficou em `{aside}`",
    }
    update_selection_aside(aside) {
        en: "the selection is written anew; what you wrote in it is kept as `{aside}`",
        pt: "a seleção foi regravada; o que você escreveu nela ficou em `{aside}`",
    }
    update_tags_unasked_how() {
        en: "`--offline` takes the newest release of the cache and of this program; or name the tag itself",
        pt: "`--offline` usa a release mais nova do cache e deste programa; ou indique a própria tag",
    }
    update_tag_unreadable(tag) {
        en: "the context is made for `{tag}`, which is no version: name the tag itself",
        pt: "o contexto foi feito para `{tag}`, que não é uma versão: indique a própria tag",
    }

    action_create() { en: "create", pt: "criar" }
    action_update() { en: "update", pt: "atualizar" }
    action_merge() { en: "merge", pt: "mesclar" }
    action_keep() { en: "keep", pt: "manter" }
    action_conflict() { en: "conflict", pt: "conflito" }
    action_beside() { en: "beside", pt: "ao lado" }
    action_stays_deleted() { en: "stays deleted", pt: "segue removido" }
    action_delete() { en: "delete", pt: "remover" }
    action_yours() { en: "yours", pt: "seu" }
    action_files(path, count) { en: "{path} ({count} files)", pt: "{path} ({count} arquivos)" }
    told_merge() { en: "your edits are kept", pt: "as suas edições ficam" }
    told_keep() { en: "your edits; generated as before", pt: "as suas edições; gerado como antes" }
    told_conflict(count) { en: "places to solve: {count}", pt: "lugares a resolver: {count}" }
    told_beside(name) {
        en: "yours stays, what was generated is `{name}`",
        pt: "o seu fica, o que foi gerado é `{name}`",
    }
    told_stays_deleted() { en: "you deleted it", pt: "você o removeu" }
    told_delete() { en: "not generated any more", pt: "não é mais gerado" }
    told_yours() {
        en: "not generated any more, but you edited it: yours now",
        pt: "não é mais gerado, mas você o editou: agora é seu",
    }
    told_renamed(from) { en: "was `{from}`", pt: "era `{from}`" }

    moved_heading() { en: "digests that moved", pt: "digests que mudaram" }
    moved_digest(reference, was, now) { en: "{reference}: {was} → {now}", pt: "{reference}: {was} → {now}" }

    change_heading(was, now) {
        en: "Istio {was} → {now}, what matters to this context",
        pt: "Istio {was} → {now}, o que importa para este contexto",
    }
    change_go(was, now) { en: "compiled with Go {was} → {now}", pt: "compilado com Go {was} → {now}" }
    change_base(was, now) { en: "base of Istio's own images: {was} → {now}", pt: "base das imagens do próprio Istio: {was} → {now}" }
    change_skipped(count) {
        en: "minor releases skipped on the way: {count}; their upgrade notes count too",
        pt: "versões menores puladas no caminho: {count}; as notas de atualização delas também valem",
    }
    change_image_new(name) { en: "image {name}: new", pt: "imagem {name}: nova" }
    change_image_gone(name) { en: "image {name}: gone", pt: "imagem {name}: deixou de existir" }
    change_reference(stage, was, now) { en: "stage {stage}: {was} → {now}", pt: "estágio {stage}: {was} → {now}" }
    change_variables(new, gone, defaults) {
        en: "variables of its programs: {new} new, {gone} gone, {defaults} with another default",
        pt: "variáveis dos seus programas: {new} novas, {gone} removidas, {defaults} com outro padrão",
    }
    change_variable_gone(name) {
        en: "you set {name}, which is gone",
        pt: "você define {name}, que deixou de existir",
    }
    change_variable_default(name) {
        en: "you set {name}, whose default changed",
        pt: "você define {name}, cujo padrão mudou",
    }
    change_default(name, was, now) { en: "default of {name}: {was} → {now}", pt: "padrão de {name}: {was} → {now}" }
    change_more(count) { en: "… and {count} more", pt: "… e mais {count}" }
    change_mesh(new, gone) {
        en: "fields of MeshConfig: {new} new, {gone} gone",
        pt: "campos do MeshConfig: {new} novos, {gone} removidos",
    }
    change_mesh_gone(name) {
        en: "you set the field {name}, which is gone",
        pt: "você define o campo {name}, que deixou de existir",
    }
    change_endpoint(name, closes, successor) {
        en: "{name} closes in {closes}; {successor} takes its place",
        pt: "{name} fecha em {closes}; {successor} o substitui",
    }
}
