//! What the exit codes mean, and what to do about each.

crate::messages! {
    exit_done() { en: "done, or nothing to do", pt: "concluído, ou nada a fazer" }
    exit_done_remedy() { en: "nothing is left to do", pt: "não resta nada a fazer" }
    exit_findings() {
        en: "findings at or above the threshold",
        pt: "achados iguais ou acima do limite",
    }
    exit_findings_remedy() {
        en: "each finding names its place and what would work; `istio-imgen explain RULE` tells more of its rule",
        pt: "cada achado indica o lugar e o que funcionaria; o `istio-imgen explain REGRA` diz mais sobre a regra",
    }
    exit_usage() { en: "wrong command line", pt: "linha de comando incorreta" }
    exit_usage_remedy() {
        en: "`istio-imgen COMMAND --help` shows what there is",
        pt: "o `istio-imgen COMANDO --help` mostra o que existe",
    }
    exit_answers() {
        en: "answers missing or invalid, preset invalid, legacy input",
        pt: "respostas ausentes ou inválidas, preset inválido, entrada obsoleta",
    }
    exit_answers_remedy() {
        en: "all that is missing or wrong is told at once, with the flag or the line of the preset; nothing was written",
        pt: "tudo o que falta ou está errado é dito de uma vez, com a flag ou a linha do preset; nada foi gravado",
    }
    exit_source() {
        en: "source or registry: tag unknown, network, login, not in the cache while offline",
        pt: "código-fonte ou registry: tag desconhecida, rede, login, ausente do cache em modo offline",
    }
    exit_source_remedy() {
        en: "check the tag and the network; `--istio-source` takes the path of a clone, `--ca-file` further certificates",
        pt: "verifique a tag e a rede; `--istio-source` aceita o caminho de um clone, `--ca-file` outros certificados",
    }
    exit_template() {
        en: "template: syntax, undefined name, overlay broken",
        pt: "template: sintaxe, nome indefinido, template próprio com defeito",
    }
    exit_template_remedy() {
        en: "the message names the template, the line and the names that it may use; nothing was written",
        pt: "a mensagem indica o template, a linha e os nomes que ele pode usar; nada foi gravado",
    }
    exit_would_overwrite() {
        en: "would overwrite; nothing was written",
        pt: "sobrescreveria; nada foi gravado",
    }
    exit_would_overwrite_remedy() {
        en: "look first with `--dry-run`; name another directory, or write with `--force`, which keeps your files as `NAME.orig`",
        pt: "veja antes com `--dry-run`; indique outro diretório, ou grave com `--force`, que preserva os seus arquivos como `NOME.orig`",
    }
    exit_conflicts() {
        en: "written, but conflict markers are left",
        pt: "gravado, mas restam marcadores de conflito",
    }
    exit_conflicts_remedy() {
        en: "edit the files that the run named: decide between yours and what was generated, and take the markers away",
        pt: "edite os arquivos que a execução indicou: decida entre o seu e o gerado, e remova os marcadores",
    }
    exit_differs() { en: "differs or outdated", pt: "diferente ou desatualizado" }
    exit_differs_remedy() {
        en: "no failure: a pipeline can tell by it that there is something to do",
        pt: "não é uma falha: por ele um pipeline sabe que há algo a fazer",
    }
    exit_unfit() { en: "environment unfit", pt: "ambiente inadequado" }
    exit_unfit_remedy() {
        en: "each line that is not in order says what to do",
        pt: "cada linha que não está em ordem diz o que fazer",
    }
    exit_verification() {
        en: "verification failed: digest, checksum, signature, pinned commit",
        pt: "a verificação falhou: digest, soma de verificação, assinatura, commit fixado",
    }
    exit_verification_remedy() {
        en: "take it seriously: a tag moved, a download is not what it was, or a cache is damaged; find out why before you pin anew",
        pt: "leve a sério: uma tag mudou de lugar, um download não é o que era, ou um cache está danificado; descubra o motivo antes de fixar de novo",
    }
    exit_io() { en: "I/O: disk full, permission", pt: "E/S: disco cheio, permissão" }
    exit_io_remedy() {
        en: "the message names the path and the words of the operating system; the target is as it was",
        pt: "a mensagem indica o caminho e as palavras do sistema operacional; o destino está como estava",
    }
    exit_bug() { en: "a bug of this program", pt: "um defeito deste programa" }
    exit_bug_remedy() {
        en: "please report it with the command line, the preset and what standard error says",
        pt: "por favor, relate-o com a linha de comando, o preset e o que diz a saída de erro",
    }
    exit_interrupted() {
        en: "interrupted (SIGINT): the target is as it was",
        pt: "interrompido (SIGINT): o destino está como estava",
    }
    exit_interrupted_remedy() { en: "run it again", pt: "execute de novo" }
    exit_terminated() {
        en: "terminated (SIGTERM): the target is as it was",
        pt: "encerrado (SIGTERM): o destino está como estava",
    }
    exit_terminated_remedy() {
        en: "run it again; in a pipeline, look for a time limit",
        pt: "execute de novo; num pipeline, procure um limite de tempo",
    }
}
