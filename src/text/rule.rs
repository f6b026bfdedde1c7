//! What each rule is about, in a line.

crate::messages! {
    rule_base_floating_tag() {
        en: "a base image is named by a tag that moves, without a digest",
        pt: "uma imagem base é indicada por uma tag que muda, sem digest",
    }
    rule_base_musl() {
        en: "a program linked against glibc on a base image with musl",
        pt: "um programa ligado à glibc numa imagem base com musl",
    }
    rule_base_name() {
        en: "a base image that is nearly, but not quite, one of the box",
        pt: "uma imagem base que é quase, mas não exatamente, uma das que acompanham o programa",
    }
    rule_base_old_glibc() {
        en: "a base image whose glibc is older than a program needs",
        pt: "uma imagem base cuja glibc é mais antiga do que um programa precisa",
    }
    rule_base_reference() {
        en: "a base image that is neither known nor an image reference",
        pt: "uma imagem base que não é conhecida nem é uma referência de imagem",
    }
    rule_base_unknown_iptables() {
        en: "nothing is known of iptables in a base image that needs it",
        pt: "nada se sabe do iptables numa imagem base que precisa dele",
    }
    rule_base_unknown_libc() {
        en: "nothing is known of the C library of a base image that needs one",
        pt: "nada se sabe da biblioteca C de uma imagem base que precisa de uma",
    }
    rule_base_without_iptables() {
        en: "a component that runs iptables on a base image without it",
        pt: "um componente que executa o iptables numa imagem base sem ele",
    }
    rule_base_without_libc() {
        en: "a program that needs a C library on a base image without one",
        pt: "um programa que precisa de biblioteca C numa imagem base sem ela",
    }
    rule_base_without_library() {
        en: "a program that needs a library which the base image cannot have",
        pt: "um programa que precisa de uma biblioteca que a imagem base não pode ter",
    }
    rule_binary_not_in_sources() {
        en: "a binary that Istio's sources do not compile is taken from the official image",
        pt: "um binário que o código-fonte do Istio não compila vem da imagem oficial",
    }
    rule_component_not_built() {
        en: "a setting of a component that is not built",
        pt: "uma configuração de um componente que não é construído",
    }
    rule_component_not_in_release() {
        en: "a component whose image the release does not have",
        pt: "um componente cuja imagem a release não tem",
    }
    rule_endpoint_not_retired() {
        en: "a host is insisted on that does not close",
        pt: "insiste-se em usar um host que nem vai fechar",
    }
    rule_extends_cycle() {
        en: "presets that extend one another",
        pt: "presets que se estendem mutuamente",
    }
    rule_go_image() {
        en: "a Go image without tag or digest",
        pt: "uma imagem Go sem tag nem digest",
    }
    rule_hub() {
        en: "a registry prefix that is none",
        pt: "um valor que não é um prefixo de registry",
    }
    rule_image_tag() {
        en: "an image tag that no registry takes",
        pt: "uma tag de imagem que nenhum registry aceita",
    }
    rule_image_tag_latest() {
        en: "images are tagged `latest`",
        pt: "as imagens recebem a tag `latest`",
    }
    rule_init_is_proxyv2() {
        en: "the init container is `proxyv2`, not an image of its own",
        pt: "o contêiner de init é o `proxyv2`, não uma imagem própria",
    }
    rule_istio_commit() {
        en: "a pinned commit that is none",
        pt: "um commit fixado que não tem a forma de um",
    }
    rule_istio_tag() {
        en: "a tag of Istio that moves or is not written like one",
        pt: "uma tag do Istio que muda ou não tem a forma de uma",
    }
    rule_istio_tag_unknown() {
        en: "a release that Istio does not have",
        pt: "uma release que o Istio não tem",
    }
    rule_label_name() {
        en: "a name that no label can have",
        pt: "um nome que nenhum rótulo pode ter",
    }
    rule_label_value() {
        en: "a label's value that cannot stand in a Dockerfile, or is a secret",
        pt: "um valor de rótulo que não pode estar num Dockerfile, ou é um segredo",
    }
    rule_legacy_path() {
        en: "a path of a tutorial that no release has",
        pt: "um caminho de tutorial que nenhuma release tem",
    }
    rule_manifests_stamped() {
        en: "hub and tag of the charts in a binary are set to the user's",
        pt: "hub e tag dos charts embutidos num binário são ajustados para os do usuário",
    }
    rule_mirror() {
        en: "a mirror that is no registry prefix",
        pt: "um espelho que não é um prefixo de registry",
    }
    rule_missing_answer() {
        en: "an answer that is needed and was not given",
        pt: "uma resposta necessária que não foi dada",
    }
    rule_patch() {
        en: "a patch that cannot be applied to the release",
        pt: "um patch que não pode ser aplicado à release",
    }
    rule_patch_no_effect() {
        en: "a patch of files that the context does not hold",
        pt: "um patch de arquivos que o contexto não contém",
    }
    rule_patch_outside() {
        en: "a part of a patch that touches files which the context does not hold",
        pt: "uma parte de um patch que toca arquivos que o contexto não contém",
    }
    rule_platform() {
        en: "a platform that Istio has no images for",
        pt: "uma plataforma para a qual o Istio não tem imagens",
    }
    rule_prebuilt_missing() {
        en: "a binary of the user's that nothing says the place of",
        pt: "um binário do usuário cujo lugar não foi indicado",
    }
    rule_prebuilt_path_and_url() {
        en: "a binary of the user's with a path and a URL",
        pt: "um binário do usuário com caminho e também URL",
    }
    rule_prebuilt_program() {
        en: "a file of the user's that is not the program it is said to be",
        pt: "um arquivo do usuário que não é o programa que se diz ser",
    }
    rule_prebuilt_sha256() {
        en: "a checksum that is missing or is none",
        pt: "uma soma de verificação que falta, ou que não tem a forma de uma",
    }
    rule_prebuilt_unused() {
        en: "a binary of the user's for a platform that is not built",
        pt: "um binário do usuário para uma plataforma que não é construída",
    }
    rule_prebuilt_url() {
        en: "a URL that cannot be downloaded safely",
        pt: "uma URL que não pode ser baixada com segurança",
    }
    rule_policy() {
        en: "a policy file of `check` that cannot be followed",
        pt: "um arquivo de política do `check` que não pode ser seguido",
    }
    rule_preset_choice() {
        en: "a word that a key of the preset does not take",
        pt: "uma palavra que uma chave do preset não aceita",
    }
    rule_preset_duplicate_key() {
        en: "a key that stands twice",
        pt: "uma chave que aparece duas vezes",
    }
    rule_preset_type() {
        en: "a value of the wrong shape",
        pt: "um valor com a forma errada",
    }
    rule_preset_unknown_key() {
        en: "a key that presets do not have",
        pt: "uma chave que os presets não têm",
    }
    rule_preset_yaml() {
        en: "a preset that is not YAML",
        pt: "um preset que não é YAML",
    }
    rule_retired_endpoint() {
        en: "a host of Istio's that closes",
        pt: "um host do Istio que fecha",
    }
    rule_secret() {
        en: "a value that looks like a key, token or password, by the form that its issuer documents",
        pt: "um valor que parece uma chave, um token ou uma senha, pela forma que o emissor documenta" }
    rule_secret_file() {
        en: "a file that looks like one which holds keys, tokens or passwords",
        pt: "um arquivo que parece conter chaves, tokens ou senhas" }
    rule_secret_name() {
        en: "a name that asks for a secret, with a value that looks like one",
        pt: "um nome que pede um segredo, com um valor que parece ser um" }
    rule_set_form() {
        en: "a `--set` that is not PATH=VALUE",
        pt: "um `--set` que não tem a forma CAMINHO=VALOR",
    }
    rule_slim_needs_base() {
        en: "a slim image without a base image",
        pt: "uma imagem enxuta sem imagem base",
    }
    rule_source_endpoint() {
        en: "sources that a binary is compiled from name a host that closes",
        pt: "o código-fonte de que um binário é compilado cita um host que fecha",
    }
    rule_source_problem() {
        en: "a part of Istio's sources that could not be followed",
        pt: "uma parte do código-fonte do Istio que não pôde ser seguida",
    }
    rule_sources_unused() {
        en: "a setting about sources where nothing is compiled",
        pt: "uma configuração sobre o código-fonte onde nada é compilado",
    }
    rule_tag_leading_v() {
        en: "a tag of Istio written with a `v`",
        pt: "uma tag do Istio escrita com `v`",
    }
    rule_template() {
        en: "what the engine says of a template of the user: syntax, a value without a filter",
        pt: "o que o Tera diz de um template do usuário: sintaxe, um valor sem filtro" }
    rule_template_drift() {
        en: "a template was ejected from another version of this program's",
        pt: "um template foi ejetado de outra versão do template deste programa" }
    rule_template_injection() {
        en: "a value can leave its place in what a template renders",
        pt: "um valor pode sair do seu lugar no que um template gera" }
    rule_template_left_out() {
        en: "a file among templates that is none",
        pt: "um arquivo entre os templates que não é um template" }
    rule_template_name() {
        en: "a template uses a name that the plan does not have",
        pt: "um template usa um nome que o plano não tem" }
    rule_template_output() {
        en: "what a template renders cannot be read back",
        pt: "o que um template gera não pode ser lido de volta" }
    rule_template_outside() {
        en: "a template includes what lies outside its directory",
        pt: "um template inclui algo fora do seu diretório" }
    rule_template_path() {
        en: "a template would make a file that it may not make",
        pt: "um template geraria um arquivo que não pode gerar" }
    rule_template_same() {
        en: "a template that is the same as that of this program",
        pt: "um template igual ao deste programa" }
    rule_template_skipped() {
        en: "nothing was rendered for a preset that leaves something open",
        pt: "nada foi gerado para um preset que deixa algo em aberto" }
    rule_unknown_binary() {
        en: "a binary that the image of a component does not hold",
        pt: "um binário que a imagem de um componente não contém",
    }
    rule_unknown_component() {
        en: "a component that Istio does not have",
        pt: "um componente que o Istio não tem",
    }
    rule_unknown_preset() {
        en: "a preset that is not in the box",
        pt: "um preset que não está incluído",
    }
    rule_variant_not_in_release() {
        en: "a variant that the release does not publish",
        pt: "uma variante que a release não publica",
    }
    rule_vendor() {
        en: "a vendor directory that is not complete",
        pt: "um diretório vendor que não está completo",
    }
    rule_manifests_generated() {
        en: "charts are packed in generated code, whose hub and tag cannot be set",
        pt: "há charts embutidos em código gerado, cujos hub e tag não podem ser ajustados",
    }
    rule_prebuilt_envoy() {
        en: "a binary of the user's that is an Envoy without Istio's filters, or another one than the release's",
        pt: "um binário do usuário que é um Envoy sem os filtros do Istio, ou outro que não o da release" }
    rule_prebuilt_libc() {
        en: "a binary of the user's is linked against another C library than the base image has",
        pt: "um binário do usuário ligado a outra biblioteca C que não a da imagem base" }
    rule_prebuilt_library() {
        en: "a binary of the user's needs libraries that the base image is not known to have",
        pt: "um binário do usuário precisa de bibliotecas que não se sabe se a imagem base tem" }
    rule_prebuilt_other() {
        en: "a binary of the user's is another program than it stands for",
        pt: "um binário do usuário é outro programa que não o que representa" }
    rule_prebuilt_version() {
        en: "a binary of the user's has the version stamp of another tag, or none",
        pt: "um binário do usuário tem o carimbo de versão de outra tag, ou nenhum" }
    rule_file_edited() { en: "a generated file that somebody changed", pt: "um arquivo gerado que alguém alterou" }
    rule_file_missing() { en: "a file of the lock that is gone", pt: "um arquivo do lock que sumiu" }
    rule_lock_unreadable() { en: "a lock that is no JSON object", pt: "um lock que não é um objeto JSON" }
    rule_no_history() { en: "a context that this program did not make", pt: "um contexto que este programa não criou" }
    rule_no_lock() { en: "a context without its lock", pt: "um contexto sem o seu lock" }
    rule_release_unknown() { en: "a release that is not in the catalogue", pt: "uma release que não está no catálogo" }
}
