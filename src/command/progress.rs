//! Progress, drawn on a terminal that can show it and nowhere else: not in pipes, not in CI, not for who wants quiet.

use crate::report::Report;
use crate::source::{Numbers, Phase, Progress};
use crate::text::{Language, Text, cli as say, usage};
use crate::world;
use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::atomic::{AtomicBool, Ordering};

/// Fewer files than this are written before anybody could read a bar.
const WORTH_A_BAR: usize = 200;

/// Bytes as a person reads them.
pub(super) fn human(bytes: u64, language: Language) -> String {
    let said = HumanBytes(bytes).to_string();
    if language == Language::Portuguese { said.replace('.', ",") } else { said }
}

fn bar(template: &str, message: String, drawn: bool) -> ProgressBar {
    let bar = ProgressBar::no_length();
    if !drawn || !world::can_draw() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(message);
    bar
}

/// Sources on their way: objects and bytes. The line is gone when this is dropped.
pub(super) struct Fetching {
    bar: ProgressBar,
    message: String,
    language: Language,
    /// Whether the number of objects is known, so that a bar can show the part that is there.
    measured: AtomicBool,
}

impl Fetching {
    pub(super) fn new(tag: &str, report: &Report) -> Fetching {
        let message = say::fetching(tag).say(report.language);
        let bar = bar("{spinner} {msg}", message.clone(), report.quiet == 0);
        Fetching { bar, message, language: report.language, measured: AtomicBool::new(false) }
    }
}

impl Progress for Fetching {
    fn update(&self, numbers: Numbers) {
        let counted = matches!(numbers.phase, Phase::Receiving | Phase::Checking) && numbers.total > 0;
        if numbers.bytes > 0 {
            self.bar.set_message(format!("{}  {}", self.message, human(numbers.bytes as u64, self.language)));
        }
        if counted {
            if !self.measured.swap(true, Ordering::Relaxed)
                && let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")
            {
                self.bar.set_style(style);
            }
            self.bar.set_length(numbers.total as u64);
            self.bar.set_position(numbers.objects as u64);
        } else {
            self.bar.tick();
        }
    }

    fn cancelled(&self) -> bool {
        world::interrupted()
    }
}

impl Drop for Fetching {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Files on their way to the disk.
pub(super) struct Writing(ProgressBar);

impl Writing {
    pub(super) fn new(files: usize, report: &Report) -> Writing {
        let message: Text = usage::writing(files);
        let drawn = report.quiet == 0 && files >= WORTH_A_BAR;
        let bar = bar("{msg} {wide_bar} {pos}/{len}", message.say(report.language), drawn);
        bar.set_length(files as u64);
        Writing(bar)
    }

    /// Another file is about to be written; whether to give up instead.
    pub(super) fn next(&self) -> bool {
        self.0.inc(1);
        world::interrupted()
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
