//! Annotations: a short reason above each instruction of a Dockerfile, in lines of their own that can be taken out again.
//!
//! An annotation is a line that begins with [`PREFIX`]. It stands above the comments of its instruction, never between:
//! what `BuildKit`, hadolint and others read directly above an instruction stays where it is.

mod reason;

use crate::dockerfile::{Dockerfile, Instruction};
use crate::text::Language;

pub use reason::reason;

/// How an annotation begins: `sed '/^#: /d'` takes those of our contexts out, too.
pub const PREFIX: &str = "#: ";

/// How wide an annotation is, in characters.
const WIDTH: usize = 110;

/// The byte order mark that some editors put at the start of a file.
const MARK: char = '\u{feff}';

/// The text with an annotation for each instruction; annotations that it had are renewed.
#[must_use]
pub fn annotate(text: &str, language: Language) -> String {
    let plain = strip(text);
    let file = Dockerfile::parse(&plain);
    let mut annotated = String::with_capacity(plain.len() * 2);
    let end =
        if plain.lines().next().is_some_and(|line| plain[line.len()..].starts_with("\r\n")) { "\r\n" } else { "\n" };
    let (mut done, mut last) = (0, 0);
    for (index, instruction) in file.instructions.iter().enumerate() {
        let start = above(&file, instruction, last);
        last = instruction.last_line;
        annotated.push_str(&plain[done..start]);
        done = start;
        for line in wrap(&reason(&file, index).say(language)) {
            annotated.push_str(PREFIX);
            annotated.push_str(&line);
            annotated.push_str(end);
        }
    }
    annotated.push_str(&plain[done..]);
    annotated
}

/// The text without its annotations: byte for byte what it was before them. What looks like one inside of an instruction
/// or a heredoc is none.
#[must_use]
pub fn strip(text: &str) -> String {
    let mut plain = strip_once(text);
    // A line above a directive keeps it from being one: without it the rest may read otherwise.
    loop {
        let again = strip_once(&plain);
        if again == plain {
            return plain;
        }
        plain = again;
    }
}

fn strip_once(text: &str) -> String {
    let file = Dockerfile::parse(text);
    let mut plain = String::with_capacity(text.len());
    let mut done = 0;
    for comment in file.comments.iter().filter(|comment| !comment.inside) {
        let line = file.line(comment.line);
        let start = after_mark(text, line.start);
        if text[start..line.end].starts_with(PREFIX) {
            plain.push_str(&text[done..start]);
            done = line.end;
        }
    }
    plain.push_str(&text[done..]);
    plain
}

/// Where the comments begin that stand directly above an instruction, or the instruction itself; `last` is the last line
/// of the instruction before.
fn above(file: &Dockerfile<'_>, instruction: &Instruction<'_>, last: usize) -> usize {
    let mut first = instruction.line;
    // A line with nothing but the escape joins what follows, so the instruction begins there.
    for line in (last + 1..instruction.line).rev() {
        match file.text[file.line(line)].trim_matches(|c: char| c.is_whitespace() || c == MARK) {
            text if text.len() == file.escape.len_utf8() && text.starts_with(file.escape) => first = line,
            text if text.is_empty() || text.starts_with('#') => {}
            _ => break,
        }
    }
    let is_comment = |line: usize| file.comments.binary_search_by_key(&line, |comment| comment.line).is_ok();
    while first > last + 1 && is_comment(first - 1) {
        first -= 1;
    }
    after_mark(file.text, file.line(first).start)
}

fn after_mark(text: &str, start: usize) -> usize {
    if start == 0 && text.starts_with(MARK) { MARK.len_utf8() } else { start }
}

/// The words of a text in lines of a width that a terminal has.
fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH - PREFIX.len() => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn annotations_stand_above_comments_and_below_directives() {
        let text =
            "# check=error=true\n# pilot is an image\nFROM scratch AS pilot\n\n# hadolint ignore=DL3002\nUSER 0:0\n";
        let annotated = annotate(text, Language::English);
        let lines: Vec<&str> = annotated.lines().collect();
        assert_eq!(lines[0], "# check=error=true");
        assert!(lines[1].starts_with(PREFIX), "{annotated}");
        let user = lines.iter().position(|line| *line == "USER 0:0").unwrap();
        assert_eq!(lines[user - 1], "# hadolint ignore=DL3002");
        assert!(lines[user - 2].starts_with(PREFIX), "{annotated}");
        assert_eq!(strip(&annotated), text);
    }

    #[test]
    fn what_looks_like_an_annotation_inside_an_instruction_stays() {
        let text = "FROM scratch\nRUN <<EOF\n#: not ours\nEOF\nRUN a && \\\n#: nor this\n  b\n";
        assert_eq!(strip(text), text);
        assert_eq!(strip(&annotate(text, Language::Portuguese)), text);
    }

    #[test]
    fn annotations_are_renewed_not_doubled() {
        let once = annotate("FROM scratch\nCOPY a /a\n", Language::English);
        assert_eq!(annotate(&once, Language::English), once);
        assert_ne!(annotate(&once, Language::Portuguese), once);
        assert_eq!(strip(&annotate(&once, Language::Portuguese)), "FROM scratch\nCOPY a /a\n");
    }

    #[test]
    fn line_ends_and_byte_order_marks_stay() {
        for text in [
            "#A\n\u{2028}\\\nRUN a\n",
            "\u{feff}FROM scratch\r\nUSER 0\r\n",
            "FROM scratch\r\n# x\r\nUSER 0",
            "",
            "# only\n",
            "\u{feff}",
        ] {
            let annotated = annotate(text, Language::English);
            assert_eq!(strip(&annotated), text, "{annotated:?}");
            assert!(!annotated.trim_start_matches('\u{feff}').contains('\u{feff}'));
            assert!(!text.contains("\r\n") || !annotated.replace("\r\n", "").contains('\n'), "{annotated:?}");
        }
    }

    const PIECES: &[&str] = &[
        "FROM a AS b\n",
        "FROM\n",
        "RUN a \\\n",
        "RUN <<E\n",
        "E\n",
        "# escape=`\n",
        "# x\n",
        "#: y\n",
        "#:\n",
        " #: z\n",
        "\n",
        "USER 0\r\n",
        "COPY --from=b x y\n",
        "`\n",
        "  && c\n",
        "ONBUILD RUN x\n",
        "ç\n",
        "\u{feff}",
        "HEALTHCHECK NONE\n",
        "\\\n",
        "ADD <<A <<B /\n",
        "A\n",
        "B\n",
        "ARG x=1 y\n",
        "LABEL a\n",
        "nonsense\n",
    ];

    proptest! {
        #[test]
        fn stripping_gives_the_plain_file_whatever_it_is(indices in proptest::collection::vec(0..PIECES.len(), 0..24)) {
            let text: String = indices.into_iter().map(|index| PIECES[index]).collect();
            let plain = strip(&text);
            for language in Language::ALL {
                prop_assert_eq!(&strip(&annotate(&text, language)), &plain);
            }
            prop_assert_eq!(strip(&plain), plain.clone());
            prop_assert_eq!(plain == text, !text.contains("#: ") || plain.len() == text.len());
        }
    }
}
