//! Hosts that close, mirrors, the hub and tag of Istio's charts, FIPS, and mesh configurations, as a user meets them.

use crate::support::{Program, examples, files, istio, root};
use istio_imgen::endpoint::{endpoints, retired_in};
use serde_json::Value;
use std::path::Path;

const NEW: &[&str] = &["new", "x", "--no-input", "--offline"];

fn arguments<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    NEW.iter().chain(rest).copied().collect()
}

fn lock(program: &Program) -> Value {
    serde_json::from_str(&program.read("x/.istio-imgen/lock.json")).unwrap()
}

#[test]
fn a_value_that_names_a_retired_host_is_refused_with_what_to_write_instead() {
    let program = Program::new();
    let url = "component.proxy.prebuilt.envoy.linux/amd64";
    let sum = format!("{url}.sha256={}", "a".repeat(64));
    for (setting, successor) in [
        ("istio.hub=gcr.io/istio-release".to_owned(), "docker.io/istio"),
        ("istio.hub=registry.istio.io/testing".to_owned(), "docker.io/istio"),
        ("base=registry.istio.io/release/distroless:1.30".to_owned(), "docker.io/istio"),
        ("bases.own.reference=gcr.io/istio-release/base:1.30".to_owned(), "docker.io/istio"),
        ("go.hub=gcr.io/istio-testing".to_owned(), "docker.io/istio"),
        (format!("{url}.url=https://storage.googleapis.com/istio-build/proxy/envoy"), "blob.istio.io/istio-build"),
        ("env.pilot.PILOT_CERT_PROVIDER=https://istio-release.storage.googleapis.com/x".to_owned(), "blob.istio.io"),
        ("mesh.rootNamespace=oci://gcr.io/istio-release/charts".to_owned(), "ghcr.io/istio/release/charts"),
        ("labels.org.example.from=registry.istio.io/release".to_owned(), "docker.io/istio"),
    ] {
        let ran = program.run(&arguments(&["--preset", "minimal", "--set", &sum, "--set", &setting])).exits(3);
        ran.says("[retired-endpoint]").says("2026-12").says(successor).says("endpoints.allow");
    }
    let ran =
        program.run(&arguments(&["--preset", "minimal", "--istio-hub", "gcr.io/istio-release", "--lang", "pt-BR"]));
    ran.exits(3).says("que fecha em 2026-12").says("escreva `docker.io/istio`");
    assert!(!program.directory().join("x").exists());
}

#[test]
fn who_insists_is_warned_and_served() {
    let program = Program::new();
    program.write(
        "p.yaml",
        "extends: [rebase-debian]\nistio: {hub: gcr.io/istio-release}\nendpoints: {allow: [gcr.io, quay.io]}\n",
    );
    let ran = program.run(&arguments(&["--preset", "p.yaml"])).exits(0);
    ran.says("warning[retired-endpoint]").says("p.yaml:2:14").says("`quay.io` in `endpoints.allow` has no effect");
    assert!(program.read("x/Dockerfile").contains("ARG ISTIO_HUB=gcr.io/istio-release\n"));
}

/// Every text below a directory but Istio's own sources, which are upstream's to write.
fn assert_no_retired_host(directory: &Path) {
    let endpoints = endpoints().unwrap();
    let found = files(directory);
    assert!(found.len() > 5, "{} is empty", directory.display());
    for (name, (bytes, _)) in found {
        if !name.contains("src/") {
            let host = retired_in(&String::from_utf8_lossy(&bytes), &endpoints).map(|endpoint| &endpoint.name);
            assert_eq!(host, None, "{name} in {}", directory.display());
        }
    }
}

#[test]
fn no_rendered_file_names_a_retired_host() {
    for example in examples() {
        assert_no_retired_host(&example);
    }
    for tag in ["1.5.10", "1.12.9", "1.19.10", "1.24.6", "1.28.10", "1.30.3"] {
        let program = Program::new();
        let chosen = ["--component", "pilot,proxy,istioctl", "--base", "debian", "--set", "variant=default"];
        program.run(&arguments(&[&["--istio", tag][..], &chosen].concat())).exits(0);
        assert_no_retired_host(&program.directory().join("x"));
    }
}

