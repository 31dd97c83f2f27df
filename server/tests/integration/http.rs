//! Over real sockets: speed, memory, limits on connections.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use crate::process::{PATIENCE, Place};

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

pub(crate) fn ask(stream: &mut impl Write, head: &str) {
    let request = format!("{head}\r\nHost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
}

/// With further lines of the head, and a body.
pub(crate) fn ask_with(stream: &mut impl Write, first: &str, head: &str, body: &str) {
    let request = format!("{first}\r\nHost: localhost\r\n{head}\r\n{body}");
    stream.write_all(request.as_bytes()).unwrap();
}

/// Reads until the text is there, or the end.
pub(crate) fn read_until(stream: &mut impl Read, end: &str) -> String {
    String::from_utf8_lossy(&bytes_until(stream, end)).into_owned()
}

fn bytes_until(stream: &mut impl Read, end: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4_096];
    loop {
        let count = stream.read(&mut piece).expect("an answer in time");
        bytes.extend_from_slice(&piece[..count]);
        if count == 0 || position(&bytes, end).is_some() {
            return bytes;
        }
    }
}

fn position(bytes: &[u8], text: &str) -> Option<usize> {
    let mut windows = bytes.windows(text.len());
    windows.position(|window| window == text.as_bytes())
}

/// One answer with its body, whose length it must tell.
pub(crate) fn read_whole(stream: &mut impl Read) -> String {
    const END: &str = "\r\n\r\n";
    let mut bytes = bytes_until(stream, END);
    let body = position(&bytes, END).expect("the end of a head") + END.len();
    let head = std::str::from_utf8(&bytes[..body]).unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.expect("a length").parse().unwrap();
    let mut rest = vec![0; body + length - bytes.len()];
    stream.read_exact(&mut rest).unwrap();
    bytes.extend_from_slice(&rest);
    String::from_utf8(bytes).unwrap()
}

#[test]
fn alone_serves_from_an_empty_folder_with_an_empty_environment() {
    let place = Place::new();
    let server = place.start(&["serve", "--listen", "127.0.0.1:0"]);
    let mut stream = connect(server.address);
    ask(&mut stream, "GET / HTTP/1.1");
    let page = read_whole(&mut stream);
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    assert!(page.contains("<html"), "{page}");
    // A debug build on a busy machine; a release build is measured by the benchmarks.
    assert!(
        server.listening_after < Duration::from_secs(2),
        "{:?}",
        server.listening_after
    );
    assert!(server.resident() < 60 * 1_024, "{} KiB", server.resident());
}

/// With Nagle's algorithm each of them waits 40 ms for an acknowledgement.
#[test]
fn alone_pages_do_not_wait_for_acknowledgements() {
    let place = Place::new();
    let server = place.start(&["serve", "--listen", "127.0.0.1:0"]);
    let mut stream = connect(server.address);
    let mut times: Vec<_> = (0..41)
        .map(|_| {
            let started = Instant::now();
            ask(&mut stream, "GET / HTTP/1.1");
            assert!(read_whole(&mut stream).ends_with("</script>"));
            started.elapsed()
        })
        .collect();
    times.sort();
    assert!(
        times[20] < Duration::from_millis(10),
        "median {:?}",
        times[20]
    );
}

#[test]
fn a_head_that_does_not_come_is_given_up() {
    let place = Place::new().variable("SKILLS_EYE_LIMITS__HEADER_TIME", "200ms");
    let server = place.start(&["serve", "--listen", "127.0.0.1:0"]);
    for begin in ["", "GET / HTTP/1.1\r\nHost: local"] {
        let mut stream = connect(server.address);
        stream.write_all(begin.as_bytes()).unwrap();
        let started = Instant::now();
        // Closed, with or without a word.
        read_until(&mut stream, "no such text");
        assert!(started.elapsed() < Duration::from_secs(5), "{begin:?}");
    }
}

/// Each page and each client of the registry is a connection; a shell often allows few.
#[cfg(target_os = "linux")]
#[test]
fn as_many_files_may_be_open_as_the_machine_allows() {
    let place = Place::new();
    let server = place.start_after("ulimit -S -n 100", &["serve", "--listen", "127.0.0.1:0"]);
    let (now, most) = server.open_files();
    assert_ne!(most, "100");
    assert_eq!(now, most);
}
