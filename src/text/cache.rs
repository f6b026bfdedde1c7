//! Messages of the cache of fetched sources.

crate::messages! {
    cache_about() { en: "Look after the cache of fetched sources", pt: "Cuidar do cache de código-fonte baixado" }
    cache_list() { en: "List the repositories in the cache", pt: "Listar os repositórios do cache" }
    cache_path() { en: "Print where the cache is", pt: "Mostrar onde fica o cache" }
    cache_prune() {
        en: "Remove the repositories that were used longest ago, and what interrupted fetches left",
        pt: "Remover os repositórios usados há mais tempo e o que sobrou de downloads interrompidos",
    }
    cache_verify() {
        en: "Read every byte in the cache; what is damaged is removed and fetched anew when it is needed",
        pt: "Ler cada byte do cache; o que está danificado é removido e baixado de novo quando for preciso",
    }
    cache_max_size() {
        en: "how much may stay: bytes, or a number with K, M, G or T (powers of 1024)",
        pt: "quanto pode ficar: bytes, ou um número com K, M, G ou T (potências de 1024)",
    }
    cache_bad_size(text) {
        en: "`{text}` is no size; 500M would be one",
        pt: "`{text}` não é um tamanho; 500M seria um",
    }
    cache_summary(count, size) {
        en: "repositories: {count}, {size} in all",
        pt: "repositórios: {count}, {size} no total",
    }
    cache_pruned(count, size) {
        en: "repositories removed: {count}, {size} freed",
        pt: "repositórios removidos: {count}, {size} liberados",
    }
    cache_entry_sound(url) { en: "sound: {url}", pt: "íntegro: {url}" }
    cache_entry_damaged(url, cause) {
        en: "damaged and removed: {url} ({cause})",
        pt: "danificado e removido: {url} ({cause})",
    }
    cache_was_damaged(count) {
        en: "damaged repositories in the cache: {count}; they were removed, and the next run fetches what it needs",
        pt: "repositórios danificados no cache: {count}; foram removidos, e a próxima execução baixa o que precisar",
    }
}
