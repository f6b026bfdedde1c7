//! Messages of the rules about commands: what is wrong, and what to do.

crate::messages! {
    check_bash_without_shell() {
        en: "a word that only bash knows, where the shell is `sh`",
        pt: "uma palavra que só o bash conhece, onde o shell é `sh`",
    }
    fix_bash_without_shell() {
        en: "set `SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]`, or write it for `sh`",
        pt: "defina `SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]`, ou escreva o comando para o `sh`",
    }
    check_capability() {
        en: "a program gets a capability that the policy does not allow",
        pt: "um programa recebe uma capability que a política não permite",
    }
    fix_capability() {
        en: "let the deployment give it, or list it in the policy",
        pt: "deixe o deployment concedê-la, ou liste-a na política",
    }
    check_chpasswd() {
        en: "a password is set in the image",
        pt: "uma senha é definida na imagem",
    }
    fix_chpasswd() {
        en: "set none: an account that never had a password is locked",
        pt: "não defina nenhuma: uma conta que nunca teve senha fica bloqueada",
    }
    check_download_pipe_shell() {
        en: "a download is run by the shell unseen",
        pt: "um download é executado pelo shell sem ser visto",
    }
    fix_download_pipe_shell() {
        en: "download it, compare its checksum, then run it",
        pt: "baixe-o, compare a soma de verificação e só então execute",
    }
    check_download_unchecked() {
        en: "a download without checksum or signature in the same step",
        pt: "um download sem soma de verificação nem assinatura no mesmo passo",
    }
    fix_download_unchecked() {
        en: "compare it with `sha256sum --check`, or use `ADD --checksum`",
        pt: "compare com `sha256sum --check`, ou use `ADD --checksum`",
    }
    check_pipefail() {
        en: "a pipe hides the failure of all but its last command",
        pt: "um pipe esconde a falha de todo comando que não seja o último",
    }
    fix_pipefail() {
        en: "set `SHELL` with `-o pipefail` first",
        pt: "defina antes um `SHELL` com `-o pipefail`",
    }
    check_run_cd() {
        en: "`cd` lasts for one `RUN` alone",
        pt: "`cd` só vale dentro do próprio `RUN`",
    }
    fix_run_cd() {
        en: "use `WORKDIR`",
        pt: "use `WORKDIR`",
    }
    check_run_consecutive() {
        en: "several `RUN` in a row, a layer each",
        pt: "vários `RUN` seguidos: uma camada para cada um",
    }
    fix_run_consecutive() {
        en: "join them with `&&`",
        pt: "junte-os com `&&`",
    }
    check_run_insecure() {
        en: "a step that runs with all privileges",
        pt: "um passo que roda com todos os privilégios",
    }
    fix_run_insecure() {
        en: "leave `--security=insecure` out",
        pt: "retire o `--security=insecure`",
    }
    check_run_secret() {
        en: "a step that holds a password or token, which stays in the history of the image",
        pt: "um passo que contém uma senha ou token, que fica no histórico da imagem",
    }
    fix_run_secret() {
        en: "mount it: `RUN --mount=type=secret`",
        pt: "monte-o: `RUN --mount=type=secret`",
    }
    check_run_senseless() {
        en: "a command that makes no sense in a container",
        pt: "um comando sem sentido num contêiner",
    }
    fix_run_senseless() {
        en: "leave it out",
        pt: "retire-o",
    }
    check_run_sudo() {
        en: "`sudo` in a build",
        pt: "`sudo` num build",
    }
    fix_run_sudo() {
        en: "switch with `USER`",
        pt: "troque de usuário com `USER`",
    }
    check_setuid() {
        en: "a file gets the setuid or setgid bit",
        pt: "um arquivo recebe o bit setuid ou setgid",
    }
    fix_setuid() {
        en: "leave the bit out",
        pt: "retire o bit",
    }
    check_shell_by_link() {
        en: "the shell is replaced by a link",
        pt: "o shell é trocado por um link",
    }
    fix_shell_by_link() {
        en: "use `SHELL`",
        pt: "use `SHELL`",
    }
    check_tls_off() {
        en: "a download without verification of certificates",
        pt: "um download sem verificação de certificados",
    }
    fix_tls_off() {
        en: "leave the option out, and give your authority's certificate instead",
        pt: "retire a opção e forneça o certificado da sua autoridade",
    }
    check_useradd_high_uid() {
        en: "`useradd` with a high number writes a huge log file into the layer",
        pt: "`useradd` com um número alto grava um log enorme na camada",
    }
    fix_useradd_high_uid() {
        en: "add `-l`",
        pt: "acrescente `-l`",
    }
    check_wget_and_curl() {
        en: "both wget and curl download here",
        pt: "wget e curl são usados para baixar no mesmo lugar",
    }
    fix_wget_and_curl() {
        en: "use one of them",
        pt: "use um deles",
    }
    check_wget_progress() {
        en: "wget fills the build log with its progress",
        pt: "o wget enche o log do build com o progresso",
    }
    fix_wget_progress() {
        en: "add `--progress=dot:giga` or `-nv`",
        pt: "acrescente `--progress=dot:giga` ou `-nv`",
    }
    check_world_writable() {
        en: "a file that anybody may write",
        pt: "um arquivo em que qualquer um pode escrever",
    }
    fix_world_writable() {
        en: "give write permission to the owner or group alone",
        pt: "dê permissão de escrita só ao dono ou grupo",
    }
}
