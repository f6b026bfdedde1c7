//! What `derive` reads out of the trees of the tests.

use crate::support::{derived, tree};
use istio_imgen::release::{Binary, Extra, Refusal, Release, Variant};
use istio_imgen::tree::{File, TreePath};

fn release(tag: &str) -> Release {
    let derived = derived(tag, &tree(tag)).unwrap();
    assert_eq!(derived.problems, [], "{tag}");
    derived.release
}

fn go(name: &str, target: &str, package: &str, build_tags: &[&str]) -> Binary {
    Binary {
        name: name.into(),
        target: target.into(),
        package: Some(package.into()),
        build_tags: build_tags.iter().map(|&tag| tag.into()).collect(),
    }
}

fn downloaded(name: &str, target: &str) -> Binary {
    Binary { name: name.into(), target: target.into(), package: None, build_tags: Vec::new() }
}

fn extra(source: &str, target: &str) -> Extra {
    Extra { source: source.into(), target: target.into() }
}

fn variant(base: &str) -> Variant {
    Variant { base: base.into(), user: None, workdir: None, entrypoint: Vec::new(), cmd: Vec::new(), env: [].into() }
}

#[test]
fn facts_of_1_30() {
    let release = release("1.30.3");
    assert_eq!(release.tag, "1.30.3");
    assert_eq!(release.date, 1_700_000_000);
    // The least Go is not the Go that built the release: that one is in the build-tools image.
    assert_eq!(release.go.module, "1.25.9");
    assert_eq!(release.go.toolchain, None);
    let build_tools = "release-1.30-ad8991a47cf3c61799caa5569b9458d95eb612f2";
    assert_eq!(release.go.build_tools.as_deref(), Some(build_tools));
    // The Makefile passes another registry than the Dockerfiles default to; what it passes wins.
    assert_eq!(release.base.registry, "gcr.io/istio-release");
    assert_eq!(release.base.version, "master-2026-04-09T19-02-13");
    assert_eq!(release.deps["ZTUNNEL_REPO_SHA"], "a45c62f8d09a78eaa5228afcea6c7d3a06269b2c");
    // From 1.19 on the stamp is in Istio's own module.
    assert_eq!(release.stamp.package, "istio.io/istio/pkg/version");
    let symbols = ["Version", "GitRevision", "Status", "Tag", "Hub", "OS", "Arch"].map(|name| format!("build{name}"));
    assert_eq!(release.stamp.symbols, symbols);
    assert_eq!(release.stamp.ldflags, ["-extldflags -static", "-s", "-w"]);
    assert_eq!(release.stamp.hub.as_deref(), Some("registry.istio.io/release"));
    // The example in the plan is no image, nor are the bases.
    let names: Vec<&str> = release.images.keys().map(String::as_str).collect();
    assert_eq!(names, ["install-cni", "istioctl", "pilot", "proxyv2", "ztunnel"]);

    let agent = ["agent", "disable_pgv", "grpcnotrace", "retrynotrace"];
    let proxy = &release.images["proxyv2"];
    assert_eq!(
        proxy.binaries,
        [
            downloaded("envoy", "/usr/local/bin/envoy"),
            go("pilot-agent", "/usr/local/bin/pilot-agent", "pilot/cmd/pilot-agent", &agent),
        ]
    );
    // The bootstrap has another name in the image.
    let template = "/var/lib/istio/envoy/envoy_bootstrap_tmpl.json";
    assert_eq!(proxy.files, [extra("tools/packaging/common/envoy_bootstrap.json", template)]);
    let distroless = Variant {
        workdir: Some("/".into()),
        entrypoint: vec!["/usr/local/bin/pilot-agent".into()],
        env: [("ISTIO_META_ISTIO_PROXY_SHA".into(), "$proxy_version".into())].into(),
        ..variant("iptables")
    };
    assert_eq!(proxy.variants["debug"], Variant { base: "base".into(), ..distroless.clone() });
    assert_eq!(proxy.variants["distroless"], distroless);

    let pilot = &release.images["pilot"];
    let standard = ["vtprotobuf", "disable_pgv"];
    let discovery = go("pilot-discovery", "/usr/local/bin/pilot-discovery", "pilot/cmd/pilot-discovery", &standard);
    assert_eq!(pilot.binaries, [discovery]);
    assert_eq!(pilot.files, []);
    assert_eq!(pilot.variants["distroless"].base, "distroless");
    assert_eq!(pilot.variants["distroless"].user.as_deref(), Some("1337:1337"));
    // The installer has a command and no entry point.
    let cni = &release.images["install-cni"];
    assert_eq!(cni.variants["debug"].cmd, ["/usr/local/bin/install-cni"]);
    assert!(cni.variants["debug"].entrypoint.is_empty());
    assert_eq!(cni.binaries[0], go("istio-cni", "/opt/cni/bin/istio-cni", "cni/cmd/istio-cni", &agent));
    assert_eq!(release.images["ztunnel"].binaries, [downloaded("ztunnel", "/usr/local/bin/ztunnel")]);
}

#[test]
fn a_dockerfile_that_is_lost_costs_its_image_alone() {
    let mut tree = tree("1.30.3");
    let path = "pilot/docker/Dockerfile.ztunnel";
    tree.insert(TreePath::new(path).unwrap(), File::plain(*b"\xff"));
    let derived = derived("1.30.3", &tree).unwrap();
    let problems: Vec<(&str, &str)> =
        derived.problems.iter().map(|problem| (problem.path.as_str(), problem.text.id())).collect();
    assert_eq!(problems, [(path, "file_not_text")]);
    assert!(!derived.release.images.contains_key("ztunnel"));
    assert!(derived.release.images.contains_key("pilot"));
}

#[test]
fn what_nothing_goes_without_is_reported_all_at_once() {
    let full = tree("1.30.3");
    let gone = ["go.sum", "istio.deps", "common/scripts/report_build_info.sh"];
    let tree = full.iter().filter(|(path, _)| !gone.contains(&path.as_str()));
    let tree = tree.map(|(path, file)| (path.clone(), file.clone())).collect();
    let Err(Refusal::Unreadable(problems)) = derived("1.30.3", &tree) else { panic!("no refusal") };
    let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(paths, ["istio.deps", "common/scripts/report_build_info.sh"]);
}
