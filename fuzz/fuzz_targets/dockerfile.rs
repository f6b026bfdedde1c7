//! A Dockerfile of any text: every byte is told of once, annotations come off again, and mending breaks nothing.
#![no_main]

use istio_imgen::annotate::{annotate, strip};
use istio_imgen::check::{self, Policy, Settings, Subject};
use istio_imgen::dockerfile::{Dockerfile, Instruction};
use istio_imgen::text::Language;
use libfuzzer_sys::fuzz_target;
use std::ops::Range;

fuzz_target!(|text: &str| {
    let file = Dockerfile::parse(text);
    covered(&file);
    for language in Language::ALL {
        assert_eq!(strip(&annotate(text, language)), strip(text));
    }
    let policy = Policy::default();
    let hits = check::find(&Subject::new(&file, &policy, None), &Settings::default());
    for hit in &hits {
        assert!(hit.elsewhere.is_some() || text.get(hit.span.clone()).is_some(), "{} {:?}", hit.check.rule.id, hit.span);
    }
    assert_eq!(check::apply(text, &[]), (text.to_owned(), 0));
    let (mended, count) = check::apply(text, &hits);
    assert_eq!(mended == text, count == 0);
    let again = Dockerfile::parse(&mended);
    assert!(again.problems.len() <= file.problems.len(), "{mended}");
    assert_eq!(again.stages.len(), file.stages.len(), "{mended}");
});

/// Every line belongs to a comment, a directive or an instruction, or holds nothing; nothing overlaps.
fn covered(file: &Dockerfile<'_>) {
    let mut end = 0;
    for instruction in &file.instructions {
        let span = part(file.text, &instruction.span);
        assert!(instruction.span.start >= end, "{:?}", instruction.span);
        assert!(span.starts_with(|c: char| !c.is_whitespace()), "{span:?}");
        end = instruction.span.end;
        parts(file, instruction);
    }
    let inside = |line: usize| {
        let instruction = file.instructions.iter().any(|found| (found.line..=found.last_line).contains(&line));
        let at = file.line(line);
        let comments = file.comments.iter().map(|comment| &comment.span);
        let directives = file.directives.iter().map(|directive| &directive.span);
        instruction || comments.chain(directives).any(|span| at.contains(&span.start))
    };
    let mut read = 0;
    for number in 1.. {
        let line = file.line(number);
        if line.is_empty() {
            break;
        }
        assert_eq!(line.start, read);
        read = line.end;
        let held = file.text[line].trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == file.escape);
        assert!(held.is_empty() || inside(number), "line {number}: {held:?}");
    }
    // A byte order mark alone is no line.
    assert!(read == file.text.len() || file.text == "\u{feff}");
    for problem in &file.problems {
        part(file.text, &problem.span);
    }
}

/// The parts of an instruction lie in it, and what is one piece of the file is what stands there.
fn parts(file: &Dockerfile<'_>, instruction: &Instruction<'_>) {
    let inside = |span: &Range<usize>| {
        assert!(span.start >= instruction.span.start && span.end <= instruction.span.end, "{span:?}");
        part(file.text, span)
    };
    let name = inside(&instruction.name.span);
    assert!(name.contains('\n') || name == instruction.name.text, "{name:?}");
    for flag in &instruction.flags {
        inside(&flag.name.span);
        flag.value.iter().for_each(|value| _ = inside(&value.span));
    }
    instruction.words().iter().for_each(|word| _ = inside(&word.span));
    for pair in instruction.pairs() {
        inside(&pair.name.span);
        pair.value.iter().for_each(|value| _ = inside(&value.span));
    }
    instruction.heredocs.iter().for_each(|heredoc| _ = inside(&heredoc.body));
    if let Some(trigger) = &instruction.trigger {
        part(file.text, &trigger.span);
    }
}

fn part<'t>(text: &'t str, span: &Range<usize>) -> &'t str {
    text.get(span.clone()).unwrap_or_else(|| panic!("{span:?} is no part of the text"))
}
