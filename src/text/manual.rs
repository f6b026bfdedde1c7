//! Messages of the manual and of completions.

crate::messages! {
    explain_all() { en: "explain everything that has a name", pt: "explicar tudo o que tem nome" }
    explain_line() { en: "line of a Dockerfile", pt: "linha de um Dockerfile" }
    explain_no_line(path, line) {
        en: "there is no instruction at line {line} of `{path}`, nor after it",
        pt: "não há instrução na linha {line} de `{path}`, nem depois dela",
    }
    explain_written() { en: "written", pt: "escrito" }
    explain_stage() { en: "stage", pt: "estágio" }
    explain_does(name) { en: "what {name} does", pt: "o que {name} faz" }
    annotate_about() {
        en: "Print a Dockerfile with a short reason above each instruction, or without",
        pt: "Mostrar um Dockerfile com um breve motivo acima de cada instrução, ou sem",
    }
    annotate_file() { en: "the Dockerfile; `-` is standard input", pt: "o Dockerfile; `-` é a entrada padrão" }
    annotate_strip() {
        en: "take annotations (lines that begin with `#: `) out, byte for byte",
        pt: "retirar as anotações (linhas que começam com `#: `), byte a byte",
    }
    completions_about() {
        en: "Print the script by which a shell completes this command line",
        pt: "Mostrar o script com que um shell completa esta linha de comando",
    }
    completions_shell() { en: "the shell", pt: "o shell" }
    completions_how() {
        en: "bash: source <(istio-imgen completions bash); zsh: the same, after compinit; fish: istio-imgen completions fish | source; PowerShell: istio-imgen completions powershell | Out-String | Invoke-Expression",
        pt: "bash: source <(istio-imgen completions bash); zsh: o mesmo, depois de compinit; fish: istio-imgen completions fish | source; PowerShell: istio-imgen completions powershell | Out-String | Invoke-Expression",
    }
    man_about() {
        en: "Print the manual, or write its pages for `man`",
        pt: "Mostrar o manual, ou gravar suas páginas para o `man`",
    }
    man_dir() {
        en: "directory of manuals to write all pages to, such as ~/.local/share/man; without it the first page is printed",
        pt: "diretório de manuais onde gravar todas as páginas, como ~/.local/share/man; sem ele a primeira página é mostrada",
    }
    man_markdown() { en: "print the whole reference in Markdown", pt: "mostrar toda a referência em Markdown" }
    manual_name() { en: "NAME", pt: "NOME" }
    manual_synopsis() { en: "SYNOPSIS", pt: "SINOPSE" }
    manual_description() { en: "DESCRIPTION", pt: "DESCRIÇÃO" }
    manual_options() { en: "OPTIONS", pt: "OPÇÕES" }
    manual_subcommands() { en: "SUBCOMMANDS", pt: "COMANDOS" }
    manual_extra() { en: "EXTRA", pt: "OBSERVAÇÕES" }
    manual_version() { en: "VERSION", pt: "VERSÃO" }
    manual_exit_status() { en: "EXIT STATUS", pt: "CÓDIGOS DE SAÍDA" }
    manual_environment() { en: "ENVIRONMENT", pt: "AMBIENTE" }
    manual_keys() { en: "KEYS", pt: "CHAVES" }
    manual_of_presets() {
        en: "the format of istio-imgen's presets",
        pt: "o formato dos presets do istio-imgen",
    }
    manual_presets_how() {
        en: "A preset is a YAML file with any part of these keys, written as nested mappings. In a path `*` is one name of yours and `**` one or more. The last layer that speaks of a path wins, and null takes a value back.",
        pt: "Um preset é um arquivo YAML com qualquer parte destas chaves, escritas como mapeamentos aninhados. Num caminho, `*` é um nome seu e `**` é um ou mais. Prevalece a última camada que fala de um caminho, e null retira um valor.",
    }
    manual_title() { en: "Reference of istio-imgen", pt: "Referência do istio-imgen" }
    manual_written() {
        en: "Written by `istio-imgen man --markdown`, from the tables that the program itself works with.",
        pt: "Escrita por `istio-imgen man --markdown --lang pt-BR`, a partir das tabelas com que o próprio programa trabalha.",
    }
    manual_argument() { en: "argument", pt: "argumento" }
    manual_meaning() { en: "meaning", pt: "significado" }
    manual_default() { en: "default", pt: "padrão" }
    manual_possible_values() { en: "possible values", pt: "valores possíveis" }
    manual_preset_keys() { en: "Keys of presets", pt: "Chaves dos presets" }
    manual_key() { en: "key", pt: "chave" }
    manual_value() { en: "value", pt: "valor" }
    manual_flag() { en: "flag", pt: "flag" }
    manual_rules() { en: "Rules of findings", pt: "Regras dos achados" }
    manual_rule() { en: "rule", pt: "regra" }
    manual_severity() { en: "severity at most", pt: "gravidade máxima" }
    manual_exit_codes() { en: "Exit codes", pt: "Códigos de saída" }
    manual_code() { en: "code", pt: "código" }
    manual_remedy() { en: "what to do", pt: "o que fazer" }
    manual_variables() { en: "Environment variables", pt: "Variáveis de ambiente" }
    manual_names() { en: "names", pt: "nomes" }
    env_lang() {
        en: "language of messages, the first that is set: `en` or `pt-BR`; generated texts do not depend on it",
        pt: "idioma das mensagens, a primeira que estiver definida: `en` ou `pt-BR`; os textos gerados não dependem dela",
    }
    env_cache_dir() { en: "where fetched sources are kept", pt: "onde fica o código-fonte baixado" }
    env_cache_size() {
        en: "how large the cache may grow, such as `500M`; 4 GiB without it",
        pt: "até quanto o cache pode crescer, como `500M`; sem ela, 4 GiB",
    }
    env_ca_file() {
        en: "PEM files with certificates of further authorities, all that are set",
        pt: "arquivos PEM com certificados de outras autoridades, todas as que estiverem definidas",
    }
    env_token() {
        en: "a token for the sources, and the host that it is for",
        pt: "um token para o código-fonte, e o host a que se destina",
    }
    env_github_token() { en: "a token for `github.com`", pt: "um token para `github.com`" }
    env_proxy() {
        en: "proxies, as curl reads them, in small letters too; `http_proxy` in small letters alone",
        pt: "proxies, como o curl os lê, também em minúsculas; `http_proxy` só em minúsculas",
    }
    env_colour() {
        en: "whether messages are coloured and progress is drawn",
        pt: "se as mensagens têm cores e o progresso é desenhado",
    }
    env_ci() { en: "no progress is drawn", pt: "o progresso não é desenhado" }
    env_xdg_cache_home() {
        en: "the user's cache directory, in which ours is",
        pt: "o diretório de cache do usuário, no qual fica o nosso",
    }
}
