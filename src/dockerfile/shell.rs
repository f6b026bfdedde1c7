//! The commands of a shell script, as far as checks need them: words without quotes, how one command follows another,
//! what is redirected. Substitutions are looked into. It is no shell: it never fails, and reads anything somehow.

use super::Joined;
use std::ops::Range;

/// How deep substitutions are looked into.
const DEPTH: usize = 8;

/// What stands between a command and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// Nothing: it is the first of a script or substitution.
    Start,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `|` or `|&`
    Pipe,
    /// `;`, `&` or a new line.
    Next,
}

/// A word of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its text without quotes and escapes; variables stay as they are written.
    pub text: String,
    /// Its bytes in the file.
    pub span: Range<usize>,
    /// Some of it is quoted.
    pub quoted: bool,
    /// A variable or substitution stands in it outside of quotes: the shell splits what it holds.
    pub splits: bool,
}

/// A simple command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Its words: the program first.
    pub words: Vec<Word>,
    /// The variables that are set for it: `NAME=value`.
    pub settings: Vec<Word>,
    /// Its redirections: the operator, and where it goes.
    pub redirections: Vec<(String, Word)>,
    /// How it follows the one before.
    pub joint: Joint,
    /// It stands in a substitution: `$(…)` or backticks.
    pub substituted: bool,
    /// The index of the word that is the program, and where its name starts there, past its directory.
    program: (usize, usize),
}

/// Words that only start or end what holds commands.
const KEYWORDS: &[&str] =
    &["if", "then", "elif", "else", "fi", "do", "done", "while", "until", "!", "{", "}", "time", "esac"];

impl Command {
    /// A command of words alone.
    #[must_use]
    pub fn plain(words: Vec<Word>) -> Command {
        Command::new(words, Vec::new(), Vec::new(), Joint::Start, false)
    }

    fn new(
        words: Vec<Word>,
        settings: Vec<Word>,
        redirections: Vec<(String, Word)>,
        joint: Joint,
        substituted: bool,
    ) -> Command {
        let index = start(&words);
        let name = words.get(index).and_then(|word| word.text.rfind('/')).map_or(0, |slash| slash + 1);
        Command { words, settings, redirections, joint, substituted, program: (index, name) }
    }

    /// The program without its directory, past what only runs another one.
    #[must_use]
    pub fn program(&self) -> &str {
        let (index, name) = self.program;
        self.words.get(index).map_or("", |word| &word.text[name..])
    }

    /// The words after the program.
    #[must_use]
    pub fn arguments(&self) -> &[Word] {
        self.words.get(self.program.0 + 1..).unwrap_or_default()
    }

    /// The arguments that are no flags.
    pub fn operands(&self) -> impl Iterator<Item = &Word> {
        self.arguments().iter().filter(|word| !word.text.starts_with('-'))
    }

    /// Whether a flag is given: its letter alone or among others, or one of its long names, with or without a value.
    #[must_use]
    pub fn has_flag(&self, letter: Option<char>, long: &[&str]) -> bool {
        self.arguments().iter().any(|word| match word.text.strip_prefix("--") {
            Some(name) => long.contains(&name.split('=').next().unwrap_or_default()),
            None => match word.text.strip_prefix('-') {
                Some(letters) => letter.is_some_and(|letter| letters.contains(letter)),
                None => false,
            },
        })
    }

    /// Whether it runs a program with a first operand: `apt-get install`.
    #[must_use]
    pub fn is(&self, program: &str, operand: &str) -> bool {
        self.program() == program && self.operands().next().is_some_and(|word| word.text == operand)
    }
}

/// Where the program stands among the words: behind `sudo`, `env`, `exec` and the like with their flags and settings.
fn start(words: &[Word]) -> usize {
    let mut index = 0;
    while let Some(word) = words.get(index) {
        let is_wrapper = matches!(word.text.as_str(), "sudo" | "env" | "exec" | "command" | "nice" | "nohup");
        if !is_wrapper || index + 1 == words.len() {
            break;
        }
        index += 1;
        let skipped = |word: &Word| word.text.starts_with('-') || word.text.contains('=');
        while words.get(index).is_some_and(skipped) && index + 1 < words.len() {
            index += 1;
        }
    }
    index
}

/// The commands of a script, in the order in which they end.
#[must_use]
pub fn commands(script: &Joined<'_>) -> Vec<Command> {
    let mut reader = Reader { script, found: Vec::new() };
    reader.read(0..script.text.len(), 0);
    reader.found
}

struct Reader<'s, 't> {
    script: &'s Joined<'t>,
    found: Vec<Command>,
}

/// The command that is being read.
struct Open {
    words: Vec<Word>,
    redirection: Option<String>,
    redirections: Vec<(String, Word)>,
    joint: Joint,
    /// A `for` or `case`: its words are no command.
    clause: bool,
}

