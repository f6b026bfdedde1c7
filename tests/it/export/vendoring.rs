//! Builds without a module proxy.

use super::{from_clone, sources, with_clone};

/// A patch that makes pilot import a package of another module.
const IMPORT: &str = "--- /dev/null\n+++ b/pilot/cmd/pilot-discovery/extra.go\n@@ -0,0 +1,3 @@\n+package main\n+\n\
                      +import _ \"example.com/other/sub\"\n";

#[test]
fn the_context_says_how_to_vendor_and_builds_from_nothing_else() {
    let program = with_clone();
    program.run(&from_clone("x", &["--vendor", "true"])).exits(0);
    let dockerfile = program.read("x/Dockerfile");
    assert!(dockerfile.contains("-mod=vendor") && !dockerfile.contains("-mod=readonly"), "{dockerfile}");
    assert!(dockerfile.contains("GOPROXY=off") && !dockerfile.contains("ARG GOPROXY"), "{dockerfile}");
    assert!(!dockerfile.contains("type=secret"), "{dockerfile}");
    assert!(program.read("x/README.md").contains("go mod vendor"));
}

#[test]
fn secrets_are_mounted_and_never_arguments() {
    let program = with_clone();
    program.run(&from_clone("x", &[])).exits(0);
    let dockerfile = program.read("x/Dockerfile");
    for secret in ["type=secret,id=netrc,target=/root/.netrc", "type=secret,id=ca,target=/etc/ssl/certs/build-ca.pem"] {
        assert!(dockerfile.contains(secret), "no {secret} in {dockerfile}");
    }
    for argument in ["GOFLAGS", "GOPROXY", "GONOPROXY", "GONOSUMDB"] {
        assert!(dockerfile.contains(&format!("\nARG {argument}\n")), "no {argument} in {dockerfile}");
    }
}

#[test]
fn a_vendor_directory_is_copied_if_it_is_complete() {
    let program = with_clone();
    program.write("import.patch", IMPORT);
    let new =
        |directory: &str| program.run(&from_clone(directory, &["--patch", "import.patch", "--vendor", "mine/vendor"]));
    program.write("mine/vendor/example.com/other/other.go", "package other\n");
    new("x").exits(3).says("has no `modules.txt`").says("go mod vendor");
    program.write("mine/vendor/modules.txt", "# example.com/other v1.0.0\n## explicit\nexample.com/other\n");
    new("x").exits(3).says("lacks packages that the build imports: 1 (`example.com/other/sub`)");
    let list = "# example.com/other v1.0.0\n## explicit\nexample.com/other\nexample.com/other/sub\n";
    program.write("mine/vendor/modules.txt", list);
    new("x").exits(3).says("`example.com/other/sub`");
    program.write("mine/vendor/example.com/other/sub/sub.go", "package sub\n");
    new("x").exits(0);
    assert!(sources(&program, "x").contains("vendor/example.com/other/sub/sub.go"));
    assert!(program.read("x/.istio-imgen/selection.yaml").contains("vendor: ../src/vendor"));
    let lock: serde_json::Value = serde_json::from_str(&program.read("x/.istio-imgen/lock.json")).unwrap();
    assert_eq!(lock["files"]["src/vendor/modules.txt"]["origin"], "user");

    std::os::unix::fs::symlink("/etc/passwd", program.directory().join("mine/vendor/passwd")).unwrap();
    new("y").exits(3).says("neither a plain file nor a directory");
}
