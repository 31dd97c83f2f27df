//! Requests that nobody should send: each is answered, none with a failure of the server.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::random::{Random, encode};
use super::{Context, Proof};
use crate::http::Client;
use crate::running::Running;

const SECONDS: u64 = 300;

const PATHS: [&str; 22] = [
    "/",
    "/targets",
    "/monitoring/network-probes",
    "/kit",
    "/kit/table",
    "/kv-browser",
    "/api/v1/version",
    "/api/v1/events",
    "/api/openapi.json",
    "/api/docs",
    "/livez",
    "/readyz",
    "/metrics",
    "/assets/000000000000/pkg/skills-eye.js",
    "/robots.txt",
    "/nothing/here",
    "/rpc/v1/about",
    "/rpc/v1/kit/first",
    "/rpc/v1/kit/window",
    "/rpc/v1/kit/facet",
    "/rpc/v1/kit/row",
    "/api/v1/kit/export",
];

const METHODS: [&str; 9] = [
    "GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS",
];

const WORDS: [&str; 14] = [
    "q",
    "sort",
    "-latency",
    "f.company",
    "where",
    "{\"all\":[]}",
    "company",
    "topics",
    "since",
    "offset",
    "limit",
    "request",
    "query",
    "{\"request\":{\"offset\":0,\"limit\":60}}",
];

const HEADERS: [&str; 12] = [
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Cookie",
    "Origin",
    "Content-Type",
    "If-None-Match",
    "Last-Event-ID",
    "X-Request-Id",
    "Sec-Fetch-Site",
    "Range",
    "Authorization",
];

pub(super) struct FuzzHttp;

impl Proof for FuzzHttp {
    fn name(&self) -> &'static str {
        "fuzz-http"
    }

    fn about(&self) -> &'static str {
        "random requests never get a 500, a panic or a dead server"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let mut server = Running::demo(context.project, &context.binary)?;
        let mut random = Random::new(context.seed);
        let until = Instant::now() + Duration::from_secs(context.share(SECONDS));
        let (mut answered, mut closed) = (0_u64, 0_u64);
        while Instant::now() < until {
            let request = if random.below(8) == 0 {
                garbage(&mut random)
            } else {
                plausible(&mut random, &server)
            };
            match exchange(&server, &request) {
                Ok(Some(status))
                    if (500..600).contains(&status) && status != 501 && status != 503 =>
                {
                    bail!(
                        "answered {status} to {:?}",
                        String::from_utf8_lossy(&request)
                    );
                }
                Ok(Some(_)) => answered += 1,
                Ok(None) => closed += 1,
                Err(error) if server.alive()? => {
                    return Err(
                        error.context(format!("on {:?}", String::from_utf8_lossy(&request)))
                    );
                }
                Err(_) => bail!("the server died of {:?}", String::from_utf8_lossy(&request)),
            }
        }
        let health = Client::connect(server.address)?.get("/livez")?.status;
        if health != 200 {
            bail!("/livez answers {health} afterwards");
        }
        if let Some(line) = server.log().lines().find(|line| line.contains("panicked")) {
            bail!("the server panicked: {line}");
        }
        Ok(format!(
            "{answered} answered, {closed} refused by closing, no failure"
        ))
    }
}

/// Sends it alone on a connection; the status, or nothing when the server just closed.
fn exchange(server: &Running, request: &[u8]) -> Result<Option<u16>> {
    let mut client = Client::connect(server.address).context("no connection")?;
    // A server may close before it has read everything.
    if client.send(request).is_err() {
        return Ok(None);
    }
    client.finish();
    // The head is enough: the stream of events never ends.
    match client.answer(true) {
        Ok(answer) => Ok(Some(answer.status)),
        Err(error) if is_timeout(&error) => Err(error.context("no answer in time")),
        Err(_) => Ok(None),
    }
}

fn is_timeout(error: &anyhow::Error) -> bool {
    let kind = error
        .downcast_ref::<std::io::Error>()
        .map(std::io::Error::kind);
    matches!(
        kind,
        Some(std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut)
    )
}

fn plausible(random: &mut Random, server: &Running) -> Vec<u8> {
    let mut path = (*random.one(&PATHS)).to_owned();
    if random.below(4) == 0 {
        path.push('/');
        path.push_str(&encode(&random.text(&WORDS)));
    }
    for number in 0..random.below(5) {
        path.push(if number == 0 { '?' } else { '&' });
        let (name, value) = (random.text(&WORDS), random.text(&WORDS));
        path.push_str(&format!("{}={}", encode(&name), encode(&value)));
    }
    let method = random.one(&METHODS);
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", server.address);
    for _ in 0..random.below(5) {
        let value: String = random
            .text(&WORDS)
            .chars()
            .filter(|letter| !letter.is_control())
            .collect();
        head.push_str(&format!("{}: {value}\r\n", random.one(&HEADERS)));
    }
    let mut body = Vec::new();
    if *method == "POST" || *method == "PUT" {
        body =
            random.mutate(b"{\"request\":{\"offset\":0,\"limit\":60,\"query\":{\"text\":\"a\"}}}");
        head.push_str("Content-Type: application/json\r\n");
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    head.push_str("Connection: close\r\n\r\n");
    [head.into_bytes(), body].concat()
}

fn garbage(random: &mut Random) -> Vec<u8> {
    let request = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    random.mutate(request)
}
