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
        pt: "a política não conhece a chave `{name}`, ou não este valor dela",
    }
    policy_stops() {
        en: "the policy cannot be followed; nothing was checked",
        pt: "a política não pode ser seguida; nada foi verificado",
    }
    check_about() {
        en: "Check a context or Dockerfiles against the rules",
        pt: "Verifica um contexto ou Dockerfiles contra as regras",
    }
    check_paths() {
        en: "A context, a Dockerfile, a directory with several, or - for standard input",
        pt: "Um contexto, um Dockerfile, um diretório com vários, ou - para a entrada padrão",
    }
    check_format() {
        en: "How findings are told: text for people, or for programs",
        pt: "Como os achados são informados: texto para pessoas, ou para programas",
    }
    check_threshold() {
        en: "Exit with 1 when something at least this severe is found",
        pt: "Termina com 1 quando se acha algo ao menos desta gravidade",
    }
    check_profile() {
        en: "The set of rules: CIS Docker Benchmark, all a level higher, or for learners",
        pt: "O conjunto de regras: CIS Docker Benchmark, todas um nível acima, ou para quem aprende",
    }
    check_policy() {
        en: "A YAML file with what your team allows: registries, bases, users, capabilities, labels, only-labels, max-pin-age, severity",
        pt: "Um arquivo YAML com o que sua equipe permite: registries, bases, users, capabilities, labels, only-labels, max-pin-age, severity",
    }
    check_severity() {
        en: "How much a rule matters: `off`, `info`, `warning`, `error`; ids of hadolint and others work too",
        pt: "Quanto uma regra importa: `off`, `info`, `warning`, `error`; ids do hadolint e de outros também servem",
    }
    check_ignore() { en: "Leave a rule out", pt: "Deixa uma regra de fora" }
    check_fix() {
        en: "Mend what can be mended without changing what is built, and show the changes",
        pt: "Corrige o que pode ser corrigido sem mudar o que é construído, e mostra as mudanças",
    }
    check_dry_run() { en: "Only show what --fix would change", pt: "Só mostra o que --fix mudaria" }
    check_today() {
        en: "The day that ages of pins are counted to, as YYYY-MM-DD",
        pt: "O dia até o qual se conta a idade das fixações, como AAAA-MM-DD",
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
