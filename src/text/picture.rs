//! Messages of `show`, and the words of its page.

crate::messages! {
    show_about() {
        en: "Show a context: its files by size, its stages, what its images hold, its settings",
        pt: "Mostrar um contexto: seus arquivos por tamanho, seus estágios, o que suas imagens contêm, suas configurações",
    }
    show_dir() { en: "directory of the context", pt: "diretório do contexto" }
    show_html() {
        en: "write one page that shows it all to this file (`-` is standard output)",
        pt: "gravar neste arquivo uma página que mostra tudo (`-` é a saída padrão)",
    }
    show_depth() {
        en: "how deep the tree goes; what is below is summed up",
        pt: "até que nível a árvore vai; o que está abaixo é somado",
    }
    show_force() {
        en: "overwrite FILE, even if it is no page of this program",
        pt: "sobrescrever o ARQUIVO, mesmo que não seja uma página deste programa",
    }
    picture_no_directory(dir) { en: "there is no directory `{dir}`", pt: "não existe o diretório `{dir}`" }
    picture_no_context(dir) {
        en: "`{dir}` is no build context: it has neither a Dockerfile nor `.istio-imgen`",
        pt: "`{dir}` não é um contexto de build: não tem Dockerfile nem `.istio-imgen`",
    }
    picture_make_one() {
        en: "name the directory of a context, or make one with `istio-imgen new`",
        pt: "indique o diretório de um contexto, ou crie um com `istio-imgen new`",
    }
    picture_too_many_files(dir, count) {
        en: "`{dir}` holds more than {count} files: it is no build context",
        pt: "`{dir}` contém mais de {count} arquivos: não é um contexto de build",
    }
    picture_in_the_way(file) {
        en: "`{file}` exists, and is no page of this program; nothing was written",
        pt: "`{file}` já existe, e não é uma página deste programa; nada foi gravado",
    }
    picture_force() {
        en: "name another file, or overwrite it with `--force`",
        pt: "indique outro arquivo, ou sobrescreva-o com `--force`",
    }
    picture_written(file) { en: "wrote {file}", pt: "{file} gravado" }
    picture_no_lock() {
        en: "no lock: what was changed since the context was made cannot be told",
        pt: "não há lock: não é possível dizer o que mudou desde que o contexto foi criado",
    }
    picture_no_history() {
        en: "this context was not made by this program: what is shown was read from its Dockerfile",
        pt: "este contexto não foi criado por este programa: o que se vê foi lido do seu Dockerfile",
    }
    picture_no_history_hint() {
        en: "contexts of `istio-imgen new` know where each file came from, and can be updated",
        pt: "os contextos de `istio-imgen new` sabem de onde veio cada arquivo, e podem ser atualizados",
    }
    picture_bad_lock_hint() {
        en: "take `.istio-imgen/lock.json` out of version control, or make the context anew from its selection",
        pt: "recupere `.istio-imgen/lock.json` do controle de versão, ou crie o contexto de novo a partir da sua seleção",
    }
    picture_missing_hint() {
        en: "take it out of version control; `istio-imgen diff` tells all that changed",
        pt: "recupere-o do controle de versão; `istio-imgen diff` mostra tudo o que mudou",
    }
    picture_missing_answer_hint() {
        en: "write it into the selection, and run `istio-imgen update`",
        pt: "escreva-o na seleção e execute `istio-imgen update`",
    }
    picture_release_unknown_hint() {
        en: "`istio-imgen list releases` names those that the catalogue knows",
        pt: "`istio-imgen list releases` lista as que o catálogo conhece",
    }
    picture_bad_lock() { en: "the lock is no JSON object", pt: "o lock não é um objeto JSON" }
    picture_edited(path) {
        en: "`{path}` was changed since it was generated",
        pt: "`{path}` foi alterado depois de gerado",
    }
    picture_missing(path) {
        en: "`{path}` is gone; the lock names it",
        pt: "`{path}` sumiu; o lock o cita",
    }
    picture_drift_hint() {
        en: "an update keeps your change, and asks where both sides changed the same lines",
        pt: "uma atualização preserva a sua alteração, e pergunta onde os dois lados mudaram as mesmas linhas",
    }
    picture_release_unknown(tag) {
        en: "Istio {tag} is not in the catalogue: the selection was not checked against it",
        pt: "o Istio {tag} não está no catálogo: a seleção não foi verificada com ele",
    }
    tree_file() { en: "1 file", pt: "1 arquivo" }
    tree_files(count) { en: "{count} files", pt: "{count} arquivos" }
    tree_total(count, size) { en: "files: {count}, {size} in all", pt: "arquivos: {count}, {size} no total" }
    tree_image(stage, base) { en: "image {stage}, from {base}", pt: "imagem {stage}, a partir de {base}" }
    tree_checked(errors, warnings, notices, dir) {
        en: "`check` finds: {errors} error(s), {warnings} warning(s), {notices} notice(s); to see them, run `istio-imgen check {dir}`",
        pt: "o `check` encontra: {errors} erro(s), {warnings} aviso(s), {notices} nota(s); para vê-los, execute `istio-imgen check {dir}`",
    }
    tree_checked_well() { en: "`check` finds nothing", pt: "o `check` não encontra nada" }
    state_unchanged() { en: "generated", pt: "gerado" }
    state_edited() { en: "edited", pt: "editado" }
    state_missing() { en: "missing", pt: "ausente" }
    state_yours() { en: "yours", pt: "seu" }
    state_history() { en: "history", pt: "histórico" }
    state_unknown() { en: "not tracked", pt: "não rastreado" }
    page_title(name) { en: "Build context {name}", pt: "Contexto de build {name}" }
    page_skip() { en: "Skip to the content", pt: "Ir para o conteúdo" }
    page_lead() {
        en: "What is built from this directory, what each image will hold, and where it all comes from.",
        pt: "O que é construído a partir deste diretório, o que cada imagem vai conter e de onde vem tudo.",
    }
    page_contents() { en: "Contents", pt: "Conteúdo" }
    page_release() { en: "Istio", pt: "Istio" }
    page_commit() { en: "Commit", pt: "Commit" }
    page_images() { en: "Images", pt: "Imagens" }
    page_files() { en: "Files", pt: "Arquivos" }
    page_findings() { en: "Findings", pt: "Achados" }
    page_findings_note() {
        en: "What `istio-imgen check` finds, and what the history of the context tells. A place leads to its stage; `istio-imgen explain RULE` tells more of a rule.",
        pt: "O que o `istio-imgen check` encontra e o que conta o histórico do contexto. Cada lugar leva ao seu estágio; `istio-imgen explain REGRA` diz mais sobre uma regra.",
    }
    page_explain(rule) {
        en: "`istio-imgen explain {rule}` tells what it is about",
        pt: "`istio-imgen explain {rule}` conta do que se trata",
    }
    page_errors() { en: "Errors", pt: "Erros" }
    page_warnings() { en: "Warnings", pt: "Avisos" }
    page_notices() { en: "Notices", pt: "Notas" }
    page_made_by() { en: "Made by", pt: "Criado por" }
    page_stages() { en: "Stages", pt: "Estágios" }
    page_stages_note() {
        en: "From what is brought in, on the left, to the images that come out, on the right. Read from the Dockerfile as it is now.",
        pt: "Do que entra, à esquerda, às imagens que saem, à direita. Lido do Dockerfile como está agora.",
    }
    page_drawing() { en: "Graph of the stages", pt: "Grafo dos estágios" }
    page_drawing_desc() {
        en: "Boxes are stages and what they start from; arrows show what goes where. The table below says the same in words.",
        pt: "As caixas são estágios e aquilo de que partem; as setas mostram o que vai para onde. A tabela abaixo diz o mesmo em palavras.",
    }
    page_legend_from() { en: "starts from it", pt: "parte dela" }
    page_legend_copy() { en: "copies files out of it", pt: "copia arquivos dela" }
    page_legend_mount() { en: "sees it while a step runs", pt: "a enxerga enquanto um passo executa" }
    page_too_large() {
        en: "There are too many stages for a drawing that can be read; the table has them all.",
        pt: "Há estágios demais para um desenho legível; a tabela traz todos.",
    }
    page_stages_table() { en: "The stages in their order", pt: "Os estágios, em ordem" }
    page_stage() { en: "Stage", pt: "Estágio" }
    page_line() { en: "Line", pt: "Linha" }
    page_from() { en: "Starts from", pt: "Parte de" }
    page_takes() { en: "Takes files from", pt: "Recebe arquivos de" }
    page_no_stages() {
        en: "There is no Dockerfile here, or no stage in it.",
        pt: "Não há Dockerfile aqui, ou não há nenhum estágio nele.",
    }
    page_kind_context() { en: "build context", pt: "contexto de build" }
    page_kind_image() { en: "image in a registry", pt: "imagem de um registry" }
    page_kind_url() { en: "download", pt: "download" }
    page_kind_stage() { en: "stage", pt: "estágio" }
    page_kind_target() { en: "image to build", pt: "imagem a construir" }
    page_kind_inline() { en: "the Dockerfile itself", pt: "o próprio Dockerfile" }
    page_images_hold() { en: "What each image will hold", pt: "O que cada imagem vai conter" }
    page_images_note() {
        en: "Each file is followed back to where its bytes come from. What the base image brings along is not listed.",
        pt: "Cada arquivo é seguido até a origem dos seus bytes. O que a imagem base já traz não é listado.",
    }
    page_on_top() { en: "On top of the base image", pt: "Sobre a imagem base" }
    page_path_in_image() { en: "Path in the image", pt: "Caminho na imagem" }
    page_comes_from() { en: "Comes from", pt: "Vem de" }
    page_through() { en: "through", pt: "passando por" }
    page_files_note() {
        en: "Everything in the directory, the largest first. What the engine gets of it, .dockerignore decides.",
        pt: "Tudo o que há no diretório, do maior para o menor. O que o engine recebe, o .dockerignore decide.",
    }
    page_largest() { en: "The largest files", pt: "Os maiores arquivos" }
    page_path() { en: "Path", pt: "Caminho" }
    page_size() { en: "Size", pt: "Tamanho" }
    page_state() { en: "State", pt: "Estado" }
    page_more_files(count, size) { en: "{count} further files, {size}", pt: "Mais {count} arquivos, {size}" }
    page_settings() { en: "Settings", pt: "Configurações" }
    page_settings_note() {
        en: "What was chosen, with the line that says so; where nothing was chosen, the default that stands for it.",
        pt: "O que foi escolhido, com a linha que o diz; onde nada foi escolhido, o padrão que vale.",
    }
    page_setting() { en: "Setting", pt: "Configuração" }
    page_value() { en: "Value", pt: "Valor" }
    page_origin() { en: "Where it comes from", pt: "De onde vem" }
    page_default() { en: "default", pt: "padrão" }
    page_no_settings() { en: "There is no selection here.", pt: "Não há seleção aqui." }
    page_no_findings() { en: "Nothing was found.", pt: "Nada foi encontrado." }
    page_footer(tool) {
        en: "Written by {tool}. This page is one file: it loads nothing and runs no script.",
        pt: "Gravado por {tool}. Esta página é um único arquivo: não carrega nada e não executa scripts.",
    }
}
