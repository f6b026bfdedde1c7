//! Messages of the rules about stages and the images that they start from: what is wrong, and what to do.

crate::messages! {
    check_from_undeclared_arg() {
        en: "`FROM` uses a build argument that is not declared before the first `FROM`",
        pt: "o `FROM` usa um argumento de build não declarado antes do primeiro `FROM`",
    }
    fix_from_undeclared_arg() {
        en: "declare it at the top with `ARG`",
        pt: "declare-o no topo com `ARG`",
    }
    check_image_latest() {
        en: "a base image with the tag `latest`, which moves",
        pt: "uma imagem base com a tag `latest`, que muda",
    }
    fix_image_latest() {
        en: "name a version, best with its digest",
        pt: "indique uma versão, de preferência com o digest",
    }
    check_image_not_allowed() {
        en: "a base image that the policy does not allow",
        pt: "uma imagem base que a política não permite",
    }
    fix_image_not_allowed() {
        en: "take one that the policy lists",
        pt: "use uma que a política lista",
    }
    check_image_not_pinned() {
        en: "a base image without digest: the same tag may be another image tomorrow",
        pt: "uma imagem base sem digest: a mesma tag pode ser outra imagem amanhã",
    }
    fix_image_not_pinned() {
        en: "write `name:tag@sha256:…`",
        pt: "escreva `nome:tag@sha256:…`",
    }
    check_image_pin_old() {
        en: "a pinned base image is older than the policy allows",
        pt: "uma imagem base fixada é mais antiga do que a política permite",
    }
    fix_image_pin_old() {
        en: "take a newer release and rebuild",
        pt: "use uma release mais nova e refaça o build",
    }
    check_image_pin_undated() {
        en: "nothing tells the age of a pinned base image",
        pt: "nada informa a idade de uma imagem base fixada",
    }
    fix_image_pin_undated() {
        en: "write `# istio-imgen pinned=YYYY-MM-DD` above the `FROM`",
        pt: "escreva `# istio-imgen pinned=AAAA-MM-DD` acima do `FROM`",
    }
    check_image_reference() {
        en: "the base image is no image reference, with the defaults of the build arguments",
        pt: "a imagem base não forma uma referência de imagem, com os padrões dos argumentos de build",
    }
    fix_image_reference() {
        en: "give the build argument a default that makes a valid reference",
        pt: "dê ao argumento de build um padrão que forme uma referência válida",
    }
    check_image_registry() {
        en: "a base image from a registry that the policy does not allow",
        pt: "uma imagem base de um registry que a política não permite",
    }
    fix_image_registry() {
        en: "take it from a registry that the policy lists",
        pt: "use um registry que a política lista",
    }
    check_image_retired_host() {
        en: "a base image from a host of Istio's that closes",
        pt: "uma imagem base de um host do Istio que fecha",
    }
    fix_image_retired_host() {
        en: "take it from the successor; `istio-imgen explain` knows the host",
        pt: "use o sucessor; o `istio-imgen explain` conhece o host",
    }
    check_image_untagged() {
        en: "a base image without tag or digest: that is `latest`",
        pt: "uma imagem base sem tag nem digest: isso é `latest`",
    }
    fix_image_untagged() {
        en: "name a version, best with its digest",
        pt: "indique uma versão, de preferência com o digest",
    }
    check_istio_binary_on_musl() {
        en: "a program of Istio's that needs glibc is put on a base image with musl",
        pt: "um programa do Istio que precisa de glibc é posto numa imagem base com musl",
    }
    fix_istio_binary_on_musl() {
        en: "take a base image with glibc; only the static Go programs run on musl",
        pt: "use uma imagem base com glibc; só os programas Go estáticos rodam com musl",
    }
    check_istio_versions_differ() {
        en: "images of different Istio releases in one context",
        pt: "imagens de releases diferentes do Istio num só contexto",
    }
    fix_istio_versions_differ() {
        en: "build one release at a time: control plane and data plane are tested together",
        pt: "construa uma release por vez: plano de controle e plano de dados são testados juntos",
    }
    check_platform_constant() {
        en: "`--platform` with a constant builds that platform alone",
        pt: "`--platform` com uma constante constrói só essa plataforma",
    }
    fix_platform_constant() {
        en: "use `$BUILDPLATFORM` or leave it out",
        pt: "use `$BUILDPLATFORM` ou retire-o",
    }
    check_platform_redundant() {
        en: "`--platform=$TARGETPLATFORM` is the default",
        pt: "`--platform=$TARGETPLATFORM` é o padrão",
    }
    fix_platform_redundant() {
        en: "leave it out",
        pt: "retire-o",
    }
    check_stage_as_case() {
        en: "`AS` is not cased like `FROM`",
        pt: "`AS` e `FROM` não combinam: um está em maiúsculas, o outro não",
    }
    fix_stage_as_case() {
        en: "write both in one case",
        pt: "escreva os dois em maiúsculas, ou os dois em minúsculas",
    }
    check_stage_name_case() {
        en: "a stage name with capitals",
        pt: "um nome de estágio com maiúsculas",
    }
    fix_stage_name_case() {
        en: "write it in lower case, here and where it is used",
        pt: "escreva-o em minúsculas, aqui e onde é usado",
    }
    check_stage_name_duplicate() {
        en: "two stages have one name",
        pt: "dois estágios têm o mesmo nome",
    }
    fix_stage_name_duplicate() {
        en: "give each stage its own name",
        pt: "dê a cada estágio um nome próprio",
    }
    check_stage_name_reserved() {
        en: "a stage is called `scratch` or `context`, which mean something else",
        pt: "um estágio se chama `scratch` ou `context`, que significam outra coisa",
    }
    fix_stage_name_reserved() {
        en: "give it another name",
        pt: "dê-lhe outro nome",
    }
    check_stage_unreachable() {
        en: "a stage without name that nothing uses",
        pt: "um estágio sem nome que nada usa",
    }
    fix_stage_unreachable() {
        en: "name it, use it or delete it",
        pt: "dê-lhe um nome, use-o ou apague-o",
    }
}
