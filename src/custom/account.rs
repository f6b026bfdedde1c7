//! Who an image runs as, whom it knows, and what they may write.

use super::scope::Scope;
use super::value::{self, is_owner};
use super::{Host, reads_only};
use crate::finding::Finding;
use crate::release::Release;
use crate::text::custom as text;
use schemars::JsonSchema;
use serde::Serialize;

/// A user and group that an image knows by name.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Account {
    /// The name of both.
    pub name: String,
    /// The user's id.
    pub uid: String,
    /// The group's id.
    pub gid: String,
}

/// `USER`: what the preset says, in group 0 where any user id must do.
pub(super) fn user(scope: &Scope<'_>, host: &Host<'_>, openshift: bool, findings: &mut Vec<Finding>) -> Option<String> {
    let said = scope.text("user");
    if let Some((user, origin)) = said {
        if !is_owner(user) {
            findings.push(value::refuse(origin, text::no_owner(user)).hint(text::owner_form()));
            return None;
        }
        if user.starts_with("0:") && !host.user.starts_with("0:") {
            let finding = Finding::warning("custom-root", origin, text::root_user(&host.component.id));
            findings.push(finding.hint(text::root_user_hint(host.user)));
        }
        if !user.starts_with("0:") && host.user.starts_with("0:") {
            let message = text::not_root(&host.component.id, user);
            findings.push(Finding::warning("custom-root", origin, message).hint(text::not_root_hint()));
        }
    }
    let user = said.map(|(user, _)| user);
    if !openshift {
        return user.map(str::to_owned);
    }
    let id = user.unwrap_or(host.user).split(':').next().unwrap_or("1337").to_owned();
    Some(format!("{id}:0"))
}

/// The users and groups by name.
pub(super) fn accounts(scope: &Scope<'_>, findings: &mut Vec<Finding>) -> Vec<Account> {
    let mut accounts = Vec::new();
    for (name, (owner, origin)) in scope.texts("users") {
        if !value::is_name(&name) || name.len() > 32 {
            findings.push(value::refuse(origin, text::no_user_name(name)));
        } else if let (true, Some((uid, gid))) = (is_owner(owner), owner.split_once(':')) {
            accounts.push(Account { name, uid: uid.to_owned(), gid: gid.to_owned() });
        } else {
            findings.push(value::refuse(origin, text::no_owner(owner)).hint(text::owner_form()));
        }
    }
    accounts
}

/// Directories that the image's user may write: which a root that is mounted read-only takes back.
pub(super) fn writable(scope: &Scope<'_>, release: &Release, findings: &mut Vec<Finding>) -> Vec<String> {
    let directories = value::paths(scope, "writable", findings);
    if let (false, true, Some((_, _, origin))) =
        (directories.is_empty(), reads_only(release), scope.items("writable").first())
    {
        let finding = Finding::info("writable-read-only", origin, text::writable_read_only(directories.join(", ")));
        findings.push(finding.hint(text::writable_mount()));
    }
    directories
}
