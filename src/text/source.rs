//! Messages of fetching and reading Istio's sources.

crate::messages! {
    blob_missing(id) {
        en: "the repository holds no blob `{id}`",
        pt: "o repositório não contém o blob `{id}`",
    }
    scheme_unknown(scheme) {
        en: "sources cannot be fetched over `{scheme}`; `https`, `http`, `git` and `file` URLs and paths are understood",
        pt: "não é possível buscar o código-fonte via `{scheme}`; são aceitas URLs `https`, `http`, `git` e `file` e caminhos",
    }
    url_invalid(url) {
        en: "`{url}` is not the URL of a repository",
        pt: "`{url}` não é a URL de um repositório",
    }
    ssh_absent(url) {
        en: "`{url}` needs ssh, which is not built in",
        pt: "`{url}` exige ssh, que este programa não inclui",
    }
    ssh_way_out() {
        en: "clone it yourself with `git clone --bare --depth 1 --branch TAG URL DIR` and give `DIR` as the source, or use its `https` URL",
        pt: "clone você mesmo com `git clone --bare --depth 1 --branch TAG URL DIR` e informe `DIR` como origem do código-fonte, ou use a URL `https`",
    }
    path_not_text(path) {
        en: "the path `{path}` is not UTF-8",
        pt: "o caminho `{path}` não está em UTF-8",
    }
    tag_invalid(tag) {
        en: "`{tag}` cannot be the name of a tag",
        pt: "`{tag}` não pode ser nome de uma tag",
    }
    tag_unknown(tag, place) {
        en: "there is no tag `{tag}` in `{place}`",
        pt: "não existe a tag `{tag}` em `{place}`",
    }
    tags_near(tags) {
        en: "did you mean {tags}?",
        pt: "você quis dizer {tags}?",
    }
    tags_how() {
        en: "Istio's tags look like `1.28.0`, without a `v`",
        pt: "as tags do Istio têm a forma `1.28.0`, sem `v`",
    }
    tag_moved(tag, place, expected, found) {
        en: "the tag `{tag}` of `{place}` names commit `{found}`, not `{expected}`",
        pt: "a tag `{tag}` de `{place}` aponta para o commit `{found}`, e não para `{expected}`",
    }
    tag_moved_how(path) {
        en: "released tags do not move: find out why; if it is right, remove `{path}` and run again",
        pt: "tags de releases não mudam: descubra o motivo; se estiver correto, remova `{path}` e execute de novo",
    }
    tag_pinned_how() {
        en: "released tags do not move: find out why before you pin the other commit",
        pt: "tags de releases não mudam: descubra o motivo antes de fixar o outro commit",
    }
    not_cached(tag, place) {
        en: "the tag `{tag}` of `{place}` is not in the cache, and the network may not be used",
        pt: "a tag `{tag}` de `{place}` não está no cache, e o uso da rede não está permitido",
    }
    tags_not_cached(place) {
        en: "the tags of `{place}` are not in the cache, and the network may not be used",
        pt: "as tags de `{place}` não estão no cache, e o uso da rede não está permitido",
    }
    offline_how() {
        en: "run once without `--offline`, or give a local clone as the source",
        pt: "execute uma vez sem `--offline` ou informe um clone local como origem do código-fonte",
    }
    cached_are(tags) {
        en: "these tags are in the cache: {tags}",
        pt: "estas tags estão no cache: {tags}",
    }
    host_unknown(url) {
        en: "the host of `{url}` is not known",
        pt: "o host de `{url}` não foi encontrado",
    }
    check_network() {
        en: "check the URL, the network and the proxy (`HTTPS_PROXY`, `NO_PROXY`); a local clone works as the source too",
        pt: "confira a URL, a rede e o proxy (`HTTPS_PROXY`, `NO_PROXY`); um clone local também serve como origem do código-fonte",
    }
    refused(url) {
        en: "nobody answers at `{url}`: the connection was refused",
        pt: "ninguém atende em `{url}`: a conexão foi recusada",
    }
    unreachable(url) {
        en: "`{url}` cannot be reached",
        pt: "não foi possível alcançar `{url}`",
    }
    connect_timeout(url) {
        en: "connecting to `{url}` took too long",
        pt: "a conexão com `{url}` demorou demais",
    }
    silent(url) {
        en: "`{url}` stopped answering",
        pt: "`{url}` parou de responder",
    }
    cut(url) {
        en: "`{url}` ended the connection before everything had come",
        pt: "`{url}` encerrou a conexão antes de tudo chegar",
    }
    try_again() {
        en: "try again; the cache is as it was before",
        pt: "tente de novo; o cache está como antes",
    }
    tls_failed(url) {
        en: "no secure connection to `{url}`",
        pt: "não houve conexão segura com `{url}`",
    }
    tls_how() {
        en: "if your network uses its own certificate authority, name its certificates with `--ca-file` or `SSL_CERT_FILE`",
        pt: "se a sua rede usa uma autoridade certificadora própria, informe os certificados dela com `--ca-file` ou `SSL_CERT_FILE`",
    }
    ca_file_unreadable(path) {
        en: "the certificates in `{path}` cannot be read",
        pt: "não foi possível ler os certificados de `{path}`",
    }
    ca_file_invalid(path) {
        en: "`{path}` holds no certificate in PEM form",
        pt: "`{path}` não contém nenhum certificado em formato PEM",
    }
    proxy_invalid(proxy) {
        en: "`{proxy}` is not the URL of a proxy",
        pt: "`{proxy}` não é a URL de um proxy",
    }
    proxy_failed(url) {
        en: "the proxy does not connect to `{url}`",
        pt: "o proxy não se conecta a `{url}`",
    }
    proxy_login(url) {
        en: "the proxy wants a login before it connects to `{url}`",
        pt: "o proxy exige login para se conectar a `{url}`",
    }
    proxy_login_how() {
        en: "put it into the proxy's URL: `HTTPS_PROXY=http://user:password@proxy:3128`",
        pt: "inclua o login na URL do proxy: `HTTPS_PROXY=http://usuario:senha@proxy:3128`",
    }
    not_http(url) {
        en: "what answers at `{url}` does not speak HTTP",
        pt: "quem atende em `{url}` não fala HTTP",
    }
    login_needed(url) {
        en: "`{url}` wants a login; GitHub says so of repositories that do not exist, too",
        pt: "`{url}` exige login; o GitHub responde assim também para repositórios que não existem",
    }
    login_refused(url) {
        en: "`{url}` does not accept the login",
        pt: "`{url}` não aceita o login",
    }
    login_how() {
        en: "set a token in the environment, or set up a credential helper of git for this host",
        pt: "defina um token no ambiente ou configure um auxiliar de credenciais do git para este host",
    }
    forbidden(url) {
        en: "`{url}` is forbidden for this login",
        pt: "este login não tem acesso a `{url}`",
    }
    not_found(url) {
        en: "there is no repository at `{url}`",
        pt: "não há repositório em `{url}`",
    }
    not_found_how() {
        en: "check the URL; private repositories may hide like this until a login is given",
        pt: "confira a URL; repositórios privados podem se esconder assim até que haja um login",
    }
    too_many_requests(url) {
        en: "`{url}` has had too many requests",
        pt: "`{url}` recebeu requisições demais",
    }
    server_failed(url, status) {
        en: "the server of `{url}` failed with status {status}",
        pt: "o servidor de `{url}` falhou com o status {status}",
    }
    status(url, status) {
        en: "the server of `{url}` answered with status {status}",
        pt: "o servidor de `{url}` respondeu com o status {status}",
    }
    redirected_elsewhere(url, target) {
        en: "`{url}` leads to `{target}`, which is no repository",
        pt: "`{url}` leva a `{target}`, que não é um repositório",
    }
    redirected_elsewhere_how() {
        en: "it may be a login page or a moved repository: open the URL in a browser",
        pt: "pode ser uma página de login ou um repositório que mudou de lugar: abra a URL no navegador",
    }
    redirected_to_plain(url, target) {
        en: "`{url}` leads to `{target}`, which is not encrypted",
        pt: "`{url}` leva a `{target}`, que não é criptografado",
    }
    redirected_for_ever(url) {
        en: "`{url}` leads from one place to the next without end",
        pt: "`{url}` redireciona sem fim de um lugar para outro",
    }
    html(url) {
        en: "`{url}` is a web page, not a repository",
        pt: "`{url}` é uma página web, e não um repositório",
    }
    not_git(url) {
        en: "what answers at `{url}` does not speak git's protocol",
        pt: "quem atende em `{url}` não fala o protocolo do git",
    }
    not_git_how() {
        en: "the URL must be the one that `git clone` takes",
        pt: "a URL deve ser a mesma que o `git clone` aceita",
    }
    server_refused(url) {
        en: "`{url}` refuses the request",
        pt: "`{url}` recusou a requisição",
    }
    too_much(url) {
        en: "`{url}` sends more than any Istio release has",
        pt: "`{url}` envia mais do que qualquer release do Istio contém",
    }
    bad_pack(url) {
        en: "`{url}` sent objects that are not what was asked for",
        pt: "`{url}` enviou objetos que não são os pedidos",
    }
    incomplete(tag, url) {
        en: "the tag `{tag}` of `{url}` came without some of its files",
        pt: "a tag `{tag}` de `{url}` chegou sem alguns dos seus arquivos",
    }
    hostile_name(tag, place, name) {
        en: "the tag `{tag}` of `{place}` has a file that must not be written anywhere: `{name}`",
        pt: "a tag `{tag}` de `{place}` tem um arquivo que não deve ser gravado em lugar nenhum: `{name}`",
    }
    tree_too_large(tag, place) {
        en: "the tag `{tag}` of `{place}` is larger than any Istio release",
        pt: "a tag `{tag}` de `{place}` é maior do que qualquer release do Istio",
    }
    cache_damaged(tag, place) {
        en: "the tag `{tag}` of `{place}` is damaged in the cache",
        pt: "a tag `{tag}` de `{place}` está danificada no cache",
    }
    cache_damaged_how() {
        en: "run again without `--offline`: it is then fetched anew",
        pt: "execute de novo sem `--offline`: ela será buscada outra vez",
    }
    local_damaged(tag, place) {
        en: "the tag `{tag}` is not whole in `{place}`",
        pt: "a tag `{tag}` não está completa em `{place}`",
    }
    local_damaged_how() {
        en: "make a whole clone of the tag: `git clone --bare --depth 1 --branch TAG URL DIR`",
        pt: "faça um clone completo da tag: `git clone --bare --depth 1 --branch TAG URL DIR`",
    }
    no_repository(path) {
        en: "there is no git repository at `{path}`",
        pt: "não há repositório git em `{path}`",
    }
    no_repository_how() {
        en: "name the directory that holds `.git`, or a bare repository",
        pt: "informe o diretório que contém `.git`, ou um repositório bare",
    }
    repository_unreadable(path) {
        en: "the repository at `{path}` cannot be read",
        pt: "não foi possível ler o repositório em `{path}`",
    }
    owner_how(path) {
        en: "it belongs to another user; if you trust it: `git config --global --add safe.directory {path}`",
        pt: "ele pertence a outro usuário; se você confia nele: `git config --global --add safe.directory {path}`",
    }
    cache_unwritable(path) {
        en: "the cache at `{path}` cannot be read or written",
        pt: "não foi possível ler ou gravar o cache em `{path}`",
    }
    cache_unwritable_how() {
        en: "name another directory for the cache with `--cache-dir`",
        pt: "informe outro diretório para o cache com `--cache-dir`",
    }
    cache_locked(path) {
        en: "another process has held `{path}` for too long",
        pt: "outro processo segura `{path}` há tempo demais",
    }
    disk_full(path) {
        en: "there is no room left for the cache at `{path}`",
        pt: "não há mais espaço para o cache em `{path}`",
    }
    interrupted() {
        en: "interrupted; the cache is as it was before",
        pt: "interrompido; o cache está como antes",
    }
}
