//! The cache: shared by processes, swept, healed, listed, pruned and verified.

use super::*;
use istio_imgen::source::cache;
use istio_imgen::tree::{Blobs, Content};
use std::path::PathBuf;

fn packs(world: &World) -> Vec<PathBuf> {
    let entry = cache::list(&world.cache()).unwrap().remove(0);
    let packs = std::fs::read_dir(entry.path.join("objects/pack")).unwrap();
    packs.map(|pack| pack.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "pack")).collect()
}

/// Turns bytes in the middle of the first pack.
fn damage(world: &World) {
    let pack = packs(world).remove(0);
    let mut bytes = std::fs::read(&pack).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 200].iter_mut().for_each(|byte| *byte ^= 0xff);
    // Into a new file: what is mapped elsewhere stays as it was.
    std::fs::remove_file(&pack).unwrap();
    std::fs::write(&pack, bytes).unwrap();
}

fn read_all(snapshot: &Snapshot) -> istio_imgen::error::Result<usize> {
    let mut bytes = 0;
    for (_, file) in snapshot.tree()?.iter() {
        if let Content::Blob(id) = file.content {
            bytes += snapshot.read(id)?.len();
        }
    }
    Ok(bytes)
}

#[test]
fn many_at_once_fetch_each_tag_once() {
    let world = World::new();
    let server = world.server();
    let settings = world.settings(&server.url("istio"));
    let all = ["1.28.0", "1.28.1", "1.29.0", "1.28.0", "1.28.1", "1.29.0"];
    std::thread::scope(|scope| {
        for tag in all {
            let settings = &settings;
            scope.spawn(move || read_all(&opened(settings, tag)).unwrap());
        }
    });
    assert_eq!(server.requests().iter().filter(|request| request.is_fetch()).count(), 3);
    let entry = cache::list(&world.cache()).unwrap().remove(0);
    assert_eq!(entry.tags, ["1.28.0", "1.28.1", "1.29.0"]);
    world.upstream.run(entry.path.as_std_path(), &["fsck", "--strict"], "");
}

#[test]
fn one_snapshot_is_read_from_many_threads() {
    let world = World::new();
    let server = world.server();
    let snapshot = opened(&world.settings(&server.url("istio")), "1.28.0");
    let sizes: Vec<usize> = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..4).map(|_| scope.spawn(|| read_all(&snapshot).unwrap())).collect();
        readers.into_iter().map(|reader| reader.join().unwrap()).collect()
    });
    assert!(sizes.iter().all(|size| *size == sizes[0] && *size > 40_000), "{sizes:?}");
}

#[test]
fn what_an_interrupted_fetch_left_is_swept() {
    let world = World::new();
    let server = world.server();
    let settings = world.settings(&server.url("istio"));
    opened(&settings, "1.28.0");
    let entry = cache::list(&world.cache()).unwrap().remove(0);
    let left = entry.path.join("incoming-abc");
    std::fs::create_dir(&left).unwrap();
    std::fs::write(left.join("pack_git2_1"), [0; 100]).unwrap();
    let orphan = entry.path.join("objects/pack/pack-0123.pack");
    std::fs::write(&orphan, "PACK").unwrap();
    opened(&settings, "1.28.1");
    assert!(!left.exists() && !orphan.exists());
}

#[test]
fn a_damaged_pack_is_fetched_anew_once() {
    let world = World::new();
    let server = world.server();
    let settings = world.settings(&server.url("istio"));
    let whole = read_all(&opened(&settings, "1.28.0")).unwrap();
    let fetches = || server.requests().iter().filter(|request| request.is_fetch()).count();
    for expected in [2, 3] {
        damage(&world);
        assert_eq!(read_all(&opened(&settings, "1.28.0")).unwrap(), whole);
        assert_eq!(fetches(), expected);
    }
    damage(&world);
    let offline = Settings { offline: true, ..settings };
    let snapshot = open(&offline, "1.28.0", &Quiet);
    assert_eq!(error_of(snapshot.and_then(|snapshot| read_all(&snapshot))).text.id(), "cache_damaged");
}

#[test]
fn a_tag_whose_pack_is_gone_is_fetched_anew() {
    let world = World::new();
    let server = world.server();
    let settings = world.settings(&server.url("istio"));
    opened(&settings, "1.28.0");
    for pack in packs(&world) {
        std::fs::remove_file(pack).unwrap();
    }
    assert_eq!(content(&opened(&settings, "1.28.0"), "VERSION"), "1.28.0");
    // What the server believes us to have is not there: the next tag must not build on it.
    for pack in packs(&world) {
        std::fs::write(pack, "PACK").unwrap();
    }
    assert_eq!(content(&opened(&settings, "1.28.1"), "VERSION"), "1.28.1");
}

