//! Messages of the rules about packages: what is wrong, and what to do.

crate::messages! {
    check_apk_cache() {
        en: "`apk add` leaves its index in the layer",
        pt: "o `apk add` deixa o índice na camada",
    }
    fix_apk_cache() {
        en: "add `--no-cache`",
        pt: "acrescente `--no-cache`",
    }
    check_apk_pin() {
        en: "a package of apk without version",
        pt: "um pacote do apk sem versão",
    }
    fix_apk_pin() {
        en: "write `name=version`, or an exception that says how builds repeat",
        pt: "escreva `nome=versão`, ou uma exceção que diga como o build se repete",
    }
    check_apt_interactive_tool() {
        en: "`apt` is made for people, its options may change",
        pt: "o `apt` é feito para pessoas; suas opções podem mudar",
    }
    fix_apt_interactive_tool() {
        en: "use `apt-get` or `apt-cache`",
        pt: "use `apt-get` ou `apt-cache`",
    }
    check_apt_lists() {
        en: "the package lists of apt stay in the layer",
        pt: "as listas de pacotes do apt ficam na camada",
    }
    fix_apt_lists() {
        en: "remove `/var/lib/apt/lists` in the same `RUN`, or mount a cache there",
        pt: "remova `/var/lib/apt/lists` no mesmo `RUN`, ou monte um cache ali",
    }
    check_apt_pin() {
        en: "a package of apt without version",
        pt: "um pacote do apt sem versão",
    }
    fix_apt_pin() {
        en: "write `name=version`, or an exception that says how builds repeat",
        pt: "escreva `nome=versão`, ou uma exceção que diga como o build se repete",
    }
    check_apt_recommends() {
        en: "`apt-get install` brings recommended packages along",
        pt: "o `apt-get install` traz junto os pacotes recomendados",
    }
    fix_apt_recommends() {
        en: "add `--no-install-recommends`",
        pt: "acrescente `--no-install-recommends`",
    }
    check_apt_yes() {
        en: "`apt-get` will ask, and nobody answers",
        pt: "o `apt-get` vai perguntar, e ninguém responde",
    }
    fix_apt_yes() {
        en: "add `-y`",
        pt: "acrescente `-y`",
    }
    check_gem_pin() {
        en: "a gem without version",
        pt: "uma gem sem versão",
    }
    fix_gem_pin() {
        en: "write `name:version`",
        pt: "escreva `nome:versão`",
    }
    check_go_install_version() {
        en: "a Go package without version is installed",
        pt: "um pacote Go é instalado sem versão",
    }
    fix_go_install_version() {
        en: "write `package@version`",
        pt: "escreva `pacote@versão`",
    }
    check_npm_pin() {
        en: "a package of npm without version",
        pt: "um pacote do npm sem versão",
    }
    fix_npm_pin() {
        en: "write `name@version`, or use `npm ci`",
        pt: "escreva `nome@versão`, ou use `npm ci`",
    }
    check_packages_unsigned() {
        en: "packages are installed without checking their signatures",
        pt: "pacotes são instalados sem verificar as assinaturas",
    }
    fix_packages_unsigned() {
        en: "leave the option out, and install the repository's key",
        pt: "retire a opção e instale a chave do repositório",
    }
    check_pip_cache() {
        en: "pip leaves its cache in the layer",
        pt: "o pip deixa o cache na camada",
    }
    fix_pip_cache() {
        en: "add `--no-cache-dir`",
        pt: "acrescente `--no-cache-dir`",
    }
    check_pip_pin() {
        en: "a package of pip without version",
        pt: "um pacote do pip sem versão",
    }
    fix_pip_pin() {
        en: "write `name==version`, or use a requirements file",
        pt: "escreva `nome==versão`, ou use um arquivo de requisitos",
    }
    check_rpm_clean() {
        en: "the cache of yum or dnf stays in the layer",
        pt: "o cache do yum ou dnf fica na camada",
    }
    fix_rpm_clean() {
        en: "run `clean all` in the same `RUN`",
        pt: "execute `clean all` no mesmo `RUN`",
    }
    check_rpm_pin() {
        en: "a package of yum or dnf without version",
        pt: "um pacote do yum ou dnf sem versão",
    }
    fix_rpm_pin() {
        en: "write `name-version`, or an exception that says how builds repeat",
        pt: "escreva `nome-versão`, ou uma exceção que diga como o build se repete",
    }
    check_rpm_yes() {
        en: "yum or dnf will ask, and nobody answers",
        pt: "o yum ou dnf vai perguntar, e ninguém responde",
    }
    fix_rpm_yes() {
        en: "add `-y`",
        pt: "acrescente `-y`",
    }
    check_system_upgrade() {
        en: "the whole system is upgraded, to something else on each build",
        pt: "o sistema inteiro é atualizado, e cada build dá em algo diferente",
    }
    fix_system_upgrade() {
        en: "take a newer base image",
        pt: "use uma imagem base mais nova",
    }
    check_update_alone() {
        en: "package lists are updated in a step of their own, which a cache repeats for years",
        pt: "as listas de pacotes são atualizadas num passo à parte, que o cache reaproveita por anos",
    }
    fix_update_alone() {
        en: "update and install in one `RUN`",
        pt: "atualize e instale no mesmo `RUN`",
    }
    check_yarn_cache() {
        en: "yarn leaves its cache in the layer",
        pt: "o yarn deixa o cache na camada",
    }
    fix_yarn_cache() {
        en: "run `yarn cache clean` in the same `RUN`",
        pt: "execute `yarn cache clean` no mesmo `RUN`",
    }
    check_zypper_clean() {
        en: "the cache of zypper stays in the layer",
        pt: "o cache do zypper fica na camada",
    }
    fix_zypper_clean() {
        en: "run `zypper clean` in the same `RUN`",
        pt: "execute `zypper clean` no mesmo `RUN`",
    }
    check_zypper_pin() {
        en: "a package of zypper without version",
        pt: "um pacote do zypper sem versão",
    }
    fix_zypper_pin() {
        en: "write `name=version`",
        pt: "escreva `nome=versão`",
    }
    check_zypper_yes() {
        en: "zypper will ask, and nobody answers",
        pt: "o zypper vai perguntar, e ninguém responde",
    }
    fix_zypper_yes() {
        en: "add `-n` or `-y`",
        pt: "acrescente `-n` ou `-y`",
    }
}
