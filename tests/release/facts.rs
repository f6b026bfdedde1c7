//! What `derive` reads out of the trees of the tests.

use crate::support::{derived, tree};
use istio_imgen::release::{Binary, Era, Extra, Refusal, Release, Variant};
use istio_imgen::text::Language;
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
    // What is not compiled is downloaded: Envoy's name has a suffix for all but amd64, ztunnel's for every architecture.
    let url = |program: &str, architecture: &str| release.downloads[program].url(&release.deps, architecture);
    let host = "https://storage.googleapis.com/istio-build";
    let (proxy, ztunnel) = (&release.deps["PROXY_REPO_SHA"], &release.deps["ZTUNNEL_REPO_SHA"]);
    assert_eq!(url("envoy", "amd64").unwrap(), format!("{host}/proxy/envoy-alpha-{proxy}.tar.gz"));
    assert_eq!(url("envoy", "arm64").unwrap(), format!("{host}/proxy/envoy-alpha-{proxy}-arm64.tar.gz"));
    assert_eq!(url("ztunnel", "arm64").unwrap(), format!("{host}/ztunnel/ztunnel-{ztunnel}-arm64"));
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
fn facts_of_1_28() {
    let release = release("1.28.10");
    assert_eq!(release.go.module, "1.25.5");
    assert_eq!(release.base.registry, "gcr.io/istio-release");
    // Until 1.30 the images are published at Docker Hub.
    assert_eq!(release.stamp.hub.as_deref(), Some("docker.io/istio"));
    assert!(!release.deps.contains_key("AGENTGATEWAY_IMAGE"));
    // istioctl has no choice of variants yet.
    let variants: Vec<&str> = release.images["istioctl"].variants.keys().map(String::as_str).collect();
    assert_eq!(variants, ["debug"]);
    assert_eq!(release.images["istioctl"].variants["debug"].user.as_deref(), Some("1000:1000"));
    assert_eq!(release.images["pilot"].variants.len(), 2);
}

#[test]
fn facts_of_1_24() {
    let release = release("1.24.6");
    assert_eq!(release.go.module, "1.23.0");
    assert_eq!(release.images["proxyv2"].binaries[1].build_tags, ["agent", "disable_pgv"]);
    // Both CNI programs are built like the agent, and their distroless variant needs iptables.
    let cni = &release.images["install-cni"];
    assert!(cni.binaries.iter().all(|binary| binary.build_tags == ["agent", "disable_pgv"]));
    assert_eq!(cni.variants["distroless"].base, "iptables");
    // The operator is gone, and with it the bootstrap in pilot.
    assert!(!release.images.contains_key("operator"));
    assert_eq!(release.images["pilot"].files, []);
}

#[test]
fn facts_of_1_18() {
    let release = release("1.18.7");
    assert_eq!(release.go.version(), "1.20");
    // Up to 1.18 the stamped package is in another module.
    assert_eq!(release.stamp.package, "istio.io/pkg/version");
    assert_eq!(release.images["istioctl"].binaries[0].build_tags, [] as [&str; 0]);
    assert_eq!(release.images["install-cni"].binaries[0].build_tags, ["agent"]);
    let tmpl = "/var/lib/istio/envoy/envoy_bootstrap_tmpl.json";
    let gcp = "/var/lib/istio/envoy/gcp_envoy_bootstrap_tmpl.json";
    let bootstraps = [
        extra("tools/packaging/common/envoy_bootstrap.json", tmpl),
        extra("tools/packaging/common/gcp_envoy_bootstrap.json", gcp),
    ];
    assert_eq!(release.images["proxyv2"].files, bootstraps);
    assert_eq!(release.images["pilot"].files, bootstraps);
    // The base with iptables is pinned by digest: neither registry nor tag of the other bases stand for it.
    let pinned =
        "gcr.io/istio-release/iptables@sha256:1696a2570c01a00f8910b3d9d68039ff22ae8ddbe7903fa78005740251bddd9f";
    assert_eq!(release.images["proxyv2"].variants["distroless"].base, pinned);
    assert_eq!(release.images["proxyv2"].variants["debug"].base, "base");
    assert_eq!(release.images["proxyv2"].variants["debug"].env["ISTIO_META_ISTIO_VERSION"], "$istio_version");
    assert_eq!(release.images["ztunnel"].variants["distroless"].base, pinned);
    // A directory ends in a slash, and its content goes below the target.
    assert_eq!(release.images["operator"].files, [extra("manifests/", "/var/lib/istio/manifests/")]);
}

