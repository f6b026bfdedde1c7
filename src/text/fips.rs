//! Messages of FIPS 140.

crate::messages! {
    fips_no_certificate(standard) {
        en: "`compliance: {standard}` puts together what belongs together and certifies nothing: whether the modules are validated for your use is yours to show",
        pt: "`compliance: {standard}` reúne o que deve andar junto e não certifica nada: cabe a você demonstrar que os módulos estão validados para o seu uso",
    }
    fips_ended(standard, month) {
        en: "validations of `{standard}` ended in {month}: use it only where an older system asks for it",
        pt: "as validações de `{standard}` terminaram em {month}: use-o apenas onde um sistema mais antigo o exigir",
    }
    fips_policy_unknown(tag, standard) {
        en: "`COMPLIANCE_POLICY` of Istio {tag} does not know `{standard}`",
        pt: "o `COMPLIANCE_POLICY` do Istio {tag} não conhece `{standard}`",
    }
    fips_policy_since(standard, tags) {
        en: "`{standard}` is known from {tags} on, and in every later line",
        pt: "`{standard}` é conhecido a partir de {tags}, e em todas as linhas posteriores",
    }
    fips_go_unread(image, switch, version) {
        en: "the tag of `{image}` does not tell its Go: `{switch}` needs Go {version} or newer",
        pt: "a tag de `{image}` não informa o seu Go: `{switch}` exige o Go {version} ou mais novo",
    }
    fips_go_old(image, switch, version) {
        en: "`{switch}` needs Go {version} or newer, and `{image}` is older",
        pt: "`{switch}` exige o Go {version} ou mais novo, e `{image}` é mais antigo",
    }
    fips_go_image(version) {
        en: "set `go.image` to Go {version} or newer, if the release compiles with it",
        pt: "defina `go.image` com o Go {version} ou mais novo, se a release compilar com ele",
    }
    fips_go_compiler(image, switch) {
        en: "`{switch}` links a C library made for glibc, and `{image}` has musl and no C compiler",
        pt: "`{switch}` liga uma biblioteca C feita para a glibc, e `{image}` tem a musl e nenhum compilador C",
    }
    fips_go_debian() {
        en: "use a Debian Go image, such as `golang:1.26.5`",
        pt: "use uma imagem Go baseada em Debian, como `golang:1.26.5`",
    }
    fips_official(binary) {
        en: "the official `{binary}` is not a FIPS build",
        pt: "o `{binary}` oficial não é um build FIPS",
    }
    fips_compile() {
        en: "compile it with `binaries: source`, or bring your own",
        pt: "compile-o com `binaries: source`, ou traga o seu próprio",
    }
    fips_own_envoy(path) {
        en: "build istio/proxy with BoringSSL in its FIPS form and name the result: `--set {path}=FILE`",
        pt: "construa o istio/proxy com a BoringSSL na forma FIPS e indique o resultado: `--set {path}=ARQUIVO`",
    }
    fips_own(path) {
        en: "build your own against a validated module and name it: `--set {path}=FILE`",
        pt: "construa o seu com um módulo validado e indique-o: `--set {path}=ARQUIVO`",
    }
    fips_prebuilt(binary) {
        en: "whether your own `{binary}` is a FIPS build cannot be told from here",
        pt: "daqui não é possível saber se o seu próprio `{binary}` é um build FIPS",
    }
    fips_envoy_version() {
        en: "`envoy --version` of such a build ends in `BoringSSL-FIPS`",
        pt: "`envoy --version` de um build assim termina em `BoringSSL-FIPS`",
    }
    fips_cni(binary) {
        en: "`{binary}` with BoringCrypto panics on nodes that force Go's own FIPS mode",
        pt: "o `{binary}` com BoringCrypto aborta (panic) em nós que forçam o modo FIPS do próprio Go",
    }
    fips_env(name, value, standard) {
        en: "`{name}` with `{value}` contradicts `compliance: {standard}`",
        pt: "`{name}` com `{value}` contradiz `compliance: {standard}`",
    }
    fips_policy_alone(value) {
        en: "`COMPLIANCE_POLICY` with `{value}` narrows TLS, and makes no FIPS build of a binary",
        pt: "`COMPLIANCE_POLICY` com `{value}` restringe o TLS, e não faz de um binário um build FIPS",
    }
    fips_say_compliance(value) {
        en: "`compliance: {value}` checks all that belongs to it",
        pt: "`compliance: {value}` verifica tudo o que faz parte dele",
    }
}
