//! What a fetch brings, and what it does not.

use super::*;
use istio_imgen::error::Kind;
use istio_imgen::source::tags;
use istio_imgen::tree::Mode;

#[test]
fn one_tag_comes_alone_and_is_then_had_without_a_connection() {
    let world = World::new();
    let server = world.server();
    let settings = world.settings(&server.url("istio"));
    let snapshot = opened(&settings, "1.28.0");
    assert_eq!(snapshot.tag(), "1.28.0");
    assert_eq!(snapshot.commit(), world.upstream.commit_of("1.28.0"), "an annotated tag is peeled");
    assert_eq!(snapshot.date(), 1_700_000_000);
    assert_eq!(content(&snapshot, "VERSION"), "1.28.0");
    let tree = snapshot.tree().unwrap();
    let modes: Vec<(&str, Mode)> = tree.iter().map(|(path, file)| (path.as_str(), file.mode)).collect();
    assert_eq!(
        modes,
        [
            ("VERSION", Mode::Plain),
            ("large.txt", Mode::Plain),
            ("link", Mode::Link),
            ("pilot/docker/Dockerfile.pilot", Mode::Plain),
            ("tools/build.sh", Mode::Executable),
        ],
        "a submodule is left out"
    );

    let asked = server.requests().len();
    assert_eq!(content(&opened(&settings, "1.28.0"), "VERSION"), "1.28.0");
    assert_eq!(server.requests().len(), asked, "a tag in the cache needs no connection");

    let entry = &istio_imgen::source::cache::list(&world.cache()).unwrap()[0];
    assert_eq!(entry.tags, ["1.28.0"]);
    let repository = entry.path.as_std_path();
    world.upstream.run(repository, &["fsck", "--strict"], "");
    assert_eq!(world.upstream.run(repository, &["rev-list", "--count", "1.28.0"], ""), "1", "history came along");
    assert_eq!(world.upstream.run(repository, &["for-each-ref", "--format=%(refname)"], ""), "refs/tags/1.28.0");
}

#[test]
fn only_the_tag_that_is_wanted_is_listed() {
    let world = World::new();
    let server = world.server();
    opened(&world.settings(&server.url("istio")), "1.28.1");
    let requests = server.requests();
    assert_eq!(requests.len(), 3, "the greeting, the tag, the pack");
    assert!(requests[1].text().contains("ref-prefix refs/tags/1.28.1\n"), "{}", requests[1].text());
    assert_eq!(server.connections(), 1, "one connection serves all");
}

#[test]
fn a_second_tag_brings_only_what_is_new() {
    let world = World::new();
    for reply in [Reply::Git, Reply::GitZero] {
        let server = GitServer::start(world.upstream.root(), move |_| reply.clone());
        let settings = world.settings(&server.url("istio"));
        let size = || istio_imgen::source::cache::list(&world.cache()).unwrap().iter().map(|e| e.bytes).sum::<u64>();
        let before = size();
        opened(&settings, "1.28.0");
        let first = size() - before;
        assert!(first > 20_000, "{first}");
        assert_eq!(content(&opened(&settings, "1.28.1"), "VERSION"), "1.28.1");
        assert_eq!(content(&opened(&settings, "1.28.0"), "VERSION"), "1.28.0");
        let second = size() - before - first;
        assert!(second < 10_000, "{second} bytes for a changed line");
        for entry in istio_imgen::source::cache::list(&world.cache()).unwrap() {
            world.upstream.run(entry.path.as_std_path(), &["fsck", "--strict"], "");
        }
    }
}

#[test]
fn a_fetch_costs_what_a_clone_of_git_costs() {
    let world = World::new();
    // Like GitHub, where most references are those of pull requests.
    let commit = world.upstream.commit_of("1.28.0");
    let pulls: String = (0..3000).map(|number| format!("{commit} refs/pull/{number}/head\n")).collect();
    std::fs::write(world.upstream.root().join("istio/packed-refs"), pulls).unwrap();
    let server = world.server();
    let url = server.url("istio");
    let clone = ["clone", "--quiet", "--bare", "--depth", "1", "--branch", "1.28.1", &url, "clone"];
    world.upstream.run(world.directory.path(), &clone, "");
    let theirs = server.sent();
    let settings = world.settings(&url);
    opened(&settings, "1.28.1");
    let ours = server.sent() - theirs;
    assert!(ours * 10 <= theirs * 11, "{ours} bytes, git needs {theirs}");
    opened(&settings, "1.28.0");
    let second = server.sent() - theirs - ours;
    assert!(second < ours / 2, "{second} bytes for the second tag, {ours} for the first");
}

