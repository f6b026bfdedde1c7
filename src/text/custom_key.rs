//! What the keys below `customize` mean.

crate::messages! {
    key_custom_packages() {
        en: "packages of the operating system, `name` or `name=version`, by the package manager of the base image",
        pt: "pacotes do sistema operacional, `nome` ou `nome=versão`, pelo gerenciador de pacotes da imagem base",
    }
    key_custom_builder() {
        en: "base image with a shell that prepares certificates and users, and whose packages go onto a base image without a package manager; `debian` without it",
        pt: "imagem base com shell que prepara certificados e usuários, e cujos pacotes vão para uma imagem base sem gerenciador de pacotes; sem isto, `debian`",
    }
    key_custom_debug_tools() {
        en: "add network tools to look into a running container",
        pt: "acrescenta ferramentas de rede para examinar um contêiner em execução",
    }
    key_custom_timezones() {
        en: "add the time zone database",
        pt: "acrescenta o banco de dados de fusos horários",
    }
    key_custom_ca() {
        en: "PEM files of authorities to trust besides those of the base image",
        pt: "arquivos PEM de autoridades em que confiar além das da imagem base",
    }
    key_custom_file_path() {
        en: "a file to add, relative to the preset",
        pt: "um arquivo a acrescentar, relativo ao preset",
    }
    key_custom_file_url() {
        en: "a file to add that the build downloads",
        pt: "um arquivo a acrescentar que o build baixa",
    }
    key_custom_file_sha256() {
        en: "the SHA-256 of that file",
        pt: "o SHA-256 desse arquivo",
    }
    key_custom_file_target() {
        en: "its absolute path in the image",
        pt: "o caminho absoluto dele na imagem",
    }
    key_custom_file_mode() {
        en: "its mode in octal digits: 0644 without it",
        pt: "o modo dele em dígitos octais: sem isto, 0644",
    }
    key_custom_file_owner() {
        en: "its owner in numbers: 0:0 without it",
        pt: "o dono dele em números: sem isto, 0:0",
    }
    key_custom_file_extract() {
        en: "unpack it there: it is a tar archive",
        pt: "extrai o arquivo ali: é um arquivo tar",
    }
    key_custom_wasm_path() {
        en: "a Wasm plugin for the proxy, relative to the preset",
        pt: "um plugin Wasm para o proxy, relativo ao preset",
    }
    key_custom_wasm_url() {
        en: "a Wasm plugin that the build downloads",
        pt: "um plugin Wasm que o build baixa",
    }
    key_custom_wasm_sha256() {
        en: "the SHA-256 of that plugin",
        pt: "o SHA-256 desse plugin",
    }
    key_custom_wasm_phase() {
        en: "where in the chain of filters its WasmPlugin puts it",
        pt: "em que ponto da cadeia de filtros o WasmPlugin o coloca",
    }
    key_custom_module_path() {
        en: "a dynamic module for Envoy on one platform, relative to the preset",
        pt: "um módulo dinâmico para o Envoy numa plataforma, relativo ao preset",
    }
    key_custom_module_url() {
        en: "a dynamic module that the build downloads",
        pt: "um módulo dinâmico que o build baixa",
    }
    key_custom_module_sha256() {
        en: "the SHA-256 of that module",
        pt: "o SHA-256 desse módulo",
    }
    key_custom_bootstrap() {
        en: "your own template of Envoy's bootstrap, in place of the release's",
        pt: "seu próprio template do bootstrap do Envoy, no lugar do da release",
    }
    key_custom_wrapper() {
        en: "a script that the entrypoint runs first and that ends in `exec \"$@\"`",
        pt: "um script que o entrypoint executa antes e que termina em `exec \"$@\"`",
    }
    key_custom_user() {
        en: "USER of the image, in numbers",
        pt: "USER da imagem, em números",
    }
    key_custom_users() {
        en: "a user and group by name that the image knows",
        pt: "um usuário e grupo, pelo nome, que a imagem conhece",
    }
    key_custom_openshift() {
        en: "run under any user id in group 0, as OpenShift does",
        pt: "roda sob qualquer id de usuário no grupo 0, como faz o OpenShift",
    }
    key_custom_writable() {
        en: "directories that the image's user may write",
        pt: "diretórios em que o usuário da imagem pode escrever",
    }
    key_custom_iptables() {
        en: "the backend that `iptables` means in the image",
        pt: "o backend que `iptables` significa na imagem",
    }
    key_custom_labels() {
        en: "label of the image",
        pt: "rótulo (label) da imagem",
    }
    key_custom_annotations() {
        en: "annotation of the manifests of the image",
        pt: "anotação dos manifestos da imagem",
    }
    key_custom_args() {
        en: "build argument of the image with its default",
        pt: "argumento de build da imagem com seu valor padrão",
    }
    key_custom_entrypoint() {
        en: "ENTRYPOINT in exec form, in place of the release's",
        pt: "ENTRYPOINT na forma exec, no lugar do da release",
    }
    key_custom_cmd() {
        en: "CMD in exec form",
        pt: "CMD na forma exec",
    }
    key_custom_expose() {
        en: "ports to document in place of the component's: 15090 or 53/udp",
        pt: "portas a documentar no lugar das do componente: 15090 ou 53/udp",
    }
    key_custom_healthcheck_command() {
        en: "HEALTHCHECK in exec form; `none` for none",
        pt: "HEALTHCHECK na forma exec; `none` para nenhum",
    }
    key_custom_healthcheck_interval() {
        en: "time between two probes: 30s",
        pt: "tempo entre duas sondagens: 30s",
    }
    key_custom_healthcheck_timeout() {
        en: "time until a probe has failed",
        pt: "tempo depois do qual uma sondagem conta como falha",
    }
    key_custom_healthcheck_start_period() {
        en: "time to start in which probes may fail",
        pt: "tempo de inicialização em que as sondagens podem falhar",
    }
    key_custom_healthcheck_retries() {
        en: "failed probes until the container is unhealthy",
        pt: "quantas sondagens seguidas falham até que o contêiner conte como não saudável",
    }
    key_custom_onbuild() {
        en: "ONBUILD: instructions that fire when another image starts from this one",
        pt: "ONBUILD: instruções que disparam quando outra imagem parte desta",
    }
    key_custom_shell() {
        en: "SHELL that later shell forms are run by",
        pt: "SHELL que executa as formas shell seguintes",
    }
    key_custom_stopsignal() {
        en: "STOPSIGNAL: SIGTERM without it",
        pt: "STOPSIGNAL: sem isto, SIGTERM",
    }
    key_custom_volumes() {
        en: "VOLUME: directories that become anonymous volumes",
        pt: "VOLUME: diretórios que se tornam volumes anônimos",
    }
    key_custom_workdir() {
        en: "WORKDIR of the image",
        pt: "WORKDIR da imagem",
    }
    key_custom_snippet_stages() {
        en: "stages of your own, before that of the image",
        pt: "estágios seus, antes do da imagem",
    }
    key_custom_snippet_before_packages() {
        en: "your own instructions right after FROM",
        pt: "suas próprias instruções logo após FROM",
    }
    key_custom_snippet_before_copy() {
        en: "your own instructions after the packages and before files are copied",
        pt: "suas próprias instruções após os pacotes e antes da cópia de arquivos",
    }
    key_custom_snippet_before_user() {
        en: "your own instructions as root, before USER",
        pt: "suas próprias instruções como root, antes de USER",
    }
    key_custom_snippet_end() {
        en: "your own instructions at the end of the stage of the image",
        pt: "suas próprias instruções no fim do estágio da imagem",
    }
    key_custom_ca_bundle() {
        en: "where it has its CA certificates in one file, if not where Debian does",
        pt: "onde estão todos os certificados de CA dela num só arquivo, quando não é onde o Debian os põe",
    }
}
