//! What goes wrong while a context is made: what is printed, that nothing half-made stays, and that the next run works.

use super::{TAG, from_clone, with_clone};
use crate::support::git_server::{GitServer, Reply};
use crate::support::{Program, files};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

fn from_server<'a>(directory: &'a str, url: &'a str) -> Vec<&'a str> {
    vec!["new", directory, "--preset", "source-distroless", "--no-input", "--istio-source", url, "--cache-dir", "c"]
}

fn nothing_half_made(program: &Program, directory: &str) {
    assert!(!program.directory().join(directory).exists());
    for entry in std::fs::read_dir(program.directory()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.starts_with(".istio-imgen-stage"), "{name} was left");
    }
}

#[test]
fn a_cut_connection_is_told_and_the_next_run_works() {
    let program = with_clone();
    static CUT: AtomicBool = AtomicBool::new(true);
    let server = GitServer::start(program.directory(), |request| {
        if request.is_fetch() && CUT.load(SeqCst) { Reply::Cut(3000) } else { Reply::Git }
    });
    let url = server.url("istio.git");
    program.run(&from_server("x", &url)).exits(4).says(&url).says("try again");
    nothing_half_made(&program, "x");
    CUT.store(false, SeqCst);
    program.run(&from_server("x", &url)).exits(0);
    assert!(program.directory().join("x/src/go.mod").exists());
}

/// A disk that takes no more, as far as that can be had without rights: no file may be larger than so many blocks.
fn bounded(program: &Program, blocks: u32, arguments: &[&str]) -> std::process::Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_istio-imgen")]).args(arguments);
    command.env_clear().env("HOME", program.directory().join("home")).env("PATH", "/usr/bin:/bin");
    command.current_dir(program.directory()).output().unwrap()
}

#[test]
fn a_disk_that_takes_no_more_leaves_nothing_behind() {
    let program = with_clone();
    let server = GitServer::start(program.directory(), |_| Reply::Git);
    let url = server.url("istio.git");
    // The pack does not fit.
    let ran = bounded(&program, 4, &from_server("x", &url));
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(74), "{said}");
    nothing_half_made(&program, "x");
    // The sources are here, and a file of the context does not fit.
    program.run(&from_server("warm", &url)).exits(0);
    let ran = bounded(&program, 4, &from_server("x", &url));
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(74), "{said}");
    assert!(said.contains("cannot write") && said.contains("nothing was written"), "{said}");
    nothing_half_made(&program, "x");
    program.run(&from_server("x", &url)).exits(0);
    assert_eq!(files(&program.directory().join("x")), files(&program.directory().join("warm")));
}

#[test]
fn two_processes_at_once_fetch_once_and_both_succeed() {
    let program = with_clone();
    let server = GitServer::start(program.directory(), |_| Reply::Git);
    let url = server.url("istio.git");
    let (one, two) = std::thread::scope(|scope| {
        let two = scope.spawn(|| program.run(&from_server("two", &url)).exits(0));
        (program.run(&from_server("one", &url)).exits(0), two.join().unwrap())
    });
    drop((one, two));
    assert_eq!(files(&program.directory().join("one")), files(&program.directory().join("two")));
    assert_eq!(server.requests().iter().filter(|request| request.is_fetch()).count(), 1);
}

#[test]
fn two_processes_into_one_directory_do_not_mix() {
    let program = with_clone();
    let codes = std::thread::scope(|scope| {
        let run = || program.command(&from_clone("x", &[])).output().unwrap().status.code();
        let other = scope.spawn(run);
        [run(), other.join().unwrap()]
    });
    assert!(codes.contains(&Some(0)), "{codes:?}");
    assert!(codes.iter().all(|code| matches!(code, Some(0 | 6))), "{codes:?}");
    program.run(&from_clone("y", &[])).exits(0);
    assert_eq!(files(&program.directory().join("x")), files(&program.directory().join("y")));
    assert!(program.read("x/.istio-imgen/lock.json").contains(TAG));
}
