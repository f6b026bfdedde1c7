//! Messages of `explain`.

crate::messages! {
    explain_unknown(name) {
        en: "this program knows nothing of the name `{name}`",
        pt: "este programa não conhece o nome `{name}`",
    }
    explain_lists() {
        en: "`istio-imgen list` shows components, bases, presets, variables (`env`) and rules",
        pt: "o `istio-imgen list` mostra componentes, bases, presets, variáveis (`env`) e regras",
    }
    explain_legacy() { en: "word of old releases or tutorials", pt: "palavra de releases antigas ou de tutoriais" }
    explain_component() { en: "component", pt: "componente" }
    explain_endpoint() { en: "host that closes", pt: "host que fecha" }
    explain_closes(month) {
        en: "Istio's images, charts or files there close in {month}",
        pt: "as imagens, os charts ou os arquivos do Istio ali fecham em {month}",
    }
    explain_standard() { en: "standard of FIPS", pt: "padrão FIPS" }
    explain_go() { en: "Go", pt: "Go" }
    explain_base() { en: "base image", pt: "imagem base" }
    explain_preset() { en: "preset", pt: "preset" }
    explain_rule() { en: "rule of findings", pt: "regra de achados" }
    explain_key() { en: "key of presets", pt: "chave de presets" }
    explain_variable() { en: "environment variable", pt: "variável de ambiente" }
    explain_instead() { en: "instead", pt: "em vez disso" }
    explain_image() { en: "image", pt: "imagem" }
    explain_names() { en: "also called", pt: "também chamado de" }
    explain_since() { en: "since", pt: "desde" }
    explain_variants() { en: "variants", pt: "variantes" }
    explain_binary() { en: "binary", pt: "binário" }
    explain_compiled(package) { en: "compiled from {package}", pt: "compilado a partir de {package}" }
    explain_downloaded() { en: "not in Istio's sources", pt: "fora do código-fonte do Istio" }
    explain_user() { en: "user", pt: "usuário" }
    explain_ports() { en: "ports", pt: "portas" }
    explain_variables(tag, id) {
        en: "`istio-imgen list env --istio {tag} --component {id}`",
        pt: "`istio-imgen list env --istio {tag} --component {id}`",
    }
    explain_release() { en: "release of Istio", pt: "release do Istio" }
    explain_commit() { en: "commit", pt: "commit" }
    explain_date() { en: "date", pt: "data" }
    explain_images() { en: "images", pt: "imagens" }
    explain_go_versions(module, built) {
        en: "`go.mod` asks for {module}, the release was built with {built}",
        pt: "o `go.mod` pede {module}, a release foi compilada com {built}",
    }
    explain_stamp() { en: "package of the version stamp", pt: "pacote do carimbo de versão" }
    explain_dependency(name) { en: "{name} in istio.deps", pt: "{name} no istio.deps" }
    explain_signing_key() { en: "key that signs the images", pt: "chave que assina as imagens" }
    explain_not_signed() { en: "none, the images are not signed", pt: "nenhuma, as imagens não são assinadas" }
    explain_download(program) { en: "download of {program}", pt: "download de {program}" }
    explain_env() { en: "variables", pt: "variáveis" }
    explain_has_image(image) { en: "there is an image `{image}`", pt: "existe a imagem `{image}`" }
    explain_has_no_image(image) { en: "there is no image `{image}`", pt: "não existe a imagem `{image}`" }
    explain_reference() { en: "reference", pt: "referência" }
    explain_libc() { en: "C library", pt: "biblioteca C" }
    explain_packages() { en: "package manager", pt: "gerenciador de pacotes" }
    explain_shell() { en: "shell", pt: "shell" }
    explain_iptables() { en: "iptables", pt: "iptables" }
    explain_ca() { en: "CA certificates", pt: "certificados de CA" }
    explain_yes() { en: "yes", pt: "sim" }
    explain_no() { en: "no", pt: "não" }
    explain_severity() { en: "severity", pt: "gravidade" }
    explain_type() { en: "type", pt: "tipo" }
    explain_default() { en: "default", pt: "padrão" }
    explain_with_ambient() { en: "default with ambient", pt: "padrão com ambient" }
    explain_read_by() { en: "read by", pt: "lida por" }
    explain_was_default(since, until) { en: "from {since} to {until}", pt: "da {since} à {until}" }
    explain_lives(since) { en: "from {since} on", pt: "da {since} em diante" }
    explain_not_in() { en: "it is not known", pt: "ela não é conhecida" }
    explain_in(tag) { en: "in Istio {tag}", pt: "no Istio {tag}" }
    explain_says() { en: "Istio says", pt: "o Istio diz" }
    explain_flag() { en: "flag", pt: "flag" }
    explain_any_program() { en: "every program, not by Istio itself", pt: "todos os programas, não pelo próprio Istio" }
}
