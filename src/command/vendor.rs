//! A vendor directory that the user gives: complete, and copied into the context.

use super::patched::some;
use crate::closure::Closure;
use crate::disk;
use crate::error::Result;
use crate::finding::{Finding, Origin};
use crate::plan::SOURCES;
use crate::text::patch as say;
use crate::tree::{Content, File, Tree, TreePath};
use crate::world;
use std::collections::BTreeSet;

/// The list that the go command keeps in a vendor directory.
const LIST: &str = "modules.txt";
/// Istio's has less than 200 KiB.
const MAX_LIST: usize = 16 << 20;

/// Copies a vendor directory to `src/vendor` of the context, if it lists every package that the build imports.
///
/// # Errors
/// What cannot be read or copied; an incomplete directory is a finding.
pub(super) fn copy(
    name: &str,
    origin: &Origin,
    closure: &Closure,
    copied: &mut Tree,
    findings: &mut Vec<Finding>,
) -> Result<()> {
    let root = world::beside(origin, name);
    let files = disk::walk(&root, &world::interrupted)?;
    if !files.iter().any(|(path, ..)| path.as_str() == LIST) {
        findings.push(Finding::error("vendor", origin, say::vendor_no_list(name)).hint(say::vendor_how()));
        return Ok(());
    }
    let list = disk::read_text(&root.join(LIST), MAX_LIST)?;
    let listed = packages(&list);
    let present: BTreeSet<&str> = files.iter().map(|(path, ..)| path.directory()).collect();
    let missing: Vec<&str> = closure
        .external
        .iter()
        .map(String::as_str)
        .filter(|import| !listed.contains(import) || !present.contains(import))
        .collect();
    if !missing.is_empty() {
        let text = say::vendor_incomplete(name, missing.len(), some(&missing));
        findings.push(Finding::error("vendor", origin, text).hint(say::vendor_how()));
    }
    for (path, mode, inspected) in files {
        if let Ok(target) = TreePath::new(format!("{SOURCES}/vendor/{path}")) {
            let content = Content::Disk { path: inspected.path, sha256: inspected.sha256 };
            copied.insert(target, File { mode, content });
        }
    }
    Ok(())
}

/// The packages of a `modules.txt`: every line that is no comment.
fn packages(list: &str) -> BTreeSet<&str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packages_of_a_list_are_its_lines_without_a_hash() {
        let list = "# example.com/m v1.0.0\n## explicit; go 1.21\nexample.com/m\nexample.com/m/sub\n# example.com/n v2.0.0 => ../n\n";
        assert_eq!(packages(list), BTreeSet::from(["example.com/m", "example.com/m/sub"]));
    }
}
