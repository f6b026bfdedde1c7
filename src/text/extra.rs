//! What the interview says of customisations: topics, their meanings, their questions.

crate::messages! {
    ask_topics() { en: "What else should the images get", pt: "O que mais as imagens devem receber" }
    means_packages() { en: "packages of the operating system", pt: "pacotes do sistema operacional" }
    means_ca() { en: "certificate authorities of your own to trust", pt: "autoridades certificadoras próprias em que confiar" }
    means_files() { en: "files and scripts of your own", pt: "arquivos e scripts seus" }
    means_debug_tools() { en: "tools to look into a running container", pt: "ferramentas para examinar um contêiner em execução" }
    means_time_zones() { en: "the time zone database (tzdata)", pt: "o banco de dados de fusos horários (tzdata)" }
    means_wasm() { en: "a Wasm plugin for the proxy", pt: "um plugin Wasm para o proxy" }
    means_openshift() { en: "run under any user id, as OpenShift does", pt: "rodar sob qualquer id de usuário, como faz o OpenShift" }
    means_labels() { en: "labels such as a team or a vendor", pt: "rótulos (labels), como equipe ou fornecedor" }
    ask_packages() { en: "Packages (curl, jq=1.7.1)", pt: "Pacotes (curl, jq=1.7.1)" }
    ask_ca() { en: "PEM files of authorities (a.pem, b.pem)", pt: "Arquivos PEM das autoridades (a.pem, b.pem)" }
    ask_files() { en: "Files (FILE:/path/in/image:MODE)", pt: "Arquivos (ARQUIVO:/caminho/na/imagem:MODO)" }
    ask_wasm() { en: "Files of Wasm plugins (a.wasm, b.wasm)", pt: "Arquivos de plugins Wasm (a.wasm, b.wasm)" }
    ask_labels() { en: "Labels (NAME=VALUE, NAME=VALUE)", pt: "Rótulos (NOME=VALOR, NOME=VALOR)" }
    ask_builder(base) {
        en: "`{base}` has no package manager; packages come from a builder stage on",
        pt: "`{base}` não tem gerenciador de pacotes; os pacotes vêm de um estágio de build sobre",
    }
    no_label(item) { en: "`{item}` is no label: write `NAME=VALUE`", pt: "`{item}` não é um rótulo: escreva `NOME=VALOR`" }
    no_file(item) {
        en: "`{item}` does not say where the file goes: write `FILE:/path/in/image`, with a mode `FILE:/path/in/image:0755`",
        pt: "`{item}` não diz para onde vai o arquivo: escreva `ARQUIVO:/caminho/na/imagem`, ou com modo `ARQUIVO:/caminho/na/imagem:0755`",
    }
}
