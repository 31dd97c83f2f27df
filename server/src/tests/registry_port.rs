//! The registry's own port over real sockets, to clients that hold on to it.

use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use engine::documents::Layout;
use registry::Registry;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::config::{Config, Kind};
use crate::store::Port;

const TOKEN: &str = "a-token-of-automation";
const SOON: Duration = Duration::from_secs(10);

struct Served {
    address: SocketAddr,
    _port: Port,
    _folder: TempDir,
}

/// Times short enough for a test.
fn serve(limit: impl FnOnce(&mut Config)) -> Served {
    let mut config = Config::default();
    config.access.bootstrap_token = Kind::from_text(TOKEN).ok();
    config.limits.header_time = Kind::from_text("300 ms").unwrap();
    config.limits.request_time = Kind::from_text("300 ms").unwrap();
    config.limits.write_time = Kind::from_text("300 ms").unwrap();
    limit(&mut config);
    let folder = tempfile::tempdir().unwrap();
    let settings = registry::Settings::default();
    let registry = Registry::open(&folder.path().join("registry.redb"), settings).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let port = Port::open(listener, &registry, &Layout::default(), &config).unwrap();
    Served {
        address,
        _port: port,
        _folder: folder,
    }
}

impl Served {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn say(&self, text: &str) -> TcpStream {
        let mut stream = self.connect().await;
        // Who is sent away may see it here already.
        let _ = stream.write_all(text.as_bytes()).await;
        stream
    }

    /// Asks from index on, on a connection that ends with the answer.
    async fn question(&self, index: u64, wait: &str) -> TcpStream {
        self.say(&format!(
            "GET /v1/catalog/nodes?index={index}&wait={wait} HTTP/1.1\r\nHost: localhost\r\n\
             Connection: close\r\n\r\n"
        ))
        .await
    }
}

/// Everything until the other side ends the connection, which it must soon.
async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = timeout(SOON, stream.read_to_end(&mut bytes)).await;
    // What was sent away may be told so by a reset.
    let _ = read.expect("the connection is still open");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn who_says_nothing_or_half_a_head_is_given_up() {
    let served = serve(|_| {});
    for said in ["", "GET /v1/catalog/nodes HTTP/1.1\r\nHost: local"] {
        rest(served.say(said).await).await;
    }
    let stays = "GET /v1/catalog/nodes HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let answer = rest(served.say(stays).await).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_body_that_does_not_come_in_is_refused() {
    let served = serve(|config| {
        // Only the time for bodies is short.
        config.limits.header_time = Kind::from_text("1 min").unwrap();
    });
    let head = format!(
        "PUT /v1/kv/a HTTP/1.1\r\nHost: localhost\r\nX-Consul-Token: {TOKEN}\r\n\
         Content-Length: 9\r\n\r\nhalf"
    );
    let answer = rest(served.say(&head).await).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("did not come in within 300ms"), "{answer}");
}

#[tokio::test]
async fn connections_are_counted_and_their_places_come_back() {
    let served = serve(|config| {
        config.registry.connections = Kind::from_text("2").unwrap();
        config.limits.header_time = Kind::from_text("1 min").unwrap();
    });
    let held = [served.connect().await, served.connect().await];
    let answer = rest(served.question(0, "1s").await).await;
    assert_eq!(answer, "", "a third one was served");
    drop(held);
    let started = Instant::now();
    while !rest(served.question(0, "1s").await)
        .await
        .starts_with("HTTP/1.1 200")
    {
        assert!(started.elapsed() < SOON, "no place comes back");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn questions_that_wait_are_counted_and_outlive_every_time_out() {
    let served = serve(|config| {
        config.registry.waiting = Kind::from_text("2").unwrap();
    });
    // Longer than every time-out.
    let waiting = [
        served.question(999, "1500ms").await,
        served.question(999, "1500ms").await,
    ];
    tokio::time::sleep(Duration::from_millis(200)).await;
    let refused = rest(served.question(999, "1500ms").await).await;
    assert!(refused.starts_with("HTTP/1.1 429"), "{refused}");
    assert!(refused.contains("2 questions wait"), "{refused}");
    let at_once = rest(served.question(0, "1s").await).await;
    assert!(at_once.starts_with("HTTP/1.1 200"), "{at_once}");
    for stream in waiting {
        let answer = rest(stream).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let again = rest(served.question(999, "10ms").await).await;
    assert!(again.starts_with("HTTP/1.1 200"), "{again}");
}
