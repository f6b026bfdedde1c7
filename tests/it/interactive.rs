//! The interview, at a real pseudo-terminal.

use crate::support::Program;
use portable_pty::{CommandBuilder, ExitStatus, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

struct Terminal {
    screen: vt100::Parser,
    output: Receiver<Vec<u8>>,
    input: Box<dyn Write + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Terminal {
    fn start(program: &Program, arguments: &[&str]) -> Terminal {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_istio-imgen"));
        command.env_clear();
        command.env("HOME", program.directory());
        command.env("TERM", "xterm-256color");
        command.cwd(program.directory());
        command.args(arguments);
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let input = pair.master.take_writer().unwrap();
        Terminal { screen: vt100::Parser::new(40, 120, 0), output, input, child, _master: pair.master }
    }

    /// Waits until the screen shows some words.
    #[track_caller]
    fn shows(&mut self, words: &str) -> &mut Terminal {
        let end = Instant::now() + PATIENCE;
        while !self.screen.screen().contents().contains(words) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    let _ = self.child.kill();
                    panic!("no {words:?} on the screen:\n{}", self.screen.screen().contents());
                }
            }
        }
        self
    }

    fn types(&mut self, keys: &str) -> &mut Terminal {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
        self
    }

    fn end(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.screen.process(&bytes);
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                // What it said last may still be on its way; the other end closes when all of it is read.
                while let Ok(bytes) = self.output.recv_timeout(Duration::from_secs(2)) {
                    self.screen.process(&bytes);
                }
                return status;
            }
            assert!(Instant::now() < end, "still running:\n{}", self.screen.screen().contents());
        }
    }
}

#[test]
fn what_is_open_is_asked_and_nothing_else() {
    let program = Program::new();
    let mut terminal = Terminal::start(&program, &["new", "x", "--lang", "en"]);
    terminal.shows("Istio release").types("1.28.10").shows("1.28.10").types("\r");
    terminal.shows("Components").shows("the control plane").types(" \r");
    terminal.shows("Base image").shows("Ubuntu 24.04").types("\r");
    terminal.shows("files to x");
    assert!(terminal.end().success());
    let selection = program.read("x/.istio-imgen/selection.yaml");
    assert!(selection.contains("tag: 1.28.10") && selection.contains("- pilot\n"), "{selection}");
    assert!(!selection.contains("- proxy"), "{selection}");
}

#[test]
fn answers_of_presets_and_flags_are_not_asked_again() {
    let program = Program::new();
    let mut terminal = Terminal::start(&program, &["new", "x", "--preset", "minimal", "--lang", "pt-BR"]);
    terminal.shows("gravados em x");
    assert!(terminal.end().success());
    assert!(!terminal.screen.screen().contents().contains("Componentes"));
}

#[test]
fn ctrl_c_leaves_nothing_and_shows_the_cursor() {
    for keys_before in ["", "\r"] {
        let program = Program::new();
        let mut terminal = Terminal::start(&program, &["new", "x"]);
        terminal.shows("Istio release").types(keys_before);
        if !keys_before.is_empty() {
            terminal.shows("Components");
        }
        terminal.types("\u{3}");
        assert_eq!(terminal.end().exit_code(), 130);
        assert!(!terminal.screen.screen().hide_cursor(), "the cursor is hidden");
        assert!(!program.directory().join("x").exists());
    }
}
