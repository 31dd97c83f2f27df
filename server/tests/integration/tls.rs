//! HTTPS, when given a certificate.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::crypto::ring;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::http::{ask, connect, read_until};
use crate::process::{Place, Server};

fn start() -> (Place, Server, RootCertStore) {
    start_in(Place::new())
}

fn start_in(place: Place) -> (Place, Server, RootCertStore) {
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    place.file("cert.pem", &certified.cert.pem());
    place.file("key.pem", &certified.signing_key.serialize_pem());
    let file = place.file(
        "eye.toml",
        "[tls]\ncertificate = \"cert.pem\"\nkey = \"key.pem\"\n",
    );
    let server = place.start(&["serve", "--config", &file, "--listen", "127.0.0.1:0"]);
    let mut roots = RootCertStore::empty();
    roots.add(certified.cert.der().clone()).unwrap();
    (place, server, roots)
}

fn secure(
    server: &Server,
    roots: RootCertStore,
    protocols: &[&[u8]],
) -> StreamOwned<ClientConnection, TcpStream> {
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    let name = "localhost".try_into().unwrap();
    let client = ClientConnection::new(Arc::new(config), name).unwrap();
    StreamOwned::new(client, connect(server.address))
}

#[test]
fn serves_over_tls_and_asks_browsers_to_stay() {
    let (_place, mut server, roots) = start();
    let mut stream = secure(&server, roots, &[b"http/1.1"]);
    ask(&mut stream, "GET /livez HTTP/1.1");
    let answer = read_until(&mut stream, "ok\n");
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(
        answer.contains("strict-transport-security: max-age=31536000"),
        "{answer}"
    );
    // An open connection does not hold the end.
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));
}

#[test]
fn browsers_get_http_2() {
    let (_place, server, roots) = start();
    let mut stream = secure(&server, roots, &[b"h2", b"http/1.1"]);
    // The connection preface and empty settings; the answer begins with settings, too.
    stream
        .write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        .unwrap();
    stream.write_all(&[0, 0, 0, 4, 0, 0, 0, 0, 0]).unwrap();
    let mut frame = [0; 9];
    stream.read_exact(&mut frame).unwrap();
    assert_eq!(frame[3], 4, "a settings frame: {frame:?}");
    let mut settings = vec![0; usize::from(frame[2])];
    stream.read_exact(&mut settings).unwrap();
    let most_streams = [0, 3, 0, 0, 0, 64];
    assert!(
        settings.chunks(6).any(|setting| setting == most_streams),
        "{settings:?}"
    );
    assert_eq!(stream.conn.alpn_protocol(), Some(&b"h2"[..]));
}

#[test]
fn who_says_nothing_after_the_handshake_is_given_up() {
    let place = Place::new().variable("SKILLS_EYE_LIMITS__HEADER_TIME", "200ms");
    let (_place, server, roots) = start_in(place);
    // Nothing at all, what may become HTTP/2, and what begins as HTTP/1.
    for begin in ["", "PRI * HTTP/2.0\r\n", "GET / HT"] {
        let mut stream = secure(&server, roots.clone(), &[b"h2", b"http/1.1"]);
        stream.write_all(begin.as_bytes()).unwrap();
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock).unwrap();
        }
        let started = Instant::now();
        // Closed, with or without a word.
        let _ = stream.read_to_end(&mut Vec::new());
        assert!(started.elapsed() < Duration::from_secs(5), "{begin:?}");
    }
}
