//! Rotation.

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt as _, chown, symlink};
use std::thread;
use std::time::{Duration, Instant};

use seal::{FileFault, KeyId, Purpose, SealError, file};
use secrecy::ExposeSecret as _;

use crate::{key_lines, mode, names_beside, place, set_mode, write};

#[test]
fn a_new_key_seals_and_earlier_ones_still_open() {
    let (_folder, path) = place();
    let first = file::create(&path).unwrap();
    let old = first.seal(Purpose::Account, "a", b"plain").unwrap();
    assert!(first.is_current(&old));

    let second = file::rotate(&path).unwrap();
    assert_ne!(second.current(), first.current());
    assert!(second.ids().eq([second.current(), first.current()]));
    assert!(file::read(&path).unwrap().ids().eq(second.ids()));
    assert_eq!((mode(&path), names_beside(&path).len()), (0o600, 1));
    let plain = second.open(Purpose::Account, "a", &old).unwrap();
    assert_eq!(plain.expose_secret(), b"plain");
    assert!(!second.is_current(&old));
    let new = second.seal(Purpose::Account, "a", b"plain").unwrap();
    assert!(second.is_current(&new));

    // Who still has the old file is told which key it has not.
    let error = first.open(Purpose::Account, "a", &new).unwrap_err();
    let id = second.current();
    assert_eq!(error, SealError::UnknownKey { id });
    assert!(error.to_string().contains(&id.to_string()), "{error}");

    let third = file::rotate(&path).unwrap();
    let all = [third.current(), second.current(), first.current()];
    assert!(third.ids().eq(all));
    let third = file::retire(&path, first.current()).unwrap();
    assert!(third.ids().eq(all[..2].iter().copied()));
    assert!(file::read(&path).unwrap().ids().eq(third.ids()));
    let error = third.open(Purpose::Account, "a", &old).unwrap_err();
    let id = first.current();
    assert_eq!(error, SealError::UnknownKey { id });
    assert!(third.open(Purpose::Account, "a", &new).is_ok());
}

#[test]
fn the_current_key_and_one_that_is_not_there_are_not_taken_out() {
    let (_folder, path) = place();
    file::create(&path).unwrap();
    let ring = file::rotate(&path).unwrap();
    let content = fs::read(&path).unwrap();
    let error = file::retire(&path, ring.current()).unwrap_err();
    assert!(matches!(error.fault, FileFault::Current { .. }), "{error}");
    let absent: KeyId = "01234567".parse().unwrap();
    let error = file::retire(&path, absent).unwrap_err();
    assert!(error.to_string().contains("01234567"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), content);
}

#[test]
fn there_is_an_end_of_keys() {
    let (_folder, path) = place();
    file::create(&path).unwrap();
    let error = (0..100).find_map(|_| file::rotate(&path).err());
    let error = error.expect("an end");
    assert!(error.to_string().contains("60 keys"), "{error}");
    let ring = file::read(&path).unwrap();
    assert_eq!(ring.ids().count(), 60);
    let last = ring.ids().last().unwrap();
    file::retire(&path, last).unwrap();
    file::rotate(&path).unwrap();
}

#[test]
fn nothing_is_lost_when_several_rotate_at_once() {
    let (_folder, path) = place();
    let first = file::create(&path).unwrap().current();
    let mut made: Vec<KeyId> = thread::scope(|scope| {
        let rotate = || (0..5).map(|_| file::rotate(&path).unwrap().current());
        let threads: Vec<_> = (0..4)
            .map(|_| scope.spawn(move || rotate().collect::<Vec<_>>()))
            .collect();
        let made = threads.into_iter().map(|thread| thread.join().unwrap());
        made.flatten().chain([first]).collect()
    });
    let mut there: Vec<_> = file::read(&path).unwrap().ids().collect();
    assert_eq!(there.len(), 21);
    let text = |id: &KeyId| id.to_string();
    made.sort_by_key(text);
    there.sort_by_key(text);
    assert_eq!(made, there);
    assert_eq!(names_beside(&path), ["key"]);
}

#[test]
fn who_holds_it_is_waited_for_and_not_for_ever() {
    let (_folder, path) = place();
    file::create(&path).unwrap();
    let content = fs::read(&path).unwrap();
    let holder = File::open(&path).unwrap();
    holder.lock().unwrap();
    let began = Instant::now();
    let error = file::rotate(&path).unwrap_err();
    assert!(matches!(error.fault, FileFault::Busy), "{error}");
    assert!(began.elapsed() < Duration::from_secs(20));
    assert_eq!(fs::read(&path).unwrap(), content);
    thread::scope(|scope| {
        let waits = scope.spawn(|| file::rotate(&path));
        thread::sleep(Duration::from_millis(100));
        assert!(!waits.is_finished());
        drop(holder);
        waits.join().unwrap().unwrap();
    });
}

#[test]
fn a_link_stays_and_rights_stay() {
    let (folder, path) = place();
    file::create(&path).unwrap();
    let link = folder.path().join("link");
    symlink(&path, &link).unwrap();
    file::rotate(&link).unwrap();
    assert!(link.is_symlink());
    assert_eq!(key_lines(&path).len(), 2);

    set_mode(&path, 0o400);
    file::rotate(&path).unwrap();
    assert_eq!(mode(&path), 0o600);
    // As root alone can: the file of a service stays the service's.
    let us = fs::metadata(&path).unwrap().uid();
    if us == 0 {
        chown(&path, Some(4_711), Some(4_712)).unwrap();
        assert!(matches!(
            file::read(&path).unwrap_err().fault,
            FileFault::Foreign {
                owner: 4_711,
                us: 0
            }
        ));
        assert_eq!(file::look_at(&path).unwrap().ids().count(), 3);
        file::rotate(&path).unwrap();
        let there = fs::metadata(&path).unwrap();
        assert_eq!(
            (there.uid(), there.gid(), mode(&path)),
            (4_711, 4_712, 0o600)
        );
        // What root hands over to a group stays with the group.
        chown(&path, Some(0), Some(4_712)).unwrap();
        set_mode(&path, 0o440);
        file::rotate(&path).unwrap();
        let there = fs::metadata(&path).unwrap();
        assert_eq!((there.uid(), there.gid(), mode(&path)), (0, 4_712, 0o440));
    }
}

#[test]
fn what_a_kill_left_behind_is_neither_read_nor_left() {
    let (_folder, path) = place();
    file::create(&path).unwrap();
    let old = file::read(&path).unwrap().current();
    let half = path.with_file_name(".key.new");
    write(&half, &fs::read(&path).unwrap()[..150]);
    assert_eq!(file::read(&path).unwrap().current(), old);
    let ring = file::rotate(&path).unwrap();
    assert_eq!(ring.ids().count(), 2);
    assert_eq!(names_beside(&path), ["key"]);
}

#[test]
fn what_is_broken_is_not_written_anew() {
    let (_folder, path) = place();
    file::create(&path).unwrap();
    let mut content = fs::read(&path).unwrap();
    content.extend(b"a line that came from somewhere\n");
    write(&path, &content);
    assert!(file::rotate(&path).is_err());
    assert_eq!(fs::read(&path).unwrap(), content);
    set_mode(&path, 0o644);
    assert!(file::rotate(&path).is_err());
    fs::remove_file(&path).unwrap();
    let error = file::rotate(&path).unwrap_err();
    assert!(matches!(error.fault, FileFault::NotThere), "{error}");
}
