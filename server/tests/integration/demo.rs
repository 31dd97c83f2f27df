//! `skills-eye demo`

use std::net::TcpListener;

use crate::http::{ask, connect, read_whole};
use crate::process::Place;

#[test]
fn leaves_nothing_behind() {
    let place = Place::new();
    let temporary = place.path("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let place = place.variable("TMPDIR", temporary.to_str().unwrap());
    let count = || std::fs::read_dir(&temporary).unwrap().count();
    let mut server = place.start(&["demo", "--listen", "127.0.0.1:0"]);
    assert!(server.line().contains("administrator “demo”"));
    assert!(server.line().contains("temporary folder"));
    assert_eq!(count(), 1);
    let mut stream = connect(server.address);
    ask(&mut stream, "GET / HTTP/1.1");
    let page = read_whole(&mut stream).replace('\\', "");
    assert!(page.contains(r#""name":"demo""#), "{page}");
    server.signal("INT");
    assert_eq!(server.wait(), Some(0));
    assert_eq!(count(), 0);
    // The terminal goes.
    let mut server = place.start(&["demo", "--listen", "127.0.0.1:0"]);
    assert_eq!(count(), 1);
    server.signal("HUP");
    assert_eq!(server.wait(), Some(0));
    assert_eq!(count(), 0);
    let left: Vec<_> = std::fs::read_dir(place.path("")).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn finds_another_port_and_says_so() {
    // Whoever has it, this test or another program: it is taken.
    let taken = TcpListener::bind("127.0.0.1:8080");
    let server = Place::new().start(&["demo"]);
    assert_ne!(server.address.port(), 8080);
    let words: Vec<_> = (0..3).map(|_| server.line()).collect();
    assert!(words[2].contains("Port 8080 is taken"), "{words:?}");
    drop(taken);
}

#[test]
fn takes_the_port_that_was_asked_for_or_none() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ended = Place::new().run(&["demo", "--listen", &address]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.errors.contains("is in use"), "{}", ended.errors);
}

#[test]
fn is_for_this_machine_only() {
    let ended = Place::new().run(&["demo", "--listen", "0.0.0.0:0"]);
    assert_eq!(ended.code, Some(2));
    assert!(
        ended.errors.contains("can be reached from other machines"),
        "{}",
        ended.errors
    );
}

#[test]
fn takes_no_folder() {
    let place = Place::new();
    let ended = place.run(&["demo", "--listen", "127.0.0.1:0", "--data", "mine"]);
    assert_eq!(ended.code, Some(2));
    assert_eq!(
        ended.errors,
        "skills-eye: option --data: data.folder: the demo keeps everything in a temporary folder; \
         leave the option out, or use `skills-eye serve`\n"
    );
}