#[test]
fn mirrors_stand_in_for_the_registries_of_every_reference() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    program.write(
        "p.yaml",
        "istio: {tag: 1.30.3, source: istio.git}\ncomponents: [pilot, proxy, ztunnel]\nbase: ubi9\n\
         component:\n  pilot: {base: debian, binaries: source}\n  proxy:\n    prebuilt:\n      envoy:\n        \
         linux/amd64: {url: 'https://files.example.org/e/envoy', sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}\n\
         platforms: [linux/amd64]\n\
         mirrors:\n  docker.io: r.corp.example/hub\n  docker.io/istio: r.corp.example:5000/mesh\n  \
         docker.io/istio/ztunnel: r.corp.example/own/zt\n  docker.io/library/golang: r.corp.example/toolbox/go\n  \
         registry.access.redhat.com: r.corp.example/redhat\n  files.example.org/e: r.corp.example/files\n",
    );
    program.run(&arguments(&["--preset", "p.yaml"])).exits(0);
    let references = lock(&program)["references"].clone();
    let mut named: Vec<&str> = references.as_object().unwrap().values().map(|value| value.as_str().unwrap()).collect();
    assert!(named.iter().all(|reference| reference.starts_with("r.corp.example")), "{references:#}");
    named.sort_unstable();
    for reference in [
        "r.corp.example/own/zt:1.30.3-distroless",
        "r.corp.example/hub/library/debian:",
        "r.corp.example/redhat/ubi9/",
        "r.corp.example/toolbox/go:",
        "r.corp.example:5000/mesh/proxyv2:1.30.3-distroless",
    ] {
        assert!(named.iter().any(|named| named.starts_with(reference)), "{reference} in {references:#}");
    }
    let dockerfile = program.read("x/Dockerfile");
    assert!(dockerfile.contains("https://r.corp.example/files/envoy"), "{dockerfile}");
    for host in ["docker.io", "redhat.com", "files.example.org"] {
        assert!(!dockerfile.contains(host) && !program.read("x/docker-bake.hcl").contains(host), "{host}");
    }
    // The mirror of a retired host is no retired host, and on the command line a host is one name, too.
    let set = ["--set", "mirrors.gcr.io/istio-release=r.corp.example/istio", "--istio-hub", "gcr.io/istio-release"];
    let ran = program.run(&arguments(&[&["--preset", "rebase-debian", "--force"][..], &set].concat())).exits(0);
    assert!(!ran.err().contains("retired"), "{}", ran.err());
    assert!(program.read("x/Dockerfile").contains("ARG ISTIO_HUB=r.corp.example/istio\n"));
    program.run(&arguments(&["--preset", "minimal", "--set", "mirrors.docker=x.example"])).exits(3).says("[mirror]");
}

#[test]
fn the_charts_that_a_program_has_built_in_name_the_users_images() {
    for tag in ["1.12.9", "1.18.7", "1.24.6", "1.28.10", "1.30.3"] {
        let program = Program::new();
        istio(tag, program.directory());
        let chosen =
            ["--component", "istioctl", "--base", "debian", "--binaries", "source", "--hub", "r.example.com/mesh"];
        let given = ["--istio", tag, "--istio-source", "istio.git", "--set", "tag=1.30"];
        let ran = program.run(&arguments(&[&chosen[..], &given].concat())).exits(0);
        ran.says("[manifests-stamped]").says("which closes in 2026-12").says("r.example.com/mesh:1.30");
        let upstream = files(&root().join("tests/istio").join(tag));
        let locked = lock(&program);
        let mut stamped = Vec::new();
        for (name, (bytes, _)) in files(&program.directory().join("x/src")) {
            let entry = &locked["files"][format!("src/{name}")];
            if entry["origin"] == "istio-stamped" {
                let was = git2::Oid::hash_object(git2::ObjectType::Blob, &upstream[&name].0).unwrap();
                assert_eq!(entry["was"], format!("gitoid:blob:sha1:{was}"), "{name}");
                let text = String::from_utf8(bytes).unwrap();
                assert!(text.contains("hub: r.example.com/mesh\n") && text.contains("tag: \"1.30\"\n"), "{text}");
                stamped.push(name);
            } else {
                assert_eq!(bytes, upstream[&name].0, "{name} is upstream's");
            }
        }
        assert_eq!(stamped, ["manifests/charts/istiod/values.yaml", "manifests/profiles/default.yaml"], "{tag}");
        // A hub in the version stamp would win over the charts, together with a tag that was never built.
        assert!(!program.read("x/Dockerfile").contains("buildHub"));
    }
}

