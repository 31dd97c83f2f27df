//! Many streams of events: stopping with them open, and clients that never read.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};

use super::{Context, Proof};
use crate::http::Client;
use crate::output;
use crate::running::Running;

const EVENTS: &str = "/api/v1/events?topics=kit";

pub(super) struct StopWithStreams;

impl Proof for StopWithStreams {
    fn name(&self) -> &'static str {
        "stop-with-streams"
    }

    fn about(&self) -> &'static str {
        "SIGTERM with 50 open streams: exit code 0 within 5 s, every stream ended"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        let rounds = context.share(30);
        let mut slowest = Duration::ZERO;
        for round in 0..rounds {
            let took = once(context).with_context(|| format!("round {round}"))?;
            slowest = slowest.max(took);
        }
        Ok(format!(
            "{rounds} rounds of 50 streams, slowest stop {} ms",
            slowest.as_millis()
        ))
    }
}

fn once(context: &Context<'_>) -> Result<Duration> {
    let server = Running::demo(context.project, &context.binary)?;
    let mut readers = Vec::new();
    for _ in 0..50 {
        let mut client = Client::connect(server.address)?;
        let status = client.open_stream(EVENTS)?;
        if status != 200 {
            bail!("{EVENTS} answered {status}");
        }
        readers.push(thread::spawn(move || -> Result<bool> {
            let mut whole = false;
            while let Some(line) = client.stream_line()? {
                // The last chunk of a body that ended as it should.
                whole = line == "0" || (whole && line.is_empty());
            }
            Ok(whole)
        }));
    }
    let (status, took) = server.stop(Duration::from_secs(10))?;
    if status.code() != Some(0) {
        bail!("it ended with {status}");
    }
    if took > Duration::from_secs(5) {
        bail!("stopping took {} ms", took.as_millis());
    }
    for reader in readers {
        let whole = reader.join().map_err(|_| anyhow!("a reader panicked"))??;
        if !whole {
            bail!("a stream was cut instead of ended");
        }
    }
    Ok(took)
}

pub(super) struct StreamsThatNeverRead;

impl Proof for StreamsThatNeverRead {
    fn name(&self) -> &'static str {
        "streams-that-never-read"
    }

    fn about(&self) -> &'static str {
        "200 clients that take nothing do not grow memory without bound"
    }

    fn run(&self, context: &Context<'_>) -> Result<String> {
        /// What 200 open connections themselves may cost, with room.
        const MOST_GROWTH: u64 = 48_000_000;
        let server = Running::demo(context.project, &context.binary)?;
        // The pretended fleet lives from the first time that it is looked at.
        Client::connect(server.address)?.get("/kit/table")?;
        let before = server.memory()?;
        let begun = last_event(&server)?;
        let mut clients = Vec::new();
        for _ in 0..200 {
            let mut client = Client::connect(server.address)?;
            client.send(
                format!("GET {EVENTS} HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).as_bytes(),
            )?;
            clients.push(client);
        }
        let until = Instant::now() + Duration::from_secs(context.share(300));
        let mut most = before;
        let mut asked = 0_u64;
        while Instant::now() < until {
            // Traffic beside the streams and the events of the fleet.
            let mut client = Client::connect(server.address)?;
            for _ in 0..50 {
                client.get("/")?;
                asked += 1;
            }
            most = most.max(server.memory()?);
            thread::sleep(Duration::from_millis(200));
        }
        let health = Client::connect(server.address)?.get("/livez")?.status;
        drop(clients);
        let told = last_event(&server)?.saturating_sub(begun);
        if told < context.share(300) / 4 {
            bail!("only {told} events were there to be read");
        }
        let growth = most.saturating_sub(before);
        if health != 200 {
            bail!("/livez answers {health} with the streams open");
        }
        if growth > MOST_GROWTH {
            bail!(
                "memory grew by {}, at most {}",
                output::bytes(growth),
                output::bytes(MOST_GROWTH)
            );
        }
        Ok(format!(
            "{} before, at most {} with 200 streams, {told} events and {asked} pages",
            output::bytes(before),
            output::bytes(most),
        ))
    }
}

/// The number of the last event, as a page carries it.
fn last_event(server: &Running) -> Result<u64> {
    let page = Client::connect(server.address)?.get("/")?.body;
    let page = String::from_utf8_lossy(&page).replace('\\', "");
    page.split_once("\"since\":\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .and_then(|(id, _)| id.rsplit_once('-'))
        .and_then(|(_, number)| number.parse().ok())
        .context("the page does not say which event was the last")
}
