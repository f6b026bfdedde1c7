//! Messages of pins and signatures.

crate::messages! {
    key_pins() {
        en: "digest that an image reference stands for, by the reference as the context names it; `pin` writes it",
        pt: "digest que uma referência de imagem representa, pela referência como o contexto a cita; o `pin` o escreve",
    }
    key_signing_keys() {
        en: "public key of cosign's that signs the images below a registry prefix: a file, or the key itself",
        pt: "chave pública do cosign que assina as imagens sob um prefixo de registry: um arquivo, ou a própria chave",
    }
    pin_about() {
        en: "Look up what every image reference of a context names now, and name it by its digest; your edits are kept",
        pt: "Consultar o que cada referência de imagem de um contexto cita agora, e citá-la pelo digest; as suas edições ficam",
    }
    pin_dry_run() {
        en: "show what would change, and write nothing",
        pt: "mostrar o que mudaria, e não gravar nada",
    }
    pin_flag() {
        en: "look up the digest of every image reference, and name images by it",
        pt: "consultar o digest de cada referência de imagem e citar as imagens por ele",
    }
    base_flag() {
        en: "look up anew what the tags of all pinned images name, and nothing else",
        pt: "consultar de novo o que citam as tags de todas as imagens fixadas, e nada mais",
    }
    nothing_pinned() {
        en: "no image of this context is pinned, so no digest can be renewed",
        pt: "nenhuma imagem deste contexto está fixada, então nenhum digest pode ser renovado",
    }
    nothing_pinned_how() {
        en: "`istio-imgen pin` gives each image the digest that its tag has now",
        pt: "o `istio-imgen pin` dá a cada imagem o digest que a sua tag tem agora",
    }
    rule_nothing_pinned() {
        en: "digests were to be renewed where no image has one",
        pt: "pediu-se renovar digests onde nenhuma imagem tem um",
    }
    pin_verify() {
        en: "when digests are looked up: `auto` verifies signatures where the key is known, `always` refuses images without one, `never` asks for none",
        pt: "ao consultar digests: `auto` verifica assinaturas onde a chave é conhecida, `always` recusa imagens sem assinatura, `never` não pede nenhuma",
    }
    pin_no_reference(name) {
        en: "`{name}` below `pins` is not an image reference",
        pt: "`{name}` em `pins` não é uma referência de imagem",
    }
    pin_has_digest(name) {
        en: "`{name}` below `pins` has a digest already",
        pt: "`{name}` em `pins` já tem um digest",
    }
    pin_no_digest(name, digest) {
        en: "`{digest}` is no digest to pin `{name}` to",
        pt: "`{digest}` não é um digest ao qual fixar `{name}`",
    }
    pin_how() {
        en: "write `REGISTRY/NAME:TAG: sha256:…` with 64 hexadecimal digits, or let `new --pin` look it up",
        pt: "escreva `REGISTRY/NOME:TAG: sha256:…` com 64 dígitos hexadecimais, ou deixe o `new --pin` consultar",
    }
    pin_unused(name) {
        en: "the pin of `{name}` has no effect: the context names no such image",
        pt: "a fixação de `{name}` não tem efeito: o contexto não cita essa imagem",
    }
    pin_missing(reference) {
        en: "`{reference}` has no pin, though other images have",
        pt: "`{reference}` não está fixada, embora outras imagens estejam",
    }
    pin_again() {
        en: "`istio-imgen pin` looks all of them up anew",
        pt: "o `istio-imgen pin` consulta todas de novo",
    }
    pin_offline() {
        en: "digests are looked up at registries, and the network may not be used",
        pt: "os digests são consultados nos registries, e o uso da rede não está permitido",
    }
    pin_offline_how() {
        en: "leave out `--offline`, or give a bundle that holds the images with `--from-bundle`",
        pt: "omita `--offline`, ou informe com `--from-bundle` um bundle que contenha as imagens",
    }
    pin_new_offline(names) {
        en: "the images of this context are pinned, and the digests of new ones must be looked up: {names}; the network may not be used",
        pt: "as imagens deste contexto estão fixadas, e é preciso consultar os digests das novas: {names}; o uso da rede não está permitido",
    }
    pin_new_offline_how() {
        en: "leave out `--offline`, give a bundle that holds them with `--from-bundle`, or take `pins` out of `.istio-imgen/selection.yaml` to name all images by their tags",
        pt: "omita `--offline`, informe com `--from-bundle` um bundle que as contenha, ou tire `pins` de `.istio-imgen/selection.yaml` para citar todas as imagens pelas tags",
    }
    key_offline() {
        en: "it is fetched over the network, which may not be used",
        pt: "ela é baixada pela rede, cujo uso não está permitido",
    }
    signature_missing_in_bundle_how() {
        en: "the bundle was made where the image had none: make it anew with `bundle create` and a registry that keeps signatures; `--verify never` asks for none",
        pt: "o bundle foi feito onde a imagem não tinha nenhuma: refaça-o com `bundle create` e um registry que guarde assinaturas; `--verify never` não pede nenhuma",
    }
    pin_platform(reference, platform) {
        en: "`{reference}` has no image for `{platform}`",
        pt: "`{reference}` não tem imagem para `{platform}`",
    }
    pin_platforms_are(platforms) {
        en: "it has: {platforms}; name only those below `platforms`, or another base image",
        pt: "ela tem: {platforms}; cite só essas em `platforms`, ou outra imagem base",
    }
    pinned(reference) { en: "pinned `{reference}`", pt: "fixada `{reference}`" }
    pinned_signed(reference, key) {
        en: "pinned `{reference}`; its signature fits the key `{key}`",
        pt: "fixada `{reference}`; a assinatura corresponde à chave `{key}`",
    }
    signing_key_invalid(name) {
        en: "the key of `{name}` below `signing_keys` is no public key of cosign's (PEM, ECDSA on P-256)",
        pt: "a chave de `{name}` em `signing_keys` não é uma chave pública do cosign (PEM, ECDSA em P-256)",
    }
    signing_key_how() {
        en: "give the file that `cosign generate-key-pair` calls `cosign.pub`",
        pt: "informe o arquivo que o `cosign generate-key-pair` chama de `cosign.pub`",
    }
    signing_key_unknown(reference) {
        en: "no key is known that signs `{reference}`",
        pt: "não se conhece uma chave que assine `{reference}`",
    }
    signing_key_unknown_how(name) {
        en: "give one with `signing_keys.{name}: cosign.pub`, or leave out `--verify always`",
        pt: "informe uma com `signing_keys.{name}: cosign.pub`, ou omita `--verify always`",
    }
    signature_unchecked(reference, url) {
        en: "the signature of `{reference}` was not verified: the key `{url}` cannot be had",
        pt: "a assinatura de `{reference}` não foi verificada: não foi possível obter a chave `{url}`",
    }
    signature_unchecked_how(name) {
        en: "give the key as a file with `signing_keys.{name}: FILE`, or say `--verify never`",
        pt: "informe a chave como arquivo com `signing_keys.{name}: ARQUIVO`, ou use `--verify never`",
    }
    signature_missing(reference, key) {
        en: "`{reference}` has no signature that could be held against the key `{key}`",
        pt: "`{reference}` não tem assinatura que possa ser conferida com a chave `{key}`",
    }
    signature_missing_how() {
        en: "a mirror may have left it out (the tag `sha256-….sig`); `--verify never` asks for none",
        pt: "um espelho pode tê-la deixado de fora (a tag `sha256-….sig`); `--verify never` não pede nenhuma",
    }
    signature_wrong(reference, key) {
        en: "no signature of `{reference}` fits the key `{key}`",
        pt: "nenhuma assinatura de `{reference}` corresponde à chave `{key}`",
    }
    signature_wrong_how() {
        en: "somebody else made or changed the image, or the key is not the right one: do not use it before you know which",
        pt: "outra pessoa fez ou alterou a imagem, ou a chave não é a certa: não a use antes de saber qual dos dois",
    }
    explain_istio_key() { en: "key that Istio signs images with", pt: "chave com que o Istio assina imagens" }
    explain_signed(first) { en: "releases from {first} on", pt: "releases a partir da {first}" }
    explain_signed_until(first, last) { en: "releases from {first}, before {last}", pt: "releases da {first} até antes da {last}" }
    explain_cosign() { en: "to verify", pt: "para verificar" }
    rule_pin() {
        en: "a pin that is not a reference with a digest",
        pt: "uma fixação que não é uma referência com um digest",
    }
    rule_pin_missing() {
        en: "an image without a pin where other images have one",
        pt: "uma imagem não fixada onde outras imagens estão",
    }
    rule_pin_platform() {
        en: "an image that does not exist for a platform of the context",
        pt: "uma imagem que não existe para uma plataforma do contexto",
    }
    rule_pin_unused() {
        en: "a pin of an image that the context does not name",
        pt: "a fixação de uma imagem que o contexto não cita",
    }
    rule_signature_missing() {
        en: "an image without a signature where the key is known",
        pt: "uma imagem sem assinatura onde a chave é conhecida",
    }
    rule_signature_unchecked() {
        en: "a signature that could not be verified, as the key cannot be had",
        pt: "uma assinatura que não pôde ser verificada, porque não foi possível obter a chave",
    }
    rule_signing_key() {
        en: "a key for signatures that is no public key of cosign's",
        pt: "uma chave de assinatura que não é uma chave pública do cosign",
    }
}
