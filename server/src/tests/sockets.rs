//! Live events over real sockets to clients that do not read.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum_server::Handle;
use domain::bootstrap::Mode;
use domain::event::Topic;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::config::{Config, Kind};
use crate::serve::answer;
use crate::state::{App, Shared};

const CLIENTS: usize = 200;

fn start(config: Config) -> (Shared, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let app = Arc::new(App::new(config, Mode::LocalDevelopment, address));
    tokio::spawn(answer(listener, None, app.clone(), Handle::new()));
    (app, address)
}

async fn follow(address: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = "GET /api/v1/events?topics=kit HTTP/1.1\r\nHost: localhost\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    // The first byte only: it follows, and reads nothing more.
    stream.read_exact(&mut [0]).await.unwrap();
    stream
}

fn resident_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: u64 = line
        .unwrap()
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap();
    kib / 1_024
}

async fn eventually(what: &str, holds: impl Fn() -> bool) {
    let started = Instant::now();
    while !holds() {
        assert!(started.elapsed() < Duration::from_secs(20), "never: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alone_clients_that_never_read_cost_little_and_go() {
    let mut config = Config::default();
    config.limits.write_time = Kind::from_text("2 s").unwrap();
    let (app, address) = start(config);
    let hub = &app.engine.events;
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        clients.push(follow(address).await);
    }
    eventually("all follow", || hub.subscribers() == CLIENTS).await;

    let before = resident_mib();
    let text = "x".repeat(12 * 1_024);
    // To each of them more than a gigabyte, all in all.
    for burst in 0..100 {
        for number in 0..1_000 {
            hub.publish(Topic::Kit, json!([burst, number, text]));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let grown = resident_mib().saturating_sub(before);
    assert!(grown < 100, "{grown} MiB more for {CLIENTS} clients");

    // Who takes nothing for too long is given up, and its place is free again.
    eventually("all are given up", || hub.subscribers() == 0).await;
    drop(clients);
    follow(address).await;
}