#[test]
fn entries_are_listed_pruned_and_verified() {
    let world = World::new();
    let server = world.server();
    assert!(cache::list(&world.cache()).unwrap().is_empty());
    assert!(cache::prune(&world.cache(), 0).unwrap().is_empty());
    opened(&world.settings(&server.url("istio")), "1.28.0");
    // The same repository under another URL is another entry.
    let copy = world.upstream.root().join("copy");
    std::os::unix::fs::symlink(world.upstream.path(), copy).unwrap();
    opened(&world.settings(&server.url("copy")), "1.28.1");
    let entries = cache::list(&world.cache()).unwrap();
    let urls: Vec<&str> = entries.iter().map(|entry| entry.url.as_str()).collect();
    assert_eq!(urls, [server.url("copy"), server.url("istio")]);
    assert!(entries.iter().all(|entry| entry.bytes > 20_000 && entry.tags.len() == 1));

    let sound = cache::verify(&world.cache()).unwrap();
    assert!(sound.len() == 2 && sound.iter().all(|verified| verified.damage.is_none()), "{sound:?}");
    damage(&world);
    let found = cache::verify(&world.cache()).unwrap();
    let damaged: Vec<&str> = found.iter().filter(|v| v.damage.is_some()).map(|v| v.entry.url.as_str()).collect();
    assert_eq!(damaged, [server.url("copy")]);
    assert_eq!(cache::list(&world.cache()).unwrap().len(), 1, "the damaged entry is gone");
    opened(&world.settings(&server.url("copy")), "1.28.1");

    let old = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1);
    let used = std::fs::File::options().write(true).open(entries[1].path.join("used")).unwrap();
    used.set_modified(old).unwrap();
    let both: u64 = cache::list(&world.cache()).unwrap().iter().map(|entry| entry.bytes).sum();
    assert!(cache::prune(&world.cache(), both).unwrap().is_empty());
    let removed = cache::prune(&world.cache(), both - 1).unwrap();
    assert_eq!(removed.iter().map(|entry| entry.url.clone()).collect::<Vec<_>>(), [server.url("istio")], "the oldest");
    assert_eq!(cache::prune(&world.cache(), 0).unwrap().len(), 1);
    assert!(cache::list(&world.cache()).unwrap().is_empty());
}

#[test]
fn a_fetch_keeps_the_cache_within_its_bound() {
    let world = World::new();
    let server = world.server();
    let settings = Settings { cache_bytes: 1, ..world.settings(&server.url("istio")) };
    let names =
        || -> Vec<Vec<String>> { cache::list(&world.cache()).unwrap().into_iter().map(|entry| entry.tags).collect() };
    read_all(&opened(&settings, "1.28.0")).unwrap();
    assert_eq!(names(), [["1.28.0"]], "what is needed now stays, whatever its size");
    // The entry is too large already: the next tag begins it anew.
    read_all(&opened(&settings, "1.28.1")).unwrap();
    assert_eq!(names(), [["1.28.1"]]);
    // What was used longest ago goes; a tag that is there removes nothing.
    let other = Settings { cache_bytes: 1, ..world.settings(&server.url("copy")) };
    std::os::unix::fs::symlink(world.upstream.path(), world.upstream.root().join("copy")).unwrap();
    opened(&settings, "1.28.1");
    read_all(&opened(&other, "1.28.0")).unwrap();
    assert_eq!(names(), [["1.28.0"]]);
    let roomy = world.settings(&server.url("istio"));
    opened(&roomy, "1.28.0");
    opened(&roomy, "1.28.1");
    assert_eq!(cache::list(&world.cache()).unwrap().iter().map(|entry| entry.tags.len()).sum::<usize>(), 3);
}

#[test]
fn an_entry_that_is_being_filled_is_not_pruned() {
    let world = World::new();
    let server = world.server();
    opened(&world.settings(&server.url("istio")), "1.28.0");
    let entry = cache::list(&world.cache()).unwrap().remove(0);
    let lock = std::fs::File::options().write(true).open(entry.path.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    assert!(cache::prune(&world.cache(), 0).unwrap().is_empty());
    lock.unlock().unwrap();
    assert_eq!(cache::prune(&world.cache(), 0).unwrap().len(), 1);
}

#[test]
fn waiting_for_another_process_can_be_cancelled() {
    let world = World::new();
    let server = world.server();
    let settings = world.settings(&server.url("istio"));
    opened(&settings, "1.28.0");
    let entry = cache::list(&world.cache()).unwrap().remove(0);
    let lock = std::fs::File::options().write(true).open(entry.path.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    let error = error_of(open(&settings, "1.28.1", &CancelWhen(|| true)));
    assert_eq!(error.kind, istio_imgen::error::Kind::Interrupted);
    assert_eq!(content(&opened(&settings, "1.28.0"), "VERSION"), "1.28.0", "reading needs no lock");
}
