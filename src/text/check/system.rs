//! Messages of the rules about users, volumes, needless files and slips of the shell: what is wrong, and what to do.

crate::messages! {
    check_copy_from_empty_stage() {
        en: "a copy out of a stage from `scratch` that holds nothing",
        pt: "uma cópia de um estágio de `scratch` que não contém nada",
    }
    fix_copy_from_empty_stage() {
        en: "put the file into that stage, or name another one",
        pt: "ponha o arquivo nesse estágio, ou indique outro",
    }
    check_copy_needless() {
        en: "a file of the repository or of the build itself in an image",
        pt: "um arquivo do repositório ou do próprio build numa imagem",
    }
    fix_copy_needless() {
        en: "leave it out",
        pt: "deixe-o de fora",
    }
    check_copy_vex() {
        en: "statements about vulnerabilities in the image grow old with it",
        pt: "declarações sobre vulnerabilidades dentro da imagem envelhecem com ela",
    }
    fix_copy_vex() {
        en: "attach them to the image as an attestation",
        pt: "anexe-as à imagem como atestado",
    }
    check_image_name_variable() {
        en: "name or tag of an image by a variable: bots cannot bring it up to date, checkers cannot read it",
        pt: "nome ou tag de uma imagem por variável: bots de atualização não a mantêm, verificadores não a leem",
    }
    fix_image_name_variable() {
        en: "keep the registry in a variable, and write `NAME:TAG@DIGEST` as it is",
        pt: "deixe o registry numa variável, e escreva `NOME:TAG@DIGEST` como é",
    }
    check_packages_unsorted() {
        en: "packages in no order: changes are hard to read",
        pt: "pacotes sem ordem: as mudanças ficam difíceis de ler",
    }
    fix_packages_unsorted() {
        en: "sort them by name",
        pt: "ordene-os pelo nome",
    }
    check_password_empty() {
        en: "an account without a password: everybody can become this user",
        pt: "uma conta sem senha: qualquer um pode se tornar este usuário",
    }
    fix_password_empty() {
        en: "lock the account instead: `passwd --lock`",
        pt: "bloqueie a conta em vez disso: `passwd --lock`",
    }
    check_shell_in_distroless() {
        en: "a step for the shell, which the base image does not have",
        pt: "um passo para o shell, que a imagem base não tem",
    }
    fix_shell_in_distroless() {
        en: "do it in a stage that has a shell, and copy the result",
        pt: "faça-o num estágio que tem shell, e copie o resultado",
    }
    check_stopsignal_form() {
        en: "a signal by its number, or not in its usual form",
        pt: "um sinal pelo número, ou fora da forma usual",
    }
    fix_stopsignal_form() {
        en: "write it like `SIGTERM`",
        pt: "escreva-o como `SIGTERM`",
    }
    check_user_twice() {
        en: "a number of a user or group that is given twice in a stage",
        pt: "um número de usuário ou grupo dado duas vezes num estágio",
    }
    fix_user_twice() {
        en: "give each its own number",
        pt: "dê a cada um o seu número",
    }
    check_user_unused() {
        en: "a user is added and not used: the image still runs as root",
        pt: "um usuário é criado e não usado: a imagem continua a rodar como root",
    }
    fix_user_unused() {
        en: "set `USER` to it, or do not add it",
        pt: "defina `USER` com ele, ou não o crie",
    }
    check_volume_as_root() {
        en: "a volume of an image that runs as root: what root writes outlives the container",
        pt: "um volume de uma imagem que roda como root: o que o root escreve sobrevive ao contêiner",
    }
    fix_volume_as_root() {
        en: "run as another user, or declare the volume where the container is started",
        pt: "rode com outro usuário, ou declare o volume onde o contêiner é iniciado",
    }
    check_volume_system() {
        en: "a volume over a directory of the system",
        pt: "um volume sobre um diretório do sistema",
    }
    fix_volume_system() {
        en: "use a directory of your own",
        pt: "use um diretório próprio",
    }
    check_label_email() {
        en: "no e-mail address, though the label is named for one",
        pt: "não é um endereço de e-mail, embora o rótulo tenha esse nome",
    }
    fix_label_email() {
        en: "write it like `team@example.com`",
        pt: "escreva-o como `time@example.com`",
    }
    check_label_superfluous() {
        en: "a label that the policy does not list",
        pt: "um rótulo que a política não lista",
    }
    fix_label_superfluous() {
        en: "take it out, or add it to `labels` of the policy",
        pt: "retire-o, ou acrescente-o a `labels` da política",
    }
    check_shell_cd_unchecked() {
        en: "the script goes on when `cd` fails, in the wrong directory",
        pt: "o script continua quando o `cd` falha, no diretório errado",
    }
    fix_shell_cd_unchecked() {
        en: "put `&&` behind it, or `set -e` at the start",
        pt: "ponha `&&` depois dele, ou `set -e` no início",
    }
    check_shell_glob_dash() {
        en: "a pattern that a file named like an option turns into one",
        pt: "um padrão que um arquivo com nome de opção transforma em opção",
    }
    fix_shell_glob_dash() {
        en: "write `./*`, or `--` before it",
        pt: "escreva `./*`, ou `--` antes dele",
    }
    check_shell_needless_cat() {
        en: "`cat` of one file into a pipe",
        pt: "`cat` de um só arquivo para um pipe",
    }
    fix_shell_needless_cat() {
        en: "name the file to the next command, or redirect it: `< FILE`",
        pt: "indique o arquivo ao comando seguinte, ou redirecione-o: `< ARQUIVO`",
    }
    check_shell_remove_root() {
        en: "when the variable is empty, this removes a directory of the system",
        pt: "quando a variável está vazia, isto remove um diretório do sistema",
    }
    fix_shell_remove_root() {
        en: "write `${NAME:?}`, which stops when it is empty",
        pt: "escreva `${NOME:?}`, que para quando está vazia",
    }
    check_shell_status_masked() {
        en: "whether the command in it fails is lost",
        pt: "perde-se o resultado do comando que está dentro",
    }
    fix_shell_status_masked() {
        en: "set the variable first and export it then",
        pt: "defina a variável primeiro e exporte-a depois",
    }
    check_shell_unquoted() {
        en: "without quotes the shell splits this at spaces and takes it for a pattern",
        pt: "sem aspas o shell divide isto nos espaços e o toma por padrão",
    }
    fix_shell_unquoted() {
        en: "put double quotes around it",
        pt: "ponha aspas duplas em volta",
    }
}