#[test]
fn a_second_tag_of_the_same_commit_needs_no_pack() {
    let world = World::new();
    let server = world.server();
    let settings = world.settings(&server.url("istio"));
    opened(&settings, "1.28.0");
    let packs = || server.requests().iter().filter(|request| request.is_fetch()).count();
    assert_eq!(packs(), 1);
    let snapshot = opened(&settings, "1.28.0-rc.0");
    assert_eq!(packs(), 1);
    assert_eq!(snapshot.commit(), world.upstream.commit_of("1.28.0"));
}

#[test]
fn a_server_of_the_old_protocol_does() {
    let world = World::new();
    let server = GitServer::start(world.upstream.root(), |_| Reply::GitZero);
    let settings = world.settings(&server.url("istio"));
    let snapshot = opened(&settings, "1.28.0");
    assert_eq!(snapshot.commit(), world.upstream.commit_of("1.28.0"));
    assert_eq!(content(&snapshot, "VERSION"), "1.28.0");
    assert_eq!(tags(&settings, &Quiet).unwrap(), ["1.28.0-rc.0", "1.28.0", "1.28.1", "1.29.0"]);
    assert_eq!(error_of(open(&settings, "1.28.9", &Quiet)).text.id(), "tag_unknown");
}

#[test]
fn an_unknown_tag_names_the_nearest_ones_in_one_connection() {
    let world = World::new();
    let server = world.server();
    let settings = world.settings(&server.url("istio"));
    for (wanted, near) in
        [("v1.28.0", "`1.28.0`"), ("1.28", "`1.28.1`, `1.28.0`, `1.28.0-rc.0`"), ("1.28.2", "`1.28.1`, `1.28.0`")]
    {
        let error = error_of(open(&settings, wanted, &Quiet));
        assert_eq!((error.kind, error.text.id()), (Kind::Source, "tag_unknown"));
        for language in Language::ALL {
            assert!(error.hint.as_ref().unwrap().say(language).contains(near), "{error:?}");
        }
    }
    assert_eq!(server.connections(), 3, "the list comes over the same connection");
    assert_eq!(error_of(open(&settings, "../../config", &Quiet)).kind, Kind::Usage);
    assert_eq!(error_of(open(&settings, "-x", &Quiet)).kind, Kind::Usage);
}

#[test]
fn the_list_of_tags_is_remembered_for_offline_use() {
    let world = World::new();
    let server = world.server();
    let settings = world.settings(&server.url("istio"));
    let offline = Settings { offline: true, ..settings.clone() };
    assert_eq!(error_of(tags(&offline, &Quiet)).text.id(), "tags_not_cached");
    let listed = tags(&settings, &Quiet).unwrap();
    assert_eq!(listed, ["1.28.0-rc.0", "1.28.0", "1.28.1", "1.29.0"]);
    drop(server);
    assert_eq!(tags(&offline, &Quiet).unwrap(), listed);
}

#[test]
fn offline_takes_from_the_cache_and_nothing_else() {
    let world = World::new();
    let server = world.server();
    let settings = world.settings(&server.url("istio"));
    let offline = Settings { offline: true, refresh: true, ..settings.clone() };
    let error = error_of(open(&offline, "1.28.0", &Quiet));
    assert_eq!((error.kind, error.text.id()), (Kind::Source, "not_cached"));
    assert!(server.requests().is_empty());
    opened(&settings, "1.28.0");
    assert_eq!(content(&opened(&offline, "1.28.0"), "VERSION"), "1.28.0");
    let error = error_of(open(&offline, "1.28.1", &Quiet));
    assert!(error.hint.unwrap().say(Language::English).contains("1.28.0"));
}

#[test]
fn a_tag_that_moved_is_refused_and_the_cache_stays() {
    let world = World::new();
    let server = world.server();
    let settings = world.settings(&server.url("istio"));
    let refresh = Settings { refresh: true, ..settings.clone() };
    let before = opened(&settings, "1.28.0").commit().to_owned();
    assert_eq!(opened(&refresh, "1.28.0").commit(), before, "the same commit is fine");
    world.upstream.git(&["tag", "-f", "-m", "signed again", "1.28.0", "1.28.0^{commit}"]);
    assert_eq!(opened(&refresh, "1.28.0").commit(), before, "another tag object for the same commit is fine");
    world.upstream.git(&["tag", "-f", "-m", "moved", "1.28.0", "main"]);
    let error = error_of(open(&refresh, "1.28.0", &Quiet));
    assert_eq!((error.kind, error.text.id()), (Kind::Verification, "tag_moved"));
    assert_eq!(opened(&settings, "1.28.0").commit(), before);
    assert_eq!(content(&opened(&settings, "1.28.0"), "VERSION"), "1.28.0");
}

