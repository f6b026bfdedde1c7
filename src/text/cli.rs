//! Help of the command line and what commands say.

crate::messages! {
    about() {
        en: "Makes ready Docker build contexts for custom Istio images",
        pt: "Cria contextos de build Docker prontos para imagens personalizadas do Istio",
    }
    lang() { en: "language of messages and generated texts", pt: "idioma das mensagens e dos textos gerados" }
    color() { en: "when to use colour", pt: "quando usar cores" }
    format() { en: "text for people, or JSON on standard output", pt: "texto para pessoas, ou JSON na saída padrão" }
    offline() { en: "use no network: only the cache and local files", pt: "não usar a rede: só o cache e arquivos locais" }
    cache_dir() { en: "where fetched sources are kept", pt: "onde fica o código-fonte baixado" }
    ca_file() { en: "certificates of further authorities, PEM", pt: "certificados de outras autoridades, PEM" }
    quiet() { en: "say less; twice: errors only", pt: "dizer menos; duas vezes: só erros" }
    new_about() { en: "Make a build context", pt: "Criar um contexto de build" }
    new_dir() { en: "directory to write", pt: "diretório a gravar" }
    preset() {
        en: "preset in the box, or file (`-` is standard input); can be repeated, the later wins",
        pt: "preset incluído, ou arquivo (`-` é a entrada padrão); pode ser repetido, o último prevalece",
    }
    set() {
        en: "any value of a preset, such as env.pilot.PILOT_HTTP10=true; can be repeated",
        pt: "qualquer valor de um preset, como env.pilot.PILOT_HTTP10=true; pode ser repetido",
    }
    no_input() { en: "ask nothing; what is missing is an error", pt: "não perguntar nada; o que falta é um erro" }
    dry_run() { en: "print the plan and write nothing", pt: "mostrar o plano e não gravar nada" }
    force() {
        en: "write into a directory that is not empty; your files in the way are kept as NAME.orig",
        pt: "gravar num diretório que não está vazio; arquivos seus no caminho são preservados como NOME.orig",
    }
    refresh() {
        en: "compare a cached tag with the repository's",
        pt: "comparar uma tag do cache com a do repositório",
    }
    precedence() {
        en: "Where a value comes from, the last wins: default, preset and what it extends, further presets, flags and --set, answers",
        pt: "Quando um valor vem de mais de um lugar, o último prevalece: padrão, preset e o que ele estende, outros presets, flags e --set, respostas",
    }
    list_about() { en: "List what this program knows", pt: "Listar o que este programa conhece" }
    list_istio() {
        en: "release that is meant; for releases also a line such as 1.28",
        pt: "release em questão; para releases, também uma linha como 1.28",
    }
    list_source() {
        en: "repository of Istio's sources, to show what Istio says of its variables",
        pt: "repositório do código-fonte do Istio, para mostrar o que o Istio diz de suas variáveis",
    }
    list_component() { en: "only what belongs to this component", pt: "só o que pertence a este componente" }
    list_search() { en: "only rows that hold this text", pt: "só as linhas que contêm este texto" }
    explain_about() {
        en: "Say what a component, variable, base, preset, rule or old word is, and what replaced it",
        pt: "Dizer o que é um componente, variável, base, preset, regra ou palavra antiga, e o que a substituiu",
    }
    explain_name() { en: "what to explain", pt: "o que explicar" }
    list_what() { en: "what to list", pt: "o que listar" }
    catalogue_about() { en: "Maintain the embedded catalogue of releases", pt: "Manter o catálogo embutido de releases" }
    catalogue_build() {
        en: "Write the catalogue from a clone of Istio's repository",
        pt: "Gravar o catálogo a partir de um clone do repositório do Istio",
    }
    catalogue_source() { en: "clone of istio/istio", pt: "clone de istio/istio" }
    catalogue_tools() { en: "clone of istio/tools, which tells the Go of each release", pt: "clone de istio/tools, que informa o Go de cada release" }
    catalogue_api() { en: "clone of istio/api, which declares the fields of mesh configurations", pt: "clone de istio/api, que declara os campos das configurações da malha" }
    catalogue_output() { en: "directory to write", pt: "diretório a gravar" }
    missing_value(path) { en: "`{path}` is missing", pt: "falta `{path}`" }
    missing_hint_flag(flag, path) {
        en: "say it with `{flag}`, or with `{path}` in a preset",
        pt: "informe com `{flag}`, ou com `{path}` num preset",
    }
    set_form(text) { en: "`{text}` is not PATH=VALUE", pt: "`{text}` não tem a forma CAMINHO=VALOR" }
    unknown_preset(name) { en: "there is no preset `{name}`", pt: "não existe o preset `{name}`" }
    preset_names(names) { en: "in the box: {names}; a file is named with its `.yaml`", pt: "incluídos: {names}; um arquivo é indicado com seu `.yaml`" }
    extends_cycle(name) { en: "`{name}` extends itself", pt: "`{name}` estende a si mesmo" }
    findings_stop(count) {
        en: "problems to solve: {count}; nothing was written",
        pt: "problemas a resolver: {count}; nada foi gravado",
    }
    wrote(count, dir) { en: "wrote {count} files to {dir}", pt: "{count} arquivos gravados em {dir}" }
    kept_aside(path, aside) {
        en: "your `{path}` is kept as `{aside}`",
        pt: "o seu `{path}` foi preservado como `{aside}`",
    }
    next_step(dir) {
        en: "next: cd {dir} && PLATFORMS=linux/amd64 docker buildx bake -f docker-bake.hcl --load",
        pt: "a seguir: cd {dir} && PLATFORMS=linux/amd64 docker buildx bake -f docker-bake.hcl --load",
    }
    would_write(count, dir) {
        en: "would write {count} files to {dir}",
        pt: "gravaria {count} arquivos em {dir}",
    }
    prebuilt_not_elf(path) { en: "`{path}` is no ELF program", pt: "`{path}` não é um programa ELF" }
    prebuilt_not_executable(path) {
        en: "`{path}` is an ELF file, but no program that can be started",
        pt: "`{path}` é um arquivo ELF, mas não um programa que possa ser iniciado",
    }
    prebuilt_machine(path, machine, wanted) {
        en: "`{path}` is a program for {machine}, and {wanted} is wanted",
        pt: "`{path}` é um programa para {machine}, e o esperado é {wanted}",
    }
    prebuilt_sum(path, sum) {
        en: "`{path}` has another SHA-256: {sum}",
        pt: "`{path}` tem outro SHA-256: {sum}",
    }
    facts_incomplete(path) {
        en: "the sources do not state what every release states: {path}",
        pt: "o código-fonte não informa o que toda release informa: {path}",
    }
    label_error() { en: "error", pt: "erro" }
    label_warning() { en: "warning", pt: "aviso" }
    label_info() { en: "note", pt: "nota" }
    label_help() { en: "help", pt: "ajuda" }
    label_cause() { en: "cause", pt: "causa" }
    fetching(tag) { en: "fetching {tag}", pt: "buscando {tag}" }
    plan_release(tag, commit) { en: "Istio {tag}, commit {commit}", pt: "Istio {tag}, commit {commit}" }
    plan_from() { en: "from", pt: "de" }
    plan_files(count, directory) { en: "{count} files in {directory}", pt: "{count} arquivos em {directory}" }
    bug_report() {
        en: "this is a bug of istio-imgen: please report it with the command line, the preset and what stands above",
        pt: "isto é um defeito do istio-imgen: por favor, relate-o com a linha de comando, o preset e o que está acima",
    }
    home_unknown() {
        en: "no home directory is known: name a cache with `--cache-dir`",
        pt: "o diretório pessoal não é conhecido: indique um cache com `--cache-dir`",
    }
}
