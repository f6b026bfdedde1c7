//! Bundles: written, read, carried to a place without a network, and what hostile ones come to.

use crate::registry::signing;
use crate::support::git_server::{GitServer, Reply};
use crate::support::registry::{Answer, Images, RegistryServer};
use crate::support::{Program, Ran, files, istio};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// A release that the catalogue does not know: of those that it knows, it knows the commit.
const TAG: &str = "1.31.0-rc.0";

struct World {
    program: Program,
    git: Option<GitServer>,
    registry: Option<RegistryServer>,
}

fn images() -> Images {
    let mut images = Images::default();
    images.index("library/golang", "1.25.9", &["linux/amd64", "linux/arm64"]);
    for name in ["istio/pilot", "istio/proxyv2"] {
        images.index(name, &format!("{TAG}-distroless"), &["linux/amd64", "linux/arm64", "linux/s390x"]);
    }
    images
}

fn world(registry: RegistryServer) -> World {
    let program = Program::new();
    let path = istio("1.30.3", program.directory());
    let repository = git2::Repository::open(&path).unwrap();
    let commit = repository.revparse_single("1.30.3^{commit}").unwrap();
    repository.tag_lightweight(TAG, &commit, false).unwrap();
    let host = registry.host();
    let git = GitServer::start(program.directory(), |_| Reply::Git);
    program.write(
        "p.yaml",
        &format!(
            "istio: {{tag: {TAG}, source: '{}', hub: '{host}/istio'}}\ngo: {{hub: '{host}/library'}}\ncomponents: [pilot, proxy]\n",
            git.url("istio.git"),
        ),
    );
    World { program, git: Some(git), registry: Some(registry) }
}

impl World {
    fn bundle(&self, arguments: &[&str]) -> Ran {
        self.program.run(&[&["bundle"], arguments].concat())
    }

    fn create(&self, rest: &[&str]) -> Ran {
        self.bundle(&[&["create", "b.tar", "--preset", "p.yaml"], rest].concat())
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.program.directory().join(name)).unwrap()
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.program.directory().join(name), bytes).unwrap();
    }
}

#[test]
fn a_context_is_made_where_there_is_no_network() {
    let mut world = world(RegistryServer::of(images()));
    world.create(&["--binaries", "source"]).exits(0).says("wrote b.tar");
    let given = ["new", "x", "--preset", "p.yaml", "--no-input", "--binaries", "source"];
    world.program.run(&[&given[..], &["--pin"]].concat()).exits(0);
    // From here on there is nobody to ask, and nothing in the cache.
    drop((world.git.take(), world.registry.take()));
    let elsewhere = Program::new();
    for name in ["b.tar", "p.yaml"] {
        std::fs::copy(world.program.directory().join(name), elsewhere.directory().join(name)).unwrap();
    }
    elsewhere.run(&[&given[..], &["--offline"]].concat()).exits(4);
    elsewhere.run(&[&given[..], &["--offline", "--pin", "--from-bundle", "b.tar"]].concat()).exits(0);
    assert_eq!(files(&elsewhere.directory().join("x")), files(&world.program.directory().join("x")));
    // The cache has the sources now.
    elsewhere.run(&[&given[..], &["--offline", "--force"]].concat()).exits(0);
}

#[test]
fn the_same_input_gives_the_same_bundle_and_a_dry_run_writes_none() {
    let world = world(RegistryServer::of(images()));
    let planned = world.create(&["--dry-run", "--format", "json"]).exits(0).json();
    assert_eq!(planned["status"], "planned");
    assert!(planned["to_fetch"].as_u64().unwrap() > 1000 && planned["images"].as_array().unwrap().len() == 2);
    let ran = world.create(&["--dry-run"]).exits(0);
    assert!(
        ran.out().contains("sources of Istio 1.31.0-rc.0") && ran.out().contains("still to be fetched"),
        "{}",
        ran.out()
    );
    assert!(!world.program.directory().join("b.tar").exists());
    world.create(&[]).exits(0);
    let first = world.bytes("b.tar");
    assert!(first.len() as u64 > planned["bytes"].as_u64().unwrap());
    world.create(&["--cache-dir", "another"]).exits(0);
    assert_eq!(first, world.bytes("b.tar"));
    // A platform that the context is not for is left out.
    let listing = String::from_utf8_lossy(&first[..4096]).into_owned();
    assert!(listing.contains("linux/arm64") && !listing.contains("s390x"), "{listing}");
    world.bundle(&["verify", "b.tar"]).exits(0).says("sound: b.tar");
    assert!(!world.program.directory().join("home/.cache/istio-imgen/downloads").exists());
    world.create(&["--no-images", "--no-sources"]).exits(2);
    world.create(&["--no-images"]).exits(0);
    assert!(world.bytes("b.tar").len() < first.len());
}