impl Reader<'_, '_> {
    fn read(&mut self, range: Range<usize>, depth: usize) {
        let script = self.script;
        let text = script.text.as_ref();
        let fresh =
            |joint| Open { words: Vec::new(), redirection: None, redirections: Vec::new(), joint, clause: false };
        let mut open = fresh(Joint::Start);
        let mut index = range.start;
        while index < range.end {
            let rest = &text[index..range.end];
            let Some(letter) = rest.chars().next() else { break };
            let operator =
                ["&&", "||", "|&", ";;", "|", ";", "&", "\n", "(", ")"].iter().find(|op| rest.starts_with(**op));
            if let Some(operator) = operator.filter(|op| **op != "&" || !rest.starts_with("&>")) {
                let joint = match *operator {
                    "&&" => Joint::And,
                    "||" => Joint::Or,
                    "|" | "|&" => Joint::Pipe,
                    _ => Joint::Next,
                };
                let after = if open.words.is_empty() && *operator == "(" { open.joint } else { joint };
                self.close(std::mem::replace(&mut open, fresh(after)), depth);
                index += operator.len();
            } else if letter.is_whitespace() {
                index += letter.len_utf8();
            } else if letter == '#' {
                index += rest.find('\n').unwrap_or(rest.len());
            } else if let Some(length) = redirection(rest) {
                open.redirection = Some(rest[..length].to_owned());
                index += length;
            } else {
                let (word, end) = self.word(index..range.end, depth);
                index = end;
                self.take(&mut open, word);
            }
        }
        self.close(open, depth);
    }

    /// Puts a word where it belongs.
    fn take(&self, open: &mut Open, word: Word) {
        if let Some(operator) = open.redirection.take() {
            open.redirections.push((operator, word));
        } else if open.words.is_empty() && !word.quoted && KEYWORDS.contains(&word.text.as_str()) {
            open.clause = false;
        } else if open.words.is_empty() && !word.quoted && matches!(word.text.as_str(), "for" | "case") {
            open.clause = true;
        } else if !open.clause {
            open.words.push(word);
        }
    }

    fn close(&mut self, mut open: Open, depth: usize) {
        let is_setting = |word: &Word| {
            word.text.split_once('=').is_some_and(|(name, _)| {
                name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                    && name.trim_end_matches('+').chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            })
        };
        let count = open.words.iter().take_while(|word| is_setting(word)).count();
        let words = open.words.split_off(count);
        if !words.is_empty() || count > 0 || !open.redirections.is_empty() {
            let command = Command::new(words, open.words, open.redirections, open.joint, depth > 0);
            self.found.push(command);
        }
    }

    /// One word and where it ends; commands in its substitutions are read on the way.
    fn word(&mut self, range: Range<usize>, depth: usize) -> (Word, usize) {
        let script = self.script;
        let text = script.text.as_ref();
        let mut word = String::new();
        let (mut index, mut quote, mut quoted, mut splits) = (range.start, None, false, false);
        while index < range.end {
            let rest = &text[index..range.end];
            let Some(letter) = rest.chars().next() else { break };
            let width = letter.len_utf8();
            splits |= quote.is_none() && (letter == '`' || letter == '$' && is_split(rest));
            match (letter, quote) {
                ('\'', None) => {
                    let length = rest[1..].find('\'').unwrap_or(rest.len() - 1);
                    word.push_str(&rest[1..1 + length]);
                    quoted = true;
                    index += (length + 2).min(rest.len());
                }
                ('"', None) => (quote, quoted, index) = (Some('"'), true, index + 1),
                ('"', Some(_)) => (quote, index) = (None, index + 1),
                ('\\', _) => {
                    let next = rest[1..].chars().next();
                    if quote.is_some() && !next.is_some_and(|c| matches!(c, '"' | '\\' | '$' | '`')) {
                        word.push('\\');
                    }
                    word.extend(next);
                    index += 1 + next.map_or(0, char::len_utf8);
                }
                ('$', _) if rest.starts_with("$(") && !rest.starts_with("$((") => {
                    let length = closing(&rest[2..], ')');
                    if depth < DEPTH {
                        self.read(index + 2..index + 2 + length, depth + 1);
                    }
                    let end = (length + 3).min(rest.len());
                    word.push_str(&rest[..end]);
                    index += end;
                }
                ('$', _) if rest.starts_with("${") || rest.starts_with("$((") => {
                    let close = if rest.starts_with("${") { '}' } else { ')' };
                    let end = (closing(&rest[2..], close) + 3).min(rest.len());
                    word.push_str(&rest[..end]);
                    index += end;
                }
                ('`', _) => {
                    let length = rest[1..].find('`').unwrap_or(rest.len() - 1);
                    if depth < DEPTH {
                        self.read(index + 1..index + 1 + length, depth + 1);
                    }
                    let end = (length + 2).min(rest.len());
                    word.push_str(&rest[..end]);
                    index += end;
                }
                (letter, None)
                    if letter.is_whitespace() || matches!(letter, '&' | '|' | ';' | '(' | ')' | '<' | '>') =>
                {
                    break;
                }
                (letter, _) => {
                    word.push(letter);
                    index += width;
                }
            }
        }
        (Word { text: word, span: script.span(range.start..index), quoted, splits }, index)
    }
}

