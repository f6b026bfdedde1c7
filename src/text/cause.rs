//! What operating systems say, as the C library words it: the English is looked for in a cause, the Portuguese stands in its
//! place.

crate::messages! {
    os_not_found() { en: "No such file or directory", pt: "arquivo ou diretório inexistente" }
    os_denied() { en: "Permission denied", pt: "permissão negada" }
    os_exists() { en: "File exists", pt: "o arquivo já existe" }
    os_is_directory() { en: "Is a directory", pt: "é um diretório" }
    os_not_directory() { en: "Not a directory", pt: "não é um diretório" }
    os_no_space() { en: "No space left on device", pt: "não há espaço livre no dispositivo" }
    os_read_only() { en: "Read-only file system", pt: "sistema de arquivos somente para leitura" }
    os_name_too_long() { en: "File name too long", pt: "nome de arquivo longo demais" }
    os_too_many_links() { en: "Too many levels of symbolic links", pt: "links simbólicos demais em sequência" }
    os_refused() { en: "Connection refused", pt: "conexão recusada" }
    os_reset() { en: "Connection reset by peer", pt: "conexão encerrada pelo outro lado" }
    os_timed_out() { en: "Connection timed out", pt: "a conexão expirou" }
    os_unreachable() { en: "Network is unreachable", pt: "rede inacessível" }
    os_no_route() { en: "No route to host", pt: "não há rota até o host" }
    os_pipe() { en: "Broken pipe", pt: "o leitor fechou a saída" }
    os_io() { en: "Input/output error", pt: "erro de entrada e saída" }
    os_quota() { en: "Disk quota exceeded", pt: "cota de disco excedida" }
    os_unresolved() { en: "Name or service not known", pt: "nome de host desconhecido" }
    os_unresolved_now() { en: "Temporary failure in name resolution", pt: "falha temporária ao resolver o nome do host" }
}
