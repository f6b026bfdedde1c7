//! Messages of `check`: the command, its policy file, and below it those of the rules.

pub mod context;
pub mod copy;
pub mod image;
pub mod istio;
pub mod package;
pub mod run;
pub mod stage;
pub mod syntax;
pub mod system;
pub mod value;

crate::messages! {
    policy_key(name) {
        en: "the policy does not know the key `{name}`, or not this value of it",
        pt: "a política não conhece a chave `{name}`, ou este valor dela",
    }
    policy_stops() {
        en: "the policy cannot be followed; nothing was checked",
        pt: "a política não pode ser seguida; nada foi verificado",
    }
    check_about() {
        en: "Check a context or Dockerfiles against the rules",
        pt: "Verificar um contexto ou Dockerfiles segundo as regras",
    }
    check_paths() {
        en: "a context, a Dockerfile, a directory with several, or `-` for standard input",
        pt: "um contexto, um Dockerfile, um diretório com vários, ou `-` para a entrada padrão",
    }
    check_format() {
        en: "how findings are told: text for people, or for programs",
        pt: "como os achados são mostrados: texto para pessoas, ou um formato para programas",
    }
    check_threshold() {
        en: "exit with 1 when something at least this severe is found",
        pt: "sair com 1 quando há um achado com pelo menos esta gravidade",
    }
    check_profile() {
        en: "the set of rules: CIS Docker Benchmark, all a level higher, or for learners",
        pt: "o conjunto de regras: CIS Docker Benchmark, todas um nível acima, ou para quem está aprendendo",
    }
    check_policy() {
        en: "a YAML file with what your team allows: registries, bases, users, capabilities, labels, only-labels, max-pin-age, severity",
        pt: "arquivo YAML com o que a sua equipe permite: registries, bases, users, capabilities, labels, only-labels, max-pin-age, severity",
    }
    check_severity() {
        en: "how much a rule matters: `off`, `info`, `warning`, `error`; ids of hadolint and others work too",
        pt: "o peso de uma regra: `off`, `info`, `warning`, `error`; ids do hadolint e de outros também servem",
    }
    check_ignore() { en: "leave a rule out", pt: "deixar uma regra de fora" }
    check_fix() {
        en: "mend what can be mended without changing what is built, and show the changes",
        pt: "corrigir o que pode ser corrigido sem mudar o que é construído, e mostrar as mudanças",
    }
    check_dry_run() { en: "only show what `--fix` would change", pt: "só mostrar o que `--fix` mudaria" }
    check_today() {
        en: "the day that ages of pins are counted to, as YYYY-MM-DD",
        pt: "o dia até o qual se conta a idade das fixações, como AAAA-MM-DD",
    }
    check_bad_day(text) { en: "`{text}` is no day like 2026-07-13", pt: "`{text}` não é um dia como 2026-07-13" }
    check_unknown_rule(id) { en: "there is no rule `{id}`", pt: "não existe a regra `{id}`" }
    check_severity_form(word) { en: "`{word}` is not RULE=LEVEL", pt: "`{word}` não tem a forma REGRA=NÍVEL" }
    check_nothing(path) { en: "there is no Dockerfile below {path}", pt: "não há Dockerfile abaixo de {path}" }
    check_name_file() { en: "name the file itself if it is called otherwise", pt: "indique o próprio arquivo se ele tiver outro nome" }
    check_mended(count) { en: "mended: {count}", pt: "corrigidos: {count}" }
    check_would_mend(count) { en: "would be mended: {count}", pt: "seriam corrigidos: {count}" }
    check_summary(errors, warnings, notices, files) {
        en: "checked {files} file(s): {errors} error(s), {warnings} warning(s), {notices} notice(s)",
        pt: "{files} arquivo(s) verificado(s): {errors} erro(s), {warnings} aviso(s), {notices} nota(s)",
    }
    check_found_error(rule) { en: "error[{rule}]", pt: "erro[{rule}]" }
    check_found_warning(rule) { en: "warning[{rule}]", pt: "aviso[{rule}]" }
    check_found_notice(rule) { en: "note[{rule}]", pt: "nota[{rule}]" }
    check_same_as() { en: "the same as", pt: "o mesmo que" }
    check_way_out() { en: "what to do", pt: "o que fazer" }
    check_rare() { en: "asked for by `--profile hardened` or `--severity` only", pt: "só com `--profile hardened` ou `--severity`" }
    policy_root() {
        en: "a policy is a mapping from keys to values",
        pt: "uma política é um mapeamento de chaves para valores",
    }
}