#[test]
fn images_become_an_image_layout() {
    let world = world(RegistryServer::of(images()));
    world.create(&["--no-sources"]).exits(0);
    world.bundle(&["load", "b.tar", "--images", "layout"]).exits(0).says("images: 2");
    let layout = files(&world.program.directory().join("layout"));
    assert!(layout["oci-layout"].0.starts_with(b"{\"imageLayoutVersion\""));
    let index: serde_json::Value = serde_json::from_slice(&layout["index.json"].0).unwrap();
    for image in index["manifests"].as_array().unwrap() {
        let blob = image["digest"].as_str().unwrap().replace(':', "/");
        assert_eq!(layout[&format!("blobs/{blob}")].0.len() as u64, image["size"].as_u64().unwrap());
    }
    world.bundle(&["load", "b.tar", "--images", "layout"]).exits(6).says("not empty");
    world.bundle(&["load", "gone.tar"]).exits(74).says("gone.tar");
}

#[test]
fn a_download_that_was_cut_off_is_continued() {
    let (held, cut) = (images(), AtomicUsize::new(0));
    let server = RegistryServer::start(move |request| {
        let answer = held.answer(request);
        // The first large answer is cut, and then the registry is away for the rest of the run.
        if !request.target.contains("/blobs/") || answer.body.len() < 1000 {
            return answer;
        }
        match cut.fetch_add(1, SeqCst) {
            0 => Answer { cut: Some(700), ..answer },
            1 => Answer::new(500, ""),
            _ => answer,
        }
    });
    let world = world(server);
    world.create(&[]).exits(4).says("answered 500");
    assert!(!world.program.directory().join("b.tar").exists());
    world.create(&[]).exits(0);
    let asked = world.registry.as_ref().unwrap().requests();
    let ranges: Vec<&str> = asked.iter().filter_map(|request| request.header("range")).collect();
    assert_eq!(ranges, ["bytes=700-", "bytes=700-"]);
    world.bundle(&["verify", "b.tar"]).exits(0);
}

#[test]
fn a_layer_that_is_not_what_the_manifest_says_ends_the_bundle() {
    let held = images();
    let server = RegistryServer::start(move |request| {
        let mut answer = held.answer(request);
        if request.target.contains("/blobs/") && answer.body.len() > 1000 {
            answer.body[5] ^= 1;
        }
        answer
    });
    let world = world(server);
    world.create(&[]).exits(10).says("does not have the digest");
    assert!(!world.program.directory().join("b.tar").exists());
    // What was wrong is not kept for the next run.
    world.create(&[]).exits(10);
}

#[test]
fn a_bundle_that_was_changed_or_cut_is_refused() {
    let world = world(RegistryServer::of(images()));
    world.create(&[]).exits(0);
    let good = world.bytes("b.tar");
    let length = good.len();
    let mut archive = tar::Archive::new(&good[..]);
    let places: Vec<(usize, usize)> = archive
        .entries()
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let place = |at: u64| usize::try_from(at).unwrap();
            (place(entry.raw_header_position()) + 10, place(entry.raw_file_position() + entry.size() / 2))
        })
        .collect();
    assert!(places.len() > 10, "{places:?}");
    for at in places.iter().flat_map(|(header, data)| [header, data]) {
        let mut bad = good.clone();
        bad[*at] ^= 1;
        world.put("bad.tar", &bad);
        world.bundle(&["verify", "bad.tar"]).exits(10);
    }
    for end in [0, 100, 512, 5000, length / 2, length - 3000] {
        world.put("bad.tar", &good[..end]);
        world.bundle(&["load", "bad.tar", "--images", "layout"]).exits(10);
        assert!(!world.program.directory().join("layout").exists(), "{end}");
    }
}

