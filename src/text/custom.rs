//! Messages of what the user adds to images or changes in them.

crate::messages! {
    builder_without_shell(base) {
        en: "`{base}` has no shell: it can prepare nothing for an image",
        pt: "`{base}` não tem shell: não pode preparar nada para uma imagem",
    }
    builder_without_packages(base) {
        en: "`{base}` has no package manager: it can install nothing for an image",
        pt: "`{base}` não tem gerenciador de pacotes: não pode instalar nada para uma imagem",
    }
    packages_bare(base) {
        en: "`{base}` has no package manager: no package can be installed in it",
        pt: "`{base}` não tem gerenciador de pacotes: nenhum pacote pode ser instalado nela",
    }
    packages_bare_hint(component, builder) {
        en: "install them into a root of their own in a builder stage, and copy that: `customize.{component}.builder: {builder}`",
        pt: "instale-os numa raiz própria num estágio de build e copie-a: `customize.{component}.builder: {builder}`",
    }
    packages_unknown(base) {
        en: "nothing is known of the package manager of `{base}`",
        pt: "nada se sabe do gerenciador de pacotes de `{base}`",
    }
    packages_unknown_hint(base, component) {
        en: "describe it with `bases.ID.packages` and name that id instead of `{base}`, or use a builder stage: `customize.{component}.builder: debian`",
        pt: "descreva-a com `bases.ID.packages` e indique esse id em vez de `{base}`, ou use um estágio de build: `customize.{component}.builder: debian`",
    }
    package_pinned(package) {
        en: "`{package}` is pinned: the version vanishes from most mirrors when the next one comes, and the build breaks",
        pt: "`{package}` está fixado: a versão some da maioria dos espelhos quando sai a próxima, e o build quebra",
    }
    package_pinned_hint() {
        en: "a base image by digest and a dated mirror of packages repeat without it",
        pt: "uma imagem base pelo digest e um espelho datado de pacotes se repetem sem isso",
    }
    debug_tools(component) {
        en: "the image of `{component}` gets tools that help an intruder as well",
        pt: "a imagem de `{component}` ganha ferramentas que também servem a um invasor",
    }
    debug_tools_hint() {
        en: "`kubectl debug --image` brings them to a running pod and leaves the image as it is",
        pt: "`kubectl debug --image` as leva a um pod em execução e deixa a imagem como está",
    }
    time_zones() {
        en: "the time zone database does not change the times of access logs, which Envoy writes in UTC",
        pt: "o banco de dados de fusos horários não muda as horas dos logs de acesso, que o Envoy escreve em UTC",
    }
    packages_without_scripts() {
        en: "packages that are installed apart are unpacked only: their scripts do not run",
        pt: "pacotes instalados à parte são apenas extraídos: seus scripts não são executados",
    }
    packages_without_scripts_hint() {
        en: "use `customize.*.ca` for authorities, and a base image with iptables for iptables",
        pt: "use `customize.*.ca` para autoridades, e uma imagem base com iptables para o iptables",
    }
    iptables_unused(component) { en: "`{component}` runs no iptables", pt: "`{component}` não executa o iptables" }
    iptables_backend(base, backend) {
        en: "`{base}` cannot have iptables of the backend `{backend}` chosen",
        pt: "não é possível escolher em `{base}` o iptables do backend `{backend}`",
    }
    iptables_backend_hint() {
        en: "Debian and Ubuntu have both backends; in other base images `iptables` is the nft one",
        pt: "Debian e Ubuntu têm os dois backends; em outras imagens base, `iptables` é o nft",
    }
    no_path(path) {
        en: "`{path}` is no absolute path of plain characters in an image",
        pt: "`{path}` não é um caminho absoluto de caracteres simples numa imagem",
    }
    no_owner(owner) { en: "`{owner}` is not `UID:GID` in numbers", pt: "`{owner}` não é `UID:GID` em números" }
    owner_form() {
        en: "write `1337:1337`: the kubelet cannot tell from a name whether it is root",
        pt: "escreva `1337:1337`: pelo nome, o kubelet não sabe se é root",
    }
    no_mode(mode) {
        en: "`{mode}` is not a mode such as `0644`; bits that give rights to a program are refused",
        pt: "`{mode}` não é um modo como `0644`; bits que dão direitos a um programa são recusados",
    }
    no_user_name(name) {
        en: "`{name}` is not a name of a user: lower-case letters, digits, `-`, `_`",
        pt: "`{name}` não é um nome de usuário: letras minúsculas, dígitos, `-`, `_`",
    }
    no_name(name) {
        en: "`{name}` is not a name: lower-case letters, digits, `-`, `_`",
        pt: "`{name}` não é um nome: letras minúsculas, dígitos, `-`, `_`",
    }
    no_package(package) {
        en: "`{package}` is not a package: `name` or `name=version`",
        pt: "`{package}` não é um pacote: `nome` ou `nome=versão`",
    }
    root_user(component) {
        en: "the image of `{component}` runs as root: the chart asks for another user and the kubelet refuses it",
        pt: "a imagem de `{component}` roda como root: o chart exige outro usuário e o kubelet a recusa",
    }
    root_user_hint(user) { en: "the user of this component is `{user}`", pt: "o usuário deste componente é `{user}`" }
    not_root(component, user) {
        en: "`{component}` works on the network of the node or pod and needs root: `{user}` cannot",
        pt: "`{component}` atua na rede do nó ou do pod e precisa de root: `{user}` não pode",
    }
    not_root_hint() {
        en: "its chart runs it as root anyway, with few capabilities",
        pt: "o chart o executa como root de qualquer modo, com poucas capabilities",
    }
    writable_read_only(directories) {
        en: "the charts mount the root read-only: {directories} cannot be written there",
        pt: "os charts montam a raiz somente para leitura: nela não se pode escrever em {directories}",
    }
    writable_mount() {
        en: "mount an `emptyDir` there; without a chart the directory is writable",
        pt: "monte ali um `emptyDir`; sem chart, o diretório aceita escrita",
    }
    no_target(entry) { en: "`{entry}` has no `target`", pt: "`{entry}` não tem `target`" }
    target_twice(target) { en: "two files go to `{target}`", pt: "dois arquivos vão para `{target}`" }
    world_writable(target, mode) {
        en: "everybody may write `{target}` ({mode})",
        pt: "qualquer um pode escrever em `{target}` ({mode})",
    }
    no_archive(entry) {
        en: "`{entry}` is no local archive that `ADD` unpacks: .tar, .tar.gz, .tgz, .tar.xz, .tar.bz2",
        pt: "`{entry}` não é um arquivo local que o `ADD` extrai: .tar, .tar.gz, .tgz, .tar.xz, .tar.bz2",
    }
    archive_content(path) {
        en: "`{path}` is not the archive that its name says",
        pt: "`{path}` não é o arquivo compactado que seu nome diz",
    }
    file_key(path) {
        en: "`{path}` holds a private key: everybody who can pull the image could read it",
        pt: "`{path}` contém uma chave privada: quem puder baixar a imagem poderia lê-la",
    }
    file_key_hint() {
        en: "mount it from a Kubernetes secret when the container runs",
        pt: "monte-a a partir de um secret do Kubernetes quando o contêiner rodar",
    }
    file_sum(path, sum) {
        en: "`{path}` has another checksum: {sum}",
        pt: "`{path}` tem outra soma de verificação: {sum}",
    }
    needs_envoy(key, component) {
        en: "`{key}` is for Envoy, which the image of `{component}` does not have",
        pt: "`{key}` é para o Envoy, que a imagem de `{component}` não tem",
    }
    wasm_content(path) {
        en: "`{path}` is not a WebAssembly module of version 1",
        pt: "`{path}` não é um módulo WebAssembly da versão 1",
    }
    wasm_component(path) {
        en: "`{path}` is a WebAssembly component: Envoy loads core modules",
        pt: "`{path}` é um componente WebAssembly: o Envoy carrega módulos básicos",
    }
    module_platform(module, platform) {
        en: "the dynamic module `{module}` has no file for {platform}",
        pt: "o módulo dinâmico `{module}` não tem arquivo para {platform}",
    }
    module_say(path) {
        en: "add `{path}`, or build for fewer `platforms`",
        pt: "acrescente `{path}`, ou construa para menos plataformas (`platforms`)",
    }
    module_not_elf(path) {
        en: "`{path}` is not a shared library (ELF)",
        pt: "`{path}` não é uma biblioteca compartilhada (ELF)",
    }
    module_machine(path, machine, wanted) {
        en: "`{path}` is for {machine}, not for {wanted}",
        pt: "`{path}` é para {machine}, não para {wanted}",
    }
    module_abi(module) {
        en: "`{module}` must be built against the very Envoy of this release: Envoy refuses any other",
        pt: "`{module}` deve ser compilado exatamente para o Envoy desta release: o Envoy recusa qualquer outro",
    }
    module_abi_hint() {
        en: "`envoy --version` in the official proxyv2 names the revision; the extension is in Istio's Envoy since April 2026",
        pt: "`envoy --version` no proxyv2 oficial informa a revisão; a extensão está no Envoy do Istio desde abril de 2026",
    }
    bootstrap_static(path) {
        en: "`{path}` has no place that pilot-agent fills in: certificates, node and cluster would be missing",
        pt: "`{path}` não tem nenhum ponto que o pilot-agent preencha: faltariam certificados, nó e cluster",
    }
    bootstrap_static_hint(path) {
        en: "start from `{path}` of the release's own proxyv2",
        pt: "parta de `{path}` do próprio proxyv2 da release",
    }
    bootstrap_open(path) {
        en: "`{path}` is not a template of Go: its double braces do not match",
        pt: "`{path}` não é um template de Go: as chaves duplas não fecham",
    }
    wrapper_without_shell(base) {
        en: "`{base}` has no shell that could run a wrapper",
        pt: "`{base}` não tem shell que possa executar um wrapper",
    }
    wrapper_shell_hint() {
        en: "choose a base image with a shell, or set what the script sets by `env` and `customize.*.cmd`",
        pt: "escolha uma imagem base com shell, ou defina o que o script define com `env` e `customize.*.cmd`",
    }
    wrapper_bypassed(component) {
        en: "the chart of `{component}` names the command itself and passes the wrapper by",
        pt: "o chart de `{component}` indica o próprio comando e ignora o wrapper",
    }
    wrapper_bypassed_hint() {
        en: "it works where the image runs without a command of the chart",
        pt: "ele funciona onde a imagem roda sem um comando do chart",
    }
    wrapper_head(path) {
        en: "`{path}` does not begin with `#!` and the absolute path of its interpreter",
        pt: "`{path}` não começa com `#!` e o caminho absoluto do seu interpretador",
    }
    wrapper_exec(path) {
        en: "`{path}` does not end in `exec \"$@\"`: signals would reach the script and not the program",
        pt: "`{path}` não termina em `exec \"$@\"`: os sinais chegariam ao script, e não ao programa",
    }
    wrapper_lines(path) {
        en: "`{path}` has the line ends of Windows: no interpreter of that name would be found",
        pt: "`{path}` tem os fins de linha do Windows: nenhum interpretador com esse nome seria encontrado",
    }
    ca_in_image(component) {
        en: "the authorities are in the image of `{component}`: a change of them needs a new image",
        pt: "as autoridades ficam na imagem de `{component}`: mudá-las exige uma nova imagem",
    }
    ca_without_image_pilot() {
        en: "without a new image: the value `jwksResolverExtraRootCA` of the chart of istiod, or a bundle mounted from a ConfigMap",
        pt: "sem uma nova imagem: o valor `jwksResolverExtraRootCA` do chart do istiod, ou um arquivo de autoridades montado a partir de um ConfigMap",
    }
    ca_without_image_proxy() {
        en: "without a new image: `caCertificates` of a DestinationRule, or a ConfigMap by the annotations `sidecar.istio.io/userVolume` and `userVolumeMount`",
        pt: "sem uma nova imagem: `caCertificates` de uma DestinationRule, ou um ConfigMap pelas anotações `sidecar.istio.io/userVolume` e `userVolumeMount`",
    }
    ca_empty(path) {
        en: "`{path}` holds no certificate in PEM form",
        pt: "`{path}` não contém nenhum certificado no formato PEM",
    }
    ca_empty_hint() {
        en: "`openssl x509 -inform der -in FILE` writes a binary certificate as PEM",
        pt: "`openssl x509 -inform der -in ARQUIVO` escreve um certificado binário como PEM",
    }
    ca_key(path) {
        en: "`{path}` holds a private key, which everybody who can pull the image could read",
        pt: "`{path}` contém uma chave privada, que quem puder baixar a imagem poderia ler",
    }
    ca_key_hint() { en: "keep only the blocks `BEGIN CERTIFICATE`", pt: "deixe apenas os blocos `BEGIN CERTIFICATE`" }
    ca_other(path, label) {
        en: "`{path}` holds `{label}` besides certificates",
        pt: "`{path}` contém `{label}` além de certificados",
    }
    ca_broken(path, number) {
        en: "certificate {number} of `{path}` cannot be read",
        pt: "o certificado {number} de `{path}` não pode ser lido",
    }
    ca_not_authority(path, subject) {
        en: "`{path}`: `{subject}` is no authority (CA:FALSE): only the server of that very certificate is trusted",
        pt: "`{path}`: `{subject}` não é uma autoridade (CA:FALSE): só se confia no servidor desse mesmo certificado",
    }
    ca_expired(path, subject, day) {
        en: "`{path}`: `{subject}` expired on {day}: nothing that it signed is trusted",
        pt: "`{path}`: `{subject}` expirou em {day}: nada que ela assinou é aceito",
    }
    ca_not_yet(path, subject, day) {
        en: "`{path}`: `{subject}` is valid from {day} on",
        pt: "`{path}`: `{subject}` só vale a partir de {day}",
    }
}
