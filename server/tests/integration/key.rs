//! The commands of the root key.

use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use crate::process::{Ended, Place};

/// The ids that `check` tells, the current one first.
fn ids(place: &Place) -> Vec<String> {
    let ended = done(place.run(&["key", "check", "key"]));
    let lines = ended.output.lines().enumerate();
    let ids = lines.map(|(index, line)| {
        let (id, which) = line.split_once(' ').unwrap();
        assert_eq!(which, ["earlier", "current"][usize::from(index == 0)]);
        id.to_owned()
    });
    ids.collect()
}

fn done(ended: Ended) -> Ended {
    assert_eq!(ended.code, Some(0), "{}", ended.errors);
    ended
}

fn refused(ended: &Ended, code: i32, words: &str) {
    assert_eq!(ended.code, Some(code), "{}", ended.errors);
    assert!(ended.errors.contains(words), "{}", ended.errors);
    assert!(ended.output.is_empty(), "{}", ended.output);
}

fn content(place: &Place) -> String {
    fs::read_to_string(place.path("key")).unwrap()
}

/// All but the key file itself.
fn left_behind(place: &Place) -> usize {
    let names = fs::read_dir(place.path("")).unwrap();
    names
        .filter(|entry| entry.as_ref().unwrap().file_name() != "key")
        .count()
}

#[test]
fn a_key_is_made_rotated_and_retired_and_never_told() {
    let place = Place::new();
    let mut told = Vec::new();
    let mut planted = HashSet::new();
    let mut run = |arguments: &[&str]| {
        let ended = place.run(arguments);
        told.push(format!("{}{}", ended.output, ended.errors));
        let lines = content(&place);
        let keys = lines.lines().filter(|line| !line.starts_with('#'));
        planted.extend(keys.map(|line| line.rsplit_once(' ').unwrap().1.to_owned()));
        ended
    };
    done(run(&["key", "new", "key"]));
    let first = ids(&place);
    assert_eq!(first.len(), 1);
    let file = fs::metadata(place.path("key")).unwrap();
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
    refused(&run(&["key", "new", "key"]), 1, "never written over");
    assert_eq!(ids(&place), first);

    done(run(&["key", "rotate", "key"]));
    let second = ids(&place);
    assert_eq!(second[1..], first);
    refused(
        &run(&["key", "retire", "key", &second[0]]),
        1,
        "is the current key",
    );
    refused(
        &run(&["key", "retire", "key", "01234567"]),
        1,
        "has no key 01234567",
    );
    refused(
        &run(&["key", "retire", "key", "none"]),
        2,
        "eight of the digits",
    );
    refused(&run(&["key", "rotate"]), 2, "<FILE>");
    assert_eq!(ids(&place), second);
    done(run(&["key", "retire", "key", &first[0]]));
    assert_eq!(ids(&place), second[..1]);
    done(run(&["key", "check", "key"]));

    assert_eq!(planted.len(), 2);
    for told in told {
        assert!(
            !planted.iter().any(|key| told.contains(&key[..10])),
            "{told}"
        );
    }
    assert_eq!(left_behind(&place), 0);
}

#[test]
fn what_is_wrong_with_a_file_is_told_with_the_way_out() {
    let place = Place::new();
    for command in ["check", "rotate"] {
        refused(
            &place.run(&["key", command, "key"]),
            1,
            "skills-eye key new key",
        );
    }
    refused(
        &place.run(&["key", "new", "missing/key"]),
        1,
        "cannot be made",
    );
    done(place.run(&["key", "new", "key"]));
    let set_mode = |mode| {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(place.path("key"), mode).unwrap();
    };
    set_mode(0o644);
    for command in ["check", "rotate"] {
        refused(&place.run(&["key", command, "key"]), 1, "chmod 0600 key");
    }
    set_mode(0o600);
    let good = content(&place);
    place.file("key", &good[..good.len() - 10]);
    refused(
        &place.run(&["key", "check", "key"]),
        1,
        "key line 3 is no key",
    );
}

#[test]
fn of_many_that_begin_at_once_one_makes_the_key() {
    let place = Place::new();
    let begin = || place.run(&["key", "new", "key"]);
    let ended: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(begin)).collect();
        threads.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let (made, others): (Vec<_>, Vec<_>) = ended.iter().partition(|one| one.code == Some(0));
    assert_eq!(made.len(), 1);
    for other in others {
        refused(other, 1, "never written over");
    }
    let id = &ids(&place)[0];
    assert!(made[0].errors.contains(id), "{}", made[0].errors);
    assert_eq!(left_behind(&place), 0);
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    let place = Place::new();
    refused(
        &place.run_without_space(&["key", "new", "key"]),
        1,
        "too large",
    );
    assert!(!place.path("key").exists());
    done(place.run(&["key", "new", "key"]));
    let before = content(&place);
    let again = place.run_without_space(&["key", "new", "key"]);
    refused(&again, 1, "never written over");
    refused(
        &place.run_without_space(&["key", "rotate", "key"]),
        1,
        "too large",
    );
    assert_eq!(content(&place), before);
    assert_eq!(left_behind(&place), 0);
}

#[test]
fn a_kill_leaves_a_whole_file_with_all_that_was_in_it() {
    let place = Place::new();
    done(place.run(&["key", "new", "key"]));
    let mut before = ids(&place);
    // From before it reads anything until after it has ended.
    for round in 0..60 {
        let after = Duration::from_micros(500 * round);
        let killed = place.run_and_kill(after, &["key", "rotate", "key"]);
        let now = ids(&place);
        assert!(now.ends_with(&before), "{before:?} {now:?}");
        assert!(killed.code != Some(0) || now.len() > before.len());
        before = now;
        // There is an end of keys.
        let earlier = before.split_off(1);
        for id in earlier {
            done(place.run(&["key", "retire", "key", &id]));
        }
    }
    assert_eq!(ids(&place), before);
    done(place.run(&["key", "rotate", "key"]));
    assert_eq!(left_behind(&place), 0);
}
