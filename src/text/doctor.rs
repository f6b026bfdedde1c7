//! Messages of `doctor`.

crate::messages! {
    doctor_about() {
        en: "Look whether this machine can fetch sources and build contexts, and say what to do",
        pt: "Ver se esta máquina consegue baixar o código-fonte e construir contextos, e dizer o que fazer",
    }
    doctor_source() {
        en: "repository of Istio's sources to ask",
        pt: "repositório do código-fonte do Istio a consultar",
    }
    doctor_fit() { en: "nothing is in the way", pt: "nada impede o uso" }
    doctor_unfit(count) { en: "in the way: {count}", pt: "impedimentos: {count}" }
    doctor_ok() { en: "ok", pt: "ok" }
    doctor_stops() { en: "unfit", pt: "inapto" }
    doctor_because(cause) { en: "{cause}", pt: "{cause}" }
    doctor_docker(version, host) { en: "Docker {version} answers at {host}", pt: "o Docker {version} responde em {host}" }
    doctor_docker_old(version, host) {
        en: "Docker {version} answers at {host}; before 23 it builds without BuildKit unless told otherwise",
        pt: "o Docker {version} responde em {host}; antes da versão 23 ele constrói sem BuildKit, a menos que se peça",
    }
    doctor_docker_old_how() {
        en: "upgrade the engine, or set DOCKER_BUILDKIT=1",
        pt: "atualize o engine, ou defina DOCKER_BUILDKIT=1",
    }
    doctor_podman(version, host) { en: "Podman {version} answers at {host}", pt: "o Podman {version} responde em {host}" }
    doctor_listens(name, host) { en: "{name} listens at {host}", pt: "o {name} escuta em {host}" }
    doctor_containerd_how() {
        en: "containerd alone builds nothing: it needs BuildKit beside it",
        pt: "o containerd sozinho não constrói nada: precisa do BuildKit ao lado",
    }
    doctor_program(name, path) {
        en: "{name} builds without a daemon: {path}",
        pt: "o {name} constrói sem daemon: {path}",
    }
    doctor_silent(name, host) { en: "{name} does not answer at {host}", pt: "o {name} não responde em {host}" }
    doctor_silent_how() {
        en: "start the engine, or correct what names it: DOCKER_HOST, CONTAINER_HOST, BUILDKIT_HOST, `docker context use`",
        pt: "inicie o engine, ou corrija o que o indica: DOCKER_HOST, CONTAINER_HOST, BUILDKIT_HOST, `docker context use`",
    }
    doctor_forbidden_how() {
        en: "this user may not use the socket: an engine without root is the safe way, the group `docker` the usual one",
        pt: "este usuário não pode usar o socket: um engine sem root é o caminho seguro; o grupo `docker`, o usual",
    }
    doctor_not_asked(name, host) { en: "{name} at {host} was not asked", pt: "o {name} em {host} não foi consultado" }
    doctor_not_asked_how() {
        en: "ssh, TLS and named pipes are spoken by the engine's own client: ask it by `docker version`",
        pt: "por ssh, TLS e pipes nomeados só o cliente do próprio engine fala: consulte-o com `docker version`",
    }
    doctor_no_engine() {
        en: "there is no engine: neither Docker, Podman, BuildKit nor Buildah was found",
        pt: "não há engine: nem Docker, nem Podman, nem BuildKit, nem Buildah foi encontrado",
    }
    doctor_no_engine_how() {
        en: "making contexts needs none; to build them, install Docker Engine with buildx, Podman or Buildah",
        pt: "criar contextos dispensa um; para construí-los, instale o Docker Engine com buildx, o Podman ou o Buildah",
    }
    doctor_buildx(version, path) { en: "buildx {version}: {path}", pt: "buildx {version}: {path}" }
    doctor_buildx_old(version, path, since) {
        en: "buildx {version} is older than {since}, which builds that repeat to the byte need: {path}",
        pt: "o buildx {version} é anterior ao {since}, exigido por builds que se repetem byte a byte: {path}",
    }
    doctor_buildx_silent(path) { en: "buildx does not tell its version: {path}", pt: "o buildx não informa sua versão: {path}" }
    doctor_no_buildx() { en: "Docker has no buildx", pt: "o Docker não tem o buildx" }
    doctor_no_buildx_how() {
        en: "install the package `docker-buildx-plugin` (`docker-buildx` in Debian), or put a release of it into `~/.docker/cli-plugins`",
        pt: "instale o pacote `docker-buildx-plugin` (`docker-buildx` no Debian), ou ponha uma release dele em `~/.docker/cli-plugins`",
    }
    doctor_cache(path) { en: "the cache can be written: {path}", pt: "o cache pode ser gravado: {path}" }
    doctor_cache_closed(path) { en: "the cache cannot be written: {path}", pt: "o cache não pode ser gravado: {path}" }
    doctor_cache_how() {
        en: "name another directory with `--cache-dir` or ISTIO_IMGEN_CACHE_DIR",
        pt: "indique outro diretório com `--cache-dir` ou ISTIO_IMGEN_CACHE_DIR",
    }
    doctor_room(free, path) { en: "{free} free for {path}", pt: "{free} livres para {path}" }
    doctor_room_how(enough) {
        en: "{enough} would be comfortable: `docker builder prune` and `istio-imgen cache prune` make room",
        pt: "com {enough} há folga: `docker builder prune` e `istio-imgen cache prune` liberam espaço",
    }
    doctor_proxy(variable, proxy) { en: "{variable}: {proxy}", pt: "{variable}: {proxy}" }
    doctor_proxy_broken(variable, proxy) {
        en: "{variable} is no address of a proxy: {proxy}",
        pt: "{variable} não é endereço de um proxy: {proxy}",
    }
    doctor_proxy_how() {
        en: "write http://HOST:PORT or socks5h://HOST:PORT, or unset the variable",
        pt: "escreva http://HOST:PORTA ou socks5h://HOST:PORTA, ou remova a variável",
    }
    doctor_proxy_docker(host, proxy) {
        en: "Docker hands the proxy {proxy} to every build ({host})",
        pt: "o Docker repassa o proxy {proxy} a todo build ({host})",
    }
    doctor_certificates(count, file) { en: "certificates: {count} in {file}", pt: "certificados: {count} em {file}" }
    doctor_certificates_how() {
        en: "name a readable PEM file with `--ca-file`, ISTIO_IMGEN_CA_FILE, SSL_CERT_FILE, GIT_SSL_CAINFO or git's http.sslCAInfo",
        pt: "indique um arquivo PEM legível com `--ca-file`, ISTIO_IMGEN_CA_FILE, SSL_CERT_FILE, GIT_SSL_CAINFO ou o http.sslCAInfo do git",
    }
    doctor_sources(location, count, newest) {
        en: "{location} answers: {count} tags, {newest} the newest",
        pt: "{location} responde: {count} tags, {newest} a mais recente",
    }
    doctor_sources_offline(location) {
        en: "{location} was not asked: no network may be used",
        pt: "{location} não foi consultado: a rede não pode ser usada",
    }
    doctor_sources_how() {
        en: "name a mirror or a clone with `--istio-source`; contexts with `binaries: release` need no sources, and `--offline` skips this",
        pt: "indique um espelho ou um clone com `--istio-source`; contextos com `binaries: release` dispensam o código-fonte, e `--offline` pula isto",
    }
    doctor_login(hosts) { en: "logged in: {hosts}", pt: "com login: {hosts}" }
    doctor_no_login() {
        en: "no login to any registry: pulls are anonymous, pushes will be refused",
        pt: "sem login em nenhum registry: os pulls são anônimos, os pushes serão recusados",
    }
    doctor_no_login_how() {
        en: "`docker login --password-stdin REGISTRY`, when you need one",
        pt: "`docker login --password-stdin REGISTRY`, quando precisar",
    }
    doctor_login_open(hosts) {
        en: "the login is kept without encryption: {hosts}",
        pt: "o login é guardado sem criptografia: {hosts}",
    }
    doctor_login_open_how() {
        en: "a credential helper keeps it in the system's own store (`credsStore`)",
        pt: "um auxiliar de credenciais o guarda no cofre do próprio sistema (`credsStore`)",
    }
    doctor_no_helper(program) {
        en: "the credential helper `{program}` is not on PATH: pulls fail, anonymous ones too",
        pt: "o auxiliar de credenciais `{program}` não está no PATH: os pulls falham, até os anônimos",
    }
    doctor_no_helper_how() {
        en: "install it, or take `credsStore` and `credHelpers` out of Docker's configuration",
        pt: "instale-o, ou tire `credsStore` e `credHelpers` da configuração do Docker",
    }
    doctor_retired(host, path, closes) {
        en: "`{host}` in {path} closes in {closes}",
        pt: "`{host}` em {path} fecha em {closes}",
    }
    doctor_not_json(place) { en: "not JSON: {place}", pt: "não é JSON: {place}" }
    doctor_not_json_how() {
        en: "Docker does not read it either: correct it, or move it away",
        pt: "o Docker também não o lê: corrija-o, ou tire-o do caminho",
    }
    doctor_no_context(name) {
        en: "Docker's context `{name}` is configured, and does not exist",
        pt: "o contexto `{name}` do Docker está configurado, mas não existe",
    }
    doctor_no_context_how() {
        en: "`docker context ls` names those that do, `docker context use default` goes back",
        pt: "`docker context ls` lista os que existem, `docker context use default` volta ao padrão",
    }
}
