//! What each rule about what the user changes in images is about, in a line.

crate::messages! {
    rule_add_local() {
        en: "instructions of your own that ADD a local file",
        pt: "instruções suas que usam ADD num arquivo local",
    }
    rule_add_unchecked() {
        en: "ADD of a URL without a checksum",
        pt: "ADD de uma URL sem soma de verificação",
    }
    rule_added_file() {
        en: "a file to add that is not what it should be, or has no place",
        pt: "um arquivo a acrescentar que não é o que deveria, ou não tem lugar",
    }
    rule_added_file_mode() {
        en: "a file that everybody may write",
        pt: "um arquivo em que qualquer um pode escrever",
    }
    rule_added_private_key() {
        en: "a private key among what an image would hold",
        pt: "uma chave privada entre o que uma imagem conteria",
    }
    rule_ca_certificate() {
        en: "a file of authorities that does not hold certificates alone",
        pt: "um arquivo de autoridades que não contém só certificados",
    }
    rule_ca_validity() {
        en: "a certificate that is not in force, or of no authority",
        pt: "um certificado que não está em vigor, ou que não é de uma autoridade",
    }
    rule_ca_without_image() {
        en: "authorities in an image that could do without",
        pt: "autoridades numa imagem que poderia prescindir delas",
    }
    rule_custom_builder() {
        en: "a builder stage whose image cannot do what it is for",
        pt: "um estágio de build cuja imagem não pode fazer aquilo para que serve",
    }
    rule_custom_root() {
        en: "a user that does not fit the component",
        pt: "um usuário que não combina com o componente",
    }
    rule_custom_value() {
        en: "a value that does not have the form that its place needs",
        pt: "um valor que não tem a forma que seu lugar exige",
    }
    rule_debug_tools() {
        en: "tools to look around in a production image",
        pt: "ferramentas de exame numa imagem de produção",
    }
    rule_dynamic_module() {
        en: "a dynamic module that a platform lacks or cannot load",
        pt: "um módulo dinâmico que falta a uma plataforma ou que ela não carrega",
    }
    rule_dynamic_module_abi() {
        en: "a dynamic module must fit its Envoy exactly",
        pt: "um módulo dinâmico deve combinar exatamente com o seu Envoy",
    }
    rule_bootstrap() {
        en: "a template of the bootstrap that pilot-agent cannot fill in",
        pt: "um template do bootstrap que o pilot-agent não pode preencher",
    }
    rule_entrypoint_replaced() {
        en: "an entrypoint that the charts do not know",
        pt: "um entrypoint que os charts não conhecem",
    }
    rule_extension_unread() {
        en: "something for Envoy in an image without it",
        pt: "algo para o Envoy numa imagem sem ele",
    }
    rule_healthcheck_oci() {
        en: "a HEALTHCHECK that Kubernetes and OCI images do not use",
        pt: "um HEALTHCHECK que o Kubernetes e as imagens OCI não usam",
    }
    rule_healthcheck_program() {
        en: "a HEALTHCHECK whose program nothing finds",
        pt: "um HEALTHCHECK cujo programa não é encontrado",
    }
    rule_iptables_backend() {
        en: "a backend of iptables that the base image cannot have",
        pt: "um backend do iptables que a imagem base não pode ter",
    }
    rule_iptables_unused() {
        en: "a backend of iptables for a component that runs none",
        pt: "um backend do iptables para um componente que não o executa",
    }
    rule_onbuild_in_image() {
        en: "ONBUILD, which fires in other builds and not in this one",
        pt: "ONBUILD, que dispara em outros builds e não neste",
    }
    rule_package_pinned() {
        en: "a package of one version, which vanishes from its mirror",
        pt: "um pacote de uma versão, que some do seu espelho",
    }
    rule_packages_bare_base() {
        en: "packages for a base image without a package manager",
        pt: "pacotes para uma imagem base sem gerenciador de pacotes",
    }
    rule_packages_without_scripts() {
        en: "packages that need scripts which do not run",
        pt: "pacotes que precisam de scripts que não são executados",
    }
    rule_shell_in_image() {
        en: "SHELL where it has little effect or none",
        pt: "SHELL onde tem pouco ou nenhum efeito",
    }
    rule_snippet() {
        en: "instructions of your own that cannot stand where they are put",
        pt: "instruções suas que não podem ficar onde foram postas",
    }
    rule_snippet_run() {
        en: "RUN of your own on the target platform",
        pt: "RUN seu na plataforma de destino",
    }
    rule_stop_signal() {
        en: "a signal that does not drain connections",
        pt: "um sinal que não drena conexões",
    }
    rule_time_zones() {
        en: "the time zone database, which access logs do not use",
        pt: "o banco de dados de fusos horários, que os logs de acesso não usam",
    }
    rule_volume_in_image() {
        en: "VOLUME, which makes anonymous volumes",
        pt: "VOLUME, que cria volumes anônimos",
    }
    rule_wasm_module() {
        en: "a Wasm plugin that Envoy cannot load",
        pt: "um plugin Wasm que o Envoy não carrega",
    }
    rule_workdir_moved() {
        en: "a working directory that moves Istio's default paths",
        pt: "um diretório de trabalho que muda os caminhos padrão do Istio",
    }
    rule_wrapper() {
        en: "a wrapper that does not run or does not pass signals on",
        pt: "um wrapper que não roda ou não repassa sinais",
    }
    rule_wrapper_bypassed() {
        en: "a wrapper that the chart passes by",
        pt: "um wrapper que o chart ignora",
    }
    rule_writable_read_only() {
        en: "a directory to write below a root that is mounted read-only",
        pt: "um diretório com escrita sob uma raiz montada somente para leitura",
    }
}
