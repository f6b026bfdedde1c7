//! Package managers: which command installs what.

use crate::dockerfile::shell::{Command, Word};

/// A family of package managers that share options and pins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manager {
    Apt,
    Apk,
    Rpm,
    Zypper,
    Pip,
    Npm,
    Gem,
}

struct Known {
    manager: Manager,
    programs: &'static [&'static str],
    /// The operands that install.
    installs: &'static [&'static str],
    /// Options whose value is the next word.
    valued: &'static [&'static str],
    /// Options that name a file with the packages and their versions.
    lists: &'static [&'static str],
}

const KNOWN: &[Known] = &[
    Known {
        manager: Manager::Apt,
        programs: &["apt-get", "apt", "aptitude"],
        installs: &["install"],
        valued: &["-t", "--target-release", "--default-release", "-o", "--option", "-c", "--config-file"],
        lists: &[],
    },
    Known {
        manager: Manager::Apk,
        programs: &["apk"],
        installs: &["add"],
        valued: &[
            "-t",
            "--virtual",
            "-X",
            "--repository",
            "--root",
            "-p",
            "--arch",
            "--keys-dir",
            "--repositories-file",
        ],
        lists: &[],
    },
    Known {
        manager: Manager::Rpm,
        programs: &["yum", "dnf", "microdnf", "tdnf", "dnf5"],
        installs: &["install", "localinstall", "reinstall", "groupinstall"],
        valued: &[
            "-c",
            "--installroot",
            "--releasever",
            "--enablerepo",
            "--disablerepo",
            "--setopt",
            "--repo",
            "--exclude",
        ],
        lists: &[],
    },
    Known {
        manager: Manager::Zypper,
        programs: &["zypper"],
        installs: &["install", "in"],
        valued: &["--repo", "-r", "--from", "--root", "-R"],
        lists: &[],
    },
    Known {
        manager: Manager::Pip,
        programs: &["pip", "pip2", "pip3"],
        installs: &["install"],
        valued: &[
            "-i",
            "--index-url",
            "--extra-index-url",
            "--trusted-host",
            "-t",
            "--target",
            "--prefix",
            "--root",
            "--src",
            "--cache-dir",
            "-f",
            "--find-links",
            "--timeout",
            "--python",
            "--proxy",
            "--retries",
            "--platform",
            "--log",
            "--no-binary",
            "--only-binary",
        ],
        lists: &["-r", "--requirement", "-c", "--constraint", "-e", "--editable"],
    },
    Known {
        manager: Manager::Npm,
        programs: &["npm"],
        installs: &["install", "i", "add"],
        valued: &["--prefix", "--registry", "-w", "--workspace", "--cache"],
        lists: &[],
    },
    Known {
        manager: Manager::Gem,
        programs: &["gem"],
        installs: &["install", "i"],
        valued: &["-i", "--source", "-s", "-n"],
        lists: &[],
    },
];

/// An installation.
pub(super) struct Install<'c> {
    pub(super) manager: Manager,
    /// The word that says so.
    pub(super) verb: &'c Word,
    /// The packages.
    pub(super) packages: Vec<&'c Word>,
    /// A file lists them with their versions.
    pub(super) listed: bool,
}

/// What a command installs with a family of managers.
pub(super) fn install_by(command: &Command, manager: Manager) -> Option<Install<'_>> {
    let program = command.program();
    // Most commands are none of it: their program tells that.
    let may_be = |known: &Known| known.manager == manager && known.programs.contains(&program);
    let python = manager == Manager::Pip && (program.starts_with("pip") || program.starts_with("python"));
    let found = if python || KNOWN.iter().any(may_be) { install(command) } else { None };
    found.filter(|install| install.manager == manager)
}

/// What a command installs.
pub(super) fn install(command: &Command) -> Option<Install<'_>> {
    let (arguments, program) = match (command.program(), command.arguments()) {
        // `python -m pip install`
        (program, [dash, pip, rest @ ..]) if program.starts_with("python") && dash.text == "-m" => {
            (rest, pip.text.as_str())
        }
        (program, arguments) => (arguments, program),
    };
    let known = KNOWN
        .iter()
        .find(|known| known.programs.contains(&program) || known.manager == Manager::Pip && is_pip(program))?;
    let (mut verb, mut packages, mut listed) = (None, Vec::new(), false);
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let text = word.text.as_str();
        if text.starts_with('-') {
            listed |= known.lists.iter().any(|option| text == *option || text.starts_with(&format!("{option}=")));
            if known.valued.contains(&text) || known.lists.contains(&text) {
                words.next();
            }
        } else if verb.is_none() {
            verb = Some(word).filter(|_| known.installs.contains(&text));
            verb?;
        } else {
            packages.push(word);
        }
    }
    Some(Install { manager: known.manager, verb: verb?, packages, listed })
}

