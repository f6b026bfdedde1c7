//! `pin`: names every image of a context by the digest that its reference has now. The context is generated anew and merged, as
//! `update` does.

use super::update::{self, Images, Report};
use super::{Session, bundle, context, pinned};
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
        .arg(bundle::from_argument(language))
        .arg(dry_run.help(say::pin_dry_run().say(language)))
}

/// Runs the command and returns its exit code.
pub(super) fn run(session: &mut Session, matches: &ArgMatches) -> Result<u8> {
    update::renew(session, context::open(matches)?, matches, (Report::Pin, Images::All))
}
