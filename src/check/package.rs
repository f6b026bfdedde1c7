//! Rules about packages.

use super::install::{Manager, install_by, update, upgrade};
use super::subject::{Run, Subject};
use super::{Check, Found, check};
use crate::dockerfile::Keyword;
use crate::dockerfile::shell::{Command, Word};
use crate::finding::Severity::{Error, Info, Warning};
use crate::text::check::package as say;

/// The rules.
pub(super) const CHECKS: &[Check] = &[
    check(
        "apk-cache",
        Info,
        say::check_apk_cache,
        say::fix_apk_cache,
        "hadolint:DL3019 trivy:DS-0025 dockle:DKL-DI-0004",
        apk_cache,
    ),
    check("apk-pin", Warning, say::check_apk_pin, say::fix_apk_pin, "hadolint:DL3018", apk_pin),
    check(
        "apt-interactive-tool",
        Warning,
        say::check_apt_interactive_tool,
        say::fix_apt_interactive_tool,
        "hadolint:DL3027 checkov:CKV_DOCKER_9",
        apt_interactive_tool,
    ),
    check("apt-lists", Info, say::check_apt_lists, say::fix_apt_lists, "hadolint:DL3009 dockle:DKL-DI-0005", apt_lists),
    check("apt-pin", Warning, say::check_apt_pin, say::fix_apt_pin, "hadolint:DL3008", apt_pin),
    check(
        "apt-recommends",
        Info,
        say::check_apt_recommends,
        say::fix_apt_recommends,
        "hadolint:DL3015 trivy:DS-0029 cis:4.3",
        apt_recommends,
    ),
    check("apt-yes", Warning, say::check_apt_yes, say::fix_apt_yes, "hadolint:DL3014 trivy:DS-0021", apt_yes),
    check("gem-pin", Warning, say::check_gem_pin, say::fix_gem_pin, "hadolint:DL3028", gem_pin),
    check(
        "go-install-version",
        Warning,
        say::check_go_install_version,
        say::fix_go_install_version,
        "hadolint:DL3062",
        go_install_version,
    ),
    check("npm-pin", Warning, say::check_npm_pin, say::fix_npm_pin, "hadolint:DL3016", npm_pin),
    check(
        "packages-unsigned",
        Error,
        say::check_packages_unsigned,
        say::fix_packages_unsigned,
        "cis:4.11 checkov:CKV2_DOCKER_7 checkov:CKV2_DOCKER_8 checkov:CKV2_DOCKER_9 checkov:CKV2_DOCKER_10 checkov:CKV2_DOCKER_11 checkov:CKV2_DOCKER_15",
        packages_unsigned,
    ),
    check("pip-cache", Warning, say::check_pip_cache, say::fix_pip_cache, "hadolint:DL3042", pip_cache),
    check("pip-pin", Warning, say::check_pip_pin, say::fix_pip_pin, "hadolint:DL3013", pip_pin),
    check(
        "rpm-clean",
        Warning,
        say::check_rpm_clean,
        say::fix_rpm_clean,
        "hadolint:DL3032 hadolint:DL3040 trivy:DS-0015 trivy:DS-0019 trivy:DS-0027",
        rpm_clean,
    ),
    check("rpm-pin", Warning, say::check_rpm_pin, say::fix_rpm_pin, "hadolint:DL3033 hadolint:DL3041", rpm_pin),
    check("rpm-yes", Warning, say::check_rpm_yes, say::fix_rpm_yes, "hadolint:DL3030 hadolint:DL3038", rpm_yes),
    check(
        "system-upgrade",
        Warning,
        say::check_system_upgrade,
        say::fix_system_upgrade,
        "hadolint:DL3005 hadolint:DL3017 hadolint:DL3031 hadolint:DL3035 hadolint:DL3039 trivy:DS-0024 droast:DF069 dockle:DKL-DI-0003",
        system_upgrade,
    ),
    check(
        "update-alone",
        Warning,
        say::check_update_alone,
        say::fix_update_alone,
        "cis:4.7 checkov:CKV_DOCKER_5 trivy:DS-0017 dockle:CIS-DI-0007",
        update_alone,
    ),
    check("yarn-cache", Info, say::check_yarn_cache, say::fix_yarn_cache, "hadolint:DL3060", yarn_cache),
    check(
        "zypper-clean",
        Warning,
        say::check_zypper_clean,
        say::fix_zypper_clean,
        "hadolint:DL3036 trivy:DS-0020",
        zypper_clean,
    ),
    check("zypper-pin", Warning, say::check_zypper_pin, say::fix_zypper_pin, "hadolint:DL3037", zypper_pin),
    check("zypper-yes", Warning, say::check_zypper_yes, say::fix_zypper_yes, "hadolint:DL3034", zypper_yes),
];

