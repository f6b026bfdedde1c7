//! Messages of secrets.

crate::messages! {
    secret_value(path, what) {
        en: "`{path}` holds what looks like a secret ({what}), which would be readable in the image and in the context",
        pt: "`{path}` contém o que parece um segredo ({what}), que ficaria legível na imagem e no contexto",
    }
    secret_in_name(what) {
        en: "a name holds what looks like a secret ({what})",
        pt: "um nome contém o que parece um segredo ({what})",
    }
    secret_by_name(path) {
        en: "`{path}` asks for a secret by its name and has a value that looks like one",
        pt: "`{path}` pede um segredo pelo nome e tem um valor que parece ser um",
    }
    secret_file(path, what) {
        en: "`{path}` holds what looks like a secret ({what}): it is not copied",
        pt: "`{path}` contém o que parece um segredo ({what}): não é copiado",
    }
    secret_way() {
        en: "give it to the build as a build secret, or to the pod as a Secret: see `istio-imgen explain secrets`",
        pt: "passe-o ao build como build secret, ou ao pod como Secret: veja `istio-imgen explain secrets`",
    }
    secret_insist(path) {
        en: "if it is none, insist with `--set {path}.unchecked=true`",
        pt: "se não for um segredo, insista com `--set {path}.unchecked=true`",
    }
    secrets_kind() { en: "how it is done", pt: "como se faz" }
    secrets_what() {
        en: "passwords, tokens and keys that a build or an image needs, without a trace in layers, context or lock",
        pt: "senhas, tokens e chaves de que um build ou uma imagem precisa, sem rastro em camadas, contexto ou lock",
    }
    secrets_run() { en: "in the Dockerfile", pt: "no Dockerfile" }
    secrets_bake() { en: "in docker-bake.hcl", pt: "no docker-bake.hcl" }
    secrets_build() { en: "on the command line", pt: "na linha de comando" }
    secrets_vault() { en: "from Vault", pt: "do Vault" }
    secrets_aws() { en: "from AWS Secrets Manager", pt: "do AWS Secrets Manager" }
    secrets_pod() { en: "at run time", pt: "em tempo de execução" }
    secrets_git() { en: "for the sources", pt: "para o código-fonte" }
    secrets_git_how() {
        en: "`--istio-source https://USER:TOKEN@HOST/PATH`, or a login in `.netrc` or git's credential store: it is used and written nowhere",
        pt: "`--istio-source https://USUARIO:TOKEN@HOST/CAMINHO`, ou um login no `.netrc` ou no armazém de credenciais do git: é usado e não é gravado em lugar nenhum",
    }
}
