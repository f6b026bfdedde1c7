//! Messages of the rules about the file itself: what is wrong, and what to do.

crate::messages! {
    check_comment_names_other() {
        en: "the comment above an `ARG` or `FROM` does not start with its name",
        pt: "o comentário acima de um `ARG` ou `FROM` não começa com o seu nome",
    }
    fix_comment_names_other() {
        en: "start it with the name, or leave an empty line between",
        pt: "comece-o com o nome, ou deixe uma linha vazia entre eles",
    }
    check_conflict_marker() {
        en: "the markers of a merge conflict stand in the file",
        pt: "os marcadores de um conflito de merge estão no arquivo",
    }
    fix_conflict_marker() {
        en: "decide between both sides and delete the three marker lines",
        pt: "escolha entre os dois lados e apague as três linhas de marcadores",
    }
    check_directive_typo() {
        en: "a comment at the top looks like a parser directive, but is none",
        pt: "um comentário no topo parece uma diretiva do parser, mas não é",
    }
    fix_directive_typo() {
        en: "the directives are `syntax`, `escape` and `check`",
        pt: "as diretivas são `syntax`, `escape` e `check`",
    }
    check_dockerfile_syntax() {
        en: "an instruction that no builder takes",
        pt: "uma instrução que nenhum builder aceita",
    }
    fix_dockerfile_syntax() {
        en: "correct it: nothing can be built from this file",
        pt: "corrija-a: nada pode ser construído a partir deste arquivo",
    }
    check_empty_continuation() {
        en: "an empty line inside a continued instruction",
        pt: "uma linha vazia dentro de uma instrução continuada",
    }
    fix_empty_continuation() {
        en: "delete the line; builders will end the instruction there one day",
        pt: "apague a linha; um dia os builders encerrarão a instrução ali",
    }
    check_ignore_unknown_rule() {
        en: "an exception names a rule that does not exist",
        pt: "uma exceção indica uma regra que não existe",
    }
    fix_ignore_unknown_rule() {
        en: "`istio-imgen list rules` shows the rules",
        pt: "o `istio-imgen list rules` mostra as regras",
    }
    check_ignore_unused() {
        en: "an exception that nothing needs",
        pt: "uma exceção que já não serve para nada",
    }
    fix_ignore_unused() {
        en: "delete it",
        pt: "apague-a",
    }
    check_ignore_without_reason() {
        en: "an exception without a reason",
        pt: "uma exceção sem motivo",
    }
    fix_ignore_without_reason() {
        en: "write `# istio-imgen ignore=RULE reason=WHY`",
        pt: "escreva `# istio-imgen ignore=REGRA reason=MOTIVO`",
    }
    check_instruction_case() {
        en: "an instruction is not cased like the others",
        pt: "uma instrução em maiúsculas onde as outras estão em minúsculas, ou o contrário",
    }
    fix_instruction_case() {
        en: "write all of them in one case, usually in capitals",
        pt: "escreva todas do mesmo modo, em geral em maiúsculas",
    }
    check_maintainer() {
        en: "`MAINTAINER` is deprecated",
        pt: "`MAINTAINER` está obsoleto",
    }
    fix_maintainer() {
        en: "use the label `org.opencontainers.image.authors`",
        pt: "use o rótulo `org.opencontainers.image.authors`",
    }
    check_onbuild_forbidden() {
        en: "`ONBUILD` cannot trigger `ONBUILD`, `FROM` or `MAINTAINER`",
        pt: "`ONBUILD` não pode disparar `ONBUILD`, `FROM` nem `MAINTAINER`",
    }
    fix_onbuild_forbidden() {
        en: "write the instruction itself",
        pt: "escreva a própria instrução",
    }
}
