//! Messages of bundles.

crate::messages! {
    bundle_about() {
        en: "Carry sources and images to a place without a network, in one file",
        pt: "Levar código-fonte e imagens a um lugar sem rede, num único arquivo",
    }
    bundle_create() {
        en: "Write a bundle with what the context of a preset needs: the sources of its tag, and the images it starts from",
        pt: "Gravar um bundle com o que o contexto de um preset precisa: o código-fonte da tag e as imagens das quais ele parte",
    }
    bundle_verify() {
        en: "Read every byte of a bundle and hold it against its digests",
        pt: "Ler cada byte de um bundle e conferi-lo com os digests",
    }
    bundle_load() {
        en: "Put the sources of a bundle into the cache, and its images into a directory",
        pt: "Colocar o código-fonte de um bundle no cache, e as imagens dele num diretório",
    }
    bundle_file() { en: "the bundle", pt: "o bundle" }
    bundle_no_images() { en: "leave the images out", pt: "deixar as imagens de fora" }
    bundle_no_sources() { en: "leave the sources out", pt: "deixar o código-fonte de fora" }
    bundle_dry_run() {
        en: "tell what would be fetched, and how much; write nothing",
        pt: "dizer o que seria baixado, e quanto; não gravar nada",
    }
    bundle_images_dir() {
        en: "directory that becomes an OCI image layout with the images",
        pt: "diretório que se torna um layout OCI com as imagens",
    }
    bundle_from() {
        en: "take sources, and with `--pin` digests, out of a bundle",
        pt: "tirar de um bundle o código-fonte e, com `--pin`, os digests",
    }
    bundle_nothing() { en: "a bundle without sources and images is empty", pt: "um bundle sem código-fonte e sem imagens fica vazio" }
    bundle_image(reference, size) { en: "{reference}  {size}", pt: "{reference}  {size}" }
    bundle_sources(tag, size) { en: "sources of Istio {tag}  {size}", pt: "código-fonte do Istio {tag}  {size}" }
    bundle_total(size, missing) {
        en: "{size} in all, of which {missing} are still to be fetched",
        pt: "{size} no total, dos quais {missing} ainda precisam ser baixados",
    }
    bundle_fetching(reference) { en: "fetching {reference}", pt: "baixando {reference}" }
    bundle_written(path, size) { en: "wrote {path}, {size}", pt: "gravado {path}, {size}" }
    bundle_sound(path, files, size) {
        en: "sound: {path}, {files} files, {size}",
        pt: "íntegro: {path}, {files} arquivos, {size}",
    }
    bundle_signed(reference, count) {
        en: "{reference}: manifests with signatures: {count}",
        pt: "{reference}: manifestos com assinaturas: {count}",
    }
    bundle_unsigned(reference) { en: "{reference}: no signature", pt: "{reference}: sem assinatura" }
    bundle_loaded(tag, url) {
        en: "the cache holds Istio {tag} of {url} now: `new --offline` finds it",
        pt: "o cache agora contém o Istio {tag} de {url}: o `new --offline` o encontra",
    }
    bundle_loaded_images(count, directory) {
        en: "images: {count}, as an OCI image layout in {directory}; `skopeo copy oci:{directory}:REFERENCE docker://…` pushes one",
        pt: "imagens: {count}, como layout OCI em {directory}; o `skopeo copy oci:{directory}:REFERÊNCIA docker://…` envia uma",
    }
    bundle_no_sources_in(path) {
        en: "the bundle `{path}` holds no sources",
        pt: "o bundle `{path}` não contém código-fonte",
    }
    bundle_local(path) {
        en: "the sources are the clone `{path}`: leave out `istio.source` to use those of the bundle",
        pt: "o código-fonte é o clone `{path}`: omita `istio.source` para usar o do bundle",
    }
    bundle_schema(path, schema) {
        en: "`{path}` is a bundle of format {schema}, which this version of the program does not know",
        pt: "`{path}` é um bundle do formato {schema}, que esta versão do programa não conhece",
    }
    bundle_broken(path) {
        en: "`{path}` is no bundle, or ends early",
        pt: "`{path}` não é um bundle, ou termina antes do fim",
    }
    bundle_short(path, name) { en: "`{name}` is cut off in the bundle `{path}`", pt: "`{name}` está cortado no bundle `{path}`" }
    bundle_foreign(path, name) {
        en: "`{path}` is no bundle as this program writes it: `{name}` is not what it should be",
        pt: "`{path}` não é um bundle como este programa o grava: `{name}` não é o que deveria",
    }
    bundle_incomplete(path, name) {
        en: "the bundle `{path}` does not hold all of `{name}`",
        pt: "o bundle `{path}` não contém tudo de `{name}`",
    }
    bundle_digest(path, name, digest) {
        en: "`{name}` in the bundle `{path}` does not have the digest `{digest}`",
        pt: "`{name}` no bundle `{path}` não tem o digest `{digest}`",
    }
    bundle_damaged_how() {
        en: "copy it again, or make it anew with `bundle create`; hold its SHA-256 against that of the sender",
        pt: "copie-o de novo, ou refaça-o com `bundle create`; compare o SHA-256 dele com o do remetente",
    }
    bundle_pack(tag) {
        en: "the pack with the sources of `{tag}` is not what it should be",
        pt: "o pack com o código-fonte de `{tag}` não é o que deveria",
    }
    bundle_commit(tag, found, known) {
        en: "the bundle says that `{tag}` names the commit `{found}`; it names `{known}`",
        pt: "o bundle diz que `{tag}` aponta para o commit `{found}`; ela aponta para `{known}`",
    }
    bundle_commit_how() {
        en: "somebody changed it: ask for another one",
        pt: "alguém o alterou: peça outro",
    }
    layout_exists(directory) {
        en: "`{directory}` exists and is not empty",
        pt: "`{directory}` existe e não está vazio",
    }
    download_locked(path) {
        en: "another run is fetching `{path}`",
        pt: "outra execução está baixando `{path}`",
    }
}