/// Whether what starts with `$` is split when it stands unquoted: numbers, `$?` and the like hold no spaces.
fn is_split(text: &str) -> bool {
    let rest = text[1..].trim_start_matches('{');
    let counts = text.starts_with("$((") || text.starts_with("${#");
    !counts
        && (text.starts_with("$(")
            || rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '@' || c == '*'))
}

/// How many bytes a redirection's operator at the start of a text has: `2>&1` is one with its target.
fn redirection(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let operators = ["&>>", "&>", ">>", ">&", ">|", "<<<", "<<-", "<<", "<&", "<>", ">", "<"];
    operators.iter().find(|operator| rest.starts_with(**operator)).map(|operator| digits + operator.len())
}

/// How far it is to the bracket that closes, past quotes and nested ones; to the end if there is none.
fn closing(text: &str, close: char) -> usize {
    let open = if close == ')' { '(' } else { '{' };
    let (mut depth, mut quote) = (0_usize, None);
    let mut letters = text.char_indices();
    while let Some((index, letter)) = letters.next() {
        match (letter, quote) {
            ('\\', None | Some('"')) => {
                letters.next();
            }
            (letter, Some(ending)) if letter == ending => quote = None,
            (_, Some('\'')) => {}
            ('\'' | '"', None) => quote = Some(letter),
            (letter, _) if letter == open => depth += 1,
            (letter, _) if letter == close && depth == 0 => return index,
            (letter, _) if letter == close => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(script: &str) -> Vec<String> {
        let line = |command: &Command| {
            let words: Vec<&str> = command.words.iter().map(|word| word.text.as_str()).collect();
            format!("{:?} {}", command.joint, words.join("|"))
        };
        commands(&Joined::one(script, 0)).iter().map(line).collect()
    }

    #[test]
    fn commands_are_found_wherever_they_stand() {
        assert_eq!(
            lines("set -eux; apt-get update && apt-get install -y 'a b' \"c d\"e || (cd /x; make) | tee log 2>&1 # no"),
            [
                "Start set|-eux",
                "Next apt-get|update",
                "And apt-get|install|-y|a b|c de",
                "Or cd|/x",
                "Next make",
                "Pipe tee|log"
            ]
        );
        assert_eq!(
            lines(
                "if [ -f x ]; then rm x; fi; for f in a b; do echo $f; done\nX=1 Y=\"$(curl -k u)\" run `id -u` ${A:-b c}"
            ),
            [
                "Start [|-f|x|]",
                "Next rm|x",
                "Next echo|$f",
                "Start curl|-k|u",
                "Start id|-u",
                "Next run|`id -u`|${A:-b c}",
            ]
        );
    }

    #[test]
    fn words_tell_whether_the_shell_splits_them() {
        let splits = |script: &str| commands(&Joined::one(script, 0)).last().unwrap().words[1].splits;
        for script in ["a $B", "a ${B}/c", "a $(b)", "a x`b`", "a \"$B\"$C"] {
            assert!(splits(script), "{script}");
        }
        for script in ["a \"$B\"", "a '$B'", "a $?", "a $((1+2))", "a ${#B}", "a \\$B", "a \"$(b \"$C\")\"", "a cost$"]
        {
            assert!(!splits(script), "{script}");
        }
    }

    #[test]
    fn what_runs_another_program_is_passed_over() {
        let command = &commands(&Joined::one("sudo -E env A=b /usr/bin/apt-get -qy install x > /y", 0))[0];
        assert_eq!(command.program(), "apt-get");
        assert!(command.is("apt-get", "install") && command.has_flag(Some('y'), &["yes"]));
        assert_eq!(command.redirections[0].1.text, "/y");
        assert_eq!(commands(&Joined::one("sudo", 0))[0].program(), "sudo");
    }

    proptest! {
        #[test]
        fn any_script_is_read_in_its_bounds(script in "[a-z$(){}`'\"\\\\ ;|&<>#\n=é-]{0,120}") {
            for command in commands(&Joined::one(&script, 0)) {
                for word in &command.words {
                    prop_assert!(script.get(word.span.clone()).is_some());
                }
            }
        }
    }
}