/// An archive of plain files, or of one link; a list is followed by its digest.
fn archive(entries: &[(&str, &[u8])], link: Option<(&str, &str)>) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    let mut put = |name: &str, kind, target: Option<&str>, bytes: &[u8]| {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_entry_type(kind);
        // `set_path` would refuse what is tried here.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        target.into_iter().for_each(|target| header.set_link_name(target).unwrap());
        header.set_cksum();
        builder.append(&header, bytes).unwrap();
    };
    for (name, bytes) in entries {
        put(name, tar::EntryType::Regular, None, bytes);
        if *name == "bundle.json" {
            let sum = crate::support::registry::digest(bytes).replace("sha256:", "") + "  bundle.json\n";
            put("bundle.json.sha256", tar::EntryType::Regular, None, sum.as_bytes());
        }
    }
    if let Some((name, target)) = link {
        put(name, tar::EntryType::Symlink, Some(target), b"");
    }
    builder.into_inner().unwrap()
}

#[test]
fn nothing_leaves_a_hostile_bundle() {
    let world = world(RegistryServer::of(Images::default()));
    let digest = crate::support::registry::digest(b"evil");
    let list = |path: &str, size: u64| {
        format!(r#"{{"schema": 1, "files": [{{"path": "{path}", "size": {size}, "digest": "{digest}"}}]}}"#)
            .into_bytes()
    };
    let blob = format!("images/blobs/{}", digest.replace(':', "/"));
    let hostile = [
        archive(&[("bundle.json", &list("../evil", 4)), ("../evil", b"evil")], None),
        archive(&[("bundle.json", &list("/tmp/evil", 4)), ("/tmp/evil", b"evil")], None),
        archive(&[("bundle.json", &list("images/evil", 4)), ("images/evil", b"evil")], None),
        archive(&[("bundle.json", &list(&blob, 4)), ("images/../../evil", b"evil")], None),
        archive(&[("bundle.json", &list(&blob, 4)), (&blob, b"evil"), ("more", b"evil")], None),
        archive(&[("bundle.json", &list(&blob, 4))], Some((&blob, "/etc/passwd"))),
        archive(&[("bundle.json", &list(&blob, 1 << 60)), (&blob, b"evil")], None),
        archive(&[("bundle.json", &list(&blob, 4)), (&blob, b"EVIL")], None),
        archive(&[], Some(("bundle.json", "/etc/passwd"))),
        archive(&[("evil", b"evil")], None),
        archive(&[("bundle.json", b"{\"schema\": 1, \"files\": [], \"more\": 1}")], None),
        b"no archive at all".to_vec(),
    ];
    for (number, bytes) in hostile.iter().enumerate() {
        world.put("bad.tar", bytes);
        let ran = world.bundle(&["load", "bad.tar", "--images", "layout"]);
        assert!(ran.err().contains("bad.tar"), "{number}: {}", ran.err());
        ran.exits(10);
        world.bundle(&["verify", "bad.tar"]).exits(10);
        let names = std::fs::read_dir(world.program.directory()).unwrap();
        let mut names: Vec<String> = names.map(|name| name.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != "home");
        names.sort();
        assert_eq!(names, ["bad.tar", "istio.git", "p.yaml"], "{number}");
    }
    world.put("bad.tar", &archive(&[("bundle.json", b"{\"schema\": 2, \"files\": []}")], None));
    world.bundle(&["verify", "bad.tar"]).exits(4).says("format 2");
}

#[test]
fn a_released_tag_names_the_commit_that_it_has_always_named() {
    let world = world(RegistryServer::of(images()));
    let given =
        ["--istio", "1.30.3", "--no-images", "--binaries", "source", "--base", "debian", "--component", "pilot"];
    world.create(&given).exits(0);
    let ran = world.bundle(&["load", "b.tar"]).exits(10).says("somebody changed it");
    assert!(ran.err().contains("56df41f63e513f834c9a3af33d8aed82d1d961f2"), "{}", ran.err());
}

/// A preset of images of a registry on this machine, whose signatures a key must fit.
fn signed_by(program: &Program, host: &str, key: &str) {
    program.write("cosign.pub", key);
    let preset = format!(
        "extends: [minimal]\nistio: {{tag: 1.30.3, hub: '{host}/istio'}}\nsigning_keys: {{'{host}/istio': cosign.pub}}\n"
    );
    program.write("p.yaml", &preset);
}

#[test]
fn signatures_are_carried_and_verified_where_there_is_no_network() {
    let (signer, stranger) = (signing::signer(), signing::signer());
    let mut images = crate::registry::istio();
    let both = ["linux/amd64", "linux/arm64"];
    let pilot = images.index("istio/pilot", "1.30.3-distroless", &both);
    let proxy = images.index("istio/proxyv2", "1.30.3-distroless", &both);
    let unsigned = images.clone();
    signer.sign(&mut images, "istio/pilot", &pilot, &pilot);
    signing::bundle(&signer, &mut images, "istio/proxyv2", &proxy, "referrers");
    let program = Program::new();
    let held = std::sync::Arc::new(std::sync::Mutex::new(images));
    let answering = std::sync::Arc::clone(&held);
    let server = RegistryServer::start(move |request| answering.lock().unwrap().answer(request));
    signed_by(&program, &server.host(), &signer.pem);
    let create = |name: &str, rest: &[&str]| {
        program.run(&[&["bundle", "create", name, "-p", "p.yaml", "--no-sources"], rest].concat())
    };
    create("signed.tar", &["--verify", "always"]).exits(0);
    *held.lock().unwrap() = unsigned;
    create("unsigned.tar", &[]).exits(10).says("has no signature");
    create("unsigned.tar", &["--verify", "never"]).exits(0);
    let host = server.host();
    drop(server);

    let ran = program.run(&["bundle", "verify", "signed.tar"]).exits(0);
    let told = ran.says(&format!("{host}/istio/pilot:1.30.3-distroless: manifests with signatures: 1"));
    told.says(&format!("{host}/istio/proxyv2:1.30.3-distroless: manifests with signatures: 1"));
    program.run(&["bundle", "verify", "unsigned.tar"]).exits(0).says("proxyv2:1.30.3-distroless: no signature");
    let document = program.run(&["bundle", "verify", "signed.tar", "--format", "json"]).exits(0).json();
    assert_eq!(document["images"][0]["signatures"].as_array().unwrap().len(), 1);
    // The layout holds them under the names that cosign looks for.
    program.run(&["bundle", "load", "signed.tar", "--images", "layout"]).exits(0);
    let name = format!("{host}/istio/pilot:{}.sig", pilot.replace(':', "-"));
    assert!(program.read("layout/index.json").contains(&name), "{}", program.read("layout/index.json"));

    let new = |bundle: &str, verify: &str| {
        let given = ["new", "x", "-p", "p.yaml", "--no-input", "--offline", "--pin", "--force"];
        program.run(&[&given[..], &["--from-bundle", bundle, "--verify", verify]].concat())
    };
    let ran = new("signed.tar", "always").exits(0);
    assert_eq!(ran.err().matches("its signature fits the key `signing_keys.").count(), 2, "{}", ran.err());
    new("unsigned.tar", "auto").exits(10).says("make it anew with `bundle create`");
    new("unsigned.tar", "never").exits(0);
    // A pinned context takes what a bundle holds, too.
    program.run(&["update", "x", "--base", "--offline", "--from-bundle", "signed.tar"]).exits(0).says("fits the key");
    signed_by(&program, &host, &stranger.pem);
    new("signed.tar", "always").exits(10).says("no signature of").says("do not use it");
}
