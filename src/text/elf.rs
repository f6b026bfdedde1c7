//! Messages of programs that the user brings.

crate::messages! {
    elf_no_libc(binary, interpreter, base) {
        en: "this `{binary}` is dynamic and asks for `{interpreter}`, but the base image `{base}` has no C library",
        pt: "este `{binary}` é dinâmico e pede `{interpreter}`, mas a imagem base `{base}` não tem biblioteca C",
    }
    elf_glibc_on_musl(binary, base) {
        en: "this `{binary}` is linked against glibc, but the base image `{base}` has musl",
        pt: "este `{binary}` é ligado à glibc, mas a imagem base `{base}` tem musl",
    }
    elf_musl_on_glibc(binary, base) {
        en: "this `{binary}` is linked against musl, but the base image `{base}` has glibc",
        pt: "este `{binary}` é ligado à musl, mas a imagem base `{base}` tem glibc",
    }
    elf_unknown_libc(binary, libc, base) {
        en: "this `{binary}` is linked against {libc}; nothing is known of the C library of `{base}`",
        pt: "este `{binary}` é ligado à {libc}; nada se sabe da biblioteca C de `{base}`",
    }
    elf_old_glibc(binary, needed, base, has) {
        en: "this `{binary}` needs glibc {needed}, the base image `{base}` has {has}",
        pt: "este `{binary}` precisa da glibc {needed}, a imagem base `{base}` tem a {has}",
    }
    elf_static_hint() {
        en: "link it statically, build it on an older system, or choose a base image that fits it",
        pt: "ligue-o estaticamente, compile-o em um sistema mais antigo, ou escolha uma imagem base que sirva",
    }
    elf_libraries(binary, libraries, base) {
        en: "this `{binary}` needs {libraries}, which `{base}` is not known to have",
        pt: "este `{binary}` precisa de {libraries}, que não se sabe se `{base}` tem",
    }
    elf_no_go(binary) {
        en: "this `{binary}` does not tell that Go made it, and Istio's is a Go program",
        pt: "este `{binary}` não diz que foi feito pelo Go, e o do Istio é um programa Go",
    }
    elf_is_go(binary, package) {
        en: "this `{binary}` is a Go program (`{package}`), and Istio's is none",
        pt: "este `{binary}` é um programa Go (`{package}`), e o do Istio não é",
    }
    elf_other_package(binary, found, package) {
        en: "this `{binary}` is the program `{found}`, not `{package}`",
        pt: "este `{binary}` é o programa `{found}`, não `{package}`",
    }
    elf_other_stamp(binary, stamp, tag) {
        en: "this `{binary}` says that it is version {stamp}, not {tag}",
        pt: "este `{binary}` diz ser a versão {stamp}, não a {tag}",
    }
    elf_no_stamp(binary, tag) {
        en: "this `{binary}` does not hold the version {tag} anywhere: it is another one, or built without the version stamp",
        pt: "este `{binary}` não contém a versão {tag} em lugar algum: é outra, ou foi compilado sem o carimbo de versão",
    }
    elf_plain_envoy() {
        en: "this is a plain Envoy: Istio's own filters (metadata exchange, statistics) are not in it",
        pt: "este é um Envoy puro: os filtros do próprio Istio (troca de metadados, estatísticas) não estão nele",
    }
    elf_plain_envoy_hint() {
        en: "build it from istio/proxy, or expect standard metrics and mTLS permissive detection to miss",
        pt: "compile-o a partir de istio/proxy, ou conte com a falta de métricas padrão e da detecção de mTLS permissivo",
    }
    elf_other_envoy(tag) {
        en: "this is an Envoy with Istio's filters, but not the one of Istio {tag}",
        pt: "este é um Envoy com os filtros do Istio, mas não o do Istio {tag}",
    }
}