#[test]
fn a_retired_host_in_the_code_that_is_compiled_is_told_with_its_line() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    let given = ["--base", "debian", "--binaries", "source", "--istio", "1.30.3", "--istio-source", "istio.git"];
    let ran = program.run(&arguments(&[&given[..], &["--component", "istioctl"]].concat())).exits(0);
    let ran = ran.says("[source-endpoint]").says("`registry.istio.io/release/charts`, which closes in 2026-12");
    ran.says("outside comments (1): `src/istioctl/cmd/istioctl/main.go:10`").says("`ghcr.io/istio/release/charts`");
    // The control plane does not hold that file.
    let ran = program.run(&arguments(&[&given[..], &["--component", "pilot", "--force"]].concat())).exits(0);
    assert!(!ran.err().contains("source-endpoint"), "{}", ran.err());
}

#[test]
fn without_built_in_charts_nothing_of_the_sources_is_changed() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    let given = ["--component", "pilot", "--base", "debian", "--binaries", "source", "--istio-source", "istio.git"];
    let ran = program.run(&arguments(&[&given[..], &["--istio", "1.30.3"]].concat())).exits(0);
    assert!(!ran.err().contains("manifests-stamped"));
    assert!(!program.read("x/.istio-imgen/lock.json").contains("istio-stamped"));
}

#[test]
fn official_binaries_are_refused_where_fips_builds_are_asked_for() {
    let program = Program::new();
    let run =
        |rest: &[&str]| program.run(&arguments(&[&["--preset", "minimal", "--istio", "1.30.3"][..], rest].concat()));
    let ran = run(&["--set", "compliance=fips-140-2"]).exits(3);
    let ran =
        ran.says("the official `pilot-discovery` is not a FIPS build").says("the official `envoy` is not a FIPS build");
    ran.says("component.proxy.prebuilt.envoy.PLATFORM.path").says("ended in 2026-09").says("certifies nothing");
    run(&["--set", "compliance=fips-140-3"]).exits(3).says("does not know `fips-140-3`").says("1.31.0-alpha.0");
    run(&["--set", "compliance=fips"]).exits(3).says("`fips-140-2`, `fips-140-3`");
    run(&["--set", "env.pilot.COMPLIANCE_POLICY=fips-140-2"]).exits(0).says("warning[fips-policy-alone]");
    let old = ["--preset", "minimal", "--istio", "1.20.3", "--set", "compliance=fips-140-2", "--lang", "pt-BR"];
    program.run(&arguments(&old)).exits(3).says("o `COMPLIANCE_POLICY` do Istio 1.20.3 não conhece `fips-140-2`");
}

const SOURCE: &[&str] = &["--binaries", "source", "--base", "debian", "--istio-source", "istio.git"];

