//! `pin`: names every image of a context by the digest that its reference has now. The context is generated anew and merged, as
//! `update` does.

use super::decide::Means;
use super::pinned::{self, Verify};
use super::{Session, context, update};
use crate::error::Result;
use crate::text::{Language, pin as say};
use clap::{Arg, ArgAction, ArgMatches, Command};

/// Its command line.
pub(super) fn define(language: Language) -> Command {
    let dry_run = Arg::new("dry-run").short('n').long("dry-run").action(ArgAction::SetTrue);
    Command::new("pin")
        .about(say::pin_about().say(language))
        .arg(context::argument(language))
        .arg(pinned::verify_argument(language))
        .arg(dry_run.help(say::pin_dry_run().say(language)))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    let means = Means { refresh: false, pin: Some(Verify::parse(crate::cli::one(matches, "verify"))) };
    update::renew(session, context::open(matches)?, matches, means)
}
