//! Ends: with open streams, and at once.

use std::fs::OpenOptions;
use std::time::{Duration, Instant};

use crate::http::{ask, connect, read_until, read_whole};
use crate::process::Place;

#[test]
fn alone_a_signal_ends_fifty_streams_in_time_and_each_sees_it() {
    let place = Place::new();
    let mut server = place.start(&["serve", "--listen", "127.0.0.1:0"]);
    let mut streams: Vec<_> = (0..50)
        .map(|_| {
            let mut stream = connect(server.address);
            ask(&mut stream, "GET /api/v1/events HTTP/1.1");
            read_until(&mut stream, "event: beat");
            stream
        })
        .collect();
    // And one that waits between two requests.
    let mut idle = connect(server.address);
    ask(&mut idle, "GET /livez HTTP/1.1");
    read_until(&mut idle, "ok\n");

    let started = Instant::now();
    server.signal("TERM");
    for stream in &mut streams {
        let rest = read_until(stream, "\r\n0\r\n\r\n");
        assert!(rest.contains(r#"{"state":"stopping"}"#), "{rest}");
        assert!(
            rest.ends_with("\r\n0\r\n\r\n"),
            "the end of the stream: {rest}"
        );
    }
    assert_eq!(server.wait(), Some(0));
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn alone_a_client_that_holds_on_does_not_hold_the_end() {
    let place = Place::new();
    let mut server = place.start(&["serve", "--listen", "127.0.0.1:0"]);
    // A request that never gets complete.
    let mut stuck = connect(server.address);
    ask(
        &mut stuck,
        "POST /api/v1/version HTTP/1.1\r\nContent-Length: 100",
    );
    std::thread::sleep(Duration::from_millis(100));
    let started = Instant::now();
    server.signal("INT");
    assert_eq!(server.wait(), Some(0));
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn alone_a_second_signal_ends_at_once() {
    let place = Place::new();
    let mut server = place.start(&["serve", "--listen", "127.0.0.1:0"]);
    // Half of a head holds the graceful end back.
    let mut stuck = connect(server.address);
    std::io::Write::write_all(&mut stuck, b"GET / HTTP/1.1\r\nHo").unwrap();
    std::thread::sleep(Duration::from_millis(100));
    server.signal("TERM");
    std::thread::sleep(Duration::from_millis(300));
    let started = Instant::now();
    server.signal("TERM");
    assert_eq!(server.wait(), Some(1));
    assert!(
        started.elapsed() < Duration::from_secs(1),
        "{:?}",
        started.elapsed()
    );
}

/// A full disk, or a reader of the log that went away.
#[test]
fn a_log_that_cannot_be_written_does_not_end_it() {
    let place = Place::new().variable("SKILLS_EYE_LOG__LEVEL", "debug");
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut server = place.start_logging_to(full, &["serve", "--listen", "127.0.0.1:0"]);
    let mut stream = connect(server.address);
    for path in ["/livez", "/", "/livez"] {
        ask(&mut stream, &format!("GET {path} HTTP/1.1"));
        let answer = read_whole(&mut stream);
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    }
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));
}

/// The pipe of a log takes 64 KiB when nobody reads; this is many times as much.
#[test]
fn a_log_that_nobody_reads_holds_nothing_up() {
    let place = Place::new().variable("SKILLS_EYE_LOG__LEVEL", "debug");
    let mut server = place.start(&["serve", "--listen", "127.0.0.1:0"]);
    let mut stream = connect(server.address);
    for _ in 0..6_000 {
        ask(&mut stream, "GET /livez HTTP/1.1");
        let answer = read_until(&mut stream, "ok\n");
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    }
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));
}

#[test]
fn a_hangup_ends_it_unless_it_was_to_be_ignored() {
    let place = Place::new();
    let mut server = place.start(&["serve", "--listen", "127.0.0.1:0"]);
    server.signal("HUP");
    assert_eq!(server.wait(), Some(0));

    let mut server = place.start_without_hangup(&["serve", "--listen", "127.0.0.1:0"]);
    server.signal("HUP");
    std::thread::sleep(Duration::from_millis(300));
    let mut stream = connect(server.address);
    ask(&mut stream, "GET /livez HTTP/1.1");
    let answer = read_until(&mut stream, "ok\n");
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));
}