#[test]
fn facts_of_1_12() {
    let release = release("1.12.9");
    assert_eq!(release.go.module, "1.16");
    assert_eq!(release.go.build_tools.as_deref(), Some("release-1.12-2022-06-28T09-02-11"));
    // No argument names the registry yet: it stands in the Dockerfiles.
    assert_eq!(release.base.registry, "gcr.io/istio-release");
    assert_eq!(release.base.version, "1.12-2022-07-05T19-01-19");
    let symbols = ["buildVersion", "buildGitRevision", "buildStatus", "buildTag", "buildHub"];
    assert_eq!(release.stamp.symbols, symbols);
    // Images are rules of a Makefile; the test image among them is left out.
    let names: Vec<&str> = release.images.keys().map(String::as_str).collect();
    assert_eq!(names, ["install-cni", "istioctl", "operator", "pilot", "proxyv2"]);
    let proxy = &release.images["proxyv2"];
    // The Makefile writes two slashes in a row.
    let bootstrap =
        |name: &str, to: &str| extra(&format!("tools/packaging/common/{name}"), &format!("/var/lib/istio/envoy/{to}"));
    let bootstraps = [
        bootstrap("envoy_bootstrap.json", "envoy_bootstrap_tmpl.json"),
        bootstrap("gcp_envoy_bootstrap.json", "gcp_envoy_bootstrap_tmpl.json"),
    ];
    assert_eq!(proxy.files, bootstraps);
    assert_eq!(release.images["operator"].files, [extra("manifests/", "/var/lib/istio/manifests/")]);
    let filters = ["stats-filter.wasm", "stats-filter.compiled.wasm", "metadata-exchange-filter.wasm"];
    assert_eq!(proxy.downloads[..3], filters.map(|name| format!("/etc/istio/extensions/{name}")));
    assert_eq!(proxy.binaries[0], downloaded("envoy", "/usr/local/bin/envoy"));
    let cni = &release.images["install-cni"];
    let targets: Vec<&str> = cni.binaries.iter().map(|binary| binary.target.as_str()).collect();
    assert_eq!(
        targets,
        ["/opt/cni/bin/istio-cni", "/usr/local/bin/install-cni", "/opt/local/bin/istio-cni-taint"],
        "istio-iptables is put next to the Dockerfile and not copied"
    );
    // The base's own path is not known here: it stays as it is written.
    assert_eq!(cni.variants["debug"].env["PATH"], "$PATH:/opt/cni/bin");
}

#[test]
fn older_releases_are_refused_with_what_they_had() {
    let refusal = |tag: &str, files: &[(&str, &str)]| {
        let files = files.iter().map(|(path, text)| (TreePath::new(*path).unwrap(), File::plain(text.as_bytes())));
        match derived(tag, &files.collect()) {
            Err(Refusal::Older { era, images, text, hint }) => {
                assert!(text.say(Language::English).contains(tag));
                assert!(hint.say(Language::English).contains("1.5.0"));
                (era, images)
            }
            other => panic!("{other:?}"),
        }
    };
    let makefile = ("Makefile", "include tools/istio-docker.mk\n");
    let core = ("Makefile.core.mk", "include tools/istio-docker.mk\n");
    let images =
        ("tools/istio-docker.mk", "DOCKER_TARGETS ?= docker.pilot docker.mixer docker.app \\\n docker.test_x\n");
    let (go, vendor) = (("go.mod", "module istio.io/istio\n"), ("vendor/modules.txt", ""));
    let split = vec!["mixer".to_owned(), "pilot".to_owned()];
    assert_eq!(refusal("1.4.10", &[core, images, go]), (Era::Modules, split.clone()));
    assert_eq!(refusal("1.3.8", &[makefile, images, go, vendor]), (Era::Vendor, split.clone()));
    let dockerfile = ("pilot/docker/Dockerfile.pilot", "FROM scratch\n");
    assert_eq!(refusal("1.1.17", &[makefile, images, dockerfile]), (Era::Gopath, split));
    let bazel = ("WORKSPACE", "");
    assert_eq!(refusal("0.4.0", &[bazel, dockerfile]), (Era::Bazel, vec!["pilot".to_owned()]));
    assert_eq!(refusal("0.2.0", &[("istio.VERSION", "")]), (Era::Manifests, Vec::new()));
}

#[test]
fn a_fork_without_a_version_in_its_tag_is_read_like_any_other() {
    let release = derived("our-own-build", &tree("1.30.3")).unwrap().release;
    assert!(release.images.contains_key("pilot"));
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
fn a_file_that_an_image_needs_and_the_sources_lack_is_reported() {
    let full = tree("1.30.3");
    let gone = "tools/packaging/common/envoy_bootstrap.json";
    let files = full.iter().filter(|(path, _)| path.as_str() != gone);
    let derived = derived("1.30.3", &files.map(|(path, file)| (path.clone(), file.clone())).collect()).unwrap();
    let problems: Vec<(&str, &str)> =
        derived.problems.iter().map(|problem| (problem.path.as_str(), problem.text.id())).collect();
    assert_eq!(problems, [(gone, "file_missing_at_tag")]);
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
