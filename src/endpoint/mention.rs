//! Files that name a host which closes, in what a program or a person runs: not in comments, not in documents.

use super::{Endpoint, retired_in};

/// The lines of a file that name a retired host, counted from 1, each with the host. Nothing is read of documents
/// (`*.md`), nor of comments, which change no behaviour.
#[must_use]
pub fn mentions<'a>(path: &str, content: &[u8], endpoints: &'a [Endpoint]) -> Vec<(usize, &'a Endpoint)> {
    if path.ends_with(".md") {
        return Vec::new();
    }
    let Ok(text) = std::str::from_utf8(content) else { return Vec::new() };
    // Nearly all files name none: one quick search for each tells that, and a name within another stands for both.
    let shortest = |name: &str| !endpoints.iter().any(|other| other.name != name && name.contains(&other.name));
    let mut searched = endpoints.iter().map(|endpoint| endpoint.name.as_str()).filter(|name| shortest(name));
    if !searched.any(|name| memchr::memmem::find(content, name.as_bytes()).is_some()) {
        return Vec::new();
    }
    let comment = if path.ends_with(".go") { "//" } else { "#" };
    let lines = text.lines().enumerate().filter(|(_, line)| endpoints.iter().any(|found| line.contains(&found.name)));
    lines
        .filter_map(|(index, line)| {
            let line = line.trim_start();
            let code = if line.starts_with(comment) { "" } else { line };
            let code = code.split_once(&format!(" {comment} ")).map_or(code, |(code, _)| code);
            Some((index + 1, retired_in(code, endpoints)?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<(usize, String)> {
        let endpoints = super::super::endpoints().unwrap();
        mentions(path, text.as_bytes(), &endpoints)
            .into_iter()
            .map(|(line, found)| (line, found.name.clone()))
            .collect()
    }

    #[test]
    fn code_that_names_a_retired_host_is_found_and_comments_are_not() {
        let go = "// see gcr.io/istio-release\nvar a = \"oci://gcr.io/istio-release/charts/base\" // gcr.io/istio-testing\n\
                  \tb := 1 // registry.istio.io/release\n";
        assert_eq!(found("a/b.go", go), [(2, "gcr.io/istio-release/charts".to_owned())]);
        let yaml = "# registry.istio.io/testing\n\nimage: gcr.io/istio-testing/pilot:latest\n";
        assert_eq!(found("x.yaml", yaml), [(3, "gcr.io/istio-testing".to_owned())]);
        assert_eq!(found("README.md", yaml), []);
        assert_eq!(found("x.yaml", "image: mirror.test/gcr.io/istio-testing/pilot\nhub: docker.io/istio\n"), []);
        assert_eq!(mentions("x", b"\xff gcr.io/istio-release", &super::super::endpoints().unwrap()), []);
    }
}