/// `pip3.11`
fn is_pip(program: &str) -> bool {
    program.strip_prefix("pip").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// Whether a command installs packages of the system.
pub(super) fn installs(command: &Command) -> bool {
    let of_system = [Manager::Apt, Manager::Apk, Manager::Rpm, Manager::Zypper];
    install(command).is_some_and(|install| of_system.contains(&install.manager))
}

impl Manager {
    /// Whether a package names its version, or is a file. What a variable holds is not known.
    pub(super) fn is_pinned(self, package: &str) -> bool {
        let file = package.contains('/') && self != Manager::Npm || package.starts_with('$') || package == ".";
        file || match self {
            Manager::Apt => package.contains('=') || package.ends_with(".deb"),
            Manager::Apk => package.contains(['=', '<', '>', '~']) || package.ends_with(".apk"),
            Manager::Rpm => {
                let versioned = package.split('-').skip(1).any(|part| part.starts_with(|c: char| c.is_ascii_digit()));
                versioned || package.ends_with(".rpm") || package.contains('$')
            }
            Manager::Zypper => package.contains(['=', '<', '>']) || package.ends_with(".rpm"),
            Manager::Pip => {
                let file = [".whl", ".tar.gz", ".zip"].iter().any(|ending| package.ends_with(ending));
                package.contains(['=', '<', '>', '~', '@']) || package.contains("$") || file
            }
            Manager::Npm => {
                let name = package.strip_prefix('@').unwrap_or(package);
                let local = package.starts_with(['.', '/', '~']) || package.contains("://") || package.contains('#');
                name.contains('@') || local || package.ends_with(".tgz") || package.starts_with("git")
            }
            Manager::Gem => package.contains(':') || package.ends_with(".gem"),
        }
    }
}

/// Whether a command brings the whole system up to date; the word that says so.
pub(super) fn upgrade(command: &Command) -> Option<&Word> {
    let mut operands = command.operands();
    let (verb, more) = (operands.next()?, operands.next());
    let whole = match (command.program(), verb.text.as_str()) {
        ("apt-get" | "apt" | "aptitude", word) => {
            matches!(word, "upgrade" | "dist-upgrade" | "full-upgrade" | "safe-upgrade")
        }
        ("apk", word) => word == "upgrade",
        ("yum" | "dnf" | "microdnf" | "tdnf", word) => {
            matches!(word, "update" | "upgrade" | "distro-sync" | "distrosync") && more.is_none()
        }
        ("zypper", word) => matches!(word, "update" | "up" | "dist-upgrade" | "dup") && more.is_none(),
        _ => false,
    };
    whole.then_some(verb)
}

/// Whether a command only fetches package lists; the word that says so.
pub(super) fn update(command: &Command) -> Option<&Word> {
    let verb = command.operands().next()?;
    let updates = match command.program() {
        "apt-get" | "apt" | "aptitude" | "apk" => verb.text == "update",
        "yum" | "dnf" | "microdnf" => matches!(verb.text.as_str(), "makecache" | "check-update"),
        "zypper" => matches!(verb.text.as_str(), "refresh" | "ref"),
        _ => false,
    };
    updates.then_some(verb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dockerfile::{Joined, shell::commands};

    #[test]
    fn packages_are_told_from_options_and_their_values() {
        for (script, packages) in [
            ("apt-get -qq install -y -t stable curl=1 git", "curl=1 git"),
            ("apk add --virtual .build --no-cache gcc", "gcc"),
            ("python3 -m pip install -i https://x flask", "flask"),
            ("pip3.11 install flask", "flask"),
            ("pip install --no-binary :all: yamllint==1", "yamllint==1"),
            ("npm install", ""),
        ] {
            let command = &commands(&Joined::one(script, 0))[0];
            let found = install(command).unwrap();
            let names: Vec<&str> = found.packages.iter().map(|word| word.text.as_str()).collect();
            assert_eq!(names.join(" "), packages, "{script}");
        }
        assert!(install(&commands(&Joined::one("apt-get update", 0))[0]).is_none());
        assert!(install(&commands(&Joined::one("pip install -r x", 0))[0]).unwrap().listed);
    }

    #[test]
    fn a_version_is_told_from_a_name() {
        for (manager, pinned, open) in [
            (Manager::Apt, "curl=7.*", "curl"),
            (Manager::Rpm, "iptables-nft-1.8", "iptables-nft"),
            (Manager::Npm, "@a/b@1", "@a/b"),
            (Manager::Pip, "flask==1", "flask"),
            (Manager::Gem, "rake:1", "rake"),
        ] {
            assert!(manager.is_pinned(pinned) && !manager.is_pinned(open), "{pinned} {open}");
        }
    }
}
