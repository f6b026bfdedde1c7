//! Messages about environment variables.

crate::messages! {
    env_unknown(name, tag, component) {
        en: "Istio {tag} knows no variable `{name}` in `{component}`: it would do nothing",
        pt: "o Istio {tag} não conhece a variável `{name}` em `{component}`: ela não faria nada",
    }
    env_gone(name, tag, since, until) {
        en: "Istio {tag} no longer knows the variable `{name}`: it lived from {since} to {until}",
        pt: "o Istio {tag} não conhece mais a variável `{name}`: ela existiu da {since} à {until}",
    }
    env_not_yet(name, tag, since) {
        en: "Istio {tag} does not know the variable `{name}` yet: it came with {since}",
        pt: "o Istio {tag} ainda não conhece a variável `{name}`: ela surgiu na {since}",
    }
    env_elsewhere(name, component, tag) {
        en: "`{component}` of Istio {tag} does not read the variable `{name}`",
        pt: "o `{component}` do Istio {tag} não lê a variável `{name}`",
    }
    env_elsewhere_hint(components) { en: "it is read by {components}", pt: "ela é lida por {components}" }
    env_insist(path) {
        en: "if you know better, insist with `--set {path}`",
        pt: "se você tem certeza, insista com `--set {path}`",
    }
    env_now_variable(name) { en: "today `{name}` does its job", pt: "hoje `{name}` cumpre esse papel" }
    env_now_mesh(field) {
        en: "today it is `{field}` of the mesh configuration",
        pt: "hoje é `{field}` da configuração da malha",
    }
    env_now_always() {
        en: "leave it out: today it is always so",
        pt: "retire-a: hoje é sempre assim",
    }
    env_now_nothing() {
        en: "leave it out: nothing in this release reads it",
        pt: "retire-a: nada nesta release a lê",
    }
    env_left_out(name, preset) {
        en: "the preset `{preset}` sets `{name}`, which is left out",
        pt: "o preset `{preset}` define `{name}`, que fica de fora",
    }
    env_of_init() {
        en: "`env.init` has no effect: the init container is `proxyv2`, whose variables stand under `env.proxy`",
        pt: "`env.init` não tem efeito: o contêiner de init é o `proxyv2`, cujas variáveis ficam em `env.proxy`",
    }
    env_bool(name, value) {
        en: "`{value}` is no boolean: Istio would log that and take the default of `{name}`",
        pt: "`{value}` não é um booleano: o Istio registraria isso no log e usaria o padrão de `{name}`",
    }
    env_bool_hint() { en: "write `true` or `false`", pt: "escreva `true` ou `false`" }
    env_int(name, value) {
        en: "`{value}` is no whole number: Istio would log that and take the default of `{name}`",
        pt: "`{value}` não é um número inteiro: o Istio registraria isso no log e usaria o padrão de `{name}`",
    }
    env_int_hint() { en: "write digits only, such as `100`", pt: "escreva só dígitos, como `100`" }
    env_float(name, value) {
        en: "`{value}` is no number: Istio would log that and take the default of `{name}`",
        pt: "`{value}` não é um número: o Istio registraria isso no log e usaria o padrão de `{name}`",
    }
    env_float_hint() { en: "write a number such as `1.5`", pt: "escreva um número como `1.5`" }
    env_duration(name, value) {
        en: "`{value}` is no duration: Istio would log that and take the default of `{name}`",
        pt: "`{value}` não é uma duração: o Istio registraria isso no log e usaria o padrão de `{name}`",
    }
    env_duration_hint() {
        en: "write numbers with their units (`ms`, `s`, `m`, `h`), such as `100ms` or `1h30m`",
        pt: "escreva números com suas unidades (`ms`, `s`, `m`, `h`), como `100ms` ou `1h30m`",
    }
    env_default(name, value, tag) {
        en: "`{name}` is `{value}` by default in Istio {tag}: the setting changes nothing",
        pt: "`{name}` já é `{value}` por padrão no Istio {tag}: a configuração não muda nada",
    }
    env_needs_ambient(name) {
        en: "`{name}` is ignored unless `PILOT_ENABLE_AMBIENT` is `true`",
        pt: "`{name}` é ignorada a menos que `PILOT_ENABLE_AMBIENT` seja `true`",
    }
    env_deployment(name) {
        en: "`{name}` is for the deployment to say, for each pod its own: in an image it is the same for all of them",
        pt: "`{name}` cabe ao deployment, com um valor para cada pod: na imagem, o valor seria o mesmo para todos",
    }
    env_deployment_hint() {
        en: "leave it to the chart or the injector; what they set wins over the image",
        pt: "deixe-a para o chart ou o injetor; o que eles definem prevalece sobre a imagem",
    }
    env_unchecked(name, component) {
        en: "`{name}` is set in `{component}` as you insist: nobody checked it",
        pt: "`{name}` é definida em `{component}` porque você insiste: ninguém a verificou",
    }
    env_unchecked_alone(path) {
        en: "`{path}` has no effect: the variable has no value",
        pt: "`{path}` não tem efeito: a variável não tem valor",
    }
    env_not_checked(name, tag) {
        en: "`{name}` was not checked: the variables of Istio {tag} are not known",
        pt: "`{name}` não foi verificada: as variáveis do Istio {tag} não são conhecidas",
    }
    env_ztunnel_unknown(name) {
        en: "`{name}` is not among the variables of ztunnel that this program knows",
        pt: "`{name}` não está entre as variáveis do ztunnel que este programa conhece",
    }
    env_ztunnel_unread(tag, name) {
        en: "ztunnel of Istio {tag} does not read `{name}`",
        pt: "o ztunnel do Istio {tag} não lê `{name}`",
    }
    env_ztunnel_lives(since) { en: "it reads it from {since} on", pt: "ele a lê da {since} em diante" }
    env_ztunnel_lived(since, until) { en: "it read it from {since} to {until}", pt: "ele a lia da {since} à {until}" }
    env_ztunnel_value(name, value) {
        en: "`{value}` is no value of `{name}`: ztunnel would refuse to start",
        pt: "`{value}` não é um valor de `{name}`: o ztunnel se recusaria a iniciar",
    }
    env_no_facts(tag) {
        en: "the variables of Istio {tag} are not known: the catalogue has those of 1.5 and later",
        pt: "as variáveis do Istio {tag} não são conhecidas: o catálogo tem as da 1.5 em diante",
    }
}
