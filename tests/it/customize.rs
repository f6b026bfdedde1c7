//! What users add to images and change in them.

use crate::support::{Program, root};
use std::process::{Command, Stdio};

/// A preset of one component with a few lines below `customize`.
fn preset(program: &Program, component: &str, base: &str, custom: &str) {
    let indented: String = custom.lines().map(|line| format!("  {line}\n")).collect();
    program.write(
        "preset.yaml",
        &format!("istio: {{tag: '1.30.3'}}\ncomponents: [{component}]\nbase: {base}\ncustomize:\n{indented}"),
    );
}

fn new(program: &Program) -> crate::support::Ran {
    let _ = std::fs::remove_dir_all(program.directory().join("context"));
    program.run(&["new", "context", "--preset", "preset.yaml", "--no-input", "--offline"])
}

/// The Dockerfile of a preset that must pass.
#[track_caller]
fn dockerfile(component: &str, base: &str, custom: &str) -> String {
    let program = Program::new();
    preset(&program, component, base, custom);
    new(&program).exits(0);
    program.read("context/Dockerfile")
}

/// The words of a preset that must be refused.
#[track_caller]
fn refused(component: &str, base: &str, custom: &str) -> String {
    let program = Program::new();
    program.write("key.pem", "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
    program.write("note", "hello\n");
    preset(&program, component, base, custom);
    let ran = new(&program).exits(3);
    assert!(!program.directory().join("context").exists());
    ran.err()
}

#[test]
fn a_context_can_be_made_again_from_itself_with_all_that_was_brought() {
    let program = Program::new();
    let everything = root().join("examples/presets/everything.yaml");
    program.run(&["new", "one", "--preset", everything.to_str().unwrap(), "--no-input", "--offline"]).exits(0);
    let own = "one/.istio-imgen/selection.yaml";
    program.run(&["new", "two", "--preset", own, "--no-input", "--offline"]).exits(0);
    let files = |name: &str| crate::support::files(&program.directory().join(name));
    assert_eq!(files("one"), files("two"));
}

#[test]
fn all_seventeen_instructions_are_within_reach() {
    let program = Program::new();
    let everything = root().join("examples/presets/everything.yaml");
    program.run(&["new", "x", "--preset", everything.to_str().unwrap(), "--no-input", "--offline"]).exits(0);
    let dockerfile = program.read("x/Dockerfile");
    for instruction in [
        "FROM",
        "RUN",
        "COPY",
        "ADD",
        "ENTRYPOINT",
        "CMD",
        "VOLUME",
        "ENV",
        "LABEL",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "WORKDIR",
        "USER",
        "ARG",
        "ONBUILD",
        "SHELL",
        "EXPOSE",
    ] {
        assert!(dockerfile.lines().any(|line| line.starts_with(&format!("{instruction} "))), "{instruction}");
    }
}

#[test]
fn packages_are_installed_by_the_manager_of_the_base_image() {
    let custom = "pilot: {packages: [curl, tzdata]}";
    assert!(dockerfile("pilot", "debian", custom).contains("--no-install-recommends curl tzdata &&"));
    assert!(dockerfile("pilot", "alpine", custom).contains("RUN apk add --no-cache curl tzdata\n"));
    assert!(
        dockerfile("pilot", "ubi9", custom)
            .contains("microdnf install --assumeyes --nodocs --setopt=install_weak_deps=0 curl tzdata &&")
    );
    let pinned = dockerfile("pilot", "ubi9", "pilot: {packages: ['curl=7.76.1']}");
    assert!(pinned.contains("curl-7.76.1") && !pinned.contains("not pinned"));
}

#[test]
fn a_base_image_without_a_package_manager_gets_packages_from_a_builder_stage() {
    let told = refused("pilot", "distroless", "pilot: {packages: [curl]}");
    assert!(told.contains("packages-bare-base") && told.contains("customize.pilot.builder: debian"), "{told}");
    let by_dnf = dockerfile("pilot", "distroless", "pilot: {packages: [curl], builder: ubi9}");
    let dockerfile = dockerfile("pilot", "distroless", "pilot: {packages: [curl], builder: debian}");
    let last = dockerfile.split(" AS pilot\n").nth(1).unwrap();
    assert!(last.contains("COPY --from=prepare-pilot /prepared/root/ /") && !last.contains("RUN"), "{last}");
    // dnf would run scripts in its other root too, and keeps its cache and history there (seen with dnf 4.14).
    for kept in [" --setopt=tsflags=noscripts ", "/prepared/root/var/lib/dnf /prepared/root/tmp\n"] {
        assert!(by_dnf.contains(kept), "{by_dnf}");
    }
    let told = refused("pilot", "distroless", "pilot: {packages: [curl], builder: distroless}");
    assert!(told.contains("custom-builder"), "{told}");
}

#[test]
fn the_official_image_gives_back_its_user_after_packages() {
    let program = Program::new();
    preset(&program, "pilot", "official", "pilot: {packages: [curl]}");
    let context = ["new", "context", "-p", "preset.yaml", "--no-input", "--offline", "--variant", "debug"];
    program.run(&context).exits(0);
    let dockerfile = program.read("context/Dockerfile");
    let users: Vec<&str> = dockerfile.lines().filter(|line| line.starts_with("USER ")).collect();
    assert_eq!(users, ["USER 0:0", "USER 1337:1337"]);
}

#[test]
fn values_stay_values() {
    for (custom, rule) in [
        ("pilot: {packages: ['curl; id']}", "custom-value"),
        ("pilot: {packages: ['--allow-unauthenticated']}", "custom-value"),
        ("pilot: {user: root}", "custom-value"),
        ("pilot: {volumes: [/a, '/b\"]']}", "custom-value"),
        ("pilot: {expose: ['80 USER']}", "custom-value"),
        ("pilot: {stopsignal: SIGKILL}", "custom-value"),
        ("pilot: {workdir: ../x}", "custom-value"),
        ("pilot: {writable: ['/a b']}", "custom-value"),
        ("pilot: {healthcheck: {interval: 30}}", "custom-value"),
        ("pilot: {users: {'a:b': '1:1'}}", "custom-value"),
        ("pilot: {args: {'A B': x}}", "custom-value"),
        ("pilot: {entrypoint: [\"a\\nUSER 0\"]}", "custom-value"),
        ("pilot: {files: {x: {path: note, target: /a/../b}}}", "custom-value"),
        ("pilot: {files: {x: {path: note, target: /a, mode: '4755'}}}", "custom-value"),
        ("pilot: {files: {x: {path: note}}}", "added-file"),
        ("pilot: {files: {x: {path: note, target: /a}, y: {path: note, target: /a}}}", "added-file"),
        ("pilot: {files: {x: {url: 'https://example.com/x', target: /a}}}", "prebuilt-sha256"),
        ("pilot: {files: {x: {path: key.pem, target: /a}}}", "added-private-key"),
        ("pilot: {ca: [key.pem]}", "added-private-key"),
        ("pilot: {ca: [note]}", "ca-certificate"),
        ("proxy: {wasm: {x: {path: note}}}", "wasm-module"),
        ("proxy: {bootstrap: note}", "bootstrap"),
        ("proxy: {modules: {x: {linux/amd64: {path: note}}}}", "dynamic-module"),
        ("pilot: {wrapper: note}", "wrapper"),
        ("pilot: {iptables: legacy}\nproxy: {iptables: legacy}", "iptables-backend"),
        ("pilot: {dockerfile: {end: 'RUN true \\'}}", "snippet"),
        ("pilot: {dockerfile: {end: FROM scratch}}", "snippet"),
        ("pilot: {dockerfile: {end: ADD https://example.com/x /x}}", "add-unchecked"),
        ("pilot: {dockerfile: {end: CMD id}}", "snippet"),
        ("pilot: {onbuild: [ONBUILD RUN id]}", "snippet"),
    ] {
        let base = if rule == "iptables-backend" { "ubi9" } else { "debian" };
        let told = refused("pilot, proxy", base, custom);
        assert!(told.contains(&format!("error[{rule}]")), "{custom}: {told}");
    }
}

#[test]
fn a_place_of_certificates_stays_a_path() {
    let program = Program::new();
    std::fs::copy(root().join("examples/presets/corporate.pem"), program.directory().join("ca.pem")).unwrap();
    let bases = "bases: {own: {reference: registry.example.com/own:1, ca: true, ca_bundle: BUNDLE}}\n";
    for (bundle, code) in [("/x; id", 3), ("/etc/pki/own.pem", 0)] {
        preset(&program, "pilot", "own", "pilot: {ca: [ca.pem]}");
        program.write("preset.yaml", &(program.read("preset.yaml") + &bases.replace("BUNDLE", bundle)));
        new(&program).exits(code);
    }
    let dockerfile = program.read("context/Dockerfile");
    assert!(dockerfile.contains("cat /base/etc/pki/own.pem /certificates/pilot/1.pem > /prepared/ca-bundle.crt"));
}

#[test]
fn what_does_harm_is_told_and_done() {
    for (custom, rule, line) in [
        ("pilot: {volumes: [/data]}", "volume-in-image", "VOLUME [\"/data\"]"),
        ("pilot: {onbuild: [RUN id]}", "onbuild-in-image", "ONBUILD RUN id"),
        ("pilot: {shell: [/bin/sh, -c]}", "shell-in-image", "SHELL [\"/bin/sh\", \"-c\"]"),
        ("pilot: {stopsignal: SIGQUIT}", "stop-signal", "STOPSIGNAL SIGQUIT"),
        ("pilot: {workdir: /srv}", "workdir-moved", "WORKDIR /srv"),
        ("pilot: {entrypoint: [/x]}", "entrypoint-replaced", "ENTRYPOINT [\"/x\"]"),
        ("pilot: {healthcheck: {command: [none]}}", "healthcheck-oci", "HEALTHCHECK NONE"),
        ("pilot: {user: '0:0'}", "custom-root", "USER 0:0"),
        (
            "pilot: {debug_tools: true}",
            "debug-tools",
            "    apt-get install --yes --no-install-recommends curl iproute2 iputils-ping netcat-openbsd procps tcpdump && \\",
        ),
    ] {
        let program = Program::new();
        preset(&program, "pilot", "debian", custom);
        let told = new(&program).exits(0).err();
        assert!(told.contains(&format!("[{rule}]")), "{custom}: {told}");
        let dockerfile = program.read("context/Dockerfile");
        assert!(dockerfile.lines().any(|found| found == line), "{custom}: {dockerfile}");
    }
}

#[test]
fn any_user_id_will_do_where_openshift_chooses_it() {
    let program = Program::new();
    program.write("data", "x\n");
    let custom = "pilot:\n  openshift: true\n  writable: [/var/lib/x]\n  files:\n    data: {path: data, target: /var/lib/x/data, mode: '0600', owner: '1337:1337'}\n";
    preset(&program, "pilot", "debian", custom);
    new(&program).exits(0);
    let dockerfile = program.read("context/Dockerfile");
    assert!(
        dockerfile.contains("\nUSER 1337:0\n")
            && dockerfile.contains("chown 1337:0 /prepared/root/var/lib/x && chmod 0775")
    );
    assert!(dockerfile.contains("COPY --chmod=0660 --chown=1337:0 rootfs/pilot/var/lib/x/data"));
}

#[test]
fn a_components_own_word_stands_before_that_for_all() {
    let custom = "all:\n  stopsignal: SIGQUIT\n  labels: {a: all, b: all}\n  packages: [curl]\npilot:\n  stopsignal: SIGTERM\n  labels: {b: own}\n  packages: [jq]\n";
    let dockerfile = dockerfile("pilot", "debian", custom);
    assert!(dockerfile.contains("STOPSIGNAL SIGTERM") && dockerfile.contains("LABEL a=\"all\" \\\n      b=\"own\""));
    assert!(dockerfile.contains("curl jq"));
}

#[test]
fn a_heredoc_of_the_users_keeps_its_spaces() {
    let custom =
        "pilot:\n  dockerfile:\n    before_user: |\n      COPY <<EOF /etc/x\n      a  \n\n\n      b\n      EOF\n";
    assert!(dockerfile("pilot", "debian", custom).contains("COPY <<EOF /etc/x\na  \n\n\nb\nEOF\n"));
}

/// The wrapper of the example, run as the kernel runs it: the program has its process, and with it every signal.
#[test]
fn a_wrapper_gives_its_place_to_the_program() {
    let wrapper = root().join("examples/presets/wrapper.sh");
    let words = ["/bin/sh", "-c", "echo $$ \"$@\"", "sh", "a b", "$c"];
    let child = Command::new(&wrapper).args(words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let id = child.id();
    let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(said, format!("{id} a b $c\n"));
}