#[test]
fn fips_140_2_compiles_with_boringcrypto_and_c() {
    let program = Program::new();
    istio("1.30.3", program.directory());
    let run = |rest: &[&str]| {
        program.run(&arguments(
            &[SOURCE, &["--istio", "1.30.3", "--set", "compliance=fips-140-2", "--force"], rest].concat(),
        ))
    };
    run(&["--component", "pilot,cni"]).exits(0).says("warning[fips-ended]").says("warning[fips-cni]");
    let dockerfile = program.read("x/Dockerfile");
    for words in [
        "CGO_ENABLED=1",
        "GOEXPERIMENT=boringcrypto",
        "-linkmode=external",
        "netgo,osusergo",
        "COMPLIANCE_POLICY=\"fips-140-2\"",
    ] {
        assert!(dockerfile.contains(words), "{words} in {dockerfile}");
    }
    assert!(!dockerfile.contains("BUILDPLATFORM"), "C is compiled on the target platform");
    assert!(program.read("x/README.md").contains("This is no certificate"));
    let readme = run(&["--component", "pilot", "--lang", "pt-BR"]).exits(0);
    readme.says("não certifica nada");
    assert!(program.read("x/README.md").contains("Isto não é um certificado"));
    let pilot = |setting: &str| run(&["--component", "pilot", "--set", setting]);
    pilot("go.image=golang:1.26.5-alpine").exits(3).says("musl");
    pilot("env.pilot.COMPLIANCE_POLICY=pqc").exits(3).says("contradicts `compliance: fips-140-2`");
    pilot("env.pilot.GODEBUG=fips140=on").exits(3).says("contradicts");
    run(&["--component", "proxy"]).exits(3).says("the official `envoy`");
    run(&["--component", "ztunnel"]).exits(3).says("the official `ztunnel`");
}

#[test]
fn fips_140_3_compiles_with_the_module_of_go() {
    let program = Program::new();
    let path = istio("1.30.3", program.directory());
    let repository = git2::Repository::open(path).unwrap();
    let commit = repository.revparse_single("1.30.3^{commit}").unwrap();
    repository.tag_lightweight("1.31.0-rc.0", &commit, false).unwrap();
    let run = |rest: &[&str]| {
        let asked = ["--istio", "1.31.0-rc.0", "--component", "pilot", "--set", "compliance=fips-140-3", "--force"];
        program.run(&arguments(&[SOURCE, &asked, rest].concat()))
    };
    let ran = run(&["--set", "env.pilot.GODEBUG=netdns=go"]).exits(0);
    assert!(!ran.err().contains("fips-ended"), "{}", ran.err());
    let dockerfile = program.read("x/Dockerfile");
    for words in
        ["CGO_ENABLED=0", "GOFIPS140=v1.0.0", "COMPLIANCE_POLICY=\"fips-140-3\"", "GODEBUG=\"netdns=go,fips140=only\""]
    {
        assert!(dockerfile.contains(words), "{words} in {dockerfile}");
    }
    assert!(!dockerfile.contains("boringcrypto") && dockerfile.contains("--platform=$BUILDPLATFORM"));
    run(&["--set", "go.image=golang:1.23.4"]).exits(3).says("`GOFIPS140=v1.0.0` needs Go 1.24 or newer");
    run(&["--set", "env.pilot.GODEBUG=fips140=off"]).exits(3).says("contradicts `compliance: fips-140-3`");
}

#[test]
fn mesh_configurations_are_checked_against_the_release() {
    let program = Program::new();
    program.write(
        "p.yaml",
        "extends: [workshop]\nmesh:\n  acessLogFile: /dev/stdout\n  disablePolicyChecks: true\n  \
         connectTimeout: 10\n  outboundTrafficPolicy:\n    mode: REGISTRY\n",
    );
    let ran = program.run(&arguments(&["--preset", "p.yaml", "--istio", "1.30.3"])).exits(3);
    let ran = ran.says("p.yaml:3:17").says("has no `mesh.acessLogFile`").says("did you mean `accessLogFile`");
    let ran = ran.says("has no `mesh.disablePolicyChecks`").says("these releases have it: 1.5.0–1.7.8");
    ran.says("p.yaml:5:19").says("wants a duration such as `10s`").says("`REGISTRY_ONLY`");
    let ran = program.run(&arguments(&["--preset", "p.yaml", "--istio", "1.30.3", "--lang", "pt-BR"])).exits(3);
    ran.says("a configuração da malha do Istio 1.30.3 não tem `mesh.acessLogFile`").says("espera uma duração");
    let set = ["--set", "mesh.defaultConfig.proxyStatsMatcher.inclusionRegexps=x"];
    program.run(&arguments(&[&["--preset", "workshop"][..], &set].concat())).exits(3).says("wants a list");
    let good =
        ["--set", "mesh.defaultConfig.holdApplicationUntilProxyStarts=true", "--set", "mesh.enable_tracing=true"];
    program.run(&arguments(&[&["--preset", "workshop"][..], &good].concat())).exits(0);
}
