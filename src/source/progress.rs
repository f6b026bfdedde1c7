//! What a person may see while sources are fetched, and how to end it.

/// What is being done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Another process fetches into the same cache entry.
    Waiting,
    /// Connecting, and finding the tag.
    #[default]
    Connecting,
    /// Receiving objects.
    Receiving,
    /// Resolving differences between objects, and checking that all are there.
    Checking,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// What is being done.
    pub phase: Phase,
    /// Objects received, or resolved in [`Phase::Checking`].
    pub objects: usize,
    /// All objects; 0 while it is not known.
    pub total: usize,
    /// Bytes received.
    pub bytes: usize,
}

/// Looks on while sources are fetched.
pub trait Progress: Sync {
    /// Called often, from the thread that fetches.
    fn update(&self, numbers: Numbers);
    /// Whether to give up, as after Ctrl-C; asked several times a second, also from other threads.
    fn cancelled(&self) -> bool;
}

/// Nobody looks on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl Progress for Quiet {
    fn update(&self, _: Numbers) {}

    fn cancelled(&self) -> bool {
        false
    }
}
