//! The interview of `new`: what the prompts say, the review before anything is written, and what is said after it.

crate::messages! {
    target_holds(directory) { en: "`{directory}` is not empty", pt: "`{directory}` não está vazio" }
    target_stop() { en: "leave it as it is", pt: "deixar como está" }
    target_keep() {
        en: "write into it; files in the way are kept as NAME.orig",
        pt: "gravar nele; arquivos no caminho são preservados como NOME.orig",
    }
    keys_text() {
        en: "Enter: accept - Esc: back - Ctrl-C: stop",
        pt: "Enter: confirmar - Esc: voltar - Ctrl-C: sair",
    }
    keys_list() {
        en: "type to search - arrows: move - Enter: choose - Esc: back - Ctrl-C: stop",
        pt: "digite para buscar - setas: mover - Enter: escolher - Esc: voltar - Ctrl-C: sair",
    }
    choices(count) { en: "{count} choices", pt: "{count} opções" }
    keys_one() {
        en: "arrows: move - Enter: choose - Esc: back - Ctrl-C: stop",
        pt: "setas: mover - Enter: escolher - Esc: voltar - Ctrl-C: sair",
    }
    keys_several() {
        en: "Space: mark - a: all - arrows: move - Enter: done - Esc: back - Ctrl-C: stop",
        pt: "Espaço: marcar - a: todos - setas: mover - Enter: pronto - Esc: voltar - Ctrl-C: sair",
    }
    nothing_found(words) { en: "nothing fits `{words}`", pt: "nada corresponde a `{words}`" }
    search_again() { en: "change what you typed, or press Esc to go back", pt: "mude o texto digitado ou tecle Esc para voltar" }
    write_instead() { en: "press Esc to write an answer of your own", pt: "tecle Esc para escrever sua própria resposta" }
    another() { en: "another ...", pt: "outra ..." }
    another_means() { en: "write an answer that is not in this list", pt: "escrever uma resposta que não está nesta lista" }
    choose_one() { en: "choose at least one: mark it with the space bar", pt: "escolha pelo menos um: marque com a barra de espaço" }
    cannot_be_asked(pattern) { en: "`{pattern}` names no key that can be asked for", pt: "`{pattern}` não corresponde a nenhuma chave que possa ser perguntada" }
    set_instead() {
        en: "keys with a name of yours in them, such as `env.pilot.NAME`, are set with `--set`",
        pt: "chaves que contêm um nome seu, como `env.pilot.NOME`, são definidas com `--set`",
    }
    means_variant_default() { en: "Ubuntu with a shell and tools", pt: "Ubuntu com shell e ferramentas" }
    means_variant_debug() { en: "the default image as Istio tags it since 1.12", pt: "a imagem padrão, com a tag que o Istio usa desde a 1.12" }
    means_variant_distroless() { en: "no shell, no package manager", pt: "sem shell nem gerenciador de pacotes" }
    means_binaries_release() { en: "copied out of the official image", pt: "copiados da imagem oficial" }
    means_binaries_source() { en: "compiled from Istio's sources during the build", pt: "compilados do código-fonte do Istio durante o build" }
    means_binaries_prebuilt() { en: "files of your own, named in a preset", pt: "arquivos seus, indicados num preset" }
    means_language_en() { en: "English", pt: "inglês" }
    means_language_pt() { en: "Brazilian Portuguese", pt: "português do Brasil" }
    review() { en: "What will be written", pt: "O que será gravado" }
    review_write() { en: "write it", pt: "gravar" }
    review_write_means(count, dir) { en: "{count} files to {dir}", pt: "{count} arquivos em {dir}" }
    review_edit() { en: "edit an answer", pt: "mudar uma resposta" }
    review_edit_means() { en: "or anything else that a preset can say", pt: "ou qualquer outra coisa que um preset possa dizer" }
    review_files() { en: "show files", pt: "ver os arquivos" }
    review_files_means() { en: "read a file before it is written", pt: "ler um arquivo antes que seja gravado" }
    review_save() { en: "save as preset", pt: "salvar como preset" }
    review_save_means() { en: "a file from which this context can be made again", pt: "um arquivo com que este contexto pode ser criado de novo" }
    review_quit() { en: "quit", pt: "sair" }
    review_quit_means() { en: "write nothing", pt: "não gravar nada" }
    review_next() { en: "Next", pt: "Próximo passo" }
    review_which_answer() { en: "Which answer", pt: "Qual resposta" }
    review_which_file() { en: "Which file", pt: "Qual arquivo" }
    review_more(count, size) { en: "files: {count}, {size}", pt: "arquivos: {count}, {size}" }
    left_open() { en: "none of them", pt: "nenhuma destas" }
    save_where() { en: "Save the preset as", pt: "Salvar o preset como" }
    saved(path) { en: "saved the preset as {path}", pt: "preset salvo em {path}" }
    would_save(path) { en: "would save the preset as {path}", pt: "salvaria o preset em {path}" }
    save_exists(path) { en: "`{path}` exists already", pt: "`{path}` já existe" }
    save_other() { en: "give another name", pt: "indique outro nome" }
    save_name_needed() { en: "a file needs a name", pt: "um arquivo precisa de um nome" }
    same_again(command) { en: "same again: {command}", pt: "para repetir: {command}" }
    answers_kept(command) { en: "your answers are kept; go on with: {command}", pt: "suas respostas foram guardadas; continue com: {command}" }
    not_shown(path) { en: "`{path}` is no text that can be shown", pt: "`{path}` não é um texto que possa ser mostrado" }
    ask() {
        en: "ask for this key of a preset although it has a value, or all that begin so: `istio.*`; `customize` asks what else the images get; can be repeated",
        pt: "perguntar por esta chave de preset mesmo que já tenha valor, ou por todas que comecem assim: `istio.*`; `customize` pergunta o que mais as imagens devem receber; pode ser repetido",
    }
    save_preset() {
        en: "save a preset file that makes the same context again",
        pt: "salvar um arquivo de preset que cria o mesmo contexto de novo",
    }
    origin_default() { en: "default", pt: "padrão" }
    origin_prompt() { en: "your answer", pt: "sua resposta" }
}
