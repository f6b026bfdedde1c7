//! The program at a pseudo-terminal: what is typed, and what stands on the screen.

use super::Program;
use portable_pty::{CommandBuilder, ExitStatus, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Terminal {
    pub(crate) screen: vt100::Parser,
    /// Every byte that came, also of what was drawn over since.
    pub(crate) raw: Vec<u8>,
    output: Receiver<Vec<u8>>,
    input: Box<dyn Write + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Terminal {
    pub(crate) fn start(program: &Program, arguments: &[&str]) -> Terminal {
        Terminal::sized(program, arguments, 40, 120, &[])
    }

    pub(crate) fn sized(
        program: &Program,
        arguments: &[&str],
        rows: u16,
        columns: u16,
        environment: &[(&str, &str)],
    ) -> Terminal {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_istio-imgen"));
        command.env_clear();
        command.env("HOME", program.directory());
        command.env("TERM", "xterm-256color");
        for (name, value) in environment {
            command.env(name, value);
        }
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
        let screen = vt100::Parser::new(rows, columns, 0);
        Terminal { screen, raw: Vec::new(), output, input, child, _master: pair.master }
    }

    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen shows some words.
    #[track_caller]
    pub(crate) fn shows(&mut self, words: &str) -> &mut Terminal {
        self.waits(&format!("{words:?}"), |text| text.contains(words))
    }

    /// Waits until the screen shows what is meant.
    #[track_caller]
    pub(crate) fn waits(&mut self, what: &str, is_there: impl Fn(&str) -> bool) -> &mut Terminal {
        self.waits_at(what, |text, _| is_there(text))
    }

    /// Waits until the screen shows what is meant with its cursor at a row and column that are.
    #[track_caller]
    pub(crate) fn waits_at(&mut self, what: &str, is_there: impl Fn(&str, (u16, u16)) -> bool) -> &mut Terminal {
        let end = Instant::now() + PATIENCE;
        while !is_there(&self.text(), self.screen.screen().cursor_position()) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    let _ = self.child.kill();
                    panic!("no {what} on the screen:\n{}", self.text());
                }
            }
        }
        self
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.screen.process(bytes);
    }

    pub(crate) fn types(&mut self, keys: &str) -> &mut Terminal {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
        self
    }

    /// Sends a signal to the program, by its name.
    pub(crate) fn signals(&mut self, name: &str) -> &mut Terminal {
        let id = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
        self
    }

    pub(crate) fn end(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.take(&bytes);
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                // What it said last may still be on its way; the other end closes when all of it is read.
                while let Ok(bytes) = self.output.recv_timeout(Duration::from_secs(2)) {
                    self.take(&bytes);
                }
                return status;
            }
            assert!(Instant::now() < end, "still running:\n{}", self.text());
        }
    }
}
