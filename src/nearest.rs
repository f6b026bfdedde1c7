//! The nearest known names to one that is not known.

/// The names that a person most likely meant, the nearest first: never one that shares little with what was typed.
#[must_use]
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let folded = typed.to_lowercase();
    let mut found: Vec<(usize, &str)> = names
        .into_iter()
        .filter(|name| *name != "*")
        .map(|name| (strsim::osa_distance(&folded, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance * 2 <= name.chars().count().max(folded.chars().count()))
        .collect();
    found.sort();
    found.dedup();
    found.into_iter().take(most).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["pilot", "proxy", "init", "ztunnel"];
        assert_eq!(nearest("prxoy", names, 2), ["proxy"]);
        assert_eq!(nearest("Pilot", names, 2), ["pilot"]);
        assert!(nearest("database", names, 2).is_empty());
    }
}
