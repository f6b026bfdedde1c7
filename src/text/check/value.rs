//! Messages of the rules about arguments, variables and labels: what is wrong, and what to do.

crate::messages! {
    check_env_legacy_form() {
        en: "`NAME value` is the old form of a pair",
        pt: "`NOME valor` é a forma antiga de um par",
    }
    fix_env_legacy_form() {
        en: "write `NAME=value`",
        pt: "escreva `NOME=valor`",
    }
    check_env_refers_itself() {
        en: "a variable is used in the `ENV` that sets it: it still has its old value there",
        pt: "uma variável é usada no `ENV` que a define: ali ela ainda tem o valor antigo",
    }
    fix_env_refers_itself() {
        en: "set it in an `ENV` before",
        pt: "defina-a num `ENV` anterior",
    }
    check_env_tls_off() {
        en: "a variable switches the verification of certificates off",
        pt: "uma variável desliga a verificação de certificados",
    }
    fix_env_tls_off() {
        en: "leave it out, and give your authority's certificate instead",
        pt: "retire-a, e forneça o certificado da sua autoridade",
    }
    check_label_duplicate() {
        en: "a label is set twice in one stage: the last one wins",
        pt: "um rótulo é definido duas vezes num estágio: vale o último",
    }
    fix_label_duplicate() {
        en: "set it once",
        pt: "defina-o uma vez",
    }
    check_label_empty() {
        en: "a label without value",
        pt: "um rótulo sem valor",
    }
    fix_label_empty() {
        en: "give it a value or leave it out",
        pt: "dê-lhe um valor ou retire-o",
    }
    check_label_key() {
        en: "a label's name that does not follow the guidelines",
        pt: "um nome de rótulo que não segue as diretrizes",
    }
    fix_label_key() {
        en: "use lower-case letters, digits, dots and dashes, as in `org.example.name`",
        pt: "use letras minúsculas, dígitos, pontos e hifens, como em `org.example.name`",
    }
    check_label_licence() {
        en: "the licence label is no SPDX expression",
        pt: "o rótulo de licença não é uma expressão SPDX",
    }
    fix_label_licence() {
        en: "write an identifier such as `Apache-2.0`",
        pt: "escreva um identificador como `Apache-2.0`",
    }
    check_label_missing() {
        en: "a label that the policy wants is missing",
        pt: "falta um rótulo que a política exige",
    }
    fix_label_missing() {
        en: "add it to the stage that becomes the image",
        pt: "adicione-o ao estágio que vira a imagem",
    }
    check_label_revision() {
        en: "the revision label is no commit",
        pt: "o rótulo de revisão não é um commit",
    }
    fix_label_revision() {
        en: "write the commit in hexadecimal digits",
        pt: "escreva o commit em dígitos hexadecimais",
    }
    check_label_time() {
        en: "the time of creation is not written as RFC 3339 wants it",
        pt: "a data de criação não está escrita como a RFC 3339 pede",
    }
    fix_label_time() {
        en: "write it like `2026-07-13T16:56:34Z`",
        pt: "escreva-a como `2026-07-13T16:56:34Z`",
    }
    check_label_url() {
        en: "a label that should hold a URL does not",
        pt: "um rótulo que deveria conter uma URL e não contém",
    }
    fix_label_url() {
        en: "write a URL that starts with `https://`",
        pt: "escreva uma URL que comece com `https://`",
    }
    check_label_version() {
        en: "the version label is no semantic version",
        pt: "o rótulo de versão não é uma versão semântica",
    }
    fix_label_version() {
        en: "write it like `1.30.3`",
        pt: "escreva-a como `1.30.3`",
    }
    check_secret_name() {
        en: "a name that speaks of a secret in `ARG` or `ENV`, which everybody who has the image can read",
        pt: "um nome que fala de segredo em `ARG` ou `ENV`, que qualquer um com a imagem pode ler",
    }
    fix_secret_name() {
        en: "mount it for the one step that needs it: `RUN --mount=type=secret`",
        pt: "monte-o só no passo que precisa dele: `RUN --mount=type=secret`",
    }
    check_secret_value() {
        en: "a value that is a secret stands in the file",
        pt: "há um segredo escrito no arquivo",
    }
    fix_secret_value() {
        en: "take it out, and revoke it: whoever has the file has it",
        pt: "retire-o e revogue-o: quem tem o arquivo tem o segredo",
    }
    check_undefined_variable() {
        en: "a variable that nothing declares in this stage",
        pt: "uma variável que nada declara neste estágio",
    }
    fix_undefined_variable() {
        en: "declare it with `ARG` in this stage, or correct its name",
        pt: "declare-a com `ARG` neste estágio, ou corrija o nome",
    }
}
