//! Pages for `man`: one for each command, and one for the format of presets.

use super::{VARIABLES, commands};
use crate::exit::EXIT_CODES;
use crate::preset::key::{KEYS, Kind};
use crate::text::{Language, manual as say};
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};

/// A page: where it belongs below a directory of manuals, and its text in roff.
pub struct Page {
    /// `man1/istio-imgen.1`, below the directory of its language if that is not English.
    pub path: String,
    /// The text.
    pub text: String,
}

/// All pages in a language, that of the program itself first.
#[must_use]
pub fn pages(language: Language) -> Vec<Page> {
    let directory = match language {
        Language::English => "",
        Language::Portuguese => "pt_BR/",
    };
    let mut root = crate::cli::command(language);
    root.build();
    let mut pages: Vec<Page> = commands(&root)
        .into_iter()
        .enumerate()
        .map(|(index, command)| {
            let man = Man::new(command.clone().disable_help_subcommand(true));
            let mut text = Vec::new();
            // Writing to memory does not fail.
            let _ = man.render(&mut text);
            let mut text = translate(&String::from_utf8_lossy(&text), language);
            if index == 0 {
                text.push_str(&of_program(language));
            }
            Page { path: format!("{directory}man1/{}", man.get_filename()), text }
        })
        .collect();
    pages.push(Page { path: format!("{directory}man5/istio-imgen-preset.5"), text: of_presets(language) });
    pages
}

/// What all commands share.
fn of_program(language: Language) -> String {
    let mut roff = Roff::new();
    let mut entry = |head: Vec<Inline>, text: String| {
        roff.control("TP", []).text(head).text([roman(text)]);
    };
    for row in EXIT_CODES {
        let text = format!("{}. {}.", (row.says)().say(language), (row.remedy)().say(language));
        entry(vec![bold(row.code.to_string())], text);
    }
    let codes = section(&say::manual_exit_status().say(language), &roff);
    let mut roff = Roff::new();
    for variable in VARIABLES {
        let names = vec![bold(variable.names.join(", "))];
        roff.control("TP", []).text(names).text([roman((variable.says)().say(language))]);
    }
    codes + &section(&say::manual_environment().say(language), &roff)
}

fn section(title: &str, body: &Roff) -> String {
    let mut head = Roff::new();
    head.control("SH", [title]);
    head.to_roff() + &body.to_roff()
}

/// The format of presets, from the table of keys.
fn of_presets(language: Language) -> String {
    let mut roff = Roff::new();
    let version = format!("istio-imgen {}", env!("CARGO_PKG_VERSION"));
    roff.control("TH", ["istio-imgen-preset", "5", "", version.as_str()]);
    roff.control("SH", [say::manual_name().say(language).as_str()]);
    roff.text([roman(format!("istio-imgen-preset - {}", say::manual_of_presets().say(language)))]);
    roff.control("SH", [say::manual_description().say(language).as_str()]);
    roff.text([roman(say::manual_presets_how().say(language))]);
    roff.control("SH", [say::manual_keys().say(language).as_str()]);
    for key in KEYS {
        let value = match key.kind {
            Kind::Choice(words) => words.join("|"),
            _ => key.value.to_owned(),
        };
        let mut head = vec![bold(key.path), roman(": "), italic(value)];
        if let Some(flag) = key.flag {
            head.push(roman(format!(" (--{flag})")));
        }
        roff.control("TP", []).text(head).text([roman((key.help)().say(language))]);
    }
    roff.to_roff()
}

/// The headings that `clap_mangen` writes itself, in the language of the rest.
fn translate(page: &str, language: Language) -> String {
    if language == Language::English {
        return page.to_owned();
    }
    let headings = [
        ("NAME", say::manual_name()),
        ("SYNOPSIS", say::manual_synopsis()),
        ("DESCRIPTION", say::manual_description()),
        ("OPTIONS", say::manual_options()),
        ("SUBCOMMANDS", say::manual_subcommands()),
        ("EXTRA", say::manual_extra()),
        ("VERSION", say::manual_version()),
    ];
    let line = |line: &str| match line.strip_prefix(".SH ") {
        Some(title) => match headings.iter().find(|(name, _)| *name == title) {
            Some((_, text)) => format!(".SH {}", text.say(language)),
            None => line.to_owned(),
        },
        None => line
            .replace("[default: ", &format!("[{}: ", say::manual_default().say(language)))
            .replace("[possible values: ", &format!("[{}: ", say::manual_possible_values().say(language)))
            .replace("Possible values:", &format!("{}:", say::manual_possible_values().say(language))),
    };
    page.lines().map(|text| line(text) + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_in_every_language() {
        let names = |language| pages(language).into_iter().map(|page| page.path).collect::<Vec<_>>();
        let english = names(Language::English);
        assert!(english.contains(&"man1/istio-imgen.1".to_owned()), "{english:?}");
        assert!(english.contains(&"man1/istio-imgen-cache-list.1".to_owned()), "{english:?}");
        let below: Vec<String> = english.iter().map(|path| format!("pt_BR/{path}")).collect();
        assert_eq!(names(Language::Portuguese), below);
    }

    #[test]
    fn no_english_word_is_left_in_the_headings_of_a_portuguese_page() {
        for page in pages(Language::Portuguese) {
            for heading in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "SUBCOMMANDS", "VERSION", "EXTRA", "COMMANDS"]
            {
                assert!(!page.text.contains(&format!(".SH {heading}\n")), "{heading} in {}", page.path);
            }
            assert!(!page.text.to_lowercase().contains("possible values"), "{}", page.text);
            assert!(page.text.contains(".SH DESCRIÇÃO\n"), "{}", page.text);
        }
    }
}
