//! Key files that were not there before.

use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::sync::Barrier;

use seal::{FileFault, file};

use crate::{key_lines, mode, names_beside, place, set_mode, write};

#[test]
fn a_new_file_is_whole_and_ours_alone() {
    let (_folder, path) = place();
    let made = file::create(&path).unwrap();
    assert_eq!(mode(&path), 0o600);
    assert_eq!(names_beside(&path), ["key"]);
    let [line] = &key_lines(&path)[..] else {
        panic!("one key");
    };
    assert!(line.starts_with(&format!("skills-eye-key-1 {} ", made.current())));
    assert!(fs::read_to_string(&path).unwrap().starts_with("# "));
    let read = file::read(&path).unwrap();
    assert!(read.ids().eq(made.ids()));

    let ids: HashSet<_> = (0..100)
        .map(|number| file::create(&path.with_extension(number.to_string())))
        .map(|ring| ring.unwrap().current())
        .collect();
    assert_eq!(ids.len(), 100);
}

#[test]
fn what_is_there_is_never_replaced() {
    let (folder, path) = place();
    for content in ["", "something else"] {
        write(&path, content);
        let error = file::create(&path).unwrap_err();
        assert!(matches!(error.fault, FileFault::Exists), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(file::create(&path).is_err());
    fs::remove_dir(&path).unwrap();
    // A link that leads nowhere: a key made there would lie where nobody looks for it.
    symlink(folder.path().join("elsewhere"), &path).unwrap();
    assert!(file::create(&path).is_err());
    assert!(file::read_or_create(&path).is_err());
    assert_eq!(names_beside(&path), ["key"]);

    let error = file::create(&folder.path().join("missing/key")).unwrap_err();
    assert!(error.to_string().contains("cannot be made"), "{error}");
}

#[test]
fn who_begins_at_the_same_moment_reads_the_same_key() {
    for _ in 0..20 {
        let (_folder, path) = place();
        let barrier = Barrier::new(16);
        let begin = || {
            barrier.wait();
            file::read_or_create(&path).unwrap().current()
        };
        let ids: HashSet<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..16).map(|_| scope.spawn(begin)).collect();
            let ids = threads.into_iter().map(|thread| thread.join().unwrap());
            ids.collect()
        });
        assert_eq!(ids.len(), 1);
        assert_eq!(names_beside(&path), ["key"]);
    }
}

#[test]
fn what_cannot_be_read_is_not_made_anew() {
    let (_folder, path) = place();
    file::create(&path).unwrap();
    let content = fs::read(&path).unwrap();
    set_mode(&path, 0o644);
    assert!(file::read_or_create(&path).is_err());
    write(&path, &content[..content.len() - 2]);
    assert!(file::read_or_create(&path).is_err());
    assert_eq!(fs::read(&path).unwrap(), &content[..content.len() - 2]);
}

#[test]
fn what_a_kill_left_behind_is_taken_for_nothing() {
    let (_folder, path) = place();
    let other = path.with_file_name(".key.0011223344556677.new");
    write(&other, "skills-eye-key-1 06982e3f AAEC");
    let error = file::read(&path).unwrap_err();
    assert!(matches!(error.fault, FileFault::NotThere), "{error}");
    let made = file::read_or_create(&path).unwrap();
    assert_eq!(file::read(&path).unwrap().current(), made.current());
}
