//! Messages of registries.

crate::messages! {
    registry_invalid(registry) {
        en: "`{registry}` cannot be the address of a registry",
        pt: "`{registry}` não pode ser o endereço de um registry",
    }
    registry_failed(reference) {
        en: "`{reference}` could not be looked up",
        pt: "não foi possível consultar `{reference}`",
    }
    registry_status(reference, registry, status) {
        en: "the registry `{registry}` answered {status} to the question for `{reference}`",
        pt: "o registry `{registry}` respondeu {status} à consulta de `{reference}`",
    }
    registry_busy_how(registry) {
        en: "log in to have a higher limit (`docker login {registry}`), name a mirror below `mirrors`, or try again later",
        pt: "faça login para ter um limite maior (`docker login {registry}`), indique um espelho em `mirrors` ou tente mais tarde",
    }
    registry_login_needed(reference) {
        en: "the registry wants a login for `{reference}`, or has no such repository",
        pt: "o registry exige login para `{reference}`, ou não tem esse repositório",
    }
    registry_login_refused(reference) {
        en: "the registry refuses the login for `{reference}`, or has no such repository",
        pt: "o registry recusa o login para `{reference}`, ou não tem esse repositório",
    }
    registry_login_how(registry) {
        en: "log in with `docker login {registry}`; `DOCKER_CONFIG` names another directory than `~/.docker`",
        pt: "faça login com `docker login {registry}`; `DOCKER_CONFIG` indica outro diretório em vez de `~/.docker`",
    }
    token_failed(reference, realm) {
        en: "`{realm}` gave no token for `{reference}`",
        pt: "`{realm}` não forneceu um token para `{reference}`",
    }
    token_plain() {
        en: "tokens are asked for over https alone, but for servers on this very machine",
        pt: "tokens só são pedidos por https, a não ser a servidores nesta própria máquina",
    }
    redirect_invalid(reference, target) {
        en: "the registry sends whoever asks for `{reference}` to `{target}`, which is no https URL",
        pt: "o registry redireciona a consulta de `{reference}` para `{target}`, que não é uma URL https",
    }
    image_unknown(reference, registry) {
        en: "the registry `{registry}` has no image `{reference}`",
        pt: "o registry `{registry}` não tem a imagem `{reference}`",
    }
    image_unknown_how(registry) {
        en: "check the name and tag, and the mirror that stands for `{registry}` if there is one",
        pt: "verifique o nome e a tag, e o espelho que representa `{registry}`, se houver",
    }
    blob_unknown(reference, digest) {
        en: "the registry has no blob `{digest}` of `{reference}`",
        pt: "o registry não tem o blob `{digest}` de `{reference}`",
    }
    manifest_unknown(reference) {
        en: "what the registry has under `{reference}` is no image that this program understands",
        pt: "o que o registry tem em `{reference}` não é uma imagem que este programa entenda",
    }
    digest_wrong(reference, digest) {
        en: "what came for `{reference}` does not have the digest `{digest}`",
        pt: "o que veio para `{reference}` não tem o digest `{digest}`",
    }
    digest_wrong_how(registry) {
        en: "somebody changed it on the way, or `{registry}` is broken: do not use it before you know which",
        pt: "alguém alterou o conteúdo no caminho, ou `{registry}` está com defeito: não o use antes de saber qual dos dois",
    }
    docker_config_invalid(path) {
        en: "`{path}` is not a Docker configuration",
        pt: "`{path}` não é uma configuração do Docker",
    }
    docker_config_how() {
        en: "mend it, or point `DOCKER_CONFIG` at another directory; an empty one means no login",
        pt: "corrija o arquivo ou aponte `DOCKER_CONFIG` para outro diretório; um vazio significa sem login",
    }
    helper_failed(program, server) {
        en: "the credential helper `{program}` gave no login for `{server}`",
        pt: "o auxiliar de credenciais `{program}` não forneceu login para `{server}`",
    }
    helper_how(program) {
        en: "your Docker configuration names it (`credsStore`, `credHelpers`): see that `{program}` is on the PATH and works",
        pt: "a sua configuração do Docker o indica (`credsStore`, `credHelpers`): veja se `{program}` está no PATH e funciona",
    }
}
