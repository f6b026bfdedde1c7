//! Messages of the rules about how the image runs: what is wrong, and what to do.

crate::messages! {
    check_cmd_twice() {
        en: "more than one `CMD` in a stage: the last one wins",
        pt: "mais de um `CMD` num estágio: vale o último",
    }
    fix_cmd_twice() {
        en: "keep the last one",
        pt: "mantenha o último",
    }
    check_entrypoint_twice() {
        en: "more than one `ENTRYPOINT` in a stage: the last one wins",
        pt: "mais de um `ENTRYPOINT` num estágio: vale o último",
    }
    fix_entrypoint_twice() {
        en: "keep the last one",
        pt: "mantenha o último",
    }
    check_exec_form() {
        en: "a command in shell form: the shell gets the signals, not the program",
        pt: "um comando na forma shell: quem recebe os sinais é o shell, não o programa",
    }
    fix_exec_form() {
        en: "write a JSON list: `[\"program\", \"argument\"]`",
        pt: "escreva uma lista JSON: `[\"programa\", \"argumento\"]`",
    }
    check_expose_case() {
        en: "a protocol in capitals",
        pt: "um protocolo escrito em maiúsculas",
    }
    fix_expose_case() {
        en: "write `tcp` or `udp`",
        pt: "escreva `tcp` ou `udp`",
    }
    check_expose_form() {
        en: "`EXPOSE` takes ports, no address and no mapping",
        pt: "`EXPOSE` aceita portas, sem endereço nem mapeamento",
    }
    fix_expose_form() {
        en: "write `PORT` or `PORT/tcp`",
        pt: "escreva `PORTA` ou `PORTA/tcp`",
    }
    check_expose_range() {
        en: "a port that there is not",
        pt: "uma porta que não existe",
    }
    fix_expose_range() {
        en: "ports go from 0 to 65535",
        pt: "as portas vão de 0 a 65535",
    }
    check_expose_ssh() {
        en: "the port of ssh is exposed",
        pt: "a porta do ssh é exposta",
    }
    fix_expose_ssh() {
        en: "use the engine's own way into a container",
        pt: "para entrar num contêiner, use o comando do próprio engine",
    }
    check_healthcheck_lies() {
        en: "a health check that cannot fail: `pilot-discovery request` takes a 404 for success",
        pt: "um health check que não pode falhar: o `pilot-discovery request` toma um 404 por sucesso",
    }
    fix_healthcheck_lies() {
        en: "ask for `/version`, which the port serves; readiness is for the chart's probes",
        pt: "consulte `/version`, que existe nessa porta; a prontidão cabe às probes do chart",
    }
    check_healthcheck_missing() {
        en: "an image without `HEALTHCHECK`",
        pt: "uma imagem sem `HEALTHCHECK`",
    }
    fix_healthcheck_missing() {
        en: "add one, or `HEALTHCHECK NONE` where Kubernetes probes it",
        pt: "adicione um, ou `HEALTHCHECK NONE` onde o Kubernetes a verifica",
    }
    check_healthcheck_twice() {
        en: "more than one `HEALTHCHECK` in a stage: the last one wins",
        pt: "mais de um `HEALTHCHECK` num estágio: vale o último",
    }
    fix_healthcheck_twice() {
        en: "keep the last one",
        pt: "mantenha o último",
    }
    check_json_form() {
        en: "a command that starts like a JSON list and is none: the shell runs it, bracket and all",
        pt: "um comando que começa como uma lista JSON, mas não é uma: o shell o executa, com colchete e tudo",
    }
    fix_json_form() {
        en: "use double quotes and commas: `[\"program\", \"argument\"]`",
        pt: "use aspas duplas e vírgulas: `[\"programa\", \"argumento\"]`",
    }
    check_shell_in_scratch() {
        en: "a command for the shell in a stage from `scratch`, which has none",
        pt: "um comando para o shell num estágio de `scratch`, que não tem nenhum",
    }
    fix_shell_in_scratch() {
        en: "run it in an earlier stage and copy the result",
        pt: "execute-o num estágio anterior e copie o resultado",
    }
    check_stopsignal_ungraceful() {
        en: "a signal that gives the program no chance to end in order",
        pt: "um sinal que não dá ao programa a chance de terminar em ordem",
    }
    fix_stopsignal_ungraceful() {
        en: "use `SIGTERM` or `SIGQUIT`",
        pt: "use `SIGTERM` ou `SIGQUIT`",
    }
    check_user_missing() {
        en: "an image without `USER` runs as root, unless its base image says otherwise",
        pt: "uma imagem sem `USER` roda como root, a menos que a imagem base diga outra coisa",
    }
    fix_user_missing() {
        en: "set `USER` to a number, such as `USER 1337:1337`",
        pt: "defina `USER` com um número, como `USER 1337:1337`",
    }
    check_user_not_allowed() {
        en: "a user that the policy does not allow",
        pt: "um usuário que a política não permite",
    }
    fix_user_not_allowed() {
        en: "take one that the policy lists",
        pt: "use um que a política lista",
    }
    check_user_not_numeric() {
        en: "a user by name: Kubernetes cannot tell that it is not root",
        pt: "um usuário pelo nome: o Kubernetes não tem como saber que não é root",
    }
    fix_user_not_numeric() {
        en: "write its number",
        pt: "escreva o número",
    }
    check_user_root() {
        en: "an image that runs as root",
        pt: "uma imagem que roda como root",
    }
    fix_user_root() {
        en: "set `USER` to a number other than 0, or write an exception with the reason",
        pt: "defina `USER` com um número diferente de 0, ou escreva uma exceção com o motivo",
    }
    check_user_unknown() {
        en: "a user by name in a stage from `scratch`, which knows no names",
        pt: "um usuário pelo nome num estágio de `scratch`, que não conhece nomes",
    }
    fix_user_unknown() {
        en: "write its number",
        pt: "escreva o número",
    }
    check_workdir_relative() {
        en: "a relative `WORKDIR` depends on the one before",
        pt: "um `WORKDIR` relativo depende do anterior",
    }
    fix_workdir_relative() {
        en: "write an absolute path",
        pt: "escreva um caminho absoluto",
    }
    check_workdir_system() {
        en: "`WORKDIR` is a directory of the system",
        pt: "`WORKDIR` é um diretório do sistema",
    }
    fix_workdir_system() {
        en: "use a directory of your own",
        pt: "use um diretório próprio",
    }
}