/// All commands with the `RUN` that they stand in.
pub(super) fn commands<'s, 'a>(subject: &'s Subject<'a>) -> impl Iterator<Item = (&'s Run<'a>, &'s Command)> {
    subject.runs.iter().flat_map(|run| run.commands.iter().map(move |command| (run, command)))
}

/// Tells the packages without version, one finding a command.
fn unpinned(subject: &Subject<'_>, found: &mut Found, manager: Manager) {
    for (_, command) in commands(subject) {
        let Some(install) = install_by(command, manager).filter(|install| !install.listed) else {
            continue;
        };
        let open: Vec<&&Word> = install.packages.iter().filter(|word| !manager.is_pinned(&word.text)).collect();
        if let (Some(first), Some(last)) = (open.first(), open.last()) {
            let names: Vec<&str> = open.iter().map(|word| word.text.as_str()).collect();
            found.at(first.span.start..last.span.end).about(names.join(" "));
        }
    }
}

/// Tells installations that lack an option, which is put behind their verb.
fn without_option(
    subject: &Subject<'_>,
    found: &mut Found,
    manager: Manager,
    fix: Option<&str>,
    has: impl Fn(&Run<'_>, &Command) -> bool,
) {
    for (run, command) in commands(subject) {
        let Some(install) = install_by(command, manager) else { continue };
        if !has(run, command) {
            let verb = &install.verb.span;
            let hit = found.at(command.words.first().map_or(verb.start, |word| word.span.start)..verb.end);
            if let (Some(option), false) = (fix, run.instruction.is_exec()) {
                hit.edit(verb.end..verb.end, format!(" {option}"));
            }
        }
    }
}

fn apk_cache(subject: &Subject<'_>, found: &mut Found) {
    without_option(subject, found, Manager::Apk, Some("--no-cache"), |run, command| {
        command.has_flag(None, &["no-cache"])
            || has_mount(run, "/var/cache/apk")
            || has_mount(run, "/etc/apk/cache")
            || cleans(run, "rm", "/var/cache/apk")
    });
}

fn apk_pin(subject: &Subject<'_>, found: &mut Found) {
    unpinned(subject, found, Manager::Apk);
}

fn apt_interactive_tool(subject: &Subject<'_>, found: &mut Found) {
    for (run, command) in commands(subject).filter(|(_, command)| command.program() == "apt") {
        let Some(word) = command.words.iter().find(|word| word.text.ends_with("apt")) else { continue };
        let verb = command.operands().next().map_or("", |word| &word.text);
        let hit = found.at(word.span.clone());
        if matches!(verb, "install" | "update" | "upgrade" | "remove" | "purge" | "autoremove" | "clean")
            && word.span.len() == 3
            && !run.instruction.is_exec()
        {
            hit.edit(word.span.clone(), "apt-get");
        }
    }
}

fn apt_lists(subject: &Subject<'_>, found: &mut Found) {
    for run in &subject.runs {
        let Some(word) = run.commands.iter().filter(|command| command.program().starts_with("apt")).find_map(update)
        else {
            continue;
        };
        let lists = "/var/lib/apt/lists";
        let removed = cleans(run, "rm", lists) || has_mount(run, lists) || has_mount(run, "/var/lib/apt");
        // Layers of a stage that only hands files on are not in the image.
        let stays = subject.targets().any(|(index, _)| {
            subject.lineage(index).any(|scene| std::ptr::eq(scene.stage, subject.stages[run.stage].stage))
        });
        if stays && !removed {
            found.at(word.span.clone());
        }
    }
}

fn apt_pin(subject: &Subject<'_>, found: &mut Found) {
    unpinned(subject, found, Manager::Apt);
}

fn apt_recommends(subject: &Subject<'_>, found: &mut Found) {
    without_option(subject, found, Manager::Apt, None, |_, command| {
        command.has_flag(None, &["no-install-recommends"])
            || command.program() == "aptitude" && command.has_flag(Some('R'), &["without-recommends"])
            || command.arguments().iter().any(|word| word.text.to_lowercase().contains("apt::install-recommends="))
    });
}

fn apt_yes(subject: &Subject<'_>, found: &mut Found) {
    without_option(subject, found, Manager::Apt, Some("-y"), |run, command| {
        let quiet = command.arguments().iter().filter(|word| word.text == "-q" || word.text == "--quiet").count() > 1;
        let twice = command.arguments().iter().any(|word| matches!(word.text.as_str(), "-qq" | "-q=2" | "-q2"));
        let answered = run.commands.iter().any(|other| other.program() == "yes");
        command.has_flag(Some('y'), &["yes", "assume-yes"]) || quiet || twice || answered
    });
}

fn gem_pin(subject: &Subject<'_>, found: &mut Found) {
    for (_, command) in commands(subject).filter(|(_, command)| !command.has_flag(Some('v'), &["version"])) {
        let Some(install) = install_by(command, Manager::Gem) else { continue };
        for word in install.packages.iter().filter(|word| !Manager::Gem.is_pinned(&word.text)) {
            found.at(word.span.clone()).about(&word.text);
        }
    }
}

fn go_install_version(subject: &Subject<'_>, found: &mut Found) {
    for (_, command) in commands(subject) {
        if !["install", "get", "run"].iter().any(|verb| command.is("go", verb)) {
            continue;
        }
        for word in command.operands().skip(1) {
            let first = word.text.split('/').next().unwrap_or_default();
            let remote = first.contains('.') && !first.starts_with('.') && word.text.contains('/');
            if remote && (!word.text.contains('@') || word.text.ends_with("@latest")) {
                found.at(word.span.clone()).about(&word.text);
            }
        }
    }
}

fn npm_pin(subject: &Subject<'_>, found: &mut Found) {
    unpinned(subject, found, Manager::Npm);
}

fn packages_unsigned(subject: &Subject<'_>, found: &mut Found) {
    for (_, command) in commands(subject) {
        let refused: &[&str] = match command.program() {
            "apt-get" | "apt" | "aptitude" => {
                &["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories", "--no-gpg-check"]
            }
            "apk" => &["--allow-untrusted"],
            "yum" | "dnf" | "microdnf" | "tdnf" => {
                &["--nogpgcheck", "--setopt=sslverify=false", "--setopt=sslverify=0"]
            }
            "rpm" => &["--nodigest", "--nosignature", "--noverify", "--nofiledigest"],
            "zypper" => &["--no-gpg-checks", "--allow-unsigned-rpm", "--gpg-auto-import-keys"],
            "yum-config-manager" => &["--setopt=sslverify=false"],
            _ => continue,
        };
        if let Some(word) = command.arguments().iter().find(|word| refused.contains(&word.text.as_str())) {
            found.at(word.span.clone()).about(&word.text);
        }
    }
}

fn pip_cache(subject: &Subject<'_>, found: &mut Found) {
    without_option(subject, found, Manager::Pip, Some("--no-cache-dir"), |run, command| {
        let stage = &subject.stages[run.stage];
        let before = stage.body.iter().filter(|one| one.keyword == Keyword::Env && one.line < run.instruction.line);
        let set = before.flat_map(|one| one.pairs()).any(|pair| pair.name.text == "PIP_NO_CACHE_DIR");
        let here =
            run.commands.iter().flat_map(|one| &one.settings).any(|word| word.text.starts_with("PIP_NO_CACHE_DIR="));
        command.has_flag(None, &["no-cache-dir"])
            || set
            || here
            || has_mount(run, ".cache/pip")
            || has_mount(run, "/root/.cache")
    });
}

fn pip_pin(subject: &Subject<'_>, found: &mut Found) {
    unpinned(subject, found, Manager::Pip);
}

fn rpm_clean(subject: &Subject<'_>, found: &mut Found) {
    for run in &subject.runs {
        let of_rpm = |command: &&Command| install_by(command, Manager::Rpm).is_some();
        let Some(command) = run.commands.iter().find(of_rpm) else { continue };
        let managers = ["yum", "dnf", "microdnf", "tdnf"];
        let cleaned = run.commands.iter().any(|one| {
            managers.contains(&one.program()) && one.operands().next().is_some_and(|word| word.text == "clean")
        });
        let caches = ["/var/cache/yum", "/var/cache/dnf", "/var/cache/libdnf5", "/var/cache"];
        let removed = caches.iter().any(|cache| cleans(run, "rm", cache) || has_mount(run, cache));
        if !cleaned && !removed {
            found.at(command.words.first().map_or(0..0, |word| word.span.clone()));
        }
    }
}

fn rpm_pin(subject: &Subject<'_>, found: &mut Found) {
    unpinned(subject, found, Manager::Rpm);
}

fn rpm_yes(subject: &Subject<'_>, found: &mut Found) {
    without_option(subject, found, Manager::Rpm, Some("-y"), |_, command| {
        command.has_flag(Some('y'), &["assumeyes", "setopt=assumeyes"])
    });
}

fn system_upgrade(subject: &Subject<'_>, found: &mut Found) {
    for (_, command) in commands(subject) {
        if let Some(word) = upgrade(command) {
            found.at(word.span.clone()).about(format!("{} {}", command.program(), word.text));
        }
    }
}

fn update_alone(subject: &Subject<'_>, found: &mut Found) {
    for run in &subject.runs {
        let Some(word) = run.commands.iter().find_map(update) else { continue };
        let installs = run.commands.iter().any(|one| super::install::installs(one) || upgrade(one).is_some());
        // What another program installs, such as a script of the user's, is not known.
        let family = ["apt", "dpkg", "apk", "rm", "yum", "dnf", "microdnf", "zypper", "echo", "set", "export", ""];
        let others = run
            .commands
            .iter()
            .any(|one| !family.iter().any(|name| one.program().starts_with(name) && !name.is_empty()));
        if !installs && !others {
            found.at(word.span.clone());
        }
    }
}

fn yarn_cache(subject: &Subject<'_>, found: &mut Found) {
    for run in &subject.runs {
        let Some(command) = run.commands.iter().find(|one| one.is("yarn", "install") || one.is("yarn", "add")) else {
            continue;
        };
        let cleaned = run.commands.iter().any(|one| one.is("yarn", "cache"));
        if !cleaned && !has_mount(run, ".cache/yarn") && !has_mount(run, "/usr/local/share/.cache") {
            found.at(command.words.first().map_or(0..0, |word| word.span.clone()));
        }
    }
}

fn zypper_clean(subject: &Subject<'_>, found: &mut Found) {
    for run in &subject.runs {
        let of_zypper = |command: &&Command| install_by(command, Manager::Zypper).is_some();
        let Some(command) = run.commands.iter().find(of_zypper) else { continue };
        let cleaned = run.commands.iter().any(|one| one.is("zypper", "clean") || one.is("zypper", "cc"));
        if !cleaned && !has_mount(run, "/var/cache/zypp") {
            found.at(command.words.first().map_or(0..0, |word| word.span.clone()));
        }
    }
}

fn zypper_pin(subject: &Subject<'_>, found: &mut Found) {
    unpinned(subject, found, Manager::Zypper);
}

fn zypper_yes(subject: &Subject<'_>, found: &mut Found) {
    without_option(subject, found, Manager::Zypper, Some("-y"), |_, command| {
        command.has_flag(Some('y'), &["no-confirm", "non-interactive"]) || command.has_flag(Some('n'), &[])
    });
}

/// Whether a `RUN` mounts a cache or a temporary file system at a directory, or above it.
fn has_mount(run: &Run<'_>, directory: &str) -> bool {
    let mounts = run.instruction.flags.iter().filter(|flag| flag.name.text == "mount");
    mounts.filter_map(|flag| flag.value.as_ref()).any(|value| {
        let kept = value.text.contains("type=cache") || value.text.contains("type=tmpfs");
        let target = value
            .text
            .split(',')
            .find_map(|part| ["target=", "dst=", "destination="].iter().find_map(|name| part.strip_prefix(name)));
        kept && target.is_some_and(|target| target.trim_end_matches('/').ends_with(directory))
    })
}

/// Whether a `RUN` removes a directory.
fn cleans(run: &Run<'_>, program: &str, directory: &str) -> bool {
    run.commands.iter().any(|one| {
        one.program() == program
            && one.operands().any(|word| {
                let path = word.text.trim_end_matches(['*', '/']);
                path == directory || !path.is_empty() && directory.starts_with(&format!("{path}/"))
            })
    })
}