#[test]
fn a_pinned_commit_is_compared_before_anything_is_fetched() {
    let world = World::new();
    let server = world.server();
    let mut settings = world.settings(&server.url("istio"));
    settings.expected_commit = Some(world.upstream.commit_of("1.28.0"));
    let error = error_of(open(&settings, "1.28.1", &Quiet));
    assert_eq!((error.kind, error.text.id()), (Kind::Verification, "tag_moved"));
    assert!(!server.requests().iter().any(Request::is_fetch));
    opened(&settings, "1.28.0");
    settings.expected_commit = Some(world.upstream.commit_of("1.28.1"));
    assert_eq!(error_of(open(&settings, "1.28.0", &Quiet)).kind, Kind::Verification, "in the cache too");
    settings.location = Location::parse(&world.upstream.path()).unwrap();
    assert_eq!(error_of(open(&settings, "1.28.0", &Quiet)).kind, Kind::Verification, "and locally");
}

#[test]
fn a_local_repository_is_opened_and_left_alone() {
    let world = World::new();
    let clone = world.directory.path().join("clone");
    world.upstream.run(
        world.directory.path(),
        &["clone", "--quiet", "--no-checkout", &world.upstream.path(), "clone"],
        "",
    );
    let url = format!("file://{}", world.upstream.path());
    for place in [world.upstream.path(), clone.to_str().unwrap().to_owned(), url] {
        let settings = world.settings(&place);
        let snapshot = opened(&settings, "1.28.0");
        assert_eq!(snapshot.commit(), world.upstream.commit_of("1.28.0"));
        assert_eq!(content(&snapshot, "VERSION"), "1.28.0");
        let error = error_of(open(&settings, "v1.28.1", &Quiet));
        assert_eq!(error.text.id(), "tag_unknown");
        assert!(error.hint.unwrap().say(Language::English).contains("`1.28.1`"));
        assert_eq!(tags(&settings, &Quiet).unwrap(), ["1.28.0-rc.0", "1.28.0", "1.28.1", "1.29.0"]);
    }
    assert!(!world.cache().exists(), "nothing is cached");
    let none = world.settings(world.directory.path().to_str().unwrap());
    assert_eq!(error_of(open(&none, "1.28.0", &Quiet)).text.id(), "no_repository");
}

#[test]
fn a_local_repository_without_the_files_says_so() {
    let world = World::new();
    let id = world.upstream.git(&["rev-parse", "1.28.0:VERSION"]);
    std::fs::remove_file(world.upstream.root().join("istio/objects").join(&id[..2]).join(&id[2..])).unwrap();
    let snapshot = opened(&world.settings(&world.upstream.path()), "1.28.0");
    let tree = snapshot.tree().unwrap();
    let istio_imgen::tree::Content::Blob(id) = tree.get("VERSION").unwrap().content else { panic!("no blob") };
    assert_eq!(error_of(istio_imgen::tree::Blobs::read(&snapshot, id)).text.id(), "local_damaged");
}

#[test]
fn a_name_that_must_not_be_written_is_refused_by_name() {
    let world = World::new();
    let server = world.server();
    let blob = world.upstream.git_with(&["hash-object", "-w", "--stdin"], "x");
    for (number, name) in ["evil\u{1b}[31m", "..", ".GIT", "aux.c", "a\u{202e}b", "a\\b"].iter().enumerate() {
        // git itself does not make such trees: the bytes of one are written as they are.
        let mut tree = format!("100644 {name}\0").into_bytes();
        tree.extend((0..20).map(|at| u8::from_str_radix(&blob[at * 2..at * 2 + 2], 16).unwrap()));
        let file = world.directory.path().join("tree");
        std::fs::write(&file, tree).unwrap();
        let tree = world.upstream.git(&["hash-object", "-t", "tree", "-w", "--literally", file.to_str().unwrap()]);
        let commit = world.upstream.commit_tree("evil", &tree);
        let tag = format!("evil{number}");
        world.upstream.git(&["tag", &tag, &commit]);
        for place in [server.url("istio"), world.upstream.path()] {
            let error = error_of(open(&world.settings(&place), &tag, &Quiet).and_then(|snapshot| snapshot.tree()));
            assert_eq!((error.kind, error.text.id()), (Kind::Source, "hostile_name"), "{name:?}");
            assert!(error.text.say(Language::English).contains(&name.escape_default().to_string()[..1]));
        }
    }
}
