//! Credential helpers: programs that keep logins in a keychain (`docker-credential-NAME get`, the protocol of
//! docker-credential-helpers).
#![allow(
    clippy::disallowed_methods,
    reason = "a login in a keychain is only to be had from the program that the user's Docker configuration names"
)]

use super::login::Secret;
use crate::error::{Error, Kind, Result};
use crate::source::{Credential, clean};
use crate::text::registry as say;
use serde::Deserialize;
use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A keychain may ask its owner; nobody takes longer than this.
const LONGEST: Duration = Duration::from_secs(60);
const MOST_BYTES: u64 = 64 << 10;

#[derive(Deserialize)]
struct Answer {
    #[serde(default, rename = "Username")]
    user: String,
    #[serde(default, rename = "Secret")]
    secret: String,
}

/// Asks the helper of a name for the login of a server; `None` when it has none.
///
/// # Errors
/// [`Kind::Source`] when the helper cannot be run, fails, or answers nonsense.
pub(super) fn get(name: &str, server: &str) -> Result<Option<Secret>> {
    let program = format!("docker-credential-{name}");
    let failed = || Error::new(Kind::Source, say::helper_failed(&program, server)).hint(say::helper_how(&program));
    // A name with a path in it would run whatever lies there.
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')) {
        return Err(failed());
    }
    let (succeeded, output) = run(&program, server).map_err(|error| failed().because(error))?;
    if !succeeded {
        let reason = String::from_utf8_lossy(&output).to_lowercase();
        // The words of the protocol for "no login"; anybody may pull what is public.
        if reason.contains("credentials not found") || reason.contains("no credentials") {
            return Ok(None);
        }
        return Err(failed().because(clean(&reason)));
    }
    let answer: Answer = serde_json::from_slice(&output).map_err(|_| failed())?;
    Ok(match answer.user.as_str() {
        _ if answer.secret.is_empty() => None,
        "<token>" => Some(Secret::Identity(answer.secret)),
        _ => Some(Secret::Plain(Credential::Basic { user: answer.user, password: answer.secret })),
    })
}

fn run(program: &str, server: &str) -> io::Result<(bool, Vec<u8>)> {
    let mut command = Command::new(program);
    command.arg("get").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    // A helper that does not read says no by its exit code.
    let _ = child.stdin.take().map(|mut input| input.write_all(server.as_bytes()));
    let output = child.stdout.take();
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        output.map_or(Ok(0), |output| output.take(MOST_BYTES).read_to_end(&mut bytes)).map(|_| bytes)
    });
    let succeeded = wait(&mut child)?;
    let bytes = reader.join().map_err(|_| io::Error::other("no output"))??;
    Ok((succeeded, bytes))
}

fn wait(child: &mut Child) -> io::Result<bool> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        if started.elapsed() > LONGEST || crate::world::interrupted() {
            child.kill()?;
            child.wait()?;
            return Err(io::ErrorKind::TimedOut.into());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
