//! The embedded catalogue.

use crate::support::{derived, tags, tree};
use istio_imgen::catalogue;
use istio_imgen::release::{Era, Release};

#[test]
fn every_release_of_the_index_has_its_facts() {
    let releases = catalogue::releases();
    assert!(releases.len() > 280, "{} releases", releases.len());
    for entry in releases {
        let release = catalogue::release(&entry.tag);
        let older = catalogue::older(&entry.tag);
        match entry.era {
            Era::Istiod => {
                let release = release.unwrap_or_else(|| panic!("no facts of {}", entry.tag));
                assert_eq!((&release.tag, &release.commit, release.date), (&entry.tag, &entry.commit, entry.date));
                assert!(release.go.toolchain.is_some(), "no Go of {}", entry.tag);
                complete(&release);
                assert_eq!(older, None);
            }
            _ => {
                assert_eq!(release, None);
                let images = older.unwrap_or_else(|| panic!("no images of {}", entry.tag)).images;
                assert!(images.iter().any(|image| image == "mixer"), "{}: {images:?}", entry.tag);
            }
        }
    }
}

/// What a context cannot be made without.
fn complete(release: &Release) {
    for (name, binary) in [("pilot", "pilot-discovery"), ("proxyv2", "pilot-agent"), ("istioctl", "istioctl")] {
        let image = &release.images[name];
        let found = image.binaries.iter().find(|found| found.name == binary);
        let found = found.unwrap_or_else(|| panic!("no {binary} in {name} of {}", release.tag));
        assert_eq!(found.target, format!("/usr/local/bin/{binary}"));
        assert!(!image.variants.is_empty(), "{name} of {}", release.tag);
    }
    assert!(release.images["proxyv2"].binaries.iter().any(|binary| binary.name == "envoy" && binary.package.is_none()));
    assert!(release.deps.contains_key("PROXY_REPO_SHA"));
    let envoy = release.downloads["envoy"].url(&release.deps, "amd64").unwrap();
    assert!(envoy.contains(&release.deps["PROXY_REPO_SHA"]), "{envoy}");
    assert_eq!(release.deps.contains_key("ZTUNNEL_REPO_SHA"), release.downloads.contains_key("ztunnel"));
}

#[test]
fn an_unknown_tag_has_no_facts() {
    for tag in ["", "1", "1.30", "1.30.3 ", "v1.30.3", "9.9.9", "1.30.3-rc.0", "../releases", "x.json"] {
        assert_eq!(catalogue::release(tag), None, "{tag}");
        assert_eq!(catalogue::older(tag), None, "{tag}");
    }
}

#[test]
fn the_trees_of_the_tests_state_the_facts_of_the_catalogue() {
    for tag in tags() {
        let known = catalogue::release(&tag).unwrap_or_else(|| panic!("no facts of {tag}"));
        let release = derived(&tag, &tree(&tag)).unwrap().release;
        assert_eq!(release.go.module, known.go.module, "{tag}");
        assert_eq!(release.go.build_tools, known.go.build_tools, "{tag}");
        assert_eq!(release.base, known.base, "{tag}");
        assert_eq!(release.deps, known.deps, "{tag}");
        assert_eq!(release.downloads, known.downloads, "{tag}");
        assert_eq!(release.stamp, known.stamp, "{tag}");
        assert_eq!(release.images.keys().collect::<Vec<_>>(), known.images.keys().collect::<Vec<_>>(), "{tag}");
        for (name, image) in &release.images {
            assert_eq!(image, &known.images[name], "{name} of {tag}");
        }
    }
}
