//! The scripts of the shells, loaded by the shells themselves, and the manual.

use super::*;
use std::process::Command;

/// What a script says in a shell that has our program on its path; nothing where the shell is not installed.
fn say(shell: &str, script: &str) -> Option<String> {
    let program = Program::new();
    let binary = Path::new(env!("CARGO_BIN_EXE_istio-imgen"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    program.write("script", script);
    program.write("mine.yaml", "extends: [minimal]\n");
    let flags: &[&str] = match shell {
        "bash" => &["--noprofile", "--norc"],
        "zsh" => &["-f"],
        "elvish" => &["-norc"],
        _ => &["--no-config"],
    };
    let ran = Command::new(shell)
        .args(flags)
        .arg("script")
        .env_clear()
        .env("PATH", path)
        .env("HOME", program.directory())
        .env("TERM", "dumb")
        .current_dir(program.directory())
        .output()
        .ok()?;
    let (out, err) = (String::from_utf8(ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap());
    assert!(ran.status.success() && err.is_empty(), "{shell}: {out}{err}");
    Some(out)
}

#[test]
fn bash_completes() {
    let said = say(
        "bash",
        r#"
        source <(istio-imgen completions bash)
        [[ $(complete -p istio-imgen) == *_clap_complete_istio_imgen* ]] || exit 1
        complete_as() {
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
            _clap_complete_istio_imgen istio-imgen "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s ' "${COMPREPLY[@]}"; printf '\n'
        }
        complete_as istio-imgen comp
        complete_as istio-imgen new --preset mi
        complete_as istio-imgen new --component pilot,p
        complete_as istio-imgen new --set vari
        complete_as istio-imgen new --istio 1.28.1
        "#,
    );
    let Some(said) = said else { return };
    let lines: Vec<&str> = said.lines().map(str::trim_end).collect();
    assert_eq!(lines[0], "completions");
    assert_eq!(lines[1], "minimal mine.yaml");
    assert_eq!(lines[2], "pilot,proxy");
    assert_eq!(lines[3], "variant=default variant=debug variant=distroless");
    assert_eq!(lines[4], "1.28.10 1.28.1");
}

#[test]
fn fish_completes_with_meanings_in_the_language_that_is_typed() {
    let said = say(
        "fish",
        "istio-imgen completions fish | source\ncomplete -C 'istio-imgen new --preset mini'\n\
         complete -C 'istio-imgen --lang pt-BR new --no-i'\n",
    );
    let Some(said) = said else { return };
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "minimal\tcontrol plane and proxy on Istio's own distroless images");
    assert!(lines[1].starts_with("--no-input\tnão perguntar"), "{said}");
}

#[test]
fn zsh_loads_the_script_and_gets_its_candidates() {
    let said = say(
        "zsh",
        r#"
        autoload -Uz compinit; compinit -D
        source <(istio-imgen completions zsh)
        print -r -- $_comps[istio-imgen]
        # What the function would show goes through _describe: it is caught here.
        _describe() { print -rl -- "${(@P)@[-1]}" }
        words=(istio-imgen new --base deb); CURRENT=4
        _clap_dynamic_completer_istio_imgen
        "#,
    );
    let Some(said) = said else { return };
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines, ["_clap_dynamic_completer_istio_imgen", "debian:Debian 13, slim"]);
}

#[test]
fn elvish_completes() {
    let script = Program::new().run(&["completions", "elvish"]).exits(0).out();
    // The map of completers is there at a terminal only; what is put into it is the script's.
    let script = script.replace("edit:completion:arg-completer[istio-imgen]", "completer");
    let said = say(
        "elvish",
        &format!(
            "var completer = {{ }}\n{script}\n$completer istio-imgen comp\n$completer istio-imgen new --preset mi\n\
             $completer istio-imgen new --component pilot,p\n"
        ),
    );
    let Some(said) = said else { return };
    assert_eq!(said.lines().collect::<Vec<_>>(), ["completions", "minimal", "mine.yaml", "pilot,proxy"]);
}

#[test]
fn the_script_of_powershell_and_elvish_register_our_name() {
    let program = Program::new();
    let script = |shell| program.run(&["completions", shell]).exits(0).out();
    // What is typed may be anything: completing it must not run it.
    let words = script("powershell");
    assert!(words.contains("Register-ArgumentCompleter -Native -CommandName 'istio-imgen' "), "{words}");
    assert!(words.contains("'istio-imgen;update'") && words.contains("'--threshold'"), "{words}");
    assert!(!words.contains("Invoke-Expression") && !words.contains("| iex"), "{words}");
    assert!(script("elvish").contains("edit:completion:arg-completer[istio-imgen]"));
    program.run(&["completions", "tcsh"]).exits(2);
}

#[test]
fn manual_pages_are_written_where_man_looks_and_read_by_it() {
    let program = Program::new();
    program.run(&["man", "share/man"]).exits(0);
    program.run(&["man", "share/man", "--lang", "pt-BR"]).exits(0);
    let page = program.read("share/man/man1/istio-imgen.1");
    assert!(page.contains(".SH \"EXIT STATUS\"") && page.contains("ISTIO_IMGEN_CACHE_DIR"), "{page}");
    assert!(program.read("share/man/pt_BR/man1/istio-imgen-new.1").contains(".SH OPÇÕES"));
    assert!(program.read("share/man/man5/istio-imgen-preset.5").contains("istio.tag"));
    let groff = |path: &str| {
        let page = program.directory().join(path);
        Command::new("groff").args(["-man", "-Tutf8", "-Kutf8", "-ww", "-z"]).arg(page).output().ok()
    };
    for path in
        ["share/man/man1/istio-imgen.1", "share/man/pt_BR/man1/istio-imgen.1", "share/man/man5/istio-imgen-preset.5"]
    {
        let Some(ran) = groff(path) else { continue };
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success() && said.is_empty(), "{path}: {said}");
    }
    // A second time nothing is to be kept aside.
    let ran = program.run(&["man", "share/man"]).exits(0);
    assert!(!ran.err().contains(".orig"), "{}", ran.err());
}
