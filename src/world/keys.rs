//! The keys of the terminal while questions are asked.

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// How the terminal was before its keys were taken, for an end that drops nothing.
static TERMINAL: Mutex<Option<Termios>> = Mutex::new(None);

/// Whether one more signal may be only an echo of the first.
static ECHO: AtomicBool = AtomicBool::new(false);

/// Whether a second signal may be no wish of the user's: while a key is waited for, console answers any signal with a SIGINT
/// of its own. Only one is told to be so.
pub(super) fn echoes_signals() -> bool {
    ECHO.swap(false, Ordering::SeqCst)
}

/// The keys of the terminal, for as long as this value lives: none is echoed or waits for the end of a line.
pub struct Keys {
    before: Option<Termios>,
    first: bool,
}

/// Takes the keys of the terminal at standard input; [`Keys`] gives them back when it is dropped. With `signals` Ctrl-C
/// still interrupts, for the time between two questions; without, it is a key like the others.
#[must_use]
pub fn take_keys(signals: bool) -> Keys {
    ECHO.store(true, Ordering::SeqCst);
    let stdin = std::io::stdin();
    let Ok(before) = tcgetattr(&stdin) else { return Keys { before: None, first: false } };
    let mut held = TERMINAL.lock().unwrap_or_else(PoisonError::into_inner);
    let first = held.is_none();
    held.get_or_insert_with(|| before.clone());
    let mut quiet = before.clone();
    quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON);
    quiet.local_modes.set(LocalModes::ISIG, signals);
    let _ = tcsetattr(&stdin, OptionalActions::Drain, &quiet);
    Keys { before: Some(before), first }
}

impl Drop for Keys {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Drain, before);
        }
        if self.first {
            *TERMINAL.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}

/// Gives the keys back for an end that drops nothing.
pub(super) fn give_back() {
    if let Some(before) = TERMINAL.lock().unwrap_or_else(PoisonError::into_inner).take() {
        let _ = tcsetattr(std::io::stdin(), OptionalActions::Drain, &before);
    }
}
