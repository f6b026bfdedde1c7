//! Messages of choosing, patching and vendoring sources.

crate::messages! {
    key_full_source() {
        en: "take the whole source tree, not only what the build needs",
        pt: "levar a árvore inteira do código-fonte, não só o que o build precisa",
    }
    key_patches() {
        en: "patch of Istio's sources: a unified diff, or `commit:SHA` to pick from where the sources come from; can be repeated",
        pt: "patch do código-fonte do Istio: um diff unificado, ou `commit:SHA` a trazer de onde vem o código-fonte; pode ser repetido",
    }
    key_vendor() {
        en: "build without a module proxy: `true` when you put `go mod vendor` into the context yourself, or the vendor directory to copy",
        pt: "construir sem proxy de módulos: `true` se você mesmo põe o `go mod vendor` no contexto, ou o diretório vendor a copiar",
    }
    sources_unused(key) {
        en: "`{key}` changes nothing: no binary is compiled from sources",
        pt: "`{key}` não muda nada: nenhum binário é compilado do código-fonte",
    }
    sources_unused_how() { en: "say `binaries: source`", pt: "diga `binaries: source`" }
    patch_unreadable(patch, cause) {
        en: "`{patch}` is no unified diff: {cause}",
        pt: "`{patch}` não é um diff unificado: {cause}",
    }
    patch_too_many(most) { en: "more than {most} patches", pt: "mais de {most} patches" }
    patch_path(patch, path, cause) {
        en: "`{patch}` names a file that no context may have: `{path}`, {cause}",
        pt: "`{patch}` cita um arquivo que nenhum contexto pode ter: `{path}`, {cause}",
    }
    patch_binary(patch, file) {
        en: "`{patch}` changes the binary file `{file}`, which cannot be patched",
        pt: "`{patch}` altera o arquivo binário `{file}`, que não aceita patch",
    }
    patch_no_file(patch, file) {
        en: "`{patch}` changes `{file}`, which this release does not have",
        pt: "`{patch}` altera `{file}`, que esta release não tem",
    }
    patch_link(patch, file) {
        en: "`{patch}` changes the symbolic link `{file}`",
        pt: "`{patch}` altera o link simbólico `{file}`",
    }
    patch_not_text(patch, file) {
        en: "`{patch}` changes `{file}`, which is no UTF-8 text",
        pt: "`{patch}` altera `{file}`, que não é texto UTF-8",
    }
    patch_exists(patch, file) {
        en: "`{patch}` makes `{file}`, which is there with another content",
        pt: "`{patch}` cria `{file}`, que já existe com outro conteúdo",
    }
    patch_already(patch, file) {
        en: "`{file}` has the change of `{patch}` already",
        pt: "`{file}` já tem a alteração de `{patch}`",
    }
    patch_hunk(patch, file, hunk, line) {
        en: "`{patch}` does not fit `{file}`: hunk {hunk}, at line {line}",
        pt: "`{patch}` não se aplica a `{file}`: hunk {hunk}, na linha {line}",
    }
    patch_expected(line, wanted, found) {
        en: "line {line} should be `{wanted}` and is `{found}`",
        pt: "a linha {line} deveria ser `{wanted}` e é `{found}`",
    }
    patch_expected_end(line, wanted) {
        en: "line {line} should be `{wanted}`, and the file ends before it",
        pt: "a linha {line} deveria ser `{wanted}`, e o arquivo termina antes",
    }
    patch_hunks(patch, file) {
        en: "`{patch}` does not fit `{file}`: its hunks stand in one another's way",
        pt: "`{patch}` não se aplica a `{file}`: seus hunks se atrapalham",
    }
    patch_hunks_how() { en: "make the patch anew from this release", pt: "gere o patch de novo a partir desta release" }
    patch_outside(patch, count, files) {
        en: "`{patch}` also changes what the build does not need and the context does not hold: {count} files ({files})",
        pt: "`{patch}` também altera o que o build não precisa e o contexto não contém: {count} arquivos ({files})",
    }
    patch_no_effect(patch, files) {
        en: "`{patch}` changes nothing that the build needs: {files}",
        pt: "`{patch}` não altera nada do que o build precisa: {files}",
    }
    patch_whole_tree() {
        en: "with `--full-source` the context holds the whole tree",
        pt: "com `--full-source` o contexto contém a árvore inteira",
    }
    pick_remote_how() {
        en: "a server is asked for a commit by its full SHA (40 digits), by a branch or by a tag",
        pt: "a um servidor pede-se um commit pelo SHA completo (40 dígitos), por um branch ou por uma tag",
    }
    pick_unknown(commit, path) {
        en: "there is no commit `{commit}` in `{path}`",
        pt: "não existe o commit `{commit}` em `{path}`",
    }
    pick_unknown_how() {
        en: "a full or short SHA, a branch or a tag will do; fetch it into the clone first",
        pt: "serve um SHA completo ou curto, um branch ou uma tag; busque-o antes para o clone",
    }
    pick_merge(commit, count) {
        en: "`{commit}` has {count} parents: only a commit with one parent can be picked",
        pt: "`{commit}` tem {count} pais: só um commit com um pai pode ser trazido",
    }
    pick_merge_how() {
        en: "pick the commits that it merged, one by one",
        pt: "traga os commits que ele uniu, um a um",
    }
    pick_shallow(commit, path) {
        en: "the parent of `{commit}` is not in `{path}`: the clone is shallow",
        pt: "o pai de `{commit}` não está em `{path}`: o clone é raso",
    }
    pick_shallow_how() { en: "run `git fetch --deepen=1` there", pt: "execute `git fetch --deepen=1` lá" }
    vendor_no_list(path) {
        en: "`{path}` is no vendor directory: it has no `modules.txt`",
        pt: "`{path}` não é um diretório vendor: não tem `modules.txt`",
    }
    vendor_how() {
        en: "make it with `go mod vendor` in a checkout of the same tag, or in the `src` of a context",
        pt: "gere-o com `go mod vendor` num checkout da mesma tag, ou no `src` de um contexto",
    }
    vendor_incomplete(path, count, packages) {
        en: "`{path}` lacks packages that the build imports: {count} ({packages})",
        pt: "faltam em `{path}` pacotes que o build importa: {count} ({packages})",
    }
    vendor_not_plain(path) {
        en: "`{path}` is neither a plain file nor a directory",
        pt: "`{path}` não é um arquivo comum nem um diretório",
    }
    needs_head() { en: "sources", pt: "código-fonte" }
    needs_whole(files, size) { en: "the whole tree: {files} files, {size}", pt: "a árvore inteira: {files} arquivos, {size}" }
    needs_all(files, size, packages) {
        en: "in all: {files} files, {size}, {packages} packages",
        pt: "no total: {files} arquivos, {size}, {packages} pacotes",
    }
    needs_component(component, files, size, packages) {
        en: "{component}: {files} files, {size}, {packages} packages",
        pt: "{component}: {files} arquivos, {size}, {packages} pacotes",
    }
    needs_shared(files, size) {
        en: "stored once for several components: {files} files, {size}",
        pt: "guardados uma só vez para vários componentes: {files} arquivos, {size}",
    }
    needs_patch(name, files) { en: "{name}: {files} files", pt: "{name}: {files} arquivos" }
    context_goflags() {
        en: "are further flags of the go command, such as -p=4",
        pt: "são outras flags do comando go, como -p=4",
    }
    context_goprivate() {
        en: "lists the modules that are private: neither proxy nor checksum database is asked for them",
        pt: "lista os módulos privados: nem o proxy nem o banco de somas é consultado para eles",
    }
    context_secrets() {
        en: "Secrets reach this step alone and no layer: netrc for private modules, ca for your authority's certificates",
        pt: "Os segredos chegam só a este passo e a nenhuma camada: netrc para módulos privados, ca para os certificados da sua autoridade",
    }
    context_vendored() {
        en: "Modules come from src/vendor: no network is needed, and none is used",
        pt: "Os módulos vêm de src/vendor: nenhuma rede é necessária, e nenhuma é usada",
    }
}
